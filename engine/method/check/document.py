"""What a method must be before a figure is computed with it."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from engine.law import Finding, Path, Shelf
from engine.method.check.circles import circles, uses
from engine.method.check.contract import contract_kept
from engine.method.formula.grammar import FUNCTIONS, FormulaFault, parse
from engine.method.formula.kinds import Issue, KindReader, Truth
from engine.method.formula.names import YEARS, BuiltIn, Names, Place
from engine.method.formula.quantities import UnitChecker
from engine.method.formula.units import Unit, read_unit
from engine.method.model.document import (
    CYCLE,
    YEAR,
    ColumnType,
    Demand,
    Line,
    Method,
    MethodVersion,
    Parameter,
)

__all__ = ["check_method", "structure"]

Agree = Callable[[Unit, Unit], bool]


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
    names = Names(version)
    yield from _names(version, path)
    yield from _tables(version, path)
    yield from _choices(version, path)
    for block_at, block in enumerate(version.blocks):
        here: Path = (*path, "blocks", block_at)
        for demand_at, demand in enumerate(block.demands):
            yield from _demand(demand, names, (*here, "demands", demand_at), agree)
        for line_at, line in enumerate(block.lines):
            yield from _line(line, names, (*here, "lines", line_at), agree)
    for circle in circles(names):
        yield Finding(
            _path_of(version, circle[0], path), "method.circle", {"way": " → ".join(circle)}
        )


def _path_of(version: MethodVersion, line_id: str, path: Path) -> Path:
    for block_at, block in enumerate(version.blocks):
        for line_at, line in enumerate(block.lines):
            if line.id == line_id:
                return (*path, "blocks", block_at, "lines", line_at)
    return path


def _names(version: MethodVersion, path: Path) -> Iterator[Finding]:
    """Yield names that are used twice, or that the language keeps for itself."""
    kept = {*FUNCTIONS, *BuiltIn, YEARS, YEAR, CYCLE, *keyword.kwlist}
    seen: set[str] = set()
    for identifier, at in _named_things(version, path):
        if identifier in kept:
            yield Finding((*at, "id"), "method.kept_name", {}, identifier)
        elif identifier in seen:
            yield Finding((*at, "id"), "method.name_twice", {}, identifier)
        seen.add(identifier)
    blocks = [block.id for block in version.blocks]
    for block_at, block_id in enumerate(blocks):
        if block_id in blocks[:block_at]:
            yield Finding((*path, "blocks", block_at, "id"), "method.name_twice", {}, block_id)
    for table_at, table in enumerate(version.tables):
        columns: set[str] = set()
        for column_at, column in enumerate(table.columns):
            at = (*path, "tables", table_at, "columns", column_at, "id")
            if column.id in kept | {"title"}:
                yield Finding(at, "method.kept_name", {}, column.id)
            elif column.id in columns | seen:
                yield Finding(at, "method.name_twice", {}, column.id)
            columns.add(column.id)


def _named_things(version: MethodVersion, path: Path) -> Iterator[tuple[str, Path]]:
    for part in ("switches", "parameters", "inputs", "tables"):
        for position, entry in enumerate(getattr(version, part)):
            yield entry.id, (*path, part, position)
    for block_at, block in enumerate(version.blocks):
        for line_at, line in enumerate(block.lines):
            yield line.id, (*path, "blocks", block_at, "lines", line_at)


def _tables(version: MethodVersion, path: Path) -> Iterator[Finding]:
    tables = {table.id for table in version.tables}
    for table_at, table in enumerate(version.tables):
        for column_at, column in enumerate(table.columns):
            at: Path = (*path, "tables", table_at, "columns", column_at)
            if column.of is not None and column.of not in tables:
                yield Finding((*at, "of"), "method.no_such_table", {"at": 1, "name": column.of})
            if column.optional and column.values and all(value.id for value in column.values):
                yield Finding((*at, "values"), "method.no_empty_text", {}, column.id)
            if (column.type is ColumnType.NUMBER) is (column.unit == ""):
                yield Finding((*at, "unit"), "method.unit_of_numbers", {}, column.unit or None)


def _choices(version: MethodVersion, path: Path) -> Iterator[Finding]:
    for position, switch in enumerate(version.switches):
        at: Path = (*path, "switches", position)
        values = [value.id for value in switch.values]
        if switch.default not in values:
            allowed = {"allowed": ", ".join(values)}
            yield Finding((*at, "default"), "law.not_one_of", allowed)
        for value_at, value in enumerate(values):
            if value in values[:value_at]:
                yield Finding((*at, "values", value_at, "id"), "law.repeated_entry", {}, value)
    for position, parameter in enumerate(version.parameters):
        yield from _bounds(parameter, (*path, "parameters", position))


def _bounds(parameter: Parameter, path: Path) -> Iterator[Finding]:
    least, most = parameter.min, parameter.max
    if least is not None and most is not None and least > most:
        yield Finding((*path, "min"), "method.bounds_crossed", {"max": most}, least)
    if parameter.value is not None and not (least is most is parameter.default is None):
        yield Finding((*path, "value"), "method.fixed_has_no_bounds")
    default = parameter.default
    if default is not None and not within(default, least, most):
        yield Finding((*path, "default"), "method.default_out_of_bounds", {}, default)


def within(figure: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    """Return whether `figure` lies within both bounds, where they are given."""
    return (least is None or figure >= least) and (most is None or figure <= most)


def _demand(demand: Demand, names: Names, path: Path, agree: Agree) -> Iterator[Finding]:
    if not _scope_known(demand.scope, names):
        yield Finding((*path, "scope"), "method.no_such_scope", {"allowed": _scopes(names)})
        return
    issues: list[Issue] = []
    reader = KindReader(names, agree, issues.append)
    try:
        formula = parse(demand.formula)
    except FormulaFault as fault:
        yield Finding((*path, "formula"), fault.key, fault.values)
        return
    kind = reader.kind(formula, Place(demand.scope))
    if kind is not None and not isinstance(kind, Truth):
        issues.append(Issue("method.not_a_condition", formula.at, {}))
    yield from _as_findings(issues, (*path, "formula"), demand)


def _line(line: Line, names: Names, path: Path, agree: Agree) -> Iterator[Finding]:
    if not _scope_known(line.scope, names):
        yield Finding((*path, "scope"), "method.no_such_scope", {"allowed": _scopes(names)})
        return
    yield from _cases(line, names, path)
    for value, written in line.formulas().items():
        at: Path = (*path, "by", "cases", value) if line.by is not None else (*path, "formula")
        issues: list[Issue] = []
        try:
            formula = parse(written)
        except FormulaFault as fault:
            yield Finding(at, fault.key, fault.values)
            continue
        found = KindReader(names, agree, issues.append).figure(formula, Place(line.scope))
        yield from _as_findings(issues, at, line)
        if found is not None and not issues:
            yield from _unit(line, found, at, agree)


def _unit(line: Line, found: Unit, path: Path, agree: Agree) -> Iterator[Finding]:
    try:
        expected = read_unit(line.unit)
    except ValueError:
        return  # said where the unit stands
    if not found.any and not agree(expected, found):
        values = {"line": line.title, "expected": str(expected), "found": str(found)}
        yield Finding(path, "method.units_differ", values)


def _as_findings(issues: Iterable[Issue], path: Path, of: Line | Demand) -> Iterator[Finding]:
    for issue in issues:
        yield Finding(path, issue.key, {"line": of.title, "at": issue.at, **issue.values})


def _cases(line: Line, names: Names, path: Path) -> Iterator[Finding]:
    """Yield values of a line's switch or column that it has no case for, or cases of no value."""
    if line.by is None:
        return
    if line.by.switch is not None:
        switch, at = names.switches.get(line.by.switch), (*path, "by", "switch")
        if switch is None:
            yield Finding(at, "method.no_such_switch", {"allowed": ", ".join(names.switches)})
            return
        wanted = [value.id for value in switch.values]
    else:
        at = (*path, "by", "column")
        table = names.tables.get(line.scope)
        column = table.column(line.by.column or "") if table is not None else None
        if column is None or not column.values:
            yield Finding(at, "method.no_such_choice")
            return
        wanted = [value.id for value in column.values]
    missing = [value for value in wanted if value not in line.by.cases]
    if missing:
        values = {"line": line.title, "missing": ", ".join(missing)}
        yield Finding((*path, "by", "cases"), "method.missing_case", values)
    for value in line.by.cases:
        if value not in wanted:
            allowed = {"allowed": ", ".join(wanted)}
            yield Finding((*path, "by", "cases", value), "law.not_one_of", allowed, value)


def _scope_known(scope: str, names: Names) -> bool:
    return scope in (CYCLE, YEAR) or scope in names.tables


def _scopes(names: Names) -> str:
    return ", ".join((CYCLE, YEAR, *names.tables))


def _unused(version: MethodVersion, path: Path) -> Iterator[Finding]:
    """Yield switches, parameters and inputs that change nothing."""
    names = Names(version)
    used: set[str] = set()
    for block in version.blocks:
        for line in block.lines:
            if line.by is not None and line.by.switch is not None:
                used.add(line.by.switch)
            for formula in line.formulas().values():
                used.update(entry.id for entry, _ in uses(formula, line.scope, names))
        for demand in block.demands:
            used.update(entry.id for entry, _ in uses(demand.formula, demand.scope, names))
    for part in ("switches", "parameters", "inputs"):
        for position, entry in enumerate(getattr(version, part)):
            if entry.id not in used:
                yield Finding((*path, part, position), "method.unused", {"title": entry.title})
