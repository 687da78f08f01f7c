"""The record of a determination: what it holds, and computing it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Literal

from pydantic import BaseModel, Field

from engine.determination.maximum.account import Account, Taking, added
from engine.determination.maximum.calculation import determine
from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.given.inputs import Spread
from engine.determination.maximum.result import Determination, Reviewed
from engine.determination.review.decisions import Decided, decided
from engine.determination.stages import Objection, Proceeding, Stage
from engine.explain import source_data
from engine.law import CalendarDay, Declaration, Fault, Faults, Located, Model, Shelf, Standing
from engine.method import Worksheet
from engine.money import CONTEXT, Number, plain
from engine.record import Record
from engine.record.kinds import Excerpt, RecordBody, excerpt_of
from engine.submission import Filed, accepted

__all__ = [
    "RecordedSwitch",
    "as_plain",
    "body_of_determination",
    "ledger_after",
    "lines_of",
    "redetermined",
    "standing_of",
    "switches_of",
]


_CUT = Context(prec=28, rounding=ROUND_HALF_EVEN)
"""What was cut has 28 digits in a record, as it always had: the numbers of records rest on it."""


def body_of_determination(determination: Determination) -> RecordBody:
    """Return the body of the record: inputs for a re-run, documents, readings, lines, result."""
    filed, spread, deduction = determination.filed, determination.spread, determination.deduction
    decisions, proceeding = determination.decided, determination.proceeding
    years = determination.years
    ledger = determination.ledger
    provisional = determination.provisional
    return {
        "kind": "determination",
        "method": determination.method_id,
        "on": determination.on.isoformat(),
        "inputs": {
            "file": filed.file,
            "places": dict(filed.places),
            "submission": as_plain(filed.submission),
            "spread": None
            if spread is None
            else {"value": plain(spread.value), "source": as_plain(spread.source)},
            "deduction": None if deduction is None else as_plain(deduction),
            "decisions": None if decisions is None else _decisions(decisions),
        },
        "documents": dict(determination.documents),
        **determination.law.data,
        "switches": switches_of(determination.worksheet),
        "review": [_reviewed(row) for row in determination.rows],
        "earlier": {
            str(year): {
                "review": [_reviewed(row) for row in of.rows],
                "lines": lines_of(of.worksheet),
            }
            for year, of in determination.earlier.items()
        },
        "status": {"stage": proceeding.stage.value, "former": proceeding.former},
        "objections": [as_plain(objection) for objection in proceeding.objections],
        "lines": lines_of(determination.worksheet),
        "result": {
            "maximum": {str(year): plain(determination.maximum(year).number) for year in years}
            if determination.has_paid_use
            else {},
            "maximum_before_deduction": plain(determination.maximum_before_deduction.number),
            "free_uncovered": plain(determination.uncovered.number),
            "unit": determination.maximum_before_deduction.unit,
            "vat": "excluded",
            "undecided": [
                {"item": one.treated.item.id, "year": one.year} for one in determination.undecided
            ],
            **_possible(determination),
            "trial": _trial(determination),
            **({"ledger": [_settled(*entry) for entry in ledger]} if ledger else {}),
            **({"provisional": [_unsettled(*one) for one in provisional]} if provisional else {}),
            **standing_of(determination.standing),
        },
    }


def _reviewed(row: Reviewed) -> RecordBody:
    """Return one row of a review: the rule's figure stands beside what the reviewer decided."""
    treated = row.treatment
    return {
        "item": treated.item.id,
        "submitted": plain(row.submitted),
        "reduction": plain(_CUT.subtract(row.submitted, row.reviewed)),
        "reviewed": plain(row.reviewed),
        "by_rule": plain(row.by_rule),
        "treatment": treated.treatment,
        "rule": treated.rule.id,
        "flag": None if treated.flag is None else treated.flag.id,
        "reason": None if treated.decision is None else treated.decision.reason,
    }


def _settled(account: Account, taken: Mapping[int, Decimal]) -> RecordBody:
    """Return an account taken over as this determination leaves it: what is carried on."""
    left = CONTEXT.subtract(account.left, added(taken.values()))
    return {
        "years": list(account.years),
        "evaluation": account.evaluation,
        "excess": plain(account.excess),
        "before": plain(account.left),
        "taken": {str(year): plain(amount) for year, amount in taken.items()},
        "left": plain(left),
    }


class _Taken(Excerpt):
    taken: dict[int, Number]


class _Permitted(Excerpt):
    maximum: dict[int, Number]
    ledger: tuple[_Taken, ...] = ()


class _TakenOver(Excerpt):
    deduction: Deduction | None = None


class _Reached(Excerpt):
    stage: Stage = Stage.DRAFT


class _Taker(Excerpt):
    inputs: _TakenOver
    status: _Reached = Field(default_factory=_Reached)
    result: _Permitted


