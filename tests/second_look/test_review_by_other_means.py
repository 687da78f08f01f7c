"""Cost review of random submissions: every figure as one worked from the plain submission."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from builders.operators import Tree, entry, tree, value
from builders.proof import rounds, tried
from builders.review_by_hand import extremes, granted_above_cost, in_doubt, worked
from builders.reviewed import faults_of, on, told, with_decisions
from hypothesis import given, settings
from hypothesis import strategies as st

AMOUNT = st.decimals(min_value=0, max_value=10**7, places=2)
# Of a little, and of more than all cost.
GRANT = st.decimals(min_value=0, max_value=1000, places=2) | st.decimals(
    min_value=10**6, max_value=10**8, places=2
)
# Of 6,000,000 for the servers: less, all, more.
ASSET_GRANT = st.just(Decimal("6000000.00")) | st.decimals(min_value=0, max_value=8000000, places=2)
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
CLASSES = st.sampled_from([None, "electronic", "tools", "machinery", "buildings"])


@st.composite
def submissions(draw: st.DrawFn) -> Tree:
    """The worked operator with other amounts, shares, grants, assets, years, taxes, write-backs."""
    whole = tree()
    for item in whole["items"]:
        item["amount"] = draw(AMOUNT)
    for pool in whole["pools"]:
        pool["paid_share"] = draw(st.decimals(min_value=20, max_value=100, places=1))
    for subsidy in whole["subsidies"]:
        subsidy["amount"] = draw(ASSET_GRANT if subsidy["tag"] == "asset" else GRANT)
    whole["subsidies"].append(
        {"id": "any", "title": "补助", "amount": draw(GRANT), "tag": "unspecified"}
    )
    whole["items"].append(
        {
            "id": "racks",
            "title": "机柜折旧",
            "category": "depreciation",
            "amount": draw(AMOUNT),
            "direct": draw(st.sampled_from(["paid", "free"])),
            "asset": {
                "original": Decimal(3000000),
                "given": draw(st.decimals(min_value=0, max_value=3000000, places=2)),
                "residual": Decimal(4),
                "life": 5,
            },
        }
    )
    whole["items"].append(
        {
            "id": "back",
            "title": "冲回",
            "category": "data",
            "amount": -draw(st.decimals(min_value=0, max_value=1000, places=2)),
            "pool": "data",
            "reason": "冲回",
        }
    )
    for name in ("servers", "racks", "software"):
        asset = entry(whole, "items", name)["asset"]
        asset["life"] = draw(st.integers(1, 25))
        asset["residual"] = draw(st.integers(0, 10))
        asset["asset_class"] = draw(
            st.sampled_from([None, "intangible"]) if name == "software" else CLASSES
        )
        if draw(st.booleans()):
            year, month = draw(st.integers(2010, 2026)), draw(st.integers(1, 12))
            asset["in_use_from"] = f"{year}-{month:02}"
    # so that there is a cost to price from
    entry(whole, "items", "marketing")["amount"] = draw(AMOUNT) + 10000
    entry(whole, "items", "platform")["amount"] = draw(AMOUNT) + 10000
    whole["taxes"]["vat"] = draw(st.sampled_from(["general", "simplified"]))
    whole |= {"net_assets": draw(AMOUNT), "effective_assets": draw(AMOUNT)}
    whole["earlier_years"] = [{"year": 2024, "income": draw(AMOUNT)}]
    whole["earlier"] = [
        {
            "of": one["id"],
            "year": 2024,
            "amount": draw(GRANT if "tag" in one else st.integers(0, 10**6)),
        }
        for one in (*whole["items"], *whole["subsidies"])
        if one.get("tag") != "asset"
    ]
    return whole


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
