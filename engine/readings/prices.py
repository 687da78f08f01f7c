"""Prices and charges held against the ceilings of every reading (各口径下的上限与收费)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from engine.ceiling import AllocationRule, Offer, Problem, SourcedFigure, by_full_cost
from engine.determination import Lines, MaximaByReading, Outcome
from engine.law import Fault, Faults, Shelf
from engine.money import CONTEXT
from engine.readings.verdict import Act, Case, Verdict, verdict_of
from engine.settlement import Charges, refunds_of
from engine.submission import Product
from engine.text import text

__all__ = ["CeilingsByReading", "ceilings_by_reading", "verdicts_on_charges"]

CeilingsByReading = Sequence[tuple[Outcome, Mapping[str, Decimal]]]
"""Each combination of readings that gives ceilings, with the ceiling of each product
[yuan/unit]."""


def ceilings_by_reading(
    of: MaximaByReading, rule: AllocationRule, year: int
) -> list[tuple[Outcome, Mapping[str, Decimal]]]:
    """Return the ceilings of `year`, by full cost, under each reading that gives them."""
    known: dict[tuple[Decimal, ...], Mapping[str, Decimal] | None] = {}
    found = []
    for outcome in of.outcomes:
        if outcome.maxima is None:
            continue
        maximum = outcome.maxima[of.years.index(year)]
        costs = [_cost(of, product.id, outcome) for product in _products(of)]
        at = (maximum, *costs)
        if at not in known:
            known[at] = _ceilings(of, rule, year, maximum, costs)
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
    default, unanswered = of.default.readings, len(of.outcomes) - len(ceilings)
    for product in dict.fromkeys(charge.product for charge in charges.charges):
        price = max(one.price for one in charges.charges if one.product == product)
        cases = [
            Case(of.told(outcome), CONTEXT.subtract(price, found[product]))
            for outcome, found in ceilings
        ]
        title = text("readings.above_ceiling", product=known[product], price=price)
        yield verdict_of(Act.ABOVE_CEILING, product, title, "yuan/unit", cases, default, unanswered)
    refund = of.prepared.method.uses.refund
    if refund is not None:
        due: dict[tuple[Decimal, ...], Decimal] = {}
        cases = []
        for outcome, found in ceilings:
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


def _ceilings(
    of: MaximaByReading, rule: AllocationRule, year: int, maximum: Decimal, costs: list[Decimal]
) -> Mapping[str, Decimal] | None:
    """Return the ceilings by product; None where there are none."""
    offers = tuple(
        Offer(
            id=product.id,
            title=product.title,
            unit=product.unit,
            cost=SourcedFigure(cost),
            quantity=SourcedFigure(product.quantity),
            tick=SourcedFigure(product.tick),
        )
        for product, cost in zip(_products(of), costs, strict=True)
    )
    problem = Problem(year=year, maximum=SourcedFigure(maximum), offers=offers)
    try:
        found = by_full_cost(rule, problem)
    except Faults:
        return None
    return {one.offer.id: one.price.number for one in found.ceilings}
