"""What an evaluated cycle leaves to be deducted from the next (扣减)."""

from __future__ import annotations

from typing import Any

from engine.law import Declaration, Fault, Faults, Model
from engine.money import Number
from engine.record import Record
from engine.text import Text, text

__all__ = ["Deduction", "deduction_from"]


class Deduction(Model):
    """The excess of an evaluated cycle, as its record states it."""

    record: str
    """Number of the record of the evaluation."""
    operator: str
    """The operator evaluated."""
    authorisation: str | None = None
    """Id of the authorisation evaluated, when the operator has several."""
    years: tuple[int, ...]
    """The calendar years evaluated."""
    excess: Number
    """Yuan to be deducted, without VAT."""
    unchecked: tuple[str, ...] | None = None
    """Faulty documents that the evaluation, or what it evaluates, was computed with."""

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What a reader must not miss of what it rests on."""
        names = ", ".join(self.unchecked or ())
        return (text("law.rests_on_unchecked", record=self.record, documents=names),) * bool(names)

    @property
    def declared(self) -> Declaration:
        """The source of the excess."""
        return Declaration(file=self.record, place="result.excess")


def deduction_from(
    record: Record, file: str, operator: str, authorisation: str | None = None
) -> Deduction:
    """Return the deduction that the evaluation in `record` asks of the next cycle of `operator`.

    Raises Faults when it is no evaluation, is not whole, or is of another operator or of another
    of its authorisations.
    """
    body: dict[str, Any] = record.body
    if body.get("kind") != "evaluation":
        raise Faults(
            [Fault(file, "body.kind", None, body.get("kind"), "determination.no_evaluation")]
        )
    if broken := tuple(record.broken()):
        raise Faults([Fault(file, ", ".join(broken), None, None, "determination.record_broken")])
    evaluated = str(body["inputs"]["declared"]["operator"])
    if evaluated != operator:
        values = {"operator": operator}
        place = "body.inputs.declared.operator"
        raise Faults([Fault(file, place, None, evaluated, "determination.other_operator", values)])
    of = body["inputs"]["determination"].get("authorisation")
    if of != authorisation:
        values = {"authorisation": authorisation or "–"}
        place = "body.inputs.determination.authorisation"
        raise Faults(
            [Fault(file, place, None, of or "–", "determination.other_authorisation", values)]
        )
    years = tuple(sorted(int(year) for year in body["inputs"]["determination"]["maximum"]))
    return Deduction(
        record=record.number,
        operator=evaluated,
        authorisation=of,
        years=years,
        excess=body["result"]["excess"],
        unchecked=record.unchecked or None,
    )
