"""What a cell of a submission means, by what its column holds: a table worked by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from engine.submission.formats.layout import Holds, ShareUnit, SheetColumn
from engine.submission.formats.meaning import Meaning, meaning_of, month_in
from engine.submission.spreadsheet import Cell

D = Decimal
DAY = datetime.date(2026, 3, 1)


def meaning(
    value: object,
    holds: Holds,
    unit: ShareUnit = ShareUnit.UNSAID,
    others: tuple[object, ...] = (),
    is_text: bool = False,
    choices: tuple[str, ...] = (),
) -> Meaning:
    cell = value if isinstance(value, Cell) else Cell(value)
    column = SheetColumn("head_amount", ("amount",), holds, choices)
    cells = [one if isinstance(one, Cell) else Cell(one) for one in (cell, *others)]
    return meaning_of(cell, column, is_text, unit, cells)


PERCENT = Cell(D("0.75"), is_percent=True)


@pytest.mark.parametrize("holds", Holds)
def test_what_was_not_computed_means_nothing_anywhere(holds: Holds) -> None:
    assert meaning(Cell(None, formula="=A1"), holds) == Meaning("=A1", "formula_without_value")
    assert meaning(Cell("#REF!", is_error=True), holds) == Meaning("#REF!", "error_value")


@pytest.mark.parametrize(
    ("value", "holds", "means", "key"),
    [
        (D("1.5"), Holds.NUMBER, D("1.5"), None),
        ("1,234.50", Holds.NUMBER, D("1234.50"), None),
        (D(0), Holds.NUMBER, D(0), None),
        (D("-0.01"), Holds.NUMBER, "-0.01", "negative_cell"),
        (D("-0.01"), Holds.SIGNED, D("-0.01"), None),
        ("(5)", Holds.SIGNED, D(-5), None),
        ("x", Holds.NUMBER, "x", "not_a_number_cell"),
        (True, Holds.NUMBER, "TRUE", "not_a_number_cell"),
        (DAY, Holds.NUMBER, "2026-03-01", "not_a_number_cell"),
        (PERCENT, Holds.NUMBER, "75%", "percent_for_amount"),
        ("75%", Holds.NUMBER, "75%", "not_a_number_cell"),
        (D(3), Holds.WHOLE, 3, None),
        (D("3.0"), Holds.WHOLE, 3, None),
        (D(-3), Holds.WHOLE, -3, None),
        (D("3.5"), Holds.WHOLE, "3.5", "not_whole_cell"),
        ("2025", Holds.WHOLE, 2025, None),
        (D("62.5"), Holds.PERCENT, D("62.5"), None),
        (PERCENT, Holds.PERCENT, D("75"), None),
        ("75%", Holds.PERCENT, D("75"), None),
        ("0.5%", Holds.PERCENT, D("0.5"), None),
        (Cell(D("0.005"), is_percent=True), Holds.PERCENT, D("0.5"), None),
        (D(0), Holds.PERCENT, D(0), None),
        (D("0.625"), Holds.PERCENT, "0.625", "share_or_fraction"),
        (D("-0.5"), Holds.PERCENT, "-0.5", "share_or_fraction"),
        (D("1.01"), Holds.PERCENT, D("1.01"), None),
        (D(-5), Holds.PERCENT, "-5", "negative_cell"),
        (D(1), Holds.PERCENT, "1", "share_or_fraction"),
        ("x%", Holds.PERCENT, "x%", "not_a_number_cell"),
        (D("4.5"), Holds.RATE, D("4.5"), None),
        (Cell(D("0.045"), is_percent=True), Holds.RATE, D("4.5"), None),
        (Cell(D("0.005"), is_percent=True), Holds.RATE, D("0.5"), None),
        ("0.5%", Holds.RATE, D("0.5"), None),
        (D("0.045"), Holds.RATE, "0.045", "rate_or_fraction"),
        (D("0.5"), Holds.RATE, "0.5", "rate_or_fraction"),
        (D(0), Holds.RATE, D(0), None),
        (D("1.01"), Holds.RATE, D("1.01"), None),
        (D(-5), Holds.RATE, "-5", "negative_cell"),
        ("甲", Holds.TEXT, "甲", None),
        (" 甲　", Holds.TEXT, "甲", None),
        (D("1.50"), Holds.TEXT, "1.50", None),
        (True, Holds.TEXT, "TRUE", "not_a_text_cell"),
        (DAY, Holds.TEXT, "2026-03-01", "not_a_text_cell"),
        ("甲\u200b乙", Holds.TEXT, "甲\u200b乙", "unseen_character"),
        ("甲\n\t乙", Holds.TEXT, "甲\n\t乙", None),
        (True, Holds.YES_NO, True, None),
        (False, Holds.YES_NO, False, None),
        (DAY, Holds.MONTH, "2026-03", None),
        ("2024-03", Holds.MONTH, "2024-03", None),
        ("2024年3月", Holds.MONTH, "2024-03", None),
        ("2024/3/15", Holds.MONTH, "2024-03", None),
        ("202403", Holds.MONTH, "2024-03", None),
        ("20240315", Holds.MONTH, "2024-03", None),
        ("2024-13", Holds.MONTH, "2024-13", "not_a_month_cell"),
        ("2024-00", Holds.MONTH, "2024-00", "not_a_month_cell"),
        (datetime.date(1899, 12, 30), Holds.MONTH, "1899-12-30", "not_a_month_cell"),
        (datetime.date(2100, 1, 1), Holds.DAY, "2100-01-01", "not_a_day_cell"),
        ("1899-03", Holds.MONTH, "1899-03", "not_a_month_cell"),
        ("2024", Holds.MONTH, "2024", "not_a_month_cell"),
        (True, Holds.MONTH, "TRUE", "not_a_month_cell"),
        (D("2024.1"), Holds.MONTH, "2024.1", "january_or_october"),
        (D("2024.2"), Holds.MONTH, "2024-02", None),
        (D("2024.11"), Holds.MONTH, "2024-11", None),
        ("2024.1", Holds.MONTH, "2024-01", None),
        (DAY, Holds.DAY, DAY, None),
        ("2026-03-01", Holds.DAY, DAY, None),
        ("2026年3月1日", Holds.DAY, DAY, None),
        ("20260301", Holds.DAY, DAY, None),
        ("2026-03-01 08:30:00", Holds.DAY, DAY, None),
        ("2026-03", Holds.DAY, "2026-03", "not_a_day_cell"),
        ("202603", Holds.DAY, "202603", "not_a_day_cell"),
        ("2026-02-30", Holds.DAY, "2026-02-30", "not_a_day_cell"),
        (True, Holds.DAY, "TRUE", "not_a_day_cell"),
        ("x", Holds.DAY, "x", "not_a_day_cell"),
    ],
    ids=str,
)  # fmt: skip
def test_what_a_cell_means(value: object, holds: Holds, means: object, key: str | None) -> None:
    found = meaning(value, holds)
    assert (found.value, found.key) == (means, key)
    assert type(found.value) is type(means)


def test_a_share_of_one_is_told_by_those_beside_it() -> None:
    """Beside one above 1 it is per cent; beside fractions alone it may be the whole."""
    for others, key in (
        ((D("62.5"),), None),
        ((D("0.5"),), "share_or_fraction"),
        ((D(1), D(0)), "share_or_fraction"),
        (("1.01",), None),
        (("-62.5",), None),
        (("x", DAY), "share_or_fraction"),
        ((PERCENT,), None),  # 75 %
    ):
        assert meaning(D(1), Holds.PERCENT, others=others).key == key, others
    doubtful = meaning(D("0.625"), Holds.PERCENT, others=(D(50),))
    assert doubtful.key == "share_or_fraction"
    assert dict(doubtful.values) == {"as_fraction": "62.5", "as_share": "0.625"}


def test_a_heading_says_what_shares_are() -> None:
    for unit, value, means in (
        (ShareUnit.FRACTION, D("0.625"), D("62.5")),
        (ShareUnit.FRACTION, D(1), D(100)),
        (ShareUnit.PER_CENT, D("0.625"), D("0.625")),
        (ShareUnit.PER_CENT, D(1), D(1)),
        (ShareUnit.FRACTION, PERCENT, D(75)),
        (ShareUnit.FRACTION, "75%", D(75)),
    ):
        assert meaning(value, Holds.PERCENT, unit) == Meaning(means)


def test_a_word_is_one_of_its_choices_in_either_language() -> None:
    uses, yes = ("paid", "free"), ("yes", "no")
    for written in ("paid", "有偿使用", " paid use "):
        assert meaning(written, Holds.TEXT, choices=uses) == Meaning("paid")
    other = meaning("both", Holds.TEXT, choices=uses)
    assert (other.value, other.key, dict(other.values)) == (
        "both", "no_such_choice", {"allowed": "有偿使用, 无偿提供"},
    )  # fmt: skip
    assert meaning("是", Holds.YES_NO, choices=yes) == Meaning(True)
    assert meaning("no", Holds.YES_NO, choices=yes) == Meaning(False)
    unseen = meaning("甲\u200b", Holds.TEXT)
    assert dict(unseen.values) == {"escaped": "甲\\u200b"}


def test_a_month_in_text_that_lost_its_form_is_asked() -> None:
    asked = meaning("2024.1", Holds.MONTH, is_text=True)
    assert (asked.key, dict(asked.values)) == ("january_or_october", {"year": "2024"})
    assert meaning("2024.10", Holds.MONTH, is_text=True) == Meaning("2024-10")
    assert meaning("2024.01", Holds.MONTH, is_text=True) == Meaning("2024-01")
    assert meaning("2024.1", Holds.DAY, is_text=True).key == "not_a_day_cell"
    assert (month_in("2024-12"), month_in("x")) == ("2024-12", None)
