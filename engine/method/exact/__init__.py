"""The exact reader: one case, in Decimal, every line a step.

`rows` is what it shares with the array reader.
"""
