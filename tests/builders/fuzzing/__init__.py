"""Inputs with something broken, given to every command but the app: `python -m builders.fuzzing --help`.

`nasty` holds what is put in, `written` breaks text, `trees` breaks values, `packed` breaks
workbooks, `laying` lays them into folders, `records` breaks what commands have made, `subjects` says
which command is given what, `running` runs and measures each.
"""
