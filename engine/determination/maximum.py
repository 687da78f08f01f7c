"""A determination: the maximum permitted revenue of each year of a cycle (核定)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.determination.contract import (
    CONTRACT,
    ITEMS,
    POOLS,
    SUBSIDIES,
    Blocks,
    Chosen,
    ItemColumns,
    Lines,
)
from engine.determination.deduction import Deduction
from engine.determination.inputs import Spread, figures_of, review_figures, tables_of
from engine.determination.rates import chosen_rates
from engine.determination.review.decisions import Decided
from engine.determination.review.review import Review, Treatment, review
from engine.determination.rules import standing_on
from engine.determination.stages import Proceeding
from engine.explain import Step, given, sources
from engine.law import Document, Fault, Faults, Shelf, Standing, standing
from engine.method import (
    Cell,
    Inputs,
    Method,
    MethodRole,
    MethodVersion,
    Worksheet,
    evaluate,
    hold_to,
)
from engine.money import CONTEXT
from engine.rules import RulesDocument
from engine.submission import Filed, Product, of_year
from engine.text import Text, text

__all__ = [
    "Determination",
    "PricedProduct",
    "Reviewed",
    "YearReview",
    "determine",
    "version_in_force",
]


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
    by_rule: Decimal
    """What the rule alone gives; the reviewer may have decided otherwise."""

    @property
    def reduction(self) -> Decimal:
        """What was cut; negative for what was added."""
        return self.submitted - self.reviewed


@dataclass(frozen=True, slots=True)
class YearReview:
    """The review of one earlier year of accounts."""

    filed: Filed
    """That year's figures of the submission."""
    review: Review
    """How each item was treated."""
    worksheet: Worksheet
    """The lines of the review alone."""

    @property
    def rows(self) -> tuple[Reviewed, ...]:
        """The table of the review, in the order of the accounts."""
        return _rows(self.review, self.worksheet)


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
    decided: Decided | None = None
    """What the reviewer decided, when anything was."""
    earlier: Mapping[int, YearReview] = field(default_factory=dict)
    """The review of each earlier year of accounts, in order."""
    proceeding: Proceeding = field(default_factory=Proceeding)
    """How far it has come."""

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of the cycle."""
        return self.filed.submission.cycle.all_years

    def maximum(self, year: int) -> Step:
        """Return the maximum permitted revenue of `year` after deduction, in yuan without VAT."""
        return self.worksheet.step(Lines.MAXIMUM_AFTER_DEDUCTION, year)

    @property
    def maximum_before_deduction(self) -> Step:
        """The maximum permitted revenue of any year before deduction, in yuan without VAT."""
        return self.worksheet.step(Lines.MAXIMUM)

    @property
    def operating_cost(self) -> Step:
        """The operating cost of a year, net of subsidy, in yuan."""
        return self.worksheet.step(Lines.OPERATING_COST)

    @property
    def uncovered(self) -> Step:
        """The cost of free supply that no subsidy makes up, in yuan: shown, never recovered."""
        return self.worksheet.step(Lines.FREE_UNCOVERED)

    @property
    def rows(self) -> tuple[Reviewed, ...]:
        """The table of the review, in the order of the accounts."""
        return _rows(self.review, self.worksheet)

    @property
    def undecided(self) -> tuple[tuple[int, Treatment], ...]:
        """The items that await the reviewer's judgement, each with its year of accounts.

        An earlier year's matter only in a reading that takes what the earlier years came to.
        """
        last = self.filed.submission.accounts_year
        found = [(last, treated) for treated in self.review.undecided]
        if self.worksheet.took(ITEMS, ItemColumns.EARLIER_REVIEWED):
            for year, of in self.earlier.items():
                found += [(year, treated) for treated in of.review.undecided if treated.item.amount]
        return tuple(found)

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
            self.worksheet.step(Lines.COST_BEFORE_SUBSIDY, product.id),
            self.worksheet.step(Lines.SHARE_OF_COST, product.id),
            self.worksheet.step(Lines.FULL_PRICE, product.id),
            given(
                text("determination.quantity", product=product.title),
                product.quantity,
                "unit/year",
                (self.filed.declared(*place, "quantity"),),
            ),
            given(
                text("determination.tick", product=product.title),
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
    decided: Decided | None = None,
) -> Determination:
    """Return the determination of `filed` by the method `method_id` as it stands on the day `on`.

    `switches` names the readings chosen, the others are read by default; `spread` replaces the
    submission's; `deduction` is taken off; `decided` is what the reviewer decided of items. The
    rules of review and of rates are those that the method names. Raises Faults with everything
    that is wrong with the inputs, or that the method lacks of its contract.
    """
    submission = filed.submission
    if submission.basis == "accounts" and submission.accounts_year >= on.year:
        fault = filed.fault(
            ("accounts_year",), "determination.year_not_complete", submission.accounts_year, on=on
        )
        raise Faults([fault])
    version = version_in_force(shelf, method_id, on)
    method = standing_on(shelf, shelf.get(method_id, Method))
    hold_to(CONTRACT, method, version, shelf)
    rules = _rules(shelf, str(method.uses.review), on)
    reviewed = review(filed, *rules, decided)
    earlier = {
        of.year: _year_review(of_year(filed, of.year), rules, method_id, version, decided)
        for of in sorted(filed.submission.earlier_years, key=lambda of: of.year)
    }
    rates = chosen_rates(filed, shelf, *_rules(shelf, str(method.uses.rates), on))
    cells = figures_of(filed, rates, shelf, on, deduction)
    inputs = Inputs(
        tables=tables_of(filed, reviewed, version, decided, _together(earlier)),
        scalars=_taken(version, cells),
        parameters={Chosen.SPREAD: _spread(filed, spread)},
        switches=dict(switches or {}),
        years=filed.submission.cycle.all_years,
        blocks=tuple(
            block.id
            for block in version.blocks
            if block.id != MethodRole.EVALUATION and (block.id != Blocks.TRIAL or submission.trial)
        ),
    )
    worksheet = evaluate(method_id, version, inputs)
    used = [
        method_id,
        str(method.uses.review),
        str(method.uses.rates),
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
        method.title,
        _watermarks(shelf, used),
        decided,
        earlier,
    )


def _taken(version: MethodVersion, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return those of `cells` that the method has an input for."""
    return {entry.id: cells[entry.id] for entry in version.inputs if entry.id in cells}


