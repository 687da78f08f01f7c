"""Ceilings as they are drafted: on the determination's VAT basis, each unit its own, none at 0.
The cases were found by trying the product."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from builders.ceilings import RULE, offer, problem
from builders.operators import METHOD, ROOT
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from engine.ceiling import by_program
from engine.cli import group
from engine.law import Faults

DATA = ROOT / "tests" / "data" / "second_look" / "money"
SHIPPED = ("--tariffs", str(ROOT / "tariffs"))


def run(*words: object) -> Result:
    environment = {"DINGJIA_LANG": "en"}
    commands = group(("determine", "ceilings", "check"))
    return CliRunner().invoke(commands, [str(word) for word in words], env=environment)


def record_of(operator: Path, folder: Path) -> Path:
    by_method = ("--method", METHOD, "--on", "2026-03-01", "--no-reports")
    assert run("determine", operator, *by_method, *SHIPPED, "--out", folder).exit_code == 0
    return folder / "record.json"


def test_a_draft_has_the_determinations_vat_basis_whatever_lies_beside_it(tmp_path: Path) -> None:
    record = record_of(ROOT / "examples" / "operators" / "circle.yaml", tmp_path)
    draft = tmp_path / "demo" / "ceilings-2026.yaml"
    beside = ("--tariffs", DATA / "tariffs", *SHIPPED)
    result = run("ceilings", record, *beside, "--out", draft)
    assert result.exit_code == 0, result.output
    assert "without VAT" in result.stdout
    written = yaml.safe_load(draft.read_text("utf-8"))
    assert written["vat"] == "excluded"
    prices = [
        product["components"][0]["charge"]["price"]
        for product in written["versions"][0]["products"]
    ]
    assert prices == ["0.2298", "274.13"]


def test_units_that_share_an_english_name_stay_two(tmp_path: Path) -> None:
    record = record_of(DATA / "two-units-one-english-name.yaml", tmp_path)
    draft = tmp_path / "demo" / "ceilings-2026.yaml"
    result = run("ceilings", record, *SHIPPED, "--out", draft)
    assert result.exit_code == 0, result.output
    version = yaml.safe_load(draft.read_text("utf-8"))["versions"][0]
    named = {unit: of["title"]["zh"] for unit, of in version["units"].items()}
    assert [named[product["unit"]] for product in version["products"]] == ["次", "份"]


def test_the_bounds_of_a_price_are_seen_and_none_falls_to_nothing(tmp_path: Path) -> None:
    """At 100 % a price lies between half its full price and twice it: 0.229849… and 274.139277…,
    on ticks 0.1150 to 0.4596 and 137.07 to 548.27."""
    record = record_of(ROOT / "examples" / "operators" / "circle.yaml", tmp_path)
    by_program = ("--by", "program", "--tolerance", "100%")
    said = run("ceilings", record, *SHIPPED, *by_program).stdout
    assert "Verification call: at least 0.1150 and at most 0.4596 yuan" in said
    assert "Enterprise data package: at least 137.07 and at most 548.27 yuan" in said
    found = json.loads(run("ceilings", record, *SHIPPED, *by_program, "--json").stdout)
    assert [one["lowest_price"] for one in found["ceilings"]] == ["0.1150", "137.07"]
    assert found["revenue"] == "7886640.00"


def test_a_product_with_cost_is_not_set_at_nothing_for_the_sake_of_another() -> None:
    """Full prices 8/7 and 7/5. Within 100 % above them 2 and 0 would raise 14 of 15 yuan; not below
    half of them, 4/7 and 7/10, one tick each is the most: 7 + 5."""
    stated = problem("15.00", offer("a", 8, 7, "1"), offer("b", 7, 5, "1"))
    result = by_program(RULE, stated, Decimal(100))
    assert [str(each.price.number) for each in result.ceilings] == ["1", "1"]
    assert [each.lowest for each in result.ceilings] == [1, 1]
    assert (result.revenue.number, result.proved) == (12, True)


@settings(max_examples=rounds(quick=10, full=250), deadline=None)
@given(
    st.integers(10_000, 10**9),
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**4)), min_size=1, max_size=4),
    st.sampled_from(["0", "0.1", "10", "100", "400"]),
)
def test_no_product_with_cost_is_priced_below_its_bound(
    fen: int, products: list[tuple[int, int]], tolerance: str
) -> None:
    stated = problem(
        Decimal(fen).scaleb(-2),
        *(offer(f"p{at}", cost, quantity, "0.01") for at, (cost, quantity) in enumerate(products)),
    )
    try:
        result = by_program(RULE, stated, Decimal(tolerance))
    except Faults as faults:
        assert {fault.place.partition("[")[0] for fault in faults.faults} == {"at_least_one_tick"}
        return
    for each in result.ceilings:
        assert each.lowest is not None
        assert 0 < each.lowest <= each.price.number <= each.highest
        # As far below the full price as above it, by a factor; its last tick stays allowed.
        least = each.full_price.number / (1 + Decimal(tolerance) / 100)
        assert each.price.number > least - Decimal("0.01")


@pytest.mark.parametrize("tolerance", ["0", "0.1"])
def test_the_held_answers_stay(tmp_path: Path, tolerance: str) -> None:
    record = record_of(ROOT / "examples" / "operators" / "circle.yaml", tmp_path)
    asked = ("--by", "program", "--tolerance", f"{tolerance}%", "--json")
    found = json.loads(run("ceilings", record, *SHIPPED, *asked).stdout)
    prices = {"0": ["0.2298", "274.13"], "0.1": ["0.2298", "274.22"]}[tolerance]
    assert [one["ceiling"] for one in found["ceilings"]] == prices
