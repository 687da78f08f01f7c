"""Price lists of every kind: bills by the month under rules over whole bills, refusals of what a
number of units does not decide. Amounts are worked by hand."""

from __future__ import annotations

import copy
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.faults import keys_in
from builders.price_lists import CALLS, CHARGED, TEXT
from builders.scenarios import ROOT, run_base, run_of, written

from engine.law import Faults, Shelf
from engine.scenario import Bench, Measure, compare
from engine.scenario.walk.market import Sale
from engine.text import Language

D = Decimal
CHARGE = {"model": "per_unit", "price": "0.2"}
LIST = yaml.safe_load((ROOT / "tariffs" / "demo" / "price-list.yaml").read_text("utf-8"))


def over(period: str, **more: Any) -> dict[str, Any]:
    """Over what use is added up."""
    return {"key": ["customer"], "period": period} | more


def rule(**said: Any) -> dict[str, Any]:
    """A version with one rule over whole bills."""
    return {"bill": [{"id": "rule", "title": TEXT, "allocated": "by_amount", **said}]}


def bench_of(folder: Path, component: dict[str, Any], version: dict[str, Any]) -> Bench:
    """A shelf with the list `test/list`: calls by the component, in force from 2026 on."""
    tree = copy.deepcopy(LIST) | {"id": "test/list", "role": "set"}
    del tree["obeys"]
    (of,) = tree["versions"]
    of |= {"published": datetime.date(2026, 1, 1), **version}
    of["from"]["day"] = of["published"]
    del of["until"]
    of["products"][0]["components"][0] |= {"charge": CHARGE} | component
    path = folder / "tariffs" / "test" / "list.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    return Bench(Shelf(ROOT / "tariffs", folder / "tariffs"))


def by_list(units: str = "1200000", **more: Any) -> dict[str, Any]:
    """One customer that asks for 1,200,000 calls a year, 100,000 a month."""
    said = {"tariff": "test/list", "customers": 1} | more
    quantities = dict.fromkeys((2026, 2027, 2028), units)
    return {"market": {CALLS: {"price_list": said, "quantities": quantities}}}


def sale_of(folder: Path, component: dict[str, Any], version: dict[str, Any], units: str) -> Sale:
    bench = bench_of(folder, component, version)
    return run_base(bench, written(folder, by_list(units))).years[0].sales[0]


def a_class(name: str, quantity: str, **more: Any) -> dict[str, Any]:
    """A class of two customers whose use is charged."""
    one = {"id": name, "title": TEXT, "product": CALLS, "use": CHARGED, "quantity": quantity}
    return one | {"customers": 2} | more


EVERY_MONTH = ["20000"] * 12
"""100,000 calls at 0.2."""


@pytest.mark.parametrize(
    ("version", "months"),
    [
        (rule(model="at_least", amount="25000"), ["25000"] * 12),
        (rule(model="at_most", amount="15000"), ["15000"] * 12),
        (rule(model="amount_off", amount="500"), ["19500"] * 12),
        (rule(model="percent_off", percent="25"), ["15000"] * 12),
        (rule(model="waived_up_to", amount="20000"), ["0"] * 12),
        (rule(model="at_most", amount="50000", accumulate=over("quarter")),
         ["20000", "20000", "10000"] * 4),
        (rule(model="at_least", amount="90000", accumulate=over("quarter"),
              settled="at_period_end"), ["20000", "20000", "50000"] * 4),
        (rule(model="at_least", amount="365000", accumulate=over("year"), settled="at_period_end",
              part_of_period="by_day"), [*EVERY_MONTH[1:], "145000"]),
    ],
)  # fmt: skip
def test_rules_over_whole_bills_are_of_each_month(
    tmp_path: Path, version: dict[str, Any], months: list[str]
) -> None:
    """A bill without a period is a month's own; one with a period goes on, and closes with it."""
    sale = sale_of(tmp_path, {}, version, "1200000")
    assert sale.billed is not None
    (bill,) = sale.billed.bills
    assert [month.amount.number for month in bill.months] == [D(one) for one in months]
    assert sale.income.number == sum(map(D, months))  # the ceiling is 3.8308
    assert sale.wanted.number == max(map(D, months)) / 100_000


