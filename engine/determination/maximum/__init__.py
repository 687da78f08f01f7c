"""The maximum of each year: the inputs, with their sources, the method computed, the result.

Read `given` (what was filed and published, as the method takes it), `calculation`, `deduction`
(what the last cycle leaves), `result`.
"""
