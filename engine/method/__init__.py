"""Methods: worksheets of cited lines, each a formula with a unit, and their three readers.

In come a version of a method document, which names tables, inputs, parameters and switches and
says how one figure follows from others, and the `Inputs` of one case. Out comes the `Worksheet`,
every line an explained step in Decimal (`evaluate`); the same lines over numpy arrays, one figure
a draw (`evaluate_many`); or the worksheet as a live Excel workbook (`workbook`). Nothing here
knows of public data.

To read it: `model` (the document, what is given), `formula` (expression, grammar, names, the
walker, and its algebras: kinds, words), `check`, `exact`, `arrays`, `workbook`, `given` (a file of
figures for any method, and its template).
"""

from engine.law import DocumentKind, register_kind
from engine.method.arrays.draws import At, Draws, evaluate_many
from engine.method.check.contract import hold_to
from engine.method.check.document import check_method
from engine.method.check.role import is_for, method_of, methods_of
from engine.method.check.texts import texts_compared
from engine.method.exact.reader import Remarked
from engine.method.exact.worksheet import Worksheet, evaluate
from engine.method.formula.names import Key
from engine.method.formula.words import formula_in_words, formula_told, unit_in_words
from engine.method.given.case import Case, computed
from engine.method.given.figures import GivenFigures, figures_of, read_figures
from engine.method.given.template import figures_template
from engine.method.model.contract import (
    Contract,
    ContractColumn,
    ContractFigure,
    register_contract,
)
from engine.method.model.document import (
    CYCLE,
    YEAR,
    Demand,
    Input,
    Line,
    Method,
    MethodBlock,
    MethodTable,
    MethodVersion,
    Parameter,
    Remark,
    Switch,
    SwitchValue,
    TableColumn,
    sources_of,
)
from engine.method.model.inputs import CellValue, InputCell, InputRow, Inputs
from engine.method.model.role import MethodRole, Uses
from engine.method.readings.cases import Cases, OpenPoint
from engine.method.readings.sheet import EveryReading, evaluate_readings
from engine.method.workbook.workbook import workbook

__all__ = [
    "CYCLE",
    "YEAR",
    "At",
    "Case",
    "Cases",
    "CellValue",
    "Contract",
    "ContractColumn",
    "ContractFigure",
    "Demand",
    "Draws",
    "EveryReading",
    "GivenFigures",
    "Input",
    "InputCell",
    "InputRow",
    "Inputs",
    "Key",
    "Line",
    "Method",
    "MethodBlock",
    "MethodRole",
    "MethodTable",
    "MethodVersion",
    "OpenPoint",
    "Parameter",
    "Remark",
    "Remarked",
    "Switch",
    "SwitchValue",
    "TableColumn",
    "Uses",
    "Worksheet",
    "computed",
    "evaluate",
    "evaluate_many",
    "evaluate_readings",
    "figures_of",
    "figures_template",
    "formula_in_words",
    "formula_told",
    "hold_to",
    "is_for",
    "method_of",
    "methods_of",
    "read_figures",
    "register_contract",
    "sources_of",
    "texts_compared",
    "unit_in_words",
    "workbook",
]

register_kind(DocumentKind("method", Method, check_method))
