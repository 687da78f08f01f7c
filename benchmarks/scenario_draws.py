"""How long a what-if takes over many draws, beside the same written plainly with pandas.

    .venv/bin/python benchmarks/scenario_draws.py [DRAWS] [RUNS]

An operator of thirty products over two cycles of three years: yield, spread, wages and what is
asked for of each product are drawn; maximum, ceilings, income at lawful prices, excess, its
deduction, and the next cycle. The plain one holds the formulas of this method and this operator by
hand, with no review, no explanation and no other reading. Every figure is compared before anything
is timed, and how many are the same to the fen is told. Prints the minimum, median and maximum of
RUNS (default 7) in seconds.
"""

from __future__ import annotations

import copy
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.law import Shelf, installed, read_yaml  # noqa: E402
from engine.scenario import Bench, ScenarioFile, read_scenarios  # noqa: E402
from engine.scenario.draws import Simulated, simulated  # noqa: E402

PRODUCTS = 30
YEARS = (2026, 2027, 2028, 2029, 2030, 2031)
LABOUR, ENTERTAINMENT, REST = "0.8", 36_000, 4_860_000 * 0.75 + 1_500_000 * 0.6 + 400_000

Draws = dict[str, np.ndarray]


def worked(folder: Path) -> ScenarioFile:
    """The worked operator with thirty products of unlike quantities, prices and shares of cost."""
    submission: dict[str, Any] = copy.deepcopy(
        read_yaml(ROOT / "examples" / "operators" / "circle.yaml").tree
    )
    like = submission["products"][0]
    submission["products"] = [
        {
            **like,
            "id": f"product-{at}",
            "quantity": 400_000 + 10_000 * at,
            "shares": dict.fromkeys(("computing", "data", "labour"), str(share(at))),
            "direct_share": str(share(at)),
        }
        for at in range(PRODUCTS)
    ]
    market = {
        f"product-{at}": {
            "price": price(at),
            "response": {"curve": "constant_elasticity", "elasticity": "0.4"},
        }
        for at in range(PRODUCTS)
    }
    title = {"zh": "测速", "en": "timing"}
    base = {
        "submission": "operator.yaml",
        "method": "cn/ndrc-2025-65",
        "on": "2026-03-01",
        "ceilings": {"by": "full_cost"},
        "cycles": 2,
        "market": market,
    }
    scenario = {"id": "same", "title": title, "reason": "timing"}
    whole = {"kind": "scenarios", "title": title, "base": base, "scenarios": [scenario]}
    for name, tree in (("operator", submission), ("scenarios", whole)):
        written = yaml.safe_dump(yaml.safe_load(yaml.dump(plain(tree))), allow_unicode=True)
        (folder / f"{name}.yaml").write_text(written, "utf-8")
    return read_scenarios(folder / "scenarios.yaml")


