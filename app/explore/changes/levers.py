"""Four levers, each beside where it rests."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from app.elements.answers import Answers
from app.explore.scenario_file import PageFile
from app.words import t, tx
from engine.determination import Chosen
from engine.method import Worksheet
from engine.money import exactly, plain
from engine.scenario import Lever, Run, standing_at
from engine.text import text

__all__ = ["in_its_unit", "moved_by_levers", "stops_of"]

_RANGES = {
    Lever.YIELD: (Decimal("0.50"), Decimal("4.00"), Decimal("0.05")),
    Lever.SPREAD: (Decimal(0), None, Decimal("0.25")),
    Lever.DEMAND: (Decimal(-20), Decimal(30), Decimal(1)),
    Lever.FREE_SHARE: (Decimal(-20), Decimal(20), Decimal(1)),
}
"""What the sliders reach: lowest, highest, step; without a highest, the method's own bound."""


def moved_by_levers(answers: Answers, file: PageFile, start: Run, of: str) -> PageFile:
    """Show the levers where `file` has them, and return it with those that were moved; `of` tells
    one state of the page from the next."""
    for lever in _RANGES:
        file = _moved(answers, file, start, lever, of)
    return file


def stops_of(lever: Lever, start: Run) -> list[Decimal]:
    """Return where a lever can be put, from its least to its greatest."""
    low, reach, step = _RANGES[lever]
    high = reach if reach is not None else _greatest_spread(start.determination.worksheet)
    return exactly(lambda: [low + step * n for n in range(int((high - low) / step) + 1)])


def in_its_unit(lever: Lever, number: Decimal) -> str:
    """Return where a lever stands, in its unit."""
    return t(f"app.explore.unit_{lever.value}", number=number.normalize())


def _moved(answers: Answers, file: PageFile, start: Run, lever: Lever, of: str) -> PageFile:
    stops = stops_of(lever, start)
    rests = standing_at(start, lever)
    said = (file.now.get("levers") or {}).get(lever.value)
    stands = rests if said is None else Decimal(str(said))
    called = {number: in_its_unit(lever, number) for number in sorted({*stops, rests, stands})}
    value = st.select_slider(
        tx(text(f"scenario.lever_{lever.value}")),
        list(called),
        value=stands,
        format_func=called.__getitem__,
        key=answers.key(f"{lever.value}-{of}"),
    )
    if value == stands:
        return file
    return file.with_lever(lever.value, None if value == rests else plain(value))


def _greatest_spread(worksheet: Worksheet) -> Decimal:
    """Return the greatest spread that the method allows, or where the base has it."""
    name = Chosen.SPREAD
    greatest = next(entry.max for entry in worksheet.version.parameters if entry.id == name)
    return worksheet.step(name).number if greatest is None else greatest
