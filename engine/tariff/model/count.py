"""What a price is multiplied by: numbers of units, as they are asked for, converted and rounded."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from engine.law import Cited, Identifier, Model
from engine.money import Number, RoundingMode, RoundingUnit

__all__ = ["Conversion", "Count", "Counted", "RoundedTo", "Started"]


class Started(StrEnum):
    """Of what a started unit counts as a whole one, or a converted number is rounded."""

    EACH_USE = "each_use"
    """Of each use: three calls of half a minute are three minutes."""
    TOTAL = "total"
    """Of what is added up over the period: they are two minutes."""


class RoundedTo(Model):
    """To what a number of units is rounded, and how."""

    to: RoundingUnit
    """It becomes a multiple of so many units."""
    mode: RoundingMode
    """How what lies between two multiples is rounded."""


class Conversion(Cited):
    """How a number in the unit that is asked for becomes one in the unit that is priced (折算)."""

    from_: Annotated[Identifier, Field(alias="from")]
    """The unit that is asked for, one of the version's units."""
    multiply_by: Annotated[Number, Field(gt=0)] = Decimal(1)
    """What the number is multiplied by."""
    divide_by: Annotated[Number, Field(gt=0)] = Decimal(1)
    """What it is divided by: seconds by 60 are minutes."""
    rounding: RoundedTo | None = None
    """How the result is rounded; without it, it is not."""
    rounded: Started | None = None
    """Of what it is rounded; to be said where it is."""

    @property
    def factor(self) -> Fraction:
        """What a number is multiplied by, before it is rounded."""
        return Fraction(self.multiply_by) / Fraction(self.divide_by)


class Count(Cited):
    """A count that a price is multiplied by, such as items or years."""

    unit: Identifier
    """Its unit, one of the version's units."""
    started_whole: bool = False
    """Whether a started one counts as a whole one; the citation is for that reading."""
    started_of: Started | None = None
    """Of what; to be said where the component counts nothing else."""
    converted: Conversion | None = None
    """From which unit that requests count in, and how."""

    @property
    def asked(self) -> str:
        """The unit in which requests count it."""
        return self.unit if self.converted is None else self.converted.from_

    @property
    def added(self) -> str:
        """The unit in which it is added up over a period."""
        return self.asked if self.of_total else self.unit

    @property
    def rounding(self) -> RoundedTo | None:
        """How a number of it is rounded; a started one counts whole."""
        if self.converted is not None:
            return self.converted.rounding
        return _STARTED if self.started_whole else None

    @property
    def rounded_of(self) -> Started | None:
        """Of what it is rounded, where that is said."""
        return self.started_of if self.converted is None else self.converted.rounded

    @property
    def of_total(self) -> bool:
        """Whether it is the total of the period that is converted and rounded."""
        return self.rounding is not None and self.rounded_of is Started.TOTAL


_STARTED = RoundedTo(to=Decimal(1), mode=RoundingMode.UP)


def _count_as_mapping(value: Any) -> Any:
    return {"unit": value} if isinstance(value, str) else value


Counted = Annotated[Count, BeforeValidator(_count_as_mapping, str | Count)]
"""A count, or only its unit."""
