"""`dingjia determine` for methods that do not determine from accounts: a file of figures in."""

from __future__ import annotations

import datetime
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from builders.method_inputs import BLOCKS, GRID, OIL, WATER, drawn, version, worksheet
from builders.methods import HEAD, SHELF
from builders.operators import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.method import InputCell, Inputs, Method, computed, figures_template, read_figures
from engine.money import plain
from engine.text import Text

EXAMPLES = ROOT / "examples" / "methods"
TARIFFS = ("--tariffs", ROOT / "tariffs")
WATER_FILE = (EXAMPLES / "water.yaml").read_text(encoding="utf-8")
LATER = datetime.date(2026, 12, 1)


def run(file: Path | str, method: str, *more: object) -> Result:
    words = ("determine", file, "--method", method, "--lang", "en", *more, *TARIFFS)
    return CliRunner().invoke(group(("determine",)), [str(word) for word in words])


def lines(file: str, method: str, *more: object) -> Any:
    result = run(EXAMPLES / file, method, "--json", *more)
    assert result.exit_code == 0, result.output
    return {name: line["value"] for name, line in json.loads(result.stdout)["lines"].items()}


def test_water_worked_by_hand() -> None:
    """Cost 900,000, return 4.5 % of 3,000,000, taxes 30,000: 1,065,000; ÷ 800,000 is 1.33."""
    found = lines("water.yaml", WATER)
    assert Decimal(found["permitted_revenue"]) == 1_065_000
    assert found["price_to_the_fen"] == "1.33"


def test_grid_worked_by_hand() -> None:
    """An equity return of 48 at 25 % carries 16 of income tax; with surcharges 238.50."""
    found = lines("grid.yaml", GRID)
    assert (Decimal(found["income_tax"]), found["permitted_revenue"]) == (16, "238.50")


def test_oil_pipelines_worked_by_hand() -> None:
    assert Decimal(lines("oil-pipelines.yaml", OIL)["excess"]) == 15
    once = lines("oil-pipelines.yaml", OIL, "--switch", "excess_deducted=once")
    assert Decimal(once["excess"]) == 5


def test_building_blocks_worked_by_hand() -> None:
    """105.5 + 255 before tax; 250 are deducted: tax 110.5 × 25 ÷ 75 = 36.83…; then 374.

    397.33… ÷ 1.1 + 374 ÷ 1.21 is worth 386.22 a year.
    """
    found = lines("building-blocks.yaml", BLOCKS)
    assert [Decimal(one) for one in found["revenue_before_tax"].values()] == [
        Decimal("360.5"),
        Decimal("345.5"),
    ]
    assert found["allowed"] == {"2026": "386.22", "2027": "386.22"}


def test_income_tax_within_revenue_worked_by_hand(tmp_path: Path) -> None:
    """300 before tax, 260 deducted, s = (1 − γ) × 25 %, tax = s × 40 ÷ (1 − s).

    At γ 0 it is 0.25 × 40 ÷ 0.75 = 13.3333, at γ 25 % 0.1875 × 40 ÷ 0.8125 = 9.2308.
    """
    figures = yaml.safe_load((EXAMPLES / "building-blocks.yaml").read_text(encoding="utf-8"))
    del figures[True]  # `on`, which this library takes for a yes: the engine does not
    figures |= {"years": [2026], "switches": {}}
    figures["inputs"] |= {
        "remaining_life": 10,
        "opening_tax_assets": 1600,
        "remaining_tax_life": 10,
        "capex": {2026: 0},
        "opex": {2026: 100},
        "inflation": {2026: 0},
    }
    file = tmp_path / "tax.yaml"
    for imputation, tax in ((0, "13.3333"), (25, "9.2308")):
        figures["parameters"]["imputation"] = imputation
        file.write_text(yaml.safe_dump(figures, allow_unicode=True), encoding="utf-8")
        result = run(file, BLOCKS, "--json", "--on", LATER)
        assert result.exit_code == 0, result.output
        found = json.loads(result.stdout)["lines"]["tax"]["value"]["2026"]
        assert round(Decimal(found), 4) == Decimal(tax)


