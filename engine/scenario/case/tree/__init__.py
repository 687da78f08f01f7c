"""Trees of plain values: their leaves by name, one value laid at a place, relative numbers."""

from engine.scenario.case.tree.leaves import Leaf, differing, leaves
from engine.scenario.case.tree.nested import laid_at, named_at, names_of, path_of
from engine.scenario.case.tree.relative import RELATIVE, made_absolute

__all__ = [
    "RELATIVE",
    "Leaf",
    "differing",
    "laid_at",
    "leaves",
    "made_absolute",
    "named_at",
    "names_of",
    "path_of",
]
