"""Units as pint knows them: which exist, and which are the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.law import Finding, Path
from engine.method.formula.units import Unit, read_unit
from engine.method.model.document import ColumnType, MethodVersion

if TYPE_CHECKING:
    import pint

__all__ = ["UnitChecker"]

_CURRENCY = "yuan"


class UnitChecker:
    """Asks pint about the units of one version of a method."""

    def __init__(self, version: MethodVersion) -> None:
        self._version = version
        self._registry, self._taken = _registry(tuple(unit.id for unit in version.units))
        self._same: dict[tuple[str, str], bool] = {}

    def same(self, expected: Unit, found: Unit) -> bool:
        """Return whether a figure in `found` is, as a number, a figure in `expected`.

        Kilowatt-hours and watt-hours are not: a worksheet's numbers are not converted.
        """
        pair = (str(expected), str(found))
        if pair not in self._same:
            self._same[pair] = self._ratio_is_one(*pair)
        return self._same[pair]

    def _ratio_is_one(self, expected: str, found: str) -> bool:
        try:
            ratio = (1 * self._unit(found) / self._unit(expected)).to_base_units()
        except (AttributeError, ValueError):
            return True  # a unit that does not exist; said where it stands
        return bool(ratio.dimensionless) and abs(float(ratio.magnitude) - 1) < 1e-12

    def unknown(self, path: Path) -> Iterator[Finding]:
        """Yield units of the version that do not exist, and its own that exist already."""
        for position, unit in enumerate(self._version.units):
            if unit.id in self._taken:
                yield Finding((*path, "units", position, "id"), "method.unit_exists", {}, unit.id)
        for written, at in _written_units(self._version, path):
            try:
                self._unit(str(read_unit(written)))
            except (AttributeError, ValueError):
                yield Finding(at, "method.no_such_unit", {}, written)

    def _unit(self, written: str) -> pint.Unit:
        return self._registry.Unit("dimensionless" if written == "1" else written)


@lru_cache(maxsize=16)
def _registry(counted: tuple[str, ...]) -> tuple[pint.UnitRegistry[float], frozenset[str]]:
    """Return pint's units with the currency and `counted`, and those of them that it had already.

    Methods that count in the same units share one: to make it takes a third of a second.
    """
    import pint  # only a check needs it

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    taken: set[str] = set()
    for name in (_CURRENCY, *counted):
        # `unit` itself could be read as a micro-nit; only whole names count.
        if any(prefix == "" for prefix, _, _ in registry.parse_unit_name(name)):
            taken.add(name)
        else:
            # A dimension of its own: calls are not packages, nor plain numbers.
            registry.define(f"{name} = [{name}]")
    return registry, frozenset(taken)


def _written_units(version: MethodVersion, path: Path) -> Iterator[tuple[str, Path]]:
    for part in ("parameters", "inputs"):
        for position, entry in enumerate(getattr(version, part)):
            yield entry.unit, (*path, part, position, "unit")
    for table_at, table in enumerate(version.tables):
        for column_at, column in enumerate(table.columns):
            if column.type is ColumnType.NUMBER:
                yield column.unit, (*path, "tables", table_at, "columns", column_at, "unit")
    for block_at, block in enumerate(version.blocks):
        for line_at, line in enumerate(block.lines):
            yield line.unit, (*path, "blocks", block_at, "lines", line_at, "unit")
