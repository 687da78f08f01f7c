"""A spreadsheet as a trial balance: every row an account, every fault with its cell."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from engine.law import Fault, Faults
from engine.money import CONTEXT
from engine.submission.spreadsheet import Cell, Grid, number_in, read_spreadsheet
from engine.submission.spreadsheet.numeral import trimmed
from engine.submission.trial_balance.book import Account, Book, Months, Total
from engine.submission.trial_balance.heading import (
    Heading,
    Period,
    Side,
    heading_of,
    squeezed,
)
from engine.text import legible

__all__ = ["read_book"]

_DEBIT = {"借", "借方", "dr", "d", "debit", "借余"}
_CREDIT = {"贷", "贷方", "cr", "c", "credit", "贷余"}
_EVEN = {"平", "", "-", "—", "0"}
_NOTHING = {"-", "—", "－", "--", "——"}
_TOTALS = re.compile("(合计|总计|小计|total)$|^(合计|总计|小计|total)")
_BALANCES = (Period.YEAR_OPENING, Period.OPENING, Period.CLOSING)
_MOVEMENTS = (Period.MOVEMENT, Period.YEAR)

_MONTH = r"(20\d\d)\s*[年.\-/]\s*(\d{1,2})(?:\s*[月期])?"
_SPAN = re.compile(_MONTH + r"(?:[.\-/日]\d{1,2}日?)?\s*(?:-{1,2}|—+|－+|至|到|~|～)\s*" + _MONTH)
_ONE = re.compile(_MONTH + r"(?!\s*[.\-/日\d])")
_PRINTED = re.compile("打印|制表|导出|查询时间|print", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)\s*年度")
_FIRM = re.compile(
    r"(?:编制单位|核算单位|单位名称|公司名称|账套名称|账套|单位)\s*[:：]\s*(\S[^:：]*)"
)
_MONEY = re.compile(r"(?:单位|币种)\s*[:：]?\s*[((（]?\s*(?:人民币)?\s*(元|千元|万元)")
_SCALES = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000)}


def read_book(path: Path) -> Book:
    """Return the trial balance in the file at `path`: .xlsx, .xls, .ods or CSV.

    Several sheets of the same form, as one for each branch, are one book. Raises Faults for a file
    that cannot be read or holds no trial balance, and for every cell that cannot be understood.
    """
    found = read_spreadsheet(path)
    reading = _Reading(path.name)
    # A file that has no sheets is named by its name already.
    grids = (replace(one, title="") if one.is_text else one for one in found.grids)
    headings = [(grid, heading_of(grid)) for grid in grids if grid.cells]
    headed = [(grid, heading) for grid, heading in headings if heading is not None]
    if not headed:
        raise Faults([Fault(path.name, "", None, None, "submission.trial_balance.no_heading")])
    for grid, heading in headings:
        if heading is None:
            reading.notice(grid.title, "sheet_not_read")
    if found.encoding not in (None, "utf-8-sig"):
        reading.notice("", "other_encoding", encoding=str(found.encoding).upper())
    for grid, heading in headed:
        _Sheet(reading, grid, heading, grid.title if len(headed) > 1 else "").read()
    if reading.faults:
        raise Faults(reading.faults)
    if not reading.accounts:
        raise Faults([Fault(path.name, "", None, None, "submission.trial_balance.no_accounts")])
    return Book(
        path.name,
        tuple(reading.accounts),
        tuple(reading.totals),
        reading.months,
        reading.operator,
        tuple(reading.notices),
    )


@dataclass(slots=True)
class _Reading:
    """What was read of the sheets so far."""

    file: str
    accounts: list[Account] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    months: Months | None = None
    operator: str | None = None
    notices: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def notice(self, place: str, key: str, **values: object) -> None:
        fault = Fault(self.file, place, None, None, f"submission.trial_balance.{key}", values)
        self.notices.append(fault)

    def fault(self, place: str, key: str, value: object) -> None:
        key = f"submission.trial_balance.{key}"
        self.faults.append(Fault(self.file, place, None, value, key))


@dataclass(slots=True)
class _Sheet:
    """One sheet as it is read."""

    reading: _Reading
    grid: Grid
    heading: Heading
    entity: str
    scale: Decimal = Decimal(1)
    latest: str | None = None

    def read(self) -> None:
        """Read titles, accounts and totals."""
        self._titles()
        self._note_shown()
        self._latest_period()
        if self.heading.unknown:
            names = ", ".join(dict.fromkeys(self.heading.unknown))
            self.reading.notice(self._top(), "headings_not_used", headings=names[:200])
        for row in self.grid.rows(self.heading.last_row + 1):
            self._row(row)

    def _top(self) -> str:
        return self.grid.place(self.heading.first_row, 1)

    def _titles(self) -> None:
        """Take from the rows above the heading the period, the firm and the unit of money."""
        for row in [row for row in self.grid.cells if row < self.heading.first_row]:
            for column, cell in self.grid.cells[row].items():
                written = unicodedata.normalize("NFKC", cell.written)
                if not _PRINTED.search(written):
                    self.reading.months = self.reading.months or _months_in(written)
                firm = _FIRM.search(written)
                if firm and firm[1].strip() not in _SCALES:
                    self.reading.operator = self.reading.operator or legible(firm[1].split()[0])
                money = _MONEY.search(written)
                if money and money[1] != "元":
                    self.scale = _SCALES[money[1]]
                    place = self.grid.place(row, column)
                    self.reading.notice(place, "scaled", unit=money[1], scale=self.scale)
                if re.search("未过账|未记账", written):
                    self.reading.notice(self.grid.place(row, column), "unposted", said=written)

    def _note_shown(self) -> None:
        if self.grid.is_hidden:
            self.reading.notice(self.grid.title, "hidden_sheet")
        hidden = [row for row in self.grid.hidden_rows if row > self.heading.last_row]
        if hidden:
            self.reading.notice(self.grid.title, "hidden_rows", count=len(hidden))

    def _latest_period(self) -> None:
        """Where each month has rows of its own, take the last: the sums of the year are in it."""
        column = self.heading.at("period")
        if column is None:
            return
        rows = self.grid.rows(self.heading.last_row + 1)
        cells = [cell for row in rows if (cell := self.grid.at(row, column)) is not None]
        months = {cell.written: found for cell in cells if (found := _months_in(cell.written))}
        if not months:
            return
        self.latest = max(months, key=lambda written: months[written][1])
        self.reading.months = self.reading.months or months[self.latest]
        if len(set(months.values())) > 1:
            if self.heading.amount(Period.YEAR, Side.DEBIT) is None:
                self.reading.fault(self.grid.place(self.heading.last_row, column), "months", None)
            self.reading.notice(self.grid.title, "last_month_taken", month=self.latest)

    def _row(self, row: int) -> None:
        if self._repeats_heading(row):
            return
        code, name = self._code(row), self._name(row)
        period = self.heading.at("period")
        if self.latest and period is not None and code:
            cell = self.grid.at(row, period)
            if cell is not None and cell.written != self.latest:
                return
        if _TOTALS.search(squeezed(code)) or _TOTALS.search(squeezed(name)):
            amounts = {key: value for key, (value, _) in self._amounts(row).items()}
            place = self.grid.place(row, min(self.grid.cells[row]))
            self.reading.totals.append(Total(self._entity(row), place, amounts))
        elif not code:
            if any(value for value, _ in self._amounts(row).values()):
                place = self.grid.place(row, min(self.grid.cells[row]))
                self.reading.notice(place, "row_without_code", name=name or "–")
        elif any(sign.isdigit() for sign in code):
            self._account(row, code, name)
        elif any(value for value, _ in self._amounts(row).values()):
            self.reading.fault(self.grid.place(row, self.heading.at("code") or 1), "no_code", code)

    def _repeats_heading(self, row: int) -> bool:
        """Return whether a row says what a row of the heading says, as at the top of each page."""
        here = {at: squeezed(cell.written) for at, cell in self.grid.cells[row].items()}
        return any(
            here == {at: squeezed(cell.written) for at, cell in self.grid.cells[head].items()}
            for head in {self.heading.first_row, self.heading.last_row}
        )

    def _account(self, row: int, code: str, name: str) -> None:
        place = self.grid.place(row, self.heading.at("code") or 1)
        cell = self.grid.at(row, self.heading.at("code") or 1)
        if cell is not None and isinstance(cell.value, Decimal) and "." in code:
            self.reading.notice(place, "code_as_number", code=code)
        auxiliary = self._word(row, "auxiliary_code") or self._word(row, "auxiliary")
        if auxiliary:
            code = f"{code}_{auxiliary}"
            name = f"{name}/{self._word(row, 'auxiliary') or auxiliary}"
        entity = self._entity(row)
        twin = self.reading.seen[entity, code]
        if twin == 1:
            self.reading.notice(place, "code_twice", code=code, name=name)
        self.reading.seen[entity, code] += 1
        amounts = self._amounts(row)
        movements = {key: value for key, (value, _) in amounts.items() if key[0] in _MOVEMENTS}
        cells = {key: at for key, (_, at) in amounts.items()}
        balances = dict(self._balances(row, amounts))
        left = [amounts.get((Period.CLOSING, side), (Decimal(0), ""))[0] for side in Side]
        is_open = bool(balances.get(Period.CLOSING, sum(left)))
        self.reading.accounts.append(
            Account(entity, code, name, place, movements, balances, cells, is_open, twin)
        )

    def _code(self, row: int) -> str:
        column = self.heading.at("code")
        cell = None if column is None else self.grid.at(row, column)
        written = "" if cell is None else legible(trimmed(cell.written))
        together = re.fullmatch(r"([\d._\-]+)\s+(\S.*)", written)
        return together[1] if together and self.heading.at("name") is None else written

    def _name(self, row: int) -> str:
        for word in ("name", "own_name"):
            if self.heading.at(word) is not None:
                return self._word(row, word)
        written = self._word(row, "code")
        together = re.fullmatch(r"([\d._\-]+)\s+(\S.*)", written)
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
        for at, column in self.heading.columns.items():
            if column.period is None or column.side in (None, Side.DIRECTION):
                continue
            place, cell = self.grid.place(row, at), self.grid.at(row, at)
            number = Decimal(0) if cell is None else _number(cell)
            if number is None:
                self.reading.fault(place, "not_an_amount", cell.written if cell else None)
                continue
            scaled = CONTEXT.multiply(number, self.scale)
            found[column.period, column.side] = (scaled, place)
        return found

    def _balances(
        self, row: int, amounts: Mapping[tuple[Period, Side], tuple[Decimal, str]]
    ) -> Iterator[tuple[Period, Decimal]]:
        """Yield balances with their sign: it comes from the side, not from the number."""
        for period in _BALANCES:
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
            said = squeezed(cell.written) if cell is not None else ""
            if said in _DEBIT:
                yield period, balance[0]
            elif said in _CREDIT:
                yield period, CONTEXT.minus(balance[0])
            elif said in _EVEN and not balance[0]:
                yield period, Decimal(0)
            else:
                place = self.grid.place(row, column)
                self.reading.fault(place, "no_side", cell.written if cell else "")


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, Decimal) and not cell.is_percent:
        return cell.value
    if not isinstance(cell.value, str) or cell.is_error:
        return None
    return Decimal(0) if trimmed(cell.value) in _NOTHING else number_in(cell.value)


def _months_in(written: str) -> Months | None:
    """Return the months that a title names: 2025.01--2025.12, 2025年12月, 2025年度."""
    span = _SPAN.search(written)
    if span:
        first, last = (int(span[1]), int(span[2])), (int(span[3]), int(span[4]))
        return (first, last) if _are_months(first, last) else None
    one = _ONE.search(written)
    if one:
        month = (int(one[1]), int(one[2]))
        return (month, month) if _are_months(month, month) else None
    run_together = re.fullmatch(r"\s*(20\d\d)(0[1-9]|1[0-2])\s*", written)
    if run_together:
        month = (int(run_together[1]), int(run_together[2]))
        return month, month
    year = _YEAR.search(written)
    return ((int(year[1]), 1), (int(year[1]), 12)) if year else None


def _are_months(first: tuple[int, int], last: tuple[int, int]) -> bool:
    return 1 <= first[1] <= 12 and 1 <= last[1] <= 12 and first <= last
