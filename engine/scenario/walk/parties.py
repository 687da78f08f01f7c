"""What a year of a run means for whom: operator, customers, authority, treasury (对各方的影响)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.determination import Lines
from engine.explain import Step, given, product, quotient, same, total
from engine.law import Declaration
from engine.scenario.case import Case
from engine.scenario.walk.market import DecidedClass, Sale, quantity_charged
from engine.scenario.walk.run import CycleOfRun, YearOfRun
from engine.settlement import ResultLines
from engine.text import Text, text

__all__ = ["Figure", "Party", "figures_of"]


class Party(StrEnum):
    """Who is told."""

    OPERATOR = "operator"
    CUSTOMERS = "customers"
    AUTHORITY = "authority"
    TREASURY = "treasury"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a year, for one party."""

    party: Party
    id: str
    """What it is, with the product or class it is of: `bill.banks`."""
    title: Text
    step: Step


def figures_of(cycle: CycleOfRun, year: YearOfRun) -> Iterator[Figure]:
    """Yield what `year` of `cycle` means for each party, party by party."""
    yield from _operator(cycle, year)
    yield from _customers(cycle, year)
    yield from _authority(cycle, year)
    yield from _treasury(cycle, year)


def _operator(cycle: CycleOfRun, year: YearOfRun) -> Iterator[Figure]:
    def figure(name: str, step: Step) -> Figure:
        return Figure(Party.OPERATOR, name, text(f"scenario.party_{name}"), step)

    yield figure("income", year.income)
    yield figure("operating_cost", cycle.determination.operating_cost)
    yield figure("free_uncovered", cycle.determination.uncovered)
    if year.result is not None:
        for line in (ResultLines.PROFIT_BEFORE_TAX, ResultLines.PROFIT, ResultLines.COST_RECOVERED):
            yield figure(line.value, year.result[line])


def _customers(cycle: CycleOfRun, year: YearOfRun) -> Iterator[Figure]:
    for sale in year.sales:
        title = text("scenario.party_bill", of=sale.title)
        yield Figure(Party.CUSTOMERS, f"bill.{sale.product}", title, sale.income)
        if sale.surplus is not None:
            title = text("scenario.party_surplus", of=sale.title)
            yield Figure(Party.CUSTOMERS, f"surplus.{sale.product}", title, sale.surplus)
        classes = [one for one in cycle.classes if one.of.product == sale.product]
        for one in classes:
            yield from _of_class(cycle.case, one, _bill_of(cycle.case, one, classes, sale))


def _bill_of(
    case: Case, one: DecidedClass, all_of_it: Sequence[DecidedClass], sale: Sale
) -> Step | None:
    """Return what a class pays: its bills by a price list; else of what its product brings in, as
    its quantity is of all charged. None where it pays nothing."""
    charged = [each for each in all_of_it if each.is_charged]
    whole = quantity_charged(charged)
    if not one.is_charged or not whole:
        return None
    title = text("scenario.party_bill", of=one.of.title)
    if sale.billed is not None:
        paid = sale.paid.get(one.of.id)
        return None if paid is None else same(title, paid.amount)

    def said(figure: str, *of: DecidedClass) -> list[Declaration]:
        uses = case.circumstances.uses
        return [case.declared(("uses", uses.index(each.of), figure)) for each in of]

    label, sources = text("scenario.class_quantity", of=one.of.title), said("quantity", one)
    own = given(label, one.of.quantity, "unit/year", sources)
    every = given(text("scenario.all_charged"), whole, "unit/year", said("quantity", *charged))
    share = quotient(text("scenario.class_share"), own, every, "1")
    return product(title, [sale.income, share], "yuan/year")


def _of_class(case: Case, one: DecidedClass, bill: Step | None) -> Iterator[Figure]:
    """Yield what a class pays, and each of its customers where it is said how many there are."""
    name, title = one.of.id, one.of.title
    if bill is None:
        regime = "party_bill" if one.is_charged else f"class_{one.decision.regime.value}"
        label = text(f"scenario.{regime}", of=title)
        nothing = given(label, Decimal(0), "yuan/year", one.decision.step.cites)
        yield Figure(Party.CUSTOMERS, f"bill.{name}", label, nothing)
        return
    yield Figure(Party.CUSTOMERS, f"bill.{name}", bill.label, bill)
    if one.of.customers is not None:
        place = ("uses", case.circumstances.uses.index(one.of), "customers")
        many, sources = Decimal(one.of.customers), [case.declared(place)]
        number = given(text("scenario.customers"), many, "1", sources)
        label = text("scenario.party_bill_each", of=title)
        each = quotient(label, bill, number, "yuan/year")
        yield Figure(Party.CUSTOMERS, f"bill_each.{name}", label, each)


def _authority(cycle: CycleOfRun, year: YearOfRun) -> Iterator[Figure]:
    def figure(name: str, step: Step) -> Figure:
        return Figure(Party.AUTHORITY, name, text(f"scenario.party_{name}"), step)

    step = cycle.determination.worksheet.step
    yield figure("maximum", year.maximum)
    yield figure("actual", year.income)
    yield figure("recovery", year.recovery)
    if cycle.determination.deduction is not None:
        yield figure("deduction", step(Lines.DEDUCTION_TAKEN, year.year))
    yield figure("free_cost", step(Lines.FREE_COST))
    yield figure("free_carried", cycle.determination.uncovered)


def _treasury(cycle: CycleOfRun, year: YearOfRun) -> Iterator[Figure]:
    def figure(name: str, step: Step) -> Figure:
        return Figure(Party.TREASURY, name, text(f"scenario.party_{name}"), step)

    if year.result is not None:
        for line in (ResultLines.VAT_DUE, ResultLines.SURCHARGES, ResultLines.INCOME_TAX):
            yield figure(line.value, year.result[line])
    filed = cycle.case.filed
    for name, is_of_assets in (("subsidies", False), ("asset_subsidies", True)):
        amounts = [
            given(one.title, one.amount, "yuan/year", [filed.declared("subsidies", at, "amount")])
            for at, one in enumerate(filed.submission.subsidies)
            if (one.tag == "asset") is is_of_assets
        ]
        if amounts:
            yield figure(name, total(text(f"scenario.party_{name}"), amounts, "yuan/year"))
