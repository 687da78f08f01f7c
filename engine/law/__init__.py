"""Law as data: documents that are dated, cited, hashed, and found in force on a day.

In: YAML files below folders, or the text of one. Out: documents as frozen models, each piece with
its citations; the version in force on a day; a content hash; differences in words; or faults, each
with file, place and line. Read `reading` (a file as values with their lines), `model` (what a
document, a version and a citation are), `shelf` (documents by id, a place's variation made whole, a
draft laid over) and `comparison` (two versions in words). Each kind of document registers its
schema and its check here, so that this room knows no kind but the two plain ones.
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
    cited,
    marks,
    standing,
    stands,
)
from engine.law.model.day import CalendarDay, DayOfUse, FirstDay
from engine.law.model.document import (
    Cited,
    DayOfForce,
    Document,
    DocumentId,
    Identifier,
    Model,
    NotInForce,
    Version,
)
from engine.law.model.form import Form
from engine.law.model.hashing import canonical, content_hash
from engine.law.model.horizon import newest_day_if_far
from engine.law.model.instruments import (
    Instrument,
    Instruments,
    InstrumentsVersion,
    Passage,
    check_instruments,
)
from engine.law.model.passage import folded, passage_hash
from engine.law.model.series import (
    Condition,
    Conditions,
    ConditionsVersion,
    Point,
    Series,
    SeriesVersion,
    check_conditions,
    check_series,
)
from engine.law.reading.allowed import branches_of, nearest_first
from engine.law.reading.fault import (
    Days,
    Fault,
    Faults,
    FaultyLaw,
    Finding,
    Path,
    Refused,
    written_path,
)
from engine.law.reading.file import ACCOUNTS, Extent, bytes_of
from engine.law.reading.overlay import NAMED_BY, Overlay, identity_of
from engine.law.reading.places import Located
from engine.law.reading.refusal import faults_of
from engine.law.reading.yaml import checked, read_tree, read_yaml
from engine.law.shelf.draft import DraftDocument, laid_over
from engine.law.shelf.installation import installed
from engine.law.shelf.kind import (
    DocumentKind,
    OtherKind,
    kinds,
    know_all_kinds,
    register_kind,
    schema_of,
)
from engine.law.shelf.restored import restored
from engine.law.shelf.shelf import Shelf
from engine.law.shelf.verdict.kept import (
    cache_folder,
    packed_finding,
    program_hash,
    read_kept,
    unpacked_finding,
    write_kept,
)
from engine.law.shelf.verdict.marks import LawMarks
from engine.law.texts import Clause, OfficialTexts, altered

__all__ = [
    "ACCOUNTS",
    "NAMED_BY",
    "Applies",
    "CalendarDay",
    "Change",
    "Citation",
    "Cited",
    "Clause",
    "Condition",
    "Conditions",
    "ConditionsVersion",
    "DayOfForce",
    "DayOfUse",
    "Days",
    "Declaration",
    "Difference",
    "Document",
    "DocumentId",
    "DocumentKind",
    "DraftDocument",
    "Evidence",
    "Extent",
    "Fault",
    "Faults",
    "FaultyLaw",
    "Finding",
    "FirstDay",
    "Form",
    "Identifier",
    "Instrument",
    "Instruments",
    "InstrumentsVersion",
    "LawMarks",
    "Located",
    "Model",
    "NotInForce",
    "OfficialTexts",
    "OtherKind",
    "Overlay",
    "Passage",
    "Path",
    "Point",
    "Refused",
    "Series",
    "SeriesVersion",
    "Shelf",
    "Source",
    "Standing",
    "Teller",
    "Version",
    "altered",
    "branches_of",
    "bytes_of",
    "cache_folder",
    "canonical",
    "checked",
    "cited",
    "compare",
    "compare_days",
    "content_hash",
    "faults_of",
    "field_in_words",
    "fields_of",
    "folded",
    "identity_of",
    "installed",
    "kinds",
    "know_all_kinds",
    "laid_over",
    "marks",
    "name_of",
    "nearest_first",
    "newest_day_if_far",
    "packed_finding",
    "passage_hash",
    "program_hash",
    "read_kept",
    "read_tree",
    "read_yaml",
    "register_kind",
    "restored",
    "schema_of",
    "standing",
    "stands",
    "unpacked_finding",
    "write_kept",
    "written_path",
]

register_kind(DocumentKind("series", Series, check_series))
register_kind(DocumentKind("register", Conditions, check_conditions, of="conditions"))
register_kind(DocumentKind("register", Instruments, check_instruments, of="instruments"))
