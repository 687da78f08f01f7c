"""What hangs on items that await judgement: beside every decision that could be taken of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

import pytest
from builders.operators import Tree, determined, entry, tree, with_year_before
from builders.reviewed import with_decisions

from engine.determination import open_judgements

D = Decimal
FLAGGED = ("platform", "transfer", "marketing", "help-desk")
"""Items in two pools, of paid use and of free supply, that the rules leave to the reviewer."""


def waiting(**more: object) -> Tree:
    """The worked operator, four of its items with related parties."""
    whole = tree()
    for name in FLAGGED:
        entry(whole, "items", name)["related_party"] = True
    return whole | more


def every_decision(
    whole: Tree, switches: dict[str, str], years: tuple[int, ...]
) -> Iterator[tuple[dict[tuple[str, int], str], Decimal]]:
    """Every way to decide: of each item and year nothing, or all, and the maximum."""
    names = [name for name in FLAGGED if entry(whole, "items", name)["related_party"]]
    points = list(itertools.product(names, years))
    for chosen in itertools.product(("low", "high"), repeat=len(points)):
        said = dict(zip(points, chosen, strict=True))
        decisions = [
            {
                "item": name,
                "year": year,
                "amount": D(0) if how == "low" else _submitted(whole, name, year),
                "reason": "…",
            }
            for (name, year), how in said.items()
        ]
        found = with_decisions(whole, *decisions, switches=switches)
        yield said, found.maximum(2026).number


def _submitted(whole: Tree, name: str, year: int) -> Decimal:
    if year == whole["accounts_year"]:
        return D(entry(whole, "items", name)["amount"])
    return next(D(one["amount"]) for one in whole["earlier"] if one["of"] == name)


@pytest.mark.parametrize(
    "switches", [{}, {"profit_base": "effective_assets"}, {"unspecified_subsidy": "free_supply"}]
)
def test_the_bounds_are_those_of_every_decision(switches: dict[str, str]) -> None:
    """With assets as the base more cost of free supply lowers the maximum."""
    whole = waiting(effective_assets=D(9000000))
    found = open_judgements(determined(whole, switches=switches))
    assert found is not None
    decided = list(every_decision(whole, switches, (2025,)))
    maxima = [maximum for _, maximum in decided]
    assert found.bounds == (min(maxima), max(maxima))
    for one in found.items:
        alone = {
            how: maximum
            for said, maximum in decided
            for how in ("low", "high")
            if said == {(name, 2025): how if name == one.item else "high" for name in FLAGGED}
        }
        assert (one.low, one.high) == (alone["low"], alone["high"])
    assert [one.moves for one in found.items] == sorted(
        (one.moves for one in found.items), reverse=True
    )


def test_an_earlier_year_that_awaits_judgement_counts_where_years_are_averaged() -> None:
    whole, switches = with_year_before(waiting(), D("0.25")), {"base_year": "average"}
    entry(whole, "items", "transfer")["related_party"] = False
    found = open_judgements(determined(whole, switches=switches))
    assert found is not None
    maxima = [maximum for _, maximum in every_decision(whole, switches, (2024, 2025))]
    assert found.bounds == (min(maxima), max(maxima))
    latest = open_judgements(determined(whole))
    assert latest is not None and latest.bounds is not None
    assert latest.bounds == _bounds(every_decision(whole, {}, (2025,)))


def _bounds(
    decided: Iterator[tuple[dict[tuple[str, int], str], Decimal]],
) -> tuple[Decimal, Decimal]:
    maxima = [maximum for _, maximum in decided]
    return min(maxima), max(maxima)


def test_what_was_decided_is_open_no_more() -> None:
    assert open_judgements(determined(tree())) is None
    decisions = [{"item": name, "reason": "…"} for name in FLAGGED[1:]]
    found = open_judgements(with_decisions(waiting(), *decisions))
    assert found is not None
    assert [one.item for one in found.items] == ["platform"]


def test_a_cost_without_a_place_cannot_count() -> None:
    """Fines have no pool and are of no use: nothing hangs on them."""
    whole = tree()
    entry(whole, "items", "fines")["related_party"] = True
    assert open_judgements(determined(whole)) is None


def test_an_asset_rolled_forward_may_count_for_more_than_was_submitted() -> None:
    """In use from December 2025: nothing was charged in 2025, and 6,000,000 ÷ 10 = 600,000 is in
    each year of the cycle."""
    whole = tree()
    software = entry(whole, "items", "software")
    software["related_party"] = True
    software |= {"amount": D(0), "direct": "paid"}
    software.pop("pool", None)
    software["asset"] = {
        "original": D(6000000),
        "residual": D(0),
        "life": 10,
        "asset_class": "intangible",
        "in_use_from": "2025-12",
    }
    switches = {"asset_years": "rolled_forward"}
    now = determined(whole, switches=switches)
    found = open_judgements(now)
    assert found is not None and found.bounds is not None
    nothing, as_ruled = (
        with_decisions(whole, {"item": "software", "reason": "…"} | amount, switches=switches)
        for amount in ({"amount": D(0)}, {})
    )
    maxima = [one.maximum(2026).number for one in (nothing, as_ruled)]
    assert maxima[0] < maxima[1] == now.maximum(2026).number
    assert found.bounds == (maxima[0], maxima[1])
    assert (found.items[0].low, found.items[0].high) == (maxima[0], maxima[1])
