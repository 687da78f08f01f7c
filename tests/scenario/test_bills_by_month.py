"""What customers pay by lists of every kind: to the fen what each is quoted month by month, and no
month above its units at the ceiling; what no list of bare units says is refused."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.faults import keys_in
from builders.price_lists import CALLS, FLOAT, KIND, TEXT, a_list, each
from builders.scenarios import run_base, written

from engine.law import Located, checked
from engine.quote import QuoteRequest, quote
from engine.readings import Act
from engine.scenario import Bench, Sale, readings_of_scenarios
from engine.scenario.draws import simulated

D = Decimal
YEAR = 2027


def over(period: str, *key: str) -> dict[str, Any]:
    return {"key": [*(key or ("customer", "product"))], "period": period}


def bands(period: str = "month", *key: str, **more: Any) -> dict[str, Any]:
    two = [{"above": "0", "up_to": "1000", "price": "0.2345"}, {"above": "1000", "price": "0.2"}]
    common = {"accumulate": over(period, *key), "edges": "in_lower_band", "at_zero": "nothing"}
    return {"model": "graduated", **common, "bands": two, **more}


def bill(model: str, period: str | None = None, **more: Any) -> dict[str, Any]:
    """A version with a rule over whole bills."""
    rule = {"id": "rule", "title": TEXT, "model": model, "allocated": "by_amount", **more}
    if period is not None:
        rule["accumulate"] = over(period, "customer")
    return {"bill": [rule]}


def by_list(units: int, customers: int, facts: dict[str, str] | None = None) -> dict[str, Any]:
    priced = {"tariff": "test/list", "customers": customers, "facts": facts or {}}
    quantities = dict.fromkeys((2026, YEAR, 2028), str(units))
    return {"market": {CALLS: {"price_list": priced, "quantities": quantities}}}


def sale_of(bench: Bench, folder: Path, *asked: Any) -> tuple[Sale, Decimal]:
    """The calls of a year, and their ceiling."""
    of = run_base(bench, written(folder, by_list(*asked)))
    (year,) = (one for one in of.years if one.year == YEAR)
    return year.sales[0], year.ceilings.ceilings[0].price.number


def months_of(units: int) -> list[int]:
    return [units // 12 + (month < units % 12) for month in range(12)]


def quoted(bench: Bench, month: int, units: int, prior: int, facts: dict[str, str]) -> Decimal:
    request: dict[str, Any] = {
        "on": datetime.date(YEAR, month + 1, 1).isoformat(),
        "tariff": "test/list",
        "customer": {"name": "示例用户有限公司"},
        "facts": facts,
        "lines": [{"product": CALLS, "quantity": str(units)}],
    }
    if prior:
        request["lines"][0]["prior"] = str(prior)
    else:
        request["position"] = "none"
    total = quote(bench.shelf, checked(QuoteRequest, Located("request", request))).total
    assert total is not None
    return total.number


DEAR_BLOCK = [{"above": "0", "up_to": "1000", "price": "30", "size": "100"}]
QUOTA = {"units": "100", "key": ["customer"]}
MINUTES = {
    "units": {"call": {"title": {"zh": "次", "en": "call"}}, "minute": {"title": TEXT}},
}
BY_MINUTE = {"from": "call", "divide_by": "60", "rounding": {"to": "1", "mode": "up"}}

LISTS: dict[str, dict[str, Any]] = {
    "each": {"charge": each("0.123456")},
    "bands": {"charge": bands()},
    "bands of a day": {"charge": bands("day")},
    "bands of a quarter": {"charge": bands("quarter")},
    "bands of a year": {"charge": bands("year")},
    "ladder": {"charge": bands(bands=[{"above": "0", "up_to": "1000", "price": "0.2"}],
                               then={"every": "500", "adds": "0.001"})},
    "blocks": {"charge": bands(bands=[*DEAR_BLOCK, {"above": "1000", "price": "0.1"}])},
    "entry fee": {"charge": bands(bands=[{"above": "0", "price": "0.2", "entry_fee": "7"}])},
    "volume of a year": {"charge": {**bands("year"), "model": "volume", "totals_fall": {"reason": TEXT}}},
    "package": {"charge": {"model": "package", "accumulate": over("month"), "size": "1000",
                           "price": "150"}},
    "package of a year": {"charge": {"model": "package", "accumulate": over("year"),
                                     "size": "1000", "price": "150"}},
    "flat": {"charge": {"model": "flat", "accumulate": over("month"), "price": "99",
                        "at_zero": "nothing"}},
    "flat of a year": {"charge": {"model": "flat", "accumulate": over("year"), "price": "99",
                                  "at_zero": "charged"}},
    "percentage": {"charge": {"model": "percentage", "percent": "3.3"}},
    "quota of a month": {"charge": each(),
                         "free_quota": {**QUOTA, "within": {"period": "month"}}},
    "quota of a quarter": {"charge": each(),
                           "free_quota": {**QUOTA, "within": {"period": "quarter"}}},
    "quota of a year": {"charge": each(), "free_quota": {**QUOTA, "within": {"period": "year"}}},
    "limits": {"charge": each("0.1", accumulate=over("month")),
               "limits": {"minimum": "50", "maximum": "90", "apply": "before_discounts",
                          "at_zero": "nothing"}},
    "limits of a year": {"charge": each("0.1", accumulate=over("year")),
                         "limits": {"minimum": "500", "maximum": "900",
                                    "apply": "before_discounts", "at_zero": "charged"}},
    "minutes": {"charge": each("9", accumulate=over("month")), "version": MINUTES,
                "per": [{"unit": "minute", "converted": {**BY_MINUTE, "rounded": "total"}}]},
    "class": {"charge": each("0.3"), "for_class": {"small": {"charge": each("0.15")}},
              "version": KIND, "facts": {"kind": "small"}},
    "float": {"charge": each(), "float": "rise", "version": FLOAT, "facts": {"rise": "-5.5"}},
    "not collected": {"charge": each(), "not_collected": {"reason": TEXT}},
    "rounded in bands": {"charge": bands(),
                         "version": {"rounding": {"unit": "1", "mode": "up", "at": "band"}}},
    "rounded in total": {"charge": each("0.123456"),
                         "version": {"rounding": {"unit": "1", "mode": "half_up", "at": "total"}}},
    "a least": {"charge": each("0.1"), "version": bill("at_least", amount="60")},
    "a least of a month": {"charge": each("0.1"), "version": bill("at_least", "month", amount="60")},
    "a most": {"charge": each("0.3"), "version": bill("at_most", amount="60")},
    "half off": {"charge": each("0.3"), "version": bill("percent_off", percent="50")},
    "amount off": {"charge": each("0.3"), "version": bill("amount_off", amount="10")},
    "waived": {"charge": each("0.1"), "version": bill("waived_up_to", amount="60")},
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_each_month_is_what_a_quote_says_at_most_the_ceiling(tmp_path: Path, name: str) -> None:
    """Few units, some months without any; some hundred a month, where ceilings are far above; so
    many that single months are cut off at the ceiling, and others not."""
    made = dict(LISTS[name])
    facts = made.pop("facts", {})
    bench = a_list(tmp_path, **made)
    is_long = "quarter" if "quarter" in name else "year" if "year" in name else "month"
    length = {"month": 1, "quarter": 3, "year": 12}[is_long]
    for units, customers in ((17, 2), (20_005, 2), (40_000_003, 4_000)):
        sale, ceiling = sale_of(bench, tmp_path, units, customers, facts)
        income, lawful = D(0), True
        for asked, count in (
            (units // customers, customers - units % customers),
            (units // customers + 1, units % customers),
        ):
            months = months_of(asked)
            for month, own in enumerate(months):
                if own:
                    prior = sum(months[month // length * length : month])
                    due = quoted(bench, month, own, prior, facts)
                    most = (own * ceiling).quantize(D("0.01"), ROUND_HALF_UP)
                    lawful &= not count or due <= most
                    income += min(due, most) * count
        assert (sale.income.number, sale.is_lawful) == (income, lawful), (units, customers)


def test_a_bill_of_a_year_by_hand(tmp_path: Path) -> None:
    """1,000 calls a month at 0.10, at least 2,400 a year: January 2,400, then nothing. Settled at
    its end: 100 a month, and in December 1,200 more. At the ceilings of 12,000 calls neither is cut
    off; 5 calls end in May, so nothing is made up in a month without any use."""
    for settled, first, last in (("as_it_goes", "2400", "0"), ("at_period_end", "100", "1300")):
        rule = bill("at_least", "year", amount="2400", settled=settled)
        bench = a_list(tmp_path, each("0.1"), rule)
        sale, _ = sale_of(bench, tmp_path, 12_000, 1)
        assert sale.billed is not None
        amounts = [month.amount.number for month in sale.billed.bills[0].months]
        assert (amounts[0], amounts[-1], sum(amounts)) == (D(first), D(last), D(2400))
        assert sale.income.number == 2400
        few, _ = sale_of(bench, tmp_path, 5, 1)
        assert few.income.number == (D(2400) if settled == "as_it_goes" else D("0.50"))


def test_what_a_whole_bill_takes_off_is_not_above_the_ceiling(tmp_path: Path) -> None:
    """0.30 a call lies above a ceiling of 0.2298; half of it does not."""
    bench = a_list(tmp_path, each("0.3"), bill("percent_off", percent="50"))
    sale, ceiling = sale_of(bench, tmp_path, 20_000_000, 10)
    assert (ceiling, sale.is_lawful, sale.income.number) == (D("0.2298"), True, D(3_000_000))
    assert (sale.wanted.number, sale.price.number) == (D("0.15"), D("0.15"))


def test_a_list_finer_than_the_fen_is_at_the_ceiling_where_its_price_is(tmp_path: Path) -> None:
    """32 calls a month at the ceiling of 12 × 32 × 60,000 calls: a fraction of a fen is no excess.
    Where the price is a millionth above it, each month is cut off to the fen."""
    fine = {"rounding": {"unit": "0.000001", "mode": "half_up", "at": "line"}}
    units, customers = 12 * 32 * 60_000, 60_000
    _, ceiling = sale_of(a_list(tmp_path, each(), fine), tmp_path, units, customers)
    most = 32 * ceiling
    assert most != most.quantize(D("0.01"))
    same, _ = sale_of(a_list(tmp_path, each(str(ceiling)), fine), tmp_path, units, customers)
    assert (same.is_lawful, same.income.number) == (True, units * ceiling)
    dearer = a_list(tmp_path, each(str(ceiling + D("0.00016"))), fine)
    above, _ = sale_of(dearer, tmp_path, units, customers)
    cut = most.quantize(D("0.01"), ROUND_HALF_UP) * 12 * customers
    assert (above.is_lawful, above.income.number) == (False, cut)
    for price in (ceiling, ceiling + D("0.00016")):  # and in every draw
        bench = a_list(tmp_path, each(str(price)), fine)
        file = written(tmp_path, by_list(units, customers))
        of, draws = run_base(bench, file), {"levers.spread": np.array([5.0])}
        drawn = simulated(bench, file.base, draws)
        told = [year.sales[0].is_lawful for year in of.years]
        assert [not one for one in drawn.above[CALLS][0]] == told
        incomes = [float(year.income.number) for year in of.years]
        assert np.allclose(drawn.income[0], incomes, rtol=0, atol=0.005)


def test_a_fen_above_the_ceiling_is_above_under_every_reading(tmp_path: Path) -> None:
    """A fee of 0.01 on a million calls a month at the ceiling moves the average by no millionth."""
    plain = {"above": "0", "price": "0.3829", "entry_fee": "0.01"}
    bench = a_list(tmp_path, bands(bands=[plain]))
    file = written(tmp_path, by_list(12_000_000, 1))
    of = run_base(bench, file)
    assert of.years[0].ceilings.ceilings[0].price.number == D("0.3830")
    bench = a_list(tmp_path, bands(bands=[{**plain, "price": "0.3830"}]))
    sales = [year.sales[0] for year in run_base(bench, file).years]
    assert {(sale.wanted.number, sale.is_lawful) for sale in sales} == {(D("0.383000"), False)}
    (verdict,) = (
        one
        for one in readings_of_scenarios(bench, file)[0].verdicts
        if (one.act, one.of) == (Act.ABOVE_CEILING, CALLS)
    )
    assert verdict.default is not None and verdict.default.amount > 0


SPAN = {"model": "per_period", "price": "9", "period": "month", "proration": "by_day"}
AT, TARIFF = (f"base.market.{CALLS}.price_list{field}" for field in ("", ".tariff"))
SINGLE = {"minimum": "3", "each_use": True, "apply": "before_discounts", "at_zero": "nothing"}
WINDOW = {"anchor": "last_charged", "first_day_counts": True}
BY_CASE = {"keys": {"case": {"title": TEXT, "question": TEXT}}}
BY_CONTRACT = {"key": ["customer"], "period": "year", "runs": "contract"}


@pytest.mark.parametrize(
    ("made", "customers", "facts", "expected"),
    [
        ({"charge": SPAN}, 1, {}, {AT: "list_by_period"}),
        ({"charge": each(), "per": ["call", "package"]}, 1, {}, {AT: "list_by_counts"}),
        ({"charge": each(), "limits": SINGLE}, 1, {}, {AT: "list_each_use"}),
        ({"charge": each(), "once_per": {"key": ["customer"], "days": 9, "reading": WINDOW}}, 1, {},
         {AT: "list_asks"}),
        ({"charge": bands(accumulate=BY_CONTRACT)}, 1, {}, {AT: "list_asks"}),
        ({"charge": bands("month", "case"), "version": BY_CASE}, 1, {}, {AT: "list_asks"}),
        ({"charge": bands("month", "product")}, 2, {}, {TARIFF: "list_shared"}),
        ({"charge": bands("ever")}, 1, {}, {TARIFF: "list_ever"}),
        ({"charge": {"model": "unread", "reason": TEXT}}, 1, {}, {AT: "list_unread"}),
        ({"charge": each(), "float": "rise", "version": FLOAT}, 1, {}, {AT: "list_float"}),
        ({"charge": each(), "for_class": {"small": {"charge": each()}}, "version": KIND}, 1, {},
         {AT: "list_fact"}),
        ({"charge": each(), "for_class": {"small": {"charge": each()}}, "version": KIND}, 1,
         {"kind": "smal"}, {f"{AT}.facts.kind": "list_fact"}),
    ],
)  # fmt: skip
def test_what_no_number_of_units_says_is_refused(
    tmp_path: Path,
    made: dict[str, Any],
    customers: int,
    facts: dict[str, str],
    expected: dict[str, str],
) -> None:
    file = written(tmp_path, by_list(2400, customers, facts))
    found = keys_in(lambda: run_base(a_list(tmp_path, **made), file))
    assert found == {place: f"scenario.walk.{key}" for place, key in expected.items()}


def test_what_is_counted_over_all_products_or_customers_can_be_billed_to_one(
    tmp_path: Path,
) -> None:
    bench = a_list(tmp_path, bands("month", "product"))
    one, _ = sale_of(bench, tmp_path, 24_000, 1)
    assert one.income.number == 12 * (D("234.50") + 1000 * D("0.2"))
