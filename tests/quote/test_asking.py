"""The questionnaire: it ends, asks nothing twice, and comes to what all answers at once come to."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Shelf, checked, read_tree
from engine.quote import Quote, QuoteRequest, facts_of, quote
from engine.quote.request.yaml import as_yaml
from engine.tariff import TariffDocument
from engine.use import StandsUnder, decide_use

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")
ON = datetime.date(2026, 3, 2)


def request(use: dict[str, Any], facts: dict[str, str] | None = None) -> QuoteRequest:
    return QuoteRequest.model_validate(
        {
            "on": ON,
            "tariff": "demo/trial-standard",
            "customer": {"name": "甲"},
            "operator": "demo-operator",
            "scenario": "enterprise-services",
            "lines": [
                {"product": "modelling-workspace", "counts": {"call": 200_000, "resource_hour": 4}}
            ],
            "use": use,
            "facts": facts or {},
        }
    )


TARIFF = SHELF.get("demo/trial-standard", TariffDocument)
FACTS = facts_of(SHELF, TARIFF, ON)
REGISTERED = {"openly_available": False, "secret": False, "data_form": "processed",
              "resource_registered": True, "product_registration": "in_force",
              "authorisation": "in_force", "in_scope": True}  # fmt: skip
OF_PRICE = {"tariff_in_force", "tariff_is_trial", "waived", "differs_from_like_customer"}
ASKABLE = {name: fact for name, fact in FACTS.items()
           if name not in OF_PRICE and name not in REGISTERED}  # fmt: skip


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    """One who knows every answer."""
    known: dict[str, Any] = {}
    for name, fact in ASKABLE.items():
        # A use with several purposes is asked part by part: see the test of its own.
        named = [value for value, _ in fact.values if value != "mixed"]
        values = [fact.read(value) for value in named] or ["1", "50", "99.5"]
        known[name] = draw(st.sampled_from(values))
    return known


def parts(known: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return (
        {name: value for name, value in known.items() if FACTS[name].part == "use"},
        {name: value for name, value in known.items() if FACTS[name].part == "facts"},
    )


def outcome(answer: Quote) -> tuple[object, ...]:
    total = None if answer.total is None else answer.total.number
    conditions = {condition.id for condition in answer.conditions}
    return answer.regime, answer.channel, answer.price_status, total, conditions


@settings(max_examples=60)
@given(people(), st.data())
def test_it_ends_asks_nothing_twice_and_decides_as_all_answers_at_once(
    person: dict[str, Any], data: st.DataObject
) -> None:
    said_before = data.draw(st.sets(st.sampled_from(sorted(ASKABLE))))
    asking = request(*parts({name: person[name] for name in said_before}))
    answer = quote(SHELF, asking)
    most, asked = answer.most_questions, list[str]()
    while answer.missing:
        group = [question for question in answer.missing if question.id in answer.ask_now]
        assert 1 <= len(group) <= 3
        for question in group:
            assert question.id not in asked
            assert question.id not in said_before
            assert question.because or question.part == "facts"
            asked.append(question.id)
            asking = question.answered(asking, person[question.id])
        answer = quote(SHELF, asking)
    assert len(asked) <= most <= len(ASKABLE)
    everything = quote(SHELF, request(*parts(person)))
    # What is presumed unsaid is none of it: so it is as if it had been said.
    presumed = {name.strip() for one in answer.unsaid for name in one.id.split(",")}
    if not any(person[name[4:]] for name in presumed if name.startswith("use.")):
        assert outcome(answer) == outcome(everything)


def test_a_use_with_several_purposes_is_asked_part_by_part_until_it_is_decided() -> None:
    """Share, then the welfare part: its purpose, what was said of the whole, and the evidence."""
    answers: dict[str, Any] = {
        "free_share": Decimal(40),
        "parts[0].facts.purpose": "people_service",
        "parts[0].facts.end_users_charged": False,
        "parts[0].facts.other_income": False,
        "parts[0].counted": "一月各应用的调用次数",
        "parts[0].counted_by": "运营机构平台",
        "scenario_support": "ordinary",
    }
    said = {"purpose": "mixed", "user": "enterprise", "passed_on": False, "other_income": True}
    asking, asked = request(said), list[str]()
    answer = quote(SHELF, asking)
    while answer.missing:
        first = next(one for one in answer.missing if one.id == answer.ask_now[0])
        assert first.id not in asked
        assert first.because or first.part == "facts"
        asked.append(first.id)
        assert answer.total is None
        asking = first.answered(asking, answers[first.id])
        answer = quote(SHELF, asking)
    assert answer.regime == "mixed"
    assert asked[0] == "free_share"
    assert set(asked) <= set(answers)
    assert {"parts[0].counted", "parts[0].counted_by"} <= set(asked)
    # Written as a file it reads back to the same request and the same quote.
    again = checked(QuoteRequest, read_tree(as_yaml(asking), "request.yaml"))
    assert again == asking
    assert quote(SHELF, again).number == answer.number


def test_no_price_is_asked_for_where_the_use_is_free() -> None:
    asking = request({"purpose": "own_duty", "sharing_serves": False, "user": "government_body"})
    answer = quote(SHELF, asking)
    assert (answer.regime, answer.missing) == ("free", ())


def test_the_use_is_asked_before_the_price() -> None:
    answer = quote(SHELF, request({"purpose": "relief", "passed_on": False}))
    assert answer.ask_now == ("above_cost",)
    assert [question.id for question in answer.missing] == ["above_cost", "scenario_support"]


def test_what_does_not_matter_is_said_to_be_not_used() -> None:
    answer = quote(
        SHELF,
        request(
            {"purpose": "industry", "end_users_charged": False}, {"scenario_support": "ordinary"}
        ),
    )
    assert answer.unused == ("end_users_charged",)


@pytest.mark.parametrize(
    ("known", "first", "expected", "most"),
    [
        # Of two answers one ends it (other_income: yes → guided), the other leaves one question.
        ({"purpose": "people_service", "user": "enterprise", "passed_on": False},
         "end_users_charged", Fraction(3, 2), 2),
        ({"purpose": "relief", "passed_on": False}, "above_cost", Fraction(1), 1),
    ],
)  # fmt: skip
def test_the_first_question_on_the_published_rules(
    known: dict[str, Any], first: str, expected: Fraction, most: int
) -> None:
    decision = decide_use(
        SHELF,
        StandsUnder.model_validate(TARIFF.stands_under),
        ON,
        known,
        product="modelling-workspace",
        operator="demo-operator",
        scenario="enterprise-services",
    )
    assert decision.asking is not None
    assert (decision.asking.now[0].id, decision.asking.expected, decision.asking.most) == (
        first,
        expected,
        most,
    )
