"""The figure that people see in a cell: what its number format, or its stored text, makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from engine.submission.spreadsheet.numeral import MINUS, number_in, trimmed
from engine.text.folding import half_width

__all__ = ["SIGN_OF_PER_CENT", "is_per_cent", "shown_by", "shown_in_words"]

SIGN_OF_PER_CENT = "%"
"""How a number is shown that has the sign of per cent beside it and is not multiplied."""

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]'
    r"|\[(?P<than>[<>]=?|=|<>)(?P<limit>-?[0-9]+(\.[0-9]+)?)\]|\[[^\]]*\]|(?P<gap>[_*].)"
    r"|(?P<whole>General|G/通用格式|@)|E[+-]"
    r"|(?P<bare>[^\s\"\\!\[\]_*#?0-9.,;@%/+\-()]+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
"""A piece of a number format: words that it shows, or a sign that says how digits stand."""
_IN_THOUSANDS = re.compile("[0#?],+(?![0#?,])")
"""A comma behind the last digit leaves out three."""
_MOST = 3
"""Sections that show numbers; a fourth shows text."""
_ONE_NUMBER = re.compile(r"([^0-9.,]*?)([(+-]?[0-9][0-9.,]*\)?)([^0-9]*)")
_FIGURE = "\0"
"""Stands in what a format shows for the digits of the number."""
_NOTHING = '""'
"""How a number is shown of which nothing is seen: the format that shows an empty text."""
_OWN = re.compile("人民币|RMB|CNY|yuan|CN¥|(?<![a-z])¥", re.IGNORECASE)
_KILO = re.compile("千(?=瓦|克|米|伏|乏|卡|焦|帕|赫|字节|比特)|百(?=帕)")
"""What is part of a unit, as the k of kWh, and multiplies nothing."""
_TIMES = "[十百千万亿拾佰仟萬億]"
_OTHER = re.compile(
    # A multiple, unless it begins or is within a name: 千寻公司, but 万户, (万) and 元/千次.
    f"{_TIMES}(?![\u4e00-\u9fff])|{_TIMES}[元圆美欧英港日分次户人个条份台件家笔年月天吨字]"
    f"|(?<=[^\u4e00-\u9fff]){_TIMES}|(?<=[每十百千万亿拾佰仟萬億]){_TIMES}"
    "|(?<=[\u4e00-\u9fff])(?<![单公])[元圆]|角|币(?!种)|镑|[¥%‰‱$€£]|^分$|^[0-9.,]+$"
    "|(?<![a-z])(k|m|mm|mn|mio|b|bn|hundreds?|thousands?|millions?|billions?"
    "|usd|eur|hkd|jpy|gbp|mop|twd|dollars?|euros?)(?![a-z0-9²³])",
    re.IGNORECASE,
)
"""What makes another figure of the digits beside it: a multiple, a currency, more digits."""
_GOES_ON = re.compile(f"{_TIMES}|[.,]?[0-9]")
"""What does so where it follows the digits at once."""
_MINUS_SHOWN = re.compile(
    r"(?<![^\W_])-|-(?![^\W_])|负\s*$|[△▲]|(?<![\u4e00-\u9fff])贷|(?<![a-z])cr(?![a-z])",
    re.IGNORECASE,
)
"""What makes a figure negative beside its digits; what joins two words does not."""
_SAME = str.maketrans({**MINUS, "﹣": "-", "﹪": "%", "￥": "¥"})


@dataclass(slots=True)
class _Section:
    """One of the parts of a number format, each of which shows some numbers."""

    than: str = ""
    """How the numbers that it shows compare with `limit`; empty where that is not said."""
    limit: Decimal = Decimal(0)
    seen: str = ""
    """What it shows."""
    words: list[str] = field(default_factory=list)
    """The words beside the digits that make another figure of them."""

    def shows(self, number: Decimal) -> bool:
        """Return whether it shows `number`, among sections of which one says what it shows."""
        compared = {"<": number < self.limit, "=": number == self.limit, ">": number > self.limit}
        return not self.than or any(compared[sign] for sign in self.than)

    @property
    def is_of_negative(self) -> bool:
        """Whether it says that it shows no number above zero."""
        return bool(self.than) and ">" not in self.than and self.limit <= 0

    @property
    def is_of_positive(self) -> bool:
        """Whether it says that it shows each number above zero."""
        return self.than in (">", ">=") and self.limit <= 0


@lru_cache(maxsize=1024)
def _read(code: str) -> tuple[tuple[_Section, ...], str]:
    """Return the sections of a number format that show numbers, and its signs without words."""
    sections, signs, word = [_Section()], "", ""
    for piece in (*_PIECE.finditer(code), None):
        said = piece and (piece["quoted"] or piece["escaped"] or piece["money"] or piece["bare"])
        section = sections[-1]
        if said:
            word += said.translate(_SAME)
            continue
        if word:
            word = half_width(word)
            if _is_other(word, is_behind=section.seen.endswith(_FIGURE)):
                section.words.append(word)
            section.seen, word = section.seen + word, ""
        if piece is None:
            break
        if piece["than"]:
            section.than, section.limit = piece["than"], Decimal(piece["limit"])
        sign = piece["sign"] or ""
        signs += sign
        if sign == ";" and len(sections) == _MOST:
            break  # what follows is how text is shown
        if sign == ";":
            sections.append(_Section())
        elif piece["whole"] or sign in ("0", "#", "?"):
            section.seen += _FIGURE
        elif sign not in (".", ",", "%"):
            section.seen += " " if piece["gap"] else sign
    return tuple(sections), signs


def is_per_cent(code: str) -> bool:
    """Return whether a number format shows a number times a hundred, with the sign of per cent."""
    return "%" in _read(code)[1]


def shown_by(code: str, number: Decimal) -> str:
    """Return the number format `code` if by it people see another figure than `number`, its
    other sign, or none; else nothing. Of a sign of per cent that does not multiply, the sign.

    >>> shown_by('0.00"万元"', Decimal(5)), shown_by("0;0", Decimal(-5)), shown_by("0", Decimal(-5))
    ('0.00"万元"', '0;0', '')
    """
    if not number:
        return ""
    sections, signs = _read(code)
    seen = _seen(sections, number)
    before, figure, _ = seen.partition(_FIGURE)
    if not figure or not _is_sign_right(number, before, seen.rpartition(_FIGURE)[2]):
        return code
    others = [word.strip() for section in sections for word in section.words]
    if others and all(word == SIGN_OF_PER_CENT for word in others):
        return SIGN_OF_PER_CENT
    return code if others or _IN_THOUSANDS.search(signs) else ""


def _seen(sections: tuple[_Section, ...], number: Decimal) -> str:
    """Return what is shown of `number`: of several sections one is for negative numbers, of which
    it shows the digits alone; a minus stands before the others by itself."""
    minus = "-" if number < 0 else ""
    if not any(section.than for section in sections):
        return minus + sections[0].seen if number > 0 or len(sections) == 1 else sections[1].seen
    for at, section in enumerate(sections):
        if section.shows(number):
            is_of_negative = section.is_of_negative or any(
                other.is_of_positive for other in sections[:at]
            )
            return section.seen if is_of_negative else minus + section.seen
    return ""


def shown_in_words(number: Decimal, seen: str | None) -> str:
    """Return `seen`, by which a cell shows `number`, if people see another figure; else nothing.

    None is a cell of which it is not known what is seen.
    """
    if not number or seen is None:
        return ""
    said = trimmed(seen).translate(_SAME)
    if not any(sign.isnumeric() for sign in said):
        return seen.strip() or _NOTHING
    digits = list(re.finditer("[0-9]+", said))
    if not digits:
        return seen if _is_other(said) else ""
    before, after = said[: digits[0].start()], said[digits[-1].end() :]
    is_nought = not any(sign in "123456789" for sign in said)
    if not is_nought and not _is_sign_right(number, before, after):
        return seen
    found = _ONE_NUMBER.fullmatch(said)
    if found is None:
        return ""
    before, written, after = (part.strip() for part in found.groups())
    if _is_other(before) or _is_other(after, is_behind=True):
        return SIGN_OF_PER_CENT if before + after == SIGN_OF_PER_CENT else seen
    figure = number_in(written)
    if figure is None:
        return ""
    last = Decimal(1).scaleb(int(figure.as_tuple().exponent))
    return seen if abs(abs(figure) - abs(number)) > last / 2 else ""


def _is_sign_right(number: Decimal, before: str, after: str) -> bool:
    """Return whether what stands beside the digits makes them negative just where `number` is."""
    minuses = len(_MINUS_SHOWN.findall(before)) + len(_MINUS_SHOWN.findall(after))
    in_brackets = before.count("(") > before.count(")") and after.count(")") > after.count("(")
    return minuses + in_brackets == (number < 0)


def _is_other(word: str, is_behind: bool = False) -> bool:
    """Return whether a word that stands beside digits makes another figure of them than yuan."""
    bare = _KILO.sub("", _OWN.sub("", word))
    return bool(_OTHER.search(bare) or (is_behind and _GOES_ON.match(bare)))
