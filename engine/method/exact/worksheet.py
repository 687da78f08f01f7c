"""A method computed on one set of inputs: the worksheet (计算表)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from engine.explain import Step
from engine.law import Fault, FaultyLaw, written_path
from engine.method.check.document import structure_known
from engine.method.check.inputs import faults_of_inputs, refuse
from engine.method.exact.needs import absent
from engine.method.exact.reader import ExactReader, Remarked, Stopped
from engine.method.exact.values import GivenSteps
from engine.method.formula.names import Key, Names, names_of
from engine.method.model.document import Line, MethodBlock, MethodVersion, SwitchValue
from engine.method.model.inputs import Inputs

__all__ = ["Worksheet", "evaluate"]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Every line that was computed, as a step."""

    method_id: str
    """The method document."""
    version: MethodVersion
    """Its version."""
    inputs: Inputs
    """What it was computed from."""
    switch_values: Mapping[str, SwitchValue]
    """The reading of every switch, chosen or by default, with its citation."""
    blocks: tuple[MethodBlock, ...]
    """The blocks that were computed."""
    steps: Mapping[tuple[str, Key], Step]
    """Lines, inputs and parameters by name, and row or year."""
    columns: frozenset[tuple[str, str]]
    """The tables and columns of which a line took a cell."""
    remarks: tuple[Remarked, ...] = ()
    """What the method tells of these figures."""

    def step(self, name: str, key: Key = None) -> Step:
        """Return a line, input or parameter; of one row or year when it has several.

        Raises KeyError when it was not computed or not used.
        """
        return self.steps[name, key]

    def has(self, name: str, key: Key = None) -> bool:
        """Return whether `step` would find it."""
        return (name, key) in self.steps

    def took(self, table: str, column: str) -> bool:
        """Return whether a line that was computed took a cell of a column."""
        return (table, column) in self.columns

    def keys(self, name: str) -> tuple[Key, ...]:
        """Return the rows or years for which `name` was computed, in order."""
        return tuple(key for found, key in self.steps if found == name)

    def lines(self) -> tuple[Line, ...]:
        """Return the lines that were computed, in the order of the method."""
        computed = {name for name, _ in self.steps}
        return tuple(line for line in self.version.lines() if line.id in computed)


def evaluate(method_id: str, version: MethodVersion, inputs: Inputs) -> Worksheet:
    """Return the worksheet of one version of a method, computed at the 50 significant digits of
    `engine.money.CONTEXT`; only a line's own rounding shortens a figure.

    Raises FaultyLaw with everything that is wrong with the method itself, else Faults with all that
    is wrong with the inputs: those it does not know, parameters out of their bounds (refused, never
    cut), all missing inputs, demands that do not hold, and divisions by zero.
    """
    faulty = [
        Fault(method_id, written_path(one.path), None, one.value, one.key, one.values)
        for one in structure_known(version)
    ]
    if faulty:
        raise FaultyLaw(faulty)
    refuse(faults_of_inputs(method_id, version, inputs))
    names = names_of(version)
    switches = {
        switch.id: value
        for switch in version.switches
        for value in switch.readings
        if value.id == inputs.switches.get(switch.id, switch.default)
    }
    given = GivenSteps(method_id, names, inputs)
    reader = ExactReader(method_id, names, given, switches)
    blocks = _wanted(names, inputs, switches)
    lines = [line for line in version.lines() if line.id in inputs.lines]
    for entry in (*(entry for block in blocks for entry in block.entries), *lines):
        for key in given.keys(entry.scope):
            # One that stopped is noted; the others may have faults of their own.
            with suppress(Stopped):
                if isinstance(entry, Line):
                    reader.line(entry, key)
                else:
                    reader.demand(entry, key)
    # What follows from a figure that is missing is no fault of its own.
    refuse(given.missing or reader.faults)
    order = [line.id for line in version.lines()]
    computed = sorted(reader.steps.items(), key=lambda entry: order.index(entry[0][0]))
    steps = {**given.steps, **dict(computed)}
    taken = given.columns
    # Read last, so that what only a remark looks at is none of the worksheet.
    told = tuple(
        found
        for block in blocks
        for remark in block.remarks
        for key in given.keys(remark.scope)
        if (found := reader.remark(remark, key)) is not None
    )
    return Worksheet(method_id, version, inputs, switches, blocks, steps, taken, told)


def _wanted(
    names: Names, inputs: Inputs, switches: Mapping[str, SwitchValue]
) -> tuple[MethodBlock, ...]:
    """Return the blocks to compute: those asked for, or those for which nothing is absent.

    When something is absent for every block, all are tried, so that what is absent is said.
    """
    if inputs.blocks is not None:
        return tuple(block for block in names.version.blocks if block.id in inputs.blocks)
    possible = tuple(
        block for block in names.version.blocks if not absent(block, names, inputs, switches)
    )
    return possible or names.version.blocks
