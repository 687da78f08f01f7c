"""A table cut to its first rows says how many it leaves out, and keeps its totals."""

from __future__ import annotations

import pytest

from engine.report import Column, Table, shortened
from engine.text import Language, Text


def named(words: str) -> Text:
    return Text(zh=words, en=words)


def table(rows: int, totals: int) -> Table:
    columns = (Column(named("name")), Column(named("amount"), figures=True))
    return Table(
        named("a table"),
        columns,
        tuple((f"row {at}", str(at)) for at in range(rows + totals)),
        totals=totals,
    )


@pytest.mark.parametrize("totals", [0, 1, 2])
@pytest.mark.parametrize("rows", [0, 3, 4, 40])
def test_at_most_so_many_rows_and_the_totals(rows: int, totals: int) -> None:
    whole = table(rows, totals)
    cut = shortened(whole, 3)
    if rows <= 3:
        assert cut is whole
        return
    assert cut.rows[:3] == whole.rows[:3]
    said = cut.rows[3][0]
    assert isinstance(said, Text)
    assert said.in_language(Language.EN) == f"… and {rows - 3} more"
    assert cut.rows[4:] == whole.rows[rows:]
    assert cut.totals == totals
