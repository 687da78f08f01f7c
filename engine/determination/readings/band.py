"""Within what the maximum of a year lies over all readings, and why some give none (口径区间)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.determination.readings.maxima import MaximaByReading, Outcome
from engine.text import Text, text

__all__ = ["Band", "bands_of", "refusals_of"]


@dataclass(frozen=True, slots=True)
class Band:
    """The least and the greatest maximum of years that are alike under every reading [yuan/year].

    All is None where no reading gives a maximum.
    """

    years: tuple[int, ...]
    """The years."""
    least: Outcome | None
    """The first combination of readings that gives the least."""
    greatest: Outcome | None
    """The first that gives the greatest."""
    low: Decimal | None
    """The least."""
    high: Decimal | None
    """The greatest."""
    default: Decimal | None
    """By default; None where that is refused."""


def bands_of(of: MaximaByReading) -> tuple[Band, ...]:
    """Return a band for each group of years whose maxima are alike under every reading."""
    found = [(one, one.maxima) for one in of.outcomes if one.maxima is not None]
    groups: dict[tuple[Decimal, ...], list[int]] = {}
    for at in range(len(of.years)):
        groups.setdefault(tuple(maxima[at] for _, maxima in found), []).append(at)
    bands = []
    for places in groups.values():
        at, years = places[0], tuple(of.years[place] for place in places)
        if not found:
            bands.append(Band(years, None, None, None, None, None))
            continue
        least, low = min(found, key=lambda one: one[1][at])
        greatest, high = max(found, key=lambda one: one[1][at])
        default = of.default.maxima
        by_default = None if default is None else default[at]
        bands.append(Band(years, least, greatest, low[at], high[at], by_default))
    return tuple(bands)


def refusals_of(of: MaximaByReading) -> tuple[Text, ...]:
    """Return what stands in the way of the readings that give no maximum, each once."""
    return tuple(dict.fromkeys(_refusals(of)))


def _refusals(of: MaximaByReading) -> Iterator[Text]:
    titles = {one.id: one.title for block in of.every.version.blocks for one in block.entries}
    for (name, _), case in of.every.failures:
        yield from (text(fault.key, **fault.values) for fault in case.missing)
        if not case.missing and not case.follows:
            kind = "no_figure" if case.is_line else "not_met"
            yield text(f"determination.readings_{kind}", title=titles[name])
    if of.takes_earlier_years:
        yield from (
            text("determination.readings_missing_year", item=fault.value, **fault.values)
            for fault in of.missing_years
        )
