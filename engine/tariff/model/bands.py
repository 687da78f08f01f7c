"""Bands: what a unit costs depends on how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from engine.law import Cited
from engine.money import LARGEST, Number
from engine.money.currency import YUAN
from engine.tariff.model.period import Accumulation, rule_as_mapping
from engine.tariff.model.schedule import Piece, Rise, Schedule
from engine.text import Text

__all__ = [
    "AtZero",
    "Band",
    "Banded",
    "DeclaredEdges",
    "DeclaredZero",
    "EdgeRule",
    "Edges",
    "Graduated",
    "GraduatedPercentage",
    "Ladder",
    "Percent",
    "PercentBand",
    "Price",
    "Quantity",
    "Rate",
    "TotalsFall",
    "Volume",
    "ZeroRule",
    "bands_of",
    "has_plain_bands",
    "ladder_of",
]

Price = Annotated[Number, Field(ge=0, le=LARGEST), YUAN]
"""A price in the tariff's currency, never negative; the mark says that it is money, of which it is
asked how fine it may be."""

Quantity = Annotated[Number, Field(ge=0)]
"""A number of units; never negative."""

Percent = Annotated[Number, Field(ge=0, le=100)]
"""Per cent of an amount, from 0 to 100."""

Rate = Annotated[Number, Field(ge=0)]
"""Per cent of an amount; above 100 where more than the amount itself is charged (加价)."""


# --- readings that a banded charge declares


class Edges(StrEnum):
    """To which band a quantity just at the edge of two belongs."""

    IN_LOWER_BAND = "in_lower_band"
    """To the band that ends there (含上限)."""
    IN_UPPER_BAND = "in_upper_band"
    """To the band that begins there (不含上限)."""


class DeclaredEdges(Cited):
    """To which band an edge belongs; cited only where the amount depends on it."""

    rule: Edges
    """The band."""


class AtZero(StrEnum):
    """What is due when no unit is charged."""

    NOTHING = "nothing"
    """Nothing: fees and minimums need a first unit."""
    CHARGED = "charged"
    """The fee or minimum that stands without any unit."""


class DeclaredZero(Cited):
    """What is due when no unit is charged; cited only where the amount depends on it."""

    rule: AtZero
    """The rule."""


EdgeRule = Annotated[DeclaredEdges, BeforeValidator(rule_as_mapping, Edges | DeclaredEdges)]
ZeroRule = Annotated[DeclaredZero, BeforeValidator(rule_as_mapping, AtZero | DeclaredZero)]


# --- bands


class Band(Cited):
    """A band of units; to which band an edge belongs is declared by the charge."""

    above: Quantity
    """Where it begins."""
    up_to: Quantity | None = None
    """Where it ends; without it, the band has no end."""
    price: Price
    """Price of each unit that falls into the band, or of each block of `size` units."""
    size: Annotated[Number, Field(gt=0)] | None = None
    """Units in a block, where a started block is charged whole (按包计费)."""
    entry_fee: Price = Decimal(0)
    """An amount due once when the band is entered (进档费)."""


class Ladder(Cited):
    """How the price goes on after the last band, without end (逐级加价)."""

    every: Annotated[Number, Field(gt=0)]
    """Units of a further step."""
    adds: Price
    """What each step adds to the price of the one before (yuan)."""


class Graduated(Cited):
    """Each unit at the price of the band into which it falls, summed (分档累加)."""

    model: Literal["graduated"]
    accumulate: Accumulation
    """Over what use the units are counted."""
    edges: EdgeRule
    """To which band a quantity just at an edge belongs."""
    at_zero: ZeroRule
    """Whether the first band's entry fee is due without any unit."""
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    """The bands, from 0 upwards without a hole."""
    then: Ladder | None = None
    """How the price goes on where the last band ends."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        return _banded(self, _summed(self.bands, self.then))


class TotalsFall(Cited):
    """Why a total may fall when more is used; without this, `check` reports it."""

    reason: Text
    """Why."""


class Volume(Cited):
    """All units at the price of the band that their number reaches (全量分档)."""

    model: Literal["volume"]
    accumulate: Accumulation
    """Over what use the units are counted."""
    edges: EdgeRule
    """To which band a quantity just at an edge belongs."""
    at_zero: ZeroRule
    """Whether the first band's entry fee is due without any unit."""
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    """The bands, from 0 upwards without a hole; only the band reached asks its entry fee."""
    then: Ladder | None = None
    """How the price goes on where the last band ends."""
    totals_fall: TotalsFall | None = None
    """Set where a larger quantity is meant to cost less than a smaller one."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        pieces = [
            Piece(Fraction(band.above), Fraction(band.entry_fee), _slope(band), _block(band))
            for band in self.bands
        ]
        if self.then is not None and (end := self.bands[-1].up_to) is not None:
            pieces.append(_ladder(self.then, end, pieces[-1].slope))
        return _banded(self, tuple(pieces))


class PercentBand(Cited):
    """A band of an amount of money; to which band an edge belongs is declared by the charge."""

    above: Quantity
    """Where it begins (yuan)."""
    up_to: Quantity | None = None
    """Where it ends (yuan); without it, the band has no end."""
    percent: Percent
    """Per cent of the part of the amount that falls into the band."""
    entry_fee: Price = Decimal(0)
    """An amount due once when the band is entered (进档费)."""


class GraduatedPercentage(Cited):
    """Each part of an amount at the percentage of its band, summed (按比例分档累加)."""

    model: Literal["graduated_percentage"]
    accumulate: Accumulation
    """Over what use the amount is counted."""
    edges: EdgeRule
    """To which band an amount just at an edge belongs."""
    at_zero: ZeroRule
    """Whether the first band's entry fee is due without any amount."""
    bands: Annotated[tuple[PercentBand, ...], Field(min_length=1)]
    """The bands, from 0 upwards without a hole."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        return _banded(self, _summed(self.bands))


Banded = Graduated | Volume | GraduatedPercentage
"""Charges with bands, whose edges and zero are declared."""


def bands_of(charge: Banded) -> tuple[Band | PercentBand, ...]:
    """Return the bands of `charge`."""
    return charge.bands


def has_plain_bands(charge: Graduated | Volume) -> bool:
    """Return whether bands by the unit are all that `charge` is: no blocks, and nothing after them
    that goes on rising, which a curve over the bands would not show."""
    return charge.then is None and all(band.size is None for band in charge.bands)


def ladder_of(charge: Banded) -> Ladder | None:
    """Return how the price of `charge` goes on after its last band, if it does."""
    return None if isinstance(charge, GraduatedPercentage) else charge.then


def _banded(charge: Banded, pieces: tuple[Piece, ...]) -> Schedule:
    due = charge.at_zero.rule is AtZero.CHARGED
    zero = Fraction(charge.bands[0].entry_fee) if due else Fraction(0)
    return Schedule(zero, pieces, charge.edges.rule is Edges.IN_UPPER_BAND)


def _summed(bands: Sequence[Band | PercentBand], then: Ladder | None = None) -> tuple[Piece, ...]:
    """Each piece begins with all that the bands below it cost, and with its own entry fee."""
    pieces = []
    before = Fraction(0)
    end = bands[-1].up_to
    for band, following in zip(bands, [*(each.above for each in bands[1:]), end], strict=True):
        above, slope = Fraction(band.above), _slope(band)
        before += Fraction(band.entry_fee)
        pieces.append(Piece(above, before - slope * above, slope, _block(band), above))
        if following is not None:
            before += slope * (Fraction(following) - above)
    if then is not None and end is not None:
        pieces.append(_ladder(then, end, pieces[-1].slope, before))
    return tuple(pieces)


def _ladder(then: Ladder, end: Decimal, last: Fraction, before: Fraction | None = None) -> Piece:
    """Return the piece above the last band's `end`; the units below it cost `before` (yuan), or the
    step that is reached prices them, too."""
    above, slope = Fraction(end), last + Fraction(then.adds)
    rise = Rise(Fraction(then.every), Fraction(then.adds), of_all=before is None)
    base = Fraction(0) if before is None else before - slope * above
    return Piece(above, base, slope, rise=rise)


def _slope(band: Band | PercentBand) -> Fraction:
    """Return what a unit costs (yuan); of a block, on average."""
    if isinstance(band, PercentBand):
        return Fraction(band.percent) / 100
    return Fraction(band.price) / Fraction(1 if band.size is None else band.size)


def _block(band: Band | PercentBand) -> Fraction | None:
    return None if isinstance(band, PercentBand) or band.size is None else Fraction(band.size)
