"""Scenarios under every reading of the law: each as the run with the same readings has it."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.scenarios import worked, written

from engine.determination import Lines
from engine.law import Faults
from engine.readings import Act, Holds, Verdict
from engine.scenario import Run, ScenarioReadings, readings_of_scenarios, run

D = Decimal
READ = {
    "profit_tax": ("after_income_tax", "before_income_tax"),
    "excess_reading": ("cycle_total", "annual_average", "year_by_year"),
}
"""What moves the worked operator, which filed no assets and no earlier year."""
ABOVE: dict[str, Any] = {
    "cycles": 1,
    "market": {
        "verification-call": {
            "price": "0.2150",
            "forecast_at": "0.2400",
            "response": {"curve": "constant_elasticity", "elasticity": "0.4"},
            "growth": "3",
            "deviations": {2027: "10"},
        },
        "enterprise-data-package": {"prices": {2027: "280.00"}},
    },
}
"""A price between the ceilings of 2028, 0.2298 and 0.2251 less what demand grows in two years, and
one above both, from the second year."""


def by_act(of: ScenarioReadings) -> dict[tuple[Act, str], Verdict]:
    return {(one.act, one.of): one for one in of.verdicts}


def case_of(verdict: Verdict, readings: dict[str, str]) -> Decimal:
    """What a verdict comes to under readings, the others by default."""
    (found,) = {
        one.amount
        for one in verdict.cases
        if all(one.readings.get(name, read) == read for name, read in readings.items())
        and one.readings["profit_base"] == "operating_cost"
        and one.readings["base_year"] == "latest_year"
        and one.readings["unspecified_subsidy"] == "joint_before_split"
    }
    return found


def in_run(one: Run) -> dict[tuple[Act, str], Decimal | bool]:
    """The same from a run: whether a price is above its ceiling, the excess, what is lacking."""
    (cycle,) = one.cycles
    assert cycle.evaluation is not None
    cost = one.determination.worksheet.step(Lines.OPERATING_COST).number
    found: dict[tuple[Act, str], Decimal | bool] = {
        (Act.EXCESS, ""): cycle.evaluation.excess.number
    }
    for year in cycle.years:
        found[Act.LOSS, str(year.year)] = cost - year.income.number
        for sale in year.sales:
            at = (Act.ABOVE_CEILING, sale.product)
            found[at] = bool(found.get(at)) or not sale.is_lawful
    return found


def test_each_reading_is_as_the_run_with_it(tmp_path: Path) -> None:
    every = [dict(zip(READ, chosen, strict=True)) for chosen in itertools.product(*READ.values())]
    scenarios = [
        {"id": f"reading-{at}", "changes": {"switches": readings}}
        for at, readings in enumerate(every)
    ]
    file = written(tmp_path, ABOVE, *scenarios)
    bench = worked()[1]
    found = readings_of_scenarios(bench, file)
    assert [one.id for one in found] == ["base", *(str(one["id"]) for one in scenarios)]
    verdicts = by_act(found[0])
    for scenario, readings, of in zip(file.scenarios.scenarios, every, found[1:], strict=True):
        one = run(bench, scenario.id, scenario.title, file.case_of(scenario))
        maxima = tuple(year.maximum.number for year in one.years)
        assert tuple(band.default for band in of.bands) == (maxima[0],)
        assert of.found.under(of.taken).maxima == maxima
        for at, expected in in_run(one).items():
            amount = case_of(verdicts[at], readings)
            assert (amount > 0 if isinstance(expected, bool) else amount) == expected, (
                at,
                readings,
            )
        # What a scenario reads itself moves no verdict, only which case is its own.
        for at, verdict in by_act(of).items():
            assert verdict.holds is verdicts[at].holds
            assert verdict.default is not None
            assert verdict.default.amount == case_of(verdict, readings)
    call = verdicts[Act.ABOVE_CEILING, "verification-call"]
    package = verdicts[Act.ABOVE_CEILING, "enterprise-data-package"]
    assert (call.holds, package.holds) == (Holds.SOME, Holds.EVERY)
    assert call.when == ({"profit_tax": ("before_income_tax",)},)


def test_the_worked_file_by_hand() -> None:
    """Ceilings of 0.2298 and 274.13, or 0.2251 and 268.50: 0.2150 is under both, 274.13 is 5.63
    above the lower one, and income at lawful prices passes neither maximum."""
    file, bench = worked()
    base = readings_of_scenarios(bench, file)[0]
    (band,) = base.bands
    assert (band.low, band.default, band.high) == (
        D("7724472.80"),
        D("7886659.41"),
        D("7886659.41"),
    )
    found = by_act(base)
    assert found[Act.ABOVE_CEILING, "verification-call"].holds is Holds.NONE
    package = found[Act.ABOVE_CEILING, "enterprise-data-package"]
    assert (package.holds, package.greatest) == (Holds.SOME, D("5.63"))
    assert found[Act.EXCESS, ""].holds is Holds.NONE
    # 192 of 288 combinations lack net or effective assets.
    assert {one.unanswered for one in base.verdicts} == {192}


def test_a_product_without_a_price_of_its_own_is_not_judged(tmp_path: Path) -> None:
    file = written(tmp_path, {"cycles": 1, "market": {}})
    base, _ = readings_of_scenarios(worked()[1], file)
    assert {act for act, _ in by_act(base)} == {Act.EXCESS, Act.LOSS}


def test_what_is_wrong_with_every_scenario_is_told_at_once(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        {"cycles": 1},
        {"id": "one", "changes": {"switches": {"profit_tax": "never"}}},
        {"id": "other", "changes": {"on": datetime.date(2020, 1, 1).isoformat()}},
    )
    with pytest.raises(Faults) as wrong:
        readings_of_scenarios(worked()[1], file)
    assert [one.key for one in wrong.value.faults] == [
        "law.not_one_of",
        "scenario.law_not_in_force",
    ]
