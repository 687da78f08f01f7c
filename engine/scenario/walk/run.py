"""A run: what a case comes to, cycle by cycle (情景运行)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.ceiling import (
    Allocation,
    AllocationRule,
    Ceilings,
    Problem,
    by_full_cost,
    by_program,
    problem_of,
    rule_of,
)
from engine.determination import Deduction, Determination, Lines, Stage
from engine.explain import Step, difference, total
from engine.law import Fault, Faults, LawMarks, Located, OtherKind, Refused
from engine.method import Method, MethodRole, is_for
from engine.money import plain
from engine.scenario.case import BASE, Case, ScenarioFile
from engine.scenario.walk.bench import Bench
from engine.scenario.walk.market import (
    DecidedClass,
    Known,
    Sale,
    decided_classes,
    forecast_of,
    forecast_said,
    quantity_said,
    sale_of,
    trend_of,
    with_mix,
)
from engine.scenario.walk.named_law import naming
from engine.scenario.walk.reach import Reached, unreached
from engine.scenario.walk.succession import (
    accounts_after,
    cycle_after,
    deduction_from,
    with_yield,
)
from engine.settlement import (
    Evaluation,
    Permitted,
    YearResult,
    evaluate_cycle,
    incomes_in,
    result_of_year,
)
from engine.text import Text, text

__all__ = [
    "CycleOfRun",
    "Run",
    "YearOfRun",
    "allocated",
    "evaluated_on",
    "first_cycle",
    "run",
    "run_all",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfRun:
    """One year of a cycle."""

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
    result: YearResult | None
    """Taxes and profit; None where no method says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleOfRun:
    """One cycle of a run."""

    number: int
    """Its number, from 1."""
    case: Case
    """What it was computed from."""
    unmixed: Case
    """The same before the classes of use made up its forecast."""
    classes: tuple[DecidedClass, ...]
    """The classes of use, decided."""
    determination: Determination
    """The determination."""
    years: tuple[YearOfRun, ...]
    """Its years."""
    evaluation: Evaluation | None
    """The evaluation at its end; None where no method says how."""
    yield_carried_on: bool
    """Whether the yield is that of the cycle before, as that of its own year is not known yet."""
    known: Mapping[str, Known]
    """By product, the quantity from which its forecasts grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One scenario over its cycles."""

    id: str
    title: Text
    case: Case
    """What the first cycle was computed from."""
    cycles: tuple[CycleOfRun, ...]
    """The cycles, one after the other."""
    maximum: Step
    """The maximum permitted revenue of all years [yuan]."""
    income: Step
    """Income of all years at the prices charged [yuan]."""
    recovery: Step
    """Income less the maximum over all years [yuan]."""

    @property
    def determination(self) -> Determination:
        """The determination of the first cycle."""
        return self.cycles[0].determination

    @property
    def years(self) -> tuple[YearOfRun, ...]:
        """The years of all cycles."""
        return tuple(year for cycle in self.cycles for year in cycle.years)

    @property
    def law(self) -> LawMarks:
        """What is to be said of the soundness of the documents that were read."""
        marks = [year.ceilings.rule.law for year in self.years]
        marks += [cycle.evaluation.law for cycle in self.cycles if cycle.evaluation is not None]
        marks += [year.result.law for year in self.years if year.result is not None]
        marks += [cycle.determination.law for cycle in self.cycles[1:]]
        sales = [sale for year in self.years for sale in year.sales]
        marks += [sale.billed.law for sale in sales if sale.billed is not None]
        return self.determination.law.beside(*marks)

    @property
    def documents(self) -> dict[str, str]:
        """Every document that was read, by id, with its content hash."""
        found: dict[str, str] = {}
        for cycle in self.cycles:
            found |= cycle.determination.documents
            if cycle.evaluation is not None:
                found |= cycle.evaluation.documents
            for one in cycle.classes:
                found |= one.decision.documents
        for year in self.years:
            found[year.ceilings.rule.id] = year.ceilings.rule.hash
            if year.result is not None:
                found |= year.result.document
            for sale in year.sales:
                if sale.billed is not None:
                    found[sale.billed.document.id] = sale.billed.hash
        return found


