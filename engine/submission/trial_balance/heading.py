"""Which column of a trial balance holds what, by headings of one or two rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from engine.submission.spreadsheet import Grid

__all__ = ["Column", "Heading", "Period", "Side", "column_in", "heading_of", "squeezed"]

_LOOKED_AT = 30
"""Rows in which the heading is looked for."""

_SIGNS = re.compile(r"[\s()\[\]{}_/\\:：·|,，.。\-—*]+")
_CODES = {
    *("科目编码", "科目代码", "科目编号", "科目号", "会计科目编码", "会计科目代码", "会计科目编号"),
    *("编码", "代码", "glaccount", "accountcode", "accountno", "accountnumber"),
}
_EITHER = {"科目", "会计科目", "account"}
"""Headings of a column of numbers, or of names where numbers stand in another."""
_NAMES = {
    *("科目名称", "会计科目名称", "科目描述", "科目全称", "科目全名", "全称", "名称", "科目名"),
    *("本级科目名称", "accountname", "accountdescription"),
}
_OWN_NAMES = {"本级科目名称"}
_PERIODS = {"期间", "会计期间", "年月", "月份", "会计月份"}
_ENTITIES = {"核算组织", "组织编码", "组织名称", "账套", "账簿", "账簿名称", "主体", "公司名称"}
_DIRECTIONS = ("余额方向", "借贷方向", "方向", "借贷", "drcr")
_UNUSED = re.compile("原币|外币|数量|单价|净额|币种|币别|汇率|quantity|unitprice|currency")
_AUXILIARY = re.compile("辅助|核算维度|核算项目|往来")


class Period(StrEnum):
    """Of which time an amount is."""

    YEAR_OPENING = "year_opening"
    """The balance on the first day of the year."""
    OPENING = "opening"
    """The balance before the period."""
    MOVEMENT = "movement"
    """What moved in the period."""
    YEAR = "year"
    """What moved since the year began."""
    CLOSING = "closing"
    """The balance after the period."""


class Side(StrEnum):
    """On which side an amount stands."""

    DEBIT = "debit"
    CREDIT = "credit"
    BALANCE = "balance"
    """On the side that a column of directions says."""
    DIRECTION = "direction"
    """No amount: the side itself, 借 or 贷, 平 where there is none."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a word such as `code`, or an amount of a period on a side."""

    word: str = ""
    period: Period | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a sheet."""

    last_row: int
    """The last row of it; accounts stand below."""
    first_row: int
    """The first row of it; titles stand above."""
    columns: dict[int, Column]
    """What each column holds, of those that are known."""
    unknown: tuple[str, ...]
    """Headings that are not known, as they are written."""

    def at(self, word: str) -> int | None:
        """Return the column that holds `word`, or None."""
        return next((at for at, column in self.columns.items() if column.word == word), None)

    def amount(self, period: Period, side: Side) -> int | None:
        """Return the column with the amounts of `period` on `side`, or None."""
        wanted = Column("", period, side)
        return next((at for at, column in self.columns.items() if column == wanted), None)

    def direction(self, period: Period) -> int | None:
        """Return the column with the side of a balance.

        It is the balance's own, else the next to its left that is of no other balance.
        """
        own, balance = self.amount(period, Side.DIRECTION), self.amount(period, Side.BALANCE)
        if own is not None or balance is None:
            return own
        general = [
            at
            for at, column in self.columns.items()
            if column.side is Side.DIRECTION and column.period is None
        ]
        left = [at for at in general if at < balance]
        return max(left) if left else min(general, default=None)


@lru_cache(maxsize=8192)
def squeezed(written: str | None) -> str:
    """Return a heading as it is compared: no blanks, no signs, half-width, small letters."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", written or "")).lower()


def heading_of(grid: Grid) -> Heading | None:
    """Return the heading of a sheet, or None when it has none of a trial balance."""
    for row in [row for row in grid.cells if row <= _LOOKED_AT]:
        words = {column: squeezed(cell.written) for column, cell in grid.cells[row].items()}
        named = [column for column, word in words.items() if word in _CODES | _EITHER]
        if not named:
            continue
        code = next((column for column in named if words[column] in _CODES), named[0])
        readings = [_read(grid, *rows) for rows in _rows_around(grid, row, code)]
        whole = [reading for reading in readings if _is_whole(reading)]
        if whole:
            return next((one for one in whole if not _repeats(one)), whole[0])
    return None


def _rows_around(grid: Grid, row: int, code: int) -> Iterator[tuple[int, int]]:
    """Yield what the rows of the heading may be: with the next, alone, with the one before."""
    below = grid.cells.get(row + 1, {})
    if below and code not in below and not any(_is_figure(cell.written) for cell in below.values()):
        yield row, row + 1
    yield row, row
    if len(grid.cells.get(row - 1, {})) > 1:
        yield row - 1, row


