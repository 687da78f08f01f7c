"""What a block needs that is not given at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.method.formula.names import YEARS, Names
from engine.method.formula.reach import Reach
from engine.method.model.document import CYCLE, YEAR, Line, MethodBlock, Switch, SwitchValue
from engine.method.model.inputs import Inputs

__all__ = ["absent"]


def absent(
    block: MethodBlock, names: Names, inputs: Inputs, switches: Mapping[str, SwitchValue]
) -> frozenset[str]:
    """Return the inputs, parameters and tables that `block` needs and that are not given.

    Only formulas that come into play are followed: the reading chosen, the texts that occur.
    """

    def in_play(line: Line) -> Iterator[str]:
        formulas, chooser = line.formulas(), names.chooser(line)
        if chooser is None:
            yield from formulas.values()
        elif isinstance(chooser, Switch):
            yield formulas[switches[chooser.id].id]
        else:
            rows = inputs.tables.get(line.scope, ())
            occur = {str(row[chooser.id].value) for row in rows if chooser.id in row}
            yield from (formula for value, formula in formulas.items() if value in occur)

    reach = Reach(names, in_play)
    for line in block.lines:
        reach.line(line)
    tables = {YEARS if scope == YEAR else scope for scope in reach.scopes - {CYCLE}}
    given = {*inputs.tables, *([YEARS] if inputs.years else [])}
    figures = {
        name
        for name, entry in (names.inputs | names.parameters).items()
        if name in reach.entries and entry.fallback is None
    }
    return frozenset(tables - given | figures - {*inputs.scalars, *inputs.parameters})
