"""What a block needs that is not given at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.method.formula.names import YEARS, Names
from engine.method.formula.reach import Reach
from engine.method.model.document import CYCLE, YEAR, Block, Line, Switch, SwitchValue
from engine.method.model.inputs import Inputs

__all__ = ["Needs"]


class Needs:
    """Follows formulas, in the readings chosen, down to inputs, parameters and tables."""

    def __init__(self, names: Names, inputs: Inputs, switches: Mapping[str, SwitchValue]) -> None:
        self._names = names
        self._inputs = inputs
        self._switches = switches

    def absent(self, block: Block) -> frozenset[str]:
        """Return the inputs, parameters and tables that `block` needs and that are not given."""
        reach = Reach(self._names, self._in_play)
        for line in block.lines:
            reach.line(line)
        return frozenset([*self._figures(reach), *self._tables(reach)])

    def _in_play(self, line: Line) -> Iterator[str]:
        """Yield the formulas that come into play: the reading chosen, the texts that occur."""
        formulas, chooser = line.formulas(), self._names.chooser(line)
        if chooser is None:
            yield from formulas.values()
        elif isinstance(chooser, Switch):
            yield formulas[self._switches[chooser.id].id]
        else:
            rows = self._inputs.tables.get(line.scope, ())
            occur = {str(row[chooser.id].value) for row in rows if chooser.id in row}
            yield from (formula for value, formula in formulas.items() if value in occur)

    def _figures(self, reach: Reach) -> Iterator[str]:
        inputs, parameters = self._names.inputs, self._names.parameters
        for name in reach.entries & inputs.keys() - self._inputs.scalars.keys():
            if inputs[name].default is None:
                yield name
        for name in reach.entries & parameters.keys() - self._inputs.parameters.keys():
            if parameters[name].value is None and parameters[name].default is None:
                yield name

    def _tables(self, reach: Reach) -> Iterator[str]:
        by_year = reach.scopes & {YEAR, YEARS}
        if by_year and not self._inputs.years:
            yield YEARS
        yield from reach.scopes - {CYCLE, YEAR, YEARS} - self._inputs.tables.keys()
