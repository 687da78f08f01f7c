"""How joint cost is shared, driver by driver and product by product, with what each choice does."""

from __future__ import annotations

from collections.abc import Iterator

from engine.determination import Determination, Lines, driver_effects
from engine.explain import Step
from engine.money import FEN, exactly, grouped
from engine.report import Cell, Table
from engine.show.determination.figures import figures_table
from engine.text import text

__all__ = ["driver_tables"]


def driver_tables(answer: Determination) -> Iterator[Table]:
    """Yield the effect of each measured driver on each pool, and the products' parts of pools."""
    effects = [
        (
            effect.pool.title,
            text(
                "show.determination.driver_chosen"
                if effect.chosen
                else "show.determination.driver_other",
                driver=effect.driver.title,
            ),
            _percent(effect.share),
            grouped(effect.paid.number, FEN),
            grouped(effect.more.number, FEN),
        )
        for effect in driver_effects(answer)
    ]
    if effects:
        names = ("pool", "driver", "paid_share", "paid", "more")
        yield figures_table(text("show.determination.effects"), names, effects)
    names = ("product", "pool", "share", "sum", "driver")
    title = text("show.determination.joint_by_product")
    yield figures_table(title, names, [*_by_product(answer)])


def _by_product(answer: Determination) -> Iterator[tuple[Cell, ...]]:
    step, submission = answer.worksheet.step, answer.filed.submission
    for product in submission.products:
        for pool in submission.pools:
            if pool.id in product.shares:
                use = f"{product.id}.{pool.id}"
                yield (
                    product.title,
                    pool.title,
                    _percent(step(Lines.SHARE_USED, use)),
                    grouped(step(Lines.USE_COST, use).number, FEN),
                    pool.driver,
                )


def _percent(share: Step) -> str:
    """Return a fraction as per cent with two decimals."""
    return f"{grouped(exactly(lambda: share.number * 100), 2)}%"
