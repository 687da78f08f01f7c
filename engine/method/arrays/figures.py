"""Arithmetic on figures of which some are exact and some are arrays of one figure a draw.

A drawn figure knows how far it may lie from what exact arithmetic would give, so that it is known
where that could change how it is rounded. All of this folder imports numpy at once: only a
bulk reading imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, Overflow
from functools import reduce
from math import prod

import numpy as np
from numpy.typing import NDArray

from engine.money import Rounding, RoundingMode, round_to

__all__ = [
    "NOTHING",
    "Drawn",
    "Figure",
    "Floats",
    "Truth",
    "chosen",
    "compared",
    "difference",
    "drawn",
    "incomputable",
    "largest",
    "power",
    "product",
    "quotient",
    "rounded",
    "side_by_side",
    "smallest",
    "total",
    "unmet",
    "values_of",
]

Floats = NDArray[np.float64]
_STEP = float(np.finfo(np.float64).eps)
"""The greatest relative error of one operation, twice over."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One figure a draw."""

    values: Floats
    """The figures; NaN where one cannot be computed."""
    error: Floats
    """How far each may lie from the exact figure."""


Figure = Decimal | Drawn
"""Exact where no draw moves it."""
Truth = bool | Floats
"""Yes or no; else 1, 0, or NaN where it cannot be told, for each draw."""


def drawn(values: Floats) -> Drawn:
    """Return figures that stand for the decimals they are written as."""
    return Drawn(values, np.abs(values) * _STEP)


NOTHING = drawn(np.array(np.nan))
"""What cannot be computed in any draw."""


def values_of(figure: Figure, count: int) -> Floats:
    """Return a figure as an array of `count` draws, which cannot be written to."""
    return np.broadcast_to(_drawn(figure).values, count)


def side_by_side(figures: Sequence[Figure], count: int) -> Floats:
    """Return `figures` as an array of draws × figures."""
    columns = [values_of(figure, count) for figure in figures]
    return np.column_stack(columns) if columns else np.empty((count, 0))


def incomputable(figure: Figure, count: int) -> list[int]:
    """Return the draws in which a figure cannot be computed."""
    if isinstance(figure, Decimal):
        return []
    return [int(draw) for draw in np.flatnonzero(~np.isfinite(values_of(figure, count)))]


def unmet(holds: Truth, count: int) -> list[int]:
    """Return the draws in which a condition does not hold, or cannot be told."""
    met = np.broadcast_to(np.asarray(holds, dtype=np.float64), count)
    return [int(draw) for draw in np.flatnonzero(met != 1)]


def smallest(items: Sequence[Figure]) -> Figure:
    """Return the smallest figure."""
    return reduce(lambda a, b: _extreme(min, np.minimum, a, b), items)


def largest(items: Sequence[Figure]) -> Figure:
    """Return the largest figure."""
    return reduce(lambda a, b: _extreme(max, np.maximum, a, b), items)


def _extreme(
    exact: Callable[[Decimal, Decimal], Decimal],
    of_arrays: Callable[[Floats, Floats], Floats],
    left: Figure,
    right: Figure,
) -> Figure:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return exact(left, right)
    one, other = _drawn(left), _drawn(right)
    return Drawn(of_arrays(one.values, other.values), np.maximum(one.error, other.error))


def total(terms: Sequence[Figure]) -> Figure:
    """Return the sum; what no draw moves is summed exactly first."""
    exact: Figure = sum((term for term in terms if isinstance(term, Decimal)), Decimal(0))
    return reduce(_add, (term for term in terms if isinstance(term, Drawn)), exact)


def _add(left: Figure, right: Drawn) -> Figure:
    if isinstance(left, Decimal) and left == 0:
        return right
    one = _drawn(left)
    return _made(one.values + right.values, one.error + right.error)


def difference(terms: Sequence[Figure]) -> Figure:
    """Return the first figure less all others."""
    first, less = terms[0], total(terms[1:])
    if isinstance(less, Decimal):
        return first - less if isinstance(first, Decimal) else _add(-less, first)
    return _add(first, Drawn(-less.values, less.error))


def product(factors: Sequence[Figure]) -> Figure:
    """Return the product; what no draw moves is multiplied exactly first."""
    exact: Figure = prod((one for one in factors if isinstance(one, Decimal)), start=Decimal(1))
    return reduce(_multiply, (factor for factor in factors if isinstance(factor, Drawn)), exact)