def _is_whole(heading: Heading) -> bool:
    """Return whether a heading has a column of numbers, and one of amounts."""
    amounts = [column for column in heading.columns.values() if column.period is not None]
    return bool(amounts) and heading.at("code") is not None


def _repeats(heading: Heading) -> bool:
    """Return whether two columns seem to hold the same amounts: then their groups are missing."""
    amounts = [one for one in heading.columns.values() if one.side not in (None, Side.DIRECTION)]
    return len(set(amounts)) < len(amounts)


def _is_figure(written: str) -> bool:
    return re.fullmatch(r"[\d,.\-()\s]+", written) is not None


def _read(grid: Grid, first: int, last: int) -> Heading:
    columns: dict[int, Column] = {}
    unknown: list[str] = []
    places = sorted({*grid.cells.get(first, {}), *grid.cells.get(last, {})})
    for column in places:
        own = _written(grid, last, column)
        group = _group(grid, first, column) if last > first else ""
        joined = group + own if own != group else own
        found = column_in(joined) or (column_in(own) if own and not group else None)
        if found is None or (
            found.word and found.word in {known.word for known in columns.values()}
        ):
            unknown.append(joined)
        else:
            columns[column] = found
    return Heading(last, first, _with_code(columns), tuple(unknown))


def _with_code(columns: dict[int, Column]) -> dict[int, Column]:
    """Return `columns`, in which one headed 科目 holds numbers, or names beside numbers."""
    words = {column.word for column in columns.values()}
    for at, column in columns.items():
        if column.word == "either":
            word = "code" if "code" not in words else "name" if "name" not in words else "other"
            return {**columns, at: Column(word)}
    return columns


def _written(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return "" if cell is None else cell.written


def _group(grid: Grid, row: int, column: int) -> str:
    """Return the group that a column stands in: its own, or the next to its left."""
    for merged in grid.merged:
        if merged.top <= row <= merged.bottom and merged.left <= column <= merged.right:
            return _written(grid, merged.top, merged.left)
    for left in range(column, 0, -1):
        written = _written(grid, row, left)
        if written:
            found = column_in(written)
            return "" if left < column and found is not None and found.word else written
    return ""


def column_in(heading: str) -> Column | None:
    """Return what a column with this heading holds, or None when that is not known."""
    word = squeezed(heading)
    if not word:
        return None
    if _UNUSED.search(word) and "本位币" not in word:
        return Column("unused")
    word = word.replace("本位币", "").replace("人民币", "").replace("元", "")
    if word in _CODES:
        return Column("code")
    if word in _EITHER:
        return Column("either")
    if word in _OWN_NAMES:
        return Column("own_name")
    if word in _NAMES:
        return Column("name")
    if word in _PERIODS:
        return Column("period")
    if word in _ENTITIES:
        return Column("entity")
    if _AUXILIARY.search(word):
        is_code = re.search("代码|编码|编号", word) is not None
        is_kind = re.search("类别|类型", word) is not None
        return Column("auxiliary_kind" if is_kind else "auxiliary_code" if is_code else "auxiliary")
    for direction in _DIRECTIONS:
        if word.endswith(direction):
            return Column("", _period(word.removesuffix(direction)), Side.DIRECTION)
    return _amount(word)


def _amount(word: str) -> Column | None:
    debit = "借" in word or "debit" in word
    credit = "贷" in word or "credit" in word
    is_balance = re.search("余额|金额|balance", word) is not None
    if debit == credit:
        if debit or not is_balance:
            return None
        period = _period(word) or (Period.CLOSING if word in {"余额", "余额余额"} else None)
        usable = period in (Period.YEAR_OPENING, Period.OPENING, Period.CLOSING)
        return Column("", period, Side.BALANCE) if usable else None
    period = _period(word)
    if period is None:
        period = Period.CLOSING if "余额" in word else Period.MOVEMENT
    return Column("", period, Side.DEBIT if debit else Side.CREDIT)


def _period(word: str) -> Period | None:
    if re.search("本年|累计|ytd|yeartodate", word):
        return Period.YEAR
    if re.search("年初|上年", word):
        return Period.YEAR_OPENING
    if re.search("期初|上期|月初|begin|opening", word):
        return Period.OPENING
    if re.search("期末|月末|年末|closing|endbalance|ending", word):
        return Period.CLOSING
    if re.search("本期|本月|当期|发生|period", word):
        return Period.MOVEMENT
    return Period.CLOSING if word.startswith("余额") and len(word) > 2 else None
