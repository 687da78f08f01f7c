"""A method as its worksheet: every line with its formula in words, its unit and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app import elements
from app.shelf import elements as shelf_elements
from app.words import language, t, tx
from engine.law import Source
from engine.method import (
    Demand,
    Line,
    MethodBlock,
    MethodVersion,
    Remark,
    formula_in_words,
    sources_of,
    unit_in_words,
)
from engine.method.formula.names import Names
from engine.method.model.document import CYCLE, YEAR, Parameter
from engine.money import grouped

__all__ = ["show_method"]


def show_method(version: MethodVersion) -> None:
    """Show switches, parameters and lines; what is given from outside stands folded."""
    names = Names(version)
    lines = sum(len(block.lines) for block in version.blocks)
    elements.note(
        t(
            "app.shelf.method",
            blocks=len(version.blocks),
            lines=lines,
            parameters=len(version.parameters),
            switches=len(version.switches),
        )
    )
    for block in version.blocks:
        _block(block, version, names)
    _switches(version)
    _parameters(version)
    _given(version)


def _block(block: MethodBlock, version: MethodVersion, names: Names) -> None:
    shelf_elements.heading(tx(block.title), t("app.shelf.lines", count=len(block.lines)))
    entries: Sequence[Line | Demand] = (*block.demands, *block.lines, *block.remarks)
    shelf_elements.table(
        [t(f"app.shelf.head_{name}") for name in ("line", "formula", "unit", "scope", "cites")],
        [
            (
                _line(entry),
                escape(formula_in_words(entry, names, language())),
                escape(_unit(entry, version)),
                escape(_scope(entry.scope, version)),
                shelf_elements.cited(sources_of(entry)),
            )
            for entry in entries
        ],
        look="lines",
    )


def _line(entry: Line | Demand) -> str:
    if isinstance(entry, Demand):
        kind = t("app.shelf.remark" if isinstance(entry, Remark) else "app.shelf.demand")
        return f'<span class="quiet">{escape(kind)}</span> {escape(tx(entry.title))}'
    rounding = entry.round
    rounded = ""
    if rounding is not None:
        said = escape(t("app.shelf.rounded", unit=grouped(rounding.unit)))
        rounded = f'<div class="quiet small">{said}</div>'
    return f"{escape(tx(entry.title))}{rounded}"


def _unit(entry: Line | Demand, version: MethodVersion) -> str:
    return "" if isinstance(entry, Demand) else tx(unit_in_words(entry.unit, version))


def _scope(scope: str, version: MethodVersion) -> str:
    if scope in (CYCLE, YEAR):
        return t(f"app.shelf.scope_{scope}")
    return tx(next(table.title for table in version.tables if table.id == scope))


def _switches(version: MethodVersion) -> None:
    if not version.switches:
        return
    shelf_elements.heading(
        t("app.shelf.switches"), t("app.shelf.switches_count", count=len(version.switches))
    )
    rows = []
    for switch in version.switches:
        for place, value in enumerate(switch.readings):
            default = value.id == switch.default
            rows.append(
                (
                    escape(tx(switch.title)) if place == 0 else "",
                    escape(tx(value.title)),
                    f'<span class="result">✓ {escape(t("app.by_default"))}</span>'
                    if default
                    else "",
                    shelf_elements.cited(value.cites),
                )
            )
    heads = [t(f"app.shelf.head_{name}") for name in ("switch", "reading", "default", "cites")]
    shelf_elements.table(heads, rows)


def _parameters(version: MethodVersion) -> None:
    if not version.parameters:
        return
    shelf_elements.heading(t("method.parameters"), "")
    shelf_elements.table(
        [
            t(f"app.shelf.head_{name}")
            for name in ("parameter", "figure", "unit", "bounds", "cites")
        ],
        [
            (
                escape(tx(entry.title)),
                escape(_figure(entry)),
                escape(tx(unit_in_words(entry.unit, version))),
                escape(_bounds(entry)),
                shelf_elements.cited(entry.cites),
            )
            for entry in version.parameters
        ],
        right=(1,),
    )


def _figure(entry: Parameter) -> str:
    if entry.value is not None:
        return grouped(entry.value)
    if entry.default is not None:
        return t("app.shelf.default", value=grouped(entry.default))
    return t("app.shelf.chosen")


def _bounds(entry: Parameter) -> str:
    low = "" if entry.min is None else t("app.shelf.least", value=grouped(entry.min))
    high = "" if entry.max is None else t("app.shelf.most", value=grouped(entry.max))
    return t("app.shelf.comma").join(filter(None, (low, high))) or "–"


def _given(version: MethodVersion) -> None:
    """Show what the method is given: figures, and the columns of tables."""
    with st.expander(t("app.shelf.given", count=len(version.inputs) + len(version.tables))):
        rows: list[tuple[str, str, str, str]] = []
        for entry in version.inputs:
            default = "" if entry.default is None else grouped(entry.default)
            rows.append(_given_row(tx(entry.title), entry.unit, default, entry.cites, version))
        for table in version.tables:
            for column in table.columns:
                title = f"{tx(table.title)} · {tx(column.title)}"
                values = t("app.shelf.comma").join(tx(value.title) for value in column.values)
                rows.append(_given_row(title, column.unit, values, (), version))
        heads = [t(f"app.shelf.head_{name}") for name in ("input", "unit", "values", "cites")]
        shelf_elements.table(heads, rows)


def _given_row(
    title: str, unit: str, values: str, cites: Sequence[Source], version: MethodVersion
) -> tuple[str, str, str, str]:
    return (
        escape(title),
        escape(tx(unit_in_words(unit, version))),
        escape(values),
        shelf_elements.cited(cites),
    )
