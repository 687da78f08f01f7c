"""Text files by what stands in them, and figures as people type them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from builders.sheets_by_hand import (
    cells,
)

from engine.submission.spreadsheet import Cell, Grid
from engine.submission.spreadsheet.cell import column_letters, is_blank
from engine.submission.spreadsheet.forms.text import grid_of_text
from engine.submission.spreadsheet.limits import Budget
from engine.submission.spreadsheet.numeral import number_in

D = Decimal

# --- text -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "encoding", "separator", "found"),
    [
        ("a,b\n,2\n", "utf-8-sig", ",", {"A1": "a", "B1": "b", "B2": "2"}),
        ("a;b\n\n1;2\n", "utf-8-sig", ";", {"A1": "a", "B1": "b", "A3": "1", "B3": "2"}),
        ("a\tb,c\tx\n", "utf-8-sig", "\t", {"A1": "a", "B1": "b,c", "C1": "x"}),
        ("甲，乙\n", "gb18030", "，", {"A1": "甲", "B1": "乙"}),
        ("甲；乙\n", "utf-16", "；", {"A1": "甲", "B1": "乙"}),
        ("a|b\n", "utf-8-sig", "|", {"A1": "a", "B1": "b"}),
        ('"a;b;c",d\n', "utf-8-sig", ",", {"A1": "a;b;c", "B1": "d"}),
        ("a,b;c\n", "utf-8-sig", ",", {"A1": "a", "B1": "b;c"}),  # as many: the comma
        ("abc\n", "utf-8-sig", ",", {"A1": "abc"}),
        ('"a\nb", \n', "utf-8-sig", ",", {"A1": "a\nb"}),
    ],
)
def test_text_is_read_by_what_stands_in_it(
    content: str, encoding: str, separator: str, found: dict[str, str]
) -> None:
    grid, said, sign = grid_of_text(content.encode(encoding), "a.csv", Budget())
    assert (cells(grid), said, sign, grid.is_text) == (found, encoding, separator, True)
    assert grid.title == "a.csv" and grid.place(2, 28) == "a.csv!AB2"
    assert not (grid.is_hidden or grid.is_filtered or grid.hidden_rows or grid.merged)


def test_the_sign_is_told_by_the_first_twenty_lines() -> None:
    first, rest = "a;b\n" * 20, "a,b,c,d\n" * 100
    assert grid_of_text((first + rest).encode(), "a", Budget())[2] == ";"
    assert grid_of_text(("a;b\n" * 19 + rest).encode(), "a", Budget())[2] == ";"
    assert grid_of_text(("a;b\n" * 2 + rest).encode(), "a", Budget())[2] == ","


# --- figures, letters, blanks -----------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1", "1"), ("-1", "-1"), ("+1", "1"), ("−1", "-1"), ("–1", "-1"), ("(1)", "-1"),
        ("( 1.50 )", "-1.50"), ("(-1)", None), ("(+1)", None), ("1,234", "1234"), ("1,234.5", "1234.5"),
        ("12,34", None), ("1,2345", None), ("1,234,567", "1234567"), (",234", None), ("￥8", "8"),
        ("¥ 8", "8"), ("-￥8", "-8"), ("￥-8", "-8"), ("￥--8", None), ("--8", None), ("-￥-8", None),
        (".5", "0.5"), ("-.5", "-0.5"), ("5.", None), ("1e5", None), ("", None), ("-", None), ("()", None),
        ("１２３", "123"), ("　7\u200b", "7"), ("1 000", None), ("1.2.3", None), ("(1", None), ("1)", None),  ("(￥1,000.00)", "-1000.00"), ("- 1", "-1"),
        ("1-", "-1"), ("1,234.50 -", "-1234.50"), ("￥8−", "-8"), ("-1-", None), ("+1-", None), ("(1-)", None),
        ("1--", None), ("1+", None), ("1-2", None), ("￥-8-", None), ("+￥-8", None), ("-(1)", None),
    ],
)  # fmt: skip
def test_a_figure_as_people_type_it(written: str, number: str | None) -> None:
    found = number_in(written)
    assert found == (None if number is None else D(number))


def test_columns_have_letters() -> None:
    assert [column_letters(n) for n in (1, 2, 26, 27, 52, 53, 702, 703, 16384)] == [
        *("A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD")
    ]
    assert all(map(is_blank, ("", " \t\r\n", "\u3000\u00a0\u200b\ufeff")))
    assert not is_blank(" 0")


def test_a_cell_is_written_in_one_line() -> None:
    assert [
        Cell(value).written
        for value in (D("1E+3"), True, False, datetime.date(2026, 3, 1), "甲", D("0.10"))
    ] == ["1000", "TRUE", "FALSE", "2026-03-01", "甲", "0.10"]
    assert Cell(None, formula="=A1").written == "=A1"
    grid = Grid("")
    assert grid.place(3, 2) == "B3" and grid.at(1, 1) is None
    grid.put(2, 3, Cell("x"))
    grid.put(5, 1, Cell("y"))
    assert (grid.columns, list(grid.rows(2)), list(grid.rows(3))) == ([1, 3], [2, 5], [5])
