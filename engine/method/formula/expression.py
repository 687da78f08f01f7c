"""What a formula can say: expressions as plain data, read by every reader of a method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "Choice",
    "Compare",
    "Expression",
    "Field",
    "Joined",
    "Literal",
    "Lookup",
    "Name",
    "Not",
    "Number",
    "Operation",
    "Operator",
    "Prior",
    "RowCount",
    "RowSum",
    "parts",
    "walk",
]


class Operator(StrEnum):
    """What is done with the operands of an `Operation`, in their order."""

    ADD = "add"
    """All added."""
    SUBTRACT = "subtract"
    """The first less all others."""
    MULTIPLY = "multiply"
    """All multiplied."""
    DIVIDE = "divide"
    """The first divided by the second."""
    RAISE = "raise"
    """The first, above 0, raised to the second."""
    HUNDREDTH = "hundredth"
    """`fraction(rate)`: the only one, a percentage, as its hundredth."""
    MIN = "min"
    """The smallest."""
    MAX = "max"
    """The largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A piece of a formula."""

    at: int
    """Where it begins in the formula, the first character being 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Expression):
    """A written number, exact."""

    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Expression):
    """A written text, such as "paid"."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Expression):
    """A line, input, parameter, or a column of the row at hand."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Expression):
    """`item.reviewed`: a line or column of the row, or year, that a sum stands at."""

    row: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Expression):
    """`pool_paid[pool]`: a line or column of the row that `key` names."""

    name: str
    key: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Expression):
    """A figure made from figures."""

    operator: Operator
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Expression):
    """`left` against `right` by one of < <= > >= == !=."""

    left: Expression
    relation: str
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Expression):
    """Conditions looked at in order until one is `until`: False for `and`, True for `or`."""

    conditions: tuple[Expression, ...]
    until: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Expression):
    """True when the condition is not."""

    condition: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Expression):
    """`then` if `condition`, else `otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSum(Expression):
    """`sum(term for row in table if where)`: over the rows of a table, or over the years."""

    term: Expression
    row: str
    table: str
    where: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior(Expression):
    """`prior(line, start)`: the figure of the year, or row, before; `start` in the first."""

    name: str
    start: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCount(Expression):
    """`count(table)`, `count(row for row in table if where)`: how many rows, or years."""

    table: str
    row: str = ""
    where: tuple[Expression, ...] = ()


def parts(expression: Expression) -> Iterator[Expression]:
    """Yield the expressions directly inside `expression`, in order."""
    for field in fields(expression):
        value = getattr(expression, field.name)
        if isinstance(value, Expression):
            yield value
        elif isinstance(value, tuple):
            yield from value


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield `expression` and all inside it, the outer first."""
    yield expression
    for part in parts(expression):
        yield from walk(part)
