"""The tariff document: units, facts, classes, and what is charged for which product (收费标准)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from engine.law import Cited, Document, Identifier, Model, Version
from engine.money import Number, Rounding
from engine.money.currency import Currency, unit_of_money
from engine.tariff.model.bands import Percent
from engine.tariff.model.bill import BillRule
from engine.tariff.model.period import rule_as_mapping
from engine.tariff.model.product import TariffProduct
from engine.text import Text, joined
from engine.text.folding import folded

__all__ = [
    "CustomerClass",
    "DeclaredFreePart",
    "DeclaredRounding",
    "Float",
    "FreePart",
    "Key",
    "Role",
    "RoundingPlace",
    "TariffDocument",
    "TariffFact",
    "TariffFactValue",
    "TariffVersion",
    "TrialPrices",
    "Unit",
    "Vat",
]


class Role(StrEnum):
    """What the prices of a document are."""

    SET = "set"
    """Prices that the authority itself sets, final or trial (政府制定的标准)."""
    CEILING = "ceiling"
    """The most that may be charged (上限收费标准)."""
    LIST = "list"
    """An operator's prices at or below its ceilings (价目表)."""


class Vat(StrEnum):
    """Whether value-added tax is within the prices."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Unit(Model):
    """A unit in which use is counted."""

    title: Text
    """Its name."""
    whole: bool = True
    """Whether it is only ever asked for in whole numbers."""
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    """For a unit that is not whole: the most decimals that a number of it may have; without it,
    any, and such numbers are rated one by one only."""

    @property
    def fineness(self) -> int | None:
        """The most decimals of a number of this unit; None for any."""
        return 0 if self.whole else self.decimals


class TariffFactValue(Model):
    """One of the answers to a question."""

    id: Identifier
    """Short name."""
    title: Text
    """What a person reads."""


class TariffFact(Cited):
    """A fact about the customer or the use on which a price depends."""

    id: Identifier
    """Short name, as requests give it."""
    title: Text
    """What it is."""
    question: Text
    """How it is asked for."""
    values: Annotated[tuple[TariffFactValue, ...], Field(min_length=1)]
    """All answers; any other leaves the price undetermined."""


class CustomerClass(Cited):
    """Those who are priced apart: one fact has one of these values."""

    title: Text
    """Its name."""
    fact: Identifier
    """The fact that decides."""
    in_: Annotated[tuple[Identifier, ...], Field(alias="in", min_length=1)]
    """Its values within the class."""


class Float(Cited):
    """How far the operator may go from a base price (基准价及浮动幅度)."""

    title: Text
    """What is floated."""
    question: Text
    """How the chosen float is asked for."""
    up: Annotated[Number, Field(ge=0)]
    """Per cent by which the base price may be exceeded."""
    down: Percent
    """Per cent by which it may be undercut."""


class RoundingPlace(StrEnum):
    """Where amounts are rounded."""

    BAND = "band"
    LINE = "line"
    TOTAL = "total"


class DeclaredRounding(Cited, Rounding):
    """How amounts are rounded; cited only where it changes a figure."""

    at: RoundingPlace
    """What is rounded: each band's amount, each line, or only the total. Of use added up over a
    period it is the period's running total that is rounded, by band or by line."""


class Key(Model):
    """By what use is told apart and added up, such as a person or a case."""

    title: Text
    """What it is."""
    question: Text
    """How it is asked for."""
    ignore_case: bool = False
    """Whether names that differ only in the case of the letters A to Z are the same."""


class FreePart(StrEnum):
    """Where the free units of a use that is free in part stand."""

    OUTSIDE_BANDS = "outside_bands"
    """They count for nothing: bands, quotas and limits see the paid units only."""
    WITHIN_BANDS = "within_bands"
    """All units count, and of each amount the paid part is due."""


class DeclaredFreePart(Cited):
    """Where free units stand; cited only where a part of a use is free."""

    rule: FreePart
    """Where."""


