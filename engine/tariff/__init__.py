"""Tariffs: documents of prices, what is wrong with them, and their two readers.

In come a tariff document and usages; out come amounts, each naming its band and article. Read
`model/` first (charge, product, document), then `usage/`, `rate/` for the exact reader, `columns/`
for whole columns in micro-yuan, and `check/` for what a valid document can still get wrong.
"""

from engine.law import DocumentKind, register_kind
from engine.tariff.check.document import check_tariff, unknown_names
from engine.tariff.model.bands import (
    AtZero,
    Band,
    Edges,
    Graduated,
    GraduatedPercentage,
    Ladder,
    PercentBand,
    Volume,
    has_plain_bands,
)
from engine.tariff.model.bill import BillRule, Settled
from engine.tariff.model.charge import Charge, Flat, Package, Percentage, PerPeriod, PerUnit, Unread
from engine.tariff.model.document import (
    DeclaredRounding,
    Float,
    Role,
    RoundingPlace,
    TariffDocument,
    TariffVersion,
    Unit,
    Vat,
)
from engine.tariff.model.period import Accumulation, Period, Runs, days_in, period_of
from engine.tariff.model.product import Component, FreeQuota, TariffProduct, UnreadModifier
from engine.tariff.model.yaml import as_yaml
from engine.tariff.rate.bill import BillLine
from engine.tariff.rate.customer import as_charged
from engine.tariff.rate.missing import MissingFact, facts_asked, missing_fact
from engine.tariff.rate.rating import RatedLine, Rating, rate
from engine.tariff.rate.unsaid import Unsaid
from engine.tariff.usage.before.asked_for import windows_after_use
from engine.tariff.usage.before.nested_counts import nested_findings
from engine.tariff.usage.before.product_position import position_findings
from engine.tariff.usage.choices import fact_findings
from engine.tariff.usage.findings import prior_converted, spans_twice, usage_findings
from engine.tariff.usage.keys import merged_names, unused_keys
from engine.tariff.usage.position import OF_THE_REQUEST, Position
from engine.tariff.usage.together import counted_with, counting_rules
from engine.tariff.usage.usage import Event, Span, Usage

__all__ = [
    "OF_THE_REQUEST",
    "Accumulation",
    "AtZero",
    "Band",
    "BillLine",
    "BillRule",
    "Charge",
    "Component",
    "DeclaredRounding",
    "Edges",
    "Event",
    "Flat",
    "Float",
    "FreeQuota",
    "Graduated",
    "GraduatedPercentage",
    "Ladder",
    "MissingFact",
    "Package",
    "PerPeriod",
    "PerUnit",
    "PercentBand",
    "Percentage",
    "Period",
    "Position",
    "RatedLine",
    "Rating",
    "Role",
    "RoundingPlace",
    "Runs",
    "Settled",
    "Span",
    "TariffDocument",
    "TariffProduct",
    "TariffVersion",
    "Unit",
    "Unread",
    "UnreadModifier",
    "Unsaid",
    "Usage",
    "Vat",
    "Volume",
    "as_charged",
    "as_yaml",
    "check_tariff",
    "counted_with",
    "counting_rules",
    "days_in",
    "fact_findings",
    "facts_asked",
    "has_plain_bands",
    "merged_names",
    "missing_fact",
    "nested_findings",
    "period_of",
    "position_findings",
    "prior_converted",
    "rate",
    "spans_twice",
    "unused_keys",
    "usage_findings",
    "windows_after_use",
]

register_kind(DocumentKind("tariff", TariffDocument, check_tariff, form=unknown_names))
