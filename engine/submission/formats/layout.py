"""The sheets of a submission workbook: which column holds which figure (申报工作簿).

Reading and writing both follow this one layout. Headings and choices are sentences of the wording,
in either language.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from engine.text import Language, say

__all__ = [
    "BASICS",
    "PAIRS",
    "SHEETS",
    "Column",
    "Holds",
    "Pairs",
    "Sheet",
    "as_compared",
    "names_of",
]


class Holds(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    PERCENT = "percent"
    YES_NO = "yes_no"
    MONTH = "month"
    DAY = "day"


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
    optional: bool = False
    """Whether the column may be missing altogether."""

    def code(self, written: str) -> str | None:
        """Return the code that `written` is, or is a word for in either language; else None."""
        wanted = as_compared(written)
        for code in self.choices:
            if wanted in map(as_compared, (code, *names_of(f"choice_{code}"))):
                return code
        return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a list of entries, one a row."""

    name: str
    """Name of its title in the wording of `cost`."""
    list: str
    """The list of the submission that it holds; empty for the sheet of basics."""
    columns: tuple[Column, ...]
    """Its columns, in the order they are written; they are found by heading."""
    file: str = ""
    """Name of its CSV file in a folder."""
    optional: bool = False
    """Whether the sheet may be missing."""
    group: str = ""
    """A part that each of its entries has; entries of the list without it stand elsewhere."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """One sheet: a figure for each pair of an entry and another."""

    name: str
    """Name of its title in the wording of `cost`."""
    list: str
    """The list whose entries the first column names."""
    into: str
    """The mapping inside an entry, from what the second column names to the figure."""
    columns: tuple[Column, Column, Column]
    """Entry, other, figure."""
    file: str
    """Name of its CSV file in a folder."""
    unknown: str
    """The sentence of `cost` for an entry that is not there."""
    optional: bool = False
    """Whether the sheet may be missing."""


def names_of(name: str) -> tuple[str, str]:
    """Return the heading or word `name` of the wording in both languages."""
    return say(f"submission.{name}", Language.ZH), say(f"submission.{name}", Language.EN)


def as_compared(written: object) -> str:
    """Return a heading or word as it is compared: full-width and half-width signs are one."""
    return unicodedata.normalize("NFKC", str(written or "")).strip()


_ID = Column("head_id", ("id",))
_TITLE = (
    Column("head_title", ("title", "zh")),
    Column("head_title_en", ("title", "en"), optional=True),
)

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
        Column("basic_basis", ("basis",), choices=("accounts", "forecast")),
        Column("basic_trial_begins", ("trial", "begins"), Holds.DAY),
        Column("basic_trial_months", ("trial", "months"), Holds.WHOLE),
        Column("basic_authorisation", ("authorisation", "id")),
        Column("basic_authorisation_title", ("authorisation", "title", "zh")),
        Column("basic_authorisation_title_en", ("authorisation", "title", "en")),
        Column("basic_local_average_wage", ("local_average_wage",), Holds.NUMBER),
    ),
)
"""One figure a row: its name, then its value."""

_USES = (
    Column("head_pool", ("pool",)),
    Column("head_direct", ("direct",), choices=("paid", "free")),
)
_YES_NO = ("yes", "no")

SHEETS = (
    Sheet(
        "sheet_items",
        "items",
        (
            _ID,
            *_TITLE,
            Column("head_category", ("category",)),
            Column("head_amount", ("amount",), Holds.NUMBER),
            *_USES,
            Column("head_force_majeure", ("force_majeure",), Holds.YES_NO, _YES_NO, True),
            Column("head_related_party", ("related_party",), Holds.YES_NO, _YES_NO, True),
            Column("head_non_recurring", ("non_recurring",), Holds.YES_NO, _YES_NO, True),
        ),
        "items.csv",
    ),
    Sheet(
        "sheet_assets",
        "items",
        (
            _ID,
            *_TITLE,
            Column("head_category", ("category",)),
            Column("head_booked", ("amount",), Holds.NUMBER),
            *_USES,
            Column("head_asset_class", ("asset", "asset_class"), optional=True),
            Column("head_original", ("asset", "original"), Holds.NUMBER),
            Column("head_given", ("asset", "given"), Holds.NUMBER, optional=True),
            Column("head_revalued", ("asset", "revalued"), Holds.NUMBER, optional=True),
            Column("head_residual", ("asset", "residual"), Holds.PERCENT),
            Column("head_life", ("asset", "life"), Holds.NUMBER),
            Column("head_in_use_from", ("asset", "in_use_from"), Holds.MONTH, optional=True),
            Column("head_in_use", ("asset", "in_use"), Holds.YES_NO, _YES_NO, True),
        ),
        "assets.csv",
        optional=True,
        group="asset",
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
        "subsidies.csv",
    ),
    Sheet(
        "sheet_pools",
        "pools",
        (
            _ID,
            *_TITLE,
            Column("head_driver", ("driver", "zh")),
            Column("head_driver_en", ("driver", "en"), optional=True),
            Column("head_paid_share", ("paid_share",), Holds.PERCENT),
            Column("head_by", ("by",), optional=True),
        ),
        "pools.csv",
    ),
    Sheet(
        "sheet_products",
        "products",
        (
            _ID,
            *_TITLE,
            Column("head_unit", ("unit", "zh")),
            Column("head_unit_en", ("unit", "en"), optional=True),
            Column("head_quantity", ("quantity",), Holds.NUMBER),
            Column("head_tick", ("tick",), Holds.NUMBER),
            Column("head_direct_share", ("direct_share",), Holds.PERCENT),
        ),
        "products.csv",
    ),
    Sheet(
        "sheet_drivers",
        "drivers",
        (
            _ID,
            *_TITLE,
            Column("head_unit", ("unit", "zh")),
            Column("head_unit_en", ("unit", "en"), optional=True),
            Column("head_driver_paid", ("paid",), Holds.NUMBER),
            Column("head_driver_free", ("free",), Holds.NUMBER),
        ),
        "drivers.csv",
        optional=True,
    ),
    Sheet(
        "sheet_staff",
        "staff",
        (
            _ID,
            *_TITLE,
            Column("head_year", ("year",), Holds.WHOLE),
            Column("head_number", ("number",), Holds.NUMBER),
        ),
        "staff.csv",
        optional=True,
    ),
    Sheet(
        "sheet_earlier_years",
        "earlier_years",
        (
            Column("head_year", ("year",), Holds.WHOLE),
            Column("head_income", ("income",), Holds.NUMBER),
            Column("head_local_average_wage", ("local_average_wage",), Holds.NUMBER, optional=True),
        ),
        "earlier-years.csv",
        optional=True,
    ),
    Sheet(
        "sheet_earlier",
        "earlier",
        (
            Column("head_of", ("of",)),
            Column("head_year", ("year",), Holds.WHOLE),
            Column("head_amount", ("amount",), Holds.NUMBER),
        ),
        "earlier.csv",
        optional=True,
    ),
)
"""The sheets that hold one entry a row, in their order."""

PAIRS = (
    Pairs(
        "sheet_shares",
        "products",
        "shares",
        (
            Column("head_product", ("product",)),
            Column("head_shared", ("shared",)),
            Column("head_share", ("share",), Holds.PERCENT),
        ),
        "shares.csv",
        "no_such_product",
    ),
    Pairs(
        "sheet_driver_products",
        "drivers",
        "products",
        (
            Column("head_by", ("driver",)),
            Column("head_product", ("product",)),
            Column("head_taken", ("taken",), Holds.NUMBER),
        ),
        "driver-products.csv",
        "no_such_driver",
        optional=True,
    ),
)
"""The sheets that hold a figure for a pair, in their order; they are read last."""
