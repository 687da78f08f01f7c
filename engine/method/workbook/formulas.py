"""A formula as an Excel formula, live on the cells of its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression, Operator
from engine.method.formula.grammar import parse
from engine.method.formula.names import YEARS, BuiltIn, Key, Meaning, Place
from engine.method.formula.walker import Named, Walker, Written
from engine.method.model.document import (
    CYCLE,
    YEAR,
    Demand,
    Input,
    Line,
    Parameter,
    Switch,
    SwitchValue,
    TableColumn,
    TextValue,
)
from engine.method.workbook.layout import Layout, Spot
from engine.money import Rounding, RoundingMode, plain
from engine.text import Text, say

__all__ = ["ExcelWriter"]

_SIGNS = {
    Operator.ADD: "+",
    Operator.SUBTRACT: "-",
    Operator.MULTIPLY: "*",
    Operator.DIVIDE: "/",
}
_FUNCTIONS = {Operator.RAISE: "POWER", Operator.MIN: "MIN", Operator.MAX: "MAX"}
_RELATIONS = {"==": "=", "!=": "<>"}
_SIGNED = 0
"""How a piece with a sign of arithmetic outermost binds: it stands in brackets inside another."""
_NOISE = 9
"""Decimals that Excel's binary figures are trusted to, however small they are."""
_DIGITS = 14
"""Digits after the first that they are trusted to."""


class ExcelWriter(Walker[Written, Written, Written]):
    """Writes the formulas of a worksheet for the cells of a layout.

    Inside a sum or count the rows stand for whole columns of their table.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._names = layout.names

    def line(self, line: Line, key: Key) -> str:
        """Return the formula of a line's cell, every reading of its switch in it."""
        written = self._cases(line, Place(line.scope, key))
        return f"={written if line.round is None else _rounded(written, line.round.rule)}"

    def demand(self, demand: Demand, key: Key) -> str:
        """Return a formula that says whether a demand holds."""
        holds = self.condition(parse(demand.formula), Place(demand.scope, key))
        yes = _quoted(say("method.holds", self._layout.language))
        no = _quoted(say("method.holds_not", self._layout.language))
        return f"=IF({holds.text},{yes},{no})"

    def _cases(self, line: Line, place: Place) -> str:
        if line.by is None:
            return self.figure(parse(line.formula or ""), place).text
        chooser = self._names.chooser(line)
        if isinstance(chooser, Switch):
            spot = self._layout.spot(chooser.id)
        else:
            assert chooser is not None
            spot = self._layout.cell(line.scope, str(place.key), chooser.id)
        cell = self._seen(spot, place)
        values: Sequence[SwitchValue | TextValue] = chooser.values
        written = "NA()"
        for value in reversed(values):
            formula = self.figure(parse(line.by.cases[value.id].formula), place).text
            shown = self._quoted(value.title) if value.id else _quoted("")
            written = f"IF({cell}={shown},{formula},{written})"
        return written

    def figure(self, piece: Expression, place: Place) -> Written:
        """Return a piece as it is written."""
        return self.read(piece, place)

    condition = figure

    def _number(self, piece: ex.Number) -> Written:
        written = plain(piece.value)
        return Written(written if piece.value >= 0 else f"({written})")

    def _literal(self, piece: ex.Literal) -> Written:
        return Written(_quoted(piece.text))

    def _named(self, piece: Named, place: Place) -> Written:
        meaning = self._names.meaning(piece, place)
        if meaning in (BuiltIn.ELAPSED, BuiltIn.YEAR):
            return Written(self._year(piece, place, elapsed=meaning is BuiltIn.ELAPSED))
        if isinstance(piece, ex.Field):
            return Written(self._column(meaning, place.tables[piece.row], place))
        if isinstance(piece, ex.Lookup):
            table = self._names.looked_up_in(piece, place)
            wanted = table.id if table is not None else ""
            if not self._keys(wanted):
                return Written("NA()")
            key, ids = self.figure(piece.key, place).text, self._ids(wanted, place)
            column = self._column(meaning, wanted, place)
            return Written(f"INDEX({column},MATCH({key},{ids},0))")
        return Written(self._seen(self._spot(meaning, place.scope, place.key), place))

    def _prior(self, piece: ex.Prior, place: Place) -> Written:
        keys = self._keys(YEARS if place.scope == YEAR else place.scope)
        position = keys.index(place.key)
        if position == 0:
            return self.figure(piece.start, place)
        meaning = self._names.meaning(piece, place)
        return Written(self._seen(self._spot(meaning, place.scope, keys[position - 1]), place))

    def _operation(self, piece: ex.Operation, operands: list[Written]) -> Written:
        if piece.operator is Operator.HUNDREDTH:
            return Written(f"({_inside(operands[0])}/100)")
        if piece.operator in _FUNCTIONS:
            return _called(_FUNCTIONS[piece.operator], operands)
        written = (_inside(one) for one in operands)
        return Written(_SIGNS[piece.operator].join(written), _SIGNED)

    def _choice(
        self,
        piece: ex.Choice,
        holds: Written,
        then: Callable[[], Written],
        otherwise: Callable[[], Written],
    ) -> Written:
        return _called("IF", [holds, then(), otherwise()])

    def _row_sum(self, piece: ex.RowSum, place: Place) -> Written:
        if not self._keys(piece.table):
            return Written("0")
        term = _inside(self.figure(piece.term, place.inside(piece)))
        return Written(f"SUMPRODUCT({'*'.join((*self._tests(piece, place), term))})")

    def _row_count(self, piece: ex.RowCount, place: Place) -> Written:
        keys = self._keys(piece.table)
        if keys and piece.where:
            return Written(f"SUMPRODUCT({'*'.join((*self._tests(piece, place), '1'))})")
        live = keys and piece.table != YEARS
        return Written(f"ROWS({self._ids(piece.table, place)})" if live else str(len(keys)))

    def _comparison(self, piece: ex.Compare, place: Place) -> Written:
        relation = _RELATIONS.get(piece.relation, piece.relation)
        left = self._compared(piece.left, piece.right, place)
        return Written(f"{left}{relation}{self._compared(piece.right, piece.left, place)}")

    def _joined(self, conditions: Iterator[Written], until: bool) -> Written:
        return _called("OR" if until else "AND", [*conditions])

    def _negation(self, holds: Written) -> Written:
        return _called("NOT", [holds])

    def _year(self, piece: Named, place: Place, elapsed: bool) -> str:
        first = self._layout.spot(YEARS, self._layout.years[0])
        last = self._layout.spot(YEARS, self._layout.years[-1])
        if isinstance(piece, ex.Field):
            year = first.range_to(last, self._layout.sheet_of(place.scope))
        else:
            year = self._seen(self._layout.spot(YEARS, place.key), place)
        return f"({year}-{self._seen(first, place)})" if elapsed else year

    def _spot(self, meaning: Meaning | None, scope: str, key: Key) -> Spot:
        match meaning:
            case TableColumn(id=name):
                return self._layout.cell(scope, str(key), name)
            case BuiltIn.ID:
                return self._layout.cell(scope, str(key), "id")
            case Line(id=name) | Input(id=name):
                return self._layout.spot(name, None if meaning.scope == CYCLE else key)
        assert isinstance(meaning, Parameter)
        return self._layout.spot(meaning.id)

    def _seen(self, spot: Spot, place: Place) -> str:
        return spot.seen_from(self._layout.sheet_of(place.scope))

    def _column(self, meaning: Meaning | None, table: str, place: Place) -> str:
        """Return the range in which a whole column of a table, or row of years, stands."""
        scope = YEAR if table == YEARS else table
        spots = [self._spot(meaning, scope, key) for key in self._keys(table)]
        return spots[0].range_to(spots[-1], self._layout.sheet_of(place.scope))

    def _ids(self, table: str, place: Place) -> str:
        return self._column(BuiltIn.ID, table, place)

    def _keys(self, table: str) -> tuple[Key, ...]:
        return self._layout.years if table == YEARS else self._layout.rows(table)

    def _tests(self, rows: ex.RowSum | ex.RowCount, place: Place) -> list[str]:
        """Return the conditions of a sum or count; those joined by `and` multiply there."""
        inside = place.inside(rows)
        tests = [one for condition in rows.where for one in _apart(condition)]
        return [f"({self.condition(test, inside).text})" for test in tests]

    def _compared(self, piece: Expression, beside: Expression, place: Place) -> str:
        """Write a text as it stands in the cells of the column it is compared with."""
        title = self._names.title_compared(piece, beside, place)
        if title is not None and isinstance(piece, ex.Literal) and piece.text:
            return self._quoted(title)
        return _inside(self.figure(piece, place))

    def _quoted(self, title: Text) -> str:
        return _quoted(title.in_language(self._layout.language))


