"""A document to be read on paper: headings, sentences, tables, bars. It knows no field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.report.table import Cell, Table
from engine.text import Text

__all__ = [
    "Answer",
    "BarRow",
    "Bars",
    "Block",
    "Facts",
    "Heading",
    "Look",
    "NewPage",
    "Paragraph",
    "Points",
    "Report",
    "Tone",
]


class Tone(StrEnum):
    """How a paragraph is spoken."""

    PLAIN = "plain"
    QUIET = "quiet"
    """A remark, small and grey."""
    WARNING = "warning"
    """What a reader must not miss, such as a watermark."""
    RIGHT = "right"
    """Flush right: who signs, and the date."""


class Look(StrEnum):
    """What a bar does to the running total; each has its colour."""

    TOTAL = "total"
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: Text
    level: int = 1
    """1 for a chapter, 2 for a section of it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: Text
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the document: one sentence, one figure, how well it stands."""

    sentence: Text
    figure: Text
    marks: Text


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, one a line."""

    rows: tuple[tuple[Text, Cell], ...]


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar of a waterfall, from one running total to the next."""

    label: Text
    figure: Text
    """What is written beside the bar."""
    start: Decimal
    end: Decimal
    look: Look


@dataclass(frozen=True, slots=True)
class Bars:
    """A waterfall, drawn bar under bar: labels and figures stand as text beside them."""

    title: Text
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Answer | Points | Facts | Bars | Table | NewPage


@dataclass(frozen=True, slots=True)
class Report:
    """A document."""

    title: Text
    subtitle: Text
    """Under the title, and at the head of every page."""
    foot: Text
    """At the foot of every page, such as the number of the record."""
    blocks: tuple[Block, ...]
    watermark: Text | None = None
    """Written across or at the head of every page: what the document is not."""
