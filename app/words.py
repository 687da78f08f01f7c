"""The language of this visit, and figures as people read them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from engine.money import CONTEXT, FEN, grouped
from engine.text import Language, Text, say, unit_text, unit_words

__all__ = ["LANGUAGES", "amount", "change_of", "day", "figure", "language", "spoken", "t", "tx"]

LANGUAGES = {"中文": Language.ZH, "English": Language.EN}
"""The languages by the names that they give themselves."""


def language() -> Language:
    """Return the language chosen at the top right; Chinese first."""
    return LANGUAGES.get(st.session_state.get("lang", ""), Language.ZH)


def t(key: str, **values: object) -> str:
    """Return the sentence `key` (`app.yuan`, `app.quote.save`) in the language of this visit."""
    return say(key, language(), **values)


def tx(text: Text) -> str:
    """Return a document's text in the language of this visit."""
    return text.in_language(language())


def spoken(plain: Mapping[str, str]) -> str:
    """Return a text that is plain data (`zh`, `en`) in the language of this visit."""
    return plain[language().value]


def amount(value: Decimal, money: str = "yuan") -> str:
    """Return an amount owed or determined, in its unit of money: thousands separated, fen shown."""
    return t("app.yuan", amount=grouped(value, FEN), money=unit_text(money))


def change_of(before: Decimal, now: Decimal) -> str:
    """Return as HTML what an amount was, struck, and by how much it moved."""
    moved = CONTEXT.subtract(now, before)
    signed = f"{'+' if moved > 0 else '−'}{grouped(abs(moved), FEN)}"
    return f'<del class="was">{grouped(before, FEN)}</del> <span class="moved">{signed}</span>'


def figure(value: object, unit: str = "") -> str:
    """Return any value of an explanation as a person reads it."""
    if isinstance(value, bool):
        return say("explain.yes" if value else "explain.no", language())
    if isinstance(value, Decimal):
        return f"{grouped(_short(value))} {unit_words(unit, language())}".rstrip()
    if isinstance(value, datetime.date):
        return day(value)
    return "–" if value is None else str(value)


def day(value: datetime.date) -> str:
    """Return a day as 2026年3月1日 or 1 March 2026."""
    if language() is Language.ZH:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B} {value.year}"


def _short(value: Decimal) -> Decimal:
    """Return the value with at most six decimals shown; what is exact stays as written."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        return value.quantize(Decimal("0.000001"), context=CONTEXT)
    return value