def _inside(piece: Written) -> str:
    return f"({piece.text})" if piece.binds == _SIGNED else piece.text


def _called(function: str, pieces: Sequence[Written]) -> Written:
    return Written(f"{function}({','.join(piece.text for piece in pieces)})")


def _apart(condition: Expression) -> Iterator[Expression]:
    if isinstance(condition, ex.Joined) and not condition.until:
        for inner in condition.conditions:
            yield from _apart(inner)
    else:
        yield condition


def _rounded(written: str, rule: Rounding) -> str:
    """Return the rounding of a formula; halves go away from zero in Excel as in `half_up`.

    Of the others the multiples of the unit are rounded, by INT: LibreOffice's ROUNDDOWN and ROUNDUP
    look at twelve digits only.
    """
    places = -int(rule.unit.normalize().as_tuple().exponent)
    if rule.mode is RoundingMode.HALF_UP and rule.unit == Decimal(1).scaleb(-places):
        return f"ROUND({_trusted(written, places)},{places})"
    units = _trusted(f"({written})/{plain(rule.unit)}", 1)
    match rule.mode:
        case RoundingMode.HALF_UP:
            whole = f"ROUND({units},0)"
        case RoundingMode.DOWN:
            whole = f"SIGN({units})*INT(ABS({units}))"
        case RoundingMode.UP:
            whole = f"-SIGN({units})*INT(-ABS({units}))"
        case RoundingMode.HALF_EVEN:
            to_even = f"{units}-SIGN({units})*0.5"
            whole = f"IF(MOD(ABS({units}),2)=0.5,{to_even},ROUND({units},0))"
    return f"{whole}*{plain(rule.unit)}"


def _trusted(written: str, places: int) -> str:
    """Return a figure without what binary arithmetic adds to it, so that a half is a half.

    It is rounded to the digits that a binary figure of its size holds for sure: fifteen, and no
    more than nine decimals.
    """
    whole = f"INT(LOG10(ABS({written})+1))"
    return f"ROUND({written},MAX({places},MIN({_NOISE},{_DIGITS}-{whole})))"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
