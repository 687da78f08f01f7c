"""A decision on a use as plain data for JSON."""

from __future__ import annotations

from typing import Any

from engine.explain import as_data, source_data, standing_of
from engine.law import Condition
from engine.money import plain
from engine.rules import Fact, Nearest
from engine.text import text
from engine.use.decision import Refusal, Remark, UseDecision

__all__ = ["use_as_data"]


def use_as_data(decision: UseDecision) -> dict[str, Any]:
    """Return `decision` as plain data; phrases in both languages, numbers as text.

    `evidence` and `applies` are those of the answer: of the regime, or of the refusals; the other
    parts have their own.
    """
    answer = decision.answer
    return {
        "on": decision.on.isoformat(),
        "regime": decision.regime.value,
        "channel": None if decision.channel is None else decision.channel.value,
        "price_status": None if decision.price_status is None else decision.price_status.value,
        "reason": decision.reason,
        "refusals": [_coded(refusal) for refusal in decision.refusals],
        "free_share": None if decision.free_share is None else plain(decision.free_share),
        "conditions": [_condition(condition) for condition in decision.conditions],
        "broken": [
            {**_condition(broken.condition), "since": broken.since.isoformat()}
            for broken in decision.broken
        ],
        "not_kept": [_condition(condition) for condition in decision.not_kept],
        "remarks": [_coded(remark) for remark in decision.remarks],
        "presumed": [
            {
                "id": one.id,
                "title": one.title.model_dump(),
                "facts": dict(one.facts),
                "citations": [source_data(cite) for cite in one.cites],
            }
            for one in decision.presumed
        ],
        "missing": [
            *(_question(fact) for fact in decision.missing),
            *(
                {"id": one.id, "question": text(f"use.ask_{one.field}").model_dump()}
                for one in decision.lacking
            ),
        ],
        "of_parts": [
            {
                "share": None if one.part.share is None else plain(one.part.share),
                "counted": one.part.counted,
                "counted_by": one.part.counted_by,
                "decision": use_as_data(one.decision),
            }
            for one in decision.of_parts
        ],
        "next": None if decision.next_fact is None else decision.next_fact.id,
        "nearest": [_nearest(change) for change in decision.nearest],
        "evidence": answer.evidence.value,
        "applies": answer.applies.value,
        "citations": [source_data(cite) for cite in answer.citations],
        "assumptions": [source_data(cite) for cite in answer.assumptions],
        "parts": {
            name: {
                "value": step.value,
                "rule": step.origin,
                "evidence": standing_of(step).evidence.value,
                "applies": standing_of(step).applies.value,
            }
            for name, step in decision.parts.items()
        },
        "watermarks": [
            mark.model_dump() for mark in (*decision.watermarks, *decision.law.watermarks)
        ],
        **decision.law.data,
        "documents": dict(decision.documents),
        "since": None if decision.since is None else decision.since.isoformat(),
        "before": None if decision.before is None else use_as_data(decision.before),
        "explanation": as_data(decision.step),
    }


def _coded(told: Refusal | Remark) -> dict[str, Any]:
    return {
        "code": told.code,
        "title": told.title.model_dump(),
        "citations": [source_data(cite) for cite in told.cites],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "id": condition.id,
        "text": condition.text.model_dump(),
        "citations": [source_data(cite) for cite in condition.cites],
    }


def _question(fact: Fact) -> dict[str, Any]:
    question: dict[str, Any] = {
        "id": fact.id,
        "question": fact.question.model_dump(),
        "type": fact.type,
        "because": [source_data(cite) for cite in fact.cites],
    }
    if fact.type in ("enumeration", "switch"):
        question["values"] = [
            {"id": value.id, "title": value.title.model_dump()} for value in fact.values
        ]
    if fact.type == "number":
        question["unit"] = fact.unit
    return question


def _nearest(change: Nearest) -> dict[str, Any]:
    return {
        "fact": change.fact.id,
        "title": change.fact.title.model_dump(),
        "values": change.values.model_dump(),
        "outputs": dict(change.outputs),
        "told": change.told.model_dump(),
    }
