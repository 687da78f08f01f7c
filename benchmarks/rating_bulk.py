"""How fast whole columns are rated, beside duckdb, polars and openfisca-core in the same run.

    python -m pip install --group benchmarks
    python benchmarks/rating_bulk.py [ROWS] [RUNS] [PART]

ROWS (default 10,000,000) rows are rated by one graduated tariff of five bands, to the micro-yuan
and rounded to the fen, and by fifty tariffs mixed in one frame. All engines use two threads and
read and write whole columns in memory, each in its own form; openfisca-core knows floats and one
thread only, and is timed on a tenth of the rows where there are more than a million, its time
scaled. Printed are medians of RUNS (default 5), the engines taking turns, after one run that is not
counted: seconds, seconds of processor, and the ratios. Every amount of duckdb, polars and this
engine must agree to the last micro-yuan.

The memory above the inputs is that of a process of its own (PART `memory`).
"""

from __future__ import annotations

import datetime
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.law.model.document import with_inherited_citations  # noqa: E402
from engine.tariff import Graduated, TariffDocument  # noqa: E402
from engine.tariff.columns.reader import Columns, Tariff, rate_many, rate_mixed  # noqa: E402

THREADS = 2
os.environ["POLARS_MAX_THREADS"] = str(THREADS)  # read when polars is imported
DAY = datetime.date(2026, 3, 2)
TITLE = {"zh": "示例", "en": "example"}
EDGES = (0, 1_000, 10_000, 100_000, 1_000_000)
PRICES = ("0.2298", "0.2000", "0.1500", "0.1000", "0.0500")
MICRO = 1_000_000
FEN = 10_000
"""Micro-yuan in a fen."""
WIDEST = 5
"""The most bands of the mixed tariffs."""
OURS = "this engine"

Whole = NDArray[np.int64]


# --- tariffs, as documents


def graduated(edges: Sequence[int], prices: Sequence[str], unit: str) -> TariffDocument:
    """Return a tariff of one product in graduated bands, each line rounded to `unit` yuan."""
    ends = [*map(str, edges[1:]), None]
    bands = [
        {"above": str(above), "price": price, **({} if end is None else {"up_to": end})}
        for above, end, price in zip(edges, ends, prices, strict=True)
    ]
    charge = {
        "model": "graduated",
        "accumulate": {"key": ["customer"], "period": "month"},
        "edges": "in_lower_band",
        "at_zero": "nothing",
        "bands": bands,
    }
    component = {"id": "fee", "title": TITLE, "charge": charge}
    product = {"id": "call", "title": TITLE, "unit": "call", "components": [component]}
    version = {
        "published": DAY,
        "from": DAY,
        "cites": [{"instrument": "示例", "evidence": "illustrative", "applies": "directly"}],
        "rounding": {"unit": unit, "mode": "half_up", "at": "line"},
        "units": {"call": {"title": TITLE}},
        "products": [product],
    }
    head = {
        "kind": "tariff",
        "id": "demo/benchmark",
        "title": TITLE,
        "jurisdiction": "DEMO",
        "role": "set",
        "stands_under": "none",
        "vat": "unknown",
        "currency": "CNY",
    }
    tree = {**head, "versions": [version]}
    return with_inherited_citations(TariffDocument.model_validate(tree))


def fifty() -> list[TariffDocument]:
    """Return fifty tariffs of two to five bands, all different."""
    found = []
    for number in range(50):
        size = 2 + number % (WIDEST - 1)
        edges = [0, *(edge * (1 + number) for edge in (50, 500, 5_000, 50_000)[: size - 1])]
        prices = [str(Decimal(4000 - 500 * band + number).scaleb(-4)) for band in range(size)]
        found.append(graduated(edges, prices, "0.000001"))
    return found


def slopes(document: TariffDocument) -> list[tuple[int, int]]:
    """Return by how many micro-yuan the price changes above each edge.

    A sum over these takes a peer fewer operations than one over bands.
    """
    charge = document.versions[0].products[0].components[0].charge
    assert isinstance(charge, Graduated)
    prices = [int(band.price * MICRO) for band in charge.bands]
    changes = [after - before for before, after in zip([0, *prices], prices, strict=False)]
    return [(int(band.above), change) for band, change in zip(charge.bands, changes, strict=True)]


def table_of(documents: Sequence[TariffDocument]) -> dict[str, Whole]:
    """Return fifty rows of edges and changes of price, unused bands at no change."""
    columns: dict[str, list[int]] = {"t": []}
    for number, document in enumerate(documents):
        columns["t"].append(number)
        filled = [*slopes(document), *[(0, 0)] * WIDEST][:WIDEST]
        for position, (edge, slope) in enumerate(filled):
            columns.setdefault(f"e{position}", []).append(edge)
            columns.setdefault(f"s{position}", []).append(slope)
    return {name: np.array(numbers, dtype=np.int64) for name, numbers in columns.items()}


