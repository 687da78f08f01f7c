"""How joint cost is shared, driver by driver and product by product, with what each choice does."""

from __future__ import annotations

from collections.abc import Iterator

from engine.determination import Determination, Lines, driver_effects
from engine.explain import Step
from engine.money import exactly, grouped
from engine.report.terminal import aligned
from engine.text import Language, say

__all__ = ["drivers_shown"]

_FEN = 2


def drivers_shown(answer: Determination, language: Language) -> Iterator[str]:
    """Yield the effect of each measured driver on each pool, and the products' parts of pools."""
    effects = list(driver_effects(answer))
    if effects:
        yield from ("", say("show.terminal.effects", language))
        columns = ("pool", "driver", "paid_share", "paid", "more")
        rows = [[say(f"show.terminal.column_{column}", language) for column in columns]]
        for effect in effects:
            key = "show.terminal.driver_chosen" if effect.chosen else "show.terminal.driver_other"
            rows.append(
                [
                    effect.pool.title.in_language(language),
                    say(key, language, driver=effect.driver.title),
                    _percent(effect.share),
                    grouped(effect.paid.number, _FEN),
                    grouped(effect.more.number, _FEN),
                ]
            )
        yield from aligned(rows, (2, 3, 4))
    yield from ("", say("show.terminal.joint_by_product", language))
    yield from aligned(_by_product(answer, language), (2, 3))


def _by_product(answer: Determination, language: Language) -> list[list[str]]:
    columns = ("product", "pool", "share", "cost", "driver")
    rows = [[say(f"show.terminal.column_{column}", language) for column in columns]]
    step, submission = answer.worksheet.step, answer.filed.submission
    for product in submission.products:
        for pool in submission.pools:
            if pool.id not in product.shares:
                continue
            use = f"{product.id}.{pool.id}"
            rows.append(
                [
                    product.title.in_language(language),
                    pool.title.in_language(language),
                    _percent(step(Lines.SHARE_USED, use)),
                    grouped(step(Lines.USE_COST, use).number, _FEN),
                    pool.driver.in_language(language),
                ]
            )
    return rows


def _percent(share: Step) -> str:
    """Return a fraction as per cent with two decimals."""
    return f"{grouped(exactly(lambda: share.number * 100), _FEN)}%"
