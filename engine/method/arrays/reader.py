"""Formulas read over many draws at once, each line an array of one figure a draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

import numpy as np

from engine.method.arrays import figures
from engine.method.arrays.figures import NOTHING, Drawn, Figure, Truth
from engine.method.arrays.texts import DrawnText, by_text, same_text
from engine.method.exact.rows import RowReader
from engine.method.exact.values import GivenSteps
from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression, Operator
from engine.method.formula.grammar import parse
from engine.method.formula.names import BuiltIn, Key, Names, Place
from engine.method.model.document import (
    CYCLE,
    Demand,
    Input,
    Line,
    Parameter,
    Switch,
    SwitchValue,
    TableColumn,
)

__all__ = ["ArrayReader"]


_OPERATIONS: dict[Operator, Callable[[list[Figure]], Figure]] = {
    Operator.ADD: figures.total,
    Operator.SUBTRACT: figures.difference,
    Operator.MULTIPLY: figures.product,
    Operator.DIVIDE: lambda operands: figures.quotient(*operands),
    Operator.RAISE: lambda operands: figures.power(*operands),
    Operator.HUNDREDTH: lambda operands: figures.quotient(operands[0], Decimal(100)),
    Operator.MIN: figures.smallest,
    Operator.MAX: figures.largest,
}


class ArrayReader(RowReader[str | DrawnText, Figure, Truth]):
    """Computes lines on demand, each once."""

    def __init__(
        self,
        names: Names,
        given: GivenSteps,
        switches: Mapping[str, SwitchValue],
        drawn: Mapping[tuple[str, Key], Figure],
        cells: Mapping[tuple[str, str, str], Figure | str | DrawnText],
        readings: Mapping[str, str | DrawnText],
    ) -> None:
        super().__init__(names, given, switches)
        self._drawn = drawn
        self._cells = cells
        self._readings = readings
        self.doubtful: set[int] = set()
        """Draws in which some rounding could have gone the other way."""
        self._figures: dict[tuple[str, Key], Figure] = {}
        self._parsed: dict[str, dict[str, Expression]] = {}

    def line(self, line: Line, key: Key) -> Figure:
        """Return a line for one row or year."""
        at = (line.id, key)
        if at not in self._figures:
            found = self._unrounded(line, key)
            if line.round is not None:
                found, doubtful = figures.rounded(found, line.round.rule)
                self.doubtful |= set() if doubtful is None else set(np.flatnonzero(doubtful))
            self._figures[at] = found
        return self._figures[at]

    def _unrounded(self, line: Line, key: Key) -> Figure:
        place = Place(line.scope, key)
        if line.id not in self._parsed:
            self._parsed[line.id] = {of: parse(one) for of, one in line.formulas().items()}
        formulas = self._parsed[line.id]
        return by_text(self._chooses(line, place), lambda case: self.figure(formulas[case], place))

    def _chooses(self, line: Line, place: Place) -> str | DrawnText:
        """Return the case of a line in each draw."""
        chooser = self._names.chooser(line)
        if isinstance(chooser, Switch) and chooser.id in self._readings:
            return self._readings[chooser.id]
        if isinstance(chooser, TableColumn):
            found = self._cell(place.scope, str(place.key), chooser)
            return found if isinstance(found, DrawnText) else str(found)
        return self._case(line, place)

    def holds(self, demand: Demand, key: Key) -> Truth:
        """Return whether a demand holds for one row or year."""
        return self.condition(parse(demand.formula), Place(demand.scope, key))

    def figure(self, piece: Expression, place: Place) -> Figure:
        """Return the figure of a piece, in every draw."""
        return _figure(self.read(piece, place))

    def condition(self, piece: Expression, place: Place) -> Truth:
        """Return whether a piece holds, in every draw."""
        found = self.read(piece, place)
        assert isinstance(found, (bool, np.ndarray))
        return found

    def _number(self, piece: ex.Number) -> Figure:
        return piece.value

    def _literal(self, piece: ex.Literal) -> str | DrawnText:
        return piece.text

    def _operation(self, piece: ex.Operation, operands: list[Figure]) -> Figure:
        return _OPERATIONS[piece.operator](operands)

    def _choice(
        self,
        piece: ex.Choice,
        holds: Truth,
        then: Callable[[], Figure],
        otherwise: Callable[[], Figure],
    ) -> Figure:
        return figures.chosen(holds, then, otherwise)

    def _row_sum(self, piece: ex.RowSum, place: Place) -> Figure:
        return self._total(piece, place, partial(self.figure, piece.term))

    def _row_count(self, piece: ex.RowCount, place: Place) -> Figure:
        return self._total(piece, place, lambda inside: Decimal(1))

    def _total(
        self, rows: ex.RowSum | ex.RowCount, place: Place, term: Callable[[Place], Figure]
    ) -> Figure:
        """Return the sum of `term` over the rows, or years, for which every condition holds."""
        return figures.total(
            [
                figures.chosen(holds, partial(term, inside), Decimal)
                for holds, inside in self._rows(rows, place)
                if holds is not False
            ]
        )

    def _comparison(self, piece: ex.Compare, place: Place) -> Truth:
        left, right = self.read(piece.left, place), self.read(piece.right, place)
        if isinstance(left, (str, DrawnText)) and isinstance(right, (str, DrawnText)):
            same = same_text(left, right)
            return same if piece.relation == "==" else self._negation(same)
        return figures.compared(_figure(left), piece.relation, _figure(right))

    def _joined(self, conditions: Iterator[Truth], until: bool) -> Truth:
        """Look at conditions in order, in each draw until one is `until`."""
        so_far: Truth = not until
        for holds in conditions:
            if isinstance(so_far, bool):
                so_far = holds
            else:
                so_far = np.where(so_far == float(not until), holds, so_far)
            if so_far is until:
                return until
        return so_far

    def _negation(self, holds: Truth) -> Truth:
        return not holds if isinstance(holds, bool) else 1 - holds

    def _computed(self, line: Line, key: Key) -> bool:
        return (line.id, key) in self._figures

    def _looked_up(
        self, piece: ex.Lookup, place: Place, table: str, name: str | DrawnText | Figure | Truth
    ) -> str | DrawnText | Figure:
        if not isinstance(name, DrawnText):
            return super()._looked_up(piece, place, table, name)
        lookup = super()._looked_up
        return by_text(name, lambda one: _figure(lookup(piece, place, table, one)))

    def _cell(self, table: str, row: str, column: TableColumn) -> str | DrawnText | Figure:
        drawn = self._cells.get((table, row, column.id))
        given = self._given.value(table, row, column)
        return given if drawn is None else drawn

    def _entry(self, entry: Input | Parameter, key: Key) -> Figure:
        by_year = isinstance(entry, Input) and entry.scope != CYCLE
        drawn = self._drawn.get((entry.id, key if by_year else None))
        return self._given.figure(entry, key).number if drawn is None else drawn

    def _built_in(self, name: BuiltIn, key: Key) -> str | DrawnText | Figure:
        if name is BuiltIn.ID:
            return str(key)
        return Decimal(self._given.elapsed(key) if name is BuiltIn.ELAPSED else str(key))

    def _text_of(self, found: str | DrawnText | Figure | Truth) -> str:
        return str(found)

    def _no_row(self, name: str | DrawnText | Figure | Truth) -> Figure:
        return NOTHING


def _figure(found: str | DrawnText | Figure | Truth) -> Figure:
    assert isinstance(found, (Decimal, Drawn))
    return found
