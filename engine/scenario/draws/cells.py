"""Which inputs of a method the drawn numbers of a case are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.determination import POOLS, PoolColumns
from engine.law import Declaration, Fault, Faults, Located, checked
from engine.method import At, InputCell, Worksheet
from engine.money import CONTEXT, plain
from engine.scenario.case import LEVERS, Case, Layer, Levers, changes_by, laid_at
from engine.scenario.case.tree import Leaf, leaves, named_at, names_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = Mapping[str, NDArray[np.float64]]
    ByLeaf = dict[Leaf, NDArray[np.float64]]

__all__ = ["FILE", "by_leaf", "cells_in", "cells_of", "with_first"]

FILE = "draws"
"""What the file is called in which drawn numbers are declared."""
_SHARED_OUT = "products"
"""What products take of a driver is moved in proportion by a lever, and so changes no share."""


def by_leaf(case: Case, draws: Draws) -> ByLeaf:
    """Return the draws of each single number of a case; a lever moves several, each in proportion.

    Raises Faults for a lever that there is not.
    """
    found: ByLeaf = {}
    for path, array in draws.items():
        if not path.startswith(LEVERS):
            found[tuple(path.split("."))] = array
            continue
        low, high = (dict(_numbers(_by_lever(case, path, at))) for at in (Decimal(0), Decimal(1)))
        for leaf, begins in low.items():
            slope = float(high[leaf] - begins)
            found[leaf] = (float(begins) + slope * array).round(12)
    return found


def with_first(case: Case, draws: Draws) -> Case:
    """Return the case with the first draw of each number, declared by its path.

    Raises Faults for a path at which no number can stand, and a number that may not stand there.
    """
    tree: dict[str, Any] = {}
    for path, array in draws.items():
        value = Decimal(repr(float(array[0]))).normalize(CONTEXT)
        if path.startswith(LEVERS):
            own = _by_lever(case, path, value)
        else:
            leaf = tuple(path.split("."))
            if not _can_stand(case, leaf):
                raise Faults([Fault(FILE, path, None, None, "scenario.draws.no_number_there")])
            own = laid_at(leaf, plain(value), case.located.tree)
        tree = _together(tree, own)
    located = Located(FILE, tree)
    layer = Layer(tree, lambda at: (located, (".".join(names_of(tree, at)),)))
    return case.with_layer(layer)


def cells_of(case: Case, worksheet: Worksheet, drawn: ByLeaf) -> dict[At, Any]:
    """Return the draws of the submission's numbers by the inputs of a worksheet that they are.

    Raises Faults for a number that the method takes only computed with others: it cannot be drawn.
    """
    found: dict[At, Any] = {}
    faults: list[Fault] = []
    for leaf, array in drawn.items():
        if leaf[0] != "submission" or _SHARED_OUT in leaf[2:-1]:
            continue
        value = named_at(case.located.tree, leaf)
        cells = [
            (at, cell)
            for at, cell in _declared(worksheet, ".".join(leaf))
            if not (_is_share_of_driver(at) and leaf[1] == "drivers")
        ]
        if not cells or any(cell.value != Decimal(str(value)) for _, cell in cells):
            faults.append(Fault(FILE, ".".join(leaf), None, None, "scenario.draws.not_drawable"))
        found |= {at: array for at, _ in cells}
    if faults:
        raise Faults(faults)
    return found | dict(_shares(case, found))


def cells_in(worksheet: Worksheet, drawn: ByLeaf) -> dict[At, Any]:
    """Return the draws of those numbers that a worksheet of another method takes as well."""
    return {
        at: array for leaf, array in drawn.items() for at, _ in _declared(worksheet, ".".join(leaf))
    }


def _is_share_of_driver(at: At) -> bool:
    return isinstance(at, tuple) and (at[0], at[2]) == (POOLS, PoolColumns.PAID_SHARE)


def _shares(case: Case, drawn: Mapping[At, Any]) -> Iterator[tuple[At, Any]]:
    """Yield the share of paid use in a pool of which the driver is drawn [percent]."""
    drivers = {driver.id: driver for driver in case.filed.submission.drivers}
    for pool in case.filed.submission.pools:
        at = [(POOLS, pool.id, name) for name in (PoolColumns.DRIVER_PAID, PoolColumns.DRIVER_FREE)]
        if pool.by is not None and any(one in drawn for one in at):
            driver = drivers[pool.by]
            paid = drawn.get(at[0], float(driver.paid))
            free = drawn.get(at[1], float(driver.free))
            yield (POOLS, pool.id, PoolColumns.PAID_SHARE), paid / (paid + free) * 100


def _declared(worksheet: Worksheet, place: str) -> Iterator[tuple[At, InputCell]]:
    """Yield the cells that rest on the number drawn at `place`."""
    inputs = worksheet.inputs
    for name, cell in inputs.parameters.items():
        if _rests_on(cell, place):
            yield name, cell
    for name, given in inputs.scalars.items():
        if isinstance(given, InputCell) and _rests_on(given, place):
            yield name, given
    for table, rows in inputs.tables.items():
        for row in rows:
            for column, cell in row.items():
                if isinstance(cell.value, Decimal) and _rests_on(cell, place):
                    yield (table, str(row["id"].value), column), cell


def _rests_on(cell: InputCell, place: str) -> bool:
    return any(
        isinstance(source, Declaration) and (source.file, source.place) == (FILE, place)
        for source in cell.sources
    )


def _by_lever(case: Case, path: str, value: Decimal) -> dict[str, Any]:
    name = path.removeprefix(LEVERS)
    levers = checked(Levers, Located(FILE, {name: plain(value)}))
    return changes_by(levers, case.located.tree, FILE)


def _numbers(tree: Any) -> Iterator[tuple[Leaf, Decimal]]:
    for leaf, value in leaves(tree):
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            yield leaf, Decimal(value)


def _can_stand(case: Case, leaf: Leaf) -> bool:
    return leaf[0] == "market" or named_at(case.located.tree, leaf[:-1]) is not None


def _together(first: Any, second: Any) -> Any:
    """Return two trees of changes as one."""
    if isinstance(first, dict) and isinstance(second, dict):
        both = {**first, **{key: value for key, value in second.items() if key not in first}}
        return both | {key: _together(first[key], second[key]) for key in first if key in second}
    if isinstance(first, list) and isinstance(second, list):
        names = [one["id"] for one in first]
        found = list(first)
        for one in second:
            if one["id"] in names:
                at = names.index(one["id"])
                found[at] = _together(found[at], one)
            else:
                found.append(one)
        return found
    return second
