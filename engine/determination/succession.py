"""What a determination follows and deducts, held against their records: what no re-run tells."""

from __future__ import annotations

from collections.abc import Iterator

from engine.determination.maximum.deduction import hindrances, unlike_evaluated
from engine.determination.maximum.result import Determination
from engine.determination.stages import Stage, open_questions, proceeding_after
from engine.law import Fault, Faults
from engine.record.kinds import Found

__all__ = ["out_of_stage", "records_before"]


def records_before(determination: Determination) -> tuple[str, ...]:
    """Return the numbers of the record that a determination follows, and of those it deducts."""
    former, deduction = determination.proceeding.former, determination.deduction
    accounts = () if deduction is None else deduction.accounts
    return (
        *((former,) if former is not None else ()),
        *(account.evaluation for account in accounts),
    )


def out_of_stage(determination: Determination, found: Found, file: str) -> Iterator[Fault]:
    """Yield what the stage of a determination does not allow, and where it is not what the records
    `found` say: the one that it follows and the evaluations that it deducts.
    """
    proceeding, deduction = determination.proceeding, determination.deduction
    former = None if proceeding.former is None else found.get(proceeding.former)
    hindered = hindrances(deduction, proceeding.stage, determination.years[0], former)
    filed, undecided = determination.filed, determination.undecided
    said = proceeding.objections
    if proceeding.former is not None and former is None:  # it is not here: what is open still is
        yield from hindered
        if proceeding.stage is Stage.FINAL:
            yield from open_questions(filed, undecided, said)
    else:
        stage = proceeding.stage
        behind = determination.unchecked
        try:
            after = proceeding_after(stage, filed, undecided, former, file, said, hindered, behind)
        except Faults as faults:
            yield from faults.faults
        else:
            kept = {one.id for one in said}
            for dropped in (one for one in after.objections if one.id not in kept):
                key = "determination.objection_dropped"
                yield Fault(file, "body.objections", None, dropped.id, key)
    if deduction is not None:
        place = "body.inputs.deduction.accounts"
        yield from unlike_evaluated(deduction.accounts, found, file, place)
