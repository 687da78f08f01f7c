"""Incomes held against the maxima of every reading: an excess, a loss (各口径下的超额与亏损)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from engine.determination import Lines, MaximaByReading, Outcome
from engine.law import Shelf
from engine.money import CONTEXT
from engine.readings.verdict import Act, Case, Verdict, verdict_of
from engine.settlement import Incomes, Permitted, excess_by_reading
from engine.text import text

__all__ = ["verdicts_on_earned", "verdicts_on_incomes"]


def verdicts_on_incomes(
    of: MaximaByReading, shelf: Shelf, file: str, incomes: Incomes, on: datetime.date
) -> Iterator[Verdict]:
    """Yield whether the cycle leaves an excess to be deducted, and of each year whether its income
    falls short of its operating cost; each as `verdicts_on_earned` has it.

    Raises Faults when the incomes are not those of the operator and its cycle.
    """
    earned = [(one, incomes) for one in of.outcomes if one.maxima is not None]
    return verdicts_on_earned(of, shelf, file, earned, on, of.default.readings)


def verdicts_on_earned(
    of: MaximaByReading,
    shelf: Shelf,
    file: str,
    earned: Sequence[tuple[Outcome, Incomes]],
    on: datetime.date,
    default: Mapping[str, str],
) -> Iterator[Verdict]:
    """Yield the same where what is earned hangs on the reading: `earned` has, for each combination
    that gives a maximum and an income, the incomes of the cycle; `default` are the readings by
    default, and those of the evaluation that are not its own."""
    refused = len(of.outcomes) - len(earned)
    cases, evaluating, unjudged = _excesses(of, earned, shelf, file, on)
    title, whole = text("readings.excess"), {**evaluating, **default}
    yield verdict_of(Act.EXCESS, "", title, "yuan", cases, whole, refused + unjudged)
    for year in of.years:
        lacking = [
            Case(of.told(outcome), CONTEXT.subtract(_cost(of, outcome), _amount(incomes, year)))
            for outcome, incomes in earned
        ]
        title = text("readings.loss", year=year)
        yield verdict_of(Act.LOSS, str(year), title, "yuan", lacking, default, refused)


def _excesses(
    of: MaximaByReading,
    earned: Sequence[tuple[Outcome, Incomes]],
    shelf: Shelf,
    file: str,
    on: datetime.date,
) -> tuple[list[Case], dict[str, str], int]:
    """Return the excess under each combination of readings, of the maximum and of the evaluation;
    how the evaluation is read by default; and how many combinations it refuses.

    Where one method does both, a switch that both look at is read alike.
    """
    known: dict[tuple[Decimal, ...], list[tuple[Mapping[str, str], Decimal | None]]] = {}
    cases: list[Case] = []
    default: dict[str, str] = {}
    unjudged = 0
    for outcome, incomes in earned:
        assert outcome.maxima is not None
        at = (*outcome.maxima, *(one.amount for one in incomes.incomes))
        if at not in known:
            permitted = _permitted(of, outcome.maxima)
            method, version, found = excess_by_reading(shelf, file, incomes, permitted, on)
            sign = "" if method == of.prepared.method.id else f"{method}#"
            default = {f"{sign}{one.id}": one.default for one in version.switches}
            known[at] = [
                ({f"{sign}{switch}": reading for switch, reading in readings.items()}, excess)
                for readings, excess in found
            ]
        told = of.told(outcome)
        for readings, excess in known[at]:
            if any(told.get(switch, reading) != reading for switch, reading in readings.items()):
                continue
            if excess is None:
                unjudged += 1
            else:
                cases.append(Case({**told, **readings}, excess))
    return cases, default, unjudged


def _amount(incomes: Incomes, year: int) -> Decimal:
    return next(one.amount for one in incomes.incomes if one.year == year)


def _permitted(of: MaximaByReading, maxima: tuple[Decimal, ...]) -> Permitted:
    submission = of.prepared.filed.submission
    return Permitted(
        record=of.prepared.filed.file,
        method=of.prepared.method.id,
        on=of.prepared.on,
        operator=submission.operator.name,
        authorisation=None if submission.authorisation is None else submission.authorisation.id,
        maximum=dict(zip(of.years, maxima, strict=True)),
    )


def _cost(of: MaximaByReading, outcome: Outcome) -> Decimal:
    figure = of.every.case(Lines.OPERATING_COST, None, outcome.readings).figure
    assert figure is not None
    return figure
