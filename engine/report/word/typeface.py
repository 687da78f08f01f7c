"""Type in Word: font, size, weight and colour of a run of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.text import legible

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

__all__ = ["BRICK", "FONT", "GREY", "INK", "OCHRE", "RULE", "Colour", "Type", "written"]

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""

FONT = "Microsoft YaHei"
INK: Colour = (0x0E, 0x5A, 0x60)
BRICK: Colour = (0xB0, 0x47, 0x2A)
OCHRE: Colour = (0xC9, 0x9A, 0x2E)
GREY: Colour = (0x60, 0x60, 0x60)
RULE = "C9C4B8"


@dataclass(frozen=True, slots=True)
class Type:
    """How a run of text looks."""

    size: float = 10.5
    """In points."""
    bold: bool = False
    colour: Colour | None = None


def written(paragraph: Paragraph, text: str, look: Type) -> Paragraph:
    """Write `text` at the end of `paragraph`, and return the paragraph."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(legible(text))
    run.font.name, run.font.size, run.font.bold = FONT, Pt(look.size), look.bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    if look.colour is not None:
        run.font.color.rgb = RGBColor(*look.colour)
    return paragraph
