"""A price list in place of a price: bills as `quote` makes them, shared by hand, no higher than the
ceilings under any reading."""

from __future__ import annotations

import datetime
import itertools
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from builders.faults import keys_in
from builders.price_lists import CALLS, CHARGED, TEXT
from builders.proof import rounds
from builders.scenarios import ROOT, run_base, run_of, worked, written
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.law import Located, Shelf, checked
from engine.quote import QuoteRequest, quote
from engine.readings import Act
from engine.scenario import (
    Bench,
    Sale,
    differences_between,
    figures_of,
    inputs_of,
    moved_to,
    read_scenarios,
    readings_of_scenarios,
    run,
)
from engine.scenario.draws import simulated
from engine.show.analysis.payers import payers_table
from engine.show.analysis.scenario.headline import assumed

D = Decimal
_, BENCH = worked()
PACKAGES = "enterprise-data-package"
LIST = {"tariff": "demo/price-list"}


def a_class(name: str, quantity: str, customers: int | None, **more: Any) -> dict[str, Any]:
    """A class whose use is charged."""
    said = {} if customers is None else {"customers": customers}
    one = {"id": name, "title": TEXT, "product": CALLS, "quantity": quantity, "use": CHARGED}
    return one | said | more


def by_list(**more: Any) -> dict[str, Any]:
    return {"market": {CALLS: {"price_list": LIST | more}}}


def sale_in(folder: Path, base: dict[str, Any], year: int = 2027, bench: Bench = BENCH) -> Sale:
    """The calls of a year of a base."""
    of = run_base(bench, written(folder, base))
    (found,) = (one for each in of.years if each.year == year for one in each.sales[:1])
    assert found.product == CALLS
    return found


def test_two_classes_by_hand(tmp_path: Path) -> None:
    """One bank asks for 15,000,000 calls a year, 1,250,000 a month: 1,000,000 × 0.2298 + 250,000 ×
    0.2000 = 279,800.00. A hundred firms ask for 1,200,005: 95 for 12,000, or 1,000 a month at
    229.80; five for one more, in January 1,001 × 0.2298 = 230.0298."""
    classes = [a_class("bank", "15000000", 1), a_class("firms", "1200005", 100)]
    base = by_list() | {"uses": classes}
    sale = sale_in(tmp_path, base)
    banks, firms = (
        D("279800") * 12,
        95 * 12 * D("229.80") + 5 * (230 + D("0.03") + 11 * D("229.80")),
    )
    assert {name: paid.amount.number for name, paid in sale.paid.items()} == {
        "bank": banks,
        "firms": firms,
    }
    assert (banks, firms) == (D("3357600"), D("275761.15"))
    assert (sale.quantity.number, sale.income.number) == (16200005, D("3633361.15"))
    assert sale.wanted.number == D("0.229800")  # a unit of the firms' months; 0.22384 of the bank's
    assert sale.price.number == D("0.224281")  # 3,633,361.15 / 16,200,005 = 0.22428148…
    assert sale.is_lawful
    of = run_base(BENCH, written(tmp_path, base))
    told = {one.id: one.step.number for one in figures_of(of.cycles[0], of.years[1])}
    assert (told["bill.bank"], told["bill.firms"]) == (banks, firms)
    assert told["bill_each.firms"] == D("2757.6115")
    assert told[f"bill.{CALLS}"] == told["bill.bank"] + told["bill.firms"]
    assert of.documents["demo/price-list"] == BENCH.shelf.hash_of("demo/price-list")
    rows = [row for row in payers_table(of).rows if row[0] == "2027"]
    assert [row[4] for row in rows[1:3]] == [D("0.223840"), D("0.229800")]
    assert [row[7] for row in rows[:3]] == [D("3633361.15"), banks, firms]


def test_no_month_costs_more_than_its_units_at_the_ceiling(tmp_path: Path) -> None:
    """Twice as much is asked for as was forecast when the ceiling was 0.2298: half of that is the
    ceiling, and every band of the list lies above it."""
    base = by_list(customers=1)
    base["market"][CALLS]["quantities"] = dict.fromkeys((2026, 2027, 2028), "40000003")
    of = run_base(BENCH, written(tmp_path, base))
    ceiling, sale = of.years[0].ceilings.ceilings[0].price.number, of.years[0].sales[0]
    assert ceiling == D("0.1149")
    months = [3333334] * 7 + [3333333] * 5  # 40,000,003 = 12 × 3,333,333 + 7
    lawful = sum((units * ceiling).quantize(D("0.01"), ROUND_HALF_UP) for units in months)
    assert sale.income.number == lawful
    assert not sale.is_lawful
    # 1,000,000 × 0.2298 + 2,333,333 × 0.2 over 3,333,333 units
    assert sale.wanted.number == D("0.208940")


