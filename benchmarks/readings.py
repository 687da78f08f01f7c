"""How long it takes to read a method in every way, and to say why two determinations differ.

    .venv/bin/python benchmarks/readings.py [RUNS]

Both on the rich worked operator. Beside them stands the same by `determine` one combination after
another, timed on 20 of them; every figure is compared before anything is timed. Prints the minimum,
median and maximum of RUNS (default 7).
"""

from __future__ import annotations

import datetime
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.determination import (  # noqa: E402
    Determination,
    bands_of,
    determine,
    maxima_by_reading,
    ranked_clauses,
)
from engine.law import Shelf, installed  # noqa: E402
from engine.reconcile import reconciled, subject_of  # noqa: E402
from engine.submission import Filed, read_submission  # noqa: E402

METHOD, DAY = "cn/ndrc-2025-65", datetime.date(2026, 3, 1)
CHANGES = 12


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run of `work`, after one that is not counted."""
    found = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found[1:]


def told(name: str, seconds: list[float]) -> None:
    """Print a line of figures."""
    middle = statistics.median(seconds)
    print(f"{name:58} {min(seconds):8.3f} {middle:8.3f} {max(seconds):8.3f} s")


def changed(filed: Filed) -> Filed:
    """Return the submission with the amounts of twelve items a twentieth higher."""
    submission = filed.submission
    items = tuple(
        item.model_copy(update={"amount": item.amount * 21 / 20}) if at < CHANGES else item
        for at, item in enumerate(submission.items)
    )
    moved = submission.model_copy(update={"items": items})
    return replace(filed, submission=moved)


def main(runs: int) -> None:
    """Compare, time and print."""
    shelf = Shelf(installed("tariffs"))
    filed = read_submission(installed("examples") / "operators" / "demo.xlsx")

    def every() -> object:
        found = maxima_by_reading(shelf, filed, METHOD, DAY)
        return found, bands_of(found), ranked_clauses(found)

    found = maxima_by_reading(shelf, filed, METHOD, DAY)
    drawn = random.Random(1).sample(found.outcomes, 20)

    def exact(readings: Mapping[str, str]) -> Determination:
        return determine(shelf, filed, METHOD, DAY, readings)

    for outcome in drawn:
        one = exact(outcome.readings)
        assert outcome.maxima == tuple(one.maximum(year).number for year in one.years)
    print(f"{'':58} {'min':>8} {'median':>8} {'max':>8}")
    told(f"all {len(found.outcomes)} combinations, band and ranking", timed(every, runs))
    one_by_one = timed(lambda: [exact(one.readings) for one in drawn], max(1, runs // 3))
    told("the same by determine, one after another (from 20)", [
        second / len(drawn) * len(found.outcomes) for second in one_by_one
    ])  # fmt: skip
    first = subject_of(determine(shelf, filed, METHOD, DAY))
    second = subject_of(determine(shelf, changed(filed), METHOD, DAY))
    parts = reconciled(first, second)
    assert len(parts.parts) + len(parts.unmoved) == CHANGES
    assert parts.difference == second.figure - first.figure
    told(f"why two determinations differ, {CHANGES} changes", timed(
        lambda: reconciled(first, second), runs
    ))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