def test_a_bill_is_held_to_the_ceiling_after_its_rules(tmp_path: Path) -> None:
    """Of 20,000,000 calls the ceiling is 0.2298. Half of 0.4 lies under it; a least amount of
    500,000 a month for 1,666,667 or 1,666,666 of them does not."""
    component = {"charge": {"model": "per_unit", "price": "0.4"}}
    half = rule(model="percent_off", percent="50")
    sale = sale_of(tmp_path / "half", component, half, "20000000")
    assert sale.is_lawful and sale.wanted.number == D("0.2")
    assert sale.income.number == 20_000_000 * D("0.2")
    least = rule(model="at_least", amount="500000", accumulate=over("month"))
    sale = sale_of(tmp_path / "least", {}, least, "20000000")
    assert not sale.is_lawful
    assert sale.wanted.number == D("0.300000")
    # 8 × 1,666,667 × 0.2298 = 383,000.0766 → .08, 4 × 1,666,666 × 0.2298 = 382,999.8468 → .85
    assert sale.income.number == 8 * D("383000.08") + 4 * D("382999.85")


def test_a_total_is_rounded_each_month(tmp_path: Path) -> None:
    """100,001 × 0.123456 = 12,345.723456 three times, 100,000 × 0.123456 = 12,345.60 nine times, each
    rounded up to whole yuan; the year in one would come to 148,148."""
    version = {"rounding": {"unit": "1", "mode": "up", "at": "total"}}
    component = {"charge": {"model": "per_unit", "price": "0.123456"}}
    sale = sale_of(tmp_path, component, version, "1200003")
    assert sale.income.number == 12 * 12346


FLAT = {"model": "flat", "price": "100", "at_zero": "nothing"}
ONCE = {"anchor": "last_charged", "first_day_counts": True}
CASE = {"keys": {"case": {"title": {"zh": "案件", "en": "case"}, "question": TEXT}}}
EACH = {"maximum": "9", "each_use": True, "apply": "before_discounts", "at_zero": "nothing"}
EACH_DAY = {"units": "5", "key": ["customer"], "within": {"period": "day"}}
DAILY = {"model": "per_period", "price": "5", "period": "month", "proration": "by_day"}


def test_a_price_that_is_the_same_for_all_use_may_be_counted_over_all_time(tmp_path: Path) -> None:
    component = {"charge": CHARGE | {"accumulate": over("ever")}}
    sale = sale_of(tmp_path, component, {}, "1200000")
    assert sale.income.number == 240_000


BY_KIND = {
    "facts": [
        {
            "id": "kind",
            "title": TEXT,
            "question": TEXT,
            "values": [{"id": "bank", "title": TEXT}, {"id": "firm", "title": TEXT}],
        }
    ],
    "classes": {"bank": {"title": TEXT, "fact": "kind", "in": ["bank"]}},
}
FOR_BANKS = {"for_class": {"bank": {"charge": {"model": "per_unit", "price": "0.1"}}}}


