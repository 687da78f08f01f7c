"""A number as people and accounting programs type it: 1,234.50, １２３, (45.00), 45.00-, ￥8."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from engine.money import parse_number
from engine.submission.spreadsheet.cell import Cell
from engine.text.folding import half_width, other_digits

__all__ = ["MINUS", "flaw_of", "number_in", "trimmed"]

_BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff"
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_TYPED = re.compile(
    r"(?P<opened>\()?\s*(?P<before>[+-])?\s*[¥￥]?\s*(?P<within>-)?"
    r"(?P<figure>[0-9,.]+)\s*(?P<behind>-)?\s*(?P<closed>\))?"
)
"""A number with one sign at most: before or behind it, behind ¥, or brackets for a minus."""
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
MINUS = {"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"}
"""What is written for a minus."""


def trimmed(written: str) -> str:
    """Return `written` with full-width signs made half-width, and no blanks at either end."""
    return half_width(written.strip(_BLANKS)).strip(_BLANKS)


def number_in(written: str) -> Decimal | None:
    """Return the number that `written` is, or None when it is none or can be read in two ways.

    Commas must stand between thousands; brackets make a number negative, as accounts have it, and
    a minus behind it, as some programs export it.

    >>> number_in("1,792,810.00 "), number_in("(45.00)"), number_in("45.00-")
    (Decimal('1792810.00'), Decimal('-45.00'), Decimal('-45.00'))
    >>> number_in("1,23"), number_in("100²"), number_in("-45.00-")
    (None, None, None)
    """
    typed = _TYPED.fullmatch("".join(MINUS.get(sign, sign) for sign in trimmed(written)))
    if typed is None:
        return None
    opened, *signs, closed = typed.group("opened", "before", "within", "behind", "closed")
    marks = [mark for mark in (opened, *signs) if mark]
    if bool(opened) != bool(closed) or len(marks) > 1:
        return None
    bare = typed["figure"]
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    elif not _NUMBER.fullmatch(bare):
        return None
    try:
        number = parse_number(f"0{bare}" if bare.startswith(".") else bare)
    except PydanticCustomError:
        return None
    return -number if marks and marks != ["+"] else number


def flaw_of(cell: Cell) -> tuple[str, dict[str, object]] | None:
    """Return why no figure can be read of `cell`, though one seems to stand there; else None.

    It is a sentence of this room, and what it names.
    """
    if cell.struck:
        return "struck", {"part": cell.struck}
    if cell.raised:
        return "raised", {"part": cell.raised}
    if cell.shown:
        return "shown_otherwise", {"shown": cell.shown}
    signs = other_digits(cell.value) if isinstance(cell.value, str) else ""
    return ("other_digits", {"signs": signs}) if signs else None
