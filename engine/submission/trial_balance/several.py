"""Several rows of one account: of several times or currencies, or nothing known tells them apart.

Of rows of several years those of the year that a title states are taken. Of several months it is
the last where there are sums of the year, and else all twelve, added. Rows of one account in
several currencies, told in the home currency, are added too. All others may repeat one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from engine.money import CONTEXT
from engine.submission.spreadsheet import Grid
from engine.submission.spreadsheet.numeral import trimmed
from engine.submission.trial_balance.above import (
    Flaw,
    Heading,
    Months,
    Period,
    is_home,
    is_of_currencies,
    is_one_currency,
    months_in,
    of_year,
    some_months_in,
)
from engine.submission.trial_balance.book import Account, Key
from engine.text import legible

__all__ = [
    "Row",
    "Times",
    "flaw_of_books",
    "flaw_of_currencies",
    "one_each",
    "times_of",
]

_By = TypeVar("_By")
_LONGEST = 60
"""Characters of the number of an account, and those that are shown of what a cell says."""


@dataclass(frozen=True, slots=True)
class Times:
    """Of which time each row of an account is, and which times are taken."""

    of_row: Mapping[int, Months]
    first: Mapping[Months, str]
    """The first cell of each time."""
    latest: Months
    """The last time that is taken."""
    months: tuple[Months, ...]
    """The times of its year, in their order."""

    @property
    def are_a_year(self) -> bool:
        """Whether they follow each other from the first month of the year to its twelfth."""
        (year, _), begins = self.latest[1], 1
        for first, last in self.months:
            if first != (year, begins):
                return False
            begins = last[1] + 1
        return begins == 13


def times_of(
    grid: Grid, heading: Heading, rows: Iterable[int], accounts: Set[int], stated: Months | None
) -> Times | Flaw | None:
    """Return of which time `rows` are by their columns of years and periods, or what is wrong.

    Those of `accounts` must say it, others may; where all that say it say the same, those that say
    nothing are of that time too. `stated` is the period of the book. None is returned where no
    account says a time.
    """
    found: dict[Months, str] = {}
    of_row: dict[int, Months] = {}
    silent: list[int] = []
    unknown: dict[str, Flaw] = {}
    columns = [at for word in ("year", "period") if (at := heading.at(word)) is not None]
    if not columns:
        return None
    stated = stated if stated is not None and stated[1][0] else None
    for row in rows:
        months = _time(grid, heading, row, stated)
        if isinstance(months, Flaw):
            silent.append(row)
            if row in accounts:
                unknown.setdefault(months.value, months)
            continue
        of_row[row] = months
        if row in accounts:
            found.setdefault(months, grid.place(row, columns[-1]))
    unread = unknown if len(found) > 1 else {said: one for said, one in unknown.items() if said}
    if unread and len(found) + len(unread) > 1:
        return next(iter(unread.values()))
    if not found:
        return None
    place = next(iter(found.values()))
    years = sorted({months[1][0] for months in found})
    if stated is None and len(years) > 1:
        said = ", ".join(str(year) for year in years if year)
        return Flaw(place, "rows_of_several_years", said)
    fitting = [one for one in found if stated is None or one[1] <= stated[1]]
    latest = max(fitting, key=lambda one: one[1], default=None)
    if latest is None or (stated is not None and latest[1][0] != stated[1][0]):
        return Flaw(place, "periods_differ", "")
    other = next((one for one in found if one[1] == latest[1] and one != latest), None)
    if other is not None:
        return Flaw(found[other], "periods_overlap", "", {"other": found[latest]})
    if len(found) == 1:
        of_row |= dict.fromkeys(silent, latest)
    months_of_year = sorted(one for one in found if one[1][0] == latest[1][0])
    return Times(of_row, found, latest, tuple(months_of_year))


def _time(grid: Grid, heading: Heading, row: int, stated: Months | None) -> Months | Flaw:
    """Return the time of a row; a month without its year is of that of its row, else of `stated`.

    Where no column is of periods, a year is what is stated of it, else the whole.
    """

    def said(word: str) -> tuple[str, str]:
        at = heading.at(word)
        cell = None if at is None else grid.at(row, at)
        return "" if cell is None else trimmed(cell.written), grid.place(row, at or 1)

    (in_year, year_at), (period, period_at) = said("year"), said("period")
    of_row = months_in(in_year)
    if heading.at("year") is not None and of_row is None:
        return Flaw(year_at, "no_month", in_year or period)
    year = of_row[1][0] if of_row else 0
    if heading.at("period") is None:
        is_stated = stated is not None and stated[1][0] == year
        return stated if is_stated and stated is not None else ((year, 1), (year, 12))
    if (alone := some_months_in(period)) is not None:
        return of_year(alone, year or (stated[1][0] if stated else 0))
    months = months_in(period)
    if months is None or (year and months[1][0] != year):
        return Flaw(period_at, "no_month", period or in_year)
    return months


def flaw_of_books(grid: Grid, heading: Heading, rows: Iterable[int]) -> Flaw | None:
    """Return the first of `rows` that is of another set of books than those before, or None.

    Where a column names the firm of each row, books are of firms.
    """
    at, first = heading.at("books"), ""
    for row in rows if at is not None and heading.at("entity") is None else ():
        cell = grid.at(row, at or 1)
        said = "" if cell is None else trimmed(cell.written)
        if said and first and said != first:
            return Flaw(grid.place(row, at or 1), "several_books", said, {"other": first})
        first = first or said
    return None


def flaw_of_currencies(grid: Grid, heading: Heading, rows: Iterable[int]) -> Flaw | None:
    """Return a row in foreign money that is not told in yuan, or one that adds up others.

    `rows` are those of accounts that have an amount.
    """
    column, amounts = heading.at("currency"), heading.amounts
    if column is None:
        return None
    twins = {(one.period, one.side) for one in heading.columns.values() if one.word == "foreign"}
    is_told = all(one.is_home or (one.period, one.side) in twins for one in amounts.values())
    single = together = ""
    for row in rows:
        cell, place = grid.at(row, column), grid.place(row, column)
        said = "" if cell is None else legible(trimmed(cell.written))
        if said and not is_home(said) and not is_told:
            return Flaw(place, "foreign_row", said)
        if is_of_currencies(said):
            together = together or place
        elif said:
            single = single or place
    if single and together:
        return Flaw(together, "currencies_together", "", {"other": single})
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read as an account."""

    row: int
    account: Account
    months: Months | None = None