@drawn(
    units=st.integers(1, 30_000_000),
    customers=st.integers(1, 40),
    banks=st.integers(1, 5_000_000) | st.none(),
)
@settings(
    max_examples=rounds(15, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_each_month_of_each_customer_is_what_a_quote_says(
    tmp_path: Path, units: int, customers: int, banks: int | None
) -> None:
    base = by_list(customers=customers)
    base["market"][CALLS]["quantities"] = dict.fromkeys((2026, 2027, 2028), str(units))
    if banks is not None:
        classes = [a_class("firms", str(units), customers), a_class("banks", str(banks), 2)]
        base = by_list() | {"uses": classes}
    sale = sale_in(tmp_path, base)
    assert sale.billed is not None
    asked = {"firms": units, "banks": banks} if banks is not None else {None: units}
    total = D(0)
    for name, whole in asked.items():
        bills = [one for one in sale.billed.bills if one.class_id == name]
        each = {
            sum((month.units for month in one.months), D(0)): one.customers.number for one in bills
        }
        assert sum(quantity * many for quantity, many in each.items()) == whole
        assert max(each) - min(each) <= 1
        for bill in bills:
            monthly = [month.units for month in bill.months]
            assert max(monthly) - min(monthly) <= 1 or len(monthly) < 12
            assert bill.whole.number == sum(month.amount.number for month in bill.months)
            for month in bill.months:
                assert month.amount.number == quoted(month.units)
            total += bill.whole.number * bill.customers.number
    ceiling = sale.within_ceiling.children[1].number
    assert (sale.income.number == total) is sale.is_lawful, ceiling
    assert sale.income.number <= total


_QUOTED: dict[Decimal, Decimal] = {}


def quoted(units: Decimal) -> Decimal:
    """What a customer is quoted for the use of one month."""
    if units not in _QUOTED:
        request = {
            "on": "2027-05-01",
            "tariff": "demo/price-list",
            "customer": {"name": "示例用户有限公司"},
            "operator": "demo-operator",
            "scenario": "enterprise-services",
            "use": {
                "purpose": "industry",
                "user": "enterprise",
                "openly_available": False,
                "passed_on": False,
            },
            "position": "none",
            "lines": [{"product": CALLS, "quantity": str(units)}],
        }
        amount = quote(BENCH.shelf, checked(QuoteRequest, Located("request", request))).total
        assert amount is not None
        _QUOTED[units] = amount.number
    return _QUOTED[units]


def test_a_list_of_one_price_is_that_price(tmp_path: Path) -> None:
    """Packages at 274.13 by the list or as a price: the same run, whoever buys them."""
    market = {PACKAGES: {"response": {"curve": "linear", "slope": "7"}, "forecast_at": "270.00"}}
    at_price = {"market": {PACKAGES: {**market[PACKAGES], "price": "274.13"}}}
    by_list = {
        "market": {PACKAGES: {**market[PACKAGES], "price_list": LIST | {"customers": 7}}},
        "cycles": 2,
    }
    file = written(tmp_path, {"market": market, "cycles": 2}, {"id": "price", "changes": at_price},
                   {"id": "list", "changes": by_list})  # fmt: skip
    first, second = run_of(BENCH, file, "price"), run_of(BENCH, file, "list")
    # 12,000 − 7 × 4.13 = 11,971.09 packages: a list is of whole ones
    for one, other in zip(first.years, second.years, strict=True):
        left, right = one.sales[1], other.sales[1]
        assert (left.price.number, left.wanted.number) == (right.price.number, right.wanted.number)
        assert (left.quantity.number, right.quantity.number) == (D("11971.09"), D(11971))
        assert right.income.number == 11971 * D("274.13")
        assert left.surplus is not None and right.surplus is not None
        # what is not asked for is neither paid for nor gained from: 0.09 packages, 4.13 dearer
        assert abs(left.surplus.number - right.surplus.number) <= D("0.09") * D("4.13")
        assert one.maximum.number == other.maximum.number


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (by_list(), {f"base.market.{CALLS}.price_list": "scenario.walk.list_needs_customers"}),
        (
            by_list() | {"uses": [a_class("firms", "1000", None)]},
            {"base.uses[0]": "scenario.walk.class_customers"},
        ),
        (
            by_list(tariff="demo/price-lists", customers=1),
            {f"base.market.{CALLS}.price_list.tariff": "law.not_one_of"},
        ),
        (
            by_list(tariff="cn/ndrc-2025-65", customers=1),
            {f"base.market.{CALLS}.price_list.tariff": "law.other_kind"},
        ),
        (
            by_list(tariff="cn/credit-reference", customers=1),
            {f"base.market.{CALLS}.price_list.tariff": "scenario.walk.list_vat"},
        ),
        (
            by_list(product=PACKAGES, customers=1),
            {f"base.market.{CALLS}.price_list.tariff": "scenario.walk.list_unit"},
        ),
        (
            by_list(product="no-such-product", customers=1),
            {f"base.market.{CALLS}.price_list.product": "tariff.unknown_product"},
        ),
        (by_list(customers=0), {f"base.market.{CALLS}.price_list.customers": "law.too_small"}),
    ],
)
def test_what_a_list_cannot_price_is_told_where_it_is_written(
    tmp_path: Path, base: dict[str, Any], expected: dict[str, str]
) -> None:
    assert keys_in(lambda: run_base(BENCH, written(tmp_path, base))) == expected


