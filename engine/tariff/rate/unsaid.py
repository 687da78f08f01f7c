"""What was not said and could change an amount that is given all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import Operation, Step
from engine.law import Source, written_path
from engine.money import FEN, grouped
from engine.tariff.model.bill import Settled
from engine.tariff.model.charge import Percentage, PerPeriod, PerUnit, Unread
from engine.tariff.model.period import Accumulation, Period
from engine.tariff.model.product import Component, FreeQuota, TariffProduct
from engine.tariff.rate.charging.periods import amounts_by_runs, begins_inside
from engine.tariff.rate.customer import Charged
from engine.tariff.usage.keys import keys_missing
from engine.tariff.usage.together import products_counted
from engine.tariff.usage.usage import Usage
from engine.text import Text, text, unit_text

__all__ = ["Unsaid", "unsaid_of", "unsaid_of_bill", "unsaid_of_each"]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Something that was not said, and what the amount takes it to be."""

    id: str
    """Where the request would say it."""
    text: Text
    """What is taken for granted."""
    because: tuple[Source, ...]
    """The provisions that make it matter."""


def unsaid_of(
    charged: Charged,
    priced: TariffProduct,
    component: Component,
    usages: Sequence[Usage],
    amounts: Sequence[Step | None],
    every: Sequence[Usage],
) -> Iterator[Unsaid]:
    """Yield what `usages`, all uses of the product `priced`, leave unsaid that `component` depends
    on.

    No position is given; `amounts` are those of the component (yuan), by usage; `every` use is all
    that is asked for, of products that count together with this one too.
    """
    known = [
        (usage, amount) for usage, amount in zip(usages, amounts, strict=True) if amount is not None
    ]
    open_ = [(usage, amount) for usage, amount in known if not _said(usage)]
    charge, once, quota = charged.charge_of(component), component.once_per, component.free_quota
    if once is not None and any(usage.events for usage, _ in open_):
        asked = text("tariff.rate.unsaid_window", component=component.title, days=once.days)
        yield Unsaid("position", asked, once.cites)
    if isinstance(charge, PerPeriod):
        yield from _runs(charged, charge, component, [usage for usage, _ in open_])
    if isinstance(charge, PerPeriod | Unread):
        return
    over = charge.accumulate
    if quota is not None:
        beside = _beside_unsaid(charged, priced, quota, every)
        new = [
            usage
            for usage, _ in (known if beside else open_)
            if not (usage.distinct and keys_missing(usage, quota.key))
        ]
        if new and quota.units > 0:
            yield _unsaid(component, quota.within.period, new, quota.cites)
        if over is None or quota.is_of(over):
            return
    if over is None:
        return
    straight = component.costs_alike(charge)
    beside = _beside_unsaid(charged, priced, over, every)
    matters = [
        usage
        for usage, amount in (known if beside else open_)
        if (beside or _open(charged, over.key, usage, usages))
        and not (straight and not _was_rounded(amount))
    ]
    if matters:
        yield _unsaid(component, over.period, matters, charge.cites)


def unsaid_of_each(
    charged: Charged, component: Component, usages: Sequence[Usage], amounts: Sequence[Step | None]
) -> Iterator[Unsaid]:
    """Yield the numbers that are read as one use, where `component` limits what each costs, and
    several uses of as much could cost otherwise; `amounts` are those of the component (yuan)."""
    limits, charge = component.limits, charged.charge_of(component)
    if limits is None or not limits.each_use:
        return
    straight = isinstance(charge, PerUnit | Percentage) and limits.minimum is None
    for usage, amount in zip(usages, amounts, strict=True):
        if usage.events or amount is None or (straight and not _capped(amount)):
            continue
        priced = charged.version.product(usage.product)
        assert priced is not None
        for count in priced.counts_of(component):
            number = usage.counts.get(count.asked, usage.quantity)
            assert number is not None
            unit = charged.version.units[count.asked]
            least = 0 if unit.fineness is None else Decimal(1).scaleb(-unit.fineness)
            if number > least:
                told = text(
                    "tariff.rate.unsaid_each_use",
                    number=grouped(number),
                    unit=unit.title,
                    component=component.title,
                )
                yield Unsaid(written_path((*usage.path, "events")), told, limits.cites)


