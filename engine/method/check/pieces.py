"""The pieces of a version of a method that have a name, each with its place in the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.law import Path
from engine.method.model.document import (
    Demand,
    Input,
    Line,
    MethodTable,
    MethodVersion,
    Parameter,
    Switch,
    TableColumn,
)

__all__ = ["Piece", "pieces"]

Piece = Switch | Parameter | Input | MethodTable | TableColumn | Demand | Line


def pieces(version: MethodVersion, path: Path) -> Iterator[tuple[Piece, Path]]:
    """Yield every piece and where it stands below `path`: switches, parameters, inputs, tables,
    each with its columns, and of each block the demands, remarks and lines."""
    for part in ("switches", "parameters", "inputs"):
        yield from _listed(getattr(version, part), (*path, part))
    for position, table in enumerate(version.tables):
        at: Path = (*path, "tables", position)
        yield table, at
        yield from _listed(table.columns, (*at, "columns"))
    for position, block in enumerate(version.blocks):
        at = (*path, "blocks", position)
        yield from _listed(block.demands, (*at, "demands"))
        yield from _listed(block.remarks, (*at, "remarks"))
        yield from _listed(block.lines, (*at, "lines"))


def _listed(entries: Sequence[Piece], path: Path) -> Iterator[tuple[Piece, Path]]:
    yield from ((entry, (*path, position)) for position, entry in enumerate(entries))
