"""The domain of a fact, cut into the cells that the rules can tell apart.

An enumeration has a cell a value; a number or a day is cut at the constants that stand in the
rules. A set of cells is a bit mask, so that a rule's condition and what is known of a fact meet in
one operation.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from engine.money import exactly, parse_number, plain
from engine.rules.model.document import (
    DateFact,
    EnumerationFact,
    Fact,
    FactValue,
    NumberFact,
    Output,
    RuleCell,
    Switch,
    YesNoFact,
)
from engine.text import Text, text

__all__ = [
    "Domain",
    "EmptyIntervalError",
    "NotInDomainError",
    "UnlikeFactsError",
    "domain_of",
    "joined",
    "output_domain",
    "own_cells",
    "whole_of",
]

Cut = tuple[int, Any, int]
"""A place between values: just before a value (…, value, 0) or just after it (…, value, 1)."""
Interval = tuple[Cut, Cut]

_LOWEST: Cut = (-1, 0, 0)
_HIGHEST: Cut = (1, 0, 0)
_BOUND = re.compile(r"\s*(<=|>=|<|>)\s*(\S+)\s*")
_RANGE = re.compile(r"\s*([\[(])\s*([^,\s]+)\s*,\s*([^,\s]+)\s*([\])])\s*")


class NotInDomainError(ValueError):
    """A value or an interval that the fact cannot have."""


class EmptyIntervalError(ValueError):
    """An interval that holds no value."""


class UnlikeFactsError(ValueError):
    """Two documents ask facts of the same name that are of different types."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The cells of a fact or an output, in order."""

    values: tuple[FactValue, ...] = ()
    """The values, for what has named ones."""
    titles: tuple[Text, ...] = ()
    """Their names."""
    cuts: tuple[Cut, ...] = ()
    """For a number or a day: the cuts, from the lower end of the domain to the upper."""
    days: bool = False
    """True when the cuts stand between days."""

    @property
    def size(self) -> int:
        """The number of cells."""
        return len(self.values) or len(self.cuts) - 1

    @property
    def full(self) -> int:
        """The mask of all cells."""
        return (1 << self.size) - 1

    def holding(self, value: object) -> int:
        """Return the mask of the cell that holds `value`; NotInDomainError where there is none."""
        if self.values:
            for position, known in enumerate(self.values):
                if type(known) is type(value) and known == value:
                    return 1 << position
            raise NotInDomainError(value)
        place: Cut = (0, _point(value, self.days), 0)
        if not self.cuts[0] <= place < self.cuts[-1]:
            raise NotInDomainError(value)
        return 1 << (bisect_right(self.cuts, place) - 1)

    def value(self, written: FactValue) -> FactValue:
        """Return a value of the domain in its own type: a number as Decimal, a day as a day."""
        if self.values:
            return written
        point = _point(written, self.days)
        return point if isinstance(point, Decimal) else datetime.date.fromordinal(point)

    def meeting(self, cell: RuleCell) -> int:
        """Return the mask of the cells that satisfy `cell`.

        Raises NotInDomainError or EmptyIntervalError.
        """
        mask = 0
        for written in cell.one_of:
            if self.values:
                mask |= self.holding(written)
            else:
                mask |= self.between(*_interval(written, self.days))
        return self.full & ~mask if cell.negated else mask

    def between(self, lower: Cut, upper: Cut) -> int:
        """Return the mask of the cells from one cut to another."""
        lower, upper = max(lower, self.cuts[0]), min(upper, self.cuts[-1])
        if lower >= upper:
            return 0
        first, last = self.cuts.index(lower), self.cuts.index(upper)
        return ((1 << last) - 1) & ~((1 << first) - 1)

    def some(self, mask: int) -> FactValue:
        """Return one value in the first cell of `mask`."""
        place = (mask & -mask).bit_length() - 1
        if self.values:
            return self.values[place]
        point = _inside(self.cuts[place], self.cuts[place + 1], self.days)
        return point if isinstance(point, Decimal) else datetime.date.fromordinal(point)

    def shown(self, value: FactValue) -> Text:
        """Return one value in words."""
        if self.titles:
            return self.in_words(self.holding(value))
        written = plain(value) if isinstance(value, Decimal) else str(value)
        return Text(zh=written, en=written)

    def in_words(self, mask: int) -> Text:
        """Return the values of `mask` in words."""
        if self.titles:
            named = [title for place, title in enumerate(self.titles) if mask >> place & 1]
            return joined("rules.or", named)
        runs = [self._run(first, last) for first, last in _runs(mask)]
        return joined("rules.or", [Text(zh=run, en=run) for run in runs])

    def _run(self, first: int, last: int) -> str:
        lower, upper = self.cuts[first], self.cuts[last + 1]
        if lower == _LOWEST and upper == _HIGHEST:
            return "(-∞, ∞)"
        if lower == _LOWEST:
            return self._upper(upper)
        if upper == _HIGHEST:
            return f"{'>' if lower[2] else '>='} {self._shown(lower)}"
        if self.days:
            begin, end = self._shown(lower), self._shown((0, upper[1] - 1, 0))
            return begin if begin == end else f"[{begin}, {end}]"
        if lower[1] == upper[1]:
            return self._shown(lower)
        left, right = "(" if lower[2] else "[", "]" if upper[2] else ")"
        return f"{left}{self._shown(lower)}, {self._shown(upper)}{right}"

    def _upper(self, cut: Cut) -> str:
        return f"{'<=' if cut[2] else '<'} {self._shown(cut)}"

    def _shown(self, cut: Cut) -> str:
        return datetime.date.fromordinal(cut[1]).isoformat() if self.days else plain(cut[1])