# --- the engines, each as fast as we could make it


def ours(document: TariffDocument, quantity: Whole) -> Callable[[], Whole]:
    """Return this engine's work, into a column of its own: the peers keep their memory as well."""
    version, columns, out = (
        document.versions[0],
        Columns(quantity=quantity),
        np.zeros_like(quantity),
    )
    return lambda: rate_many(document, version, "call", columns, threads=THREADS, out=out).total


def ours_mixed(
    documents: Sequence[TariffDocument], which: Whole, quantity: Whole
) -> Callable[[], Whole]:
    """Return this engine's work on mixed tariffs."""
    tariffs = [Tariff(each, each.versions[0], "call") for each in documents]
    columns, out = Columns(quantity=quantity), np.zeros_like(quantity)
    return lambda: rate_mixed(tariffs, which, columns, threads=THREADS, out=out).total


def duck(rows: dict[str, Whole], amount: str, tables: dict[str, Any]) -> Callable[[], Any]:
    """Return duckdb's work on its own table; Arrow is the form that it gives fastest.

    A join of its keeps no order: the row's number comes with the amount, which costs it a quarter
    more, where ORDER BY would double its time.
    """
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    for name, columns in {"rows": rows, **tables}.items():
        connection.register("seen", columns)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM seen")
        connection.unregister("seen")
    source = "rows JOIN tariffs USING (t)" if tables else "rows"
    key = "i, " if tables else ""
    sql = f"SELECT {key}{amount} AS amount FROM {source}"
    return lambda: connection.sql(sql).to_arrow_table()


def duck_amount(terms: Sequence[tuple[str, str]], to_fen: bool) -> str:
    """Return the sum over (edge, change of price) as SQL; CASE is faster than `greatest`."""
    beyond = [f"q * {slope}" if edge == "0" else _beyond(edge, slope) for edge, slope in terms]
    amount = " + ".join(f"({term})" for term in beyond)
    return f"({amount} + {FEN // 2}) // {FEN} * {FEN}" if to_fen else amount


def _beyond(edge: str, slope: str) -> str:
    return f"CASE WHEN q > {edge} THEN (q - {edge}) * {slope} ELSE 0 END"


