"""Cells of files written by hand: what each form says of a value, and what is told."""

from __future__ import annotations

import datetime
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from builders.sheets_by_hand import (
    REL,
    SPACES,
    book,
    cell,
    cells,
    ods,
    parts_of,
    relations,
    row,
    table,
    zipped,
)

from engine.submission.spreadsheet import read_spreadsheet
from engine.submission.spreadsheet.cell import Rectangle
from engine.submission.spreadsheet.forms.xlsx import grids_of_xlsx
from engine.submission.spreadsheet.limits import Unreadable

D = Decimal

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
        <c s="5"><v>3.5</v></c> <c s="6"><v>0.75</v></c>
        </row><row><c><v>8</v></c><c><f>A2</f><v>9</v></c></row>
        <row r="5"><c r="$B$5"><v>0.1</v></c></row></sheetData>""",
        strings="<si><t>零</t></si><si><r><t>一</t></r><rPh><t>yi</t></rPh><r><t>_x0041_</t></r></si>"
        "<si><t> </t></si>",
        styles='<numFmts><numFmt numFmtId="170" formatCode="0.0&quot;%&quot;"/>'
        '<numFmt numFmtId="171" formatCode="yyyy/mm/dd"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="10"/>'
        '<xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>'
        '<xf numFmtId="46"/><xf numFmtId="20"/></cellXfs><xf numFmtId="9"/>',
    )
    assert cells(grid) == {
        "A2": D("1.5"), "B2": "一A", "C2": True, "D2": False, "E2": "!#REF!", "F2": "1.5x",
        "G2": "甲乙", "H2": "=A2*2", "K2": datetime.date(2026, 3, 1), "L2": "0.75%",
        "M2": datetime.date(2026, 3, 1), "N2": D("0.5"), "P2": True, "Q2": "!#VALUE!",
        "R2": datetime.date(2026, 3, 1), "S2": D(7), "T2": "零",
        "U2": "3 days, 12:00:00", "V2": "18:00:00", "A3": D(8), "B3": D(9), "B5": D("0.1"),
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


@pytest.mark.parametrize("written", ["10113-09-19", "0000-01-01", "2026-02-30", "x"])
def test_a_day_that_is_none_is_an_error_of_its_cell_alone(written: str) -> None:
    (grid,) = ods(table(row(cell("date", "#", date_value=written), cell("float", "1", value="1"))))
    assert cells(grid) == {"A1": f"!{written}", "B1": D(1)}


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
