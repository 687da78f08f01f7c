"""How a component makes an amount: running totals, class, float, limits, discounts, rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.explain import Step, chosen, difference, given, product, rounded, same, total
from engine.law import Finding, Path
from engine.money import FEN, ONE_FEN, exactly, grouped
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

    def misstated(self, usage: Usage, counted: Sequence[Bucket]) -> Iterator[Finding]:
        """Yield what is said to be charged before that is not what that use costs by this price.

        Then another price charged it, of a class, a float or a share that is no longer the one. A
        price that no fact moves may have charged too little before, so that the rest is due, but no
        more than all use of the period costs. Where nothing was used, nothing may have been due.
        """
        moved = self._is_moved or self._paid_share(usage, counted) is not None
        least = max(self.charged.version.rounding.unit, ONE_FEN)
        for said, path, own, now in self._said(self.charge, usage, counted):
            most = own.number if moved else max(own.number, now.number)
            if said > most + least or (moved and said < own.number - least):
                values = {"own": grouped(own.number, FEN)}
                yield Finding(path, "tariff.charged_otherwise", values, said)

    @property
    def _is_moved(self) -> bool:
        """Whether what it costs depends on facts: a class or a float."""
        priced, own = self.product, self.component
        discounted = any(each.component == own.id for each in priced.discounts)
        exempt = any(own.id in each.components for each in priced.exemptions)
        return bool(own.for_class or own.float_ or discounted or exempt)

    def _said(
        self, charge: Metered | Capacity | PerPeriod, usage: Usage, counted: Sequence[Bucket]
    ) -> Iterator[tuple[Decimal, Path, Step, Step]]:
        """Yield what was said to be charged (yuan), where, and what that use, and all use with it,
        costs by this price."""
        if isinstance(charge, PerPeriod):
            made, share = self._made(charge, usage, counted), self._paid_share(usage, counted)
            now = self._reduced(made.now, None, share)
            for position, days in made.said:
                assert position.charged is not None
                own = self._reduced(days, None, share)
                yield position.charged, (*position.path, "charged"), own, now
            return
        for bucket in counted:
            if bucket.charged is None or bucket.prior is None:
                continue
            if bucket.charged.number == 0 == bucket.prior.number:
                continue
            if isinstance(charge, Capacity):
                bare = [replace(each, charged=None) for each in counted]
                now, own = self._ends(charge, usage, bare)
            else:
                now = self._of_units(charge, _cumulated(bucket), bucket.share)
                own = self._of_units(charge, bucket.prior, bucket.share)
            yield bucket.charged.number, bucket.said_at, own, now

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
        share = self._paid_share(usage, counted)
        if usage.correction is not None and not counted:
            return (given(self.label, Decimal(0), YUAN),)
        if usage.correction is not None and (prior := counted[0].prior) is not None:
            ends = (replace(counted[0], quantity=each) for each in (_cumulated(counted[0]), prior))
            made = (self._made(charge, usage, [end]).now for end in ends)
            return tuple(self._reduced(each, None, share) for each in made)
        found = self._made(charge, usage, counted)
        earlier = [] if found.earlier is None else [self._reduced(found.earlier, None, share)]
        return (self._reduced(found.now, None, share), *earlier, *found.charged)

    def _made(self, charge: PerPeriod, usage: Usage, counted: Sequence[Bucket]) -> ByPeriod:
        """Return what the days covered cost, for the number that is counted."""
        assert usage.span is not None
        units = counted[0].quantity if counted else None
        positions = () if usage.correction is not None else self.positions
        return amount_by_period(
            charge, usage.span, units, usage.sources, self.label, self.charge_origin, positions
        )

    def _paid_share(self, usage: Usage, counted: Sequence[Bucket]) -> Step | None:
        """Return the part of the price that is paid; None for all of it. Where units are counted
        and free ones stand outside, their number is shared already."""
        return usage.share if self.charged.version.free_within_bands or not counted else None

    def unit_price(self, counted: Sequence[Bucket]) -> Decimal | None:
        """Return the price of a unit (yuan); None where there is not just one, or where it is not
        of the units asked for but of what the period's total of them is converted or rounded to."""
        if isinstance(self.charge, PerPeriod | Capacity) or self.component.limits is not None:
            return None
        if any(count.of_total for count in self.component.per):
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
