"""Prices by the period and by capacity in parts: what was charged before is taken off at the end.

What was used in a period costs, in however many parts, what it costs whole: with class discounts,
floats and a use that is paid in part, rounded by line or by total, and whether it was said what was
charged before or not. The whole is reckoned here in fractions.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders.proof import rounds, tried
from builders.tariffs import HEAD, written
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import given as said_to_be
from engine.law import Faults
from engine.tariff import Position, TariffDocument, Usage, position_findings, rate
from engine.tariff.usage.usage import Span
from engine.text import Text

DAY = datetime.date(2026, 1, 1)
ONE = datetime.timedelta(days=1)
FIRST = {"month": DAY.replace(month=3), "quarter": DAY.replace(month=4), "year": DAY}
LAST = {"month": datetime.date(2026, 3, 31), "quarter": datetime.date(2026, 6, 30),
        "year": datetime.date(2026, 12, 31)}  # fmt: skip
WRITTEN = {"month": "2026-03", "quarter": "2026-Q2", "year": "2026"}
KEYS = {"customer": "A"}

reductions = st.fixed_dictionaries(
    {
        "kind": st.sampled_from("ab"),
        "off": st.integers(0, 100),
        "float": st.sampled_from([None, -30, 0, 20]),
        "paid": st.sampled_from([None, 37, 60]),
        "within": st.booleans(),
        "at": st.sampled_from(("line", "total")),
    }
)
"""What makes less of an amount, and where the rest is rounded to fen."""


def document_of(folder: str, component: str, asked: dict[str, Any]) -> TariffDocument:
    lines = ["float: band"] if asked["float"] is not None else []
    indented = "".join(f"            {line}\n" for line in [*lines, *component.splitlines()])
    rule = "within_bands" if asked["within"] else "outside_bands"
    head = HEAD.replace("UNIT", "call").replace(
        "at: line}", f"at: {asked['at']}}}\n    free_part: {rule}"
    )
    off = f'        discounts: [{{for: first, component: fee, percent: "{asked["off"]}"}}]\n'
    return written(Path(folder), "demo/models", head + indented + off)


def total(
    document: TariffDocument, asked: dict[str, Any], usage: Usage, *positions: Position
) -> Decimal:
    facts = {"kind": asked["kind"]}
    if asked["float"] is not None:
        facts["band"] = str(asked["float"])
    if asked["paid"] is not None:
        share = said_to_be(Text(zh="有偿", en="paid"), Decimal(asked["paid"]), "percent")
        usage = replace(usage, share=share)
    (version,) = document.versions
    assert [*position_findings(version, [usage], positions)] == []
    found = rate(document, version, [usage], facts, positions=positions).total
    assert found is not None
    return found.number


def less(asked: dict[str, Any], amount: Fraction, shared: bool) -> Decimal:
    """An amount after discount, float and paid part, rounded half up to the fen."""
    if asked["kind"] == "a":
        amount *= Fraction(100 - asked["off"], 100)
    amount *= Fraction(100 + (asked["float"] or 0), 100)
    if shared and asked["paid"] is not None:
        amount *= Fraction(asked["paid"], 100)
    return Decimal(floor(amount * 100 + Fraction(1, 2))).scaleb(-2)


@settings(max_examples=rounds(quick=60, full=10_000), deadline=None)
@given(asked=reductions, data=st.data())
def test_days_in_parts_cost_what_they_cost_whole(
    asked: dict[str, Any], data: st.DataObject
) -> None:
    """Parts of one period one after another, of which the last may go on into the next."""
    price = Decimal(data.draw(st.integers(0, 10**7))).scaleb(-3)
    period = data.draw(st.sampled_from([*FIRST]))
    proration = data.draw(st.sampled_from(("by_day", "started_whole")))
    charge = f"model: per_period, price: '{price}', period: {period}, proration: {proration}"
    with TemporaryDirectory() as folder:
        document = document_of(folder, f"charge: {{{charge}, runs: calendar}}", asked)
    first, last = FIRST[period], LAST[period]
    length = (last - first).days + 1
    cuts = sorted(data.draw(st.sets(st.integers(1, length - 1), min_size=1, max_size=3)))
    beyond = data.draw(st.integers(0, 28)) if period != "year" else 0
    starts, ends = [0, *cuts], [*cuts, length + beyond]
    paid: list[Decimal] = []
    for start, end in zip(starts, ends, strict=True):
        usage = Usage("product", DAY, span=Span(first + start * ONE, first + (end - 1) * ONE),
                      keys=KEYS)  # fmt: skip
        before = Position(
            "product", "fee", KEYS, WRITTEN[period], {"day": Decimal(start)},
            charged=sum(paid, Decimal(0)) if start and data.draw(st.booleans()) else None,
        )  # fmt: skip
        paid.append(total(document, asked, usage, *([before] if start else [])))
    following = {"month": 30, "quarter": 92, "year": 1}[period]
    more = Fraction(beyond, following) if proration == "by_day" else Fraction(beyond > 0)
    assert sum(paid) == less(asked, Fraction(price) * (1 + more), shared=True)
    tried("days of a period in parts", requests=1)


@settings(max_examples=rounds(quick=60, full=10_000), deadline=None)
@given(asked=reductions, data=st.data())
def test_capacity_in_parts_costs_what_it_costs_whole(
    asked: dict[str, Any], data: st.DataObject
) -> None:
    """Of a use that is paid in part the paid units count, or all at the paid part of the price."""
    limits = sorted(data.draw(st.sets(st.integers(1, 40), min_size=1, max_size=3)))
    prices = sorted(data.draw(st.lists(st.integers(0, 10**6), min_size=len(limits) + 1,
                                       max_size=len(limits) + 1)))  # fmt: skip
    tiers = [f'{{up_to: {{call: "{most}", hour: "{most}"}}, price: "{Decimal(price).scaleb(-3)}"}}'
             for most, price in zip(limits, prices, strict=False)]  # fmt: skip
    tiers.append(f'{{price: "{Decimal(prices[-1]).scaleb(-3)}"}}')
    with TemporaryDirectory() as folder:
        document = document_of(folder, CAPACITY + f"  tiers: [{', '.join(tiers)}]", asked)
    uses = data.draw(st.lists(st.tuples(*[st.integers(0, 20)] * 2), min_size=2, max_size=4))
    outside = asked["paid"] is not None and not asked["within"]
    share = Fraction(asked["paid"] if outside else 100, 100)
    paid: list[Decimal] = []
    used = {"call": Decimal(0), "hour": Decimal(0)}
    for place, (calls, hours) in enumerate(uses):
        counts = {"call": Decimal(calls), "hour": Decimal(hours)}
        counted = {unit: many * share.numerator / share.denominator for unit, many in used.items()}
        before = Position(
            "product", "fee", KEYS, "2026-01", counted,
            charged=sum(paid, Decimal(0)) if data.draw(st.booleans()) else None,
        )  # fmt: skip
        whole = all(many == int(many) for many in counted.values())
        if place and not whole:
            break  # a call is said in whole numbers only
        usage = Usage("product", DAY, counts=counts, keys=KEYS)
        paid.append(total(document, asked, usage, *([before] if place else [])))
        used = {unit: many + counts[unit] for unit, many in used.items()}
    most = max(Fraction(many) * share for many in used.values())
    tier = sum(most > limit for limit in limits)
    due = Fraction(prices[tier], 1000) if most else Fraction(0)
    assert sum(paid) == less(asked, due, shared=asked["within"])
    tried("capacity in parts", requests=1)


CAPACITY = """\
per: [call, hour]
charge:
  model: capacity
  accumulate: {key: [customer], period: month}
  edges: in_lower_band
  at_zero: nothing
