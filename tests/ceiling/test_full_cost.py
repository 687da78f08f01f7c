"""Full cost by driver: the hand-worked circle, and what must hold for any operator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from builders.ceilings import RULE, circle, offer, problem
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.ceiling import by_full_cost
from engine.law import Fault, Faults

ticks = st.sampled_from(["0.0001", "0.001", "0.01", "0.05", "0.2"])
costs = st.integers(1, 10**8)
quantities = st.integers(1, 10**6)
products = st.lists(st.tuples(costs, quantities, ticks), min_size=1, max_size=5)


def test_the_hand_worked_circle() -> None:
    result = by_full_cost(RULE, circle())
    assert [str(each.price.number) for each in result.ceilings] == ["0.2298", "274.13"]
    # 0.2298 × 20,000,000 = 4,596,000; 274.13 × 12,000 = 3,289,560
    assert [each.revenue.number for each in result.ceilings] == [4_596_000, 3_289_560]
    assert result.revenue.number == Decimal("7885560.00")
    assert result.left.number == Decimal("1099.41")


def test_full_prices_of_the_circle() -> None:
    first, second = (each.full_price.number for each in by_full_cost(RULE, circle()).ceilings)
    assert str(first).startswith("0.229849404")
    assert str(second).startswith("274.139277")


def test_a_price_that_is_whole_ticks_stays_whole() -> None:
    # A third of 9.00 over one piece is 3.00, though a third itself has no last digit.
    result = by_full_cost(RULE, problem("9", offer("a", 1, 1, "0.01"), offer("b", 2, 1, "0.01")))
    assert [each.price.number for each in result.ceilings] == [3, 6]
    assert result.left.number == 0


@drawn(st.integers(10**7, 10**10), products)
def test_the_mark_up_is_uniform_and_the_sum_within_the_maximum(
    fen: int, drawn_products: list[tuple[int, int, str]]
) -> None:
    maximum = Decimal(fen).scaleb(-2)
    offers = [offer(f"p{n}", *values) for n, values in enumerate(drawn_products)]
    try:
        result = by_full_cost(RULE, problem(maximum, *offers))
    except Faults as faults:
        assert {place(fault) for fault in faults.faults} == {"at_least_one_tick"}
        return
    costs_together = sum(values[0] for values in drawn_products)
    spent = Fraction(0)
    for each, (cost, quantity, tick) in zip(result.ceilings, drawn_products, strict=True):
        # The same in fractions, which have no last digit: what no price may pass, and the most
        # that rounding down may take away.
        full = Fraction(fen, 100) * Fraction(cost, costs_together) / quantity
        price = Fraction(each.price.number)
        assert price <= full < price + Fraction(tick)
        assert (price / Fraction(tick)).denominator == 1
        spent += price * quantity
    assert spent <= Fraction(fen, 100)
    assert Fraction(result.left.number) == Fraction(fen, 100) - spent


@drawn(costs, quantities, st.integers(1, 1000))
def test_more_demand_never_raises_a_ceiling(cost: int, quantity: int, more: int) -> None:
    def prices(first: int) -> list[Decimal]:
        stated = problem(
            10**8, offer("a", cost, first, "0.0001"), offer("b", 10**4, 2 * 10**4, "0.0001")
        )
        return [each.price.number for each in by_full_cost(RULE, stated).ceilings]

    before, after = prices(quantity), prices(quantity + more)
    assert after[0] <= before[0]
    assert after[1] == before[1]


def test_every_figure_that_is_not_above_zero_is_told_at_once() -> None:
    stated = problem("0", offer("a", -1, 0, "0.03"), offer("b", 1, 1, "0"))
    with pytest.raises(Faults) as raised:
        by_full_cost(RULE, stated)
    assert {fault.place for fault in raised.value.faults} >= {
        "maximum_above_zero",
        "cost_above_zero[a]",
        "quantity_above_zero[a]",
        "tick_above_zero[b]",
    }


def test_a_product_that_stands_twice_is_refused() -> None:
    with pytest.raises(Faults) as raised:
        by_full_cost(RULE, problem("10", offer("a", 1, 1, "1"), offer("a", 1, 1, "1")))
    assert [fault.key for fault in raised.value.faults] == ["law.repeated_entry"]


def test_a_price_below_its_tick_is_refused_not_made_free() -> None:
    with pytest.raises(Faults) as raised:
        by_full_cost(RULE, problem("100", offer("a", 1, 1_000_000, "0.01")))
    (fault,) = raised.value.faults
    assert (fault.place, fault.value) == ("at_least_one_tick[a]", "0.0001")


def place(fault: Fault) -> str:
    return fault.place.split("[")[0]
