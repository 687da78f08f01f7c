"""No declared purpose outweighs the facts beside it: inputs that were free for the asking."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from engine.cli import group
from engine.law import installed, read_yaml

HERE = Path(__file__).parents[1] / "data" / "second_look" / "uses"


def run(command: str, name: str) -> tuple[int, Any]:
    words = [command, str(HERE / f"{name}.yaml"), "--json", "--tariffs", str(installed("tariffs"))]
    result = CliRunner().invoke(group((command,)), words)
    return result.exit_code, json.loads(result.stdout)


def test_a_body_that_passes_the_product_on_pays_and_hears_which_condition_it_breaks() -> None:
    status, answer = run("quote", "government-resale")
    assert (status, answer["regime"], answer["total"]) == (0, "guided", "1179800.00")
    assert any("不转售" in note for note in answer["notes"])


@pytest.mark.parametrize("name", ["training-firm", "relief-with-advertising"])
def test_a_cause_that_is_no_longer_non_profit_is_charged(name: str) -> None:
    status, answer = run("classify", name)
    assert (status, answer["regime"], answer["reason"]) == (0, "guided", "industry")
    assert answer["citations"][0]["instrument"] == "公益事业捐赠法"
    assert [one["id"] for one in answer["not_kept"]] == ["end-users-not-charged"]


def test_facts_that_contradict_each_other_are_both_named() -> None:
    status, answer = run("classify", "raw-open")
    (fault,) = answer["faults"]
    assert (status, fault["place"]) == (2, "facts.openly_available")
    assert "openly_available" in fault["message"]
    assert "data_form" in fault["message"]


def test_a_share_declared_free_does_not_turn_a_million_into_a_yuan(tmp_path: Path) -> None:
    """Which part the charging belongs to is asked; of the welfare part it is charged as a whole."""
    status, answer = run("quote", "mixed-evades")
    assert (status, answer["regime"], answer["total"]) == (1, "undetermined", None)
    asked = {question["id"] for question in answer["missing"]}
    assert {f"parts[0].facts.{name}" for name in ("purpose", "end_users_charged", "other_income",
                                                  "above_cost")} <= asked  # fmt: skip
    request = read_yaml(HERE / "mixed-evades.yaml").tree
    facts = {"purpose": "people_service", "end_users_charged": True, "other_income": True,
             "above_cost": True}  # fmt: skip
    status, answer = quoted({**request, "parts": [{"facts": facts}]}, tmp_path)
    assert (status, answer["regime"], answer["total"]) == (0, "guided", "1179800.00")
    clean = {**facts, "end_users_charged": False, "other_income": False, "above_cost": False}
    status, answer = quoted({**request, "parts": [{"facts": clean}]}, tmp_path)
    assert (status, answer["total"]) == (1, None)
    lacking = [question["id"] for question in answer["missing"]]
    assert lacking == ["parts[0].counted", "parts[0].counted_by"]


@pytest.mark.parametrize(
    ("parts", "place", "fault"),
    [
        ([{"facts": {"purpose": "mixed"}}], "parts[0].facts.purpose", "use.parts_of_part"),
        ([{"share": 60, "facts": {"purpose": "relief"}},
          {"share": 50, "facts": {"purpose": "industry"}}], "parts", "use.parts_over_whole"),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_are_faults(
    parts: list[dict[str, Any]], place: str, fault: str, tmp_path: Path
) -> None:
    request = read_yaml(HERE / "mixed-evades.yaml").tree
    status, answer = quoted({**request, "parts": parts}, tmp_path)
    (found,) = answer["faults"]
    assert (status, found["place"], found["fault"]) == (2, place, fault)
    assert found["file"].endswith("request.yaml")


def test_a_use_of_one_purpose_is_not_made_free_by_parts(tmp_path: Path) -> None:
    request = read_yaml(HERE / "mixed-evades.yaml").tree
    use = {"purpose": "people_service", "user": "enterprise", "passed_on": False,
           "end_users_charged": False, "other_income": False}  # fmt: skip
    parts = [{"share": 100, "facts": {"purpose": "industry"}}]
    status, answer = quoted({**request, "use": use, "parts": parts}, tmp_path)
    assert (status, [one["fault"] for one in answer["faults"]]) == (2, ["use.parts_of_one"])


def quoted(request: dict[str, Any], folder: Path) -> tuple[int, Any]:
    path = folder / "request.yaml"
    path.write_text(yaml.safe_dump(plain_values(request), allow_unicode=True), "utf-8")
    words = ["quote", str(path), "--json", "--tariffs", str(installed("tariffs"))]
    result = CliRunner().invoke(group(("quote",)), words)
    return result.exit_code, json.loads(result.stdout)


def plain_values(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain_values(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("fact", ["passed_on", "other_income", "above_cost"])
@pytest.mark.parametrize(
    "facts",
    [
        {"purpose": "own_duty", "user": "government_body", "sharing_serves": True},
        {"purpose": "own_duty", "user": "government_body", "sharing_serves": False},
        {"purpose": "government_service", "result_used_by": "commissioner_only"},
        {"purpose": "people_service", "user": "enterprise", "end_users_charged": False},
        {"purpose": "research", "user": "public_institution", "paid_by_other": False,
         "result_open_to": "all"},
        {"purpose": "relief", "user": "social_organisation", "above_cost": False},
        {"purpose": "other_welfare", "user": "social_organisation", "end_users_charged": False},
    ],
    ids=lambda facts: facts["purpose"],
)  # fmt: skip
def test_each_path_to_free_is_closed_by_each_fact(
    facts: dict[str, Any], fact: str, tmp_path: Path
) -> None:
    whole = {"passed_on": False, "other_income": False, **facts}
    status, answer = classified(whole, tmp_path)
    assert (status, answer["regime"]) == (0, "free")
    status, answer = classified({**whole, fact: True}, tmp_path)
    assert (status, answer["regime"], answer["channel"]) == (0, "guided", "authorised_operation")


def classified(facts: dict[str, Any], folder: Path) -> tuple[int, Any]:
    in_order = {"openly_available": False, "secret": False, "data_form": "processed",
                "resource_registered": True, "product_registration": "in_force",
                "authorisation": "in_force", "in_scope": True}  # fmt: skip
    law = {"gate": "cn/supply", "use": "cn/use-of-public-data",
           "conditions": "cn/conditions-of-free-use"}  # fmt: skip
    declared = {"on": "2026-03-02", "stands_under": law, "facts": {**in_order, **facts}}
    path = folder / "use.yaml"
    path.write_text(json.dumps(declared), "utf-8")
    words = ["classify", str(path), "--json", "--tariffs", str(installed("tariffs"))]
    result = CliRunner().invoke(group(("classify",)), words)
    return result.exit_code, json.loads(result.stdout)
