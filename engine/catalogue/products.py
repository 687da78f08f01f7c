"""The register of products and services (产品和服务清单) with their registration."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.law import (
    CalendarDay,
    Cited,
    Document,
    DocumentKind,
    Finding,
    Identifier,
    Model,
    Shelf,
    Version,
)
from engine.law import register_kind as register
from engine.text import Text

__all__ = [
    "DataForm",
    "Products",
    "ProductsVersion",
    "RegisteredProduct",
    "Registration",
    "RegistrationStatus",
    "ScenarioOfUse",
]


class RegistrationStatus(StrEnum):
    """How a registration stands on a day."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    NONE = "none"


class DataForm(StrEnum):
    """In which form data leave (数据形态)."""

    PROCESSED = "processed"
    """Worked into a product or service; what is personal is de-identified and anonymised."""
    RAW_PUBLIC = "raw_public"
    """Raw, and lawfully public already."""
    RAW_NOT_PUBLIC = "raw_not_public"
    """Raw, and not lawfully public."""
    RAW_PERSONAL = "raw_personal"
    """Raw records of persons."""


class Registration(Model):
    """An entry in the registration system (登记)."""

    code: Annotated[str, Field(min_length=1)]
    """The registration code (登记编码)."""
    from_: CalendarDay = Field(alias="from")
    """The first day on which it holds."""
    until: CalendarDay | None = None
    """The last day on which it holds; open when absent."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Registration:
        if self.until is not None and self.until < self.from_:
            raise PydanticCustomError("law.until_before_from", "until lies before from")
        return self

    def on(self, day: datetime.date) -> RegistrationStatus:
        """Return how it stands on `day`; before its first day it is none."""
        if day < self.from_:
            return RegistrationStatus.NONE
        if self.until is not None and day > self.until:
            return RegistrationStatus.EXPIRED
        return RegistrationStatus.IN_FORCE


class ScenarioOfUse(Model):
    """An application scenario (应用场景)."""

    id: Identifier
    """Short name."""
    title: Text
    """What it is called."""


class RegisteredProduct(Cited):
    """A product or service on the list."""

    id: Identifier
    """Short name; a tariff's product of the same name prices it."""
    title: Text
    """What it is called."""
    form: Text
    """Its form: interface, data package, report, model."""
    unit: Text
    """What is counted: a call, a package."""
    scenarios: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The scenarios for which it is on the list."""
    registration: Registration | None = None
    """Its registration; absent when it was never registered."""
    resource: Text
    """The public data resource it is made from."""
    resource_registration: Registration | None = None
    """The registration of that resource; absent when it was never registered."""
    data_form: DataForm
    """In which form data leave."""
    secret: bool
    """Whether what it holds must be kept secret by law."""

    def registered_on(self, day: datetime.date) -> RegistrationStatus:
        """Return how its registration stands on `day`."""
        return RegistrationStatus.NONE if self.registration is None else self.registration.on(day)

    def resource_registered_on(self, day: datetime.date) -> bool:
        """Return whether its resource is registered on `day`."""
        entry = self.resource_registration
        return entry is not None and entry.on(day) is RegistrationStatus.IN_FORCE


class ProductsVersion(Version):
    """The products on the list together."""

    scenarios: Annotated[tuple[ScenarioOfUse, ...], Field(min_length=1)]
    """The scenarios the list is kept by."""
    products: Annotated[tuple[RegisteredProduct, ...], Field(min_length=1)]
    """The products."""

    def product(self, identifier: str) -> RegisteredProduct | None:
        """Return the product `identifier`, or None."""
        return next((product for product in self.products if product.id == identifier), None)


class Products(Document[ProductsVersion]):
    """A register of products."""

    kind: Literal["register"]
    of: Literal["products"]


def _check(document: Products, shelf: Shelf) -> Iterator[Finding]:
    for place, version in enumerate(document.versions):
        known = [scenario.id for scenario in version.scenarios]
        codes: set[str] = set()
        ids: set[str] = set()
        for number, product in enumerate(version.products):
            path = ("versions", place, "products", number)
            if product.id in ids:
                yield Finding((*path, "id"), "law.repeated_entry")
            ids.add(product.id)
            for order, scenario in enumerate(product.scenarios):
                if scenario not in known:
                    allowed = {"allowed": ", ".join(known)}
                    yield Finding((*path, "scenarios", order), "catalogue.no_scenario", allowed)
            if product.registration is not None:
                if product.registration.code in codes:
                    yield Finding((*path, "registration", "code"), "catalogue.repeated_code")
                codes.add(product.registration.code)


register(DocumentKind("register", Products, _check, of="products"))
