"""From a number of units and a charge to what they cost together, each band and price named."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from engine.explain import (
    Step,
    chosen,
    compared,
    difference,
    given,
    product,
    quotient,
    rounded,
    smallest,
    total,
)
from engine.law import Citation, Source
from engine.money import Rounding, RoundingMode, grouped
from engine.tariff.model.charge import (
    AtZero,
    Band,
    Banded,
    Edges,
    Flat,
    Graduated,
    GraduatedPercentage,
    Metered,
    Package,
    Percentage,
    PercentBand,
    PerUnit,
    Volume,
    bands_of,
)
from engine.tariff.model.document import DeclaredRounding, RoundingPlace
from engine.tariff.rate.counting.buckets import Bucket
from engine.text import Text, text

__all__ = ["amount_of", "band_of", "unit_price_of"]

_YUAN = "yuan"
_STARTED = Rounding(unit=Decimal(1), mode=RoundingMode.UP)


def amount_of(
    charge: Metered, units: Step, rounding: DeclaredRounding, label: Text, origin: str
) -> Step:
    """Return what `units` cost together (yuan) by `charge`; bands rounded where that is declared.

    `origin` names the charge in its document; a price or band is named below it.
    """
    match charge:
        case Graduated() | GraduatedPercentage():
            return _graduated(charge, units, rounding, label, origin)
        case Volume():
            amount = _volume(charge, units, label, origin)
        case Flat():
            amount = _flat(charge, units, label, origin)
        case PerUnit():
            amount = product(label, [units, _price(charge, units, origin)], _YUAN, charge.cites)
        case Package():
            amount = _packages(charge, units, label, origin)
        case Percentage():
            factors = [units, *_percent(charge.percent, charge.cites, origin)]
            amount = product(label, factors, _YUAN, charge.cites)
        case _:
            assert_never(charge)
    return _band_rounded(amount, rounding)


def unit_price_of(charge: Metered, buckets: Sequence[Bucket]) -> Decimal | None:
    """Return the one unit price (yuan) that `charge` puts on all units of `buckets`.

    None where there are several, or where the amount is no unit price times the units.
    """
    if isinstance(charge, PerUnit):
        return charge.price
    prices: set[Decimal | None] = set()
    for bucket in buckets:
        start = Decimal(0) if bucket.prior is None else bucket.prior.number
        end = start + bucket.quantity.number
        if isinstance(charge, Graduated):
            touched = [
                band
                for band in charge.bands
                if max(start, band.above) < (end if band.up_to is None else min(end, band.up_to))
            ]
            prices |= {None if band.entry_fee else band.price for band in touched}
        elif isinstance(charge, Volume) and start == 0:
            _, band = band_of(charge, end)
            prices.add(None if band.entry_fee else band.price)
        else:
            prices.add(None)
    return prices.pop() if len(prices) == 1 else None


# --- bands


def band_of(charge: Volume, units: Decimal) -> tuple[int, Band]:
    """Return the band, with its position, to which so many units belong."""
    reached = [place for place, band in enumerate(charge.bands) if _entered(charge, band, units)]
    position = reached[-1] if reached else 0
    return position, charge.bands[position]


def _entered(charge: Banded, band: Band | PercentBand, units: Decimal) -> bool:
    """Whether so many units reach `band`, by the declared rule for edges and for zero."""
    if band.above == 0:
        return units > 0 or charge.at_zero.rule is AtZero.CHARGED
    if charge.edges.rule is Edges.IN_LOWER_BAND:
        return units > band.above
    return units >= band.above


def _readings(charge: Banded, units: Decimal) -> tuple[Citation, ...]:
    """Return the declared readings on which the amount of so many units depends."""
    if units == 0:
        return charge.at_zero.cites if charge.bands[0].entry_fee else ()
    if any(band.above == units and _edge_counts(charge, band) for band in charge.bands):
        return charge.edges.cites
    return ()


def _edge_counts(charge: Banded, band: Band | PercentBand) -> bool:
    """Whether it makes a difference to which band the lower edge of `band` belongs."""
    return isinstance(charge, Volume) or band.entry_fee != 0


def _graduated(
    charge: Graduated | GraduatedPercentage,
    units: Step,
    rounding: DeclaredRounding,
    label: Text,
    origin: str,
) -> Step:
    amounts = []
    for position, band in enumerate(bands_of(charge)):
        if units.number > band.above or _entered(charge, band, units.number):
            here = f"{origin}.bands[{position}]"
            amount = _with_fee(
                charge, band, units.number, _band_amount(position, band, units, here), here
            )
            amounts.append(_band_rounded(amount, rounding))
    return total(label, amounts, _YUAN, (*charge.cites, *_readings(charge, units.number)))


def _band_amount(position: int, band: Band | PercentBand, units: Step, here: str) -> Step:
    """Return the units that fall into `band` at its price."""
    unit, number = units.unit, position + 1
    edge = text("tariff.rate.band_edge", band=number)
    end = units
    if band.up_to is not None and units.number > band.up_to:
        up_to = given(edge, band.up_to, unit, band.cites, f"{here}.up_to")
        end = smallest(text("tariff.rate.band_end"), [units, up_to], unit)
    inside = end
    if band.above != 0:
        above = given(edge, band.above, unit, band.cites, f"{here}.above")
        inside = difference(text("tariff.rate.band_units", band=number), [end, above], unit)
    if isinstance(band, PercentBand):
        factors = [inside, *_percent(band.percent, band.cites, here)]
    else:
        factors = [inside, _price(band, units, here)]
    return product(_band_label(number, band), factors, _YUAN, band.cites, here)


def _with_fee(
    charge: Banded, band: Band | PercentBand, units: Decimal, amount: Step, here: str
) -> Step:
    """Return `amount` and the band's entry fee, where it has one and is entered."""
    if not band.entry_fee or not _entered(charge, band, units):
        return amount
    fee = given(
        text("tariff.rate.entry_fee"), band.entry_fee, _YUAN, band.cites, f"{here}.entry_fee"
    )
    return total(amount.label, [amount, fee], _YUAN)


