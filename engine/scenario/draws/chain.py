"""The chain of a run for every draw: determination, ceilings, income, evaluation, deduction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.ceiling import PRODUCTS, Allocation, CeilingGiven, CeilingLines, CeilingProductColumns
from engine.determination import Given, Lines, ProductColumns
from engine.law import Faults
from engine.method import At, Worksheet, evaluate_many
from engine.scenario.case import Case, Market
from engine.scenario.draws.cells import by_leaf, cells_in, cells_of, with_first
from engine.scenario.draws.market import ProductDraws, Sold, billed_sale
from engine.scenario.walk import Bench, CycleOfRun, Run, Sale, YearOfRun, run
from engine.settlement import EvaluationInputs, EvaluationLines, ResultInputs, ResultLines
from engine.text import text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenario.draws.cells import ByLeaf

    Floats = NDArray[np.float64]

__all__ = ["Simulated", "simulated"]

_DETERMINED = (
    Lines.MAXIMUM,
    Lines.MAXIMUM_AFTER_DEDUCTION,
    Lines.OPERATING_COST,
    Lines.FREE_UNCOVERED,
    Lines.COST_BEFORE_SUBSIDY,
)


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a case comes to in every draw."""

    template: Run
    """The run of the first draw, from which the others differ by their numbers."""
    count: int
    """How many draws."""
    years: tuple[int, ...]
    """The years of all cycles."""
    maximum: Floats
    """The maximum permitted revenue: draws × years [yuan/year]."""
    income: Floats
    """Income at lawful prices: draws × years [yuan/year]."""
    profit: Floats | None
    """Profit after tax: draws × years [yuan/year]; None where no method says how."""
    excess: Floats | None
    """Excess by the evaluation of each cycle: draws × cycles [yuan]; None likewise."""
    ceilings: Mapping[str, Floats]
    """By product, the ceiling: draws × years [yuan/unit]."""
    above: Mapping[str, NDArray[np.bool_]]
    """By product, whether the operator's price is above its ceiling: draws × years."""


def simulated(bench: Bench, case: Case, draws: Mapping[str, Floats]) -> Simulated:
    """Return what `case` comes to for each draw of some of its numbers.

    `draws` gives arrays of one number a draw by path, as `moved_to` takes it: of the submission,
    of a product's market, or a lever. Every figure is that of `run` with the same numbers, to the
    fen. Raises Faults for a path at which no number can stand, a number that the method takes only
    computed with others, ceilings set by the program, a quantity that a price list bills, arrays of
    unlike lengths, and where a draw leaves what the submission or the method allows.
    """
    if len({len(array) for array in draws.values()}) != 1:
        raise Faults([case.fault((), "scenario.draws.unlike_draws")])
    if case.circumstances.ceilings.by is Allocation.PROGRAM:
        raise Faults([case.fault(("ceilings", "by"), "scenario.draws.no_program_drawn", "program")])
    count = len(next(iter(draws.values())))
    drawn = by_leaf(case, draws)
    template = run(bench, "draws", text("scenario.draws.draws"), with_first(case, draws))
    found = [*_cycles(template, drawn, count)]
    profits = [one.profit for of in found for one in of.years]
    excess = [of.excess for of in found]
    products = [sale.product for sale in template.years[0].sales]
    return Simulated(
        template=template,
        count=count,
        years=tuple(year.year for year in template.years),
        maximum=_beside([one.maximum for of in found for one in of.years]),
        income=_beside([one.income for of in found for one in of.years]),
        profit=_all_beside(profits),
        excess=_all_beside(excess),
        ceilings={
            name: _beside([one.ceilings[name] for of in found for one in of.years])
            for name in products
        },
        above={
            name: np.column_stack([one.sold[name].above for of in found for one in of.years])
            for name in products
        },
    )


@dataclass(frozen=True, slots=True)
class _Year:
    maximum: Floats
    ceilings: Mapping[str, Floats]
    sold: Mapping[str, Sold]
    income: Floats
    profit: Floats | None


@dataclass(frozen=True, slots=True)
class _Cycle:
    years: Sequence[_Year]
    excess: Floats | None


def _cycles(template: Run, drawn: ByLeaf, count: int) -> Any:
    """Yield the cycles of a run, each with what the one before hands on."""
    open_: Floats | None = None
    products: dict[str, ProductDraws] = {}
    for cycle in template.cycles:
        case, sheet = cycle.case, cycle.determination.worksheet
        draws = cells_of(case, sheet, drawn)
        if open_ is not None:
            draws[Given.DEDUCTION] = open_
        many = _many(sheet, draws, _DETERMINED, count)
        products = dict(_products(cycle, products, draws, drawn, count))
        found = [_year(cycle.case, year, many, products, drawn, count) for year in cycle.years]
        excess = _excess(cycle, found, count)
        if excess is not None:
            before = many(Lines.MAXIMUM)
            left = np.zeros(count) if open_ is None else open_
            for one in found:
                left = left - (before - one.maximum)
            open_ = np.round(left + excess, 2)
        yield _Cycle(found, excess)


