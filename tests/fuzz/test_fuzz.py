"""Broken input of every kind, given to its commands: a fault or an answer, and nothing else.

`make fuzz` breaks twenty thousand; here, and in `make proof`, the command that does it is run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders.fuzzing.subjects import SUBJECTS
from builders.proof import rounds, tried

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts no process from another")
def test_no_traceback_nothing_slow_and_nothing_left_behind(tmp_path: Path) -> None:
    found = tmp_path / "found.json"
    words = [sys.executable, "-m", "builders.fuzzing", "--json", str(found)]
    done = subprocess.run(
        [*words, "--mutants", str(rounds(quick=120, full=20_000)), "--workers", "1"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    mutants = json.loads(found.read_text("utf-8"))
    assert {one["subject"] for one in mutants} == {one.name for one in SUBJECTS}
    ended = [one["status"] for one in mutants]
    # What is broken must be told apart: some of it is still sound, most of it is not.
    assert 0 in ended and ended.count(2) > len(ended) / 4
    tried("broken inputs", mutants=len(ended), answered=ended.count(0), refused=ended.count(2))
