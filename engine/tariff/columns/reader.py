"""The array reader: whole columns in, whole micro-yuan out, equal to the exact reader in every row.

It imports numpy and is therefore imported by those who use it, not by the room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product as every_pair

import numpy as np
from numpy.typing import NDArray

from engine.law import Fault, Faults
from engine.tariff.columns.block import Columns, rate_block
from engine.tariff.columns.course_amounts import Whole, Working
from engine.tariff.columns.mixed_courses import MixedCourses, mixed_courses
from engine.tariff.columns.plan.facts import missing_fact, no_such_fact
from engine.tariff.columns.plan.plan import plan_of
from engine.tariff.columns.plan.whole import ColumnPlan
from engine.tariff.model.document import TariffDocument, TariffFactValue, TariffVersion

__all__ = ["Columns", "RatedColumns", "Tariff", "rate_many", "rate_mixed"]

_BLOCK = 65_536
"""Rows worked on at once: few enough that they stay in the processor's cache."""
_TAKEN_BLOCK = 98_304
"""Rows of a mixed frame that take their figures at once."""
_MIXED_BLOCK = 131_072
"""Rows of a mixed frame that are sorted by tariff at once."""


@dataclass(frozen=True, slots=True)
class RatedColumns:
    """Amounts in micro-yuan, one for each row."""

    total: Whole
    """Collected."""
    metered: Mapping[str, Whole]
    """By component, whether collected or not; empty unless asked for."""


@dataclass(frozen=True)
class Tariff:
    """A product as a version of a tariff prices it, for one answer to every fact."""

    document: TariffDocument
    version: TariffVersion
    product: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def plan(self) -> ColumnPlan:
        """How it is read in columns, made once; raises Faults where it cannot be (`plan_of`)."""
        priced = self.version.product(self.product)
        if priced is None:
            allowed = ", ".join(each.id for each in self.version.products)
            values = {"allowed": allowed}
            place = self.document.id
            raise Faults(
                [Fault(place, "product", None, self.product, "tariff.unknown_product", values)]
            )
        return plan_of(self.document, self.version, priced, self.facts)


def rate_many(
    document: TariffDocument,
    version: TariffVersion,
    product: str,
    columns: Columns,
    by_component: bool = False,
    threads: int = 1,
    out: Whole | None = None,
) -> RatedColumns:
    """Return what each row of `columns` costs (micro-yuan) under `version` of `document`.

    Each row is rated as a usage of its own: rounding at the total is of the row. `out` is a column
    to write the totals into, for callers that rate again and again. Raises Faults for what cannot
    be read exactly in columns (`plan_of`), for a negative or too large quantity, and for less than
    one thread.
    """
    columns.expect_whole(document.id, version, product)
    named = columns.alike
    coded = {name: given for name, given in columns.facts.items() if not isinstance(given, str)}
    if not coded:
        tariff = Tariff(document, version, product, named)
        return _rated([tariff.plan], None, columns, by_component, threads, out)
    answers = [[(name, each.id) for each in _values(document, version, name)] for name in coded]
    codes: Whole = np.zeros(columns.rows, dtype=np.int64)
    for (name, given), known in zip(coded.items(), answers, strict=True):
        _within(document.id, f"facts.{name}", given, len(known) - 1)
        codes = codes * len(known) + given
    present = np.unique(codes)
    combinations = [*every_pair(*answers)]
    tariffs = [
        Tariff(document, version, product, {**named, **dict(combinations[code])})
        for code in present.tolist()
    ]
    which = np.searchsorted(present, codes)
    return rate_mixed(tariffs, which, columns, by_component, threads, out)


def rate_mixed(
    tariffs: Sequence[Tariff],
    which: NDArray[np.integer],
    columns: Columns,
    by_component: bool = False,
    threads: int = 1,
    out: Whole | None = None,
) -> RatedColumns:
    """Return what each row of `columns` costs (micro-yuan) under the tariff that `which` names.

    `which` holds positions in `tariffs`; see `rate_many` for the rest.
    """
    first = tariffs[0]
    columns.expect_whole(first.document.id, first.version, first.product)
    plans = [tariff.plan for tariff in tariffs]
    return _rated(plans, which, columns, by_component, threads, out)


def _values(
    document: TariffDocument, version: TariffVersion, name: str
) -> Sequence[TariffFactValue]:
    fact = version.fact(name)
    if fact is None:
        told = missing_fact(document, version, f"facts.{name}", name)
        raise Faults([told if name in version.floats else no_such_fact(document, version, name)])
    return fact.values


