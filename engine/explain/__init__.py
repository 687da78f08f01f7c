"""One explanation: every result is a tree of steps, each computed from its children.

In: values with their sources. Out: a tree that screen, workbook, Word and JSON all render. The
functions that build a step compute its value from the steps they are given, so that a value and its
explanation cannot drift apart. Read `step`, `build`, `data` (JSON, an outline, what a tree rests
on), `reading` (a kept tree shown again), `waterfall`.
"""

from engine.explain.build import (
    chosen,
    compared,
    decided,
    difference,
    given,
    in_unit,
    largest,
    power,
    product,
    quotient,
    rounded,
    same,
    smallest,
    total,
)
from engine.explain.data import as_data, outline, source_data, sources, standing_of
from engine.explain.reading import step_from
from engine.explain.step import Operation, Step, Value
from engine.explain.waterfall import Bar, BarKind, waterfall

__all__ = [
    "Bar",
    "BarKind",
    "Operation",
    "Step",
    "Value",
    "as_data",
    "chosen",
    "compared",
    "decided",
    "difference",
    "given",
    "in_unit",
    "largest",
    "outline",
    "power",
    "product",
    "quotient",
    "rounded",
    "same",
    "smallest",
    "source_data",
    "sources",
    "standing_of",
    "step_from",
    "total",
    "waterfall",
]
