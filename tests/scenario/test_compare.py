"""Comparisons add up, sensitivities are sorted, and both can be taken away."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders.proof import rounds
from builders.scenarios import moved, run_base, run_of, worked
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from engine.report import as_csv
from engine.scenario import Lever, Levers, Measure, compare, figure_of, sensitivities
from engine.show.analysis.scenario import comparison_table, sensitivity_table, years_table
from engine.text import Language

SCENARIOS, BENCH = worked()
BASE = run_base(BENCH, SCENARIOS)


@settings(max_examples=rounds(quick=4, full=100), deadline=None)
@drawn(
    st.decimals("0", "4", places=2),
    st.decimals("0", "6", places=2),
    st.decimals("-10", "30", places=1),
    st.decimals("1", "30", places=1),
)
def test_the_parts_add_up_to_the_whole_and_turn_round_with_it(
    rate: Decimal, spread: Decimal, free: Decimal, demand: Decimal
) -> None:
    """From the second back to the first every part is the same with the other sign."""
    levers = {"yield": rate, "spread": spread, "free_share": free, "demand": demand}
    other = moved(BENCH, SCENARIOS.base, **{name: str(value) for name, value in levers.items()})
    there, back = compare(BENCH, BASE, other), compare(BENCH, other, BASE)
    for measure in Measure:
        whole = figure_of(other, measure).number - figure_of(BASE, measure).number
        assert there.difference(measure) == whole
        assert sum(part.amounts[measure] for part in there.parts) == whole
        assert sum(part.amounts[measure] for part in back.parts) == -whole
    assert there.error is None
    assert len(there.parts) <= len(Lever)


def test_only_the_levers_moved_are_parts() -> None:
    (part,) = compare(BENCH, BASE, moved(BENCH, SCENARIOS.base, demand="10")).parts
    # Demand moves income, never the maximum: what may be earned follows from cost.
    assert part.change.title.en == "Growth of demand a year"
    assert part.amounts[Measure.MAXIMUM] == 0
    assert part.amounts[Measure.INCOME] > 0
    assert part.amounts[Measure.RECOVERY] == part.amounts[Measure.INCOME]


def test_two_levers_share_what_they_do_together() -> None:
    """The profit is cost × (yield + spread): each of the two alone moves it by its own points, so
    that nothing is left to share; tax on top makes it 4/3, surcharges a little more."""
    both = compare(BENCH, BASE, moved(BENCH, SCENARIOS.base, **{"yield": "1.20", "spread": "4"}))
    parts = {part.change.title.en: part.amounts[Measure.MAXIMUM] for part in both.parts}
    # 7,209,800 × 0.5 % × 4/3 ÷ (1 − 0.12 × 0.06) a year, of three years; a point of spread is twice.
    half_a_point = Decimal("7209800") * Decimal("0.005") * 4 / 3 / Decimal("0.9928") * 3
    assert abs(parts["10-year treasury yield"] + half_a_point) < 1500
    assert abs(parts["Spread"] - 2 * parts["10-year treasury yield"]) <= Decimal("0.04")


def test_how_far_it_has_come_is_told_and_what_that_raises_ends_it() -> None:
    """Of four changes there are 16 mixtures: none, all, each alone and all but each are run before,
    to see whether they can be made alone; the six of two changes are left."""
    levers = {"yield": "1.20", "spread": "4", "free_share": "3", "demand": "5"}
    other = moved(BENCH, SCENARIOS.base, **levers)
    heard: list[tuple[int, int]] = []

    def told(done: int, of: int) -> None:
        heard.append((done, of))

    found = compare(BENCH, BASE, other, told)
    assert len(found.parts) == 4
    assert heard == [(done, 6) for done in range(6)]
    assert compare(BENCH, BASE, other).parts == found.parts

    class Moved(BaseException):
        """As the toolkit ends a script."""

    def stopped(done: int, of: int) -> None:
        if done == 2:
            raise Moved(of)

    with pytest.raises(Moved):
        compare(BENCH, BASE, other, stopped)


def test_a_scenario_that_moves_nothing_changes_nothing() -> None:
    comparison = compare(BENCH, BASE, moved(BENCH, SCENARIOS.base))
    assert comparison.parts == ()
    assert {comparison.difference(measure) for measure in Measure} == {0}


def test_sensitivities_are_sorted_and_symmetric_where_the_method_is_linear() -> None:
    found = sensitivities(BENCH, BASE, SCENARIOS.scenarios.sensitivity, Measure.MAXIMUM, "x")
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
    steps = Levers.model_validate({"spread": "2"})
    (one,) = sensitivities(BENCH, BASE, steps, Measure.MAXIMUM, "x")
    assert one.up.value == 7
    assert one.up.change is None
    assert [fault.key for fault in one.up.refused] == ["method.out_of_bounds"]
    assert one.down.change is not None and one.down.change.number < 0


def test_tables_can_be_taken_away_in_both_languages() -> None:
    comparison = compare(BENCH, BASE, run_of(BENCH, SCENARIOS, "lower-yield"))
    found = sensitivities(BENCH, BASE, SCENARIOS.scenarios.sensitivity, Measure.MAXIMUM, "x")
    for language, base in ((Language.ZH, "测试"), (Language.EN, "test")):
        tables = [
            years_table(comparison.second),
            comparison_table(comparison),
            sensitivity_table(found),
        ]
        written = [as_csv(table, language).decode("utf-8-sig") for table in tables]
        assert "7838245.50" in written[0]
        assert f"{base},," in written[1]
        assert "-145241.73" in written[1]
        assert "1.20" in written[2]
