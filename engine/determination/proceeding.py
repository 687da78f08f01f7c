"""A determination taken a stage further, after the record before it, with the objections to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.determination.maximum.result import Determination
from engine.determination.stages import Objection, Proceeding, Stage
from engine.law import Fault, Faults, Finding, Located
from engine.record import Record
from engine.submission import Submission

__all__ = ["misplaced_objections", "proceeding_after"]

_BEFORE = {
    Stage.DRAFT: (None, Stage.DRAFT, Stage.OPINION),
    Stage.OPINION: (Stage.DRAFT, Stage.OPINION),
    Stage.FINAL: (Stage.OPINION,),
}
"""What a stage may follow; None stands for no record before it."""


def misplaced_objections(
    located: Located, objections: Sequence[Objection], determination: Determination
) -> Iterator[Fault]:
    """Yield the objections that are against no line of `determination`."""
    worksheet = determination.worksheet
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
    determination: Determination,
    former: Record | None,
    file: str,
    objections: Sequence[Objection] = (),
) -> Proceeding:
    """Return the proceeding of `determination` at `stage`, after the record `former` in `file`.

    Objections of the former record stand until they are answered under their id. Raises Faults
    when the former record is not one it can follow, and, for a final determination, naming every
    item not judged yet and every objection not answered.
    """
    before = None if former is None else former.body
    faults = list(_not_followed(stage, determination, former, file))
    earlier = _objections_in(before)
    together = {**{one.id: one for one in earlier}, **{one.id: one for one in objections}}
    if stage is Stage.FINAL:
        faults += _open(determination, tuple(together.values()))
    if faults:
        raise Faults(faults)
    number = None if former is None else former.number
    return Proceeding(stage, number, tuple(together.values()))


def _objections_in(body: Mapping[str, Any] | None) -> tuple[Objection, ...]:
    listed = {} if body is None else {"objections": body.get("objections", [])}
    return tuple(Objection.model_validate(one) for one in listed.get("objections", ()))


def _not_followed(
    stage: Stage, determination: Determination, former: Record | None, file: str
) -> Iterator[Fault]:
    if former is None:
        if None not in _BEFORE[stage]:
            yield Fault("--follows", "", None, None, f"determination.{stage}_needs_former")
        return
    if former.body.get("kind") != "determination":
        kind = former.body.get("kind")
        yield Fault(file, "body.kind", None, kind, "determination.no_determination")
        return
    if broken := tuple(former.broken()):
        yield Fault(file, ", ".join(broken), None, None, "determination.record_broken")
        return
    stood = former.body.get("status", {}).get("stage")
    if stood not in {allowed.value for allowed in _BEFORE[stage] if allowed is not None}:
        yield Fault(file, "body.status.stage", None, stood, f"determination.{stage}_needs_former")
    if _of(Submission.model_validate(former.body["inputs"]["submission"])) != _of(
        determination.filed.submission
    ):
        yield Fault(file, "body.inputs.submission", None, None, "determination.former_of_other")


def _of(submission: Submission) -> tuple[object, ...]:
    """Return what a proceeding is about: operator, authorisation, cycle."""
    authorisation = submission.authorisation
    return (
        submission.operator.name,
        None if authorisation is None else authorisation.id,
        submission.cycle,
    )


def _open(determination: Determination, objections: Sequence[Objection]) -> Iterator[Fault]:
    filed = determination.filed
    items = [item.id for item in filed.submission.items]
    for year, treated in determination.undecided:
        assert treated.flag is not None
        yield filed.fault(
            ("items", items.index(treated.item.id)),
            "determination.not_judged",
            treated.item.title.zh,
            year=year,
            rule=treated.flag.title,
        )
    for objection in objections:
        if objection.outcome is None:
            yield Fault(
                "objections", objection.id, None, objection.said, "determination.not_answered"
            )
