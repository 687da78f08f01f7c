"""One price decided by several numbers at once: the first tier that holds them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.explain import Step, chosen, compared, difference, given, total
from engine.law import Source
from engine.money import plain
from engine.money.currency import YUAN
from engine.tariff.model.bands import AtZero, Edges
from engine.tariff.model.charge import Capacity
from engine.tariff.rate.counting.buckets import Bucket
from engine.text import Text, text

__all__ = ["amount_by_capacity"]


def amount_by_capacity(
    charge: Capacity, counted: Mapping[str, Bucket], label: Text, origin: str
) -> Step:
    """Return what the units `counted` cost (yuan), by unit: the price of the tier that the period's
    totals now reach, less that of the tier that they had reached before."""
    now = {
        unit: bucket.quantity
        if bucket.prior is None
        else total(text("tariff.rate.cumulated"), [bucket.prior, bucket.quantity], unit)
        for unit, bucket in counted.items()
    }
    due = _reached(charge, now, label, origin)
    before = {unit: bucket.prior for unit, bucket in counted.items() if bucket.prior is not None}
    if not before:
        return due
    paid = next((bucket.charged for bucket in counted.values() if bucket.charged is not None), None)
    earlier = paid or _reached(charge, before, label, origin)
    return difference(text("tariff.rate.increment"), [due, earlier], YUAN)


def _reached(charge: Capacity, totals: Mapping[str, Step], label: Text, origin: str) -> Step:
    """Return the price of the first tier that holds all `totals`, and why it is not a lower one."""
    none = all(step.number == 0 for step in totals.values())
    readings: Sequence[Source] = charge.at_zero.cites if none else ()
    if none and charge.at_zero.rule is AtZero.NOTHING:
        nothing = given(text("tariff.rate.nothing_due"), charge.tiers[0].price * 0, YUAN, readings)
        return chosen(label, [], nothing, charge.cites)
    lower, upper = (_place(charge, totals, each) for each in (False, True))
    readings = (*readings, *(charge.edges.cites if lower != upper else ()))
    relation, reached = (">", lower) if charge.edges.rule is Edges.IN_LOWER_BAND else (">=", upper)
    reasons: list[Step] = []
    for position, tier in enumerate(charge.tiers[:reached]):
        for unit, most in tier.up_to.items():
            name = text("tariff.rate.tier_limit", tier=position + 1, most=plain(most))
            edge = given(name, most, unit, tier.cites, f"{origin}.tiers[{position}].up_to.{unit}")
            beyond = compared(text("tariff.rate.tier_passed"), totals[unit], relation, edge)
            reasons += [beyond] if beyond.value else []
    tier = charge.tiers[reached]
    name = text("tariff.rate.tier_price", tier=reached + 1)
    price = given(name, tier.price, YUAN, tier.cites, f"{origin}.tiers[{reached}].price")
    return chosen(label, [*reasons, *totals.values()], price, (*charge.cites, *readings))


def _place(charge: Capacity, totals: Mapping[str, Step], upper: bool) -> int:
    """Return the place of the first tier that holds all `totals`; one just at a limit is held,
    unless it belongs to the `upper` tier."""
    return next(
        place
        for place, tier in enumerate(charge.tiers)
        if all(
            totals[unit].number < most or (totals[unit].number == most and not upper)
            for unit, most in tier.up_to.items()
        )
    )
