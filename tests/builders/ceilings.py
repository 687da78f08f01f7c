"""Problems that the tests of ceilings share, and the rule they are set by."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from engine.ceiling import Offer, Problem, SourcedFigure, rule_in_force
from engine.law import Shelf
from engine.text import Text

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")
RULE = rule_in_force(SHELF, "cn/ceiling-allocation", datetime.date(2026, 3, 1))


def figure(value: str | int | Decimal) -> SourcedFigure:
    return SourcedFigure(Decimal(value))


def offer(name: str, cost: str | int, quantity: str | int, tick: str) -> Offer:
    return Offer(
        id=name,
        title=Text(zh=f"产品{name}", en=f"product {name}"),
        unit=Text(zh="次", en="call"),
        cost=figure(cost),
        quantity=figure(quantity),
        tick=figure(tick),
    )


def problem(maximum: str | int | Decimal, *offers: Offer) -> Problem:
    return Problem(year=2026, maximum=figure(maximum), offers=offers)


def circle() -> Problem:
    """The two products of the hand-worked circle."""
    return problem(
        "7886659.41",
        offer("p1", 4_493_900, 20_000_000, "0.0001"),
        offer("p2", 3_215_900, 12_000, "0.01"),
    )


def circle_as_registered() -> Problem:
    """The same, under the names of the demo province's register."""
    return problem(
        "7886659.41",
        offer("verification-call", 4_493_900, 20_000_000, "0.0001"),
        offer("enterprise-data-package", 3_215_900, 12_000, "0.01"),
    )
