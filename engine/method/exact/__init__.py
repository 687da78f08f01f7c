"""The exact reader: one case, in Decimal, every line a step.

Read `worksheet`, which comes out, then `reader` and `values`; `needs` is what a block lacks, and
`rows` what this reader shares with the array reader.
"""
