"""The stored cases, each decided on the shelf and again with a draft in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.words import amount, language, t, tx
from engine.explain import Operation, Step
from engine.law import Faults, Shelf, installed
from engine.quote import Quote, quote, read_request
from engine.use import PriceStatus, Regime, UseDecision, decide_declared, read_use

__all__ = ["Case", "Outcome", "Tried", "cases", "tried"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case, in the language of this visit."""

    told: str
    """The answer."""
    rules: tuple[str, ...]
    """The rules, bands or lines that decided, by their places in the documents."""


@dataclass(frozen=True, slots=True)
class Case:
    """A stored case."""

    title: str
    path: Path
    kind: str
    """use or quote."""

    def on(self, shelf: Shelf) -> Outcome:
        """Return what the documents of `shelf` make of it; a fault is an answer too."""
        try:
            if self.kind == "use":
                return _of_use(decide_declared(shelf, *read_use(self.path)))
            request, located = read_request(self.path)
            return _of_quote(quote(shelf, request, located))
        except Faults as faults:
            messages = [fault.message(language()) for fault in faults.faults]
            return Outcome(t("shelf_case_fault", said=messages[0]), ())


@dataclass(frozen=True, slots=True)
class Tried:
    """A case, as it is and as it would be."""

    case: Case
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


def cases() -> Iterator[Case]:
    """Yield the stored cases: those that come with the installation."""
    for kind, folder in (("use", "uses"), ("quote", "quotes")):
        for path in sorted((installed("examples") / folder).glob("*.yaml")):
            yield Case(_title(path, kind), path, kind)


def _title(path: Path, kind: str) -> str:
    if kind == "use":
        use, _ = read_use(path)
        if use.title is not None:
            return tx(use.title)
    return f"{t(f'shelf_case_{kind}')} {path.stem}"


def tried(shelf: Shelf, draft: Shelf) -> list[Tried]:
    """Return every stored case on the shelf and on that of the draft."""
    return [Tried(case, case.on(shelf), case.on(draft)) for case in cases()]


def _of_use(decision: UseDecision) -> Outcome:
    told = [_regime(decision.regime)]
    if decision.channel is not None:
        told.append(t(f"quote_channel_{decision.channel.value}"))
    if decision.reason_title is not None:
        told.append(tx(decision.reason_title))
    told += [tx(refusal.title) for refusal in decision.refusals]
    charged = decision.regime in (Regime.GUIDED, Regime.MIXED)
    if charged and decision.price_status is not None:
        told.append(_status(decision.price_status))
    told += [t("shelf_case_asks", question=tx(fact.title)) for fact in decision.missing]
    told += [t("shelf_case_condition", text=tx(one.text)) for one in decision.conditions]
    return Outcome(t("shelf_stop").join(told), _deciding((decision.step,)))


def _of_quote(found: Quote) -> Outcome:
    told = [_regime(found.regime)]
    if found.channel is not None:
        told.append(t(f"quote_channel_{found.channel.value}"))
    told.append(_status(found.price_status))
    told.append(amount(found.total.number) if found.total else t("shelf_case_no_amount"))
    told += [tx(note) for note in found.notes]
    told += [t("shelf_case_asks", question=tx(one.question)) for one in found.missing]
    return Outcome(t("shelf_stop").join(told), _deciding(found.steps))


def _regime(regime: Regime) -> str:
    return t(f"quote_regime_{regime.value}")


def _status(status: PriceStatus) -> str:
    return t(f"quote_status_{status.value}")


def _deciding(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Return the places of the rules that decided, the last first."""
    return tuple(
        dict.fromkeys(
            step.origin
            for top in steps
            for step in top.walk()
            if step.operation is Operation.DECIDE and "#" in step.origin
        )
    )
