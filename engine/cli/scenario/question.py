"""One number moved, step by step, to where a figure reaches a target, or to what nothing beats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import typer

from engine.money import CONTEXT, exactly, plain
from engine.report import Block, Table
from engine.scenario import Bench, Moved, Run, aim_of, frontier, sought, swept
from engine.show.analysis.scenario import crossing_shown, frontier_table, sweep_table
from engine.text import Language, say

__all__ = ["Question", "answered", "question_of", "weighed"]

_MOST_STEPS = 1000
"""How many steps a range has at most, so that a slip of the hand does not run for hours."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which number is moved, and what is looked at."""

    change: str
    """The path of the number, by names."""
    low: Decimal
    """Where it begins."""
    high: Decimal
    """Where it ends."""
    step: Decimal
    """The step, above 0."""
    target: Decimal
    """What the figure is to reach."""
    aims: tuple[str, ...]
    """The figure, or two of them; `NAME:least` where less is better."""

    @property
    def aim(self) -> str:
        """The figure, where there is one."""
        return self.aims[0]


_LEAST = ":least"


def question_of(
    change: str | None,
    between: tuple[str, str] | None,
    step: str | None,
    target: str,
    aims: tuple[str, ...],
    lang: Language,
) -> Question:
    """Return a question from the words of a command; raises BadParameter for what is none."""
    if change is None or between is None or step is None:
        raise typer.BadParameter(say("scenario.needs_change", lang))
    try:
        low, high, by, to = (Decimal(one) for one in (*between, step, target))
    except InvalidOperation:
        raise typer.BadParameter(say("money.not_a_number", lang)) from None
    finite = all(one.is_finite() for one in (low, high, by, to))
    if not finite or by <= 0 or low >= high or exactly(lambda: (high - low) / by) > _MOST_STEPS:
        raise typer.BadParameter(say("scenario.not_a_range", lang, most=_MOST_STEPS))
    return Question(change, low, high, by, to, aims)


def answered(
    bench: Bench, base: Run, question: Question, is_sought: bool
) -> tuple[list[Block], list[Table], dict[str, Any]]:
    """Return the answer as a page, as tables, and as data."""
    of, aim = question, aim_of(question.aim, base)
    if not is_sought:
        moved = [*swept(bench, base.case, of.change, [*_values(of)], aim)]
        table = sweep_table(of.change, of.aim, base, moved)
        told = [_data(one) for one in moved]
        return [table], [table], {"change": of.change, "aim": of.aim, "values": told}
    found = sought(bench, base.case, of.change, (of.low, of.high), of.step, aim, of.target)
    pair = [found.below, found.above]
    table = sweep_table(of.change, of.aim, base, pair)
    said = crossing_shown(of.change, of.aim, base, found, of.target)
    data = {
        "change": of.change,
        "aim": of.aim,
        "target": plain(of.target),
        "between": [_data(one) for one in pair],
        "runs": found.runs,
    }
    return [said, table], [table], data


def weighed(
    bench: Bench, base: Run, question: Question, whole: bool
) -> tuple[list[Block], list[Table], dict[str, Any]]:
    """Return which values no other beats on two aims, as a page, as tables, and as data."""
    of = question
    names = of.aims[0].removesuffix(_LEAST), of.aims[1].removesuffix(_LEAST)
    aims = aim_of(names[0], base), aim_of(names[1], base)
    more = not of.aims[0].endswith(_LEAST), not of.aims[1].endswith(_LEAST)
    found = frontier(bench, base.case, of.change, [*_values(of)], aims, more)
    shown = frontier_table(of.change, names, base, found, whole)
    data = {
        "change": of.change,
        "aims": [
            {"figure": name, "wanted": "most" if is_more else "least"}
            for name, is_more in zip(names, more, strict=True)
        ],
        "values": [
            {
                **_data(one.moved),
                "figures": None if one.figures is None else [plain(each) for each in one.figures],
                "unbeaten": one.is_unbeaten,
            }
            for one in found
        ],
    }
    return [shown], [frontier_table(of.change, names, base, found, True)], data


def _values(of: Question) -> Iterator[Decimal]:
    value = of.low
    while value <= of.high:
        yield value
        value = CONTEXT.add(value, of.step)


def _data(moved: Moved) -> dict[str, Any]:
    run = moved.run
    return {
        "value": plain(moved.value),
        "figure": None if moved.figure is None else plain(moved.figure),
        "maximum": None if run is None else plain(run.maximum.number),
        "income": None if run is None else plain(run.income.number),
        "refused": [fault.message(Language.EN) for fault in moved.refused],
    }
