"""The file of figures that a method asks for, to be filled in: made from the document."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from engine.method.formula.words import unit_in_words
from engine.method.model.document import (
    YEAR,
    Input,
    Method,
    MethodTable,
    MethodVersion,
    Parameter,
    Switch,
    TableColumn,
)
from engine.money import plain
from engine.text import Language, Text, say

__all__ = ["figures_template"]

_YEARS = 3
"""Years that stand in the template of a method by year; whoever fills it in changes them."""


def figures_template(method: Method, version: MethodVersion, on: datetime.date) -> str:
    """Return the YAML file of figures of `version`, empty: every input with its title and unit in
    both languages beside it, switches with their readings, parameters with their bounds."""
    return "\n".join(_lines(method, version, on)) + "\n"


def _lines(method: Method, version: MethodVersion, on: datetime.date) -> Iterator[str]:
    yield from _remark(method.title)
    yield from _said("template_head")
    yield f"method: {method.id}"
    yield f"on: {on.isoformat()}"
    years = range(on.year, on.year + _YEARS)
    if _by_year(version):
        yield ""
        yield from _said("template_years")
        yield f"years: [{', '.join(map(str, years))}]"
    if version.switches:
        yield from ("", "switches:")
        for switch in version.switches:
            yield from _switch(switch)
    if version.parameters:
        yield from ("", "parameters:")
        for parameter in version.parameters:
            yield from _parameter(parameter, version)
    if version.inputs:
        yield from ("", "inputs:")
        for entry in version.inputs:
            yield from _input(entry, version, years)
    if version.tables:
        yield from ("", "tables:")
        for table in version.tables:
            yield from _table(table, version)


def _by_year(version: MethodVersion) -> bool:
    """Return whether anything is given or computed by year."""
    scopes = {entry.scope for entry in version.inputs} | {line.scope for line in version.lines()}
    return YEAR in scopes


def _switch(switch: Switch) -> Iterator[str]:
    yield from _remark(switch.title, "  ")
    for value in switch.values:
        yield from _remark(value.title, f"    {value.id}: ")
    yield f"  {switch.id}: {switch.default}"


def _parameter(parameter: Parameter, version: MethodVersion) -> Iterator[str]:
    unit = _unit(parameter.unit, version)
    if parameter.value is not None:
        yield from _said("template_fixed", "  ", title=parameter.title, unit=unit)
        yield f'  # {parameter.id}: "{plain(parameter.value)}"'
        return
    yield from _remark(_with_unit(parameter.title, unit), "  ")
    if parameter.min is not None or parameter.max is not None:
        least = "–∞" if parameter.min is None else plain(parameter.min)
        most = "∞" if parameter.max is None else plain(parameter.max)
        yield from _said("template_bounds", "  ", min=least, max=most)
    if parameter.default is None:
        yield f"  {parameter.id}:"
    else:
        yield from _said("template_default", "  ")
        yield f'  # {parameter.id}: "{plain(parameter.default)}"'


def _input(entry: Input, version: MethodVersion, years: range) -> Iterator[str]:
    yield from _remark(_with_unit(entry.title, _unit(entry.unit, version)), "  ")
    mark = ""
    if entry.default is not None:
        yield from _said("template_default", "  ")
        mark = "# "
    default = "" if entry.default is None else f' "{plain(entry.default)}"'
    yield f"  {mark}{entry.id}:{'' if entry.scope == YEAR else default}"
    if entry.scope == YEAR:
        yield from (f"  {mark}  {year}:{default}" for year in years)


def _table(table: MethodTable, version: MethodVersion) -> Iterator[str]:
    yield from _remark(table.title, "  ")
    ordered = table.column(table.order or "")
    if ordered is not None:
        yield from _said("template_order", "  ", column=ordered.title)
    yield from (f"  {table.id}:", "    - id: row-1", "      title:")
    for column in table.columns:
        yield from _column(column, version)


def _column(column: TableColumn, version: MethodVersion) -> Iterator[str]:
    title = _with_unit(column.title, _unit(column.unit, version)) if column.unit else column.title
    yield from _remark(title, "      ")
    if column.of is not None:
        yield from _said("template_of", "      ", table=column.of)
    for value in column.values:
        if value.id:
            yield from _remark(value.title, f"        {value.id}: ")
    if column.optional:
        yield from _said("template_optional", "      ")
    yield f"      {column.id}:"


def _unit(unit: str, version: MethodVersion) -> Text:
    return unit_in_words(unit, version)


def _with_unit(title: Text, unit: Text) -> Text:
    if not unit.en:
        return title
    return Text(zh=f"{title.zh}（{unit.zh}）", en=f"{title.en} ({unit.en})")


def _remark(words: Text, before: str = "") -> Iterator[str]:
    """Yield `words` as a remark of YAML, in both languages; `before` keeps its indent outside."""
    indent = before[: len(before) - len(before.lstrip())]
    yield f"{indent}# {before.lstrip()}{_on_one_line(words.zh)} / {_on_one_line(words.en)}"


def _said(name: str, indent: str = "", **values: object) -> Iterator[str]:
    zh, en = (say(f"method.{name}", language, **values) for language in (Language.ZH, Language.EN))
    yield from _remark(Text(zh=zh, en=en), indent)


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
