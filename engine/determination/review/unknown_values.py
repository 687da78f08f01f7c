"""What a submission names and the law does not know: told with all that is wrong in its file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from engine.determination.contract.method import ITEMS, ItemColumns
from engine.determination.contract.rules import ReviewFacts, TaxFacts, standing_on, values_of
from engine.law import Faults, Finding, Shelf
from engine.method import Method, MethodVersion
from engine.rules import RulesDocument, RulesVersion
from engine.submission import Entries
from engine.text import Text, joined

__all__ = ["unknown_values"]

_TAXES = (
    ("vat", TaxFacts.VAT),
    ("location", TaxFacts.LOCATION),
    ("income_tax", TaxFacts.INCOME_TAX),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What may be named, and how it is told."""

    names: frozenset[str]
    """Ids and titles."""
    allowed: Text
    """The titles, in the language of the reader."""


def unknown_values(
    shelf: Shelf, method_id: str, on: datetime.date
) -> Callable[[Entries], Iterator[Finding]]:
    """Return a check that yields what the method as of `on`, its rules of review and of rates do
    not know: categories, classes of assets, tax status, a year that is not over.

    Law that cannot be used has its own faults, which the determination tells: then nothing is held
    against it here.
    """

    def check(entries: Entries) -> Iterator[Finding]:
        basics = entries.basics
        if basics.get("basis", "accounts") == "accounts" and (
            entries.accounts_year is not None and entries.accounts_year >= on.year
        ):
            key, year = "determination.year_not_complete", entries.accounts_year
            yield Finding(("accounts_year",), key, {"on": on}, year)
        with suppress(Faults):
            sound = shelf.law(method_id, Method, on)
            method, version = standing_on(shelf, sound), sound.in_force_on(on)
            review = _rules(shelf, str(method.uses.review), on)
            rates = _rules(shelf, str(method.uses.rates), on)
            yield from _of_items(entries, _of_fact(review, ReviewFacts.CATEGORY), _classes(version))
            yield from _of_taxes(basics.get("taxes"), rates)

    return check


def _rules(shelf: Shelf, identifier: str, on: datetime.date) -> RulesVersion:
    return shelf.law(identifier, RulesDocument, on).in_force_on(on)


def _of_items(
    entries: Entries, categories: _Known | None, classes: _Known | None
) -> Iterator[Finding]:
    for at, item in entries.items.items():
        place = ("items", at)
        yield from _unknown((*place, "category"), item.category, categories)
        if item.asset is not None and item.asset.asset_class is not None:
            yield from _unknown((*place, "asset", "asset_class"), item.asset.asset_class, classes)


def _of_taxes(taxes: object, rates: RulesVersion) -> Iterator[Finding]:
    for field, fact in _TAXES:
        written = taxes.get(field) if isinstance(taxes, dict) else None
        if isinstance(written, str):
            yield from _unknown(("taxes", field), written, _of_fact(rates, fact))


def _unknown(path: tuple[str | int, ...], written: str, known: _Known | None) -> Iterator[Finding]:
    if known is not None and written not in known.names:
        yield Finding(path, "determination.no_such_value", {"known": known.allowed}, written)


def _of_fact(version: RulesVersion, name: str) -> _Known | None:
    values = values_of(version, name)
    return _known((one.id, one.title) for one in values) if values else None


def _classes(version: MethodVersion) -> _Known | None:
    for table in version.tables:
        column = table.column(ItemColumns.ASSET_CLASS) if table.id == ITEMS else None
        if column is not None and column.values:
            return _known((one.id, one.title) for one in column.values if one.id)
    return None


def _known(values: Iterable[tuple[str, Text]]) -> _Known:
    found = list(values)
    return _Known(
        frozenset(name for id_, title in found for name in (id_, title.zh, title.en)),
        joined((title for _, title in found), "；", "; "),
    )
