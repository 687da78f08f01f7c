"""How long the array reader takes: draws of the method of 发改价格〔2025〕65号 over five years.

    .venv/bin/python benchmarks/method_draws.py [DRAWS] [RUNS]

Draws the yield, the spread, every cost item and the income of each year, and prints the minimum,
median and maximum of RUNS (default 7) in seconds, beside the time of one exact worksheet.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from method_cases import CIRCLE, METHOD, figure, version  # noqa: E402

from engine.method import Inputs, evaluate, evaluate_many  # noqa: E402

YEARS = (2026, 2027, 2028, 2029, 2030)


def case() -> Inputs:
    """The hand-worked circle over five years, with an evaluation at their end."""
    permitted = {year: figure("7886659.41") for year in YEARS}
    return replace(
        CIRCLE, scalars={**CIRCLE.scalars, "permitted": permitted}, years=YEARS, blocks=None
    )


def draws(count: int) -> dict[str | tuple[str, str, str], np.ndarray]:
    """Draws of what an authority is unsure of."""
    random = np.random.default_rng(65)
    found: dict[str | tuple[str, str, str], np.ndarray] = {
        "yield_before_cycle": random.normal(1.7, 0.3, count),
        "spread": random.uniform(0, 6, count),
        "deduction": random.uniform(0, 2_000_000, count),
        "income": random.normal(8_000_000, 900_000, (count, len(YEARS))),
    }
    for row in CIRCLE.tables["items"]:
        submitted = row["submitted"].value
        assert isinstance(submitted, Decimal)
        spent = float(submitted) * random.lognormal(0, 0.1, count)
        found["items", str(row["id"].value), "submitted"] = spent
    return found


def timed(work: Callable[[], object], runs: int) -> str:
    """Minimum, median and maximum seconds of `work`, after one run that is not counted."""
    found = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    found = found[1:]
    return f"{min(found):.3f} {statistics.median(found):.3f} {max(found):.3f} s"


def main() -> None:
    """Print the times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    inputs, drawn, of = case(), draws(count), version()
    exact = replace(inputs, blocks=CIRCLE.blocks)
    print(f"one exact worksheet: {timed(lambda: evaluate(METHOD, of, exact), runs)}")
    many = timed(lambda: evaluate_many(METHOD, of, inputs, drawn), runs)
    print(f"{count:,} draws over {len(YEARS)} years: {many}")


if __name__ == "__main__":
    main()
