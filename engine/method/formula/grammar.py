"""The formula language: the grammar of Python expressions, of which little is allowed.

Numbers, names, + - * / ** and brackets; comparisons with and, or, not; `a if c else b`; `min`,
`max`, `mean` of several figures; `clip(figure, least, most)`; `sum`, `mean` and `count` over the
rows of a table, as in `sum(row.column for row in table if condition)`; `line[key]` for the row
that `key` names; `prior(line, start)`, of the year or row before; `fraction(percentage)`.
Over `years` a table's figures are taken by year: `sum(item.amount for item in items if
item.spent_in == year)`. Text in quotes can only be compared.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression, Operator
from engine.money import CONTEXT

__all__ = ["FUNCTIONS", "FormulaFault", "parse"]

FUNCTIONS = frozenset({"sum", "mean", "count", "min", "max", "clip", "prior", "fraction"})
"""The functions of the language."""

_OPERATORS: dict[type[ast.operator], Operator] = {
    ast.Add: Operator.ADD,
    ast.Sub: Operator.SUBTRACT,
    ast.Mult: Operator.MULTIPLY,
    ast.Div: Operator.DIVIDE,
    ast.Pow: Operator.RAISE,
}
_CHAINED = (Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY)
_RELATIONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


class FormulaFault(Exception):
    """What is wrong with a formula, and at which character."""

    def __init__(self, key: str, at: int, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values: dict[str, object] = {"at": at, **values}


@lru_cache(maxsize=4096)
def parse(formula: str) -> Expression:
    """Return `formula` as an expression; raises FormulaFault for what the language has not."""
    written = " ".join(formula.split())
    try:
        tree = ast.parse(written, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = getattr(error, "offset", None) or 1
        raise FormulaFault("method.not_a_formula", at) from None
    return _Parser(written).read(tree.body)


class _Parser:
    def __init__(self, written: str) -> None:
        # `ast` counts bytes; text in quotes may be Chinese.
        self._bytes = written.encode()

    def read(self, node: ast.expr) -> Expression:
        at = self._at(node)
        match node:
            case ast.Constant():
                return self._constant(node, at)
            case ast.Name(id=name):
                return ex.Name(at=at, name=name)
            case ast.Attribute(value=ast.Name(id=row), attr=name):
                return ex.Field(at=at, row=row, name=name)
            case ast.Subscript(value=ast.Name(id=name), slice=key):
                return ex.Lookup(at=at, name=name, key=self.read(key))
            case ast.BinOp():
                return self._arithmetic(node, at)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._negative(operand, at)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ex.Not(at=at, condition=self.read(operand))
            case ast.BoolOp(op=op, values=values):
                until = isinstance(op, ast.Or)
                return ex.Joined(at=at, conditions=self._all(values), until=until)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _RELATIONS:
                return ex.Compare(
                    at=at,
                    left=self.read(left),
                    relation=_RELATIONS[type(op)],
                    right=self.read(right),
                )
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                return ex.Choice(
                    at=at,
                    condition=self.read(test),
                    then=self.read(body),
                    otherwise=self.read(otherwise),
                )
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return self._call(name, args, at)
        raise FormulaFault("method.not_in_language", at, found=self._segment(node))

    def _constant(self, node: ast.Constant, at: int) -> Expression:
        written = self._segment(node)
        if isinstance(node.value, str):
            return ex.Literal(at=at, text=node.value)
        # The figure is taken as it is written, never through a float.
        if written.replace(".", "").isdecimal() and written.isascii():
            if len(written) > CONTEXT.prec:
                raise FormulaFault("method.constant_too_long", at, most=CONTEXT.prec)
            return ex.Number(at=at, value=Decimal(written))
        raise FormulaFault("method.not_in_language", at, found=written)

    def _negative(self, operand: ast.expr, at: int) -> Expression:
        inner = self.read(operand)
        if isinstance(inner, ex.Number):
            return ex.Number(at=at, value=-inner.value)
        minus_one = ex.Number(at=at, value=Decimal(-1))
        return ex.Operation(at=at, operator=Operator.MULTIPLY, operands=(minus_one, inner))

    def _arithmetic(self, node: ast.BinOp, at: int) -> Expression:
        left, right = self.read(node.left), self.read(node.right)
        operator = _OPERATORS.get(type(node.op))
        if operator is None:
            raise FormulaFault("method.not_in_language", at, found=self._segment(node))
        before: tuple[Expression, ...] = (left,)
        # A chain of one operation is one piece, so that its explanation is one step.
        if isinstance(left, ex.Operation) and left.operator is operator and operator in _CHAINED:
            before = left.operands
        return ex.Operation(at=at, operator=operator, operands=(*before, right))

    def _call(self, name: str, args: Sequence[ast.expr], at: int) -> Expression:
        def made(operator: Operator, *operands: Expression) -> Expression:
            return ex.Operation(at=at, operator=operator, operands=operands)

        match name, args:
            case "sum", [ast.GeneratorExp() as each]:
                return self._total(each, at)
            case "mean", [ast.GeneratorExp() as each]:
                total = self._total(each, at)
                count = ex.RowCount(at=at, table=total.table, row=total.row, where=total.where)
                return made(Operator.DIVIDE, total, count)
            case "mean", [_, _, *_]:
                number = ex.Number(at=at, value=Decimal(len(args)))
                return made(Operator.DIVIDE, made(Operator.ADD, *self._all(args)), number)
            case "min" | "max", [_, _, *_]:
                return made(Operator(name), *self._all(args))
            case "clip", [_, _, _]:
                figure, least, most = self._all(args)
                return made(Operator.MIN, made(Operator.MAX, figure, least), most)
            case "prior", [ast.Name(id=line), start]:
                return ex.Prior(at=at, name=line, start=self.read(start))
            case "count", [ast.Name(id=table)]:
                return ex.RowCount(at=at, table=table)
            case "count", [ast.GeneratorExp(elt=ast.Name(id=counted)) as each]:
                row, table, where = self._rows(each, at, name)
                if counted == row:
                    return ex.RowCount(at=at, table=table, row=row, where=where)
            case "fraction", [rate]:
                return made(Operator.HUNDREDTH, self.read(rate))
        raise FormulaFault("method.wrong_use", at, function=name)

    def _total(self, each: ast.GeneratorExp, at: int) -> ex.RowSum:
        row, table, where = self._rows(each, at, "sum")
        term = self.read(each.elt)
        # What is summed stays plain arithmetic on the row, so that a workbook can sum it too: of
        # columns it would take the smallest or largest of all rows.
        others = (Operator.MIN, Operator.MAX)
        for piece in ex.walk(term):
            named = isinstance(piece, ex.Name | ex.Field | ex.Number)
            if not named and (not isinstance(piece, ex.Operation) or piece.operator in others):
                raise FormulaFault("method.sum_of_line", piece.at)
        return ex.RowSum(at=at, term=term, row=row, table=table, where=where)

    def _rows(
        self, each: ast.GeneratorExp, at: int, function: str
    ) -> tuple[str, str, tuple[Expression, ...]]:
        """Return the row's name, the table and the conditions of `for row in table if …`."""
        match each.generators:
            case [ast.comprehension(target=ast.Name(id=row), iter=ast.Name(id=table), ifs=ifs)]:
                where = self._all(ifs)
            case _:
                raise FormulaFault("method.wrong_use", at, function=function)
        tests = (ex.Name, ex.Field, ex.Number, ex.Literal, ex.Compare, ex.Joined)
        for condition in where:
            for piece in ex.walk(condition):
                either = isinstance(piece, ex.Joined) and piece.until
                if either or not isinstance(piece, tests):
                    raise FormulaFault("method.sum_of_line", piece.at)
        return row, table, where

    def _all(self, nodes: Sequence[ast.expr]) -> tuple[Expression, ...]:
        return tuple(self.read(node) for node in nodes)

    def _at(self, node: ast.expr) -> int:
        return len(self._bytes[: node.col_offset].decode()) + 1

    def _segment(self, node: ast.expr) -> str:
        return self._bytes[node.col_offset : node.end_col_offset].decode()
