"""What stands in each cell of a workbook: a small method laid out and computed by hand."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from builders.methods import figure, row, solved

from engine.method import Inputs, workbook
from engine.text import Language, Text

BODY = """\
    units: [{id: trip, title: {zh: 趟, en: trips}}]
    switches:
      - id: basis
        title: {zh: 口径, en: Basis}
        default: gross
        values:
          - {id: gross, title: {zh: 总额, en: gross}, cites: [{instrument: reading one, evidence: assumption, applies: assumed, note: {zh: 假定, en: assumed here}}]}
          - {id: net, title: {zh: 净额, en: net}}
    parameters:
      - {id: rate, title: {zh: 率, en: rate}, unit: percent, min: 0, max: 6}
      - {id: fixed, title: {zh: 定率, en: fixed rate}, unit: percent, value: 14}
      - {id: free, title: {zh: 任意, en: free rate}, unit: percent, default: 2}
    inputs:
      - {id: cost, title: {zh: 成本, en: cost}, unit: yuan}
      - {id: relief, title: {zh: 减免, en: relief}, unit: yuan}
      - {id: income, title: {zh: 收入, en: income}, unit: yuan/year, scope: year}
    tables:
      - id: routes
        title: {zh: 线路, en: Routes}
        columns:
          - {id: sort, title: {zh: 类, en: sort}, type: text, values: [{id: bus, title: {zh: 公交, en: bus line}}, {id: rail, title: {zh: 轨道, en: rail line}}]}
          - {id: trips, title: {zh: 趟数, en: number}, type: number, unit: trip}
          - {id: extra, title: {zh: 另计, en: extra}, type: number, unit: yuan, optional: true}
    blocks:
      - id: all
        title: {zh: 全部, en: Everything}
        demands:
          - {id: enough, title: {zh: 足够, en: enough trips}, formula: 'sum(r.trips for r in routes) > 0'}
        lines:
          - {id: allowed, title: {zh: 准许, en: allowed}, unit: yuan, by: {switch: basis, cases: {gross: cost * (1 + fraction(rate)), net: cost - relief}}, round: {unit: "0.01", mode: half_up}}
          - {id: taxed, title: {zh: 税后, en: taxed}, unit: yuan, formula: allowed * (1 + fraction(fixed) + fraction(free))}
          - {id: kept, title: {zh: 留存, en: kept}, unit: yuan/year, scope: year, formula: 'income - prior(income, 0)'}
          - {id: per_trip, title: {zh: 每趟, en: per trip}, unit: yuan/trip, scope: routes, formula: (cost + extra) / trips}
