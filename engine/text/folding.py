"""Names and figures that are written differently and mean the same: folded, to be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["folded", "half_width", "other_digits"]

_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LOWER = {capital: capital + 0x20 for capital in range(0x41, 0x5B)}


def folded(name: str, ignore_case: bool = False) -> str:
    """Return `name` as it is compared with others; it is shown as it was written.

    Full-width forms (U+FF01 to U+FF5E) and the ideographic space (U+3000) become their half-width
    ones, blanks at either end are dropped and several become one; with `ignore_case` the letters A
    to Z become small. Nothing else is folded, so that any engine can fold alike.
    """
    narrow = re.sub(" +", " ", half_width(name)).strip(" ")
    return narrow.translate(_LOWER) if ignore_case else narrow


def half_width(written: str) -> str:
    """Return `written` with full-width forms and the ideographic space as half-width ones.

    A mark that only looks like a digit, such as ² or ①, is none, and stays what it is.
    """
    return written.translate(_HALF)


def other_digits(written: str) -> str:
    """Return the characters that are a digit or hold one, and are neither 0 to 9 nor full-width.

    >>> other_digits("1368000① m² １２ ½ ٣ 五 ㋀")
    '①²½٣㋀'
    """
    return "".join(sign for sign in half_width(written) if not sign.isascii() and _counts(sign))


@lru_cache(maxsize=4096)
def _counts(sign: str) -> bool:
    """Return whether a sign is a numeral of any kind, or is made of one, as a sign for a month."""
    made_of = unicodedata.normalize("NFKC", sign)
    return unicodedata.category(sign)[0] == "N" or any(part.isdecimal() for part in made_of)
