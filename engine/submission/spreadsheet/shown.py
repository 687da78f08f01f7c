"""The figure that people see in a cell: what its number format, or its stored text, makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from engine.money import CONTEXT
from engine.money.currency import CURRENCIES
from engine.submission.spreadsheet.numeral import MINUS, number_in, trimmed
from engine.text.folding import half_width

__all__ = ["SIGN_OF_PER_CENT", "is_per_cent", "is_time", "shown_by", "shown_in_words"]

SIGN_OF_PER_CENT = "%"
"""How a number is shown that has the sign of per cent beside it and is not multiplied."""

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<yen>\[\$[¥￥](?!\]|-(?:0*804|478|zh))[^\]]*\])'
    r"|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[(?P<red>red|红色?|(?:color|颜色) ?3)\]"
    r"|\[(?P<than>[<>]=?|=|<>)(?P<limit>-?[0-9]+(\.[0-9]+)?)\]|\[[^\]]*\]|(?P<gap>[_*].)"
    r"|(?P<whole>General|G/通用格式|@|/ ?[1-9][0-9]*)|E[+-]"
    r"|(?P<bare>[^\s\"\\!\[\]_*#?0-9.,;@%/+\-()]+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
"""A piece of a number format: words that it shows, or a sign that says how digits stand."""
_IN_THOUSANDS = re.compile("[0#?.],+(?![0#?,])")
"""A comma behind the last digit leaves out three."""
_MOST = 3
"""Sections that show numbers; a fourth shows text."""
_WRITTEN = re.compile(
    r"(?:(?P<whole>[0-9]+) +)?(?P<over>[0-9]+)/(?P<under>[0-9]+)"
    r"|(?P<figure>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])(?:[.,][0-9]*)?"
    r"|[.,]?[0-9][0-9.,]*)(?P<power>E[+-]?[0-9]+)?"
)
"""A number as a cell shows it: 1 1/2, 1,234.50, 1 234, 1.5E+07."""
_FIGURE = "\0"
"""Stands in what a format shows for the digits of the number."""
_NOTHING = '""'
"""How a number is shown of which nothing is seen: the format that shows an empty text."""
_OWN = re.compile("人民币|RMB|CNY|yuan|CN¥|(?<![a-z])¥", re.IGNORECASE)
_UNIT = re.compile(
    "[千兆](?=瓦|克|米|伏|乏|卡|焦|帕|赫|字节|比特)|百(?=帕)"
    "|(?<![a-z])(?:[ckdn]?m[23²³]|(?:t-?)?co[2₂](?:eq?)?)(?![a-z0-9])|°[CF]",
    re.IGNORECASE,
)
"""What is part of a unit, as the k of kWh and the 2 of m2, and multiplies nothing."""
_SIGNS = "/-()[]{}〔〕【】「」:·°℃㎡㎥㎏△▲"
"""Signs that may stand beside the digits, with blanks; what is negative is seen apart."""
_IDEOGRAPH = "[\u4e00-\u9fff]"
_WITHIN = re.compile(f"(?<=[A-Za-z\u4e00-\u9fff])[,.;、。](?! *{_FIGURE})|\\+(?={_FIGURE})")
"""Signs that may stand behind a word, and a plus before the digits."""
_TIMES = "[十百千万亿兆拾佰仟萬億]"
_NUMERAL = "[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_OTHER = re.compile(
    # A multiple, unless it begins or is within a name: 千寻公司, but 万户, (万) and 元/千次.
    f"{_TIMES}(?!{_IDEOGRAPH})|{_TIMES}[元圆圓美欧英港日分次户人个条份台件家笔年月天吨字]"
    f"|(?<=[^\u4e00-\u9fff]){_TIMES}|(?<=[每十百千万亿兆拾佰仟萬億]){_TIMES}"
    f"|{_NUMERAL}[ ]*{_FIGURE}|{_FIGURE}[ ]*{_NUMERAL}"
    f"|(?<!{_IDEOGRAPH})[分厘毛成折半打](?!{_IDEOGRAPH})|[分毛]钱|[减減]"
    f"|(?<={_IDEOGRAPH})(?<![单公])[元圆圓]|[角镑铢盾円]|币(?!种)|美[金分]|卢[布比]|法郎|克朗|比索"
)
"""What ideographs make another figure of the digits: a multiple, a numeral, a currency, less."""
_SHORT = re.compile(
    "[adghlstAVL]|(?i:[kc]m|[kmgt]w|wh|kv|va|[kmgtpe]b|[kmg]j|[km]g|ml|hz|pa|no|dr|cr)"
)
"""Words of one or two letters that name no multiple; capitals are the same of two."""
_OTHER_WORD = re.compile(
    "(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore|dollar|euro|pound|ro?uble|rupee"
    "|franc|peso|cent)s?|kilo|mega|giga|mio|mln|bln|mrd|tsd|bps|ppm|ppb|pct|percent|mille"
    "|minus|less|yen|won|baht|fen|jiao|mao|wan|qian|(?:[kmbt]|[mb]n|mio)?(?:usd|eur|hkd|jpy|gbp|mop|twd)"
)
"""Longer words that make another figure of the digits, in small letters."""
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
    """What it shows, without the points and commas of the figure, and signs of per cent."""
    percents: int = 0
    """By how many signs of per cent it multiplies."""
    is_red: bool = False

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

    @property
    def around(self) -> tuple[str, str, str]:
        """What stands before, within and behind the digits; all of it behind where it has none."""
        before, _, others = self.seen.rpartition(_FIGURE)[0].partition(_FIGURE)
        return before, others.replace(_FIGURE, ""), self.seen.rpartition(_FIGURE)[2]


@lru_cache(maxsize=1024)
def _read(code: str) -> tuple[tuple[_Section, ...], str]:
    """Return the sections of a number format that show numbers, and its signs without words."""
    sections, signs = [_Section()], ""
    for piece in _PIECE.finditer(code):
        section = sections[-1]
        words = (piece[of] for of in ("quoted", "escaped", "yen", "money", "bare"))
        section.seen += half_width(next(filter(None, words), "").translate(_SAME))
        section.is_red = section.is_red or bool(piece["red"])
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
        elif sign == "%":
            section.percents += 1
        elif sign not in (".", ","):
            section.seen += " " if piece["gap"] else sign
    return tuple(sections), signs


def is_time(code: str) -> bool:
    """Whether a number format shows a time of day, or how long, without a day."""
    from openpyxl.styles.numbers import is_datetime

    return bool(is_datetime(code) == "time")


def is_per_cent(code: str) -> bool:
    """Return whether a number format shows a number times a hundred, with the sign of per cent."""
    return any(section.percents for section in _read(code)[0])


def shown_by(code: str, number: Decimal) -> str:
    """Return the number format `code` if by it people see another figure than `number`, its
    other sign, or none; else nothing. Of a sign of per cent that does not multiply, the sign.

    >>> shown_by('0.00"万元"', Decimal(5)), shown_by("0;0", Decimal(-5)), shown_by("0", Decimal(-5))
    ('0.00"万元"', '0;0', '')
    """
    if not number:
        return ""
    sections, _ = _read(code)
    own, minus = _shown(sections, number)
    if own is None or _FIGURE not in own.seen:
        return code
    # Red says what is below zero where what is above is shown in another colour.
    opposite, _ = _shown(sections, -number)
    is_red = number < 0 and own.is_red and not (opposite is not None and opposite.is_red)
    before, _, behind = own.around
    if not _is_sign_right(number, minus + before, behind, is_red):
        return code
    return code if own.percents != is_per_cent(code) else _beside(code)


@lru_cache(maxsize=1024)
def _beside(code: str) -> str:
    """Return what `shown_by` does, by all that is shown beside the digits, whatever the number."""
    sections, signs = _read(code)
    parts = [section.around for section in sections if _FIGURE in section.seen]
    is_within = any(within.strip(" \u00a0\u202f/") for _, within, _ in parts)
    if _IN_THOUSANDS.search(signs) or is_within:
        return code
    others = [one for one in parts if _is_other(f"{one[0]}{_FIGURE}{one[2]}")]
    is_alone = all(_is_per_cent_alone(before, behind) for before, _, behind in others)
    if others and is_alone and not is_per_cent(code):
        return SIGN_OF_PER_CENT
    return code if others else ""


def _shown(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, str]:
    """Return the section that shows `number`, and the minus that stands before it by itself.

    Of several sections one is for negative numbers, of which it shows the digits alone.
    """
    minus = "-" if number < 0 else ""
    if not any(section.than for section in sections):
        is_first = number > 0 or len(sections) == 1
        return (sections[0], minus) if is_first else (sections[1], "")
    for at, section in enumerate(sections):
        if section.shows(number):
            is_of_negative = section.is_of_negative or any(
                other.is_of_positive for other in sections[:at]
            )
            return section, "" if is_of_negative else minus
    return None, minus


def shown_in_words(number: Decimal, seen: str | None) -> str:
    """Return `seen`, by which a cell shows `number`, if people see another figure; else nothing.

    None is a cell of which it is not known what is seen.
    """
    if not number or seen is None:
        return ""
    said = _UNIT.sub("", trimmed(seen).translate(_SAME))
    if not any(sign.isnumeric() for sign in said):
        return seen.strip() or _NOTHING
    found = _WRITTEN.search(said)
    if found is None:
        return seen if _is_other(said) else ""
    before, behind = said[: found.start()], said[found.end() :]
    is_nought = not any(sign in "123456789" for sign in said)
    if not is_nought and not _is_sign_right(number, before, behind):
        return seen
    if _is_other(f"{before}{_FIGURE}{behind}"):
        return SIGN_OF_PER_CENT if _is_per_cent_alone(before, behind) else seen
    return seen if _is_another(abs(number), found) else ""


def _is_another(number: Decimal, written: re.Match[str]) -> bool:
    """Return whether what is written is not `number`, rounded to as many digits."""
    if written["under"]:
        parts = (Decimal(written[part] or 0) for part in ("whole", "over", "under"))
        whole, over, under = parts
        return abs(CONTEXT.multiply(number - whole, under) - over) > Decimal("0.5")
    figure = number_in(re.sub(r"\s", "", written["figure"]))
    if figure is None:
        return False
    if written["power"]:
        figure = Decimal(f"{figure}{written['power']}")
    last = Decimal(1).scaleb(int(figure.as_tuple().exponent))
    return abs(figure - number) > last / 2


def _is_sign_right(number: Decimal, before: str, behind: str, is_red: bool = False) -> bool:
    """Return whether what stands beside the digits makes them negative just where `number` is;
    red does where nothing else says it."""
    minuses = len(_MINUS_SHOWN.findall(before)) + len(_MINUS_SHOWN.findall(behind))
    in_brackets = before.count("(") > before.count(")") and behind.count(")") > behind.count("(")
    return (minuses + in_brackets or is_red) == (number < 0)


def _is_per_cent_alone(before: str, behind: str) -> bool:
    """Return whether nothing but a sign of per cent stands beside the digits, and their sign."""
    return f"{before}{behind}".strip(" -()") == SIGN_OF_PER_CENT


def _is_other(seen: str) -> bool:
    """Return whether what stands beside digits may make another figure of them than yuan.

    Ideographs and words may stand there unless they are known to; signs, digits, other letters and
    words of one or two letters only where they are known not to.
    """
    bare = _WITHIN.sub("", _UNIT.sub("", _OWN.sub("", seen)))
    words = re.findall("[A-Za-z]+", bare)
    signs = re.sub(f"[A-Za-z\\s]|{_IDEOGRAPH}|{_FIGURE}", "", bare)
    return (
        _OTHER.search(bare) is not None
        or any(sign not in _SIGNS for sign in signs)
        or any(map(_is_other_word, words))
    )


def _is_other_word(word: str) -> bool:
    """Return whether a word in Latin letters names a multiple or a currency, or may do so."""
    if len(word) <= 2:
        return _SHORT.fullmatch(word) is None
    return word in CURRENCIES or _OTHER_WORD.fullmatch(word.lower()) is not None
