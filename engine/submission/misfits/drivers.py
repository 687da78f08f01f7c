"""Shares that follow from measured drivers: of paid use in a pool, of products in its paid part."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.law import Finding
from engine.money import exactly, plain
from engine.submission.model import Driver, Pool, Product, Submission
from engine.submission.pieces import Pieces

__all__ = ["by_drivers", "misfits_of_drivers", "taken_by_products"]


def by_drivers(submission: Submission) -> Submission:
    """Return `submission` with the shares of every pool that a measured driver governs."""
    drivers = {driver.id: driver for driver in submission.drivers}
    governed = {pool.id: drivers[pool.by] for pool in submission.pools if pool.by is not None}
    if not governed:
        return submission
    pools = tuple(
        pool.model_copy(update={"paid_share": _paid_share(governed[pool.id])})
        if pool.id in governed
        else pool
        for pool in submission.pools
    )
    products = tuple(_shared(product, governed) for product in submission.products)
    return submission.model_copy(update={"pools": pools, "products": products})


def taken_by_products(driver: Driver) -> Decimal:
    """Return how much of `driver` the products take together."""
    return exactly(lambda: sum(driver.products.values(), Decimal(0)))


def misfits_of_drivers(pieces: Pieces) -> Iterator[Finding]:
    """Yield what does not fit between drivers, pools and products."""
    drivers = {driver.id: driver for driver in pieces.drivers.values()}
    known = ", ".join(pieces.ids["drivers"].values()) or "–"
    for position, pool in pieces.pools.items():
        place = ("pools", position)
        if pool.by is None:
            if "paid_share" not in pool.model_fields_set:
                yield Finding((*place, "paid_share"), "law.missing")
        elif pool.by in drivers:
            yield from _declared_otherwise(pieces, position, pool, drivers[pool.by])
        elif pool.by not in pieces.ids["drivers"].values():
            yield Finding((*place, "by"), "submission.no_such_driver", {"known": known}, pool.by)
    products = set(pieces.ids["products"].values())
    for position, driver in pieces.drivers.items():
        yield from _misfits_of(driver, ("drivers", position), products)


def _misfits_of(
    driver: Driver, place: tuple[str | int, ...], products: set[str]
) -> Iterator[Finding]:
    if not exactly(lambda: driver.paid + driver.free):
        yield Finding((*place, "paid"), "submission.driver_of_nothing")
    for name in driver.products:
        if name not in products:
            values = {"known": ", ".join(sorted(products))}
            yield Finding((*place, "products", name), "submission.no_such_product", values, name)
    taken = taken_by_products(driver)
    if driver.products and taken != driver.paid:
        values = {"sum": plain(taken)}
        yield Finding((*place, "paid"), "submission.driver_not_whole", values, driver.paid)


def _declared_otherwise(
    pieces: Pieces, position: int, pool: Pool, driver: Driver
) -> Iterator[Finding]:
    """Yield the shares that are declared beside a driver and are not those it gives."""
    if not exactly(lambda: driver.paid + driver.free) or not taken_by_products(driver):
        if not driver.products:
            yield Finding(
                ("pools", position, "by"), "submission.driver_without_products", {}, driver.id
            )
        return
    share = _paid_share(driver)
    if "paid_share" in pool.model_fields_set and pool.paid_share != share:
        values = {"share": plain(share)}
        place = ("pools", position, "paid_share")
        yield Finding(place, "submission.share_not_of_driver", values, pool.paid_share)
    for at, product in pieces.products.items():
        declared, given = product.shares.get(pool.id), _product_share(driver, product)
        if declared is not None and declared != given:
            place_of = ("products", at, "shares", pool.id)
            yield Finding(
                place_of, "submission.share_not_of_driver", {"share": plain(given)}, declared
            )


def _paid_share(driver: Driver) -> Decimal:
    return exactly(lambda: 100 * driver.paid / (driver.paid + driver.free))


def _product_share(driver: Driver, product: Product) -> Decimal:
    taken = driver.products.get(product.id, Decimal(0))
    return exactly(lambda: 100 * taken / taken_by_products(driver))


def _shared(product: Product, governed: dict[str, Driver]) -> Product:
    shares = {
        **product.shares,
        **{pool: _product_share(driver, product) for pool, driver in governed.items()},
    }
    return product.model_copy(update={"shares": shares})
