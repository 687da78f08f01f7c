"""The documents a use is decided by, in the version of the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.law import Condition, Conditions, Days, Fault, FaultyLaw, Finding, Shelf
from engine.rules import FactValue, Output, Part, RulesDocument, RulesVersion, check_together
from engine.use.decision import StandsUnder

__all__ = [
    "ALLOWED",
    "BESIDES",
    "FREE_SHARE",
    "PRICE",
    "REFUSED",
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
FREE_SHARE = "free_share"
"""The fact that is carried for a mixed use: the share supplied free [percent]."""
ALLOWED, REFUSED = "allowed", "refused"
"""Values of `supply`: any other than allowed settles the case."""


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
    outputs = _outputs(parts)
    lacking = [name for name in (*WANTED, *BESIDES) if name not in outputs]
    if lacking:  # of faulty law that is used all the same: nothing can be decided without them
        where = ", ".join(ids)
        raise FaultyLaw(Fault(where, "tables", None, name, "use.no_output") for name in lacking)
    return Rules(parts, outputs, register, all_ids)


def _outputs(parts: tuple[Part, ...]) -> dict[str, Output]:
    return {
        output.id: output
        for part in parts
        for table in part.version.tables
        for output in table.outputs
    }


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
        list(_sound(shelf, shelf.get(name, RulesDocument)))
        for name in (stands_under.use, stands_under.gate)
    )
    conditions = shelf.get(stands_under.conditions, Conditions)
    for one in use:
        for other in gate:
            days = one.days.common(other.days)
            if days is None:
                continue
            places = {each.part.document: each.position for each in (one, other)}
            parts = (one.part, other.part)
            yield from _lacking(parts, one, days)
            yield from _unknown_conditions(parts, conditions, days)
            for found in check_together(parts):
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


def _lacking(parts: tuple[Part, ...], use: _Dated, days: Days) -> Iterator[Finding]:
    """Yield what is wanted of the rules and not decided by any of their tables."""
    path = (use.part.document, "versions", use.position, "tables")
    known = _outputs(parts)
    for name in (*WANTED, *BESIDES):
        if name not in known:
            yield Finding(path, "use.no_output", {}, name, days)


def _unknown_conditions(
    parts: tuple[Part, ...], conditions: Conditions, days: Days
) -> Iterator[Finding]:
    """Yield the conditions that the rules name and the register of the same days does not hold."""
    outputs = _outputs(parts)
    named = [
        value.id
        for output in ("conditions", "broken")
        if output in outputs
        for value in outputs[output].values
    ]
    for position, version in enumerate(conditions.versions):
        common = days.common(Days(version.from_.start, conditions.last_day(version)))
        held = [entry.id for entry in version.entries]
        for name in dict.fromkeys(named):
            if common is not None and name not in held:
                path = (conditions.id, "versions", position, "entries")
                allowed = {"allowed": ", ".join(held)}
                yield Finding(path, "use.no_condition", allowed, name, common)