def unsaid_of_bill(charged: Charged, usages: Sequence[Usage]) -> Iterator[Unsaid]:
    """Yield the rules over whole bills that depend on what was billed before in their period."""
    for rule in charged.version.bill:
        applies = rule.for_ is None or charged.is_in(rule.for_)
        covered = any(rule.covers(usage.product) for usage in usages)
        if rule.accumulate is not None and applies and covered:
            period = rule.accumulate.period
            later = rule.settled is Settled.AT_PERIOD_END
            key = "tariff.rate.unsaid_closing" if later else "tariff.rate.unsaid_bill"
            if period is Period.EVER:
                key = "tariff.rate.unsaid_bill_ever"
            told = text(key, period=text(f"tariff.rate.period_{period.value}"), bill=rule.title)
            yield Unsaid("position", told, rule.cites)


def _runs(
    charged: Charged, charge: PerPeriod, component: Component, usages: Sequence[Usage]
) -> Iterator[Unsaid]:
    for usage in usages:
        assert usage.span is not None
        amounts = amounts_by_runs(charge, usage.span)
        if amounts is not None:
            told = text(
                "tariff.rate.unsaid_runs",
                component=component.title,
                period=text(f"tariff.rate.period_{charge.period.value}"),
                amount=grouped(amounts[1], FEN),
                money=unit_text(charged.document.money),
            )
            yield Unsaid(written_path((*usage.path, "span", "runs")), told, charge.cites)
        if not usage.span.charged and begins_inside(charge, usage.span):
            period = text(f"tariff.rate.period_{charge.period.value}")
            told = text("tariff.rate.unsaid_before", component=component.title, period=period)
            yield Unsaid("position", told, charge.cites)


def _beside_unsaid(
    charged: Charged, priced: TariffProduct, over: Accumulation | FreeQuota, every: Sequence[Usage]
) -> bool:
    """Whether `over`, a rule of `priced`, also counts products of which no line says what was used
    before."""
    said = {usage.product for usage in every if _said(usage)}
    return bool(products_counted(charged.version, priced, over) - said - {priced.id})


def _said(usage: Usage) -> bool:
    """Whether its line says what was used before the request."""
    return usage.says_prior or any(event.paid is None for event in usage.history)


def _open(charged: Charged, key: Sequence[str], usage: Usage, usages: Sequence[Usage]) -> bool:
    """Whether nothing says what was used before for the key of `usage`: no line of the same key,
    nor that each unit is of something not asked for before."""
    if usage.distinct and keys_missing(usage, key):
        return False
    group = charged.version.group(key, usage.all_keys())
    said = (one for one in usages if one.says_prior)
    return all(charged.version.group(key, one.all_keys()) != group for one in said)


def _unsaid(
    component: Component, period: Period, usages: Sequence[Usage], because: Sequence[Source]
) -> Unsaid:
    dated = all(usage.events for usage in usages)
    key = "tariff.rate.unsaid_before" if dated else "tariff.rate.unsaid_before_and_when"
    if period is Period.EVER:
        key = "tariff.rate.unsaid_before_ever"
    told = text(key, component=component.title, period=text(f"tariff.rate.period_{period.value}"))
    return Unsaid("position", told, tuple(because))


def _capped(amount: Step) -> bool:
    """Whether a most was less than what was worked out on the way to `amount`."""
    return any(
        step.operation is Operation.MIN and step.number != step.children[0].number
        for step in amount.walk()
        if isinstance(step.value, Decimal)
    )


def _was_rounded(amount: Step) -> bool:
    """Whether rounding changed a figure on the way to `amount`."""
    return any(
        step.operation is Operation.ROUND and step.number != step.children[0].number
        for step in amount.walk()
        if isinstance(step.value, Decimal)
    )
