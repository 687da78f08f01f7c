"""Facts as files declare them: read alike in a quote and in a use."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import builders.rules_by_hand as by_hand
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.law import Faults, checked, read_tree
from engine.quote import QuoteRequest
from engine.rules import decide
from engine.use import DeclaredUse

QUOTE = {
    "on": "2026-03-02",
    "tariff": "demo/price-list",
    "customer": {"name": "甲"},
    "lines": [{"product": "verification-call", "quantity": 1}],
}
USE = {"on": "2026-03-02", "stands_under": {"gate": "g", "use": "u", "conditions": "c"}}


def in_a_quote(value: Any) -> Any:
    return QuoteRequest.model_validate({**QUOTE, "use": {"fact": value}}).use["fact"]


def in_a_use(value: Any) -> Any:
    return DeclaredUse.model_validate({**USE, "facts": {"fact": value}}).facts["fact"]


@given(
    st.one_of(
        st.text(),
        st.booleans(),
        st.integers(),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.dates(),
        st.none(),
        st.floats(),
        st.lists(st.integers()),
    )
)
def test_a_fact_is_read_alike_in_a_quote_and_in_a_use(value: Any) -> None:
    try:
        expected = in_a_use(value)
    except ValidationError as refused:
        with pytest.raises(ValidationError) as also:
            in_a_quote(value)
        assert {error["type"] for error in also.value.errors()} == {
            error["type"] for error in refused.errors()
        }
        assert not isinstance(value, str | bool | int | Decimal | datetime.date)
        return
    read = in_a_quote(value)
    assert (type(read), read) == (type(expected), expected)
    assert (type(in_a_quote(read)), in_a_quote(read)) == (type(read), read)


@pytest.mark.parametrize("written", ["2024", 2024])
def test_an_id_that_looks_like_a_number_is_the_id(written: Any) -> None:
    year = {"id": "year", "type": "enumeration", "values": by_hand.named("2024", "2025")}
    weight = {"id": "weight", "type": "number", "unit": "kg"}
    asked = [{**fact, "title": by_hand.TEXT, "question": by_hand.TEXT} for fact in (year, weight)]
    whens = [{"year": "2024", "weight": ">= 2024"}]
    output = {"id": "kind", "title": by_hand.TEXT, "values": by_hand.named("a")}
    rules = [{"id": "r", "title": by_hand.TEXT, "when": whens[0], "then": {"kind": "a"}}]
    table = {"id": "t", "title": by_hand.TEXT, "hit": "first", "outputs": [output], "rules": rules}
    version = by_hand.version([table], asked)
    for read in (in_a_quote(written), in_a_use(written)):
        assert decide("d", version, {"year": read, "weight": read}).outputs == {"kind": "a"}


def test_no_use_changes_on_the_first_day_of_all() -> None:
    """No day comes before it."""
    written = "on: {on}\nstands_under: {{gate: cn/supply, use: cn/use-of-public-data, conditions: cn/conditions-of-free-use}}\nchanges:\n  - {{from: {since}, facts: {{}}}}\n"
    located = read_tree(written.format(on="2026-03-02", since="0001-01-01"), "use.yaml")
    with pytest.raises(Faults) as caught:
        checked(DeclaredUse, located)
    assert [fault.key for fault in caught.value.faults] == ["law.day_out_of_reach"]
