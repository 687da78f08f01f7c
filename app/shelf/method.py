"""A method as its worksheet: every line with its formula in words, its unit and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app import look
from app.shelf import look as shelf_look
from app.words import language, t, tx
from engine.law import Source
from engine.method import Block, Demand, Line, MethodVersion, unit_in_words
from engine.method.formula.names import Names
from engine.method.model.document import CYCLE, YEAR, Parameter
from engine.method.workbook.notes import formula_in_words, sources_of
from engine.money import grouped

__all__ = ["show_method"]


def show_method(version: MethodVersion) -> None:
    """Show switches, parameters and lines; what is given from outside stands folded."""
    names = Names(version)
    lines = sum(len(block.lines) for block in version.blocks)
    look.note(
        t(
            "shelf_method",
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


def _block(block: Block, version: MethodVersion, names: Names) -> None:
    shelf_look.heading(tx(block.title), t("shelf_lines", count=len(block.lines)))
    entries: Sequence[Line | Demand] = (*block.demands, *block.lines)
    shelf_look.table(
        [t(f"shelf_head_{name}") for name in ("line", "formula", "unit", "scope", "cites")],
        [
            (
                _line(entry),
                escape(formula_in_words(entry, names, language())),
                escape(_unit(entry, version)),
                escape(_scope(entry.scope, version)),
                shelf_look.cited(sources_of(entry)),
            )
            for entry in entries
        ],
        look="lines",
    )


def _line(entry: Line | Demand) -> str:
    if isinstance(entry, Demand):
        return f'<span class="quiet">{escape(t("shelf_demand"))}</span> {escape(tx(entry.title))}'
    rounding = entry.round
    rounded = (
        f'<div class="quiet small">{escape(t("shelf_rounded", unit=grouped(rounding.unit)))}</div>'
        if rounding is not None
        else ""
    )
    return f"{escape(tx(entry.title))}{rounded}"


def _unit(entry: Line | Demand, version: MethodVersion) -> str:
    return "" if isinstance(entry, Demand) else tx(unit_in_words(entry.unit, version))


def _scope(scope: str, version: MethodVersion) -> str:
    if scope in (CYCLE, YEAR):
        return t(f"shelf_scope_{scope}")
    return tx(next(table.title for table in version.tables if table.id == scope))


def _switches(version: MethodVersion) -> None:
    if not version.switches:
        return
    shelf_look.heading(t("shelf_switches"), t("shelf_switches_count", count=len(version.switches)))
    rows = []
    for switch in version.switches:
        for place, value in enumerate(switch.readings):
            default = value.id == switch.default
            rows.append(
                (
                    escape(tx(switch.title)) if place == 0 else "",
                    escape(tx(value.title)),
                    f'<span class="result">✓ {escape(t("shelf_is_default"))}</span>'
                    if default
                    else "",
                    shelf_look.cited(value.cites),
                )
            )
    heads = [t(f"shelf_head_{name}") for name in ("switch", "reading", "default", "cites")]
    shelf_look.table(heads, rows)


def _parameters(version: MethodVersion) -> None:
    if not version.parameters:
        return
    shelf_look.heading(t("shelf_parameters"), "")
    shelf_look.table(
        [t(f"shelf_head_{name}") for name in ("parameter", "figure", "unit", "bounds", "cites")],
        [
            (
                escape(tx(entry.title)),
                escape(_figure(entry)),
                escape(tx(unit_in_words(entry.unit, version))),
                escape(_bounds(entry)),
                shelf_look.cited(entry.cites),
            )
            for entry in version.parameters
        ],
        right=(1,),
    )


def _figure(entry: Parameter) -> str:
    if entry.value is not None:
        return grouped(entry.value)
    if entry.default is not None:
        return t("shelf_default", value=grouped(entry.default))
    return t("shelf_chosen")


def _bounds(entry: Parameter) -> str:
    low = "" if entry.min is None else t("shelf_least", value=grouped(entry.min))
    high = "" if entry.max is None else t("shelf_most", value=grouped(entry.max))
    return t("shelf_comma").join(filter(None, (low, high))) or "–"


def _given(version: MethodVersion) -> None:
    """Show what the method is given: figures, and the columns of tables."""
    with st.expander(t("shelf_given", count=len(version.inputs) + len(version.tables))):
        rows: list[tuple[str, str, str, str]] = []
        for entry in version.inputs:
            default = "" if entry.default is None else grouped(entry.default)
            rows.append(_given_row(tx(entry.title), entry.unit, default, entry.cites, version))
        for table in version.tables:
            for column in table.columns:
                title = f"{tx(table.title)} · {tx(column.title)}"
                values = t("shelf_comma").join(tx(value.title) for value in column.values)
                rows.append(_given_row(title, column.unit, values, (), version))
        heads = [t(f"shelf_head_{name}") for name in ("input", "unit", "values", "cites")]
        shelf_look.table(heads, rows)


def _given_row(
    title: str, unit: str, values: str, cites: Sequence[Source], version: MethodVersion
) -> tuple[str, str, str, str]:
    return (
        escape(title),
        escape(tx(unit_in_words(unit, version))),
        escape(values),
        shelf_look.cited(cites),
    )
