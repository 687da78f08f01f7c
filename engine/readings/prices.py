"""Prices and charges held against the ceilings of every reading (各口径下的上限与收费)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from engine.ceiling import AllocationRule, Ceilings, Offer, Problem, SourcedFigure, by_full_cost
from engine.determination import Lines, MaximaByReading, Outcome
from engine.law import Fault, Faults, Shelf
from engine.money import CONTEXT
from engine.readings.verdict import Act, Case, Verdict, verdict_of
from engine.settlement import Charges, refunds_of
from engine.submission import Product
from engine.text import text

__all__ = ["CeilingsByReading", "ceilings_by_reading", "prices_of", "verdicts_on_charges"]

CeilingsByReading = Sequence[tuple[Outcome, Ceilings]]
"""Each combination of readings that gives ceilings, with them."""
Allocate = Callable[[AllocationRule, Problem], Ceilings]
"""How a maximum is shared among products."""


def ceilings_by_reading(
    of: MaximaByReading,
    rule: AllocationRule,
    year: int,
    quantities: Mapping[str, Decimal] | None = None,
    allocate: Allocate = by_full_cost,
) -> list[tuple[Outcome, Ceilings]]:
    """Return the ceilings of `year` under each reading that gives them, by default by full cost and
    on the quantities submitted [unit/year]."""
    known: dict[tuple[Decimal, ...], Ceilings | None] = {}
    found = []
    for outcome in of.outcomes:
        if outcome.maxima is None:
            continue
        maximum = outcome.maxima[of.years.index(year)]
        costs = [_cost(of, product.id, outcome) for product in _products(of)]
        at = (maximum, *costs)
        if at not in known:
            problem = _problem(of, year, maximum, costs, quantities or {})
            known[at] = _allocated(allocate, rule, problem)
        ceilings = known[at]
        if ceilings is not None:
            found.append((outcome, ceilings))
    return found


def verdicts_on_charges(
    of: MaximaByReading,
    ceilings: CeilingsByReading,
    shelf: Shelf,
    file: str,
    charges: Charges,
    on: datetime.date,
) -> Iterator[Verdict]:
    """Yield, of each product charged, whether its highest price lies above its ceiling, and what is
    to be refunded in all; the ceilings are those of each reading, not those in the file.

    Raises Faults for charges of another operator, with VAT, which ceilings are without, or for a
    product that the submission does not have.
    """
    if faults := list(_misfits(of, file, charges)):
        raise Faults(faults)
    known = {product.id: product.title for product in _products(of)}
    prices = [(outcome, prices_of(found)) for outcome, found in ceilings]
    default, unanswered = of.default.readings, len(of.outcomes) - len(ceilings)
    for product in dict.fromkeys(charge.product for charge in charges.charges):
        price = max(one.price for one in charges.charges if one.product == product)
        cases = [
            Case(of.told(outcome), CONTEXT.subtract(price, found[product]))
            for outcome, found in prices
        ]
        title = text("readings.above_ceiling", product=known[product], price=price)
        yield verdict_of(Act.ABOVE_CEILING, product, title, "yuan/unit", cases, default, unanswered)
    refund = of.prepared.method.uses.refund
    if refund is not None:
        due: dict[tuple[Decimal, ...], Decimal] = {}
        cases = []
        for outcome, found in prices:
            at = tuple(found.values())
            if at not in due:
                stated = [
                    one.model_copy(update={"price": found[one.product]})
                    for one in charges.ceilings
                    if one.product in found
                ]
                held = charges.model_copy(update={"ceilings": tuple(stated)})
                due[at] = refunds_of(shelf, file, held, refund, on).total.number
            cases.append(Case(of.told(outcome), due[at]))
        title = text("readings.refund")
        yield verdict_of(Act.REFUND, "", title, "yuan", cases, default, unanswered)


def _misfits(of: MaximaByReading, file: str, charges: Charges) -> Iterator[Fault]:
    """Yield why charges cannot be held against the ceilings of a submission."""
    operator = of.prepared.filed.submission.operator.name
    if charges.operator != operator:
        values: dict[str, object] = {"operator": operator}
        yield Fault(file, "operator", None, charges.operator, "readings.of_other", values)
    if charges.vat != "excluded":
        yield Fault(file, "vat", None, charges.vat, "readings.with_vat")
    known = [product.id for product in _products(of)]
    for at, charge in enumerate(charges.charges):
        if charge.product not in known:
            place, values = f"charges[{at}].product", {"allowed": ", ".join(known)}
            yield Fault(file, place, None, charge.product, "law.not_one_of", values)


def _products(of: MaximaByReading) -> tuple[Product, ...]:
    return of.prepared.filed.submission.products


def _cost(of: MaximaByReading, product: str, outcome: Outcome) -> Decimal:
    figure = of.every.case(Lines.COST_BEFORE_SUBSIDY, product, outcome.readings).figure
    assert figure is not None
    return figure


def prices_of(ceilings: Ceilings) -> dict[str, Decimal]:
    """Return the ceiling of each product [yuan/unit]."""
    return {one.offer.id: one.price.number for one in ceilings.ceilings}


def _problem(
    of: MaximaByReading,
    year: int,
    maximum: Decimal,
    costs: Sequence[Decimal],
    quantities: Mapping[str, Decimal],
) -> Problem:
    offers = tuple(
        Offer(
            id=product.id,
            title=product.title,
            unit=product.unit,
            cost=SourcedFigure(cost),
            quantity=SourcedFigure(quantities.get(product.id, product.quantity)),
            tick=SourcedFigure(product.tick),
        )
        for product, cost in zip(_products(of), costs, strict=True)
    )
    return Problem(year=year, maximum=SourcedFigure(maximum), offers=offers)


def _allocated(allocate: Allocate, rule: AllocationRule, problem: Problem) -> Ceilings | None:
    """Return the ceilings; None where there are none."""
    try:
        return allocate(rule, problem)
    except Faults:
        return None
