"""The texts that formulas compare a column with."""

from __future__ import annotations

from collections.abc import Iterator

from engine.law import Path
from engine.method.check.pieces import pieces
from engine.method.formula import expression as ex
from engine.method.formula.names import Names
from engine.method.formula.reach import pieces_of
from engine.method.model.document import Demand, Line, MethodVersion

__all__ = ["texts_compared"]


def texts_compared(version: MethodVersion, table: str, column: str) -> Iterator[tuple[str, Path]]:
    """Yield each text that a formula of `version` compares a column with, and the formula's place.

    A formula that cannot be read compares nothing.
    """
    names = Names(version)
    wanted = names.tables[table].column(column) if table in names.tables else None
    for entry, path in pieces(version, ()):
        if not isinstance(entry, Demand | Line):
            continue
        by = isinstance(entry, Line) and entry.by is not None
        for case, formula in entry.formulas().items():
            here = (*path, "by", "cases", case) if by else (*path, "formula")
            for piece, place in pieces_of(formula, entry.scope):
                if not isinstance(piece, ex.Compare):
                    continue
                for one, other in ((piece.left, piece.right), (piece.right, piece.left)):
                    named = names.meaning(one, place) is wanted is not None
                    if named and isinstance(other, ex.Literal):
                        yield other.text, here
