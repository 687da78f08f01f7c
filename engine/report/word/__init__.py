"""A document as Word (.docx)."""
