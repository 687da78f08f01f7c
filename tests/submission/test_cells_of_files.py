"""Cells of files written by hand, part by part: what each form says of a value, and what is told."""

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

from engine.law import Faults
from engine.submission.spreadsheet import Cell, Grid, read_spreadsheet
from engine.submission.spreadsheet.cell import Rectangle, column_letters, is_blank
from engine.submission.spreadsheet.limits import Budget, Unreadable
from engine.submission.spreadsheet.numeral import number_in
from engine.submission.spreadsheet.ods import grids_of_ods
from engine.submission.spreadsheet.package import Package
from engine.submission.spreadsheet.text import grid_of_text
from engine.submission.spreadsheet.xls import grids_of_xls
from engine.submission.spreadsheet.xlsx import grids_of_xlsx
from engine.text import Language

D = Decimal
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, str]) -> Package:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return Package(stream.getvalue(), Budget())


def relations(*targets: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{of}" Type="{REL}/{kind}" Target="{target}"/>'
        for of, kind, target in targets
    )
    return f"<Relationships>{rows}</Relationships>"


def parts_of(sheet: str) -> dict[str, str]:
    """The parts of a workbook with one sheet, and three strings that cells share."""
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns:r="{REL}"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("r1", "worksheet", "worksheets/sheet1.xml")),
        "xl/sharedStrings.xml": "<sst><si><t>甲乙</t></si><si><t>丙</t></si><si><t>丁戊</t></si></sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet>{sheet}</worksheet>",
    }


