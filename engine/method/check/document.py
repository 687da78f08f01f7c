"""What a method must be before a figure is computed with it."""

from __future__ import annotations

import keyword
import weakref
from collections.abc import Callable, Iterator, Sequence

from engine.law import Finding, Path, Shelf
from engine.method.check.circles import circles
from engine.method.check.contract import contract_kept
from engine.method.check.pieces import Piece, pieces
from engine.method.check.units import UnitChecker
from engine.method.formula.grammar import FUNCTIONS, FormulaFault, parse
from engine.method.formula.kinds import Issue, KindReader
from engine.method.formula.names import YEARS, BuiltIn, Names, Place
from engine.method.formula.reach import entries
from engine.method.formula.units import FormulaUnit, read_unit
from engine.method.model.document import (
    CYCLE,
    YEAR,
    ColumnType,
    Demand,
    Input,
    Line,
    Method,
    MethodTable,
    MethodVersion,
    Parameter,
    Switch,
    TableColumn,
)

__all__ = ["check_method", "structure", "structure_known"]

Agree = Callable[[FormulaUnit, FormulaUnit], bool]
_known: dict[int, tuple[Finding, ...]] = {}
"""What is wrong with the structure of a version, by its identity while it lives."""


def check_method(method: Method, shelf: Shelf) -> Iterator[Finding]:
    """Yield everything wrong with `method`: its structure, units that do not add up, and what it
    lacks of what its role needs."""
    for position, version in enumerate(method.versions):
        units = UnitChecker(version)
        path: Path = ("versions", position)
        yield from units.unknown(path)
        yield from structure(version, path, units.same)
        yield from _unused(version, path)
    yield from contract_kept(method, shelf)


def structure(
    version: MethodVersion, path: Path = (), agree: Agree = lambda expected, found: True
) -> Iterator[Finding]:
    """Yield names, cases, bounds, formulas and circles that are wrong; `agree` compares units."""
    names, placed = Names(version), tuple(pieces(version, path))
    yield from _names(version, path, placed)
    for piece, at in placed:
        match piece:
            case Switch():
                yield from _switch(piece, at)
            case Parameter():
                yield from _bounds(piece, at)
            case TableColumn():
                yield from _column(piece, names, at)
            case MethodTable():
                yield from _order(piece, at)
            case Demand() | Line():
                yield from _entry(piece, names, at, agree)
    for position, name in enumerate(version.results):
        if name not in names.lines:
            allowed = {"allowed": ", ".join(names.lines)}
            yield Finding((*path, "results", position), "law.not_one_of", allowed, name)
    for circle in circles(names):
        at = next(at for piece, at in placed if piece is names.lines[circle[0]])
        yield Finding(at, "method.circle", {"way": " → ".join(circle)})


def structure_known(version: MethodVersion) -> tuple[Finding, ...]:
    """Return what `structure` finds in `version`, looked for once: a version never changes."""
    if id(version) not in _known:
        _known[id(version)] = tuple(structure(version))
        weakref.finalize(version, _known.pop, id(version), None)
    return _known[id(version)]


def _names(
    version: MethodVersion, path: Path, placed: Sequence[tuple[Piece, Path]]
) -> Iterator[Finding]:
    """Yield names that are used twice, or that the language keeps for itself."""
    kept = {*FUNCTIONS, *BuiltIn, YEARS, YEAR, CYCLE, *keyword.kwlist}
    seen: set[str] = set()
    for piece, at in placed:
        if isinstance(piece, Demand | TableColumn):
            continue
        if piece.id in kept:
            yield Finding((*at, "id"), "method.kept_name", {}, piece.id)
        elif piece.id in seen:
            yield Finding((*at, "id"), "method.name_twice", {}, piece.id)
        seen.add(piece.id)
    blocks = [block.id for block in version.blocks]
    for position, block in enumerate(blocks):
        if block in blocks[:position]:
            yield Finding((*path, "blocks", position, "id"), "method.name_twice", {}, block)
    columns: set[tuple[Path, str]] = set()
    for piece, at in placed:
        if isinstance(piece, TableColumn):
            if piece.id in kept | {"title"}:
                yield Finding((*at, "id"), "method.kept_name", {}, piece.id)
            elif piece.id in seen or (at[:-1], piece.id) in columns:
                yield Finding((*at, "id"), "method.name_twice", {}, piece.id)
            columns.add((at[:-1], piece.id))


def _column(column: TableColumn, names: Names, path: Path) -> Iterator[Finding]:
    if column.of is not None and column.of not in names.tables:
        yield Finding((*path, "of"), "method.no_such_table", {"at": 1, "name": column.of})
    if column.optional and column.values and all(value.id for value in column.values):
        yield Finding((*path, "values"), "method.no_empty_text", {}, column.id)
    if (column.type is ColumnType.NUMBER) is (column.unit == ""):
        yield Finding((*path, "unit"), "method.unit_of_numbers", {}, column.unit or None)


