"""What came before each row in its group: the columns `prior` and `first` from keys and units.

It imports numpy and is therefore imported by those who use it, not by the room.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.text.folding import folded

__all__ = ["used_before"]


def used_before(
    units: NDArray[np.int64], keys: Sequence[ArrayLike], ignore_case: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the units of the rows above that have the same keys, and whether there are none.

    `keys` are columns of names, one entry a row, such as the customer and the month; they are
    compared folded, as the exact reader compares them. The rows stand in the order of use.
    """
    group: NDArray[np.int64] = np.zeros(len(units), dtype=np.int64)
    for column in keys:
        names, codes = np.unique(np.asarray(column).astype(str), return_inverse=True)
        _, folds = np.unique(
            np.array([folded(name, ignore_case) for name in names.tolist()]), return_inverse=True
        )
        _, group = np.unique(
            group * (int(folds.max(initial=0)) + 1) + folds[codes], return_inverse=True
        )
    order = np.argsort(group, kind="stable")
    sums = np.cumsum(units[order])
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    begun = np.repeat(sums[starts] - units[order][starts], np.diff(starts, append=len(units)))
    prior, first = np.empty(len(units), dtype=np.int64), np.zeros(len(units), dtype=np.bool_)
    prior[order] = sums - units[order] - begun
    first[order[starts]] = True
    return prior, first
