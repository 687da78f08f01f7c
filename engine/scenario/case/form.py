"""A scenario file: a base, and named scenarios that each say only what differs (情景文件)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.ceiling import Allocation
from engine.demand import Response
from engine.law import CalendarDay, Identifier, Model
from engine.money import LARGEST, Number
from engine.quote import FactsOfPrices
from engine.rules import DeclaredFacts
from engine.scenario.case.levers import Levers
from engine.scenario.case.uncertainty import Uncertainty
from engine.text import Text
from engine.use import StandsUnder

__all__ = [
    "BASE",
    "Base",
    "CeilingChoice",
    "Circumstances",
    "Market",
    "PriceList",
    "Scenario",
    "Scenarios",
    "UseClass",
]

BASE = "base"
"""The name of the run without changes."""
MOST_CYCLES = 6
"""How many cycles are walked at most."""

Price = Annotated[Number, Field(gt=0, le=LARGEST)]
"""Yuan a unit."""
Quantity = Annotated[Number, Field(ge=0, le=LARGEST)]
"""Units a year."""
Year = Annotated[int, Field(ge=2000, le=2200)]
"""A calendar year."""
Forecast = Annotated[Number, Field(gt=0, le=LARGEST)]
"""Units a year; there is no ceiling for what nobody is forecast to ask for."""
Growth = Annotated[Number, Field(gt=-100, le=LARGEST)]
"""Per cent a year."""
Deviation = Annotated[Number, Field(ge=-100, le=LARGEST)]
"""Per cent of a forecast."""


class PriceList(Model):
    """The tariff by whose bills a product is charged (价目表)."""

    tariff: str
    """Id of the tariff, in yuan without value added tax."""
    product: Identifier | None = None
    """The product as the tariff names it; by default as the submission does."""
    facts: FactsOfPrices = Field(default_factory=dict)
    """What the tariff asks of every customer; a class of use may say otherwise."""
    customers: Annotated[int, Field(ge=1)] | None = None
    """How many customers there are, all alike, where no class of use is charged for the product."""


class Market(Model):
    """What one product is charged at, and how much of it is asked for."""

    price: Price | None = None
    """The average price that the operator charges [yuan/unit]; by default the ceiling."""
    prices: dict[Year, Price] = Field(default_factory=dict)
    """Its prices from a year on [yuan/unit], each until the next."""
    price_list: PriceList | None = None
    """The price list by which it is charged, in place of a price."""
    forecast_at: Price | None = None
    """The price at which the forecast quantity was made [yuan/unit]; by default `price`."""
    response: Response | None = None
    """How quantity answers price; by default not at all."""
    growth: Growth = Number(0)
    """Growth of the forecast from the second year on [percent a year]."""
    quantities: dict[Year, Forecast] = Field(default_factory=dict)
    """Forecast of a year [unit/year], in place of the submission's with its growth."""
    deviations: dict[Year, Deviation] = Field(default_factory=dict)
    """By how much more is asked for in a year than was forecast for it [percent]."""

    @model_validator(mode="after")
    def _response_from_a_price(self) -> Market:
        if self.response is not None and self.forecast_at is None and self.price is None:
            raise PydanticCustomError("scenario.response", "a response needs a price")
        return self


class ClassUse(Model):
    """The use that a class makes of a product, by which the rules say whether it is free."""

    stands_under: StandsUnder
    """The documents that decide."""
    operator: str | None = None
    """The operator, by its id in the register of authorisations."""
    scenario: str | None = None
    """The application scenario, by its id."""
    facts: DeclaredFacts = Field(default_factory=dict)
    """What is declared, by the facts that the rules ask for."""


