"""The unit and the currency that titles and headings say: 万元, 人民币千元, 美元, RMB million."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from engine.text.folding import with_ideographs

__all__ = ["Money", "is_home", "is_of_currencies", "is_one_currency", "money_in", "without_money"]

_HOME = "记账本位币|综合本位币|本位币|人民币|本币|RMB|CNY|¥"
_FOREIGN = (
    "美元|美金|欧元|日元|港元|港币|英镑|澳元|加元|新加坡元|新元|澳门元|澳门币|新台币|台币|韩元|韩币"
    "|卢布|卢比|瑞士法郎|瑞郎|泰铢|林吉特|外币|原币"
    "|USD|EUR|JPY|HKD|GBP|AUD|CAD|SGD|MOP|TWD|KRW|RUB|INR|CHF|THB|MYR"
)
_YUAN = "元"
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SAME = str.maketrans("拾佰仟萬億圆圓", "十百千万亿元元")
_ENGLISH = (
    (re.compile(r"\bten thousands?(?: of)?\b", re.IGNORECASE), "万"),
    (re.compile(r"\bthousands?(?: of)?\b|['’]000|\bk(?=\b)", re.IGNORECASE), "千"),
    (re.compile(r"\bmillions?(?: of)?\b", re.IGNORECASE), "百万"),
    (re.compile(r"\byuan\b", re.IGNORECASE), "元"),
)
_UNIT = re.compile(
    rf"(?:(?P<home>{_HOME})[\s(/:,、\-]{{0,4}})?(?P<times>[十百千万亿]{{0,4}})\s?(?P<of>元|{_FOREIGN})"
    rf"|(?:{_HOME})\s?(?P<after>[十百千万亿]{{1,4}})|(?P<before>[十百千万亿]{{1,4}})\s?(?:{_HOME})",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\W|$|为|列|计|表示|单位|币种|人民币|整|_")
_LEADS = re.compile(r"(?:^|\W|_|单位|为|以|币种|币别)$")
_CURRENCY = re.compile(r"(?:币\s*种|币\s*别|货\s*币|currency)\s*:\s*([^\s;,。|]+)", re.IGNORECASE)
_OF_MONEY = re.compile(r"(?:金额|货币|计价|记账)\s*单位\s*[:为]\s*([^\s;,。|]+)")
_PLAIN = re.compile(
    r"(?<!\w)(?:单\s?位|unit)\s?:\s?(['\d.、/十百千万亿元角分]*[十百千万亿元角分])(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:金额|货币|计价|记账|币种)?[、/]?单位\s?[:为]?|(?:币种|币别)\s?[:为]?")


@dataclass(frozen=True, slots=True)
class Money:
    """What is said of the money in which amounts are."""

    written: str
    """The unit as it is written."""
    scale: Decimal | None
    """How many yuan one of it is; None where it is no yuan, or nobody can tell."""
    is_foreign: bool = False
    """Whether it is of another currency."""


def is_home(currency: str) -> bool:
    """Return whether a row whose column of currencies says this is in yuan."""
    return re.fullmatch(f"(?:{_HOME}|元)*", _plain(currency).strip(), re.IGNORECASE) is not None


def is_of_currencies(currency: str) -> bool:
    """Return whether a column of currencies says that a row adds up those of several."""
    return re.search("本位币|本币", currency) is not None


def is_one_currency(currency: str) -> bool:
    """Return whether a column of currencies says one of them, and no sum of several."""
    said = re.sub(r"[\W_]", "", _plain(currency))
    of_several = re.search("本位币|本币|外币|原币", said)
    known = re.fullmatch(f"(?:{_HOME}|{_FOREIGN}|元)+", said, re.IGNORECASE)
    return of_several is None and known is not None


@lru_cache(maxsize=1024)
def money_in(title: str) -> tuple[Money, ...]:
    """Return each unit or currency that a title says, alone, in brackets, or after a label.

    >>> [one.scale for one in money_in("币种：人民币 单位：万元")]
    [Decimal('10000')]
    """
    said = _plain(title)
    units = [found for found in _UNIT.finditer(said) if _stands_alone(said, found)]
    read = {at for found in units for at in range(*found.span())}
    unknown = (
        Money(labelled[1], None)
        for label in (_CURRENCY, _OF_MONEY, _PLAIN)
        for labelled in label.finditer(said)
        if not read & set(range(*labelled.span(1)))
        and not re.match(_HOME, labelled[1], re.IGNORECASE)
    )
    return (*map(_money, units), *unknown)


def without_money(heading: str) -> tuple[Money | None, bool, str]:
    """Return the unit that a heading says, whether it is of the home currency in so many words,
    and the heading without both."""
    said = _plain(heading)
    found = [_money(one) for one in _UNIT.finditer(said)]
    is_of_home = re.search(_HOME, said, re.IGNORECASE) is not None
    bare = re.sub(_HOME, "", _LABEL.sub("", _UNIT.sub("", said)), flags=re.IGNORECASE)
    if not found:
        return None, is_of_home, bare if is_of_home else heading
    written = "/".join(dict.fromkeys(one.written for one in found))
    scale = found[0].scale if len({one.scale for one in found}) == 1 else None
    return Money(written, scale, any(one.is_foreign for one in found)), is_of_home, bare


def _plain(written: str) -> str:
    said = with_ideographs(written).translate(_SAME)
    for words, sign in _ENGLISH:
        said = words.sub(sign, said)
    return said


def _stands_alone(said: str, found: re.Match[str]) -> bool:
    """Return whether a unit is said by itself, not as part of an amount or of a name."""
    before = said[: found.start()]
    if _ENDS.match(said, found.end()) is None or before[-1:].isdecimal():
        return False
    has_times = found["times"] or found["after"] or found["before"]
    return bool(has_times or found["home"]) or _LEADS.search(before) is not None


def _money(found: re.Match[str]) -> Money:
    times = found["times"] or found["after"] or found["before"] or ""
    written = f"{found['home'] or ''}{times}{found['of'] or _YUAN}"
    if found["of"] not in (None, _YUAN):
        return Money(written, None, True)
    scale = Decimal(1)
    for sign in times:
        scale *= _TIMES[sign]
    return Money(written, scale)
