"""Arithmetic on figures of which some are exact and some are arrays of one figure a draw.

This module and `arrays` import numpy at once: only a bulk reading imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, Overflow
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from engine.money import Rounding, RoundingMode, round_to

__all__ = [
    "NOTHING",
    "Figure",
    "Floats",
    "Truth",
    "as_array",
    "chosen",
    "compared",
    "difference",
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
]

Floats = NDArray[np.float64]
Figure = Decimal | Floats
"""Exact where no draw moves it; else one figure a draw, NaN where it cannot be computed."""
Truth = bool | Floats
"""Yes or no; else 1, 0, or NaN where it cannot be told, for each draw."""

_CLOSE = 1e-12
"""Two figures whose difference is a smaller part of them are the same figure."""
_TIE = 1e-14
"""A figure that lies this close below a half, as part of itself, is the half."""

NOTHING: Floats = np.array(np.nan)
"""What cannot be computed in any draw."""


def as_array(figure: Figure, count: int) -> Floats:
    """Return `figure` as an array of one figure a draw, which cannot be written to."""
    return np.broadcast_to(_floats(figure), count)


def side_by_side(figures: Sequence[Figure], count: int) -> Floats:
    """Return `figures` as an array of draws × figures."""
    columns = [as_array(figure, count) for figure in figures]
    return np.column_stack(columns) if columns else np.empty((count, 0))


def incomputable(figure: Figure, count: int) -> list[int]:
    """Return the draws in which a figure cannot be computed."""
    if isinstance(figure, Decimal):
        return []
    return [int(draw) for draw in np.flatnonzero(~np.isfinite(as_array(figure, count)))]


def unmet(holds: Truth, count: int) -> list[int]:
    """Return the draws in which a condition does not hold, or cannot be told."""
    met = np.broadcast_to(np.asarray(holds, dtype=np.float64), count)
    return [int(draw) for draw in np.flatnonzero(met != 1)]


def rounded(figure: Figure, rule: Rounding) -> Figure:
    """Return `figure` rounded to a multiple of the rule's unit."""
    if isinstance(figure, Decimal):
        return round_to(figure, rule)
    # 0.01 has no binary form, 100 has: so a fen is counted, not measured.
    per_unit = 1 / rule.unit
    whole = per_unit == per_unit.to_integral_value()
    scale = float(per_unit) if whole else float(rule.unit)
    units = figure * scale if whole else figure / scale
    size = np.abs(units)
    match rule.mode:
        case RoundingMode.HALF_UP:
            steps = np.floor(size * (1 + _TIE) + 0.5)
        case RoundingMode.DOWN:
            steps = np.floor(size * (1 + _TIE))
        case RoundingMode.UP:
            steps = np.ceil(size * (1 - _TIE))
        case RoundingMode.HALF_EVEN:
            steps = np.round(np.where(np.abs(size % 1 - 0.5) <= size * _TIE, size // 1 + 0.5, size))
    signed = np.copysign(steps, units) + 0.0
    return signed / scale if whole else signed * scale


def _floats(figure: Figure) -> Floats:
    return np.array(float(figure)) if isinstance(figure, Decimal) else figure


def _apply(
    exact: Callable[[Decimal, Decimal], Decimal],
    drawn: Callable[[Floats, Floats], Floats],
    left: Figure,
    right: Figure,
) -> Figure:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return exact(left, right)
    return drawn(_floats(left), _floats(right))


def smallest(items: Sequence[Figure]) -> Figure:
    """Return the smallest figure."""
    return reduce(lambda a, b: _apply(min, np.minimum, a, b), items)


def largest(items: Sequence[Figure]) -> Figure:
    """Return the largest figure."""
    return reduce(lambda a, b: _apply(max, np.maximum, a, b), items)


def difference(terms: Sequence[Figure]) -> Figure:
    """Return the first figure less all others."""
    first, *others = terms
    return _apply(lambda a, b: a - b, np.subtract, first, total(others))


def total(terms: Sequence[Figure]) -> Figure:
    """Return the sum; what no draw moves is summed exactly first."""
    exact = sum((term for term in terms if isinstance(term, Decimal)), Decimal(0))
    drawn = [term for term in terms if not isinstance(term, Decimal)]
    return reduce(np.add, drawn, _floats(exact)) if drawn else exact


def product(factors: Sequence[Figure]) -> Figure:
    """Return the product; what no draw moves is multiplied exactly first."""
    exact = Decimal(1)
    for factor in factors:
        exact = exact * factor if isinstance(factor, Decimal) else exact
    drawn = [factor for factor in factors if not isinstance(factor, Decimal)]
    return reduce(np.multiply, drawn, _floats(exact)) if drawn else exact


def quotient(over: Figure, under: Figure) -> Figure:
    """Return `over` divided by `under`; nothing where that is 0."""
    if isinstance(under, Decimal) and under == 0:
        return NOTHING
    if isinstance(over, Decimal) and isinstance(under, Decimal):
        return over / under
    below = _floats(under)
    with np.errstate(all="ignore"):
        return np.where(below == 0, np.nan, _floats(over) / below)


def power(base: Figure, exponent: Figure) -> Figure:
    """Return `base` raised to `exponent`; nothing where it is not above 0."""
    if isinstance(base, Decimal) and isinstance(exponent, Decimal):
        try:
            return base**exponent if base > 0 else NOTHING
        except Overflow:
            return NOTHING
    below = _floats(base)
    with np.errstate(all="ignore"):
        return np.where(below > 0, np.power(below, _floats(exponent)), np.nan)


def chosen(holds: Truth, then: Callable[[], Figure], otherwise: Callable[[], Figure]) -> Figure:
    """Return each draw's branch; a branch that no draw takes is not read."""
    if isinstance(holds, bool):
        return then() if holds else otherwise()
    if np.all(holds == 1):
        return then()
    if np.all(holds == 0):
        return otherwise()
    return np.where(holds == 1, _floats(then()), np.where(holds == 0, _floats(otherwise()), np.nan))


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
    """Return whether `left` stands in `relation` to `right`."""
    less, equal, more = _RELATIONS[relation]
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return equal if left == right else less if left < right else more
    one, other = _floats(left), _floats(right)
    same = np.abs(one - other) <= _CLOSE * np.maximum(np.abs(one), np.abs(other))
    holds = np.where(same, equal, np.where(one < other, less, more))
    return np.where(np.isnan(one) | np.isnan(other), np.nan, holds)
