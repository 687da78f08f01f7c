"""The rich illustrative operator: worked by other means, built from its files, and well behaved."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import builders.scenarios as scenario_cases
import pytest
from builders.demo_by_hand import DEMO, Result, worked
from builders.office import recalculated_all
from builders.operators import DAY, METHOD, ROOT, SHELF, tree, value
from builders.proof import rounds
from builders.steps_by_hand import wrong_steps
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from engine.cli import group
from engine.determination import Determination, determine, driver_effects, read_decisions
from engine.explain import sources
from engine.law import Declaration, Located
from engine.method import workbook
from engine.method.workbook.layout import Layout
from engine.rules import RulesDocument
from engine.scenario import Bench
from engine.submission import Filed, accepted, read_submission, workbook_template
from engine.text import Language

pytestmark = pytest.mark.long

XLSX = DEMO.with_suffix(".xlsx")
OVERRIDES = DEMO.with_name("demo-overrides.yaml")
TARIFFS = ("--tariffs", str(ROOT / "tariffs"))
EXACT = Decimal("1e-30")


@pytest.fixture(scope="module")
def filed() -> Filed:
    return read_submission(XLSX)


def determined(of: Filed, judged: bool = True, **more: Any) -> Determination:
    decided = read_decisions(OVERRIDES, of) if judged else None
    return determine(SHELF, of, METHOD, DAY, decided=decided, **more)


@pytest.fixture(scope="module")
def demo(filed: Filed) -> Determination:
    return determined(filed)


def same(found: Decimal, expected: Fraction) -> bool:
    with localcontext(prec=60):
        exact = Decimal(expected.numerator) / Decimal(expected.denominator)
        return abs(found - exact) <= EXACT * max(abs(exact), 1)


def test_the_workbook_is_built_from_the_files_beside_it(filed: Filed) -> None:
    """dingjia determine examples/operators/demo --template examples/operators/demo.xlsx"""
    from_files = read_submission(DEMO)
    assert from_files.submission == filed.submission
    assert XLSX.read_bytes() == workbook_template(Language.ZH, from_files.submission)
    assert XLSX.stat().st_size < 100_000


def test_it_is_rich(filed: Filed, demo: Determination) -> None:
    submission = filed.submission
    assert sum(item.asset is None for item in submission.items) >= 60
    assert sum(item.asset is not None for item in submission.items) >= 25
    assert {subsidy.tag for subsidy in submission.subsidies} == {
        *("asset", "paid", "free", "unspecified")
    }
    assert {item.direct for item in submission.items} == {"paid", "free", None}
    assert len(submission.earlier_years) == 2
    rules = SHELF.get("cn/cost-review", RulesDocument).in_force(DAY)
    assert rules is not None
    treated = demo.review.treatments
    met = {one.rule.id for one in treated} | {one.flag.id for one in treated if one.flag}
    assert {rule.id for table in rules.tables for rule in table.rules} - met == {"nothing"}
    category = next(fact for fact in rules.facts if fact.id == "category")
    assert {item.category for item in submission.items} == {one.id for one in category.values}
    assert demo.undecided == ()
    assert [one.treated.item.id for one in determined(filed, judged=False).undecided] == [
        *("cloud-rent", "geocoding", "migration", "rent", "group-fee", "lawsuit")
    ]


@pytest.mark.parametrize(
    ("years", "reading"), [((2025,), "latest_year"), ((2025, 2024, 2023), "average")]
)
def test_the_same_from_raw_figures_by_other_means(
    filed: Filed, years: tuple[int, ...], reading: str
) -> None:
    expected: Result = worked(years)
    found = determined(filed, switches={"base_year": reading})
    assert same(value(found, "reviewed_total"), expected.reviewed_total)
    assert same(found.operating_cost.number, expected.operating_cost)
    assert same(found.uncovered.number, expected.uncovered)
    assert same(found.maximum(2026).number, expected.maximum)
    for priced in found.products:
        assert same(priced.full_price.number, expected.prices[priced.product.id])


def changed(filed: Filed, *changes: tuple[str, str, object]) -> Filed:
    """The submission with the amounts of some entries changed: list, id, amount."""
    whole = filed.submission.model_dump(mode="json", exclude_none=True)
    for listed, name, amount in changes:
        entry = next(one for one in whole[listed] if one["id"] == name)
        entry["amount"] = amount
    return accepted(Located("demo.yaml", whole))


def before_rounding(of: Determination) -> Decimal:
    with localcontext(prec=60):
        return value(of, "revenue_before_surcharges") + value(of, "surcharges")


@given(fen=st.integers(1, 10**7))
@settings(max_examples=rounds(quick=3, full=100), deadline=None)
def test_a_yuan_moved_from_paid_to_free_use_moves_the_maximum_by_its_own_chain(
    filed: Filed, demo: Determination, fen: int
) -> None:
    """1 + 6.2 % profit + 15/85 of it as income tax, and surcharges on all: ÷ (1 − 12 % × 6 %)."""
    moved = Fraction(fen, 100)
    paid, free = Fraction("1124600"), Fraction("462300")
    after = determined(
        changed(
            filed,
            ("items", "marketing", str(float(paid - moved))),
            ("items", "help-desk", str(float(free + moved))),
        )
    )
    rate = Fraction("0.062")
    chain = (1 + rate + rate * Fraction(15, 85)) / (1 - Fraction("0.12") * Fraction("0.06"))
    with localcontext(prec=60):
        fell = before_rounding(demo) - before_rounding(after)
    assert same(fell, moved * chain)
    assert value(after, "reviewed_total") == value(demo, "reviewed_total")
    with localcontext(prec=60):
        assert same(after.uncovered.number - demo.uncovered.number, moved)


def test_cost_and_grants_of_free_supply_never_touch_a_paid_product(
    filed: Filed, demo: Determination
) -> None:
    free = [item.id for item in filed.submission.items if item.direct == "free"]
    granted = [s.id for s in filed.submission.subsidies if s.tag == "free"]
    changes = [("items", name, "9999999.99") for name in free if "hall" not in name]
    changes += [("subsidies", name, "7777777.77") for name in granted]
    after = determined(changed(filed, *changes))
    assert after.maximum(2026).number == demo.maximum(2026).number
    for before, now in zip(demo.products, after.products, strict=True):
        assert before.cost.number == now.cost.number
    # and no figure of a paid product rests on one of them
    places = {
        source.place
        for priced in demo.products
        for source in sources(priced.full_price)
        if isinstance(source, Declaration)
    }
    positions = {s.id: at for at, s in enumerate(filed.submission.subsidies)}
    assert not places & {filed.place("subsidies", positions[name], "amount") for name in granted}


def test_no_subsidy_counts_twice(filed: Filed, demo: Determination) -> None:
    """Each taken away: what paid use and free supply bear rises by it once, an asset's by its year."""
    whole = filed.submission.model_dump(mode="json", exclude_none=True)
    for subsidy in filed.submission.subsidies:
        without = copy.deepcopy(whole)
        without["subsidies"] = [one for one in whole["subsidies"] if one["id"] != subsidy.id]
        without["earlier"] = [one for one in whole["earlier"] if one["of"] != subsidy.id]
        after = determined(accepted(Located("demo.yaml", without)))
        with localcontext(prec=60):
            rose = after.operating_cost.number - demo.operating_cost.number
            rose += after.uncovered.number - demo.uncovered.number
        expected = {
            # 2,400,000 × 95 % ÷ 60 × 12, and 800,000 ÷ 120 × 12
            "server-grant": Decimal(456000),
            "privacy-grant": Decimal(80000),
        }.get(subsidy.id, subsidy.amount)
        assert abs(rose - expected) <= EXACT, subsidy.id


