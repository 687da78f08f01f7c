"""The texts that formulas compare a column with."""

from __future__ import annotations

from collections.abc import Iterator

from engine.law import Path
from engine.method.formula import expression as ex
from engine.method.formula.grammar import FormulaFault, parse
from engine.method.formula.names import Names, Place
from engine.method.model.document import Column, Demand, Line, MethodVersion

__all__ = ["texts_compared"]


def texts_compared(version: MethodVersion, table: str, column: str) -> Iterator[tuple[str, Path]]:
    """Yield each text that a formula of `version` compares a column with, and the formula's place.

    A formula that cannot be read compares nothing.
    """
    names = Names(version)
    wanted = names.tables[table].column(column) if table in names.tables else None
    for block_at, block in enumerate(version.blocks):
        pieces: tuple[tuple[str, tuple[Demand | Line, ...]], ...] = (
            ("demands", block.demands),
            ("lines", block.lines),
        )
        for part, entries in pieces:
            for at, entry in enumerate(entries):
                place: Path = ("blocks", block_at, part, at)
                by = isinstance(entry, Line) and entry.by is not None
                formulas = entry.formulas() if isinstance(entry, Line) else {"": entry.formula}
                for case, formula in formulas.items():
                    here = (*place, "by", "cases", case) if by else (*place, "formula")
                    for text in _compared(formula, Place(entry.scope), names, wanted):
                        yield text, here


def _compared(formula: str, place: Place, names: Names, wanted: Column | None) -> Iterator[str]:
    try:
        yield from _texts(parse(formula), place, names, wanted)
    except FormulaFault:
        return


def _texts(
    expression: ex.Expression, place: Place, names: Names, wanted: Column | None
) -> Iterator[str]:
    if isinstance(expression, ex.Compare):
        pairs = ((expression.left, expression.right), (expression.right, expression.left))
        for one, other in pairs:
            if isinstance(other, ex.Literal) and names.meaning(one, place) is wanted is not None:
                yield other.text
    inside = place.inside(expression) if isinstance(expression, ex.Total | ex.Count) else place
    for part in ex.parts(expression):
        yield from _texts(part, inside, names, wanted)
