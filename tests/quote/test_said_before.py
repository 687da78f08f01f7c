"""What is said of use before is read by a rule, fits what else is said, or is a fault at its place;
worked by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from builders.shelf import quoted
from builders.tariffs import opening, product
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.law import Faults, Shelf

MONTH = "accumulate: {key: [customer, product], period: month}"
BANDS = 'edges: in_lower_band, at_zero: nothing, bands: [{above: "0", up_to: "10", price: "1"}, {above: "10", price: "10"}]'
FALLING = 'edges: in_lower_band, at_zero: nothing, bands: [{above: "0", up_to: "10", price: "10"}, {above: "10", price: "1"}]'


TARIFF = (
    opening("demo/before")
    + """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units:
      call: {title: {zh: 次, en: call}}
      second: {title: {zh: 秒, en: second}}
      minute: {title: {zh: 分钟, en: minute}, whole: false, decimals: 1}
      hour: {title: {zh: 小时, en: hour}, whole: false, decimals: 2}
    keys:
      company: {title: {zh: 公司, en: company}, question: {zh: 哪家？, en: Which?}}
      person: {title: {zh: 人, en: person}, question: {zh: 谁？, en: Who?}, ignore_case: true}
    facts: [{id: kind, title: {zh: 类型, en: kind}, question: {zh: 哪一类？, en: Which?}, values: [{id: x, title: {zh: 甲, en: x}}, {id: y, title: {zh: 乙, en: y}}]}]
    classes: {big: {title: {zh: 大, en: big}, fact: kind, in: [x]}}
    products:
"""
    + product("window", 'once_per: {key: [customer, company], days: 30, reading: {anchor: last_charged, first_day_counts: true}}', f'charge: {{model: graduated, {MONTH}, {BANDS}}}')
    + product("yearly", 'free_quota: {units: "5", key: [customer, product], within: {period: year}}', f'charge: {{model: graduated, {MONTH}, {BANDS}}}')
    + product("monthly", 'free_quota: {units: "5", key: [customer, product], within: {period: month}}', f'charge: {{model: graduated, accumulate: {{key: [customer, product], period: year}}, {BANDS}}}')
    + product("classed", f'charge: {{model: graduated, accumulate: {{key: [customer, product], period: year}}, {FALLING}}}', f'for_class: {{big: {{charge: {{model: graduated, {MONTH}, {FALLING}}}}}}}')
    + product("twice", f'charge: {{model: per_unit, price: "1", {MONTH}}}', f'for_class: {{big: {{charge: {{model: per_unit, price: "10", {MONTH}}}}}}}')
    + product("mixed", 'free_quota: {units: "5", key: [customer, product], within: {period: month}}', f'charge: {{model: per_unit, price: "1", {MONTH}}}', f'for_class: {{big: {{charge: {{model: per_unit, price: "10", {MONTH}}}}}}}')
    + product("either", 'free_quota: {units: "5", key: [customer, product], within: {period: month}}', f'charge: {{model: graduated, accumulate: {{key: [customer, product], period: year}}, {BANDS}}}', 'for_class: {big: {charge: {model: per_unit, price: "1", accumulate: {key: [customer, product], period: year}}}}')
    + product("half", 'per: [{unit: hour, started_whole: true, started_of: each_use}]', f'charge: {{model: per_unit, price: "1", {MONTH}}}', 'limits: {maximum: "3", apply: after_discounts, at_zero: nothing}', unit="hour")
    + product("talk", 'per: [{unit: minute, converted: {from: second, divide_by: "60", rounding: {to: "0.1", mode: up}, rounded: each_use}}]', f'charge: {{model: graduated, {MONTH}, edges: in_lower_band, at_zero: nothing, bands: [{{above: "0", up_to: "100", price: "1"}}, {{above: "100", price: "0.1"}}]}}', unit="second")
    + product("seat", 'charge: {model: per_period, price: "310", period: month, proration: by_day}')
    + product("due", f'charge: {{model: flat, price: "5", at_zero: charged, {MONTH}}}')
    + product("limited", 'charge: {model: per_unit, price: "1"}', 'limits: {minimum: "2", maximum: "5", each_use: true, apply: after_discounts, at_zero: nothing}')
    + product("one", 'free_quota: {units: "5", key: [customer], within: {period: month}}', 'charge: {model: per_unit, price: "1", accumulate: {key: [customer], period: month}}', component="shared")
    + product("two", 'free_quota: {units: "5", key: [customer], within: {period: month}}', 'charge: {model: per_unit, price: "1", accumulate: {key: [customer], period: month}}', component="shared")
    + product("banded", 'free_quota: {units: "2", key: [customer, product], within: {period: month}}', 'charge: {model: graduated, accumulate: {key: [customer, product, person], period: month}, edges: in_lower_band, at_zero: nothing, bands: [{above: "0", up_to: "2", price: "1"}, {above: "2", price: "10"}]}')
)  # fmt: skip


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("before")
    path = folder / "demo" / "before.yaml"
    path.parent.mkdir()
    path.write_text(TARIFF, encoding="utf-8")
    assert Shelf(folder).check("demo/before") == ()
    return Shelf(folder)


def asked(law: Shelf, *lines: dict[str, Any], **more: Any) -> str:
    """The total, or the places and keys of the faults."""
    ask = {"on": "2026-03-20", "tariff": "demo/before", "customer": {"name": "A"}, **more}
    try:
        made = quoted(law, {**ask, "lines": [*lines]})
    except Faults as found:
        return "; ".join(f"{one.place}: {one.key.removeprefix('tariff.')}" for one in found.faults)
    assert made.total is not None
    return f"{made.total.number:.2f}"


MARCH = {"period": "2026-03", "used": {"call": 10}}
SINCE = {"keys": {"company": "c0"}, "last_charged": "2026-03-15"}
FOUR = {
    "product": "window",
    "events": [{"on": f"2026-03-2{n}", "keys": {"company": f"c{n}"}} for n in range(4)],
}


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ([MARCH], "40.00"),
        ([SINCE], "3.00"),
        ([MARCH, SINCE], "30.00"),
        # The bands count by customer and product, the window by customer and company.
        ([MARCH | SINCE], "position[0].used.call: says_unread"),
        ([MARCH | {"last_charged": "2026-03-15"}], "position[0].last_charged: says_unread"),
        ([MARCH | {"quota_used": 1}], "position[0].quota_used: says_unread"),
    ],
)
def test_each_thing_said_is_read_by_a_rule_of_its_keys_and_period(
    law: Shelf, position: list[dict[str, Any]], expected: str
) -> None:
    assert asked(law, FOUR, position=position) == expected


@pytest.mark.parametrize(
    ("product", "position", "expected"),
    [
        # Bands by the month, a quota of five by the year: of ten in March it took five, so that
        # five are in the lower band: 5 × 1 and 3 × 10.
        ("yearly", [MARCH | {"quota_used": 5}, {"period": "2026", "quota_used": 5}], "35.00"),
        ("yearly", [{"period": "2026", "quota_used": 5}], "8.00"),
        ("yearly", [MARCH | {"quota_used": 5}], "position[0]: around_unsaid"),
        ("yearly", [MARCH | {"quota_used": 3}, {"period": "2026", "quota_used": 2}], "position[1].quota_used: said_less; position[1].quota_used: quota_left"),
        ("yearly", [MARCH | {"quota_used": 3}, {"period": "2026", "used": {"call": 4}}], "position[1].used.call: said_less; position[1].quota_used: quota_left"),
        # Seven were charged while two of the five were left.
        ("yearly", [MARCH | {"quota_used": 3}, {"period": "2026", "quota_used": 3}], "position[1].quota_used: quota_left"),
        ("yearly", [MARCH | {"quota_used": 3}, {"period": "2026", "quota_used": 5}], "53.00"),  # seven before: 3 × 1 and 5 × 10
        ("yearly", [MARCH | {"quota_used": 0}], "position[0]: around_unsaid"),
        ("yearly", [{"period": "2026", "used": {"call": 10}, "quota_used": 0}], "position[0].quota_used: quota_left"),
        ("yearly", [{"period": "2026", "used": {"call": 10}, "charged": 7}], "position[0].charged: says_unread"),
        # Bands by the year, a quota of five by the month: 20 before in the year, of which the
        # quotas took 9, in March 2 of 2; three of the eight now are free, five beyond eleven.
        ("monthly", [{"period": "2026", "used": {"call": 20}, "quota_used": 9}, {"period": "2026-03", "used": {"call": 2}}], "50.00"),
        # Nine in March are of the year, too: then four of them, and all eight now, lie below ten.
        ("monthly", [{"period": "2026-03", "used": {"call": 9}}], "position[0]: around_unsaid"),
        ("monthly", [{"period": "2026-03", "used": {"call": 9}}, {"period": "2026", "used": {"call": 9}, "quota_used": 5}], "26.00"),
        ("monthly", [{"period": "2026", "used": {"call": 20}, "quota_used": 1}, {"period": "2026-03", "used": {"call": 2}}], "position[0].quota_used: said_less"),
    ],
)  # fmt: skip
def test_what_a_quota_took_fits_what_it_is_said_to_have_counted(
    law: Shelf, product: str, position: list[dict[str, Any]], expected: str
) -> None:
    line = {"product": product, "events": [{"on": "2026-03-20", "quantity": 8}]}
    assert asked(law, line, position=position) == expected


def test_a_longer_period_is_asked_about_where_any_price_that_applies_depends_on_it(
    law: Shelf,
) -> None:
    """The bands of a year of y, and of x the unit alone: nine in March are of the year of y."""
    position = [{"period": "2026-03", "used": {"call": 9}}]
    line = {"product": "either", "quantity": 8}
    x, y = (line | {"facts": {"kind": kind}} for kind in "xy")
    assert asked(law, x, position=position) == "8.00"
    for lines in ([y], [x, y]):
        assert asked(law, *lines, position=position) == "position[0]: around_unsaid"


@pytest.mark.parametrize(
    ("kind", "period", "expected"),
    [
        # Ten before lie in the first band, so that five cost 1 each; by the class's month or the
        # year of others, never by the other's.
        ("x", "2026-03", "5.00"),
        ("y", "2026", "5.00"),
        ("x", "2026", "position[0]: position_of_no_rule"),
        ("y", "2026-03", "position[0]: position_of_no_rule"),
    ],
)
def test_what_was_before_is_of_the_price_that_applies(
    law: Shelf, kind: str, period: str, expected: str
) -> None:
    line = {"product": "classed", "quantity": 5}
    position = [{"period": period, "used": {"call": 10}}]
    assert asked(law, line, facts={"kind": kind}, position=position) == expected


@pytest.mark.parametrize("place", ["line", "event", "change"])
def test_it_is_so_wherever_the_fact_is_said(law: Shelf, place: str) -> None:
    event: dict[str, Any] = {"on": "2026-03-20", "quantity": 5}
    line: dict[str, Any] = {"product": "classed", "events": [event]}
    more: dict[str, Any] = {}
    if place == "change":
        more = {"facts": {"kind": "x"}, "changes": [{"from": "2026-03-10", "facts": {"kind": "y"}}]}
    else:
        (line if place == "line" else event)["facts"] = {"kind": "y"}
    for period, expected in (("2026", "5.00"), ("2026-03", "position[0]: position_of_no_rule")):
        position = [{"period": period, "used": {"call": 10}}]
        assert asked(law, line, position=position, **more) == expected


def test_what_another_price_charged_is_not_charged_back(law: Shelf) -> None:
    """As x ten cost 100.00; one more as y costs 1.00, and never −89.00."""
    line = {"product": "twice", "quantity": 1}
    before = {"period": "2026-03", "used": {"call": 10}}
    for kind, charged, expected in (
        ("y", 100, "position[0].charged: charged_otherwise"),
        ("y", 10, "1.00"),
        ("y", None, "1.00"),
        ("x", 100, "10.00"),
        ("x", 95, "position[0].charged: charged_otherwise"),
    ):
        position = [before if charged is None else before | {"charged": charged}]
        assert asked(law, line, facts={"kind": kind}, position=position) == expected


def test_what_was_charged_for_one_of_several_products_is_not_said(law: Shelf) -> None:
    before = [{"product": "one", "period": "2026-03", "used": {"call": 8}, "charged": 3}]
    assert asked(law, {"product": "one", "quantity": 1}, position=before) == "1.00"
    told = asked(law, {"product": "two", "quantity": 1}, position=before)
    assert told == "position[0].charged: charged_of_several"


def test_of_one_day_facts_go_in_one_order(law: Shelf) -> None:
    """Five of eight are free of x, which goes first wherever it stands: 3 × 10 and 8 × 1."""
    lines = [{"product": "mixed", "quantity": 8, "facts": {"kind": kind}} for kind in "xy"]
    for order in (lines, lines[::-1]):
        assert asked(law, *order, position="none") == "38.00"


def test_it_may_be_of_either_where_the_request_has_both(law: Shelf) -> None:
    lines = [{"product": "classed", "quantity": 5, "facts": {"kind": kind}} for kind in "xy"]
    lines = [line | {"keys": {"company": name}} for line, name in zip(lines, "ab", strict=True)]
    for period in ("2026-03", "2026"):
        position = [{"period": period, "used": {"call": 10}}]
        faulty = asked(law, *lines, facts={"kind": "x"}, position=position)
        assert "position_of_no_rule" not in faulty


@pytest.mark.parametrize(
    ("used", "runs", "period", "expected"),
    [
        ({"day": 10}, "calendar", "2026-03", "210.00"),
        ({"day": 11}, "calendar", "2026-03", "position[0].used.day: days_covered"),
        ({"day": 32}, "calendar", "2026-03", "position[0].used.day: bill_days"),
        ({"day": Decimal("1.5")}, "calendar", "2026-03", "position[0].used.day: bill_days"),
        # The contract's month goes to 10 April: ten days of it are left.
        ({"day": 10}, "contract", "2026-03-11/2026-04-10", "210.00"),
        ({"day": 11}, "contract", "2026-03-11/2026-04-10", "position[0].used.day: days_covered"),
    ],
)
def test_days_covered_before_are_of_the_period_and_not_asked_for_again(
    law: Shelf, used: dict[str, Any], runs: str, period: str, expected: str
) -> None:
    """From 11 to 31 March, 21 of 31 days at 310."""
    span = {"from": "2026-03-11", "until": "2026-03-31", "runs": runs}
    line = {"product": "seat", "span": span}
    assert asked(law, line, position=[{"period": period, "used": used}]) == expected


def test_one_month_under_two_names_is_said_twice(law: Shelf) -> None:
    span = {"from": "2026-03-25", "until": "2026-03-31", "runs": "calendar"}
    names = ("2026-03", "2026-03-01/2026-03-31")
    position = [{"period": name, "used": {"day": 10}} for name in names]
    found = asked(law, {"product": "seat", "span": span}, position=position)
    assert found == "position[1]: before_said_twice"


def test_uses_that_are_rounded_one_by_one_came_to_rounded_numbers(law: Shelf) -> None:
    """Three uses of half an hour came to three; one and a half they cannot have come to."""
    line = {"product": "half", "quantity": Decimal("0.5")}
    three, less = ({"period": "2026-03", "used": {"hour": hours}} for hours in (3, Decimal("1.5")))
    assert asked(law, line, position=[three]) == "0.00"
    assert asked(law, line, position=[less]) == "position[0].used.hour: unrounded_before"
    assert asked(law, line | {"prior": Decimal("1.5")}) == "lines[0].prior: unrounded_before"
    assert asked(law, line | {"prior": 3}) == "0.00"


def test_what_was_before_is_said_in_the_unit_that_is_added_up(law: Shelf) -> None:
    """600 seconds are ten minutes at 1; after 600 minutes they cost 0.1 each."""
    line = {"product": "talk", "quantity": 600}
    for minutes, expected in ((10, "10.00"), (600, "1.00")):
        before = [{"period": "2026-03", "used": {"minute": minutes}}]
        assert asked(law, line, position=before) == expected
    assert asked(law, line | {"prior": 600}) == "lines[0].prior: prior_of_converted"
    tenth = [{"period": "2026-03", "used": {"minute": Decimal("0.05")}}]
    assert "unrounded_before" in asked(law, line, position=tenth)


def test_prior_0_says_that_nothing_came_before(law: Shelf) -> None:
    """What is due with or without use is due then, by the quote as over columns."""
    line = {"product": "due", "quantity": 3}
    for said in ({}, {"prior": 0}):
        assert asked(law, line | said) == "5.00"
    day = datetime.date(2026, 3, 20)
    rated = engine.rate_many(
        law, "demo/before", day, "due", np.array([3, 3]), prior=np.array([0, 1])
    )
    assert rated.total.tolist() == [5_000_000, 0]
    assert asked(law, line | {"prior": 1}) == "0.00"
    # Zero units may have been charged before: then it is said with the amount.
    zero = [{"period": "2026-03", "used": {"call": 0}}]
    assert asked(law, line, position=zero) == "position[0].charged: zero_of_what"
    before = [{"period": "2026-03", "used": {"call": 0}, "charged": 5}]
    assert asked(law, line, position=before) == "0.00"


def test_prior_of_one_key_is_said_once(law: Shelf) -> None:
    line = {"product": "due", "quantity": 3, "prior": 4}
    assert asked(law, line, line) == "lines[1].prior: before_said_twice"
    assert asked(law, line | {"prior": 0}, line) == "lines[1].prior: before_said_twice"


def test_what_was_said_of_one_product_says_nothing_of_another_that_shares_its_quota(
    law: Shelf,
) -> None:
    """Five free of both: three of one are free unless two was used."""
    for said in (
        {"product": "one", "quantity": 3, "prior": 1},
        {
            "product": "one",
            "events": [{"on": "2026-03-20", "quantity": 3}],
            "history": [{"on": "2026-03-02"}],
        },
    ):
        ask = {"on": "2026-03-20", "tariff": "demo/before", "customer": {"name": "A"}}
        made = quoted(law, {**ask, "lines": [said]})
        assert made.total is not None and made.total.number == 0
        assert [one.id for one in made.unsaid] == ["position"]
    both = [
        {"product": "one", "period": "2026-03", "used": {"call": 1}},
        {"product": "two", "period": "2026-03", "used": {"call": 5}},
    ]
    assert asked(law, {"product": "one", "quantity": 3}, position=both) == "3.00"


@pytest.mark.parametrize("key", ["customer", "product", "scenario"])
def test_keys_that_the_request_answers_are_none_of_a_line(law: Shelf, key: str) -> None:
    keys = {"keys": {key: "other"}}
    found = asked(law, {"product": "yearly", "quantity": 5, **keys}, position="none")
    assert f"lines[0].keys.{key}: quote.own_{key}" in found
    event = {"on": "2026-03-20", **keys}
    found = asked(law, {"product": "yearly", "events": [event]}, position="none")
    assert f"lines[0].events[0].keys.{key}: quote.own_{key}" in found


def test_columns_refuse_distinct_where_a_quote_does(law: Shelf) -> None:
    """Ten uses of at least 2.00 cost 20.00; as one use 5.00."""
    ten = {"product": "limited", "events": [{"on": "2026-03-20"}] * 10}
    assert asked(law, ten) == "20.00"
    quantity = {"product": "limited", "quantity": 10}
    assert asked(law, quantity | {"distinct": True}) == "lines[0].distinct: distinct_of_each_use"
    day = datetime.date(2026, 3, 20)
    with pytest.raises(Faults) as found:
        engine.rate_many(law, "demo/before", day, "limited", np.array([10]), distinct=True)
    assert [one.key for one in found.value.faults] == ["tariff.distinct_of_each_use"]


WRITTEN = st.tuples(
    st.sampled_from(["u", "U", "ｕ", " u", "u "]), st.sampled_from(["v", "V", "ｖ", "  v"])
)


@given(names=WRITTEN, batches=st.tuples(st.text("ab", max_size=2), st.text("ab", max_size=2)))
def test_how_keys_are_written_and_those_that_no_rule_knows_change_no_amount(
    law: Shelf, names: tuple[str, str], batches: tuple[str, str]
) -> None:
    """Five of u and two of v on one day, two free of both: u goes first, 2 × 1 and 1 × 10 and
    2 × 1."""
    events = [
        {"on": "2026-03-03", "quantity": number, "keys": {"person": name, "batch": batch}}
        for number, name, batch in zip((5, 2), names, batches, strict=True)
    ]
    for order in (events, events[::-1]):
        assert asked(law, {"product": "banded", "events": order}, position="none") == "14.00"