def run(bench: Bench, identifier: str, title: Text, case: Case, is_mixture: bool = False) -> Run:
    """Return what `case` comes to over its cycles.

    Each later cycle has the accounts, law and prices of the one before, as many years later, with
    what `later` says to differ; it deducts what the evaluation of the one before hands on. Raises
    Faults with what is wrong with any cycle, and with what is said of a product, a year or a cycle
    that the run does not have; but for a mixture of two cases, where that may be.
    """
    cycles = [first_cycle(bench, identifier, case)]
    for number in range(2, case.circumstances.cycles + 1):
        before = cycles[-1]
        following = cycle_after(before.unmixed, number)
        deduction = None
        if before.evaluation is not None:
            deduction = deduction_from(before.evaluation, _name(identifier, number - 1))
        cycles.append(_cycle(bench, identifier, following, number, deduction, case, before))
    reached = [Reached(one.unmixed, one.determination.years, _asked(one)) for one in cycles]
    if not is_mixture and (faults := list(unreached(reached))):
        raise Faults(faults)
    years = [year for cycle in cycles for year in cycle.years]
    return Run(
        id=identifier,
        title=title,
        case=case,
        cycles=tuple(cycles),
        maximum=_together("maximum", [year.maximum for year in years]),
        income=_together("income", [year.income for year in years]),
        recovery=_together("recovery", [year.recovery for year in years]),
    )


def _asked(cycle: CycleOfRun) -> dict[str, list[str]]:
    """Return by product the facts that the price lists of a cycle ask for, in any version."""
    sales = [sale for year in cycle.years for sale in year.sales]
    return {one.product: one.billed.facts for one in sales if one.billed is not None}


def run_all(bench: Bench, file: ScenarioFile) -> dict[str, Run]:
    """Return what the base of a file, as `base`, and each of its scenarios comes to.

    Raises Faults with what is wrong with any scenario, all at once.
    """
    found = {BASE: run(bench, BASE, text("scenario.base"), file.base)}
    faults: list[Fault] = []
    for one in file.scenarios.scenarios:
        try:
            found[one.id] = run(bench, one.id, one.title, file.case_of(one))
        except (Refused, OtherKind):
            raise
        except Faults as wrong:
            faults += [fault for fault in wrong.faults if fault not in faults]
    if faults:
        raise Faults(faults)
    return found


def first_cycle(bench: Bench, identifier: str, case: Case) -> CycleOfRun:
    """Return the first cycle of `run` alone; what is said of later ones is not looked at."""
    return _cycle(bench, identifier, case, 1, case.deduction, case, None)


def _cycle(
    bench: Bench,
    identifier: str,
    case: Case,
    number: int,
    deduction: Deduction | None,
    first: Case,
    before: CycleOfRun | None,
) -> CycleOfRun:
    classes = decided_classes(bench.shelf, case, first.circumstances.on)
    mixed = with_mix(case, classes)
    carried_on = before is not None and bench.lacks_yield(mixed)
    if before is not None and carried_on:
        step = before.determination.worksheet.step(Lines.TREASURY_YIELD)
        mixed = with_yield(mixed, step.number)
    determination = bench.determined(mixed, deduction)
    known = dict(_known(case, determination, before))
    years = tuple(
        _year(bench, mixed, classes, determination, year, known) for year in determination.years
    )
    return CycleOfRun(
        number=number,
        case=mixed,
        unmixed=case,
        classes=classes,
        determination=determination,
        years=years,
        evaluation=_evaluated(bench, mixed, determination, years, _name(identifier, number)),
        yield_carried_on=carried_on,
        known=known,
    )


def _known(
    case: Case, determination: Determination, before: CycleOfRun | None
) -> Iterator[tuple[str, Known]]:
    """Yield each product with the quantity from which its forecasts grow: what was forecast for the
    last year of the cycle before, unless this cycle says the quantity itself."""
    begins = determination.years[0]
    for priced in determination.products:
        name, known = priced.product.id, Known(priced.quantity, begins)
        grows_on = (
            before is not None
            and name in before.known
            and quantity_said(case, name) == quantity_said(before.unmixed, name)
        )
        if before is not None and grows_on:
            last = before.determination.years[-1]
            known = Known(trend_of(before.case, name, before.known[name], last), last)
        yield name, known


