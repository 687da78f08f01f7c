"""The worked scenarios on the circle, for tests."""

from __future__ import annotations

from pathlib import Path

from engine.law import Shelf
from engine.scenario import Bench, Levers, Run, Scenarios, read_scenarios, run
from engine.submission import read_submission
from engine.text import Text

ROOT = Path(__file__).parents[2]
FILE = ROOT / "examples" / "scenarios" / "lower-yield.yaml"


def worked() -> tuple[Scenarios, Bench]:
    """The example, and a fresh bench for it."""
    scenarios, submission = read_scenarios(FILE)
    shelf = Shelf(ROOT / "tariffs")
    return scenarios, Bench(shelf, read_submission(submission), scenarios.base, FILE.name)


def moved(bench: Bench, **levers: str) -> Run:
    """A run with these levers moved."""
    title = Text(zh="测试", en="test")
    return run(bench, "test", title, Levers.model_validate(levers), "a test")
