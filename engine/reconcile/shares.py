"""A difference shared out over changes, whatever their order: Shapley's value, to the fen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Made = NDArray[np.bool_]
    """Which changes are made: cases × changes."""

__all__ = ["EXACT", "ORDERS", "Shares", "shared"]

EXACT = 12
"""Most changes of which every set is looked at."""
ORDERS = 400
"""Orders that are looked at of more."""
_SEED = 20261130


@dataclass(frozen=True, slots=True)
class Shares:
    """What falls to each change."""

    fen: tuple[int, ...]
    """Fen, in the order of the changes; they make the difference to the fen."""
    error: Fraction | None
    """Where not every order was looked at, the greatest standard error of a share [fen]."""


def shared(
    changes: int,
    worth: Callable[[Made], Sequence[int]],
) -> Shares:
    """Return the shares of `changes` in the difference between none and all of them made.

    `worth` returns, for cases × changes, what each case is worth [fen]. The share of a change is
    the average of what it adds over all orders in which they could be made (Shapley, A value for
    n-person games, 1953); up to `EXACT` changes, over all of them, of more over `ORDERS` drawn with
    a fixed seed. Fractions of a fen go to the largest, so that the
    sum is exact.
    """
    if changes <= EXACT:
        exact, error = _exactly(changes, worth), None
    else:
        exact, error = _by_orders(changes, worth)
    return Shares(_whole(exact), error)


def _exactly(changes: int, worth: Callable[[Made], Sequence[int]]) -> list[Fraction]:
    """Return the shares by every set of changes."""
    import numpy as np

    sets = np.arange(1 << changes)
    made = (sets[:, None] >> np.arange(changes)) & 1 == 1
    found = np.asarray(worth(made), dtype=np.int64)
    sizes = made.sum(axis=1)
    shares = []
    for change in range(changes):
        without = np.flatnonzero(~made[:, change])
        added = found[without | 1 << change] - found[without]
        share = Fraction(0)
        for size in range(changes):
            together = int(added[sizes[without] == size].sum())
            share += Fraction(together, changes * comb(changes - 1, size))
        shares.append(share)
    return shares


def _by_orders(
    changes: int, worth: Callable[[Made], Sequence[int]]
) -> tuple[list[Fraction], Fraction]:
    """Return the shares by orders drawn, each with its reverse, and the greatest standard error."""
    import numpy as np

    source = Random(_SEED)
    orders = []
    for _ in range(ORDERS // 2):
        order = list(range(changes))
        source.shuffle(order)
        orders += [order, order[::-1]]
    made = np.zeros((len(orders), changes + 1, changes), dtype=bool)
    for at, order in enumerate(orders):
        for step, change in enumerate(order):
            made[at, step + 1 :, change] = True
    flat = np.asarray(worth(made.reshape(-1, changes)), dtype=np.int64)
    steps = np.diff(flat.reshape(len(orders), changes + 1), axis=1)
    added = np.zeros((len(orders), changes), dtype=np.int64)
    np.put_along_axis(added, np.asarray(orders), steps, axis=1)
    shares = [Fraction(int(added[:, change].sum()), len(orders)) for change in range(changes)]
    pairs = added.reshape(-1, 2, changes).mean(axis=1)
    errors = pairs.std(axis=0, ddof=1) / len(pairs) ** 0.5
    return shares, Fraction(float(errors.max()))


def _whole(shares: Sequence[Fraction]) -> tuple[int, ...]:
    """Return shares in whole fen that add up to the same; what is left goes to the largest rest,
    either way, so that of opposite shares each is the opposite."""
    whole = [int(share) for share in shares]  # towards 0
    left = int(sum(shares, Fraction(0)) - sum(whole))
    side = -1 if left < 0 else 1
    rests = sorted(range(len(shares)), key=lambda at: side * (whole[at] - shares[at]))
    for at in rests[: abs(left)]:
        whole[at] += side
    return tuple(whole)