"""

COST, RATE = figure(1000, "cost.place"), figure(5, "rate.place")
GIVEN = Inputs(
    tables={
        "routes": [
            row("r1", "一路", sort="bus", trips=4, extra=20),
            row("r2", "二路", sort="rail", trips=5),
        ]
    },
    scalars={"cost": COST, "income": {2026: figure(70), 2027: figure(100)}},
    parameters={"rate": RATE},
    years=(2026, 2027),
)
TITLE = Text(zh="题", en="The title")
HEADS = ["Formula", "Citation", "Evidence", "Applies", "Note"]
RULE = ["a rule one", "text", "directly", ""]
DECLARED = ["declared", "", ""]
PRECISION = "computed at 50 significant digits and rounded only where it is said; these are formulas, which a spreadsheet recalculates at 15"

# Allowed: 1,000 × 1.05; taxed: 1,050 × (1 + 14 % + 2 %); per trip: 1,020 ÷ 4 and 1,000 ÷ 5.
SHEETS: dict[str, list[list[Any]]] = {
    "Worksheet": [
        ["The title"],
        ["illustrative"],
        [PRECISION],
        ["Item", "Value", "Unit", *HEADS],
        ["Everything"],
        ["allowed", 1050, "yuan", "gross: cost × (1 + rate)\nnet: cost − relief", *RULE],
        ["taxed", 1218, "yuan", "allowed × (1 + fixed rate + free rate)", *RULE],
        ["enough trips", "holds", "", "sum over Routes of number > 0", *RULE],
    ],
    "By year": [
        ["The title"],
        ["illustrative"],
        [],
        ["Item", "Unit", 2026, 2027, *HEADS],
        ["Inputs"],
        ["income", "yuan/year", 70, 100, "", "circle.yaml inputs", *DECLARED],
        ["Everything"],
        ["kept", "yuan/year", 70, 30, "income − income of the year before (in the first year 0)", *RULE],
    ],
    "Switches and inputs": [
        ["The title"],
        ["illustrative"],
        [],
        ["Item", "Value", "Unit", *HEADS],
        ["Switches"],
        ["Basis", "gross"],
        ["choice (default)", "gross", None, None, "reading one", "assumption", "assumed", "assumed here"],
        ["choice", "net", None, None, *RULE],
        ["Parameters"],
        ["rate", 5, "%", "0 to 6 %", "circle.yaml rate.place\na rule one", "declared\ntext", "\ndirectly", ""],
        ["fixed rate", 14, "%", "fixed by the rule", *RULE],
        ["free rate", 2, "%", "", *RULE],
        ["Inputs"],
        ["cost", 1000, "yuan", "", "circle.yaml cost.place", *DECLARED],
        ["relief", "#N/A", "yuan", "not given", *RULE],
    ],
    "Routes": [
        ["Routes"],
        ["illustrative"],
        [],
        ["Item", None, "sort", "number", "extra", "per trip"],
        ["Unit", None, "", "trips", "yuan", "yuan/trips"],
        ["Formula", None, "", "", "", "(cost + extra) ÷ number"],
        ["Citation", None, "", "", "", "a rule one"],
        ["Evidence", None, "", "", "", "text"],
        ["Applies", None, "", "", "", "directly"],
        ["r1", "一路", "bus line", 4, 20, 255],
        ["r2", "二路", "rail line", 5, 0, 200],
    ],
}  # fmt: skip


def written(language: Language, inputs: Inputs = GIVEN, **reading: Any) -> openpyxl.Workbook:
    content = workbook(solved(BODY, inputs), language, TITLE, Text(zh="示例", en="illustrative"))
    return openpyxl.load_workbook(io.BytesIO(content), **reading)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return written(Language.EN)


def rows(book: openpyxl.Workbook, name: str) -> list[list[Any]]:
    """What stands in each row, up to its last cell that holds anything."""
    found = []
    for cells in book[name].iter_rows(values_only=True):
        last = max((at for at, value in enumerate(cells) if value is not None), default=-1)
        found.append([*cells[: last + 1]])
    return found


def test_every_cell_says_what_it_should() -> None:
    book = written(Language.EN, data_only=True)
    assert book.sheetnames == [*SHEETS]
    for name, expected in SHEETS.items():
        assert rows(book, name) == expected


def test_in_chinese_everything_is_said_in_chinese() -> None:
    book = written(Language.ZH, data_only=True)
    assert book.sheetnames == ["计算表", "分年度", "口径与输入", "线路"]
    heads, rule = (
        ["算法", "依据", "依据状态", "适用方式", "说明"],
        ["a rule one", "原文", "直接适用", ""],
    )
    assert rows(book, "分年度") == [
        ["题"],
        ["示例"],
        [],
        ["项目", "单位", 2026, 2027, *heads],
        ["输入"],
        ["收入", "元/年", 70, 100, "", "circle.yaml inputs", "申报", "", ""],
        ["全部"],
        ["留存", "元/年", 70, 30, "收入 − 上年收入（首年取 0）", *rule],
    ]
    assert rows(book, "口径与输入")[3:12] == [
        ["项目", "数值", "单位", *heads],
        ["口径开关"],
        ["口径", "总额"],
        ["可选（默认）", "总额", None, None, "reading one", "假定", "假定适用", "假定"],
        ["可选", "净额", None, None, *rule],
        ["参数"],
        [
            "率",
            5,
            "%",
            "0 至 6 %",
            "circle.yaml rate.place\na rule one",
            "申报\n原文",
            "\n直接适用",
            "",
        ],
        ["定率", 14, "%", "规则定值", *rule],
        ["任意", 2, "%", "", *rule],
    ]
    assert [cells[0] for cells in rows(book, "线路")[3:9]] == [
        "项目",
        "单位",
        "算法",
        "依据",
        "依据状态",
        "适用方式",
    ]


def test_what_may_be_changed_stands_on_a_tint_and_what_is_determined_is_bold(
    book: openpyxl.Workbook,
) -> None:
    given_tint, head, soft = "FFFFF8E1", "FF1F4E5F", "FFE8F0F2"
    tints: dict[str, dict[str, set[str]]] = {}
    bold: dict[str, set[str]] = {}
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.fill.fill_type:
                    of_sheet = tints.setdefault(cell.fill.fgColor.rgb, {})
                    of_sheet.setdefault(sheet.title, set()).add(cell.coordinate)
                if cell.font.b and cell.row > 4:
                    bold.setdefault(sheet.title, set()).add(cell.coordinate)
    assert tints[given_tint] == {
        "By year": {"C6", "D6"},
        "Switches and inputs": {"B6", "B10", "B12", "B14", "B15"},
        "Routes": {f"{column}{row}" for column in "CDE" for row in (10, 11)},
    }
    assert tints[head] == {
        "Worksheet": {f"{column}4" for column in "ABCDEFGH"},
        "By year": {f"{column}4" for column in "ABCDEFGHI"},
        "Switches and inputs": {f"{column}4" for column in "ABCDEFGH"},
        "Routes": {f"{column}4" for column in "CDEF"}
        | {f"{column}{row}" for column in "AB" for row in range(4, 10)},
    }
    assert tints[soft] == {
        "Worksheet": {f"{column}5" for column in "ABCDEFGH"},
        "By year": {f"{column}{row}" for column in "ABCDEFGHI" for row in (5, 7)},
        "Switches and inputs": {f"{c}{row}" for c in "ABCDEFGH" for row in (5, 9, 13)},
        "Routes": {f"{column}{row}" for column in "CDEF" for row in range(5, 10)},
    }
    # The choice of a reading, and the one figure that is rounded; headings as they stand.
    assert bold["Worksheet"] == {"B6", *(f"{c}5" for c in "ABCDEFGH")}
    assert "B6" in bold["Switches and inputs"]
    assert bold["By year"] == tints[soft]["By year"]


def test_figures_are_shown_in_the_form_of_their_unit(book: openpyxl.Workbook) -> None:
    forms = {
        ("Worksheet", "B6"): "#,##0.00",
        ("By year", "C4"): "0",
        ("By year", "D6"): "#,##0.00",
        ("By year", "C8"): "#,##0.00",
        ("Switches and inputs", "B10"): "0.00##",
        ("Switches and inputs", "B11"): "0.00##",
        ("Switches and inputs", "B15"): "#,##0.00",
        ("Routes", "D10"): "#,##0",
        ("Routes", "E10"): "#,##0.00",
        ("Routes", "F11"): "#,##0.0000####",
    }
    found = {(name, at): book[name][at].number_format for name, at in forms}
    assert found == forms
    wrapped = {book[name][at].alignment.wrap_text for name, at in forms}
    assert wrapped == {True}


def test_the_reading_is_chosen_among_those_listed(book: openpyxl.Workbook) -> None:
    (choice,) = book["Switches and inputs"].data_validations.dataValidation
    assert (str(choice.sqref), choice.type, choice.formula1) == ("B6", "list", "$B$7:$B$8")


def test_sheets_are_laid_out_to_be_read_and_printed(book: openpyxl.Workbook) -> None:
    widths = {
        sheet.title: {
            name: (size.min, size.max, round(size.width - 0.7109375, 2))
            for name, size in sheet.column_dimensions.items()
        }
        for sheet in book
    }
    beside = [48, 34, 9, 10, 48]
    single = dict(zip("ABCDEFGH", [40, 20, 10, *beside], strict=True))
    singly = {name: (at, at, width) for at, (name, width) in enumerate(single.items(), 1)}
    assert widths["Worksheet"] == widths["Switches and inputs"] == singly
    years = {"A": (1, 1, 34), "B": (2, 2, 12), "C": (3, 4, 18)}
    years |= {
        name: (at, at, wide) for at, (name, wide) in enumerate(zip("EFGHI", beside, strict=True), 5)
    }
    assert widths["By year"] == years
    assert widths["Routes"] == {"A": (1, 1, 20), "B": (2, 2, 14), "C": (3, 5, 16), "F": (6, 6, 30)}
    # A text of two lines, or one longer than its column is wide, makes its row as high.
    heights = {
        sheet.title: {row: size.height for row, size in sheet.row_dimensions.items() if size.height}
        for sheet in book
    }
    assert heights == {
        "Worksheet": {6: 30},
        "By year": {8: 30},
        "Switches and inputs": {7: 30, 10: 30},
        "Routes": {},
    }
    assert {sheet.title: sheet.freeze_panes for sheet in book} == {
        "Worksheet": "C5",
        "By year": "B5",
        "Switches and inputs": "C5",
        "Routes": "C10",
    }
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.sheet_view.showGridLines is False
        assert sheet.oddFooter.right.text == "&P / &N"


def test_names_of_rows_are_wide_enough_to_be_read() -> None:
    def width(name: str) -> float:
        inputs = Inputs(
            tables={"routes": [row("r1", name, sort="bus", trips=4)]},
            scalars=GIVEN.scalars,
            parameters=GIVEN.parameters,
            years=GIVEN.years,
        )
        wide: float = written(Language.EN, inputs)["Routes"].column_dimensions["B"].width
        return round(wide - 0.7109375, 2)

    # A Chinese character is as wide as two letters; beyond 44 the text goes on below.
    assert [width(name) for name in ("x" * 5, "x" * 20, "路" * 15, "路" * 40)] == [14, 22, 32, 44]


def test_without_years_there_is_no_sheet_of_years() -> None:
    body = BODY.replace(
        "      - {id: income, title: {zh: 收入, en: income}, unit: yuan/year, scope: year}\n", ""
    )
    body = "\n".join(line for line in body.splitlines() if "id: kept" not in line) + "\n"
    inputs = Inputs(tables=GIVEN.tables, scalars={"cost": COST}, parameters=GIVEN.parameters)
    found = solved(body, inputs)
    book = openpyxl.load_workbook(io.BytesIO(workbook(found, Language.EN, TITLE)))
    assert book.sheetnames == ["Worksheet", "Switches and inputs", "Routes"]
    assert {book[name]["A2"].value for name in book.sheetnames} == {None}


COUNTS = """\
          - {id: routes_number, title: {zh: 数, en: routes in number}, unit: "1", formula: count(r for r in routes)}
          - {id: buses, title: {zh: 车, en: buses}, unit: "1", formula: 'count(r for r in routes if r.sort == "bus")'}
          - {id: years_number, title: {zh: 年, en: years in number}, unit: "1", formula: count(y for y in years)}
          - {id: late, title: {zh: 晚, en: late years}, unit: "1", formula: count(y for y in years if y.year > 2026)}
