"""The one walk over a formula; what each piece comes to, an algebra says.

The exact reader, the array reader, the Excel formula, the formula in words, and kinds and units
are algebras: each says what a number, a name, a sum or a choice is among its own things.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.names import Place

__all__ = ["Named", "Walker"]

R = TypeVar("R")
F = TypeVar("F")
T = TypeVar("T")

Named = ex.Name | ex.Field | ex.Lookup


class Walker(ABC, Generic[R, F, T]):
    """Walks over formulas. A piece comes to an R; as an operand to an F, as a condition to a T.

    Operands are computed before the operation, in order; the branches of a choice, and conditions
    joined by `and` or `or`, only when the algebra asks for them.
    """

    def read(self, piece: Expression, place: Place) -> R | F | T:
        """Return what a piece of a formula comes to at `place`."""
        match piece:
            case ex.Number():
                return self.number(piece)
            case ex.Literal():
                return self.literal(piece)
            case ex.Name() | ex.Field() | ex.Lookup():
                return self.named(piece, place)
            case ex.Prior():
                return self.prior(piece, place)
            case ex.Addition(terms=terms):
                return self.addition(piece, self._each(terms, place))
            case ex.Subtraction(terms=terms):
                return self.subtraction(piece, self._each(terms, place))
            case ex.Multiplication(factors=factors):
                return self.multiplication(piece, self._each(factors, place))
            case ex.Division(over=over, under=under):
                return self.division(piece, *self._each((over, under), place))
            case ex.Power(base=base, exponent=exponent):
                return self.power(piece, *self._each((base, exponent), place))
            case ex.Fraction(of=rate):
                return self.fraction(piece, self.figure(rate, place))
            case ex.Extreme(items=items):
                return self.extreme(piece, self._each(items, place))
            case ex.Choice(condition=condition, then=then, otherwise=otherwise):
                return self.choice(
                    piece,
                    self.condition(condition, place),
                    lambda: self.figure(then, place),
                    lambda: self.figure(otherwise, place),
                )
            case ex.RowSum():
                return self.row_sum(piece, place)
            case ex.RowCount():
                return self.row_count(piece, place)
            case ex.Compare():
                return self.comparison(piece, place)
            case ex.Both(conditions=conditions):
                return self.joined((self.condition(one, place) for one in conditions), until=False)
            case ex.Either(conditions=conditions):
                return self.joined((self.condition(one, place) for one in conditions), until=True)
            case ex.Not(condition=inner):
                return self.negation(self.condition(inner, place))
        raise TypeError(type(piece).__name__)

    def _each(self, pieces: Sequence[Expression], place: Place) -> list[F]:
        return [self.figure(piece, place) for piece in pieces]

    @abstractmethod
    def figure(self, piece: Expression, place: Place) -> F:
        """Return what a piece comes to as an operand."""

    @abstractmethod
    def condition(self, piece: Expression, place: Place) -> T:
        """Return what a piece comes to as a condition."""

    @abstractmethod
    def number(self, piece: ex.Number) -> R | F:
        """Return a written number."""

    @abstractmethod
    def literal(self, piece: ex.Literal) -> R | F:
        """Return a written text."""

    @abstractmethod
    def named(self, piece: Named, place: Place) -> R | F:
        """Return what a name stands for."""

    @abstractmethod
    def prior(self, piece: ex.Prior, place: Place) -> R | F:
        """Return the figure of the year before, or the start."""

    @abstractmethod
    def addition(self, piece: ex.Addition, terms: list[F]) -> R | F:
        """Return the sum of `terms`."""

    @abstractmethod
    def subtraction(self, piece: ex.Subtraction, terms: list[F]) -> R | F:
        """Return the first of `terms` less the others."""

    @abstractmethod
    def multiplication(self, piece: ex.Multiplication, factors: list[F]) -> R | F:
        """Return the product of `factors`."""

    @abstractmethod
    def division(self, piece: ex.Division, over: F, under: F) -> R | F:
        """Return `over` divided by `under`."""

    @abstractmethod
    def power(self, piece: ex.Power, base: F, exponent: F) -> R | F:
        """Return `base` raised to `exponent`."""

    @abstractmethod
    def fraction(self, piece: ex.Fraction, rate: F) -> R | F:
        """Return the hundredth of `rate`, in per cent."""

    @abstractmethod
    def extreme(self, piece: ex.Extreme, items: list[F]) -> R | F:
        """Return the smallest or the largest of `items`."""

    @abstractmethod
    def choice(
        self, piece: ex.Choice, holds: T, then: Callable[[], F], otherwise: Callable[[], F]
    ) -> R | F:
        """Return one branch or the other."""

    @abstractmethod
    def row_sum(self, piece: ex.RowSum, place: Place) -> R | F:
        """Return the sum over the rows, or years, for which every condition holds."""

    @abstractmethod
    def row_count(self, piece: ex.RowCount, place: Place) -> R | F:
        """Return how many rows, or years, there are for which every condition holds."""

    @abstractmethod
    def comparison(self, piece: ex.Compare, place: Place) -> T:
        """Return whether two figures, or two texts, stand in a relation."""

    @abstractmethod
    def joined(self, conditions: Iterator[T], until: bool) -> T:
        """Look at conditions in order until one is `until`: all must hold, or some must."""

    @abstractmethod
    def negation(self, holds: T) -> T:
        """Return the contrary."""
