"""A base that is a record is the submission with its decisions, spread, switches and deduction."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from builders.faults import keys_in
from builders.operators import CIRCLE, CLOCK, DAY, METHOD, SHELF, deducting, filed, tree
from builders.scenarios import run_base, run_of, worked, written

from engine.cli.conventions.records import proved_result
from engine.determination import Spread, body_of_determination, decided, determine
from engine.law import Declaration, Located
from engine.record import sealed
from engine.record.store import RecordStore
from engine.scenario import Run, ScenarioFile, kept, read_scenarios, save
from engine.show.analysis.scenario.data import run_data

_, BENCH = worked()
DECISIONS = {
    "reviewer": "成本监审组",
    "decisions": [{"item": "platform", "amount": "3900000", "reason": "按合同核定"}],
}
SWITCHES = {"profit_tax": "before_income_tax", "deduction_timing": "first_year"}
EXCESS = Decimal("1090021.77")
MARKET = {"verification-call": {"price": "0.2", "deviations": {2027: "80"}}}


def recorded(folder: Path, *scenarios: dict[str, Any], **base: Any) -> ScenarioFile:
    """Scenarios over the record of a determination with all that can be said beside a submission."""
    of = filed(tree())
    found = determine(
        SHELF,
        of,
        METHOD,
        DAY,
        SWITCHES,
        spread=Spread(Decimal("4.5"), Declaration(file="letter", place="2", reason="风险较低")),
        deduction=deducting(EXCESS),
        decided=decided(Located("decisions.yaml", DECISIONS), of),
    )
    (folder / "record.json").write_text(sealed(body_of_determination(found), CLOCK).text(), "utf-8")
    title = {"zh": "测试", "en": "test"}
    whole = {
        "kind": "scenarios",
        "title": title,
        "base": {"record": "record.json", "ceilings": {"by": "full_cost"}, **base},
        "scenarios": [{"title": title, "reason": "a test", **one} for one in scenarios],
    }
    path = folder / "over-a-record.yaml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    return read_scenarios(path, lambda file: proved_result(file, SHELF)[1])


def plain(of: Run) -> str:
    data = {name: one for name, one in run_data(of).items() if name not in ("id", "title")}
    return json.dumps(data, ensure_ascii=False)


def test_the_deduction_of_the_record_is_taken_once(tmp_path: Path) -> None:
    """All of it from the first year; the excess of its own cycle from the first of the next."""
    found = run_base(BENCH, recorded(tmp_path, {"id": "one"}, cycles=2, market=MARKET))
    maxima = [year.maximum.number for year in found.years]
    assert maxima[1] - maxima[0] == EXCESS
    evaluation = found.cycles[0].evaluation
    assert evaluation is not None and evaluation.excess.number > 0
    assert maxima[4] - maxima[3] == evaluation.excess.number
    assert maxima[1] == maxima[2] == maxima[4] == maxima[5]


def test_without_its_deduction_it_is_the_submission_with_what_was_chosen(tmp_path: Path) -> None:
    (tmp_path / "decisions.yaml").write_text(yaml.safe_dump(DECISIONS, allow_unicode=True), "utf-8")
    base = {
        "submission": str(CIRCLE),
        "decisions": str(tmp_path / "decisions.yaml"),
        "switches": SWITCHES,
        "market": MARKET,
    }
    spread = {"submission": {"spread": {"value": "4.5", "reason": "风险较低"}}}
    by_file = run_of(BENCH, written(tmp_path, base, {"id": "one", "changes": spread}), "one")
    over_record = run_base(BENCH, recorded(tmp_path, {"id": "one"}, market=MARKET))
    # 4,000,000 − 100,000 of computing, three quarters of it paid: cost 7,209,800 − 75,000.
    costs = {run.determination.operating_cost.number for run in (by_file, over_record)}
    assert costs == {Decimal(7134800)}
    first, *others = [year.maximum.number for year in over_record.years]
    assert [first + EXCESS, *others] == [year.maximum.number for year in by_file.years]
    assert plain(over_record) != plain(by_file)


def test_it_is_changed_like_any_other(tmp_path: Path) -> None:
    """Back to the submission's spread of 5 and the amount that was filed."""
    back = {
        "decisions": None,
        "switches": None,
        "submission": {"spread": {"value": "5"}},
    }
    found = run_of(BENCH, recorded(tmp_path, {"id": "one", "changes": back}), "one")
    # 7,886,659.41 of the worked operator, the deduction evenly over three years
    assert [str(year.maximum.number) for year in found.years] == ["7523318.82"] * 3


def test_a_base_of_both_kinds_is_refused(tmp_path: Path) -> None:
    keys = keys_in(lambda: recorded(tmp_path, {"id": "one"}, on=datetime.date(2026, 3, 1)))
    assert keys == {"base": "scenario.base_needs"}


def test_a_record_is_kept_with_the_scenarios_over_it(tmp_path: Path) -> None:
    """By value: the record proves, and the runs are the same, when the file of it has gone."""

    def result_of(file: Path) -> Any:
        return proved_result(file, SHELF)[1]

    lower = {"id": "lower", "levers": {"yield": "1.20"}}
    before = recorded(tmp_path, lower, market=MARKET)
    store = RecordStore(tmp_path / "store.sqlite")
    number = save(store, tmp_path / "over-a-record.yaml", CLOCK, result_of).number
    for name in ("record.json", "over-a-record.yaml"):
        (tmp_path / name).unlink()
    found = kept(store, number, result_of)
    assert plain(run_base(BENCH, found)) == plain(run_base(BENCH, before))
    assert plain(run_of(BENCH, found, "lower")) == plain(run_of(BENCH, before, "lower"))


def test_a_spread_chosen_on_a_command_line_says_itself_where_it_was(tmp_path: Path) -> None:
    """3.50 above 1.70 is 5.20 %, as 4.00 above 1.20 is, which is worked by hand elsewhere."""
    chosen = Spread(Decimal("3.50"), Declaration(file="dingjia determine", place="--spread"))
    found = determine(SHELF, filed(tree()), METHOD, DAY, spread=chosen)
    (tmp_path / "record.json").write_text(
        sealed(body_of_determination(found), CLOCK).text(), "utf-8"
    )
    whole = {
        "kind": "scenarios",
        "title": {"zh": "测试", "en": "test"},
        "base": {"record": "record.json", "ceilings": {"by": "full_cost"}},
        "scenarios": [],
    }
    path = tmp_path / "over.yaml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    file = read_scenarios(path, lambda one: proved_result(one, SHELF)[1])
    assert run_base(BENCH, file).maximum.number == Decimal("23224253.01")
    declared = file.base.declared(("submission", "spread", "value"))
    assert (declared.named, declared.reason) == ("dingjia determine --spread",) * 2
