"""What kind of thing an expression is: a figure with a unit, a text, or yes and no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.names import YEARS, BuiltIn, Names, Place
from engine.method.formula.units import ANY, NONE, PERCENT, YEAR, Unit, read_unit
from engine.method.model.document import Column, ColumnType

__all__ = ["Issue", "KindReader", "Truth", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text; of a closed list when `values` is given."""

    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong inside a formula."""

    key: str
    """Key of the sentence."""
    at: int
    """The character of the formula."""
    values: dict[str, object]
    """What the sentence names."""


Kind = Unit | Words | Truth | None
"""None where it cannot be told, because something in it is wrong and has been reported."""


class KindReader:
    """Infers kinds and units, and reports what does not fit together."""

    def __init__(
        self,
        names: Names,
        agree: Callable[[Unit, Unit], bool],
        report: Callable[[Issue], None],
    ) -> None:
        self._names = names
        self._agree = agree
        self._report = report

    def kind(self, expression: Expression, place: Place) -> Kind:
        """Return the kind of `expression` at `place`."""
        match expression:
            case ex.Number(value=value):
                return ANY if value == 0 else NONE
            case ex.Literal():
                return Words()
            case ex.Name() | ex.Field() | ex.Lookup():
                return self._named(expression, place)
            case ex.Prior(start=start):
                before = self._named(expression, place)
                first = self.figure(start, place)
                return self._alike(
                    [
                        (expression.at, before if isinstance(before, Unit) else None),
                        (start.at, first),
                    ]
                )
            case ex.Sum(terms=terms) | ex.Difference(terms=terms) | ex.Extreme(items=terms):
                return self._alike([(term.at, self.figure(term, place)) for term in terms])
            case ex.Product(factors=factors):
                return self._product([self.figure(factor, place) for factor in factors])
            case ex.Quotient(over=over, under=under):
                above, below = self.figure(over, place), self.figure(under, place)
                return None if above is None or below is None else above / below
            case ex.Power():
                return self._power(expression, place)
            case ex.Fraction(of=rate):
                self._expect(self.figure(rate, place), PERCENT, rate.at)
                return NONE
            case ex.Choice(condition=condition, then=then, otherwise=otherwise):
                self._condition(condition, place)
                return self._alike(
                    [(piece.at, self.figure(piece, place)) for piece in (then, otherwise)]
                )
            case ex.Compare():
                return self._comparison(expression, place)
            case ex.Both(conditions=conditions) | ex.Either(conditions=conditions):
                for condition in conditions:
                    self._condition(condition, place)
                return Truth()
            case ex.Not(condition=condition):
                self._condition(condition, place)
                return Truth()
            case ex.Total():
                return self._total(expression, place)
            case ex.Count(table=table, where=where):
                if self._table(table, expression.at):
                    for condition in where:
                        self._condition(condition, place.inside(expression))
                return YEAR if table == YEARS else NONE
        return None

    def figure(self, expression: Expression, place: Place) -> Unit | None:
        """Return the unit of an expression that must be a figure."""
        kind = self.kind(expression, place)
        if kind is None or isinstance(kind, Unit):
            return kind
        self._report(Issue("method.not_a_figure", expression.at, {}))
        return None

    def _named(self, expression: Expression, place: Place) -> Kind:
        meaning = self._names.meaning(expression, place)
        if meaning is None:
            self._unknown(expression, place)
            return None
        if isinstance(meaning, BuiltIn):
            return Words() if meaning is BuiltIn.ID else YEAR
        if isinstance(meaning, Column) and meaning.type is ColumnType.TEXT:
            values = frozenset(value.id for value in meaning.values)
            return Words(values or None)
        try:
            return read_unit(meaning.unit)
        except ValueError:
            return None  # said where the unit stands

    def _unknown(self, expression: Expression, place: Place) -> None:
        name = str(getattr(expression, "name", ""))
        scopes = self._names.scopes_of(name)
        if isinstance(expression, ex.Field) and expression.row not in place.rows:
            key, values = "method.no_such_row", {"name": expression.row}
        elif isinstance(expression, ex.Lookup) and (
            self._names.looked_up_in(expression, place) is None
        ):
            key, values = "method.key_names_no_row", {"name": name}
        elif scopes:
            key, values = "method.other_scope", {"name": name, "scopes": ", ".join(scopes)}
        else:
            key, values = "method.unknown_name", {"name": name}
        self._report(Issue(key, expression.at, dict(values)))

    def _power(self, power: ex.Power, place: Place) -> Unit | None:
        base = self.figure(power.base, place)
        self._expect(self.figure(power.exponent, place), NONE, power.exponent.at)
        match power.exponent:
            case ex.Number(value=value) if value == int(value) and base is not None:
                return base.to_the(int(value))
        # A figure with a unit has only whole powers that are written out.
        self._expect(base, NONE, power.base.at)
        return NONE

    def _product(self, units: list[Unit | None]) -> Unit | None:
        result = NONE
        for unit in units:
            if unit is None:
                return None
            result = result * unit
        return result

    def _alike(self, figures: list[tuple[int, Unit | None]]) -> Unit | None:
        """Return the unit of figures that must all be in one."""
        found: Unit | None = None
        for at, unit in figures:
            if unit is None:
                continue
            if found is None or found.any:
                found = unit
            else:
                self._expect(unit, found, at)
        return found

    def _expect(self, found: Unit | None, expected: Unit, at: int) -> None:
        if found is None or found.any or expected.any or self._agree(expected, found):
            return
        values: dict[str, object] = {"expected": str(expected), "found": str(found)}
        self._report(Issue("method.units_inside_differ", at, values))

    def _condition(self, expression: Expression, place: Place) -> None:
        kind = self.kind(expression, place)
        if kind is not None and not isinstance(kind, Truth):
            self._report(Issue("method.not_a_condition", expression.at, {}))

    def _comparison(self, compare: ex.Compare, place: Place) -> Truth:
        left, right = self.kind(compare.left, place), self.kind(compare.right, place)
        if isinstance(left, Unit) and isinstance(right, Unit):
            self._expect(right, left, compare.right.at)
        elif isinstance(left, Words) and isinstance(right, Words):
            if compare.relation not in ("==", "!="):
                self._report(Issue("method.text_only_equal", compare.at, {}))
            for one, other in ((left, compare.right), (right, compare.left)):
                known = one.values
                if known is None or not isinstance(other, ex.Literal) or other.text in known:
                    continue
                allowed = ", ".join(f'"{value}"' for value in sorted(known))
                said = {"value": other.text, "allowed": allowed}
                self._report(Issue("method.no_such_text", other.at, dict(said)))
        elif left is not None and right is not None:
            self._report(Issue("method.cannot_compare", compare.at, {}))
        return Truth()

    def _total(self, total: ex.Total, place: Place) -> Unit | None:
        if not self._table(total.table, total.at):
            return None
        inside = place.inside(total)
        for condition in total.where:
            self._condition(condition, inside)
        unit = self.figure(total.term, inside)
        # A sum over the years is taken over time: yuan a year, summed, are yuan.
        return unit * YEAR if unit is not None and total.table == YEARS else unit

    def _table(self, table: str, at: int) -> bool:
        known = table == YEARS or table in self._names.tables
        if not known:
            self._report(Issue("method.no_such_table", at, {"name": table}))
        return known
