"""The array reader: whole columns in, whole micro-yuan out.

Read `reader`, `plan` (a product made ready, a schedule in whole numbers), then `block`, `spans` and
`mixed_courses`, which compute.
"""