def _rows(review: Review, worksheet: Worksheet) -> tuple[Reviewed, ...]:
    return tuple(
        Reviewed(
            treated,
            treated.item.amount,
            worksheet.step(Lines.REVIEWED, treated.item.id).number,
            worksheet.step(Lines.REVIEWED, treated.item.id),
            worksheet.step(Lines.REVIEWED_BY_RULE, treated.item.id).number,
        )
        for treated in review.treatments
    )


def _year_review(
    filed: Filed,
    rules: tuple[str, Any],
    method_id: str,
    version: MethodVersion,
    decided: Decided | None,
) -> YearReview:
    """Return the review of one earlier year, by the same rules and lines as the last."""
    reviewed = review(filed, *rules, decided, filed.last_year)
    tables = tables_of(filed, reviewed, version, decided)
    inputs = Inputs(
        tables={name: tables[name] for name in (ITEMS, SUBSIDIES, POOLS)},
        scalars=_taken(version, review_figures(filed)),
        blocks=(Blocks.REVIEW,),
    )
    return YearReview(filed, reviewed, evaluate(method_id, version, inputs))


def _together(earlier: Mapping[int, YearReview]) -> dict[str, Cell]:
    """Return what all earlier years came to: items as reviewed, subsidies as received."""
    found: dict[str, Cell] = {}
    for of in earlier.values():
        figures = [(row.treatment.item.id, row.reviewed, sources(row.step)) for row in of.rows]
        figures += [
            (subsidy.id, subsidy.amount, (of.filed.declared("subsidies", at, "amount"),))
            for at, subsidy in enumerate(of.filed.submission.subsidies)
            if subsidy.tag != "asset"
        ]
        for identifier, amount, cited in figures:
            before = found.get(identifier, Cell(Decimal(0)))
            assert isinstance(before.value, Decimal)
            all_sources = tuple(dict.fromkeys((*before.sources, *cited)))
            found[identifier] = Cell(CONTEXT.add(before.value, amount), all_sources)
    return found


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
    return Fault(
        f"{identifier}.yaml", "versions", None, None, "determination.not_in_force", {"on": on}
    )


def _spread(filed: Filed, chosen: Spread | None) -> Cell:
    if chosen is not None:
        return Cell(chosen.value, (chosen.source,))
    submitted = filed.submission.spread
    if submitted is None:
        raise Faults([filed.fault(("spread",), "determination.no_spread")])
    source = filed.declared("spread", "value", reason=submitted.reason)
    return Cell(submitted.value, (source,))
