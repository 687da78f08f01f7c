"""Citations led to their texts by the registers of instruments, and those that lead to none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from engine.law.model.citation import Citation, Evidence
from engine.law.model.document import Cited, Document
from engine.law.model.instruments import InstrumentsVersion
from engine.law.reading.fault import Finding, Path
from engine.text import Text

__all__ = ["REGISTER", "citations", "followed", "nearest", "unfollowed"]

REGISTER = "instruments"
"""The last part of the id of a register of instruments."""

D = TypeVar("D", bound=Document[Any])


def nearest(identifier: str, registers: Sequence[str]) -> list[str]:
    """Return `registers` (ids), those that stand closest around the document first."""
    around = identifier.split("/")[:-1]

    def apart(register: str) -> int:
        folder = register.split("/")[:-1]
        return 0 if folder != around[: len(folder)] else -len(folder)

    return sorted(registers, key=apart)


def followed(document: D, registers: Sequence[InstrumentsVersion]) -> D:
    """Return `document` with where each citation can be read, by the first register that says.

    What a citation says of itself stays.
    """
    if not registers:
        return document
    known: dict[Citation, Citation | None] = {}

    def follow(citation: Citation) -> Citation:
        if citation not in known:
            found = (register.followed(citation) for register in registers)
            known[citation] = next((one for one in found if one != citation), None)
        return known[citation] or citation

    whole: D = _replaced(document, follow)
    return whole


def _replaced(value: Any, follow: Callable[[Citation], Citation]) -> Any:
    """Return `value` with every citation in it replaced; what holds none is not copied."""
    if isinstance(value, Citation):
        return follow(value)
    if isinstance(value, Text):
        return value
    if isinstance(value, BaseModel):
        changes = {}
        for name in type(value).model_fields:
            old = getattr(value, name)
            new = _replaced(old, follow)
            if new is not old:
                changes[name] = new
        return value.model_copy(update=changes) if changes else value
    if isinstance(value, tuple) and value:
        items = tuple(_replaced(item, follow) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if isinstance(value, dict) and value:
        entries = {key: _replaced(item, follow) for key, item in value.items()}
        return entries if any(entries[key] is not value[key] for key in value) else value
    return value


def citations(document: Document[Any]) -> Iterator[tuple[Path, Citation]]:
    """Yield each citation where it is first said; what is inherited is not said again."""
    yield from _said(document, (), ())


def _said(value: Any, path: Path, around: tuple[Citation, ...]) -> Iterator[tuple[Path, Citation]]:
    if isinstance(value, Citation | Text):
        return
    if isinstance(value, BaseModel):
        if isinstance(value, Cited):
            own = (one for one in enumerate(value.cites) if value.cites != around)
            yield from (((*path, "cites", place), citation) for place, citation in own)
            around = value.cites
        for name, field in type(value).model_fields.items():
            if name == "cites" and not isinstance(value, Cited):
                named = enumerate(getattr(value, name))
                yield from (((*path, "cites", place), citation) for place, citation in named)
            yield from _said(getattr(value, name), (*path, field.alias or name), around)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _said(item, (*path, position), around)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _said(item, (*path, key), around)


def unfollowed(document: Document[Any]) -> Iterator[Finding]:
    """Yield the citations that are marked as read in the text and do not lead to it.

    Each is told once, where it is first said.
    """
    told: set[Citation] = set()
    for path, citation in citations(document):
        if citation.evidence is not Evidence.TEXT or citation.followable or citation in told:
            continue
        told.add(citation)
        without = citation.article is None
        key = "law.text_without_article" if without else "law.text_leads_nowhere"
        yield Finding(path, key, {}, citation.named)
