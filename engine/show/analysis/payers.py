"""Who pays: each product's price times its quantity, and the classes of customers that share it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from engine.money import CONTEXT, ONE_FEN
from engine.report import Cell, Column, Table
from engine.scenario import CycleOfRun, DecidedClass, Run, Sale, YearOfRun, figures_of
from engine.show.analysis.scenario.headline import unlawful
from engine.show.analysis.scenario.tables import column, marks
from engine.text import Text, text

__all__ = ["payers_table"]

_MOST_DECIMALS = 12
_AVERAGE = 6
"""Decimals of what a unit costs on average [yuan/unit]."""


def payers_table(run: Run) -> Table:
    """Return for each year and product what is paid: price × quantity, to the fen; below it each
    class of its customers with its share, and what it pays; what is unlawful is said below."""
    said = unlawful(run)
    return Table(
        title=text("show.analysis.payers_title", run=run.title),
        columns=(
            column("year"),
            column("product"),
            Column(text("show.analysis.payer")),
            column("ceiling", "yuan/unit"),
            column("price", "yuan/unit"),
            column("asked", "unit/year"),
            Column(text("show.analysis.share"), "percent"),
            Column(text("show.analysis.paid"), "yuan/year"),
            column("above"),
        ),
        rows=tuple(
            row for cycle in run.cycles for year in cycle.years for row in _of_year(cycle, year)
        ),
        notes=(*((said,) if said is not None else ()), marks(run)),
    )


def _of_year(cycle: CycleOfRun, year: YearOfRun) -> Iterator[tuple[Cell, ...]]:
    paid = {one.id: one.step.number for one in figures_of(cycle, year)}
    for ceiling, sale in zip(year.ceilings.ceilings, year.sales, strict=True):
        yield (
            str(year.year),
            sale.title,
            text("show.analysis.every_customer"),
            ceiling.price.number,
            sale.price.number,
            _quantity(sale),
            Decimal(100),
            sale.income.number,
            not sale.is_lawful,
        )
        for one in cycle.classes:
            if one.of.product == sale.product:
                yield _of_class(one, year, sale, paid[f"bill.{one.of.id}"])


def _of_class(one: DecidedClass, year: YearOfRun, sale: Sale, bill: Decimal) -> tuple[Cell, ...]:
    share = None
    if one.is_charged and sale.income.number:
        share = CONTEXT.divide(CONTEXT.multiply(bill, Decimal(100)), sale.income.number)
    who: Text = one.of.title
    if not one.is_charged:
        who = text(f"scenario.class_{one.decision.regime.value}", of=who)
    elif one.of.customers is not None:
        who = text("show.analysis.so_many", of=who, count=one.of.customers)
    return (
        str(year.year),
        sale.title,
        who,
        None,
        _price(one, sale),
        None,
        None if share is None else round(share, 2),
        round(bill, 2),
        None,
    )


def _price(one: DecidedClass, sale: Sale) -> Decimal | None:
    """Return what a unit costs the class, by a price list on average; None where it is free."""
    if not one.is_charged:
        return None
    paid = sale.paid.get(one.of.id)
    if paid is None:
        return sale.price.number
    return round(CONTEXT.divide(paid.amount.number, paid.units), _AVERAGE)


def _quantity(sale: Sale) -> Decimal:
    """Return the quantity with as many decimals as it takes for the price times it to be the
    income, to the fen."""
    exact, price, income = sale.quantity.number, sale.price.number, sale.income.number
    for decimals in range(_MOST_DECIMALS):
        shown = round(exact, decimals)
        paid = CONTEXT.multiply(price, shown).quantize(ONE_FEN, ROUND_HALF_UP, CONTEXT)
        if paid == income:
            return shown
    return exact
