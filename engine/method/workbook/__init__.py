"""The workbook: the same formulas live in Excel, each beside its sources.

In comes a worksheet, out go the bytes of a workbook. Read `workbook`, `book` (its sheets), `layout`
(where each figure stands, of all that `extent` reaches), `formulas`; `sheet`, `notes` and `styles`
write the cells.
"""
