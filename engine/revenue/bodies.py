"""Records of determinations and evaluations: what they hold, and computing them again."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field

from engine.cost import Decided, Filed, accepted, decided
from engine.explain import source_data
from engine.law import Declaration, Located, Model, Shelf, Standing, checked
from engine.method import Worksheet
from engine.money import Number, plain
from engine.revenue.deduction import Deduction
from engine.revenue.determination import Determination, Reviewed, determine
from engine.revenue.evaluation import Evaluation, Incomes, Permitted, evaluate_cycle
from engine.revenue.inputs import Spread
from engine.revenue.proceeding import Objection, Proceeding, Stage
from engine.revenue.refund import Refunds, charges_in, refunds_of

__all__ = [
    "body_of_determination",
    "body_of_evaluation",
    "body_of_refund",
    "redetermined",
    "reevaluated",
    "rerun",
]

Body = dict[str, Any]
M = TypeVar("M", bound=Model)


def body_of_determination(determination: Determination) -> Body:
    """Return the body of the record: inputs for a re-run, documents, readings, lines, result."""
    filed, spread, deduction = determination.filed, determination.spread, determination.deduction
    decisions, proceeding = determination.decided, determination.proceeding
    years = determination.years
    return {
        "kind": "determination",
        "method": determination.method_id,
        "on": determination.on.isoformat(),
        "inputs": {
            "file": filed.file,
            "places": dict(filed.places),
            "submission": _plain(filed.submission),
            "spread": None
            if spread is None
            else {"value": plain(spread.value), "source": _plain(spread.source)},
            "deduction": None if deduction is None else _plain(deduction),
            "decisions": None if decisions is None else _decisions(decisions),
        },
        "documents": dict(determination.documents),
        "switches": _switches(determination.worksheet),
        "review": [_reviewed(row) for row in determination.rows],
        "earlier": {
            str(year): {
                "review": [_reviewed(row) for row in of.rows],
                "lines": _lines(of.worksheet),
            }
            for year, of in determination.earlier.items()
        },
        "status": {"stage": proceeding.stage.value, "former": proceeding.former},
        "objections": [_plain(objection) for objection in proceeding.objections],
        "lines": _lines(determination.worksheet),
        "result": {
            "maximum": {str(year): plain(determination.maximum(year).number) for year in years},
            "maximum_before_deduction": plain(determination.maximum_before_deduction.number),
            "free_uncovered": plain(determination.uncovered.number),
            "unit": determination.maximum_before_deduction.unit,
            "vat": "excluded",
            "undecided": [
                {"item": treated.item.id, "year": year} for year, treated in determination.undecided
            ],
            "trial": _trial(determination),
            **_standing(determination.standing),
        },
    }


def _reviewed(row: Reviewed) -> Body:
    """Return one row of a review: the rule's figure stands beside what the reviewer decided."""
    treated = row.treatment
    return {
        "item": treated.item.id,
        "submitted": plain(row.submitted),
        "reduction": plain(row.reduction),
        "reviewed": plain(row.reviewed),
        "by_rule": plain(row.by_rule),
        "treatment": treated.treatment,
        "rule": treated.rule.id,
        "flag": None if treated.flag is None else treated.flag.id,
        "reason": None if treated.decision is None else treated.decision.reason,
    }


def _decisions(found: Decided) -> Body:
    return {"file": found.file, **_plain(found.decisions)}


def _trial(determination: Determination) -> Body | None:
    trial = determination.filed.submission.trial
    if trial is None:
        return None
    return {"from": trial.begins.isoformat(), "until": trial.ends.isoformat()}


def body_of_evaluation(evaluation: Evaluation) -> Body:
    """Return the body of the record: inputs for a re-run, documents, readings, lines, result."""
    incomes = evaluation.incomes
    return {
        "kind": "evaluation",
        "method": evaluation.permitted.method,
        "on": evaluation.on.isoformat(),
        "inputs": {
            "file": evaluation.file,
            "declared": _plain(incomes),
            "determination": _plain(evaluation.permitted),
        },
        "documents": dict(evaluation.documents),
        "switches": _switches(evaluation.worksheet),
        "lines": _lines(evaluation.worksheet),
        "result": {
            "excess": plain(evaluation.excess.number),
            "duties": [
                {
                    "duty": "propose_adjusted_ceilings",
                    "cites": [source_data(cite) for cite in evaluation.duty_cites],
                }
            ],
            "unit": evaluation.excess.unit,
            "vat": "excluded",
            **_standing(evaluation.standing),
        },
    }


