"""What a valid document can get wrong where use is added up over several products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.law import Finding, Path
from engine.tariff.check.charge import fine_enough
from engine.tariff.model.bands import Graduated, GraduatedPercentage
from engine.tariff.model.bill import BillModel, BillRule, PartOfPeriod, Settled
from engine.tariff.model.charge import Capacity, Metered, PerUnit
from engine.tariff.model.document import Role, TariffDocument, TariffVersion
from engine.tariff.model.period import Period, counted_over
from engine.tariff.usage.together import CountingRule, shared_rules

__all__ = ["check_bill", "check_over_products"]


def check_bill(document: TariffDocument, version: TariffVersion, path: Path) -> Iterator[Finding]:
    """Yield rules over whole bills that lack their figure, name nothing, or cross each other."""
    products = [product.id for product in version.products]
    seen: set[str] = set()
    for place, rule in enumerate(version.bill):
        here = (*path, "bill", place)
        if rule.id in seen:
            yield Finding((*here, "id"), "law.repeated_entry", {}, rule.id)
        seen.add(rule.id)
        expected = "percent" if rule.model is BillModel.PERCENT_OFF else "amount"
        given = [name for name in ("amount", "percent") if getattr(rule, name) is not None]
        if given != [expected]:
            values = {"model": rule.model.value, "expected": expected}
            yield Finding((*here, "model"), "tariff.check.bill_model", values)
        if rule.amount is not None:
            yield from fine_enough(rule.amount, (*here, "amount"))
        later = rule.settled is Settled.AT_PERIOD_END
        by_day = rule.part_of_period is PartOfPeriod.BY_DAY
        over = rule.accumulate
        ends = over is not None and over.period is not Period.EVER
        least = rule.model is BillModel.AT_LEAST and ends
        if (later and not least) or (by_day and not later):
            yield Finding((*here, "settled"), "tariff.check.bill_settled")
        if rule.for_ is not None and rule.for_ not in version.classes:
            allowed = {"allowed": ", ".join(version.classes) or "–"}
            yield Finding((*here, "for"), "tariff.check.unknown_class", allowed, rule.for_)
        for number, product in enumerate(rule.products):
            if product not in products:
                allowed = {"allowed": ", ".join(products)}
                where = (*here, "products", number)
                yield Finding(where, "tariff.unknown_product", allowed, product)
        for earlier in version.bill[:place]:
            if not _within(earlier, rule, products):
                yield Finding(here, "tariff.check.bill_products", {"other": earlier.id})
            elif _crossed(version, earlier, rule, products):
                values = {"other": earlier.id}
                yield Finding((*here, "amount"), "tariff.check.bill_crossed", values, rule.amount)
        if document.role is Role.CEILING:
            yield Finding(here, "tariff.check.bill_of_ceiling")
        if document.role is Role.LIST and rule.model is BillModel.AT_LEAST:
            yield Finding((*here, "model"), "tariff.check.bill_adds")


def _within(inner: BillRule, outer: BillRule, products: Sequence[str]) -> bool:
    """Whether all lines that a bill of `inner` sums belong to one bill of `outer`, or to none."""
    own = {product for product in products if inner.covers(product)}
    whole = {product for product in products if outer.covers(product)}
    if not own & whole:
        return True
    if not own <= whole:
        return False
    if inner.accumulate is None or outer.accumulate is None:
        return inner.accumulate is outer.accumulate
    order, ours, theirs = [*Period], inner.accumulate, outer.accumulate
    finer = order.index(ours.period) <= order.index(theirs.period)
    same_days = ours.by_contract == theirs.by_contract or ours.period is Period.DAY
    same_days |= theirs.period is Period.EVER
    return finer and same_days and set(theirs.key) <= set(ours.key)


def _crossed(
    version: TariffVersion, inner: BillRule, outer: BillRule, products: Sequence[str]
) -> bool:
    """Whether one of two rules makes a bill more than the other lets it be.

    A least amount is then never kept; and a most amount is exceeded where the same bill is made up
    to a higher least one afterwards. One of a part of the bill may be.
    """
    if not any(inner.covers(product) and outer.covers(product) for product in products):
        return False
    if inner.amount is None or outer.amount is None or not _may_meet(version, inner, outer):
        return False
    if (inner.model, outer.model) == (BillModel.AT_LEAST, BillModel.AT_MOST):
        return inner.amount > outer.amount
    if (inner.model, outer.model) != (BillModel.AT_MOST, BillModel.AT_LEAST):
        return False
    same_lines = all(inner.covers(each) == outer.covers(each) for each in products)
    return same_lines and _over(inner) == _over(outer) and outer.amount > inner.amount


def _over(rule: BillRule) -> object:
    over = rule.accumulate
    return None if over is None else counted_over(over.key, over)


def _may_meet(version: TariffVersion, one: BillRule, other: BillRule) -> bool:
    """Whether both can apply to one customer."""
    first, second = (version.classes.get(rule.for_ or "") for rule in (one, other))
    if first is None or second is None or first.fact != second.fact:
        return True
    return not set(first.in_).isdisjoint(second.in_)


def check_over_products(version: TariffVersion, path: Path) -> Iterator[Finding]:
    """Yield where products whose keys do not tell them apart cannot be added up together.

    Components of one name count together. What each further unit costs by its own product's price
    can then differ; an amount that is of all units, such as a minimum, must be the same.
    """
    first: dict[tuple[object, ...], CountingRule] = {}
    for place, product in enumerate(version.products):
        for rule in shared_rules(product):
            other = first.setdefault(rule.group, rule)
            if other.product is product:
                continue
            position = product.components.index(rule.component)
            here = (*path, "products", place, "components", position, *rule.place)
            values = {"product": other.product.id, "component": other.component.id}
            if isinstance(rule.charge, Capacity):
                yield Finding(here, "tariff.check.capacity_over_products")
            elif other.component.id != rule.component.id:
                yield Finding(here, "tariff.check.added_over_products", values)
            elif not _fit(other, rule):
                yield Finding(here, "tariff.check.added_at_other_prices", values)


def _fit(one: CountingRule, other: CountingRule) -> bool:
    """Whether two rules that count together, both of quotas or both of charges, do not contradict
    each other."""
    if one.charge is None:
        first, second = one.component.free_quota, other.component.free_quota
        return first is not None and second is not None and first.units == second.units
    if all(_by_the_unit(rule) for rule in (one, other)):
        return True
    if isinstance(one.charge, Metered) and isinstance(other.charge, Metered):
        return one.charge.schedule == other.charge.schedule and _limits(one) == _limits(other)
    return False


def _by_the_unit(rule: CountingRule) -> bool:
    """Whether what each further unit costs is its own price, whatever the units before cost."""
    if rule.component.limits is not None:
        return False
    charge = rule.charge
    if isinstance(charge, Graduated):
        blocks = any(band.size is not None for band in charge.bands)
        return not blocks and not any(band.entry_fee for band in charge.bands)
    if isinstance(charge, GraduatedPercentage):
        return not any(band.entry_fee for band in charge.bands)
    return isinstance(charge, PerUnit)


def _limits(rule: CountingRule) -> tuple[object, ...]:
    limits = rule.component.limits
    return () if limits is None else (limits.minimum, limits.maximum, limits.apply)
