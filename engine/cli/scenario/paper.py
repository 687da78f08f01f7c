"""The brief of scenarios as a file for Word or as PDF."""

from __future__ import annotations

from pathlib import Path

from engine.law import Fault, Faults
from engine.show.analysis.scenario import Runs, scenario_brief
from engine.text import Language

__all__ = ["brief_of", "is_brief"]

_WORD, _PDF = ".docx", ".pdf"


def is_brief(path: Path | None) -> bool:
    """Return whether a file that is asked for is a brief, by its ending."""
    return path is not None and path.suffix.lower() in (_WORD, _PDF)


def brief_of(of: Runs, file: str, path: Path, language: Language) -> bytes:
    """Return the brief of the runs of a scenario `file`, as the ending of `path` says.

    Raises Faults where a PDF is asked for and this machine has no Chinese font.
    """
    # Late: only who asks for paper waits for it.
    from engine.report import as_pdf, as_word

    report = scenario_brief(of, file)
    if path.suffix.lower() == _WORD:
        return as_word(report, language)
    content = as_pdf(report, language)
    if content is None:
        raise Faults([Fault(path.name, "", None, None, "show.analysis.no_font")])
    return content