def written(inputs: Inputs, method: str) -> str:
    """Inputs as somebody would write them into a file."""

    def cell(one: InputCell) -> Any:
        value = one.value
        if isinstance(value, Text):
            return value.model_dump()
        return plain(value) if isinstance(value, Decimal) else value

    tree = {
        "method": method,
        "years": list(inputs.years),
        "switches": dict(inputs.switches),
        "parameters": {name: cell(one) for name, one in inputs.parameters.items()},
        "inputs": {
            name: cell(one)
            if isinstance(one, InputCell)
            else {str(year): cell(each) for year, each in one.items()}
            for name, one in inputs.scalars.items()
        },
        "tables": {
            table: [{name: cell(one) for name, one in row.items()} for row in rows]
            for table, rows in inputs.tables.items()
        },
    }
    return yaml.safe_dump(tree, allow_unicode=True)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(method=st.sampled_from([WATER, GRID, OIL, BLOCKS]), seed=st.integers(0, 500))
def test_a_file_says_the_same_as_inputs_from_python(tmp_path: Path, method: str, seed: int) -> None:
    inputs = drawn(method, seed)
    file = tmp_path / "figures.yaml"
    file.write_text(written(inputs, method), encoding="utf-8")
    found = computed(SHELF, method, read_figures(file), LATER).worksheet
    expected = worksheet(method, inputs)
    assert found.steps.keys() == expected.steps.keys()
    for at, step in expected.steps.items():
        assert found.steps[at].number == step.number


@pytest.mark.parametrize("method", [WATER, GRID, OIL, BLOCKS, "cn/refund-of-overcharges"])
def test_a_template_names_every_input_and_reads_back(tmp_path: Path, method: str) -> None:
    """Empty, it is read without a fault of form, and the command asks for what is needed."""
    file = tmp_path / "empty.yaml"
    result = run(file, method, "--on", LATER, "--template", file)
    assert result.exit_code == 0, result.output
    content, of = file.read_text(encoding="utf-8"), version(method)
    for entry in (*of.inputs, *of.parameters, *of.switches, *of.tables):
        assert f"{entry.id}:" in content
        assert entry.title.zh in content and entry.title.en in content
    result = run(file, method, "--json")
    told = json.loads(result.stdout)["faults"]
    assert result.exit_code == 2
    assert {one["fault"] for one in told} == {"method.missing_input"}
    assert all(one["file"] == "empty.yaml" and one["line"] for one in told)


def test_a_template_filled_in_gives_the_answer(tmp_path: Path) -> None:
    document = SHELF.get(WATER, Method)
    content = figures_template(document, version(WATER), LATER)
    given_figures = yaml.safe_load(WATER_FILE)
    for name, value in {**given_figures["inputs"], **given_figures["parameters"]}.items():
        content = content.replace(f"\n  {name}:\n", f"\n  {name}: {value}\n")
    file = tmp_path / "water.yaml"
    file.write_text(content, encoding="utf-8")
    assert "permitted revenue of a year: 1,065,000.00 yuan/year" in run(file, WATER).stdout


