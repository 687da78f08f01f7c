"""Building steps: the value is always computed here from the children."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from engine.explain.step import Operation, Step, Value
from engine.law import Source
from engine.money import Rounding, exactly, round_to
from engine.text import Text

__all__ = [
    "chosen",
    "compared",
    "decided",
    "difference",
    "given",
    "in_unit",
    "largest",
    "power",
    "product",
    "quotient",
    "rounded",
    "same",
    "smallest",
    "total",
]

Cites = Sequence[Source]


def given(label: Text, value: Value, unit: str, cites: Cites = (), origin: str = "") -> Step:
    """Return a step for a value that was given."""
    return Step(
        label=label,
        value=value,
        unit=unit,
        operation=Operation.INPUT,
        cites=tuple(cites),
        origin=origin,
    )


def _made(
    operation: Operation,
    work: Callable[[list[Decimal]], Decimal],
    label: Text,
    children: Sequence[Step],
    unit: str,
    cites: Cites,
    origin: str,
) -> Step:
    values = [child.number for child in children]
    return Step(
        label=label,
        value=exactly(lambda: work(values)),
        unit=unit,
        operation=operation,
        children=tuple(children),
        cites=tuple(cites),
        origin=origin,
    )


def in_unit(step: Step, old: str, new: str) -> Step:
    """Return the tree of `step` with the unit `old` called `new`, as in EUR/call for yuan/call."""
    if new == old:
        return step
    names = re.sub(rf"\b{re.escape(old)}\b", new, step.unit)
    children = tuple(in_unit(child, old, new) for child in step.children)
    return replace(step, unit=names, children=children)


def same(
    label: Text, child: Step, unit: str | None = None, cites: Cites = (), origin: str = ""
) -> Step:
    """Return `child`'s value under another name."""
    return Step(
        label=label,
        value=child.value,
        unit=child.unit if unit is None else unit,
        operation=Operation.SAME,
        children=(child,),
        cites=tuple(cites),
        origin=origin,
    )


def total(
    label: Text, children: Sequence[Step], unit: str, cites: Cites = (), origin: str = ""
) -> Step:
    """Return the sum of `children`; 0 when there are none."""
    return _made(Operation.SUM, lambda v: sum(v, Decimal(0)), label, children, unit, cites, origin)


def difference(
    label: Text, children: Sequence[Step], unit: str, cites: Cites = (), origin: str = ""
) -> Step:
    """Return the first of `children` less all others."""
    return _made(
        Operation.DIFFERENCE,
        lambda v: v[0] - sum(v[1:], Decimal(0)),
        label,
        children,
        unit,
        cites,
        origin,
    )


def _multiply(values: list[Decimal]) -> Decimal:
    result = Decimal(1)
    for value in values:
        result *= value
    return result


def product(
    label: Text, children: Sequence[Step], unit: str, cites: Cites = (), origin: str = ""
) -> Step:
    """Return the product of `children`."""
    return _made(Operation.PRODUCT, _multiply, label, children, unit, cites, origin)


def quotient(
    label: Text, over: Step, under: Step, unit: str, cites: Cites = (), origin: str = ""
) -> Step:
    """Return `over` divided by `under`, at 50 digits; ZeroDivisionError when `under` is 0."""
    if under.number == 0:
        raise ZeroDivisionError(under.label.en)
    return _made(
        Operation.QUOTIENT, lambda v: v[0] / v[1], label, (over, under), unit, cites, origin
    )


def power(
    label: Text, base: Step, exponent: Step, unit: str, cites: Cites = (), origin: str = ""
) -> Step:
    """Return `base`, above 0, raised to `exponent`, at 50 digits."""
    return _made(
        Operation.POWER, lambda v: v[0] ** v[1], label, (base, exponent), unit, cites, origin
    )


def smallest(
    label: Text, children: Sequence[Step], unit: str, cites: Cites = (), origin: str = ""
) -> Step:
    """Return the smallest of `children`."""
    return _made(Operation.MIN, min, label, children, unit, cites, origin)


def largest(
    label: Text, children: Sequence[Step], unit: str, cites: Cites = (), origin: str = ""
) -> Step:
    """Return the largest of `children`."""
    return _made(Operation.MAX, max, label, children, unit, cites, origin)


def rounded(
    label: Text, child: Step, rounding: Rounding, cites: Cites = (), origin: str = ""
) -> Step:
    """Return `child` rounded; the rule is cited only where it changed the figure."""
    value = round_to(child.number, rounding)
    return Step(
        label=label,
        value=value,
        unit=child.unit,
        operation=Operation.ROUND,
        children=(child,),
        cites=tuple(cites) if value != child.number else (),
        origin=origin,
        rounding=rounding,
    )


_RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def compared(label: Text, left: Step, relation: str, right: Step, cites: Cites = ()) -> Step:
    """Return whether `left` stands in `relation` (< <= > >= == !=) to `right`."""
    return Step(
        label=label,
        value=_RELATIONS[relation](left.number, right.number),
        unit="",
        operation=Operation.COMPARE,
        children=(left, right),
        cites=tuple(cites),
        relation=relation,
    )


def chosen(
    label: Text, reasons: Sequence[Step], result: Step, cites: Cites = (), origin: str = ""
) -> Step:
    """Return `result`, chosen for `reasons`."""
    return Step(
        label=label,
        value=result.value,
        unit=result.unit,
        operation=Operation.CHOOSE,
        children=(*reasons, result),
        cites=tuple(cites),
        origin=origin,
    )


def decided(label: Text, value: Value, facts: Sequence[Step], cites: Cites, origin: str) -> Step:
    """Return the result of the rule `origin`, with the facts it looked at."""
    return Step(
        label=label,
        value=value,
        unit="",
        operation=Operation.DECIDE,
        children=tuple(facts),
        cites=tuple(cites),
        origin=origin,
    )
