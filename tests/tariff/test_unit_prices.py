"""Where a line names the price of a unit, all its units cost that, and nothing else is charged."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from builders.proof import rounds, tried
from builders.random_tariffs import DAY, KINDS, tariffs, telling_quantities
from builders.tariffs import MONTHLY, rated, tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tariff import TariffDocument, Usage, rate

BANDS = 'bands: [{above: "0", up_to: "10", price: "5"}, {above: "10", price: "4"}]'
GRADUATED = (
    f"charge: {{model: graduated, {MONTHLY}, edges: in_lower_band, at_zero: nothing, {BANDS}}}"
)
HOURS = (
    "per: [{unit: hour, converted: {from: call, divide_by: '60', "
    "rounding: {to: '1', mode: up}, rounded: OF}}]"
)


def priced(charge: Any, start: Fraction, end: Fraction) -> set[Decimal | None]:
    """What each unit between two running totals costs; None what is no price by the unit."""
    if charge.model == "per_unit":
        return {charge.price}
    if charge.model not in ("graduated", "volume") or (charge.model == "volume" and start):
        return {None}
    top = charge.bands[-1].up_to
    by_unit = {
        (band.above, band.up_to): None if band.entry_fee or band.size is not None else band.price
        for band in charge.bands
    }
    if charge.model == "volume":
        upper = charge.edges.rule == "in_upper_band"
        reached = [
            price for (above, _), price in by_unit.items()
            if above < end or (above == end and (upper or not above))
        ]  # fmt: skip
        beyond = top is not None and (end > top or (end == top and upper))
        return {None} if beyond else {reached[-1]}
    cuts = sorted({start, end, *(Fraction(edge) for edges in by_unit for edge in edges
                                 if edge is not None and start < edge < end)})  # fmt: skip
    middles = [(one + other) / 2 for one, other in pairwise(cuts)]
    return {
        next((price for (above, up_to), price in by_unit.items()
              if above < unit and (up_to is None or unit < up_to)), None)
        for unit in middles
    }  # fmt: skip


@settings(max_examples=rounds(quick=60, full=10_000), deadline=None)
@given(document=tariffs(), data=st.data())
def test_a_unit_price_is_named_where_each_unit_costs_it(
    document: TariffDocument, data: st.DataObject
) -> None:
    (version,) = document.versions
    parts = version.products[0].components
    if parts[0].per:
        return
    kind = data.draw(st.sampled_from(KINDS))
    up = data.draw(st.sampled_from(["0", "20", "-12.5"]))
    quantity = data.draw(st.sampled_from(telling_quantities(document)))
    prior = data.draw(st.none() | st.sampled_from(telling_quantities(document)))
    usage = Usage("product", DAY, quantity=quantity, prior=prior, keys={"customer": "A"})
    lines = rate(document, version, [usage], {"kind": kind, "floating": up}).lines
    for line, part in zip(lines, parts, strict=True):
        own = part.for_class.get("small") if kind == "small" else None
        charge = part.charge if own is None else own.charge
        free = Decimal(0) if part.free_quota is None else part.free_quota.units
        ends = [max(each - free, Decimal(0)) for each in (prior or Decimal(0), (prior or 0) + quantity)]  # fmt: skip
        found = priced(charge, *map(Fraction, ends))
        price = found.pop() if len(found) == 1 and part.limits is None else None
        if price is not None and part.float_ is not None:
            price = price * (100 + Decimal(up)) / 100
        assert line.unit_price == price
    tried("unit prices of lines", lines=len(lines))


@pytest.mark.parametrize(
    ("of", "prior", "quantity", "price"),
    [
        # Each use in whole hours: 600 calls are ten of them, all at 5.00.
        ("each_use", None, 600, "5"),
        ("each_use", 1, 600, None),
        ("each_use", 11, 60, "4"),
        # Of the total the hours are known, but not of which call: 60 and 60 calls are two hours.
        ("total", None, 5, None),
        ("total", 60, 60, None),
        ("total", 660, 60, None),
    ],
)
def test_no_price_of_a_unit_is_named_of_what_the_total_is_converted_to(
    tmp_path: Path, of: str, prior: int | None, quantity: int, price: str | None
) -> None:
    document = tariff(tmp_path, f"{GRADUATED}\n{HOURS.replace('OF', of)}")
    before = None if prior is None else Decimal(prior)
    (line,) = rated(document, quantity=Decimal(quantity), prior=before).lines
    assert line.unit_price == (None if price is None else Decimal(price))


@pytest.mark.parametrize(
    ("more", "facts", "price"),
    [
        ("", {}, "2"),
        # With a least or a most the units do not make the amount, even where neither is reached.
        ('limits: {maximum: "99", apply: after_discounts, at_zero: nothing}', {}, None),
        ("float: band", {"band": "-25"}, "1.5"),
    ],
)
def test_a_unit_price_stands_alone_or_is_none(
    tmp_path: Path, more: str, facts: dict[str, str], price: str | None
) -> None:
    unit = f'charge: {{model: per_unit, price: "2", {MONTHLY}}}'
    (line,) = rated(
        tariff(tmp_path, f"{unit}\n{more}"), {"kind": "a", **facts}, quantity=Decimal(3), keys={"customer": "A"}
    ).lines  # fmt: skip
    assert line.unit_price == (None if price is None else Decimal(price))
