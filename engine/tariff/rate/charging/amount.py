"""From a number of units and a charge to what they cost together, each band and price named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
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
from engine.money import Rounding, RoundingMode, grouped, plain
from engine.money.currency import YUAN
from engine.tariff.model.bands import (
    AtZero,
    Band,
    Banded,
    Edges,
    Graduated,
    GraduatedPercentage,
    Ladder,
    PercentBand,
    Volume,
    bands_of,
    ladder_of,
)
from engine.tariff.model.charge import Flat, Metered, Package, Percentage, PerUnit
from engine.tariff.model.document import DeclaredRounding, RoundingPlace
from engine.tariff.rate.counting.buckets import Bucket
from engine.text import Text, text

__all__ = ["amount_of", "band_of", "unit_price_of"]

_STARTED = Rounding(unit=Decimal(1), mode=RoundingMode.UP)
_FULL = Rounding(unit=Decimal(1), mode=RoundingMode.DOWN)


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
            amount = product(label, [units, _price(charge, units, origin)], YUAN, charge.cites)
        case Package():
            amount = _packages(charge, units, label, origin)
        case Percentage():
            factors = [units, *_percent(charge.percent, charge.cites, origin)]
            amount = product(label, factors, YUAN, charge.cites)
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
            prices |= {_unit_price(band) for band in touched}
            last = charge.bands[-1].up_to
            prices |= {None} if last is not None and end > last else set()
        elif isinstance(charge, Volume) and start == 0:
            last = charge.bands[-1].up_to
            beyond = last is not None and end >= last
            prices.add(None if beyond else _unit_price(band_of(charge, end)[1]))
        else:
            prices.add(None)
    return prices.pop() if len(prices) == 1 else None


def _unit_price(band: Band) -> Decimal | None:
    """Return the price of each unit in `band` (yuan); None where it has fees or blocks."""
    return None if band.entry_fee or band.size is not None else band.price


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
    schedule, number = charge.schedule, Fraction(units)
    lower, upper = (replace(schedule, upper=each).at(number) for each in (False, True))
    return charge.edges.cites if lower != upper else ()


def _graduated(
    charge: Graduated | GraduatedPercentage,
    units: Step,
    rounding: DeclaredRounding,
    label: Text,
    origin: str,
) -> Step:
    amounts = []
    for position, band in enumerate(bands_of(charge)):
        # No unit stands in the first band, with what made it none: a quota, a window.
        if position == 0 or _entered(charge, band, units.number):
            here = f"{origin}.bands[{position}]"
            amount = _with_fee(
                charge, band, units.number, _band_amount(position, band, units, here), here
            )
            amounts.append(_band_rounded(amount, rounding))
    then, end = ladder_of(charge), charge.bands[-1].up_to
    if then is not None and end is not None and units.number > end:
        climbed = _climbed(then, charge.bands[-1], units, f"{origin}.then")
        amounts.append(_band_rounded(climbed, rounding))
    return total(label, amounts, YUAN, (*charge.cites, *_readings(charge, units.number)))


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
        factors = _priced(band, inside, here)
    return product(_band_label(number, band), factors, YUAN, band.cites, here)


def _with_fee(
    charge: Banded, band: Band | PercentBand, units: Decimal, amount: Step, here: str
) -> Step:
    """Return `amount` and the band's entry fee, where it has one and is entered."""
    if not band.entry_fee or not _entered(charge, band, units):
        return amount
    fee = given(
        text("tariff.rate.entry_fee"), band.entry_fee, YUAN, band.cites, f"{here}.entry_fee"
    )
    return total(amount.label, [amount, fee], YUAN)


def _volume(charge: Volume, units: Step, label: Text, origin: str) -> Step:
    if (climbed := _whole_climbed(charge, units, origin)) is not None:
        return chosen(label, [], climbed, (*charge.cites, *_readings(charge, units.number)))
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
    amount = product(name, _priced(band, units, here), YUAN, band.cites, here)
    amount = _with_fee(charge, band, units.number, amount, here)
    return chosen(label, reasons, amount, (*charge.cites, *_readings(charge, units.number)))


def _band_label(number: int, band: Band | PercentBand) -> Text:
    if band.up_to is None:
        return text("tariff.rate.open_band", band=number, above=grouped(band.above))
    return text(
        "tariff.rate.band", band=number, above=grouped(band.above), up_to=grouped(band.up_to)
    )


# --- prices that go on rising after the last band


