"""The exact reader: lines as steps, in Decimal, each computed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, Overflow

from engine import explain
from engine.explain import Step
from engine.law import Fault, Source
from engine.method.exact.values import Given, Key, written_origin
from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.formula.grammar import parse
from engine.method.formula.kinds import KindReader
from engine.method.formula.names import YEARS, BuiltIn, Meaning, Names, Place
from engine.method.formula.words import in_words
from engine.method.model.document import CYCLE, Column, Demand, Input, Line, Parameter, SwitchValue
from engine.money import plain
from engine.text import Text, text

__all__ = ["Reader", "Stopped"]


class Stopped(Exception):
    """A line could not be computed; its fault has been noted."""


class _Undefined(Exception):
    """An operation has no result for the figures it is given."""

    def __init__(self, key: str, of: Text) -> None:
        super().__init__(key)
        self.key, self.of = key, of


@dataclass(frozen=True, slots=True)
class _Here:
    """Where a formula is being read: the place, its row or year, and the rows of sums around."""

    place: Place
    key: Key
    rows: Mapping[str, Key] = field(default_factory=dict)


class Reader:
    """Computes lines on demand; `steps` keeps each, so that a shared line is one step."""

    def __init__(
        self, method_id: str, names: Names, given: Given, switches: Mapping[str, SwitchValue]
    ) -> None:
        self.steps: dict[tuple[str, Key], Step] = {}
        self.faults: list[Fault] = []
        """Lines that could not be computed, demands that do not hold."""
        self._method_id = method_id
        self._names = names
        self._given = given
        self._switches = switches
        self._kinds = KindReader(names, lambda expected, found: True, lambda issue: None)
        self._stopped: set[tuple[str, Key]] = set()
        self._described: dict[tuple[int, str], tuple[Expression, Text, str]] = {}

    def line(self, line: Line, key: Key) -> Step:
        """Return a line's step for one row or year; raises Stopped when it has none."""
        at = (line.id, key)
        if at in self._stopped:
            raise Stopped
        if at not in self.steps:
            try:
                self.steps[at] = self._line(line, key)
            except _Undefined as error:
                self._stopped.add(at)
                label = self._given.label(line.title, line.scope, key)
                place = written_origin("", line.id, key)
                values = {"line": label, "of": error.of}
                self.faults.append(Fault(self._method_id, place, None, None, error.key, values))
                raise Stopped from None
            except Stopped:
                self._stopped.add(at)
                raise
        return self.steps[at]

    def demand(self, demand: Demand, key: Key) -> None:
        """Note a fault when `demand` does not hold for one row or year."""
        formula = parse(demand.formula)
        holds, reasons = self._truth(formula, _Here(Place(demand.scope), key))
        if holds:
            return
        found = next(
            (step.children[0].value for step in reasons if step.children), reasons[0].value
        )
        shown = plain(found) if isinstance(found, Decimal) else str(found)
        title = self._given.label(demand.title, demand.scope, key)
        place = written_origin("", demand.id, key)
        self.faults.append(
            Fault(self._method_id, place, None, shown, "method.demand", {"title": title})
        )

    def _line(self, line: Line, key: Key) -> Step:
        label = self._given.label(line.title, line.scope, key)
        origin = written_origin(self._method_id, line.id, key)
        here = _Here(Place(line.scope), key)
        rounding = line.round
        if rounding is None:
            return self._unrounded(line, here, label, origin)
        exact = self._unrounded(line, here, text("method.before_rounding", line=label), "")
        return explain.rounded(label, exact, rounding.rule, rounding.cites, origin)

    def _unrounded(self, line: Line, here: _Here, label: Text, origin: str) -> Step:
        if line.by is None:
            formula = parse(line.formula or "")
            return self._made(formula, here, label, line.unit, line.cites, origin)
        if line.by.switch is not None:
            switch = self._names.switches[line.by.switch]
            chosen = self._switches[switch.id]
            value, reading = chosen.id, chosen.title
            said = text("method.reason", title=switch.title, value=reading)
            at = written_origin(self._method_id, switch.id)
            reason = explain.given(said, chosen.id, "", chosen.cites, at)
        else:
            reason = self._named(ex.Name(at=1, name=line.by.column or ""), here)
            value = str(reason.value)
            reading = self._names.title_of_value(line.scope, line.by.column or "", value)
        case = line.by.cases[value]
        of_case = text("method.by_case", line=label, case=reading)
        result = self._made(parse(case.formula), here, of_case, line.unit, case.cites, "")
        return explain.chosen(label, [reason], result, line.cites, origin)

    def _made(
        self,
        expression: Expression,
        here: _Here,
        label: Text,
        unit: str,
        cites: Sequence[Source] = (),
        origin: str = "",
    ) -> Step:
        """Return the step of a formula, under the name and citation of what it computes."""

        def each(pieces: Sequence[Expression]) -> list[Step]:
            return [self._step(piece, here) for piece in pieces]

        match expression:
            case ex.Number(value=value):
                return explain.given(label, value, unit, cites, origin)
            case ex.Sum(terms=terms):
                return explain.total(label, each(terms), unit, cites, origin)
            case ex.Difference(terms=terms):
                return explain.difference(label, each(terms), unit, cites, origin)
            case ex.Product(factors=factors):
                return explain.product(label, each(factors), unit, cites, origin)
            case ex.Quotient(over=over, under=under):
                above, below = each((over, under))
                if below.number == 0:
                    raise _Undefined("method.divided_by_zero", below.label)
                return explain.quotient(label, above, below, unit, cites, origin)
            case ex.Power(base=base, exponent=exponent):
                below, above = each((base, exponent))
                return _power(label, below, above, unit, cites, origin)
            case ex.Fraction(of=rate):
                hundred = explain.given(text("method.hundred"), Decimal(100), "percent")
                step = self._step(rate, here)
                return explain.quotient(label, step, hundred, unit, cites, origin)
            case ex.Extreme(which=ex.Operator.MIN, items=items):
                return explain.smallest(label, each(items), unit, cites, origin)
            case ex.Extreme(items=items):
                return explain.largest(label, each(items), unit, cites, origin)
            case ex.Choice(condition=condition, then=then, otherwise=otherwise):
                holds, reasons = self._truth(condition, here)
                result = self._step(then if holds else otherwise, here)
                return explain.chosen(label, reasons, result, cites, origin)
            case ex.Total():
                return explain.total(label, self._terms(expression, here), unit, cites, origin)
            case ex.Count(where=where) if where:
                ones = [self._one(expression, key) for key in self._counted(expression, here)]
                return explain.total(label, ones, unit, cites, origin)
        return explain.same(label, self._step(expression, here), unit, cites, origin)

    def _step(self, expression: Expression, here: _Here) -> Step:
        """Return the step of a piece of a formula."""
        match expression:
            case ex.Name() | ex.Field() | ex.Lookup():
                return self._named(expression, here)
            case ex.Prior(start=start):
                return self._before(expression, start, here)
            case ex.Number(value=value):
                return explain.given(Text(zh=plain(value), en=plain(value)), value, "1")
            case ex.Count(table=table, where=()):
                label, unit = self._describe(expression, here)
                return explain.given(label, Decimal(len(self._given.keys(table))), unit)
        label, unit = self._describe(expression, here)
        return self._made(expression, here, label, unit)

    def _describe(self, expression: Expression, here: _Here) -> tuple[Text, str]:
        """Return a piece of a formula in words, and its unit."""
        at = (id(expression), here.place.scope)
        if at not in self._described:
            unit = self._kinds.figure(expression, here.place)
            words = in_words(expression, here.place, self._names)
            self._described[at] = (expression, words, "" if unit is None else str(unit))
        _, words, written = self._described[at]
        return words, written

    def _terms(self, total: ex.Total, here: _Here) -> list[Step]:
        return [self._step(total.term, _at(key, total, here)) for key in self._counted(total, here)]

    def _counted(self, rows: ex.Total | ex.Count, here: _Here) -> Iterator[Key]:
        """Yield the rows, or years, for which every condition of a sum or count holds."""
        for key in self._given.keys(rows.table):
            inside = _at(key, rows, here)
            if all(self._truth(condition, inside)[0] for condition in rows.where):
                yield key

    def _one(self, count: ex.Count, key: Key) -> Step:
        if count.table == YEARS:
            return explain.given(Text(zh=str(key), en=str(key)), Decimal(1), "year")
        title = self._names.tables[count.table].title
        return explain.given(self._given.label(title, count.table, key), Decimal(1), "1")

    def _before(self, expression: Expression, start: Expression, here: _Here) -> Step:
        before = self._given.year_before(here.key)
        if before is None:
            return self._step(start, here)
        return self._of_worksheet(self._names.meaning(expression, here.place), before)

    def _named(self, expression: Expression, here: _Here) -> Step:
        meaning = self._names.meaning(expression, here.place)
        scope, key = here.place.scope, here.key
        if isinstance(expression, ex.Field):
            scope, key = here.place.rows[expression.row], here.rows[expression.row]
        elif isinstance(expression, ex.Lookup):
            table = self._names.looked_up_in(expression, here.place)
            scope = table.id if table is not None else ""
            key = self._row_named(expression.key, scope, here)
        match meaning:
            case Column():
                return self._given.cell(scope, str(key), meaning)
            case BuiltIn.ELAPSED:
                elapsed = Decimal(self._given.elapsed(key))
                return explain.given(text("method.elapsed"), elapsed, "year")
            case BuiltIn.YEAR:
                year = Text(zh=str(key), en=str(key))
                return explain.given(year, Decimal(str(key)), "year")
            case BuiltIn.ID:
                return explain.given(text("method.id"), key if key is None else str(key), "")
        return self._of_worksheet(meaning, key)

    def _row_named(self, key: Expression, table: str, here: _Here) -> Key:
        name = self._named(key, here)
        row = str(name.value)
        if row not in self._given.keys(table):
            place = name.origin.partition("#")[2]
            fault = Fault(
                self._method_id, place, None, row, "method.no_row_named", {"title": name.label}
            )
            self.faults.append(fault)
            raise Stopped
        return row

    def _of_worksheet(self, meaning: Meaning | None, key: Key) -> Step:
        match meaning:
            case Line():
                return self.line(meaning, None if meaning.scope == CYCLE else key)
            case Input() | Parameter():
                return self._given.figure(meaning, key)
        raise Stopped

    def _truth(self, condition: Expression, here: _Here) -> tuple[bool, list[Step]]:
        """Return whether a condition holds, and what was looked at to tell."""
        match condition:
            case ex.Both(conditions=conditions):
                return self._joined(conditions, here, until=False)
            case ex.Either(conditions=conditions):
                return self._joined(conditions, here, until=True)
            case ex.Not(condition=inner):
                holds, reasons = self._truth(inner, here)
                return not holds, reasons
            case ex.Compare(left=left, relation=relation, right=right):
                if self._is_text(left, here):
                    equal = self._text(left, here) == self._text(right, here)
                    cells = [piece for piece in (left, right) if not isinstance(piece, ex.Literal)]
                    looked_at = [self._named(cell, here) for cell in cells]
                    return equal is (relation == "=="), looked_at
                words = in_words(condition, here.place, self._names)
                step = explain.compared(
                    words, self._step(left, here), relation, self._step(right, here)
                )
                return step.value is True, [step]
        raise Stopped

    def _joined(
        self, conditions: Sequence[Expression], here: _Here, until: bool
    ) -> tuple[bool, list[Step]]:
        """Look at conditions in order until one is `until`."""
        reasons: list[Step] = []
        for condition in conditions:
            holds, looked_at = self._truth(condition, here)
            reasons += looked_at
            if holds is until:
                return until, reasons
        return not until, reasons

    def _is_text(self, expression: Expression, here: _Here) -> bool:
        if isinstance(expression, ex.Literal):
            return True
        meaning = self._names.meaning(expression, here.place)
        return meaning is BuiltIn.ID or (isinstance(meaning, Column) and meaning.unit == "")

    def _text(self, expression: Expression, here: _Here) -> str:
        if isinstance(expression, ex.Literal):
            return expression.text
        return str(self._named(expression, here).value)


def _at(key: Key, rows: ex.Total | ex.Count, here: _Here) -> _Here:
    """Return where the row `key` of a sum or count is read."""
    return _Here(here.place.inside(rows), here.key, {**here.rows, rows.row: key})


def _power(
    label: Text, base: Step, exponent: Step, unit: str, cites: Sequence[Source], origin: str
) -> Step:
    if base.number <= 0:
        raise _Undefined("method.no_power", base.label)
    try:
        return explain.power(label, base, exponent, unit, cites, origin)
    except Overflow:
        raise _Undefined("method.no_power", base.label) from None
