"""The exact reader: lines as steps, in Decimal, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, Overflow
from functools import partial
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from engine import explain
from engine.explain import Step
from engine.law import Fault, Source
from engine.method.exact.rows import RowReader
from engine.method.exact.values import GivenSteps, written_origin
from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression, Operator
from engine.method.formula.grammar import parse
from engine.method.formula.kinds import KindReader
from engine.method.formula.names import YEARS, BuiltIn, Key, Names, Place
from engine.method.formula.units import FormulaUnit
from engine.method.formula.words import in_words
from engine.method.model.document import (
    Demand,
    Input,
    Line,
    Parameter,
    Remark,
    Switch,
    SwitchValue,
    TableColumn,
)
from engine.money import LARGEST_COMPUTED, plain
from engine.text import Text, text

__all__ = ["ExactReader", "Remarked", "Stopped"]


@dataclass(frozen=True, slots=True)
class Remarked:
    """A remark that holds for one row or year."""

    remark: Remark
    """The remark, with what it rests on."""
    key: Key
    """The row or year; None for the cycle."""
    title: Text
    """What is told, with the row or year it is told of."""
    shown: Step | None
    """The figure told with it, when there is one."""


class Stopped(Exception):
    """A line could not be computed; its fault has been noted."""


class _Undefined(Exception):
    """An operation has no result: the sentence that says why, and of which figure."""


class _Looked(NamedTuple):
    """Whether a condition holds, and what was looked at to tell."""

    holds: bool
    steps: list[Step]


_Unnamed = Callable[..., Step]
"""A step that still wants its `label`, `unit`, `cites` and `origin`: those of the line, when it is
the whole formula, else those of a piece of it."""


_OPERATIONS: dict[Operator, _Unnamed] = {
    Operator.ADD: explain.total,
    Operator.SUBTRACT: explain.difference,
    Operator.MULTIPLY: explain.product,
    Operator.MIN: explain.smallest,
    Operator.MAX: explain.largest,
}


_DESCRIBED: WeakKeyDictionary[Names, dict[tuple[int, str], tuple[Expression, Text, str]]] = (
    WeakKeyDictionary()
)
"""Pieces of formulas by identity and scope: the piece, which so stays, its words and its unit."""


class ExactReader(RowReader[_Unnamed, Step, _Looked]):
    """Computes lines on demand; `steps` keeps each, so that a shared line is one step."""

    def __init__(
        self, method_id: str, names: Names, given: GivenSteps, switches: Mapping[str, SwitchValue]
    ) -> None:
        super().__init__(names, given, switches)
        self.steps: dict[tuple[str, Key], Step] = {}
        self.faults: list[Fault] = []
        """Lines that could not be computed, demands that do not hold."""
        self._method_id = method_id
        self._kinds = KindReader(names, lambda expected, found: True, lambda issue: None)
        self._stopped: set[tuple[str, Key]] = set()
        self._described = _DESCRIBED.setdefault(names, {})

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
                raise self._stop(line, key, error) from None
            except Stopped:
                self._stopped.add(at)
                raise
        return self.steps[at]

    def demand(self, demand: Demand, key: Key) -> None:
        """Note a fault when `demand` does not hold for one row or year; raises Stopped when that
        cannot be told."""
        try:
            holds, reasons = self.condition(parse(demand.formula), Place(demand.scope, key))
        except _Undefined as error:
            raise self._stop(demand, key, error) from None
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

    def remark(self, remark: Remark, key: Key) -> Remarked | None:
        """Return `remark` where it holds for one row or year; None where it does not, or where
        what it looks at has no figure: a remark never stands in the way of a result."""
        place, lacking = Place(remark.scope, key), len(self._given.missing)
        try:
            holds, _ = self.condition(parse(remark.formula), place)
            shown = None
            if holds and remark.shows is not None:
                shown = self.figure(parse(remark.shows), place)
        except (_Undefined, Stopped):
            return None
        if not holds or len(self._given.missing) > lacking:
            return None
        return Remarked(remark, key, self._given.label(remark.title, remark.scope, key), shown)

    def _stop(self, entry: Line | Demand, key: Key, error: _Undefined) -> Stopped:
        """Note that an entry has no figure for one row or year."""
        label = self._given.label(entry.title, entry.scope, key)
        place, (sentence, of) = written_origin("", entry.id, key), error.args
        values = {"line": label, "of": of}
        self.faults.append(Fault(self._method_id, place, None, None, sentence, values))
        return Stopped()

    def _line(self, line: Line, key: Key) -> Step:
        label = self._given.label(line.title, line.scope, key)
        origin = written_origin(self._method_id, line.id, key)
        place, rounding = Place(line.scope, key), line.round
        if rounding is None:
            return _within_bounds(self._unrounded(line, place, label, origin))
        said = text("method.before_rounding", line=label)
        exact = _within_bounds(self._unrounded(line, place, said, ""))
        return explain.rounded(label, exact, rounding.rule, rounding.cites, origin)

    def _unrounded(self, line: Line, place: Place, label: Text, origin: str) -> Step:
        if line.by is None:
            found = self._whole(line.formula or "", place)
            return found(label=label, unit=line.unit, cites=line.cites, origin=origin)
        value = self._case(line, place)
        chooser = self._names.chooser(line)
        if isinstance(chooser, Switch):
            chosen = self._switches[chooser.id]
            reading = chosen.title
            said = text("method.reason", title=chooser.title, value=reading)
            at = written_origin(self._method_id, chooser.id)
            reason = explain.given(said, chosen.id, "", chosen.cites, at)
        else:
            assert chooser is not None
            reason = self._cell(line.scope, str(place.key), chooser)
            reading = chooser.title_of(value)
        case = line.by.cases[value]
        of_case = text("method.by_case", line=label, case=reading)
        found = self._whole(case.formula, place)
        result = found(label=of_case, unit=line.unit, cites=case.cites, origin="")
        return explain.chosen(label, [reason], result, line.cites, origin)

    def _whole(self, formula: str, place: Place) -> _Unnamed:
        """Return the step of a whole formula, which still wants the name of its line."""
        found = self.read(parse(formula), place)
        assert not isinstance(found, _Looked)
        return partial(explain.same, child=found) if isinstance(found, Step) else found

    def figure(self, piece: Expression, place: Place) -> Step:
        """Return the step of a piece of a formula, under its words and in its unit."""
        found = self.read(piece, place)
        if isinstance(found, Step):
            return found
        assert not isinstance(found, _Looked)
        label, unit = self._describe(piece, place)
        return found(label=label, unit=unit, cites=(), origin="")

    def condition(self, piece: Expression, place: Place) -> _Looked:
        """Return whether a condition holds, with what was looked at."""
        found = self.read(piece, place)
        assert isinstance(found, _Looked)
        return found

    def _describe(self, piece: Expression, place: Place) -> tuple[Text, str]:
        """Return a piece of a formula in words, and its unit."""
        at = (id(piece), place.scope)
        if at not in self._described:
            unit = self._kinds.read(piece, place)
            words = in_words(piece, place, self._names)
            self._described[at] = (piece, words, str(unit) if isinstance(unit, FormulaUnit) else "")
        _, words, written = self._described[at]
        return words, written

    def _number(self, piece: ex.Number) -> _Unnamed:
        return partial(explain.given, value=piece.value)

    def _literal(self, piece: ex.Literal) -> Step:
        return explain.given(Text(zh=piece.text, en=piece.text), piece.text, "")

    def _operation(self, piece: ex.Operation, operands: list[Step]) -> _Unnamed:
        match piece.operator:
            case Operator.DIVIDE:
                over, under = operands
                if under.number == 0:
                    raise _Undefined("method.divided_by_zero", under.label)
                return partial(explain.quotient, over=over, under=under)
            case Operator.RAISE:
                base, exponent = operands
                if base.number <= 0:
                    raise _Undefined("method.no_power", base.label)
                return partial(_power, base=base, exponent=exponent)
            case Operator.HUNDREDTH:
                hundred = explain.given(text("method.hundred"), Decimal(100), "percent")
                return partial(explain.quotient, over=operands[0], under=hundred)
        return partial(_OPERATIONS[piece.operator], children=operands)

    def _choice(
        self,
        piece: ex.Choice,
        holds: _Looked,
        then: Callable[[], Step],
        otherwise: Callable[[], Step],
    ) -> _Unnamed:
        result = then() if holds.holds else otherwise()

        def chosen(label: Text, unit: str, cites: Sequence[Source], origin: str) -> Step:
            return explain.chosen(label, holds.steps, result, cites, origin)

        return chosen

    def _row_sum(self, piece: ex.RowSum, place: Place) -> _Unnamed:
        rows = self._rows(piece, place)
        terms = [self.figure(piece.term, inside) for looked, inside in rows if looked.holds]
        return partial(explain.total, children=terms)

    def _row_count(self, piece: ex.RowCount, place: Place) -> Step | _Unnamed:
        if piece.where:
            rows = self._rows(piece, place)
            ones = [self._one(piece, inside) for looked, inside in rows if looked.holds]
            return partial(explain.total, children=ones)
        label, unit = self._describe(piece, place)
        return explain.given(label, Decimal(len(self._given.keys(piece.table))), unit)

    def _one(self, count: ex.RowCount, inside: Place) -> Step:
        key = inside.keys[count.row]
        if count.table == YEARS:
            return explain.given(Text(zh=str(key), en=str(key)), Decimal(1), "year")
        title = self._names.tables[count.table].title
        return explain.given(self._given.label(title, count.table, key), Decimal(1), "1")

    def _comparison(self, piece: ex.Compare, place: Place) -> _Looked:
        left, right = self.figure(piece.left, place), self.figure(piece.right, place)
        if isinstance(left.value, str):
            sides = ((piece.left, left), (piece.right, right))
            looked_at = [step for side, step in sides if not isinstance(side, ex.Literal)]
            return _Looked((left.value == right.value) is (piece.relation == "=="), looked_at)
        words, _ = self._describe(piece, place)
        step = explain.compared(words, left, piece.relation, right)
        return _Looked(step.value is True, [step])

    def _joined(self, conditions: Iterator[_Looked], until: bool) -> _Looked:
        reasons: list[Step] = []
        for holds, looked_at in conditions:
            reasons += looked_at
            if holds is until:
                return _Looked(until, reasons)
        return _Looked(not until, reasons)

    def _negation(self, holds: _Looked) -> _Looked:
        return _Looked(not holds.holds, holds.steps)

    def _computed(self, line: Line, key: Key) -> bool:
        return (line.id, key) in self.steps or (line.id, key) in self._stopped

    def _cell(self, table: str, row: str, column: TableColumn) -> Step:
        return self._given.cell(table, row, column)

    def _entry(self, entry: Input | Parameter, key: Key) -> Step:
        return self._given.figure(entry, key)

    def _built_in(self, name: BuiltIn, key: Key) -> Step:
        if name is BuiltIn.ID:
            return explain.given(text("method.id"), str(key), "")
        if name is BuiltIn.ELAPSED:
            return explain.given(text("method.elapsed"), Decimal(self._given.elapsed(key)), "year")
        return explain.given(Text(zh=str(key), en=str(key)), Decimal(str(key)), "year")

    def _text_of(self, found: _Unnamed | Step | _Looked) -> str:
        return str(found.value) if isinstance(found, Step) else ""

    def _no_row(self, name: _Unnamed | Step | _Looked) -> Step:
        if isinstance(name, Step):
            place, row = name.origin.partition("#")[2], str(name.value)
            key, values = "method.no_row_named", {"title": name.label}
            self.faults.append(Fault(self._method_id, place, None, row, key, values))
        raise Stopped


def _within_bounds(step: Step) -> Step:
    """Return `step`; raises _Undefined for a figure too large to be shown to the fen."""
    if isinstance(step.value, Decimal) and abs(step.value) > LARGEST_COMPUTED:
        raise _Undefined("method.too_large", step.label)
    return step


def _power(base: Step, exponent: Step, **name: Any) -> Step:
    try:
        return explain.power(base=base, exponent=exponent, **name)
    except Overflow:
        raise _Undefined("method.no_power", base.label) from None