def test_the_command_writes_record_and_workbook_and_the_record_verifies(tmp_path: Path) -> None:
    commands = group(("determine", "verify"))
    arguments = ["determine", str(XLSX), "--method", METHOD, "--on", "2026-03-01"]
    arguments += ["--overrides", str(OVERRIDES), "--out", str(tmp_path), *TARIFFS, "--no-reports"]
    result = CliRunner().invoke(commands, arguments)
    assert result.exit_code == 0, result.output
    body = json.loads((tmp_path / "record.json").read_text("utf-8"))["body"]
    assert body["inputs"]["submission"]["authorisation"]["id"] == "city-data"
    assert set(body["earlier"]) == {"2023", "2024"}
    added = next(row for row in body["review"] if row["item"] == "power")
    assert (added["by_rule"], added["reviewed"]) == ("1864352.17", "1901200.00")
    assert added["reduction"] == "-36847.83"  # 核增
    assert "漏记12月电费" in added["reason"]
    verified = CliRunner().invoke(commands, ["verify", str(tmp_path / "record.json"), *TARIFFS])
    assert verified.exit_code == 0, verified.output


def _random_submissions() -> Iterator[tuple[Filed, dict[str, str]]]:
    """Variations of the small worked operator, drawn from a fixed seed."""
    draw = random.Random(65)
    for _ in range(rounds(quick=5, full=20)):
        whole = tree()
        for item in whole["items"]:
            item["amount"] = Decimal(draw.randrange(1, 10**9)).scaleb(-2)
        for pool in whole["pools"]:
            pool["paid_share"] = Decimal(draw.randrange(0, 10**4)).scaleb(-2)
        for subsidy in whole["subsidies"]:
            subsidy["amount"] = Decimal(draw.randrange(0, 10**8)).scaleb(-2)
        whole["earlier_years"] = [{"year": 2024, "income": Decimal(draw.randrange(10**8))}]
        whole["earlier"] = [
            {"of": item["id"], "year": 2024, "amount": Decimal(draw.randrange(10**7))}
            for item in whole["items"]
        ]
        switches = {
            "base_year": draw.choice(["latest_year", "average"]),
            "profit_tax": draw.choice(["after_income_tax", "before_income_tax"]),
            "unspecified_subsidy": draw.choice(["joint_before_split", "paid_use", "free_supply"]),
        }
        yield accepted(Located("random.yaml", whole)), switches


