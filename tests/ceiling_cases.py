"""Problems that the tests of ceilings share."""

from __future__ import annotations

from decimal import Decimal

from engine.ceiling import Offer, Problem, Provisions
from engine.explain import Step, given
from engine.law import Applies, Citation, Evidence
from engine.wording import Text

RULE = Citation(
    instrument="a rule for tests", evidence=Evidence.ASSUMPTION, applies=Applies.ASSUMED
)
PROVISIONS = Provisions(within_maximum=(RULE,), full_cost=(RULE,), tick=(RULE,), program=(RULE,))


def number(value: str | int | Decimal, unit: str) -> Step:
    return given(Text(zh="例", en="example"), Decimal(value), unit)


def offer(name: str, cost: str | int, quantity: str | int, tick: str) -> Offer:
    return Offer(
        id=name,
        title=Text(zh=f"产品{name}", en=f"product {name}"),
        unit=Text(zh="次", en="call"),
        cost=number(cost, "yuan/year"),
        quantity=number(quantity, "call/year"),
        tick=number(tick, "yuan/call"),
    )


def problem(maximum: str | int, *offers: Offer) -> Problem:
    return Problem(
        year=2026,
        maximum=number(maximum, "yuan/year"),
        offers=offers,
        provisions=PROVISIONS,
    )


def circle() -> Problem:
    """The two products of the hand-worked circle."""
    return problem(
        "7886659.41",
        offer("p1", 4_493_900, 20_000_000, "0.0001"),
        offer("p2", 3_215_900, 12_000, "0.01"),
    )
