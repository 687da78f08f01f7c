"""The documents a use is decided by, in the version of the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.law import Condition, Conditions, Fault, Faults, Shelf
from engine.law.reading.fault import distinct
from engine.rules import DecisionTable, FactValue, Output, Part, RulesDocument
from engine.use.decision import Channel, PriceStatus, Regime, StandsUnder

__all__ = [
    "ALLOWED",
    "BESIDES",
    "FREE_SHARE",
    "PRICE",
    "REFUSED",
    "REMARKS",
    "WANTED",
    "Rules",
    "read_together",
    "rules_in_force",
    "unfit",
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
_MOST_HELD = 64


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

    Raises Faults when a document is missing or not in force, or when they do not decide all that
    is wanted of them.
    """
    ids = (stands_under.use, stands_under.gate)
    parts = tuple(Part(name, shelf.get(name, RulesDocument).in_force_on(on)) for name in ids)
    if faults := unfit(parts):
        raise Faults(faults)
    outputs = {output.id: output for _, _, output in _outputs(parts)}
    register = shelf.get(stands_under.conditions, Conditions).in_force_on(on).entries
    return Rules(parts, outputs, register, (*ids, stands_under.conditions))


@lru_cache(_MOST_HELD)
def unfit(parts: tuple[Part, ...]) -> tuple[Fault, ...]:
    """Return what the rules of use and the gate do not decide, or not in values that are known."""
    made = {output.id: (part, table, output) for part, table, output in _outputs(parts)}
    where = ", ".join(part.document for part in parts)
    faults = [
        Fault(where, "tables", None, name, "use.no_output")
        for name in (*WANTED, *BESIDES)
        if name not in made
    ]
    for name, known in _KNOWN.items():
        if name not in made:
            continue
        part, table, output = made[name]
        file, at = f"{part.document}.yaml", f"tables.{table.id}"
        if table.hit == "collect":
            faults.append(Fault(file, f"{at}.hit", None, table.hit, "use.collected"))
        faults += [
            Fault(file, f"{at}.outputs.{name}", None, value.id, "law.not_one_of", _listed(known))
            for value in output.values
            if known and value.id not in known
        ]
        values = [value.id for value in output.values]
        missing = [one for one in (ALLOWED, REFUSED) if name == "supply" and one not in values]
        if missing:
            said = {"missing": ", ".join(missing)}
            faults.append(Fault(file, f"{at}.outputs.{name}", None, None, "use.no_value", said))
    return tuple(distinct(faults))


def _outputs(parts: Sequence[Part]) -> Iterator[tuple[Part, DecisionTable, Output]]:
    for part in parts:
        for table in part.version.tables:
            yield from ((part, table, output) for output in table.outputs)


def _listed(known: Sequence[str]) -> dict[str, str]:
    return {"allowed": ", ".join(known)}


def read_together(shelf: Shelf, stands_under: StandsUnder) -> Iterator[tuple[Part, ...]]:
    """Yield the rules of use and of the gate in each pair of versions that is in force together.

    Raises Faults for documents that are missing or faulty.
    """
    documents = [shelf.get(name, RulesDocument) for name in (stands_under.use, stands_under.gate)]
    begins = {version.from_.start for document in documents for version in document.versions}
    for day in sorted(begins):
        versions = [document.in_force(day) for document in documents]
        parts = tuple(
            Part(document.id, version)
            for document, version in zip(documents, versions, strict=True)
            if version is not None
        )
        if len(parts) == len(documents):
            yield parts