@pytest.mark.office
def test_the_workbooks_recalculated_give_the_same_to_the_fen(
    demo: Determination, tmp_path: Path, calc_path: str
) -> None:
    """One LibreOffice run over the demo and random submissions."""
    cases = {"demo": demo}
    for number, (of, switches) in enumerate(_random_submissions()):
        cases[f"random-{number}"] = determined(of, judged=False, switches=switches)
    books = recalculated_all(
        {name: workbook(of.worksheet, Language.ZH, of.title) for name, of in cases.items()},
        tmp_path,
        calc_path,
    )
    for name, of in cases.items():
        layout = Layout(of.worksheet, Language.ZH)
        for line in of.worksheet.lines():
            for key in of.worksheet.keys(line.id):
                exact = of.worksheet.step(line.id, key).number
                spot = layout.spot(line.id, key)
                found = books[name][spot.sheet][spot.cell].value
                assert isinstance(found, int | float), (name, line.id, key, found)
                if line.unit.startswith("yuan") and "unit" not in line.unit:
                    assert abs(Decimal(found) - exact) < Decimal("0.005"), (name, line.id, key)


def test_each_driver_shows_what_choosing_it_would_do(demo: Determination) -> None:
    """By hand: storage by volume bears 5,400 of 9,600; by working hours 132 of 190."""
    effects = {(e.pool.id, e.driver.id): e for e in driver_effects(demo)}
    cost = value(demo, "pool_cost", "storage")
    chosen, other = effects["storage", "volume"], effects["storage", "work"]
    assert chosen.chosen and chosen.more.number == 0 and not other.chosen
    assert chosen.share.number == Decimal("0.5625")
    with localcontext(prec=60):
        moved = cost * (Decimal(132) / Decimal(190) - Decimal("0.5625"))
    assert abs(other.more.number - moved) <= EXACT
    assert list(wrong_steps(other.more)) == []


def test_choosing_another_driver_moves_operating_cost_by_what_was_shown(
    filed: Filed, demo: Determination
) -> None:
    """Without the general grant, which follows joint cost, the difference arrives in full."""
    whole = filed.submission.model_dump(mode="json", exclude_none=True)
    for subsidy in whole["subsidies"]:
        if subsidy["tag"] == "unspecified":
            subsidy["amount"] = "0"
    before = determined(accepted(Located("demo.yaml", copy.deepcopy(whole))))
    shown = {(e.pool.id, e.driver.id): e.more.number for e in driver_effects(before)}
    pool = next(one for one in whole["pools"] if one["id"] == "storage")
    pool["by"] = "hours"
    del pool["paid_share"]
    for product in whole["products"]:
        del product["shares"]["storage"]
    after = determined(accepted(Located("demo.yaml", whole)))
    with localcontext(prec=60):
        moved = after.operating_cost.number - before.operating_cost.number
    assert abs(moved - shown["storage", "hours"]) <= EXACT


def test_a_scenario_moves_measured_drivers_too(filed: Filed, tmp_path: Path) -> None:
    """Five points more of every pool go to free supply, by whatever its share is known."""
    base = scenario_cases.written(tmp_path, {"submission": str(XLSX)}).base
    before, after = (
        Bench(SHELF).determined(case, None)
        for case in (base, scenario_cases.with_levers(base, free_share="5"))
    )
    for pool in filed.submission.pools:
        with localcontext(prec=60):
            fell = value(before, "pool_paid", pool.id) - value(after, "pool_paid", pool.id)
            expected = value(before, "pool_cost", pool.id) / 20
        assert abs(fell - expected) <= EXACT
    # the products' proportions within each pool stay
    for priced, now in zip(before.products, after.products, strict=True):
        for pool_id, share in priced.product.shares.items():
            assert abs(now.product.shares[pool_id] - share) <= EXACT
