"""What formulas reach: the entries they name, and all that lines lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.grammar import FormulaFault, parse
from engine.method.formula.names import Names, Place
from engine.method.model.document import Input, Line, Parameter

__all__ = ["Reach", "entries", "pieces_of"]


def entries(
    formula: str, scope: str, names: Names
) -> Iterator[tuple[Line | Input | Parameter, bool]]:
    """Yield what a formula names in the worksheet, and whether it is last year's figure.

    A formula that cannot be read names nothing.
    """
    for piece, place in pieces_of(formula, scope):
        meaning = names.meaning(piece, place)
        if isinstance(meaning, Line | Input | Parameter):
            yield meaning, isinstance(piece, ex.Prior)


class Reach:
    """Entries and tables that lines lead to, by name, down to inputs and parameters."""

    def __init__(self, names: Names, formulas: Callable[[Line], Iterable[str]]) -> None:
        """Follow those formulas of each line that `formulas` gives."""
        self.entries: set[str] = set()
        """Lines, inputs and parameters."""
        self.scopes: set[str] = set()
        """Scopes in which something stands; tables, and `years`, that are summed or counted."""
        self.looked_up: set[str] = set()
        """Tables in which a row is looked up."""
        self._names = names
        self._formulas = formulas

    def line(self, line: Line) -> None:
        """Add a line and all it leads to."""
        if line.id not in self.entries:
            self.entries.add(line.id)
            self.scopes.add(line.scope)
            for formula in self._formulas(line):
                self.formula(formula, line.scope)

    def formula(self, formula: str, scope: str) -> None:
        """Add all that a formula of `scope` leads to."""
        self.scopes.add(scope)
        for piece, place in pieces_of(formula, scope):
            match piece:
                case ex.RowSum(table=table) | ex.RowCount(table=table):
                    self.scopes.add(table)
                case ex.Lookup():
                    found = self._names.looked_up_in(piece, place)
                    self.looked_up |= set() if found is None else {found.id}
        for entry, _ in entries(formula, scope, self._names):
            if isinstance(entry, Line):
                self.line(entry)
            self.entries.add(entry.id)


@lru_cache(maxsize=4096)
def pieces_of(formula: str, scope: str) -> tuple[tuple[Expression, Place], ...]:
    """Return every piece of a formula with the place it stands at, the outer first.

    A formula that cannot be read has none.
    """
    try:
        waiting = [(parse(formula), Place(scope))]
    except FormulaFault:
        return ()
    found: list[tuple[Expression, Place]] = []
    while waiting:
        piece, place = waiting.pop()
        found.append((piece, place))
        inside = place.inside(piece) if isinstance(piece, ex.RowSum | ex.RowCount) else place
        waiting.extend((part, inside) for part in reversed([*ex.parts(piece)]))
    return tuple(found)
