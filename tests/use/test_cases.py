"""The law of use as price officials wrote it down: each case of tests/cases/use comes out exactly."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.explain import standing_of
from engine.law import Citation, Shelf, installed, read_yaml, standing
from engine.use import StandsUnder, UseChange, UseDecision, UsePart, decide_use

LAW = Path(__file__).parents[1] / "cases"
SHELF = Shelf(installed("tariffs"))
RULES = {
    "gate": "cn/supply",
    "use": "cn/use-of-public-data",
    "conditions": "cn/conditions-of-free-use",
}
REGISTERS = {"products": "demo/products", "authorisations": "demo/authorisations"}
USUAL_DAY = datetime.date(2026, 3, 2)


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['case']['en']}")
        for path in sorted((LAW / "use").glob("*.yaml"))
        for case in read_yaml(path).tree
    ]


def decided(case: dict[str, Any]) -> UseDecision:
    in_order = read_yaml(LAW / "supply-in-order.yaml").tree if "supply" in case else {}
    named = {name: case[name] for name in ("product", "operator", "scenario") if name in case}
    return decide_use(
        SHELF,
        StandsUnder.model_validate(
            RULES
            | (REGISTERS if named else {})
            | ({"gate": case["gate"]} if "gate" in case else {})
        ),
        case.get("on", USUAL_DAY),
        in_order | case["facts"],
        parts=[UsePart(**part) for part in case.get("parts", [])],
        changes=[UseChange(one["from"], one["facts"]) for one in case.get("changes", [])],
        **named,
    )


def _marks(decision: UseDecision, part: str) -> dict[str, Any]:
    stands = standing_of(decision.parts[part]) if part in decision.parts else standing(())
    return {"evidence": stands.evidence.value, "applies": stands.applies.value}


def _cited(citations: tuple[Citation, ...]) -> list[str]:
    return [" ".join(filter(None, (one.instrument, one.article))) for one in citations]


def told(decision: UseDecision) -> dict[str, Any]:
    """What a case may expect, in plain values."""
    refused = [cite for refusal in decision.refusals for cite in refusal.cites]
    channel, price = _marks(decision, "channel"), _marks(decision, "price_status")
    marks = standing(refused) if refused else decision.answer
    return {
        "regime": decision.regime.value,
        "reason": decision.reason,
        "channel": decision.channel and decision.channel.value,
        "price_status": decision.price_status and decision.price_status.value,
        "evidence": marks.evidence.value,
        "applies": marks.applies.value,
        "cites": _cited(marks.citations),
        "channel_evidence": channel["evidence"],
        "price_evidence": price["evidence"],
        "price_applies": price["applies"],
        "price_cites": _cited(decision.parts["price_status"].cites)
        if "price_status" in decision.parts
        else [],
        "refusals": [refusal.code for refusal in decision.refusals],
        "remarks": [remark.code for remark in decision.remarks],
        "not_kept": [condition.id for condition in decision.not_kept],
        "presumed": [presumption.id for presumption in decision.presumed],
        "conditions": [condition.id for condition in decision.conditions],
        "missing": [
            *(fact.id for fact in decision.missing),
            *(one.id for one in decision.lacking),
        ],
        "next": decision.next_fact and decision.next_fact.id,
        "free_share": None if decision.free_share is None else str(decision.free_share),
        "since": decision.since,
        "before": decision.before and decision.before.regime.value,
        "broken": {broken.condition.id: broken.since for broken in decision.broken},
    }


@pytest.mark.parametrize("case", _cases())
def test_case_comes_out_as_the_law_says(case: dict[str, Any]) -> None:
    found = told(decided(case))
    assert set(case["expect"]) <= set(found), "the case expects what nobody tells"
    assert {name: found[name] for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", _cases())
def test_every_condition_of_free_use_is_an_assumption(case: dict[str, Any]) -> None:
    # No rule that could be read names a condition.
    for condition in decided(case).conditions:
        assert {(cite.evidence.value, cite.applies.value) for cite in condition.cites} == {
            ("assumption", "assumed")
        }
