"""A document as PDF, set by typst with a Chinese font of this machine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.report.document import Report
from engine.report.layout import as_plain, lay
from engine.text import Language, say

if TYPE_CHECKING:
    import typst

__all__ = ["as_pdf", "chinese_font", "has_chinese_font"]

_HERE = Path(__file__).parent


def as_pdf(report: Report, language: Language) -> bytes | None:
    """Return `report` as PDF; None on a machine without a Chinese font.

    typst would print empty boxes for the signs that no font has, in English documents as well,
    which name Chinese instruments. The same report and fonts give the same bytes. The environment
    variable DINGJIA_FONTS names a folder of fonts to be used in place of the machine's.
    """
    import typst  # 0.05 s and fonts 0.1 s: only who asks for paper waits for them

    fonts = _fonts(os.environ.get("DINGJIA_FONTS"))
    font = chinese_font(fonts.families())
    if font is None:
        return None
    inputs = {
        "laid": json.dumps(as_plain(lay(report, language)), ensure_ascii=False),
        "font": font,
        "page-of": say("report.page_of", language, page="<page>", pages="<pages>"),
        "stamp": say("law.evidence_illustrative", language),
    }
    paper = (_HERE / "paper.typ").read_bytes()
    pdf = typst.compile(paper, font_paths=fonts, format="pdf", sys_inputs=inputs, timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def has_chinese_font() -> bool:
    """Return whether this machine can set Chinese, so that `as_pdf` returns a PDF."""
    return chinese_font(_fonts(os.environ.get("DINGJIA_FONTS")).families()) is not None


def chinese_font(families: Iterable[str]) -> str | None:
    """Return the family among `families` to set Chinese in, or None when there is none."""
    there = set(families)
    wanted = (_HERE / "fonts.txt").read_text(encoding="utf-8").splitlines()
    return next((family for family in wanted if family in there), None)


@cache
def _fonts(folder: str | None) -> typst.Fonts:
    """Return the fonts in `folder`, or those of the machine; looking for them takes 0.1 s."""
    import typst

    if folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[folder])
    return typst.Fonts()
