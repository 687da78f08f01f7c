"""A sound document of another kind than is needed is told where it was named; the answer is 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders.operators import ROOT

EXAMPLES = ROOT / "examples"
ON = ("--on", "2026-03-01")
TARIFF, METHOD, RULES = "cn/court-fees", "cn/ndrc-2025-65", "cn/cost-review"


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: what is known of kinds is what it knows by itself."""
    program = "import sys; from engine.cli import main; sys.exit(main())"
    asked = [*words, "--tariffs", str(ROOT / "tariffs")]
    return subprocess.run(
        [sys.executable, "-c", program, *asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def told(*words: str) -> tuple[str, str]:
    """Where the one fault is, by file and place, and what it says."""
    done = ran(*words, "--lang", "en", "--json")
    assert done.returncode == 2, done
    (fault,) = json.loads(done.stdout)["faults"]
    assert fault["fault"] == "law.other_kind"
    return f"{fault['file']} {fault['place']}", fault["message"].partition(": ")[2]


def kinds(found: str, expected: str) -> str:
    return (
        f"this document is of the kind “{found}”, and one of the kind “{expected}” is needed here"
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("determined")
    circle = str(EXAMPLES / "operators" / "circle.yaml")
    asked = ("--method", METHOD, *ON, "--out", str(out), "--no-reports")
    assert ran("determine", circle, *asked).returncode == 0
    return str(out / "record.json")


@pytest.mark.parametrize(
    ("words", "option", "found", "expected"),
    [
        (("determine", "operators/demo", "--method", TARIFF, *ON), "--method", "tariff", "method"),
        (("determine", "operators/demo", "--method", RULES), "--method", "rules", "method"),
        (("determine", "--switches", "--method", TARIFF, *ON), "--method", "tariff", "method"),
        (
            ("refund", "operators/circle-charges.yaml", "--method", TARIFF, *ON),
            "--method",
            "tariff",
            "method",
        ),
        (
            ("draft", "operators/trial-balance.csv", "--accounts", TARIFF, *ON),
            "--accounts",
            "tariff",
            "register of accounts",
        ),
    ],
)
def test_at_the_option_that_names_it(
    words: tuple[str, ...], option: str, found: str, expected: str
) -> None:
    files = [str(EXAMPLES / word) if word.startswith("operators/") else word for word in words]
    assert told(*files) == (f"dingjia {words[0]} {option}", kinds(found, expected))


def test_in_words_and_in_the_other_language() -> None:
    said = ran("determine", "--switches", "--method", TARIFF, *ON, "--lang", "zh")
    assert (said.returncode, said.stdout) == (2, "")
    fault, count = said.stderr.splitlines()
    assert fault.startswith(f"dingjia determine --method = {TARIFF}")
    assert fault.endswith("这份文件的种类是 tariff，这里需要的是 method")
    assert "1" in count


def test_at_the_options_of_ceilings(record: str, tmp_path: Path) -> None:
    assert told("ceilings", record, "--rule", TARIFF) == (
        "dingjia ceilings --rule",
        kinds("tariff", "method"),
    )
    out = ("--out", str(tmp_path / "demo" / "c.yaml"), "--id", "demo/c")
    assert told("ceilings", record, "--like", METHOD, *out) == (
        "dingjia ceilings --like",
        kinds("method", "tariff"),
    )
    assert not (tmp_path / "demo").exists()


def test_at_the_options_of_check_and_the_words_of_compare() -> None:
    rules = str(ROOT / "tariffs" / "cn" / "cost-review.yaml")
    assert told("check", rules, "--against", TARIFF) == (
        "dingjia check --against",
        kinds("tariff", "rules"),
    )
    assert told("compare", TARIFF, METHOD) == (f"{METHOD} kind", kinds("method", "tariff"))


@pytest.mark.parametrize(
    ("command", "example", "named", "other", "place", "message"),
    [
        (
            "quote",
            "quotes/commercial-bank.yaml",
            "tariff: cn/credit-reference",
            METHOD,
            "tariff",
            kinds("method", "tariff"),
        ),
        (
            "classify",
            "uses/people-service.yaml",
            "use: cn/use-of-public-data",
            TARIFF,
            "stands_under.use",
            kinds("tariff", "rules"),
        ),
        (
            "classify",
            "uses/people-service.yaml",
            "conditions: cn/conditions-of-free-use",
            METHOD,
            "stands_under.conditions",
            kinds("method", "register of conditions"),
        ),
        (
            "scenario compare",
            "scenarios/lower-yield.yaml",
            f"method: {METHOD}",
            TARIFF,
            "base.method",
            kinds("tariff", "method"),
        ),
        (
            "scenario compare",
            "scenarios/lower-yield.yaml",
            "rule: cn/ceiling-allocation",
            TARIFF,
            "base.ceilings.rule",
            kinds("tariff", "method"),
        ),
    ],
)
def test_at_its_place_in_the_file_that_names_it(
    command: str, example: str, named: str, other: str, place: str, message: str, tmp_path: Path
) -> None:
    written = (EXAMPLES / example).read_text("utf-8")
    assert written.count(f"{named}") == 1
    path = tmp_path / "asked.yaml"
    changed = written.replace(named, f"{named.partition(':')[0]}: {other}")
    path.write_text(changed.replace("../", f"{EXAMPLES}/"), "utf-8")
    assert told(*command.split(), str(path)) == (f"asked.yaml {place}", message)


def test_a_method_that_was_named_is_not_asked_for() -> None:
    demo = str(EXAMPLES / "operators" / "demo")
    none = ran("determine", demo, "--method", "cn/none", "--lang", "en")
    assert none.returncode == 2
    assert none.stderr.startswith("cn/none.yaml –: there is no such document on the shelf")
    undated = ran("determine", demo, "--method", METHOD, "--lang", "en")
    assert undated.returncode == 2
    assert "name the day" in undated.stderr and "name a method" not in undated.stderr
