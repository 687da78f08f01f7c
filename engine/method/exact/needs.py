"""What a block needs that is not given at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.method.check.circles import uses
from engine.method.formula import expression as ex
from engine.method.formula.grammar import parse
from engine.method.formula.names import YEARS, Names
from engine.method.model.document import CYCLE, YEAR, Block, Input, Line, Parameter, SwitchValue
from engine.method.model.inputs import Inputs

__all__ = ["Needs"]


class Needs:
    """Follows formulas, in the readings chosen, down to inputs, parameters and tables."""

    def __init__(self, names: Names, inputs: Inputs, switches: Mapping[str, SwitchValue]) -> None:
        self._names = names
        self._inputs = inputs
        self._switches = switches
        self._of_lines: dict[str, frozenset[str]] = {}

    def absent(self, block: Block) -> frozenset[str]:
        """Return the inputs, parameters and tables that `block` needs and that are not given."""
        found: set[str] = set()
        for line in block.lines:
            found |= self._of_line(line)
        return frozenset(found)

    def _of_line(self, line: Line) -> frozenset[str]:
        if line.id not in self._of_lines:
            self._of_lines[line.id] = frozenset()  # last year's figure of the line itself
            found = set(self._of_scope(line.scope))
            for formula in self._formulas(line):
                found.update(self._of_formula(formula, line.scope))
            self._of_lines[line.id] = frozenset(found)
        return self._of_lines[line.id]

    def _formulas(self, line: Line) -> Iterator[str]:
        """Yield the formulas that come into play: the reading chosen, the texts that occur."""
        formulas = line.formulas()
        if line.by is None:
            yield from formulas.values()
        elif line.by.switch is not None:
            yield formulas[self._switches[line.by.switch].id]
        else:
            rows = self._inputs.tables.get(line.scope, ())
            cells = [row.get(line.by.column or "") for row in rows]
            occur = {str(cell.value) for cell in cells if cell is not None}
            yield from (formula for value, formula in formulas.items() if value in occur)

    def _of_formula(self, formula: str, scope: str) -> Iterator[str]:
        for piece in ex.walk(parse(formula)):
            if isinstance(piece, ex.Total | ex.Count):
                yield from self._of_scope(piece.table)
        for used, _ in uses(formula, scope, self._names):
            match used:
                case Line():
                    yield from self._of_line(used)
                case Input(default=None) if used.id not in self._inputs.scalars:
                    yield used.id
                case Parameter(value=None, default=None) if used.id not in self._inputs.parameters:
                    yield used.id

    def _of_scope(self, scope: str) -> Iterator[str]:
        if scope in (YEAR, YEARS):
            if not self._inputs.years:
                yield YEARS
        elif scope != CYCLE and scope not in self._inputs.tables:
            yield scope
