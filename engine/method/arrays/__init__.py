"""The array reader: many draws at once."""
