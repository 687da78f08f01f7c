"""The documents a use is decided by, in the version of the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.law import (
    Condition,
    Conditions,
    Days,
    Fault,
    FaultyLaw,
    Finding,
    Path,
    Shelf,
    written_path,
)
from engine.rules import (
    DecisionTable,
    FactValue,
    Output,
    Part,
    RulesDocument,
    RulesVersion,
    check_together,
)
from engine.use.decision import Channel, PriceStatus, Regime, StandsUnder
from engine.use.register_facts import unknown_facts

__all__ = [
    "ALLOWED",
    "BESIDES",
    "FREE_SHARE",
    "PRICE",
    "REFUSED",
    "REMARKS",
    "WANTED",
    "Rules",
    "rules_in_force",
    "wrong_together",
]

PRICE = "price_status"
WANTED = ("supply", "regime", "channel", PRICE)
"""What the gate and the rules of use must decide; facts are asked for until they do."""
BESIDES = ("refusals", "reason", "conditions", "broken")
"""What they must also tell, as far as it is certain."""
REMARKS = "remarks"
"""What the gate may also say of a supply that it does not refuse."""
FREE_SHARE = "free_share"
"""The fact that is carried for a mixed use: the share supplied free [percent]."""
ALLOWED, REFUSED = "allowed", "refused"
"""Values of `supply`: any other than allowed settles the case."""
_KNOWN: Mapping[str, Sequence[str]] = {
    "supply": (),
    "regime": tuple(Regime),
    "channel": tuple(Channel),
    PRICE: tuple(PriceStatus),
    "reason": (),
}
"""What is decided once, in values that the engine knows; of those without, it may be any."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The gate, the rules of use and the conditions in force on a day."""

    parts: tuple[Part, ...]
    """The tables of the rules of use and of the gate."""
    outputs: Mapping[str, Output]
    """What they decide."""
    register: tuple[Condition, ...]
    """The conditions of free use."""
    documents: tuple[str, ...]
    """The ids of these documents."""

    @property
    def besides(self) -> tuple[str, ...]:
        """What is told as far as it is certain."""
        return (*BESIDES, REMARKS) if REMARKS in self.outputs else BESIDES

    def goals(self, declared: Mapping[str, FactValue]) -> dict[str, tuple[str, ...]]:
        """Return what is wanted; the price status only where one of its own facts is declared."""
        settling = (value.id for value in self.outputs["supply"].values if value.id != ALLOWED)
        goals: dict[str, tuple[str, ...]] = {"supply": tuple(settling), "regime": (), "channel": ()}
        if not self._only_of_price().isdisjoint(declared):
            goals[PRICE] = ()
        return goals

    def _only_of_price(self) -> set[str]:
        of_price, of_others = set[str](), set[str]()
        for part in self.parts:
            for table in part.version.tables:
                prices = any(output.id == PRICE for output in table.outputs)
                for rule in table.rules:
                    (of_price if prices else of_others).update(rule.when)
        return of_price - of_others


def rules_in_force(shelf: Shelf, stands_under: StandsUnder, on: datetime.date) -> Rules:
    """Return the rules that a use stands under on `on`.

    Raises Faults when a document is missing or not in force, and FaultyLaw when one is faulty, or
    when they do not fit together.
    """
    ids = (stands_under.use, stands_under.gate)
    all_ids = (*ids, stands_under.conditions)
    parts = tuple(Part(name, shelf.law(name, RulesDocument, on).in_force_on(on)) for name in ids)
    register = shelf.law(stands_under.conditions, Conditions, on).in_force_on(on).entries
    shelf.sound_together(all_ids, lambda view: wrong_together(view, stands_under), on)
    if shelf.unchecked and (found := list(_unfit(parts))):
        raise FaultyLaw(  # nothing can be decided by these, whoever drafts
            Fault(
                f"{one.path[0]}.yaml",
                written_path(one.path[1:]),
                None,
                one.value,
                one.key,
                one.values,
            )
            for one in found
        )
    outputs = {output.id: output for _, _, output in _outputs(parts)}
    return Rules(parts, outputs, register, all_ids)


