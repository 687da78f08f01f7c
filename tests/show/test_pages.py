"""The pages that commands print: the answer first, one screen, and the rest behind `--table`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from builders.demo_by_hand import cut
from builders.operators import CIRCLE, DAY, METHOD, ROOT, SHELF
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.determination import determine, read_decisions
from engine.report.terminal import page_lines
from engine.show.determination.page import determination_page
from engine.submission import read_submission
from engine.text import Language

EXAMPLES = ROOT / "examples"
DEMO = EXAMPLES / "operators" / "demo.xlsx"
TARIFFS = ("--tariffs", ROOT / "tariffs")
BY_METHOD = ("--method", METHOD, "--on", "2026-03-01", "--no-reports")
LANGUAGES = ("zh", "en")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def run(*words: object) -> Result:
    command = group((str(words[0]),))
    return CliRunner().invoke(command, [str(word) for word in (*words, *TARIFFS)])


def printed(*words: object) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    printed("determine", CIRCLE, *BY_METHOD, "--out", folder)
    return folder / "record.json"


@pytest.fixture(scope="module")
def commands(record: Path) -> dict[str, Sequence[object]]:
    operators = EXAMPLES / "operators"
    return {
        "determine": ("determine", DEMO, *BY_METHOD),
        "evaluate": ("evaluate", record, operators / "circle-incomes.yaml", "--on", "2029-02-01"),
        "refund": ("refund", operators / "circle-charges.yaml", "--on", "2026-03-01"),
        "ceilings": ("ceilings", record),
        "scenario": ("scenario", "compare", EXAMPLES / "scenarios" / "lower-yield.yaml"),
        "method": (
            "determine",
            EXAMPLES / "methods" / "building-blocks.yaml",
            "--method",
            "abroad/building-blocks",
        ),
    }


LEFT_OUT = {
    # An item of the accounts, a driver and an assumption by its note.
    "determine": {
        "zh": ("机房电费", "各分摊动因的影响", "以哪一年的成本为准未能查到"),
        "en": ("Power of the machine room", "Effect of each driver", "could not be read"),
    },
    "evaluate": {
        "zh": ("年均收入", "判定口径"),
        "en": ("average income of a year", "could not be read anywhere"),
    },
    "refund": {"zh": ("200.00", "取整规则"), "en": ("200.00", "No rule of rounding")},
    "ceilings": {"zh": ("取整规则",), "en": ("No rule of rounding",)},
    "scenario": {"zh": ("20,000,000",), "en": ("20,000,000",)},
    "method": {"zh": ("年末监管资产",), "en": ("assets at the end of the year",)},
}
"""What stands only behind `--table`: facts of the examples, not how they are drawn."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LEFT_OUT)
def test_the_page_fits_a_screen_and_leaves_the_rest_to_the_tables(
    commands: dict[str, Sequence[object]], name: str, language: str
) -> None:
    page = printed(*commands[name], "--lang", language)
    whole = printed(*commands[name], "--lang", language, "--table")
    assert len(page.splitlines()) <= 42
    assert "--table" in page.splitlines()[-1]
    assert page.splitlines()[0] == whole.splitlines()[0]
    for words in LEFT_OUT[name][language]:
        assert words in whole, words
        assert words not in page, words


@pytest.mark.parametrize("language", list(Language))
def test_a_determination_fits_a_screen_of_a_hundred_places(language: Language) -> None:
    """Chinese counted as two; figures are never folded."""
    filed = read_submission(DEMO)
    found = determine(SHELF, filed, METHOD, DAY)
    lines = [STYLE.sub("", line) for line in page_lines(determination_page(found), language, 100)]
    assert max(cell_len(line) for line in lines) <= 100
    assert len(lines) <= 48
    _, _, amount = cut(decided=False)
    assert f"{amount:,.2f}" in "".join(lines)


def test_what_is_cut_by_head_adds_up_and_judgement_is_counted() -> None:
    """The heads, the others and what was kept add up to the totals of the review."""
    filed = read_submission(DEMO)
    overrides = EXAMPLES / "operators" / "demo-overrides.yaml"
    found = determine(SHELF, filed, METHOD, DAY, None, None, None, read_decisions(overrides, filed))
    lines = page_lines(determination_page(found), Language.EN)
    start = next(at for at, line in enumerate(lines) if line.startswith("Head (the rule)"))
    rows = []
    for line in lines[start + 1 :]:
        figures = re.findall(r"-?[\d,]+\.\d\d", line)
        if not figures:
            break
        items = re.search(r"  (\d+)  ", line)
        assert items is not None, line
        rows.append((int(items[1]), *(Decimal(one.replace(",", "")) for one in figures)))
    *parts, total = rows
    assert len(parts) == 6
    assert [sum(column) for column in zip(*parts, strict=True)] == list(total)
    items, submitted, less = cut(decided=True)
    assert total == (items, submitted, -less)
    assert any(line.startswith("The reviewer decided 7 item(s)") for line in lines)
    assert not any("Awaiting" in line for line in lines)
    undecided = page_lines(determination_page(determine(SHELF, filed, METHOD, DAY)), Language.EN)
    assert "Awaiting the reviewer's judgement (6)" in undecided
    related = next(line for line in undecided if "related party" in line)
    assert "Government cloud rent (2025), Geocoding (2025)" in related


def test_every_step_of_a_determination(record: Path) -> None:
    said = printed("determine", CIRCLE, *BY_METHOD, "--explain", "--lang", "en")
    assert "surcharges = 32,783.9477" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_of_differences_is_cut(record: Path, tmp_path: Path, language: str) -> None:
    content = record.read_text(encoding="utf-8")
    broken = tmp_path / "record.json"
    broken.write_text(re.sub(r"(\d{5})\.(\d\d)", r"\g<1>1.\2", content), encoding="utf-8")
    page = run("verify", broken, "--lang", language)
    whole = run("verify", broken, "--lang", language, "--table")
    assert page.exit_code == whole.exit_code == 1
    assert len(page.stdout.splitlines()) < 30 < len(whole.stdout.splitlines())
    assert "--table" in page.stdout and "--table" not in whole.stdout
