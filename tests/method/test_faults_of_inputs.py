"""What is wrong with what a method is given is named exactly and all at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders.methods import CIRCLE, METHOD, SHELF, YEARS, circle, figure, row

from engine.law import Fault, Faults
from engine.text import Language


def messages(found: list[Fault] | tuple[Fault, ...]) -> list[str]:
    return [fault.message(Language.EN) for fault in found]


def refused(**changes: object) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        circle(CIRCLE, **changes)
    return caught.value.faults


@pytest.mark.parametrize("spread", ["6.01", "-0.01"])
def test_a_spread_out_of_bounds_is_refused_not_cut(spread: str) -> None:
    (fault,) = refused(parameters={"spread": figure(spread, "spread.value")})
    assert fault.file == "circle.yaml"
    assert fault.place == "spread.value"
    assert fault.message(Language.EN).endswith(
        "spread over the treasury yield must lie between 0 and 6 %; a figure outside is refused, "
        "not cut"
    )


@pytest.mark.parametrize("spread", ["0", "6"])
def test_the_bounds_themselves_are_allowed(spread: str) -> None:
    rate = circle(parameters={"spread": figure(spread)}).step("permitted_profit_rate").value
    assert rate == Decimal("1.70") + Decimal(spread)


def test_a_figure_that_the_rule_fixes_cannot_be_replaced() -> None:
    given = {**CIRCLE.parameters, "welfare_limit": figure(50)}
    (fault,) = refused(parameters=given)
    assert "is fixed by the rule at 14" in fault.message(Language.EN)


def test_all_missing_inputs_at_once() -> None:
    tables = {**CIRCLE.tables, "items": [*CIRCLE.tables["items"]]}
    servers = {**tables["items"][9]}
    del servers["life_years"]
    tables["items"][9] = servers
    found = refused(
        tables=tables,
        scalars={name: CIRCLE.scalars[name] for name in ("vat_rate", "income_base_year")},
        parameters={},
        years=YEARS,
    )
    assert [fault.place for fault in found] == [
        "tables.items[servers].life_years",
        "scalars.yield_before_cycle",
        "parameters.spread",
        "scalars.income_tax_rate",
        "scalars.urban_maintenance_rate",
        "scalars.education_surcharge_rate",
        "scalars.local_education_surcharge_rate",
        "scalars.input_vat",
    ]
    assert messages(found)[2].endswith("spread over the treasury yield (%) is needed and not given")


def test_what_is_not_needed_is_not_asked_for() -> None:
    """Net assets and the other yield are asked for only in the readings that use them."""
    worksheet = circle()
    assert not worksheet.has("net_assets")
    (fault,) = refused(switches={"profit_base": "net_assets"})
    assert fault.place == "scalars.net_assets"


def test_a_table_that_is_not_given_is_not_an_empty_one() -> None:
    without = {name: rows for name, rows in CIRCLE.tables.items() if name != "subsidies"}
    found = refused(tables=without)
    assert [fault.place for fault in found] == ["tables.subsidies"]
    empty = circle(tables={**without, "subsidies": ()})
    assert empty.step("operating_cost").value == 7_709_800


def test_blocks_are_chosen_by_what_is_given() -> None:
    scalars = {
        **CIRCLE.scalars,
        "accounts_year": figure(2025),
        "staff_number": figure(20),
        "local_average_wage": figure(150_000),
    }
    only_review = {"items": CIRCLE.tables["items"], "subsidies": CIRCLE.tables["subsidies"]}
    worksheet = circle(scalars=scalars, tables=only_review, blocks=None, years=())
    assert [block.id for block in worksheet.blocks] == ["review", "base"]
    worksheet = circle(scalars=scalars, blocks=None)
    assert {"review", "split", "maximum", "deduction", "products"} <= {
        block.id for block in worksheet.blocks
    }
    assert "evaluation" not in {block.id for block in worksheet.blocks}


def test_what_the_method_does_not_know() -> None:
    found = refused(
        tables={
            **CIRCLE.tables,
            "pools": [row("computing", "算力", paid_share=75, colour="red")],
            "trees": [],
        },
        scalars={**CIRCLE.scalars, "yeild": figure(1), "income": figure(1)},
        switches={"profit_tax": "sometimes", "mood": "good"},
        blocks=("review", "revue"),
    )
    said = {fault.place: fault.key for fault in found}
    assert said["switches.profit_tax"] == "law.not_one_of"
    assert said["switches.mood"] == "law.not_one_of"
    assert said["scalars.yeild"] == "law.not_one_of"
    assert said["scalars.income"] == "method.given_by_year"
    assert said["tables.trees"] == "law.not_one_of"
    assert said["tables.pools[computing].colour"] == "law.not_one_of"
    assert said["blocks.revue"] == "law.not_one_of"
    # Items and uses name pools that are gone.
    assert {fault.value for fault in found if fault.place == "transfer.pool"} == {"data"}


def test_demands_on_the_inputs() -> None:
    """A pool's shares of 70 and 29 per cent, an item that belongs nowhere, a grant left in."""
    items = [
        *CIRCLE.tables["items"],
        row("stray", "游离项", category="x", treatment="allowed", submitted=1),
    ]
    uses = [*CIRCLE.tables["uses"]]
    uses[3] = row("p2.computing", "p2", product="p2", pool="computing", share=29)
    subsidies = [*CIRCLE.tables["subsidies"], row("late", "补助", tag="asset", amount=5)]
    found = refused(tables={**CIRCLE.tables, "items": items, "uses": uses, "subsidies": subsidies})
    assert [(fault.place, fault.value) for fault in found] == [
        ("asset_subsidies_removed", "2000005"),
        ("each_item_placed[stray]", "allowed"),
        ("pool_wholly_shared[computing]", "0.99"),
    ]
    assert "the products' shares of a pool must add up to 100 %: 算力" in messages(found)[2]


def test_a_shortfall_is_not_given_back() -> None:
    scalars = {**CIRCLE.scalars, "deduction": figure("-0.01")}
    (fault,) = refused(scalars=scalars)
    assert (fault.place, fault.value) == ("deduction_one_way", "-0.01")


def test_years_follow_one_another() -> None:
    for years in ((2026, 2028), (2027, 2026), (2026, 2026)):
        assert {fault.key for fault in refused(years=years)} == {"method.years_in_order"}


def test_when_nothing_is_given_everything_is_asked_for() -> None:
    found = refused(tables={}, scalars={}, parameters={}, years=(), blocks=None)
    asked = {fault.place for fault in found}
    assert {"tables.items", "tables.subsidies", "parameters.spread", "years"} <= asked


def test_a_division_by_zero_is_named() -> None:
    products = [row("p1", "核验接口", quantity=0, direct_share=50), CIRCLE.tables["products"][1]]
    (fault,) = refused(tables={**CIRCLE.tables, "products": products})
    assert fault.place == "full_price[p1]"
    assert "cannot be computed" in fault.message(Language.EN)


def test_both_languages_have_every_sentence() -> None:
    assert SHELF.check(METHOD) == ()
    for found in refused(parameters={}, switches={"mood": "good"}):
        assert found.message(Language.ZH) != found.message(Language.EN)
