"""A quote in a process that has given others: the same as the first of a process of its own."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults, Shelf, installed
from engine.quote import QuoteRequest, facts_of, quote, read_request
from engine.tariff import TariffDocument
from engine.text import Language

WARM = Shelf(installed("tariffs"))
EXAMPLES = [
    read_request(installed("examples") / "quotes" / f"{name}.yaml")[0]
    for name in ("demo-calls", "half-and-half", "pledge", "missing-facts")
]


@st.composite
def requests(draw: st.DrawFn) -> QuoteRequest:
    """An example with some of its facts left out and others set; numbers written in several ways."""
    request = draw(st.sampled_from(EXAMPLES))
    given_facts: dict[str, dict[str, Any]] = {"use": {}, "facts": {}}
    asked = facts_of(WARM, WARM.get(request.tariff, TariffDocument), request.on)
    for fact in asked.values():
        answers = [fact.read(name) for name, _ in fact.values] or ["50", "50.0", 50, "0", "1"]
        before = getattr(request, fact.part).get(fact.id)
        answer = draw(st.sampled_from([before, before, *answers]))
        if answer is not None:
            given_facts[fact.part][fact.id] = answer
    written = request.model_dump(by_alias=True) | given_facts
    written["customer"]["name"] = draw(st.sampled_from(["甲", "乙"]))
    return QuoteRequest.model_validate(written)


def told(shelf: Shelf, request: QuoteRequest) -> object:
    try:
        answer = quote(shelf, request)
    except Faults as refused:
        return [repr(fault) for fault in refused.faults]
    return answer.as_json(Language.ZH), answer.body()


@settings(max_examples=40, deadline=None)
@given(st.lists(requests(), min_size=1, max_size=3))
def test_what_was_quoted_before_changes_no_quote(asked: list[QuoteRequest]) -> None:
    for request in (*asked, asked[0]):
        assert told(WARM, request) == told(Shelf(installed("tariffs")), request)
