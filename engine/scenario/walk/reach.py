"""What is said of what a run never comes to: product, year, cycle, driver (够不着的输入)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.law import Fault, Path, nearest_first
from engine.scenario.case import Case, named_at

__all__ = ["Reached", "unreached"]

_BY_YEAR = ("prices", "quantities", "deviations")


@dataclass(frozen=True, slots=True)
class Reached:
    """One cycle of a run."""

    case: Case
    """What is said of it, before its classes of use make up its forecast."""
    years: Sequence[int]
    """Its years."""
    asked: Mapping[str, Sequence[str]]
    """By product that a price list charges, the facts that it asks for."""


def unreached(cycles: Sequence[Reached]) -> Iterator[Fault]:
    """Yield what is said in vain, where it is written; each place once.

    Of what a base says, a scenario that is laid over it may leave something in vain, as by taking
    a product away; what the scenario itself says may not be.
    """
    first = cycles[0].case
    for number in first.circumstances.later:
        at: Path = ("later", str(number))
        if number > first.circumstances.cycles and not _is_of_base(first, at):
            most = first.circumstances.cycles
            yield first.fault(at, "scenario.cycle_not_reached", number, cycles=most)
    said: set[tuple[int, Path]] = set()
    for position, cycle in enumerate(cycles):
        following = cycles[position:]
        for at, fault in _in_vain(cycle.case, following):
            source, place = cycle.case.located.written(at)
            if (id(source), place) not in said:
                yield fault
        for at in _said(cycle.case):
            source, place = cycle.case.located.written(at)
            said.add((id(source), place))


def _in_vain(case: Case, following: Sequence[Reached]) -> Iterator[tuple[Path, Fault]]:
    """Yield what a cycle says that nothing of it, or of those that follow, has."""
    products = [one.id for of in following for one in of.case.filed.submission.products]
    drivers = [one.id for of in following for one in of.case.filed.submission.drivers]
    years = [year for of in following for year in of.years]
    for name in case.circumstances.market:
        at: Path = ("market", name)
        if name not in products and not _is_of_base(case, at):
            yield at, _not_one_of(case, at, name, products)
    for at in _years_said(case):
        year = int(str(at[-1]))
        is_late = year > years[-1]
        is_reached = not is_late if at[-2] == "prices" else year in years
        if not is_reached and at[1] in products and not _is_of_base(case, at):
            told = ", ".join(map(str, dict.fromkeys(years)))
            yield at, case.fault(at, "scenario.year_not_reached", year, years=told)
    for at in _takes_said(case):
        if at[-1] not in drivers and not _is_of_base(case, at):
            yield at, _not_one_of(case, at, str(at[-1]), drivers)
    for at in _beside_a_list(case):
        if not _is_of_base(case, at):
            key = "list_customers_beside" if at[-1] == "customers" else "list_goes_before"
            yield at, case.fault(at, f"scenario.walk.{key}", case.located.value(at))
    for at, known in _facts_said(case, following):
        name = str(at[-1])
        if name not in known and not _is_of_base(case, at):
            allowed = ", ".join(nearest_first(name, known)) or "–"
            yield at, case.fault(at, "quote.unknown_fact", name, allowed=allowed)
    for at in _made_up(case):
        source, _ = case.located.written(at)
        if source is not case.filed_at and not _is_of_base(case, at):
            value = case.located.value(at)
            yield at, case.fault(at, "scenario.made_up_by_classes", value)


def _said(case: Case) -> Iterator[Path]:
    """Yield every place that could be said in vain."""
    yield from (("market", name) for name in case.circumstances.market)
    yield from _years_said(case)
    yield from _takes_said(case)
    yield from _beside_a_list(case)
    yield from (at for at, _ in _facts_said(case, ()))
    yield from _made_up(case)


def _years_said(case: Case) -> Iterator[Path]:
    for name, market in (case.located.tree.get("market") or {}).items():
        for field in _BY_YEAR:
            for year in market.get(field) or ():
                yield "market", name, field, year


def _takes_said(case: Case) -> Iterator[Path]:
    for position, one in enumerate(case.circumstances.uses):
        yield from (("uses", position, "takes", driver) for driver in one.takes)


def _beside_a_list(case: Case) -> Iterator[Path]:
    """Yield the prices of products that are charged by a price list, and how many customers it has
    where classes of use say so."""
    classes = {one.product for one in case.circumstances.uses}
    for name, market in case.circumstances.market.items():
        if market.price_list is None:
            continue
        if market.price is not None:
            yield "market", name, "price"
        yield from (("market", name, "prices", str(year)) for year in market.prices)
        if name in classes and market.price_list.customers is not None:
            yield "market", name, "price_list", "customers"


def _facts_said(case: Case, following: Sequence[Reached]) -> Iterator[tuple[Path, list[str]]]:
    """Yield each fact on which prices depend of what is charged by a price list, with the facts
    that the lists of the cycles ask for."""
    for name, market in case.circumstances.market.items():
        if market.price_list is None:
            continue
        known = [*dict.fromkeys(fact for of in following for fact in of.asked.get(name, ()))]
        at: Path = ("market", name, "price_list", "facts")
        yield from (((*at, one), known) for one in market.price_list.facts)
        for position, of in enumerate(case.circumstances.uses):
            if of.product == name:
                yield from ((("uses", position, "facts", one), known) for one in of.facts)


def _made_up(case: Case) -> Iterator[Path]:
    """Yield what the submission had said of that which classes of use make up."""
    classes = case.circumstances.uses
    made_up = {one.product for one in classes}
    for position, product in enumerate(case.filed.submission.products):
        was_filed = named_at(case.base.tree, ("products", product.id)) is not None
        if product.id in made_up and was_filed:
            yield "submission", "products", position, "quantity"
    for position, driver in enumerate(case.filed.submission.drivers):
        taken = {one.product for one in classes if driver.id in one.takes}
        for name in driver.products:
            was_filed = named_at(case.base.tree, ("drivers", driver.id, "products", name))
            if name in taken and was_filed is not None:
                yield "submission", "drivers", position, "products", name


def _is_of_base(case: Case, at: Path) -> bool:
    """Return whether all that stands at `at` was said by the base over which the case is laid."""
    source, _ = case.located.written(at)
    inside: Any = named_at(case.located.tree, tuple(map(str, at))) if at[0] == "market" else None
    below = inside if isinstance(inside, dict) else {}
    return source is case.over or (
        bool(below) and all(_is_of_base(case, (*at, key)) for key in below)
    )


def _not_one_of(case: Case, at: Path, name: str, known: Sequence[str]) -> Fault:
    allowed = ", ".join(nearest_first(name, dict.fromkeys(known))) or "–"
    return case.fault(at, "law.not_one_of", name, allowed=allowed)
