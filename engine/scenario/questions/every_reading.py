"""The first cycle of a scenario under every reading of the law: the band, what holds (口径区间)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from engine.ceiling import AllocationRule, Ceilings, Problem
from engine.determination import Band, MaximaByReading, Outcome, bands_of, maxima_by_reading
from engine.explain import total
from engine.law import Fault, Faults, Located, OtherKind, Refused
from engine.method import Method, MethodRole, is_for
from engine.money import CONTEXT, plain
from engine.readings import (
    Act,
    Case,
    Verdict,
    ceilings_by_reading,
    prices_of,
    verdict_of,
    verdicts_on_earned,
)
from engine.scenario.case import BASE, ScenarioFile
from engine.scenario.case import Case as ScenarioCase
from engine.scenario.walk import Bench, CycleOfRun, YearOfRun
from engine.scenario.walk.market import Sale, has_price, sale_of
from engine.scenario.walk.run import allocated, evaluated_on, first_cycle
from engine.settlement import Incomes, incomes_in
from engine.text import Text, text

__all__ = ["ScenarioReadings", "readings_of_scenario", "readings_of_scenarios"]

_LEAST = Decimal("0.000001")
"""What an average is told to [yuan/unit]."""


@dataclass(frozen=True, slots=True)
class ScenarioReadings:
    """What the first cycle of a scenario comes to under every reading of its method."""

    id: str
    """The scenario."""
    title: Text
    """What it is called."""
    found: MaximaByReading
    """The maximum of each year under every reading."""
    taken: Mapping[str, str]
    """Switch → the reading that the scenario takes, chosen or by default."""
    bands: tuple[Band, ...]
    """Within what it lies; the default is what the scenario takes."""
    verdicts: tuple[Verdict, ...]
    """Whether a price lies above its ceiling in some year, whether there is an excess, whether a
    year does not make up its operating cost: income counted at lawful prices."""


def readings_of_scenarios(bench: Bench, file: ScenarioFile) -> tuple[ScenarioReadings, ...]:
    """Return the base of a file, as `base`, and each of its scenarios under every reading.

    Raises Faults with what is wrong with any scenario, all at once.
    """
    asked: list[tuple[str, Text, Callable[[], ScenarioCase]]] = [
        (BASE, text("scenario.base"), lambda: file.base),
        *((one.id, one.title, partial(file.case_of, one)) for one in file.scenarios.scenarios),
    ]
    found: list[ScenarioReadings] = []
    faults: list[Fault] = []
    for identifier, title, case in asked:
        try:
            found.append(readings_of_scenario(bench, identifier, title, case()))
        except (Refused, OtherKind):
            raise
        except Faults as wrong:
            faults += [fault for fault in wrong.faults if fault not in faults]
    if faults:
        raise Faults(faults)
    return tuple(found)


def readings_of_scenario(
    bench: Bench, identifier: str, title: Text, case: ScenarioCase
) -> ScenarioReadings:
    """Return one case, called so, under every reading; raises Faults with what is wrong with it."""
    cycle = first_cycle(bench, identifier, case)
    of = maxima_by_reading(
        bench.shelf,
        cycle.case.filed,
        cycle.determination.method_id,
        cycle.determination.on,
        deduction=case.deduction,
        decided=cycle.case.decided,
    )
    own, evaluating = bench.switches(case)
    taken = {**of.default.readings, **own}
    by_year = dict(zip(of.years, of.under(taken).maxima or (), strict=False))
    bands = (replace(band, default=by_year.get(band.years[0])) for band in bands_of(of))
    under = _ceilings(of, cycle)
    sold = _sold(bench, cycle, under)
    verdicts = (
        *_above_ceilings(of, cycle, under, sold, taken),
        *_on_income(bench, identifier, of, cycle, sold, {**taken, **evaluating}),
    )
    return ScenarioReadings(identifier, title, of, taken, tuple(bands), verdicts)


Under = Sequence[tuple[Outcome, Mapping[int, Ceilings]]]
"""Each combination of readings that gives ceilings in every year, with them by year."""


def _ceilings(of: MaximaByReading, cycle: CycleOfRun) -> Under:
    """Return the ceilings under each reading, on each year's forecasts."""

    def allocate(rule: AllocationRule, problem: Problem) -> Ceilings:
        return allocated(cycle.case, rule, problem)

    found: dict[tuple[str, ...], dict[int, Ceilings]] = defaultdict(dict)
    for year in cycle.years:
        rule, quantities = year.ceilings.rule, {s.product: s.forecast.number for s in year.sales}
        for outcome, one in ceilings_by_reading(of, rule, year.year, quantities, allocate):
            found[tuple(outcome.readings.values())][year.year] = one
    every = ((outcome, found[tuple(outcome.readings.values())]) for outcome in of.outcomes)
    return [(outcome, by_year) for outcome, by_year in every if len(by_year) == len(cycle.years)]


