"""Months as titles, headings and rows name them: 2025.01--2025.12, 2025年1-12月, 2025年度, 2024."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from engine.text.folding import other_digits, with_ideographs

__all__ = [
    "Months",
    "day_in",
    "is_whole_year",
    "month_in",
    "months_in",
    "of_year",
    "part_in",
    "some_months_in",
    "without_months",
    "written_months",
]

Months = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last month of a period, each a year and a month; the year is 0 where none is
said."""

_TO = r"\s*(?:-{1,2}|[—–]+|至|到|~|to)\s*"
_MONTH = r"(20[0-9][0-9])\s*(?:年度?|[.\-/Mm])\s*第?\s*([0-9]{1,2})(?:\s*[月期])?"
_DAY = (
    r"(20[0-9][0-9])(?:\s*年\s*([0-9]{1,2})\s*月|\s*[.\-/]\s*([0-9]{1,2})\s*[.\-/])"
    r"\s*(?:[0-2][0-9]|3[01]|[1-9])(?!\d)\s*日?"
)
_OTHER_DAY = r"(?:([0-9]{1,2})\s*月|([0-9]{1,2})\s*[.\-/])\s*[0-9]{1,2}(?!\d)\s*日?"
"""A second day of the same year."""
_RUN_TOGETHER = r"(20[0-9][0-9])(0[1-9]|1[0-2])"
_DAY_TOGETHER = r"(?:0[1-9]|[12][0-9]|3[01])?"
_LABEL = r"(?:期间|所属期|账期|年月|月份|截[止至](?:日期)?)\s*:?\s*"

_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Months]], ...] = (
    (
        re.compile(_DAY + _TO + _DAY),
        lambda a, b, c, d: ((a, b), (c, d)),
    ),
    (
        re.compile(_DAY + _TO + _OTHER_DAY),
        lambda a, b, c: ((a, b), (a, c)),
    ),
    (
        re.compile(_MONTH + _TO + _MONTH),
        lambda a, b, c, d: ((a, b), (c, d)),
    ),
    (
        re.compile(
            rf"(?<!\d){_RUN_TOGETHER}{_DAY_TOGETHER}{_TO}{_RUN_TOGETHER}{_DAY_TOGETHER}(?!\d)"
        ),
        lambda a, b, c, d: ((a, b), (c, d)),
    ),
    (
        re.compile(rf"{_LABEL}{_RUN_TOGETHER}{_DAY_TOGETHER}(?!\d)"),
        lambda a, b: ((a, b), (a, b)),
    ),
    (
        re.compile(
            r"(20[0-9][0-9])\s*(?:年度?|\.)\s*第?\s*([0-9]{1,2})\s*[月期]?"
            rf"{_TO}第?\s*([0-9]{{1,2}})(?:\s*[月期]|(?!\s*[.\-/日\d]))"
        ),
        lambda a, b, c: ((a, b), (a, c)),
    ),
    (re.compile(_DAY), lambda a, b: ((a, b), (a, b))),
    (re.compile(_MONTH + r"(?!\s*[.\-/日\d])"), lambda a, b: ((a, b), (a, b))),
    (
        re.compile(
            r"(20[0-9][0-9])\s*(?:(?=年[末初])|年度|年(?!\s*\d))|年度\s*:?\s*(20[0-9][0-9])"
        ),
        lambda a: ((a, 1), (a, 12)),
    ),
)
"""How periods are written, the longest first, and what the numbers in them are."""

_ALONE = re.compile(rf"\s*(?:{_RUN_TOGETHER}|(20[0-9][0-9]))\s*")
_SHORT_YEAR = re.compile(rf"\s*(2[0-9]年\s*第?[0-9]{{1,2}}月?(?:{_TO}[0-9]{{1,2}})?[月期])\s*")
"""A year of two digits, where nothing else is said than months of it."""
_AT = "(0?[1-9]|1[0-2])"
_MONTH_ALONE = re.compile(
    rf"{_AT}\s*(?:月份?|期)?|第\s*{_AT}\s*期|(十[一二]?|[一二三四五六七八九])月份?"
)
_MONTHS_ALONE = re.compile(rf"{_AT}月?{_TO}{_AT}\s*[月期]?")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_YEAR = re.compile(r"(?<!\d)20[0-9][0-9](?!\d)")
_WHOLE = re.compile(rf"(?<!\d)0?1月?{_TO}12月")
_SOME_MONTHS = re.compile(
    rf"(?<!\d)(?:(?:([0-9]{{1,2}})月?|截){_TO})?([0-9]{{1,2}})月(?!\s*(?:\d{{1,2}}\s*日|[起初前后以]))"
)
_PARTS = re.compile(r"(?:(前|[一1]\s*[-至到~]\s*)|第)?([一二三四1-4])季度|([上下])半年|半年[度报]")
_QUARTERS = "一二三四"
_BESIDE = re.compile("[0-9]\u0660|\u0660[0-9]")


