"""The worked scenarios on the circle, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from engine.law import Located, Shelf
from engine.scenario import (
    BASE,
    Bench,
    Case,
    Levers,
    Run,
    ScenarioFile,
    lever_layer,
    read_scenarios,
    run,
)
from engine.text import Text

ROOT = Path(__file__).parents[2]
FILE = ROOT / "examples" / "scenarios" / "lower-yield.yaml"
TITLE = Text(zh="测试", en="test")


def worked() -> tuple[ScenarioFile, Bench]:
    """The example, and a fresh bench for it."""
    return read_scenarios(FILE), Bench(Shelf(ROOT / "tariffs"))


def with_levers(case: Case, **levers: str) -> Case:
    """A case with these levers moved."""
    if not levers:
        return case
    located = Located("test", {"levers": levers})
    return case.with_layer(
        lever_layer(Levers.model_validate(levers), case, "a test", located, ("levers",))
    )


def moved(bench: Bench, case: Case, **levers: str) -> Run:
    """A run with these levers moved."""
    return run(bench, "test", TITLE, with_levers(case, **levers))


def run_base(bench: Bench, file: ScenarioFile) -> Run:
    """The run in which nothing is moved."""
    return run(bench, BASE, TITLE, file.base)


def written(folder: Path, base: dict[str, Any], *scenarios: dict[str, Any]) -> ScenarioFile:
    """A scenario file of plain values, written and read; a base without a submission is of the
    circle, and scenarios need say neither title nor reason."""
    common: dict[str, Any] = {
        "submission": str(ROOT / "examples" / "operators" / "circle.yaml"),
        "method": "cn/ndrc-2025-65",
        "on": "2026-03-01",
        "ceilings": {"by": "full_cost"},
    }
    title = {"zh": "测试", "en": "test"}
    whole = {
        "kind": "scenarios",
        "title": title,
        "base": common | base,
        "scenarios": [
            {"title": title, "reason": "a test", **one} for one in scenarios or ({"id": "same"},)
        ],
    }
    path = folder / "scenarios.yaml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), "utf-8")
    return read_scenarios(path)


def run_of(bench: Bench, file: ScenarioFile, name: str) -> Run:
    """The run of one of its scenarios."""
    one = next(each for each in file.scenarios.scenarios if each.id == name)
    return run(bench, name, one.title, file.case_of(one))
