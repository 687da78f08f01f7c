"""Units as pint knows them: which exist, and which are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.law import Finding, Path
from engine.method.model import ColumnType, MethodVersion
from engine.method.units import Unit, read_unit

if TYPE_CHECKING:
    import pint

__all__ = ["UnitChecker"]

_CURRENCY = "yuan"


class UnitChecker:
    """Asks pint about the units of one version of a method."""

    def __init__(self, version: MethodVersion) -> None:
        import pint  # 0.2 s, and only a check needs it

        self._version = version
        self._registry: pint.UnitRegistry[float] = pint.UnitRegistry()
        self._taken: list[int] = []
        self._define(_CURRENCY)
        for position, unit in enumerate(version.units):
            # `unit` itself could be read as a micro-nit; only whole names count.
            if any(prefix == "" for prefix, _, _ in self._registry.parse_unit_name(unit.id)):
                self._taken.append(position)
            else:
                self._define(unit.id)
        self._same: dict[tuple[str, str], bool] = {}

    def _define(self, name: str) -> None:
        """Give a unit a dimension of its own: calls are not packages, nor plain numbers."""
        self._registry.define(f"{name} = [{name}]")

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
        for position in self._taken:
            taken = self._version.units[position].id
            yield Finding((*path, "units", position, "id"), "method.unit_exists", {}, taken)
        for unit, at in _written_units(self._version, path):
            try:
                self._unit(str(read_unit(unit)))
            except (AttributeError, ValueError):
                yield Finding(at, "method.no_such_unit", {}, unit)

    def _unit(self, written: str) -> pint.Unit:
        return self._registry.Unit("dimensionless" if written == "1" else written)


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