"""  # fmt: skip


def test_formulas_stand_on_the_cells_of_what_they_name() -> None:
    content = workbook(solved(BODY + COUNTS, GIVEN), Language.EN, TITLE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    formulas = {
        ("Worksheet", "B7"): "=$B$6*(1+('Switches and inputs'!$B$11/100)+('Switches and inputs'!$B$12/100))",
        ("Worksheet", "B8"): "=ROWS('Routes'!$A$10:$A$11)",
        ("Worksheet", "B9"): "=SUMPRODUCT(('Routes'!$C$10:$C$11=\"bus line\")*1)",
        ("Worksheet", "B10"): "=2",
        ("Worksheet", "B11"): "=SUMPRODUCT(('By year'!$C$4:$D$4>2026)*1)",
        ("Worksheet", "B12"): "=IF(SUMPRODUCT('Routes'!$D$10:$D$11)>0,\"holds\",\"does not hold\")",
        # In the first year what the formula says to begin with, then the year before.
        ("By year", "C8"): "=$C$6-0",
        ("By year", "D8"): "=$D$6-$C$6",
        ("Routes", "F11"): "=('Switches and inputs'!$B$14+$E$11)/$D$11",
    }  # fmt: skip
    assert {(name, at): book[name][at].value for name, at in formulas} == formulas


def test_a_single_year_has_a_sheet_of_its_own() -> None:
    inputs = Inputs(
        tables=GIVEN.tables,
        scalars={"cost": COST, "income": {2026: figure(70)}},
        parameters=GIVEN.parameters,
        years=(2026,),
    )
    book = written(Language.EN, inputs, data_only=True)
    assert [cells[:3] for cells in rows(book, "By year")[3:]] == [
        ["Item", "Unit", 2026],
        ["Inputs"],
        ["income", "yuan/year", 70],
        ["Everything"],
        ["kept", "yuan/year", 70],
    ]
