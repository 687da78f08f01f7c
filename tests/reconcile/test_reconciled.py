"""Why two determinations differ: every difference named, none invented, the gap to the fen."""

from __future__ import annotations

import copy
import itertools
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from builders.operators import (
    CLOCK,
    DAY,
    INCOMES,
    METHOD,
    ROOT,
    SHELF,
    Tree,
    determined,
    entry,
    filed,
    tree,
)
from builders.proof import rounds, tried
from builders.random_submissions import submissions
from builders.readings import OPEN
from builders.review_by_hand import granted_above_cost
from builders.reviewed import with_decisions
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.determination import Determination, body_of_determination, determine
from engine.law import Declaration, Faults, Shelf
from engine.reconcile import Reconciled, reconciled, subject_of
from engine.record import sealed
from engine.settlement import evaluate_cycle, permitted_by, read_incomes

D = Decimal


def between(first: Determination, second: Determination) -> Reconciled:
    return reconciled(subject_of(first), subject_of(second))


def adds_up(found: Reconciled) -> None:
    assert sum((part.amount for part in found.parts), D(0)) == found.difference
    first, second = found.first.figure, found.second.figure
    assert found.difference == second - first


# --- by hand ---------------------------------------------------------------------------


def test_two_changes_that_meet_share_what_both_make() -> None:
    """Platform running 100,000 more, and the profit read before tax.

    X = cost × (1 + 6.7 % + its third), plus surcharges of 12 % on 6 % VAT less 200,000: each yuan
    of X costs 0.0072 ÷ (1 − 0.0072) more. 75,000 of the 100,000 are of paid use.
    """
    whole = tree()
    entry(whole, "items", "platform")["amount"] += 100000
    second = determined(whole, switches={"profit_tax": "before_income_tax"})
    found = between(determined(), second)
    adds_up(found)
    surcharged = 1 / (1 - Fraction("0.0072"))
    after, before = Fraction("0.067") * Fraction(100, 75), Fraction("0.067")
    cost = 75000 * (1 + (after + before) / 2) * surcharged
    tax = -(7209800 + Fraction(75000, 2)) * (after - before) * surcharged
    parts = {part.change.id: Fraction(part.amount) for part in found.parts}
    assert set(parts) == {"items[platform]", "profit_tax"}
    assert abs(parts["items[platform]"] - cost) <= Fraction(1, 50)
    assert abs(parts["profit_tax"] - tax) <= Fraction(1, 50)


def test_what_the_reviewer_decided_is_named_with_his_reason() -> None:
    second = with_decisions(
        tree(), {"item": "marketing", "amount": D(350000), "reason": "只认可有合同的部分"}
    )
    found = between(determined(), second)
    (part,) = found.parts
    assert part.change.id == "items[marketing]"
    assert part.amount == second.maximum(2026).number - D("7886659.41")
    reasons = {one.reason for one in part.change.sources if isinstance(one, Declaration)}
    assert reasons == {"只认可有合同的部分"}


def test_an_item_that_only_one_has_counts_in_the_other_as_nothing() -> None:
    whole = tree()
    entry(whole, "items", "platform")
    whole["items"].append(
        {"id": "new", "title": "新", "category": "data", "amount": D(10000), "direct": "paid"}
    )
    found = between(determined(), determined(whole))
    assert [part.change.id for part in found.parts] == ["items[new]"]
    back = between(determined(whole), determined())
    assert [part.amount for part in back.parts] == [-found.difference]


def test_what_does_not_move_the_maximum_is_told_apart() -> None:
    whole = tree()
    entry(whole, "items", "fines")["amount"] += 1000
    found = between(determined(), determined(whole))
    assert (found.parts, found.difference) == ((), 0)
    assert [change.id for change in found.unmoved] == ["items[fines]"]
    alike = between(determined(), determined())
    assert (alike.parts, alike.unmoved, alike.error) == ((), (), None)


def test_two_evaluations_differ_by_income_and_reading() -> None:
    """An excess of 1,090,021.77 by the total; by the average a third. 2027 brings 300,000 more:
    all of it by the total, a third by the average: half of both."""
    determination = sealed(body_of_determination(determined()), CLOCK)
    permitted = permitted_by(determination, "record.json")
    first = read_incomes(INCOMES)
    more = [
        one.model_copy(update={"amount": one.amount + (300000 if one.year == 2027 else 0)})
        for one in first.incomes
    ]
    second = first.model_copy(update={"incomes": tuple(more)})
    on = CLOCK.date().replace(year=2029)
    one = evaluate_cycle(SHELF, "a.yaml", first, permitted, on)
    other = evaluate_cycle(
        SHELF, "b.yaml", second, permitted, on, {"excess_reading": "annual_average"}
    )
    found = reconciled(subject_of(one), subject_of(other))
    adds_up(found)
    parts = {part.change.id: part.amount for part in found.parts}
    assert parts["income[2027]"] == (D(300000) + D(100000)) / 2
    assert set(parts) == {"income[2027]", "excess_reading"}
    with pytest.raises(Faults):
        reconciled(subject_of(one), subject_of(determined()))


