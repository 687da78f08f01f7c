"""Records of evaluations and refunds: what they hold, and computing them again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from engine.determination.record import (
    RecordedSwitch,
    as_plain,
    lines_of,
    standing_of,
    switches_of,
)
from engine.explain import source_data
from engine.law import CalendarDay, Fault, Located, Model, Shelf
from engine.money import plain
from engine.record import differences
from engine.record.kinds import Found, RecordBody, excerpt_of
from engine.settlement.evaluation import (
    Evaluation,
    Incomes,
    Permitted,
    evaluate_cycle,
    permitted_by,
)
from engine.settlement.refund import Refunds, charges_in, refunds_of

__all__ = [
    "body_of_evaluation",
    "body_of_refund",
    "reevaluated",
    "refunded_again",
    "unlike_determination",
]


def body_of_evaluation(evaluation: Evaluation) -> RecordBody:
    """Return the body of the record: inputs for a re-run, documents, readings, lines, result."""
    incomes = evaluation.incomes
    return {
        "kind": "evaluation",
        "method": evaluation.permitted.method,
        "on": evaluation.on.isoformat(),
        "inputs": {
            "file": evaluation.file,
            "declared": as_plain(incomes),
            "determination": as_plain(evaluation.permitted),
        },
        "documents": dict(evaluation.documents),
        **evaluation.law.data,
        "switches": switches_of(evaluation.worksheet),
        "lines": lines_of(evaluation.worksheet),
        "result": {
            "excess": plain(evaluation.excess.number),
            "duties": [
                {
                    "duty": "propose_adjusted_ceilings",
                    "cites": [source_data(cite.as_cited()) for cite in evaluation.duty_cites],
                }
            ],
            "unit": evaluation.excess.unit,
            "vat": "excluded",
            **({"provisional": list(evaluation.provisional)} if evaluation.provisional else {}),
            **({"carried": plain(evaluation.carried)} if evaluation.permitted.ledger else {}),
            **standing_of(evaluation.standing),
        },
    }


def body_of_refund(refunds: Refunds) -> RecordBody:
    """Return the body of the record: inputs for a re-run, the document, lines, result."""
    return {
        "kind": "refund",
        "method": refunds.method_id,
        "on": refunds.on.isoformat(),
        "inputs": {"file": refunds.file, "declared": as_plain(refunds.charges)},
        "documents": dict(refunds.documents),
        **refunds.law.data,
        "lines": lines_of(refunds.worksheet),
        "result": {
            "refunds": {name: plain(step.number) for name, step in refunds.by_customer.items()},
            "total": plain(refunds.total.number),
            "unit": refunds.total.unit,
            "vat": refunds.charges.vat,
            **standing_of(refunds.standing),
        },
    }


def reevaluated(body: RecordBody, shelf: Shelf, file: str = "") -> Evaluation:
    """Return the evaluation of a record's `body`, computed again; see `redetermined`."""
    recorded = excerpt_of(_Evaluation, body, file)
    inputs = recorded.inputs
    return evaluate_cycle(
        shelf,
        inputs.file,
        inputs.declared,
        inputs.determination,
        recorded.on,
        {name: switch.value for name, switch in recorded.switches.items() if not switch.default},
    )


def refunded_again(body: RecordBody, shelf: Shelf, file: str = "") -> Refunds:
    """Return the refunds of a record's `body`, computed again; see `redetermined`."""
    recorded = excerpt_of(_Refund, body, file)
    inputs = recorded.inputs
    charges = charges_in(Located(inputs.file, inputs.declared))
    return refunds_of(shelf, inputs.file, charges, recorded.method, recorded.on)


def unlike_determination(evaluation: Evaluation, found: Found, file: str) -> Iterator[Fault]:
    """Yield where an evaluation gives the determination it judged by otherwise than its record."""
    said = evaluation.permitted
    record = found.get(said.record)
    if record is None:
        return
    permitted = permitted_by(record, said.record)
    for one in differences(as_plain(said), as_plain(permitted)):
        if one.place == "stage" and one.recorded is None:
            continue  # those written first say none: what deducts them takes it for no final one
        place = f"body.inputs.determination.{one.place}"
        values = {"record": said.record, "says": "–" if one.recomputed is None else one.recomputed}
        yield Fault(file, place, None, one.recorded, "determination.record_says", values)


class _Declared(Model):
    file: str
    declared: Incomes
    determination: Permitted


class _Evaluation(Model):
    kind: Literal["evaluation"]
    method: str
    on: CalendarDay
    inputs: _Declared
    switches: dict[str, RecordedSwitch]


class _Charged(Model):
    file: str
    declared: dict[str, Any]


class _Refund(Model):
    kind: Literal["refund"]
    method: str
    on: CalendarDay
    inputs: _Charged
