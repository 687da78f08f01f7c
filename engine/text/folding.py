"""Names and figures that are written differently and mean the same: folded, to be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["folded", "half_width", "other_digits", "with_ideographs"]

_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_RADICALS = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Kangxi radicals and compatibility ideographs, each of which is one ideograph to Unicode."""
_SUPPLEMENT = {
    0x2E9F: 0x6BCD, 0x2EA0: 0x6C11, 0x2EC1: 0x864E, 0x2EC4: 0x897F, 0x2EC5: 0x89C1,
    0x2EC6: 0x89D2, 0x2EC9: 0x8D1D, 0x2ECB: 0x8F66, 0x2ED3: 0x957F, 0x2ED4: 0x95E8,
    0x2ED8: 0x9752, 0x2EDA: 0x9875, 0x2EDB: 0x98CE, 0x2EDC: 0x98DE, 0x2EDD: 0x98DF,
    0x2EE2: 0x9A6C, 0x2EE3: 0x9AA8, 0x2EE4: 0x9B3C, 0x2EE5: 0x9C7C, 0x2EE6: 0x9E1F,
    0x2EE7: 0x5364, 0x2EE8: 0x9EA6, 0x2EE9: 0x9EC4, 0x2EEC: 0x9F50, 0x2EEE: 0x9F7F,
    0x2EF0: 0x9F99, 0x2EF3: 0x9F9F,
}  # fmt: skip
"""Radicals of the supplement, by Unicode's property Equivalent_Unified_Ideograph."""
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


def with_ideographs(written: str) -> str:
    """Return `written` half-width, and with the ideographs that its radicals stand for.

    Programs that take text out of a PDF write ⽬ (U+2F6C) for 目. For headings, titles and names,
    never for figures.

    >>> with_ideographs("科⽬编码（⾦额）")
    '科目编码(金额)'
    """
    whole = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), written)
    return half_width(whole.translate(_SUPPLEMENT))


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
