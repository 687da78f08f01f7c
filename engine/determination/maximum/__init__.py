"""The maximum of each year: the inputs, with their sources, the method computed, the result.

Read `calculation`, then `inputs` and `rates` (published figures), `deduction` (what the last cycle
leaves), `result`.
"""
