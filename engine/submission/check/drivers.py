"""Do measured drivers, pools and products fit together?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.law import Finding
from engine.money import exactly, plain
from engine.submission.entries import Entries
from engine.submission.model import Driver, Pool
from engine.submission.shares import TOLERANCE, paid_share, product_share, taken_by_products

__all__ = ["misfits_of_drivers"]


def misfits_of_drivers(entries: Entries) -> Iterator[Finding]:
    """Yield what does not fit between drivers, pools and products."""
    drivers = {driver.id: driver for driver in entries.drivers.values()}
    known = ", ".join(entries.ids["drivers"].values()) or "–"
    for position, pool in entries.pools.items():
        place = ("pools", position)
        if pool.by is None:
            if "paid_share" not in pool.model_fields_set:
                yield Finding((*place, "paid_share"), "law.missing")
        elif pool.by in drivers:
            yield from _declared_otherwise(entries, position, pool, drivers[pool.by])
        elif "drivers" in entries.named and pool.by not in entries.ids["drivers"].values():
            yield Finding((*place, "by"), "submission.no_such_driver", {"known": known}, pool.by)
    products = set(entries.ids["products"].values()) if "products" in entries.named else None
    for position, driver in entries.drivers.items():
        yield from _misfits_of(driver, ("drivers", position), products)


def _misfits_of(
    driver: Driver, place: tuple[str | int, ...], products: set[str] | None
) -> Iterator[Finding]:
    """Yield what is wrong with one driver; `products` are None where they could not be read."""
    if not exactly(lambda: driver.paid + driver.free):
        yield Finding((*place, "paid"), "submission.driver_of_nothing")
    for name in driver.products:
        if products is not None and name not in products:
            values = {"known": ", ".join(sorted(products))}
            yield Finding((*place, "products", name), "submission.no_such_product", values, name)
    taken = taken_by_products(driver)
    if driver.products and taken != driver.paid:
        values = {"sum": plain(taken)}
        yield Finding((*place, "paid"), "submission.driver_not_whole", values, driver.paid)


def _declared_otherwise(
    entries: Entries, position: int, pool: Pool, driver: Driver
) -> Iterator[Finding]:
    """Yield the shares that are declared beside a driver and are not those it gives."""
    if not exactly(lambda: driver.paid + driver.free) or not taken_by_products(driver):
        if not driver.products and "drivers[].products" not in entries.unread:
            yield Finding(
                ("pools", position, "by"), "submission.driver_without_products", {}, driver.id
            )
        return
    share = paid_share(driver)
    if "paid_share" in pool.model_fields_set and _differ(pool.paid_share, share):
        values = {"share": plain(share)}
        place = ("pools", position, "paid_share")
        yield Finding(place, "submission.share_not_of_driver", values, pool.paid_share)
    for at, product in entries.products.items():
        declared, given = product.shares.get(pool.id), product_share(driver, product)
        if declared is not None and _differ(declared, given):
            place_of = ("products", at, "shares", pool.id)
            yield Finding(
                place_of, "submission.share_not_of_driver", {"share": plain(given)}, declared
            )


def _differ(declared: Decimal, given: Decimal) -> bool:
    return exactly(lambda: abs(declared - given) > TOLERANCE)
