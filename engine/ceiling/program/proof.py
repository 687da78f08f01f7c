"""Is it the best? Judged in whole numbers, by every revenue that any choice of ticks can raise.

Written as what is given up below the bounds, Σ w e with 0 ≤ e ≤ u − l, the best answer gives up the
least amount that brings the revenue to the limit. Each amount is a bit of one large integer, and
adding a product shifts it (a subset sum), so every amount below what is already given up is tried.
"""

from __future__ import annotations

from engine.ceiling.program.grid import Grid

__all__ = ["improved"]

_MOST_BITS = 4_000_000


def improved(grid: Grid, ticks: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """Return ticks of the most revenue, and an amount that no choice of ticks can pass.

    `ticks` is an allowed answer, returned as it is when none raises more. The two agree when the
    answer is proved best; they differ only where more than four million amounts would have to be
    tried. Revenues are in units of `grid.step`.
    """
    found = grid.revenue(ticks)
    all_bounds = grid.revenue(grid.bounds)
    if found == grid.ceiling:
        return ticks, found
    least, given_up = max(all_bounds - grid.limit, 0), all_bounds - found
    if given_up > _MOST_BITS:
        return ticks, grid.ceiling
    reached = _reachable(grid, given_up)
    better = _lowest(reached[-1], least)
    if better == given_up:
        return ticks, found
    return _walked_back(grid, reached, better), all_bounds - better


def _reachable(grid: Grid, most: int) -> list[int]:
    """Return the amounts up to `most` that the first 0, 1, 2 … products can give up, as bits."""
    mask = (1 << (most + 1)) - 1
    stages = [1]
    for weight, least, bound in zip(grid.weights, grid.least, grid.bounds, strict=True):
        bits, together = stages[-1], 0
        limit = min(bound - least, most // weight)
        # Doubling: after steps of 1, 2, 4 … every count up to their sum has been tried.
        while together < limit:
            now = min(together + 1, limit - together)
            bits |= (bits << (weight * now)) & mask
            together += now
        stages.append(bits)
    return stages


def _walked_back(grid: Grid, stages: list[int], amount: int) -> tuple[int, ...]:
    """Return ticks that give up exactly `amount`, read from the last product to the first."""
    ticks = list(grid.bounds)
    for position in range(len(grid.weights) - 1, -1, -1):
        while not _has(stages[position], amount):
            amount -= grid.weights[position]
            ticks[position] -= 1
    return tuple(ticks)


def _lowest(bits: int, least: int) -> int:
    """Return the smallest amount in `bits` that is not below `least`."""
    above = bits >> least
    return least + (above & -above).bit_length() - 1


def _has(bits: int, amount: int) -> bool:
    return bool(bits >> amount & 1)
