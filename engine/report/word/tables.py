"""Tables and waterfalls in Word."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

from engine.report.layout import THOUSAND, LaidBars, LaidTable
from engine.report.word.bar_picture import bar_picture
from engine.report.word.typeface import BRICK, GREY, INK, OCHRE, RULE, Type, written
from engine.text import legible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row
    from docx.table import Table, _Cell, _Row

__all__ = ["set_bars", "set_table"]

_LOOKS = {"total": INK, "less": BRICK, "more": OCHRE}
_SHORT = 9
"""Rows of a table that is kept on one page, its heading counted."""
_BARS_MM = (40, 30, 100)
"""Widths of label, figure and drawing."""


def set_table(document: Document, data: LaidTable, width: int) -> None:
    """Write a table `width` millimetres wide; its headings stand again on every page."""
    from docx.table import _Row

    _caption(document, data.caption)
    for note in data.notes:
        written(document.add_paragraph(), note, Type(size=8.5, colour=GREY))
    headed = bool(data.heads)
    rows = [*([data.heads] if headed else []), *data.rows]
    if not rows:
        return
    widths = [width * share / THOUSAND for share in data.widths]
    table = _table(document, 1, widths)
    empty = table.rows[0]._tr

    @cache
    def styled(head: bool, strong: bool, kept: bool) -> CT_Row:
        """Return a row without words. To set type is slow; rows that look alike are copies."""
        row = _Row(deepcopy(empty), table)
        _whole(row, head)
        for place, cell in enumerate(row.cells):
            name = data.kind == "facts" and place == 0
            size = 9.5 if data.kind == "facts" else 8.5
            look = Type(size=size, bold=strong, colour=GREY if name else None)
            _fill(cell, "", look, data.right[place], widths[place])
            cell.paragraphs[0].paragraph_format.keep_with_next = kept
            _ruled(cell, INK if head else None)
        return row._tr

    for position, content in enumerate(rows):
        head = headed and position == 0
        strong = head or position >= len(rows) - data.totals
        kept = len(rows) <= _SHORT and position < len(rows) - 1
        row = deepcopy(styled(head, strong, kept))
        for cell, words in zip(row.tc_lst, content, strict=True):
            cell.p_lst[0].r_lst[0].text = legible(words)
        empty.addprevious(row)
    table._tbl.remove(empty)
    document.add_paragraph().paragraph_format.space_after = 0


def set_bars(document: Document, data: LaidBars) -> None:
    """Write a waterfall, bar under bar."""
    from docx.shared import Mm

    _caption(document, data.caption)
    if not data.rows:
        return
    table = _table(document, len(data.rows), _BARS_MM)
    for row, bar in zip(table.rows, data.rows, strict=True):
        _whole(row, False)
        label, figure, drawing = row.cells
        look = Type(size=8.5, bold=bar.look == "total")
        _fill(label, bar.label, look, False, _BARS_MM[0])
        _fill(figure, bar.figure, look, True, _BARS_MM[1])
        _fill(drawing, "", look, False, _BARS_MM[2])
        picture = io.BytesIO(bar_picture(bar.start, bar.length, _LOOKS[bar.look]))
        shape = drawing.paragraphs[0].add_run().add_picture(picture, Mm(_BARS_MM[2] - 4), Mm(4))
        # What a reader who cannot see the bar is told.
        shape._inline.docPr.set("descr", f"{bar.label} {bar.figure}")
    document.add_paragraph().paragraph_format.space_after = 0


def _caption(document: Document, words: str) -> None:
    if words:
        paragraph = written(document.add_paragraph(), words, Type(bold=True))
        paragraph.paragraph_format.keep_with_next = True


def _table(document: Document, rows: int, widths: Sequence[float]) -> Table:
    from docx.shared import Mm

    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    _narrow_margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _narrow_margins(table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _whole(row: _Row, head: bool) -> None:
    """Keep a row on one page; a head is written again on the next."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, words: str, look: Type, right: bool, width: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    cell.width = Mm(width)
    paragraph = written(cell.paragraphs[0], words, look)
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.space_before = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.05
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _ruled(cell: _Cell, colour: tuple[int, int, int] | None) -> None:
    """Draw the rule under a cell; under a heading it is stronger, and there is one above."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tcBorders")
    for side in ("top", "bottom") if colour else ("bottom",):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single")
        line.set(qn("w:sz"), "8" if colour else "4")
        line.set(qn("w:color"), "".join(f"{part:02X}" for part in colour) if colour else RULE)
        borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)