"""
PLAIN = {"kind": "a", "off": 0, "float": None, "paid": None, "within": False, "at": "line"}
YEAR = 'charge: {model: per_period, price: "100", period: year, proration: PART, runs: calendar}'
HALF = Usage("product", DAY, span=Span(datetime.date(2026, 7, 1), LAST["year"]), keys=KEYS)


@pytest.mark.parametrize(
    ("more", "part", "charged", "expected"),
    [
        # Half off 100 a year was charged whole for the first days: nothing is left.
        ({"off": 50}, "started_whole", "50", "0"),
        ({"off": 50}, "started_whole", None, "0"),
        # By the day, 181 of 365 days at half of 100 were 24.79; the year comes to 50.
        ({"off": 50}, "by_day", "24.79", "25.21"),
        ({"off": 50}, "by_day", None, "25.21"),
        # 20 per cent above the base price of 100 are 120, and were charged.
        ({"float": 20}, "started_whole", "120", "0"),
    ],
)
def test_a_started_year(
    tmp_path: Path, more: dict[str, Any], part: str, charged: str | None, expected: str
) -> None:
    asked = PLAIN | more
    document = document_of(str(tmp_path), YEAR.replace("PART", part), asked)
    before = Position("product", "fee", KEYS, "2026", {"day": Decimal(181)},
                      charged=None if charged is None else Decimal(charged))  # fmt: skip
    assert total(document, asked, HALF, before) == Decimal(expected)


@pytest.mark.parametrize(
    ("more", "prices", "charged", "expected"),
    [
        # Half of 10.01 is 5.005, rounded 5.01; half of 30.02 is 15.01: 10.00 more.
        ({"off": 50}, ("10.01", "30.02"), "5.01", "10.00"),
        ({"off": 50}, ("10.01", "30.02"), None, "10.00"),
        ({"float": 20}, ("10", "30"), "12", "24"),
    ],
)
def test_a_tier_reached_later(
    tmp_path: Path,
    more: dict[str, Any],
    prices: tuple[str, str],
    charged: str | None,
    expected: str,
) -> None:
    asked = PLAIN | more
    low, high = prices
    tiers = f'  tiers: [{{up_to: {{call: "10", hour: "10"}}, price: "{low}"}}, {{price: "{high}"}}]'
    document = document_of(str(tmp_path), CAPACITY + tiers, asked)
    used = {"call": Decimal(8), "hour": Decimal(5)}
    before = Position("product", "fee", KEYS, "2026-01", used,
                      charged=None if charged is None else Decimal(charged))  # fmt: skip
    usage = Usage("product", DAY, counts={"call": Decimal(12), "hour": Decimal(0)}, keys=KEYS)
    assert total(document, asked, usage, before) == Decimal(expected)


@pytest.mark.parametrize(("within", "expected"), [(False, "100"), (True, "60")])
def test_a_free_part_counts_once(tmp_path: Path, within: bool, expected: str) -> None:
    """60 per cent of 5 calls and 5 hours are 3 each, within the first tier at 100 as a flat amount
    is; where the free ones count too, 60 per cent of the price are due."""
    asked = PLAIN | {"paid": 60, "within": within}
    tiers = '  tiers: [{up_to: {call: "10", hour: "10"}, price: "100"}, {price: "300"}]'
    document = document_of(str(tmp_path), CAPACITY + tiers, asked)
    usage = Usage("product", DAY, counts={"call": Decimal(5), "hour": Decimal(5)}, keys=KEYS)
    assert total(document, asked, usage) == Decimal(expected)


def test_what_was_used_before_is_said_of_each_unit(tmp_path: Path) -> None:
    tiers = '  tiers: [{up_to: {call: "10", hour: "10"}, price: "100"}, {price: "300"}]'
    document = document_of(str(tmp_path), CAPACITY + tiers, PLAIN)
    (version,) = document.versions
    usage = Usage("product", DAY, counts={"call": Decimal(5), "hour": Decimal(5)}, keys=KEYS)
    before = Position("product", "fee", KEYS, "2026-01", {"call": Decimal(8)})
    (found,) = position_findings(version, [usage], [before])
    assert (found.key, found.values) == ("tariff.used_of_each", {"missing": "hour"})
    for wrong, key in (
        (replace(usage, prior=Decimal(8)), "tariff.prior_of_which_unit"),
        (replace(usage, distinct=True), "tariff.distinct_needs_quantity"),
    ):
        with pytest.raises(Faults) as refused:
            rate(document, version, [wrong], {"kind": "a"})
        assert [fault.key for fault in refused.value.faults] == [key]


def test_days_before_are_of_one_line(tmp_path: Path) -> None:
    document = document_of(str(tmp_path), YEAR.replace("PART", "by_day"), PLAIN)
    (version,) = document.versions
    other = replace(HALF, keys={"customer": "A", "office": "second"})
    before = Position("product", "fee", KEYS, "2026", {"day": Decimal(181)})
    (found,) = position_findings(version, [HALF, other], [before])
    assert found.key == "tariff.before_of_which_span"


def test_rounded_at_total_the_second_half_pays_what_is_left(tmp_path: Path) -> None:
    """10.4 and then 20.8 for both, to the whole yuan: 10 and 11."""
    head = HEAD.replace('"0.01", mode: half_up, at: line', '"1", mode: half_up, at: total')
    tiers = '  tiers: [{up_to: {call: "10", hour: "10"}, price: "10.4"}, {price: "20.8"}]'
    lines = "".join(f"            {line}\n" for line in (CAPACITY + tiers).splitlines())
    document = written(tmp_path, "demo/models", head.replace("UNIT", "call") + lines)
    counts = {"call": Decimal(8), "hour": Decimal(5)}
    usage = Usage("product", DAY, counts=counts, keys=KEYS)
    before = Position("product", "fee", KEYS, "2026-01", counts)
    assert total(document, PLAIN, usage) == Decimal(10)
    assert total(document, PLAIN, usage, before) == Decimal(11)


def test_a_bill_of_its_own_each_month_leaves_what_was_before_once(tmp_path: Path) -> None:
    """36.50 a year are 0.10 a day: 54 days were 5.40, rounded 5; with 61 more 11.50, rounded 12."""
    head = HEAD.replace('"0.01", mode: half_up, at: line', '"1", mode: half_up, at: total')
    part = YEAR.replace("PART", "by_day").replace('"100"', '"36.5"')
    bill = (
        "    bill: [{id: most, title: {zh: 上限, en: most}, accumulate: {key: [customer], period: month},"
        ' model: at_most, amount: "1000", allocated: by_amount}]\n'
    )
    content = head.replace("UNIT", "call") + f"            {part}\n{bill}"
    document = written(tmp_path, "demo/models", content)
    span = Span(datetime.date(2026, 3, 1), datetime.date(2026, 4, 30))
    before = Position("product", "fee", KEYS, "2026", {"day": Decimal(54)})
    usage = Usage("product", DAY, span=span, keys=KEYS)
    assert total(document, PLAIN, usage, before) == Decimal(7)


def test_fewer_seats_take_back_what_they_cost(tmp_path: Path) -> None:
    """Five at 0.335 a month are 1.675, rounded 1.68; three 1.005, rounded 1.01."""
    charge = 'charge: {model: per_period, price: "0.335", period: month, proration: by_day, runs: calendar}'
    document = document_of(str(tmp_path), f"per: [call]\n{charge}", PLAIN)
    usage = Usage("product", DAY, counts={"call": Decimal(5)}, keys=KEYS,
                  span=Span(FIRST["month"], LAST["month"]))  # fmt: skip
    less = replace(usage, counts={"call": Decimal(-2)}, correction="late", prior=Decimal(5))
    assert total(document, PLAIN, usage) == Decimal("1.68")
    assert total(document, PLAIN, less) == Decimal("-0.67")
    with pytest.raises(Faults) as refused:
        total(document, PLAIN, replace(less, prior=None))
    assert [fault.key for fault in refused.value.faults] == ["tariff.corrected_below_zero"]


def test_a_correction_charges_no_days_anew(tmp_path: Path) -> None:
    """Ten a month and one for each call: less 20 calls are less 20."""
    call = ('          - {id: calls, title: {zh: 次, en: calls}, charge: {model: per_unit, price: "1", '
            "accumulate: {key: [customer], period: month}}}\n")  # fmt: skip
    charge = (
        'charge: {model: per_period, price: "10", period: month, proration: by_day, runs: calendar}'
    )
    content = HEAD.replace("UNIT", "call") + f"            {charge}\n{call}"
    document = written(tmp_path, "demo/models", content)
    usage = Usage("product", DAY, quantity=Decimal(-20), correction="late", prior=Decimal(50),
                  keys=KEYS, span=Span(FIRST["month"], LAST["month"]))  # fmt: skip
    assert total(document, PLAIN, usage) == Decimal(-20)
