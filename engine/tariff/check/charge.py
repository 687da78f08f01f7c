"""What a valid charge can still get wrong: bands, fineness, how it is counted and limited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from engine.law import Finding, Path
from engine.money import LARGEST_IN_MICRO, MICRO, exactly, grouped, plain, to_micro
from engine.money.currency import YUAN
from engine.tariff.model.bands import (
    Band,
    Banded,
    Ladder,
    PercentBand,
    Volume,
    bands_of,
    ladder_of,
)
from engine.tariff.model.charge import (
    Capacity,
    Charge,
    Percentage,
    PerPeriod,
    Unread,
    accumulation_of,
)
from engine.tariff.model.product import Component, TariffProduct

__all__ = ["check_capacity", "check_charge", "check_counting", "fine_enough"]


def check_charge(charge: Charge, path: Path) -> Iterator[Finding]:
    """Yield holes, overlaps and prices too fine in `charge`."""
    yield from _fine_figures(charge, path)
    if isinstance(charge, Capacity):
        for position, tier in enumerate(charge.tiers):
            yield from fine_enough(tier.price, (*path, "tiers", position, "price"))
    if isinstance(charge, Banded):
        then = ladder_of(charge)
        yield from _check_bands(charge.bands, then is not None, (*path, "bands"))
        for position, band in enumerate(bands_of(charge)):
            yield from _fine_figures(band, (*path, "bands", position))
            if isinstance(band, Band):
                yield from _check_blocks(charge, band, (*path, "bands", position))
        if then is not None:
            yield from _fine_figures(then, (*path, "then"))
            yield from _check_ladder(bands_of(charge)[-1], (*path, "then"))


def check_counting(component: Component, path: Path) -> Iterator[Finding]:
    """Yield where quota and limits of `component` are not of the period of its charges."""
    quota, limits = component.free_quota, component.limits
    for charge in component.charges():
        if isinstance(charge, PerPeriod) and (quota or limits or component.once_per):
            yield Finding((*path, "charge"), "tariff.check.period_counts_nothing")
            return
        accumulate = accumulation_of(charge)
        if limits is None or isinstance(charge, Unread):
            continue
        if (accumulate is None) is not component.each_limited:
            key = "limits_of_each_added_up" if component.each_limited else "limits_need_period"
            yield Finding((*path, "limits"), f"tariff.check.{key}")
            return
        if component.each_limited and quota is not None:
            yield Finding((*path, "limits"), "tariff.check.limits_of_each_beside_quota")
            return
    if limits is None:
        return
    least, most = limits.minimum, limits.maximum
    for name, bound in (("minimum", least), ("maximum", most)):
        if bound is not None:
            yield from fine_enough(bound, (*path, "limits", name))
    if least is None and most is None:
        yield Finding((*path, "limits"), "tariff.check.limits_empty")
    elif least is not None and most is not None and least > most:
        yield Finding((*path, "limits", "minimum"), "tariff.check.minimum_above_maximum")


def check_capacity(product: TariffProduct, component: Component, path: Path) -> Iterator[Finding]:
    """Yield where the tiers of a price by several numbers leave a case open, or fall."""
    for place, charge in component.placed_charges():
        if not isinstance(charge, Capacity):
            continue
        here = (*path, *place, "tiers")
        units = [count.added for count in product.counts_of(component)]
        if len(units) < 2 or len(component.for_class) or component.limits or component.free_quota:
            yield Finding((*path, *place), "tariff.check.capacity_alone")
        for position, tier in enumerate(charge.tiers):
            last = position == len(charge.tiers) - 1
            lacking = [] if last else [unit for unit in units if unit not in tier.up_to]
            strange = [unit for unit in tier.up_to if last or unit not in units]
            if lacking or strange:
                values = {"allowed": "–" if last else ", ".join(units)}
                yield Finding((*here, position, "up_to"), "tariff.check.tier_limits", values)
        for position, (tier, following) in enumerate(pairwise(charge.tiers)):
            least = [tier.up_to.get(unit, Decimal(0)) for unit in units]
            most = [following.up_to.get(unit) for unit in units]
            rises = all(
                more is None or more >= less for less, more in zip(least, most, strict=True)
            )
            if not rises or following.price < tier.price:
                yield Finding((*here, position + 1), "tariff.check.tiers_not_rising")


def _whole_micro(amount: Decimal) -> bool:
    """Return whether `amount` (yuan) is a whole number of micro-yuan in 64 bits."""
    try:
        to_micro(amount)
    except ValueError:
        return False
    return True


def _rate(percent: Decimal) -> Decimal:
    """Return a percentage as the price of a yuan."""
    return exactly(lambda: percent / 100)


def _fine_figures(piece: Charge | Band | PercentBand | Ladder, path: Path) -> Iterator[Finding]:
    """Yield the prices and percentages of `piece` that are too fine, whatever its model."""
    if isinstance(piece, Percentage | PercentBand):
        yield from fine_enough(_rate(piece.percent), (*path, "percent"))
    for name, field in type(piece).model_fields.items():
        if YUAN in field.metadata:
            yield from fine_enough(getattr(piece, name), (*path, name))


def fine_enough(amount: Decimal, path: Path) -> Iterator[Finding]:
    """Yield that `amount` (yuan) is finer than a micro-yuan, or too large for 64 bits of them."""
    if _whole_micro(amount):
        return
    if MICRO % amount.as_integer_ratio()[1]:
        yield Finding(path, "tariff.check.finer_than_micro")
    else:
        yield Finding(path, "law.too_big", {"bound": grouped(LARGEST_IN_MICRO)}, amount)


def _check_blocks(charge: Banded, band: Band, path: Path) -> Iterator[Finding]:
    """A band of blocks holds whole ones, or the block at its end would be sold in two pieces."""
    if band.size is None or band.up_to is None or isinstance(charge, Volume):
        return
    if (band.up_to - band.above) % band.size:
        values = {"size": plain(band.size), "units": plain(band.up_to - band.above)}
        yield Finding((*path, "size"), "tariff.check.band_of_whole_blocks", values)


def _check_ladder(last: Band | PercentBand, path: Path) -> Iterator[Finding]:
    """A price goes on rising from where the last band ends, unit by unit."""
    if last.up_to is None:
        yield Finding(path, "tariff.check.ladder_never_reached")
    if isinstance(last, Band) and last.size is not None:
        yield Finding(path, "tariff.check.ladder_of_blocks")


def _check_bands(
    bands: Sequence[Band | PercentBand], goes_on: bool, path: Path
) -> Iterator[Finding]:
    """Bands begin at 0, each where the one before ends, rising, and the last has no end unless the
    price goes on after it."""
    if bands[0].above != 0:
        yield Finding((*path, 0, "above"), "tariff.check.bands_from_zero")
    for position, (band, following) in enumerate(pairwise(bands)):
        if band.up_to is None:
            yield Finding((*path, position, "up_to"), "tariff.check.band_never_reached")
        elif following.above > band.up_to:
            yield _bands(path, position, "tariff.check.band_hole", band.up_to, following.above)
        elif following.above < band.up_to:
            yield _bands(path, position, "tariff.check.band_overlap", band.up_to, following.above)
    for position, band in enumerate(bands):
        if band.up_to is not None and band.up_to <= band.above:
            yield Finding((*path, position, "up_to"), "tariff.check.band_not_rising")
    if bands[-1].up_to is not None and not goes_on:
        yield Finding(
            (*path, len(bands) - 1, "up_to"),
            "tariff.check.bands_end",
            {"end": plain(bands[-1].up_to)},
        )


def _bands(path: Path, position: int, key: str, end: Decimal, start: Decimal) -> Finding:
    values = {
        "band": position + 1,
        "next": position + 2,
        "end": plain(end),
        "start": plain(start),
    }
    return Finding((*path, position + 1, "above"), key, values)
