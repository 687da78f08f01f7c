"""How long a property is tried: a seeded part with the other tests, in full by `make proof`."""

from __future__ import annotations

import os

__all__ = ["rounds"]


def rounds(quick: int, full: int) -> int:
    """Return how many examples to try: `full` where DINGJIA_PROOF is set, else `quick`."""
    return full if os.environ.get("DINGJIA_PROOF") else quick