def _products(
    cycle: CycleOfRun,
    before: Mapping[str, ProductDraws],
    draws: Mapping[At, Floats],
    drawn: ByLeaf,
    count: int,
) -> Iterator[tuple[str, ProductDraws]]:
    """Yield each product of a cycle, its quantity known as the run knows it: as this cycle says, or
    as it had grown until the last year of the one before."""
    markets = cycle.case.circumstances.market
    for priced in cycle.determination.products:
        name = priced.product.id
        year = cycle.known[name].year
        if year < cycle.years[0].year:
            known = before[name].trend(year)
        else:
            at: At = (PRODUCTS, name, ProductColumns.QUANTITY)
            known = draws.get(at, np.full(count, float(priced.quantity.number)))
        market = markets.get(name, Market())
        yield name, ProductDraws(name, market, drawn, count, known, year)


def _year(
    case: Case,
    year: YearOfRun,
    many: Any,
    products: Mapping[str, ProductDraws],
    drawn: ByLeaf,
    count: int,
) -> _Year:
    maximum = many(Lines.MAXIMUM_AFTER_DEDUCTION, year.year)
    given: dict[At, Floats] = {CeilingGiven.MAXIMUM: maximum}
    forecasts = {name: of.forecast(year.year) for name, of in products.items()}
    for name in products:
        cost = _as_given(many(Lines.COST_BEFORE_SUBSIDY, name))
        given[PRODUCTS, name, CeilingProductColumns.COST] = cost
        given[PRODUCTS, name, CeilingProductColumns.QUANTITY] = forecasts[name]
    prices = _many(year.ceilings.worksheet, given, (CeilingLines.CEILING,), count)
    ceilings = {name: prices(CeilingLines.CEILING, name) for name in products}
    sales = {sale.product: sale for sale in year.sales}
    sold = {
        name: _billed(case, of, sales[name], ceilings[name], forecasts[name])
        if sales[name].billed is not None
        else of.sold(ceilings[name], forecasts[name], year.year)
        for name, of in products.items()
    }
    income = np.round(sum(one.income for one in sold.values()), 2)
    return _Year(maximum, ceilings, sold, income, _profit(year, income, many, drawn, count))


def _billed(case: Case, of: ProductDraws, sale: Sale, ceiling: Floats, forecast: Floats) -> Sold:
    """Return what a product brings in by its price list; raises Faults where a draw moves how much
    of it is asked for: then there are other bills in every draw."""
    if of.market.response is not None or of.moves_demand or forecast.min() != forecast.max():
        at = ("market", of.product, "price_list", "tariff")
        assert of.market.price_list is not None
        named = of.market.price_list.tariff
        raise Faults([case.fault(at, "scenario.draws.no_list_drawn", named)])
    return billed_sale(sale, ceiling)


def _profit(year: YearOfRun, income: Floats, many: Any, drawn: ByLeaf, count: int) -> Floats | None:
    if year.result is None:
        return None
    sheet = year.result.worksheet
    given: dict[At, Floats] = {
        **cells_in(sheet, drawn),
        ResultInputs.INCOME: income,
        ResultInputs.OPERATING_COST: _as_given(many(Lines.OPERATING_COST)),
        ResultInputs.FREE_UNCOVERED: _as_given(many(Lines.FREE_UNCOVERED)),
    }
    found: Floats = _many(sheet, given, (ResultLines.PROFIT,), count)(ResultLines.PROFIT)
    return found


def _excess(cycle: CycleOfRun, years: Sequence[_Year], count: int) -> Floats | None:
    if cycle.evaluation is None:
        return None
    given: dict[At, Floats] = {
        EvaluationInputs.INCOME: _beside([one.income for one in years]),
        EvaluationInputs.PERMITTED: _beside([one.maximum for one in years]),
    }
    sheet = cycle.evaluation.worksheet
    found: Floats = _many(sheet, given, (EvaluationLines.EXCESS,), count)(EvaluationLines.EXCESS)
    return found


def _many(sheet: Worksheet, draws: Mapping[At, Floats], lines: Sequence[str], count: int) -> Any:
    """Return what gives a line of a worksheet, which is that of the first draw, for every draw."""
    inputs = replace(sheet.inputs, lines=tuple(lines), switches=_read(sheet))
    found = evaluate_many(sheet.method_id, sheet.version, inputs, draws, sheet)

    def values(line: str, key: Any = None) -> Floats:
        figures = found.values(line, key)
        return figures if len(figures) == count else np.full(count, figures[0])

    return values


def _as_given(amounts: Floats) -> Floats:
    """Return unrounded amounts as they are given on: a millionth of a yuan is past what binary
    figures blur, so that an amount of whole fen stays one and is rounded further on as it would be.
    """
    return np.round(amounts, 6)


def _read(sheet: Worksheet) -> dict[str, str]:
    return {name: value.id for name, value in sheet.switch_values.items()}


def _all_beside(columns: Sequence[Floats | None]) -> Floats | None:
    """Return columns side by side; None where one is lacking."""
    there = [one for one in columns if one is not None]
    return _beside(there) if len(there) == len(columns) else None


def _beside(columns: Sequence[Floats]) -> Floats:
    return np.column_stack(columns)
