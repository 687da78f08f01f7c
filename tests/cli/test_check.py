"""`dingjia check`: exactly what is wrong, with its line, and the exit status 0, 1 or 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders.shelf import CONDITIONS, YIELDS, line_of, put, without
from click.testing import Result
from typer.testing import CliRunner

from engine.cli import group
from engine.law import kinds

TARIFFS = Path(__file__).parents[2] / "tariffs"


def dingjia(*arguments: object) -> Result:
    return CliRunner().invoke(group(("check",)), ["check", *map(str, arguments)])


def told(root: Path, *arguments: object) -> list[tuple[str, str, int | None, str]]:
    """File, place, line and key of each fault that the machine form tells; exit status 1."""
    result = dingjia("--tariffs", root, "--json", *arguments)
    faults = json.loads(result.stdout)["faults"]
    assert result.exit_code == (1 if faults else 0)
    assert result.stderr == ""
    return [
        (Path(each["file"]).name, each["place"], each["line"], each["fault"]) for each in faults
    ]


def test_a_sound_shelf(tmp_path: Path) -> None:
    result = dingjia("--tariffs", put(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "通过  cn/yields",
        "通过  demo/conditions",
        "2 份文件全部通过检查",
    ]
    assert told(tmp_path) == []


def test_the_real_documents_through_the_real_command() -> None:
    entry = [sys.executable, "-c", "from engine.cli import main; main()"]
    asked = ["check", "--lang", "en", "--tariffs", str(TARIFFS)]
    done = subprocess.run([*entry, *asked], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    number = len(list(TARIFFS.rglob("*.yaml")))
    assert done.stdout.splitlines()[-1] == f"all {number} documents are sound"


CITED = "cites: [{instrument: 中债国债收益率曲线, evidence: computed"

BROKEN = {
    "a citation deleted": (
        without(YIELDS, CITED),
        ("versions[0]", 6, "law.uncited"),
    ),
    "versions overlapping": (
        YIELDS.replace("until: 2024-12-31", "until: 2025-01-02"),
        ("versions[0].until", 8, "law.versions_overlap"),
    ),
    "a wrong id": (
        YIELDS.replace("id: cn/yields", "id: cn/yield"),
        ("id", 2, "law.id_is_not_path"),
    ),
    "an unknown key": (
        YIELDS.replace("unit: percent", "unit: percent\n    units: percent", 1),
        ("versions[0].units", line_of(YIELDS, "unit: percent") + 1, "law.unknown_key"),
    ),
    "a key twice": (
        YIELDS.replace("unit: percent", "unit: percent\n    unit: percent", 1),
        ("versions[0].unit", line_of(YIELDS, "unit: percent") + 1, "law.repeated_key"),
    ),
    "a price with an exponent": (
        YIELDS.replace("2.191", "2.191e0"),
        ("versions[1].points[0].value", line_of(YIELDS, "2.191"), "money.not_a_number"),
    ),
    "a period twice": (
        YIELDS.replace('period: "2023"', 'period: "2022"'),
        ("versions[0].points[1]", line_of(YIELDS, '"2023"'), "law.repeated_entry"),
    ),
    "no YAML": (
        YIELDS.replace("    unit: percent", "\tunit: percent", 1),
        ("", line_of(YIELDS, "unit: percent"), "law.not_yaml"),
    ),
    "nothing": ("", ("", None, "law.empty")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_exactly_what_is_broken_is_named(tmp_path: Path, name: str) -> None:
    written, fault = BROKEN[name]
    assert written != YIELDS
    assert told(put(tmp_path, yields=written)) == [("yields.yaml", *fault)]


def test_people_are_told_in_their_language(tmp_path: Path) -> None:
    put(tmp_path, yields=without(YIELDS, CITED))
    chinese = dingjia("--tariffs", tmp_path)
    english = dingjia("--tariffs", tmp_path, "--lang", "en")
    assert chinese.exit_code == english.exit_code == 1
    assert "有误  cn/yields（1 处）" in chinese.stdout
    assert "cn/yields.yaml:6 versions[0]：没有依据" in chinese.stderr
    assert "cn/yields.yaml:6 versions[0]: nothing is cited here" in english.stderr
    assert "1 fault(s)" in english.stderr


def test_every_document_is_checked_though_the_first_is_faulty(tmp_path: Path) -> None:
    put(tmp_path, "", without(CONDITIONS, "kind:"))
    assert told(tmp_path) == [
        ("yields.yaml", "", None, "law.empty"),
        ("conditions.yaml", "kind", 1, "law.missing"),
    ]


def test_a_file_that_is_no_document_is_not_passed_over(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "cn" / "list.yml").write_text(YIELDS, encoding="utf-8")
    assert told(tmp_path) == [("list.yml", "", None, "law.not_a_document")]


@pytest.mark.parametrize(
    "path", ["tariffs", "tariffs/cn", "tariffs/cn/yields.yaml", "tariffs/../tariffs/cn"]
)
@pytest.mark.parametrize("own", [True, False], ids=["on its shelf", "of its own"])
def test_a_part_of_a_shelf_keeps_its_ids(tmp_path: Path, path: str, own: bool) -> None:
    put(tmp_path / "tariffs")
    result = dingjia(tmp_path / path, "--tariffs", tmp_path / "tariffs" if own else TARIFFS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "通过  cn/yields" in result.stdout
    assert ("demo/conditions" in result.stdout) == (path == "tariffs")


def test_a_draft_is_checked_in_place_of_what_is_in_force(tmp_path: Path) -> None:
    put(tmp_path / "tariffs")
    draft = put(tmp_path / "draft", yields=YIELDS.replace("2.763", "2.763x"))
    assert told(tmp_path / "tariffs", draft / "cn") == [
        ("yields.yaml", "versions[0].points[0].value", 12, "money.with_unit")
    ]


def test_a_wrong_id_is_told_the_place_on_the_shelf(tmp_path: Path) -> None:
    put(tmp_path, yields=YIELDS.replace("id: cn/yields", "id: cn/other"))
    result = dingjia(tmp_path / "cn" / "yields.yaml", "--tariffs", tmp_path)
    assert result.exit_code == 1
    assert "编号应与文件位置一致：cn/yields" in result.stderr


@pytest.mark.parametrize(
    ("given", "there"), [("cn/yelds", "cn/yields"), ("a/b/c", "law/cn/yields")]
)
def test_of_a_file_on_no_shelf_id_and_place_are_told_and_no_id_that_is_refused(
    tmp_path: Path, given: str, there: str
) -> None:
    root = put(tmp_path / "law", yields=YIELDS.replace("id: cn/yields", f"id: {given}"))
    result = dingjia(root / "cn" / "yields.yaml", "--json", "--lang", "en", "--tariffs", TARIFFS)
    (fault,) = json.loads(result.stdout)["faults"]
    assert (result.exit_code, fault["line"], fault["value"]) == (1, 2, given)
    assert f"lies in some folder as {given}.yaml, and this one as {there}.yaml;" in fault["message"]
    put(tmp_path / "law", yields=YIELDS.replace("id: cn/yields", f"id: {there}"))
    assert dingjia(root / "cn" / "yields.yaml", "--tariffs", TARIFFS).exit_code == 0


def test_an_id_of_one_level_leads_from_no_folder(tmp_path: Path) -> None:
    root = put(tmp_path / "law", yields=YIELDS.replace("id: cn/yields", "id: yields"))
    for path in (root, root / "cn", root / "cn" / "yields.yaml"):
        result = dingjia(path, "--lang", "en", "--tariffs", TARIFFS)
        assert result.exit_code == 1
        assert "such as cn/credit-reference" in result.stderr


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "law.empty"),
        (bytes(range(256)), "law.no_text_file"),
        (b"#" * 50_000_001, "law.too_large"),
        (b"[" * 100_000, "law.too_deep"),
    ],
    ids=["empty", "binary", "huge", "deep"],
)
def test_a_file_that_cannot_be_read_is_faulty(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "draft.yaml"
    path.write_bytes(content)
    result = dingjia(path, "--json", "--tariffs", TARIFFS)
    assert result.exit_code == 1
    assert [each["fault"] for each in json.loads(result.stdout)["faults"]] == [key]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("none.yaml", "law.no_file"),
        ("none", "law.no_file"),
        ("draft.yml", "law.not_a_document"),
        ("empty", "cli.check_nothing"),
    ],
)
def test_what_is_no_input_at_all(tmp_path: Path, name: str, key: str) -> None:
    (tmp_path / "draft.yml").write_text(YIELDS, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    result = dingjia(tmp_path / name, "--json", "--tariffs", TARIFFS)
    assert result.exit_code == 2
    (fault,) = json.loads(result.stdout)["faults"]
    assert (fault["fault"], Path(fault["file"]).name) == (key, name)
    people = dingjia(tmp_path / name, "--tariffs", TARIFFS)
    assert people.exit_code == 2
    assert name in people.stderr


def test_a_shelf_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert dingjia("--tariffs", tmp_path / "none").exit_code == 2


def test_a_schema_for_every_kind_and_for_no_other() -> None:
    names = [kind.name if kind.of is None else f"{kind.name}:{kind.of}" for kind in kinds()]
    assert {"rules", "method", "tariff", "series", "register:conditions"} <= set(names)
    for name in names:
        result = dingjia("--schema", name)
        assert result.exit_code == 0
        assert json.loads(result.stdout)["$schema"].endswith("2020-12/schema")
    refused = dingjia("--schema", "register")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "register:conditions" in refused.stderr


def test_a_folder_around_the_shelf_is_told_where_the_documents_lie(tmp_path: Path) -> None:
    root = put(tmp_path / "project" / "law")
    result = dingjia("--tariffs", TARIFFS, "--lang", "en", tmp_path / "project")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"in {root}; have that folder checked" in result.stderr


def test_a_link_that_leads_to_itself_is_no_file(tmp_path: Path) -> None:
    link = tmp_path / "law.yaml"
    link.symlink_to(link)
    result = dingjia("--tariffs", TARIFFS, "--lang", "en", link)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{link} –: there is no such file")
    result = dingjia("--tariffs", TARIFFS, "--lang", "en", "x" * 300)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("xxx") and "there is no such file" in result.stderr
