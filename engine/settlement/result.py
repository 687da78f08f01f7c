"""What an operator is left with of a year: taxes, profit, cost recovered (经营结果)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.determination import Determination, Lines
from engine.explain import Step, sources
from engine.law import LawMarks, Shelf
from engine.method import (
    InputCell,
    Inputs,
    Method,
    MethodRole,
    Worksheet,
    evaluate,
    hold_to,
    methods_of,
)
from engine.settlement.contract import RESULT, ResultInputs, ResultLines

__all__ = ["YearResult", "method_of_result", "result_of_year"]


@dataclass(frozen=True, slots=True)
class YearResult:
    """The result of one year."""

    worksheet: Worksheet
    """The lines of the method."""
    document: Mapping[str, str]
    """The method, with its content hash."""
    law: LawMarks
    """What is to be said of its soundness."""

    def __getitem__(self, line: ResultLines) -> Step:
        """Return a line [yuan/year; cost recovered is a fraction]."""
        return self.worksheet.step(line)


def method_of_result(shelf: Shelf, determining: str) -> str | None:
    """Return the id of the method by which the result of a year is computed where `determining`
    permits: the only one of that role in its jurisdiction; None where there is none, or several."""
    of = shelf.read(determining, Method)
    found = methods_of(shelf, MethodRole.RESULT, of.jurisdiction)
    return found[0].id if len(found) == 1 else None


def result_of_year(
    shelf: Shelf, method_id: str, determination: Determination, income: Step
) -> YearResult:
    """Return the result of a year in which the operator of `determination` earns `income`
    [yuan/year], on the cost and tax rates that were determined, by a method of that role.

    Raises Faults where it asks for a figure that was not determined.
    """
    method = shelf.law(method_id, Method, determination.on)
    version = method.in_force_on(determination.on)
    hold_to(RESULT, method, version, shelf)
    own = {
        ResultInputs.INCOME: income,
        ResultInputs.OPERATING_COST: determination.worksheet.step(Lines.OPERATING_COST),
        ResultInputs.FREE_UNCOVERED: determination.worksheet.step(Lines.FREE_UNCOVERED),
    }
    known = determination.worksheet.inputs.scalars
    scalars: dict[str, InputCell | Mapping[int, InputCell]] = {
        entry.id: known[entry.id] for entry in version.inputs if entry.id in known
    }
    scalars |= {name: InputCell(step.number, sources(step)) for name, step in own.items()}
    inputs = Inputs(scalars=scalars, lines=tuple(ResultLines))
    worksheet = evaluate(method.id, version, inputs)
    document = {method.id: shelf.hash_of(method.id)}
    return YearResult(worksheet, document, shelf.marks([method.id], determination.on))
