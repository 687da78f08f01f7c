"""Tables as files: what is read back is what was put in."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.explain import given, product, total
from engine.law import Applies, Citation, Declaration, Evidence, Fault
from engine.report import Column, Table, as_csv, as_workbook, fault_table, step_table
from engine.text import Language, Text


def name(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


CEILINGS = Table(
    title=name("上限收费标准", "Ceilings"),
    columns=(Column(name("产品", "Product")), Column(name("上限", "Ceiling"), "yuan/unit")),
    rows=(
        (name("企业核验接口", "Verification call"), Decimal("0.2298")),
        ("p2", Decimal("274.13")),
    ),
    notes=(name("示例", "Illustrative"),),
)


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_opens_in_excel_and_says_the_same() -> None:
    content = as_csv(CEILINGS, Language.ZH)
    assert content.startswith(b"\xef\xbb\xbf")  # without it Excel takes UTF-8 for another code
    assert read_back(content) == [
        ["示例"],
        ["产品", "上限（元/计价单位）"],
        ["企业核验接口", "0.2298"],
        ["p2", "274.13"],
    ]


@drawn(st.lists(st.tuples(st.text(), st.decimals(allow_nan=False, allow_infinity=False))))
def test_csv_keeps_every_digit_and_every_text(rows: list[tuple[str, Decimal]]) -> None:
    columns = (Column(name("甲", "a")), Column(name("乙", "b")))
    back = read_back(as_csv(Table(name("表", "t"), columns, tuple(rows)), Language.EN))[1:]
    assert [Decimal(figure) for _, figure in back] == [figure for _, figure in rows]
    assert [text.removeprefix("'") for text, _ in back] == [
        text.removeprefix("'") for text, _ in rows
    ]


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    formula = '=HYPERLINK("http://example.org")'
    table = Table(name("表", "t"), (Column(name("甲", "a")),), ((formula,), (Decimal("-5"),)))
    assert read_back(as_csv(table, Language.EN))[1:] == [["'" + formula], ["-5"]]
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook([table], Language.EN))).worksheets[0]
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows(min_row=4)] == [
        (formula, "s"),
        (-5, "n"),
    ]


def test_a_workbook_has_a_sheet_a_table_with_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook([CEILINGS, CEILINGS], Language.EN)))
    assert book.sheetnames == ["Ceilings", "Ceilings 2"]
    rows = [[cell.value for cell in row] for row in book["Ceilings"].iter_rows()]
    assert rows == [
        ["Ceilings", None],
        ["Illustrative", None],
        [None, None],
        ["Product", "Ceiling (yuan/unit)"],
        ["Verification call", 0.2298],
        ["p2", 274.13],
    ]


def test_a_figure_too_long_for_excel_keeps_its_digits_in_a_comment() -> None:
    third = Decimal("0.33333333333333333333")
    table = Table(name("表", "t"), (Column(name("甲", "a")),), ((third,),))
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook([table], Language.EN))).worksheets[0]
    assert sheet["A4"].comment.text == str(third)


def test_the_same_tables_are_the_same_bytes() -> None:
    assert as_workbook([CEILINGS], Language.ZH) == as_workbook([CEILINGS], Language.ZH)
    assert as_csv(CEILINGS, Language.ZH) == as_csv(CEILINGS, Language.ZH)


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError):
        Table(name("表", "t"), (Column(name("甲", "a")),), (("a", "b"),))


def test_steps_become_rows_with_level_and_sources() -> None:
    rule = Citation(
        instrument="发改价格〔2025〕65号",
        article="cl. 3",
        evidence=Evidence.SECONDARY,
        applies=Applies.DIRECTLY,
    )
    filed = Declaration(file="circle.yaml", place="items[0].amount")
    cost = given(name("成本", "cost"), Decimal(100), "yuan", [filed])
    profit = product(
        name("利润", "profit"), [cost, given(name("率", "rate"), Decimal("0.067"), "1")], "yuan"
    )
    table = step_table(total(name("收入", "revenue"), [cost, profit], "yuan", [rule]))
    assert [(row[0], row[1], row[2]) for row in table.rows] == [
        (0, name("收入", "revenue"), Decimal("106.700")),
        (1, name("成本", "cost"), 100),
        (1, name("利润", "profit"), Decimal("6.700")),
        (2, name("成本", "cost"), 100),
        (2, name("率", "rate"), Decimal("0.067")),
    ]
    assert table.rows[0][6:] == (
        name("发改价格〔2025〕65号 cl. 3", "发改价格〔2025〕65号 cl. 3"),
        name("转引·直接适用", "secondary, directly"),
    )
    assert table.rows[1][6] == name(
        "申报：circle.yaml items[0].amount", "declared: circle.yaml items[0].amount"
    )


def test_faults_become_rows_that_say_what_would_be_right() -> None:
    table = fault_table([Fault("a.yaml", "items[0].amount", 7, "abc", "money.not_a_number")])
    ((file, place, line, found, right),) = table.rows
    assert (file, place, line, found) == ("a.yaml", "items[0].amount", 7, "abc")
    assert isinstance(right, Text) and "0.2298" in right.en
