"""A submission as a workbook or a folder: the same sheets, read and written."""
