"""Where in the books each item stands (账上来源), for whoever looks it up."""

from __future__ import annotations

from collections.abc import Iterator

from engine.determination import Determination
from engine.report import Table
from engine.show.determination.figures import figures_table
from engine.text import text

__all__ = ["books"]


def books(answer: Determination) -> Iterator[Table]:
    """Yield one table of the items of the accounts year whose source is said, if there are any."""
    rows = [
        (treated.item.title, treated.category.title, treated.item.source)
        for treated in answer.review.treatments
        if treated.item.source is not None
    ]
    if rows:
        title = text("show.determination.books")
        yield figures_table(title, ("item", "category", "in_books"), rows)
