"""Two demand curves through a known point: constant elasticity, and a straight line."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from engine.explain import Step, difference, given, largest, power, product, quotient
from engine.law import Model, Source
from engine.money import Number
from engine.text import text

__all__ = ["ConstantElasticity", "Linear", "Response", "quantity_at"]


class ConstantElasticity(Model):
    """One per cent more price loses the same per cent of quantity everywhere (常弹性)."""

    curve: Literal["constant_elasticity"]
    elasticity: Annotated[Number, Field(ge=0)]
    """Per cent of quantity lost for one per cent of price, as a number of 0 or more [1]."""


class Linear(Model):
    """One yuan more price loses the same quantity everywhere, down to none (线性)."""

    curve: Literal["linear"]
    slope: Annotated[Number, Field(ge=0)]
    """Quantity lost for one yuan of price, 0 or more [product's unit per yuan]."""


Response = Annotated[ConstantElasticity | Linear, Field(discriminator="curve")]
"""How quantity answers price."""


def quantity_at(
    response: ConstantElasticity | Linear,
    price: Step,
    reference_price: Step,
    reference_quantity: Step,
    sources: tuple[Source, ...] = (),
) -> Step:
    """Return the quantity asked for at `price`, in the unit of `reference_quantity`.

    Args:
        response: the curve, which passes through the reference point.
        price: the price [yuan/unit]; above 0 for a constant elasticity.
        reference_price: a price at which the quantity is known [yuan/unit]; likewise.
        reference_quantity: the quantity known [unit].
        sources: what the curve itself rests on.

    Constant elasticity: q = q₀ (p/p₀)^(−e). Straight line: q = max(0, q₀ − b (p − p₀)).
    """
    if isinstance(response, ConstantElasticity):
        return _isoelastic(response, price, reference_price, reference_quantity, sources)
    return _straight(response, price, reference_price, reference_quantity, sources)


def _isoelastic(
    response: ConstantElasticity,
    price: Step,
    reference_price: Step,
    reference_quantity: Step,
    sources: tuple[Source, ...],
) -> Step:
    elasticity = given(text("demand.elasticity"), response.elasticity, "1", sources)
    minus_one = given(text("demand.minus_one"), Decimal(-1), "1")
    factor = power(
        text("demand.response"),
        quotient(text("demand.price_ratio"), price, reference_price, "1"),
        product(text("demand.minus_elasticity"), [minus_one, elasticity], "1"),
        "1",
    )
    return product(text("demand.quantity"), [reference_quantity, factor], reference_quantity.unit)


def _straight(
    response: Linear,
    price: Step,
    reference_price: Step,
    reference_quantity: Step,
    sources: tuple[Source, ...],
) -> Step:
    unit = reference_quantity.unit
    slope = given(text("demand.slope"), response.slope, f"{unit}/({price.unit})", sources)
    change = difference(text("demand.price_change"), [price, reference_price], price.unit)
    lost = product(text("demand.lost"), [slope, change], unit)
    left = difference(text("demand.before_floor"), [reference_quantity, lost], unit)
    none = given(text("demand.none"), Decimal(0), unit)
    return largest(text("demand.quantity"), [left, none], unit)
