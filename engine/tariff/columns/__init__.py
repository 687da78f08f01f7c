"""The array reader: whole columns in, whole micro-yuan out."""