class UseClass(Model):
    """A class of customers that make one use of one product (用户类别)."""

    id: Identifier
    """Short name."""
    title: Text
    """What it is called."""
    product: Identifier
    """The product, as the submission names it."""
    use: ClassUse
    """What the rules decide by."""
    quantity: Quantity
    """How much it asks for in the first year [unit/year]."""
    customers: Annotated[int, Field(ge=1)] | None = None
    """How many customers there are of it, all alike."""
    facts: FactsOfPrices = Field(default_factory=dict)
    """What a price list asks of its customers."""
    takes: dict[Identifier, Quantity] = Field(default_factory=dict)
    """By measured driver, how much of it a unit takes: what its product takes is then made up by
    its classes, and what free classes take is added to free supply."""


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


Changes = dict[str, Any]
"""Only what differs, in the form of `Circumstances`."""


class _Set(Model):
    """What both a base and the circumstances of a run have."""

    switches: dict[str, str] = Field(default_factory=dict)
    """Readings of the switches of the method and of its evaluation; others take defaults."""
    ceilings: CeilingChoice
    """How ceilings are set."""
    market: dict[Identifier, Market] = Field(default_factory=dict)
    """Prices and demand by product; a product without an entry is charged its ceiling."""
    uses: tuple[UseClass, ...] = ()
    """The mix of uses; a product's forecast is then what its classes of guided price ask for."""
    cycles: Annotated[int, Field(ge=1, le=MOST_CYCLES)] = 1
    """How many cycles are walked, one after the other."""
    later: dict[Annotated[int, Field(ge=2, le=MOST_CYCLES)], Changes] = Field(default_factory=dict)
    """By number of the cycle from 2 on, what differs from the cycle before, in the form of
    `Circumstances`."""


class Circumstances(_Set):
    """Everything that a run is computed from, laid out in one tree (情况)."""

    method: str
    """Id of the method for the maximum permitted revenue."""
    on: CalendarDay
    """Day of the determination: the law is that day's."""
    submission: dict[str, Any]
    """The submission, as it was filed."""
    decisions: dict[str, Any] | None = None
    """What the reviewer decided, when anything was."""


class Base(_Set):
    """What every run starts from: a submission with its method and day, or a record that says
    them."""

    submission: str | None = None
    """File or folder of the submission, relative to the scenario file."""
    method: str | None = None
    """Id of the method for the maximum permitted revenue."""
    on: CalendarDay | None = None
    """Day of the determination."""
    decisions: str | None = None
    """File of what the reviewer decided, relative to the scenario file."""
    record: str | None = None
    """Record of a determination, likewise."""

    @model_validator(mode="after")
    def _of_one_kind(self) -> Base:
        named = [self.submission, self.method, self.on]
        if self.record is None:
            if None in named:
                raise PydanticCustomError("scenario.base_needs", "submission, method, on")
        elif [*filter(None, named), *filter(None, [self.decisions]), *self.switches]:
            raise PydanticCustomError("scenario.base_needs", "the record says it")
        return self


class Scenario(Model):
    """One set of changes against the base (情景)."""

    id: Identifier
    """Short name."""
    title: Text
    """What it is called."""
    reason: Annotated[str, Field(min_length=1)]
    """Why these figures are taken, in writing."""
    on: tuple[Identifier, ...] = ()
    """The scenarios that it stands on, laid over the base before it, in this order."""
    levers: Levers = Levers()
    """Levers moved."""
    changes: Changes = Field(default_factory=dict)
    """What else differs; a number may be {plus: …} or {times: …} of what stands below."""


class Scenarios(Model):
    """A base, and scenarios on it."""

    kind: Literal["scenarios"]
    title: Text
    """What is asked."""
    base: Base
    """What every run starts from."""
    scenarios: tuple[Scenario, ...] = ()
    """The changes; without any, the base alone is run, drawn, swept."""
    sensitivity: Levers = Levers()
    """By how much each lever is moved to either side of the base."""
    uncertain: Uncertainty | None = None
    """What is uncertain, for `simulate`."""

    @model_validator(mode="after")
    def _each_once(self) -> Scenarios:
        names = {BASE}
        for scenario in self.scenarios:
            if scenario.id in names:
                values = {"name": scenario.id}
                raise PydanticCustomError("scenario.repeated", "a name stands twice", values)
            names.add(scenario.id)
        return self
