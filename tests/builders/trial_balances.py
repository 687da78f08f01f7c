"""Trial balances in the layouts that accounting programs export, made of one small set of books.

The layouts (title rows, one or two rows of headings, names of columns, text for numbers, sides in
a column or in pairs) are those of real exports; the firm and all its figures are made up.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from builders.operators import SHELF
from engine.catalogue import ChartOfAccounts, ChartVersion
from engine.determination.review.categories import categories_of_cost
from engine.law import Faults
from engine.submission.spreadsheet import Cell, Grid
from engine.submission.trial_balance import Book, Placement, draft_files, misses, placed_in
from engine.submission.trial_balance.above import Heading, heading_of
from engine.text import Language

DAY = datetime.date(2026, 3, 1)
YEAR = ((2025, 1), (2025, 12))
"""The year of a balance, from its first month to its last."""

Row = tuple[str, str, int, int, int]
"""Number, name, opening (debit above zero), debit and credit of the year, in yuan."""

LEAVES: tuple[Row, ...] = (
    ("1002", "银行存款", 500000, 1200000, 900000),
    ("160101", "计算设备", 4000000, 0, 0),
    ("1602", "累计折旧", -1000000, 0, 200000),
    ("22210101", "进项税额", 0, 60000, 60000),
    ("2241", "其他应付款", -3500000, 0, 40000),
    ("6001", "主营业务收入", 0, 1200000, 1200000),
    ("640101", "云资源租赁", 0, 310000, 310000),
    ("640102", "数据加工费", 0, 120000, 120000),
    ("660201", "工资", 0, 250000, 250000),
    ("660202", "职工福利费", 0, 20000, 20000),
    ("660203", "折旧费", 0, 200000, 200000),
    ("660204", "业务招待费", 0, 8000, 8000),
    ("660205", "办公费", 0, 12000, 12000),
    ("660206", "工资冲回", 0, -5000, -5000),
    ("6603", "财务费用", 0, 25000, 25000),
    ("4103", "本年利润", 0, 940000, 1000000),
)
"""Leaves; both sides move alike in all, and every account of income and of cost is closed.

What 4103 was credited is less than the income that was closed: nothing reads it.
"""

ABOVE = {
    "1601": "固定资产",
    "2221": "应交税费",
    "222101": "应交增值税",
    "6401": "主营业务成本",
    "6602": "管理费用",
}
"""Accounts above them."""


def rows() -> list[Row]:
    """All rows in the order of their numbers, the upper levels among them."""
    found = list(LEAVES)
    for code, name in ABOVE.items():
        below = [row for row in LEAVES if row[0].startswith(code)]
        found.append((code, name, *(sum(row[at] for row in below) for at in (2, 3, 4))))
    return sorted(found)


def closing(row: Row) -> int:
    """What is left at the end of the year, debit above zero."""
    return row[2] + row[3] - row[4]


def side(amount: int) -> str:
    """The direction of a balance, in the word that books have for it."""
    return "借" if amount > 0 else "贷" if amount < 0 else "平"


def money(amount: int) -> str:
    """As cloud books write it: with commas and a trailing blank, nothing for zero."""
    return f"{amount:,.2f} " if amount else ""


def family_a(sheet: Any) -> None:
    """Direction and amount; numbers as numbers; total in the column of numbers."""
    sheet.merge_range("A1:H1", "科目余额表")
    sheet.merge_range("A2:H2", "2025.01--2025.12")
    sheet.merge_range("A3:H3", "核算单位：示例数据运营有限公司")
    for column, name in enumerate(("科目编号", "科目名称")):
        sheet.merge_range(3, column, 4, column, f"{' ' * 20}{name}{' ' * 20}")
    for column, name in ((2, "期初"), (4, "本期发生"), (6, "余额")):
        sheet.merge_range(3, column, 3, column + 1, name)
    sheet.write_row(4, 2, ("方向", "金额", "借方", "贷方", "方向", "金额"))
    at = 5
    for row in rows():
        last = closing(row)
        sheet.write_row(at, 0, (row[0], f"\u00a0\u00a0{row[1]}", side(row[2]), abs(row[2])))
        sheet.write_row(at, 4, (row[3], row[4], side(last), abs(last)))
        at += 1
    sheet.write_row(at, 0, ("合计", "", "平", 0, sum(r[3] for r in LEAVES)))
    sheet.write_row(at, 5, (sum(r[4] for r in LEAVES), "平", 0))


def family_b() -> list[list[str]]:
    """Pairs of debit and credit; every cell text; total in the column of names."""
    lines = [["科目余额表"], ["编制单位：示例数据运营有限公司", "", "期间：2025年1期至2025年12期"]]
    groups = ("期初余额", "本期发生额", "本年累计发生额", "期末余额")
    lines.append(["科目编码", "科目名称", *(part for group in groups for part in (group, ""))])
    lines.append(["", "", *("借方", "贷方") * 4])
    for row in rows():
        last = closing(row)
        pairs = [
            (max(row[2], 0), max(-row[2], 0)),
            row[3:5],
            row[3:5],
            (max(last, 0), max(-last, 0)),
        ]
        lines.append([row[0], f"\u3000{row[1]}", *(money(one) for pair in pairs for one in pair)])
    moved = [money(sum(row[at] for row in LEAVES)) for at in (3, 4)]
    lines.append(["", "合计", "", "", *moved, *moved, "", ""])
    lines += [[""] * 10] * 40
    return lines


def family_c() -> list[list[str]]:
    """An audit export: one row of headings, a month in each row, full names beside own ones."""
    head = "年月,科目代码,科目名称,本级科目名称,科目级次,是否末级,期初借方余额,期初贷方余额,本期借方发生额,"
    head += "本期贷方发生额,本年累计借方发生额,本年累计贷方发生额,期末借方余额,期末贷方余额,期末净额,年初借方余额,年初贷方余额"
    lines = [head.split(",")]
    for month in ("202511", "202512"):
        for row in rows():
            last = closing(row)
            end = [str(max(last, 0)), str(max(-last, 0))]
            start = [str(max(row[2], 0)), str(max(-row[2], 0))]
            year = [str(row[3]), str(row[4])] if month == "202512" else ["1", "1"]
            own = [month, row[0], row[1], row[1], "1", "是"]
            lines.append([*own, *end, "0", "0", *year, *end, str(last), *start])
    return lines


def as_csv(lines: Sequence[Sequence[str]], encoding: str = "utf-8", sign: str = ",") -> bytes:
    """The rows as text, each value after a `sign`."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign).writerows(lines)
    return stream.getvalue().encode(encoding)


