"""Phrases in Chinese and in English, and sentences found by their key.

A key is `room.name`: the room is a package of the engine, or `app` or a package in it, whose
module `sentences` holds `SENTENCES`, a mapping from name to a pair (Chinese, English). This room
says nothing itself but the names of units. A room's sentences are imported when first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib import import_module

from pydantic import BaseModel, ConfigDict

__all__ = [
    "Language",
    "Text",
    "catalogue_of",
    "joined",
    "legible",
    "say",
    "text",
    "unit_text",
    "unit_words",
]

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that steer a terminal, or that no file of text or paper can hold."""


class Language(StrEnum):
    """The languages of the interface; Chinese is the first."""

    ZH = "zh"
    EN = "en"


class Text(BaseModel):
    """A phrase in both languages, as documents carry it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    """The phrase in Chinese."""
    en: str
    """The phrase in English."""

    def in_language(self, language: Language) -> str:
        """Return the phrase in `language`."""
        return self.zh if language is Language.ZH else self.en


@cache
def catalogue_of(room: str) -> Mapping[str, tuple[str, str]]:
    """Return the sentences of one room, name to (Chinese, English).

    Raises ModuleNotFoundError when the room has no catalogue.
    """
    package = room if room.partition(".")[0] == "app" else f"engine.{room}"
    catalogue: Mapping[str, tuple[str, str]] = import_module(f"{package}.sentences").SENTENCES
    return catalogue


def say(key: str, language: Language, /, **values: object) -> str:
    """Return the sentence `key` in `language`, its places filled with `values`.

    A value that is itself a `Text` is put in the same language. Raises KeyError when there is no
    such sentence or a value it names is not given.
    """
    room, _, name = key.rpartition(".")
    pair = catalogue_of(room)[name]
    filled = {
        place: value.in_language(language) if isinstance(value, Text) else value
        for place, value in values.items()
    }
    return pair[0 if language is Language.ZH else 1].format(**filled)


def text(key: str, /, **values: object) -> Text:
    """Return the sentence `key` in both languages at once."""
    # The steps of a worksheet say the same of every row. Numbers that are equal may be written
    # differently (1.0, 1.00), so that only what is filled with words is kept.
    make = _kept if all(isinstance(value, str | Text) for value in values.values()) else _made
    return make(key, **values)


def _made(key: str, /, **values: object) -> Text:
    return Text(zh=say(key, Language.ZH, **values), en=say(key, Language.EN, **values))


_kept = lru_cache(maxsize=4096)(_made)


def unit_words(unit: str, language: Language) -> str:
    """Return a unit such as `yuan/year` as people write it: 元/年; a plain number has none."""
    if unit in ("", "1"):
        return ""
    known = catalogue_of("text")
    names = [part.strip() for part in unit.split("/")]
    return "/".join(say(f"text.{name}", language) if name in known else name for name in names)


def joined(phrases: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Return `phrases` one after another, with `zh` between the Chinese and `en` the English."""
    every = tuple(phrases)
    return Text(zh=zh.join(one.zh for one in every), en=en.join(one.en for one in every))


def unit_text(unit: str) -> Text:
    """Return a unit such as `yuan` as people write it, in both languages."""
    return Text(zh=unit_words(unit, Language.ZH), en=unit_words(unit, Language.EN))


def legible(written: str) -> str:
    """Return `written` with each character that nobody could see as the escape that names it.

    >>> legible("a" + chr(27) + "[1m")
    'a\\\\x1b[1m'
    """
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], written)
