"""Half a fen is rounded alike in the record and in the workbook as a spreadsheet computes it.

6,989.25 with 6 % on top is 7,408.605: 7,408.61 in the record, and it was 7,408.60 in the workbook,
because the binary figure divided by 0.01 lies below the half.
LibreOffice mends that one by itself; 8.28 with 12.5 %, which is 9.315, was 9.31 in it, and not 9.32.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from builders.methods import row, solved
from builders.office import recalculated_all
from builders.proof import rounds, tried

from engine.method import Inputs, workbook
from engine.method.workbook.layout import Layout
from engine.money import exactly
from engine.text import Language, Text

RATED = """\
    tables:
      - id: sums
        title: {zh: 金额, en: sums}
        columns:
          - {id: amount, title: {zh: 金额, en: amount}, type: number, unit: yuan}
          - {id: rate, title: {zh: 率, en: rate}, type: number, unit: percent}
    blocks:
      - id: rated
        title: {zh: 加计, en: rated}
        lines:
          - {id: half_up, title: {zh: a, en: a}, unit: yuan, scope: sums, formula: amount * (1 + fraction(rate)), round: {unit: "0.01", mode: half_up}}
          - {id: half_even, title: {zh: b, en: b}, unit: yuan, scope: sums, formula: amount * (1 + fraction(rate)), round: {unit: "0.01", mode: half_even}}
          - {id: down, title: {zh: c, en: c}, unit: yuan, scope: sums, formula: amount * (1 + fraction(rate)), round: {unit: "0.01", mode: down}}
          - {id: up, title: {zh: d, en: d}, unit: yuan, scope: sums, formula: amount * (1 + fraction(rate)), round: {unit: "0.01", mode: up}}
          - {id: of_five, title: {zh: e, en: e}, unit: yuan, scope: sums, formula: amount * (1 + fraction(rate)), round: {unit: "0.05", mode: half_up}}
"""
HALF = Decimal("0.005")


def sums(number: int) -> Iterator[tuple[Decimal, Decimal]]:
    """Amounts in yuan and rates in per cent, `number` of them (about a third) with half a fen."""
    yield Decimal("6989.25"), Decimal(6)
    yield Decimal("8.28"), Decimal("12.5")
    drawn = random.Random(8)
    halves = 0
    while halves < number:
        amount = Decimal(drawn.randint(1, 10 ** drawn.randint(2, 11))).scaleb(-2)
        rate = drawn.choice([Decimal(6), Decimal(3), Decimal("0.5"), Decimal(35), Decimal("12.5")])
        half = exactly(lambda a=amount, r=rate: a * (1 + r / 100) % Decimal("0.01")) == HALF
        if half or drawn.random() < 0.1:
            halves += half
            yield amount, rate


@pytest.mark.office
def test_halves_are_rounded_as_in_the_record(tmp_path: Path, calc_path: str) -> None:
    drawn = list(sums(rounds(quick=300, full=5_000)))
    rows = [row(f"r{at}", "x", amount=one, rate=rate) for at, (one, rate) in enumerate(drawn)]
    found = solved(RATED, Inputs(tables={"sums": rows}))
    assert found.step("half_up", "r0").number == Decimal("7408.61")
    assert found.step("half_up", "r1").number == Decimal("9.32")
    layout = Layout(found, Language.EN)
    title = Text(zh="加计", en="rated")
    written = workbook(found, Language.EN, title)
    book = recalculated_all({"rated": written}, tmp_path, calc_path)["rated"]
    for line in ("half_up", "half_even", "down", "up", "of_five"):
        for at, given in enumerate(drawn):
            spot = layout.spot(line, f"r{at}")
            value = book[spot.sheet][spot.cell].value
            assert round(Decimal(value), 2) == found.step(line, f"r{at}").number, (line, given)
        tried("halves of a fen in a workbook", figures=len(drawn))
