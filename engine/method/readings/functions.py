"""Formulas as functions of the row or year at hand, each made once and called for every reading.

A formula is walked once; what it names is found then, and not again at each of the many rows and
readings for which its function is called.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from decimal import Decimal, Overflow
from typing import Any

from engine.method.exact.values import GivenSteps
from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression, Operator
from engine.method.formula.names import BuiltIn, Key, Names, Place
from engine.method.formula.walker import Named, Walker
from engine.method.model.document import CYCLE, Input, Line, Parameter, TableColumn

__all__ = ["At", "Function", "FunctionMaker", "NoFigure"]

At = tuple[Key, ...]
"""The row or year that a formula is read for and, inside a sum or a count, the one that it is at:
they do not stand inside each other."""
Function = Callable[[At], Any]
"""What a piece comes to: a figure, a text, or whether it holds, as `check` has it of the piece."""


class NoFigure(Exception):
    """What is asked for cannot be computed."""


class FunctionMaker(Walker[Function, Function, Function], ABC):
    """Makes functions of formulas; figures are exact, and computed as the exact reader does."""

    def __init__(self, names: Names, given: GivenSteps) -> None:
        self._names = names
        self._given = given

    @abstractmethod
    def line(self, line: Line) -> Callable[[Key], Decimal]:
        """Return the function of a line; it raises NoFigure where there is none."""

    @abstractmethod
    def _up_to(self, line: Line, key: Key) -> None:
        """Compute a line in every row or year before `key`, so that a long table is no tower of
        calls."""

    @abstractmethod
    def _cell(self, table: str, column: TableColumn) -> Callable[[str], Decimal | str]:
        """Return the function of a column: from the row to its cell."""

    @abstractmethod
    def _entry(self, entry: Input | Parameter) -> Callable[[Key], Decimal]:
        """Return the function of an input, of the year when it has several, or of a parameter."""

    def figure(self, piece: Expression, place: Place) -> Function:
        """Return the function of a piece as an operand."""
        return self.read(piece, place)

    def condition(self, piece: Expression, place: Place) -> Function:
        """Return the function of a condition."""
        return self.read(piece, place)

    def _number(self, piece: ex.Number) -> Function:
        value = piece.value
        return lambda at: value

    def _literal(self, piece: ex.Literal) -> Function:
        text = piece.text
        return lambda at: text

    def _operation(self, piece: ex.Operation, operands: list[Function]) -> Function:
        first, others = operands[0], operands[1:]
        if len(operands) == 2:
            second, work = operands[1], _OF_TWO[piece.operator]
            return lambda at: work(first(at), second(at))
        match piece.operator:
            case Operator.HUNDREDTH:
                return lambda at: first(at) / 100
            case Operator.SUBTRACT:
                return lambda at: first(at) - sum((one(at) for one in others), Decimal(0))
            case Operator.MIN:
                return lambda at: min(one(at) for one in operands)
            case Operator.MAX:
                return lambda at: max(one(at) for one in operands)
        work = _OF_TWO[piece.operator]

        def together(at: At) -> Decimal:
            so_far: Decimal = first(at)
            for one in others:
                so_far = work(so_far, one(at))
            return so_far

        return together

    def _choice(
        self,
        piece: ex.Choice,
        holds: Function,
        then: Callable[[], Function],
        otherwise: Callable[[], Function],
    ) -> Function:
        one, other = then(), otherwise()
        return lambda at: one(at) if holds(at) else other(at)

    def _row_sum(self, piece: ex.RowSum, place: Place) -> Function:
        rows, term = self._rows(piece, place), self.figure(piece.term, place.inside(piece))
        return lambda at: sum((term(inside) for inside in rows(at)), Decimal(0))

    def _row_count(self, piece: ex.RowCount, place: Place) -> Function:
        rows = self._rows(piece, place)
        return lambda at: Decimal(sum(1 for _ in rows(at)))

    def _rows(self, rows: ex.RowSum | ex.RowCount, place: Place) -> Callable[[At], Iterator[At]]:
        """Return the function that yields each row, or year, that counts in a sum or count."""
        inside, table = place.inside(rows), rows.table
        holds = [self.condition(one, inside) for one in rows.where]

        def counting(at: At) -> Iterator[At]:
            for key in self._given.keys(table):
                within = (at[0], key)
                if all(one(within) for one in holds):
                    yield within

        return counting

    def _comparison(self, piece: ex.Compare, place: Place) -> Function:
        left, right = self.read(piece.left, place), self.read(piece.right, place)
        relation = _RELATIONS[piece.relation]
        return lambda at: relation(left(at), right(at))

    def _joined(self, conditions: Iterator[Function], until: bool) -> Function:
        every = tuple(conditions)
        if len(every) == 2:
            one, other = every
            if until:
                return lambda at: one(at) or other(at)
            return lambda at: one(at) and other(at)
        if until:
            return lambda at: any(one(at) for one in every)
        return lambda at: all(one(at) for one in every)

    def _negation(self, holds: Function) -> Function:
        return lambda at: not holds(at)

    def _named(self, piece: Named, place: Place) -> Function:
        match piece:
            case ex.Field(row=row):
                of_row = self._meant(piece, place, place.tables[row])
                return lambda at: of_row(at[1])
            case ex.Lookup():
                return self._looked_up(piece, place)
        of_key = self._meant(piece, place, place.scope)
        return lambda at: of_key(at[0])

    def _looked_up(self, piece: ex.Lookup, place: Place) -> Function:
        table = self._names.looked_up_in(piece, place)
        if table is None:
            raise TypeError(type(piece).__name__)
        named, scope = self.read(piece.key, place), table.id
        of_key = self._meant(piece, place, scope)

        def looked_up(at: At) -> Any:
            row = named(at)
            if row not in self._given.keys(scope):
                raise NoFigure
            return of_key(row)

        return looked_up

    def _meant(self, piece: Named, place: Place, scope: str) -> Callable[[Any], Any]:
        """Return what `piece` stands for, as a function of the row or year of `scope`."""
        match self._names.meaning(piece, place):
            case TableColumn() as column:
                return self._cell(scope, column)
            case BuiltIn.ID:
                return str
            case BuiltIn.ELAPSED:
                return lambda key: Decimal(self._given.elapsed(key))
            case BuiltIn.YEAR:
                return Decimal
            case Line(scope=of) as line:
                figure = self.line(line)
                return (lambda key: figure(None)) if of == CYCLE else figure
            case Input() | Parameter() as entry:
                return self._entry(entry)
        raise TypeError(type(piece).__name__)

    def _prior(self, piece: ex.Prior, place: Place) -> Function:
        start, scope = self.figure(piece.start, place), place.scope
        match self._names.meaning(piece, place):
            case TableColumn() as column:
                of_key: Callable[[Any], Any] = self._cell(scope, column)
            case Line() as line:
                figure = self.line(line)

                def of_key(key: Key) -> Decimal:
                    self._up_to(line, key)
                    return figure(key)

            case Input() as entry:
                of_key = self._entry(entry)
            case _:
                raise TypeError(type(piece).__name__)

        def prior(at: At) -> Any:
            before = self._given.before(scope, at[0])
            return start(at) if before is None else of_key(before)

        return prior


def _quotient(over: Decimal, under: Decimal) -> Decimal:
    if under == 0:
        raise NoFigure
    return over / under


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if base <= 0:
        raise NoFigure
    try:
        return base**exponent
    except Overflow:
        raise NoFigure from None


_OF_TWO: dict[Operator, Callable[[Decimal, Decimal], Decimal]] = {
    Operator.ADD: operator.add,
    Operator.SUBTRACT: operator.sub,
    Operator.MULTIPLY: operator.mul,
    Operator.DIVIDE: _quotient,
    Operator.RAISE: _power,
    Operator.MIN: min,
    Operator.MAX: max,
}
_RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
