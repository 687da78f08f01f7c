"""How a component makes an amount: running totals, class, float, limits, discounts, rounding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import Step, chosen, difference, given, product, rounded, same, total
from engine.money import exactly
from engine.money.currency import YUAN
from engine.tariff.model.charge import Capacity, Metered, PerPeriod
from engine.tariff.model.document import RoundingPlace
from engine.tariff.model.product import Component, LimitsApply, TariffProduct
from engine.tariff.rate.charging.amount import amount_of, unit_price_of
from engine.tariff.rate.charging.capacity import tier_price
from engine.tariff.rate.charging.periods import ByPeriod, amount_by_period
from engine.tariff.rate.charging.reductions import discounted, floated, limited
from engine.tariff.rate.counting.buckets import Bucket
from engine.tariff.rate.counting.uses import as_counted
from engine.tariff.rate.customer import Charged
from engine.tariff.usage.position import Position
from engine.tariff.usage.usage import Usage
from engine.text import Text, text

__all__ = ["Making"]


@dataclass(frozen=True, slots=True)
class Making:
    """How one component makes an amount for the one charged."""

    charged: Charged
    product: TariffProduct
    component: Component
    charge: Metered | Capacity | PerPeriod
    """The charge that applies."""
    name: str | None
    """The class whose price is charged; None for the plain one."""
    positions: Sequence[Position] = ()
    """What was used before of the component."""

    @property
    def label(self) -> Text:
        """What the amount is called."""
        return text("tariff.rate.amount", component=self.component.title)

    @property
    def origin(self) -> str:
        """The component in its document."""
        return f"{self.charged.document.id}#{self.product.id}.{self.component.id}"

    @property
    def charge_origin(self) -> str:
        """The charge in its document."""
        where = "charge" if self.name is None else f"for_class.{self.name}.charge"
        return f"{self.origin}.{where}"

    def amount(self, usage: Usage, counted: Sequence[Bucket]) -> Step:
        """Return the amount (yuan), rounded where lines are."""
        if isinstance(self.charge, PerPeriod | Capacity):
            now, *before = self._ends(self.charge, usage, counted)
            if not before:
                return now
            return difference(text("tariff.rate.increment"), [now, *before], YUAN)
        amounts = [self._of_bucket(self.charge, bucket) for bucket in counted]
        return amounts[0] if len(amounts) == 1 else total(self.label, amounts, YUAN)

    def amount_before(self, usage: Usage, counted: Sequence[Bucket]) -> Step | None:
        """Return what was used before this request cost (yuan); None where nothing was."""
        if isinstance(self.charge, PerPeriod | Capacity):
            _, *found = self._ends(self.charge, usage, counted)
            if isinstance(self.charge, Capacity) and not counted[0].first:
                return None
        else:
            found = [
                self._before(self.charge, bucket.prior, bucket)
                for bucket in counted
                if bucket.first and bucket.prior is not None
            ]
        return total(text("tariff.rate.before"), found, YUAN) if found else None

    def _ends(
        self, charge: PerPeriod | Capacity, usage: Usage, counted: Sequence[Bucket]
    ) -> tuple[Step, ...]:
        """Return what the periods cost with what is used now, and the parts of what they cost
        without it: charged as it was said, or by the prices of today."""
        if isinstance(charge, PerPeriod):
            return self._of_days(charge, usage, counted)
        units = [count.added for count in self.product.counts_of(self.component)]
        by_unit = dict(zip(units, counted, strict=True))
        before = {
            unit: bucket.prior for unit, bucket in by_unit.items() if bucket.prior is not None
        }
        now = {unit: _cumulated(bucket) for unit, bucket in by_unit.items()}
        within = self.charged.version.free_within_bands

        def costs(totals: Mapping[str, Step]) -> Step:
            price = tier_price(charge, totals, self.label, self.charge_origin)
            # Where free ones stand outside, the numbers are shared already.
            return self._reduced(price, None, usage.share if within else None)

        if not before:
            return (costs(now),)
        said = next((bucket.charged for bucket in counted if bucket.charged is not None), None)
        return costs(now), said or costs(before)

    def _of_days(
        self, charge: PerPeriod, usage: Usage, counted: Sequence[Bucket]
    ) -> tuple[Step, ...]:
        """Return the ends of a price by the period. What corrects a number lowers it on the days
        covered, which were charged before; where nothing is counted, nothing is corrected."""
        assert usage.span is not None
        span, corrects = usage.span, usage.correction is not None
        within = self.charged.version.free_within_bands
        # Where units are counted and free ones stand outside, their number is shared already.
        share = usage.share if within or not counted else None

        def made(units: Step | None) -> ByPeriod:
            positions = () if corrects else self.positions
            return amount_by_period(
                charge, span, units, usage.sources, self.label, self.charge_origin, positions
            )

        if corrects and not counted:
            return (given(self.label, Decimal(0), YUAN),)
        if corrects and (prior := counted[0].prior) is not None:
            ends = (made(units).now for units in (_cumulated(counted[0]), prior))
            return tuple(self._reduced(end, None, share) for end in ends)
        found = made(counted[0].quantity if counted else None)
        earlier = [] if found.earlier is None else [self._reduced(found.earlier, None, share)]
        return (self._reduced(found.now, None, share), *earlier, *found.charged)

    def unit_price(self, counted: Sequence[Bucket]) -> Decimal | None:
        """Return the price of a unit (yuan); None where there is not just one."""
        if isinstance(self.charge, PerPeriod | Capacity) or self.component.limits is not None:
            return None
        price = unit_price_of(self.charge, counted)
        if price is None or self.component.float_ is None:
            return price
        _, percent, _ = self.charged.float_of(self.component.float_)
        return exactly(lambda: price * (100 + percent) / 100)

    def _of_bucket(self, charge: Metered, bucket: Bucket) -> Step:
        """Return what the units now cost: the period's total with them, less that without them.

        Where it was said what was charged before, less that.
        """
        if bucket.times is not None:
            one = self._of_units(charge, bucket.quantity, bucket.share)
            return product(text("tariff.rate.of_each"), [bucket.times, one], YUAN)
        if bucket.prior is None:
            return self._of_units(charge, bucket.quantity, bucket.share)
        now = self._of_units(charge, _cumulated(bucket), bucket.share)
        before = self._before(charge, bucket.prior, bucket)
        return difference(text("tariff.rate.increment"), [now, before], YUAN)

    def _before(self, charge: Metered, prior: Step, bucket: Bucket) -> Step:
        """Return what was charged for the units before, or what they cost today."""
        return bucket.charged or self._of_units(charge, prior, bucket.share)

    def _of_units(self, charge: Metered, units: Step, share: Step | None) -> Step:
        """Return what a running total of `units` costs, or the paid `share` of it in per cent."""
        for count in self.component.per:
            if count.of_total:
                units = as_counted(count, units, self.charged.version.units[count.unit].title)
        rounding = self.charged.version.rounding
        amount = amount_of(charge, units, rounding, self.label, self.charge_origin)
        return self._reduced(amount, units, share)

    def _reduced(self, amount: Step, units: Step | None, share: Step | None = None) -> Step:
        """Return `amount` after class, float, limits, discounts, free part and rounding."""
        charged, component, rounding = self.charged, self.component, self.charged.version.rounding
        if self.name is not None:
            price = component.for_class[self.name]
            label = text("tariff.rate.class_price", name=charged.title_of(self.name))
            amount = chosen(label, [charged.membership(self.name)], amount, price.cites)
        elif component.unread_modifier is not None:
            modifier = component.unread_modifier
            amount = same(modifier.effect, amount, cites=modifier.cites)
        if component.float_ is not None:
            amount = floated(amount, *charged.float_of(component.float_))
        limits = component.limits if units is not None else None
        if (
            limits is not None
            and units is not None
            and limits.apply is LimitsApply.BEFORE_DISCOUNTS
        ):
            amount = limited(amount, limits, units, self.origin)
        offs = [
            each
            for each in self.product.discounts
            if each.component == component.id and charged.is_in(each.for_)
        ]
        amount = discounted(
            amount, offs, self.product.stacking, charged.title_of, charged.membership
        )
        if limits is not None and units is not None and limits.apply is LimitsApply.AFTER_DISCOUNTS:
            amount = limited(amount, limits, units, self.origin)
        if share is not None:
            amount = self._paid(amount, share)
        # Of bands that are rounded the paid part is rounded once more.
        in_part = share is not None and rounding.at is RoundingPlace.BAND
        if rounding.at is RoundingPlace.LINE or in_part:
            return rounded(text("tariff.rate.rounded"), amount, rounding, rounding.cites)
        return amount

    def _paid(self, amount: Step, share: Step) -> Step:
        """Return the paid part of `amount`, where free units stand within the bands."""
        declared = self.charged.version.free_part
        hundredth = given(text("tariff.rate.one_per_cent"), Decimal("0.01"), "1/percent")
        factors, cites = [amount, share, hundredth], () if declared is None else declared.cites
        return product(text("tariff.rate.paid_share"), factors, YUAN, cites)


def _cumulated(bucket: Bucket) -> Step:
    """Return the units of the period so far."""
    if bucket.prior is None:
        return bucket.quantity
    units = [bucket.prior, bucket.quantity]
    return total(text("tariff.rate.cumulated"), units, bucket.quantity.unit)
