"""A formula in words: the titles of what it names, between the signs of arithmetic."""

from __future__ import annotations

from collections.abc import Mapping

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.names import YEARS, BuiltIn, Meaning, Names, Place
from engine.method.formula.units import read_unit
from engine.method.model.document import YEAR, Column, Input, Line, MethodVersion
from engine.money import plain
from engine.text import Language, Text, say, unit_words

__all__ = ["in_words", "unit_in_words"]

_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠", "<": "<", ">": ">"}


def in_words(expression: Expression, place: Place, names: Names) -> Text:
    """Return `expression` as a person would write it, in both languages."""
    return Text(
        zh=_Writer(names, Language.ZH).write(expression, place),
        en=_Writer(names, Language.EN).write(expression, place),
    )


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CONDITION, _SUM, _PRODUCT, _POWER, _ONE = range(1, 6)


def _binds(expression: Expression) -> int:
    """Return how strongly an expression's sign binds what stands around it."""
    match expression:
        case ex.Choice() | ex.Both() | ex.Either():
            return 0
        case ex.Compare():
            return _CONDITION
        case ex.Sum() | ex.Difference():
            return _SUM
        case ex.Product() | ex.Quotient():
            return _PRODUCT
        case ex.Power():
            return _POWER
        case ex.Fraction(of=rate):
            return _binds(rate)
    return _ONE


def _of_year(meaning: Meaning | None) -> bool:
    yearly = isinstance(meaning, Line | Input) and meaning.scope == YEAR
    return yearly or meaning in (BuiltIn.YEAR, BuiltIn.ELAPSED)


class _Writer:
    def __init__(self, names: Names, language: Language) -> None:
        self._names = names
        self._language = language

    def write(self, expression: Expression, place: Place) -> str:
        match expression:
            case ex.Number(value=value):
                return plain(value)
            case ex.Literal(text=literal):
                return self._say("quoted", text=literal) if literal else self._say("empty")
            case ex.Name():
                meaning = self._names.meaning(expression, place)
                title = self._title(meaning)
                # Beside the years that a sum runs over, the year at hand has to be told apart.
                beside = YEARS in place.rows.values() and _of_year(meaning)
                return self._say("own_year", of=title) if beside else title
            case ex.Field() | ex.Lookup():
                return self._title(self._names.meaning(expression, place))
            case ex.Prior(start=start):
                line = self._title(self._names.meaning(expression, place))
                return self._say("prior", line=line, start=self.write(start, place))
            case ex.Sum(terms=terms):
                return self._joined(" + ", terms, place, _SUM)
            case ex.Difference(terms=terms):
                return self._joined(" − ", terms, place, _SUM)
            case ex.Product(factors=factors):
                return self._joined(" × ", factors, place, _PRODUCT)
            case ex.Quotient(over=over, under=under):
                return self._joined(" ÷ ", (over, under), place, _PRODUCT)
            case ex.Power(base=base, exponent=exponent):
                return self._joined(" ^ ", (base, exponent), place, _ONE)
            case ex.Fraction(of=rate):
                return self.write(rate, place)
            case ex.Extreme(which=which, items=items):
                of = self._say("separator").join(self.write(item, place) for item in items)
                return self._say(which.value, of=of)
            case ex.Total():
                return self._total(expression, place)
            case ex.Count():
                return self._count(expression, place)
        return self._condition(expression, place)

    def _condition(self, expression: Expression, place: Place) -> str:
        match expression:
            case ex.Choice(condition=condition, then=then, otherwise=otherwise):
                return self._say(
                    "choice",
                    condition=self.write(condition, place),
                    then=self.write(then, place),
                    otherwise=self.write(otherwise, place),
                )
            case ex.Compare(left=left, relation=relation, right=right):
                meaning = self._names.meaning(left, place)
                value = self._value(right, meaning, place)
                return f"{self._inside(left, place, _SUM)} {_SIGNS[relation]} {value}"
            case ex.Both(conditions=conditions):
                return self._joined(self._say("and"), conditions, place, _CONDITION)
            case ex.Either(conditions=conditions):
                return self._joined(self._say("or"), conditions, place, _CONDITION)
            case ex.Not(condition=condition):
                return self._say("not", condition=self.write(condition, place))
        return ""

    def _count(self, count: ex.Count, place: Place) -> str:
        if count.where:
            where, table = self._where(count, place), self._table(count.table)
            return self._say("count_where", table=table, where=where)
        if count.table == YEARS:
            return self._say("count_years")
        return self._say("count", table=self._table(count.table))

    def _total(self, total: ex.Total, place: Place) -> str:
        term, table = self.write(total.term, place.inside(total)), self._table(total.table)
        if not total.where:
            return self._say("total", term=term, table=table)
        return self._say("total_where", term=term, table=table, where=self._where(total, place))

    def _where(self, rows: ex.Total | ex.Count, place: Place) -> str:
        inside = place.inside(rows)
        return self._say("and").join(self.write(test, inside) for test in rows.where)

    def _value(self, expression: Expression, beside: Meaning | None, place: Place) -> str:
        """Write what a column is compared with by the title of the value."""
        if isinstance(expression, ex.Literal) and isinstance(beside, Column):
            for value in beside.values:
                if value.id == expression.text:
                    return value.title.in_language(self._language)
        return self._inside(expression, place, _SUM)

    def _joined(
        self, sign: str, pieces: tuple[Expression, ...], place: Place, strength: int
    ) -> str:
        first, *others = pieces
        # After − and ÷ a piece of the same strength would be read as part of what stands before.
        stronger = strength + (sign in (" − ", " ÷ "))
        written = [self._inside(piece, place, stronger) for piece in others]
        return sign.join((self._inside(first, place, strength), *written))

    def _inside(self, expression: Expression, place: Place, strength: int) -> str:
        """Write a piece, in brackets when it binds less than `strength`."""
        written = self.write(expression, place)
        return written if _binds(expression) >= strength else self._say("bracket", of=written)

    def _title(self, meaning: Meaning | None) -> str:
        if meaning is None:
            return "?"
        if isinstance(meaning, BuiltIn):
            return self._say(meaning.value)
        return meaning.title.in_language(self._language)

    def _table(self, table: str) -> str:
        if table == YEARS:
            return self._say("years")
        return self._names.tables[table].title.in_language(self._language)

    def _say(self, name: str, **values: object) -> str:
        return say(f"method.{name}", self._language, **values)


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
