"""What is wrong with a charge is named with its place: figures, tiers, and prices added together."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders.proof import rounds, tried
from builders.tariffs import mistakes
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.money import grouped

MONTHLY = "accumulate: {key: [customer], period: month}"
ZERO = "edges: in_lower_band, at_zero: nothing"
AT = "versions[0].products[0].components[0]"


def found(
    folder: Path, component: str, rest: str = "", at: str = "line", version: str = ""
) -> list[tuple[str, str]]:
    """What check finds in a tariff of one product with this component, by place and key."""
    return [
        (fault.place, fault.key) for fault in mistakes(folder, component, rest, at, version=version)
    ]


@pytest.mark.parametrize(
    ("charge", "place"),
    [
        ('model: per_unit, price: "FINE"', "charge.price"),
        (f'model: flat, price: "FINE", {MONTHLY}, at_zero: nothing', "charge.price"),
        (f'model: package, size: "10", price: "FINE", {MONTHLY}', "charge.price"),
        # A hundredth of it is the price of a yuan.
        ('model: percentage, percent: "FINER"', "charge.percent"),
        ('model: per_period, price: "FINE", period: month, proration: by_day', "charge.price"),
        (
            f'model: graduated, {MONTHLY}, {ZERO}, bands: [{{above: "0", price: "FINE"}}]',
            "charge.bands[0].price",
        ),
        (
            f'model: graduated, {MONTHLY}, {ZERO}, bands: [{{above: "0", price: "1", entry_fee: "FINE"}}]',
            "charge.bands[0].entry_fee",
        ),
        (
            f'model: graduated_percentage, {MONTHLY}, {ZERO}, bands: [{{above: "0", percent: "FINER"}}]',
            "charge.bands[0].percent",
        ),
        (
            f'model: volume, {MONTHLY}, {ZERO}, bands: [{{above: "0", up_to: "9", price: "1"}}], then: {{every: "2", adds: "FINE"}}',
            "charge.then.adds",
        ),
    ],
)  # fmt: skip
def test_a_figure_finer_than_a_millionth_of_a_yuan_is_named(
    tmp_path: Path, charge: str, place: str
) -> None:
    more = 'largest_quantity: "1000"'
    fine, just = (
        f"charge: {{{charge.replace('FINER', finer).replace('FINE', fine)}}}"
        for fine, finer in (("0.0000015", "0.00015"), ("0.000002", "0.0002"))
    )
    assert found(tmp_path, fine, more) == [(f"{AT}.{place}", "tariff.check.finer_than_micro")]
    assert found(tmp_path, just, more) == []


@pytest.mark.parametrize(
    ("limits", "place"),
    [('minimum: "0.0000015"', "limits.minimum"), ('maximum: "0.0000015"', "limits.maximum")],
)
def test_a_limit_finer_than_a_millionth_of_a_yuan_is_named(
    tmp_path: Path, limits: str, place: str
) -> None:
    charge = f'charge: {{model: per_unit, price: "1", {MONTHLY}}}\n'
    written = f"limits: {{{limits}, apply: after_discounts, at_zero: nothing}}"
    assert found(tmp_path, charge + written) == [(f"{AT}.{place}", "tariff.check.finer_than_micro")]


@pytest.mark.parametrize(
    ("price", "key"),
    [
        # 2⁶³ micro-yuan are 9,223,372,036,854.775808 yuan.
        ("9223372036854.78", "law.too_big"),
        ("9223372036854.7800001", "tariff.check.finer_than_micro"),
    ],
)
def test_a_figure_too_large_is_not_told_to_be_too_fine(
    tmp_path: Path, price: str, key: str
) -> None:
    charge = f'charge: {{model: flat, price: "{price}", {MONTHLY}, at_zero: nothing}}'
    assert (f"{AT}.charge.price", key) in found(tmp_path, charge)


def test_what_has_no_bands_is_not_rounded_by_band(tmp_path: Path) -> None:
    """Fifteen days of a month of 10.00 would stay 4.838709…"""
    by_day = 'charge: {model: per_period, price: "10", period: month, proration: by_day}'
    bands = f'charge: {{model: graduated, {MONTHLY}, {ZERO}, bands: [{{above: "0", price: "1"}}]}}'
    for component, expected in ((by_day, [(AT, "tariff.check.band_of_no_bands")]), (bands, [])):
        assert found(tmp_path, component, at="band") == expected
        assert found(tmp_path, component, at="line") == []


# --- prices by several numbers

PER = "per: [call, hour]\n"
TIERS = ['{up_to: {call: "10", hour: "2"}, price: "100"}', '{up_to: {call: "50", hour: "4"}, price: "300"}', '{price: "900"}']  # fmt: skip


def tiers(*written: str) -> str:
    return f"charge: {{model: capacity, {MONTHLY}, {ZERO}, tiers: [{', '.join(written)}]}}"


@pytest.mark.parametrize(
    ("place", "tier", "named"),
    [
        (0, TIERS[0], None),
        # A limit is lacking, of something that is not counted, or stands above all.
        (0, '{up_to: {call: "10"}, price: "100"}', ("tiers[0].up_to", "tier_limits")),
        (0, '{up_to: {call: "10", hour: "2", day: "1"}, price: "1"}', ("tiers[0].up_to", "tier_limits")),
        (2, '{up_to: {call: "90"}, price: "900"}', ("tiers[2].up_to", "tier_limits")),
        # A limit, or the price, falls.
        (1, '{up_to: {call: "9", hour: "4"}, price: "300"}', ("tiers[1]", "tiers_not_rising")),
        (1, '{up_to: {call: "50", hour: "1"}, price: "300"}', ("tiers[1]", "tiers_not_rising")),
        (1, '{up_to: {call: "10", hour: "2"}, price: "300"}', None),
        (1, '{up_to: {call: "50", hour: "4"}, price: "99"}', ("tiers[1]", "tiers_not_rising")),
        (1, '{up_to: {call: "50", hour: "4"}, price: "100"}', None),
        (1, '{up_to: {call: "50", hour: "4"}, price: "0.0000015"}', ("tiers[1].price", "finer_than_micro")),
    ],
)  # fmt: skip
def test_tiers_that_leave_a_case_open_or_fall_are_named(
    tmp_path: Path, place: int, tier: str, named: tuple[str, str] | None
) -> None:
    written = [tier if number == place else each for number, each in enumerate(TIERS)]
    wanted = [] if named is None else [(f"{AT}.charge.{named[0]}", f"tariff.check.{named[1]}")]
    faults = found(tmp_path, PER + tiers(*written))
    assert {*wanted} <= {*faults}
    assert bool(wanted) is bool(faults)


@pytest.mark.parametrize(
    ("per", "more"),
    [
        ("", ""),
        (PER, '\nfree_quota: {units: "1", key: [customer], within: {period: month}}'),
        (PER, '\nlimits: {maximum: "1", apply: after_discounts, at_zero: nothing}'),
        (PER, '\nfor_class: {first: {charge: {model: per_unit, price: "1"}}}'),
    ],
)
def test_a_price_by_several_numbers_stands_alone(tmp_path: Path, per: str, more: str) -> None:
    """And is of several numbers."""
    limits = [tier if per else tier.replace(', hour: "2"', "").replace(', hour: "4"', "") for tier in TIERS]  # fmt: skip
    named = found(tmp_path, per + tiers(*limits) + more)
    assert (f"{AT}.charge", "tariff.check.capacity_alone") in named


@pytest.mark.parametrize(("key", "named"), [("customer", True), ("customer, product", False)])
def test_a_price_by_several_numbers_is_of_one_product(
    tmp_path: Path, key: str, named: bool
) -> None:
    written = (PER + tiers(*TIERS)).replace("key: [customer]", f"key: [{key}]")
    second = SECOND + "".join(f"        {line}\n" for line in written.splitlines())
    place = "versions[0].products[1].components[0].charge.accumulate.key"
    wanted = [(place, "tariff.check.capacity_over_products")] if named else []
    assert found(tmp_path, written, version=second) == wanted


def test_a_price_by_several_numbers_is_not_added_up_with_one_by_the_unit(tmp_path: Path) -> None:
    """Whichever stands first."""
    several, each = PER + tiers(*TIERS), PER + unit("1")
    place = "versions[0].products[1].components[0].charge.accumulate.key"
    for first, second, key in (
        (several, each, "added_at_other_prices"),
        (each, several, "capacity_over_products"),
    ):
        more = SECOND + "".join(f"        {line}\n" for line in second.splitlines())
        assert found(tmp_path, first, version=more) == [(place, f"tariff.check.{key}")]


# --- products whose keys do not tell them apart

SECOND = """\
  - id: second
    title: {zh: 另一项, en: Second}
    unit: call
    components:
      - id: fee
        title: {zh: 费, en: fee}
