"""The stored cases, each decided on the shelf and again with a draft in its place.

They are the uses and quotes that come with the installation, and the quotes saved in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.store import records
from app.words import amount, language, t, tx
from engine.explain import Operation, Step
from engine.law import Faults, Located, Shelf, installed
from engine.quote import Quote, QuoteRequest, quote, quote_again, read_request
from engine.use import DeclaredUse, PriceStatus, Regime, UseDecision, decide_declared, read_use

__all__ = ["Outcome", "StoredCase", "Tried", "cases", "tried"]

_MOST_SAVED = 50
"""So many of the saved quotes are tried, the newest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case, in the language of this visit."""

    told: str
    """The answer."""
    rules: tuple[str, ...]
    """The rules, bands or lines that decided, by their places in the documents."""


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A stored case."""

    title: str
    decided: Callable[[Shelf], Outcome]
    """What the documents of a shelf make of it; raises Faults where they cannot."""

    def on(self, shelf: Shelf) -> Outcome:
        """Return what the documents of `shelf` make of it; a fault is an answer too."""
        try:
            return self.decided(shelf)
        except Faults as faults:
            messages = [fault.message(language()) for fault in faults.faults]
            return Outcome(t("app.shelf.case_fault", said=messages[0]), ())


@dataclass(frozen=True, slots=True)
class Tried:
    """A case, as it is and as it would be."""

    case: StoredCase
    now: Outcome
    then: Outcome

    @property
    def changes(self) -> bool:
        """Whether the draft changes the answer."""
        return self.now.told != self.then.told

    @property
    def otherwise(self) -> bool:
        """Whether the answer stays and other rules give it."""
        return not self.changes and self.now.rules != self.then.rules


def cases() -> Iterator[StoredCase]:
    """Yield the stored cases."""
    examples = installed("examples")
    for path in sorted((examples / "uses").glob("*.yaml")):
        use, located = read_use(path)
        title = t("app.shelf.case_use", name=path.stem) if use.title is None else tx(use.title)
        yield StoredCase(title, partial(_use, use, located))
    for path in sorted((examples / "quotes").glob("*.yaml")):
        yield StoredCase(
            t("app.shelf.case_quote", name=path.stem), partial(_quote, *read_request(path))
        )
    for record in records().newest_first("quote", _MOST_SAVED):
        title = t("app.shelf.case_saved", number=record.number)
        yield StoredCase(title, partial(_saved, record.body))


def tried(shelf: Shelf, draft: Shelf) -> list[Tried]:
    """Return every stored case on the shelf and on that of the draft."""
    return [Tried(case, case.on(shelf), case.on(draft)) for case in cases()]


def _use(use: DeclaredUse, located: Located, shelf: Shelf) -> Outcome:
    return _of_use(decide_declared(shelf, use, located))


def _quote(request: QuoteRequest, located: Located, shelf: Shelf) -> Outcome:
    return _of_quote(quote(shelf, request, located))


def _saved(body: dict[str, Any], shelf: Shelf) -> Outcome:
    return _of_quote(quote_again(body, shelf))


def _of_use(decision: UseDecision) -> Outcome:
    told = [_regime(decision.regime)]
    if decision.channel is not None:
        told.append(t(f"app.quote.channel_{decision.channel.value}"))
    if decision.reason_title is not None:
        told.append(tx(decision.reason_title))
    told += [tx(refusal.title) for refusal in decision.refusals]
    charged = decision.regime in (Regime.GUIDED, Regime.MIXED)
    if charged and decision.price_status is not None:
        told.append(_status(decision.price_status))
    told += [t("app.shelf.case_asks", question=tx(fact.title)) for fact in decision.missing]
    told += [t("app.shelf.case_condition", text=tx(one.text)) for one in decision.conditions]
    return Outcome(t("app.shelf.stop").join(told), _deciding((decision.step,)))


def _of_quote(found: Quote) -> Outcome:
    told = [_regime(found.regime)]
    if found.channel is not None:
        told.append(t(f"app.quote.channel_{found.channel.value}"))
    told.append(_status(found.price_status))
    told.append(amount(found.total.number) if found.total else t("app.shelf.case_no_amount"))
    told += [tx(note) for note in found.notes]
    told += [t("app.shelf.case_asks", question=tx(one.question)) for one in found.missing]
    return Outcome(t("app.shelf.stop").join(told), _deciding(found.steps))


def _regime(regime: Regime) -> str:
    return t(f"quote.regime_{regime.value}")


def _status(status: PriceStatus) -> str:
    return t(f"app.quote.status_{status.value}")


def _deciding(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Return the places of the rules that decided the use, and of the prices that were applied."""
    found = []
    for step in (step for top in steps for step in top.walk()):
        if step.operation is Operation.DECIDE and "#" not in step.origin:
            found += [child.origin for child in step.children if "/" in _inside(child.origin)]
        elif step.operation is Operation.INPUT and step.unit.startswith("yuan/"):
            found.append(step.origin)
    return tuple(dict.fromkeys(filter(None, found)))


def _inside(origin: str) -> str:
    """Return the place inside its document: a table and its rule, or a price."""
    return origin.partition("#")[2]