def test_a_price_beside_a_list_is_said_in_vain(tmp_path: Path) -> None:
    both = by_list(customers=1)
    both["market"][CALLS] |= {"price": "0.2", "prices": {2027: "0.1"}}
    priced = {"market": {CALLS: {"price": "0.2000"}}}
    file = written(
        tmp_path,
        priced,
        {"id": "both", "changes": both},
        {"id": "over", "changes": by_list(customers=1)},
        {"id": "back", "on": ["over"], "changes": {"market": {CALLS: {"price_list": None}}}},
    )
    assert keys_in(lambda: run_of(BENCH, file, "both")) == {
        f"scenarios[0].changes.market.{CALLS}.price": "scenario.walk.list_goes_before",
        f"scenarios[0].changes.market.{CALLS}.prices.2027": "scenario.walk.list_goes_before",
    }
    assert run_of(BENCH, file, "over").years[0].sales[0].billed is not None
    assert run_of(BENCH, file, "back").income == run_base(BENCH, file).income
    offered = {one.path for one in inputs_of(run_of(BENCH, file, "over").case, BENCH.shelf)}
    assert f"market.{CALLS}.price_list.customers" in offered
    assert not {path for path in offered if path.startswith(f"market.{CALLS}.price.")}
    assert f"market.{CALLS}.price" not in offered
    assert f"market.{CALLS}.prices.2027" not in offered


def test_the_worked_file_by_hand() -> None:
    """One bank asks for 1,500,000 calls a month: 229,800 + 500,000 × 0.2; platforms for 25,000 each:
    5,745; firms for 208⅓: 209 at 48.0282 four times, 208 at 47.7984 eight. Two banks for 750,000
    each: 172,350. Packages, 12,000 at 274.13, are charged their ceiling."""
    file = read_scenarios(ROOT / "examples" / "scenarios" / "by-price-list.yaml")
    packages = D("3289560.00")
    platforms, firms = 5 * 12 * D("5745"), 200 * (4 * D("48.03") + 8 * D("47.80"))
    for name, banks in (("by-list", 12 * D("329800")), ("two-banks", 2 * 12 * D("172350"))):
        of = run_of(BENCH, file, name)
        for year in of.years:
            paid = {one: paid.amount.number for one, paid in year.sales[0].paid.items()}
            assert paid == {"banks": banks, "platforms": platforms, "firms": firms}
            assert year.income.number == packages + banks + platforms + firms
    base, growing = file.base, file.case_of(file.scenarios.scenarios[2])
    changes = differences_between(base, growing, BENCH.shelf)
    assert [sorted({leaf[2] for leaf in one.places}) for one in changes] == [
        ["price", "price_list"],
        ["growth"],
    ]


@pytest.mark.parametrize("name", ["by-list", "list-and-growth"])
def test_draws_that_move_no_quantity_are_what_runs_come_to(name: str) -> None:
    """From bills under their ceilings in every year, through some, to none: to the fen."""
    file = read_scenarios(ROOT / "examples" / "scenarios" / "by-price-list.yaml")
    case = file.case_of(next(one for one in file.scenarios.scenarios if one.id == name))
    source, count = np.random.default_rng(20261201), rounds(6, 60)
    draws = {
        "levers.spread": source.uniform(0, 6, count).round(2),
        "submission.items.wages.amount": source.uniform(1_000_000, 6_000_000, count).round(2),
    }
    of = simulated(BENCH, case, draws)
    lawful = set()
    for at in range(count):
        moved = case
        for path, array in draws.items():
            moved = moved_to(moved, path, D(repr(float(array[at]))))
        exact = run(BENCH, "one", file.scenarios.title, moved)
        for place, year in enumerate(exact.years):
            sale = year.sales[0]
            lawful.add(sale.is_lawful)
            assert bool(of.above[CALLS][at, place]) is not sale.is_lawful
            assert D(repr(float(of.income[at, place]))) == year.income.number
            assert D(repr(float(of.maximum[at, place]))) == year.maximum.number
    assert lawful == {True, False}


