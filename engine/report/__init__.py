"""Tables, steps and faults as files to take away: CSV and Excel. It knows no field.

The same table gives the same bytes on any day, but for the compression of a workbook, whose
content is the same.
"""

from engine.report.csv import as_csv
from engine.report.table import Cell, Column, Table, written
from engine.report.tables import fault_table, step_table
from engine.report.workbook import as_workbook

__all__ = [
    "Cell",
    "Column",
    "Table",
    "as_csv",
    "as_workbook",
    "fault_table",
    "step_table",
    "written",
]
