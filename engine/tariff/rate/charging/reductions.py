"""From the charged amount to the metered one: float, limits, discounts, in the declared order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from engine.explain import (
    Step,
    chosen,
    difference,
    given,
    largest,
    product,
    quotient,
    same,
    smallest,
    total,
)
from engine.law import Source
from engine.money.currency import YUAN
from engine.tariff.model.bands import AtZero
from engine.tariff.model.document import Float
from engine.tariff.model.product import Discount, Limits, Stacking, StackingRule
from engine.text import Text, text

__all__ = ["discounted", "floated", "limited"]

_HUNDRED = Decimal(100)


def floated(
    amount: Step, around: Float, chosen_percent: Decimal, sources: Sequence[Source]
) -> Step:
    """Return `amount` (yuan) at the base price, raised or lowered by the float chosen (per cent).

    The float is within its bounds: anything else was refused before.
    """
    base = given(text("tariff.rate.base_price_percent"), _HUNDRED, "percent")
    change = given(
        text("tariff.rate.float_chosen", title=around.title), chosen_percent, "percent", sources
    )
    floating = total(text("tariff.rate.floated_percent"), [base, change], "percent", around.cites)
    part = quotient(text("tariff.rate.floated_part"), floating, base, "1")
    return product(text("tariff.rate.floated"), [amount, part], YUAN, around.cites)


def limited(amount: Step, limits: Limits, units: Step, origin: str) -> Step:
    """Return `amount` (yuan) for `units`, at least the minimum and at most the maximum."""
    due = units.number > 0 or limits.at_zero.rule is AtZero.CHARGED
    reading = limits.at_zero.cites if units.number == 0 else ()
    if limits.minimum is not None and not due and reading and amount.number < limits.minimum:
        amount = same(amount.label, amount, cites=reading)
    if limits.minimum is not None and due:
        least = given(
            text("tariff.rate.minimum"),
            limits.minimum,
            YUAN,
            (*limits.cites, *reading),
            f"{origin}.limits.minimum",
        )
        amount = largest(text("tariff.rate.at_least"), [amount, least], YUAN)
    if limits.maximum is not None:
        most = given(
            text("tariff.rate.maximum"),
            limits.maximum,
            YUAN,
            limits.cites,
            f"{origin}.limits.maximum",
        )
        amount = smallest(text("tariff.rate.at_most"), [amount, most], YUAN)
    return amount


def discounted(
    amount: Step,
    discounts: Sequence[Discount],
    stacking: Stacking | None,
    title_of: Callable[[str], Text],
    membership: Callable[[str], Step],
) -> Step:
    """Return `amount` (yuan) less the `discounts`, all of which apply.

    `title_of` and `membership` give the name of a class and the step that says why the customer
    falls under it. Several discounts work together as `stacking` declares; `check` holds that it
    then does.
    """
    if not discounts:
        return amount
    if len(discounts) == 1:
        return _less(amount, discounts[0], title_of, membership)
    assert stacking is not None
    if stacking.rule is StackingRule.ONE_AFTER_ANOTHER:
        for discount in discounts:
            amount = _less(amount, discount, title_of, membership)
        return chosen(text("tariff.rate.stacked"), [], amount, stacking.cites)
    offs = [_off(discount) for discount in discounts]
    whole = given(text("tariff.rate.whole"), _HUNDRED, "percent")
    if stacking.rule is StackingRule.ADDED:
        label = text("tariff.rate.discount")
        off = smallest(label, [total(label, offs, "percent"), whole], "percent")
    else:
        off = largest(text("tariff.rate.discount"), offs, "percent")
    left = difference(text("tariff.rate.paid_percent"), [whole, off], "percent")
    part = quotient(text("tariff.rate.paid_part"), left, whole, "1")
    lower = product(text("tariff.rate.stacked"), [amount, part], YUAN, stacking.cites)
    return chosen(text("tariff.rate.stacked"), [membership(each.for_) for each in discounts], lower)


def _off(discount: Discount) -> Step:
    return given(text("tariff.rate.discount"), discount.percent, "percent", discount.cites)


def _less(
    amount: Step,
    discount: Discount,
    title_of: Callable[[str], Text],
    membership: Callable[[str], Step],
) -> Step:
    """Return `amount` less one discount: amount × (100 − per cent) / 100."""
    whole = given(text("tariff.rate.whole"), _HUNDRED, "percent")
    left = difference(text("tariff.rate.paid_percent"), [whole, _off(discount)], "percent")
    part = quotient(text("tariff.rate.paid_part"), left, whole, "1")
    label = text("tariff.rate.discounted", name=title_of(discount.for_))
    lower = product(label, [amount, part], YUAN, discount.cites)
    return chosen(label, [membership(discount.for_)], lower)
