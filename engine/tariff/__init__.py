"""Tariffs: documents of prices, what is wrong with them, and the exact reader."""

from engine.law import Kind, register_kind
from engine.tariff.charge import (
    Accumulation,
    Band,
    Charge,
    Flat,
    Graduated,
    Period,
    PerUnit,
    Unread,
)
from engine.tariff.checks import check_tariff
from engine.tariff.document import (
    Component,
    DeclaredRounding,
    PricedProduct,
    Role,
    RoundingPlace,
    TariffDocument,
    TariffVersion,
    Unit,
    UnreadModifier,
    Vat,
)
from engine.tariff.rating import MissingFact, RatedLine, Rating, rate
from engine.tariff.usage import Event, Usage, usage_findings
from engine.tariff.writing import as_yaml

__all__ = [
    "Accumulation",
    "Band",
    "Charge",
    "Component",
    "DeclaredRounding",
    "Event",
    "Flat",
    "Graduated",
    "MissingFact",
    "PerUnit",
    "Period",
    "PricedProduct",
    "RatedLine",
    "Rating",
    "Role",
    "RoundingPlace",
    "TariffDocument",
    "TariffVersion",
    "Unit",
    "Unread",
    "UnreadModifier",
    "Usage",
    "Vat",
    "as_yaml",
    "check_tariff",
    "rate",
    "usage_findings",
]

register_kind(Kind("tariff", TariffDocument, check_tariff))
