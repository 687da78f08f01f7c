"""Columns of facts as cells: which cell of its fact's domain each entry lies in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.law import Fault, Faults
from engine.rules.decide.facts import expected
from engine.rules.model.document import Fact, Switch
from engine.rules.model.domain import Domain, NotInDomainError
from engine.rules.model.program import Program

if TYPE_CHECKING:
    import numpy as np

__all__ = ["MISSING", "Cells", "cells_of", "length_of"]

MISSING = -1
"""In the place of a cell: the entry is missing."""

_LARGEST_TABLE = 1 << 16
"""Whole numbers from 0 to this are looked up in a table; others are searched."""

_LARGEST_POINT = 1 << 62
"""Whole numbers are searched among cuts below this, which 64 bits hold; others are looked up."""

_SMALL = ("uint8", "uint16", "uint32")
"""Kinds of whole numbers without sign that 64 bits with a sign hold."""

_UNIX_EPOCH = 719_163
"""The ordinal of 1970-01-01, from which numpy counts days."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One column, ready to be looked up."""

    raw: np.ndarray[Any, Any]
    """For each case a place in `cells`; a negative one counts from its end."""
    cells: np.ndarray[Any, np.dtype[np.int16]]
    """The cell, or MISSING."""
    holes: bool
    """Whether an entry may be missing."""


def length_of(document: str, columns: Mapping[str, Any]) -> int:
    """Return the number of cases; Faults naming each column that has another than the first."""
    lengths = {name: len(column) for name, column in columns.items()}
    first = next(iter(lengths.values()), 0)
    faults = [
        Fault(document, f"facts.{name}", None, length, "rules.unlike_lengths", {"length": first})
        for name, length in lengths.items()
        if length != first
    ]
    if faults:
        raise Faults(faults)
    return first


def cells_of(tables: Program, document: str, columns: Mapping[str, Any]) -> dict[str, Cells]:
    """Return the cells of every fact of `tables`, one that has no column as missing throughout.

    Raises Faults with every column that is no fact and every value that its fact cannot have, the
    first time it occurs.
    """
    allowed = {"allowed": ", ".join(tables.facts)}
    faults = [
        Fault(document, f"facts.{name}", None, None, "rules.no_such_fact", allowed)
        for name in columns
        if name not in tables.facts
    ]
    count = length_of(document, columns)
    found: dict[str, Cells] = {}
    for name, fact in tables.facts.items():
        domain = tables.domains[name]
        if name not in columns:
            found[name] = _absent(fact, domain, count)
            continue
        try:
            found[name] = _read(domain, columns[name])
        except _Strange as strange:
            key, told = expected(tables, name)
            place = f"facts.{name}[{strange.row}]"
            faults.append(Fault(document, place, None, strange.value, key, {"allowed": told}))
    if faults:
        raise Faults(faults)
    return found


class _Strange(Exception):
    """A value that the fact cannot have, and its first row."""

    def __init__(self, value: object, row: int) -> None:
        super().__init__(value, row)
        self.value, self.row = value, row


def _absent(fact: Fact, domain: Domain, count: int) -> Cells:
    import numpy as np

    cell = MISSING
    if isinstance(fact, Switch):
        cell = domain.holding(fact.default).bit_length() - 1
    raw = np.zeros(count, np.uint8)
    return Cells(raw, np.array([cell], np.int16), cell == MISSING)


def _read(domain: Domain, column: Any) -> Cells:
    import numpy as np
    import pandas as pd

    if isinstance(getattr(column, "dtype", None), pd.CategoricalDtype):
        values = pd.Categorical(column)
        return _listed(domain, np.asarray(values.codes), values.categories.tolist())
    array = column if isinstance(column, np.ndarray) else _plain(column)
    if array.dtype == bool and domain.values == (True, False):
        return Cells(array.view(np.uint8), np.array([1, 0], np.int16), False)
    kind = array.dtype.kind
    if domain.days and kind == "M":
        days = array.astype("datetime64[D]").astype(np.int64) + _UNIX_EPOCH
        return _searched(domain, days, np.isnat(array))
    if not domain.values and not domain.days:
        whole = kind == "i" or array.dtype in _SMALL
        if whole and all(abs(point) < _LARGEST_POINT for point in _points(domain)):
            return _whole(domain, array)
        if kind == "f" and _exact_in_float(domain):
            return _searched(domain, array, np.isnan(array))
    _refuse_mixed(domain, array)
    codes, uniques = pd.factorize(array, use_na_sentinel=True)
    return _listed(domain, codes, list(uniques))


