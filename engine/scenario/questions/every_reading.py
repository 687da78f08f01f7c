"""The first cycle of a scenario under every reading of the law: the band, what holds (口径区间)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from engine.ceiling import AllocationRule, Ceilings, Problem
from engine.determination import Band, MaximaByReading, Outcome, bands_of, maxima_by_reading
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
from engine.scenario.walk.run import allocated, evaluated_on, first_cycle
from engine.scenario.walk.sale import own_price, sale_of
from engine.settlement import Incomes, incomes_in
from engine.text import Text, text

__all__ = ["ScenarioReadings", "readings_of_scenario", "readings_of_scenarios"]


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
    verdicts = (
        *_above_ceilings(of, cycle, under, taken),
        *_on_income(bench, identifier, of, cycle, under, {**taken, **evaluating}),
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


def _above_ceilings(
    of: MaximaByReading, cycle: CycleOfRun, under: Under, taken: Mapping[str, str]
) -> Iterator[Verdict]:
    """Yield, of each product with a price of its own, whether that lies above the ceiling of some
    year."""
    prices = [
        (outcome, {year: prices_of(one) for year, one in by_year.items()})
        for outcome, by_year in under
    ]
    unanswered = len(of.outcomes) - len(under)
    for sale in cycle.years[0].sales:
        said = {year: own_price(cycle.case, sale.product, sale.title, year) for year in of.years}
        own = {year: price.number for year, price in said.items() if price is not None}
        if not own:
            continue
        cases = [
            Case(
                of.told(outcome),
                max(
                    CONTEXT.subtract(price, by_year[year][sale.product])
                    for year, price in own.items()
                ),
            )
            for outcome, by_year in prices
        ]
        title = text("scenario.price_above_ceiling", product=sale.title)
        yield verdict_of(
            Act.ABOVE_CEILING, sale.product, title, "yuan/unit", cases, taken, unanswered
        )


def _on_income(
    bench: Bench,
    identifier: str,
    of: MaximaByReading,
    cycle: CycleOfRun,
    under: Under,
    taken: Mapping[str, str],
) -> Iterator[Verdict]:
    method = bench.shelf.read(cycle.determination.method_id, Method)
    if method.uses.evaluation is None and not is_for(method, MethodRole.EVALUATION):
        return
    known: dict[tuple[object, ...], Incomes] = {}
    earned = []
    for outcome, by_year in under:
        at = tuple((year, *prices_of(one).values()) for year, one in by_year.items())
        if at not in known:
            incomes = {year.year: _income(cycle, year, by_year[year.year]) for year in cycle.years}
            known[at] = _declared(identifier, cycle, incomes)
        earned.append((outcome, known[at]))
    on = evaluated_on(cycle.determination.years)
    yield from verdicts_on_earned(of, bench.shelf, identifier, earned, on, taken)


def _income(cycle: CycleOfRun, year: YearOfRun, ceilings: Ceilings) -> Decimal:
    """Return the income of a year at prices no higher than its ceilings [yuan/year]."""
    forecasts = {sale.product: sale.forecast for sale in year.sales}
    income = Decimal(0)
    for ceiling in ceilings.ceilings:
        sale = sale_of(cycle.case, ceiling, forecasts[ceiling.offer.id], year.year)
        income = CONTEXT.add(income, sale.income.number)
    return income


def _declared(identifier: str, cycle: CycleOfRun, by_year: Mapping[int, Decimal]) -> Incomes:
    submission = cycle.case.filed.submission
    told = [{"year": year, "amount": plain(amount)} for year, amount in by_year.items()]
    incomes = {"operator": submission.operator.name, "vat": "excluded", "incomes": told}
    if submission.authorisation is not None:
        incomes["authorisation"] = submission.authorisation.id
    return incomes_in(Located(identifier, incomes))