def plain(tree: Any) -> Any:
    """The tree with its numbers as text, so that none is a binary figure."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain(value) for value in tree]
    return tree if isinstance(tree, int | str | bool) or tree is None else str(tree)


def share(at: int) -> float:
    """Per cent of every pool that a product takes: fourteen threes and sixteen of 3.625."""
    return 3.0 if at < 14 else 3.625


def price(at: int) -> str:
    """The price charged: of about a third of the products above its ceiling."""
    return f"{0.40 + 0.01 * (at % 10):.2f}"


def drawn(count: int) -> Draws:
    """Draws of what an operator and an authority are unsure of."""
    source = np.random.default_rng(65)
    found = {
        "levers.yield": source.uniform(1.2, 2.4, count).round(3),
        "submission.spread.value": source.uniform(3, 6, count).round(2),
        "submission.items.wages.amount": source.uniform(2.6e6, 3.4e6, count).round(2),
    }
    for at in range(PRODUCTS):
        deviation = source.normal(5, 15, count).round(1).clip(-90)
        found[f"market.product-{at}.deviations.2027"] = deviation
    return found


def by_pandas(draws: Draws) -> dict[str, np.ndarray]:
    """The same with a table of draws, years and products, and the formulas by hand."""
    count = len(draws["levers.yield"])
    base = pd.DataFrame(
        {
            "rate": draws["levers.yield"] + draws["submission.spread.value"],
            "wages": draws["submission.items.wages.amount"],
        }
    )
    welfare = np.minimum(600_000, base["wages"] * 0.14)
    labour = base["wages"] + welfare + ENTERTAINMENT
    paid = REST + labour * float(LABOUR)
    cost = paid - 500_000
    profit = cost * base["rate"] / 100
    before = cost + profit + profit / 3
    due = (0.06 * before - 200_000).clip(lower=0)
    maximum = (before + 0.12 * due / (1 - 0.12 * 0.06)).round(2)
    products = pd.DataFrame(
        {
            "quantity": [400_000 + 10_000 * at for at in range(PRODUCTS)],
            "share": [share(at) / 100 for at in range(PRODUCTS)],
            "price": [float(price(at)) for at in range(PRODUCTS)],
        }
    )
    found: dict[str, list[np.ndarray]] = {"maximum": [], "income": [], "excess": []}
    deduction = pd.Series(np.zeros(count))
    for first in (0, 3):
        a_year = np.floor(deduction / 3 * 100 + 1e-6) / 100
        of_cycle: dict[str, list[pd.Series]] = {"maximum": [], "income": []}
        for at in range(3):
            taken = a_year if at < 2 else deduction - 2 * a_year
            permitted = (maximum - taken).round(2)
            income = pd.Series(np.zeros(count))
            for place, product in products.iterrows():
                full = permitted * product["share"] / product["quantity"]
                ceiling = np.floor(full / 0.0001 + 1e-9) * 0.0001
                charged = np.minimum(product["price"], ceiling)
                asked = product["quantity"] * (charged / product["price"]) ** -0.4
                if YEARS[first + at] == 2027:
                    asked = asked * (1 + draws[f"market.product-{place}.deviations.2027"] / 100)
                income = income + (charged * asked).round(2)
            of_cycle["maximum"].append(permitted)
            of_cycle["income"].append(income.round(2))
        over = sum(of_cycle["income"]) - sum(of_cycle["maximum"])
        deduction = over.clip(lower=0).round(2)
        found["excess"].append(deduction.to_numpy())
        for name, columns in of_cycle.items():
            found[name] += [one.to_numpy() for one in columns]
    return {name: np.column_stack(columns) for name, columns in found.items()}


def compared(one: Simulated, other: dict[str, np.ndarray]) -> None:
    """Print how many figures are the same to the fen; raise where one is further off than roundings
    of thirty products in six years can be."""
    assert one.excess is not None
    for name, array in (("maximum", one.maximum), ("income", one.income), ("excess", one.excess)):
        apart = np.abs(array - other[name])
        same = int((apart < 0.001).sum())
        print(
            f"{name:10} {same:,} of {apart.size:,} the same, others at most {apart.max():.2f} apart"
        )
        assert same > 0.9 * apart.size


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run of `work`, after one that is not counted."""
    found = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found[1:]


def main() -> None:
    """Compare, then print the times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    draws = drawn(count)
    with TemporaryDirectory() as folder:
        file = worked(Path(folder))
    bench = Bench(Shelf(installed("tariffs")))
    compared(simulated(bench, file.base, draws), by_pandas(draws))
    own = timed(lambda: simulated(bench, file.base, draws), runs)
    peer = timed(lambda: by_pandas(draws), runs)
    for name, seconds in (("engine", own), ("pandas, by hand", peer)):
        middle = statistics.median(seconds)
        print(f"{name:20} {min(seconds):.3f} {middle:.3f} {max(seconds):.3f} s")
    ratio = statistics.median(own) / statistics.median(peer)
    print(f"{count:,} draws, {PRODUCTS} products, {len(YEARS)} years: {ratio:.2f} of its time")


if __name__ == "__main__":
    main()
