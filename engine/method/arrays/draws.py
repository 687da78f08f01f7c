"""The array reader: the same formulas over numpy arrays, many draws at once (批量读法)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from engine.law import Fault
from engine.method.check.inputs import bounds_of, refuse
from engine.method.exact.values import GivenSteps, written_origin
from engine.method.exact.worksheet import Worksheet, evaluate
from engine.method.formula.names import Key, Names
from engine.method.model.document import Demand, Line, MethodBlock, MethodVersion
from engine.method.model.inputs import InputCell, InputRow, Inputs
from engine.money import exactly, plain

if TYPE_CHECKING:
    from engine.method.arrays.figures import Figure, Floats
    from engine.method.arrays.reader import ArrayReader
    from engine.method.arrays.texts import DrawnText, Texts

__all__ = ["At", "Draws", "evaluate_many"]

At = str | tuple[str, str, str]
"""What is drawn: an input, parameter or switch by name, or a cell by table, row and column."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Every line that was computed, for every draw."""

    count: int
    """How many draws."""
    keys: Mapping[str, tuple[Key, ...]]
    """Rows or years of each line, in order; None alone for a line of the cycle."""
    figures: Mapping[tuple[str, Key], Figure]
    """A figure that no draw moves is exact; the others are arrays of one figure a draw."""

    def values(self, line: str, key: Key = None) -> Floats:
        """Return a line in its unit: draws, or draws × years or rows when it has several.

        With a `key`, the draws of that one year or row. Raises KeyError when it was not computed.
        """
        from engine.method.arrays.figures import side_by_side, values_of

        if key is not None or self.keys[line] == (None,):
            return values_of(self.figures[line, key], self.count)
        return side_by_side([self.figures[line, each] for each in self.keys[line]], self.count)


def evaluate_many(
    method_id: str,
    version: MethodVersion,
    inputs: Inputs,
    draws: Mapping[At, Floats | Texts],
    first: Worksheet | None = None,
) -> Draws:
    """Return every line of a method for each draw of some of its inputs.

    `draws` gives, in their units, arrays of one figure a draw; for an input by year also draws ×
    years. A draw stands for the decimal figure that it is written as. A cell of texts, and how a
    switch is read, are arrays of texts. What is not drawn is taken from `inputs`, which need not
    hold what is. `first` is the worksheet of the first draw, where somebody has it already.

    What no draw moves is computed exactly; the rest in binary figures that carry a bound of their
    error, near 1e-15 of what they were made from. Two figures that may be equal are, in a
    comparison; a draw in which a figure may have been rounded the wrong way is read again, exactly.

    Raises Faults as `evaluate` does for the first draw; then with every figure drawn out of its
    bounds, and every line and demand that fails in a later draw, saying in how many.
    """
    from engine.method.arrays.reader import ArrayReader

    drawn = _Drawn(method_id, version, inputs, draws)
    of_first = drawn.first()
    worksheet = evaluate(method_id, version, of_first) if first is None else first
    refuse(drawn.out_of_bounds())
    names, switches = Names(version), worksheet.switch_values
    given = GivenSteps(method_id, names, of_first)
    reader = ArrayReader(names, given, switches, drawn.figures(), drawn.cells(), drawn.readings())
    read = _Read(method_id, given, reader, drawn.count)
    lines = [line for line in version.lines() if line.id in inputs.lines]
    exactly(lambda: read.blocks(worksheet.blocks, lines))
    refuse(given.missing or read.faults)
    exact = {
        draw: ArrayReader(
            names, given, switches, drawn.figures(draw), drawn.cells(draw), drawn.readings(draw)
        )
        for draw in reader.doubtful
    }
    if exact:
        exactly(lambda: read.correct(version.lines(), exact))
    return Draws(drawn.count, read.keys, read.lines)


