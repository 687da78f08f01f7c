"""A determination: the maximum permitted revenue of each year of a cycle (核定)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.cost import Filed, Product, Review, Treatment, review
from engine.explain import Step, given, sources
from engine.law import Document, Fault, Faults, Shelf, Standing, standing
from engine.method import Cell, Inputs, Method, MethodVersion, Worksheet, evaluate
from engine.revenue.deduction import Deduction
from engine.revenue.inputs import Spread, figures_of, tables_of
from engine.revenue.rates import chosen_rates
from engine.rules import RulesDocument
from engine.wording import Text, text

__all__ = ["Determination", "PricedProduct", "Reviewed", "determine", "version_in_force"]

_EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One row of the review: an item as submitted and as reviewed, in yuan (审核表)."""

    treatment: Treatment
    """The item, its treatment, and the rule that decided."""
    submitted: Decimal
    """As submitted."""
    reviewed: Decimal
    """As reviewed."""
    step: Step
    """How the reviewed amount follows."""

    @property
    def reduction(self) -> Decimal:
        """What was cut; negative for what was added."""
        return self.submitted - self.reviewed


@dataclass(frozen=True, slots=True)
class PricedProduct:
    """A product with what its ceiling is set from."""

    product: Product
    """The product as submitted."""
    cost: Step
    """Its cost before subsidy, in yuan; only proportions matter."""
    share: Step
    """Its share of the cost of all products, a fraction."""
    full_price: Step
    """Its full price before any deduction, in yuan a unit."""
    quantity: Step
    """Forecast quantity of a year."""
    tick: Step
    """Smallest step of its price, in yuan a unit."""


@dataclass(frozen=True, slots=True)
class Determination:
    """What was determined, from what, by which documents."""

    method_id: str
    """The method."""
    on: datetime.date
    """The day of the determination: the law is that day's."""
    filed: Filed
    """The submission."""
    spread: Spread | None
    """The spread chosen in place of the submission's."""
    review: Review
    """How each item was treated."""
    deduction: Deduction | None
    """The excess of the cycle before, when there is one."""
    worksheet: Worksheet
    """Every line of the method."""
    documents: Mapping[str, str]
    """Every document that was read, with its content hash."""
    title: Text
    """Title of the method."""
    watermarks: Mapping[str, Text]
    """The warnings of those that are illustrative, by id."""

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of the cycle."""
        return self.filed.submission.cycle.all_years

    def maximum(self, year: int) -> Step:
        """Return the maximum permitted revenue of `year` after deduction, in yuan without VAT."""
        return self.worksheet.step("maximum_after_deduction", year)

    @property
    def maximum_before_deduction(self) -> Step:
        """The maximum permitted revenue of any year before deduction, in yuan without VAT."""
        return self.worksheet.step("maximum")

    @property
    def operating_cost(self) -> Step:
        """The operating cost of a year, net of subsidy, in yuan."""
        return self.worksheet.step("operating_cost")

    @property
    def uncovered(self) -> Step:
        """The cost of free supply that no subsidy makes up, in yuan: shown, never recovered."""
        return self.worksheet.step("free_uncovered")

    @property
    def rows(self) -> tuple[Reviewed, ...]:
        """The table of the review, in the order of the accounts."""
        return tuple(
            Reviewed(
                treated,
                treated.item.amount,
                self.worksheet.step("reviewed", treated.item.id).number,
                self.worksheet.step("reviewed", treated.item.id),
            )
            for treated in self.review.treatments
        )

    @property
    def products(self) -> tuple[PricedProduct, ...]:
        """The products, with what their ceilings are set from."""
        return tuple(
            self._priced(position, product)
            for position, product in enumerate(self.filed.submission.products)
        )

    @property
    def standing(self) -> Standing:
        """How well the maximum stands: the weakest marks, and the pieces that are weak.

        How a deduction is made matters only where there is one.
        """
        if self.deduction is None:
            return standing(sources(self.maximum_before_deduction))
        return standing(source for year in self.years for source in sources(self.maximum(year)))

    def _priced(self, position: int, product: Product) -> PricedProduct:
        place = ("products", position)
        return PricedProduct(
            product,
            self.worksheet.step("cost_before_subsidy", product.id),
            self.worksheet.step("share_of_cost", product.id),
            self.worksheet.step("full_price", product.id),
            given(
                text("revenue.quantity", product=product.title),
                product.quantity,
                "unit/year",
                (self.filed.declared(*place, "quantity"),),
            ),
            given(
                text("revenue.tick", product=product.title),
                product.tick,
                "yuan/unit",
                (self.filed.declared(*place, "tick"),),
            ),
        )


def determine(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
    spread: Spread | None = None,
    deduction: Deduction | None = None,
) -> Determination:
    """Return the determination of `filed` by the method `method_id` as it stands on the day `on`.

    `switches` names the readings chosen, the others are read by default; `spread` replaces the
    submission's; `deduction` is taken off. The rules of review and of rates are those in the
    method's folder. Raises Faults with everything that is wrong with the inputs.
    """
    folder = method_id.rpartition("/")[0]
    version = version_in_force(shelf, method_id, on)
    reviewed = review(filed, *_rules(shelf, f"{folder}/cost-review", on))
    rates = chosen_rates(filed, *_rules(shelf, f"{folder}/rates", on))
    cells = figures_of(filed, rates, shelf, on, deduction)
    inputs = Inputs(
        tables=tables_of(filed, reviewed),
        scalars={entry.id: cells[entry.id] for entry in version.inputs if entry.id in cells},
        parameters={"spread": _spread(filed, spread)},
        switches=dict(switches or {}),
        years=filed.submission.cycle.all_years,
        blocks=tuple(block.id for block in version.blocks if block.id != _EVALUATION),
    )
    worksheet = evaluate(method_id, version, inputs)
    used = [
        method_id,
        f"{folder}/cost-review",
        f"{folder}/rates",
        *sorted(set(rates.series.values())),
    ]
    return Determination(
        method_id,
        on,
        filed,
        spread,
        reviewed,
        deduction,
        worksheet,
        {identifier: shelf.hash_of(identifier) for identifier in used},
        shelf.get(method_id, Method).title,
        _watermarks(shelf, used),
    )


def _watermarks(shelf: Shelf, used: Sequence[str]) -> dict[str, Text]:
    found = {identifier: shelf.get(identifier, Document).watermark for identifier in used}
    return {identifier: mark for identifier, mark in found.items() if mark is not None}


def version_in_force(shelf: Shelf, method_id: str, on: datetime.date) -> MethodVersion:
    """Return the version of a method in force on the day `on`; raises Faults when there is none."""
    version = shelf.get(method_id, Method).in_force(on)
    if version is None:
        raise Faults([_not_in_force(method_id, on)])
    return version


def _rules(shelf: Shelf, identifier: str, on: datetime.date) -> tuple[str, Any]:
    version = shelf.get(identifier, RulesDocument).in_force(on)
    if version is None:
        raise Faults([_not_in_force(identifier, on)])
    return identifier, version


def _not_in_force(identifier: str, on: datetime.date) -> Fault:
    return Fault(f"{identifier}.yaml", "versions", None, None, "revenue.not_in_force", {"on": on})


def _spread(filed: Filed, chosen: Spread | None) -> Cell:
    if chosen is not None:
        return Cell(chosen.value, (chosen.source,))
    submitted = filed.submission.spread
    if submitted is None:
        raise Faults([filed.fault(("spread",), "revenue.no_spread")])
    source = filed.declared("spread", "value", reason=submitted.reason)
    return Cell(submitted.value, (source,))
