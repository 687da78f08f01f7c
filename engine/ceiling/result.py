"""Ceilings, each with the steps that led to it, and their sum against the maximum."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.ceiling.contract import Allocation, CeilingFurtherLines, CeilingLines
from engine.ceiling.problem import AllocationRule, Offer, Problem
from engine.explain import Step, sources
from engine.law import Standing, standing
from engine.method import SwitchValue, Worksheet
from engine.money import exactly

__all__ = ["Ceiling", "Ceilings", "read_from"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The ceiling of one product."""

    offer: Offer
    full_price: Step
    """Maximum × share of cost ÷ quantity, unrounded [yuan/unit]."""
    highest_price: Step
    """What the ceiling may not pass: the full price, or that and the tolerance [yuan/unit]."""
    lowest_ticks: Step | None
    """The fewest ticks that it may have; None where the rule has no such bound."""
    highest_ticks: Step
    """The most ticks that it may have."""
    price: Step
    """The ceiling [yuan/unit]."""
    revenue: Step
    """Ceiling × forecast quantity [yuan/year]."""

    @property
    def lowest(self) -> Decimal | None:
        """The lowest price on a tick that could be set [yuan/unit]."""
        return None if self.lowest_ticks is None else self._priced(self.lowest_ticks)

    @property
    def highest(self) -> Decimal:
        """The highest price on a tick that could be set [yuan/unit]."""
        return self._priced(self.highest_ticks)

    def _priced(self, ticks: Step) -> Decimal:
        return exactly(lambda: ticks.number * self.offer.tick.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """The ceilings of all products."""

    problem: Problem
    rule: AllocationRule
    by: Allocation
    tolerance: Decimal | None
    """Largest excess over a full price [percent]; None by full cost, which allows none."""
    worksheet: Worksheet
    """Every line of the rule, for its workbook."""
    ceilings: tuple[Ceiling, ...]
    """In the order of the problem's offers."""
    revenue: Step
    """Σ ceiling × forecast quantity [yuan/year], at or under the maximum."""
    left: Step
    """What of the maximum the ceilings leave unused [yuan/year]."""
    attainable: Decimal
    """No ticks up to the highest prices can raise more within the maximum [yuan/year]."""

    @property
    def reading(self) -> SwitchValue:
        """The reading of the rule by which the maximum was shared, with its citation."""
        return self.rule.reading(self.by)

    @property
    def proved(self) -> bool:
        """Whether no other ticks up to the highest prices raise more."""
        return self.revenue.number == self.attainable

    @property
    def standing(self) -> Standing:
        """How well the ceilings stand, with all that they rest on."""
        steps = [*(ceiling.highest_price for ceiling in self.ceilings), self.left]
        steps += [one.lowest_ticks for one in self.ceilings if one.lowest_ticks is not None]
        return standing(source for step in steps for source in sources(step))


def _lowest(worksheet: Worksheet, offer: Offer) -> Step | None:
    name = CeilingFurtherLines.LOWEST_TICKS
    return worksheet.step(name, offer.id) if worksheet.keys(name) else None


def read_from(
    worksheet: Worksheet,
    problem: Problem,
    rule: AllocationRule,
    by: Allocation,
    tolerance: Decimal | None,
    attainable: Decimal | None,
) -> Ceilings:
    """Return the ceilings in `worksheet`; without `attainable` their own revenue is taken."""
    revenue = worksheet.step(CeilingLines.REVENUE)
    return Ceilings(
        problem=problem,
        rule=rule,
        by=by,
        tolerance=tolerance,
        worksheet=worksheet,
        ceilings=tuple(
            Ceiling(
                offer=offer,
                full_price=worksheet.step(CeilingLines.FULL_PRICE, offer.id),
                highest_price=worksheet.step(CeilingLines.HIGHEST_PRICE, offer.id),
                lowest_ticks=_lowest(worksheet, offer),
                highest_ticks=worksheet.step(CeilingLines.HIGHEST_TICKS, offer.id),
                price=worksheet.step(CeilingLines.CEILING, offer.id),
                revenue=worksheet.step(CeilingLines.PRODUCT_REVENUE, offer.id),
            )
            for offer in problem.offers
        ),
        revenue=revenue,
        left=worksheet.step(CeilingLines.LEFT),
        attainable=revenue.number if attainable is None else attainable,
    )
