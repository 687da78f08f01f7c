"""The workbook: the same formulas, live in Excel."""
