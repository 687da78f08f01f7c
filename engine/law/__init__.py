"""Law as data: documents that are dated, cited, hashed, and found in force on a day.

Each kind of document registers its schema and its checks here, so that this room knows no kind
but the two plain ones.
"""

from engine.law.comparison.differences import Change, Difference, compare, compare_days
from engine.law.comparison.words import Teller, field_in_words, fields_of, name_of
from engine.law.model.citation import (
    Applies,
    Citation,
    Declaration,
    Evidence,
    Source,
    Standing,
    standing,
)
from engine.law.model.document import (
    Cited,
    DayOfForce,
    Document,
    DocumentId,
    Identifier,
    Model,
    Version,
)
from engine.law.model.form import Form
from engine.law.model.hashing import canonical, content_hash
from engine.law.model.schema import schema_of
from engine.law.model.series import (
    Condition,
    Conditions,
    ConditionsVersion,
    Point,
    Series,
    SeriesVersion,
)
from engine.law.reading.fault import Fault, Faults, Finding, Path, written_path
from engine.law.reading.located import Located
from engine.law.reading.refusal import faults_of
from engine.law.reading.yaml import checked, read_tree, read_yaml
from engine.law.shelf.draft import Draft, laid_over
from engine.law.shelf.installation import installed
from engine.law.shelf.shelf import Kind, Shelf, kinds, register_kind

__all__ = [
    "Applies",
    "Change",
    "Citation",
    "Cited",
    "Condition",
    "Conditions",
    "ConditionsVersion",
    "DayOfForce",
    "Declaration",
    "Difference",
    "Document",
    "DocumentId",
    "Draft",
    "Evidence",
    "Fault",
    "Faults",
    "Finding",
    "Form",
    "Identifier",
    "Kind",
    "Located",
    "Model",
    "Path",
    "Point",
    "Series",
    "SeriesVersion",
    "Shelf",
    "Source",
    "Standing",
    "Teller",
    "Version",
    "canonical",
    "checked",
    "compare",
    "compare_days",
    "content_hash",
    "faults_of",
    "field_in_words",
    "fields_of",
    "installed",
    "kinds",
    "laid_over",
    "name_of",
    "read_tree",
    "read_yaml",
    "register_kind",
    "schema_of",
    "standing",
    "written_path",
]
