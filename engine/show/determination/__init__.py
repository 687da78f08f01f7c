"""The dossier of a determination: what is handed over, signed and published.

Everything in it is taken from the one determination and its steps: the report on it, the written
report to the departments, the table to be published, the live workbook. It computes nothing.
"""

from engine.show.determination.files import PAPERS, WORKBOOK, Dossier, dossier_of, workbook_of
from engine.show.determination.paper.disclosure import (
    disclosure_in_force,
    publicity_table,
    written_report,
)
from engine.show.determination.paper.report import determination_report

__all__ = [
    "PAPERS",
    "WORKBOOK",
    "Dossier",
    "determination_report",
    "disclosure_in_force",
    "dossier_of",
    "publicity_table",
    "workbook_of",
    "written_report",
]
