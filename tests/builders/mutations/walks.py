"""Which files of tests walk which lines, found out once for a tree as it stands."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from threading import Lock

from coverage import CoverageData

from builders.mutations.changes import ROOT, Change
from builders.mutations.trying import Worker

_READ = ("engine", "tests", "tariffs", "examples")


def _as_it_stands() -> str:
    """A digest of all that tests read."""
    digest = hashlib.sha256()
    for top in _READ:
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


class Walks:
    """What each file of tests walks, kept in a folder; of another tree it is found out anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / "seconds.json"
        tree = _as_it_stands()
        known = json.loads(self._note.read_text()) if self._note.exists() else {}
        if known.get("tree") != tree:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            known = {"tree": tree, "seconds": {}}
        self._known = known
        self._found: dict[str, dict[str, frozenset[int]]] = {}
        self._reading = Lock()

    def lacking(self, files: Iterable[str]) -> list[str]:
        """Return those of which it is not known yet what they walk."""
        return [tests for tests in dict.fromkeys(files) if tests not in self._known["seconds"]]

    def find_out(self, worker: Worker, tests: str) -> None:
        """Run a file of tests on the tree as it stands; RuntimeError if it fails."""
        self._known["seconds"][tests] = worker.walks(tests, self._kept(tests))
        self._note.write_text(json.dumps(self._known))
        print(f"{self._known['seconds'][tests]:4.0f} s", tests, flush=True)

    def over(self, change: Change, files: Iterable[str]) -> Sequence[str]:
        """Return the files that walk the change, the quickest first."""
        lines = set(range(change.lines[0], change.lines[1] + 1))
        walked = [tests for tests in files if not lines.isdisjoint(self._lines(tests, change.path))]
        return sorted(walked, key=self._known["seconds"].__getitem__)

    def limit(self, tests: Iterable[str]) -> float:
        """Return the seconds after which it is the change that keeps the tests from ending."""
        return 120 + 4 * sum(map(self._known["seconds"].__getitem__, tests))

    def _kept(self, tests: str) -> Path:
        return self._folder / f"{tests.replace('/', '-')}.coverage"

    def _lines(self, tests: str, path: str) -> Collection[int]:
        with self._reading:
            if tests not in self._found:
                data = CoverageData(self._kept(tests))
                data.read()
                self._found[tests] = {
                    name[name.rindex("/engine/") + 1 :]: frozenset(data.lines(name) or ())
                    for name in data.measured_files()
                }
            return self._found[tests].get(path, ())
