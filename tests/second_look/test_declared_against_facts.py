"""No declared purpose outweighs the facts beside it: inputs that were free for the asking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from engine.cli import group
from engine.law import installed

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
