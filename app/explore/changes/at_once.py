"""The answer to a lever before its run is done: where it comes to at each of its stops, known
beforehand from one run in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import streamlit as st

from app.explore.base import Ground
from app.explore.changes.levers import stops_of
from app.explore.runs import Runs
from app.explore.scenario_file import PageFile
from engine.law import Faults, Standing
from engine.money import CONTEXT
from engine.scenario import Lever, Run
from engine.scenario.draws import simulated

__all__ = ["Answer", "answer_at_once", "answer_of", "look_ahead"]

_MOST_KEPT = 64
_FEN = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at the top of the page, of all years of a run [yuan]."""

    first: int
    """The first year."""
    last: int
    maximum: Decimal
    income: Decimal
    standing: Standing

    @property
    def recovery(self) -> Decimal:
        """Income less the maximum."""
        return CONTEXT.subtract(self.income, self.maximum)


def answer_of(run: Run) -> Answer:
    """Return what a run answers."""
    years = run.years
    return Answer(
        years[0].year,
        years[-1].year,
        run.maximum.number,
        run.income.number,
        run.determination.standing,
    )


def answer_at_once(before: PageFile, file: PageFile, ground: Ground) -> Answer | None:
    """Return what the file answers where one lever alone was moved, and was looked ahead."""
    was, now = (one.now.get("levers") or {} for one in (before, file))
    moved = [lever for lever in Lever if was.get(lever.value) != now.get(lever.value)]
    if len(moved) != 1 or moved[0].value not in now:
        return None
    (lever,) = moved
    course = _courses().get(_known_by(file, lever, ground), {})
    return course.get(Decimal(str(now[lever.value])))


def look_ahead(before: PageFile, file: PageFile, ground: Ground, start: Run) -> None:
    """Find where each lever comes to at its stops, the others standing as they are in the file;
    while one is being moved, nothing: that one is known, and the others change with it."""
    if before.now.get("levers") != file.now.get("levers"):
        return
    here = st.empty()
    courses = _courses()
    for lever in Lever:
        here.empty()  # whoever moves something meanwhile is answered first
        key = _known_by(file, lever, ground)
        if key not in courses:
            while len(courses) >= _MOST_KEPT:
                courses.pop(next(iter(courses)))
            courses[key] = _course(file, lever, ground, stops_of(lever, start))


def _known_by(file: PageFile, lever: Lever, ground: Ground) -> str:
    rest = Runs(file.with_lever(lever.value, None), ground)
    return f"{lever.value} {rest.key(rest.now)}"


def _course(
    file: PageFile, lever: Lever, ground: Ground, stops: list[Decimal]
) -> dict[Decimal, Answer]:
    """Return what each stop of a lever comes to; nothing where one of them cannot be run."""
    rest = Runs(file.with_lever(lever.value, None), ground)
    numbers = np.array([float(stop) for stop in stops])
    try:
        found = simulated(ground.bench, rest.case(rest.now), {lever.path: numbers})
    except Faults:
        return {}
    answer = answer_of(found.template)
    maxima, incomes = (
        [round(Decimal(float(one)), _FEN) for one in years.sum(axis=1)]
        for years in (found.maximum, found.income)
    )
    return {
        stop: Answer(answer.first, answer.last, maximum, income, answer.standing)
        for stop, maximum, income in zip(stops, maxima, incomes, strict=True)
    }


@st.cache_resource(show_spinner=False)
def _courses() -> dict[str, dict[Decimal, Answer]]:
    return {}
