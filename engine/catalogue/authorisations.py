"""The register of authorisations (授权): who may supply what, for which scenarios, until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.catalogue.party import CreditCode, Party
from engine.law import (
    CalendarDay,
    Cited,
    Document,
    DocumentKind,
    Finding,
    Identifier,
    Shelf,
    Version,
)
from engine.law import register_kind as register
from engine.text import Text

__all__ = [
    "AuthorisationStatus",
    "Authorisations",
    "AuthorisationsVersion",
    "Body",
    "RegisteredAuthorisation",
]


class AuthorisationStatus(StrEnum):
    """How an operator's authorisation stands on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    NONE = "none"


class Body(Party[Text]):
    """An operator or an authorising body."""

    id: Identifier
    """Short name."""
    credit_code: CreditCode
    """Its unified social credit code."""


class RegisteredAuthorisation(Cited):
    """One authorisation of one operator."""

    operator: Body
    """Who may supply (运营机构)."""
    authorising_body: Body
    """Who authorised it (授权主体)."""
    from_: CalendarDay = Field(alias="from")
    """The first day of the term."""
    until: CalendarDay
    """The last day of the term."""
    products: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The products it covers, by their names in the register of products."""
    scenarios: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The scenarios it covers."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> RegisteredAuthorisation:
        if self.until < self.from_:
            raise PydanticCustomError("law.until_before_from", "until lies before from")
        return self

    def on(self, day: datetime.date) -> AuthorisationStatus:
        """Return how it stands on `day`."""
        if day < self.from_:
            return AuthorisationStatus.NOT_YET
        return AuthorisationStatus.EXPIRED if day > self.until else AuthorisationStatus.IN_FORCE

    def covers(self, product: str, scenario: str) -> bool:
        """Return whether supplying `product` for `scenario` lies within it."""
        return product in self.products and scenario in self.scenarios


class AuthorisationsVersion(Version):
    """The authorisations given so far."""

    authorisations: Annotated[tuple[RegisteredAuthorisation, ...], Field(min_length=1)]
    """The authorisations; an operator may have several, one after another or side by side."""

    def of(self, operator: str) -> tuple[RegisteredAuthorisation, ...]:
        """Return the authorisations of `operator`."""
        return tuple(given for given in self.authorisations if given.operator.id == operator)


class Authorisations(Document[AuthorisationsVersion]):
    """A register of authorisations."""

    kind: Literal["register"]
    of: Literal["authorisations"]


def _check(document: Authorisations, shelf: Shelf) -> Iterator[Finding]:
    for place, version in enumerate(document.versions):
        codes: dict[str, str | None] = {}
        for number, given in enumerate(version.authorisations):
            path = ("versions", place, "authorisations", number, "operator", "credit_code")
            code = given.operator.compact_code
            if codes.setdefault(given.operator.id, code) != code:
                yield Finding(path, "catalogue.other_code")


register(DocumentKind("register", Authorisations, _check, of="authorisations"))
