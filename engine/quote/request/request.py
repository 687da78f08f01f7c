"""What is asked for: a customer's use of products, on a day, under a tariff (询价单)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.catalogue import CreditCode, Party
from engine.law import (
    CalendarDay,
    DayOfUse,
    FirstDay,
    Identifier,
    Located,
    Model,
    checked,
    read_yaml,
)
from engine.money import Number, plain
from engine.quote.request.position import Positions
from engine.rules import DeclaredFacts
from engine.tariff import Runs
from engine.use import DeclaredPart

__all__ = [
    "ComparedWith",
    "Customer",
    "FactsOfPrices",
    "PastEvent",
    "QuoteRequest",
    "RequestChange",
    "RequestEvent",
    "RequestLine",
    "read_request",
]


_MOST_USES = 10_000
"""How many lines and dated requests one request has at most: each is explained by itself. More are
rated in columns."""


class Customer(Party[Annotated[str, Field(min_length=1)]]):
    """Who asks."""

    credit_code: CreditCode | None = Field(default=None, alias="unified_social_credit_code")


def _as_text(value: object) -> object:
    """Return a number, such as a float chosen in per cent, as it is written."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return plain(Decimal(value))
    return value


FactsOfPrices = dict[
    Identifier, Annotated[str, BeforeValidator(_as_text, json_schema_input_type=str | Number)]
]
"""Facts on which prices depend, and floats chosen, as a tariff asks for them."""


class PastEvent(Model):
    """One dated request, already rated."""

    on: DayOfUse
    """Its day."""
    keys: dict[Identifier, str] = Field(default_factory=dict)
    """Whom and what it concerns, such as institution and enterprise."""
    quantity: Number = Decimal(1)
    """Units asked for in it."""


class RequestEvent(PastEvent):
    """One dated request."""

    use: DeclaredFacts = Field(default_factory=dict)
    """Facts of the use that are otherwise for it than for its line."""
    facts: FactsOfPrices = Field(default_factory=dict)
    """Facts on which its price depends that are otherwise for it."""


class RequestChange(Model):
    """From a day on, some facts are different."""

    from_: Annotated[DayOfUse, Field(alias="from")]
    """The first day on which they are."""
    use: DeclaredFacts = Field(default_factory=dict)
    """The facts of the use that change; all others stay."""
    facts: FactsOfPrices = Field(default_factory=dict)
    """The facts on which prices depend that change."""


class RequestSpan(Model):
    """The days of a subscription, both inclusive."""

    from_: Annotated[CalendarDay, Field(alias="from")]
    """Its first day."""
    until: CalendarDay
    """Its last day."""
    runs: Runs | None = None
    """Whether periods are those of the calendar or of the contract, where the tariff does not say
    it."""
    since: FirstDay | None = None
    """The first day of the contract, where it lies before."""


class RequestLine(Model):
    """The use of one product, measured by one of quantity, counts and events."""

    product: str
    """The product, by its id in the tariff."""
    scenario: str | None = None
    """The application scenario, by its id."""
    quantity: Number | None = None
    """Number in the product's unit."""
    distinct: bool = False
    """Whether each unit concerns something else, none of it asked for before."""
    counts: dict[Identifier, Number] = Field(default_factory=dict)
    """Numbers by unit, such as item: 3 and year: 2."""
    events: tuple[RequestEvent, ...] = ()
    """Dated requests."""
    history: tuple[PastEvent, ...] = ()
    """Dated requests before them, already rated."""
    correction: Annotated[str, Field(min_length=1)] | None = None
    """Why use that was charged before is corrected downwards, by a quantity below zero."""
    prior: Number | None = None
    """Units rated before in the same period, where all is counted in one unit; for anything more,
    `position` of the request."""
    span: RequestSpan | None = None
    """The days covered, where something is charged by the period."""
    since: FirstDay | None = None
    """The first day of the contract, where something is counted within its years or months."""
    keys: dict[Identifier, str] = Field(default_factory=dict)
    """What all of it has in common, such as the person it concerns."""
    use: DeclaredFacts = Field(default_factory=dict)
    """Facts of the use that are otherwise for this line."""
    facts: FactsOfPrices = Field(default_factory=dict)
    """Facts on which its price depends that are otherwise for this line."""


class ComparedWith(Model):
    """A customer in the same position, and what it pays for the same use."""

    customer: Annotated[str, Field(min_length=1)]
    """Its name."""
    amount: Annotated[Number, Field(ge=0)]
    """What it pays (yuan)."""


class QuoteRequest(Model):
    """A request for a quote."""

    on: DayOfUse
    """The day for which the quote is asked; the law of that day is used."""
    tariff: str
    """The tariff document, by its id."""
    customer: Customer
    """Who asks."""
    operator: str | None = None
    """The operator that supplies, by its id in the register of authorisations."""
    scenario: str | None = None
    """The application scenario of all lines that name none."""
    use: DeclaredFacts = Field(default_factory=dict)
    """Facts of the use, as the supply gate and the rules of use ask for them."""
    parts: Annotated[tuple[DeclaredPart, ...], Field(max_length=100)] = ()
    """For a use with several purposes: each part; what no part describes is charged."""
    facts: FactsOfPrices = Field(default_factory=dict)
    """Facts on which the prices depend, as the tariff asks for them."""
    lines: Annotated[tuple[RequestLine, ...], Field(min_length=1)]
    """What is used."""
    changes: Annotated[tuple[RequestChange, ...], Field(max_length=100)] = ()
    """What is different from which day on, in any order."""
    position: Positions | None = None
    """What was used and charged before in the periods that count; `none` where nothing was, left
    out where it is not said."""
    waived: bool = False
    """Whether the operator waives a charge that it could make."""
    compared_with: ComparedWith | None = None
    """A like customer, where the prices of both are to be compared."""

    @model_validator(mode="after")
    def _explained_one_by_one(self) -> QuoteRequest:
        uses = sum(1 + len(line.events) + len(line.history) for line in self.lines)
        if uses > _MOST_USES:
            raise PydanticCustomError("quote.too_many_uses", "too many", {"most": _MOST_USES})
        return self


def read_request(path: Path) -> tuple[QuoteRequest, Located]:
    """Return the request in the YAML file at `path`, and where its values stand.

    Raises Faults with every fault of the file.
    """
    located = read_yaml(path)
    return checked(QuoteRequest, located), located
