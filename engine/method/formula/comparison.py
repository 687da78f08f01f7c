"""How a formula is told where two versions of a method are compared."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from engine.method.formula.grammar import FormulaFault, parse
from engine.method.formula.names import Names, Place
from engine.method.formula.words import in_words
from engine.method.model.document import CYCLE, Demand, Line, MethodVersion
from engine.text import Text, text

__all__ = ["formula_told"]


def formula_told(field: str, value: Any, around: tuple[BaseModel, ...]) -> Text | None:
    """Return a formula in words, in quotes; None for anything else, or a formula that is faulty.

    `around` are the pieces that it stands in, from the version of the method inwards.
    """
    if field != "formula" or not around or not isinstance(around[0], MethodVersion):
        return None
    lines = [piece.scope for piece in around if isinstance(piece, Line | Demand)]
    try:
        parsed = parse(value)
    except FormulaFault:
        return None
    place = Place(lines[-1] if lines else CYCLE)
    return text("law.comparison.quoted", text=in_words(parsed, place, Names(around[0])))
