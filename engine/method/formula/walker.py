"""The one walk over a formula; what each piece comes to, an algebra says.

The exact reader, the array reader, the Excel formula, the formula in words, and kinds and units
are algebras: each says what a number, a name, an operation or a choice is among its own things.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.names import Place

__all__ = ["Named", "Walker", "Written"]

R = TypeVar("R")
"""What a piece comes to before it is known what it is for."""
F = TypeVar("F")
"""A figure, as an operand."""
T = TypeVar("T")
"""Whether a condition holds."""

Named = ex.Name | ex.Field | ex.Lookup
"""What stands for something else."""


class Written(NamedTuple):
    """A piece as it is written, and how strongly its sign binds what stands around it."""

    text: str
    binds: int = 9


class Walker(ABC, Generic[R, F, T]):
    """Walks over formulas: a piece is read, or taken as a figure, or as a condition.

    Operands are computed before the operation, in order; the branches of a choice, and conditions
    joined by `and` or `or`, only when the algebra asks for them.
    """

    def read(self, piece: Expression, place: Place) -> R | F | T:
        """Return what a piece of a formula comes to at `place`."""
        match piece:
            case ex.Name() | ex.Field() | ex.Lookup():
                return self._named(piece, place)
            case ex.Operation(operands=operands):
                return self._operation(piece, [self.figure(one, place) for one in operands])
            case ex.Number():
                return self._number(piece)
            case ex.Compare():
                return self._comparison(piece, place)
            case ex.Literal():
                return self._literal(piece)
            case ex.Prior():
                return self._prior(piece, place)
            case ex.Choice(condition=condition, then=then, otherwise=otherwise):
                return self._choice(
                    piece,
                    self.condition(condition, place),
                    lambda: self.figure(then, place),
                    lambda: self.figure(otherwise, place),
                )
            case ex.RowSum():
                return self._row_sum(piece, place)
            case ex.RowCount():
                return self._row_count(piece, place)
            case ex.Joined(conditions=conditions, until=until):
                return self._joined((self.condition(one, place) for one in conditions), until)
        assert isinstance(piece, ex.Not)
        return self._negation(self.condition(piece.condition, place))

    @abstractmethod
    def figure(self, piece: Expression, place: Place) -> F:
        """Return what a piece comes to as an operand."""

    @abstractmethod
    def condition(self, piece: Expression, place: Place) -> T:
        """Return what a piece comes to as a condition."""

    @abstractmethod
    def _number(self, piece: ex.Number) -> R | F: ...

    @abstractmethod
    def _literal(self, piece: ex.Literal) -> R | F: ...

    @abstractmethod
    def _named(self, piece: Named, place: Place) -> R | F: ...

    @abstractmethod
    def _prior(self, piece: ex.Prior, place: Place) -> R | F: ...

    @abstractmethod
    def _operation(self, piece: ex.Operation, operands: list[F]) -> R | F: ...

    @abstractmethod
    def _choice(
        self, piece: ex.Choice, holds: T, then: Callable[[], F], otherwise: Callable[[], F]
    ) -> R | F: ...

    @abstractmethod
    def _row_sum(self, piece: ex.RowSum, place: Place) -> R | F: ...

    @abstractmethod
    def _row_count(self, piece: ex.RowCount, place: Place) -> R | F: ...

    @abstractmethod
    def _comparison(self, piece: ex.Compare, place: Place) -> T: ...

    @abstractmethod
    def _joined(self, conditions: Iterator[T], until: bool) -> T:
        """Look at conditions in order until one is `until`: all must hold, or some must."""

    @abstractmethod
    def _negation(self, holds: T) -> T: ...
