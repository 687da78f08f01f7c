"""Try the changes that were not tried yet, and print the counts."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Any, TypeVar

from builders.mutations.changes import ROOT, Change, drawn
from builders.mutations.trying import Worker, copied
from builders.mutations.walks import Walks

COST_REVIEW = (
    "tests/second_look/test_assets_reviewed.py",
    "tests/second_look/test_cost_of_paid_use.py",
    "tests/second_look/test_years_reviewed.py",
    "tests/second_look/test_review_by_other_means.py",
)

ROOMS = {
    "tariff": ("tests/tariff", "tests/quote", "tests/second_look/test_together.py",
               "tests/second_look/test_wild.py", "tests/second_look/test_faulty_law.py",
               "tests/second_look/test_words.py", "tests/law/test_comparison.py",
               "tests/law/test_any_two_versions.py", "tests/house/test_python.py"),
    "rules": ("tests/rules", "tests/second_look/test_declared_against_facts.py", "tests/cli/test_check_rules.py",
              "tests/quote", "tests/cli/test_classify.py"),
    "method": ("tests/method", "tests/determination", "tests/second_look/test_half_a_fen.py",
               "tests/law/test_comparison.py",
               "tests/readings"),
    "determination": ("tests/determination", *COST_REVIEW, "tests/readings", "tests/reconcile",
                      "tests/second_look/test_money_between_cycles.py", "tests/cli/test_determine.py",
                      "tests/second_look/test_four_cycles.py", "tests/show"),
    "settlement": ("tests/settlement", "tests/second_look/test_money_between_cycles.py",
                   "tests/second_look/test_four_cycles.py", "tests/second_look/test_records.py", "tests/show",
                   *COST_REVIEW),
    "submission": ("tests/submission", "tests/determination", "tests/cli/test_draft.py",
                   *COST_REVIEW),
}  # fmt: skip
"""The tests that hold a room."""

OF_ALL = ("tests/explain", "tests/record", "tests/yesterday")
"""Those that hold every room: explanations and records, and the answers of the commands."""

_T = TypeVar("_T")


class _Workers:
    """Workers that are lent to whoever has something to do."""

    def __init__(self, folder: Path, many: int) -> None:
        self._idle: Queue[Worker] = Queue()
        self._many = many
        for number in range(many):
            self._idle.put(copied(folder, number))

    def each(self, do: Callable[[Worker, _T], None], of: Iterable[_T]) -> None:
        """Do it with each, as many at once as there are workers."""

        def lent(one: _T) -> None:
            worker = self._idle.get()
            try:
                do(worker, one)
            finally:
                self._idle.put(worker)

        with ThreadPoolExecutor(self._many) as pool:
            for _ in pool.map(lent, of):
                pass


def files_of(room: str) -> Iterator[str]:
    """The files of the tests that hold a room."""
    for each in (*ROOMS[room], *OF_ALL):
        path = ROOT / each
        for one in [path] if path.is_file() else sorted(path.rglob("test_*.py")):
            yield str(one.relative_to(ROOT))


def _told(wanted: Sequence[tuple[str, Change]], known: dict[str, Any], rooms: Sequence[str]) -> int:
    """Print the counts by room and kind, and return how many were not tried."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for room, change in wanted:
        if (one := known.get(change.told())) is not None:
            counts[room, change.kind, one["noticed"]] += 1
    for room in rooms:
        kinds = sorted({kind for of, kind, _ in counts if of == room})
        of_all = {kind: counts[room, kind, True] + counts[room, kind, False] for kind in kinds}
        parts = [f"{kind} {counts[room, kind, True]}/{of_all[kind]}" for kind in kinds]
        of_code = [kind for kind in kinds if kind != "words"]
        noticed = sum(counts[room, kind, True] for kind in of_code)
        tried = sum(of_all[kind] for kind in of_code)
        print(f"{room}: {noticed} of {tried} noticed, words apart ({', '.join(parts)})")
    return len(wanted) - counts.total()


def main() -> None:
    """Try what was not tried yet, and print the counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rooms", nargs="*", default=[*ROOMS], choices=[*ROOMS])
    parser.add_argument("--many", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--results", type=Path, default=Path(".mutations.jsonl"))
    asked = parser.parse_args()
    known: dict[str, Any] = {}
    if asked.results.exists():
        lines = asked.results.read_text(encoding="utf-8").splitlines()
        known = {one["told"]: one for one in map(json.loads, lines)}
    wanted = [(room, one) for room in asked.rooms for one in drawn(room, asked.many, asked.seed)]
    rest = [(room, one) for room, one in wanted if one.told() not in known]
    with tempfile.TemporaryDirectory() as folder, asked.results.open("a", encoding="utf-8") as kept:
        workers = _Workers(Path(folder), asked.workers)
        walks = Walks(asked.results.with_suffix(".walks"))
        needed = (
            tests for room in dict.fromkeys(room for room, _ in rest) for tests in files_of(room)
        )
        workers.each(walks.find_out, walks.lacking(needed))

        def tried(worker: Worker, pair: tuple[str, Change]) -> None:
            room, change = pair
            try:
                tests = walks.over(change, files_of(room))
                noticed = worker.noticed(change, tests, walks.limit(tests))
            except RuntimeError as wrong:
                print("NOT RUN ", change.told(), "—", wrong, flush=True)
                return
            one = {"room": room, "kind": change.kind, "noticed": noticed, "told": change.told()}
            known[change.told()] = one
            kept.write(json.dumps(one, ensure_ascii=False) + "\n")
            kept.flush()
            print("noticed " if noticed else "SURVIVED", change.told(), flush=True)

        workers.each(tried, rest)
    if left := _told(wanted, known, asked.rooms):
        sys.exit(f"{left} changes were not tried")


if __name__ == "__main__":
    main()
