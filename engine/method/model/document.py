"""The method document: a worksheet of named lines, each a formula with a unit (定价方法)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.law import Citation, Cited, Document, Model, Source, Version
from engine.method.model.role import MethodRole, Uses
from engine.money import Number, Rounding, RoundingMode
from engine.text import Text

__all__ = [
    "CYCLE",
    "YEAR",
    "ColumnType",
    "CountUnit",
    "Demand",
    "Input",
    "Line",
    "LineCase",
    "LineCases",
    "LineRounding",
    "Method",
    "MethodBlock",
    "MethodTable",
    "MethodVersion",
    "Parameter",
    "Remark",
    "Switch",
    "SwitchValue",
    "TableColumn",
    "TextValue",
    "sources_of",
]

CYCLE = "cycle"
"""Scope of a line that has one figure."""
YEAR = "year"
"""Scope of a line that has a figure for each year of the cycle."""

LineName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name that formulas can use: small letters, digits, underscore."""


class CountUnit(Model):
    """A unit of the method's own, in which things are only counted."""

    id: LineName
    """Name in units, such as `unit` in `yuan/unit`."""
    title: Text
    """What people call it."""


class Parameter(Cited):
    """A figure that the method sets or lets be chosen within bounds (参数)."""

    id: LineName
    """Name in formulas."""
    title: Text
    """What it is."""
    unit: str
    """Unit of the figure and of its bounds."""
    value: Number | None = None
    """The figure, when the rule fixes it: it cannot be replaced."""
    default: Number | None = None
    """The figure used when none is chosen; without it one must be."""
    min: Number | None = None
    """The least figure allowed; a smaller one is refused, never raised to it."""
    max: Number | None = None
    """The greatest figure allowed; a greater one is refused, never cut to it."""

    @property
    def fallback(self) -> Decimal | None:
        """The figure when none is chosen; None when one must be."""
        return self.default if self.value is None else self.value

    def allows(self, figure: Decimal) -> bool:
        """Return whether `figure`, in `unit`, lies within the bounds; a bound itself does."""
        return (self.min is None or figure >= self.min) and (self.max is None or figure <= self.max)


class SwitchValue(Cited):
    """One reading that a switch can take."""

    id: LineName
    """Name of the reading."""
    title: Text
    """The reading in words."""
    means: LineName | None = None
    """What the engine recognises in it, where it must, such as `most_revenue`: the word is one of
    the role's, whatever the reading is called. By default its own name."""

    @property
    def meaning(self) -> str:
        """What the engine recognises in it."""
        return self.means or self.id


class Switch(Model):
    """A point on which the rule can be read in several ways (口径开关)."""

    id: LineName
    """Name of the switch."""
    title: Text
    """What is read differently."""
    default: LineName
    """The reading taken when none is chosen."""
    values: Annotated[tuple[SwitchValue, ...], Field(min_length=2)]
    """The readings, each with its own citation."""
    cites: tuple[Citation, ...] = ()
    """What makes the default the default, where that is said apart, as by a place that decides."""

    @property
    def readings(self) -> tuple[SwitchValue, ...]:
        """The readings; the default also rests on what makes it the default."""
        if not self.cites:
            return self.values
        return tuple(
            value.model_copy(update={"cites": (*self.cites, *value.cites)})
            if value.id == self.default
            else value
            for value in self.values
        )

    def value(self, identifier: str) -> SwitchValue | None:
        """Return the reading `identifier`, or None."""
        return next((value for value in self.readings if value.id == identifier), None)

    @property
    def meanings(self) -> dict[str, SwitchValue]:
        """The readings by what the engine recognises in each."""
        return {value.meaning: value for value in self.values}


class ColumnType(StrEnum):
    """What stands in a column."""

    NUMBER = "number"
    TEXT = "text"


class TextValue(Model):
    """A text that a column may hold."""

    id: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$")]
    """The text as formulas compare it; may be empty."""
    title: Text
    """What it means."""


class TableColumn(Model):
    """A column of a table (栏)."""

    id: LineName
    """Name in formulas."""
    title: Text
    """Heading."""
    type: ColumnType
    """Number or text."""
    unit: str = ""
    """Unit of a number."""
    of: LineName | None = None
    """For a text that names a row: the table in which it stands."""
    values: tuple[TextValue, ...] = ()
    """For a text of a closed list: the list."""
    optional: bool = False
    """Whether it may be left empty: a text is then empty, a number 0. What may not be left empty
    is asked for when a formula needs it."""

    def title_of(self, value: str) -> Text:
        """Return what a text in it means; the text itself where the list has it not."""
        own = Text(zh=value, en=value)
        return next((entry.title for entry in self.values if entry.id == value), own)


class MethodTable(Model):
    """A table of the submission; each row has an `id` and a `title` (表)."""

    id: LineName
    """Name in formulas, a plural."""
    title: Text
    """Heading."""
    columns: tuple[TableColumn, ...]
    """The columns beside `id` and `title`."""
    order: LineName | None = None
    """The column of numbers by which the rows stand in order, each above the one before: only
    then is there a row before, for `prior`."""

    def column(self, identifier: str) -> TableColumn | None:
        """Return the column `identifier`, or None."""
        return next((column for column in self.columns if column.id == identifier), None)


class Input(Cited):
    """A figure given from outside, one for the cycle or one for each year (输入)."""

    id: LineName
    """Name in formulas."""
    title: Text
    """What it is."""
    unit: str
    """Unit of the figure."""
    scope: Literal["cycle", "year"] = "cycle"
    """Whether there is one figure or one for each year."""
    default: Number | None = None
    """The figure when none is given; its source is then this entry's citation."""

    @property
    def fallback(self) -> Decimal | None:
        """The figure when none is given; None when one must be."""
        return self.default