def _plain(column: Any) -> Any:
    """Return a pandas column or a sequence as a numpy array; missing entries as None."""
    import numpy as np
    import pandas as pd

    series = column if isinstance(column, pd.Series) else pd.Series(column, dtype=object)
    if isinstance(series.dtype, np.dtype) and series.dtype != object:
        return series.to_numpy()
    held = series.astype(object)
    return held.where(held.notna(), None).to_numpy(dtype=object)


def _refuse_mixed(domain: Domain, array: Any) -> None:
    """Raise _Strange for a number among yes and no, or for yes or no elsewhere: to pandas 1 and
    yes are equal.
    """
    if array.dtype != object:
        return
    yes_no = domain.values == (True, False)
    for row, value in enumerate(array):
        known = value is not None and value == value
        if known and isinstance(value, bool) is not yes_no:
            raise _Strange(value, row)


def _listed(domain: Domain, codes: Any, values: Iterable[Any]) -> Cells:
    """Return the cells of a column of places in `values`; a negative place is a missing entry."""
    import numpy as np

    cells = []
    for place, value in enumerate(values):
        held = value.item() if isinstance(value, np.generic) else value
        held = Decimal(repr(held)) if isinstance(held, float) else held
        try:
            cells.append(domain.holding(held).bit_length() - 1)
        except NotInDomainError:
            rows = np.flatnonzero(codes == place)
            if rows.size:
                raise _Strange(value, int(rows[0])) from None
            cells.append(MISSING)
    return Cells(codes, np.array([*cells, MISSING], np.int16), bool((codes < 0).any()))


def _whole(domain: Domain, array: Any) -> Cells:
    """Return the cells of whole numbers."""
    import numpy as np

    low, high = (int(array.min()), int(array.max())) if array.size else (-1, -1)
    if low < 0 or high > _LARGEST_TABLE:
        return _searched(domain, array, np.zeros(array.shape, bool))
    for end in (low, high):
        try:
            domain.holding(end)
        except NotInDomainError:
            raise _Strange(end, int(np.flatnonzero(array == end)[0])) from None
    # A number lies within one interval: where both ends do, so does all between them.
    table = np.arange(high + 1)
    cells = _searched(domain, table, table < low)
    return Cells(array, cells.cells[cells.raw], False)


def _exact_in_float(domain: Domain) -> bool:
    """Return whether a float lies on the same side of every cut as its shortest decimal does."""
    return all(Decimal(repr(float(point))) == point for point in _points(domain))


def _points(domain: Domain) -> list[Any]:
    """Return the numbers or days at which the domain is cut."""
    return [cut[1] for cut in domain.cuts if cut[0] == 0]


def _searched(domain: Domain, array: Any, missing: Any) -> Cells:
    """Return the cells of numbers, each found among the cuts of the domain."""
    import numpy as np

    finite = [cut for cut in domain.cuts if cut[0] == 0]
    before, after = ([cut[1] for cut in finite if cut[2] == side] for side in (0, 1))
    outside = np.zeros(array.shape, bool)
    if array.dtype.kind == "f":
        outside = np.isinf(array)
        lower, upper = np.array(before, float), np.array(after, float)
    else:
        # For a whole number, at least 2.5 is at least 3, and more than 2.5 is more than 2.
        lower = np.array([math.ceil(point) for point in before], np.int64)
        upper = np.array([math.floor(point) for point in after], np.int64)
        array = array.astype(np.int64)
    opens = domain.cuts[0][0] == -1
    cells = np.searchsorted(lower, array, "right") + np.searchsorted(upper, array, "left")
    cells = cells.astype(np.int16) - (0 if opens else 1)
    outside = (outside | (cells < 0) | (cells >= domain.size)) & ~missing
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        raise _Strange(array[row].item(), row)
    cells[missing] = MISSING
    places = np.array([*range(domain.size), MISSING], dtype=np.int16)
    return Cells(cells, places, bool(missing.any()))
