"""A formula as an Excel formula, live on the cells of its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.method.exact.values import Key
from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.grammar import parse
from engine.method.formula.names import YEARS, BuiltIn, Meaning, Place
from engine.method.model.document import (
    CYCLE,
    YEAR,
    Column,
    Demand,
    Input,
    Line,
    Parameter,
    TextValue,
)
from engine.method.workbook.layout import Layout, Spot
from engine.money import Rounding, RoundingMode, plain
from engine.text import say

__all__ = ["ExcelWriter"]

_RELATIONS = {"==": "=", "!=": "<>"}
_NOISE = 9
"""Decimals of a multiple of the rounding unit that Excel's binary figures are trusted to."""


@dataclass(frozen=True, slots=True)
class _Here:
    """The cell that a formula is written for."""

    place: Place
    key: Key
    sheet: str
    columns: Mapping[str, str] = field(default_factory=dict)
    """Inside a sum: its row's name → the table whose whole columns it stands for."""


class ExcelWriter:
    """Writes the formulas of a worksheet for the cells of a layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._names = layout.names

    def line(self, line: Line, key: Key) -> str:
        """Return the formula of a line's cell, every reading of its switch in it."""
        here = _Here(Place(line.scope), key, self._layout.spot(line.id, key).sheet)
        written = self._cases(line, here)
        return f"={written if line.round is None else _rounded(written, line.round.rule)}"

    def demand(self, demand: Demand, key: Key) -> str:
        """Return a formula that says whether a demand holds."""
        here = _Here(Place(demand.scope), key, self._layout.spot(demand.id, key).sheet)
        condition = self.write(parse(demand.formula), here)
        yes = _quoted(say("method.holds", self._layout.language))
        no = _quoted(say("method.holds_not", self._layout.language))
        return f"=IF({condition},{yes},{no})"

    def _cases(self, line: Line, here: _Here) -> str:
        if line.by is None:
            return self.write(parse(line.formula or ""), here)
        if line.by.switch is not None:
            switch = self._names.switches[line.by.switch]
            cell = self._layout.spot(switch.id).seen_from(here.sheet)
            titles = {value.id: value.title for value in switch.values}
        else:
            column = self._names.tables[line.scope].column(line.by.column or "")
            values: tuple[TextValue, ...] = column.values if column is not None else ()
            spot = self._layout.cell(line.scope, str(here.key), line.by.column or "")
            cell = spot.seen_from(here.sheet)
            titles = {value.id: value.title for value in values}
        written = "NA()"
        for value, title in reversed(titles.items()):
            formula = self.write(parse(line.by.cases[value].formula), here)
            shown = _quoted(title.in_language(self._layout.language) if value else "")
            written = f"IF({cell}={shown},{formula},{written})"
        return written

    def write(self, expression: Expression, here: _Here) -> str:
        """Return `expression` as a piece of an Excel formula."""
        match expression:
            case ex.Number(value=value):
                return plain(value) if value >= 0 else f"({plain(value)})"
            case ex.Literal(text=text):
                return _quoted(text)
            case ex.Name() | ex.Field() | ex.Lookup():
                return self._reference(expression, here)
            case ex.Prior(name=name, start=start):
                return self._prior(name, start, here)
            case ex.Sum(terms=terms):
                return self._joined("+", terms, here)
            case ex.Difference(terms=terms):
                return self._joined("-", terms, here)
            case ex.Product(factors=factors):
                return self._joined("*", factors, here)
            case ex.Quotient(over=over, under=under):
                return self._joined("/", (over, under), here)
            case ex.Power(base=base, exponent=exponent):
                return self._called("POWER", (base, exponent), here)
            case ex.Fraction(of=rate):
                return f"({self._inside(rate, here)}/100)"
            case ex.Extreme(which=which, items=items):
                return self._called(which.value.upper(), items, here)
            case ex.Choice(condition=condition, then=then, otherwise=otherwise):
                return self._called("IF", (condition, then, otherwise), here)
            case ex.Both(conditions=conditions):
                return self._called("AND", conditions, here)
            case ex.Either(conditions=conditions):
                return self._called("OR", conditions, here)
            case ex.Not(condition=condition):
                return self._called("NOT", (condition,), here)
            case ex.Compare():
                return self._comparison(expression, here)
            case ex.Total():
                return self._total(expression, here)
            case ex.Count():
                return self._count(expression, here)
        raise TypeError(type(expression).__name__)

    def _reference(self, expression: Expression, here: _Here) -> str:
        meaning = self._names.meaning(expression, here.place)
        if meaning in (BuiltIn.ELAPSED, BuiltIn.YEAR):
            first = self._layout.spot(YEARS, self._layout.years[0])
            last = self._layout.spot(YEARS, self._layout.years[-1])
            whole = isinstance(expression, ex.Field) and expression.row in here.columns
            year = (
                first.range_to(last, here.sheet)
                if whole
                else self._layout.spot(YEARS, here.key).seen_from(here.sheet)
            )
            if meaning is BuiltIn.YEAR:
                return year
            return f"({year}-{first.seen_from(here.sheet)})"
        if isinstance(expression, ex.Field):
            return self._column(meaning, here.columns[expression.row], here)
        if isinstance(expression, ex.Lookup):
            table = self._names.looked_up_in(expression, here.place)
            wanted = table.id if table is not None else ""
            if not self._keys(wanted):
                return "NA()"
            key = self.write(expression.key, here)
            column = self._column(meaning, wanted, here)
            return f"INDEX({column},MATCH({key},{self._ids(wanted, here)},0))"
        return self._spot(meaning, here.place.scope, here.key).seen_from(here.sheet)

    def _spot(self, meaning: Meaning | None, scope: str, key: Key) -> Spot:
        match meaning:
            case Column(id=name):
                return self._layout.cell(scope, str(key), name)
            case BuiltIn.ID:
                return self._layout.cell(scope, str(key), "id")
            case Line(id=name) | Input(id=name):
                return self._layout.spot(name, None if meaning.scope == CYCLE else key)
            case Parameter(id=name):
                return self._layout.spot(name)
        raise KeyError(key)

    def _column(self, meaning: Meaning | None, table: str, here: _Here) -> str:
        """Return the range in which a whole column of a table, or row of years, stands."""
        scope = YEAR if table == YEARS else table
        spots = [self._spot(meaning, scope, key) for key in self._keys(table)]
        return spots[0].range_to(spots[-1], here.sheet)

    def _ids(self, table: str, here: _Here) -> str:
        return self._column(BuiltIn.ID, table, here)

    def _keys(self, table: str) -> tuple[Key, ...]:
        return self._layout.years if table == YEARS else self._layout.rows(table)

    def _prior(self, name: str, start: Expression, here: _Here) -> str:
        years = self._layout.years
        position = years.index(int(here.key or 0))
        if position == 0:
            return self.write(start, here)
        return self._layout.spot(name, years[position - 1]).seen_from(here.sheet)

    def _total(self, total: ex.Total, here: _Here) -> str:
        if not self._keys(total.table):
            return "0"
        term = self._inside(total.term, self._inside_of(total, here))
        return f"SUMPRODUCT({'*'.join((*self._tests(total, here), term))})"

    def _count(self, count: ex.Count, here: _Here) -> str:
        keys = self._keys(count.table)
        if keys and count.where:
            return f"SUMPRODUCT({'*'.join((*self._tests(count, here), '1'))})"
        live = keys and count.table != YEARS
        return f"ROWS({self._ids(count.table, here)})" if live else str(len(keys))

    def _inside_of(self, rows: ex.Total | ex.Count, here: _Here) -> _Here:
        columns = {**here.columns, rows.row: rows.table}
        return _Here(here.place.inside(rows), here.key, here.sheet, columns)

    def _tests(self, rows: ex.Total | ex.Count, here: _Here) -> list[str]:
        inside = self._inside_of(rows, here)
        return [
            f"({self.write(test, inside)})" for condition in rows.where for test in _each(condition)
        ]

    def _comparison(self, compare: ex.Compare, here: _Here) -> str:
        left, right = compare.left, compare.right
        relation = _RELATIONS.get(compare.relation, compare.relation)
        beside = self._names.meaning(left, here.place), self._names.meaning(right, here.place)
        return (
            f"{self._shown(left, beside[1], here)}{relation}{self._shown(right, beside[0], here)}"
        )

    def _shown(self, expression: Expression, beside: Meaning | None, here: _Here) -> str:
        """Write a text as it stands in the cells of the column it is compared with."""
        if isinstance(expression, ex.Literal) and isinstance(beside, Column) and expression.text:
            for value in beside.values:
                if value.id == expression.text:
                    return _quoted(value.title.in_language(self._layout.language))
        return self._inside(expression, here)

    def _joined(self, sign: str, pieces: tuple[Expression, ...], here: _Here) -> str:
        return sign.join(self._inside(piece, here) for piece in pieces)

    def _inside(self, expression: Expression, here: _Here) -> str:
        written = self.write(expression, here)
        bare = (ex.Sum, ex.Difference, ex.Product, ex.Quotient)
        return f"({written})" if isinstance(expression, bare) else written

    def _called(self, function: str, pieces: tuple[Expression, ...], here: _Here) -> str:
        return f"{function}({','.join(self.write(piece, here) for piece in pieces)})"


def _each(condition: Expression) -> tuple[Expression, ...]:
    """Return the conditions joined by `and` in a sum, which multiply there."""
    if isinstance(condition, ex.Both):
        return tuple(one for inner in condition.conditions for one in _each(inner))
    return (condition,)


def _rounded(written: str, rule: Rounding) -> str:
    """Return the rounding of a formula; halves go away from zero in Excel as in `half_up`."""
    unit = plain(rule.unit)
    units = f"({written})/{unit}"
    match rule.mode:
        case RoundingMode.HALF_UP:
            return f"ROUND({units},0)*{unit}"
        case RoundingMode.DOWN:
            return f"ROUNDDOWN(ROUND({units},{_NOISE}),0)*{unit}"
        case RoundingMode.UP:
            return f"ROUNDUP(ROUND({units},{_NOISE}),0)*{unit}"
        case RoundingMode.HALF_EVEN:
            half = f"ROUND(MOD(ABS({units}),2),{_NOISE})=0.5"
            return f"IF({half},ROUNDDOWN({units},0),ROUND({units},0))*{unit}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
