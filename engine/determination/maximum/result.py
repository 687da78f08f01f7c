"""What was determined: the reviewed items, the maximum of each year, the products (核定结果)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from engine.determination.contract.method import ITEMS, Doubts, ItemColumns, Lines
from engine.determination.maximum.account import Account, added, shared_out
from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.given.inputs import Spread
from engine.determination.maximum.remarks import Told
from engine.determination.review.decisions import Decided
from engine.determination.review.review import Review, Treatment, Undecided
from engine.determination.stages import Proceeding
from engine.explain import Step, difference, given, sources, total
from engine.law import Fault, Faults, LawMarks, Standing, standing
from engine.method import InputCell, Inputs, MethodVersion, Worksheet, evaluate, evaluate_readings
from engine.money import CONTEXT
from engine.submission import Filed, Product
from engine.text import Text, text

__all__ = ["Bounds", "Determination", "PricedProduct", "Reviewed", "YearReview", "review_totals"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest that a maximum could be, in yuan a year, as long as the class of
    an asset is in doubt; the figure as filed lies between them."""

    low: Decimal
    high: Decimal


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
        return CONTEXT.subtract(self.submitted, self.reviewed)

    @property
    def change(self) -> Decimal:
        """What the review made of it (核减/核增, yuan): negative for what was cut."""
        return CONTEXT.minus(self.reduction)


def review_totals(worksheet: Worksheet) -> tuple[Decimal, Decimal, Decimal]:
    """Return what was submitted in all, what the review made of it (negative for what was cut), and
    what was reviewed, in yuan."""
    totals = (Lines.SUBMITTED_TOTAL, Lines.REDUCTION_TOTAL, Lines.REVIEWED_TOTAL)
    submitted, reduction, reviewed = (worksheet.step(name).number for name in totals)
    return submitted, CONTEXT.minus(reduction), reviewed