"""


def bands(price: str, fee: str = "0") -> str:
    return f'charge: {{model: graduated, {MONTHLY}, {ZERO}, bands: [{{above: "0", price: "{price}", entry_fee: "{fee}"}}]}}'


def unit(price: str) -> str:
    return f'charge: {{model: per_unit, price: "{price}", {MONTHLY}}}'


def blocks(size: str, price: str) -> str:
    band = f'{{above: "0", size: "{size}", price: "{price}"}}'
    return f"charge: {{model: graduated, {MONTHLY}, {ZERO}, bands: [{band}]}}"


def limits(most: str) -> str:
    return f'\nlimits: {{maximum: "{most}", apply: after_discounts, at_zero: nothing}}'


def quota(units: str) -> str:
    return f'\nfree_quota: {{units: "{units}", key: [customer], within: {{period: month}}}}'


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        # What each further unit costs is its own product's price, unless a fee is due once for all.
        (bands("1"), bands("2"), None),
        (bands("1", "3"), bands("1", "3"), None),
        (bands("1", "3"), bands("2", "3"), "charge.accumulate.key"),
        (bands("1"), bands("1", "3"), "charge.accumulate.key"),
        # A block is sold whole: what a unit costs depends on those before.
        (blocks("100", "30"), blocks("10", "1"), "charge.accumulate.key"),
        (blocks("10", "1"), bands("2"), "charge.accumulate.key"),
        (blocks("10", "1"), blocks("10", "1"), None),
        (unit("1"), unit("2"), None),
        (unit("1"), bands("2"), None),
        (unit("1"), bands("1", "3"), "charge.accumulate.key"),
        (unit("1") + limits("9"), unit("1") + limits("9"), None),
        (unit("1") + limits("9"), unit("2") + limits("9"), "charge.accumulate.key"),
        (unit("1") + limits("9"), unit("1") + limits("8"), "charge.accumulate.key"),
        (unit("1") + limits("9"), unit("1"), "charge.accumulate.key"),
        (unit("1") + quota("5"), unit("1") + quota("5"), None),
        (unit("1") + quota("5"), unit("1") + quota("4"), "free_quota.key"),
    ],
)
def test_amounts_of_all_units_are_the_same_where_products_are_added_up(
    tmp_path: Path, first: str, second: str, place: str | None
) -> None:
    more = SECOND + "".join(f"        {line}\n" for line in second.splitlines())
    wanted = f"versions[0].products[1].components[0].{place}"
    named = [] if place is None else [(wanted, "tariff.check.added_at_other_prices")]
    assert found(tmp_path, first, version=more) == named


fen = st.integers(0, 40).map(lambda number: Decimal(number).scaleb(-2))
thousandths = st.integers(1, 120).map(lambda number: Decimal(number).scaleb(-3))


@settings(max_examples=rounds(quick=40, full=5_000), deadline=None)
@given(
    bands=st.lists(st.tuples(fen, fen), min_size=4, max_size=4),
    edges=st.lists(thousandths, min_size=1, max_size=3, unique=True).map(sorted),
    upper=st.booleans(),
    free=st.integers(0, 45).map(lambda number: Decimal(number).scaleb(-3)),
    at_zero=st.booleans(),
)
# 0.10 at 4.00 an hour are 0.40; from 0.10 on at 1.00 they are 0.10.
@example(
    [(Decimal(4), Decimal(0)), (Decimal(1), Decimal(0))], [Decimal("0.1")], True, Decimal(0), False
)
# Nothing costs 1.00, and the first hundredth, already in the band above, nothing.
@example(
    [(Decimal(0), Decimal(1)), (Decimal(0), Decimal(0))],
    [Decimal("0.005")],
    False,
    Decimal(0),
    True,
)
# Falls one after another are told each: 0.40, 0.11, 0.00.
@example(
    [(Decimal(4), Decimal(0)), (Decimal(1), Decimal(0)), (Decimal(0), Decimal(0))],
    [Decimal("0.1"), Decimal("0.11")], False, Decimal(0), False,
)  # fmt: skip
def test_a_total_that_falls_is_found_wherever_its_edge_lies(
    bands: list[tuple[Decimal, Decimal]],
    edges: list[Decimal],
    upper: bool,
    free: Decimal,
    at_zero: bool,
) -> None:
    """Hours by hundredths: an edge, or a quota before it, may lie between two of them."""

    def costs(hours: Decimal) -> Decimal:
        beyond = hours - free
        if beyond <= 0:
            return bands[0][1] if at_zero else Decimal(0)
        price, fee = bands[sum(beyond > edge or (upper and beyond == edge) for edge in edges)]
        return beyond * price + fee

    hours = [Decimal(number).scaleb(-2) for number in range(30)]
    falls = [pair for pair in pairwise(hours) if costs(pair[0]) > costs(pair[1])]
    written = ", ".join(
        f'{{above: "{above}"{end}, price: "{price}", entry_fee: "{fee}"}}'
        for above, end, (price, fee) in zip(
            [0, *edges], [*(f', up_to: "{edge}"' for edge in edges), ""], bands, strict=False
        )
    )
    component = (
        f"charge: {{model: volume, {MONTHLY}, edges: {'in_upper_band' if upper else 'in_lower_band'}, "
        f"at_zero: {'charged' if at_zero else 'nothing'}, bands: [{written}]}}\n"
        f'free_quota: {{units: "{free}", key: [customer], within: {{period: month}}}}'
    )
    with TemporaryDirectory() as folder:
        told = [
            [fault.values[name] for name in ("quantity", "amount", "more", "less")]
            for fault in mistakes(Path(folder), component, unit="hour")
            if fault.key == "tariff.check.total_falls"
        ]
    named = [(one, costs(one), more, costs(more)) for one, more in falls]
    assert told == [[grouped(each.normalize()) for each in figures] for figures in named]
    tried("totals that fall", tariffs=1, falling=len(falls))