class TrialPrices(Cited):
    """The prices are on trial (试行收费标准)."""

    longest_years: Annotated[int, Field(ge=1)]
    """Years that the trial may last at most."""


class TariffVersion(Version):
    """A tariff as it stands from a day."""

    trial: TrialPrices | None = None
    """Set when the prices are trial prices; the version then has a last day."""
    rounding: DeclaredRounding
    """How amounts are rounded."""
    units: Annotated[dict[Identifier, Unit], Field(min_length=1)]
    """The units, by short name."""
    facts: tuple[TariffFact, ...] = ()
    """Facts on which prices depend."""
    floats: dict[Identifier, Float] = Field(default_factory=dict)
    """Floats around base prices, by short name; a request chooses each in per cent."""
    keys: dict[Identifier, Key] = Field(default_factory=dict)
    """By what use is told apart and added up, by short name; customer, product and scenario are
    known without being written here."""
    free_part: Annotated[
        DeclaredFreePart | None, BeforeValidator(rule_as_mapping, FreePart | DeclaredFreePart)
    ] = None
    """Where the free units of a use that is free in part stand; not said: outside the bands."""
    classes: dict[Identifier, CustomerClass] = Field(default_factory=dict)
    """Classes of customers or uses, by short name."""
    products: Annotated[tuple[TariffProduct, ...], Field(min_length=1)]
    """What is priced."""
    bill: tuple[BillRule, ...] = ()
    """Rules over whole bills, in the order in which they apply."""

    def product(self, identifier: str) -> TariffProduct | None:
        """Return the product `identifier`, or None when it is not priced here."""
        return next((product for product in self.products if product.id == identifier), None)

    def exclude_each_other(self, one: str, other: str) -> bool:
        """Return whether nobody falls under both classes; of a class that is not declared, True."""
        first, second = self.classes.get(one), self.classes.get(other)
        if first is None or second is None:
            return True
        return first.fact == second.fact and not set(first.in_) & set(second.in_)

    @property
    def free_within_bands(self) -> bool:
        """Whether the free units of a use that is free in part count in its bands."""
        return self.free_part is not None and self.free_part.rule is FreePart.WITHIN_BANDS

    def group(self, names: Sequence[str], keys: Mapping[str, str]) -> tuple[str, ...]:
        """Return the values of `names` in `keys` as they are compared: what is equal is together.

        A name that is not given is the empty one.
        """
        return tuple(
            folded(keys.get(name, ""), name in self.keys and self.keys[name].ignore_case)
            for name in names
        )

    def name_of(self, units: Sequence[str]) -> Text:
        """Return the name of the product of several units, such as item·year."""
        return joined((self.units[unit].title for unit in units), "·", "·")

    def fact(self, identifier: str) -> TariffFact | None:
        """Return the fact `identifier`, or None."""
        return next((fact for fact in self.facts if fact.id == identifier), None)


def _none_as_empty(value: Any) -> Any:
    return {} if value == "none" else value


StandsUnder = Annotated[
    dict[str, str],
    BeforeValidator(_none_as_empty),
    WithJsonSchema(
        {
            "oneOf": [
                {"const": "none"},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]


class TariffDocument(Document[TariffVersion]):
    """A tariff (收费标准)."""

    kind: Literal["tariff"]
    role: Role
    """What its prices are."""
    obeys: str | None = None
    """For a price list: the id of its ceiling document."""
    stands_under: StandsUnder
    """Documents that decide whether this tariff may price a use, by what they are for (gate, use,
    conditions, products, authorisations); `none` for a tariff that stands under no such rules."""
    vat: Vat
    """VAT basis of all prices."""
    currency: Currency
    """Currency of all prices; a label, nothing is converted."""

    @property
    def money(self) -> str:
        """The unit of its amounts: yuan, or the code of another currency."""
        return unit_of_money(self.currency)

    @property
    def and_ceilings(self) -> tuple[str, ...]:
        """The ids of this document and of the ceilings that it obeys."""
        return (self.id,) if self.obeys is None else (self.id, self.obeys)
