"""Searching the cases that no row of a table matches, when rows ask only of facts.

A row is left out of the search by choosing, on one of the facts that it asks, cells that exclude
it. The row with the fewest such choices is always decided next, so that rows with one choice follow
of themselves; the number of cells of the facts hardly counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.rules.proof.diagram import TooLargeError

__all__ = ["Masks", "Search"]

Masks = Mapping[str, int]
"""By fact: a mask of its cells; a fact that is absent may have any."""


_ROWS_A_STEP = 20
"""How many rows one step looks at, so that a bound on steps is one on time."""


class Search:
    """Searches among the cells of facts; TooLargeError after more than `limit` steps in all."""

    def __init__(self, full: Masks, limit: int) -> None:
        self._full = full
        self._left = limit

    def outside(self, rows: Sequence[Masks], box: Masks) -> dict[str, int] | None:
        """Return a box inside `box` of cases that none of `rows` matches, or None."""
        return self._outside([dict(row) for row in rows], {**self._full, **box})

    def _outside(self, rows: list[dict[str, int]], box: dict[str, int]) -> dict[str, int] | None:
        while True:
            self._left -= 1 + len(rows) // _ROWS_A_STEP
            if self._left < 0:
                raise TooLargeError
            rows = [row for row in rows if all(box[name] & mask for name, mask in row.items())]
            rows = [{name: mask for name, mask in row.items() if box[name] & ~mask} for row in rows]
            if not rows:
                return box
            row = min(rows, key=len)
            if not row:
                return None
            if len(row) > 1:
                break
            ((name, mask),) = row.items()
            box = {**box, name: box[name] & ~mask}
        # Choices that exclude most of the other rows first; each leaves out those before it.
        for name in sorted(row, key=lambda name: -_excluded(rows, name, box[name] & ~row[name])):
            found = self._outside(rows, {**box, name: box[name] & ~row[name]})
            if found is not None:
                return found
            box = {**box, name: box[name] & row[name]}
        return None

    def widened(self, rows: Sequence[Masks], box: Masks) -> dict[str, int]:
        """Return `box`, which none of `rows` matches, grown fact by fact as far as that stays."""
        wide = {**self._full, **box}
        for name in wide:
            taken = 0
            for row in rows:
                if all(wide[other] & mask for other, mask in row.items() if other != name):
                    taken |= row[name]
            wide[name] = self._full[name] & ~taken
        return {name: mask for name, mask in wide.items() if mask != self._full[name]}


def _excluded(rows: Sequence[Masks], name: str, cells: int) -> int:
    return sum(1 for row in rows if name in row and not row[name] & cells)
