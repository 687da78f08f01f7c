"""What a valid charge can still get wrong: bands, fineness, how it is counted and limited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from engine.law import Finding, Path
from engine.money import exactly, plain, to_micro
from engine.tariff.model.bands import (
    YUAN,
    Band,
    Banded,
    Ladder,
    PercentBand,
    Volume,
    bands_of,
    ladder_of,
)
from engine.tariff.model.charge import Charge, Percentage, PerPeriod, Unread, accumulation_of
from engine.tariff.model.product import Component

__all__ = ["check_charge", "check_counting", "whole_micro"]


def check_charge(charge: Charge, path: Path) -> Iterator[Finding]:
    """Yield holes, overlaps and prices too fine in `charge`."""
    yield from _fine_figures(charge, path)
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
            yield Finding((*path, "charge"), "tariff.period_counts_nothing")
            return
        accumulate = accumulation_of(charge)
        if limits is not None and accumulate is None and not isinstance(charge, Unread):
            yield Finding((*path, "limits"), "tariff.limits_need_period")
            return
    if limits is None:
        return
    least, most = limits.minimum, limits.maximum
    for name, bound in (("minimum", least), ("maximum", most)):
        if bound is not None:
            yield from _fine_enough(bound, (*path, "limits", name))
    if least is None and most is None:
        yield Finding((*path, "limits"), "tariff.limits_empty")
    elif least is not None and most is not None and least > most:
        yield Finding((*path, "limits", "minimum"), "tariff.minimum_above_maximum")


def whole_micro(amount: Decimal) -> bool:
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
        yield from _fine_enough(_rate(piece.percent), (*path, "percent"))
    for name, field in type(piece).model_fields.items():
        if YUAN in field.metadata:
            yield from _fine_enough(getattr(piece, name), (*path, name))


def _fine_enough(amount: Decimal, path: Path) -> Iterator[Finding]:
    if not whole_micro(amount):
        yield Finding(path, "tariff.finer_than_micro")


def _check_blocks(charge: Banded, band: Band, path: Path) -> Iterator[Finding]:
    """A band of blocks holds whole ones, or the block at its end would be sold in two pieces."""
    if band.size is None or band.up_to is None or isinstance(charge, Volume):
        return
    if (band.up_to - band.above) % band.size:
        values = {"size": plain(band.size), "units": plain(band.up_to - band.above)}
        yield Finding((*path, "size"), "tariff.band_of_whole_blocks", values)


def _check_ladder(last: Band | PercentBand, path: Path) -> Iterator[Finding]:
    """A price goes on rising from where the last band ends, unit by unit."""
    if last.up_to is None:
        yield Finding(path, "tariff.ladder_never_reached")
    if isinstance(last, Band) and last.size is not None:
        yield Finding(path, "tariff.ladder_of_blocks")


def _check_bands(
    bands: Sequence[Band | PercentBand], goes_on: bool, path: Path
) -> Iterator[Finding]:
    """Bands begin at 0, each where the one before ends, rising, and the last has no end unless the
    price goes on after it."""
    if bands[0].above != 0:
        yield Finding((*path, 0, "above"), "tariff.bands_from_zero")
    for position, (band, following) in enumerate(pairwise(bands)):
        if band.up_to is None:
            yield Finding((*path, position, "up_to"), "tariff.band_never_reached")
        elif following.above > band.up_to:
            yield _bands(path, position, "tariff.band_hole", band.up_to, following.above)
        elif following.above < band.up_to:
            yield _bands(path, position, "tariff.band_overlap", band.up_to, following.above)
    for position, band in enumerate(bands):
        if band.up_to is not None and band.up_to <= band.above:
            yield Finding((*path, position, "up_to"), "tariff.band_not_rising")
    if bands[-1].up_to is not None and not goes_on:
        yield Finding(
            (*path, len(bands) - 1, "up_to"), "tariff.bands_end", {"end": plain(bands[-1].up_to)}
        )


def _bands(path: Path, position: int, key: str, end: Decimal, start: Decimal) -> Finding:
    values = {
        "band": position + 1,
        "next": position + 2,
        "end": plain(end),
        "start": plain(start),
    }
    return Finding((*path, position + 1, "above"), key, values)
