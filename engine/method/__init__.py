"""Methods: worksheets of cited lines, each a formula with a unit, and their three readers.

A method document knows nothing of public data: it names tables, inputs, parameters and switches,
and says how one figure follows from others. `evaluate` reads it in Decimal and explains every
figure; `evaluate_many` reads the same formulas over numpy arrays; `workbook` writes them as a
live Excel workbook.
"""

from engine.law import Kind, register_kind
from engine.method.arrays.draws import At, Draws, evaluate_many
from engine.method.check.contract import hold_to
from engine.method.check.document import check_method
from engine.method.check.texts import texts_compared
from engine.method.exact.values import Key
from engine.method.exact.worksheet import Worksheet, evaluate
from engine.method.formula.comparison import formula_told
from engine.method.formula.words import unit_in_words
from engine.method.model.contract import (
    Contract,
    ContractColumn,
    ContractFigure,
    register_contract,
)
from engine.method.model.document import (
    Block,
    Column,
    Demand,
    Input,
    Line,
    Method,
    MethodRole,
    MethodVersion,
    Parameter,
    Switch,
    SwitchValue,
    Table,
    Uses,
)
from engine.method.model.inputs import Cell, CellValue, Inputs, Row
from engine.method.role import method_of, methods_of
from engine.method.workbook.workbook import workbook

__all__ = [
    "At",
    "Block",
    "Cell",
    "CellValue",
    "Column",
    "Contract",
    "ContractColumn",
    "ContractFigure",
    "Demand",
    "Draws",
    "Input",
    "Inputs",
    "Key",
    "Line",
    "Method",
    "MethodRole",
    "MethodVersion",
    "Parameter",
    "Row",
    "Switch",
    "SwitchValue",
    "Table",
    "Uses",
    "Worksheet",
    "evaluate",
    "evaluate_many",
    "formula_told",
    "hold_to",
    "method_of",
    "methods_of",
    "register_contract",
    "texts_compared",
    "unit_in_words",
    "workbook",
]

register_kind(Kind("method", Method, check_method))
