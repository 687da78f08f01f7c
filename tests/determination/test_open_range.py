"""Readings and judgements together: beside every decision under every reading, by other means."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from builders.operators import (
    DAY,
    METHOD,
    ROOT,
    SHELF,
    Tree,
    deducting,
    determined,
    entry,
    filed,
    tree,
    with_year_before,
)
from builders.proof import rounds, tried
from builders.random_submissions import submissions
from builders.readings import combinations
from builders.review_by_hand import granted_above_cost, worked, worked_by
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.determination import maxima_by_reading, open_range
from engine.submission import read_submission

D = Decimal
PLAIN = ("platform", "transfer", "marketing", "help-desk")
"""Items that count as they were booked, of two pools, of paid use and of free supply."""


def waiting(whole: Tree, *names: str) -> Tree:
    """The operator, these of its items with related parties."""
    found = copy.deepcopy(whole)
    for name in names:
        entry(found, "items", name)["related_party"] = True
    return found


def every_decision(whole: Tree, names: tuple[str, ...]) -> Iterator[tuple[Tree, dict[str, Tree]]]:
    """Of each item and each year nothing, or all: the operator and what was decided of it."""
    years = [whole["accounts_year"], *(of["year"] for of in whole.get("earlier_years", ()))]
    points = list(itertools.product(names, years))
    for kept in itertools.product((False, True), repeat=len(points)):
        found, decided = copy.deepcopy(whole), {}
        for (name, year), all_of_it in zip(points, kept, strict=True):
            if year == whole["accounts_year"]:
                amount = entry(whole, "items", name)["amount"] if all_of_it else 0
                decided[name] = {"amount": amount}
            elif not all_of_it:
                (before,) = (
                    one for one in found["earlier"] if (one["of"], one["year"]) == (name, year)
                )
                before["amount"] = D(0)
        yield found, decided


@settings(max_examples=rounds(quick=3, full=1_000), deadline=None)
@given(submissions(), st.sets(st.sampled_from(PLAIN), min_size=1, max_size=2))
def test_the_range_is_that_of_every_decision_under_every_reading(
    whole: Tree, chosen: set[str]
) -> None:
    """72 combinations of readings, and up to 16 of decisions, each from the plain submission."""
    assume(not granted_above_cost(whole))
    names = tuple(sorted(chosen))
    found = open_range(maxima_by_reading(SHELF, filed(waiting(whole, *names)), METHOD, DAY))
    assert found is not None and found.bands is not None
    maxima: set[Fraction] = set()
    for one, decided in every_decision(whole, names):
        maxima |= {by_hand.maximum for by_hand in worked_by(one, combinations(), decided)}
    (band,) = found.bands
    assert (band.low, band.high) == (min(maxima), max(maxima))
    assert band.default == worked(whole, {}, {}).maximum
    assert found.items == len(names)
    tried("readings and judgements by brute force", operators=1, maxima=72 * 4 ** len(names))


def test_it_holds_both_ranges_and_each_end_is_a_determination() -> None:
    """The demo operator: 5 items, 288 combinations of readings."""
    of = read_submission(ROOT / "examples" / "operators" / "demo.xlsx")
    found = open_range(maxima_by_reading(SHELF, of, METHOD, DAY))
    assert found is not None and found.bands is not None
    (band,) = found.bands
    assert (found.items, found.readings) == (5, 288)
    # Both together reach below what either does alone: 45,200,082.17 and 44,537,052.46.
    assert (band.low, band.high) == (D("39027452.67"), D("52640197.52"))
    assert band.default == D("52158095.32")


def test_nothing_that_awaits_judgement_is_no_range() -> None:
    assert open_range(maxima_by_reading(SHELF, filed(tree()), METHOD, DAY)) is None
    # Fines have no place in the cost.
    fined = filed(waiting(tree(), "fines"))
    assert open_range(maxima_by_reading(SHELF, fined, METHOD, DAY)) is None


def test_years_that_a_deduction_moves_apart_have_ranges_of_their_own() -> None:
    """3,000,000 evenly, or all from the first year; without platform and transfer it is less."""
    names = ("platform", "transfer")
    of = filed(waiting(tree(), *names))
    read = maxima_by_reading(SHELF, of, METHOD, DAY, deduction=deducting(D(3000000)))
    found = open_range(read)
    assert found is not None and found.bands is not None
    first, later = found.bands
    assert (first.years, later.years) == ((2026,), (2027, 2028))
    least = min(
        by_hand.maximum
        for one, decided in every_decision(tree(), names)
        for by_hand in worked_by(one, combinations(("profit_tax",)), decided)
    )
    assert (first.low, later.high) == (least - 3000000, D("7886659.41"))


@pytest.mark.parametrize("base_year", ["latest_year", "average"])
def test_an_asset_that_is_rolled_forward_counts_as_it_is_ruled_too(base_year: str) -> None:
    """Its charge of the cycle, 600,000 a year, is more than the nothing that was submitted."""
    whole = with_year_before(tree(), D("0.25"))
    software = entry(whole, "items", "software")
    software |= {"amount": D(0), "related_party": True}
    software["asset"] |= {"original": D(6000000), "in_use_from": "2025-12"}
    (before,) = (one for one in whole["earlier"] if one["of"] == "software")
    before["amount"] = D(0)
    found = open_range(maxima_by_reading(SHELF, filed(whole), METHOD, DAY))
    assert found is not None and found.bands is not None
    as_ruled = determined(
        whole, switches={"asset_years": "rolled_forward", "base_year": base_year}
    ).maximum(2026)
    (band,) = found.bands
    assert band.low is not None and band.high is not None
    assert band.low < as_ruled.number <= band.high


def test_items_in_too_many_places_are_counted_and_not_turned() -> None:
    """Nine pools, an item that awaits judgement in each: 512 ways."""
    whole = tree()
    platform = entry(whole, "items", "platform")
    for at in range(9):
        name = f"more-{at}"
        title = {"zh": f"池{at}", "en": f"Pool {at}"}
        whole["pools"].append({"id": name, "title": title, "driver": title, "paid_share": D(50)})
        whole["items"].append(
            {**platform, "id": name, "title": title, "pool": name, "related_party": True}
        )
        for product in whole["products"]:
            product["shares"][name] = D(50)
    found = open_range(maxima_by_reading(SHELF, filed(whole), METHOD, DAY))
    assert found is not None
    assert (found.items, found.bands) == (9, None)