@pytest.mark.parametrize(
    ("sound", "changed", "said"),
    [
        (
            "  depreciation: 400000\n",
            "",
            "inputs.depreciation: depreciation of fixed assets (yuan/year) is needed",
        ),
        (
            "depreciation: 400000",
            "depreciaton: 400000",
            "water.yaml:14 inputs.depreciaton = depreciaton: ",
        ),
        (
            "depreciation: 400000",
            "depreciation: lots",
            "water.yaml:14 inputs.depreciation = lots: a number",
        ),
        ("depreciation: 400000", "depreciation: {2026: 1}", "water.yaml:14 inputs.depreciation: "),
        ("equity_spread: 4", "equity_spread: 5", "water.yaml:11 parameters.equity_spread = 5: "),
        ("equity_spread: 4", "least_use: 60", "parameters.least_use = 60: "),
        (
            "gearing_basis: average",
            "gearing_basis: median",
            "water.yaml:8 switches.gearing_basis = median: ",
        ),
        ("gearing_basis: average", "gearing: average", "water.yaml:8 switches.gearing = gearing: "),
        ("declared_by:", "declared:", "water.yaml:5 declared = declared: "),
        (
            "method: cn/urban-water-2021",
            "method: cn/grid-transmission",
            "method = cn/grid-transmission: ",
        ),
        ("on: 2026-03-01", "on: spring", "water.yaml:4 on = spring: "),
        ("on: 2026-03-01", "years: 2026", "water.yaml:4 years = 2026: write the years as"),
        ("volume: 800000", "volume: -1", "reviewed, actual and design volume are above 0"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    tmp_path: Path, sound: str, changed: str, said: str
) -> None:
    assert sound in WATER_FILE
    file = tmp_path / "water.yaml"
    file.write_text(WATER_FILE.replace(sound, changed, 1), encoding="utf-8")
    result = run(file, WATER, "--on", "2026-03-01")
    assert result.exit_code == 2
    assert said in result.stderr, result.stderr


def test_what_is_wrong_in_a_table_is_told_at_its_row(tmp_path: Path) -> None:
    file = tmp_path / "charges.yaml"
    file.write_text(
        "tables:\n"
        "  customers:\n"
        "    - {id: bank, title: {zh: 银行, en: the bank}}\n"
        "  charges:\n"
        "    - {id: c1, customer: bank, quantity: 10, price: 3, ceiling: 2}\n"
        "    - {id: c2, customer: shop, quantity: 10, price: x, ceiling: 2}\n"
        "    - {id: c3, customer: 7, quantity: 10, price: 3, ceiling: 2, colour: red}\n",
        encoding="utf-8",
    )
    told = run(file, "cn/refund-of-overcharges", "--on", LATER).stderr
    assert "charges.yaml:6 tables.charges[1].price = x: a number belongs here" in told
    assert "charges.yaml:7 tables.charges[2].customer = 7: " in told
    sound = file.read_text(encoding="utf-8").replace("price: x", "price: 3").replace("7,", "bank,")
    file.write_text(sound, encoding="utf-8")
    told = run(file, "cn/refund-of-overcharges", "--on", LATER).stderr
    assert "charges.yaml:6 tables.charges[1].customer = shop: " in told
    assert "charges.yaml:7 tables.charges[2].colour = colour: " in told
    sound = sound.replace("shop", "bank").replace(", colour: red", "")
    file.write_text(sound, encoding="utf-8")
    result = run(file, "cn/refund-of-overcharges", "--on", LATER)
    assert result.stdout.startswith("to be refunded in all: 30.00 yuan")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--spread", "3"), "--spread: this option is only for methods that determine from"),
        (("--stage", "final"), "--stage: this option is only"),
        (("--out", "figures.csv"), "--out = figures.csv: a file ending in .xlsx"),
        (("--template", "figures.xlsx"), "--template = figures.xlsx: a file ending in .yaml"),
    ],
)
def test_an_option_that_is_wrong(more: tuple[str, ...], said: str) -> None:
    result = run(EXAMPLES / "water.yaml", WATER, *more)
    assert result.exit_code == 2
    assert said in result.stderr, result.stderr


def test_no_template_of_a_method_that_is_none(tmp_path: Path) -> None:
    result = run("x", "cn/urban-water", "--template", tmp_path / "water.yaml")
    assert result.exit_code == 2
    assert "cn/urban-water" in result.stderr and not any(tmp_path.iterdir())


def test_a_block_that_lacks_everything_is_named(tmp_path: Path) -> None:
    """Without volumes there is revenue and no price; the page says for want of what."""
    file = tmp_path / "water.yaml"
    file.write_text(WATER_FILE.partition("  volume:")[0], encoding="utf-8")
    said = run(file, WATER).stdout
    assert said.startswith("permitted revenue of a year: 1,065,000.00 yuan/year")
    assert (
        "“Average price” was not computed, for want of: "
        "reviewed volume, actual volume, design volume" in said
    )


