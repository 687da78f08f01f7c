"""The sheets of a submission workbook: which column holds which figure (申报工作簿).

Reading and writing both follow this one layout. Headings and choices are sentences of the wording,
in either language.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from engine.wording import Language, say

__all__ = ["BASICS", "SHARES", "SHEETS", "Column", "Holds", "Sheet", "as_compared", "names_of"]


class Holds(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    PERCENT = "percent"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet, or one row of the sheet of basics."""

    name: str
    """Name of its heading in the wording of `cost`."""
    path: tuple[str, ...]
    """Where its value stands inside an entry."""
    holds: Holds = Holds.TEXT
    """What its cells hold."""
    choices: tuple[str, ...] = ()
    """Codes that may stand there; each has a word `choice_CODE` in the wording."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a list of entries, one a row."""

    name: str
    """Name of its title in the wording of `cost`."""
    list: str
    """The list of the submission that it holds; empty for the sheet of basics."""
    columns: tuple[Column, ...]
    """Its columns, in the order they are written; they are found by heading."""


def names_of(name: str) -> tuple[str, str]:
    """Return the heading or word `name` of the wording in both languages."""
    return say(f"cost.{name}", Language.ZH), say(f"cost.{name}", Language.EN)


def as_compared(written: object) -> str:
    """Return a heading or word as it is compared: full-width and half-width signs are one."""
    return unicodedata.normalize("NFKC", str(written or "")).strip()


_ID = Column("head_id", ("id",))
_TITLE = (Column("head_title", ("title", "zh")), Column("head_title_en", ("title", "en")))

BASICS = Sheet(
    "sheet_basics",
    "",
    (
        Column("basic_operator", ("operator", "name")),
        Column("basic_uscc", ("operator", "uscc")),
        Column("basic_declared_by", ("declared_by",)),
        Column("basic_first_year", ("cycle", "first_year"), Holds.WHOLE),
        Column("basic_years", ("cycle", "years"), Holds.WHOLE),
        Column("basic_accounts_year", ("accounts_year",), Holds.WHOLE),
        Column("basic_vat", ("vat",), choices=("excluded",)),
        Column("basic_income", ("income",), Holds.NUMBER),
        Column("basic_input_vat", ("input_vat",), Holds.NUMBER),
        Column("basic_net_assets", ("net_assets",), Holds.NUMBER),
        Column("basic_effective_assets", ("effective_assets",), Holds.NUMBER),
        Column("basic_tax_vat", ("taxes", "vat")),
        Column("basic_tax_location", ("taxes", "location")),
        Column("basic_tax_income", ("taxes", "income_tax")),
        Column("basic_spread", ("spread", "value"), Holds.NUMBER),
        Column("basic_spread_reason", ("spread", "reason")),
        Column("basic_yield", ("yield_override", "value"), Holds.NUMBER),
        Column("basic_yield_reason", ("yield_override", "reason")),
    ),
)
"""One figure a row: its name, then its value."""

SHARES = Sheet(
    "sheet_shares",
    "shares",
    (
        Column("head_product", ("product",)),
        Column("head_shared", ("shared",)),
        Column("head_share", ("share",), Holds.PERCENT),
    ),
)
"""The share of each product in each pool."""

SHEETS = (
    Sheet(
        "sheet_items",
        "items",
        (
            _ID,
            *_TITLE,
            Column("head_category", ("category",)),
            Column("head_amount", ("amount",), Holds.NUMBER),
            Column("head_pool", ("pool",)),
            Column("head_direct", ("direct",), choices=("paid", "free")),
            Column("head_original", ("asset", "original"), Holds.NUMBER),
            Column("head_residual", ("asset", "residual"), Holds.PERCENT),
            Column("head_life", ("asset", "life"), Holds.NUMBER),
            Column("head_in_use", ("asset", "in_use"), Holds.YES_NO, ("yes", "no")),
            Column("head_force_majeure", ("force_majeure",), Holds.YES_NO, ("yes", "no")),
        ),
    ),
    Sheet(
        "sheet_subsidies",
        "subsidies",
        (
            _ID,
            *_TITLE,
            Column("head_amount", ("amount",), Holds.NUMBER),
            Column("head_tag", ("tag",), choices=("asset", "paid", "free", "unspecified")),
            Column("head_asset", ("asset",)),
        ),
    ),
    Sheet(
        "sheet_pools",
        "pools",
        (
            _ID,
            *_TITLE,
            Column("head_driver", ("driver", "zh")),
            Column("head_driver_en", ("driver", "en")),
            Column("head_paid_share", ("paid_share",), Holds.PERCENT),
        ),
    ),
    Sheet(
        "sheet_products",
        "products",
        (
            _ID,
            *_TITLE,
            Column("head_unit", ("unit", "zh")),
            Column("head_unit_en", ("unit", "en")),
            Column("head_quantity", ("quantity",), Holds.NUMBER),
            Column("head_tick", ("tick",), Holds.NUMBER),
            Column("head_direct_share", ("direct_share",), Holds.PERCENT),
        ),
    ),
)
"""The sheets that hold one entry a row, in their order."""
