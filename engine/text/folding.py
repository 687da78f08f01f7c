"""Names that are written differently and mean the same: folded, so that they can be compared."""

from __future__ import annotations

import re

__all__ = ["folded"]

_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LOWER = {capital: capital + 0x20 for capital in range(0x41, 0x5B)}


def folded(name: str, ignore_case: bool = False) -> str:
    """Return `name` as it is compared with others; it is shown as it was written.

    Full-width forms (U+FF01 to U+FF5E) and the ideographic space (U+3000) become their half-width
    ones, blanks at either end are dropped and several become one; with `ignore_case` the letters A
    to Z become small. Nothing else is folded, so that any engine can fold alike.
    """
    narrow = re.sub(" +", " ", name.translate(_HALF)).strip(" ")
    return narrow.translate(_LOWER) if ignore_case else narrow
