"""A formula in words: the titles of what it names, between the signs of arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression, Operator
from engine.method.formula.grammar import FormulaFault, parse
from engine.method.formula.names import YEARS, BuiltIn, Meaning, Names, Place
from engine.method.formula.units import read_unit
from engine.method.formula.walker import Named, Walker, Written
from engine.method.model.document import CYCLE, YEAR, Demand, Input, Line, MethodVersion
from engine.money import plain
from engine.text import Language, Text, say, text, unit_words

__all__ = ["formula_in_words", "formula_told", "in_words", "unit_in_words"]

_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠", "<": "<", ">": ">"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOOSE, _CONDITION, _SUM, _PRODUCT, _POWER, _ONE = range(6)
"""How strongly a sign binds what stands around it."""
_OPERATORS = {
    Operator.ADD: (" + ", _SUM, _SUM, _SUM),
    Operator.SUBTRACT: (" − ", _SUM, _SUM, _PRODUCT),
    Operator.MULTIPLY: (" × ", _PRODUCT, _PRODUCT, _PRODUCT),
    Operator.DIVIDE: (" ÷ ", _PRODUCT, _PRODUCT, _POWER),
    Operator.RAISE: (" ^ ", _POWER, _ONE, _ONE),
}
"""The sign, how strongly it binds, and what its first and its other operands must: after − and ÷
a piece of the same strength would be read as part of what stands before."""


def in_words(expression: Expression, place: Place, names: Names) -> Text:
    """Return `expression` as a person would write it, in both languages."""
    return Text(
        zh=_Words(names, Language.ZH).read(expression, place).text,
        en=_Words(names, Language.EN).read(expression, place).text,
    )


def formula_in_words(entry: Line | Demand, names: Names, language: Language) -> str:
    """Return how a line is computed, one reading a line of text.

    Raises FormulaFault for a formula that cannot be read.
    """
    place, chooser = Place(entry.scope), None
    if isinstance(entry, Line):
        chooser = names.chooser(entry)
    if isinstance(entry, Demand) or entry.by is None or chooser is None:
        return in_words(parse(entry.formula or ""), place, names).in_language(language)
    titles = {value.id: value.title for value in chooser.values}
    return "\n".join(
        say(
            "method.reading",
            language,
            case=titles[value],
            formula=in_words(parse(case.formula), place, names),
        )
        for value, case in entry.by.cases.items()
    )


def formula_told(field: str, value: Any, around: tuple[BaseModel, ...]) -> Text | None:
    """Return a formula in words, in quotes, for where two versions of a method are compared; None
    for anything else, or a formula that is faulty.

    `around` are the pieces that it stands in, from the version of the method inwards.
    """
    if field not in ("formula", "shows") or not around or not isinstance(around[0], MethodVersion):
        return None
    scopes = [piece.scope for piece in around if isinstance(piece, Line | Demand)]
    try:
        parsed = parse(value)
    except FormulaFault:
        return None
    place = Place(scopes[-1] if scopes else CYCLE)
    return text("law.comparison.quoted", text=in_words(parsed, place, Names(around[0])))


def unit_in_words(unit: str, version: MethodVersion) -> Text:
    """Return a unit as people write it: 元/年; a plain number has none."""
    own = {entry.id: entry.title for entry in version.units}
    return Text(zh=_written_unit(unit, own, Language.ZH), en=_written_unit(unit, own, Language.EN))


def _written_unit(unit: str, own: Mapping[str, Text], language: Language) -> str:
    if unit in ("", "1"):
        return ""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for name, power in read_unit(unit).powers.items():
        word = own[name].in_language(language) if name in own else unit_words(name, language)
        raised = "" if abs(power) == 1 else str(abs(power)).translate(_RAISED)
        sides[power > 0].append(f"{word}{raised}")
    over, under = "·".join(sides[True]), "·".join(sides[False])
    return f"{over or 1}/{under}" if under else over


class _Words(Walker[Written, Written, Written]):
    """The formula in words as an algebra."""

    def __init__(self, names: Names, language: Language) -> None:
        self._names = names
        self._language = language

    def figure(self, piece: Expression, place: Place) -> Written:
        return self.read(piece, place)

    condition = figure

    def _number(self, piece: ex.Number) -> Written:
        return Written(plain(piece.value))

    def _literal(self, piece: ex.Literal) -> Written:
        return self._say("quoted", text=piece.text) if piece.text else self._say("empty")

    def _named(self, piece: Named, place: Place) -> Written:
        meaning = self._names.meaning(piece, place)
        title = self._title(meaning)
        # Beside the years that a sum runs over, the year at hand has to be told apart.
        if isinstance(piece, ex.Name) and YEARS in place.tables.values() and _of_year(meaning):
            return self._say("own_year", of=title)
        return Written(title)

    def _prior(self, piece: ex.Prior, place: Place) -> Written:
        line = self._title(self._names.meaning(piece, place))
        key = "prior" if place.scope == YEAR else "prior_row"
        return self._say(key, line=line, start=self.figure(piece.start, place).text)

    def _operation(self, piece: ex.Operation, operands: list[Written]) -> Written:
        if piece.operator is Operator.HUNDREDTH:
            return operands[0]
        if piece.operator in (Operator.MIN, Operator.MAX):
            items = self._say("separator").text.join(item.text for item in operands)
            return self._say(piece.operator.value, of=items)
        sign, binds, first, others = _OPERATORS[piece.operator]
        written = [self._inside(one, others) for one in operands[1:]]
        return Written(sign.join((self._inside(operands[0], first), *written)), binds)

    def _choice(
        self,
        piece: ex.Choice,
        holds: Written,
        then: Callable[[], Written],
        otherwise: Callable[[], Written],
    ) -> Written:
        branches = {"then": then().text, "otherwise": otherwise().text}
        return Written(self._say("choice", condition=holds.text, **branches).text, _LOOSE)

    def _row_sum(self, piece: ex.RowSum, place: Place) -> Written:
        term, table = self.figure(piece.term, place.inside(piece)).text, self._table(piece.table)
        if not piece.where:
            return self._say("total", term=term, table=table)
        return self._say("total_where", term=term, table=table, where=self._where(piece, place))

    def _row_count(self, piece: ex.RowCount, place: Place) -> Written:
        if piece.where:
            where, table = self._where(piece, place), self._table(piece.table)
            return self._say("count_where", table=table, where=where)
        if piece.table == YEARS:
            return self._say("count_years")
        return self._say("count", table=self._table(piece.table))

    def _comparison(self, piece: ex.Compare, place: Place) -> Written:
        left = self._inside(self.figure(piece.left, place), _SUM)
        title = self._names.title_compared(piece.right, piece.left, place)
        right = (
            self._inside(self.figure(piece.right, place), _SUM)
            if title is None
            else title.in_language(self._language)
        )
        return Written(f"{left} {_SIGNS[piece.relation]} {right}", _CONDITION)

    def _joined(self, conditions: Iterator[Written], until: bool) -> Written:
        sign = self._say("or" if until else "and").text
        return Written(sign.join(self._inside(one, _CONDITION) for one in conditions), _LOOSE)

    def _negation(self, holds: Written) -> Written:
        return self._say("not", condition=holds.text)

    def _inside(self, piece: Written, strength: int) -> str:
        """Return a piece, in brackets when it binds less than `strength`."""
        bare = piece.binds >= strength
        return piece.text if bare else self._say("bracket", of=piece.text).text

    def _where(self, rows: ex.RowSum | ex.RowCount, place: Place) -> str:
        inside = place.inside(rows)
        return self._say("and").text.join(self.condition(one, inside).text for one in rows.where)

    def _title(self, meaning: Meaning | None) -> str:
        if meaning is None:
            return "?"
        if isinstance(meaning, BuiltIn):
            return self._say(meaning.value).text
        return meaning.title.in_language(self._language)

    def _table(self, table: str) -> str:
        if table == YEARS:
            return self._say("years").text
        return self._names.tables[table].title.in_language(self._language)

    def _say(self, name: str, **values: object) -> Written:
        return Written(say(f"method.{name}", self._language, **values))


def _of_year(meaning: Meaning | None) -> bool:
    yearly = isinstance(meaning, Line | Input) and meaning.scope == YEAR
    return yearly or meaning in (BuiltIn.YEAR, BuiltIn.ELAPSED)
