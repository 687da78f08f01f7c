"""The figures for a method in a YAML file, as the inputs of its worksheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic_core import PydanticCustomError

from engine.law import Declaration, Fault, Faults, Finding, Located, Path, read_yaml, written_path
from engine.method.formula.names import Names
from engine.method.model.document import ColumnType, MethodVersion
from engine.method.model.inputs import InputCell, InputRow, Inputs
from engine.money import parse_number
from engine.text import Text

__all__ = ["KEYS", "GivenFigures", "figures_in", "figures_of", "read_figures"]

KEYS = (
    "method",
    "on",
    "declared_by",
    "years",
    "switches",
    "parameters",
    "inputs",
    "tables",
)
"""What stands at the top of the file."""


@dataclass(frozen=True, slots=True)
class GivenFigures:
    """A file of figures, not yet held to a version of a method."""

    located: Located
    """The file, with the line of each place."""
    method: str | None
    """The method that it says it is for."""
    on: datetime.date | None
    """The day whose law it asks for."""


def read_figures(path: FilePath) -> GivenFigures:
    """Return the file at `path`; raises Faults when it is no YAML, or has keys of its own."""
    return figures_of(read_yaml(path, path.name))


def figures_of(located: Located) -> GivenFigures:
    """Return figures in a tree of plain values; see `read_figures`."""
    tree = located.tree
    if not isinstance(tree, dict):
        raise Faults([located.fault(Finding((), "method.not_a_mapping"))])
    faults = [located.fault(one) for one in _head(tree)]
    if faults:
        raise Faults(faults)
    return GivenFigures(located, tree.get("method"), tree.get("on"))


def _head(tree: Mapping[str, Any]) -> Iterator[Finding]:
    for name in tree:
        if name not in KEYS:
            yield Finding((name,), "law.not_one_of", {"allowed": ", ".join(KEYS)}, name)
    for name in ("method", "declared_by"):
        if not isinstance(tree.get(name, ""), str):
            yield Finding((name,), "law.not_text")
    if not isinstance(tree.get("on"), datetime.date | None):
        yield Finding(("on",), "law.not_a_day")
    for name in ("switches", "parameters", "inputs", "tables"):
        if not isinstance(tree.get(name), dict | None):
            yield Finding((name,), "method.not_a_mapping")


def figures_in(
    given: GivenFigures, version: MethodVersion, switches: Mapping[str, str] | None = None
) -> Inputs:
    """Return the file as the inputs of `version`; `switches` chosen elsewhere go before its own.

    What is left empty is not given. Raises Faults with everything that is no figure, year, text or
    row where one belongs; what the method does not know or allow is found when it is computed.
    """
    reader = _Reader(given.located, Names(version))
    inputs = reader.inputs(switches or {})
    if reader.faults:
        raise Faults(reader.faults)
    return inputs


class _Reader:
    def __init__(self, located: Located, names: Names) -> None:
        self.faults: list[Fault] = []
        self._located = located
        self._names = names
        self._who = located.tree.get("declared_by")

    def inputs(self, switches: Mapping[str, str]) -> Inputs:
        tree = self._located.tree
        own = {
            name: str(value)
            for name, value in (tree.get("switches") or {}).items()
            if value is not None
        }
        parameters = (tree.get("parameters") or {}).items()
        return Inputs(
            tables=dict(self._tables(tree.get("tables") or {})),
            scalars=dict(self._scalars(tree.get("inputs") or {})),
            parameters={
                name: self._figure(value, ("parameters", name))
                for name, value in parameters
                if value is not None
            },
            switches={**own, **switches},
            years=tuple(self._years(tree.get("years"))),
        )

    def _years(self, years: Any) -> Iterator[int]:
        if years is None:
            return
        if not isinstance(years, list):
            self._found(("years",), "method.years_as_list")
            return
        for position, year in enumerate(years):
            if type(year) is int:
                yield year
            else:
                self._found(("years", position), "method.not_a_year")

    def _scalars(
        self, inputs: Mapping[str, Any]
    ) -> Iterator[tuple[str, InputCell | Mapping[int, InputCell]]]:
        for name, value in inputs.items():
            path: Path = ("inputs", name)
            if isinstance(value, dict):
                yield from self._by_year(name, value, path)
            elif value is not None:
                yield name, self._figure(value, path)

    def _by_year(
        self, name: str, value: Mapping[str | int, Any], path: Path
    ) -> Iterator[tuple[str, Mapping[int, InputCell]]]:
        found: dict[int, InputCell] = {}
        for written, figure in value.items():
            year = str(written)
            if not (year.isascii() and year.isdecimal()):
                self._found((*path, year), "method.not_a_year", year)
            elif figure is not None:
                found[int(year)] = self._figure(figure, (*path, year))
        if found:
            yield name, found

    def _tables(self, tables: Mapping[str, Any]) -> Iterator[tuple[str, list[InputRow]]]:
        for name, rows in tables.items():
            path: Path = ("tables", name)
            if rows is None:
                continue
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self._found(path, "method.not_rows")
                continue
            yield name, [dict(self._row(name, row, (*path, at))) for at, row in enumerate(rows)]

    def _row(
        self, table: str, row: Mapping[str, Any], path: Path
    ) -> Iterator[tuple[str, InputCell]]:
        known = self._names.tables.get(table)
        for name, value in row.items():
            column = None if known is None else known.column(name)
            at = (*path, name)
            if value is None:
                continue
            if column is not None and column.type is ColumnType.NUMBER:
                yield name, self._figure(value, at)
            elif name == "title" and isinstance(value, dict):
                yield name, self._title(value, at)
            elif isinstance(value, str):
                yield name, InputCell(value, self._sources(at))
            else:
                self._found(at, "law.not_text")

    def _title(self, value: Mapping[str, Any], path: Path) -> InputCell:
        if set(value) != {"zh", "en"} or not all(isinstance(one, str) for one in value.values()):
            self._found(path, "method.title_in_both")
            return InputCell("")
        return InputCell(Text(zh=value["zh"], en=value["en"]), self._sources(path))

    def _figure(self, value: Any, path: Path) -> InputCell:
        try:
            return InputCell(parse_number(value), self._sources(path))
        except PydanticCustomError as error:
            given = value if isinstance(value, str | bool) else None
            self._found(path, error.type, given, error.context)
            return InputCell("")

    def _sources(self, path: Path) -> tuple[Declaration]:
        place = written_path(path)
        return (Declaration(file=self._located.file, place=place, who=self._who),)

    def _found(
        self,
        path: Path,
        key: str,
        value: object = None,
        context: Mapping[str, Any] | None = None,
    ) -> None:
        self.faults.append(self._located.fault(Finding(path, key, context or {}, value)))