def ledger_after(record: Record, file: str) -> tuple[Account, ...]:
    """Return the accounts that the determination in `record` took over, its own taking entered.

    Raises Faults, naming `file`, when the record lacks something of it.
    """
    found = excerpt_of(_Taker, record.body, file, "body")
    if found.inputs.deduction is None:
        return ()
    years = tuple(sorted(found.result.maximum))
    accounts = found.inputs.deduction.accounts
    if len(accounts) != len(found.result.ledger):
        place = "body.result.ledger"
        raise Faults([Fault(file, place, None, None, "determination.ledger_incomplete")])
    return tuple(
        account.after(
            Taking(
                determination=record.number,
                stage=found.status.stage,
                years=years,
                taken=entry.taken,
            )
        )
        for account, entry in zip(accounts, found.result.ledger, strict=True)
    )


def _unsettled(account: Account, reason: str) -> RecordBody:
    return {"reason": reason, "evaluation": account.evaluation}


def _decisions(found: Decided) -> RecordBody:
    return {"file": found.file, **as_plain(found.decisions)}


def _possible(determination: Determination) -> RecordBody:
    """Return within what the maximum could be; nothing while nothing is in doubt."""
    bounds = {
        str(year): {"low": plain(of.low), "high": plain(of.high)}
        for year, of in determination.possible.items()
    }
    return {"possible": bounds} if bounds else {}


def _trial(determination: Determination) -> RecordBody | None:
    trial = determination.filed.submission.trial
    if trial is None:
        return None
    return {"from": trial.begins.isoformat(), "until": trial.ends.isoformat()}


def redetermined(body: RecordBody, shelf: Shelf, file: str = "") -> Determination:
    """Return the determination of a record's `body`, computed again with the documents on `shelf`.

    `file` is the record's name in faults. Raises Faults when the body cannot be computed.
    """
    recorded = excerpt_of(_Determination, body, file)
    inputs = recorded.inputs
    filed = accepted(Located(inputs.file, inputs.submission), inputs.places)
    spread = inputs.spread
    again = determine(
        shelf,
        filed,
        recorded.method,
        recorded.on,
        {name: switch.value for name, switch in recorded.switches.items() if not switch.default},
        None if spread is None else Spread(spread.value, spread.source),
        inputs.deduction,
        _decided(inputs.decisions, filed),
    )
    status = recorded.status
    proceeding = Proceeding(status.stage, status.former, recorded.objections)
    return replace(again, proceeding=proceeding)


def _decided(recorded: dict[str, Any] | None, filed: Filed) -> Decided | None:
    if recorded is None:
        return None
    written = {name: value for name, value in recorded.items() if name != "file"}
    return decided(Located(str(recorded.get("file")), written), filed)


class RecordedSwitch(Model):
    """How a switch was read."""

    value: str
    """The reading."""
    default: bool
    """Whether it is the document's own default."""


class _Spread(Model):
    value: Number
    source: Declaration


class _Submitted(Model):
    file: str
    places: dict[str, str]
    submission: dict[str, Any]
    spread: _Spread | None
    deduction: Deduction | None
    decisions: dict[str, Any] | None = None


class _Status(Model):
    stage: Stage = Stage.DRAFT
    former: str | None = None


class _Determination(Model):
    kind: Literal["determination"]
    method: str
    on: CalendarDay
    inputs: _Submitted
    switches: dict[str, RecordedSwitch]
    status: _Status = Field(default_factory=_Status)
    objections: tuple[Objection, ...] = ()


def as_plain(model: BaseModel) -> dict[str, Any]:
    """Return a model as plain data, numbers as they were written, without what was not given."""
    data: dict[str, Any] = model.model_dump(mode="json", exclude_none=True)
    return data


def switches_of(worksheet: Worksheet) -> dict[str, dict[str, Any]]:
    """Return the reading of every switch, and whether it is the default."""
    defaults = {switch.id: switch.default for switch in worksheet.version.switches}
    return {
        name: {"value": value.id, "default": value.id == defaults[name]}
        for name, value in worksheet.switch_values.items()
    }


def lines_of(worksheet: Worksheet) -> dict[str, Any]:
    """Return every line's value: one, or one by row or year."""
    lines: dict[str, Any] = {}
    for line in worksheet.lines():
        keys = worksheet.keys(line.id)
        if keys == (None,):
            lines[line.id] = plain(worksheet.step(line.id).number)
        else:
            lines[line.id] = {str(k): plain(worksheet.step(line.id, k).number) for k in keys}
    return lines


def standing_of(found: Standing) -> dict[str, Any]:
    """Return what a result rests on: its weakest marks, and the assumptions by name."""
    return {
        "evidence": found.evidence.value,
        "applies": found.applies.value,
        "assumptions": [source_data(source.as_cited()) for source in found.assumptions],
    }
