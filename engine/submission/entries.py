"""What of a submission is valid by itself, so that misfits are found even beside broken entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from engine.submission.model import (
    Driver,
    Earlier,
    EarlierYear,
    Item,
    Pool,
    Product,
    Staff,
    Submission,
    Subsidy,
)

__all__ = ["Entries", "entries_of", "valid_entries"]

_LISTS: dict[str, type[BaseModel]] = {
    "items": Item,
    "subsidies": Subsidy,
    "pools": Pool,
    "products": Product,
    "drivers": Driver,
    "staff": Staff,
    "earlier_years": EarlierYear,
    "earlier": Earlier,
}


@dataclass(frozen=True, slots=True)
class Entries:
    """The valid entries of each list by position, and the names of lists without a broken one."""

    items: Mapping[int, Item]
    subsidies: Mapping[int, Subsidy]
    pools: Mapping[int, Pool]
    products: Mapping[int, Product]
    drivers: Mapping[int, Driver]
    staff: Mapping[int, Staff]
    earlier_years: Mapping[int, EarlierYear]
    earlier: Mapping[int, Earlier]
    ids: Mapping[str, Mapping[int, str]]
    """The id of every entry of each list that has ids, broken ones included."""
    unbroken: frozenset[str]
    """A check that needs a whole list is made only when the list stands here."""
    named: frozenset[str]
    """The lists every entry of which has an id, whatever else is wrong with it."""
    plain: Mapping[str, Mapping[int, Mapping[str, Any]]]
    """The entries of each list as they are written, broken ones included."""
    unread: frozenset[str]
    """Lists, and fields of their entries (`items[].amount`), that could not be read."""
    basics: Mapping[str, Any]
    """The plain values beside the lists."""

    @property
    def accounts_year(self) -> int | None:
        """The accounts year, when one is given that can be one."""
        year = self.basics.get("accounts_year")
        return year if isinstance(year, int) and not isinstance(year, bool) else None


def entries_of(submission: Submission) -> Entries:
    """Return the entries of a submission, which are all valid."""
    listed: dict[str, Any] = {name: dict(enumerate(getattr(submission, name))) for name in _LISTS}
    return Entries(
        **listed,
        ids={
            name: {at: entry.id for at, entry in entries.items()}
            for name, entries in listed.items()
            if "id" in _LISTS[name].model_fields
        },
        unbroken=frozenset(_LISTS),
        named=frozenset(_LISTS),
        plain={},
        unread=frozenset(),
        basics={
            "accounts_year": submission.accounts_year,
            "basis": submission.basis,
            "taxes": submission.taxes.model_dump(),
        },
    )


def valid_entries(tree: Any, unread: Collection[str] = ()) -> Entries:
    """Return what is valid in the lists of a submission's plain `tree`, whatever else is not.

    Lists of which anything is in `unread` were not read whole, and count as broken.
    """
    not_whole = {name.partition("[")[0] for name in unread}
    whole = tree if isinstance(tree, dict) else {}
    written = {name: whole.get(name) for name in _LISTS}
    listed = {name: of if isinstance(of, list) else [] for name, of in written.items()}
    found: dict[str, Any] = {name: _valid(_LISTS[name], of) for name, of in listed.items()}
    ids = {name: _ids(of) for name, of in listed.items() if "id" in _LISTS[name].model_fields}
    as_lists = {name for name in _LISTS if written[name] is None or listed[name] is written[name]}
    return Entries(
        **found,
        ids=ids,
        named=frozenset(
            name for name in as_lists - not_whole if len(ids.get(name, ())) == len(listed[name])
        ),
        plain={
            name: {at: entry for at, entry in enumerate(of) if isinstance(entry, dict)}
            for name, of in listed.items()
        },
        unbroken=frozenset(
            name
            for name, of in listed.items()
            if name in as_lists - not_whole and len(found[name]) == len(of)
        ),
        unread=frozenset(unread),
        basics={name: value for name, value in whole.items() if name not in _LISTS},
    )


def _ids(entries: list[Any]) -> dict[int, str]:
    return {
        position: entry["id"]
        for position, entry in enumerate(entries)
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    }


def _valid(model: type[BaseModel], entries: list[Any]) -> dict[int, BaseModel]:
    found: dict[int, BaseModel] = {}
    for position, entry in enumerate(entries):
        with suppress(ValidationError):
            found[position] = model.model_validate(entry)
    return found
