"""The register of instruments: of each that is cited, where it was read, and its passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from engine.law.model.citation import Citation
from engine.law.model.day import CalendarDay
from engine.law.model.document import Document, Model, Version
from engine.law.model.form import Form
from engine.law.model.passage import PassageHashes
from engine.law.reading.fault import Finding
from engine.text import Text

__all__ = ["Instrument", "Instruments", "InstrumentsVersion", "Passage", "check_instruments"]

Named = Annotated[str, Form(r"\s*\S[\s\S]*", "law.blank")]

_BETWEEN = r"[\s、，,；;和与及]*"
"""What may stand between the names of articles that are cited together."""


class Passage(Model):
    """One article, as it was read."""

    article: Named
    """Article, clause or section, as it is cited."""
    hash: PassageHashes
    """Its hash, or those of the parts read where they do not stand together."""


class Instrument(Model):
    """One instrument (文件), and where it was read."""

    name: Named
    """What it is cited by: a number such as 发改价格〔2025〕65号, or a title."""
    title: Named
    """Its full title, as its text has it."""
    issued: CalendarDay | None = None
    """The day on which it was issued, in the wording read."""
    address: str | None = None
    """Where it can be read."""
    seen: CalendarDay
    """The day on which it was read."""
    note: Text | None = None
    """How it was read, where that is not plain."""
    passages: tuple[Passage, ...] = ()
    """What was read of it in full; may be nothing."""

    def passage(self, article: str | None) -> PassageHashes | None:
        """Return the hashes of `article`, which may name several; None unless all are known."""
        known = {passage.article: passage.hash for passage in self.passages}
        if article is None or article in known:
            return None if article is None else known[article]
        longest_first = sorted(known, key=len, reverse=True)
        name = "|".join(re.escape(each) for each in longest_first)
        if not known or not re.fullmatch(f"(?:(?:{name}){_BETWEEN})+", article):
            return None
        return tuple(one for each in re.findall(name, article) for one in known[each])


class InstrumentsVersion(Version):
    """The instruments read so far."""

    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1)]
    """The instruments."""

    def followed(self, citation: Citation) -> Citation:
        """Return `citation` with what the register knows of it and it does not say itself."""
        found = next((one for one in self.instruments if one.name == citation.instrument), None)
        if found is None:
            return citation
        known: dict[str, object] = {"passage": found.passage(citation.article)}
        if citation.address is None:
            known |= {"address": found.address, "seen": citation.seen or found.seen}
        if citation.passage is not None:
            del known["passage"]
        return citation.model_copy(update=known)


class Instruments(Document[InstrumentsVersion]):
    """A register of instruments."""

    kind: Literal["register"]
    of: Literal["instruments"]


def check_instruments(register: Instruments, shelf: object) -> Iterator[Finding]:
    """Yield what stands twice, and what leads nowhere; other documents do not matter."""
    for position, version in enumerate(register.versions):
        at = ("versions", position, "instruments")
        names: set[str] = set()
        for place, one in enumerate(version.instruments):
            if one.name in names:
                yield Finding((*at, place, "name"), "law.repeated_entry", {}, one.name)
            names.add(one.name)
            if one.address is None and not one.passages:
                yield Finding((*at, place), "law.instrument_unread", {}, one.name)
            articles: set[str] = set()
            for index, passage in enumerate(one.passages):
                if passage.article in articles:
                    path = (*at, place, "passages", index, "article")
                    yield Finding(path, "law.repeated_entry", {}, passage.article)
                articles.add(passage.article)
