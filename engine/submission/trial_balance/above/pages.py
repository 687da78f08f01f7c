"""Headings that stand again below, with their titles: a balance printed page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.submission.spreadsheet import Grid, number_in
from engine.submission.trial_balance.above.column import squeezed
from engine.submission.trial_balance.above.heading import Flaw, Heading
from engine.submission.trial_balance.above.months import months_in
from engine.submission.trial_balance.above.titles import Titles, titles_in

__all__ = ["Pages", "flaw_of_pages", "pages_of"]

_ACCOUNT = re.compile(r"[\d._\-]+(?:\s+\S.*)?")
_LABEL = re.compile("[:：]")
_FIGURE = re.compile(r"[^:：]*\d")
"""A digit that no label stands before: of 打印日期：2026-01-15 there is none."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Rows below the heading that are none of accounts, as they begin or end a page."""

    headings: frozenset[int]
    """Rows that say what a row of the heading says."""
    titles: tuple[tuple[int, ...], ...]
    """For each page the rows above its heading that hold no account and no amount."""
    feet: frozenset[int]
    """Rows of labels without a figure: who made it, who checked it, and when."""

    def __contains__(self, row: int) -> bool:
        """Return whether `row` begins or ends a page, and is none of an account."""
        return row in self.headings | self.feet or any(row in rows for rows in self.titles)


def pages_of(grid: Grid, heading: Heading) -> Pages:
    """Return where the heading of a sheet stands again, its titles, and what ends a page."""
    words = [_words(grid, row) for row in {heading.first_row, heading.last_row}]
    below = list(grid.rows(heading.last_row + 1))
    again = {at: row for at, row in enumerate(below) if _words(grid, row) in words}
    headings = frozenset(again.values())
    titles = (tuple(_titles_above(grid, heading, below[:at], headings)) for at in again)
    feet = frozenset(row for row in below if _is_foot(grid, heading, row))
    return Pages(headings, tuple(rows for rows in titles if rows), feet)


def flaw_of_pages(grid: Grid, pages: Pages, titles: Titles) -> Flaw | None:
    """Return a page that states another period, firm or unit than `titles`, at the top; or None."""
    scales = {money.scale for _, money in titles.moneys}
    for rows in pages.titles:
        page = titles_in(grid, rows)
        others = [
            page.months_at if page.months not in (None, titles.months) else "",
            page.operator_at if page.operator not in (None, titles.operator) else "",
            *(place for place, money in page.moneys if money.scale not in scales),
        ]
        for place in filter(None, others):
            return Flaw(place, "another_balance", "")
    return None


def _is_foot(grid: Grid, heading: Heading, row: int) -> bool:
    cells = grid.cells[row]
    figures = [cells[at] for at in (heading.at("code") or 1, *heading.amounts) if at in cells]
    return any(_LABEL.search(cell.written) for cell in cells.values()) and not any(
        _FIGURE.match(cell.written) for cell in figures
    )


def _words(grid: Grid, row: int) -> dict[int, str]:
    return {at: squeezed(cell.written) for at, cell in grid.cells.get(row, {}).items()}


def _titles_above(
    grid: Grid, heading: Heading, rows: list[int], headings: frozenset[int]
) -> Iterator[int]:
    """Yield the last of `rows`, from below, as far as they hold no account and no amount."""
    code = heading.at("code") or 1
    for row in reversed(rows):
        cell = grid.at(row, code)
        written = "" if cell is None else cell.written.strip()
        amounts = (grid.at(row, at) for at in heading.amounts)
        is_account = _ACCOUNT.fullmatch(written) and months_in(written) is None
        if row in headings or is_account:
            return
        if any(one is not None and number_in(one.written) is not None for one in amounts):
            return
        yield row
