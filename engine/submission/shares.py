"""Shares that follow from measured drivers: of paid use in a pool, of products in its paid part."""

from __future__ import annotations

from decimal import Decimal

from engine.money import exactly
from engine.submission.model import Driver, Product, Submission

__all__ = ["by_drivers", "paid_share", "product_share", "taken_by_products"]


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
