"""The register of accounts (会计科目): which accounts of a chart carry cost, and of which category.

What a trial balance holds is placed by it into the items of a submission. Numbers alone do not tell
an account: charts number differently, and firms number new accounts as they like; names do.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.law import (
    Cited,
    Document,
    DocumentId,
    DocumentKind,
    Finding,
    Identifier,
    Shelf,
    Version,
)
from engine.law import register_kind as register
from engine.text import Text

__all__ = [
    "AccountClass",
    "AccountRole",
    "ChartOfAccounts",
    "ChartVersion",
    "HeadAccount",
    "NatureOfCost",
]

Word = Annotated[str, Field(min_length=1)]
Digits = Annotated[str, Field(pattern=r"^[0-9]+$")]


class AccountRole(StrEnum):
    """What an account of the first level is to a submission."""

    COST = "cost"
    """Cost of the year: its leaves become items."""
    PRODUCTION = "production"
    """Cost on its way into another account of cost; both together would count it twice."""
    INCOME = "income"
    """Operating income."""
    INPUT_VAT = "input_vat"
    """Input VAT of the year."""
    ASSET = "asset"
    """Assets and what was written off: the register of assets is filled in by hand."""
    GRANT = "grant"
    """Where government grants may stand: they are filled in by hand."""
    APART = "apart"
    """No cost of the service, for the reason that it states."""


class AccountClass(Cited):
    """What a first digit says of an account in this chart."""

    id: Identifier
    """Short name."""
    prefix: Digits
    """How its numbers begin."""
    title: Text
    """What stands there: assets, liabilities, cost."""
    has_cost: bool = False
    """Whether an account there that no head account names may be cost, and is listed."""


class HeadAccount(Cited):
    """An account, with all below it."""

    id: Identifier
    """Short name."""
    title: Text
    """What it is called."""
    codes: tuple[Digits, ...] = ()
    """Its number in the chart; none where charts and firms number it differently."""
    names: Annotated[tuple[Word, ...], Field(min_length=1)]
    """Its name, and others that it goes by."""
    role: AccountRole
    """What it is to a submission."""
    carried_to: tuple[Identifier, ...] = ()
    """For production: the accounts of cost that it is carried to."""
    repeats: tuple[Word, ...] = ()
    """Names of accounts below it that repeat what another account holds."""
    why: Text | None = None
    """For an account that stands apart: why."""

    @model_validator(mode="after")
    def _apart_says_why(self) -> HeadAccount:
        if (self.role is AccountRole.APART) != (self.why is not None):
            raise PydanticCustomError("catalogue.apart_and_why", "apart and why go together")
        return self


class NatureOfCost(Cited):
    """What the name of an account says of the cost on it."""

    id: Identifier
    """Short name."""
    title: Text
    """What it is called."""
    words: Annotated[tuple[Word, ...], Field(min_length=1)]
    """Words in the name of the account, or of one above it, of which one suffices."""
    under: tuple[Identifier, ...] = ()
    """The head accounts below which alone it counts; all when none is named."""
    category: Identifier | None = None
    """The category of the rules of review that it belongs to."""
    of_asset: bool = False
    """Whether it is charged on an asset (折旧、摊销): it is filed with the asset."""
    why: Text | None = None
    """For one that belongs to none, or to several: why."""

    @model_validator(mode="after")
    def _category_or_why(self) -> NatureOfCost:
        if (self.category is None) != (self.why is not None):
            raise PydanticCustomError(
                "catalogue.category_or_why", "a category, or why there is none"
            )
        return self


class ChartVersion(Version):
    """The chart as it stands together."""

    review: DocumentId
    """The rules of review whose categories the natures name."""
    classes: Annotated[tuple[AccountClass, ...], Field(min_length=1)]
    """What the first digits say; the longest prefix that fits counts."""
    accounts: Annotated[tuple[HeadAccount, ...], Field(min_length=1)]
    """The head accounts."""
    natures: Annotated[tuple[NatureOfCost, ...], Field(min_length=1)]
    """The natures of cost; the first that fits counts."""


class ChartOfAccounts(Document[ChartVersion]):
    """A register of accounts."""

    kind: Literal["register"]
    of: Literal["accounts"]


def _check(document: ChartOfAccounts, shelf: Shelf) -> Iterator[Finding]:
    for place, version in enumerate(document.versions):
        path: tuple[str | int, ...] = ("versions", place)
        if not shelf.has(version.review):
            yield Finding((*path, "review"), "law.no_document")
        yield from _repeated((*path, "accounts"), [one.id for one in version.accounts], "id")
        yield from _repeated((*path, "natures"), [one.id for one in version.natures], "id")
        yield from _repeated((*path, "classes"), [one.id for one in version.classes], "id")
        yield from _unknown_heads(path, version)
        codes: set[str] = set()
        for at, account in enumerate(version.accounts):
            for order, code in enumerate(account.codes):
                if code in codes:
                    at_code = (*path, "accounts", at, "codes", order)
                    yield Finding(at_code, "catalogue.repeated_account", {}, code)
                codes.add(code)


def _unknown_heads(path: tuple[str | int, ...], version: ChartVersion) -> Iterator[Finding]:
    heads = [one.id for one in version.accounts]
    named = [("natures", at, "under", one.under) for at, one in enumerate(version.natures)]
    for at, one in enumerate(version.accounts):
        named.append(("accounts", at, "carried_to", one.carried_to))
    for listed, at, field, names in named:
        for order, name in enumerate(names):
            if name not in heads:
                place = (*path, listed, at, field, order)
                yield Finding(place, "catalogue.no_head", {"allowed": ", ".join(heads)}, name)


def _repeated(path: tuple[str | int, ...], names: list[str], field: str) -> Iterator[Finding]:
    for at, name in enumerate(names):
        if name in names[:at]:
            yield Finding((*path, at, field), "law.repeated_entry", {}, name)


register(DocumentKind("register", ChartOfAccounts, _check, of="accounts"))
