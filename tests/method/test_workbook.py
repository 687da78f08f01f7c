"""The workbook of a method: its formulas recalculated by LibreOffice against the exact reader.

LibreOffice is slow to start, so every workbook that these tests look at is written first, and all
are recalculated in one call.
"""

from __future__ import annotations

import csv
import io
import random
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from builders.method_inputs import DOCUMENTS, drawn, worksheet
from builders.methods import (
    CIRCLE,
    CONSTRUCTED,
    CYCLE,
    EVERY_CONSTRUCT,
    circle,
    figure,
    row,
    solved,
)
from builders.proof import rounds

from engine.method import Inputs, Worksheet, workbook
from engine.method.workbook.layout import Layout, Spot
from engine.text import Language, Text

pytestmark = pytest.mark.long

TITLE = Text(zh="最高准许收入测算", en="Maximum permitted revenue")
WATERMARK = Text(zh="示例", en="illustrative")
ZH, EN = Language.ZH, Language.EN
RANDOM = rounds(quick=5, full=20)
"""Random inputs of each method document."""

SHEETS_AS_TEXT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as a file of figures in full, not as they are shown; far quicker than a workbook."""

Changes = Sequence[tuple[Spot, object]]


@dataclass(frozen=True)
class Case:
    """A workbook to recalculate, some of its cells changed first."""

    worksheet: Worksheet
    language: Language
    changes: Changes = ()

    @property
    def layout(self) -> Layout:
        return Layout(self.worksheet, self.language)

    def content(self) -> bytes:
        written = workbook(self.worksheet, self.language, TITLE, WATERMARK)
        if not self.changes:
            return without_values(written)
        book = openpyxl.load_workbook(io.BytesIO(written))
        for spot, value in self.changes:
            book[spot.sheet][spot.cell] = value
        # openpyxl writes formulas without their cached values.
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


def without_values(content: bytes) -> bytes:
    """Take the cached value out of each formula: nothing is there but what is computed anew."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(stream, "w") as bare:
        for name in book.namelist():
            part = book.read(name)
            bare.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part))
    return stream.getvalue()


