"""What a method, and its inputs, must be before a figure is computed with them.

In: a method document, or inputs for a version of it. Out: findings, each with its place. Read
`document`, which calls `pieces` (what has a name), `units`, `circles` and `contract` (what its role
needs); `inputs` looks at what is given, `role` finds the method of a role, `texts` what formulas
compare a column with.
"""