def one_each(grid: Grid, heading: Heading, rows: Sequence[Row]) -> tuple[Account, ...] | Flaw:
    """Return each account once, or two rows of one that may repeat one another."""
    long = next((one.account for one in rows if len(one.account.number) > _LONGEST), None)
    if long is not None:
        return Flaw(long.place, "long_code", long.number[:_LONGEST])
    of_time: dict[tuple[Key, Months], list[Row]] = defaultdict(list)
    for one in rows:
        of_time[one.account.key, one.months or ((0, 0), (0, 0))].append(one)
    accounts: dict[Key, dict[Months, Account]] = defaultdict(dict)
    for (key, months), alike in of_time.items():
        if len(alike) > 1 and not _are_currencies(grid, heading, alike):
            return _flaw(grid, heading, *alike[:2])
        accounts[key][months] = _added([one.account for one in alike])
    return tuple(
        _in_turn([in_time[months] for months in sorted(in_time)]) for in_time in accounts.values()
    )


def _are_currencies(grid: Grid, heading: Heading, rows: Sequence[Row]) -> bool:
    """Return whether a currency tells rows apart, each of one and none of their sum."""
    at = heading.at("currency")
    cells = [None if at is None else grid.at(one.row, at) for one in rows]
    said = [trimmed(cell.written) for cell in cells if cell is not None]
    return len({*said}) == len(rows) and all(map(is_one_currency, said))


def _added(accounts: Sequence[Account]) -> Account:
    """Return one account with the sums of all figures of several."""
    first, *others = accounts
    for other in others:
        first = replace(
            first,
            amounts=_sums(first.amounts, other.amounts),
            balances=_sums(first.balances, other.balances),
            cells={at: f"{cell}+{other.cells[at]}" for at, cell in first.cells.items()},
            is_open=None if first.is_open is None else first.is_open or bool(other.is_open),
        )
    return first


def _in_turn(accounts: Sequence[Account]) -> Account:
    """Return one account for those of periods that follow each other: movements are added."""
    first, last = accounts[0], accounts[-1]
    balances = {**first.balances, **{Period.CLOSING: last.balances.get(Period.CLOSING)}}
    known = {period: left for period, left in balances.items() if left is not None}
    return replace(_added(accounts), balances=known, is_open=last.is_open)


def _sums(first: Mapping[_By, Decimal], other: Mapping[_By, Decimal]) -> dict[_By, Decimal]:
    nothing = Decimal(0)
    return {
        key: CONTEXT.add(first.get(key, nothing), other.get(key, nothing))
        for key in {**first, **other}
    }


def _flaw(grid: Grid, heading: Heading, first: Row, second: Row) -> Flaw:
    """Return two rows of one account as a flaw that says what tells them apart."""
    apart = []
    for at in sorted({*grid.cells[first.row], *grid.cells[second.row]} - {*heading.amounts}):
        cells = grid.at(first.row, at), grid.at(second.row, at)
        one, other = ("" if cell is None else trimmed(cell.written) for cell in cells)
        column = heading.columns.get(at)
        if one != other and (
            column is None or column.word not in ("", "foreign", "other", "unused")
        ):
            said = heading.said.get(at) or "–"
            apart.append(f"{said[:_LONGEST]} ({one[:_LONGEST] or '–'} / {other[:_LONGEST] or '–'})")
    account = second.account
    values = {"name": account.name, "other": first.account.place}
    if apart:
        values["apart"] = "; ".join(apart[:3])
    return Flaw(account.place, "rows_differ" if apart else "row_repeats", account.code, values)
