"""A product as whole numbers: what its columns count, and what a running total of them costs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from engine.law import Fault, Faults
from engine.money import RoundingMode
from engine.tariff.columns.plan.course import Course, Stairs
from engine.tariff.model.period import Runs

__all__ = [
    "FITS",
    "ByPeriod",
    "ColumnPlan",
    "ComponentPlan",
    "RunningTotal",
    "Tiers",
    "WholeConversion",
    "WholeCount",
    "WholeRounding",
]

FITS = 2**62
"""Nothing on the way to an amount exceeds it."""


@dataclass(frozen=True, slots=True)
class WholeRounding:
    """How whole numbers are rounded to multiples of `unit`."""

    unit: int
    mode: RoundingMode


@dataclass(frozen=True, slots=True)
class WholeConversion:
    """How smallest units that are asked for become those that are priced, rounded."""

    times: int
    """What they are multiplied by first."""
    rounding: WholeRounding
    """How many of them, so multiplied, are one rounding unit."""
    each: int
    """Smallest units that are priced in a rounding unit."""

    @property
    def largest(self) -> int:
        """The most smallest units that can be converted in 64 bits."""
        return (FITS - self.rounding.unit) // (self.times * self.each)


@dataclass(frozen=True, slots=True)
class WholeCount:
    """A column that is a factor of a component's quantity."""

    unit: str
    converted: WholeConversion | None
    """How each number is converted and rounded, if it is."""


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """What a running total of units costs, in whole numbers."""

    courses: tuple[Course | Stairs, ...]
    """The charge; each band apart where bands are rounded."""
    by_band: WholeRounding | None
    """Rounding of each course, in multiples of the rounding unit."""
    weight: int
    """What the courses are multiplied by, where they are rounded."""
    zero: int | None
    """The amount for no unit, where it is not what courses and limits make of none."""
    least: int | None
    most: int | None
    rounding: WholeRounding | None
    """None where every amount is a multiple of the rounding unit anyway."""
    times: int
    """What the result is multiplied by to be micro-yuan."""
    declared: WholeRounding
    """The declared rounding, in micro-yuan."""


@dataclass(frozen=True, slots=True)
class Tiers:
    """A price that several numbers decide at once."""

    limits: tuple[tuple[int, ...], ...]
    """The most smallest units of each count that a tier holds, for all tiers but the last."""
    amounts: tuple[int, ...]
    """What each tier costs (micro-yuan), rounded."""
    nothing_at_zero: bool
    """Whether nothing is due where no unit is counted, whatever the first tier costs."""
    largest: tuple[int, ...]
    """The most smallest units of each count that are read."""


@dataclass(frozen=True, slots=True)
class ByPeriod:
    """A price of each period that days touch."""

    months: int
    """Months of a period; 0 for a day."""
    started_whole: bool
    """Whether a part of a period costs as much as the whole; otherwise by its days."""
    runs: Runs | None
    """From when periods run, where the tariff says."""
    times: int
    under: int
    """A period costs `times` / `under` rounding units; micro-yuan where rows are not rounded."""
    rounding: WholeRounding | None
    """Rounding of the row, in micro-yuan."""


@dataclass(frozen=True, slots=True)
class ComponentPlan:
    """How one component is read in columns."""

    id: str
    counts: tuple[WholeCount, ...]
    quota: int
    """Smallest units without charge."""
    converted: WholeConversion | None
    """How the period's total is converted and rounded, if it is."""
    largest: int
    """The most smallest units that are read, beyond the quota."""
    total: RunningTotal | Tiers | ByPeriod
    collected: bool
    """Whether the amount is collected."""
    apart: bool
    """Whether each row is charged on its own, whatever was rated before."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """How a product is read in columns."""

    document: str
    """Id of the tariff."""
    unit: str
    """The product's unit."""
    components: tuple[ComponentPlan, ...]
    """Its components, in order."""
    rounding: WholeRounding | None
    """Rounding of the sum of a row, in micro-yuan."""
    counted: tuple[str, ...]
    """The units of its components, such as item·year, each once."""
    days: tuple[datetime.date, datetime.date | None]
    """The first and the last day on which its prices are in force; None: no last one is known."""
    distinct: bool
    """Whether each unit must concern something else, as repeated requests are charged once."""
    never_distinct: tuple[str | None, str | None]
    """The keys of the faults that units of a quantity, and of several numbers, cannot each be said
    to be of something else; None where they can."""

    def fault(self, component: ComponentPlan, key: str, **values: object) -> Faults:
        """Return that rows cannot be read by `component`, for the reason `key`."""
        return Faults([Fault(self.document, component.id, None, None, key, values)])
