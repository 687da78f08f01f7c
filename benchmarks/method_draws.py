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

from builders.operators import METHOD, determined  # noqa: E402

from engine.method import At, InputCell, Inputs, MethodVersion, evaluate, evaluate_many  # noqa: E402

YEARS = (2026, 2027, 2028, 2029, 2030)


def case() -> tuple[MethodVersion, Inputs]:
    """The worked operator over five years, with an evaluation at their end."""
    worksheet = determined().worksheet
    worked = worksheet.inputs
    permitted = dict.fromkeys(YEARS, InputCell(Decimal("7886659.41")))
    blocks = (*(block.id for block in worksheet.blocks), "evaluation")
    scalars = {**worked.scalars, "permitted": permitted}
    return worksheet.version, replace(worked, scalars=scalars, years=YEARS, blocks=blocks)


def draws(inputs: Inputs, count: int) -> dict[At, np.ndarray]:
    """Draws of what an authority is unsure of."""
    random = np.random.default_rng(65)
    found: dict[At, np.ndarray] = {
        "yield_before_cycle": random.normal(1.7, 0.3, count),
        "spread": random.uniform(0, 6, count),
        "deduction": random.uniform(0, 2_000_000, count),
        "income": random.normal(8_000_000, 900_000, (count, len(YEARS))),
    }
    for row in inputs.tables["items"]:
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
    version, inputs = case()
    drawn = draws(inputs, count)
    incomes = dict.fromkeys(YEARS, InputCell(Decimal(8_000_000)))
    one = replace(inputs, scalars={**inputs.scalars, "income": incomes})
    print(f"one exact worksheet: {timed(lambda: evaluate(METHOD, version, one), runs)}")
    many = evaluate_many(METHOD, version, inputs, drawn)
    lines = f"{len(many.keys)} lines, {len(drawn)} figures drawn"
    took = timed(lambda: evaluate_many(METHOD, version, inputs, drawn), runs)
    print(f"{count:,} draws over {len(YEARS)} years, {lines}: {took}")


if __name__ == "__main__":
    main()
