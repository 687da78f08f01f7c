"""The worked operator with random accounts, shares, grants, assets, years and taxes."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from builders.operators import Tree, entry, tree

AMOUNT = st.decimals(min_value=0, max_value=10**7, places=2)
# Of a little, and of more than all cost.
GRANT = st.decimals(min_value=0, max_value=1000, places=2) | st.decimals(
    min_value=10**6, max_value=10**8, places=2
)
# Of 6,000,000 for the servers: less, all, more.
ASSET_GRANT = st.just(Decimal("6000000.00")) | st.decimals(min_value=0, max_value=8000000, places=2)
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
