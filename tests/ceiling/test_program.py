"""The program on price ticks: the hand-worked circle, and an exhaustive search as the oracle."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product as every
from math import ceil, floor

import pytest
from builders.ceilings import RULE, circle, offer, problem
from builders.proof import rounds, tried
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from engine.ceiling import Problem, by_full_cost, by_program
from engine.ceiling.program.grid import Grid
from engine.ceiling.program.proof import improved
from engine.law import Applies, Evidence, Faults

small_products = st.lists(
    st.tuples(st.integers(1, 60), st.integers(1, 40), st.sampled_from(["0.5", "1", "0.2"])),
    min_size=1,
    max_size=3,
)
tolerances = st.sampled_from(["0", "0.1", "2", "10", "40", "100"])  # per cent


def test_at_one_in_a_thousand_the_circle_has_its_only_best_answer() -> None:
    result = by_program(RULE, circle(), Decimal("0.1"))
    assert [str(each.price.number) for each in result.ceilings] == ["0.2298", "274.22"]
    assert result.revenue.number == 7_886_640
    assert result.proved
    # 20,000,000 × 0.0001 = 2,000 and 12,000 × 0.01 = 120 a tick: all revenues are whole 40s, and
    # 7,886,640 is the last of them under 7,886,659.41.
    assert result.left.number == Decimal("19.41")


def test_without_tolerance_the_program_is_full_cost_rounded_down() -> None:
    exact, program = by_full_cost(RULE, circle()), by_program(RULE, circle(), Decimal(0))
    assert [each.price.number for each in program.ceilings] == [
        each.price.number for each in exact.ceilings
    ]
    assert program.revenue.number == 7_885_560
    assert program.proved


@settings(max_examples=rounds(quick=20, full=3_000), deadline=None)
@drawn(st.integers(2_000, 9_000), small_products, tolerances)
def test_no_choice_of_ticks_raises_more(
    fen: int, drawn_products: list[tuple[int, int, str]], tolerance: str
) -> None:
    stated = problem(
        Decimal(fen).scaleb(-2),
        *(offer(f"p{n}", *values) for n, values in enumerate(drawn_products)),
    )
    try:
        result = by_program(RULE, stated, Decimal(tolerance))
    except Faults as faults:
        assert {fault.place[:17] for fault in faults.faults} == {"at_least_one_tick"}
        return
    best = _by_trying_all(Fraction(fen, 100), drawn_products, Fraction(tolerance) / 100)
    assert Fraction(result.revenue.number) == best
    assert all(each.price.number > 0 for each in result.ceilings)
    assert result.proved
    tried("ceilings against every choice of ticks", problems=1)


def _by_trying_all(
    maximum: Fraction, products: list[tuple[int, int, str]], tolerance: Fraction
) -> Fraction:
    """The most revenue over every combination of whole ticks, in fractions."""
    costs = sum(cost for cost, _, _ in products)
    revenues = []
    for cost, quantity, tick in products:
        full = maximum * Fraction(cost, costs) / quantity / Fraction(tick)
        # As far below the full price as above it, by a factor; rounded down it is always allowed.
        least, most = min(ceil(full / (1 + tolerance)), floor(full)), floor(full * (1 + tolerance))
        revenues.append([n * Fraction(tick) * quantity for n in range(least, most + 1)])
    *others, last = revenues
    step = last[1] - last[0] if len(last) > 1 else Fraction(1)
    best = Fraction(0)
    for chosen in every(*others):
        spent = sum(chosen, last[0])
        if spent <= maximum:
            # The last product takes what is left: the most of its ticks that still fit.
            n = min(len(last) - 1, floor((maximum - spent) / step))
            best = max(best, spent - last[0] + last[n])
    return best


@settings(max_examples=rounds(quick=8, full=150), deadline=None)
@drawn(
    st.integers(10**8, 10**11),
    st.lists(st.tuples(st.integers(10, 99), st.integers(100, 10**5)), min_size=1, max_size=4),
    tolerances,
)
def test_the_program_never_raises_less_than_full_cost_and_never_passes_a_bound(
    fen: int, drawn_products: list[tuple[int, int]], tolerance: str
) -> None:
    stated = problem(
        Decimal(fen).scaleb(-2),
        *(offer(f"p{n}", *values, "0.01") for n, values in enumerate(drawn_products)),
    )
    result, exact = by_program(RULE, stated, Decimal(tolerance)), by_full_cost(RULE, stated)
    assert exact.revenue.number <= result.revenue.number <= stated.maximum.value
    assert result.revenue.number <= result.attainable <= stated.maximum.value
    for each in result.ceilings:
        full = Fraction(each.full_price.number)
        assert Fraction(each.price.number) <= full * (1 + Fraction(tolerance) / 100)


@drawn(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 6)), min_size=1, max_size=4),
    st.integers(0, 200),
)
def test_the_proof_finds_the_best_from_any_allowed_start(
    weights_and_bounds: list[tuple[int, int]], limit: int
) -> None:
    weights = tuple(weight for weight, _ in weights_and_bounds)
    bounds = tuple(bound for _, bound in weights_and_bounds)
    nothing = tuple(0 for _ in weights)
    grid = Grid(weights, nothing, nothing, bounds, limit, Decimal(1))
    ticks, attainable = improved(grid, nothing)
    revenues = (grid.revenue(n) for n in every(*(range(bound + 1) for bound in bounds)))
    assert grid.allows(ticks)
    assert grid.revenue(ticks) == attainable == max(r for r in revenues if r <= limit)


def test_of_several_best_answers_the_nearest_to_full_cost_is_taken() -> None:
    # Two like products, full price 5.05 each at 10 pieces, ticks of 0.10, 101 to share: both at
    # 5.00 leave 1, which one of them may take. 5.10 and 5.00 move 0.5 + 0.5; 5.50 and 4.60 as well
    # raise 101 but move 4.5 + 4.5.
    stated = problem("101", offer("a", 1, 10, "0.1"), offer("b", 1, 10, "0.1"))
    result = by_program(RULE, stated, Decimal("20"))
    assert result.revenue.number == 101
    assert sorted(each.price.number for each in result.ceilings) == [
        Decimal("5.0"),
        Decimal("5.1"),
    ]


def test_a_tolerance_below_nothing_is_refused() -> None:
    with pytest.raises(Faults) as raised:
        by_program(RULE, circle(), Decimal("-0.1"))
    assert [fault.key for fault in raised.value.faults] == ["method.out_of_bounds"]


def test_the_answer_rests_on_what_no_rule_says() -> None:
    standing = by_program(RULE, circle(), Decimal("0.1")).standing
    assert (standing.evidence, standing.applies) == (Evidence.ASSUMPTION, Applies.ASSUMED)
    assert {source.instrument for source in standing.assumptions} == {"发改价格〔2025〕65号"}


def test_the_same_problem_has_the_same_answer() -> None:
    def prices(stated: Problem) -> list[Decimal]:
        result = by_program(RULE, stated, Decimal("1"))
        return [each.price.number for each in result.ceilings]

    stated = problem(
        "123456.78",
        offer("a", 37, 1234, "0.01"),
        offer("b", 11, 777, "0.01"),
        offer("c", 52, 91, "0.05"),
    )
    assert prices(stated) == prices(stated)
