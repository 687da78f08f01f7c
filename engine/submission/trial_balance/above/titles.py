"""What titles above the heading state: the period, the firm, and the unit of money."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.submission.spreadsheet import Grid
from engine.submission.trial_balance.above.column import squeezed
from engine.submission.trial_balance.above.heading import Flaw, Heading, flaw_at
from engine.submission.trial_balance.above.money import Money, is_home, money_in
from engine.submission.trial_balance.above.months import (
    Months,
    day_in,
    months_in,
    of_year,
    part_in,
)
from engine.text import legible
from engine.text.folding import with_ideographs

__all__ = [
    "Titles",
    "is_branch",
    "is_head_office",
    "is_of_firms",
    "is_same_firm",
    "notes_of_unit",
    "titles_in",
    "titles_of",
    "unit_of",
]

_PRINTED = re.compile(
    "打印|制表|导出|查询时间|(?:编制|填报|报送)(?:日期|时间)|print", re.IGNORECASE
)
_FIRM = re.compile(r"(\w{0,10}单位(?:名称)?|公司名称|账套名称|账套)\s*:\s*(\S[^:]*)")
_HEAD_OFFICE = re.compile("本部|总部|总公司|本级|head ?office|headquarters", re.IGNORECASE)
_BRANCH = re.compile(
    "分公司|分行|分部|分店|分所|分院|分支|营业部|办事处|事业部|项目部|branch", re.IGNORECASE
)
_OF_FIRMS = re.compile("汇总|合并|合计|总计|小计|抵[消销]|全部|consolidated|total", re.IGNORECASE)
_LEGAL_FORM = re.compile("(?:股份)?(?:有限)?(?:责任)?公司$")
_OF_MONEY = re.compile("金额|货币|计价|记账|币")
_OF_UNIT = re.compile(r"(?:单\s?位|币\s?[种别])\s?均?[:为]|为单位")
"""What a note below the accounts says where it is of the unit."""
_UNTIL = re.compile(r"截[至止]|[日\d]\s*止")
_ADJUSTING = re.compile(r"(?<!\d)1[3-6](?=\s*期)")
"""Periods after the twelfth, in which the accounts of December are adjusted."""
_LONGEST = 300
"""Characters of a title that are looked at."""
_LABEL = re.compile(r"\s*(?:\w{0,4}单\s?位|币\s?[种别]|期\s?间|会计期间)\s*:?\s*")


@dataclass(slots=True)
class Titles:
    """What the rows above the heading say, and the notes below the accounts, of the unit."""

    months: Months | None = None
    """The period; of the year 0 where only months are named."""
    months_at: str = ""
    """The place that states it."""
    other_months: str | None = None
    """The place that states a period which does not fit the others."""
    operator: str | None = None
    """The firm."""
    operator_at: str = ""
    """The place that names it."""
    moneys: list[tuple[str, Money]] = field(default_factory=list)
    """The units and currencies, each with its place."""
    unposted: list[tuple[str, str]] = field(default_factory=list)
    """What is said of vouchers that are not posted, each with its place."""


def titles_of(grid: Grid, heading: Heading) -> Titles:
    """Return what stands above `heading`, and what notes below the accounts say of the unit.

    The name of the sheet states a period where no title does.
    """
    titles = titles_in(grid, (row for row in grid.cells if row < heading.first_row))
    titles.moneys += ((grid.title, money) for money in money_in(grid.title))
    below = grid.rows(heading.last_row + 1)
    titles.moneys += notes_of_unit(
        grid, (row for row in below if not any(grid.at(row, at) for at in heading.amounts))
    )
    if titles.months is None:
        titles.months = months_in(grid.title) or part_in(grid.title)
        titles.months_at = grid.title if titles.months else ""
    return titles


def titles_in(grid: Grid, rows: Iterable[int]) -> Titles:
    """Return what these rows state as titles."""
    titles = Titles()
    periods = _Periods()
    for row in rows:
        for column, place, written in _said(grid, row):
            if not _PRINTED.search(written):
                periods.take(titles, place, written)
            if titles.operator is None and (firm := _firm(written)):
                titles.operator, titles.operator_at = firm, place
            titles.moneys += ((place, money) for money in money_in(written))
            if re.search("未过账|未记账", written):
                titles.unposted.append((place, grid.cells[row][column].written))
    periods.settle(titles)
    return titles


def is_branch(named: str) -> bool:
    """Return whether the name of a firm or of a sheet says that it is a part of a firm."""
    return _BRANCH.search(named) is not None or is_head_office(named)


def is_head_office(named: str) -> bool:
    """Return whether the name of a firm or of a sheet says that it is a firm without branches."""
    return _HEAD_OFFICE.search(named) is not None


def is_same_firm(one: str, other: str) -> bool:
    """Return whether two names are of one firm: alike, or one of them without its legal form."""
    first, second = squeezed(one), squeezed(other)
    return second in (first, _LEGAL_FORM.sub("", first)) or first == _LEGAL_FORM.sub("", second)


def is_of_firms(named: str) -> bool:
    """Return whether the name of a firm says that its rows add up those of several."""
    return _OF_FIRMS.search(named) is not None


def notes_of_unit(grid: Grid, rows: Iterable[int]) -> Iterator[tuple[str, Money]]:
    """Yield each unit that the rows say in so many words, with its place."""
    for row in rows:
        for _, place, written in _said(grid, row):
            if _OF_UNIT.search(written):
                yield from ((place, money) for money in money_in(written))


class _Periods:
    """What titles say of the period without stating it whole: days, and months without a year."""

    def __init__(self) -> None:
        self._days: list[tuple[str, Months, bool]] = []
        self._parts: list[tuple[str, Months]] = []

    def take(self, titles: Titles, place: str, written: str) -> None:
        """Take what one cell says into `titles`, or keep it until all of them are read."""
        written = _ADJUSTING.sub("12", written)
        months, day = months_in(written), day_in(written)
        if months is None:
            part = part_in(written)
            self._parts += [] if part is None else [(place, part)]
        elif day is None:
            _narrow(titles, months, place)
        elif _UNTIL.search(written) or (day + datetime.timedelta(days=1)).day == 1:
            self._days.append((place, months, _UNTIL.search(written) is not None))

    def settle(self, titles: Titles) -> None:
        """Take what was kept: a day on which a month ends, and months of the year that is stated.

        Where a period is stated, only a day that is called its end can end it before.
        """
        for place, months, is_end in self._days:
            known = titles.months
            if known is None:
                titles.months, titles.months_at = months, place
            elif is_end and known[0] <= months[1] < known[1]:
                titles.months, titles.months_at = (known[0], months[1]), place
        for place, part in self._parts:
            known = titles.months
            _narrow(titles, of_year(part, known[1][0]) if known else part, place)


def _said(grid: Grid, row: int) -> Iterator[tuple[int, str, str]]:
    """Yield column, place and text of the cells of a row; a label takes in the cell after it."""
    label = ""
    for column, cell in sorted(grid.cells[row].items()):
        written = label + with_ideographs(cell.written[:_LONGEST])
        is_label = not label and (_LABEL.fullmatch(written) or written.rstrip().endswith(":"))
        label = f"{written.strip().rstrip(':')}:" if is_label else ""
        if not is_label:
            yield column, grid.place(row, column), written


def _firm(written: str) -> str | None:
    """Return the firm that a title names, or None: 单位 is the unit of money where one follows."""
    found = _FIRM.search(written)
    if found is None or _OF_MONEY.search(found[1]):
        return None
    is_money = bool(money_in(f"单位:{found[2]}")) or is_home(found[2])
    return None if is_money else legible(found[2].split()[0])


def _narrow(titles: Titles, months: Months, place: str) -> None:
    """Take `months` for the period where they lie within it, or note that they do not fit."""
    known = titles.months
    if known is None or (known[0] <= months[0] and months[1] <= known[1]):
        titles.months, titles.months_at = months, place
    elif not (months[0] <= known[0] and known[1] <= months[1]):
        titles.other_months = titles.other_months or place


def unit_of(grid: Grid, titles: Titles, heading: Heading) -> tuple[str, Money] | Flaw | None:
    """Return the unit of all amounts with the cell that says it, or why it cannot be told.

    None where none is said: amounts are in yuan.
    """
    amounts = heading.amounts
    in_headings = (
        (grid.place(heading.last_row, at), one.money) for at, one in amounts.items() if one.money
    )
    said = [*titles.moneys, *in_headings]
    if not said:
        return None
    where, first = said[0]
    for place, money in said:
        if money.scale is None:
            return Flaw(place, "no_yuan", money.written)
        if money.scale != first.scale:
            values = {"unit": first.written, "other": where}
            return Flaw(place, "units_differ", money.written, values)
    silent = next((at for at, one in amounts.items() if one.money is None), None)
    if first.scale != 1 and not titles.moneys and silent is not None:
        values = {"unit": first.written, "other": where}
        return flaw_at(grid, heading, silent, "no_unit", values)
    return where, first
