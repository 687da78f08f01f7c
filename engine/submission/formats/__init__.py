"""A submission as a workbook or a folder: the same sheets, read and written.

In comes a file, out go plain values with the place of each; and a template the other way. Read
`layout` first (which column holds what), then `sheets` (a page into the tree), then the formats.
"""
