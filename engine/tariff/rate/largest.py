"""Whether more is used within a period than a tariff is proven for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.law import Finding
from engine.money import grouped
from engine.tariff.model.charge import Charge, PerPeriod
from engine.tariff.model.product import TariffProduct
from engine.tariff.rate.counting.buckets import Bucket
from engine.tariff.usage.usage import Usage

__all__ = ["beyond_largest"]


def beyond_largest(
    usage: Usage, product: TariffProduct, charge: Charge, counted: Sequence[Bucket]
) -> Iterator[Finding]:
    """Yield, once, that what a component has `counted` of `usage` within some period, with what was
    used before, lies beyond the largest quantity of its product.

    It is of the units that are charged: after windows, free quotas and conversions of each use.
    """
    for bucket in counted:
        prior = Decimal(0)
        if bucket.prior is not None and not isinstance(charge, PerPeriod):
            prior = bucket.prior.number
        reached = max(prior, prior + bucket.quantity.number)
        if reached > product.largest_quantity:
            values = {"quantity": grouped(reached), "largest": grouped(product.largest_quantity)}
            yield Finding(usage.path, "tariff.beyond_largest", values)
            return
