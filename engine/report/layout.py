"""A document in one language, every figure written: what Word and PDF are both set from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from rich.cells import cell_len

from engine.money import exactly
from engine.report.document import (
    Answer,
    BarRow,
    Bars,
    Block,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Points,
    Report,
)
from engine.report.table import Table, for_reading
from engine.text import Language

__all__ = [
    "THOUSAND",
    "Laid",
    "LaidBar",
    "LaidBars",
    "LaidBlock",
    "LaidTable",
    "LaidText",
    "as_plain",
    "lay",
    "lay_block",
]

THOUSAND = 1000
"""Widths are in thousandths: of the page for columns, of the drawing for bars."""

_PAGE = 113
"""Characters of a table's type that stand in one line across the page."""
_NARROWEST = 8
"""Characters that a column takes at least."""
_NAME = 40
"""Characters that the names of facts take at most."""
_BOLD = 3
"""Characters that a figure in bold type takes beyond its own, with the space beside it."""


@dataclass(frozen=True, slots=True)
class LaidText:
    """A piece of text: heading, section, plain, quiet, warning, right, answer, points, page."""

    kind: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table; facts are one without headings."""

    kind: str
    caption: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    """Whether a column is flush right."""
    widths: tuple[int, ...]
    """Of the columns, in thousandths of the page."""
    totals: int
    """How many of the last rows state totals."""


@dataclass(frozen=True, slots=True)
class LaidBar:
    """A bar: where it begins and how long it is, in thousandths of the drawing."""

    label: str
    figure: str
    start: int
    length: int
    look: str


@dataclass(frozen=True, slots=True)
class LaidBars:
    """A waterfall."""

    kind: str
    caption: str
    rows: tuple[LaidBar, ...]


LaidBlock = LaidText | LaidTable | LaidBars


@dataclass(frozen=True, slots=True)
class Laid:
    """The document."""

    language: str
    title: str
    subtitle: str
    foot: str
    watermark: str
    blocks: tuple[LaidBlock, ...]


def lay(report: Report, language: Language) -> Laid:
    """Return `report` with every text and figure written in `language`."""
    return Laid(
        language.value,
        report.title.in_language(language),
        report.subtitle.in_language(language),
        report.foot.in_language(language),
        "" if report.watermark is None else report.watermark.in_language(language),
        tuple(lay_block(block, language) for block in report.blocks),
    )


def as_plain(laid: Laid) -> dict[str, Any]:
    """Return the document as plain data."""
    return asdict(laid)


def lay_block(block: Block, language: Language) -> LaidBlock:
    """Return one block with every text and figure written in `language`."""
    match block:
        case Heading(text=text, level=level):
            return LaidText("heading" if level == 1 else "section", (text.in_language(language),))
        case Paragraph(text=text, tone=tone):
            return LaidText(tone.value, (text.in_language(language),))
        case Answer(sentence=sentence, figure=figure, marks=marks):
            said = (text.in_language(language) for text in (sentence, figure, marks))
            return LaidText("answer", tuple(said))
        case Points(items=items):
            return LaidText("points", tuple(item.in_language(language) for item in items))
        case NewPage():
            return LaidText("page")
        case Facts():
            return _facts(block, language)
        case Bars():
            return _bars(block, language)
    return _table(block, language)


def _facts(facts: Facts, language: Language) -> LaidTable:
    rows = tuple(
        (name.in_language(language), for_reading(cell, "", language)) for name, cell in facts.rows
    )
    name = min(_NAME, max((cell_len(row[0]) for row in rows), default=0) + 4)
    left = THOUSAND * name // _PAGE
    return LaidTable("facts", "", (), (), rows, (False, False), (left, THOUSAND - left), 0)


def _table(table: Table, language: Language) -> LaidTable:
    columns = table.columns
    rows = tuple(
        tuple(
            for_reading(cell, column.unit, language)
            for cell, column in zip(row, columns, strict=True)
        )
        for row in table.rows
    )
    heads = tuple(column.heading(language) for column in columns)
    right = tuple(
        column.figures or any(_figure(row[place]) for row in table.rows)
        for place, column in enumerate(columns)
    )
    return LaidTable(
        "table",
        table.title.in_language(language),
        tuple(note.in_language(language) for note in table.notes),
        heads,
        rows,
        right,
        _widths(heads, rows, right),
        table.totals,
    )


def _figure(cell: object) -> bool:
    return isinstance(cell, Decimal | int) and not isinstance(cell, bool)


def _widths(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]
) -> tuple[int, ...]:
    """Return the columns' widths: figures whole on their line, the longest text folded first."""
    needs = []
    for place, head in enumerate(heads):
        lengths = sorted(max(map(cell_len, row[place].split("\n"))) for row in rows) or [0]
        # A heading may be folded, and a text that is longer than most; a figure may not.
        longest = lengths[-1] if right[place] else lengths[len(lengths) * 9 // 10]
        room = _BOLD if right[place] else 2
        needs.append(max(_NARROWEST, longest + room, min(cell_len(head), 10) + room))
    figures = sum(need for need, flush in zip(needs, right, strict=True) if flush)
    words = [need for need, flush in zip(needs, right, strict=True) if not flush]
    longest = max(words, default=0)
    while longest > _NARROWEST and figures + sum(min(need, longest) for need in words) > _PAGE:
        longest -= 1
    needs = [
        need if flush else min(need, longest) for need, flush in zip(needs, right, strict=True)
    ]
    widths = [THOUSAND * need // sum(needs) for need in needs]
    widths[-1] += THOUSAND - sum(widths)
    return tuple(widths)


def _bars(bars: Bars, language: Language) -> LaidBars:
    ends = [Decimal(0), *(end for row in bars.rows for end in (row.start, row.end))]
    lowest, highest = min(ends), max(ends)

    def at(value: Decimal) -> int:
        if highest == lowest:
            return 0
        return exactly(lambda: round((value - lowest) * THOUSAND / (highest - lowest)))

    def laid(row: BarRow) -> LaidBar:
        left, right = sorted((at(row.start), at(row.end)))
        return LaidBar(
            row.label.in_language(language),
            row.figure.in_language(language),
            left,
            max(right - left, 2),
            row.look.value,
        )

    return LaidBars("bars", bars.title.in_language(language), tuple(map(laid, bars.rows)))
