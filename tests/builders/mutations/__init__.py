"""Random changes of the engine's own code, and whether its tests notice: `python -m builders.mutations`.

In: rooms, a seed, how many changes of each room. First each file of tests is run as the tree stands:
it must pass, and tells which lines it walks. Then each change is tried by the files of its room that
walk it, the quickest first. Out: each change with what became of it, one JSON object a line, so that
a run that was stopped goes on; then counts by room and kind. Nothing of the tree itself is changed:
each worker has a copy.
"""
