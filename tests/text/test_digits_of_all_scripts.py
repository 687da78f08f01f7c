"""A figure is read from the digits 0 to 9, wherever people write one; no other mark becomes one.

Characters are drawn from all of Unicode: Python's own `int`, `Decimal` and `\\d` take the digits of
every script, and compatibility forms make digits of ², ① and ½.
"""

from __future__ import annotations

import datetime
import re
import sys
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from engine.law import CalendarDay
from engine.money import parse_number, typed_number
from engine.quote.request.position import RequestPosition
from engine.submission.model import Item
from engine.submission.spreadsheet import number_in
from engine.submission.trial_balance.above import months_in
from engine.tariff.model.period import Period, is_period
from engine.text.folding import half_width, other_digits

WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"\u3000": " "}
"""The full-width forms and their half-width ones, as the documents promise them."""

MARKS = st.sampled_from(
    [
        sign
        for sign in map(chr, range(0x80, sys.maxunicode + 1))
        if sign not in WIDE
        and (
            unicodedata.category(sign).startswith("N")
            or re.search("[0-9]", unicodedata.normalize("NFKC", sign))
        )
    ]
)
"""Characters that are numerals, or are made of digits, and are none of ours."""

FIGURES = st.lists(
    st.one_of(st.sampled_from("0123456789.,()+- ￥¥−–０９．，（）"), st.characters()), max_size=8
).map("".join)


def narrow(written: str) -> str:
    return "".join(WIDE.get(sign, sign) for sign in written)


@settings(max_examples=rounds(quick=2_000, full=100_000))
@given(written=FIGURES)
def test_a_figure_has_the_digits_that_stand_there_and_no_other_sign(written: str) -> None:
    for read in (number_in, _or_none(typed_number), _or_none(parse_number)):
        found = read(written)
        if found is None:
            continue
        signs = written if read.__name__ == "parse_number" else narrow(written)
        assert re.fullmatch(r"[0-9.,()+\-−–‐‑\s￥¥\u200b\ufeff]*", signs), written
        assert abs(found) == Decimal(re.sub("[^0-9.]", "", signs)), written


def _or_none(read: Callable[[str], Decimal]) -> Callable[[str], Decimal | None]:
    def attempt(written: str) -> Decimal | None:
        try:
            return read(written)
        except PydanticCustomError:
            return None

    attempt.__name__ = read.__name__
    return attempt


@settings(max_examples=rounds(quick=500, full=20_000))
@given(number=st.integers(0, 10**9), mark=MARKS, data=st.data())
def test_a_mark_in_a_figure_leaves_it_unread(number: int, mark: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(str(number))))
    written = str(number)[:at] + mark + str(number)[at:]
    assert other_digits(written) == mark
    assert half_width(written) == written
    assert number_in(written) is None
    for read in (parse_number, typed_number):
        with pytest.raises(PydanticCustomError):
            read(written)


@settings(max_examples=rounds(quick=500, full=20_000))
@given(mark=MARKS, at=st.integers(0, 9))
def test_a_mark_in_a_day_or_a_period_leaves_it_unread(mark: str, at: int) -> None:
    """Put in the place of a digit, or between two signs."""
    day = "2026-03-01"
    for written in {day[:at] + mark + day[at:], day[:at] + mark + day[at + 1 :]}:
        with pytest.raises(ValidationError):
            TypeAdapter(CalendarDay).validate_python(written)
        for period in (written, written[:7], written[:4], f"{written}/2026-12-31"):
            if mark in period:
                with pytest.raises(ValidationError):
                    RequestPosition(period=period)
                assert not any(is_period(period, length, False) for length in Period)
        with pytest.raises(ValidationError) as caught:
            Item.model_validate({"in_use_from": written[:8]})
        assert ("in_use_from",) in {error["loc"] for error in caught.value.errors()}


@settings(max_examples=rounds(quick=300, full=10_000))
@given(mark=MARKS, year=st.integers(2000, 2099), month=st.integers(1, 12), data=st.data())
def test_a_mark_among_the_digits_of_a_title_leaves_its_period_unknown(
    mark: str, year: int, month: int, data: st.DataObject
) -> None:
    whole = f"{year}年{month}月"
    assert months_in(whole) == ((year, month), (year, month))
    at = data.draw(st.integers(1, len(whole) - 1))
    assert months_in(whole[:at] + mark + whole[at:]) is None
    # A footnote behind the whole is none of it.
    assert months_in(whole + mark) == months_in(whole)


def test_marks_that_look_like_digits_by_hand() -> None:
    for written in (
        "1368000①",
        "100²",
        "5286400¹",
        "⑸",
        "½",
        "1½",
        "Ⅻ",
        "٣",
        "१२",
        "12③",
        "𝟓",
        "5₀",
    ):
        assert number_in(written) is None
    assert other_digits("1368000① m² １２ ½ ٣ 五 ㋀ ⅻ") == "①²½٣㋀ⅻ"
    assert (number_in("１２３．５"), number_in("（４５）")) == (Decimal("123.5"), Decimal(-45))


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,000", 1000), ("1，000.5", "1000.5"), ("１２", 12), (" 12 ", 12), ("1 000 000", 1000000),
        ("-1,234,567.8", "-1234567.8"), ("1000", 1000), ("1,5", None), ("12,34", None), ("1,0000", None),
        ("1,000 000", None), ("1.000,5", None), ("", None), (",", None), ("5 %", None), ("1'000", None),
    ],
)  # fmt: skip
def test_a_number_typed_in_a_field(written: str, number: Any) -> None:
    """Commas and blanks stand between thousands: 1,5 is not 15."""
    if number is None:
        with pytest.raises(PydanticCustomError):
            typed_number(written)
    else:
        assert typed_number(written) == Decimal(number)


@pytest.mark.parametrize("written", ["-86400", "-1", "2026-3-1", "20260301", "2026-03-01T00:00:00"])
def test_a_day_is_a_day_of_the_calendar(written: str) -> None:
    """Not the seconds since 1970: -86400 would be 1969-12-31."""
    with pytest.raises(ValidationError):
        TypeAdapter(CalendarDay).validate_python(written)
    day = TypeAdapter(CalendarDay).validate_python("2026-03-01")
    assert day == datetime.date(2026, 3, 1)