def _year(
    bench: Bench,
    case: Case,
    classes: Sequence[DecidedClass],
    determination: Determination,
    year: int,
    known: Mapping[str, Known],
) -> YearOfRun:
    maximum, by = determination.maximum(year), bench.result_method(determination.method_id)
    if maximum.number == 0:
        raise Faults([case.fault(("cycles",), "scenario.nothing_permitted", None, year=year)])
    forecasts = {name: forecast_of(case, name, of, year) for name, of in known.items()}
    ceilings = _ceilings(bench, case, determination, problem_of(determination, year, forecasts))
    sales = tuple(
        sale_of(bench.lists, case, classes, ceiling, forecasts[ceiling.offer.id], year)
        for ceiling in ceilings.ceilings
    )
    income = total(text("scenario.income", year=year), [s.income for s in sales], "yuan/year")
    return YearOfRun(
        year=year,
        maximum=maximum,
        ceilings=ceilings,
        sales=sales,
        income=income,
        recovery=difference(text("scenario.recovery", year=year), [income, maximum], "yuan/year"),
        result=None if by is None else result_of_year(bench.shelf, by, determination, income),
    )


def _ceilings(bench: Bench, case: Case, determination: Determination, problem: Problem) -> Ceilings:
    named = case.circumstances.ceilings.rule
    with naming(case, ("ceilings", "rule"), shelf=bench.shelf, role=MethodRole.CEILINGS):
        rule = rule_of(determination, bench.shelf, named)
    try:
        return allocated(case, rule, problem)
    except Refused:
        raise
    except Faults as wrong:
        raise Faults(_at_demand(case, one, problem.year) for one in wrong.faults) from None


def _at_demand(case: Case, fault: Fault, year: int) -> Fault:
    """Return a fault of the ceiling of one product where the demand of the year is said."""
    for position, one in enumerate(case.filed.submission.products):
        if fault.place.endswith(f"[{one.id}]"):
            at, value = forecast_said(case, one.id, position, year)
            return case.fault(at, fault.key, value, **fault.values)
    return fault


def allocated(case: Case, rule: AllocationRule, problem: Problem) -> Ceilings:
    """Return the ceilings of `problem` in the way that the case has chosen."""
    choice = case.circumstances.ceilings
    if choice.by is Allocation.PROGRAM and choice.tolerance is not None:
        stated = case.declared(("ceilings", "tolerance"))
        return by_program(rule, problem, choice.tolerance, (stated,))
    return by_full_cost(rule, problem)


def _evaluated(
    bench: Bench,
    case: Case,
    determination: Determination,
    years: Sequence[YearOfRun],
    name: str,
) -> Evaluation | None:
    """Return the evaluation of a cycle on the day after its end; None where no method says how."""
    method = bench.shelf.read(determination.method_id, Method)
    if method.uses.evaluation is None and not is_for(method, MethodRole.EVALUATION):
        return None
    submission = case.filed.submission
    of = submission.authorisation
    told = [{"year": year.year, "amount": plain(year.income.number)} for year in years]
    incomes = {"operator": submission.operator.name, "vat": "excluded", "incomes": told}
    permitted = Permitted(
        record=name,
        method=determination.method_id,
        on=determination.on,
        operator=submission.operator.name,
        authorisation=None if of is None else of.id,
        stage=Stage.FINAL,
        maximum={year.year: year.maximum.number for year in years},
        unchecked=determination.unchecked or None,
        ledger=accounts_after(determination, name) or None,
    )
    if of is not None:
        incomes["authorisation"] = of.id
    _, switches = bench.switches(case)
    declared = incomes_in(Located(name, incomes))
    after = evaluated_on(determination.years)
    return evaluate_cycle(bench.shelf, name, declared, permitted, after, switches)


def evaluated_on(years: Sequence[int]) -> datetime.date:
    """Return the day after the end of a cycle of `years`."""
    return datetime.date(years[-1] + 1, 1, 1)


def _name(identifier: str, number: int) -> str:
    """Return what a cycle of a run is called where records have their number."""
    return f"{identifier}#{number}"


def _together(name: str, steps: Sequence[Step]) -> Step:
    return total(text(f"scenario.cycle_{name}"), steps, "yuan")