class _Drawn:
    """What is drawn, in order of its names."""

    def __init__(
        self,
        method_id: str,
        version: MethodVersion,
        inputs: Inputs,
        draws: Mapping[At, Floats | Texts],
    ) -> None:
        self._method_id = method_id
        self._version = version
        self._names = Names(version)
        self._inputs = inputs
        self._draws: dict[At, Floats] = {}
        self._texts: dict[At, Texts] = {}
        for at, array in draws.items():
            if array.dtype.kind == "U":
                self._texts[at] = cast("Texts", array)
            else:
                self._draws[at] = cast("Floats", array)
        refuse([*self._misshapen(), *self._unknown_texts()])
        self.count: int = next((len(array) for array in draws.values()), 1)

    def first(self) -> Inputs:
        """Return the inputs with the first draw in them."""
        tables = {table: list(rows) for table, rows in self._inputs.tables.items()}
        scalars, parameters = dict(self._inputs.scalars), dict(self._inputs.parameters)
        by_year: dict[str, dict[int, InputCell]] = {}
        for (name, year), array in self._figures():
            cell = InputCell(_figure(array[0]))
            if name in self._names.parameters:
                parameters[name] = cell
            elif year is None:
                scalars[name] = cell
            else:
                scalars[name] = by_year.setdefault(name, {})
                by_year[name][int(year)] = cell
        for at, array in self._draws.items():
            if isinstance(at, tuple):
                _put(tables, at, InputCell(_figure(array[0])))
        switches = dict(self._inputs.switches)
        for at, texts in self._texts.items():
            if isinstance(at, tuple):
                _put(tables, at, InputCell(str(texts[0])))
            else:
                switches[at] = str(texts[0])
        return replace(
            self._inputs, tables=tables, scalars=scalars, parameters=parameters, switches=switches
        )

    def figures(self, draw: int | None = None) -> dict[tuple[str, Key], Figure]:
        """Return inputs and parameters by name and year: every draw, or one of them, exact."""
        return {at: _taken(array, draw) for at, array in self._figures()}

    def cells(
        self, draw: int | None = None
    ) -> dict[tuple[str, str, str], Figure | str | DrawnText]:
        """Return cells by table, row and column: every draw, or one of them, exact."""
        found: dict[tuple[str, str, str], Figure | str | DrawnText] = {}
        for at, array in self._draws.items():
            if isinstance(at, tuple):
                found[at] = _taken(array, draw)
        for at, texts in self._texts.items():
            if isinstance(at, tuple):
                found[at] = _text(texts, draw)
        return found

    def readings(self, draw: int | None = None) -> dict[str, str | DrawnText]:
        """Return how switches are read that are drawn: in every draw, or in one of them."""
        texts = self._texts.items()
        return {at: _text(array, draw) for at, array in texts if isinstance(at, str)}

    def _figures(self) -> Iterator[tuple[tuple[str, Key], Floats]]:
        for name, array in self._draws.items():
            if isinstance(name, str) and not self._by_year(name):
                yield (name, None), array
            elif isinstance(name, str):
                for position, year in enumerate(self._inputs.years):
                    yield (name, year), array if array.ndim == 1 else array[:, position]

    def out_of_bounds(self) -> Iterator[Fault]:
        """Yield the parameters of which some draw lies outside the bounds, with the worst draw."""
        for name, array in self._draws.items():
            parameter = self._names.parameters.get(name) if isinstance(name, str) else None
            if parameter is None:
                continue
            for worst in (_figure(array.min()), _figure(array.max())):
                if not parameter.allows(worst):
                    values = bounds_of(parameter, self._version)
                    yield self._fault(name, "method.out_of_bounds", plain(worst), values)

    def _misshapen(self) -> Iterator[Fault]:
        """Yield arrays that are not draws, or draws × years, of finite figures."""
        every: dict[At, Floats | Texts] = {**self._draws, **self._texts}
        lengths = [len(array) for array in every.values() if array.ndim]
        most = max(lengths, default=1)
        for at, array in every.items():
            years = len(self._inputs.years) if isinstance(at, str) and self._by_year(at) else 0
            allowed = [(most,), (most, years)] if years else [(most,)]
            if array.shape not in allowed or not most:
                values: dict[str, object] = {"allowed": " / ".join(map(str, allowed))}
                yield self._fault(at, "method.misshapen_draws", str(array.shape), values)
            elif at in self._draws and not abs(self._draws[at]).max() < float("inf"):
                yield self._fault(at, "method.not_finite_draws", None, {})
            elif isinstance(at, tuple) and self._inputs.cell(at[0], at[1], "id") is None:
                yield self._fault(at, "method.no_cell_drawn", at[1], {})
            elif isinstance(at, tuple) and self._orders(at[0]) == at[2]:
                yield self._fault(at, "method.order_drawn", None, {})

    def _unknown_texts(self) -> Iterator[Fault]:
        """Yield texts that a column does not have, and readings that a switch does not have."""
        for at, texts in self._texts.items():
            allowed = self._allowed(at)
            for text in sorted({str(one) for one in texts.ravel()}):
                if allowed is not None and text not in allowed:
                    values: dict[str, object] = {"allowed": ", ".join(allowed)}
                    yield self._fault(at, "law.not_one_of", text, values)

    def _allowed(self, at: At) -> tuple[str, ...] | None:
        """Return the texts that can stand there; None where any can."""
        if isinstance(at, str):
            switch = self._names.switches.get(at)
            return () if switch is None else tuple(value.id for value in switch.values)
        table = self._names.tables.get(at[0])
        column = None if table is None else table.column(at[2])
        if column is None:
            return ()
        if column.of is not None:
            rows = self._inputs.tables.get(column.of, ())
            return (*(str(row["id"].value) for row in rows), *([""] if column.optional else []))
        return tuple(value.id for value in column.values) or None

    def _orders(self, table: str) -> str | None:
        known = self._names.tables.get(table)
        return None if known is None else known.order

    def _by_year(self, name: str) -> bool:
        entry = self._names.inputs.get(name)
        return entry is not None and entry.scope == "year"

    def _fault(self, at: At, key: str, value: object, values: dict[str, object]) -> Fault:
        place = at if isinstance(at, str) else f"tables.{at[0]}[{at[1]}].{at[2]}"
        return Fault(self._method_id, f"draws.{place}", None, value, key, values)


