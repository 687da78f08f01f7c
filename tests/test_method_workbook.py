"""The workbook of a method: its formulas recalculated by LibreOffice against the exact reader."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from method_cases import CIRCLE, CYCLE, circle, figure, row, solved

from engine.method import Inputs, Worksheet, workbook
from engine.method.layout import Layout, Spot
from engine.wording import Language, Text

TITLE = Text(zh="最高准许收入测算", en="Maximum permitted revenue")
WATERMARK = Text(zh="示例", en="illustrative")
ZH, EN = Language.ZH, Language.EN


def recalculated(
    content: bytes, folder: Path, soffice: str, changes: Sequence[tuple[Spot, object]] = ()
) -> Any:
    """The workbook after LibreOffice has computed every formula anew, `changes` made first."""
    source = folder / "source.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content))
    for spot, value in changes:
        book[spot.sheet][spot.cell] = value
    # openpyxl writes formulas without their cached values: nothing is there but what is computed.
    book.save(source)
    target = folder / "out"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(target),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return openpyxl.load_workbook(target / "source.xlsx", data_only=True)


def at(book: Any, spot: Spot) -> Any:
    return book[spot.sheet][spot.cell].value


def assert_same(worksheet: Worksheet, book: Any, layout: Layout) -> None:
    """Every line of the worksheet stands in its cell, to a relative 1e-12; to the fen if rounded."""
    compared = 0
    for line in worksheet.lines():
        for key in worksheet.keys(line.id):
            exact = worksheet.step(line.id, key).number
            found = at(book, layout.spot(line.id, key))
            assert isinstance(found, int | float), (line.id, key, found)
            if line.round is not None:
                assert round(Decimal(found), 2) == exact, (line.id, key)
            else:
                scale = max(abs(float(exact)), 1e-3)
                assert abs(found - float(exact)) <= 1e-12 * scale, (line.id, key)
            compared += 1
    assert compared > 0


@pytest.mark.office
@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("profit_tax", ["after_income_tax", "before_income_tax"])
def test_determination_recalculated(
    profit_tax: str, language: Language, tmp_path: Path, soffice_path: str
) -> None:
    scalars = {**CIRCLE.scalars, "deduction": figure("1090021.77")}
    worksheet = circle(scalars=scalars, switches={"profit_tax": profit_tax})
    content = workbook(worksheet, language, TITLE, WATERMARK)
    layout = Layout(worksheet, language)
    book = recalculated(content, tmp_path, soffice_path)
    assert_same(worksheet, book, layout)
    maximum = {"after_income_tax": 7886659.41, "before_income_tax": 7724472.80}[profit_tax]
    assert round(at(book, layout.spot("maximum")), 2) == maximum


@pytest.mark.office
@pytest.mark.parametrize(
    ("reading", "excess"),
    [
        ("annual_average", 363340.59),
        ("cycle_total", 1090021.77),
        ("year_by_year", 1476681.18),
    ],
)
def test_evaluation_recalculated(
    reading: str, excess: float, tmp_path: Path, soffice_path: str
) -> None:
    worksheet = circle(CYCLE, switches={"excess_reading": reading})
    book = recalculated(workbook(worksheet, ZH, TITLE), tmp_path, soffice_path)
    layout = Layout(worksheet, ZH)
    assert_same(worksheet, book, layout)
    assert round(at(book, layout.spot("excess")), 2) == excess


@pytest.mark.office
def test_cells_are_live(tmp_path: Path, soffice_path: str) -> None:
    """A switch, a parameter, a treatment and an amount changed in their cells change the answer."""
    worksheet = circle()
    content, layout = workbook(worksheet, ZH, TITLE), Layout(worksheet, ZH)

    def changed(name: str, *cells: tuple[Spot, object]) -> Any:
        folder = tmp_path / name
        folder.mkdir()
        return recalculated(content, folder, soffice_path, cells)

    before_tax = (layout.spot("profit_tax"), "税前利润")
    book = changed("switch", before_tax)
    assert round(at(book, layout.spot("maximum")), 2) == 7724472.80

    book = changed("spread", before_tax, (layout.spot("spread"), 6))
    exact = circle(switches={"profit_tax": "before_income_tax"}, parameters={"spread": figure(6)})
    assert_same(exact, book, layout)

    fines = layout.cell("items", "help_desk", "treatment")
    book = changed("treatment", (fines, "不得计入"))
    assert round(at(book, layout.spot("reviewed_total")), 2) == 10_216_000

    # The excess of 1,090,021.77 taken from the first year alone.
    first_year = (layout.spot("deduction_timing"), "首年扣减")
    book = changed("deduction", first_year, (layout.spot("deduction"), 1090021.77))
    after = [
        round(at(book, layout.spot("maximum_after_deduction", year)), 2) for year in layout.years
    ]
    assert after == [6796637.64, 7886659.41, 7886659.41]


@pytest.mark.office
def test_what_was_not_given_is_no_zero(tmp_path: Path, soffice_path: str) -> None:
    """Switched to net assets, of which none were given, the maximum is #N/A."""
    worksheet = circle()
    layout = Layout(worksheet, ZH)
    book = recalculated(
        workbook(worksheet, ZH, TITLE),
        tmp_path,
        soffice_path,
        [(layout.spot("profit_base"), "净资产")],
    )
    assert at(book, layout.spot("maximum")) == "#N/A"


