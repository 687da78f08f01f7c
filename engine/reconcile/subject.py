"""A result that can be compared with another: one figure of a worksheet, and whose it is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from engine.determination import Determination, Lines
from engine.law import Faults
from engine.method import Key, Worksheet
from engine.money.currency import YUAN
from engine.settlement import Evaluation, EvaluationLines
from engine.text import Text, text

__all__ = ["Subject", "subject_of"]


@dataclass(frozen=True, slots=True)
class Subject:
    """One figure of a worksheet."""

    name: Text
    """What it is of: the operator, the cycle, how far it has come."""
    worksheet: Worksheet
    """Every line of the method."""
    on: datetime.date
    """The day whose law it is."""
    line: str
    """The line of the method that is compared."""
    key: Key
    """Its year; None for a figure of the cycle."""

    @property
    def unit(self) -> str:
        """The money that it counts in."""
        return YUAN

    @property
    def figure(self) -> Decimal:
        """The figure, in its unit: whole fen."""
        return self.worksheet.step(self.line, self.key).number


def subject_of(result: Determination | Evaluation) -> Subject:
    """Return what of a result is compared: of a determination the maximum of the first year
    [yuan/year], of an evaluation the excess [yuan].

    Raises Faults for a determination without paid use: it has no maximum.
    """
    if isinstance(result, Evaluation):
        name = text(
            "reconcile.evaluation",
            operator=result.incomes.operator,
            first=min(result.permitted.maximum),
            last=max(result.permitted.maximum),
        )
        return Subject(name, result.worksheet, result.on, EvaluationLines.EXCESS, None)
    if not result.has_paid_use:
        raise Faults([result.filed.fault(("products",), "determination.no_paid_use")])
    name = text(
        "reconcile.determination",
        operator=result.filed.submission.operator.name,
        first=result.years[0],
        last=result.years[-1],
        stage=text(f"determination.stage_{result.proceeding.stage.value}"),
    )
    line = Lines.MAXIMUM_AFTER_DEDUCTION
    return Subject(name, result.worksheet, result.on, line, result.years[0])