@pytest.mark.parametrize(
    "path", ["levers.demand", f"market.{CALLS}.deviations.2027", f"market.{CALLS}.quantities.2028"]
)
def test_quantities_that_are_billed_are_not_drawn(tmp_path: Path, path: str) -> None:
    case = written(tmp_path, by_list(customers=1)).base
    assert keys_in(lambda: simulated(BENCH, case, {path: np.array([4.0, 5.0])})) == {
        f"base.market.{CALLS}.price_list.tariff": "scenario.draws.no_list_drawn"
    }


VERSIONS = {"2026-03-01": "2026-12-31", "2028-07-01": "2029-12-31"}
"""From a day to a day: the years 2026 (from its beginning), 2027 (in none), 2028 and 2029."""


def test_the_list_in_force_when_the_year_begins(tmp_path: Path) -> None:
    """Else the first that comes after, else the last; what is not in force all year is told."""
    tree = yaml.safe_load((ROOT / "tariffs" / "demo" / "price-list.yaml").read_text("utf-8"))
    (version,) = tree["versions"]
    prices = {"2026-03-01": "0.2000", "2028-07-01": "0.1000"}
    tree |= {"id": "test/list", "versions": []}
    for day, until in VERSIONS.items():
        (product, *_) = version["products"]
        charge = {"model": "per_unit", "price": prices[day]}
        (component,) = product["components"]
        one = {**product, "components": [{**component, "charge": charge}]}
        from_ = {**version["from"], "day": datetime.date.fromisoformat(day)}
        tree["versions"].append(
            {
                **version,
                "published": from_["day"],
                "from": from_,
                "until": datetime.date.fromisoformat(until),
                "products": [one],
            }
        )
    del tree["obeys"]
    tree["role"] = "set"
    (tmp_path / "tariffs" / "test").mkdir(parents=True)
    path = tmp_path / "tariffs" / "test" / "list.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    bench = Bench(Shelf(ROOT / "tariffs", tmp_path / "tariffs"))
    base = by_list(tariff="test/list", customers=1) | {"cycles": 2}
    of = run_base(bench, written(tmp_path, base))
    asked = {year.year: year.sales[0].price.number for year in of.years}
    assert asked == {
        2026: D("0.2000"),
        2027: D("0.1000"),
        2028: D("0.1000"),
        2029: D("0.1000"),
        2030: D("0.1000"),
        2031: D("0.1000"),
    }
    (old, new) = (said.en for said in assumed([of]) if "test/list" in said.en)
    assert "2026-03-01" in old and "through 2026;" in old
    assert "2028-07-01" in new and "through 2027–2028, 2030–2031;" in new


def test_under_every_reading_as_the_run_with_it(tmp_path: Path) -> None:
    """The bank's months are at most 0.22384 a unit, the firms' 0.2298: under the ceilings of
    16,200,000 calls, above those of 19,000,000 where profit is taken before income tax."""
    classes = [a_class("bank", "18000000", 1), a_class("firms", "2000000", 100)]
    base = by_list() | {"uses": classes, "cycles": 1}
    market = {CALLS: {"deviations": {2027: "10"}}}
    read = {
        "profit_tax": ("after_income_tax", "before_income_tax"),
        "excess_reading": ("cycle_total", "annual_average"),
    }
    every = [dict(zip(read, chosen, strict=True)) for chosen in itertools.product(*read.values())]
    scenarios = [
        {"id": f"r{at}", "changes": {"switches": chosen, "market": market}}
        for at, chosen in enumerate(every)
    ]
    file = written(tmp_path, base, *scenarios)
    lawful = []
    for scenario, of in zip(
        file.scenarios.scenarios, readings_of_scenarios(BENCH, file)[1:], strict=True
    ):
        one = run(BENCH, scenario.id, scenario.title, file.case_of(scenario))
        verdicts = {(each.act, each.of): each.default for each in of.verdicts}
        price, excess = verdicts[Act.ABOVE_CEILING, CALLS], verdicts[Act.EXCESS, ""]
        assert price is not None and excess is not None and one.cycles[0].evaluation is not None
        calls = [year.sales[0] for year in one.years]
        assert (price.amount > 0) is not all(sale.is_lawful for sale in calls)
        assert excess.amount == one.cycles[0].evaluation.excess.number
        lawful.append(all(sale.is_lawful for sale in calls))
    assert lawful == [True, True, False, False]
