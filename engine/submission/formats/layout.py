"""The sheets of a submission workbook: which column holds which figure (申报工作簿).

Reading and writing both follow this one layout. Headings and choices are sentences of the room,
in either language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from engine.text import Language, Text, say, text
from engine.text.folding import with_ideographs

__all__ = [
    "BASICS",
    "PAIRS",
    "SHEETS",
    "Holds",
    "Pairs",
    "ShareUnit",
    "SheetColumn",
    "SubmissionSheet",
    "as_compared",
    "field_title",
    "headings_of",
    "names_of",
]


class Holds(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    SIGNED = "signed"
    WHOLE = "whole"
    PERCENT = "percent"
    RATE = "rate"
    """Percentage points, or per cent a year, of which no heading says it otherwise."""
    YES_NO = "yes_no"
    MONTH = "month"
    DAY = "day"


class ShareUnit(StrEnum):
    """What the heading of a column of shares says of the figures below it."""

    UNSAID = "unsaid"
    """The template's own heading: 62.5 and a cell shown as 62.5 % are read, 0.625 is asked."""
    PER_CENT = "per_cent"
    """Figures are per cent whatever their size."""
    FRACTION = "fraction"
    """Figures are fractions of one."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet, or one row of the sheet of basics."""

    name: str
    """Name of its heading among the sentences of the room."""
    path: tuple[str, ...]
    """Where its value stands inside an entry."""
    holds: Holds = Holds.TEXT
    """What its cells hold."""
    choices: tuple[str, ...] = ()
    """Codes that may stand there; each has a sentence `choice_CODE`."""
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
class SubmissionSheet:
    """One sheet: a list of entries, one a row."""

    name: str
    """Name of its title among the sentences of the room."""
    list: str
    """The list of the submission that it holds; empty for the sheet of basics."""
    columns: tuple[SheetColumn, ...]
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
    """Name of its title among the sentences of the room."""
    list: str
    """The list whose entries the first column names."""
    into: str
    """The mapping inside an entry, from what the second column names to the figure."""
    columns: tuple[SheetColumn, SheetColumn, SheetColumn]
    """Entry, other, figure."""
    file: str
    """Name of its CSV file in a folder."""
    unknown: str
    """The sentence of `cost` for an entry that is not there."""
    optional: bool = False
    """Whether the sheet may be missing."""


def names_of(name: str) -> tuple[str, str]:
    """Return the heading or word `name` in both languages."""
    return say(f"submission.{name}", Language.ZH), say(f"submission.{name}", Language.EN)


def headings_of(column: SheetColumn) -> Iterator[tuple[str, ShareUnit]]:
    """Yield what the heading of `column` may be, as it is compared, and what it says of shares.

    Beside its own heading a column of shares may be headed as per cent or as fractions, so that
    its figures can be read in one way only.
    """
    for written in (*names_of(column.name), ".".join(column.path)):
        yield as_compared(written), ShareUnit.UNSAID
        if column.holds is not Holds.PERCENT:
            continue
        own = as_compared(written)
        for ending in names_of("unit_unsaid"):
            own = own.removesuffix(as_compared(ending))
        for unit in (ShareUnit.PER_CENT, ShareUnit.FRACTION):
            for ending in names_of(f"unit_{unit}"):
                yield as_compared(f"{own}{ending}"), unit


def as_compared(written: object) -> str:
    """Return a heading or word as it is compared: full-width and half-width signs are one,
    and so are an ideograph and the radical that stands for it."""
    return " ".join(with_ideographs(str(written or "")).split())


_ID = SheetColumn("head_id", ("id",))
_TITLE = (
    SheetColumn("head_title", ("title", "zh")),
    SheetColumn("head_title_en", ("title", "en"), optional=True),
)

