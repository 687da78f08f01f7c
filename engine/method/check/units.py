"""The units of a method: which exist, and which are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from engine.law import Finding, Path
from engine.method.check.pieces import pieces
from engine.method.formula.units import FormulaUnit, read_unit
from engine.method.model.document import (
    ColumnType,
    Input,
    Line,
    MethodVersion,
    Parameter,
    TableColumn,
)

if TYPE_CHECKING:
    import pint

__all__ = ["COUNTED", "GENERAL", "UnitChecker"]

_CURRENCY = "yuan"
GENERAL = frozenset({"year", "month", "day", "percent", "m", "kWh"})
"""Units that pint has, and that methods are mostly written in: pint need not be asked."""
COUNTED = frozenset({"unit", "call", "package", "report", "item", "time"})
"""Names that pint has not: units of count, where a method lists them. A test asks pint of both."""


class UnitChecker:
    """Tells the units of one version of a method from one another.

    A method's own units, and the currency, each have a dimension of their own: calls are not
    packages, nor plain numbers. All others are pint's, which is asked only where it must be: to
    import it and to read its units takes 0.2 s.
    """

    def __init__(self, version: MethodVersion) -> None:
        self._version = version
        self._own = {_CURRENCY, *(unit.id for unit in version.units if not _taken(unit.id))}

    def same(self, expected: FormulaUnit, found: FormulaUnit) -> bool:
        """Return whether a figure in `found` is, as a number, a figure in `expected`.

        Kilowatt-hours and watt-hours are not: a worksheet's numbers are not converted. What does
        not exist is taken to be the same: it is said where it stands.
        """
        ratio = (found / expected).powers
        if not all(map(self._exists, [*expected.powers, *found.powers])):
            return True
        return self._own.isdisjoint(ratio) and _is_one(ratio)

    def unknown(self, path: Path) -> Iterator[Finding]:
        """Yield units of the version that do not exist, and its own that exist already."""
        counted = [unit.id for unit in self._version.units]
        for position, unit in enumerate(self._version.units):
            if _taken(unit.id) or counted.count(unit.id) > 1:
                yield Finding((*path, "units", position, "id"), "method.unit_exists", {}, unit.id)
        for written, at in _written_units(self._version, path):
            try:
                known = all(map(self._exists, read_unit(written).powers))
            except ValueError:
                known = False
            if not known:
                yield Finding(at, "method.no_such_unit", {}, written)

    def _exists(self, name: str) -> bool:
        return name in self._own or _general(name)


def _is_one(ratio: Mapping[str, int]) -> bool:
    """Return whether a product of powers of general units is the number 1."""
    if not ratio:
        return True
    size = (1 * _registry().Unit(str(FormulaUnit(ratio)))).to_base_units()
    return bool(size.dimensionless) and abs(size.magnitude - 1) < 1e-12


@cache
def _general(name: str) -> bool:
    """Return whether pint has a unit of this name."""
    if name in GENERAL:
        return True
    try:
        _registry().Unit(name)
    except (AttributeError, ValueError):
        return False
    return True


@cache
def _taken(name: str) -> bool:
    """Return whether pint has a unit of this very name; `unit` as a micro-nit does not count."""
    if name in COUNTED or name in GENERAL or name == _CURRENCY:
        return name not in COUNTED
    return any(prefix == "" for prefix, _, _ in _registry().parse_unit_name(name))


@cache
def _registry() -> pint.UnitRegistry[float]:
    import pint  # only a check needs it, and few do

    return pint.UnitRegistry()


def _written_units(version: MethodVersion, path: Path) -> Iterator[tuple[str, Path]]:
    for piece, at in pieces(version, path):
        if isinstance(piece, TableColumn) and piece.type is ColumnType.TEXT:
            continue
        if isinstance(piece, Parameter | Input | TableColumn | Line):
            yield piece.unit, (*at, "unit")
