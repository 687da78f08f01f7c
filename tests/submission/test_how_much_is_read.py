"""How much of a file is read, and none more; what the older binary form says; what is no spreadsheet."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from builders.office import converted
from builders.sheets_by_hand import (
    SPACES,
    book,
    cell,
    cells,
    ods,
    parts_of,
    row,
    table,
    zipped,
)

from engine.law import Faults
from engine.submission.spreadsheet import read_spreadsheet
from engine.submission.spreadsheet.cell import Rectangle
from engine.submission.spreadsheet.forms.ods import grids_of_ods
from engine.submission.spreadsheet.forms.text import grid_of_text
from engine.submission.spreadsheet.forms.xls import grids_of_xls
from engine.submission.spreadsheet.forms.xlsx import grids_of_xlsx
from engine.submission.spreadsheet.limits import Budget, Unreadable
from engine.text import Language

D = Decimal

# --- how much is read -------------------------------------------------------------


@pytest.mark.parametrize(
    ("take", "most", "key", "shown"),
    [
        (lambda budget, n: budget.unpack(n, "p"), 200_000_000, "too_much_unpacked", 200),
        (lambda budget, n: budget.cell("p", n), 120_000, "too_many_cells", 120_000),
        (lambda budget, n: budget.characters(n, "p"), 30_000_000, "too_much_text", 30_000_000),
        (lambda budget, n: budget.go_through(n, "p"), 700_000, "too_many_pieces", 700_000),
        (lambda budget, n: budget.mark(n, "p"), 1_000_000, "too_long_mark", 1),
        (lambda budget, n: budget.row(n, "p"), 20_000, "too_many_rows", 20_000),
        (lambda budget, n: budget.width(n, "p"), 256, "too_many_columns", 256),
        (lambda budget, n: budget.merged(n, "p"), 20_000, "too_many_merged", 20_000),
    ],
)  # fmt: skip
def test_what_is_allowed_and_one_more(take: object, most: int, key: str, shown: int) -> None:
    assert callable(take)
    take(Budget(), most)
    budget = Budget()
    with pytest.raises(Unreadable) as caught:
        take(budget, most + 1)
    assert (caught.value.key, caught.value.place, caught.value.values) == (
        key,
        "p",
        {"most": shown},
    )


def test_what_was_taken_is_gone() -> None:
    budget = Budget()
    for _ in range(256):
        budget.sheet()
    with pytest.raises(Unreadable) as caught:
        budget.sheet()
    assert (caught.value.key, caught.value.values) == ("too_many_sheets", {"most": 256})
    budget.cell("p", 119_999)
    budget.cell("p")
    with pytest.raises(Unreadable):
        budget.cell("p")
    strings = Budget()
    for _ in range(150_000):
        strings.string(200, "p")
    with pytest.raises(Unreadable) as caught:
        strings.string(0, "p")
    assert caught.value.key == "too_many_strings"
    with pytest.raises(Unreadable) as caught:
        strings.characters(1, "p")
    assert caught.value.key == "too_much_text"


def test_rows_and_cells_of_every_form_are_counted() -> None:
    """20,000 rows and 256 cells of a row are read, and none more."""
    for many, wide, key in (
        (20_000, 1, None), (20_001, 1, "too_many_rows"), (1, 256, None), (1, 257, "too_many_columns"),
    ):  # fmt: skip
        lines = "".join(
            f'<row r="{n}">' + "<c><v>1</v></c>" * wide + "</row>" for n in range(1, many + 1)
        )
        again = row(
            cell("float", "", value="1", number_columns_repeated=str(wide)),
            number_rows_repeated=str(many),
        )
        text = ("1," * (wide - 1) + "1\n") * many
        for read in (
            lambda lines=lines: book(f"<sheetData>{lines}</sheetData>")[0],
            lambda again=again: ods(table(again))[0],
            lambda text=text: grid_of_text(text.encode(), "a.csv", Budget())[0],
        ):
            if key is None:
                grid = read()
                assert (len(grid.cells), len(grid.cells[1])) == (many, wide)
                continue
            with pytest.raises(Unreadable) as caught:
                read()
            assert caught.value.key == key


def reading(content: str | bytes, form: str) -> Callable[[Budget], object]:
    """A reader of `content` that takes from a budget."""
    if isinstance(content, bytes):
        return lambda budget: grids_of_xls(content, budget)
    if form == "text":
        return lambda budget: grid_of_text(content.encode(), "a.csv", budget)

    def read(budget: Budget) -> object:
        package = zipped({"content.xml": content}) if form == "ods" else zipped(parts_of(content))
        package.budget = budget
        return grids_of_ods(package) if form == "ods" else grids_of_xlsx(package)

    return read


TAKERS: dict[str, tuple[int, Callable[[Budget, int], None]]] = {
    "too_much_unpacked": (200_000_000, lambda budget, n: budget.unpack(n, "")),
    "too_many_cells": (120_000, lambda budget, n: budget.cell("", n)),
    "too_much_text": (30_000_000, lambda budget, n: budget.characters(n, "")),
    "too_many_pieces": (700_000, lambda budget, n: budget.go_through(n, "")),
    "too_many_strings": (150_000, lambda budget, n: [budget.string(0, "") for _ in range(n)]),
    "too_many_sheets": (256, lambda budget, n: [budget.sheet() for _ in range(n)]),
}


def takes_exactly(read: Callable[[Budget], object], **counts: int) -> None:
    """Assert that reading takes just so much of each: it ends with one less, and not with it."""
    for key, count in counts.items():
        most, take = TAKERS[key]
        enough, short = Budget(), Budget()
        take(enough, most - count)
        read(enough)
        take(short, most - count + 1)
        with pytest.raises(Unreadable) as caught:
            read(short)
        assert caught.value.key == key


def test_what_a_text_file_takes_of_what_is_allowed() -> None:
    """Lines of two, three and no values: eight pieces; four are cells; 11 bytes."""
    read = reading("a,b\n,cd,e\n\n", "text")
    takes_exactly(read, too_much_unpacked=11, too_many_cells=4, too_many_pieces=8)


def test_what_a_workbook_takes_of_what_is_allowed() -> None:
    """Three strings that are shared, of 5 signs, and one of 2 in its cell; five cells; a sheet."""
    read = reading(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c>'
        '<c r="C1" t="inlineStr"><is><t>己庚</t></is></c><c r="D1"><v>1</v></c>'
        '<c r="E1" t="str"><f>A1</f><v>辛</v></c><c r="F1"/></row></sheetData>',
        "xlsx",
    )
    takes_exactly(read, too_many_strings=3, too_much_text=8, too_many_cells=5, too_many_sheets=1)


def test_what_an_open_document_takes_of_what_is_allowed() -> None:
    one = cell("string", "甲乙", number_columns_repeated="2")
    content = (
        f"<office:document-content {SPACES}>{table(row(one, number_rows_repeated='3'))}{table('', '二')}"
        "</office:document-content>"
    )
    takes_exactly(
        reading(content, "ods"), too_much_text=2, too_many_cells=6, too_many_sheets=2,
        too_many_pieces=6, too_much_unpacked=len(content.encode()),
    )  # fmt: skip


# --- the older binary form --------------------------------------------------------


@pytest.mark.office
def test_the_binary_form_says_what_the_open_ones_say(tmp_path: Path, calc_path: str) -> None:
    """Written once, and saved in each form by LibreOffice."""
    source = tmp_path / "all.xlsx"
    with xlsxwriter.Workbook(source) as export:
        sheet = export.add_worksheet("表")
        percent = export.add_format({"num_format": "0.00%"})
        day = export.add_format({"num_format": "yyyy-mm-dd"})
        bold = export.add_format({"bold": True})
        sheet.write_row(0, 0, ["甲", "乙", "甲", 1, 2, 3, 0.1])
        sheet.write_number(1, 0, 0.75, percent)
        sheet.write_datetime(1, 1, datetime.date(2026, 3, 1), day)
        sheet.write_boolean(1, 2, True)
        sheet.write_boolean(1, 3, False)
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 5, "=D1*2", None, 2)
        sheet.write_string(1, 7, " ")
        sheet.write_number(3, 1, 1234567.891)
        sheet.write_number(5, 2, 5)
        for column in range(3, 9):
            sheet.write_blank(5, column, None, bold)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(4, 5, None, None, {"hidden": True})
        sheet.merge_range(7, 1, 8, 3, "并")
        hidden = export.add_worksheet("藏")
        hidden.write(0, 0, 9)
        hidden.hide()
    (expected, second) = read_spreadsheet(source).grids
    assert cells(expected) == {
        "A1": "甲", "B1": "乙", "C1": "甲", "D1": 1, "E1": 2, "F1": 3, "G1": D("0.1"),
        "A2": "0.75%", "B2": datetime.date(2026, 3, 1), "C2": True, "D2": False, "E2": "!#DIV/0!",
        "F2": 2, "B4": D("1234567.891"), "C6": 5, "B8": "并",
    }  # fmt: skip
    for form in ("xls", "ods"):
        path = converted(source, form, tmp_path, calc_path)
        first, other = read_spreadsheet(path).grids
        assert cells(first) == cells(expected), form
        assert (first.hidden_rows, first.hidden_columns) == ({4}, {5, 6}), form
        assert first.merged == expected.merged == [Rectangle(8, 2, 9, 4)], form
        assert (first.title, first.is_hidden, other.title, other.is_hidden) == (
            "表", False, "藏", True,
        )  # fmt: skip
        assert cells(other) == cells(second) == {"A1": 9}
        if form == "xls":
            content = path.read_bytes()
            # a blank text among the cells; 甲, 乙, the blank and 并 are shared
            takes_exactly(
                reading(content, form), too_many_cells=18, too_many_strings=4, too_many_sheets=2
            )


def test_what_is_no_spreadsheet_is_one_fault(tmp_path: Path) -> None:
    binary = io.BytesIO()
    with zipfile.ZipFile(binary, "w") as packed:
        packed.writestr("xl/workbook.bin", "x")
    for name, content, key in (
        ("a.xlsx", binary.getvalue(), "binary_workbook"),
        ("a.xls", b"\xef\xbb\xbf \r\n<HTML>", "web_page"),
        ("a.xls", b" <table>", "web_page"),
        ("a.csv", b"", "empty_file"),
        ("a.ods", b"a,b", "not_a_workbook"),
        ("a.XLSM", b"a,b", "not_a_workbook"),
        ("a.csv", b"a\x00b", "not_csv"),
        ("a.csv", b'a,"b', "not_csv"),
        ("a.csv", b"\xff\xff\xff", "not_csv"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "not_a_workbook"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Faults) as caught:
            read_spreadsheet(path)
        (fault,) = caught.value.faults
        assert (fault.file, fault.key) == (name, f"submission.spreadsheet.{key}"), content
        assert fault.message(Language.ZH) and fault.message(Language.EN)