Sold = Sequence[tuple[Outcome, Mapping[int, Sequence[Sale]]]]
"""The same combinations, each with what is sold by year at prices no higher than its ceilings."""


def _sold(bench: Bench, cycle: CycleOfRun, under: Under) -> Sold:
    known: dict[tuple[object, ...], Mapping[int, Sequence[Sale]]] = {}
    sold = []
    for outcome, by_year in under:
        at = tuple((year, *prices_of(one).values()) for year, one in by_year.items())
        if at not in known:
            known[at] = {
                year.year: _sales(bench, cycle, year, by_year[year.year]) for year in cycle.years
            }
        sold.append((outcome, known[at]))
    return sold


def _sales(
    bench: Bench, cycle: CycleOfRun, year: YearOfRun, ceilings: Ceilings
) -> tuple[Sale, ...]:
    forecasts = {sale.product: sale.forecast for sale in year.sales}
    case, classes = cycle.case, cycle.classes
    return tuple(
        sale_of(bench.lists, case, classes, ceiling, forecasts[ceiling.offer.id], year.year)
        for ceiling in ceilings.ceilings
    )


def _above_ceilings(
    of: MaximaByReading, cycle: CycleOfRun, under: Under, sold: Sold, taken: Mapping[str, str]
) -> Iterator[Verdict]:
    """Yield, of each product with a price of its own, whether that lies above the ceiling of some
    year."""
    ceilings = [{year: prices_of(one) for year, one in by_year.items()} for _, by_year in under]
    unanswered = len(of.outcomes) - len(under)
    for at, sale in enumerate(cycle.years[0].sales):
        name = sale.product
        priced = [year for year in of.years if has_price(cycle.case, name, year)]
        if not priced:
            continue
        cases = [
            Case(
                of.told(outcome),
                max(_above(sales[year][at], prices[year][name]) for year in priced),
            )
            for (outcome, sales), prices in zip(sold, ceilings, strict=True)
        ]
        title = text("scenario.price_above_ceiling", product=sale.title)
        yield verdict_of(Act.ABOVE_CEILING, name, title, "yuan/unit", cases, taken, unanswered)


def _above(sale: Sale, ceiling: Decimal) -> Decimal:
    """Return by how much a price is above its ceiling, below 0 where it is under it [yuan/unit]; a
    bill that only its rounding lifts above is at it, and one above by less than a millionth a unit
    is above by that."""
    above = CONTEXT.subtract(sale.wanted.number, ceiling)
    return min(above, Decimal(0)) if sale.is_lawful else max(above, _LEAST)


def _on_income(
    bench: Bench,
    identifier: str,
    of: MaximaByReading,
    cycle: CycleOfRun,
    sold: Sold,
    taken: Mapping[str, str],
) -> Iterator[Verdict]:
    method = bench.shelf.read(cycle.determination.method_id, Method)
    if method.uses.evaluation is None and not is_for(method, MethodRole.EVALUATION):
        return
    known: dict[int, Incomes] = {}
    earned = []
    for outcome, by_year in sold:
        if id(by_year) not in known:
            known[id(by_year)] = _declared(identifier, cycle, by_year)
        earned.append((outcome, known[id(by_year)]))
    on = evaluated_on(cycle.determination.years)
    yield from verdicts_on_earned(of, bench.shelf, identifier, earned, on, taken)


def _declared(identifier: str, cycle: CycleOfRun, by_year: Mapping[int, Sequence[Sale]]) -> Incomes:
    submission = cycle.case.filed.submission
    told = []
    for year, sales in by_year.items():
        income = total(text("scenario.income", year=year), [s.income for s in sales], "yuan/year")
        told.append({"year": year, "amount": plain(income.number)})
    incomes = {"operator": submission.operator.name, "vat": "excluded", "incomes": told}
    if submission.authorisation is not None:
        incomes["authorisation"] = submission.authorisation.id
    return incomes_in(Located(identifier, incomes))
