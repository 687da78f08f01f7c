"""What a submission may name of the law; and what it names and the law does not know, told with
all that is wrong in its file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from engine.determination.contract.method import ITEMS, ItemColumns
from engine.determination.contract.rules import ReviewFacts, TaxFacts, standing_on, values_of
from engine.law import Faults, Finding, Shelf
from engine.method import Method, MethodVersion
from engine.rules import RulesDocument, RulesVersion
from engine.submission import Entries
from engine.text import Text, joined

__all__ = ["Nameable", "nameable_values", "unknown_values"]

_TAXES = (
    ("vat", TaxFacts.VAT),
    ("location", TaxFacts.LOCATION),
    ("income_tax", TaxFacts.INCOME_TAX),
)

_CATEGORY = ("items", "category")
_ASSET_CLASS = ("items", "asset", "asset_class")

Nameable = Mapping[tuple[str, ...], tuple[tuple[str, Text], ...]]
"""By list and field of a submission, or field alone: the ids that it may name, with their titles.
Where the law keeps no list, the field is absent."""


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
            known = {
                field: _known(values)
                for field, values in nameable_values(shelf, method_id, on).items()
            }
            yield from _of_items(entries, known.get(_CATEGORY), known.get(_ASSET_CLASS))
            yield from _of_taxes(basics.get("taxes"), known)

    return check


def nameable_values(shelf: Shelf, method_id: str, on: datetime.date) -> Nameable:
    """Return what a submission may name of the method as of `on`, its rules of review and of rates:
    categories, classes of assets, tax status.

    Raises Faults where they cannot be used.
    """
    sound = shelf.law(method_id, Method, on)
    method, version = standing_on(shelf, sound), sound.in_force_on(on)
    review = _rules(shelf, str(method.uses.review), on)
    rates = _rules(shelf, str(method.uses.rates), on)
    found = {_CATEGORY: _of_fact(review, ReviewFacts.CATEGORY), _ASSET_CLASS: _classes(version)}
    found |= {("taxes", field): _of_fact(rates, fact) for field, fact in _TAXES}
    return {field: values for field, values in found.items() if values}


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


def _of_taxes(taxes: object, known: Mapping[tuple[str, ...], _Known]) -> Iterator[Finding]:
    for field, _ in _TAXES:
        written = taxes.get(field) if isinstance(taxes, dict) else None
        if isinstance(written, str):
            yield from _unknown(("taxes", field), written, known.get(("taxes", field)))


def _unknown(path: tuple[str | int, ...], written: str, known: _Known | None) -> Iterator[Finding]:
    if known is not None and written not in known.names:
        yield Finding(path, "determination.no_such_value", {"known": known.allowed}, written)


def _of_fact(version: RulesVersion, name: str) -> tuple[tuple[str, Text], ...]:
    return tuple((one.id, one.title) for one in values_of(version, name))


def _classes(version: MethodVersion) -> tuple[tuple[str, Text], ...]:
    for table in version.tables:
        column = table.column(ItemColumns.ASSET_CLASS) if table.id == ITEMS else None
        if column is not None:
            return tuple((one.id, one.title) for one in column.values if one.id)
    return ()


def _known(values: Iterable[tuple[str, Text]]) -> _Known:
    found = list(values)
    return _Known(
        frozenset(name for id_, title in found for name in (id_, title.zh, title.en)),
        joined((title for _, title in found), "；", "; "),
    )
