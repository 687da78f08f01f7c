"""The exact reader: one case, in Decimal, every line a step."""
