"""Comparisons add up, sensitivities are sorted, and both can be taken away."""

from __future__ import annotations

from decimal import Decimal

from builders.proof import rounds
from builders.scenarios import worked
from builders.steps_by_hand import wrong_steps
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from engine.report import as_csv
from engine.scenario import Lever, Levers, Measure, Scenario, compare, figure_of, sensitivities
from engine.show.analysis.scenario import comparison_table, sensitivity_table, years_table
from engine.text import Language, Text

SCENARIOS, BENCH = worked()


def scenario(**levers: str) -> Scenario:
    return Scenario(
        id="drawn",
        title=Text(zh="测试", en="test"),
        reason="a test",
        levers=Levers.model_validate(levers),
    )


@settings(max_examples=rounds(quick=5, full=150), deadline=None)
@drawn(
    st.decimals("0", "4", places=2),
    st.decimals("0", "6", places=2),
    st.decimals("-10", "30", places=1),
    st.decimals("-10", "30", places=1),
    st.permutations(list(Lever)),
)
def test_the_steps_add_up_to_the_whole_whatever_the_order(
    rate: Decimal, spread: Decimal, free: Decimal, demand: Decimal, order: list[Lever]
) -> None:
    asked = scenario(
        **{
            "yield": str(rate),
            "spread": str(spread),
            "free_share": str(free),
            "demand": str(demand),
        }
    )
    ordered = SCENARIOS.model_copy(update={"order": tuple(order)})
    comparison = compare(BENCH, ordered, asked)
    assert [movement.lever for movement in comparison.movements] == order
    before, after = (
        figure_of(run, Measure.MAXIMUM).number for run in (comparison.base, comparison.scenario)
    )
    assert comparison.changes[Measure.MAXIMUM].number == after - before
    assert comparison.changes[Measure.MAXIMUM].number == sum(
        movement.changes[Measure.MAXIMUM].number for movement in comparison.movements
    )


def test_only_the_levers_moved_are_steps() -> None:
    comparison = compare(BENCH, SCENARIOS, scenario(demand="10"))
    (movement,) = comparison.movements
    # Demand moves income, never the maximum: what may be earned follows from cost.
    assert movement.lever is Lever.DEMAND
    assert movement.changes[Measure.MAXIMUM].number == 0
    assert movement.changes[Measure.INCOME].number > 0
    assert movement.changes[Measure.RECOVERY].number == movement.changes[Measure.INCOME].number
    assert list(wrong_steps(comparison.changes[Measure.INCOME])) == []


def test_a_scenario_that_moves_nothing_changes_nothing() -> None:
    comparison = compare(BENCH, SCENARIOS, scenario())
    assert comparison.movements == ()
    assert {change.number for change in comparison.changes.values()} == {0}
    assert comparison.scenario.maximum.number == comparison.base.maximum.number


def test_sensitivities_are_sorted_and_symmetric_where_the_method_is_linear() -> None:
    found = sensitivities(BENCH, SCENARIOS.sensitivity, Measure.MAXIMUM)
    widths = [one.width for one in found]
    assert widths == sorted(widths, reverse=True)
    by_lever = {one.lever: one for one in found}
    rate = by_lever[Lever.YIELD]
    assert (rate.down.value, rate.up.value) == (Decimal("1.20"), Decimal("2.20"))
    assert rate.down.change is not None and rate.up.change is not None
    # Revenue is linear in the rate; the fen of three years may differ.
    assert abs(rate.down.change.number + rate.up.change.number) <= Decimal("0.03")
    # A point of spread is two half points of yield.
    spread = by_lever[Lever.SPREAD]
    assert spread.up.change is not None
    assert abs(spread.up.change.number - 2 * rate.up.change.number) <= Decimal("0.06")


def test_a_step_over_the_cap_is_said_beside_the_side_that_is_allowed() -> None:
    (one,) = sensitivities(BENCH, Levers.model_validate({"spread": "2"}), Measure.MAXIMUM)
    assert one.up.value == 7
    assert one.up.change is None
    assert [fault.key for fault in one.up.refused] == ["method.out_of_bounds"]
    assert one.down.change is not None and one.down.change.number < 0


def test_tables_can_be_taken_away_in_both_languages() -> None:
    comparison = compare(BENCH, SCENARIOS, SCENARIOS.scenarios[0])
    found = sensitivities(BENCH, SCENARIOS.sensitivity, Measure.MAXIMUM)
    for language, base in ((Language.ZH, "基准"), (Language.EN, "Base")):
        tables = [
            years_table(comparison.scenario),
            comparison_table(comparison),
            sensitivity_table(found),
        ]
        written = [as_csv(table, language).decode("utf-8-sig") for table in tables]
        assert "7838245.50" in written[0]
        assert f"{base},," in written[1]
        assert "-145241.73" in written[1]
        assert "1.20" in written[2]