def _volume(charge: Volume, units: Step, label: Text, origin: str) -> Step:
    position, band = band_of(charge, units.number)
    here, unit = f"{origin}.bands[{position}]", units.unit
    edge = text("tariff.rate.band_edge", band=position + 1)
    lower = charge.edges.rule is Edges.IN_LOWER_BAND
    reasons = []
    if band.above != 0:
        above = given(edge, band.above, unit, band.cites, f"{here}.above")
        reasons.append(
            compared(text("tariff.rate.band_reached"), units, ">" if lower else ">=", above)
        )
    if band.up_to is not None:
        up_to = given(edge, band.up_to, unit, band.cites, f"{here}.up_to")
        within = text("tariff.rate.band_not_passed")
        reasons.append(compared(within, units, "<=" if lower else "<", up_to))
    name = _band_label(position + 1, band)
    amount = product(name, [units, _price(band, units, here)], _YUAN, band.cites, here)
    amount = _with_fee(charge, band, units.number, amount, here)
    return chosen(label, reasons, amount, (*charge.cites, *_readings(charge, units.number)))


def _band_label(number: int, band: Band | PercentBand) -> Text:
    if band.up_to is None:
        return text("tariff.rate.open_band", band=number, above=grouped(band.above))
    return text(
        "tariff.rate.band", band=number, above=grouped(band.above), up_to=grouped(band.up_to)
    )


# --- the other models


def _price(priced: PerUnit | Band, units: Step, here: str) -> Step:
    unit = f"{_YUAN}/{units.unit}"
    return given(text("tariff.rate.unit_price"), priced.price, unit, priced.cites, f"{here}.price")


def _percent(percent: Decimal, cites: Sequence[Source], here: str) -> list[Step]:
    hundredth = given(text("tariff.rate.one_per_cent"), Decimal("0.01"), "1/percent")
    return [
        given(text("tariff.rate.percent"), percent, "percent", cites, f"{here}.percent"),
        hundredth,
    ]


def _flat(charge: Flat, units: Step, label: Text, origin: str) -> Step:
    """Return the flat amount where there is use, or where it is due without any."""
    zero = given(text("tariff.rate.zero"), Decimal(0), units.unit)
    used = compared(text("tariff.rate.any_use"), units, ">", zero)
    due = bool(used.value) or charge.at_zero.rule is AtZero.CHARGED
    price = given(
        text("tariff.rate.flat_price"),
        charge.price if due else Decimal(0),
        _YUAN,
        charge.cites,
        f"{origin}.price",
    )
    readings = () if used.value else charge.at_zero.cites
    return chosen(label, [used], price, (*charge.cites, *readings))


def _packages(charge: Package, units: Step, label: Text, origin: str) -> Step:
    size = given(
        text("tariff.rate.package_size"), charge.size, units.unit, charge.cites, f"{origin}.size"
    )
    parts = quotient(text("tariff.rate.packages"), units, size, "1")
    packages = rounded(text("tariff.rate.packages_started"), parts, _STARTED)
    price = given(
        text("tariff.rate.package_price"), charge.price, _YUAN, charge.cites, f"{origin}.price"
    )
    return product(label, [packages, price], _YUAN, charge.cites)


def _band_rounded(amount: Step, rounding: DeclaredRounding) -> Step:
    if rounding.at is not RoundingPlace.BAND:
        return amount
    return rounded(amount.label, amount, rounding, rounding.cites)
