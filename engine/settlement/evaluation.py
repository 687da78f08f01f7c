"""The evaluation of a finished cycle: income against what was permitted (周期评估)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from engine.determination import Account, ProvisionalReason, Stage, added, ledger_after
from engine.explain import Step, sources
from engine.law import (
    ACCOUNTS,
    CalendarDay,
    Citation,
    Declaration,
    Fault,
    Faults,
    Finding,
    LawMarks,
    Located,
    Model,
    Shelf,
    Standing,
    checked,
    read_yaml,
    standing,
)
from engine.method import (
    InputCell,
    Inputs,
    Line,
    Method,
    MethodVersion,
    Switch,
    Worksheet,
    evaluate,
    hold_to,
)
from engine.money import LARGEST, Number, plain
from engine.record import Record
from engine.record.kinds import Excerpt, excerpt_of
from engine.settlement.contract import (
    EVALUATION,
    EvaluationBlocks,
    EvaluationInputs,
    EvaluationLines,
    EvaluationOffered,
)
from engine.text import Text, text

__all__ = [
    "Evaluation",
    "Income",
    "Incomes",
    "Permitted",
    "evaluate_cycle",
    "evaluating",
    "excess_switch",
    "incomes_in",
    "permitted_by",
    "prepared",
    "read_incomes",
]

Amount = Annotated[Number, Field(ge=0, le=LARGEST)]


class Income(Model):
    """The income of one year of the cycle."""

    year: int
    """The calendar year."""
    amount: Amount
    """Income from the fee in yuan, without VAT."""
    new_products: Amount | None = None
    """Of it, what products brought that were added within the cycle; never more than all."""


class Incomes(Model):
    """The incomes of a cycle, as the operator declares them (收入申报)."""

    operator: Annotated[str, Field(min_length=1)]
    """Full name of the operator."""
    declared_by: str | None = None
    """Person or office that answers for the figures."""
    authorisation: str | None = None
    """Id of the authorisation that the income is of, when the operator has several."""
    vat: Literal["excluded"]
    """VAT basis of all amounts."""
    incomes: Annotated[tuple[Income, ...], Field(min_length=1)]
    """One a year."""


class Permitted(Model):
    """What a determination permitted, as its record states it."""

    record: str
    """Number of the record."""
    method: str
    """Id of the method by which it was determined."""
    on: datetime.date
    """The day of the determination."""
    operator: str
    """The operator."""
    authorisation: str | None = None
    """Id of the authorisation, when the operator has several."""
    stage: Stage | None = None
    """How far it had come; None where its record does not say."""
    maximum: dict[int, Number]
    """Year → maximum permitted revenue in yuan, after deduction, without VAT."""
    unchecked: tuple[str, ...] | None = None
    """Faulty documents that it was determined with."""
    ledger: tuple[Account, ...] | None = None
    """The accounts of earlier cycles, with what it took of them; what is left goes on."""


class _Operator(Excerpt):
    name: str


class _Authorisation(Excerpt):
    id: str


class _Submission(Excerpt):
    operator: _Operator
    authorisation: _Authorisation | None = None


class _Inputs(Excerpt):
    submission: _Submission


class _Result(Excerpt):
    maximum: dict[int, Number]


class _Status(Excerpt):
    stage: Stage | None = None


class _Determined(Excerpt):
    method: str
    on: CalendarDay
    inputs: _Inputs
    status: _Status = Field(default_factory=_Status)
    result: _Result


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found, from what, by which document."""

    file: str
    """Name of the file of incomes."""
    incomes: Incomes
    """The incomes declared."""
    permitted: Permitted
    """The determination they are judged by."""
    on: datetime.date
    """The day of the evaluation: the law is that day's."""
    worksheet: Worksheet
    """The lines of the evaluation."""
    documents: Mapping[str, str]
    """The method that determined, and the one that evaluates, with their content hashes."""
    law: LawMarks
    """What is to be said of their soundness."""

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What a reader must not miss: faulty law that was used, here or for the determination."""
        names = ", ".join(self.permitted.unchecked or ())
        before = text("law.rests_on_unchecked", record=self.permitted.record, documents=names)
        return (*self.law.watermarks, *([before] if names else []))

    @property
    def excess(self) -> Step:
        """Income above what was permitted, to be deducted in the next cycle, in yuan."""
        return self.worksheet.step(EvaluationLines.EXCESS)

    @property
    def carried(self) -> Decimal:
        """What is left to deduct of earlier cycles, in yuan; it goes on with the excess."""
        return added(account.left for account in self.permitted.ledger or ())

    @property
    def provisional(self) -> tuple[ProvisionalReason, ...]:
        """Why nothing final can rest on it; empty when it is settled."""
        last = datetime.date(max(self.permitted.maximum), 12, 31)
        reasons: list[ProvisionalReason] = ["cycle_not_ended"] if self.on <= last else []
        if self.permitted.stage not in (None, Stage.FINAL):
            reasons.append("determination_not_final")
        return tuple(reasons)

    @property
    def excess_line(self) -> Line:
        """The line of the method that is the excess."""
        return _excess_line(self.worksheet.version)

    @property
    def duty_cites(self) -> tuple[Citation, ...]:
        """The provision that the excess rests on, which asks for adjusted ceilings as well."""
        return self.excess_line.cites

    @property
    def standing(self) -> Standing:
        """How well the excess stands: the weakest marks, and the pieces that are weak."""
        return standing(sources(self.excess))


def read_incomes(path: Path) -> Incomes:
    """Return the incomes in the YAML file at `path`; raises Faults with every fault in it."""
    return incomes_in(read_yaml(path, path.name, ACCOUNTS))


def incomes_in(located: Located) -> Incomes:
    """Return the incomes in a tree of plain values; see `read_incomes`."""
    found = checked(Incomes, located)
    faults = [
        located.fault(
            Finding(
                ("incomes", position, "new_products"),
                "settlement.new_products_above_income",
                {"income": plain(income.amount)},
                income.new_products,
            )
        )
        for position, income in enumerate(found.incomes)
        if income.new_products is not None and income.new_products > income.amount
    ]
    if faults:
        raise Faults(faults)
    return found


def permitted_by(record: Record, file: str) -> Permitted:
    """Return what the determination in `record` permits.

    Raises Faults when it is no determination, is not whole, lacks something of one, or found no
    paid use to permit.
    """
    kind = record.body.get("kind")
    if kind != "determination":
        raise Faults([Fault(file, "body.kind", None, kind, "determination.no_determination")])
    if broken := tuple(record.broken()):
        raise Faults([Fault(file, ", ".join(broken), None, None, "determination.record_broken")])
    found = excerpt_of(_Determined, record.body, file, "body")
    filed = found.inputs.submission
    if not found.result.maximum:
        raise Faults([Fault(file, "body.result.maximum", None, None, "determination.no_paid_use")])
    return Permitted(
        record=record.number,
        method=found.method,
        on=found.on,
        operator=filed.operator.name,
        authorisation=None if filed.authorisation is None else filed.authorisation.id,
        stage=found.status.stage,
        maximum=found.result.maximum,
        unchecked=record.unchecked or None,
        ledger=ledger_after(record, file) or None,
    )


def evaluate_cycle(
    shelf: Shelf,
    file: str,
    incomes: Incomes,
    permitted: Permitted,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
) -> Evaluation:
    """Return the evaluation of `incomes` (of the file named `file`) against `permitted`.

    The method is `evaluating` on the day `on`. Raises Faults when the operator or the years are not
    those of the determination, and where the method lacks something of its contract.
    """
    method, version, inputs = prepared(shelf, file, incomes, permitted, on)
    inputs = replace(inputs, switches=dict(switches or {}))
    worksheet = evaluate(method.id, version, inputs)
    documents = {name: shelf.hash_of(name) for name in (permitted.method, method.id)}
    law = shelf.marks(documents, on)
    return Evaluation(file, incomes, permitted, on, worksheet, documents, law)


def prepared(
    shelf: Shelf, file: str, incomes: Incomes, permitted: Permitted, on: datetime.date
) -> tuple[Method, MethodVersion, Inputs]:
    """Return the method that evaluates, its version, and what it is computed from, whichever way
    its switches are read; see `evaluate_cycle`, also for what it raises."""
    faults = _mismatches(file, incomes, permitted)
    if faults:
        raise Faults(faults)
    method, version = evaluating(shelf, permitted.method, on)
    hold_to(EVALUATION, method, version, shelf)
    years = tuple(sorted(permitted.maximum))
    by_year = {income.year: (position, income) for position, income in enumerate(incomes.incomes)}

    def declared(position: int, name: str) -> Declaration:
        place = f"incomes[{position}].{name}"
        return Declaration(file=file, place=place, who=incomes.declared_by)

    income = {
        year: InputCell(entry.amount, (declared(position, "amount"),))
        for year, (position, entry) in by_year.items()
    }
    added = {
        year: InputCell(entry.new_products, (declared(position, "new_products"),))
        for year, (position, entry) in by_year.items()
        if entry.new_products is not None
    }
    allowed = {
        year: InputCell(
            permitted.maximum[year],
            (Declaration(file=permitted.record, place=f"result.maximum.{year}"),),
        )
        for year in years
    }
    scalars: dict[str, InputCell | Mapping[int, InputCell]] = {
        EvaluationInputs.INCOME: income,
        EvaluationInputs.PERMITTED: allowed,
    }
    if added:
        scalars[EvaluationOffered.INCOME_OF_NEW_PRODUCTS] = added
    inputs = Inputs(
        scalars=scalars,
        years=years,
        blocks=tuple(EvaluationBlocks),
        lines=tuple(EvaluationLines),
    )
    return method, version, inputs


def evaluating(shelf: Shelf, determining: str, on: datetime.date) -> tuple[Method, MethodVersion]:
    """Return the method that evaluates what `determining` permits, and its version on the day `on`.

    It is the one that the determining method names, or that method itself.

    Raises Faults when it is not in force, and FaultyLaw when it is faulty.
    """
    method = shelf.law(determining, Method, on)
    if method.uses.evaluation not in (None, determining):
        method = shelf.law(method.uses.evaluation, Method, on)
    return method, method.in_force_on(on)


def excess_switch(version: MethodVersion) -> Switch | None:
    """Return the switch that the excess is read by; None where it is read in one way only."""
    line = _excess_line(version)
    named = None if line.by is None else line.by.switch
    return next((switch for switch in version.switches if switch.id == named), None)


def _excess_line(version: MethodVersion) -> Line:
    return next(line for line in version.lines() if line.id == EvaluationLines.EXCESS)


def _mismatches(file: str, incomes: Incomes, permitted: Permitted) -> list[Fault]:
    faults: list[Fault] = []
    if incomes.operator != permitted.operator:
        values = {"operator": permitted.operator}
        faults.append(
            Fault(file, "operator", None, incomes.operator, "settlement.income_of_other", values)
        )
    if incomes.authorisation != permitted.authorisation:
        values = {"authorisation": permitted.authorisation or "–"}
        of = incomes.authorisation
        faults.append(
            Fault(file, "authorisation", None, of, "determination.other_authorisation", values)
        )
    seen: set[int] = set()
    for position, income in enumerate(incomes.incomes):
        place = f"incomes[{position}].year"
        if income.year in seen:
            faults.append(Fault(file, place, None, income.year, "settlement.year_twice"))
        elif income.year not in permitted.maximum:
            years = ", ".join(map(str, sorted(permitted.maximum)))
            faults.append(
                Fault(file, place, None, income.year, "settlement.year_outside", {"years": years})
            )
        seen.add(income.year)
    faults.extend(
        Fault(file, "incomes", None, year, "settlement.year_missing")
        for year in sorted(set(permitted.maximum) - seen)
    )
    return faults
