"""Documents of law: whole dated versions, every piece of which is cited."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.law.model.citation import Citation, Evidence
from engine.law.model.day import CalendarDay
from engine.law.model.form import Form
from engine.law.reading.fault import Fault, Faults, Finding, Path
from engine.law.reading.places import Located
from engine.text import Text

__all__ = [
    "Cited",
    "DayOfForce",
    "Document",
    "DocumentId",
    "Identifier",
    "Model",
    "NotInForce",
    "Version",
    "overlaps",
    "uncited",
    "with_inherited_citations",
]

Identifier = Annotated[str, Form("[a-z0-9]+([_-][a-z0-9]+)*", "law.not_an_identifier")]
"""A short name inside a document: small letters, digits, hyphen or underscore."""

DocumentId = Annotated[str, Form("[a-z0-9-]+(/[a-z0-9-]+)+", "law.not_a_document_id")]
"""The id of a document: its path on the shelf, without the file's ending."""


class NotInForce(Faults):
    """A document has no version in force on a day."""

    def __init__(self, document: str, day: datetime.date, first: datetime.date) -> None:
        self.document = document
        self.day = day
        """The day asked for."""
        self.first = first
        """The day on which the earliest version comes into force."""
        values = {"on": day, "first": first}
        super().__init__(
            [Fault(f"{document}.yaml", "versions", None, None, "law.not_in_force", values)]
        )

    def at(self, located: Located, path: Path) -> Faults:
        """Return the fault as one of the day at `path` of the user's own file."""
        values = {"document": self.document, "on": self.day, "first": self.first}
        return Faults([located.fault(Finding(path, "law.day_without_version", values, self.day))])


class Model(BaseModel):
    """A frozen piece of a document; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Cited(Model):
    """A piece that must rest on a provision, its own or that of the level around it."""

    cites: tuple[Citation, ...] = ()
    """The provisions it rests on; empty means those of the nearest enclosing level."""


def _day_as_mapping(value: Any) -> Any:
    return value if isinstance(value, dict | DayOfForce) else {"day": value}


class DayOfForce(Model):
    """A day, with the evidence of the day itself; or a day that could not be read."""

    day: CalendarDay | None = None
    """The day."""
    evidence: Evidence | None = None
    """Whether the day was read in the text; it does not lower the evidence of the amounts."""
    unread: bool = False
    """True when the day could not be read anywhere."""
    seen: CalendarDay | None = None
    """For an unread day: the earliest day on which the version was seen in force."""

    @model_validator(mode="after")
    def _day_or_seen(self) -> DayOfForce:
        read = self.day is not None and not self.unread and self.seen is None
        unread = self.unread and self.seen is not None and self.day is None
        if not (read or unread):
            raise PydanticCustomError("law.day_or_unread", "day, or unread with seen")
        return self

    @property
    def start(self) -> datetime.date:
        """The first day on which the engine takes the version to be in force."""
        first = self.day or self.seen
        assert first is not None
        return first


Day = Annotated[
    DayOfForce,
    BeforeValidator(_day_as_mapping, json_schema_input_type=datetime.date | DayOfForce),
]


class Version(Cited):
    """One whole version of a document, in force from a day to a day, both inclusive."""

    published: Day
    """The day of publication."""
    from_: Annotated[Day, Field(alias="from")]
    """The day of force."""
    until: CalendarDay | None = None
    """The last day of force; without it, the day before the next version's first."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Version:
        if self.until is not None and self.until < self.from_.start:
            raise PydanticCustomError("law.until_before_from", "until lies before from")
        return self


V = TypeVar("V", bound=Version)


