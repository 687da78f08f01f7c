"""Everything that some blocks of a method reach, in every reading of its switches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.method.formula.names import Names
from engine.method.formula.reach import Reach
from engine.method.model.document import Demand, Line, MethodBlock, Switch

__all__ = ["Extent"]


class Extent:
    """The lines, inputs, parameters, switches and tables behind `blocks`, in their order."""

    def __init__(self, names: Names, blocks: Iterable[MethodBlock]) -> None:
        self._reach = reach = Reach(names, lambda line: line.formulas().values())
        self._wanted = {block.id for block in blocks}
        version = names.version
        for block in version.blocks:
            if block.id in self._wanted:
                for line in block.lines:
                    reach.line(line)
                for demand in block.demands:
                    reach.formula(demand.formula, demand.scope)
        lines = [line for line in version.lines() if line.id in reach.entries]
        choosers = [names.chooser(line) for line in lines]
        switches = {chooser.id for chooser in choosers if isinstance(chooser, Switch)}
        tables = reach.scopes | reach.looked_up
        self.blocks = version.blocks
        self.inputs = tuple(one for one in version.inputs if one.id in reach.entries)
        self.parameters = tuple(one for one in version.parameters if one.id in reach.entries)
        self.switches = tuple(one for one in version.switches if one.id in switches)
        self.tables = tuple(one for one in version.tables if one.id in tables)

    def entries(self, block: MethodBlock, scope: str) -> Iterator[Line | Demand]:
        """Yield the lines of a block that are reached, then its demands when it is asked for."""
        for line in block.lines:
            if line.scope == scope and line.id in self._reach.entries:
                yield line
        if block.id in self._wanted:
            yield from (demand for demand in block.demands if demand.scope == scope)
