"""The register of disclosure (信息披露): what is reported and published, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from engine.law import Cited, Document, DocumentKind, Finding, Identifier, Shelf, Version
from engine.law import register_kind as register
from engine.text import Text

__all__ = ["Addressee", "Disclosed", "DisclosedEntry", "Disclosure", "DisclosureVersion", "Section"]


class Disclosed(StrEnum):
    """What a determination knows of what is to be disclosed."""

    OPERATOR = "operator"
    """Name of the operator."""
    CREDIT_CODE = "credit_code"
    """Its unified social credit code."""
    CEILINGS = "ceilings"
    """The ceiling of each product; a table of its own."""


class Addressee(Cited):
    """Whom a written report is made to."""

    id: Identifier
    """Short name."""
    title: Text
    """Which department."""


class DisclosedEntry(Cited):
    """One entry of a table to be published."""

    id: Identifier
    """Short name."""
    title: Text
    """What is to be stated."""
    known: Disclosed | None = None
    """What fills it; without it the entry is left to be filled in by hand."""


class Section(Cited):
    """Entries that stand together."""

    id: Identifier
    """Short name."""
    title: Text
    """Of whom or what they are."""
    entries: Annotated[tuple[DisclosedEntry, ...], Field(min_length=1)]
    """The entries, in the order they are shown."""


class DisclosureVersion(Version):
    """What is to be reported and published."""

    addressees: Annotated[tuple[Addressee, ...], Field(min_length=1)]
    """Who receives the written report."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The table to be published."""


class Disclosure(Document[DisclosureVersion]):
    """A register of disclosure."""

    kind: Literal["register"]
    of: Literal["disclosure"]


def _check(document: Disclosure, shelf: Shelf) -> Iterator[Finding]:
    for place, version in enumerate(document.versions):
        seen: set[str] = set()
        for number, section in enumerate(version.sections):
            for position, entry in enumerate(section.entries):
                if entry.id in seen:
                    path = ("versions", place, "sections", number, "entries", position, "id")
                    yield Finding(path, "law.repeated_entry", {}, entry.id)
                seen.add(entry.id)


register(DocumentKind("register", Disclosure, _check, of="disclosure"))
