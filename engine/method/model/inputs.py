"""What a worksheet is computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.law import Declaration, Source
from engine.text import Text

__all__ = ["CellValue", "InputCell", "InputRow", "Inputs", "place_of"]

CellValue = Decimal | str | Text | None
"""A figure, a text, a title in both languages, or nothing."""


@dataclass(frozen=True, slots=True)
class InputCell:
    """One given value, with its sources."""

    value: CellValue
    sources: tuple[Source, ...] = ()
    """The submission, or the document, that gives it."""


InputRow = Mapping[str, InputCell]
"""A row of a table: `id`, `title`, and the table's columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that is given to a method."""

    tables: Mapping[str, Sequence[InputRow]] = field(default_factory=dict)
    """Rows of each table; a table that is not given is not the same as an empty one."""
    scalars: Mapping[str, InputCell | Mapping[int, InputCell]] = field(default_factory=dict)
    """Figures of the cycle, or by year."""
    parameters: Mapping[str, InputCell] = field(default_factory=dict)
    """Parameters chosen within their bounds."""
    switches: Mapping[str, str] = field(default_factory=dict)
    """Readings chosen; the others are read by default."""
    years: tuple[int, ...] = ()
    """The years of the cycle, in order."""
    blocks: tuple[str, ...] | None = None
    """The blocks wanted; None means every block for which nothing is wholly absent."""
    lines: tuple[str, ...] = ()
    """Lines wanted whatever block they stand in."""

    def figure(self, name: str, year: str | int | None = None) -> Decimal | None:
        """Return the figure given for an input or parameter, of one year when it has several."""
        given = self.parameters.get(name) or self.scalars.get(name)
        if isinstance(given, Mapping):
            given = None if year is None else given.get(int(year))
        return given.value if given is not None and isinstance(given.value, Decimal) else None

    def cell(self, table: str, row: str, column: str) -> CellValue:
        """Return what is given in a cell of a table, or None."""
        for cells in self.tables.get(table, ()):
            if "id" in cells and cells["id"].value == row and column in cells:
                return cells[column].value
        return None


def place_of(cell: InputCell | None, method_id: str, place: str) -> tuple[str, str]:
    """Return the file and place at which `cell` was declared, or else its place in the inputs."""
    for source in cell.sources if cell is not None else ():
        if isinstance(source, Declaration):
            return source.file, source.place
    return method_id, place
