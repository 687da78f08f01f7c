"""The dossier as files: workbook, Word and PDF, all from the one determination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.ceiling import Ceilings
from engine.determination import Determination
from engine.law import Shelf
from engine.method import workbook
from engine.report import as_pdf, as_word
from engine.show.determination.paper.disclosure import (
    disclosure_in_force,
    publicity_table,
    written_report,
)
from engine.show.determination.paper.report import determination_report
from engine.show.determination.paper.summary import watermark
from engine.text import Language

__all__ = ["PAPERS", "WORKBOOK", "Dossier", "dossier_of", "workbook_of"]

WORKBOOK = "workbook.xlsx"
_DOCUMENTS = ("report", "written-report", "publicity-table")
"""Names of the documents, each a file for Word and one in PDF."""
_WORD, _PDF = "docx", "pdf"
PAPERS = tuple(f"{name}.{form}" for name in _DOCUMENTS for form in (_WORD, _PDF))
"""Names of the files of all documents."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The files of a dossier."""

    files: Mapping[str, bytes]
    """File name → content."""
    without_pdf: bool
    """Whether the PDF are left out, because this machine has no Chinese font."""


def dossier_of(
    determination: Determination,
    shelf: Shelf,
    number: str,
    language: Language,
    ceilings: Ceilings | None = None,
) -> Dossier:
    """Return the files of `determination`, whose record has the number `number`.

    The record itself is not among them. The same determination gives the same bytes. Where no
    register says what is to be reported and published, only the report is made.
    """
    reports = [determination_report(determination, number, ceilings)]
    disclosed = disclosure_in_force(shelf, determination)
    if disclosed is not None:
        reports += [
            written_report(determination, disclosed, number, ceilings),
            publicity_table(determination, disclosed, number, ceilings),
        ]
    files = {WORKBOOK: workbook_of(determination, language)}
    printed = []
    for name, report in zip(_DOCUMENTS, reports, strict=False):
        files[f"{name}.{_WORD}"] = as_word(report, language)
        pdf = as_pdf(report, language)
        if pdf is not None:
            files[f"{name}.{_PDF}"] = pdf
        printed.append(pdf is not None)
    return Dossier(files, not all(printed))


def workbook_of(determination: Determination, language: Language) -> bytes:
    """Return the live workbook of `determination`."""
    return workbook(
        determination.worksheet, language, determination.title, watermark(determination)
    )