BASICS = SubmissionSheet(
    "sheet_basics",
    "",
    (
        SheetColumn("basic_operator", ("operator", "name")),
        SheetColumn("basic_uscc", ("operator", "uscc")),
        SheetColumn("basic_declared_by", ("declared_by",)),
        SheetColumn("basic_first_year", ("cycle", "first_year"), Holds.WHOLE),
        SheetColumn("basic_years", ("cycle", "years"), Holds.WHOLE),
        SheetColumn("basic_accounts_year", ("accounts_year",), Holds.WHOLE),
        SheetColumn("basic_vat", ("vat",), choices=("excluded",)),
        SheetColumn("basic_income", ("income",), Holds.NUMBER),
        SheetColumn("basic_input_vat", ("input_vat",), Holds.NUMBER),
        SheetColumn("basic_net_assets", ("net_assets",), Holds.NUMBER),
        SheetColumn("basic_effective_assets", ("effective_assets",), Holds.NUMBER),
        SheetColumn("basic_tax_vat", ("taxes", "vat")),
        SheetColumn("basic_tax_location", ("taxes", "location")),
        SheetColumn("basic_tax_income", ("taxes", "income_tax")),
        SheetColumn("basic_spread", ("spread", "value"), Holds.RATE),
        SheetColumn("basic_spread_reason", ("spread", "reason")),
        SheetColumn("basic_yield", ("yield_override", "value"), Holds.RATE),
        SheetColumn("basic_yield_reason", ("yield_override", "reason")),
        SheetColumn("basic_basis", ("basis",), choices=("accounts", "forecast")),
        SheetColumn("basic_trial_begins", ("trial", "begins"), Holds.DAY),
        SheetColumn("basic_trial_months", ("trial", "months"), Holds.WHOLE),
        SheetColumn("basic_authorisation", ("authorisation", "id")),
        SheetColumn("basic_authorisation_title", ("authorisation", "title", "zh")),
        SheetColumn("basic_authorisation_title_en", ("authorisation", "title", "en")),
        SheetColumn("basic_local_average_wage", ("local_average_wage",), Holds.NUMBER),
    ),
)
"""One figure a row: its name, then its value."""

_USES = (
    SheetColumn("head_pool", ("pool",)),
    SheetColumn("head_direct", ("direct",), choices=("paid", "free")),
)
_YES_NO = ("yes", "no")
_BEGAN = SheetColumn("head_began", ("began",), Holds.WHOLE, optional=True)
_SOURCE = SheetColumn("head_source", ("source",), optional=True)

