"""What kind of thing an expression is: a figure with a unit, a text, or yes and no."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression, Operator
from engine.method.formula.names import YEARS, BuiltIn, Names, Place
from engine.method.formula.units import ANY, NONE, PERCENT, YEAR, FormulaUnit, read_unit
from engine.method.formula.walker import Named, Walker
from engine.method.model.document import CYCLE, ColumnType, TableColumn

__all__ = ["Issue", "KindReader", "TextKind", "TruthKind"]


@dataclass(frozen=True, slots=True)
class TextKind:
    """A text; of a closed list when `values` is given."""

    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TruthKind:
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


Known = FormulaUnit | None
"""A unit; None where it cannot be told, because something in it is wrong and was reported."""


class KindReader(Walker[TextKind, Known, TruthKind | None]):
    """Infers kinds and units, and reports what does not fit together.

    `agree` says whether a figure in the second unit is, as a number, one in the first.
    """

    def __init__(
        self,
        names: Names,
        agree: Callable[[FormulaUnit, FormulaUnit], bool],
        report: Callable[[Issue], None],
    ) -> None:
        self._names = names
        self._agree = agree
        self._report = report

    def figure(self, piece: Expression, place: Place) -> Known:
        """Return the unit of a piece that must be a figure."""
        kind = self.read(piece, place)
        if kind is None or isinstance(kind, FormulaUnit):
            return kind
        self._report(Issue("method.not_a_figure", piece.at, {}))
        return None

    def condition(self, piece: Expression, place: Place) -> TruthKind | None:
        """Look at a piece that must be a condition."""
        kind = self.read(piece, place)
        if kind is None or isinstance(kind, TruthKind):
            return kind
        self._report(Issue("method.not_a_condition", piece.at, {}))
        return None

    def _number(self, piece: ex.Number) -> Known:
        return ANY if piece.value == 0 else NONE

    def _literal(self, piece: ex.Literal) -> TextKind:
        return TextKind()

    def _named(self, piece: Named | ex.Prior, place: Place) -> TextKind | Known:
        meaning = self._names.meaning(piece, place)
        if meaning is None:
            self._unknown(piece, place)
            return None
        if isinstance(meaning, BuiltIn):
            return TextKind() if meaning is BuiltIn.ID else YEAR
        if isinstance(meaning, TableColumn) and meaning.type is ColumnType.TEXT:
            return TextKind(frozenset(value.id for value in meaning.values) or None)
        try:
            return read_unit(meaning.unit)
        except ValueError:
            return None  # said where the unit stands

    def _prior(self, piece: ex.Prior, place: Place) -> Known:
        before = self._named(piece, place)
        if isinstance(before, TextKind):
            self._report(Issue("method.not_a_figure", piece.at, {}))
        first = self.figure(piece.start, place)
        known = before if isinstance(before, FormulaUnit) else None
        return self._alike((piece, piece.start), [known, first])

    def _operation(self, piece: ex.Operation, operands: list[Known]) -> Known:
        match piece.operator:
            case Operator.MULTIPLY:
                return None if None in operands else prod(filter(None, operands), start=NONE)
            case Operator.DIVIDE:
                over, under = operands
                return None if over is None or under is None else over / under
            case Operator.RAISE:
                return self._power(piece, *operands)
            case Operator.HUNDREDTH:
                self._expect(operands[0], PERCENT, piece.operands[0].at)
                return NONE
        return self._alike(piece.operands, operands)

    def _choice(
        self,
        piece: ex.Choice,
        holds: TruthKind | None,
        then: Callable[[], Known],
        otherwise: Callable[[], Known],
    ) -> Known:
        return self._alike((piece.then, piece.otherwise), [then(), otherwise()])

    def _row_sum(self, piece: ex.RowSum, place: Place) -> Known:
        if not self._rows(piece, place):
            return None
        unit = self.figure(piece.term, place.inside(piece))
        # A sum over the years is taken over time: yuan a year, summed, are yuan.
        return unit * YEAR if unit is not None and piece.table == YEARS else unit

    def _row_count(self, piece: ex.RowCount, place: Place) -> Known:
        self._rows(piece, place)
        return YEAR if piece.table == YEARS else NONE

    def _comparison(self, piece: ex.Compare, place: Place) -> TruthKind:
        left, right = self.read(piece.left, place), self.read(piece.right, place)
        if isinstance(left, FormulaUnit) and isinstance(right, FormulaUnit):
            self._expect(right, left, piece.right.at)
        elif isinstance(left, TextKind) and isinstance(right, TextKind):
            if piece.relation not in ("==", "!="):
                self._report(Issue("method.text_only_equal", piece.at, {}))
            for one, other in ((left, piece.right), (right, piece.left)):
                known = one.values
                if known is None or not isinstance(other, ex.Literal) or other.text in known:
                    continue
                allowed = ", ".join(f'"{value}"' for value in sorted(known))
                said = {"value": other.text, "allowed": allowed}
                self._report(Issue("method.no_such_text", other.at, dict(said)))
        elif left is not None and right is not None:
            self._report(Issue("method.cannot_compare", piece.at, {}))
        return TruthKind()

    def _joined(self, conditions: Iterator[TruthKind | None], until: bool) -> TruthKind:
        list(conditions)
        return TruthKind()

    def _negation(self, holds: TruthKind | None) -> TruthKind:
        return TruthKind()

    def _rows(self, rows: ex.RowSum | ex.RowCount, place: Place) -> bool:
        """Look at the conditions of a sum or count; return whether there is such a table."""
        known = rows.table == YEARS or rows.table in self._names.tables
        if not known:
            self._report(Issue("method.no_such_table", rows.at, {"name": rows.table}))
        for condition in rows.where if known else ():
            self.condition(condition, place.inside(rows))
        return known

    def _unknown(self, expression: Expression, place: Place) -> None:
        name = str(getattr(expression, "name", ""))
        scopes = self._names.scopes_of(name)
        if isinstance(expression, ex.Field) and expression.row not in place.tables:
            key, values = "method.no_such_row", {"name": expression.row}
        elif isinstance(expression, ex.Lookup) and (
            self._names.looked_up_in(expression, place) is None
        ):
            key, values = "method.key_names_no_row", {"name": name}
        elif isinstance(expression, ex.Prior) and place.scope in {*scopes} - {CYCLE}:
            key, values = "method.no_order", {"name": place.scope}
        elif scopes:
            key, values = "method.other_scope", {"name": name, "scopes": ", ".join(scopes)}
        else:
            key, values = "method.unknown_name", {"name": name}
        self._report(Issue(key, expression.at, dict(values)))

    def _power(self, piece: ex.Operation, base: Known, exponent: Known) -> Known:
        of, to = piece.operands
        self._expect(exponent, NONE, to.at)
        if isinstance(to, ex.Number) and to.value == int(to.value) and base is not None:
            return base.to_the(int(to.value))
        # A figure with a unit has only whole powers that are written out.
        self._expect(base, NONE, of.at)
        return NONE

    def _alike(self, pieces: Sequence[Expression], units: Sequence[Known]) -> Known:
        """Return the unit of figures that must all be in one."""
        found: Known = None
        for piece, unit in zip(pieces, units, strict=True):
            if unit is None:
                continue
            if found is None or found.any:
                found = unit
            else:
                self._expect(unit, found, piece.at)
        return found

    def _expect(self, found: Known, expected: FormulaUnit, at: int) -> None:
        if found is None or found.any or expected.any or self._agree(expected, found):
            return
        values: dict[str, object] = {"expected": str(expected), "found": str(found)}
        self._report(Issue("method.units_inside_differ", at, values))
