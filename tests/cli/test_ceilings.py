"""ceilings as a person runs it: the answer, the draft, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders.operators import CIRCLE, METHOD, ROOT
from typer.testing import CliRunner, Result

from engine.cli import group

TARIFFS = ("--tariffs", str(ROOT / "tariffs"))


def run(command: str, *arguments: object) -> Result:
    return CliRunner().invoke(
        group(("determine", "ceilings", "check", "quote")), [command, *map(str, arguments)]
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the worked determination."""
    folder = tmp_path_factory.mktemp("determined")
    by_method = ("--method", METHOD, "--on", "2026-03-01", "--no-reports")
    result = run("determine", CIRCLE, *by_method, "--out", folder, *TARIFFS)
    assert result.exit_code == 0
    return folder / "record.json"


def answer(record: Path, *more: object) -> dict[str, Any]:
    result = run("ceilings", record, "--json", *TARIFFS, *more)
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def refused(record: Path, *more: object) -> list[str]:
    result = run("ceilings", record, "--json", *TARIFFS, *more)
    assert result.exit_code == 2
    return [fault["fault"] for fault in json.loads(result.stdout)["faults"]]


def test_by_full_cost_by_default(record: Path) -> None:
    data = answer(record)
    assert [one["ceiling"] for one in data["ceilings"]] == ["0.2298", "274.13"]
    assert (data["revenue"], data["left"]) == ("7885560.00", "1099.41")
    assert (data["by"], data["tolerance"]) == ("full_cost", None)
    assert (data["evidence"], data["applies"]) == ("assumption", "assumed")
    assert {"cn/ndrc-2025-65", "cn/ceiling-allocation"} <= set(data["documents"])


@pytest.mark.parametrize("tolerance", ["0.1%", "0.001"])
def test_by_program_with_a_tolerance_in_either_form(record: Path, tolerance: str) -> None:
    data = answer(record, "--by", "program", "--tolerance", tolerance)
    assert [one["ceiling"] for one in data["ceilings"]] == ["0.2298", "274.22"]
    assert (data["revenue"], data["tolerance"], data["proved"]) == ("7886640.00", "0.001", True)


@pytest.mark.parametrize(
    ("language", "first"),
    [("zh", "2026 年上限收费标准"), ("en", "Ceilings of 2026")],
)
def test_the_answer_stands_first(record: Path, language: str, first: str) -> None:
    result = run("ceilings", record, "--lang", language, *TARIFFS)
    assert result.exit_code == 0
    assert result.stdout.startswith(first)
    for figure in ("0.2298", "274.13", "7,885,560.00", "7,886,659.41", "1,099.41"):
        assert figure in result.stdout
    whole = run("ceilings", record, "--lang", language, "--table", *TARIFFS)
    assert whole.stdout.startswith(first)
    assert "65号" in whole.stdout and "65号" not in result.stdout


def test_the_draft_checks_clean_and_quotes(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "demo" / "drafted.yaml"
    by_program = ("--by", "program", "--tolerance", "0.1%")
    assert run("ceilings", record, *by_program, "--out", path, *TARIFFS).exit_code == 0
    assert run("check", path, *TARIFFS).exit_code == 0
    request = tmp_path / "request.yaml"
    worked = (ROOT / "examples" / "quotes" / "demo-calls.yaml").read_text(encoding="utf-8")
    request.write_text(worked.replace("demo/price-list", "demo/drafted"), encoding="utf-8")
    result = run("quote", request, "--json", "--tariffs", tmp_path, *TARIFFS)
    quoted = json.loads(result.stdout)
    # 6,000,000 calls, all at the ceiling of 0.2298: 1,378,800.00
    assert (quoted["total"], quoted["evidence"]) == ("1378800.00", "illustrative")
    assert any("DETERMINATION-" in cite["instrument"] for cite in quoted["citations"])


def test_nothing_is_written_where_the_path_is_not_the_id(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "here.yaml"
    assert refused(record, "--out", path, "--id", "demo/there") == ["ceiling.path_not_id"]
    assert not path.exists()


def test_nothing_is_drafted_without_a_pattern(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "ceilings.yaml"
    assert refused(record, "--out", path) == ["ceiling.no_pattern"]
    assert not path.exists()


@pytest.mark.parametrize(
    ("more", "key"),
    [
        (("--by", "program"), "ceiling.needs_tolerance"),
        (("--by", "full_cost", "--tolerance", "0"), "ceiling.tolerance_unused"),
        (("--by", "program", "--tolerance", "a bit"), "ceiling.bad_tolerance"),
        (("--by", "program", "--tolerance", "-1%"), "method.out_of_bounds"),
        (("--year", "2031"), "law.not_one_of"),
        (("--rule", "cn/no-such-rule"), "law.no_document"),
    ],
)
def test_an_option_that_is_wrong(record: Path, more: tuple[str, ...], key: str) -> None:
    assert refused(record, *more) == [key]


def test_a_changed_record_is_not_built_on(record: Path, tmp_path: Path) -> None:
    changed = tmp_path / "record.json"
    whole = json.loads(record.read_text(encoding="utf-8"))
    whole["body"]["result"]["maximum"]["2026"] = "7886659.42"
    changed.write_text(json.dumps(whole), encoding="utf-8")
    result = run("ceilings", changed, "--json", *TARIFFS)
    assert result.exit_code == 1
    (fault,) = json.loads(result.stdout)["faults"]
    assert (fault["fault"], fault["place"]) == (
        "record.changed_since",
        "body.result.maximum.2026",
    )


def test_a_record_that_the_documents_no_longer_give_is_not_built_on(
    record: Path, tmp_path: Path
) -> None:
    method = (ROOT / "tariffs" / f"{METHOD}.yaml").read_text(encoding="utf-8")
    path = tmp_path / f"{METHOD}.yaml"
    path.parent.mkdir()
    limit = 'value: "14"'
    assert limit in method
    path.write_text(method.replace(limit, 'value: "13"', 1), encoding="utf-8")
    result = run("ceilings", record, "--json", "--tariffs", tmp_path, *TARIFFS)
    faults = json.loads(result.stdout)["faults"]
    assert result.exit_code == 1
    assert {fault["fault"] for fault in faults} == {"record.rerun_differs"}
    assert "body.result.maximum.2026" in {fault["place"] for fault in faults}
