"""One price decided by several numbers at once: the first tier that holds them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.explain import Step, chosen, compared, given
from engine.law import Source
from engine.money import plain
from engine.money.currency import YUAN
from engine.tariff.model.bands import AtZero, Edges
from engine.tariff.model.charge import Capacity
from engine.text import Text, text

__all__ = ["tier_price"]


def tier_price(charge: Capacity, totals: Mapping[str, Step], label: Text, origin: str) -> Step:
    """Return the price (yuan) of the first tier that holds all `totals` of a period, by unit, and
    why it is not a lower one."""
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