def polar(
    rows: dict[str, Whole], terms: Sequence[tuple[Any, Any]], tables: dict[str, Any], to_fen: bool
) -> Callable[[], Any]:
    """Return polars' work on its own frame, streamed: faster than its engine in memory."""
    import polars

    frame, q = polars.DataFrame(rows).lazy(), polars.col("q")
    for columns in tables.values():
        other = polars.DataFrame(columns).lazy()
        frame = frame.join(other, on="t", how="left", maintain_order="left")
    beyond = [
        q * slope if isinstance(edge, int) and edge == 0 else (q - edge).clip(lower_bound=0) * slope
        for edge, slope in terms
    ]
    amount = sum(beyond[1:], beyond[0])
    if to_fen:
        amount = (amount + FEN // 2) // FEN * FEN
    return lambda: frame.select(amount.alias("amount")).collect(engine="streaming")


def openfisca(document: TariffDocument, quantity: Whole) -> Callable[[], Any]:
    """Return openfisca-core's work."""
    from openfisca_core.taxscales import MarginalRateTaxScale

    scale = MarginalRateTaxScale(name="benchmark")
    rate = 0
    for edge, change in slopes(document):
        rate += change
        scale.add_bracket(edge, rate / MICRO)
    return lambda: scale.calc(quantity)


# --- timing


@dataclass(frozen=True, slots=True)
class Timed:
    """Medians of one engine, and what it made."""

    seconds: float
    processor: float
    """Seconds of all processors together."""
    amounts: NDArray[Any]
    rows: NDArray[Any]
    """Numbers of the rows that the amounts are of, where they came in another order."""


def timed(works: dict[str, Callable[[], Any]], runs: int) -> dict[str, Timed]:
    """Time `works`, which take turns, so that what else the machine does falls on all of them."""
    results = {name: work() for name, work in works.items()}
    walls: dict[str, list[float]] = {name: [] for name in works}
    processors: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            wall, processor = time.perf_counter(), time.process_time()
            work()
            walls[name].append(time.perf_counter() - wall)
            processors[name].append(time.process_time() - processor)
    median = statistics.median
    return {
        name: Timed(median(walls[name]), median(processors[name]), *_columns(results[name]))
        for name in works
    }


def _columns(result: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return amounts and row numbers of any engine's result; no numbers: in order."""
    if isinstance(result, np.ndarray):
        return result, np.empty(0, dtype=np.int64)
    numbered = "i" in getattr(result, "column_names", ())
    rows = result["i"].to_numpy() if numbered else np.empty(0, dtype=np.int64)
    return result["amount"].to_numpy(), rows


def told(found: dict[str, Timed], rows: int) -> None:
    """Print each engine's time, and what part of it this engine takes."""
    own = found[OURS]
    for name, each in found.items():
        line = f"  {name:<15}{each.seconds:8.3f} s{each.seconds / rows * 1e9:7.1f} ns a row"
        line += f", processor{each.processor / rows * 1e9:7.1f}"
        if name != OURS:
            line += f"   ours/theirs {own.seconds / each.seconds:.2f}"
            line += f", processor {own.processor / each.processor:.2f}"
        print(line)


# --- parts


def one_tariff(rows: int, runs: int, unit: str) -> None:
    """One graduated tariff, rounded to `unit` yuan: the micro-yuan (exact anyway), or the fen."""
    quantity, document, to_fen = quantities(rows), graduated(EDGES, PRICES, unit), unit == "0.01"
    terms = slopes(document)
    sql = duck_amount([(str(edge), str(slope)) for edge, slope in terms], to_fen)
    found = timed(
        {
            OURS: ours(document, quantity),
            "duckdb": duck({"q": quantity}, sql, {}),
            "polars": polar({"q": quantity}, terms, {}, to_fen),
        },
        runs,
    )
    print(f"graduated, {len(terms)} bands, {rows:,} rows, rounded to {unit} yuan")
    own = found[OURS].amounts
    for name in ("duckdb", "polars"):
        assert np.array_equal(own, found[name].amounts), name
    if not to_fen:
        few = rows // 10 if rows > MICRO else rows
        times = rows // few
        (each,) = timed({"": openfisca(document, quantity[:few])}, runs).values()
        assert np.allclose(each.amounts, own[:few] / MICRO, rtol=1e-12)
        found[f"openfisca ×{times}"] = Timed(
            each.seconds * times, each.processor * times, each.amounts, each.rows
        )
    told(found, rows)


def mixed_tariffs(rows: int, runs: int) -> None:
    """Fifty tariffs mixed in one frame."""
    import polars

    documents, quantity = fifty(), quantities(rows)
    which = np.random.default_rng(50).integers(0, len(documents), rows)
    frame, tables = {"t": which, "q": quantity}, {"tariffs": table_of(documents)}
    numbers = np.arange(rows)
    names = [("0" if n == 0 else f"e{n}", f"s{n}") for n in range(WIDEST)]
    columns = [(0 if edge == "0" else polars.col(edge), polars.col(slope)) for edge, slope in names]
    found = timed(
        {
            OURS: ours_mixed(documents, which, quantity),
            "duckdb": duck({"i": numbers, **frame}, duck_amount(names, False), tables),
            "polars": polar(frame, columns, tables, False),
        },
        runs,
    )
    print(f"{len(documents)} tariffs mixed, {rows:,} rows")
    own = found[OURS].amounts
    assert np.array_equal(own, found["polars"].amounts)
    assert np.array_equal(own[found["duckdb"].rows], found["duckdb"].amounts)
    told(found, rows)


def memory(rows: int) -> None:
    """Print the most memory that this process held at once above its inputs (Linux)."""
    document, quantity = graduated(EDGES, PRICES, "0.01"), quantities(rows)
    version = document.versions[0]
    rate_many(document, version, "call", Columns(quantity=quantity[:1000]), threads=THREADS)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before = _held("VmRSS")
    columns = Columns(quantity=quantity)
    amounts = rate_many(document, version, "call", columns, threads=THREADS).total
    above = (_held("VmHWM") - before) / 1024
    of_which = amounts.nbytes / 2**20
    print(f"memory above the inputs, {rows:,} rows: {above:.0f} MiB, the amounts {of_which:.0f}")


def _held(name: str) -> int:
    """Return a figure of this process's memory in KiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def quantities(rows: int) -> Whole:
    """Return quantities spread evenly over the orders of magnitude of the bands."""
    random = np.random.default_rng(2026)
    quantity: Whole = np.empty(rows, dtype=np.int64)
    for start in range(0, rows, 100_000):
        part = quantity[start : start + 100_000]
        part[...] = 10 ** random.uniform(0, 7, len(part))
    return quantity


def main() -> None:
    """Run all parts, or the one named."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    part = sys.argv[3] if len(sys.argv) > 3 else "all"
    if part in ("all", "one"):
        one_tariff(rows, runs, "0.000001")
        one_tariff(rows, runs, "0.01")
    if part in ("all", "mixed"):
        mixed_tariffs(rows, runs)
    if part == "memory":
        memory(rows)
    elif part == "all":
        subprocess.run([sys.executable, __file__, str(rows), "1", "memory"], check=True)


if __name__ == "__main__":
    main()
