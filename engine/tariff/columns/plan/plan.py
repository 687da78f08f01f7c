"""A product priced for one answer to every fact, made into whole numbers for reading columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from engine.law import Fault, Faults, written_path
from engine.money import MICRO, exactly, parse_number, round_to
from engine.tariff.columns.plan.course import decimals_of, figures_of
from engine.tariff.columns.plan.facts import missing_fact, no_such_fact
from engine.tariff.columns.plan.whole import (
    FITS,
    ByPeriod,
    ColumnPlan,
    ComponentPlan,
    RunningTotal,
    Tiers,
    WholeConversion,
    WholeCount,
    WholeRounding,
)
from engine.tariff.model.bands import AtZero, Edges, Graduated, GraduatedPercentage
from engine.tariff.model.charge import Capacity, Metered, PerPeriod, ProrationRule, Unread
from engine.tariff.model.count import Count
from engine.tariff.model.document import RoundingPlace, TariffDocument, TariffVersion
from engine.tariff.model.product import Component, LimitsApply, StackingRule, TariffProduct
from engine.tariff.model.schedule import Schedule
from engine.tariff.rate.customer import Charged
from engine.tariff.usage.choices import fact_findings
from engine.tariff.usage.findings import counted_units, never_distinct

__all__ = ["plan_of"]

_MICRO_DECIMALS = 6
_ONE = Fraction(1)


def plan_of(
    document: TariffDocument,
    version: TariffVersion,
    product: TariffProduct,
    facts: Mapping[str, str],
) -> ColumnPlan:
    """Return how `product` is read in columns for customers of whom `facts` are known.

    Raises Faults where columns cannot be read exactly: a price that could not be read, units of any
    fraction, amounts finer than a micro-yuan, or beyond 64 bits; and where a fact is missing, or
    not asked for.
    """
    known = [*(fact.id for fact in version.facts), *version.floats]
    if unknown := [name for name in facts if name not in known]:
        raise Faults(no_such_fact(document, version, name) for name in unknown)
    found = [*fact_findings(version, facts)]
    if found:
        raise Faults(
            Fault(document.id, written_path(each.path), None, each.value, each.key, each.values)
            for each in found
        )
    planner = _Planner(Charged(document, version, facts, {}), product)
    planner.know_all_facts()
    at_total = version.rounding.at is RoundingPlace.TOTAL
    return ColumnPlan(
        document=document.id,
        unit=product.unit,
        components=tuple(planner.component(component) for component in product.components),
        rounding=planner.rounding(_MICRO_DECIMALS) if at_total else None,
        counted=counted_units(product),
        days=(version.from_.start, document.last_day(version)),
        distinct=any(component.once_per is not None for component in product.components),
        never_distinct=(never_distinct(product, False), never_distinct(product, True)),
    )


@dataclass(frozen=True, slots=True)
class _Planner:
    charged: Charged
    product: TariffProduct

    @property
    def version(self) -> TariffVersion:
        return self.charged.version

    def know_all_facts(self) -> None:
        """Raise Faults where a fact or float on which a price depends is not known."""
        version, product = self.version, self.product
        classes = [
            *(name for component in product.components for name in component.for_class),
            *(discount.for_ for discount in product.discounts),
            *(exemption.for_ for exemption in product.exemptions),
        ]
        needed = [version.classes[name].fact for name in classes]
        needed += [component.float_ for component in product.components if component.float_]
        lacking = [name for name in dict.fromkeys(needed) if not self._knows(name)]
        if lacking:
            raise Faults(
                missing_fact(self.charged.document, version, product.id, name) for name in lacking
            )

    def _knows(self, name: str) -> bool:
        fact = self.version.fact(name)
        given = self.charged.facts.get(name)
        return given is not None if fact is None else given in {each.id for each in fact.values}

    def _fault(self, place: str, key: str, **values: object) -> Fault:
        return Fault(self.charged.document.id, place, None, None, key, values)

    def _refusal(self, component: Component, key: str, **values: object) -> Faults:
        return Faults([self._fault(f"{self.product.id}.{component.id}", key, **values)])

    def rounding(self, decimals: int) -> WholeRounding:
        """Return the declared rounding for figures of so many decimals of a yuan."""
        declared = self.version.rounding
        return WholeRounding(int(declared.unit.scaleb(decimals)), declared.mode)

    def component(self, component: Component) -> ComponentPlan:
        """Return how `component` is read."""
        charge = self.charged.charge_of(component)
        if isinstance(charge, Unread):
            raise self._refusal(component, "tariff.columns.unread")
        counts, grid = self._counts(component)
        if isinstance(charge, PerPeriod):
            return self._by_period(component, charge, counts, grid)
        if isinstance(charge, Capacity):
            return self._by_tiers(component, charge, counts)
        quota = component.free_quota
        if quota is not None and not quota.is_of(charge.accumulate):
            raise self._refusal(component, "tariff.columns.quota_apart")
        free = Fraction(0) if quota is None else Fraction(quota.units) / grid
        if free.denominator != 1:
            raise self._refusal(component, "tariff.columns.fraction")
        of_total = [count for count in component.per if count.of_total]
        converted, priced = (
            self._conversion(component, of_total[0], grid) if of_total else (None, grid)
        )
        largest = floor(Fraction(self.product.largest_quantity) / grid)
        if largest + free >= FITS:
            quantity = self.product.largest_quantity
            raise self._refusal(component, "tariff.columns.too_large", quantity=quantity)
        return ComponentPlan(
            id=component.id,
            counts=counts,
            quota=free.numerator,
            converted=converted,
            largest=largest,
            total=self._total(component, charge, priced, ceil(largest * grid / priced)),
            collected=self._collected(component),
            apart=component.each_limited,
        )

    def _collected(self, component: Component) -> bool:
        exempt = any(
            component.id in each.components and self.charged.is_in(each.for_)
            for each in self.product.exemptions
        )
        return not exempt and component.not_collected is None

    def _by_period(
        self,
        component: Component,
        charge: PerPeriod,
        counts: tuple[WholeCount, ...],
        grid: Fraction,
    ) -> ComponentPlan:
        """Return how a price by the period is read, of each of what is counted, if anything is."""
        declared = self.version.rounding
        rounds = declared.at is RoundingPlace.LINE
        price = Fraction(charge.price) * self._floated(component)
        price *= self._left_after_discounts(component) * grid
        price /= Fraction(declared.unit) if rounds else Fraction(1, MICRO)
        return ComponentPlan(
            id=component.id,
            counts=counts,
            quota=0,
            converted=None,
            largest=floor(Fraction(self.product.largest_quantity) / grid),
            total=ByPeriod(
                months=charge.period.months,
                started_whole=charge.proration.rule is ProrationRule.STARTED_WHOLE,
                runs=None if charge.runs is None else charge.runs.rule,
                times=price.numerator,
                under=price.denominator,
                rounding=self.rounding(_MICRO_DECIMALS) if rounds else None,
            ),
            collected=self._collected(component),
            apart=True,
        )

    def _by_tiers(
        self, component: Component, charge: Capacity, counts: tuple[WholeCount, ...]
    ) -> ComponentPlan:
        """Return how a price is read that several numbers decide at once."""
        upper, declared = charge.edges.rule is Edges.IN_UPPER_BAND, self.version.rounding
        grids = [self._counted(component, count)[1] for count in self.product.counts_of(component)]
        limits = []
        for tier in charge.tiers[:-1]:
            edges = [
                Fraction(tier.up_to[count.added]) / grid
                for count, grid in zip(self.product.counts_of(component), grids, strict=True)
            ]
            limits.append(tuple(ceil(edge) - 1 if upper else floor(edge) for edge in edges))
        factor = self._floated(component) * self._left_after_discounts(component)
        amounts = []
        for tier in charge.tiers:
            exact = Fraction(tier.price) * factor
            if declared.at is RoundingPlace.LINE:
                exact = Fraction(round_to(_as_decimal(exact), declared))
            amount = exact * MICRO
            if amount.denominator != 1:
                raise self._refusal(component, "tariff.columns.too_fine")
            amounts.append(amount.numerator)
        nothing = charge.at_zero.rule is AtZero.NOTHING
        most = tuple(floor(Fraction(self.product.largest_quantity) / grid) for grid in grids)
        return ComponentPlan(
            id=component.id,
            counts=counts,
            quota=0,
            converted=None,
            largest=max(most),
            total=Tiers(tuple(limits), tuple(amounts), nothing, most),
            collected=self._collected(component),
            apart=False,
        )

    def _counts(self, component: Component) -> tuple[tuple[WholeCount, ...], Fraction]:
        """Return the columns counted, and the smallest unit of their product."""
        counts, grid = [], _ONE
        for count in self.product.counts_of(component):
            whole, own = self._counted(component, count)
            counts.append(whole)
            grid *= own
        return tuple(counts), grid

    def _counted(self, component: Component, count: Count) -> tuple[WholeCount, Fraction]:
        """Return the column of `count`, and its smallest unit as it is priced."""
        fineness = self.version.units[count.asked].fineness
        if fineness is None:
            title = self.version.units[count.asked].title
            raise self._refusal(component, "tariff.columns.any_fraction", unit=title)
        own, converted = Fraction(1, 10**fineness), None
        if not count.of_total and count.rounding is not None:
            converted, own = self._conversion(component, count, own)
        elif not count.of_total and count.converted is not None:
            own *= count.converted.factor
        return WholeCount(count.asked, converted), own

    def _conversion(
        self, component: Component, count: Count, grid: Fraction
    ) -> tuple[WholeConversion, Fraction]:
        """Return how units of `grid` are converted and rounded, and the smallest unit after it."""
        assert count.rounding is not None
        unit = Fraction(count.rounding.to)
        factor = grid * (_ONE if count.converted is None else count.converted.factor) / unit
        rounding = WholeRounding(factor.denominator, count.rounding.mode)
        fineness = self.version.units[count.unit].fineness
        each = unit * 10**fineness if fineness is not None else _ONE
        if each.denominator != 1:
            raise self._refusal(component, "tariff.columns.fraction")
        found = WholeConversion(factor.numerator, rounding, each.numerator)
        if Fraction(self.product.largest_quantity) / grid > found.largest:
            quantity = self.product.largest_quantity
            raise self._refusal(component, "tariff.columns.too_large", quantity=quantity)
        return found, unit / each

    # --- amounts

    def _total(
        self, component: Component, charge: Metered, grid: Fraction, largest: int
    ) -> RunningTotal:
        """Return what the charge makes of a running total, as whole numbers of one scale."""
        declared = self.version.rounding
        floating, off = self._floated(component), self._left_after_discounts(component)
        factor, unit = floating * off, Fraction(declared.unit)
        by_band = declared.at is RoundingPlace.BAND
        schedules = _bands(charge) if by_band else [charge.schedule]
        inner = _ONE if by_band else factor
        found = [figures_of(each, grid, inner) for each in schedules]
        drawn = [figures for figures in found if figures is not None]
        if len(drawn) < len(found):
            raise self._refusal(component, "tariff.columns.fraction")
        inside = [amount for figures in drawn for amount in figures.amounts]
        least, most, zero = self._limits(component, off, schedules, factor)
        made = (
            sum((self._in_bands(each.pieces[0].base) for each in schedules), Fraction(0)) * factor
        )
        made = made if least is None else max(made, least)
        made = made if most is None else min(made, most)
        figures = [each for each in (least, most, zero) if each is not None]
        figures += [unit * factor] if by_band else inside
        rounds = declared.at is RoundingPlace.LINE and not _multiples(figures, unit)
        scale = decimals_of([*figures, unit] if rounds else figures)
        fine = decimals_of([*inside, unit]) if by_band else scale
        if scale is None or fine is None or (scale > _MICRO_DECIMALS and not rounds):
            raise self._refusal(component, "tariff.columns.too_fine")
        courses = tuple(figures.course(fine) for figures in drawn)
        weight = int(unit * factor * 10**scale) if by_band else 1
        times = int(unit * MICRO) if rounds else 10 ** (_MICRO_DECIMALS - scale)
        band = self.rounding(fine) if by_band else None
        drawn_to = sum(course.most(largest) for course in courses)
        highest = drawn_to if band is None else (drawn_to // band.unit + len(courses)) * weight
        bounds = [int(each * 10**scale) for each in (least, most, zero) if each is not None]
        if max(drawn_to, max(highest, *bounds) * (1 if rounds else times)) >= FITS:
            largest_quantity = self.product.largest_quantity
            raise self._refusal(component, "tariff.columns.too_large", quantity=largest_quantity)
        return RunningTotal(
            courses=courses,
            by_band=band,
            weight=weight,
            zero=None if zero == made else int(zero * 10**scale),
            least=None if least is None else int(least * 10**scale),
            most=None if most is None else int(most * 10**scale),
            rounding=self.rounding(scale) if rounds else None,
            times=times,
            declared=self.rounding(_MICRO_DECIMALS),
        )

    def _limits(
        self,
        component: Component,
        off: Fraction,
        schedules: list[Schedule],
        factor: Fraction,
    ) -> tuple[Fraction | None, Fraction | None, Fraction]:
        """Return minimum, maximum, and the amount for no unit (yuan), after discounts.

        A limit before discounts is, after them, the same limit so much lower.
        """
        nothing = sum((self._in_bands(each.zero) for each in schedules), Fraction(0)) * factor
        limits = component.limits
        if limits is None:
            return None, None, nothing
        part = off if limits.apply is LimitsApply.BEFORE_DISCOUNTS else _ONE
        least = None if limits.minimum is None else Fraction(limits.minimum) * part
        most = None if limits.maximum is None else Fraction(limits.maximum) * part
        if least is not None and limits.at_zero.rule is AtZero.CHARGED:
            nothing = max(nothing, least)
        return least, most, nothing if most is None else min(nothing, most)

    def _in_bands(self, amount: Fraction) -> Fraction:
        """Return `amount` (yuan), rounded where bands are."""
        declared = self.version.rounding
        if declared.at is not RoundingPlace.BAND:
            return amount
        return Fraction(round_to(_as_decimal(amount), declared))

    def _floated(self, component: Component) -> Fraction:
        if component.float_ is None:
            return _ONE
        return 1 + Fraction(parse_number(self.charged.facts[component.float_])) / 100

    def _left_after_discounts(self, component: Component) -> Fraction:
        """Return the part that the customer's discounts leave."""
        offs = [
            Fraction(each.percent) / 100
            for each in self.product.discounts
            if each.component == component.id and self.charged.is_in(each.for_)
        ]
        stacking = self.product.stacking
        if not offs:
            return _ONE
        if stacking is None or stacking.rule is StackingRule.LARGEST:
            return 1 - max(offs)
        if stacking.rule is StackingRule.ADDED:
            return 1 - min(sum(offs, Fraction(0)), _ONE)
        left = _ONE
        for off in offs:
            left *= 1 - off
        return left


def _as_decimal(amount: Fraction) -> Decimal:
    """Return `amount`, which has an end, with all its digits."""
    return exactly(lambda: Decimal(amount.numerator) / amount.denominator)


def _multiples(figures: list[Fraction], unit: Fraction) -> bool:
    """Whether all `figures` are multiples of `unit`."""
    return all((figure / unit).denominator == 1 for figure in figures)


def _bands(charge: Metered) -> list[Schedule]:
    """Return each band of a graduated charge as a schedule of its own; else the charge."""
    whole = charge.schedule
    if not isinstance(charge, Graduated | GraduatedPercentage):
        return [whole]
    return [whole.band(position) for position in range(len(whole.pieces))]
