"""A method under every reading of its switches at once (口径全览)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from engine.method.check.inputs import faults_of_inputs, refuse
from engine.method.exact.values import GivenSteps
from engine.method.formula.names import Key, names_of
from engine.method.model.document import MethodVersion, Switch
from engine.method.model.inputs import Inputs
from engine.method.readings.cases import Case, Cases, OpenPoint
from engine.method.readings.reader import ReadingsReader
from engine.money import exactly

__all__ = ["EveryReading", "evaluate_readings"]

Readings = Mapping[str, str]
"""Switch → reading, of every switch."""


@dataclass(frozen=True)
class EveryReading:
    """Every line that was computed, and every demand, by the readings that each looks at."""

    version: MethodVersion
    """The version of the method."""
    choices: tuple[Switch, ...]
    """Its switches as they may be read here, and what is open in the figures."""
    cases: Mapping[tuple[str, Key], Cases]
    """Line or demand, and row or year → its cases."""
    columns: Mapping[tuple[str, str], int]
    """Table and column → the bit of `Case.columns` that stands for it."""

    def case(self, name: str, key: Key, readings: Readings) -> Case:
        """Return what a line or a demand comes to under some readings of all switches.

        Raises KeyError when it was not computed, or a switch has no such reading.
        """
        found = self.cases[name, key].under(readings)
        if found is None:
            raise KeyError(name, key)
        return found

    @cached_property
    def every(self) -> tuple[tuple[tuple[str, Key], Case], ...]:
        """Every case, with its line or demand and the row or year."""
        return tuple((at, case) for at, cases in self.cases.items() for case in cases)

    @cached_property
    def switches(self) -> tuple[Switch, ...]:
        """The choices that anything computed looks at, in their order."""
        looked_at = {switch for _, case in self.every for switch in case.readings}
        return tuple(one for one in self.choices if one.id in looked_at)

    @cached_property
    def failures(self) -> tuple[tuple[tuple[str, Key], Case], ...]:
        """The lines without a figure and the demands that do not hold, with the readings."""
        return tuple((at, case) for at, case in self.every if case.failed)

    def taking(self, table: str, column: str) -> Iterator[Readings]:
        """Yield the readings under which something computed takes a cell of a column."""
        bit = self.columns.get((table, column), 0)
        return (case.readings for _, case in self.every if case.columns & bit)

    def failed(self, readings: Readings) -> Iterator[tuple[tuple[str, Key], Case]]:
        """Yield what fails under some readings: `evaluate` refuses them where anything does."""
        for at, case in self.failures:
            if case.readings.items() <= readings.items():
                yield at, case

    def combinations(self, switches: tuple[Switch, ...]) -> Iterator[dict[str, str]]:
        """Yield every combination of readings of `switches`; the other switches by default."""
        default = {switch.id: switch.default for switch in self.choices}
        values = ([value.id for value in switch.values] for switch in switches)
        for chosen in product(*values):
            yield default | dict(zip((switch.id for switch in switches), chosen, strict=True))


def evaluate_readings(
    method_id: str,
    version: MethodVersion,
    inputs: Inputs,
    points: Sequence[OpenPoint] = (),
    fixed: Readings | None = None,
) -> EveryReading:
    """Return the lines and demands of `inputs.blocks`, and `inputs.lines`, by all readings.

    The switches in `fixed` are read in that way only; `points` are open beside the others. Figures
    are those of `evaluate` for the same readings and cells. `inputs.switches` is not looked at.
    Raises Faults for inputs that the method does not know, or a table or the years not given.
    """
    refuse(faults_of_inputs(method_id, version, inputs))
    names = names_of(version)
    given = GivenSteps(method_id, names, inputs)
    choices = tuple(_choice(one, fixed or {}) for one in version.switches)
    choices += tuple(point.switch for point in points)
    values = {one.id: [value.id for value in one.values] for one in choices}
    reader = ReadingsReader(names, given, values, points)
    cases = exactly(lambda: dict(_read(version, inputs, given, reader)))
    refuse(fault for fault in given.missing if fault.place not in reader.asked_for)
    return EveryReading(version, choices, cases, reader.columns)


def _choice(switch: Switch, fixed: Readings) -> Switch:
    """Return a switch as it may be read: in the one way that is `fixed`, or in all."""
    if switch.id not in fixed:
        return switch
    values = tuple(one for one in switch.values if one.id == fixed[switch.id])
    return switch.model_copy(update={"default": fixed[switch.id], "values": values})


def _read(
    version: MethodVersion, inputs: Inputs, given: GivenSteps, reader: ReadingsReader
) -> Iterator[tuple[tuple[str, Key], Cases]]:
    wanted = inputs.blocks or ()
    entries = [entry for block in version.blocks if block.id in wanted for entry in block.entries]
    for entry in (*entries, *(line for line in version.lines() if line.id in inputs.lines)):
        for key in given.keys(entry.scope):
            yield (entry.id, key), reader.cases(entry, key)