SHEETS = (
    SubmissionSheet(
        "sheet_items",
        "items",
        (
            _ID,
            *_TITLE,
            SheetColumn("head_category", ("category",)),
            SheetColumn("head_amount", ("amount",), Holds.SIGNED),
            *_USES,
            SheetColumn("head_force_majeure", ("force_majeure",), Holds.YES_NO, _YES_NO, True),
            SheetColumn("head_related_party", ("related_party",), Holds.YES_NO, _YES_NO, True),
            SheetColumn("head_non_recurring", ("non_recurring",), Holds.YES_NO, _YES_NO, True),
            SheetColumn("head_reason", ("reason",), optional=True),
            _BEGAN,
            _SOURCE,
        ),
        "items.csv",
    ),
    SubmissionSheet(
        "sheet_assets",
        "items",
        (
            _ID,
            *_TITLE,
            SheetColumn("head_category", ("category",)),
            SheetColumn("head_booked", ("amount",), Holds.NUMBER),
            *_USES,
            SheetColumn("head_asset_class", ("asset", "asset_class"), optional=True),
            SheetColumn("head_original", ("asset", "original"), Holds.NUMBER),
            SheetColumn("head_given", ("asset", "given"), Holds.NUMBER, optional=True),
            SheetColumn("head_revalued", ("asset", "revalued"), Holds.NUMBER, optional=True),
            SheetColumn("head_residual", ("asset", "residual"), Holds.PERCENT),
            SheetColumn("head_life", ("asset", "life"), Holds.NUMBER),
            SheetColumn("head_in_use_from", ("asset", "in_use_from"), Holds.MONTH, optional=True),
            SheetColumn("head_in_use", ("asset", "in_use"), Holds.YES_NO, _YES_NO, True),
            _SOURCE,
        ),
        "assets.csv",
        optional=True,
        group="asset",
    ),
    SubmissionSheet(
        "sheet_subsidies",
        "subsidies",
        (
            _ID,
            *_TITLE,
            SheetColumn("head_amount", ("amount",), Holds.NUMBER),
            SheetColumn("head_tag", ("tag",), choices=("asset", "paid", "free", "unspecified")),
            SheetColumn("head_asset", ("asset",)),
            _BEGAN,
        ),
        "subsidies.csv",
    ),
    SubmissionSheet(
        "sheet_pools",
        "pools",
        (
            _ID,
            *_TITLE,
            SheetColumn("head_driver", ("driver", "zh")),
            SheetColumn("head_driver_en", ("driver", "en"), optional=True),
            SheetColumn("head_paid_share", ("paid_share",), Holds.PERCENT),
            SheetColumn("head_by", ("by",), optional=True),
        ),
        "pools.csv",
    ),
    SubmissionSheet(
        "sheet_products",
        "products",
        (
            _ID,
            *_TITLE,
            SheetColumn("head_unit", ("unit", "zh")),
            SheetColumn("head_unit_en", ("unit", "en"), optional=True),
            SheetColumn("head_quantity", ("quantity",), Holds.NUMBER),
            SheetColumn("head_tick", ("tick",), Holds.NUMBER),
            SheetColumn("head_direct_share", ("direct_share",), Holds.PERCENT),
        ),
        "products.csv",
    ),
    SubmissionSheet(
        "sheet_drivers",
        "drivers",
        (
            _ID,
            *_TITLE,
            SheetColumn("head_unit", ("unit", "zh")),
            SheetColumn("head_unit_en", ("unit", "en"), optional=True),
            SheetColumn("head_driver_paid", ("paid",), Holds.NUMBER),
            SheetColumn("head_driver_free", ("free",), Holds.NUMBER),
        ),
        "drivers.csv",
        optional=True,
    ),
    SubmissionSheet(
        "sheet_staff",
        "staff",
        (
            _ID,
            *_TITLE,
            SheetColumn("head_year", ("year",), Holds.WHOLE),
            SheetColumn("head_number", ("number",), Holds.NUMBER),
        ),
        "staff.csv",
        optional=True,
    ),
    SubmissionSheet(
        "sheet_earlier_years",
        "earlier_years",
        (
            SheetColumn("head_year", ("year",), Holds.WHOLE),
            SheetColumn("head_income", ("income",), Holds.NUMBER),
            SheetColumn(
                "head_local_average_wage", ("local_average_wage",), Holds.NUMBER, optional=True
            ),
        ),
        "earlier-years.csv",
        optional=True,
    ),
    SubmissionSheet(
        "sheet_earlier",
        "earlier",
        (
            SheetColumn("head_of", ("of",)),
            SheetColumn("head_year", ("year",), Holds.WHOLE),
            SheetColumn("head_amount", ("amount",), Holds.SIGNED),
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
            SheetColumn("head_product", ("product",)),
            SheetColumn("head_shared", ("shared",)),
            SheetColumn("head_share", ("share",), Holds.PERCENT),
        ),
        "shares.csv",
        "no_such_product",
    ),
    Pairs(
        "sheet_driver_products",
        "drivers",
        "products",
        (
            SheetColumn("head_by", ("driver",)),
            SheetColumn("head_product", ("product",)),
            SheetColumn("head_taken", ("taken",), Holds.NUMBER),
        ),
        "driver-products.csv",
        "no_such_driver",
        optional=True,
    ),
)
"""The sheets that hold a figure for a pair, in their order; they are read last."""


def field_title(listed: str, path: tuple[str, ...]) -> Text | None:
    """Return what a figure is called, as the heading of its column: that at `path` of an entry of
    the list `listed`, or of the basics where that is empty; None where no column holds it."""
    for sheet in (BASICS, *SHEETS):
        if sheet.list == listed:
            for column in sheet.columns:
                if column.path == path:
                    return text(f"submission.{column.name}")
    for pairs in PAIRS:
        if (pairs.list, pairs.into) == (listed, path[0]):
            return text(f"submission.{pairs.columns[2].name}")
    return None
