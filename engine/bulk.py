"""Columns of use, cases and draws, each read at once by the documents that one is read by (批量).

The front door hands these on. In come numpy arrays, one entry a row; out go arrays, equal in every
row to what the exact reader gives. What is read over columns imports numpy when it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from engine.law import Shelf
    from engine.method import At, Draws, Worksheet
    from engine.rules import Decisions
    from engine.tariff.columns.reader import RatedColumns

__all__ = ["decide_many", "evaluate_many", "rate_many"]


def rate_many(
    shelf: Shelf,
    tariff: str,
    on: datetime.date,
    product: str,
    quantity: NDArray[np.int64] | None = None,
    *,
    counts: Mapping[str, NDArray[np.int64]] | None = None,
    prior: NDArray[np.int64] | None = None,
    facts: Mapping[str, str | NDArray[np.int64]] | None = None,
    span: tuple[NDArray[np.datetime64], NDArray[np.datetime64]] | None = None,
    since: NDArray[np.datetime64] | None = None,
    distinct: bool = False,
    by_component: bool = False,
    threads: int = 1,
) -> RatedColumns:
    """Return what each row of use costs: `total` in whole micro-yuan, to the last as `quote_for`.

    `quantity` is one figure a row in the product's smallest unit: one whole, or for a unit with
    decimals the last of them, as the fen of court fees; `counts` the same by unit, `prior` the
    units before in the period. Columns are numpy arrays or pandas Series of int64. `facts` are
    those that prices depend on: one value, or each row's position in the document's list. `span`
    holds the first and the last days of subscriptions (datetime64[D]), `since` those on which their
    contracts began, where that was before. `distinct` says that no two units concern the same
    thing. `by_component` adds `metered`, a column a component. Each row is a bill of its own, the
    first of its period. Whether the use is free is not asked: see `decide_many`. Raises Faults for
    what is not read exactly in columns, facts that are missing or that the tariff does not ask for,
    quantities negative or too large, days of a span on which the version is not in force, a `prior`
    or a column of facts on which a rule over whole bills hangs, no tariff in force, and less than
    one thread.
    """
    from engine.tariff import TariffDocument
    from engine.tariff.columns.bill import as_bills
    from engine.tariff.columns.reader import Columns, rate_many
    from engine.tariff.columns.spans import Spans

    document = shelf.law(tariff, TariffDocument, on)
    spans = None if span is None else Spans(_array(span[0]), _array(span[1]), None, _array(since))
    columns = Columns(
        _array(quantity),
        {unit: _array(numbers) for unit, numbers in (counts or {}).items()},
        _array(prior),
        None,
        {name: _array(given) for name, given in (facts or {}).items()},
        distinct,
        spans=spans,
    )
    version = document.in_force_on(on)
    rated = rate_many(document, version, product, columns, by_component, threads)
    return as_bills(document, version, product, columns, rated)


def decide_many(
    shelf: Shelf,
    rules: str,
    on: datetime.date,
    columns: Mapping[str, ArrayLike],
    *,
    threads: int = 1,
) -> Decisions:
    """Return what a rules document decides of each case: `results` and `rules` by output.

    `columns` holds one entry a case for each fact: yes/no as bool, values by id (quickest as a
    pandas Categorical), numbers, days. A missing entry or fact is unknown, and a case is decided
    when all its completions agree. A result is a position in `values` of the output, a rule its
    place in its table; below 0 where none (-1), contradicting ones (-2) or not enough facts (-3)
    decide, or several rules alike (-4). `named(output)` gives results in words. Raises Faults for
    facts and values that the rules do not know, columns of unlike lengths, a case whose facts
    contradict each other or leave too many cases possible, rules that are not in force, and less
    than one thread.
    """
    from engine.rules import RulesDocument, decide_many

    return decide_many(rules, shelf.law(rules, RulesDocument, on).in_force_on(on), columns, threads)


def evaluate_many(worksheet: Worksheet, draws: Mapping[At, NDArray[np.float64]]) -> Draws:
    """Return every line of a worksheet for each draw of some of its inputs: what if, in bulk.

    `worksheet` is that of a determination, evaluation or refund. `draws` gives, in their units, one
    figure a draw by input or parameter, or by (table, row, column); for an input by year also draws
    × years. `values(line, year)` is an array, a figure a draw, within 1e-12 of the exact reader
    before rounding and equal after. Raises Faults with all that is out of bounds or fails.
    """
    from engine.method import evaluate_many

    return evaluate_many(worksheet.method_id, worksheet.version, worksheet.inputs, draws)


def _array(column: Any) -> Any:
    """Return the array of a pandas column, and anything else as it is."""
    return column.to_numpy() if hasattr(column, "to_numpy") else column
