"""The plain documents: a series as a line and a table, a register as a table."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st
from pydantic import BaseModel

from app.shelf import charts as shelf_charts
from app.shelf import elements as shelf_elements
from app.words import language, t, tx
from engine.law import Cited, SeriesVersion, Teller, Version, field_in_words, fields_of, name_of
from engine.money import grouped
from engine.text import unit_words

__all__ = ["show_register", "show_series"]


def show_series(version: SeriesVersion) -> None:
    """Show the figures of a series, drawn and in a table."""
    unit = unit_words(version.unit, language())
    points = sorted(version.points, key=lambda point: point.period)
    left, right = st.columns(2, gap="large")
    with left:
        st.altair_chart(
            shelf_charts.series([(point.period, point.value) for point in points], unit),
            width="stretch",
        )
    with right:
        shelf_elements.table(
            [
                t("app.shelf.head_period"),
                t("app.shelf.head_value", unit=unit),
                t("app.shelf.head_cites"),
            ],
            [
                (escape(point.period), grouped(point.value), shelf_elements.cited(point.cites))
                for point in points
            ],
            right=(1,),
        )


def show_register(version: Version) -> None:
    """Show each list of a register as a table."""
    teller = Teller(version)
    for name, value in fields_of(version):
        if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            shelf_elements.heading(
                tx(field_in_words(name)), t("app.shelf.entries", count=len(value))
            )
            _listed(value, teller)


def _listed(entries: tuple[BaseModel, ...], teller: Teller) -> None:
    """Show entries as rows; a field that none of them fills is left out."""
    names = [
        name
        for name, _ in fields_of(entries[0])
        if name not in ("id", "title", "text")
        and any(dict(fields_of(entry))[name] not in (None, (), {}) for entry in entries)
    ]
    named = any(name_of(entry) is not None for entry in entries)
    rows = []
    for entry in entries:
        values = dict(fields_of(entry))
        row = []
        if named:
            title = name_of(entry)
            identity = str(getattr(entry, "id", ""))
            row.append(
                f'{escape(tx(title) if title else "")}<div class="quiet small">'
                f"{escape(identity)}</div>"
            )
        row += [_cell(name, values[name], teller, entry) for name in names]
        if isinstance(entry, Cited):
            row.append(shelf_elements.cited(entry.cites))
        rows.append(row)
    heads = [t("app.shelf.head_title")] if named else []
    heads += [tx(field_in_words(name)) for name in names]
    heads += [t("app.shelf.head_cites")] if isinstance(entries[0], Cited) else []
    shelf_elements.table(heads, rows)


def _cell(name: str, value: Any, teller: Teller, entry: BaseModel) -> str:
    if isinstance(value, Decimal):
        return grouped(value)
    if value is None:
        return "–"
    shown = tx(teller.value(name, value, (entry,)))
    return escape(shown.removeprefix("“").removesuffix("”"))