def _order(table: MethodTable, path: Path) -> Iterator[Finding]:
    numbers = (one for one in table.columns if one.type is ColumnType.NUMBER)
    allowed = [one.id for one in numbers if not one.optional]
    if table.order is not None and table.order not in allowed:
        values = {"allowed": ", ".join(allowed)}
        yield Finding((*path, "order"), "method.no_such_order", values, table.order)


def _switch(switch: Switch, path: Path) -> Iterator[Finding]:
    values = [value.id for value in switch.values]
    if switch.default not in values:
        yield Finding((*path, "default"), "law.not_one_of", {"allowed": ", ".join(values)})
    for position, value in enumerate(values):
        if value in values[:position]:
            yield Finding((*path, "values", position, "id"), "law.repeated_entry", {}, value)


def _bounds(parameter: Parameter, path: Path) -> Iterator[Finding]:
    least, most = parameter.min, parameter.max
    if least is not None and most is not None and least > most:
        yield Finding((*path, "min"), "method.bounds_crossed", {"max": most}, least)
    if parameter.value is not None and not (least is most is parameter.default is None):
        yield Finding((*path, "value"), "method.fixed_has_no_bounds")
    if parameter.default is not None and not parameter.allows(parameter.default):
        yield Finding((*path, "default"), "method.default_out_of_bounds", {}, parameter.default)


def _entry(entry: Line | Demand, names: Names, path: Path, agree: Agree) -> Iterator[Finding]:
    """Yield what is wrong with the formulas of a line or demand, and with a line's cases."""
    if entry.scope not in (CYCLE, YEAR) and entry.scope not in names.tables:
        allowed = {"allowed": ", ".join((CYCLE, YEAR, *names.tables))}
        yield Finding((*path, "scope"), "method.no_such_scope", allowed)
        return
    by = entry.by if isinstance(entry, Line) else None
    if isinstance(entry, Line):
        yield from _cases(entry, names, path)
    for value, written in entry.formulas().items():
        at: Path = (*path, value or "formula") if by is None else (*path, "by", "cases", value)
        issues: list[Issue] = []
        reader, place = KindReader(names, agree, issues.append), Place(entry.scope)
        try:
            formula = parse(written)
        except FormulaFault as fault:
            yield Finding(at, fault.key, fault.values)
            continue
        is_condition = isinstance(entry, Demand) and not value
        found = None if is_condition else reader.figure(formula, place)
        if is_condition:
            reader.condition(formula, place)
        for issue in issues:
            yield Finding(at, issue.key, {"line": entry.title, "at": issue.at, **issue.values})
        if isinstance(entry, Line) and found is not None and not issues:
            yield from _unit(entry, found, at, agree)


def _unit(line: Line, found: FormulaUnit, path: Path, agree: Agree) -> Iterator[Finding]:
    try:
        expected = read_unit(line.unit)
    except ValueError:
        return  # said where the unit stands
    if not found.any and not agree(expected, found):
        values = {"line": line.title, "expected": str(expected), "found": str(found)}
        yield Finding(path, "method.units_differ", values)


def _cases(line: Line, names: Names, path: Path) -> Iterator[Finding]:
    """Yield values of a line's switch or column that it has no case for, or cases of no value."""
    if line.by is None:
        return
    chooser = names.chooser(line)
    if line.by.switch is not None and chooser is None:
        allowed = {"allowed": ", ".join(names.switches)}
        yield Finding((*path, "by", "switch"), "method.no_such_switch", allowed)
        return
    if chooser is None or not chooser.values:
        yield Finding((*path, "by", "column"), "method.no_such_choice")
        return
    wanted = [value.id for value in chooser.values]
    missing = [value for value in wanted if value not in line.by.cases]
    if missing:
        values = {"line": line.title, "missing": ", ".join(missing)}
        yield Finding((*path, "by", "cases"), "method.missing_case", values)
    for value in line.by.cases:
        if value not in wanted:
            allowed = {"allowed": ", ".join(wanted)}
            yield Finding((*path, "by", "cases", value), "law.not_one_of", allowed, value)


def _unused(version: MethodVersion, path: Path) -> Iterator[Finding]:
    """Yield switches, parameters and inputs that change nothing."""
    names = Names(version)
    used: set[str] = set()
    for piece, _ in pieces(version, path):
        if isinstance(piece, Demand | Line):
            for formula in piece.formulas().values():
                used.update(entry.id for entry, _ in entries(formula, piece.scope, names))
        if isinstance(piece, Line) and piece.by is not None and piece.by.switch is not None:
            used.add(piece.by.switch)
    for piece, at in pieces(version, path):
        if isinstance(piece, Switch | Parameter | Input) and piece.id not in used:
            yield Finding(at, "method.unused", {"title": piece.title})
