"""How far a determination has come: draft, opinion, final; and what the operator objects to.

Nothing is changed afterwards: each stage is a record of its own that names the one before it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from engine.law import Faults, Finding, Identifier, Located, Model, checked, read_yaml

if TYPE_CHECKING:
    pass

__all__ = [
    "Objection",
    "Objections",
    "Proceeding",
    "Stage",
    "read_objections",
]

Written = Annotated[str, Field(min_length=1)]


class Stage(StrEnum):
    """How far a determination has come."""

    DRAFT = "draft"
    OPINION = "opinion"
    FINAL = "final"


class Objection(Model):
    """What the operator objects to, and how it was answered (异议)."""

    id: Identifier
    """Short name; the answer is recorded under the same one."""
    line: Written
    """The line of the method that it is against, such as `reviewed`."""
    of: str | None = None
    """The row or year of that line, when it has several."""
    by: Written
    """Who objects."""
    on: datetime.date
    """The day of the objection."""
    said: Written
    """What is objected, in writing."""
    outcome: Literal["upheld", "partly_upheld", "rejected"] | None = None
    """How it was answered; none while it is open."""
    answer: str | None = None
    """The answer and its reason, in writing."""


class Objections(Model):
    """Objections as they are filed."""

    objections: Annotated[tuple[Objection, ...], Field(min_length=1)]
    """Each once."""


@dataclass(frozen=True, slots=True)
class Proceeding:
    """The stage of a determination, what it follows, and the objections so far."""

    stage: Stage = Stage.DRAFT
    former: str | None = None
    """Number of the record that it follows, when it follows one."""
    objections: tuple[Objection, ...] = ()


def read_objections(path: Path) -> tuple[Located, tuple[Objection, ...]]:
    """Return the objections in the YAML file at `path`, with their places.

    Raises Faults with every fault of form, and where an answer lacks its outcome or its reason.
    """
    located = read_yaml(path, path.name)
    found = checked(Objections, located).objections
    faults = [located.fault(finding) for finding in _misfits(found)]
    if faults:
        raise Faults(faults)
    return located, found


def _misfits(objections: Sequence[Objection]) -> Iterator[Finding]:
    seen: set[str] = set()
    for position, objection in enumerate(objections):
        place = ("objections", position)
        if objection.id in seen:
            yield Finding((*place, "id"), "submission.repeated", {}, objection.id)
        seen.add(objection.id)
        if (objection.outcome is None) is not (not objection.answer):
            yield Finding((*place, "answer"), "determination.answer_and_outcome")