def book(
    sheet: str, strings: str = "", styles: str = "", before: str = "", **more: str
) -> list[Grid]:
    """The sheets of a workbook in which one, 表, holds `sheet`."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{before}<sheets>'
        f'<sheet name="表" sheetId="1" r:id="r1"/>{more.pop("sheets", "")}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "worksheet", "/xl/worksheets/sheet1.xml"),
            ("r3", "chartsheet", "chartsheets/sheet1.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst>{strings}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet>{styles}</styleSheet>"
    return grids_of_xlsx(zipped(parts | more))


def cells(grid: Grid) -> dict[str, object]:
    """What stands in each cell: the value, % where it is per cent, ! where it is an error."""
    return {
        f"{column_letters(column)}{row}": (
            f"!{cell.value}" if cell.is_error
            else f"{cell.value}%" if cell.is_percent
            else cell.formula if cell.value is None
            else cell.value
        )
        for row, of_row in grid.cells.items()
        for column, cell in of_row.items()
    }  # fmt: skip


# --- the open form of office programs ---------------------------------------------


def test_each_kind_of_cell_of_a_workbook() -> None:
    (grid,) = book(
        """<sheetData><row r="2">
        <c r="A2"><v>1.5</v></c> <c r="B2" t="s"><v>1</v></c> <c r="C2" t="b"><v>1</v></c>
        <c r="D2" t="b"><v>0</v></c> <c r="E2" t="e"><v>#REF!</v></c>
        <c r="F2" t="str"><f>A2&amp;"x"</f><v>1.5x</v></c>
        <c r="G2" t="inlineStr"><is><r><t>甲</t> </r><r><t>乙</t></r></is></c>
        <c r="H2"><f>A2*2</f></c> <c r="I2" t="str"><f>""</f><v></v></c> <c r="J2"/>
        <c r="K2" t="d"><v>2026-03-01T00:00:00</v></c> <c r="L2" s="1"><v>0.75</v></c>
        <c r="M2" s="2"><v>46082</v></c> <c r="N2" s="3"><v>0.5</v></c> <c r="O2" t="s"><v>2</v></c>
        <c r="P2" t="b"><v>true</v></c> <c r="Q2" s="2"><v>99999999999</v></c>
        <c r="R2" s="4"><v>46082.75</v></c> <c><v>7</v></c> <c t="s"><v>0</v></c>
        </row><row><c><v>8</v></c><c><f>A2</f><v>9</v></c></row>
        <row r="5"><c r="$B$5"><v>0.1</v></c></row></sheetData>""",
        strings="<si><t>零</t></si><si><r><t>一</t></r><rPh><t>yi</t></rPh><r><t>_x0041_</t></r></si>"
        "<si><t> </t></si>",
        styles='<numFmts><numFmt numFmtId="170" formatCode="0.0&quot;%&quot;"/>'
        '<numFmt numFmtId="171" formatCode="yyyy/mm/dd"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="10"/>'
        '<xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs><xf numFmtId="9"/>',
    )
    assert cells(grid) == {
        "A2": D("1.5"), "B2": "一A", "C2": True, "D2": False, "E2": "!#REF!", "F2": "1.5x",
        "G2": "甲乙", "H2": "=A2*2", "K2": datetime.date(2026, 3, 1), "L2": "0.75%",
        "M2": datetime.date(2026, 3, 1), "N2": D("0.5"), "P2": True, "Q2": "!#VALUE!",
        "R2": datetime.date(2026, 3, 1), "S2": D(7), "T2": "零", "A3": D(8), "B3": D(9), "B5": D("0.1"),
    }  # fmt: skip
    assert not grid.is_hidden and not grid.is_filtered and not grid.merged


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    sheet = '<sheetData><row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>44620</v></c></row></sheetData>'
    styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    days = {}
    for said in ("1", "true", "on", "0", ""):
        before = f'<workbookPr date1904="{said}"/>' if said else "<workbookPr/>"
        (grid,) = book(sheet, styles=styles, before=before)
        days[said] = list(cells(grid).values())
    late = [datetime.date(1904, 1, 1), datetime.date(2026, 3, 1)]
    early = [datetime.date(1899, 12, 30), datetime.date(2022, 2, 28)]
    assert days == {"1": late, "true": late, "on": late, "0": early, "": early}


def test_what_is_hidden_filtered_and_merged_in_a_workbook() -> None:
    first, chart, last = (
        '<sheet name="藏" sheetId="2" state="hidden" r:id="r2"/>',
        '<sheet name="图" sheetId="3" r:id="r3"/>',
        '<sheet name="末" sheetId="4" state="veryHidden" r:id="r2"/>',
    )
    grids = book(
        """<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="true"/>
        <col min="6" max="6"/><col min="16384" max="16390" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><v>1</v></c></row>
        <row r="3" hidden="true"><c r="A3"/></row><row r="4" hidden="0"><c r="A4"><v>1</v></c></row></sheetData>
        <autoFilter ref="A1:B2"/><mergeCells><mergeCell ref="B2:AC5"/><mergeCell ref="D1"/></mergeCells>""",
        sheets=first + chart + last,
    )
    assert [(grid.title, grid.is_hidden) for grid in grids] == [
        *(("表", False), ("藏", True), ("末", True))
    ]
    grid = grids[0]
    assert grid.hidden_columns == {2, 3, 5, 16384}
    assert grid.hidden_rows == {2}  # in row 3 nothing is written
    assert grid.is_filtered
    assert grid.merged == [Rectangle(2, 2, 5, 29), Rectangle(1, 4, 1, 4)]
    assert [one.written for one in grid.merged] == ["B2:AC5", "D1:D1"]


@pytest.mark.parametrize(
    "sheet",
    [
        '<sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="1A"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="0"><c r="A0"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>5</v></c></row></sheetData>',
        '<mergeCells><mergeCell ref="x"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1:x"/></mergeCells>',
    ],
)
def test_a_place_that_is_none_is_a_damaged_part(sheet: str) -> None:
    with pytest.raises(Unreadable) as caught:
        book(sheet, strings="<si><t>零</t></si>")
    assert (caught.value.key, caught.value.place) == ("damaged_part", "表")


def test_the_last_cell_of_a_sheet_can_be_written_in() -> None:
    (grid,) = book('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert cells(grid) == {"XFD1048576": 1}


def test_a_number_in_a_style_that_nothing_says_is_not_read() -> None:
    sheet = '<sheetData><row r="1"><c r="B1" s="1"><v>1</v></c></row></sheetData>'
    # of styles only those count that cells may have
    for styles in ("", "<cellStyleXfs><xf/><xf/></cellStyleXfs><cellXfs><xf/></cellXfs><xf/>"):
        with pytest.raises(Unreadable) as caught:
            book(sheet, styles=styles)
        assert (caught.value.key, caught.value.place) == ("no_styles", "表!B1")


def test_a_text_longer_than_a_cell_can_hold_is_refused() -> None:
    for length, fits in ((32_767, True), (32_768, False)):
        inline = f'<c r="A1" t="inlineStr"><is><t>{"甲" * length}</t></is></c>'
        shared = f"<si><t>{'甲' * length}</t></si>"
        for sheet, strings in (
            (inline, ""),
            ('<c r="A1" t="s"><v>0</v></c>', shared),
        ):
            whole = f'<sheetData><row r="1">{sheet}</row></sheetData>'
            if fits:
                assert len(str(cells(book(whole, strings)[0])["A1"])) == length
                continue
            with pytest.raises(Unreadable) as caught:
                book(whole, strings)
            assert caught.value.key == "too_long_cell"
            assert caught.value.values == {"most": 32_767}


def test_a_workbook_may_stand_elsewhere_in_its_package() -> None:
    package = zipped(
        {
            "_rels/.rels": relations(("x", "officeDocument", "/other/book.xml")),
            "other/book.xml": f'<workbook xmlns:r="{REL}"><sheets><sheet name="甲" r:id="r1"/></sheets></workbook>',
            "other/_rels/book.xml.rels": relations(
                ("r1", "worksheet", "../far/one.xml"), ("r2", "sharedStrings", "s.xml")
            ),
            "other/s.xml": "<sst><si><t>零</t></si></sst>",
            "far/one.xml": '<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>',
        }
    )
    (grid,) = grids_of_xlsx(package)
    assert (grid.title, cells(grid)) == ("甲", {"A1": "零"})


def test_a_part_of_another_form_makes_no_other_form(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    sheet = '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in (parts_of(sheet) | {"content.xml": "<x/>"}).items():
            packed.writestr(name, content)
    assert cells(read_spreadsheet(path).grids[0]) == {"A1": 7}
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.xml", f"<o {SPACES}>{table(row(cell('float', value='8')))}</o>")
    assert cells(read_spreadsheet(path).grids[0]) == {"A1": 8}


def test_merged_cells_of_a_sheet_are_counted() -> None:
    for many, fits in ((20_000, True), (20_001, False)):
        merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, many + 1))
        again = row(cell(number_columns_spanned="2")) * many
        for read in (
            lambda merged=merged: book(f"<mergeCells>{merged}</mergeCells>"),
            lambda again=again: ods(table(again)),
        ):
            if fits:
                assert len(read()[0].merged) == many
                continue
            with pytest.raises(Unreadable) as caught:
                read()
            assert caught.value.key == "too_many_merged"


# --- the OpenDocument form --------------------------------------------------------

SPACES = (
    'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:fo="f"'
)


def ods(tables: str, before: str = "", after: str = "") -> list[Grid]:
    content = (
        f"<office:document-content {SPACES}>{before}<office:body><office:spreadsheet>{tables}"
        f"{after}</office:spreadsheet></office:body></office:document-content>"
    )
    return grids_of_ods(zipped({"content.xml": content}))


def table(rows: str, name: str = "表", style: str = "") -> str:
    said = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{said}>{rows}</table:table>'


def row(*written: str, **more: str) -> str:
    """A row of cells, with the blanks between them that people read it by."""
    said = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f"<table:table-row{said}>{' '.join(written)} </table:table-row>"


def cell(kind: str = "", text: str = "", **more: str) -> str:
    said = f' office:value-type="{kind}"' if kind else ""
    said += "".join(
        f' {"office" if "value" in name else "table"}:{name.replace("_", "-")}="{value}"'
        for name, value in more.items()
    )
    inside = f" <text:p>{text}</text:p> " if text else ""
    return f"<table:table-cell{said}>{inside}</table:table-cell>"


def test_each_kind_of_cell_of_an_open_document() -> None:
    (grid,) = ods(
        table(
            row(cell())
            + row(
                cell("float", "1,5", value="1.5"),
                cell("percentage", "75 %", value="0.75"),
                cell("currency", "￥8", value="8"),
                cell("date", "x", date_value="2026-03-01"),
                cell("date", "x", date_value="2026-03-01T12:00:00"),
                cell("boolean", "x", boolean_value="true"),
                cell("boolean", "x", boolean_value="false"),
                cell("string", "甲"),
                cell("string", "显", string_value="乙"),
                cell("string", "#REF!", formula="of:=1"),
                cell("string", "Err:502", formula="of:=1"),
                cell("string", "#1"),
                cell("", "", formula="of:=1"),
                cell("", "光"),
                cell("string", '甲<text:s text:c="2"/>乙<text:tab/>丙</text:p><text:p>丁'),
                cell("float", "", value="7", number_columns_repeated="2"),
                "<table:covered-table-cell/>",
                cell("string", "甲<text:s/>乙"),
                cell("string", " "),
                cell("float", "", value="9"),
            )
        )
    )
    assert cells(grid) == {
        "A2": D("1.5"), "B2": "0.75%", "C2": D(8), "D2": datetime.date(2026, 3, 1),
        "E2": datetime.date(2026, 3, 1), "F2": True, "G2": False, "H2": "甲", "I2": "乙",
        "J2": "!#REF!", "K2": "!Err:502", "L2": "#1", "M2": "of:=1", "N2": "光",
        "O2": "甲  乙\t丙\n丁", "P2": D(7), "Q2": D(7), "S2": "甲 乙", "U2": D(9),
    }  # fmt: skip


def test_rows_and_columns_of_an_open_document_are_repeated() -> None:
    one, two = cell("float", "", value="1"), cell("float", "", value="2")
    (grid,) = ods(
        table(
            '<table:table-column table:number-columns-repeated="2"/>'
            '<table:table-column table:visibility="collapse"/>'
            '<table:table-column table:visibility="filter" table:number-columns-repeated="2"/>'
            '<table:table-column table:visibility="visible"/>'
            '<table:table-column table:visibility="collapse" table:number-columns-repeated="16380"/>'
            + row(one, number_rows_repeated="2")
            + row(cell(), number_rows_repeated="3")
            + row(
                cell(number_columns_repeated="3"),
                two,
                visibility="filter",
                number_rows_repeated="2",
            )
            + row(two, visibility="collapse")
            + row(cell(), visibility="collapse")
            + row(one, visibility="visible")
        )
    )
    assert cells(grid) == {"A1": 1, "A2": 1, "D6": 2, "D7": 2, "A8": 2, "A10": 1}
    assert grid.hidden_rows == {6, 7, 8}
    assert grid.hidden_columns == {3, 4, 5, *range(7, 16385)}


def test_what_is_merged_hidden_filtered_or_beside_in_an_open_document() -> None:
    before = (
        '<style:style style:name="a"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="b"><style:table-properties table:display="false"/></style:style>'
    )
    note = "<office:annotation><text:p>注</text:p><x><y/></x></office:annotation>"
    rows = row(cell(), cell("string", "甲", number_rows_spanned="2", number_columns_spanned="3"))
    rows += row(
        f'<table:table-cell office:value-type="string">{note}<text:p>乙</text:p></table:table-cell>'
    )
    rows += row(cell("float", "", value="1", number_rows_spanned="2"))
    rows += row(cell("float", "", value="1", number_columns_spanned="2"))
    after = (
        '<table:database-ranges><table:database-range table:display-filter-buttons="true"'
        " table:target-range-address=\"$'明'.A1:'明'.B2\"/>"
        '<table:database-range table:display-filter-buttons="false"'
        ' table:target-range-address="$暗.A1:.B2"/></table:database-ranges>'
    )
    shapes = '<table:shapes><table:table table:name="图"/></table:shapes>'
    grids = ods(
        shapes + table(rows, "明", "a") + table("", "暗", "b") + table("", "无"), before, after
    )
    assert [(grid.title, grid.is_hidden, grid.is_filtered) for grid in grids] == [
        *(("明", False, True), ("暗", True, False), ("无", False, False))
    ]
    assert cells(grids[0]) == {"B1": "甲", "A2": "乙", "A3": 1, "A4": 1}
    assert [one.written for one in grids[0].merged] == ["B1:D2", "A3:A4", "A4:B4"]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        (row(cell(number_columns_repeated="16385")), "damaged_part"),
        (row(cell(number_columns_repeated="16384")), None),
        (row(cell(), number_rows_repeated="1048576"), None),
        (row(cell(), number_rows_repeated="1048576") + row(cell()), "damaged_part"),
        (row(cell(), number_rows_repeated="0"), "damaged_part"),
        (row(cell(), number_rows_repeated="-1"), "damaged_part"),
        (row(cell("date", "", date_value="x")), "damaged_part"),
        (row(cell("float", "", value="nan")), "damaged_part"),
        (row(cell("string", "甲" * 32_767)), None),
        (row(cell("string", "甲" * 32_768)), "too_long_cell"),
        (row(cell("string", '甲<text:s text:c="40000"/>')), "too_long_cell"),
    ],
)
def test_an_open_document_that_is_too_much_or_damaged(rows: str, key: str | None) -> None:
    if key is None:
        assert len(ods(table(rows))) == 1
        return
    with pytest.raises(Unreadable) as caught:
        ods(table(rows))
    assert caught.value.key == key


# --- how much is read -------------------------------------------------------------


@pytest.mark.parametrize(
    ("take", "most", "key", "shown"),
    [
        (lambda budget, n: budget.unpack(n, "p"), 200_000_000, "too_much_unpacked", 200),
        (lambda budget, n: budget.cell("p", n), 120_000, "too_many_cells", 120_000),
        (lambda budget, n: budget.characters(n, "p"), 30_000_000, "too_much_text", 30_000_000),
        (lambda budget, n: budget.go_through(n, "p"), 700_000, "too_many_pieces", 700_000),
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


# --- text -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "encoding", "separator", "found"),
    [
        ("a,b\n,2\n", "utf-8-sig", ",", {"A1": "a", "B1": "b", "B2": "2"}),
        ("a;b\n\n1;2\n", "utf-8-sig", ";", {"A1": "a", "B1": "b", "A3": "1", "B3": "2"}),
        ("a\tb,c\tx\n", "utf-8-sig", "\t", {"A1": "a", "B1": "b,c", "C1": "x"}),
        ("甲，乙\n", "gb18030", "，", {"A1": "甲", "B1": "乙"}),
        ("甲；乙\n", "utf-16", "；", {"A1": "甲", "B1": "乙"}),
        ("a|b\n", "utf-8-sig", "|", {"A1": "a", "B1": "b"}),
        ('"a;b;c",d\n', "utf-8-sig", ",", {"A1": "a;b;c", "B1": "d"}),
        ("a,b;c\n", "utf-8-sig", ",", {"A1": "a", "B1": "b;c"}),  # as many: the comma
        ("abc\n", "utf-8-sig", ",", {"A1": "abc"}),
        ('"a\nb", \n', "utf-8-sig", ",", {"A1": "a\nb"}),
    ],
)
def test_text_is_read_by_what_stands_in_it(
    content: str, encoding: str, separator: str, found: dict[str, str]
) -> None:
    grid, said, sign = grid_of_text(content.encode(encoding), "a.csv", Budget())
    assert (cells(grid), said, sign, grid.is_text) == (found, encoding, separator, True)
    assert grid.title == "a.csv" and grid.place(2, 28) == "a.csv!AB2"
    assert not (grid.is_hidden or grid.is_filtered or grid.hidden_rows or grid.merged)


def test_the_sign_is_told_by_the_first_twenty_lines() -> None:
    first, rest = "a;b\n" * 20, "a,b,c,d\n" * 100
    assert grid_of_text((first + rest).encode(), "a", Budget())[2] == ";"
    assert grid_of_text(("a;b\n" * 19 + rest).encode(), "a", Budget())[2] == ";"
    assert grid_of_text(("a;b\n" * 2 + rest).encode(), "a", Budget())[2] == ","


# --- figures, letters, blanks -----------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1", "1"), ("-1", "-1"), ("+1", "1"), ("−1", "-1"), ("–1", "-1"), ("(1)", "-1"),
        ("( 1.50 )", "-1.50"), ("(-1)", None), ("(+1)", None), ("1,234", "1234"), ("1,234.5", "1234.5"),
        ("12,34", None), ("1,2345", None), ("1,234,567", "1234567"), (",234", None), ("￥8", "8"),
        ("¥ 8", "8"), ("-￥8", "-8"), ("￥-8", "-8"), ("￥--8", None), ("--8", None), ("-￥-8", None),
        (".5", "0.5"), ("-.5", "-0.5"), ("5.", None), ("1e5", None), ("", None), ("-", None), ("()", None),
        ("１２３", "123"), ("　7\u200b", "7"), ("1 000", None), ("1.2.3", None), ("(1", None), ("1)", None),  ("(￥1,000.00)", "-1000.00"), ("- 1", "-1"),
    ],
)  # fmt: skip
def test_a_figure_as_people_type_it(written: str, number: str | None) -> None:
    found = number_in(written)
    assert found == (None if number is None else D(number))


def test_columns_have_letters() -> None:
    assert [column_letters(n) for n in (1, 2, 26, 27, 52, 53, 702, 703, 16384)] == [
        *("A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD")
    ]
    assert all(map(is_blank, ("", " \t\r\n", "\u3000\u00a0\u200b\ufeff")))
    assert not is_blank(" 0")


def test_a_cell_is_written_in_one_line() -> None:
    assert [
        Cell(value).written
        for value in (D("1E+3"), True, False, datetime.date(2026, 3, 1), "甲", D("0.10"))
    ] == ["1000", "TRUE", "FALSE", "2026-03-01", "甲", "0.10"]
    assert Cell(None, formula="=A1").written == "=A1"
    grid = Grid("")
    assert grid.place(3, 2) == "B3" and grid.at(1, 1) is None
    grid.put(2, 3, Cell("x"))
    grid.put(5, 1, Cell("y"))
    assert (grid.columns, list(grid.rows(2)), list(grid.rows(3))) == ([1, 3], [2, 5], [5])
