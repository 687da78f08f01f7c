"""Formulas read over many draws at once, each line an array of one figure a draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

import numpy as np

from engine.method.arrays import figures
from engine.method.arrays.figures import NOTHING, Figure, Truth
from engine.method.exact.values import Given, Key
from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.grammar import parse
from engine.method.formula.names import BuiltIn, Meaning, Names, Place
from engine.method.model.document import CYCLE, Column, Demand, Input, Line, Parameter, SwitchValue

__all__ = ["ArrayReader"]


@dataclass(frozen=True, slots=True)
class _Here:
    """Where a formula is being read: the place, its row or year, and the rows of sums around."""

    place: Place
    key: Key
    rows: Mapping[str, Key] = field(default_factory=dict)


class ArrayReader:
    """Computes lines on demand, each once."""

    def __init__(
        self,
        names: Names,
        given: Given,
        switches: Mapping[str, SwitchValue],
        drawn: Mapping[tuple[str, Key], Figure],
        cells: Mapping[tuple[str, str, str], Figure],
    ) -> None:
        self._names = names
        self._given = given
        self._switches = switches
        self._drawn = drawn
        self._cells = cells
        self.doubtful: set[int] = set()
        """Draws in which some rounding could have gone the other way."""
        self._figures: dict[tuple[str, Key], Figure] = {}

    def line(self, line: Line, key: Key) -> Figure:
        """Return a line for one row or year."""
        at = (line.id, key)
        if at not in self._figures:
            found = self._figure(parse(self._case(line, key)), _Here(Place(line.scope), key))
            if line.round is not None:
                found, doubtful = figures.rounded(found, line.round.rule)
                self.doubtful |= set() if doubtful is None else set(np.flatnonzero(doubtful))
            self._figures[at] = found
        return self._figures[at]

    def holds(self, demand: Demand, key: Key) -> Truth:
        """Return whether a demand holds for one row or year."""
        return self._truth(parse(demand.formula), _Here(Place(demand.scope), key))

    def _case(self, line: Line, key: Key) -> str:
        if line.by is None:
            return line.formula or ""
        if line.by.switch is not None:
            return line.by.cases[self._switches[line.by.switch].id].formula
        case = self._text(ex.Name(at=1, name=line.by.column or ""), _Here(Place(line.scope), key))
        return line.by.cases[case].formula

    def _figure(self, expression: Expression, here: _Here) -> Figure:
        match expression:
            case ex.Number(value=value):
                return value
            case ex.Name() | ex.Field() | ex.Lookup():
                return self._named(expression, here)
            case ex.Prior(start=start):
                before = self._given.year_before(here.key)
                if before is None:
                    return self._figure(start, here)
                return self._of_worksheet(self._names.meaning(expression, here.place), before)
            case ex.Sum(terms=terms):
                return figures.total(self._each(terms, here))
            case ex.Difference(terms=terms):
                return figures.difference(self._each(terms, here))
            case ex.Product(factors=factors):
                return figures.product(self._each(factors, here))
            case ex.Quotient(over=over, under=under):
                return figures.quotient(self._figure(over, here), self._figure(under, here))
            case ex.Power(base=base, exponent=exponent):
                return figures.power(self._figure(base, here), self._figure(exponent, here))
            case ex.Fraction(of=rate):
                return figures.quotient(self._figure(rate, here), Decimal(100))
            case ex.Extreme(which=ex.Operator.MIN, items=items):
                return figures.smallest(self._each(items, here))
            case ex.Extreme(items=items):
                return figures.largest(self._each(items, here))
            case ex.Choice(condition=condition, then=then, otherwise=otherwise):
                return figures.chosen(
                    self._truth(condition, here),
                    lambda: self._figure(then, here),
                    lambda: self._figure(otherwise, here),
                )
            case ex.Total(term=term):
                return self._over_rows(expression, here, lambda at: self._figure(term, at))
            case ex.Count():
                return self._over_rows(expression, here, lambda at: Decimal(1))
        raise TypeError(type(expression).__name__)

    def _each(self, pieces: Sequence[Expression], here: _Here) -> list[Figure]:
        return [self._figure(piece, here) for piece in pieces]

    def _over_rows(
        self, rows: ex.Total | ex.Count, here: _Here, term: Callable[[_Here], Figure]
    ) -> Figure:
        """Return the sum of `term` over the rows, or years, for which every condition holds."""
        place, terms = here.place.inside(rows), []
        for key in self._given.keys(rows.table):
            at = _Here(place, here.key, {**here.rows, rows.row: key})
            holds = self._joined(rows.where, at, until=False)
            if holds is not False:
                terms.append(figures.chosen(holds, partial(term, at), Decimal))
        return figures.total(terms)

    def _named(self, expression: Expression, here: _Here) -> Figure:
        meaning = self._names.meaning(expression, here.place)
        scope, key = self._row(expression, here)
        if isinstance(expression, ex.Lookup) and key not in self._given.keys(scope):
            return NOTHING
        match meaning:
            case Column(id=column):
                drawn = self._cells.get((scope, str(key), column))
                given = self._given.cell(scope, str(key), meaning)
                return given.number if drawn is None else drawn
            case BuiltIn.ELAPSED:
                return Decimal(self._given.elapsed(key))
            case BuiltIn.YEAR:
                return Decimal(str(key))
        return self._of_worksheet(meaning, key)

    def _of_worksheet(self, meaning: Meaning | None, key: Key) -> Figure:
        match meaning:
            case Line():
                return self.line(meaning, None if meaning.scope == CYCLE else key)
            case Input(id=name, scope=scope):
                drawn = self._drawn.get((name, None if scope == CYCLE else key))
                return self._given.figure(meaning, key).number if drawn is None else drawn
            case Parameter(id=name):
                drawn = self._drawn.get((name, None))
                return self._given.figure(meaning, key).number if drawn is None else drawn
        return NOTHING

    def _truth(self, condition: Expression, here: _Here) -> Truth:
        match condition:
            case ex.Both(conditions=conditions):
                return self._joined(conditions, here, until=False)
            case ex.Either(conditions=conditions):
                return self._joined(conditions, here, until=True)
            case ex.Not(condition=inner):
                holds = self._truth(inner, here)
                return not holds if isinstance(holds, bool) else 1 - holds
            case ex.Compare(left=left, relation=relation, right=right):
                if self._is_text(left, here):
                    equal = self._text(left, here) == self._text(right, here)
                    return equal is (relation == "==")
                return figures.compared(
                    self._figure(left, here), relation, self._figure(right, here)
                )
        raise TypeError(type(condition).__name__)

    def _joined(self, conditions: Sequence[Expression], here: _Here, until: bool) -> Truth:
        """Look at conditions in order, in each draw until one is `until`."""
        so_far: Truth = not until
        for condition in conditions:
            if so_far is until:
                return until
            holds = self._truth(condition, here)
            if isinstance(so_far, bool):
                so_far = holds
            else:
                so_far = np.where(so_far == float(not until), holds, so_far)
        return so_far

    def _is_text(self, expression: Expression, here: _Here) -> bool:
        if isinstance(expression, ex.Literal):
            return True
        meaning = self._names.meaning(expression, here.place)
        return meaning is BuiltIn.ID or (isinstance(meaning, Column) and meaning.unit == "")

    def _text(self, expression: Expression, here: _Here) -> str:
        """Return a text; texts are never drawn."""
        if isinstance(expression, ex.Literal):
            return expression.text
        meaning = self._names.meaning(expression, here.place)
        scope, key = self._row(expression, here)
        if isinstance(meaning, Column):
            return str(self._given.cell(scope, str(key), meaning).value)
        return str(key)

    def _row(self, expression: Expression, here: _Here) -> tuple[str, Key]:
        """Return the scope of what is named, and its row or year."""
        match expression:
            case ex.Field(row=row):
                return here.place.rows[row], here.rows[row]
            case ex.Lookup(key=key):
                table = self._names.looked_up_in(expression, here.place)
                return table.id if table is not None else "", self._text(key, here)
        return here.place.scope, here.key
