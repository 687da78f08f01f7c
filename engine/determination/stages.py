"""How far a determination has come: draft, opinion, final; and what the operator objects to.

Nothing is changed afterwards: each stage is a record of its own that names the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from engine.determination.review.review import Undecided
from engine.law import (
    CalendarDay,
    Fault,
    Faults,
    Finding,
    Identifier,
    Located,
    Model,
    checked,
    read_yaml,
)
from engine.method import Worksheet
from engine.record import Record
from engine.record.kinds import Excerpt, excerpt_of
from engine.submission import Filed, Submission

__all__ = [
    "Objection",
    "Objections",
    "Proceeding",
    "Stage",
    "misplaced_objections",
    "open_questions",
    "proceeding_after",
    "read_objections",
]

Written = Annotated[str, Field(min_length=1)]


class Stage(StrEnum):
    """How far a determination has come."""

    DRAFT = "draft"
    OPINION = "opinion"
    FINAL = "final"


_BEFORE = {
    Stage.DRAFT: (None, Stage.DRAFT, Stage.OPINION),
    Stage.OPINION: (Stage.DRAFT, Stage.OPINION),
    Stage.FINAL: (Stage.OPINION,),
}
"""What a stage may follow; None stands for no record before it."""


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
    on: CalendarDay
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


def misplaced_objections(
    located: Located, objections: Sequence[Objection], worksheet: Worksheet
) -> Iterator[Fault]:
    """Yield the objections that are against no line of the determination in `worksheet`."""
    for position, objection in enumerate(objections):
        keys = {None if key is None else str(key) for key in worksheet.keys(objection.line)}
        if objection.of not in keys:
            known = ", ".join(sorted(key for key in keys if key)) or "–"
            finding = Finding(
                ("objections", position, "of" if keys else "line"),
                "determination.no_such_line",
                {"line": objection.line, "known": known},
                objection.of if keys else objection.line,
            )
            yield located.fault(finding)


def proceeding_after(
    stage: Stage,
    filed: Filed,
    undecided: Sequence[Undecided],
    former: Record | None,
    file: str,
    objections: Sequence[Objection] = (),
    hindered: Iterable[Fault] = (),
    unchecked: Sequence[str] = (),
) -> Proceeding:
    """Return the proceeding at `stage` on what was `filed`, after the record `former` in `file`.

    `undecided` are the items not judged yet (`Determination.undecided`); `hindered` says what else
    keeps it from this stage; `unchecked` are the faulty documents that it was computed with.
    Objections of the former record stand until they are answered under their id. Raises Faults when
    the former record is not one it can follow, and, for a final determination, naming every item
    not judged yet, every objection not answered and every faulty document that it or the former
    record rests on.
    """
    stood = None if former is None else _stood(former, file)
    faults = [*_not_followed(stage, filed, stood, file), *hindered]
    earlier = () if stood is None else stood.objections
    together = {**{one.id: one for one in earlier}, **{one.id: one for one in objections}}
    if stage is Stage.FINAL:
        faults += open_questions(filed, undecided, tuple(together.values()))
        behind = () if former is None else former.unchecked
        faults += (
            Fault("--stage", "final", None, name, "determination.final_unchecked")
            for name in dict.fromkeys((*unchecked, *behind))
        )
    if faults:
        raise Faults(faults)
    number = None if former is None else former.number
    return Proceeding(stage, number, tuple(together.values()))


class _Status(Excerpt):
    stage: str | None = None


class _Inputs(Excerpt):
    submission: Submission


class _Former(Excerpt):
    inputs: _Inputs
    status: _Status = Field(default_factory=_Status)
    objections: tuple[Objection, ...] = ()


def _stood(former: Record, file: str) -> _Former:
    """Return what the former record says; raises Faults when it is no whole determination."""
    kind = former.body.get("kind")
    if kind != "determination":
        raise Faults([Fault(file, "body.kind", None, kind, "determination.no_determination")])
    if broken := tuple(former.broken()):
        raise Faults([Fault(file, ", ".join(broken), None, None, "determination.record_broken")])
    return excerpt_of(_Former, former.body, file, "body")


def _not_followed(stage: Stage, filed: Filed, stood: _Former | None, file: str) -> Iterator[Fault]:
    if stood is None:
        if None not in _BEFORE[stage]:
            yield Fault("--follows", "", None, None, f"determination.{stage}_needs_former")
        return
    reached = stood.status.stage
    if reached not in {allowed.value for allowed in _BEFORE[stage] if allowed is not None}:
        yield Fault(file, "body.status.stage", None, reached, f"determination.{stage}_needs_former")
    if _of(stood.inputs.submission) != _of(filed.submission):
        yield Fault(file, "body.inputs.submission", None, None, "determination.former_of_other")


def _of(submission: Submission) -> tuple[object, ...]:
    """Return what a proceeding is about: operator, authorisation, cycle."""
    authorisation = submission.authorisation
    return (
        submission.operator.name,
        None if authorisation is None else authorisation.id,
        submission.cycle,
    )


def open_questions(
    filed: Filed,
    undecided: Sequence[Undecided],
    objections: Sequence[Objection],
) -> Iterator[Fault]:
    """Yield what keeps a determination from being final: items not judged, objections not answered.

    `undecided` are the items, each with its year.
    """
    items = [item.id for item in filed.submission.items]
    for one in undecided:
        yield filed.fault(
            ("items", items.index(one.treated.item.id)),
            "determination.not_judged",
            one.treated.item.title.zh,
            year=one.year,
            rule=one.reason,
        )
    for objection in objections:
        if objection.outcome is None:
            yield Fault(
                "objections", objection.id, None, objection.said, "determination.not_answered"
            )
