"""How a component makes an amount: running totals, class, float, limits, discounts, rounding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import Step, chosen, difference, given, product, rounded, same, total
from engine.money import exactly
from engine.money.currency import YUAN
from engine.tariff.model.charge import Capacity, Metered, PerPeriod
from engine.tariff.model.document import RoundingPlace
from engine.tariff.model.product import Component, LimitsApply, TariffProduct
from engine.tariff.rate.charging.amount import amount_of, unit_price_of
from engine.tariff.rate.charging.capacity import amount_by_capacity
from engine.tariff.rate.charging.periods import amount_by_period
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
        if isinstance(self.charge, PerPeriod):
            assert usage.span is not None
            amount = amount_by_period(
                self.charge,
                usage.span,
                counted[0].quantity if counted else None,
                usage.sources,
                self.label,
                self.charge_origin,
                self.positions,
            )
            within = self.charged.version.free_within_bands
            # Where units are counted and free ones stand outside, their number is shared already.
            return self._reduced(amount, None, usage.share if within or not counted else None)
        if isinstance(self.charge, Capacity):
            units = [count.added for count in self.product.counts_of(self.component)]
            by_unit = dict(zip(units, counted, strict=True))
            amount = amount_by_capacity(self.charge, by_unit, self.label, self.charge_origin)
            return self._reduced(amount, None, usage.share)
        amounts = [self._of_bucket(self.charge, bucket) for bucket in counted]
        return amounts[0] if len(amounts) == 1 else total(self.label, amounts, YUAN)

    def amount_before(self, counted: Sequence[Bucket]) -> Step | None:
        """Return what units before this request cost (yuan); None where there were none."""
        if isinstance(self.charge, PerPeriod | Capacity):
            return None
        found = [
            self._before(self.charge, bucket.prior, bucket)
            for bucket in counted
            if bucket.first and bucket.prior is not None
        ]
        return total(text("tariff.rate.before"), found, YUAN) if found else None

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
        units = [bucket.prior, bucket.quantity]
        cumulated = total(text("tariff.rate.cumulated"), units, bucket.quantity.unit)
        now = self._of_units(charge, cumulated, bucket.share)
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
