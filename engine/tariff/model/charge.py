"""The charge models: how a price and a quantity make an amount.

Each says what a running total of units costs. What is charged for further units is the difference
of two such totals, so that a period rated in parts costs what it costs whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from engine.law import Cited, Identifier, Model
from engine.money import Number
from engine.tariff.model.schedule import Piece, Schedule, straight
from engine.text import Text

__all__ = [
    "YUAN",
    "Accumulation",
    "AtZero",
    "Band",
    "Banded",
    "Charge",
    "DeclaredEdges",
    "DeclaredRuns",
    "DeclaredZero",
    "Edges",
    "Flat",
    "Graduated",
    "GraduatedPercentage",
    "Metered",
    "Package",
    "PerPeriod",
    "PerUnit",
    "Percent",
    "PercentBand",
    "Percentage",
    "Period",
    "Price",
    "Proration",
    "ProrationRule",
    "Quantity",
    "Runs",
    "TotalsFall",
    "Unread",
    "Volume",
    "accumulation_of",
    "bands_of",
]

YUAN = "yuan"
"""Marks the fields that are amounts of money: how fine they may be is asked of each."""

Price = Annotated[Number, Field(ge=0), YUAN]
"""A price in the tariff's currency; never negative."""

Quantity = Annotated[Number, Field(ge=0)]
"""A number of units; never negative."""

Percent = Annotated[Number, Field(ge=0, le=100)]
"""Per cent of an amount, from 0 to 100."""


class Period(StrEnum):
    """A stretch of the calendar."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Accumulation(Model):
    """Over what use is added up before a charge is worked out (累计口径)."""

    key: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Use is added up where all of these are the same, such as customer, product, scenario."""
    period: Period
    """It is added up within this stretch of the calendar."""


# --- readings that a banded charge declares


def _rule_as_mapping(value: Any) -> Any:
    return {"rule": value} if isinstance(value, str) else value


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


EdgeRule = Annotated[DeclaredEdges, BeforeValidator(_rule_as_mapping, Edges | DeclaredEdges)]
ZeroRule = Annotated[DeclaredZero, BeforeValidator(_rule_as_mapping, AtZero | DeclaredZero)]


# --- models


class PerUnit(Cited):
    """The same price for every unit (按量计费)."""

    model: Literal["per_unit"]
    price: Price
    """Price of one unit, or of one of each where a component counts several."""
    accumulate: Accumulation | None = None
    """Over what use the units are counted; needed where a minimum or maximum stands above them."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        return straight(Fraction(0), Fraction(self.price))


class Flat(Cited):
    """One amount for any use in the period, however much (定额收费)."""

    model: Literal["flat"]
    price: Price
    """The amount."""
    accumulate: Accumulation
    """For whom and for how long it covers."""
    at_zero: ZeroRule
    """Whether it is due without any use."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        price = Fraction(self.price)
        due = self.at_zero.rule is AtZero.CHARGED
        return straight(price, Fraction(0), price if due else Fraction(0))


class Band(Cited):
    """A band of units; to which band an edge belongs is declared by the charge."""

    above: Quantity
    """Where it begins."""
    up_to: Quantity | None = None
    """Where it ends; without it, the band has no end."""
    price: Price
    """Price of each unit that falls into the band."""
    entry_fee: Price = Decimal(0)
    """An amount due once when the band is entered (进档费)."""


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

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        return _banded(self, _summed(self.bands))


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
    totals_fall: TotalsFall | None = None
    """Set where a larger quantity is meant to cost less than a smaller one."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        pieces = (
            Piece(Fraction(band.above), Fraction(band.entry_fee), _slope(band))
            for band in self.bands
        )
        return _banded(self, tuple(pieces))


class Package(Cited):
    """So much for each block of units; a started block is a whole one (按包计费)."""

    model: Literal["package"]
    accumulate: Accumulation
    """Over what use the units are counted."""
    size: Annotated[Number, Field(gt=0)]
    """Units in a block."""
    price: Price
    """Price of a block."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        size = Fraction(self.size)
        pieces = (Piece(Fraction(0), Fraction(0), Fraction(self.price) / size),)
        return Schedule(Fraction(0), pieces, block=size)