def _inside(lower: Cut, upper: Cut, days: bool) -> Decimal | int:
    """Return a point between two cuts: an end where it belongs to the cell."""
    if lower == _LOWEST and upper == _HIGHEST:
        return datetime.date(2000, 1, 1).toordinal() if days else Decimal(0)
    if lower == _LOWEST:
        found: Decimal | int = upper[1] if upper[2] else upper[1] - 1
    elif not lower[2]:
        found = lower[1]
    elif upper == _HIGHEST:
        found = lower[1] + 1
    else:
        found = upper[1] if upper[2] else exactly(lambda: (lower[1] + upper[1]) / 2)
    return found


def _runs(mask: int) -> Iterator[tuple[int, int]]:
    """Yield first and last place of each run of ones."""
    start = None
    for place in range(mask.bit_length() + 1):
        if mask >> place & 1:
            start = place if start is None else start
        elif start is not None:
            yield start, place - 1
            start = None


def joined(key: str, phrases: Sequence[Text]) -> Text:
    """Return `phrases` as one, each two joined by the sentence `key`."""
    return reduce(lambda one, other: text(key, one=one, other=other), phrases)


def domain_of(facts: Sequence[Fact], cells: Iterable[RuleCell]) -> Domain:
    """Return the domain of a fact, cut at the constants of `cells`.

    `facts` is the fact, or what several documents ask under its name: the domain then has the
    values of all. Raises NotInDomainError or EmptyIntervalError for the interval `within` of a
    fact, UnlikeFactsError where the types differ; what is wrong in `cells` is passed over here and
    found by `Domain.meeting`.
    """
    first = facts[0]
    if any(_comparable(fact) != _comparable(first) for fact in facts):
        raise UnlikeFactsError(first.id)
    match first:
        case EnumerationFact() | Switch():
            named = {
                value.id: value.title
                for fact in reversed(facts)
                if isinstance(fact, EnumerationFact | Switch)
                for value in fact.values
            }
            order = [
                value.id
                for fact in facts
                if isinstance(fact, EnumerationFact | Switch)
                for value in fact.values
            ]
            ids = tuple(dict.fromkeys(order))
            return Domain(ids, tuple(named[name] for name in ids))
        case YesNoFact():
            return Domain((True, False), (text("explain.yes"), text("explain.no")))
        case NumberFact() | DateFact():
            days = isinstance(first, DateFact)
            wholes = [whole_of(fact) for fact in facts]
            ends = {cut for whole in wholes for cut in whole}
            return Domain(cuts=_cuts((min(ends), max(ends)), ends, cells, days), days=days)


def _comparable(fact: Fact) -> str:
    return f"number of {fact.unit}" if isinstance(fact, NumberFact) else fact.type


def whole_of(fact: Fact) -> Interval:
    """Return the interval in which a number or a day must lie."""
    within = fact.within if isinstance(fact, NumberFact | DateFact) else None
    return (_LOWEST, _HIGHEST) if within is None else _interval(within, fact.type == "date")


def own_cells(fact: Fact, domain: Domain) -> int:
    """Return the cells of `domain` that `fact` itself can have."""
    if isinstance(fact, EnumerationFact | Switch):
        return sum(domain.holding(value.id) for value in fact.values)
    if isinstance(fact, YesNoFact):
        return domain.full
    return domain.between(*whole_of(fact))


def output_domain(output: Output) -> Domain:
    """Return the domain of `output`: its values."""
    return Domain(
        tuple(value.id for value in output.values), tuple(value.title for value in output.values)
    )


def _cuts(
    whole: Interval, ends: Iterable[Cut], cells: Iterable[RuleCell], days: bool
) -> tuple[Cut, ...]:
    found = set(ends)
    for cell in cells:
        for written in cell.one_of:
            try:
                found.update(_interval(written, days))
            except (NotInDomainError, EmptyIntervalError):
                continue
    return tuple(sorted(cut for cut in found if whole[0] <= cut <= whole[1]))


def _point(value: object, days: bool) -> Decimal | int:
    """Return a number as it is, a day as its ordinal."""
    if days:
        if isinstance(value, str):
            with suppress(ValueError):
                value = datetime.date.fromisoformat(value)
        if not isinstance(value, datetime.date):
            raise NotInDomainError(value)
        return value.toordinal()
    if isinstance(value, bool):
        raise NotInDomainError(value)
    try:
        return parse_number(value)
    except ValueError:
        raise NotInDomainError(value) from None


def _cut(value: object, after: bool, days: bool) -> Cut:
    point = _point(value, days)
    # Between two days there is nothing: just after a day is just before the next.
    return (0, point + 1, 0) if days and after else (0, point, int(after))


def _interval(written: object, days: bool) -> Interval:
    if isinstance(written, str) and (bound := _BOUND.fullmatch(written)):
        relation, value = bound.groups()
        place = _cut(value, relation in {"<=", ">"}, days)
        return (_LOWEST, place) if relation[0] == "<" else (place, _HIGHEST)
    if isinstance(written, str) and (found := _RANGE.fullmatch(written)):
        left, low, high, right = found.groups()
        lower, upper = _cut(low, left == "(", days), _cut(high, right == "]", days)
    else:
        lower, upper = _cut(written, False, days), _cut(written, True, days)
    if lower >= upper:
        raise EmptyIntervalError(written)
    return lower, upper
