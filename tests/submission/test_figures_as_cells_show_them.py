"""A figure and how its cell shows it: units in formats, raised marks, lines through, in each form."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders.office import converted
from builders.sheets_by_hand import book, cell, ods, row, table
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from engine.submission.formats.layout import Holds, ShareUnit, SheetColumn
from engine.submission.formats.meaning import Meaning, meaning_of
from engine.submission.spreadsheet import Cell, Grid, read_spreadsheet
from engine.submission.spreadsheet.numeral import flaw_of
from engine.submission.spreadsheet.shown import is_per_cent, shown_by, shown_in_words

D = Decimal

# --- what a format shows ----------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        *('0.00"万元"', "0.00万元", "0.00\\万\\元", "0!.0,\"万\"", '#,##0"千元"', '0"亿"', '0.0,"k"', "0.0k"),
        *("#,##0,", "0.0,,", "#,##0,;(#,##0,)", '0.0,,"M"', '0" million"', '[>=10000]0.0,"k";0'),
        *("[$$-409]#,##0.00", "[$€-2] #,##0", '"US$"0', '0"美元"', '0" USD"', '"HK$"#,##0', '0"角"'),
        *("0\\0", '0"00"', "0\\.00", '"1"0', "0‰", '0"百分"', '0;-0"万"'),
        *('0"万户"', '0"户(万)"', '0"元/千次"', '0"元/千立方米"', '0"万千瓦时"', '0"人民币万元"', '"（万元）"0'),
        *('0"新台币"', '0"港元"', '"JP¥"0', '0"0元"', '"RMBk"0', '0"m"', '0"B"'),
    ],
)  # fmt: skip
def test_a_format_that_shows_another_figure(code: str) -> None:
    assert [shown_by(code, D(number)) for number in (5, -5, 0)] == [code, code, ""]
    assert not is_per_cent(code)


@pytest.mark.parametrize(
    "code",
    [
        *("General", "0", "0.00", "#,##0", "#,##0.00", "#,##0.00;[Red]-#,##0.00", "#,##0_);(#,##0)"),
        *('0.00"元"', "¥#,##0.00", '"¥"#,##0.00;"¥"\\-#,##0.00', "[$¥-804]#,##0.00", "[$-804]0.00"),
        *('_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', '#,##0.00 "CNY"', '"RMB "0'),
        *('"人民币"#,##0.00"元整"', '0"年"', '0"个月"', '0"人"', '0"元/次"', '"约"0"元"', '0"kWh"', '0" m²"'),
        *("0.00E+00", "# ?/?", '0;-0;"-";@"万"', "G/通用格式\"元\"", "0.00 ", '0"次"'),
        *('0.00"元人民币"', '0.00"元(人民币)"', '0"元（人民币）"', '0"(元)"', '0"人民币元"', '"CN¥"0', '"￥"0'),
        *('0"千瓦时"', '0"千克"', '0"元/千瓦时"', '"千寻公司"0', '0"单元"', '0"个币种"', '0"t-CO2"', "@"),
    ],
)  # fmt: skip
def test_a_format_that_shows_what_is_read(code: str) -> None:
    assert [shown_by(code, D(number)) for number in (5, -5, 0)] == [""] * 3
    assert not is_per_cent(code)


def test_per_cent_is_a_sign_that_multiplies_or_one_that_only_stands_there() -> None:
    for code in ("0%", "0.00%", "0.0%;[Red]-0.0%"):
        assert (is_per_cent(code), shown_by(code, D("-0.5"))) == (True, "")
    for code in ('0.0"%"', "0\\%", "\\%0.00", '0.0"％"', "0％", '0"﹪"'):
        assert (is_per_cent(code), shown_by(code, D(5))) == (False, "%")


@pytest.mark.parametrize(
    ("code", "of_positive", "of_negative"),
    [
        # what accountants use: a minus, red, brackets, 负 or △ for what is below zero
        ("#,##0.00_);(#,##0.00)", "5.00", "(5.00)"),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", "5.00", "(5.00)"),
        ('_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', "5.00", "(5.00)"),
        ("¥#,##0.00;[Red]¥-#,##0.00", "¥5.00", "¥-5.00"),
        ("0.00;0.00-", "5.00", "5.00-"),
        ('0.00;"（"0.00"）"', "5.00", "（5.00）"),
        ('0.00;"负"0.00', "5.00", "负5.00"),
        ("0;△0", "5", "△5"),
        ('0"借";0"贷"', "5借", "5贷"),
        ("[>=0]0;-0", "5", "-5"),
        ("[<0](0);0", "5", "(5)"),
        ("[>100]0.0;0", "5", "-5"),
        # the sign is another than that of the number
        ("-0.00", None, None),
        ('"-"0.00', None, None),
        ("(0.00)", None, None),
        ("0.00;0.00", "5.00", None),
        ("0.00_);(0.00_)", "5.00", None),
        ("[>=0]0;0", "5", None),
        ("[<0]0;0", "5", None),
        ("-0;0", None, None),
        # no figure is seen
        (";;;", None, None),
        ('"N/A"', None, None),
        ("**;**;**", None, None),
        ("0.00;;", "5.00", None),
        ('0;"N/A"', "5", None),
        ('"不适用";-0', None, "-5"),
        ('[<100]"少";0', None, None),
    ],
)
def test_a_format_that_shows_another_sign_or_no_figure(
    code: str, of_positive: str | None, of_negative: str | None
) -> None:
    """What a spreadsheet shows of 5 and of -5, and None where that is another sign or no figure.

    Of what it shows, the text that an open document stores beside the number says the same.
    """
    for number, seen in ((D(5), of_positive), (D(-5), of_negative)):
        assert shown_by(code, number) == ("" if seen else code)
        assert seen is None or shown_in_words(number, seen) == ""
    assert shown_by(code, D(0)) == ""


@given(
    number=st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False),
    places=st.integers(0, 4),
    unit=st.sampled_from(["", "元", " 元", " CNY"]),
    grouped=st.booleans(),
)
def test_a_figure_seen_rounded_in_yuan_is_the_one_that_is_held(
    number: Decimal, places: int, unit: str, grouped: bool
) -> None:
    seen = f"{number:{',' if grouped else ''}.{places}f}{unit}"
    assert shown_in_words(number, seen) == ""
    if abs(number) >= 10_000:
        in_thousands = f"{number / 1000:,.{places}f}{unit}"
        assert shown_in_words(number, in_thousands) == in_thousands
        assert shown_in_words(number, f"{number / 10_000:.2f}万{unit}")


def test_what_is_seen_of_a_number_by_hand() -> None:
    for held, seen in (
        ("528.64", "528.64万元"), ("5286400", "5,286"), ("5", "$5.00"), ("528", "5280"), ("5", "5k"),
        ("-5", "-50.00"), ("62.5", "625 元"), ("500", "五百元"),
        ("-5", "5.00"), ("5", "-5.00"), ("5", "(5.00)"), ("-5", "--5.00"), ("5", "5.00-"), ("5", "N/A"),
        ("-5", "-"), ("-15000000", "1.5E+07"), ("5", "5 万户"),
    ):  # fmt: skip
        assert shown_in_words(D(held), seen) == seen
    for held, seen in (
        ("0", "0万元"), ("0.4", "0"), ("-5", "(5.00)"), ("-5", "−5.00"), ("5", "5 年"), ("0", "-"),
        ("15000000", "1.5E+07"), ("1.5", "1 1/2"), ("5", "￥5.00"), ("5", "5.00 元"),
        ("-0.001", "0.00"), ("0.0000002", "2E-07"), ("5", "五"), ("5", "5.00元人民币"), ("5", "5 千瓦时"),
    ):  # fmt: skip
        assert shown_in_words(D(held), seen) == ""
    assert [shown_in_words(D("62.5"), seen) for seen in ("62.5%", "62.5％")] == ["%"] * 2
    assert shown_in_words(D(5), None) == ""  # nobody knows what is seen
    assert shown_in_words(D(5), "") == '""'  # it is known that nothing is


# --- what a cell of each form holds -----------------------------------------------

STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="0.00&quot;万元&quot;"/></numFmts>'
    '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    '<cellXfs><xf/><xf numFmtId="170"/><xf fontId="1"/><xf fontId="2"/><xf numFmtId="44"/></cellXfs>'
    "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
)


def test_what_is_set_apart_in_a_workbook() -> None:
    raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    lowered = '<r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r>'
    struck = "<r><rPr><strike/></rPr><t>5286400</t></r>"
    plain = '<r><rPr><vertAlign val="baseline"/><strike val="0"/></rPr><t>186</t></r>'
    (grid,) = book(
        f"""<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
        <c r="C1" t="inlineStr"><is>{lowered}{plain}</is></c><c r="D1" t="s"><v>2</v></c>
        <c r="E1" s="1"><v>528.64</v></c><c r="F1" s="1"><v>0</v></c><c r="G1" s="2"><v>7</v></c>
        <c r="H1" s="2" t="str"><v>甲</v></c><c r="I1" s="3"><v>7</v></c><c r="J1" s="4"><v>7</v></c>
        </row></sheetData>""",
        strings=f"<si><r><t>5286400</t></r>{raised}</si><si>{struck}{plain}</si><si>{plain}</si>",
        styles=STYLES,
    )
    assert grid.cells[1] == {
        1: Cell("52864001", raised="1"),
        2: Cell("5286400186", struck="5286400"),
        3: Cell("2186", raised="2"),
        4: Cell("186"),
        5: Cell(D("528.64"), shown='0.00"万元"'),
        6: Cell(D(0)),
        7: Cell(D(7), struck="7"),
        8: Cell("甲", struck="甲"),
        9: Cell(D(7)),
        10: Cell(D(7)),
    }


def test_what_is_set_apart_in_an_open_document() -> None:
    styles = """<office:automatic-styles>
        <style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
        <style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
        <style:style style:name="T3" style:family="text" style:parent-style-name="T2"/>
        <style:style style:name="T4" style:family="text"><style:text-properties style:text-position="0% 100%" style:text-line-through-style="none"/></style:style>
        <style:style style:name="C1" style:family="table-cell"><style:text-properties style:text-line-through-type="single"/></style:style>
        </office:automatic-styles>"""
    span = '<text:span text:style-name="{}">{}</text:span>'.format
    (grid,) = ods(
        table(
            row(
                cell("string", f"5286400{span('T1', '1')}"),
                cell("string", f"{span('T3', '528')}{span('T4', '186')}"),
                cell("string", span("T4", "186")),
                cell("float", "7", value="7", style_name="C1"),
                cell("float", "528.64万元", value="528.64"),
                cell("currency", "￥5.00", value="5"),
                cell("percentage", "62.5%", value="0.625"),
                cell("float", value="7"),
            )
        ),
        styles,
    )
    assert grid.cells[1] == {
        1: Cell("52864001", raised="1"),
        2: Cell("528186", struck="528"),
        3: Cell("186"),
        4: Cell(D(7), struck="7"),
        5: Cell(D("528.64"), shown="528.64万元"),
        6: Cell(D(5)),
        7: Cell(D("0.625"), is_percent=True),
        8: Cell(D(7)),
    }


def _written(path: Path) -> None:
    wb = openpyxl.Workbook()
    sheet = wb.active
    formats = ["0.00", '0.00"万元"', "#,##0,", '0.00"元"', "0.00%", "[$$-409]#,##0.00", '0.0"%"']
    for at, code in enumerate(formats, 1):
        sheet.cell(1, at, 5286.5).number_format = code
    formats = ["0.00;(0.00)", "0.00;0.00", "-0.00", ";;;", '"N/A"', '0"千克"']
    for at, code in enumerate(formats, 1):
        sheet.cell(3, at, -5286).number_format = code
        sheet.cell(4, at, 5286).number_format = code
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    sheet["A2"] = CellRichText("5286400", TextBlock(raised, "1"))
    sheet["B2"] = CellRichText(TextBlock(struck, "528"), "186")
    sheet["C2"] = 7
    sheet["C2"].font = Font(strike=True)
    sheet["D2"] = CellRichText("5286", TextBlock(InlineFont(b=True), "400"))
    wb.save(path)


def _told(grid: Grid) -> dict[int, list[Any]]:
    return {
        number: [
            None if (flaw := flaw_of(one)) is None else (flaw[0], flaw[1].get("part"))
            for one in of_row.values()
        ]
        for number, of_row in grid.cells.items()
    }


TOLD = {
    1: [None, *[("shown_otherwise", None)] * 2, None, None, *[("shown_otherwise", None)] * 2],
    2: [("raised", "1"), ("struck", "528"), ("struck", "7"), None],
    3: [None, *[("shown_otherwise", None)] * 4, None],
    4: [None, None, *[("shown_otherwise", None)] * 3, None],
}


def test_a_workbook_tells_what_is_seen(tmp_path: Path) -> None:
    _written(tmp_path / "a.xlsx")
    (grid,) = read_spreadsheet(tmp_path / "a.xlsx").grids
    assert _told(grid) == TOLD
    assert grid.cells[1][5].is_percent


@pytest.mark.parametrize("form", ["xls", "ods"])
@pytest.mark.office
def test_other_forms_tell_what_a_workbook_tells(tmp_path: Path, form: str, calc_path: str) -> None:
    _written(tmp_path / "a.xlsx")
    path = converted(tmp_path / "a.xlsx", form, tmp_path, calc_path)
    (grid,) = read_spreadsheet(path).grids
    assert _told(grid) == TOLD
    assert grid.cells[1][5].is_percent


@pytest.mark.parametrize("form", ["xls", "ods"])
@pytest.mark.office
def test_how_long_something_took_is_no_day(tmp_path: Path, form: str, calc_path: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(
        [datetime.timedelta(days=3), datetime.time(10, 30), datetime.date(2026, 3, 1)]
    )
    book.save(tmp_path / "a.xlsx")
    for path in (tmp_path / "a.xlsx", converted(tmp_path / "a.xlsx", form, tmp_path, calc_path)):
        (grid,) = read_spreadsheet(path).grids
        long, of_day, day = (one.value for one in grid.cells[1].values())
        assert isinstance(long, str) and isinstance(of_day, str)
        assert day == datetime.date(2026, 3, 1)


@pytest.mark.parametrize("form", ["xls", "ods"])
@pytest.mark.office
def test_an_amount_that_is_shown_as_a_day_that_is_none_is_told_at_its_cell(
    tmp_path: Path, form: str, calc_path: str
) -> None:
    book = openpyxl.Workbook()
    # Day 2,958,465 is the last of the year 9999; 5,286,400 lies in the year 16373.
    book.active.append([5286400, 768000])
    book.active["A1"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "a.xlsx")
    for path in (tmp_path / "a.xlsx", converted(tmp_path / "a.xlsx", form, tmp_path, calc_path)):
        (grid,) = read_spreadsheet(path).grids
        assert grid.cells[1][1].is_error
        assert grid.cells[1][2].value == D(768000)


# --- what it means in a column ----------------------------------------------------


def _meaning(one: Cell, holds: Holds) -> Meaning:
    column = SheetColumn("head_amount", ("amount",), holds)
    return meaning_of(one, column, False, ShareUnit.UNSAID, [one])


FIGURES = [holds for holds in Holds if holds not in (Holds.TEXT, Holds.YES_NO)]


@pytest.mark.parametrize("holds", FIGURES)
def test_what_is_set_apart_from_a_figure_is_asked(holds: Holds) -> None:
    for one, key, values in (
        (Cell("100²"), "other_digits", {"signs": "²"}),
        (Cell("2024-1①"), "other_digits", {"signs": "①"}),
        (Cell("1001", raised="1"), "raised", {"part": "1"}),
        (Cell("100200", struck="100"), "struck", {"part": "100"}),
        (Cell(datetime.date(2026, 3, 1), struck="2026-03-01"), "struck", {"part": "2026-03-01"}),
        (Cell(D(5), shown='0"万元"'), "shown_otherwise", {"shown": '0"万元"'}),
    ):
        found = _meaning(one, holds)
        assert (found.value, found.key) == (one.written, f"spreadsheet.{key}")
        assert dict(found.values) == values


def test_a_sign_of_per_cent_that_only_stands_there() -> None:
    """Beside a share it says what the share is; beside an amount nobody knows."""
    assert _meaning(Cell(D("62.5"), shown="%"), Holds.PERCENT) == Meaning(D("62.5"))
    assert _meaning(Cell(D("0.5"), shown="%"), Holds.PERCENT).key == "share_or_fraction"
    assert _meaning(Cell(D("62.5"), shown="%"), Holds.NUMBER).key == "spreadsheet.shown_otherwise"


def test_a_name_may_have_a_raised_letter_and_none_struck_through() -> None:
    assert _meaning(Cell("CO2", raised="2"), Holds.TEXT) == Meaning("CO2")
    assert _meaning(Cell("第①批 m²"), Holds.TEXT) == Meaning("第①批 m²")
    assert _meaning(Cell("旧名新名", struck="旧名"), Holds.TEXT).key == "spreadsheet.struck"


def test_a_month_with_a_character_that_nobody_sees_is_asked() -> None:
    found = _meaning(Cell("2024-\u202e01"), Holds.MONTH)
    assert (found.key, dict(found.values)) == ("unseen_character", {"escaped": "2024-\\u202e01"})
