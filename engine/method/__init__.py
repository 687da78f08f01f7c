"""Methods: worksheets of cited lines, each a formula with a unit, read exactly and as Excel.

A method document knows nothing of public data: it names tables, inputs, parameters and switches,
and says how one figure follows from others. `evaluate` reads it in Decimal and explains every
figure; `workbook` writes the same formulas as a live Excel workbook.
"""

from engine.law import Kind, register_kind
from engine.method.check import check_method
from engine.method.given import Key
from engine.method.inputs import Cell, CellValue, Inputs, Row
from engine.method.model import (
    Block,
    Column,
    Demand,
    Input,
    Line,
    Method,
    MethodVersion,
    Parameter,
    Switch,
    SwitchValue,
    Table,
)
from engine.method.words import unit_in_words
from engine.method.workbook import workbook
from engine.method.worksheet import Worksheet, evaluate

__all__ = [
    "Block",
    "Cell",
    "CellValue",
    "Column",
    "Demand",
    "Input",
    "Inputs",
    "Key",
    "Line",
    "Method",
    "MethodVersion",
    "Parameter",
    "Row",
    "Switch",
    "SwitchValue",
    "Table",
    "Worksheet",
    "evaluate",
    "unit_in_words",
    "workbook",
]

register_kind(Kind("method", Method, check_method))
