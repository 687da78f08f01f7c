"""The inputs of a submission: which of its figures can be moved, and within which bounds.

What the models allow of one value is narrowed by what the entries are together: a grant is no more
than the asset, shares add up to a hundred, a write-back needs a reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from engine.determination import Nameable
from engine.money import exactly
from engine.scenario.case import Leaf
from engine.scenario.inputs.fields import FieldOf, fields_of
from engine.scenario.inputs.input import Allowed, InputKind, choices_of
from engine.submission import Item, Pool, Submission, is_whole
from engine.text import Text, text

__all__ = ["Movable", "movables_of"]

_NAMING = ("id", "of", "year")
"""What names an entry: another is another entry."""


@dataclass(frozen=True, slots=True)
class Movable:
    """A value of a submission that can be moved."""

    field: FieldOf
    """Where it stands, with its value."""
    allowed: Allowed
    """What may stand there."""
    together: tuple[Leaf, ...] = ()
    """What must be moved with it."""

    def below(self, *before: str) -> Movable:
        """Return the same in a tree in which it stands below `before`."""
        together = tuple((*before, *one) for one in self.together)
        return Movable(self.field.below(*before), self.allowed, together)


def movables_of(
    submission: Submission,
    tree: Mapping[str, Any],
    nameable: Nameable,
    made_up: Mapping[str, frozenset[str]],
    on: datetime.date,
) -> Iterator[Movable]:
    """Yield what of a submission can be moved: its numbers, choices, days.

    `nameable` is what the law lets it name; `made_up` are the products whose quantity classes of
    use make up, under an empty name, and by driver those whose amount; `on` is the day of the
    determination.
    """
    bounds = _Bounds(submission, tree, nameable, on)
    for field in (*fields_of(Submission, tree), *_besides(submission, tree)):
        listed, *inside = field.leaf
        is_listed = isinstance(tree.get(listed), list)
        last = field.leaf[-1]
        if (is_listed and len(inside) == 2 and last in _NAMING) or _is_made_up(field.leaf, made_up):
            continue
        if is_listed:
            found = bounds.of_entry(field, listed, inside[0], tuple(inside[1:]))
        else:
            found = bounds.of_basic(field)
        if found is not None:
            parts = tuple(leaf for leaf in found.together if not _is_made_up(leaf, made_up))
            if parts or not found.together:
                yield replace(found, together=parts)


def _besides(submission: Submission, tree: Mapping[str, Any]) -> Iterator[FieldOf]:
    """Yield what a submission need not say: a spread, a yield, shares of nothing."""
    for name in ("spread", "yield_override"):
        if not tree.get(name):
            yield _of_reasoned(name)
    share = _shares()
    for product in tree.get("products") or ():
        for pool in submission.pools:
            if pool.id not in (product.get("shares") or {}):
                leaf = ("products", product["id"], "shares", pool.id)
                yield FieldOf(leaf, share, Decimal(0), False)


def _of_reasoned(name: str) -> FieldOf:
    """Return a chosen figure that a submission lacks."""
    return next(one for one in fields_of(Submission, {name: {}}) if one.leaf == (name, "value"))


def _shares() -> Allowed:
    """Return what the share of a product in a pool may be."""
    whole = {"products": [{"id": "x", "shares": {"y": 0}}]}
    found = (
        one.allowed for one in fields_of(Submission, whole) if one.leaf[-2:] == ("shares", "y")
    )
    return next(one for one in found if one is not None)


def _is_made_up(leaf: Leaf, made_up: Mapping[str, frozenset[str]]) -> bool:
    match leaf:
        case ("products", product, "quantity"):
            return product in made_up.get("", ())
        case ("drivers", driver, "products", product):
            return product in made_up.get(driver, ())
    return False


class _Bounds:
    """What may stand where, as the rest of a submission has it."""

    def __init__(
        self, of: Submission, tree: Mapping[str, Any], nameable: Nameable, on: datetime.date
    ) -> None:
        self._of = of
        self._tree = tree  # what is written: the submission also has what drivers give
        self._nameable = nameable
        self._on = on
        self._items = {item.id: item for item in of.items}
        self._subsidies = {one.id: one for one in of.subsidies}
        self._pools = {pool.id: pool for pool in of.pools}
        self._drivers = {driver.id: driver for driver in of.drivers}

    def of_basic(self, field: FieldOf) -> Movable | None:
        """Return what can be moved of the figures beside the lists; None where nothing can."""
        leaf, allowed = field.leaf, field.allowed
        if leaf in self._nameable:
            return Movable(field, self._named_by_law(leaf))
        if allowed is None or leaf == ("basis",):
            return None
        if leaf == ("local_average_wage",) and not field.is_there:
            return None  # stands with the number of staff
        if leaf == ("accounts_year",):
            if self._of.earlier_years or any(one.year is not None for one in self._of.staff):
                return None
            if self._of.basis == "accounts":
                allowed = allowed.within(most=Decimal(self._on.year - 1))
        return Movable(field, allowed)

    def of_entry(
        self, field: FieldOf, listed: str, name: str, inside: tuple[str, ...]
    ) -> Movable | None:
        """Return what can be moved of an entry of a list; None where nothing can."""
        allowed = field.allowed
        named_in = (listed, *inside)
        if named_in in self._nameable:
            return Movable(field, self._named_by_law(named_in))
        match named_in:
            case ("items", "pool"):
                allowed = choices_of((pool.id, pool.title) for pool in self._of.pools)
            case ("items", "direct"):
                allowed = choices_of(self._direct())
            case ("items", "asset", "in_use_from"):
                allowed = Allowed(InputKind.MONTH)
            case ("pools", "by") if field.is_there:
                measured = [one for one in self._of.drivers if one.products]
                allowed = choices_of((driver.id, driver.title) for driver in measured)
            case ("subsidies", "tag"):
                allowed = self._tags(name)
            case ("subsidies", "asset") if field.is_there:
                allowed = self._assets(name)
        if allowed is None:
            return None
        if allowed.kind is InputKind.NUMBER or inside == ("began",):
            return self._number(field, allowed, named_in, name)
        return Movable(field, allowed)

    def _number(
        self, field: FieldOf, allowed: Allowed, named_in: tuple[str, ...], name: str
    ) -> Movable | None:
        nothing = Decimal(0)
        match named_in:
            case ("items", "amount"):
                item = self._items[name]
                if item.asset is not None or item.reason is None:
                    allowed = allowed.within(least=nothing)
            case ("earlier", "amount"):
                return self._earlier(field, allowed)
            case (("items" | "subsidies"), "began"):
                allowed = self._begun(name, allowed)
            case ("items", "asset", "original"):
                allowed = allowed.within(least=self._granted(self._items[name]))
            case ("items", "asset", ("given" | "revalued") as part):
                asset = self._items[name].asset
                assert asset is not None
                rest = self._room(self._items[name])
                here = asset.given if part == "given" else asset.revalued
                allowed = allowed.within(most=exactly(lambda: rest + here))
            case ("subsidies", "amount") if self._subsidies[name].asset is not None:
                subsidy = self._subsidies[name]
                rest = self._room(self._items[str(subsidy.asset)])
                allowed = allowed.within(most=exactly(lambda: rest + subsidy.amount))
            case ("pools", "paid_share"):
                return self._paid_share(field, allowed, self._pools[name])
            case ("earlier_years", "local_average_wage") if not field.is_there:
                return None  # stands with the number of staff
            case ("products", "shares", pool):
                return self._share(field, allowed, ("shares", pool), name)
            case ("products", "direct_share"):
                return self._share(field, allowed, ("direct_share",), name)
            case ("drivers", *_):
                return self._driver(field, allowed, name)
        return Movable(field, allowed)

    def _named_by_law(self, field: tuple[str, ...]) -> Allowed:
        return choices_of(self._nameable[field])

    def _direct(self) -> Iterator[tuple[str, Text]]:
        if self._of.products and self._is_shared_out():
            yield "paid", text("submission.choice_paid")
        yield "free", text("submission.choice_free")

    def _is_shared_out(self) -> bool:
        """Return whether the products bear the whole of what is direct to paid use."""
        shares = [product.direct_share for product in self._of.products]
        return is_whole(exactly(lambda: sum(shares, Decimal(0))))

    def _tags(self, name: str) -> Allowed | None:
        """Return what a subsidy may be given for; an asset is named beside, and so is no choice."""
        if self._subsidies[name].tag == "asset":
            return None
        others = ("paid", "free", "unspecified")
        return choices_of((tag, text(f"submission.choice_{tag}")) for tag in others)

    def _assets(self, name: str) -> Allowed:
        subsidy = self._subsidies[name]
        return choices_of(
            (item.id, item.title)
            for item in self._of.items
            if item.asset is not None
            and (item.id == subsidy.asset or self._room(item) >= subsidy.amount)
        )

    def _granted(self, item: Item) -> Decimal:
        """Return what of the value of an asset was given, or revalued, with all grants for it."""
        assert item.asset is not None
        of = [item.asset.given, item.asset.revalued]
        of += [one.amount for one in self._of.subsidies if one.asset == item.id]
        return exactly(lambda: sum(of, Decimal(0)))

    def _room(self, item: Item) -> Decimal:
        """Return what of the value of an asset nobody gave yet."""
        assert item.asset is not None
        original = item.asset.original
        return exactly(lambda: original - self._granted(item))

    def _earlier(self, field: FieldOf, allowed: Allowed) -> Movable | None:
        """Return the amount of an earlier year; None of a year before it began."""
        of, year = field.leaf[1].rsplit(" ", 1)
        item = self._items.get(of)
        began = item.began if item is not None else self._subsidies[of].began
        if began is not None and int(year) < began:
            return None
        if item is None or item.asset is not None or item.reason is None:
            allowed = allowed.within(least=Decimal(0))
        return Movable(field, allowed)

    def _begun(self, name: str, allowed: Allowed) -> Allowed:
        """Return the years in which an item may have begun: none after there was any of it."""
        years = [one.year for one in self._of.earlier if one.of == name and one.amount]
        return allowed.within(most=Decimal(min(years))) if years else allowed

    def _share(
        self, field: FieldOf, allowed: Allowed, path: tuple[str, ...], name: str
    ) -> Movable | None:
        """Return the share of a product; it moves with those of the others, as they add up."""
        others = [one.id for one in self._of.products if one.id != name]
        if path[0] == "shares":
            driver = self._pools[path[1]].by
            if driver is not None:
                taken = (("drivers", driver, "products", name), ("drivers", driver, "paid"))
                return Movable(field, allowed, taken) if field.is_there else None
        elif not any(item.direct == "paid" for item in self._of.items):
            return Movable(field, allowed)
        if not others:
            return None
        return Movable(field, allowed, tuple(("products", one, *path) for one in others))

    def _paid_share(self, field: FieldOf, allowed: Allowed, pool: Pool) -> Movable | None:
        """Return the share of paid use in a pool; where a driver gives it, it moves with that."""
        if pool.by is not None:
            taken = (("drivers", pool.by, "paid"), ("drivers", pool.by, "free"))
            return Movable(field, allowed, taken) if field.is_there else None
        return Movable(field, allowed) if self._of.products else None

    def _driver(self, field: FieldOf, allowed: Allowed, name: str) -> Movable:
        """Return what is taken of a driver; what paid use takes is what products take together."""
        driver, inside = self._drivers[name], field.leaf[2:]
        other = {"paid": driver.free, "free": driver.paid}.get(inside[0])
        if other == 0:
            allowed = replace(allowed, least=Decimal(0), without_least=True)
        parts: tuple[Leaf, ...] = ()
        if inside == ("paid",):
            parts = tuple(("drivers", name, "products", one) for one in driver.products)
        elif inside[0] == "products":
            parts = (("drivers", name, "paid"),)
        return Movable(field, allowed, (*parts, *self._declared_beside(name)))

    def _declared_beside(self, driver: str) -> Iterator[Leaf]:
        """Yield the shares that are declared though a driver gives them, and must go with it."""
        for pool in self._tree.get("pools") or ():
            if pool.get("by") == driver:
                if "paid_share" in pool:
                    yield "pools", pool["id"], "paid_share"
                for product in self._tree.get("products") or ():
                    if pool["id"] in (product.get("shares") or {}):
                        yield "products", product["id"], "shares", pool["id"]
