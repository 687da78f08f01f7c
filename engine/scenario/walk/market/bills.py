"""What customers pay by a price list: a bill a month each, by the exact reader (按价目表计费)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import Step, difference, given, product, quotient, rounded, total
from engine.law import LawMarks
from engine.money import CONTEXT, Rounding, RoundingMode, exactly
from engine.money.currency import YUAN
from engine.tariff import TariffDocument, TariffVersion
from engine.text import Text, text

__all__ = ["TO_FEN", "Bill", "Billed", "Month", "Paid", "average"]

TO_FEN = Rounding(unit=Decimal("0.01"), mode=RoundingMode.HALF_UP)
_MILLIONTH = Rounding(unit=Decimal("0.000001"), mode=RoundingMode.HALF_UP)


@dataclass(frozen=True, slots=True)
class Month:
    """What one customer is charged in a month."""

    units: Decimal
    """What it asks for [unit]."""
    amount: Step
    """By the list, with what its rules over whole bills make of it [yuan]."""

    @property
    def average(self) -> Step:
        """What a unit costs in it, to the millionth [yuan/unit]."""
        units = given(text("scenario.walk.units_of_month"), self.units, "unit")
        return average(text("scenario.walk.average"), self.amount, units)

    def most(self, ceiling: Step) -> Step:
        """Return what its units come to at the ceiling, to the fen where the bill is above that: a
        list may be rounded finer [yuan]."""
        units = given(text("scenario.walk.units_of_month"), self.units, "unit")
        label = text("scenario.walk.at_ceiling")
        exact = product(label, [ceiling, units], YUAN)
        return exact if self.amount.number <= exact.number else rounded(label, exact, TO_FEN)


@dataclass(frozen=True, slots=True)
class Bill:
    """A year's bills of customers who ask for the same."""

    class_id: str | None
    """The class of use that they are of; None where the list itself says how many there are."""
    customers: Step
    """How many there are."""
    months: tuple[Month, ...]
    """The months in which they ask for something."""

    @property
    def whole(self) -> Step:
        """What one pays in the year by the list [yuan]."""
        return total(text("scenario.walk.bill_of_year"), [one.amount for one in self.months], YUAN)

    def under(self, ceiling: Step) -> Step:
        """Return what they pay together where no month costs more than its units at the ceiling
        [yuan/year]."""
        over = [
            difference(text("scenario.walk.over_ceiling"), [month.amount, most], YUAN)
            for month in self.months
            if month.amount.number > (most := month.most(ceiling)).number
        ]
        label = text("scenario.walk.lawful_bill")
        each = difference(label, [self.whole, *over], YUAN) if over else self.whole
        return product(text("scenario.walk.bills_together"), [each, self.customers], "yuan/year")


@dataclass(frozen=True, slots=True)
class Paid:
    """What a class pays in a year."""

    amount: Step
    """[yuan/year]"""
    units: Decimal
    """What it asks for, in whole units [unit/year]."""


@dataclass(frozen=True, slots=True)
class Billed:
    """A product charged by a price list, in one year."""

    document: TariffDocument
    hash: str
    """Of the document."""
    version: TariffVersion
    """The version that is read."""
    law: LawMarks
    """What is to be said of the soundness of the document."""
    in_force: bool
    """Whether it is in force all year; if not, it is taken to hold all the same."""
    bills: tuple[Bill, ...]
    """The bills, those of one class together."""

    @property
    def facts(self) -> list[str]:
        """The facts and floats on which prices of the document depend, in any version."""
        asked = [fact.id for version in self.document.versions for fact in version.facts]
        floats = [name for version in self.document.versions for name in version.floats]
        return [*dict.fromkeys([*asked, *floats])]

    def paid(self, ceiling: Step) -> dict[str | None, Paid]:
        """Return what each class pays at prices of at most `ceiling`."""
        found: dict[str | None, list[Bill]] = {}
        for bill in self.bills:
            found.setdefault(bill.class_id, []).append(bill)
        label = text("scenario.walk.paid_by_class")
        return {
            name: Paid(total(label, [one.under(ceiling) for one in of], "yuan/year"), _units(of))
            for name, of in found.items()
        }

    def dearest(self, ceiling: Step) -> Month | None:
        """Return the month in which a unit costs most, of those that cost more than their units at
        the ceiling where there are any; None where nothing is asked for."""
        months = [month for bill in self.bills for month in bill.months]
        return max(
            months,
            key=lambda one: (
                one.amount.number > one.most(ceiling).number,
                CONTEXT.divide(one.amount.number, one.units),
            ),
            default=None,
        )


def average(label: Text, amount: Step, units: Step) -> Step:
    """Return what a unit costs on average, to the millionth [yuan/unit]; `units` are not 0."""
    return rounded(label, quotient(label, amount, units, "yuan/unit"), _MILLIONTH)


def _units(bills: Sequence[Bill]) -> Decimal:
    return exactly(
        lambda: sum(
            (month.units * bill.customers.number for bill in bills for month in bill.months),
            Decimal(0),
        )
    )
