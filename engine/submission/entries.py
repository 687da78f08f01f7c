"""What of a submission is valid by itself, so that misfits are found even beside broken entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.submission.model import (
    Driver,
    Earlier,
    EarlierYear,
    Item,
    Pool,
    Product,
    Staff,
    Subsidy,
)

__all__ = ["Entries", "valid_entries"]

M = TypeVar("M", bound=BaseModel)

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
    basics: Mapping[str, Any]
    """The plain values beside the lists."""

    @property
    def accounts_year(self) -> int | None:
        """The accounts year, when one is given that can be one."""
        year = self.basics.get("accounts_year")
        return year if isinstance(year, int) and not isinstance(year, bool) else None


def valid_entries(tree: Any) -> Entries:
    """Return what is valid in the lists of a submission's plain `tree`, whatever else is not."""
    whole = tree if isinstance(tree, dict) else {}
    unbroken: set[str] = set()

    def valid(name: str, model: type[M]) -> dict[int, M]:
        entries = whole.get(name)
        found = _valid(model, entries)
        listed = entries if isinstance(entries, list) else []
        if len(found) == len(listed) and (entries is None or isinstance(entries, list)):
            unbroken.add(name)
        return found

    return Entries(
        valid("items", Item),
        valid("subsidies", Subsidy),
        valid("pools", Pool),
        valid("products", Product),
        valid("drivers", Driver),
        valid("staff", Staff),
        valid("earlier_years", EarlierYear),
        valid("earlier", Earlier),
        {
            name: _ids(whole.get(name))
            for name, model in _LISTS.items()
            if "id" in model.model_fields
        },
        frozenset(unbroken),
        {name: value for name, value in whole.items() if name not in _LISTS},
    )


def _ids(entries: Any) -> dict[int, str]:
    return {
        position: entry["id"]
        for position, entry in enumerate(entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    }


def _valid(model: type[M], entries: Any) -> dict[int, M]:
    found: dict[int, M] = {}
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        try:
            found[position] = model.model_validate(entry)
        except ValidationError:
            continue
    return found
