"""A spreadsheet as sheets of cells, from whatever program it comes: .xlsx, .xls, .ods, CSV.

In comes a path, out go grids that hold only what was written, each cell with what its format says
of its meaning; or a fault. What others made is read a piece at a time under `limits`, so that no
file takes long or much memory; nothing that only colours or draws is looked at, so that nothing in
it can be damaged. Read `cell` (what a grid is) first, then `file` (which reader takes a file), then
the readers, which stand on `package` (the parts of a zip file) and `limits`; `numeral` reads
figures as people type them.
"""

from engine.submission.spreadsheet.cell import Cell, Grid
from engine.submission.spreadsheet.file import Spreadsheet, is_workbook, read_spreadsheet
from engine.submission.spreadsheet.numeral import number_in

__all__ = ["Cell", "Grid", "Spreadsheet", "is_workbook", "number_in", "read_spreadsheet"]
