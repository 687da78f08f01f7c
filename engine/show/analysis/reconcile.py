"""Why two results differ, as a page: what each decision and input makes of the gap (差异分解)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine.determination import added
from engine.law import Declaration, Source, cited
from engine.method import CellValue
from engine.money import FEN, grouped, plain
from engine.reconcile import ORDERS, Change, Move, Reconciled
from engine.report import Block, Column, Paragraph, Table
from engine.show.standing import listed, where_the_rest_is
from engine.show.worksheet import signed_to_fen, to_fen_or_six
from engine.text import Text, joined, text, unit_text

__all__ = ["reconcile_as_data", "reconcile_page", "reconcile_table"]

_PARTS = 12
"""Parts on the page."""
_UNMOVED = 6
"""Differences that move nothing, on the page."""


def reconcile_page(of: Reconciled, whole: bool = False) -> Iterator[Block]:
    """Yield the difference, what makes it, the most first, and what differs and moves nothing; of
    more than `_PARTS` the rest together, unless the `whole` is wanted."""
    yield Paragraph(
        text(
            "show.analysis.gap",
            first=of.first.name,
            second=of.second.name,
            before=grouped(of.first.figure, FEN),
            after=grouped(of.second.figure, FEN),
            gap=signed_to_fen(of.difference),
            money=unit_text(of.first.unit),
        )
    )
    if not of.parts and not of.unmoved:
        yield Paragraph(text("show.analysis.alike"))
        return
    yield reconcile_table(of, None if whole else _PARTS)
    if of.error is not None:
        values = {"orders": ORDERS, "error": grouped(of.error, FEN)}
        values["money"] = unit_text(of.first.unit)
        yield Paragraph(text("show.analysis.by_orders", **values))
    if of.unmoved:
        yield Paragraph(text("show.analysis.unmoved", count=len(of.unmoved)))
        yield listed([_differs(one) for one in of.unmoved], len(of.unmoved) if whole else _UNMOVED)
    yield where_the_rest_is("show.analysis.rest_parts", "show.analysis.rest_out")


def reconcile_table(of: Reconciled, most: int | None = None) -> Table:
    """Return a row for each part, what lowers below 0; of more than `most` the rest in one row."""
    shown = of.parts if most is None or len(of.parts) <= most else of.parts[: most - 1]
    rest = of.parts[len(shown) :]
    rows: list[tuple[Text | Decimal | None, ...]] = [
        (one.change.title, _moves(one.change), one.amount, _rests_on(one.change)) for one in shown
    ]
    if rest:
        together = added(one.amount for one in rest)
        rows.append((text("show.analysis.others", count=len(rest)), None, together, None))
    rows.append((text("report.total"), None, of.difference, None))
    return Table(
        title=text("show.analysis.parts"),
        columns=(
            Column(text("show.analysis.decision")),
            Column(text("show.analysis.differs")),
            Column(text("show.analysis.makes"), of.first.unit),
            Column(text("show.analysis.why")),
        ),
        rows=tuple(rows),
        totals=1,
    )


def reconcile_as_data(of: Reconciled) -> dict[str, Any]:
    """Return all of it as plain data, amounts as text."""
    return {
        "first": plain(of.first.figure),
        "second": plain(of.second.figure),
        "difference": plain(of.difference),
        "parts": [{**_change_data(one.change), "amount": plain(one.amount)} for one in of.parts],
        "unmoved": [_change_data(one) for one in of.unmoved],
        "error": None if of.error is None else plain(of.error),
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "title": change.title.model_dump(),
        "moves": [
            {"what": one.what.model_dump(), "before": _data(one.before), "after": _data(one.after)}
            for one in change.moves
        ],
        "sources": [source.named for source in change.sources],
    }


def _data(value: CellValue) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return value.model_dump() if isinstance(value, Text) else value


def _differs(change: Change) -> Text:
    return text("show.analysis.of_change", title=change.title, moves=_moves(change))


def _moves(change: Change) -> Text:
    return joined([_move(one) for one in change.moves], "；", "; ")


def _move(move: Move) -> Text:
    before, after = map(_told, (move.before, move.after))
    return text("show.analysis.move", what=move.what, before=before, after=after)


def _told(value: CellValue) -> Text:
    if isinstance(value, Text):
        return value
    said = to_fen_or_six(value) if isinstance(value, Decimal) else str(value or "–")
    return Text(zh=said, en=said)


def _rests_on(change: Change) -> Text | None:
    """Return why, where that was said, and else by which clause or where it was declared."""
    said = [_source(one) for one in change.sources]
    return joined(list(dict.fromkeys(said)), "；", "; ") if said else None


def _source(source: Source) -> Text:
    if isinstance(source, Declaration):
        named = Text(zh=source.named, en=source.named)
        if source.reason is None:
            return named
        return text("show.analysis.reasoned", named=named, reason=source.reason)
    return cited(source, note=False)
