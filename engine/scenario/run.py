"""A run: what the levers make of the maximum, the ceilings and the income of each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.ceiling import (
    Allocation,
    Ceiling,
    Ceilings,
    Problem,
    by_full_cost,
    by_program,
    problem_of,
    rule_of,
)
from engine.demand import grown, quantity_at
from engine.determination import Determination
from engine.explain import Step, compared, difference, given, product, rounded, smallest, total
from engine.law import Declaration, LawMarks
from engine.money import Rounding, RoundingMode
from engine.scenario.bench import Bench
from engine.scenario.model import Lever, Levers, ListPrice
from engine.text import Text, text

__all__ = ["Run", "Sale", "YearOfRun", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What one product is charged at, and brings in, in one year."""

    product: str
    title: Text
    price: Step
    """The price charged: the operator's, at most the ceiling; the ceiling where it has none
    [yuan/unit]."""
    quantity: Step
    """The quantity at that price [unit/year]."""
    income: Step
    """Price × quantity, to the fen [yuan/year]."""
    within_ceiling: Step
    """Whether the operator's price is at or under the year's ceiling; if not, it was capped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfRun:
    """One year of the cycle."""

    year: int
    maximum: Step
    """The maximum permitted revenue [yuan/year]."""
    ceilings: Ceilings
    """The ceilings on the year's forecast quantities."""
    sales: tuple[Sale, ...]
    """Each product at the price charged."""
    income: Step
    """Income at the prices charged [yuan/year]."""
    recovery: Step
    """Income less the maximum: above 0 an over-recovery, below 0 a shortfall [yuan/year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One scenario over the whole cycle."""

    id: str
    title: Text
    levers: Levers
    determination: Determination
    years: tuple[YearOfRun, ...]
    maximum: Step
    """The maximum permitted revenue of the cycle [yuan]."""
    income: Step
    """Income of the cycle at the prices charged [yuan]."""
    recovery: Step
    """Income less the maximum over the cycle [yuan]."""

    @property
    def law(self) -> LawMarks:
        """What is to be said of the soundness of the documents that were read."""
        return self.determination.law.beside(*(year.ceilings.rule.law for year in self.years))

    @property
    def documents(self) -> dict[str, str]:
        """Every document that was read, by id, with its content hash."""
        rules = {year.ceilings.rule.id: year.ceilings.rule.hash for year in self.years}
        return {**self.determination.documents, **rules}


def run(bench: Bench, identifier: str, title: Text, levers: Levers, reason: str) -> Run:
    """Return what `levers` make of the base on `bench`; `reason`, not empty, is why they are moved.

    Raises Faults when a lever leaves what the method or the submission allows.
    """
    determination = bench.determined(levers, identifier, reason)
    growth = bench.declared(identifier, Lever.DEMAND, reason)
    years = tuple(
        _year(bench, determination, position, levers.demand, growth)
        for position in range(len(bench.years))
    )
    return Run(
        id=identifier,
        title=title,
        levers=levers,
        determination=determination,
        years=years,
        maximum=_cycle("maximum", [year.maximum for year in years]),
        income=_cycle("income", [year.income for year in years]),
        recovery=_cycle("recovery", [year.recovery for year in years]),
    )


def _year(
    bench: Bench,
    determination: Determination,
    position: int,
    growth: Decimal | None,
    declared: Declaration,
) -> YearOfRun:
    """Return the year at `position` in the cycle."""
    year = bench.years[position]
    forecasts = {
        priced.product.id: _forecast(priced.quantity, growth, position, declared)
        for priced in determination.products
    }
    problem = problem_of(determination, year, forecasts)
    ceilings = _ceilings(bench, determination, problem)
    sales = tuple(
        _sale(ceiling, forecasts[ceiling.offer.id], bench.base.prices.get(ceiling.offer.id), bench)
        for ceiling in ceilings.ceilings
    )
    maximum = determination.maximum(year)
    income = total(text("scenario.income", year=year), [s.income for s in sales], "yuan/year")
    return YearOfRun(
        year=year,
        maximum=maximum,
        ceilings=ceilings,
        sales=sales,
        income=income,
        recovery=difference(text("scenario.recovery", year=year), [income, maximum], "yuan/year"),
    )


def _forecast(quantity: Step, growth: Decimal | None, years: int, declared: Declaration) -> Step:
    if growth is None:
        return quantity
    return grown(quantity, given(text("scenario.growth"), growth, "percent", [declared]), years)


def _ceilings(bench: Bench, determination: Determination, problem: Problem) -> Ceilings:
    choice = bench.base.ceilings
    rule = rule_of(determination, bench.shelf, choice.rule)
    if choice.by is Allocation.PROGRAM and choice.tolerance is not None:
        stated = Declaration(file=bench.file, place="base.ceilings.tolerance")
        return by_program(rule, problem, choice.tolerance, (stated,))
    return by_full_cost(rule, problem)


def _sale(ceiling: Ceiling, forecast: Step, listed: ListPrice | None, bench: Bench) -> Sale:
    offer = ceiling.offer
    wanted, price, quantity = ceiling.price, ceiling.price, forecast
    if listed is not None:
        stated = Declaration(file=bench.file, place=f"base.prices.{offer.id}")
        label = text("scenario.list_price", product=offer.title)
        wanted = price = given(label, listed.price, "yuan/unit", [stated])
        if wanted.number > ceiling.price.number:
            capped = text("scenario.capped_price", product=offer.title)
            price = smallest(capped, [wanted, ceiling.price], "yuan/unit")
        quantity = _at_price(price, forecast, listed, stated)
    return Sale(
        product=offer.id,
        title=offer.title,
        price=price,
        quantity=quantity,
        income=_to_the_fen(price, quantity, offer.title),
        within_ceiling=compared(text("scenario.within_ceiling"), wanted, "<=", ceiling.price),
    )


def _to_the_fen(price: Step, quantity: Step, title: Text) -> Step:
    """Return price × quantity to the fen; a response to price leaves more digits than there are."""
    label = text("scenario.product_income", product=title)
    exact = product(text("scenario.price_times_quantity"), [price, quantity], "yuan/year")
    return rounded(label, exact, Rounding(unit=Decimal("0.01"), mode=RoundingMode.HALF_UP))


def _at_price(price: Step, forecast: Step, listed: ListPrice, stated: Declaration) -> Step:
    """Return the quantity that answers `price`."""
    if listed.response is None or listed.forecast_at is None:
        return forecast
    reference = given(text("scenario.forecast_at"), listed.forecast_at, "yuan/unit", [stated])
    return quantity_at(listed.response, price, reference, forecast, (stated,))


def _cycle(name: str, steps: Sequence[Step]) -> Step:
    return total(text(f"scenario.cycle_{name}"), steps, "yuan")