def _within(document: str, place: str, codes: NDArray[np.integer], last: int) -> None:
    whole = codes.astype(np.int64, copy=False)
    # Read without a sign a negative number is larger than any.
    if len(codes) and int(whole.view(np.uint64).max()) > last:
        raise Faults([Fault(document, place, None, None, "tariff.columns.code", {"last": last})])


def _rated(
    plans: Sequence[ColumnPlan],
    which: NDArray[np.integer] | None,
    columns: Columns,
    by_component: bool,
    threads: int,
    out: Whole | None,
) -> RatedColumns:
    if threads < 1:
        raise Faults(
            [Fault(plans[0].document, "threads", None, threads, "law.too_small", {"bound": 1})]
        )
    for plan in plans:
        if plan.distinct and not columns.distinct:
            raise Faults([Fault(plan.document, "distinct", None, None, "tariff.columns.distinct")])
        if columns.distinct and (key := plan.never_distinct[bool(columns.counts)]) is not None:
            raise Faults([Fault(plan.document, "distinct", None, None, key)])
        if columns.prior is not None and len(plan.counted) > 1:
            units = {"units": ", ".join(plan.counted)}
            raise Faults(
                [Fault(plan.document, "prior", None, None, "tariff.prior_of_which_unit", units)]
            )
    rows = columns.rows
    total: Whole = np.empty(rows, dtype=np.int64) if out is None else out
    names = dict.fromkeys(each.id for plan in plans for each in plan.components)
    metered: dict[str, Whole] = {}
    if by_component:
        metered = {name: np.zeros(rows, dtype=np.int64) for name in names}
    result = RatedColumns(total, metered)
    if which is None:
        work = _straight(plans[0], columns, result)
    elif not by_component and (tables := mixed_courses(plans)) is not None:
        work = _taken(tables, len(plans), which, columns, result)
    else:
        work = _sorted(plans, which, columns, result)
    if threads == 1:
        work(0, rows)
        return result
    edges = [rows * part // threads for part in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, edges[:-1], edges[1:]):
            pass  # a fault of any part is raised here
    return result


Work = Callable[[int, int], None]
"""Rates the rows from one position to before another."""


def _straight(plan: ColumnPlan, columns: Columns, result: RatedColumns) -> Work:
    def work(start: int, end: int) -> None:
        working = Working(min(_BLOCK, end - start))
        for first in range(start, end, _BLOCK):
            last = min(first + _BLOCK, end)
            metered = {name: amounts[first:last] for name, amounts in result.metered.items()}
            rows, total = columns.part(first, last), result.total[first:last]
            rate_block(plan, rows, total, metered, working)

    return work


def _taken(
    tables: MixedCourses,
    tariffs: int,
    which: NDArray[np.integer],
    columns: Columns,
    result: RatedColumns,
) -> Work:
    """No row is moved: each takes the figures of its tariff and band."""

    def work(start: int, end: int) -> None:
        working = Working(min(_TAKEN_BLOCK, end - start), len(tables.above))
        for first in range(start, end, _TAKEN_BLOCK):
            last = min(first + _TAKEN_BLOCK, end)
            codes = which[first:last]
            _within(tables.plan.document, "which", codes, tariffs - 1)
            rows, total = columns.part(first, last), result.total[first:last]
            tables.rate_block(codes.astype(np.intp, copy=False), rows, total, working)

    return work


def _sorted(
    plans: Sequence[ColumnPlan], which: NDArray[np.integer], columns: Columns, result: RatedColumns
) -> Work:
    """Within each block the rows are sorted by their tariff, rated run by run, and put back."""
    narrow = np.min_scalar_type(len(plans))

    def work(start: int, end: int) -> None:
        size = min(_MIXED_BLOCK, end - start)
        working, total = Working(size), np.empty(size, dtype=np.int64)
        metered = {name: np.empty(size, dtype=np.int64) for name in result.metered}
        for first in range(start, end, _MIXED_BLOCK):
            last = min(first + _MIXED_BLOCK, end)
            _within(plans[0].document, "which", which[first:last], len(plans) - 1)
            codes = which[first:last].astype(narrow)
            order = np.argsort(codes, kind="stable")
            ends = np.cumsum(np.bincount(codes, minlength=len(plans))).tolist()
            rows = columns.part(first, last).ordered(order)
            for amounts in metered.values():
                amounts.fill(0)
            for plan, run, after in zip(plans, [0, *ends], ends, strict=False):
                if run < after:
                    own = {name: amounts[run:after] for name, amounts in metered.items()}
                    rate_block(plan, rows.part(run, after), total[run:after], own, working)
            result.total[first:last][order] = total[: last - first]
            for name, amounts in metered.items():
                result.metered[name][first:last][order] = amounts[: last - first]

    return work