def test_facts_are_of_a_class_else_of_the_list_and_none_is_said_in_vain(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, FOR_BANKS, BY_KIND)

    def base(*classes: dict[str, Any], **said: Any) -> dict[str, Any]:
        price_list = {"tariff": "test/list", **said}
        return {"market": {CALLS: {"price_list": price_list}}, "uses": [*classes]}

    banks = a_class("banks", "600000", facts={"kind": "bank"})
    firms = a_class("firms", "600000")
    right = base(banks, firms, facts={"kind": "firm"})
    (sale, *_) = run_base(bench, written(tmp_path, right)).years[0].sales
    paid = {name: one.amount.number for name, one in sale.paid.items()}
    assert paid == {"banks": 60_000, "firms": 120_000}

    def wrong(base: dict[str, Any], **changes: Any) -> dict[str, str]:
        file = written(tmp_path, base, {"id": "one", "changes": changes})
        return keys_in(lambda: run_of(bench, file, "one") if changes else run_base(bench, file))

    missing = {"base.uses[0]": "scenario.walk.list_fact", "base.uses[1]": "scenario.walk.list_fact"}
    assert wrong(base(firms, a_class("others", "5000"))) == missing
    misspelt = base(a_class("banks", "600000", facts={"knd": "bank"}), facts={"kind": "firm"})
    assert wrong(misspelt) == {"base.uses[0].facts.knd": "quote.unknown_fact"}
    other = base(a_class("banks", "600000", facts={"kind": "bnk"}))
    assert wrong(other) == {"base.uses[0].facts.kind": "scenario.walk.list_fact"}
    at = f"market.{CALLS}.price_list"
    assert wrong(base(banks, facts={"knd": "x"})) == {f"base.{at}.facts.knd": "quote.unknown_fact"}
    plain = {CALLS: {"price_list": {"tariff": "demo/price-list"}}}
    run_of(bench, written(tmp_path, right, {"id": "one", "changes": {"market": plain}}), "one")
    plain[CALLS]["price_list"] = {"tariff": "demo/price-list", "facts": {"kind": "bank"}}
    assert wrong(right, market=plain) == {
        f"scenarios[0].changes.{at}.facts.kind": "quote.unknown_fact"
    }


def test_a_list_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, {}, {})
    (tmp_path / "tariffs" / "test" / "broken.yaml").write_text("kind: tariff", "utf-8")
    with pytest.raises(Faults) as wrong:
        run_base(bench, written(tmp_path, by_list(tariff="test/lst")))
    (fault,) = wrong.value.faults
    assert fault.place == f"base.market.{CALLS}.price_list.tariff"
    assert "expected: test/list, " in fault.message(Language.EN)


def test_changes_that_meet_only_among_several_are_shared_out_together(tmp_path: Path) -> None:
    """Without its classes of use a list lacks the number of customers. Each class may go alone, and
    each of the changes be left out; both classes may go only with the list, or with a new class."""
    listed = {"market": {CALLS: {"price_list": {"tariff": "demo/price-list"}}}}
    base = listed | {"uses": [a_class("first", "1000000"), a_class("second", "2000000")]}
    gone = [{"id": name, "removed": True} for name in ("first", "second")]
    changes = {
        "market": {CALLS: {"price_list": None, "price": "0.2"}},
        "uses": [*gone, a_class("third", "5000000")],
    }
    file = written(tmp_path, base, {"id": "other", "changes": changes})
    bench = Bench(Shelf(ROOT / "tariffs"))
    first, second = run_base(bench, file), run_of(bench, file, "other")
    there, back = compare(bench, first, second), compare(bench, second, first)
    for one in (there, back):
        shares = [part.amounts[Measure.INCOME] for part in one.parts]
        assert len(shares) > 1
        assert sum(shares) == one.difference(Measure.INCOME) != 0
    turned = {frozenset(part.change.places): part.amounts for part in back.parts}
    for part in there.parts:
        for measure, amount in part.amounts.items():
            assert turned[frozenset(part.change.places)][measure] == -amount


def test_what_changes_a_price_unread_keeps_the_list_from_pricing(tmp_path: Path) -> None:
    effect = {"zh": "晚间较低", "en": "less in the evening"}
    cites = LIST["versions"][0]["cites"]
    bench = bench_of(tmp_path, {"unread_modifier": {"effect": effect, "cites": cites}}, {})
    with pytest.raises(Faults) as raised:
        run_base(bench, written(tmp_path, by_list()))
    (fault,) = raised.value.faults
    assert (fault.place, fault.key) == (
        f"base.market.{CALLS}.price_list",
        "scenario.walk.list_modified",
    )
    assert "less in the evening" in fault.message(Language.EN)
