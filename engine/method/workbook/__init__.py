"""The workbook: the same formulas live in Excel, each beside its sources."""
