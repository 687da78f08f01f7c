"""Every node of an explanation worked out anew from its children, apart from the engine's code.

`wrong_steps` is for any test that has a Step tree: it must yield nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction
from functools import reduce

from engine.explain import Step

COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
ROUNDINGS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
}


def wrong_steps(step: Step) -> Iterator[str]:
    """Yield a sentence for each node that does not follow from its children by its operation."""
    for node in step.walk():
        try:
            right = follows(node)
        except (ArithmeticError, IndexError, KeyError, TypeError, ValueError) as error:
            right, reason = False, f"{type(error).__name__}: {error}"
        else:
            reason = "does not follow"
        if not right:
            children = ", ".join(f"{child.label.en} = {child.value}" for child in node.children)
            yield f"{node.operation.value} “{node.label.en}” = {node.value} ({children}): {reason}"


def follows(node: Step) -> bool:
    """Return whether the value of `node` is its operation's result on its children."""
    name, value = node.operation.value, node.value
    if name == "input":
        return not node.children and not isinstance(value, float)
    if name == "decide":
        # None: no rule matches, or none is certain yet.
        return bool(node.origin)
    if name == "same":
        (only,) = node.children
        return identical(value, only.value)
    if name == "choose":
        return identical(value, node.children[-1].value)
    if name == "compare":
        left, right = node.children
        return value is COMPARISONS[node.relation](exact(left), exact(right))
    if name == "round":
        (only,) = node.children
        assert node.rounding is not None
        with localcontext(prec=60):
            multiple = only.number / node.rounding.unit
            whole = multiple.quantize(Decimal(1), rounding=ROUNDINGS[node.rounding.mode.value])
            return Fraction(whole * node.rounding.unit) == exact(node)
    return close(exact(node), arithmetic(name, [exact(child) for child in node.children]))


def arithmetic(name: str, values: list[Fraction]) -> Fraction:
    """Return the exact result of an operation on numbers."""
    if name == "sum":
        return sum(values, Fraction(0))
    if name == "difference":
        return values[0] - sum(values[1:], Fraction(0))
    if name == "product":
        return reduce(operator.mul, values, Fraction(1))
    if name == "quotient":
        over, under = values
        return over / under
    if name == "power":
        base, exponent = values
        with localcontext(prec=80):
            logarithm = (Decimal(base.numerator) / base.denominator).ln()
            return Fraction((logarithm * exponent.numerator / exponent.denominator).exp())
    if name == "min":
        return min(values)
    if name == "max":
        return max(values)
    raise KeyError(name)


def exact(node: Step) -> Fraction:
    """Return the number of a step as a fraction; nothing is lost."""
    return Fraction(node.number)


def close(found: Fraction, expected: Fraction) -> bool:
    """Return whether two numbers agree to what 50 digits can hold."""
    return abs(found - expected) <= abs(expected) * Fraction(1, 10**45)


def identical(found: object, expected: object) -> bool:
    """Return whether two values are the same, and of the same type."""
    return type(found) is type(expected) and found == expected