class LineRounding(Cited):
    """How a line is rounded, and where that is said."""

    unit: Number
    """The figure is rounded to a multiple of this: 1, 2 or 5 times a power of ten."""
    mode: RoundingMode
    """How halves and remainders are treated."""

    @model_validator(mode="after")
    def _is_a_rounding(self) -> LineRounding:
        Rounding(unit=self.unit, mode=self.mode)
        return self

    @property
    def rule(self) -> Rounding:
        """The rounding without its citation."""
        return Rounding(unit=self.unit, mode=self.mode)


def _formula_as_mapping(value: Any) -> Any:
    return value if isinstance(value, dict) else {"formula": value}


def _formula_as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Formula = Annotated[str, BeforeValidator(_formula_as_text, str | int), Field(min_length=1)]
"""A formula of the language in `engine.method.formula`."""


class LineCase(Cited):
    """The formula for one value of a switch or of a column."""

    formula: Formula
    """How the figure follows."""


class LineCases(Model):
    """The formulas of a line that depends on a switch, or on a text in its row (分情形)."""

    switch: LineName | None = None
    """The switch it depends on."""
    column: LineName | None = None
    """The column of its table it depends on; the column has a closed list."""
    cases: dict[
        str, Annotated[LineCase, BeforeValidator(_formula_as_mapping, str | int | LineCase)]
    ]
    """A formula for every value."""

    @model_validator(mode="after")
    def _one_of_both(self) -> LineCases:
        if (self.switch is None) is (self.column is None):
            raise PydanticCustomError("method.switch_or_column", "switch or column")
        return self


class Line(Cited):
    """A line of the worksheet (行)."""

    id: LineName
    """Name in formulas; no two lines share one."""
    title: Text
    """What the figure is."""
    unit: str
    """Unit of the figure; the formula must come out in it."""
    scope: LineName = CYCLE
    """`cycle`: one figure; `year`: one a year; a table's name: one a row."""
    formula: Formula | None = None
    """How the figure follows from others."""
    by: LineCases | None = None
    """In place of `formula`: one for each value of a switch or column."""
    round: LineRounding | None = None
    """The rounding, when the line has one; nothing else is ever rounded."""

    @model_validator(mode="after")
    def _formula_or_by(self) -> Line:
        if (self.formula is None) is (self.by is None):
            raise PydanticCustomError("method.formula_or_by", "formula or by")
        return self

    def formulas(self) -> dict[str, str]:
        """Return every formula of the line by case; the key of a single one is empty."""
        if self.by is not None:
            return {value: case.formula for value, case in self.by.cases.items()}
        return {"": self.formula or ""}


class Demand(Cited):
    """What must hold of the inputs before a block's figures mean anything (校验)."""

    id: LineName
    """Name of the demand."""
    title: Text
    """What must hold, as it is said to the person who has to put it right."""
    scope: LineName = CYCLE
    """Where it must hold: once, in each year, or in each row of a table."""
    formula: Formula
    """A comparison that must be true."""

    def formulas(self) -> dict[str, str]:
        """Return its formula, as those of a line are returned."""
        return {"": self.formula}


class Remark(Demand):
    """What is told beside a block's figures where it holds, and changes none of them (提示)."""

    shows: Formula | None = None
    """The figure told with it, in the same scope."""

    def formulas(self) -> dict[str, str]:
        """Return its condition, and under `shows` the figure told with it."""
        return {"": self.formula, **({} if self.shows is None else {"shows": self.shows})}


class MethodBlock(Model):
    """Lines that belong together (部分)."""

    id: LineName
    """Name of the block."""
    title: Text
    """Heading."""
    demands: tuple[Demand, ...] = ()
    """What must hold of the inputs."""
    remarks: tuple[Remark, ...] = ()
    """What is told of the figures."""
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The lines, in the order they are read."""

    @property
    def entries(self) -> tuple[Line | Demand, ...]:
        """The lines, and then the demands."""
        return (*self.lines, *self.demands)


class MethodVersion(Version):
    """One version of a method."""

    units: tuple[CountUnit, ...] = ()
    """Units in which things are only counted."""
    switches: tuple[Switch, ...] = ()
    """Points that can be read in several ways."""
    parameters: tuple[Parameter, ...] = ()
    """Figures set by the rule or chosen within bounds."""
    inputs: tuple[Input, ...] = ()
    """Figures given from outside."""
    tables: tuple[MethodTable, ...] = ()
    """Tables given from outside."""
    blocks: Annotated[tuple[MethodBlock, ...], Field(min_length=1)]
    """The lines."""
    results: tuple[LineName, ...] = ()
    """The lines that answer what the method asks, the most important first; by default the last
    line of the last block that is computed."""

    def lines(self) -> tuple[Line, ...]:
        """Return all lines in order."""
        return tuple(line for block in self.blocks for line in block.lines)


class Method(Document[MethodVersion]):
    """A method by which a figure is determined (定价方法)."""

    kind: Literal["method"]
    role: MethodRole | None = None
    """What the engine takes it for; none for a method that is only evaluated. What the engine then
    knows by name is the role's contract, to which `dingjia check` holds the document."""
    uses: Uses = Uses()
    """What it stands on. The engine looks for a document where it is named here."""


def sources_of(entry: Line | Demand) -> tuple[Source, ...]:
    """Return what a line rests on: its own citations, and those of its cases and rounding."""
    found: list[Source] = [*entry.cites]
    if isinstance(entry, Line) and entry.by is not None:
        found += [cite for case in entry.by.cases.values() for cite in case.cites]
    if isinstance(entry, Line) and entry.round is not None:
        found += entry.round.cites
    return tuple(dict.fromkeys(found))
