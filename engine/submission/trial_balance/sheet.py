"""One sheet of a trial balance: every row an account, every fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.law import Fault
from engine.money import CONTEXT, plain
from engine.submission.spreadsheet import Grid
from engine.submission.spreadsheet.cell import Rectangle, column_letters
from engine.submission.spreadsheet.numeral import flaw_of, trimmed
from engine.submission.trial_balance.above import (
    BALANCES,
    MOVEMENTS,
    Flaw,
    Heading,
    Months,
    Pages,
    Period,
    Side,
    Titles,
    amount_in,
    flaw_of_columns,
    flaw_of_pages,
    flaw_of_signs,
    month_in,
    of_year,
    on_side,
    pages_of,
    squeezed,
    unit_of,
    written_months,
)
from engine.submission.trial_balance.book import Account, Key, Total
from engine.submission.trial_balance.several import (
    Row,
    Times,
    flaw_of_books,
    flaw_of_currencies,
    one_each,
    times_of,
)
from engine.text import legible

__all__ = ["Reading", "Sheet"]

_TOTALS = re.compile("(合计|总计|小计|total)$|^(合计|总计|小计|total)")


@dataclass(slots=True)
class Reading:
    """What was read of the sheets so far."""

    file: str
    accounts: list[Account] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    months: Months | None = None
    months_at: str = ""
    notices: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def notice(self, place: str, key: str, **values: object) -> None:
        """Note what a reader of the figures should know, at sheet and cell `place`."""
        fault = Fault(self.file, place, None, None, f"submission.trial_balance.{key}", values)
        self.notices.append(fault)

    def fault(self, place: str, key: str, value: object, **values: object) -> None:
        """Note that `value`, at sheet and cell `place`, cannot be read."""
        key = f"submission.trial_balance.{key}"
        self.faults.append(Fault(self.file, place, None, value, key, values))


@dataclass(slots=True)
class Sheet:
    """One sheet as it is read."""

    reading: Reading
    grid: Grid
    heading: Heading
    titles: Titles
    entity: str
    scale: Decimal = Decimal(1)
    says_unit: bool = False
    stated: Months | None = None
    """The period that titles, headings or the name of the sheet state."""
    times: Times | None = None
    """Of which time each row is, where a column says it."""
    taken: tuple[Months | None, ...] = ()
    """The times of the rows that are read."""
    passed: dict[Key, int] = field(default_factory=dict)
    """The last row of each account of earlier months, which are not read."""
    left_out: dict[Months, str] = field(default_factory=dict)
    """The first cell of each other time that has rows with amounts, which are not read."""
    items: tuple[tuple[int, ...], ...] = ()
    """The columns of each auxiliary item."""
    is_of_item: bool = False
    """Whether the account before is one of an auxiliary item."""
    pages: Pages = field(init=False)
    accounts: tuple[Account, ...] = ()
    """What was read of it."""

    def __post_init__(self) -> None:
        """Find where another page begins."""
        self.pages = pages_of(self.grid, self.heading)

    def read(self) -> None:
        """Read titles, accounts and totals."""
        known = len(self.reading.faults)
        self._titles()
        self._take_columns()
        self._take_unit()
        if len(self.reading.faults) > known:
            return  # what the figures mean is not known
        self._note_shown()
        self._take_times()
        self.items = self.heading.items()
        for look in (flaw_of_books, flaw_of_currencies, flaw_of_signs):
            flaw = look(self.grid, self.heading, filter(self._moves, self._account_rows()))
            if flaw is not None:
                self._fault(flaw)
        if self.heading.not_used:
            names = ", ".join(dict.fromkeys(self.heading.not_used))
            self.reading.notice(self.top, "headings_not_used", headings=names[:200])
        below = (row for row in self.grid.rows(self.heading.last_row + 1) if row not in self.pages)
        rows = [read for row in below if (read := self._row(row)) is not None]
        if len(self.reading.faults) > known:
            return
        accounts = one_each(self.grid, self.heading, rows)
        if isinstance(accounts, Flaw):
            self._fault(accounts)
        else:
            self._note_passed({account.key for account in accounts})
            self._note_left_out()
            self.accounts = accounts
            self.reading.accounts += accounts
        if self.accounts and not any(one.name for one in self.accounts):
            self.reading.fault(self._head(self.heading.at("code") or 1), "no_names", None)

    def _note_passed(self, read: set[Key]) -> None:
        """Note an account that has amounts in an earlier month, and no row in the last."""
        for key, row in self.passed.items():
            if key not in read and self._moves(row):
                place = self.grid.place(row, self.heading.at("code") or 1)
                self.reading.fault(place, "not_in_last_month", key[1])
                return

    def _note_left_out(self) -> None:
        """Note the times of which no row is read, where they begin."""
        if self.times is not None and self.left_out:
            times = ", ".join(map(written_months, sorted(self.left_out)))[:200]
            year, (place, *_) = self.times.latest[1][0], self.left_out.values()
            self.reading.notice(place, "times_left_out", year=year, times=times)

    def fault_of_sheet(self, key: str, other: Sheet) -> None:
        """Note that the sheet does not go with another."""
        self.reading.fault(self.top, key, None, sheet=other.entity)

    @property
    def top(self) -> str:
        """The first cell of the heading."""
        return self.grid.place(self.heading.first_row, 1)

    def _fault(self, flaw: Flaw) -> None:
        self.reading.fault(flaw.place, flaw.key, flaw.value or None, **flaw.values)

    def _head(self, column: int) -> str:
        """Return the cell of the heading of a column."""
        return self.grid.place(self.heading.last_row, column)

    def _titles(self) -> None:
        titles, reading = self.titles, self.reading
        if titles.other_months is not None:
            reading.fault(titles.other_months, "periods_differ", None)
        page = flaw_of_pages(self.grid, self.pages, titles)
        if page is not None:
            self._fault(page)
        for place, said in titles.unposted:
            reading.notice(place, "unposted", said=said)

    def _take_columns(self) -> None:
        """Take the columns of the time that the book is of; note those that two things may be."""
        months, years = self.titles.months, self.heading.years
        place = self.titles.months_at
        if (months is None or not months[1][0]) and years:
            at, first = next(iter(years.items()))
            other = next((at for at, year in years.items() if year != first), None)
            if other is not None:
                self.reading.fault(self._head(other), "which_year", self.heading.said[other])
                return
            place = place or self._head(at)
            months = of_year(months or ((0, 1), (0, 12)), first)
        if months is not None and not (self.reading.months and self.reading.months[1][0]):
            self.reading.months, self.reading.months_at = months, place
        self.stated = months if months is not None else month_in(self.entity)
        self.heading = self.heading.within(months)
        flaw = flaw_of_columns(self.grid, self.heading)
        if flaw is not None:
            self._fault(flaw)

    def _take_unit(self) -> None:
        """Take the unit of money that titles and headings say; note where they do not agree."""
        found = unit_of(self.grid, self.titles, self.heading)
        if isinstance(found, Flaw):
            self._fault(found)
        elif found is not None:
            place, money = found
            self.says_unit, self.scale = True, money.scale or Decimal(1)
            if self.scale != 1:
                self.reading.notice(place, "scaled", unit=money.written, scale=plain(self.scale))

    def _note_shown(self) -> None:
        if self.grid.is_hidden:
            self.reading.notice(self.grid.title, "hidden_sheet")
        hidden = [row for row in self.grid.hidden_rows if row > self.heading.last_row]
        if hidden:
            self.reading.notice(self.grid.title, "hidden_rows", count=len(hidden))
        columns = sorted(set(self.heading.columns) & self.grid.hidden_columns)
        if columns:
            letters = ", ".join(map(column_letters, columns))
            self.reading.notice(self.grid.title, "hidden_columns", columns=letters)
        for merged in self.grid.merged:
            if merged.bottom > self.heading.last_row and self._hides_an_amount(merged):
                place = self.grid.place(max(merged.top, self.heading.last_row + 1), merged.left)
                self.reading.fault(place, "merged_amounts", merged.written)

    def _hides_an_amount(self, merged: Rectangle) -> bool:
        """Return whether one figure is shown for several cells of amounts, or of an account."""
        amounts, row = self.heading.amounts, max(merged.top, self.heading.last_row + 1)
        if row not in self.grid.cells or row in self.pages:
            return False
        reaches = any(merged.left <= at <= merged.right for at in amounts)
        return merged.left in amounts or (_has_digit(self._code(row)) and reaches)

    def _take_times(self) -> None:
        """Take the times of rows: those of one year, of its last month where that has its sums.

        Without sums of the year, rows of all its months are added.
        """
        rows = self.grid.rows(self.heading.last_row + 1)
        times = times_of(self.grid, self.heading, rows, {*self._account_rows()}, self.stated)
        if isinstance(times, Flaw):
            self._fault(times)
        if not isinstance(times, Times):
            return
        has_year = self.heading.amount(Period.YEAR, Side.DEBIT) is not None
        self.times, latest, place = times, times.latest, times.first[times.latest]
        self.taken = (latest,)
        if len(times.months) > 1 and not has_year:
            self.taken, latest = times.months, (times.months[0][0], latest[1])
            self.reading.notice(self.grid.title, "months_added")
            if not times.are_a_year:
                self.reading.fault(self._head(self.heading.at("period") or 1), "months", None)
        elif len(times.months) > 1:
            month = "-".join(f"{part:02}" for part in latest[1] if part)
            self.reading.notice(self.grid.title, "last_month_taken", month=month)
        self._end_with(latest, place, has_year)

    def _end_with(self, latest: Months, place: str, has_year: bool) -> None:
        """Take for the end of the period the last for which there are rows.

        Where there are no sums of the year, they are of that period alone.
        """
        known = self.reading.months
        if known is not None and known[1][0] and has_year:
            latest = known[0], of_year(latest, known[1][0])[1]
            if latest[1] >= known[1]:
                return
        self.reading.months, self.reading.months_at = latest, place

    def _account_rows(self) -> Iterator[int]:
        rows = self.grid.rows(self.heading.last_row + 1)
        return (row for row in rows if row not in self.pages and _has_digit(self._code(row)))

    def _moves(self, row: int) -> bool:
        """Return whether a row has a figure other than 0."""
        cells = (self.grid.at(row, at) for at in self.heading.amounts)
        return any(cell is not None and amount_in(cell) for cell in cells)

    def _row(self, row: int) -> Row | None:
        """Return a row that is an account; take totals, and note what is neither."""
        code, name = self._code(row), self._name(row)
        place = self.grid.place(row, min(self.grid.cells[row]))
        months = self.times.of_row.get(row) if self.times else None
        is_total = any(_TOTALS.search(squeezed(said)) for said in (code, name))
        if self.times and months is not None and months not in self.taken:
            begins_before = months in self.times.months and months[0] <= self.times.latest[1]
            if begins_before and _has_digit(code):
                self.passed[self._entity(row), code, self._items(row)] = row
            elif self._moves(row) and not is_total:
                self.left_out.setdefault(months, place)
            return None
        if is_total:
            if self.times is None or len(self.times.first) == 1 or (months,) == self.taken:
                amounts = {key: value for key, (value, _) in self._amounts(row).items()}
                total = Total(self._entity(row), place, amounts, code, name)
                self.reading.totals.append(total)
        elif not code:
            moves = any(value for value, _ in self._amounts(row).values())
            if moves and self.is_of_item and self._items(row):
                self.reading.fault(place, "item_without_code", None)
            elif moves:
                self.reading.notice(place, "row_without_code", name=name or "–")
        elif _has_digit(code):
            return Row(row, self._account(row, code, name), months)
        elif any(value for value, _ in self._amounts(row).values()):
            self.reading.fault(self.grid.place(row, self.heading.at("code") or 1), "no_code", code)
        return None

    def _account(self, row: int, code: str, name: str) -> Account:
        place = self.grid.place(row, self.heading.at("code") or 1)
        cell = self.grid.at(row, self.heading.at("code") or 1)
        if cell is not None and isinstance(cell.value, Decimal) and "." in code:
            self.reading.notice(place, "code_as_number", code=code)
        amounts = self._amounts(row)
        movements = {key: value for key, (value, _) in amounts.items() if key[0] in MOVEMENTS}
        cells = {key: at for key, (_, at) in amounts.items()}
        balances = dict(self._balances(row, amounts))
        left = [amounts[Period.CLOSING, at][0] for at in Side if (Period.CLOSING, at) in amounts]
        is_open = bool(balances.get(Period.CLOSING, sum(left))) if left else None
        key = self._entity(row), code, self._items(row)
        self.is_of_item = bool(key[2])
        auxiliary = self._word(row, "auxiliary") or self._word(row, "auxiliary_code")
        name = f"{name}/{auxiliary}" if auxiliary and key[2] else name
        return Account(*key, name, place, movements, balances, cells, is_open, row)

    def _items(self, row: int) -> tuple[str, ...]:
        """Return the auxiliary items of a row; one of their sum has none."""
        found = []
        for columns in self.items:
            cells = (self.grid.at(row, at) for at in columns)
            said = next((legible(trimmed(cell.written)) for cell in cells if cell), "")
            found.append("" if _TOTALS.search(squeezed(said)) else said)
        while found and not found[-1]:
            found.pop()
        return tuple(found)

    def _code(self, row: int) -> str:
        written = self._word(row, "code")
        together = re.fullmatch(r"([\d._\-]+)\s+(\S.*)", written)
        return together[1] if together and self.heading.at("name") is None else written

    def _name(self, row: int) -> str:
        for word in ("name", "own_name"):
            if self.heading.at(word) is not None:
                return self._word(row, word)
        together = re.fullmatch(r"([\d._\-]+)\s+(\S.*)", self._word(row, "code"))
        return together[2] if together else ""

    def _word(self, row: int, word: str) -> str:
        column = self.heading.at(word)
        cell = None if column is None else self.grid.at(row, column)
        return "" if cell is None else legible(trimmed(cell.written))

    def _entity(self, row: int) -> str:
        return " ".join(part for part in (self.entity, self._word(row, "entity")) if part)

    def _amounts(self, row: int) -> dict[tuple[Period, Side], tuple[Decimal, str]]:
        """Return the amounts of a row in yuan, nothing where a cell is empty; note what is none."""
        found: dict[tuple[Period, Side], tuple[Decimal, str]] = {}
        for at, column in self.heading.amounts.items():
            place, cell = self.grid.place(row, at), self.grid.at(row, at)
            number = Decimal(0) if cell is None else amount_in(cell)
            if number is None:
                if cell is not None and flaw_of(cell) is None:
                    self.reading.fault(place, "not_an_amount", cell.written)
                continue
            scaled = CONTEXT.multiply(number, self.scale)
            if column.period is not None and column.side is not None:
                found[column.period, column.side] = (scaled, place)
        return found

    def _balances(
        self, row: int, amounts: Mapping[tuple[Period, Side], tuple[Decimal, str]]
    ) -> Iterator[tuple[Period, Decimal]]:
        """Yield balances with their sign: it comes from the side, not from the number."""
        for period in BALANCES:
            debit, credit = amounts.get((period, Side.DEBIT)), amounts.get((period, Side.CREDIT))
            if debit is not None or credit is not None:
                on_debit = debit[0] if debit else Decimal(0)
                on_credit = credit[0] if credit else Decimal(0)
                yield period, CONTEXT.subtract(on_debit, on_credit)
                continue
            balance, column = amounts.get((period, Side.BALANCE)), self.heading.direction(period)
            if balance is None or column is None:
                continue
            cell = self.grid.at(row, column)
            signed = on_side(cell.written if cell is not None else "", balance[0])
            if signed is None:
                place = self.grid.place(row, column)
                self.reading.fault(place, "no_side", cell.written if cell else "")
            else:
                yield period, signed


def _has_digit(code: str) -> bool:
    return any(sign.isdigit() for sign in code)
