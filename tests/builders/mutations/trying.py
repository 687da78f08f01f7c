"""Trying changes: each worker has a copy of the tree, in which it runs tests one after another."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builders.mutations.changes import ROOT, Change

_TESTS = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")
_UNREAD = (2, 4)
"""How pytest ends where it cannot import a test, or what all of them share."""


@dataclass(frozen=True)
class Worker:
    """A copy of the tree in which changes are tried one after another."""

    home: Path

    def walks(self, tests: str, kept: Path) -> float:
        """Keep which lines a file of tests walks, and return the seconds that it takes; RuntimeError
        if it fails."""
        began = time.monotonic()
        traced = ("-m", "coverage", "run", "--rcfile=", "--source=engine", f"--data-file={kept}")
        if (status := self._status(*traced, *_TESTS, tests)) != 0:
            raise RuntimeError(f"{tests} ends with {status} in an unchanged copy")
        return time.monotonic() - began

    def noticed(self, change: Change, tests: Sequence[str], limit: float) -> bool:
        """Whether the tests fail with the change, cannot be read, or hang: do not end within `limit`
        seconds; RuntimeError if they do not run without it either."""
        if not tests:
            return False
        path = self.home / change.path
        source = path.read_bytes()
        path.write_bytes(change.applied(source))
        try:
            status = self._status(*_TESTS, *tests, limit=limit)
        finally:
            path.write_bytes(source)
        if status in (0, 1, None):
            return status != 0
        if status in _UNREAD and self._status(*_TESTS, "--collect-only", *tests) == 0:
            return True
        raise RuntimeError(f"{' '.join(tests)} ends with {status}")

    def _status(self, *words: str, limit: float | None = None) -> int | None:
        """How a run of Python in the copy ends; None if it does not within `limit` seconds."""
        environment = {**os.environ, "PYTHONPATH": str(self.home), "HOME": str(self.home)}
        with subprocess.Popen(
            [sys.executable, *words],
            cwd=self.home,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as run:
            try:
                return run.wait(limit)
            except subprocess.TimeoutExpired:
                os.killpg(run.pid, signal.SIGKILL)
                return None


def copied(folder: Path, number: int) -> Worker:
    """A worker with a copy of the tree of its own in `folder`."""
    left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".hypothesis", "*_cache")
    home = folder / f"copy-{number}"
    shutil.copytree(ROOT, home, ignore=left_out)
    return Worker(home)