def _climbed(then: Ladder, last: Band | PercentBand, units: Step, here: str) -> Step:
    """Return what the units beyond the `last` band cost (yuan): full steps, and the one reached."""
    beyond, begun = _steps_begun(then, last, units, here, upper=False)
    one = given(text("tariff.rate.one_step"), Decimal(1), "1")
    full = difference(text("tariff.rate.full_steps"), [begun, one], "1")
    price = _price_in_step(then, last, begun, units, here)
    every = given(text("tariff.rate.step_units"), then.every, units.unit, then.cites)
    label = text("tariff.rate.step_reached", step=plain(begun.number))
    if full.number == 0:
        return product(label, [beyond, price], YUAN, then.cites, here)
    below = product(text("tariff.rate.units_of_full_steps"), [full, every], units.unit)
    rest = difference(text("tariff.rate.units_in_step"), [beyond, below], units.unit)
    reached = product(label, [rest, price], YUAN, then.cites, here)
    ends = [_price_in_step(then, last, step, units, here) for step in (one, full)]
    two = given(text("tariff.rate.two"), Decimal(2), "1")
    both = total(text("tariff.rate.first_and_last_price"), ends, price.unit)
    mean = quotient(text("tariff.rate.mean_price"), both, two, price.unit)
    passed = product(text("tariff.rate.full_steps_cost"), [below, mean], YUAN, then.cites, here)
    return total(text("tariff.rate.climbed"), [passed, reached], YUAN)


def _whole_climbed(charge: Volume, units: Step, origin: str) -> Step | None:
    """Return what all `units` cost (yuan) at the price of the step reached; None below it."""
    then, last = charge.then, charge.bands[-1]
    upper = charge.edges.rule is Edges.IN_UPPER_BAND
    if then is None or last.up_to is None or units.number < last.up_to:
        return None
    if units.number == last.up_to and not upper:
        return None
    here = f"{origin}.then"
    _, begun = _steps_begun(then, last, units, here, upper)
    label = text("tariff.rate.step_reached", step=plain(begun.number))
    price = _price_in_step(then, last, begun, units, here)
    return product(label, [units, price], YUAN, then.cites, here)


def _steps_begun(
    then: Ladder, last: Band | PercentBand, units: Step, here: str, upper: bool
) -> tuple[Step, Step]:
    """Return the units beyond the `last` band, and how many steps they begin."""
    assert last.up_to is not None
    edge = given(text("tariff.rate.last_band_end"), last.up_to, units.unit, last.cites)
    beyond = difference(text("tariff.rate.beyond_bands"), [units, edge], units.unit)
    every = given(
        text("tariff.rate.step_units"), then.every, units.unit, then.cites, f"{here}.every"
    )
    parts = quotient(text("tariff.rate.steps"), beyond, every, "1")
    if not upper:
        return beyond, rounded(text("tariff.rate.steps_begun"), parts, _STARTED)
    one = given(text("tariff.rate.one_step"), Decimal(1), "1")
    full = rounded(text("tariff.rate.full_steps"), parts, _FULL)
    return beyond, total(text("tariff.rate.steps_begun"), [full, one], "1")


def _price_in_step(
    then: Ladder, last: Band | PercentBand, step: Step, units: Step, here: str
) -> Step:
    """Return the price of a unit in `step`: that of the last band and what the steps add."""
    assert isinstance(last, Band)
    unit = f"{YUAN}/{units.unit}"
    before = given(text("tariff.rate.last_band_price"), last.price, unit, last.cites)
    adds = given(text("tariff.rate.step_adds"), then.adds, unit, then.cites, f"{here}.adds")
    more = product(text("tariff.rate.steps_add"), [step, adds], unit)
    return total(text("tariff.rate.step_price", step=plain(step.number)), [before, more], unit)


# --- the other models


def _priced(band: Band, units: Step, here: str) -> list[Step]:
    """Return number and price of `units`, or of the blocks that they begin."""
    if band.size is None:
        return [units, _price(band, units, here)]
    return _blocks(units, band.size, band.price, band.cites, here)


def _blocks(
    units: Step, many: Decimal, price: Decimal, cites: Sequence[Source], here: str
) -> list[Step]:
    """Return how many blocks of so `many` units are begun, and the price of one (yuan)."""
    size = given(text("tariff.rate.package_size"), many, units.unit, cites, f"{here}.size")
    parts = quotient(text("tariff.rate.packages"), units, size, "1")
    begun = rounded(text("tariff.rate.packages_started"), parts, _STARTED)
    return [
        begun,
        given(text("tariff.rate.package_price"), price, YUAN, cites, f"{here}.price"),
    ]


def _price(priced: PerUnit | Band, units: Step, here: str) -> Step:
    unit = f"{YUAN}/{units.unit}"
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
        YUAN,
        charge.cites,
        f"{origin}.price",
    )
    readings = () if used.value else charge.at_zero.cites
    return chosen(label, [used], price, (*charge.cites, *readings))


def _packages(charge: Package, units: Step, label: Text, origin: str) -> Step:
    blocks = _blocks(units, charge.size, charge.price, charge.cites, origin)
    return product(label, blocks, YUAN, charge.cites)


def _band_rounded(amount: Step, rounding: DeclaredRounding) -> Step:
    if rounding.at is not RoundingPlace.BAND:
        return amount
    return rounded(amount.label, amount, rounding, rounding.cites)