def months_in(written: str) -> Months | None:
    """Return the months that a title names, or None; a day is in its month."""
    said = with_ideographs(written)
    short = _SHORT_YEAR.fullmatch(said)
    said = said if short is None else f"20{short[1]}"
    found = _first(said)
    if found is not None:
        months, matched, _ = found
        part = part_in(said[matched.end() :]) if is_whole_year(months) else None
        return months if part is None else of_year(part, months[1][0])
    alone = _ALONE.fullmatch(said)
    if alone is None:
        return None
    if alone[3]:
        return (int(alone[3]), 1), (int(alone[3]), 12)
    month = (int(alone[1]), int(alone[2]))
    return month, month


def month_in(written: str) -> Months | None:
    """Return the month that is named alone, without its year, or None; it is of the year 0."""
    found = _MONTH_ALONE.fullmatch(with_ideographs(written))
    if found is None:
        return None
    month = 0, _NUMERALS.index(found[3]) + 1 if found[3] else int(found[1] or found[2])
    return month, month


def some_months_in(written: str) -> Months | None:
    """Return the months that a row names by themselves, of the year 0, as 12, 1-12 or 第一季度."""
    if (month := month_in(written)) is not None:
        return month
    said = with_ideographs(written)
    found = _MONTHS_ALONE.fullmatch(said)
    if found is not None and int(found[1]) <= int(found[2]):
        return (0, int(found[1])), (0, int(found[2]))
    part = _part(said)
    return part[0] if part is not None and part[1][0] == said else None


def part_in(written: str) -> Months | None:
    """Return the months that a title names without a year, as 1-6月 or 上半年, or None."""
    found = _part(with_ideographs(written))
    return None if found is None else found[0]


def of_year(months: Months, year: int) -> Months:
    """Return `months` that are named without a year as those of `year`."""
    return (year, months[0][1]), (year, months[1][1])


def day_in(written: str) -> datetime.date | None:
    """Return the day that `written` names, which states no period by itself, or None."""
    found = _first(with_ideographs(written))
    if found is None or not found[2]:
        return None
    year, month, day = (int(part) for part in re.findall(r"[0-9]+", found[1][0]))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def without_months(heading: str) -> tuple[Months | None, str]:
    """Return the months that a heading names, and the heading without them.

    Months without a year are of the year 0, unless they are all of one.
    """
    found = _first(heading)
    if found is not None:
        months, matched, _ = found
        return months, heading[: matched.start()] + heading[matched.end() :]
    year = _YEAR.search(heading)
    if year is not None:
        months = (int(year[0]), 1), (int(year[0]), 12)
        return months, heading[: year.start()] + heading[year.end() :]
    heading = _WHOLE.sub("", heading)
    part = _part(heading)
    if part is None:
        return None, heading
    months, matched = part
    return months, heading[: matched.start()] + heading[matched.end() :]


def is_whole_year(months: Months) -> bool:
    """Return whether `months` are all those of one year."""
    return months[0][0] == months[1][0] and (months[0][1], months[1][1]) == (1, 12)


def written_months(months: Months) -> str:
    """Return months as people write them, one only once, without a year where none is said."""
    ends = [f"{year}.{month:02}" if year else f"{month:02}" for year, month in months]
    return "–".join(dict.fromkeys(ends))


def _marked(said: str) -> str:
    """Return `said` with each digit that is none of ours as one that is never read.

    A form ends before any digit, so that a mark in the place of a month leaves it unknown.
    """
    return said.translate({ord(sign): "\u0660" for sign in other_digits(said)})


def _first(said: str) -> tuple[Months, re.Match[str], bool] | None:
    """Return the months that the first fitting form names, where, and whether it is one day."""
    marked = _marked(said)
    if _BESIDE.search(marked):
        return None
    for form, read in _FORMS:
        found = form.search(marked)
        if found is None:
            continue
        months = read(*(int(part) for part in found.groups() if part is not None))
        if all(1 <= month <= 12 for _, month in months) and months[0] <= months[1]:
            return months, found, form.pattern == _DAY
    return None


def _part(said: str) -> tuple[Months, re.Match[str]] | None:
    """Return the months named without a year, and where."""
    marked = _marked(said)
    part, some = _PARTS.search(marked), _SOME_MONTHS.search(marked)
    if part is not None:
        first, last = (7, 12) if part[3] == "下" else (1, 6)
        if part[2]:
            last = 3 * (_QUARTERS.index(part[2]) + 1 if part[2] in _QUARTERS else int(part[2]))
            first = 1 if part[1] else last - 2
        return ((0, first), (0, last)), part
    if some is None:
        return None
    last = int(some[2])
    first = 1 if some[0].startswith("截") else int(some[1] or last)
    return (((0, first), (0, last)), some) if 1 <= first <= last <= 12 else None