# --- what is wrong with them together


@dataclass(frozen=True, slots=True)
class _Dated:
    """A part, and where and when it stands."""

    part: Part
    position: int
    days: Days


def wrong_together(shelf: Shelf, stands_under: StandsUnder) -> Iterator[Finding]:
    """Yield what is wrong in the rules of use, the gate and the conditions when read together.

    Each pair of versions in force together is read, but for those that are faulty by themselves.
    The first step of a path is the id of the document; each finding says its days. Raises Faults
    for documents that are missing or malformed, or that cannot be joined.
    """
    use, gate = (
        list(_sound(shelf, shelf.read(name, RulesDocument)))
        for name in (stands_under.use, stands_under.gate)
    )
    conditions = shelf.read(stands_under.conditions, Conditions)
    for one in use:
        for other in gate:
            days = one.days.common(other.days)
            if days is None:
                continue
            places = {each.part.document: each.position for each in (one, other)}
            parts = (one.part, other.part)
            yield from _unknown_conditions(parts, conditions, days)
            filled = unknown_facts(parts, stands_under)
            for found in (*_unfit(parts), *filled, *check_together(parts)):
                document = str(found.path[0])
                path = (document, "versions", places[document], *found.path[1:])
                yield replace(found, path=path, days=days)


def _sound(shelf: Shelf, document: RulesDocument) -> Iterator[_Dated]:
    """Yield the versions that are sound by themselves."""
    faulty = {found.path[1] for found in shelf.check_of_kind(document.id) if len(found.path) > 1}
    for position, version in enumerate(document.versions):
        if position not in faulty:
            yield _Dated(Part(document.id, version), position, _days(document, version))


def _days(document: RulesDocument, version: RulesVersion) -> Days:
    return Days(version.from_.start, document.last_day(version))


def _unfit(parts: Sequence[Part]) -> Iterator[Finding]:
    """Yield what the rules do not decide, or not in values that are known.

    The first step of a path is the id of the document, the next stand in its version.
    """
    made = {output.id: (at, table, output) for at, table, output in _outputs(parts)}
    for name in (*WANTED, *BESIDES):
        if name not in made:
            yield Finding((parts[0].document, "tables"), "use.no_output", {}, name)
    for name, known in _KNOWN.items():
        if name not in made:
            continue
        at, table, output = made[name]
        if table.hit == "collect":
            yield Finding((*at[:3], "hit"), "use.collected", {}, table.hit)
        values = [value.id for value in output.values]
        for position, value in enumerate(values):
            if known and value not in known:
                allowed = {"allowed": ", ".join(known)}
                yield Finding((*at, "values", position), "law.not_one_of", allowed, value)
        missing = [one for one in (ALLOWED, REFUSED) if name == "supply" and one not in values]
        if missing:
            yield Finding(at, "use.no_value", {"missing": ", ".join(missing)})


def _outputs(parts: Sequence[Part]) -> Iterator[tuple[Path, DecisionTable, Output]]:
    """Yield every output with its place, which begins with the document, and its table."""
    for part in parts:
        for number, table in enumerate(part.version.tables):
            for position, output in enumerate(table.outputs):
                yield (part.document, "tables", number, "outputs", position), table, output


def _unknown_conditions(
    parts: Sequence[Part], conditions: Conditions, days: Days
) -> Iterator[Finding]:
    """Yield the conditions that the rules name and the register of the same days does not hold."""
    named = [
        value.id
        for _, _, output in _outputs(parts)
        if output.id in ("conditions", "broken")
        for value in output.values
    ]
    for position, version in enumerate(conditions.versions):
        common = days.common(Days(version.from_.start, conditions.last_day(version)))
        held = [entry.id for entry in version.entries]
        for name in dict.fromkeys(named):
            if common is not None and name not in held:
                path = (conditions.id, "versions", position, "entries")
                allowed = {"allowed": ", ".join(held)}
                yield Finding(path, "use.no_condition", allowed, name, common)
