"""A scenario file: one base, named changes of four levers, and what to compare."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.ceiling import Allocation
from engine.demand import Response
from engine.law import CalendarDay, Fault, Faults, Identifier, Located, Model, checked, read_yaml
from engine.money import LARGEST, Number
from engine.text import Text

__all__ = [
    "BASE",
    "Base",
    "CeilingChoice",
    "Lever",
    "Levers",
    "ListPrice",
    "Scenario",
    "Scenarios",
    "read_scenarios",
]

BASE = "base"
"""The name of the run without changes."""


class Lever(StrEnum):
    """What a scenario can move (调节项)."""

    YIELD = "yield"
    """The 10-year treasury yield [percent], in place of the published one."""
    SPREAD = "spread"
    """The spread above the yield [percentage points]."""
    FREE_SHARE = "free_share"
    """Points that free supply takes more of every pool of joint cost [percentage points]."""
    DEMAND = "demand"
    """Growth of every forecast quantity [percent a year], from the second year of the cycle."""


Price = Annotated[Number, Field(gt=0, le=LARGEST)]


class Levers(Model):
    """The levers that are moved; the others stay where the submission has them."""

    yield_: Annotated[Number | None, Field(alias="yield", ge=0, le=LARGEST)] = None
    """See `Lever.YIELD`."""
    spread: Annotated[Number | None, Field(ge=0, le=LARGEST)] = None
    """See `Lever.SPREAD`; the method's bounds hold."""
    free_share: Annotated[Number | None, Field(ge=-100, le=100)] = None
    """See `Lever.FREE_SHARE`; no pool may leave 0 to 100 per cent."""
    demand: Annotated[Number | None, Field(gt=-100, le=LARGEST)] = None
    """See `Lever.DEMAND`."""

    def moved(self) -> dict[Lever, Number]:
        """Return the levers that are moved, in the order of `Lever`."""
        values = {
            Lever.YIELD: self.yield_,
            Lever.SPREAD: self.spread,
            Lever.FREE_SHARE: self.free_share,
            Lever.DEMAND: self.demand,
        }
        return {lever: value for lever, value in values.items() if value is not None}

    def with_lever(self, lever: Lever, value: Number) -> Levers:
        """Return these levers with one more moved."""
        return Levers.model_validate(
            {one.value: number for one, number in {**self.moved(), lever: value}.items()}
        )


class ListPrice(Model):
    """An operator's price of one product, and how its quantity answers it."""

    price: Price
    """The average price charged [yuan/unit]."""
    forecast_at: Price | None = None
    """The price at which the forecast quantity was made [yuan/unit]; by default `price`."""
    response: Response | None = None
    """How quantity answers price; by default not at all."""


class CeilingChoice(Model):
    """How ceilings are set in every run."""

    rule: str | None = None
    """Id of the method for ceilings; by default the one that the base's method names."""
    by: Allocation
    """How the maximum is shared among products."""
    tolerance: Annotated[Number | None, Field(ge=0)] = None
    """For the program: largest excess over a full price [percent]."""

    @model_validator(mode="after")
    def _tolerance_for_the_program(self) -> CeilingChoice:
        if (self.by is Allocation.PROGRAM) is (self.tolerance is None):
            raise PydanticCustomError("scenario.tolerance", "tolerance goes with program")
        return self


class Base(Model):
    """What every run starts from."""

    submission: str
    """File or folder of the submission, relative to the scenario file."""
    method: str
    """Id of the method for the maximum permitted revenue."""
    on: CalendarDay
    """Day of the determination."""
    switches: dict[str, str] = Field(default_factory=dict)
    """Readings of the method's switches; the others take their defaults."""
    ceilings: CeilingChoice
    """How ceilings are set."""
    prices: dict[Identifier, ListPrice] = Field(default_factory=dict)
    """The operator's prices by product; a product without one is charged its ceiling."""


class Scenario(Model):
    """One set of changes against the base (情景)."""

    id: Identifier
    """Short name."""
    title: Text
    """What it is called."""
    reason: Annotated[str, Field(min_length=1)]
    """Why these figures are taken, in writing."""
    levers: Levers
    """The levers moved."""


def _lever_names(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Scenarios(Model):
    """A base, and scenarios on it."""

    kind: Literal["scenarios"]
    title: Text
    """What is asked."""
    base: Base
    """What every run starts from."""
    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1)]
    """The changes."""
    order: Annotated[tuple[Lever, ...], BeforeValidator(_lever_names)] = tuple(Lever)
    """The order in which a comparison moves the levers, one after the other."""
    sensitivity: Levers = Levers()
    """By how much each lever is moved to either side of the base."""

    @model_validator(mode="after")
    def _each_once(self) -> Scenarios:
        if len(set(self.order)) != len(Lever):
            raise PydanticCustomError("scenario.order", "each lever once")
        names = [BASE, *(scenario.id for scenario in self.scenarios)]
        if len(set(names)) != len(names):
            raise PydanticCustomError("scenario.repeated", "a name stands twice")
        return self


def read_scenarios(path: Path) -> tuple[Scenarios, Path]:
    """Return the scenario file at `path`, and the path of its submission.

    Raises Faults with every fault; what the submission and the documents say is not looked at.
    """
    located = read_yaml(path, path.name)
    scenarios = checked(Scenarios, located)
    submission = path.parent / scenarios.base.submission
    if not submission.exists():
        raise Faults(_no_submission(located))
    return scenarios, submission


def _no_submission(located: Located) -> Iterator[Fault]:
    line = located.line(("base", "submission"))
    value = located.value(("base", "submission"))
    yield Fault(located.file, "base.submission", line, value, "law.no_file")