@dataclass(frozen=True)
class YearReview:
    """The review of one earlier year of accounts."""

    review: Review
    """How each item was treated."""
    received: Mapping[str, InputCell]
    """What each subsidy that is of no asset came to, in yuan."""
    method_id: str
    """The method."""
    version: MethodVersion
    """Its version."""
    inputs: Inputs
    """What the lines of the review alone are computed from."""

    @cached_property
    def worksheet(self) -> Worksheet:
        """The lines of the review alone. Raises Faults as `evaluate` does."""
        return evaluate(self.method_id, self.version, self.inputs)

    def amounts(self) -> dict[str, Decimal]:
        """Return what each item comes to, as `rows` has it, without how. Raises Faults alike."""
        default = {switch.id: switch.default for switch in self.version.switches}
        every = evaluate_readings(self.method_id, self.version, self.inputs, fixed=default)
        names = [treated.item.id for treated in self.review.treatments]
        found = {name: every.case(Lines.REVIEWED, name, default).figure for name in names}
        if every.failures:
            return {row.treatment.item.id: row.reviewed for row in self.rows}
        return {name: figure for name, figure in found.items() if figure is not None}

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
    """The accounts of excess taken over from cycles before, when there are any."""
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
    possible: Mapping[int, Bounds] = field(default_factory=dict)
    """By year, within what the maximum could be, where the class of an asset is in doubt."""
    remarks: tuple[Told, ...] = ()
    """What is told beside the figures, and changes none of them."""
    law: LawMarks = field(default_factory=LawMarks)
    """What is to be said of the soundness of the documents that were read."""

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The faulty documents that it was computed with, or the evaluation that it deducts."""
        before = () if self.deduction is None else self.deduction.unchecked
        return tuple(sorted({*self.law.unchecked, *before}))

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What a reader must not miss: faulty law that was used, and illustrative documents."""
        return (
            *self.law.watermarks,
            *(() if self.deduction is None else self.deduction.warnings),
            *dict.fromkeys(self.watermarks.values()),
        )

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of the cycle."""
        return self.filed.submission.cycle.all_years

    def maximum(self, year: int) -> Step:
        """Return the maximum permitted revenue of `year` after deduction, in yuan without VAT.

        Raises Faults when the year is not of the cycle.
        """
        if year not in self.years:
            allowed = {"allowed": ", ".join(map(str, self.years))}
            raise Faults([Fault("maximum", "year", None, year, "law.not_one_of", allowed)])
        return self.worksheet.step(Lines.MAXIMUM_AFTER_DEDUCTION, year)

    @property
    def maximum_before_deduction(self) -> Step:
        """The maximum permitted revenue of any year before deduction, in yuan without VAT."""
        return self.worksheet.step(Lines.MAXIMUM)

    @property
    def ledger(self) -> tuple[tuple[Account, dict[int, Decimal]], ...]:
        """Each account taken over, with what is taken of it by year, in yuan; none where there is
        no maximum to take it from."""
        if self.deduction is None or not self.has_paid_use:
            return ()
        accounts = self.deduction.accounts
        return tuple(zip(accounts, shared_out(tuple(self._taken()), accounts), strict=True))

    @property
    def carried_on(self) -> Decimal:
        """What is left of the accounts after this cycle, in yuan."""
        opened = Decimal(0) if self.deduction is None else self.deduction.open
        return CONTEXT.subtract(opened, added(taken for _, taken in self._taken()))

    @property
    def provisional(self) -> tuple[tuple[Account, str], ...]:
        """Why it can never be final: each account that is not settled yet, with its reason."""
        if self.deduction is None:
            return ()
        return tuple(self.deduction.provisional(self.years[0]))

    @property
    def subsidy_beyond_cost(self) -> Step | None:
        """By how much subsidies exceed the cost of paid use, in yuan; None where they do not."""
        step = self.worksheet.step
        subsidies = [step(Lines.SUBSIDY_PAID), step(Lines.UNSPECIFIED_TO_PAID)]
        together = total(text("determination.subsidies_of_paid_use"), subsidies, "yuan")
        beyond = difference(
            text("determination.subsidy_beyond_cost"), [together, step(Lines.PAID_COST)], "yuan"
        )
        return beyond if beyond.number > 0 else None

    def _taken(self) -> Iterator[tuple[int, Decimal]]:
        """Yield what is taken off the maximum of each year: whole fen, as the maxima are."""
        before = self.maximum_before_deduction.number
        for year in self.years:
            yield year, CONTEXT.subtract(before, self.maximum(year).number)

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
    def undecided(self) -> tuple[Undecided, ...]:
        """The items that await the reviewer's judgement, each with its year of accounts.

        They are those that the rules of review leave to him, and assets whose class is not said
        where it could matter. An earlier year's matter only in a reading that takes what the
        earlier years came to.
        """
        last = self.filed.submission.accounts_year
        found = list(_undecided(last, self.review, self.worksheet))
        if self.worksheet.took(ITEMS, ItemColumns.EARLIER_REVIEWED):
            for year, of in self.earlier.items():
                waiting = _undecided(year, of.review, of.worksheet)
                found += [one for one in waiting if one.treated.item.amount]
        return tuple(found)

    @property
    def in_doubt(self) -> tuple[str, ...]:
        """Ids of the assets whose class is not said where it could matter, and not judged yet."""
        sheets = [(self.review, self.worksheet)]
        sheets += [(of.review, of.worksheet) for of in self.earlier.values()]
        found = [
            treated.item.id
            for review, worksheet in sheets
            for treated in review.treatments
            if treated.decision is None and _in_doubt(treated, worksheet)
        ]
        return tuple(dict.fromkeys(found))

    @property
    def has_paid_use(self) -> bool:
        """Whether anything was spent on paid use; without it there is no maximum at all."""
        return self.worksheet.step(Lines.PAID_COST).number != 0

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


def _undecided(year: int, review: Review, worksheet: Worksheet) -> Iterator[Undecided]:
    for treated in review.treatments:
        reasons = [] if treated.flag is None else [treated.flag.title]
        if _in_doubt(treated, worksheet):
            line = next(one for one in worksheet.lines() if one.id == Doubts.LIFE_IN_DOUBT)
            reasons.append(line.title)
        if reasons and treated.decision is None:
            yield Undecided(year, treated, tuple(reasons))


def _in_doubt(treated: Treatment, worksheet: Worksheet) -> bool:
    at = (Doubts.LIFE_IN_DOUBT, treated.item.id)
    return worksheet.has(*at) and worksheet.step(*at).number != 0


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