class Book:
    """A recalculated workbook: the figures of its sheets, as LibreOffice holds them."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._sheets: dict[str, list[list[str]]] = {}

    def shown(self, spot: Spot) -> str:
        """What stands in a cell."""
        if spot.sheet not in self._sheets:
            path = self._folder / f"{self._name}-{spot.sheet}.csv"
            with path.open(encoding="utf-8", newline="") as file:
                self._sheets[spot.sheet] = list(csv.reader(file))
        return self._sheets[spot.sheet][spot.row][spot.column]

    def figure(self, spot: Spot) -> float:
        """The figure in a cell."""
        return float(self.shown(spot))


def cases() -> Iterator[tuple[str, Case]]:
    """Every workbook that is recalculated, by name."""
    deduction = {**CIRCLE.scalars, "deduction": figure("1090021.77")}
    for language in (ZH, EN):
        for profit_tax in ("after_income_tax", "before_income_tax"):
            found = circle(scalars=deduction, switches={"profit_tax": profit_tax})
            yield f"{profit_tax}-{language.value}", Case(found, language)
    for reading in ("annual_average", "cycle_total", "year_by_year"):
        yield reading, Case(circle(CYCLE, switches={"excess_reading": reading}), ZH)
    yield from live_cases()
    yield "construct", Case(solved(EVERY_CONSTRUCT, CONSTRUCTED), EN)
    for seed in range(RANDOM):
        yield f"stages-{seed}", Case(solved(EVERY_CONSTRUCT, _staged(seed)), EN)
    for document in DOCUMENTS:
        for seed in range(RANDOM):
            language = EN if seed % 4 == 0 else ZH
            found = worksheet(document, drawn(document, seed))
            yield f"{document.replace('/', '-')}-{seed}", Case(found, language)


def _staged(seed: int) -> Inputs:
    """Everything in the language, over as many rows in order as the seed says."""
    source, at = random.Random(seed), Decimal(0)
    rows = []
    for name in range(1 + 3 * seed):
        at += Decimal(source.randint(1, 400)) / 100
        spent = Decimal(source.randint(-4000, 3000)) / 100
        rows.append(row(f"r{name}", "", placed=at, spent=spent))
    return replace(CONSTRUCTED, tables={**CONSTRUCTED.tables, "stages": rows})


def live_cases() -> Iterator[tuple[str, Case]]:
    """The circle, with cells changed in the workbook."""
    found = circle()
    layout = Layout(found, ZH)

    def changed(*changes: tuple[Spot, object]) -> Case:
        return Case(found, ZH, changes)

    before_tax = (layout.spot("profit_tax"), "税前利润")
    yield "switch", changed(before_tax)
    yield "spread", changed(before_tax, (layout.spot("spread"), 6))
    yield "treatment", changed((layout.cell("items", "help_desk", "treatment"), "不得计入"))
    first_year = (layout.spot("deduction_timing"), "首年扣减")
    yield "deduction", changed(first_year, (layout.spot("deduction"), 1090021.77))
    yield "not-given", changed((layout.spot("profit_base"), "净资产"))


Recalculated = Callable[[str], tuple[Case, Book]]


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory, calc_path: str) -> Recalculated:
    """Return a case by name, and its workbook after LibreOffice has computed every formula."""
    folder: Path = tmp_path_factory.mktemp("office")
    written = dict(cases())
    for name, case in written.items():
        (folder / f"{name}.xlsx").write_bytes(case.content())
    target = folder / "out"
    command = [
        calc_path,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        SHEETS_AS_TEXT,
        "--outdir",
        str(target),
        *(str(folder / f"{name}.xlsx") for name in written),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)

    def by_name(name: str) -> tuple[Case, Book]:
        return written[name], Book(target, name)

    return by_name


def assert_same(exact_sheet: Worksheet, book: Book, layout: Layout) -> None:
    """Every line of the worksheet stands in its cell, to a relative 1e-12; to the fen if rounded."""
    compared = 0
    for line in exact_sheet.lines():
        for key in exact_sheet.keys(line.id):
            exact = exact_sheet.step(line.id, key).number
            found = book.figure(layout.spot(line.id, key))
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
    profit_tax: str, language: Language, recalculated: Recalculated
) -> None:
    case, book = recalculated(f"{profit_tax}-{language.value}")
    assert_same(case.worksheet, book, case.layout)
    maximum = {"after_income_tax": 7886659.41, "before_income_tax": 7724472.80}[profit_tax]
    assert round(book.figure(case.layout.spot("maximum")), 2) == maximum


@pytest.mark.office
@pytest.mark.parametrize(
    ("reading", "excess"),
    [
        ("annual_average", 363340.59),
        ("cycle_total", 1090021.77),
        ("year_by_year", 1476681.18),
    ],
)
def test_evaluation_recalculated(reading: str, excess: float, recalculated: Recalculated) -> None:
    case, book = recalculated(reading)
    assert_same(case.worksheet, book, case.layout)
    assert round(book.figure(case.layout.spot("excess")), 2) == excess


@pytest.mark.office
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_recalculated(document: str, recalculated: Recalculated) -> None:
    for seed in range(RANDOM):
        case, book = recalculated(f"{document.replace('/', '-')}-{seed}")
        assert_same(case.worksheet, book, case.layout)


@pytest.mark.office
def test_cells_are_live(recalculated: Recalculated) -> None:
    """A switch, a parameter, a treatment and an amount changed in their cells change the answer."""
    case, book = recalculated("switch")
    assert round(book.figure(case.layout.spot("maximum")), 2) == 7724472.80

    case, book = recalculated("spread")
    exact = circle(switches={"profit_tax": "before_income_tax"}, parameters={"spread": figure(6)})
    assert_same(exact, book, case.layout)

    case, book = recalculated("treatment")
    assert round(book.figure(case.layout.spot("reviewed_total")), 2) == 10_216_000

    # The excess of 1,090,021.77 taken from the first year alone.
    case, book = recalculated("deduction")
    after = [
        round(book.figure(case.layout.spot("maximum_after_deduction", year)), 2)
        for year in case.layout.years
    ]
    assert after == [6796637.64, 7886659.41, 7886659.41]


@pytest.mark.office
def test_what_was_not_given_is_no_zero(recalculated: Recalculated) -> None:
    """Switched to net assets, of which none were given, the maximum is #N/A."""
    case, book = recalculated("not-given")
    assert book.shown(case.layout.spot("maximum")) == "#N/A"


