"""What is wrong in tables and what differs between two: proven for all cases at once.

In: documents of rules, or two states of them. Out: findings, or differences, each with its cases as
boxes. Read `check` and `flaws`, then what they stand on: `search` and `diagram` (two ways through
all cases), `regions` (tables as diagrams), `boxes` (cases in words); `comparison` has the
differences, `cache` keeps what was found.
"""
