"""A document as Word (.docx)."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

from engine.report.document import Report
from engine.report.layout import Laid, LaidBars, LaidTable, LaidText, lay
from engine.report.word.tables import set_bars, set_table
from engine.report.word.typeface import BRICK, FONT, GREY, INK, Type, written
from engine.text import Language, legible, say

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["as_word"]

_PAGE_MM, _MARGIN_MM = (210, 297), 20
_WIDTH_MM = _PAGE_MM[0] - 2 * _MARGIN_MM
_LONGEST_TITLE = 255
_WRITTEN = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_PACKED = (1980, 1, 1, 0, 0, 0)
_SMALL = Type(size=8.5, colour=GREY)


def as_word(report: Report, language: Language) -> bytes:
    """Return `report` as a .docx file, whatever fonts this machine has.

    Times in the file are fixed, so that the same report gives the same bytes.
    """
    import docx  # 0.1 s: only who asks for paper waits for it
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document, laid = docx.Document(), lay(report, language)
    _set_properties(document, laid)
    _set_page(document, laid)
    title = written(document.add_paragraph(), laid.title, Type(size=18, bold=True))
    under = written(document.add_paragraph(), laid.subtitle, _SMALL)
    title.alignment = under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in laid.blocks:
        match block:
            case LaidTable():
                set_table(document, block, _WIDTH_MM)
            case LaidBars():
                set_bars(document, block)
            case _:
                _set_text(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return _with_fixed_times(stream.getvalue())


def _set_properties(document: Document, laid: Laid) -> None:
    core = document.core_properties
    core.title = legible(laid.title)[:_LONGEST_TITLE]
    core.author, core.comments, core.last_modified_by = "", "", ""
    core.language = "zh-CN" if laid.language == Language.ZH.value else "en"
    core.created = core.modified = _WRITTEN


def _set_page(document: Document, laid: Laid) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _set_language(style.element.get_or_add_rPr(), laid.language)
    style.paragraph_format.space_after = Pt(5)
    style.paragraph_format.line_spacing = 1.2
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, _PAGE_MM)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        paragraph.style = style  # Word's own styles of head and foot have stops of another page
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    written(head, f"{laid.subtitle}\t", _SMALL)
    written(head, laid.watermark, Type(size=8.5, colour=BRICK))
    written(foot, f"{laid.foot}\t", _SMALL)
    _set_page_of(foot, Language(laid.language))


def _set_language(properties: Any, language: str) -> None:
    """Say that the Chinese in it is simplified: signs and stops are drawn otherwise elsewhere."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "zh-CN" if language == Language.ZH.value else "en-GB")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    properties.append(spoken)


def _set_page_of(foot: Paragraph, language: Language) -> None:
    """Write page x of y; both are fields that Word fills in."""
    sentence = say("report.page_of", language, page="|PAGE|", pages="|NUMPAGES|")
    for part in sentence.split("|"):
        if part in ("PAGE", "NUMPAGES"):
            _set_field(foot, part)
        else:
            written(foot, part, _SMALL)


def _set_field(paragraph: Paragraph, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    written(paragraph, "1", _SMALL)
    run = paragraph.runs[-1]._r
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run.addprevious(field)
    field.append(run)


def _set_text(document: Document, block: LaidText) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
    from docx.shared import Mm, Pt

    lines = block.lines
    match block.kind:
        case "heading" | "section":
            level = 1 if block.kind == "heading" else 2
            heading = document.add_heading(level=level)
            heading.paragraph_format.space_before = Pt(16 if level == 1 else 10)
            size = 14 if level == 1 else 11.5
            written(heading, lines[0], Type(size=size, bold=True, colour=INK))
        case "answer":
            types = (Type(size=11), Type(size=20, bold=True, colour=INK), _SMALL)
            for line, look in zip(lines, types, strict=True):
                paragraph = written(document.add_paragraph(), line, look)
                paragraph.paragraph_format.left_indent = Mm(4)
        case "points":
            for line in lines:
                written(document.add_paragraph(style="List Bullet"), line, Type(size=9.5))
        case "page":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case "warning":
            written(document.add_paragraph(), lines[0], Type(bold=True, colour=BRICK))
        case "quiet":
            written(document.add_paragraph(), lines[0], _SMALL)
        case "right":
            written(document.add_paragraph(), lines[0], Type()).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case _:
            written(document.add_paragraph(), lines[0], Type())


def _with_fixed_times(packed: bytes) -> bytes:
    """Return a zip file with the same content, its entries stamped with one day."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return stream.getvalue()
