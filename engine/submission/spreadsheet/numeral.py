"""A number as people and programs type it, 1,234.50, １２３, (45.00), ￥8, and as cells show it."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from engine.money import parse_number
from engine.submission.spreadsheet.cell import Cell
from engine.text.folding import half_width, other_digits

__all__ = ["SIGN_OF_PER_CENT", "flaw_of", "number_in", "shown_by", "shown_in_words", "trimmed"]

SIGN_OF_PER_CENT = "%"
"""How a number is shown that has the sign of per cent beside it and is not multiplied."""

_BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff"
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_MINUS = {"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"}


def trimmed(written: str) -> str:
    """Return `written` with full-width signs made half-width, and no blanks at either end."""
    return half_width(written.strip(_BLANKS)).strip(_BLANKS)


def number_in(written: str) -> Decimal | None:
    """Return the number that `written` is, or None when it is none or can be read in two ways.

    Commas must stand between thousands; brackets make a number negative, as accounts have it.

    >>> number_in("1,792,810.00 "), number_in("(45.00)"), number_in("1,23"), number_in("100²")
    (Decimal('1792810.00'), Decimal('-45.00'), None, None)
    """
    bare = "".join(_MINUS.get(sign, sign) for sign in trimmed(written))
    negative = False
    if bare.startswith("(") and bare.endswith(")"):
        bare, negative = bare[1:-1].strip(), True
        if bare[:1] in "+-":
            return None
    if bare[:1] in ("+", "-"):
        bare, negative = bare[1:].lstrip(), negative or bare[0] == "-"
    bare = bare.removeprefix("¥").removeprefix("￥").lstrip()
    if not negative and bare.startswith("-"):
        bare, negative = bare[1:], True
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    elif not _NUMBER.fullmatch(bare):
        return None
    try:
        number = parse_number(f"0{bare}" if bare.startswith(".") else bare)
    except PydanticCustomError:
        return None
    return -number if negative else number


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


# --- how a number is shown

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].'
    r"|General|G/通用格式|E[+-]|(?P<bare>[^\s\"\\!\[\]_*#?0-9.,;@%/+\-()]+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
"""A piece of a number format: words that it shows, or a sign that says how digits stand."""
_IN_THOUSANDS = re.compile("[0#?],+(?![0#?,])")
"""A comma behind the last digit leaves out three."""
_YUAN = re.compile(r"\s*(人民币|RMB|CNY|yuan)?\s*[¥￥元圆]?", re.IGNORECASE)
_OTHER = re.compile(
    "[十百千万亿拾佰仟萬億角元圆币镑¥￥%‰‱$€£]|^分$|^[0-9.,]+$"
    "|(?<![a-z])(k|m|mm|mn|mio|b|bn|hundreds?|thousands?|millions?|billions?"
    "|usd|eur|hkd|jpy|gbp|mop|twd|dollars?|euros?)(?![a-z0-9²³])",
    re.IGNORECASE,
)
"""What makes another figure of the digits before it: a multiple, a currency, more digits."""
_ONE_NUMBER = re.compile(r"([^0-9.,]*?)([(+-]?[0-9][0-9.,]*\)?)([^0-9]*)")


def shown_by(code: str) -> tuple[bool, str]:
    """Return whether a number format shows per cent, and `code` if people see another figure.

    >>> shown_by("0.00%"), shown_by('0.00"万元"'), shown_by("#,##0,"), shown_by('0.00"元"')
    ((True, ''), (False, '0.00"万元"'), (False, '#,##0,'), (False, ''))
    """
    signs, words, was_word = "", [""], False
    for piece in _PIECE.finditer(code):
        said = piece["quoted"] or piece["escaped"] or piece["money"] or piece["bare"] or ""
        words += [said] if not was_word else [words.pop() + said]
        signs, was_word = signs + (piece["sign"] or ""), bool(said)
        if signs.count(";") == 3:
            break  # what follows is how text is shown
    others = [word for word in words if _is_other(word)]
    if others and all(word.strip() == SIGN_OF_PER_CENT for word in others):
        return "%" in signs, SIGN_OF_PER_CENT
    return "%" in signs, code if others or _IN_THOUSANDS.search(signs) else ""


def shown_in_words(number: Decimal, seen: str) -> str:
    """Return `seen`, by which a cell shows `number`, if people see another figure; else nothing."""
    if not number:
        return ""
    found = _ONE_NUMBER.fullmatch(trimmed(seen).replace("\u2212", "-"))
    if found is None:
        return seen if _is_other(seen.strip()) else ""
    before, digits, after = found.groups()
    if _is_other(before.strip()) or _is_other(after.strip()):
        return SIGN_OF_PER_CENT if before + after.strip() == SIGN_OF_PER_CENT else seen
    figure = number_in(digits)
    if figure is None:
        return ""
    last = Decimal(1).scaleb(int(figure.as_tuple().exponent))
    return seen if abs(abs(figure) - abs(number)) > last / 2 else ""


def _is_other(word: str) -> bool:
    """Return whether a word that stands beside digits makes another figure of them than yuan."""
    of_yuan = _YUAN.match(word)
    return _OTHER.search(word[of_yuan.end() if of_yuan else 0 :]) is not None