class Percentage(Cited):
    """So many per cent of an amount of money (按比例计费); the unit counted is the yuan."""

    model: Literal["percentage"]
    percent: Percent
    """Per cent of the amount."""
    accumulate: Accumulation | None = None
    """Over what use the amount is counted; needed where a minimum or maximum stands above it."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        return straight(Fraction(0), Fraction(self.percent) / 100)


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


class ProrationRule(StrEnum):
    """What a part of a calendar period costs."""

    BY_DAY = "by_day"
    """The days covered, out of the days that this period has."""
    STARTED_WHOLE = "started_whole"
    """As much as the whole period."""


class Proration(Cited):
    """What a part of a calendar period costs; cited only where a period is not covered whole."""

    rule: ProrationRule
    """The rule."""


class Runs(StrEnum):
    """From when the periods of a subscription run."""

    CALENDAR = "calendar"
    """Days, months and years of the calendar (自然年、自然月)."""
    CONTRACT = "contract"
    """Days, months and years from the first day of the contract (合同年)."""


class DeclaredRuns(Cited):
    """From when periods run; cited only where it makes a difference."""

    rule: Runs
    """The reading."""


class PerPeriod(Cited):
    """A price for each calendar period of a subscription (按期计费)."""

    model: Literal["per_period"]
    price: Price
    """Price of a whole period, or of one of each where the component counts something."""
    period: Period
    """The calendar period."""
    proration: Annotated[Proration, BeforeValidator(_rule_as_mapping, ProrationRule | Proration)]
    """What a part of a period costs."""
    runs: Annotated[DeclaredRuns | None, BeforeValidator(_rule_as_mapping, Runs | DeclaredRuns)] = (
        None
    )
    """From when periods run; not said: as the request says, or by the calendar."""


class Unread(Cited):
    """A price that exists but could not be read: nothing is priced with it."""

    model: Literal["unread"]
    reason: Text
    """What could not be read."""


Banded = Graduated | Volume | GraduatedPercentage
"""Charges with bands, whose edges and zero are declared."""

Metered = PerUnit | Flat | Graduated | Volume | Package | Percentage | GraduatedPercentage
"""Charges on a quantity."""

Charge = Annotated[Metered | PerPeriod | Unread, Field(discriminator="model")]
"""A charge model, told apart by `model`."""


def bands_of(charge: Banded) -> tuple[Band | PercentBand, ...]:
    """Return the bands of `charge`."""
    return charge.bands


def accumulation_of(charge: Metered | PerPeriod | Unread) -> Accumulation | None:
    """Return over what use `charge` counts; None where each use is charged apart."""
    return None if isinstance(charge, PerPeriod | Unread) else charge.accumulate


def _banded(charge: Banded, pieces: tuple[Piece, ...]) -> Schedule:
    due = charge.at_zero.rule is AtZero.CHARGED
    zero = Fraction(charge.bands[0].entry_fee) if due else Fraction(0)
    return Schedule(zero, pieces, charge.edges.rule is Edges.IN_UPPER_BAND)


def _summed(bands: Sequence[Band | PercentBand]) -> tuple[Piece, ...]:
    """Each piece begins with all that the bands below it cost, and with its own entry fee."""
    pieces = []
    before = Fraction(0)
    for band, following in pairwise([*bands, None]):
        assert band is not None
        above, slope = Fraction(band.above), _slope(band)
        before += Fraction(band.entry_fee)
        pieces.append(Piece(above, before - slope * above, slope))
        if following is not None:
            before += slope * (Fraction(following.above) - above)
    return tuple(pieces)


def _slope(band: Band | PercentBand) -> Fraction:
    return Fraction(band.percent) / 100 if isinstance(band, PercentBand) else Fraction(band.price)
