"""Everything that some blocks of a method reach, in every reading of its switches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.method.check.circles import uses
from engine.method.formula import expression as ex
from engine.method.formula.grammar import parse
from engine.method.formula.names import YEARS, Names, Place
from engine.method.model.document import (
    CYCLE,
    YEAR,
    Block,
    Demand,
    Input,
    Line,
    Parameter,
    Switch,
    Table,
)

__all__ = ["Extent"]


class Extent:
    """The lines, inputs, parameters, switches and tables behind `blocks`, in their order."""

    def __init__(self, names: Names, blocks: Iterable[Block]) -> None:
        self._names = names
        self._found: set[str] = set()
        self._tables: set[str] = set()
        self._wanted = {block.id for block in blocks}
        for block in names.version.blocks:
            if block.id not in self._wanted:
                continue
            for line in block.lines:
                self._reach(line)
            for demand in block.demands:
                self._follow(demand.formula, demand.scope)
        version = names.version
        self.blocks: tuple[Block, ...] = version.blocks
        self.lines: tuple[Line, ...] = tuple(
            line for line in version.lines() if line.id in self._found
        )
        self.inputs: tuple[Input, ...] = tuple(
            entry for entry in version.inputs if entry.id in self._found
        )
        self.parameters: tuple[Parameter, ...] = tuple(
            entry for entry in version.parameters if entry.id in self._found
        )
        switches = {line.by.switch for line in self.lines if line.by is not None}
        self.switches: tuple[Switch, ...] = tuple(
            switch for switch in version.switches if switch.id in switches
        )
        self.tables: tuple[Table, ...] = tuple(
            table for table in version.tables if table.id in self._tables
        )

    def lines_of(self, block: Block) -> Iterator[Line]:
        """Yield the lines of a block that are reached."""
        yield from (line for line in block.lines if line.id in self._found)

    def demands_of(self, block: Block) -> Iterator[Demand]:
        """Yield the demands of a block, when it is one of those asked for."""
        if block.id in self._wanted:
            yield from block.demands

    def _reach(self, line: Line) -> None:
        if line.id not in self._found:
            self._found.add(line.id)
            self._stand(line.scope)
            for formula in line.formulas().values():
                self._follow(formula, line.scope)

    def _follow(self, formula: str, scope: str) -> None:
        self._stand(scope)
        for used, _ in uses(formula, scope, self._names):
            if isinstance(used, Line):
                self._reach(used)
            else:
                self._found.add(used.id)
        for piece in ex.walk(parse(formula)):
            if isinstance(piece, ex.Total | ex.Count):
                self._stand(piece.table)
            elif isinstance(piece, ex.Lookup):
                table = self._names.looked_up_in(piece, Place(scope))
                self._stand(table.id if table is not None else CYCLE)

    def _stand(self, scope: str) -> None:
        if scope not in (CYCLE, YEAR, YEARS) and scope not in self._tables:
            self._tables.add(scope)
