"""The array reader: whole columns in, whole micro-yuan out.

Read `reader`, `plan` (a product made ready), `course` (a schedule in whole numbers), then `block`
and `mixed_courses`, which compute.
"""
