"""What each measured driver would have paid use bear of each pool (分摊动因的影响)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.determination.contract.method import Lines
from engine.determination.maximum.result import Determination
from engine.explain import Step, difference, given, product, quotient, total
from engine.submission import Driver, Pool
from engine.text import text

__all__ = ["DriverEffect", "driver_effects"]


@dataclass(frozen=True, slots=True)
class DriverEffect:
    """One pool shared by one measured driver, chosen or not."""

    pool: Pool
    """The pool."""
    driver: Driver
    """The driver."""
    chosen: bool
    """Whether the pool is shared by it."""
    share: Step
    """Share of paid use by it, a fraction."""
    paid: Step
    """What paid use would bear of the pool, in yuan."""
    more: Step
    """By how much that is more than what it bears now, in yuan; negative when it is less."""


def driver_effects(determination: Determination) -> Iterator[DriverEffect]:
    """Yield each pool under each measured driver that something of is taken, chosen or not."""
    filed = determination.filed
    step = determination.worksheet.step
    for pool in filed.submission.pools:
        for at, driver in enumerate(filed.submission.drivers):
            values = {"pool": pool.title, "driver": driver.title}
            taken = [
                given(
                    text(f"determination.driver_{name}", driver=driver.title),
                    amount,
                    "1",
                    (filed.declared("drivers", at, name),),
                )
                for name, amount in (("paid", driver.paid), ("free", driver.free))
            ]
            whole = total(text("determination.driver_whole", driver=driver.title), taken, "1")
            share = quotient(text("determination.driver_share", **values), taken[0], whole, "1")
            cost, now = step(Lines.POOL_COST, pool.id), step(Lines.POOL_PAID, pool.id)
            paid = product(text("determination.driver_cost", **values), (cost, share), "yuan")
            more = difference(text("determination.driver_more", **values), (paid, now), "yuan")
            yield DriverEffect(pool, driver, pool.by == driver.id, share, paid, more)
