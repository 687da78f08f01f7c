"""What an evaluated cycle leaves to be deducted from the next (扣减)."""

from __future__ import annotations

from engine.law import Declaration, Fault, Faults, Model
from engine.money import Number
from engine.record import Record
from engine.record.kinds import Excerpt, excerpt_of
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


class _Declared(Excerpt):
    operator: str


class _Judged(Excerpt):
    authorisation: str | None = None
    maximum: dict[int, Number]


class _Inputs(Excerpt):
    declared: _Declared
    determination: _Judged


class _Result(Excerpt):
    excess: Number


class _Evaluated(Excerpt):
    inputs: _Inputs
    result: _Result


def deduction_from(
    record: Record, file: str, operator: str, authorisation: str | None = None
) -> Deduction:
    """Return the deduction that the evaluation in `record` asks of the next cycle of `operator`.

    Raises Faults when it is no evaluation, is not whole, lacks something of one, or is of another
    operator or of another of its authorisations.
    """
    kind = record.body.get("kind")
    if kind != "evaluation":
        raise Faults([Fault(file, "body.kind", None, kind, "determination.no_evaluation")])
    if broken := tuple(record.broken()):
        raise Faults([Fault(file, ", ".join(broken), None, None, "determination.record_broken")])
    found = excerpt_of(_Evaluated, record.body, file, "body")
    evaluated, judged = found.inputs.declared.operator, found.inputs.determination
    if evaluated != operator:
        values = {"operator": operator}
        place = "body.inputs.declared.operator"
        raise Faults([Fault(file, place, None, evaluated, "determination.other_operator", values)])
    of = judged.authorisation
    if of != authorisation:
        values = {"authorisation": authorisation or "–"}
        place = "body.inputs.determination.authorisation"
        raise Faults(
            [Fault(file, place, None, of or "–", "determination.other_authorisation", values)]
        )
    return Deduction(
        record=record.number,
        operator=evaluated,
        authorisation=of,
        years=tuple(sorted(judged.maximum)),
        excess=found.result.excess,
        unchecked=record.unchecked or None,
    )
