"""Who uses a product, at which price, and what that brings in (用途、收费与收入).

Read `mix` (which classes are charged), `bills`, `months` and `price_lists` (what customers pay by a
price list), then `sale`.
"""

from engine.scenario.walk.market.bills import Billed, Paid
from engine.scenario.walk.market.mix import (
    DecidedClass,
    decided_classes,
    quantity_charged,
    quantity_said,
    with_mix,
)
from engine.scenario.walk.market.price_lists import PriceLists
from engine.scenario.walk.market.sale import (
    Known,
    Sale,
    forecast_of,
    forecast_said,
    has_price,
    sale_of,
    trend_of,
)

__all__ = [
    "Billed",
    "DecidedClass",
    "Known",
    "Paid",
    "PriceLists",
    "Sale",
    "decided_classes",
    "forecast_of",
    "forecast_said",
    "has_price",
    "quantity_charged",
    "quantity_said",
    "sale_of",
    "trend_of",
    "with_mix",
]