def test_tables_without_rows_have_no_answer(tmp_path: Path) -> None:
    body = """
    tables:
      - id: works
        title: {zh: 工程, en: works}
        columns: [{id: cost, title: {zh: 成本, en: cost}, type: number, unit: yuan}]
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines: [{id: twice, title: {zh: 两倍, en: twice}, unit: yuan, scope: works, formula: cost * 2}]
"""
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "small.yaml").write_text(HEAD + body, encoding="utf-8")
    file = tmp_path / "figures.yaml"
    for rows, said in (
        ("[]", "nothing to compute"),
        ("[{id: a, cost: 3}]", "twice: 6.00 yuan"),
        ("[{id: a, cost: 3}, {id: b, cost: 4}]", "twice: see below"),
    ):
        file.write_text(f"tables: {{works: {rows}}}\n", encoding="utf-8")
        result = run(file, "test/small", "--tariffs", tmp_path)
        assert result.exit_code == 0, result.output
        assert said in result.stdout.splitlines()[0]


def test_every_step_and_the_workbook(tmp_path: Path) -> None:
    book = tmp_path / "water.xlsx"
    said = run(EXAMPLES / "water.yaml", WATER, "--explain", "--out", book).stdout
    assert re.search(r"permitted return = 135,000(\.0+)? yuan/year", said)
    assert "[water.yaml inputs.depreciation]" in said
    assert f"Workbook written to {book}" in said
    sheets = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    formulas = [
        cell.value
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    assert len(formulas) > 10


def test_readings_are_listed_and_chosen() -> None:
    assert "mid_year_return" in run("x", BLOCKS, "--switches", "--on", LATER).stdout
    said = run(
        EXAMPLES / "building-blocks.yaml", BLOCKS, "--switch", "capex_timing=year_end"
    ).stdout
    assert "(capex_timing=year_end)" in said


def test_results_are_lines_of_the_method(tmp_path: Path) -> None:
    content = (ROOT / "tariffs" / "cn" / "urban-water-2021.yaml").read_text(encoding="utf-8")
    (tmp_path / "cn").mkdir()
    faulty = content.replace("results: [permitted_revenue,", "results: [permited_revenue,")
    (tmp_path / "cn" / "urban-water-2021.yaml").write_text(faulty, encoding="utf-8")
    words = ("determine", EXAMPLES / "water.yaml", "--method", WATER, "--tariffs", tmp_path)
    result = CliRunner().invoke(group(("determine",)), [*map(str, words), "--lang", "en"])
    assert result.exit_code == 1
    assert "results[0] = permited_revenue" in result.stderr


def test_the_method_that_the_file_states_need_not_be_said_again() -> None:
    file = EXAMPLES / "water.yaml"
    words = ("determine", str(file), "--json", *map(str, TARIFFS))
    alone = CliRunner().invoke(group(("determine",)), words)
    assert alone.exit_code == 0, alone.output
    assert json.loads(alone.stdout) == json.loads(run(file, WATER, "--json").stdout)


def test_a_file_that_states_no_method_is_asked_for_it(tmp_path: Path) -> None:
    for content in ("inputs: {}\n", "method: 3\n", "- x\n", "method: [\n"):
        path = tmp_path / "figures.yaml"
        path.write_text(content, encoding="utf-8")
        words = ("determine", str(path), "--lang", "en", *map(str, TARIFFS))
        asked = CliRunner().invoke(group(("determine",)), words)
        assert asked.exit_code == 2
        assert "--method" in asked.stderr


def test_a_stated_method_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "figures.yaml"
    path.write_text("method: cn/nothing\ninputs: {}\n", encoding="utf-8")
    words = ("determine", str(path), "--on", "2026-03-01", "--lang", "en", *map(str, TARIFFS))
    asked = CliRunner().invoke(group(("determine",)), words)
    assert asked.exit_code == 2
    assert "cn/nothing" in asked.stderr
