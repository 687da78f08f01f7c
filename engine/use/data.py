"""A decision on a use as plain data for JSON."""

from __future__ import annotations

from typing import Any

from engine.explain import as_data, source_data, standing_of
from engine.law import Condition
from engine.money import plain
from engine.rules import Fact, Nearest
from engine.use.decision import UseDecision

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
        "refusals": [
            {
                "code": refusal.code,
                "title": refusal.title.model_dump(),
                "citations": [source_data(cite) for cite in refusal.cites],
            }
            for refusal in decision.refusals
        ],
        "free_share": None if decision.free_share is None else plain(decision.free_share),
        "conditions": [_condition(condition) for condition in decision.conditions],
        "broken": [
            {**_condition(broken.condition), "since": broken.since.isoformat()}
            for broken in decision.broken
        ],
        "missing": [_question(fact) for fact in decision.missing],
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
