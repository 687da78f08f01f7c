"""Submissions: what an operator files (成本申报), in whatever format, with every fault at once.

In comes YAML, a workbook or a folder of CSV; out goes a `Filed` submission, each figure with its
place, or every fault. Read `model` first, then `filing`, which reads a file (`formats`), checks
that its parts fit together (`check`, on the `entries` that are valid by themselves) and computes
the `shares` that measured drivers give; then `earlier_year`.
"""

from engine.submission.earlier_year import of_year
from engine.submission.entries import Entries, entries_of
from engine.submission.filing import Check, Filed, accepted, read_submission
from engine.submission.formats.layout import field_title
from engine.submission.formats.template import workbook_template
from engine.submission.model import (
    Asset,
    Driver,
    Item,
    Operator,
    Pool,
    Product,
    Reasoned,
    Submission,
)
from engine.submission.shares import is_whole, taken_by_products

__all__ = [
    "Asset",
    "Check",
    "Driver",
    "Entries",
    "Filed",
    "Item",
    "Operator",
    "Pool",
    "Product",
    "Reasoned",
    "Submission",
    "accepted",
    "entries_of",
    "field_title",
    "is_whole",
    "of_year",
    "read_submission",
    "taken_by_products",
    "workbook_template",
]
