"""Shares: those that follow from measured drivers, and those that are whole but for a rounding."""

from __future__ import annotations

from decimal import Decimal, localcontext

from engine.money import CONTEXT, exactly
from engine.submission.model import Driver, Product, Submission

__all__ = [
    "TOLERANCE",
    "WHOLE",
    "by_drivers",
    "is_whole",
    "made_whole",
    "paid_share",
    "product_share",
    "taken_by_products",
]

WHOLE = Decimal(100)
"""All shares of a pool together, in per cent."""
TOLERANCE = Decimal("0.000001")
"""Percentage points by which shares may miss it, so that thirds can be declared: 33.333333."""


def is_whole(together: Decimal) -> bool:
    """Return whether shares that add up to `together` per cent are the whole."""
    return exactly(lambda: abs(together - WHOLE) <= TOLERANCE)


def made_whole(submission: Submission) -> tuple[Submission, tuple[tuple[int, str | None], ...]]:
    """Return `submission` with declared shares that add up to exactly 100 per cent.

    What thirds lack of it, or have above it, within the tolerance, goes to the largest share, so
    that nothing of a cost is lost; each is named by the position of its product and its pool, None
    for direct cost.
    """
    products = list(submission.products)
    changed: list[tuple[int, str | None]] = []
    for pool in (*(one.id for one in submission.pools if one.by is None), None):
        shares = [
            product.direct_share if pool is None else product.shares.get(pool, Decimal(0))
            for product in products
        ]
        with localcontext(CONTEXT):
            lacking = WHOLE - sum(shares, Decimal(0))
            if not lacking or abs(lacking) > TOLERANCE:
                continue
            at = shares.index(max(shares))
            share = shares[at] + lacking
        update: dict[str, object] = {"direct_share": share}
        if pool is not None:
            update = {"shares": {**products[at].shares, pool: share}}
        products[at] = products[at].model_copy(update=update)
        changed.append((at, pool))
    if not changed:
        return submission, ()
    return submission.model_copy(update={"products": tuple(products)}), tuple(changed)


def by_drivers(submission: Submission) -> Submission:
    """Return `submission` with the shares of every pool that a measured driver governs."""
    drivers = {driver.id: driver for driver in submission.drivers}
    governed = {pool.id: drivers[pool.by] for pool in submission.pools if pool.by is not None}
    if not governed:
        return submission
    pools = tuple(
        pool.model_copy(update={"paid_share": paid_share(governed[pool.id])})
        if pool.id in governed
        else pool
        for pool in submission.pools
    )
    products = tuple(_shared(product, governed) for product in submission.products)
    return submission.model_copy(update={"pools": pools, "products": products})


def paid_share(driver: Driver) -> Decimal:
    """Return the share of `driver` that paid use takes, in per cent; it must take of something."""
    return exactly(lambda: 100 * driver.paid / (driver.paid + driver.free))


def product_share(driver: Driver, product: Product) -> Decimal:
    """Return the share of `product` in what all products take of `driver`, in per cent."""
    taken = driver.products.get(product.id, Decimal(0))
    return exactly(lambda: 100 * taken / taken_by_products(driver))


def taken_by_products(driver: Driver) -> Decimal:
    """Return how much of `driver` the products take together."""
    return exactly(lambda: sum(driver.products.values(), Decimal(0)))


def _shared(product: Product, governed: dict[str, Driver]) -> Product:
    shares = {
        **product.shares,
        **{pool: product_share(driver, product) for pool, driver in governed.items()},
    }
    return product.model_copy(update={"shares": shares})
