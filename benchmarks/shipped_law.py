"""How long answers take under the documents that are shipped: warm, cold, and in bulk.

    .venv/bin/python benchmarks/shipped_law.py [RUNS]

Prints the minimum and the median of RUNS (default 7), in the order of the table in
docs/benchmarks.md. Run it with bytecode present (`make` compiles it) and the processors idle.
"""

from __future__ import annotations

import datetime
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import count, product
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import engine  # noqa: E402
from engine.quote import QuoteRequest  # noqa: E402

EXAMPLES = ROOT / "examples"
REQUEST = EXAMPLES / "quotes" / "demo-calls.yaml"
RULES, DAY = "cn/use-of-public-data", datetime.date(2026, 3, 2)
CASES = 1_000_000


def warm(runs: int, requests: Iterator[QuoteRequest]) -> list[float]:
    """Seconds of each quote in a process that has answered before."""
    shelf = engine.open_shelf()
    asked = [next(requests) for _ in range(runs + 1)]
    return [_seconds(partial(engine.quote_for, shelf, request)) for request in asked][1:]


def of_new_facts(request: QuoteRequest) -> Iterator[QuoteRequest]:
    """The same use, each time of facts that were not seen before."""
    yes_no = (False, True)
    purposes = ("industry", "people_service", "research", "relief", "other_welfare")
    for purpose, *answers in product(purposes, yes_no, yes_no, yes_no):
        names = ("passed_on", "end_users_charged", "other_income")
        facts = {"purpose": purpose, **dict(zip(names, answers, strict=True))}
        yield request.model_copy(update={"use": {**request.use, **facts}})


def of_another_quantity(request: QuoteRequest) -> Iterator[QuoteRequest]:
    """The same use, each time of another quantity."""
    for more in count(1):
        line = request.lines[0].model_copy(update={"quantity": Decimal(1_000_000 + more)})
        yield request.model_copy(update={"lines": (line,)})


def cold(runs: int, *words: str) -> list[float]:
    """Seconds of whole processes of `dingjia`, after one that is not counted."""
    command = [str(Path(sys.executable).parent / "dingjia"), *words]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def once() -> None:
        subprocess.run(command, cwd=ROOT, env=kept, stdout=subprocess.DEVNULL, check=True)

    return [_seconds(once) for _ in range(runs + 1)][1:]


def determined(runs: int, *options: str) -> list[float]:
    """Seconds of `dingjia determine` on the demo operator, its record written to a new folder."""
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            submitted = str(EXAMPLES / "operators" / "demo.xlsx")
            method = ("--method", "cn/ndrc-2025-65", "--on", "2026-03-01")
            out = ("--out", folder, *options)
            found += cold(1, "determine", submitted, *method, *out)
    return found


def decided(runs: int) -> list[float]:
    """Seconds in which `decide_many` decides a million cases of use, all facts given."""
    drawn = np.random.default_rng(0)
    cases = {
        "purpose": drawn.choice(["industry", "people_service", "research"], CASES),
        "user": np.full(CASES, "enterprise"),
        **{
            name: drawn.random(CASES) < 0.5
            for name in ("openly_available", "passed_on", "end_users_charged", "other_income")
        },
    }
    shelf = engine.open_shelf()
    engine.decide_many(shelf, RULES, DAY, cases)
    return [_seconds(lambda: engine.decide_many(shelf, RULES, DAY, cases)) for _ in range(runs)]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Measure every row of the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    request, _ = engine.read_request(REQUEST)
    rows = {
        "quote, warm, new facts": lambda: warm(runs, of_new_facts(request)),
        "quote, warm, facts seen before": lambda: warm(runs, of_another_quantity(request)),
        "dingjia --help": lambda: cold(runs, "--help"),
        "quote, cold": lambda: cold(runs, "quote", str(REQUEST)),
        "determine, without documents": lambda: determined(runs, "--no-reports"),
        "determine, with documents": lambda: determined(runs),
        "check": lambda: cold(runs, "check"),
        f"decide_many, {CASES:,} cases": lambda: decided(runs),
    }
    for name, measured in rows.items():
        seconds = measured()
        print(
            f"{name:32} {min(seconds):8.4f} s at least, {statistics.median(seconds):8.4f} s median"
        )


if __name__ == "__main__":
    main()