class Document(Model, Generic[V]):
    """A document of one kind; its versions stand in any order."""

    kind: str
    """The kind: rules, method, tariff, series or register."""
    id: DocumentId
    """The place on the shelf, such as `cn/credit-reference`; the file's path without ending."""
    varies: DocumentId | None = None
    """The document that it varies: what it does not write itself is taken over from there."""
    title: Text
    """The title (标题)."""
    jurisdiction: str
    """ISO 3166 code of the country or province whose law it is, or DEMO."""
    watermark: Text | None = None
    """A warning printed wherever the document is used; illustrative documents carry one."""
    versions: Annotated[tuple[V, ...], Field(min_length=1)]
    """All versions known."""

    def in_force(self, day: datetime.date) -> V | None:
        """Return the newest version whose dates contain `day`, or None."""
        found: V | None = None
        for version in sorted(self.versions, key=lambda version: version.from_.start):
            last = self.last_day(version)
            if version.from_.start <= day and (last is None or day <= last):
                found = version
        return found

    def in_force_on(self, day: datetime.date) -> V:
        """Return the version in force on `day`; raises Faults when there is none."""
        version = self.in_force(day)
        if version is None:
            raise NotInForce(self.id, day, min(one.from_.start for one in self.versions))
        return version

    def last_day(self, version: V) -> datetime.date | None:
        """Return the last day of force of `version`: its own, else the day before the next version
        begins; None while there is neither.
        """
        if version.until is not None:
            return version.until
        begins = [one.from_.start for one in self.versions if one.from_.start > version.from_.start]
        return min(begins) - datetime.timedelta(days=1) if begins else None

    def overlaps(self) -> Iterator[Finding]:
        """Yield versions that begin together or run past the beginning of the next."""
        yield from overlaps(list(enumerate(self.versions)))


def overlaps(versions: Sequence[tuple[int, Version]]) -> Iterator[Finding]:
    """Yield versions that begin together or run past the beginning of the next.

    Each version comes with its position in the document.
    """
    in_order = sorted(versions, key=lambda pair: pair[1].from_.start)
    for (place, version), (_, following) in pairwise(in_order):
        same = version.from_.start == following.from_.start
        if same or (version.until is not None and version.until >= following.from_.start):
            yield Finding(
                ("versions", place, "from" if same else "until"),
                "law.versions_overlap",
                {"next": following.from_.start},
                version.from_.start if same else version.until,
            )


M = TypeVar("M", bound=BaseModel)


def with_inherited_citations(piece: M, inherited: tuple[Citation, ...] = ()) -> M:
    """Return `piece` with every cited place below it carrying citations of its own.

    A place without its own takes those of the nearest level around it.
    """
    own = piece.cites or inherited if isinstance(piece, Cited) else inherited
    changes: dict[str, Any] = {}
    if isinstance(piece, Cited) and own != piece.cites:
        changes["cites"] = own
    for name in type(piece).model_fields:
        value = getattr(piece, name)
        passed = _inherit(value, own)
        if passed is not value:
            changes[name] = passed
    return piece.model_copy(update=changes) if changes else piece


def _inherit(value: Any, cites: tuple[Citation, ...]) -> Any:
    if isinstance(value, Citation | Text):
        return value
    if isinstance(value, BaseModel):
        return with_inherited_citations(value, cites)
    if isinstance(value, tuple) and value:
        passed = tuple(_inherit(item, cites) for item in value)
        return passed if any(a is not b for a, b in zip(passed, value, strict=True)) else value
    if isinstance(value, dict) and value:
        return {key: _inherit(item, cites) for key, item in value.items()}
    return value


def uncited(piece: Any, path: Path = ()) -> Iterator[Finding]:
    """Yield the places below `piece` that rest on no provision."""
    if isinstance(piece, Citation | Text):
        return
    if isinstance(piece, BaseModel):
        if isinstance(piece, Cited) and not piece.cites:
            yield Finding(path, "law.uncited")
            return
        for name, field in type(piece).model_fields.items():
            yield from uncited(getattr(piece, name), (*path, field.alias or name))
    elif isinstance(piece, tuple):
        for position, item in enumerate(piece):
            yield from uncited(item, (*path, position))
    elif isinstance(piece, dict):
        for key, item in piece.items():
            yield from uncited(item, (*path, key))
