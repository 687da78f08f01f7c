"""Draws from distributions, the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.scenario.case import Uncertainty

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["drawn_from"]


def drawn_from(uncertainty: Uncertainty) -> Mapping[str, NDArray[np.float64]]:
    """Return the draws of each number: the same for the same seed and the same numbers."""
    found = {}
    seeds = np.random.SeedSequence(uncertainty.seed).spawn(len(uncertainty.of))
    for seed, (path, of) in zip(seeds, uncertainty.of.items(), strict=True):
        source = np.random.Generator(np.random.PCG64(seed))
        if of.between is None:
            assert of.mean is not None and of.deviation is not None
            many = source.normal(float(of.mean), float(of.deviation), uncertainty.draws)
        elif of.likely is None:
            many = source.uniform(float(of.between[0]), float(of.between[1]), uncertainty.draws)
        else:
            least, greatest = map(float, of.between)
            many = source.triangular(least, float(of.likely), greatest, uncertainty.draws)
        found[path] = np.round(many, of.decimals)
    return found
