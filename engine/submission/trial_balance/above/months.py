"""Months as titles, headings and rows name them: 2025.01--2025.12, 2025年1-12月, 2025年度, 2024."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

__all__ = ["Months", "day_in", "is_whole_year", "months_in", "without_months"]

Months = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last month of a period, each a year and a month."""

_TO = r"\s*(?:-{1,2}|—+|至|到|~)\s*"
_MONTH = r"(20\d\d)\s*(?:年度?|[.\-/])\s*第?\s*(\d{1,2})(?:\s*[月期])?"
_DAY = (
    r"(20\d\d)(?:\s*年\s*(\d{1,2})\s*月|\s*[.\-/]\s*(\d{1,2})\s*[.\-/])"
    r"\s*(?:[0-2]\d|3[01]|[1-9])(?!\d)\s*日?"
)
_RUN_TOGETHER = r"(20\d\d)(0[1-9]|1[0-2])"

_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Months]], ...] = (
    (
        re.compile(_DAY + _TO + _DAY),
        lambda a, b, c, d: ((a, b), (c, d)),
    ),
    (
        re.compile(_MONTH + _TO + _MONTH),
        lambda a, b, c, d: ((a, b), (c, d)),
    ),
    (
        re.compile(rf"(?<!\d){_RUN_TOGETHER}{_TO}{_RUN_TOGETHER}(?!\d)"),
        lambda a, b, c, d: ((a, b), (c, d)),
    ),
    (
        re.compile(rf"(20\d\d)\s*年\s*第?\s*(\d{{1,2}})\s*[月期]?{_TO}第?\s*(\d{{1,2}})\s*[月期]"),
        lambda a, b, c: ((a, b), (a, c)),
    ),
    (re.compile(_DAY), lambda a, b: ((a, b), (a, b))),
    (re.compile(_MONTH + r"(?!\s*[.\-/日\d])"), lambda a, b: ((a, b), (a, b))),
    (
        re.compile(r"(20\d\d)\s*(?:(?=年[末初])|年度|年(?!\s*\d))|年度\s*:?\s*(20\d\d)"),
        lambda a: ((a, 1), (a, 12)),
    ),
)
"""How periods are written, the longest first, and what the numbers in them are."""

_ALONE = re.compile(rf"\s*(?:{_RUN_TOGETHER}|(20\d\d))\s*")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_WHOLE = re.compile(rf"(?<!\d)0?1月?{_TO}12月")
_SOME_MONTHS = re.compile(rf"(?<!\d)(?:(\d{{1,2}})月?{_TO})?(\d{{1,2}})月")
_PARTS = re.compile("第?[一二三四1-4]季度?|[上下]半年")


def months_in(written: str) -> Months | None:
    """Return the months that a title names, or None; a day is in its month."""
    said = unicodedata.normalize("NFKC", written)
    found = _first(said)
    if found is not None:
        return found[0]
    alone = _ALONE.fullmatch(said)
    if alone is None:
        return None
    if alone[3]:
        return (int(alone[3]), 1), (int(alone[3]), 12)
    month = (int(alone[1]), int(alone[2]))
    return month, month


def day_in(written: str) -> bool:
    """Return whether what `written` names is a day, which states no period by itself."""
    found = _first(unicodedata.normalize("NFKC", written))
    return found is not None and found[2]


def without_months(heading: str) -> tuple[Months | None, str]:
    """Return the months that a heading names, and the heading without them.

    Months without a year are of the year 0, unless they are all of one; parts of a year likewise.
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
    part, some = _PARTS.search(heading), _SOME_MONTHS.search(heading)
    if part is not None or some is None:
        return ((0, 0), (0, 0)) if part is not None else None, _PARTS.sub("", heading)
    last = int(some[2])
    months = (0, int(some[1] or last)), (0, last)
    return months, heading[: some.start()] + heading[some.end() :]


def is_whole_year(months: Months) -> bool:
    """Return whether `months` are all those of one year."""
    return months[0][0] == months[1][0] and (months[0][1], months[1][1]) == (1, 12)


def _first(said: str) -> tuple[Months, re.Match[str], bool] | None:
    """Return the months that the first fitting form names, where, and whether it is one day."""
    for form, read in _FORMS:
        found = form.search(said)
        if found is None:
            continue
        months = read(*(int(part) for part in found.groups() if part is not None))
        if all(1 <= month <= 12 for _, month in months) and months[0] <= months[1]:
            return months, found, form.pattern == _DAY
    return None