# --- any two -----------------------------------------------------------------------------


@settings(max_examples=rounds(quick=5, full=1_000), deadline=None)
@given(submissions(), submissions(), st.randoms(use_true_random=False))
def test_any_two_submissions_and_readings_add_up(
    one: Tree, other: Tree, source: random.Random
) -> None:
    assume(not granted_above_cost(one) and not granted_above_cost(other))
    read = [{name: source.choice(of) for name, of in OPEN.items()} for _ in range(2)]
    first, second = (
        determined(whole, switches=switches)
        for whole, switches in zip((one, other), read, strict=True)
    )
    found = between(first, second)
    adds_up(found)
    named = {part.change.id for part in found.parts} | {change.id for change in found.unmoved}
    assert {name for name in OPEN if read[0][name] != read[1][name]} <= named
    tried("differences in parts", pairs=1, changes=len(named))


def planted(source: random.Random, whole: Tree) -> set[str]:
    """Change some figures of a submission; return where, as changes are named."""
    found = set()
    for item in source.sample(whole["items"], source.randint(1, 4)):
        item["amount"] += D(source.randint(1, 10**7)) / 100
        found.add(f"items[{item['id']}]")
    if source.random() < 0.5:
        pool = source.choice(whole["pools"])
        pool["paid_share"] = D(source.randint(300, 990)) / 10 + D("0.05")
        found.add(f"pools[{pool['id']}]")
    if source.random() < 0.5:
        whole["input_vat"] += source.randint(1, 10**5)
        found.add("input_vat")
    if source.random() < 0.5:
        whole["spread"]["value"] = D(source.randint(0, 49)) / 10
        found.add("spread")
    return found


def test_every_planted_difference_is_named_and_none_invented() -> None:
    for seed in range(rounds(quick=8, full=100)):
        whole = copy.deepcopy(tree())
        where = planted(random.Random(seed), whole)
        found = between(determined(), determined(whole))
        adds_up(found)
        named = {part.change.id for part in found.parts} | {one.id for one in found.unmoved}
        assert named == where
        tried("planted differences", submissions=1, differences=len(where))


def test_the_parts_are_averages_over_every_order_of_the_changes() -> None:
    """Three changes put in by hand, one after another in each of the six orders."""

    def changed(which: tuple[int, ...]) -> Decimal:
        whole = tree()
        if 0 in which:
            entry(whole, "items", "wages")["amount"] += 400000
        if 1 in which:
            entry(whole, "items", "transfer")["amount"] += 90000
        switches = {"profit_tax": "before_income_tax"} if 2 in which else {}
        return determined(whole, switches=switches).maximum(2026).number

    worth = {
        which: changed(which)
        for size in range(4)
        for which in itertools.combinations(range(3), size)
    }
    added: dict[int, Any] = dict.fromkeys(range(3), Fraction(0))
    for order in itertools.permutations(range(3)):
        for at, change in enumerate(order):
            before = tuple(sorted(order[:at]))
            after = tuple(sorted(order[: at + 1]))
            added[change] += Fraction(worth[after] - worth[before])
    whole = tree()
    entry(whole, "items", "wages")["amount"] += 400000
    entry(whole, "items", "transfer")["amount"] += 90000
    found = between(determined(), determined(whole, switches={"profit_tax": "before_income_tax"}))
    parts = {part.change.id: Fraction(part.amount) for part in found.parts}
    for at, name in enumerate(("items[wages]", "items[transfer]", "profit_tax")):
        assert abs(parts[name] - added[at] / 6) < Fraction(1, 100)


def test_a_place_that_varies_the_method_is_one_of_the_changes() -> None:
    shelf = Shelf(ROOT / "tests" / "data" / "variations", ROOT / "tariffs")
    of = filed(tree())
    nation = determine(shelf, of, METHOD, DAY, {"profit_tax": "before_income_tax"})
    place = determine(shelf, of, "demo/maximum", DAY)
    found = between(nation, place)
    adds_up(found)
    assert [part.change.id for part in found.parts] == ["law"]


def test_figures_finer_than_binary_ones_still_add_up_to_the_fen() -> None:
    """Amounts of 25 digits, which no binary figure holds, and one that ends on half a fen."""
    for fraction in ("0.0050000000000000000001", "0.3333333333333333333333"):
        whole = tree()
        entry(whole, "items", "platform")["amount"] += D(fraction)
        entry(whole, "items", "transfer")["amount"] += D("123456.789012345678901234")
        adds_up(between(determined(), determined(whole)))
        adds_up(between(determined(whole), determined()))