def _multiply(left: Figure, right: Drawn) -> Figure:
    if isinstance(left, Decimal) and left == 1:
        return right
    one = _drawn(left)
    error = np.abs(one.values) * right.error + np.abs(right.values) * one.error
    return _made(one.values * right.values, error)


def quotient(over: Figure, under: Figure) -> Figure:
    """Return `over` divided by `under`; nothing where that is 0."""
    if isinstance(under, Decimal) and under == 0:
        return NOTHING
    if isinstance(over, Decimal) and isinstance(under, Decimal):
        return over / under
    above, below = _drawn(over), _drawn(under)
    with np.errstate(all="ignore"):
        values = np.where(below.values == 0, np.nan, above.values / below.values)
        error = (above.error + np.abs(values) * below.error) / np.abs(below.values)
    return _made(values, error)


def power(base: Figure, exponent: Figure) -> Figure:
    """Return `base` raised to `exponent`; nothing where it is not above 0."""
    if isinstance(base, Decimal) and isinstance(exponent, Decimal):
        try:
            return base**exponent if base > 0 else NOTHING
        except Overflow:
            return NOTHING
    below, above = _drawn(base), _drawn(exponent)
    with np.errstate(all="ignore"):
        values = np.where(below.values > 0, np.power(below.values, above.values), np.nan)
        relative = np.abs(above.values) * below.error / below.values
        relative = relative + np.abs(np.log(below.values)) * above.error
        return _made(values, np.abs(values) * (relative + _STEP))


def chosen(holds: Truth, then: Callable[[], Figure], otherwise: Callable[[], Figure]) -> Figure:
    """Return each draw's branch; a branch that no draw takes is not read."""
    if isinstance(holds, bool):
        return then() if holds else otherwise()
    if np.all(holds == 1):
        return then()
    if np.all(holds == 0):
        return otherwise()
    one, other = _drawn(then()), _drawn(otherwise())
    values = np.where(holds == 1, one.values, np.where(holds == 0, other.values, np.nan))
    return Drawn(values, np.where(holds == 1, one.error, other.error))


_RELATIONS = {
    "<": (True, False, False),
    "<=": (True, True, False),
    ">": (False, False, True),
    ">=": (False, True, True),
    "==": (False, True, False),
    "!=": (True, False, True),
}
"""Whether a relation holds of a figure that is less than the other, equal to it, more than it."""


def compared(left: Figure, relation: str, right: Figure) -> Truth:
    """Return whether `left` stands in `relation` to `right`; what may be equal is."""
    less, equal, more = _RELATIONS[relation]
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return equal if left == right else less if left < right else more
    one, other = _drawn(left), _drawn(right)
    same = np.abs(one.values - other.values) <= one.error + other.error
    holds = np.where(same, equal, np.where(one.values < other.values, less, more))
    return np.where(np.isnan(one.values) | np.isnan(other.values), np.nan, holds)


def rounded(figure: Figure, rule: Rounding) -> tuple[Figure, NDArray[np.bool_] | None]:
    """Return `figure` rounded, and the draws in which its error could have turned it."""
    if isinstance(figure, Decimal):
        return round_to(figure, rule), None
    # 0.01 has no binary form and 100 has: so fen are counted, and divided by 100.
    per_unit = 1 / rule.unit
    whole = per_unit == per_unit.to_integral_value()
    scale = float(per_unit) if whole else 1 / float(rule.unit)
    size = np.abs(figure.values) * scale
    halves = rule.mode in (RoundingMode.HALF_UP, RoundingMode.HALF_EVEN)
    turn = size - 0.5 if halves else size
    bound = figure.error * scale + size * _STEP
    doubtful = (np.abs(turn - np.round(turn)) <= bound) & (bound > 0)  # nothing is nothing
    steps = np.copysign(_STEPS[rule.mode](size), figure.values) + 0.0
    return drawn(steps / scale if whole else steps * float(rule.unit)), doubtful


_STEPS: dict[RoundingMode, Callable[[Floats], Floats]] = {
    RoundingMode.HALF_UP: lambda size: np.floor(size + 0.5),
    RoundingMode.HALF_EVEN: np.round,
    RoundingMode.UP: np.ceil,
    RoundingMode.DOWN: np.floor,
}


def _drawn(figure: Figure) -> Drawn:
    return drawn(np.array(float(figure))) if isinstance(figure, Decimal) else figure


def _made(values: Floats, error: Floats) -> Drawn:
    """Return the result of an operation, with the error of the operation itself."""
    return Drawn(values, error + np.abs(values) * _STEP)
