"""Tables, steps, faults and whole documents as files: CSV, Excel, Word, PDF. It knows no field.

A table (`table`) or a document made of blocks (`document`) comes in. `csv` and `workbook` write
tables; `layout` puts a document into one language, and `terminal`, `word` and `pdf` draw that.
`steps_and_faults` has the tables that show an explanation and a list of faults.

The same table or document gives the same bytes on any day; of a workbook and a PDF that holds for
one version of the library that writes it (and of the fonts), the content is the same in any.
"""

from engine.report.csv import as_csv
from engine.report.document import (
    Answer,
    BarRow,
    Bars,
    Block,
    Facts,
    Heading,
    Look,
    NewPage,
    Paragraph,
    Points,
    Report,
    Tone,
)
from engine.report.pdf import as_pdf, chinese_font, has_chinese_font
from engine.report.steps_and_faults import fault_table, step_table
from engine.report.table import (
    UNTITLED,
    Cell,
    Column,
    Table,
    day_in_words,
    for_reading,
    shortened,
    written,
)
from engine.report.word.document import as_word
from engine.report.workbook import as_workbook

__all__ = [
    "UNTITLED",
    "Answer",
    "BarRow",
    "Bars",
    "Block",
    "Cell",
    "Column",
    "Facts",
    "Heading",
    "Look",
    "NewPage",
    "Paragraph",
    "Points",
    "Report",
    "Table",
    "Tone",
    "as_csv",
    "as_pdf",
    "as_word",
    "as_workbook",
    "chinese_font",
    "day_in_words",
    "fault_table",
    "for_reading",
    "has_chinese_font",
    "shortened",
    "step_table",
    "written",
]
