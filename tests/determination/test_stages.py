"""From draft to opinion to final: what each stage asks for, what stays on record, what is apart."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.operators import INCOMES, METHOD, ROOT, determined, entry, tree, value
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.law import Faults
from engine.money import exactly

TARIFFS = ("--tariffs", str(ROOT / "tariffs"))
BY_METHOD = ("--method", METHOD, "--on", "2026-03-01")
CLOSING = ("--on", "2029-02-01")


def run(*arguments: object) -> Result:
    commands = group(("determine", "evaluate", "verify"))
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


class _Written(yaml.SafeDumper):
    """YAML as a person writes it: a number as a number."""


_Written.add_representer(
    type(tree()["income"]), lambda dumper, number: dumper.represent_str(str(number))
)


def written(path: Path, content: Any) -> Path:
    path.write_text(yaml.dump(content, Dumper=_Written, allow_unicode=True), "utf-8")
    return path


@pytest.fixture
def flagged(tmp_path: Path) -> Path:
    """The worked submission with data transfer bought of a related party."""
    whole = tree()
    entry(whole, "items", "transfer")["related_party"] = True
    return written(tmp_path / "operator.yaml", whole)


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    decision = {"item": "transfer", "amount": "1400000", "reason": "按市场询价核定"}
    content = {"reviewer": "成本监审组", "decisions": [decision]}
    return written(tmp_path / "overrides.yaml", content)


def objections(path: Path, **more: str) -> Path:
    objection = {
        "id": "welfare-cap",
        "line": "reviewed",
        "of": "welfare",
        "by": "示例数据运营有限公司",
        "on": "2026-03-20",
        "said": "福利费含补充医疗保险，应另行核定",
        **more,
    }
    return written(path, {"objections": [objection]})


def record(folder: Path) -> Any:
    return json.loads((folder / "record.json").read_text("utf-8"))


def test_from_draft_to_final(tmp_path: Path, flagged: Path, judged: Path) -> None:
    out = tmp_path / "out"
    common = ("determine", flagged, *BY_METHOD, *TARIFFS, "--out", out)
    assert run(*common).exit_code == 0
    draft = record(out)
    assert draft["body"]["status"] == {"stage": "draft", "former": None}
    assert draft["body"]["result"]["undecided"] == [{"item": "transfer", "year": 2025}]

    opinion_from = ("--stage", "opinion", "--follows", out / "record.json")
    raised = objections(tmp_path / "raised.yaml")
    result = run(*common, *opinion_from, "--overrides", judged, "--objections", raised, "--table")
    assert result.exit_code == 0, result.output
    assert "尚未答复" in result.stdout and "按市场询价核定" in result.stdout
    opinion = record(out)
    assert opinion["body"]["status"] == {"stage": "opinion", "former": draft["number"]}
    row = next(row for row in opinion["body"]["review"] if row["item"] == "transfer")
    assert (row["by_rule"], row["reviewed"]) == ("1500000.00", "1400000")
    assert (row["flag"], row["reason"]) == ("related-party", "按市场询价核定")

    final_from = ("--stage", "final", "--follows", out / "record.json")
    open_still = run(*common, *final_from)
    assert open_still.exit_code == 2
    assert "尚未判断" in open_still.stderr and "尚未答复" in open_still.stderr
    assert record(out) == opinion  # nothing was written

    answer = {"outcome": "rejected", "answer": "限额内已包含，依据第四十条"}
    answered = objections(tmp_path / "answered.yaml", **answer)
    result = run(*common, *final_from, "--overrides", judged, "--objections", answered)
    assert result.exit_code == 0, result.output
    final = record(out)
    assert final["body"]["status"] == {"stage": "final", "former": opinion["number"]}
    assert [one["outcome"] for one in final["body"]["objections"]] == ["rejected"]
    # each stage is a record of its own, none is lost, and all verify
    numbers = [made["number"] for made in (draft, opinion)]
    assert {path.stem for path in out.glob("*.json")} == {"record", *numbers}
    for path in out.glob("*.json"):
        assert run("verify", path, *TARIFFS).exit_code == 0


@pytest.mark.parametrize("stage", ["opinion", "final"])
def test_a_stage_needs_the_one_before_it(tmp_path: Path, flagged: Path, stage: str) -> None:
    common = ("determine", flagged, *BY_METHOD, *TARIFFS)
    assert run(*common, "--stage", stage).exit_code == 2
    run(*common, "--out", tmp_path / "out", "--no-reports")
    draft = tmp_path / "out" / "record.json"
    assert run(*common, "--stage", "final", "--follows", draft).exit_code == 2
    other = tree()
    other["operator"]["name"] = "另一家公司"
    of_other = written(tmp_path / "other.yaml", other)
    more = ("--stage", "opinion", "--follows", draft)
    result = run("determine", of_other, *BY_METHOD, *TARIFFS, *more)
    assert result.exit_code == 2 and "另一运营机构" in result.stderr


def test_an_objection_is_against_a_line(tmp_path: Path, flagged: Path) -> None:
    for of, line in (("nothing", "reviewed"), ("welfare", "no_such_line")):
        raised = objections(tmp_path / "raised.yaml", of=of, line=line)
        result = run("determine", flagged, *BY_METHOD, *TARIFFS, "--objections", raised)
        assert result.exit_code == 2
        assert "objections[0]" in result.stderr
    half = objections(tmp_path / "raised.yaml", outcome="rejected")
    result = run("determine", flagged, *BY_METHOD, *TARIFFS, "--objections", half)
    assert result.exit_code == 2 and "objections[0].answer" in result.stderr


def test_authorisations_of_one_operator_stand_apart(tmp_path: Path) -> None:
    whole = tree()
    whole["authorisation"] = {"id": "health", "title": "医疗健康领域授权"}
    health = written(tmp_path / "health.yaml", whole)
    out = tmp_path / "out"
    result = run("determine", health, *BY_METHOD, *TARIFFS, "--out", out, "--no-reports")
    assert "医疗健康领域授权" in result.stdout
    # incomes of no authorisation, or of another, are not judged by it
    result = run("evaluate", out / "record.json", INCOMES, *CLOSING, *TARIFFS)
    assert result.exit_code == 2 and "另一项授权" in result.stderr
    own = INCOMES.read_text("utf-8").replace("vat:", "authorisation: health\nvat:")
    incomes = tmp_path / "incomes.yaml"
    incomes.write_text(own, "utf-8")
    closed = run("evaluate", out / "record.json", incomes, *CLOSING, *TARIFFS, "--out", out)
    assert closed.exit_code == 0
    evaluation = out / "evaluation.json"
    common = (*BY_METHOD, *TARIFFS, "--deduct", evaluation)
    assert run("determine", health, *common).exit_code == 0
    whole["authorisation"]["id"] = "transport"
    transport = written(tmp_path / "transport.yaml", whole)
    assert run("determine", transport, *common).exit_code == 2
    assert run("verify", evaluation, *TARIFFS).exit_code == 0


def forecast(months: int) -> Any:
    whole = tree()
    whole["basis"] = "forecast"
    whole["accounts_year"] = 2026
    whole["cycle"]["years"] = 2
    whole["trial"] = {"begins": "2026-03-31", "months": months}
    return whole


@pytest.mark.parametrize(
    ("months", "until"), [(12, "2027-03-30"), (24, "2028-03-30"), (11, "2027-02-28")]
)
def test_a_trial_without_a_complete_year_has_its_term(
    tmp_path: Path, months: int, until: str
) -> None:
    operator = written(tmp_path / "new.yaml", forecast(months))
    result = run("determine", operator, *BY_METHOD, *TARIFFS, "--json")
    assert json.loads(result.stdout)["result"]["trial"] == {"from": "2026-03-31", "until": until}


def test_a_trial_is_no_longer_than_the_rule_allows_unless_read_otherwise() -> None:
    with pytest.raises(Faults) as caught:
        determined(forecast(25))
    assert [fault.key for fault in caught.value.faults] == ["method.demand"]
    longer = determined(forecast(25), switches={"trial_length": "as_set"})
    assert value(longer, "trial_term") == exactly(lambda: Decimal(25) / 12)
    whole = forecast(12)
    del whole["trial"]
    with pytest.raises(Faults) as caught:
        determined(whole)
    assert [(f.place, f.key) for f in caught.value.faults] == [
        ("trial", "submission.trial_and_forecast")
    ]