@pytest.mark.office
def test_rows_before_and_powers_in_sums_recalculated(recalculated: Recalculated) -> None:
    for seed in range(RANDOM):
        case, book = recalculated(f"stages-{seed}")
        assert_same(case.worksheet, book, case.layout)


@pytest.mark.office
def test_every_construct_recalculated(recalculated: Recalculated) -> None:
    """A method that uses all of the language; halves lie on 2.5 and 3.5, ticks on whole ones."""
    case, book = recalculated("construct")
    found = case.worksheet
    assert [found.step("even", key).number for key in ("w1", "w2")] == [2, 4]
    assert [found.step("half", key).number for key in ("w1", "w2")] == [3, 4]
    assert found.step("price", "w3").number == Decimal("0.30")
    # 350 and 1,000; the mean of four costs, of those above it, and 7; three cost more than 100.
    assert found.step("large_mean").number == 675
    assert found.step("dear_works").number == 3
    assert [found.step("built", year).number for year in (2026, 2027, 2028)] == [250, 0, 380]
    assert [found.step("stock_before", year).number for year in (2026, 2027, 2028)] == [0, 10, 6]
    assert_same(found, book, case.layout)


def test_same_worksheet_same_file() -> None:
    first = workbook(circle(), ZH, TITLE, WATERMARK)
    assert first == workbook(circle(), ZH, TITLE, WATERMARK)
    said = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert (said.title, said.created.year) == (TITLE.zh, 2000)  # of no day of its making


@pytest.mark.parametrize("language", [ZH, EN])
def test_citation_and_marks_stand_beside_each_line(language: Language) -> None:
    found = circle()
    layout = Layout(found, language)
    book = openpyxl.load_workbook(io.BytesIO(workbook(found, language, TITLE, WATERMARK)))
    heads = {"zh": ["依据", "依据状态", "适用方式"], "en": ["Citation", "Evidence", "Applies"]}
    sheet = book[layout.lines_sheet]
    columns = {cell.value: cell.column for cell in sheet[4]}
    welfare = layout.spot("welfare_allowed").row + 1
    said = [sheet.cell(welfare, columns[head]).value for head in heads[language]]
    marks = {"zh": ["原文", "类推"], "en": ["text", "by analogy"]}
    assert said == ["企业所得税法实施条例 第四十条", *marks[language]]
    for line in found.lines():
        if line.scope == "cycle":
            beside = sheet.cell(layout.spot(line.id).row + 1, columns[heads[language][0]]).value
            assert beside and line.cites[0].instrument in beside
    for name in book.sheetnames:
        assert book[name]["A2"].value == WATERMARK.in_language(language)


def test_no_chinese_in_the_english_workbook_but_instruments() -> None:
    found = circle()
    layout = Layout(found, EN)
    book = openpyxl.load_workbook(io.BytesIO(workbook(found, EN, TITLE)))
    instruments = {cite.instrument for line in found.lines() for cite in line.cites}
    for cells in book[layout.lines_sheet].iter_rows():
        for cell in cells:
            text = str(cell.value or "")
            for instrument in instruments:
                text = text.replace(instrument, "")
            chinese = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
            assert not set(chinese) - set("第条三四五十"), cell.coordinate
