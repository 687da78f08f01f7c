"""Cost review of random submissions: every figure as one worked from the plain submission."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from builders.operators import Tree, value
from builders.proof import rounds, tried
from builders.random_submissions import AMOUNT, submissions
from builders.review_by_hand import extremes, granted_above_cost, in_doubt, worked
from builders.reviewed import faults_of, on, told, with_decisions
from hypothesis import given, settings
from hypothesis import strategies as st

SWITCHES = st.fixed_dictionaries(
    {},
    optional={
        "base_year": st.just("average"),
        "asset_years": st.just("rolled_forward"),
        "profit_base": st.sampled_from(["net_assets", "effective_assets"]),
        "profit_tax": st.just("before_income_tax"),
        "unspecified_subsidy": st.sampled_from(["paid_use", "free_supply"]),
    },
)


@settings(max_examples=rounds(quick=6, full=3000), deadline=None)
@given(submissions(), SWITCHES, st.sampled_from([None, "pool", "direct"]), AMOUNT)
def test_the_same_by_other_means(
    whole: Tree, switches: dict[str, str], place: str | None, amount: Decimal
) -> None:
    """Every amount counted, cost, maximum and range, from the plain submission."""
    decisions: dict[str, Tree] = {}
    if place is not None:
        named = {"pool": "labour", "direct": "free"}[place]
        decisions["fines"] = {"amount": amount, place: named}
    written = [{"item": name, "reason": "…", **of} for name, of in decisions.items()]
    if granted_above_cost(whole):
        assert set(faults_of(whole).values()) == {"submission.granted_above_cost"}
        tried("cost review by other means", submissions=1, of_them_refused_for_an_asset=1)
        return
    if written:
        found = with_decisions(whole, *written, switches=switches)
    else:
        found = on("2026-03-01", whole, switches=switches)
    expected = worked(whole, switches, decisions)
    near = Fraction(1, 10**20)
    for name, counted in expected.counted.items():
        assert abs(Fraction(value(found, "counted", name)) - counted) <= near, name
    assert abs(Fraction(found.operating_cost.number) - expected.operating_cost) <= near
    assert abs(Fraction(found.uncovered.number) - expected.uncovered) <= near
    assert Fraction(found.maximum_before_deduction.number) == expected.maximum
    assert bool(found.possible) is any(map(in_doubt, whole["items"]))
    if found.possible and not decisions:
        low, high = extremes(whole, switches)
        bounds = found.possible[2026]
        assert (Fraction(bounds.low), Fraction(bounds.high)) == (low, high)
    assert ("subsidies_beyond_cost" in told(found)) is (expected.beyond_paid > 0)
    assert ("subsidies_beyond_free_cost" in told(found)) is (expected.beyond_free > 0)
    if (beyond := found.subsidy_beyond_cost) is not None:
        assert abs(Fraction(beyond.number) - expected.beyond_paid) <= near
    above = int(expected.beyond_paid > 0)
    tried("cost review by other means", submissions=1, of_them_with_subsidies_above_cost=above)