class _Read:
    """Reads block after block, and notes what fails."""

    def __init__(self, method_id: str, given: GivenSteps, reader: ArrayReader, count: int) -> None:
        self.lines: dict[tuple[str, Key], Figure] = {}
        self.keys: dict[str, tuple[Key, ...]] = {}
        self.faults: list[Fault] = []
        self._method_id = method_id
        self._given = given
        self._reader = reader
        self._count = count

    def blocks(self, blocks: Sequence[MethodBlock], lines: Sequence[Line]) -> None:
        """Read the lines of each block, and look whether its demands hold; read `lines`, too."""
        from engine.method.arrays.figures import incomputable, unmet

        for entry in (*(entry for block in blocks for entry in block.entries), *lines):
            keys = self._given.keys(entry.scope)
            if isinstance(entry, Line):
                self.keys[entry.id] = keys
            for key in keys:
                if isinstance(entry, Line):
                    figure = self.lines[entry.id, key] = self._reader.line(entry, key)
                    failed = incomputable(figure, self._count)
                    self._note(entry, key, failed, "method.fails_in_draws")
                else:
                    failed = unmet(self._reader.holds(entry, key), self._count)
                    self._note(entry, key, failed, "method.demand_in_draws")

    def correct(self, lines: Sequence[Line], exact: Mapping[int, ArrayReader]) -> None:
        """Put the figures of some draws, as a reader of each alone has them, in their place."""
        from engine.method.arrays.figures import Drawn, drawn, values_of

        of = {line.id: line for line in lines}
        for (name, key), figure in self.lines.items():
            if isinstance(figure, Drawn):
                values = values_of(figure, self._count).copy()
                for draw, reader in exact.items():
                    values[draw] = values_of(reader.line(of[name], key), 1)[0]
                self.lines[name, key] = drawn(values)

    def _note(self, entry: Line | Demand, key: Key, draws: Sequence[int], sentence: str) -> None:
        if not draws:
            return
        place = written_origin("", entry.id, key)
        title = self._given.label(entry.title, entry.scope, key)
        values: dict[str, object] = {"title": title, "draws": len(draws), "first": draws[0] + 1}
        self.faults.append(Fault(self._method_id, place, None, None, sentence, values))


def _put(tables: dict[str, list[InputRow]], at: tuple[str, str, str], cell: InputCell) -> None:
    table, row, column = at
    tables[table] = [
        {**each, column: cell} if each["id"].value == row else each for each in tables[table]
    ]


def _taken(array: Floats, draw: int | None) -> Figure:
    from engine.method.arrays.figures import drawn

    return drawn(array) if draw is None else _figure(array[draw])


def _text(texts: Texts, draw: int | None) -> str | DrawnText:
    from engine.method.arrays.texts import drawn_text

    return drawn_text(texts) if draw is None else str(texts[draw])


def _figure(figure: float) -> Decimal:
    return Decimal(repr(float(figure)))