def as_xlsx(lines: Sequence[Sequence[str]], path: Path) -> Path:
    """The rows as the one sheet of a workbook at `path`; every cell is text."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("余额表")
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
    return path


def family_a_file(path: Path) -> Path:
    """The books in the first layout, as a workbook at `path`."""
    with xlsxwriter.Workbook(path) as book:
        family_a(book.add_worksheet("科目余额表"))
    return path


# What a book-keeper would file of the books in the builder: debits of the year by category.
ITEMS = {
    "640101": ("platform", Decimal(310000)),
    "640102": ("data", Decimal(120000)),
    "660201": ("wages", Decimal(250000)),
    "660202": ("welfare", Decimal(20000)),
    "660203": ("depreciation", Decimal(200000)),
    "660204": ("entertainment", Decimal(8000)),
    "660206": ("wages", Decimal(-5000)),
}
NOT_PLACED = {"660205": Decimal(12000), "6603": Decimal(25000)}


def chart(name: str = "enterprise") -> ChartVersion:
    """The register of accounts on the day."""
    return SHELF.law(f"cn/accounts/{name}", ChartOfAccounts, DAY).in_force_on(DAY)


def draft_of(book: Book, language: Language = Language.ZH) -> dict[str, bytes]:
    """The files of a draft by the chart of enterprises."""
    accounts = "cn/accounts/enterprise"
    categories = categories_of_cost(SHELF, accounts, chart(), DAY)
    return draft_files(book, placed_in(book, chart()), accounts, categories, language)


def items(placement: Placement) -> dict[str, tuple[str | None, Decimal]]:
    """Category and yuan of each item, by the number of its account."""
    return {one.account.code: (one.nature.category, one.amount) for one in placement.placed}


def as_expected(book: Book) -> None:
    """Assert that these books were read whole, and placed as a book-keeper would."""
    assert misses(book) == ()
    placement = placed_in(book, chart())
    assert items(placement) == ITEMS
    assert {one.account.code: one.amount for one in placement.unplaced} == NOT_PLACED
    assert placement.income == 1_200_000
    assert placement.input_vat == 60_000
    assert {head.id: balance for head, balance in placement.to_fill_in} == {
        "fixed-assets": 4_000_000,
        "depreciation-so-far": -1_200_000,
    }
    assert len(book.leaves) == len(LEAVES)


def key_of(wrong: Faults) -> list[tuple[str, str]]:
    """The place of each fault, and the last word of its key."""
    return [(fault.place, fault.key.rpartition(".")[2]) for fault in wrong.faults]


def notices(book: Book) -> dict[str, str]:
    """The place of each notice, by the last word of its key."""
    return {fault.key.rpartition(".")[2]: fault.place for fault in book.notices}


def grid(*rows: str, title: str = "") -> Grid:
    """Rows of cells after |, from the first on; an empty cell is none."""
    made = Grid(title)
    for at, line in enumerate(rows, 1):
        for column, written in enumerate(line.split("|"), 1):
            if written:
                made.put(at, column, Cell(written))
    return made


def heading(*rows: str) -> Heading:
    """The heading of these rows, which must have one."""
    found = heading_of(grid(*rows))
    assert found is not None
    return found
