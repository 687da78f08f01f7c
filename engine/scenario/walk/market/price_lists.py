"""Price lists in place of prices: who is billed by one, and for how much of what (价目表).

A class of customers is taken to be alike: what it asks for in a year falls to them, and to the
twelve months, in whole units as evenly as can be.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import partial

from engine.ceiling import Offer
from engine.explain import Step, chosen, given
from engine.law import Declaration, Fault, Faults, Finding, Path, Shelf
from engine.money.currency import YUAN
from engine.scenario.case import Case, PriceList, UseClass
from engine.scenario.walk.market.bills import Bill, Billed, Month
from engine.scenario.walk.market.mix import DecidedClass
from engine.scenario.walk.market.months import Customer
from engine.scenario.walk.named_law import naming
from engine.tariff import (
    Accumulation,
    FreeQuota,
    MissingFact,
    Period,
    Rating,
    TariffDocument,
    TariffVersion,
    Vat,
    counting_rules,
)
from engine.text import text

__all__ = ["PriceLists"]

_MONTHS = 12
_MOST_KEPT = 4096
_OTHERWISE = {
    "tariff.only_a_span": "scenario.walk.list_by_period",
    "tariff.span_needed": "scenario.walk.list_by_period",
    "tariff.counts_needed": "scenario.walk.list_by_counts",
}
"""What a list asks for beside units, of which a scenario says nothing."""


@dataclass(frozen=True, slots=True)
class PriceLists:
    """Price lists, and the bills by them: many runs have most of them in common."""

    shelf: Shelf
    _kept: dict[tuple[object, ...], tuple[Month, ...]] = field(default_factory=dict)

    def billed(
        self,
        case: Case,
        classes: Sequence[DecidedClass],
        offer: Offer,
        asked: Step,
        year: int,
    ) -> Billed:
        """Return the bills of `year` by the price list of a product, of which `asked` is asked for
        [unit/year], in whole units; classes share it as their quantities do.

        A list that is not in force when the year begins is read as it first is after that, else as
        it last was. Raises Faults where the list cannot price a bare number of units for customers
        who are known, without value added tax, in yuan.
        """
        at: Path = ("market", offer.id, "price_list")
        named = case.circumstances.market[offer.id].price_list
        assert named is not None
        begins, ends = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        with naming(case, (*at, "tariff"), shelf=self.shelf, kind="tariff"):
            read = self.shelf.read(named.tariff, TariffDocument)
            version = _version_of(read, begins)
            day = begins if version is read.in_force(begins) else version.from_.start
            document = self.shelf.law(named.tariff, TariffDocument, day)
        last = document.last_day(version)
        reader = _Reader(self._kept, self.shelf.hash_of(named.tariff), case, at, document, version)
        faults = [*reader.unlike(offer), *reader.without_customers(classes, offer)]
        if faults := faults or _once([*reader.together(classes, offer)]):
            raise Faults(faults)
        return Billed(
            document=document,
            hash=reader.hash,
            version=version,
            law=self.shelf.marks([named.tariff], day),
            in_force=version.from_.start <= begins and (last is None or last >= ends),
            bills=tuple(reader.bills(classes, offer, asked, year)),
        )


@dataclass(frozen=True, slots=True)
class _Reader:
    kept: dict[tuple[object, ...], tuple[Month, ...]]
    hash: str
    case: Case
    at: Path
    document: TariffDocument
    version: TariffVersion

    @property
    def named(self) -> PriceList:
        found = self.case.circumstances.market[str(self.at[1])].price_list
        assert found is not None
        return found

    # --- what it cannot price

    def unlike(self, offer: Offer) -> Iterator[Fault]:
        """Yield what the list has otherwise than the run: tax, money, unit."""
        tariff, of = (*self.at, "tariff"), self.document
        if of.vat is not Vat.EXCLUDED:
            yield self.case.fault(tariff, "scenario.walk.list_vat", of.id)
        if of.money != YUAN:
            yield self.case.fault(tariff, "scenario.walk.list_money", of.id, money=of.currency)
        if (priced := self.version.product(self.product)) is not None:
            unit = self.version.units[priced.unit].title
            if unit.zh != offer.unit.zh and unit.en != offer.unit.en:
                values = {"unit": unit, "wanted": offer.unit}
                yield self.case.fault(tariff, "scenario.walk.list_unit", of.id, **values)

    def together(self, classes: Sequence[DecidedClass], offer: Offer) -> Iterator[Fault]:
        """Yield what the list counts over more than one customer, or over more than a year."""
        mine = [one.of.customers for one in _charged(classes, offer)] or [self.named.customers]
        several = sum(count or 0 for count in mine) > 1
        tariff, of = (*self.at, "tariff"), self.document.id
        for over in _counted(self.version, self.product):
            if over.within.period is Period.EVER:
                yield self.case.fault(tariff, "scenario.walk.list_ever", of)
            elif several and "customer" not in over.key:
                by = ", ".join(over.key)
                yield self.case.fault(tariff, "scenario.walk.list_shared", of, by=by)

    def without_customers(self, classes: Sequence[DecidedClass], offer: Offer) -> Iterator[Fault]:
        """Yield where it is not said how many customers there are."""
        mine = _charged(classes, offer)
        if not mine and self.named.customers is None:
            yield self.case.fault(self.at, "scenario.walk.list_needs_customers")
        for one in mine:
            if one.of.customers is None:
                place = ("uses", self.case.circumstances.uses.index(one.of))
                yield self.case.fault(place, "scenario.walk.class_customers", one.of.id)

    # --- the bills

    @property
    def product(self) -> str:
        return self.named.product or str(self.at[1])

    def bills(
        self, classes: Sequence[DecidedClass], offer: Offer, asked: Step, year: int
    ) -> Iterator[Bill]:
        whole = int(asked.number)
        mine = _charged(classes, offer)
        uses = self.case.circumstances.uses
        faults: list[Fault] = []
        if not mine:
            customers = self._customers(self.named.customers, (*self.at, "customers"))
            yield from self._of_alike(None, whole, customers, asked, year)
        for one, units in zip(mine, _shared(whole, [each.of for each in mine]), strict=True):
            place = ("uses", uses.index(one.of), "customers")
            customers = self._customers(one.of.customers, place)
            try:
                yield from self._of_alike(one.of, units, customers, asked, year)
            except Faults as wrong:
                faults += wrong.faults
        if faults:
            raise Faults(_once(faults))

    def _customers(self, count: int | None, place: Path) -> Step:
        assert count is not None
        label = text("scenario.customers")
        return given(label, Decimal(count), "1", [self.case.declared(place)])

    def _of_alike(
        self, of: UseClass | None, units: int, customers: Step, asked: Step, year: int
    ) -> Iterator[Bill]:
        """Yield the bills of customers who are alike, as evenly as whole units can be shared."""
        each, over = divmod(units, int(customers.number))
        for quantity, count in ((each + 1, over), (each, int(customers.number) - over)):
            if not quantity or not count:
                continue
            label = text("scenario.walk.who_ask_for", units=quantity)
            many = chosen(label, [asked, customers], given(label, Decimal(count), "1"))
            yield Bill(
                class_id=None if of is None else of.id,
                customers=many,
                months=self._months(of, quantity, year),
            )

    def _months(self, of: UseClass | None, units: int, year: int) -> tuple[Month, ...]:
        facts = {**self.named.facts, **({} if of is None else of.facts)}
        sources = {name: (self.case.declared(self._said(of, name)),) for name in facts}
        key = (self.hash, self.product, of and (of.id, of.use.scenario), units, year)
        known = (*key, tuple(sorted(facts.items())), tuple(sorted(sources.items())))
        if known not in self.kept:
            while len(self.kept) >= _MOST_KEPT:
                self.kept.pop(next(iter(self.kept)))
            customer = self._customer(of, facts, sources)
            try:
                self.kept[known] = customer.months(_evenly(units, _MONTHS), year)
            except Faults as wrong:
                raise Faults(_once(wrong.faults)) from None
        return self.kept[known]

    def _customer(
        self,
        of: UseClass | None,
        facts: Mapping[str, str],
        sources: Mapping[str, Sequence[Declaration]],
    ) -> Customer:
        keys = {} if of is None else {"customer": of.id}
        if of is not None and of.use.scenario is not None:
            keys["scenario"] = of.use.scenario
        return Customer(
            document=self.document,
            version=self.version,
            product=self.product,
            facts=facts,
            sources=sources,
            keys=keys,
            located=partial(self._fault, of),
            unpriced=partial(self._unpriced, of),
        )

    def _unpriced(self, of: UseClass | None, rating: Rating) -> Iterator[Fault]:
        """Yield what keeps the list from pricing a bare number of units."""
        for one in rating.missing:
            yield self._missing(of, one)
        if rating.unsaid:
            yield self.case.fault(self.at, "scenario.walk.list_each_use", self.product)
        if not rating.missing and rating.total is None:
            yield self.case.fault(self.at, "scenario.walk.list_unread", self.product)
        for effect in {line.modifier.effect for line in rating.lines if line.modifier}:
            yield self.case.fault(self.at, "scenario.walk.list_modified", self.product, said=effect)

    def _missing(self, of: UseClass | None, one: MissingFact) -> Fault:
        place: Path = self.at if of is None else ("uses", self._at(of))
        if one.id in self.version.floats:
            around = self.version.floats[one.id]
            values = {"title": one.title, "fact": one.id, "up": around.up, "down": around.down}
            return self.case.fault(place, "scenario.walk.list_float", **values)
        if self.version.fact(one.id) is None:
            asked = {"title": one.title, "place": one.id}
            return self.case.fault(self.at, "scenario.walk.list_asks", self.product, **asked)
        if one.found is not None:
            place = self._said(of, one.id)
        allowed = ", ".join(name for name, _ in one.values)
        said = {"title": one.title, "fact": one.id, "allowed": allowed}
        return self.case.fault(place, "scenario.walk.list_fact", one.found, **said)

    def _fault(self, of: UseClass | None, found: Finding) -> Fault:
        place: Path = self.at
        if found.path[:1] == ("product",):
            place = (*self.at, "tariff" if self.named.product is None else "product")
        elif found.path[:1] == ("facts",):
            place = self._said(of, str(found.path[1]))
        elif found.key in _OTHERWISE:
            return self.case.fault(place, _OTHERWISE[found.key], self.product, **found.values)
        return self.case.fault(place, found.key, found.value, **found.values)

    def _said(self, of: UseClass | None, fact: str) -> Path:
        """Return where a fact on which prices depend is said."""
        if of is not None and fact in of.facts:
            return ("uses", self._at(of), "facts", fact)
        return (*self.at, "facts", fact)

    def _at(self, of: UseClass) -> int:
        return self.case.circumstances.uses.index(of)


def _version_of(document: TariffDocument, begins: datetime.date) -> TariffVersion:
    """Return the version in force on a day, else the first after it, else the last before it."""
    found = document.in_force(begins)
    by_day = sorted(document.versions, key=lambda one: one.from_.start)
    later = [one for one in by_day if one.from_.start > begins]
    return found or (later[0] if later else by_day[-1])


def _counted(version: TariffVersion, product: str) -> Iterator[Accumulation | FreeQuota]:
    """Yield all that a product's price depends on of what is added up."""
    if (priced := version.product(product)) is not None:
        for rule in counting_rules(priced):
            if rule.charge is None or not rule.component.costs_alike(rule.charge):
                yield rule.over
    for one in version.bill:
        if one.accumulate is not None and one.covers(product):
            yield one.accumulate


def _once(faults: Sequence[Fault]) -> list[Fault]:
    return [one for at, one in enumerate(faults) if one not in faults[:at]]


def _charged(classes: Sequence[DecidedClass], offer: Offer) -> list[DecidedClass]:
    return [one for one in classes if one.of.product == offer.id and one.is_charged]


def _shared(whole: int, classes: Sequence[UseClass]) -> list[int]:
    """Return whole units shared as quantities are; what is left over to the largest remainders."""
    quantities = [Fraction(one.quantity) for one in classes]
    exact = [whole * one / sum(quantities) for one in quantities]
    units = [int(one) for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda at: units[at] - exact[at])
    for at in by_rest[: whole - sum(units)]:
        units[at] += 1
    return units


def _evenly(units: int, parts: int) -> list[int]:
    """Return whole units in parts as even as can be, the larger ones first."""
    each, over = divmod(units, parts)
    return [each + 1] * over + [each] * (parts - over)
