"""Trees of plain values: their leaves by name, one value laid at a place or taken back, relative
numbers, and as YAML."""

from engine.scenario.case.tree.cycles import day_later, in_cycle, submission_later
from engine.scenario.case.tree.differences import together, without
from engine.scenario.case.tree.leaves import LATER, Leaf, differing, leaves
from engine.scenario.case.tree.nested import laid_at, named_at, names_of, path_of
from engine.scenario.case.tree.relative import RELATIVE, made_absolute
from engine.scenario.case.tree.yaml import as_yaml

__all__ = [
    "LATER",
    "RELATIVE",
    "Leaf",
    "as_yaml",
    "day_later",
    "differing",
    "in_cycle",
    "laid_at",
    "leaves",
    "made_absolute",
    "named_at",
    "names_of",
    "path_of",
    "submission_later",
    "together",
    "without",
]