def body_of_refund(refunds: Refunds) -> Body:
    """Return the body of the record: inputs for a re-run, the document, lines, result."""
    return {
        "kind": "refund",
        "method": refunds.method_id,
        "on": refunds.on.isoformat(),
        "inputs": {"file": refunds.file, "declared": _plain(refunds.charges)},
        "documents": dict(refunds.documents),
        "lines": _lines(refunds.worksheet),
        "result": {
            "refunds": {name: plain(step.number) for name, step in refunds.by_customer.items()},
            "total": plain(refunds.total.number),
            "unit": refunds.total.unit,
            "vat": refunds.charges.vat,
            **_standing(refunds.standing),
        },
    }


def redetermined(body: Body, shelf: Shelf, file: str = "") -> Determination:
    """Return the determination of a record's `body`, computed again with the documents on `shelf`.

    `file` is the record's name in faults. Raises Faults when the body cannot be computed.
    """
    recorded = _readable(_Determination, body, file)
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


def reevaluated(body: Body, shelf: Shelf, file: str = "") -> Evaluation:
    """Return the evaluation of a record's `body`, computed again; see `redetermined`."""
    recorded = _readable(_Evaluation, body, file)
    inputs = recorded.inputs
    return evaluate_cycle(
        shelf,
        inputs.file,
        inputs.declared,
        inputs.determination,
        recorded.on,
        {name: switch.value for name, switch in recorded.switches.items() if not switch.default},
    )


def rerun(body: Body, shelf: Shelf, file: str = "") -> Body:
    """Return the body that the inputs of `body` give with the documents on `shelf`.

    Raises Faults when it is no determination, evaluation or refund, or cannot be computed.
    """
    if body.get("kind") == "evaluation":
        return body_of_evaluation(reevaluated(body, shelf, file))
    if body.get("kind") == "refund":
        return body_of_refund(_refunded_again(body, shelf, file))
    return body_of_determination(redetermined(body, shelf, file))


def _refunded_again(body: Body, shelf: Shelf, file: str) -> Refunds:
    recorded = _readable(_Refund, body, file)
    inputs = recorded.inputs
    charges = charges_in(Located(inputs.file, inputs.declared))
    return refunds_of(shelf, inputs.file, charges, recorded.method, recorded.on)


class _Switch(Model):
    value: str
    default: bool


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
    on: datetime.date
    inputs: _Submitted
    switches: dict[str, _Switch]
    status: _Status = Field(default_factory=_Status)
    objections: tuple[Objection, ...] = ()


class _Declared(Model):
    file: str
    declared: Incomes
    determination: Permitted


class _Evaluation(Model):
    kind: Literal["evaluation"]
    method: str
    on: datetime.date
    inputs: _Declared
    switches: dict[str, _Switch]


class _Charged(Model):
    file: str
    declared: dict[str, Any]


class _Refund(Model):
    kind: Literal["refund"]
    method: str
    on: datetime.date
    inputs: _Charged


def _readable(model: type[M], body: Body, file: str) -> M:
    """Return what of `body` a re-run needs; the rest is what it gives."""
    needed = {name: body[name] for name in model.model_fields if name in body}
    return checked(model, Located(file, needed))


def _plain(model: BaseModel) -> dict[str, Any]:
    """Return a model as plain data, numbers as they were written, without what was not given."""
    data: dict[str, Any] = model.model_dump(mode="json", exclude_none=True)
    return data


def _switches(worksheet: Worksheet) -> dict[str, dict[str, Any]]:
    defaults = {switch.id: switch.default for switch in worksheet.version.switches}
    return {
        name: {"value": value.id, "default": value.id == defaults[name]}
        for name, value in worksheet.switch_values.items()
    }


def _lines(worksheet: Worksheet) -> dict[str, Any]:
    """Return every line's value: one, or one by row or year."""
    lines: dict[str, Any] = {}
    for line in worksheet.lines():
        keys = worksheet.keys(line.id)
        if keys == (None,):
            lines[line.id] = plain(worksheet.step(line.id).number)
        else:
            lines[line.id] = {str(k): plain(worksheet.step(line.id, k).number) for k in keys}
    return lines


def _standing(found: Standing) -> dict[str, Any]:
    return {
        "evidence": found.evidence.value,
        "applies": found.applies.value,
        "assumptions": [source_data(source) for source in found.assumptions],
    }
