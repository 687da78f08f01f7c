"""From a quantity and a charge to an amount, each band and price named."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.explain import (
    Step,
    chosen,
    compared,
    difference,
    given,
    largest,
    product,
    rounded,
    smallest,
    total,
)
from engine.money import grouped
from engine.tariff.charge import Band, Flat, Graduated, PerUnit
from engine.tariff.counting import Bucket
from engine.tariff.document import DeclaredRounding, RoundingPlace
from engine.wording import Text, text

__all__ = ["amount_of", "prices_of"]

_YUAN = "yuan"


def amount_of(
    charge: PerUnit | Flat | Graduated,
    buckets: Sequence[Bucket],
    rounding: DeclaredRounding,
    label: Text,
    origin: str,
) -> Step:
    """Return the amount (yuan) of `charge` on `buckets`; bands rounded where that is declared.

    `origin` names the charge in its document; a price or band is named below it.
    """
    amounts = [_bucket_amount(charge, bucket, rounding, label, origin) for bucket in buckets]
    return amounts[0] if len(amounts) == 1 else total(label, amounts, _YUAN, charge.cites)


def prices_of(charge: PerUnit | Flat | Graduated, buckets: Sequence[Bucket]) -> set[Decimal]:
    """Return the unit prices that `charge` puts on the units of `buckets`; none for a flat one."""
    if isinstance(charge, Flat):
        return set()
    if isinstance(charge, PerUnit):
        return {charge.price}
    return {band.price for bucket in buckets for _, band in _touched(charge, bucket)}


def _bucket_amount(
    charge: PerUnit | Flat | Graduated,
    bucket: Bucket,
    rounding: DeclaredRounding,
    label: Text,
    origin: str,
) -> Step:
    unit = bucket.quantity.unit
    if isinstance(charge, Flat):
        return _flat(charge, bucket, label, origin)
    if isinstance(charge, PerUnit):
        price = given(
            text("tariff.unit_price"),
            charge.price,
            f"{_YUAN}/{unit}",
            charge.cites,
            f"{origin}.price",
        )
        return _band_rounded(
            product(label, [bucket.quantity, price], _YUAN, charge.cites), rounding
        )
    cumulated = total(text("tariff.cumulated"), [bucket.prior, bucket.quantity], unit)
    bands = [
        _band_rounded(_band_amount(position, band, bucket, cumulated, origin), rounding)
        for position, band in _touched(charge, bucket)
    ]
    return total(label, bands, _YUAN, charge.cites)


def _touched(charge: Graduated, bucket: Bucket) -> list[tuple[int, Band]]:
    """Return the bands, with their positions, into which units of `bucket` fall."""
    start = bucket.prior.number
    end = start + bucket.quantity.number
    return [
        (position, band)
        for position, band in enumerate(charge.bands)
        if max(start, band.above) < (end if band.up_to is None else min(end, band.up_to))
    ]


def _band_amount(position: int, band: Band, bucket: Bucket, cumulated: Step, origin: str) -> Step:
    """Return the units that fall into `band` at its price."""
    here, unit, number = f"{origin}.bands[{position}]", bucket.quantity.unit, position + 1
    edge = text("tariff.band_edge", band=number)
    above = given(edge, band.above, unit, band.cites, f"{here}.above")
    start = largest(text("tariff.band_start"), [bucket.prior, above], unit)
    end = cumulated
    if band.up_to is not None:
        up_to = given(edge, band.up_to, unit, band.cites, f"{here}.up_to")
        end = smallest(text("tariff.band_end"), [cumulated, up_to], unit)
    units = difference(text("tariff.band_units", band=number), [end, start], unit)
    price = given(
        text("tariff.unit_price"), band.price, f"{_YUAN}/{unit}", band.cites, f"{here}.price"
    )
    return product(_band_label(number, band), [units, price], _YUAN, band.cites, here)


def _band_label(number: int, band: Band) -> Text:
    if band.up_to is None:
        return text("tariff.open_band", band=number, above=grouped(band.above))
    return text("tariff.band", band=number, above=grouped(band.above), up_to=grouped(band.up_to))


def _flat(charge: Flat, bucket: Bucket, label: Text, origin: str) -> Step:
    """Return the flat amount where there is use, and none before in the period."""
    zero = given(text("tariff.zero"), Decimal(0), bucket.quantity.unit)
    used = compared(text("tariff.any_use"), bucket.quantity, ">", zero)
    first = compared(text("tariff.first_in_period"), bucket.prior, "==", zero)
    due = bool(used.value) and bool(first.value)
    price = given(
        text("tariff.flat_price"),
        charge.price if due else Decimal(0),
        _YUAN,
        charge.cites,
        f"{origin}.price",
    )
    return chosen(label, [used, first], price, charge.cites)


def _band_rounded(amount: Step, rounding: DeclaredRounding) -> Step:
    if rounding.at is not RoundingPlace.BAND:
        return amount
    return rounded(amount.label, amount, rounding, rounding.cites)