EVERY_CONSTRUCT = """\
    units: [{id: call, title: {zh: 次, en: call}}]
    parameters:
      - {id: rate, title: {zh: 率, en: rate}, unit: percent, default: "3"}
    inputs:
      - {id: grown, title: {zh: 增长, en: growth}, unit: yuan/year, scope: year}
    tables:
      - id: classes
        title: {zh: 类别, en: classes}
        columns: [{id: weight, title: {zh: 权重, en: weight}, type: number, unit: "1"}]
      - id: works
        title: {zh: 工程, en: works}
        columns:
          - {id: sort, title: {zh: 类, en: class}, type: text, of: classes, optional: true}
          - {id: cost, title: {zh: 成本, en: cost}, type: number, unit: yuan}
          - {id: calls, title: {zh: 次数, en: calls}, type: number, unit: call}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
          - {id: weighted, title: {zh: a, en: a}, unit: yuan, scope: works, formula: 'weight[sort] * cost if not sort == "" else -cost / 2'}
          - {id: dear, title: {zh: b, en: b}, unit: yuan, formula: sum(w.weighted for w in works if w.cost > mean and w.sort != "small")}
          - {id: mean, title: {zh: c, en: c}, unit: yuan, formula: sum(w.cost for w in works) / count(works)}
          - {id: price, title: {zh: d, en: d}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: "0.05", mode: down}}
          - {id: upwards, title: {zh: e, en: e}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: "0.2", mode: up}}
          - {id: even, title: {zh: f, en: f}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: 1, mode: half_even}}
          - {id: half, title: {zh: g, en: g}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: 1, mode: half_up}}
          - {id: stock, title: {zh: h, en: h}, unit: yuan/year, scope: year, formula: 'prior(stock, 100 * grown / 100) * (1 + fraction(rate)) + (grown if elapsed > 0 or grown < 0 else 0)'}
          - {id: spread_out, title: {zh: i, en: i}, unit: yuan*year, formula: sum(y.stock * y.elapsed for y in years)}
          - {id: bounds, title: {zh: j, en: j}, unit: yuan, formula: 'max(min(mean, dear, 10 * mean), 0) - mean - dear'}
"""


@pytest.mark.office
def test_every_construct_recalculated(tmp_path: Path, soffice_path: str) -> None:
    """A method that uses all of the language; halves lie on 2.5 and 3.5, ticks on whole ones."""
    inputs = Inputs(
        tables={
            "classes": [row("small", "小", weight=2), row("large", "大", weight=3)],
            "works": [
                row("w1", "甲", sort="small", cost=250, calls=100),
                row("w2", "乙", sort="large", cost=350, calls=100),
                row("w3", "丙", cost=30, calls=100),
                row("w4", "丁", sort="large", cost=1000, calls=7),
            ],
        },
        scalars={"grown": {2026: figure(10), 2027: figure(-4), 2028: figure("7.5")}},
        years=(2026, 2027, 2028),
    )
    worksheet = solved(EVERY_CONSTRUCT, inputs)
    assert [worksheet.step("even", key).number for key in ("w1", "w2")] == [2, 4]
    assert [worksheet.step("half", key).number for key in ("w1", "w2")] == [3, 4]
    assert worksheet.step("price", "w3").number == Decimal("0.30")
    layout = Layout(worksheet, EN)
    book = recalculated(workbook(worksheet, EN, TITLE), tmp_path, soffice_path)
    assert_same(worksheet, book, layout)


def test_same_worksheet_same_file() -> None:
    first = workbook(circle(), ZH, TITLE, WATERMARK)
    assert first == workbook(circle(), ZH, TITLE, WATERMARK)


@pytest.mark.parametrize("language", [ZH, EN])
def test_citation_and_marks_stand_beside_each_line(language: Language) -> None:
    worksheet = circle()
    layout = Layout(worksheet, language)
    book = openpyxl.load_workbook(io.BytesIO(workbook(worksheet, language, TITLE, WATERMARK)))
    heads = {"zh": ["依据", "依据状态", "适用方式"], "en": ["Citation", "Evidence", "Applies"]}
    sheet = book[layout.lines_sheet]
    columns = {cell.value: cell.column for cell in sheet[4]}
    welfare = layout.spot("welfare_allowed").row + 1
    said = [sheet.cell(welfare, columns[head]).value for head in heads[language]]
    marks = {"zh": ["原文", "类推"], "en": ["text", "by analogy"]}
    assert said == ["企业所得税法实施条例 第四十条", *marks[language]]
    for line in worksheet.lines():
        if line.scope == "cycle":
            beside = sheet.cell(layout.spot(line.id).row + 1, columns[heads[language][0]]).value
            assert beside and line.cites[0].instrument in beside
    for name in book.sheetnames:
        assert book[name]["A2"].value == WATERMARK.in_language(language)


def test_no_chinese_in_the_english_workbook_but_instruments() -> None:
    worksheet = circle()
    layout = Layout(worksheet, EN)
    book = openpyxl.load_workbook(io.BytesIO(workbook(worksheet, EN, TITLE)))
    instruments = {cite.instrument for line in worksheet.lines() for cite in line.cites}
    for cells in book[layout.lines_sheet].iter_rows():
        for cell in cells:
            text = str(cell.value or "")
            for instrument in instruments:
                text = text.replace(instrument, "")
            chinese = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
            assert not set(chinese) - set("第条三四五十"), cell.coordinate
