"""What is changed of the base: levers, any input, and the scenarios that were given a name.

Read `levers`, `inputs`, then `scenarios`.
"""
