"""What the tables decided, told as one decision on a use."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from engine.explain import decided, standing_of
from engine.law import Condition, Fault, FaultyLaw
from engine.rules import Decision, Nearest, Opening
from engine.text import Text, text
from engine.use.decision import (
    BrokenCondition,
    Channel,
    PriceStatus,
    Refusal,
    Regime,
    Remark,
    UseDecision,
)
from engine.use.documents import ALLOWED, FREE_SHARE, PRICE, REFUSED, REMARKS, WANTED, Rules
from engine.use.register_facts import Registered

__all__ = ["told"]


def told(
    decision: Decision,
    rules: Rules,
    on: datetime.date,
    registered: Registered,
    documents: Mapping[str, str],
    since: datetime.date | None,
    before: UseDecision | None,
) -> UseDecision:
    """Return `decision` on a use for the day `on`.

    `since` is the first day of the phase decided for, `before` the decision on the phase before.
    `registered` is what the registers say of it. Raises FaultyLaw for a condition that the register
    of conditions does not hold.
    """
    regime = _regime(decision)
    charged = regime in (Regime.GUIDED, Regime.MIXED)
    supplied_free = regime in (Regime.FREE, Regime.MIXED)
    channel = _value(decision, "channel")
    reason = _value(decision, "reason") if charged or supplied_free else None
    share = decision.carried.get(FREE_SHARE)
    parts = {name: decision.steps[name] for name in WANTED if name in decision.steps}
    children = [*parts.values(), *([decision.steps["conditions"]] if supplied_free else [])]
    label = text("use.answer", regime=text(f"use.{regime}"))
    return UseDecision(
        on=on,
        regime=regime,
        channel=None if channel is None else Channel(channel),
        reason=reason,
        reason_title=None if reason is None else _title(rules, "reason", reason),
        refusals=tuple(_refusals(decision, rules)) if regime is Regime.REFUSED else (),
        conditions=_conditions(decision, rules, "conditions") if supplied_free else (),
        broken=_broken(decision, rules, since, before),
        not_kept=_conditions(decision, rules, "broken") if charged else (),
        remarks=tuple(_remarks(decision, rules)),
        presumed=decision.presumed,
        free_share=share if isinstance(share, Decimal) else None,
        price_status=_price_status(decision, charged),
        missing=decision.missing,
        asking=decision.asking,
        possible=frozenset(_possible(decision)),
        nearest=tuple(_nearest(decision, registered)),
        openings=tuple(_openings(decision)) if charged else (),
        step=decided(label, regime.value, children, (), rules.documents[0]),
        parts=parts,
        answer=standing_of(parts["supply" if regime is Regime.REFUSED else "regime"]),
        documents=documents,
        watermarks=registered.watermarks,
        since=since,
        before=before,
    )


def _value(decision: Decision, output: str) -> str | None:
    value = decision.outputs.get(output)
    return value if isinstance(value, str) else None


def _values(decision: Decision, output: str) -> tuple[str, ...]:
    value = decision.outputs.get(output)
    return value if isinstance(value, tuple) else ()


def _title(rules: Rules, output: str, value: str) -> Text:
    return next(known.title for known in rules.outputs[output].values if known.id == value)


def _regime(decision: Decision) -> Regime:
    supply, regime = decision.outputs["supply"], _value(decision, "regime")
    if supply == REFUSED:
        return Regime.REFUSED
    return Regime.UNDETERMINED if supply != ALLOWED or regime is None else Regime(regime)


def _possible(decision: Decision) -> Iterator[Regime]:
    if REFUSED in decision.possible["supply"]:
        yield Regime.REFUSED
    yield from (Regime(value) for value in decision.possible["regime"] if isinstance(value, str))


def _price_status(decision: Decision, charged: bool) -> PriceStatus | None:
    if not charged:
        return PriceStatus.NONE
    price = _value(decision, PRICE)
    return None if price is None else PriceStatus(price)


def _refusals(decision: Decision, rules: Rules) -> Iterator[Refusal]:
    for rule in decision.deciding["refusals"]:
        code = rule.then["refusals"]
        yield Refusal(code, _title(rules, "refusals", code), rule.cites)


def _remarks(decision: Decision, rules: Rules) -> Iterator[Remark]:
    for rule in decision.deciding.get(REMARKS, ()):
        code = rule.then[REMARKS]
        yield Remark(code, _title(rules, REMARKS, code), rule.cites)


def _conditions(decision: Decision, rules: Rules, output: str) -> tuple[Condition, ...]:
    """Return the conditions that `output` names, in the order of the register."""
    named = _values(decision, output)
    held = {condition.id: condition for condition in rules.register}
    unknown = [name for name in named if name not in held]
    if unknown:
        where = rules.documents[-1]
        allowed = {"allowed": ", ".join(held)}
        raise FaultyLaw(
            Fault(where, "entries", None, n, "use.no_condition", allowed) for n in unknown
        )
    return tuple(condition for name, condition in held.items() if name in named)


def _broken(
    decision: Decision, rules: Rules, since: datetime.date | None, before: UseDecision | None
) -> tuple[BrokenCondition, ...]:
    """Return the conditions of an earlier free phase that are not kept, each from its day."""
    if before is None or since is None:
        return ()
    owed = {condition.id for condition in before.conditions}
    already = {broken.condition.id for broken in before.broken}
    now = _conditions(decision, rules, "broken")
    new = (BrokenCondition(one, since) for one in now if one.id in owed - already)
    return (*before.broken, *new)


def _nearest(decision: Decision, registered: Registered) -> Iterator[Nearest]:
    """Yield the changes of one fact that change the answer.

    That a lawful supply could be unlawful is no answer of interest; how an unlawful one could be
    lawful is. What stands in a register is changed there, and not to another channel.
    """
    lawful = decision.outputs["supply"] == ALLOWED
    for change in decision.alternatives.nearest:
        if lawful and change.outputs["supply"] != ALLOWED:
            continue
        same_channel = change.outputs.get("channel") == decision.outputs["channel"]
        if change.fact.id in registered.facts and (lawful or not same_channel):
            continue
        yield change


def _openings(decision: Decision) -> Iterator[Opening]:
    """Yield the values of one fact with which it is open whether the use is free."""
    for opening in decision.alternatives.openings:
        supply, regime = opening.possible["supply"], opening.possible["regime"]
        if Regime.FREE.value in regime and (len(supply) > 1 or len(regime) > 1):
            yield opening
