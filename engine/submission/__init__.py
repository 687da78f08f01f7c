"""Submissions: what an operator files (成本申报), in whatever format, with every fault at once.

In comes YAML, a workbook or a folder; out goes a `Filed` submission, each figure with its place.
Read `model` first, then `filed`; `formats/` and `misfits/` as needed.
"""

from engine.submission.filed import Filed, accepted, read_submission
from engine.submission.formats.template import workbook_template
from engine.submission.misfits.drivers import taken_by_products
from engine.submission.model import (
    Asset,
    Authorisation,
    Cycle,
    Driver,
    Earlier,
    EarlierYear,
    Item,
    Operator,
    Pool,
    Product,
    Reasoned,
    Staff,
    Submission,
    Subsidy,
    TaxStatus,
    Trial,
)
from engine.submission.years import of_year

__all__ = [
    "Asset",
    "Authorisation",
    "Cycle",
    "Driver",
    "Earlier",
    "EarlierYear",
    "Filed",
    "Item",
    "Operator",
    "Pool",
    "Product",
    "Reasoned",
    "Staff",
    "Submission",
    "Subsidy",
    "TaxStatus",
    "Trial",
    "accepted",
    "of_year",
    "read_submission",
    "taken_by_products",
    "workbook_template",
]
