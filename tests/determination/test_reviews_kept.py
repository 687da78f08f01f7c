"""Reviews that are kept for the next determination change none: whatever differs, it is as made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders.operators import (
    DAY,
    METHOD,
    SHELF,
    by_hours,
    entry,
    filed,
    tree,
    value,
    with_year_before,
)
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.determination import Determination, Reviews, body_of_determination, determine
from engine.explain import sources
from engine.law import Declaration, Faults
from engine.submission import Filed

Path = tuple[str | int, ...]


def begun() -> dict[str, Any]:
    whole = with_year_before(by_hours(tree()), Decimal("0.9"))
    whole["staff"] = [
        {"id": "all", "title": "全体", "number": Decimal(20)},
        {"id": "before", "title": "全体", "number": Decimal(18), "year": 2024},
    ]
    whole["local_average_wage"] = Decimal(150_000)
    whole["earlier_years"][0]["local_average_wage"] = Decimal(140_000)
    return whole


def leaves(node: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    inside = node.items() if isinstance(node, dict) else enumerate(node)
    for key, inner in inside:
        if isinstance(inner, dict | list):
            yield from leaves(inner, (*at, key))
        else:
            yield (*at, key), inner


EVERY = [(at, value) for at, value in leaves(begun())]


def differing(old: Any, by: int) -> Any:
    """The value as somebody would type another: a yes for a no, other digits, one more zero."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, int):
        return old + by
    if isinstance(old, Decimal):
        return (old + by).quantize(Decimal("0.01"))
    return f"{old}{by}"


def laid(whole: dict[str, Any], at: Path, by: int) -> None:
    place: Any = whole
    for key in at[:-1]:
        place = place[key]
    place[at[-1]] = differing(place[at[-1]], by)


def told(of: Filed, reviews: Reviews | None) -> Any:
    """Everything that is said of a determination, or what is wrong with it."""
    try:
        found: Determination = determine(SHELF, of, METHOD, DAY, reviews=reviews)
        rests_on = [sources(step) for step in found.worksheet.steps.values()]
        return body_of_determination(found), rests_on
    except Faults as faults:
        return faults.faults


@settings(max_examples=rounds(quick=5, full=1_000), deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([at for at, _ in EVERY]), st.integers(1, 3)),
        min_size=1,
        max_size=2,
    )
)
def test_one_after_another_they_are_what_each_is_alone(changes: list[tuple[Path, int]]) -> None:
    reviews, whole = Reviews(), begun()
    told(filed(whole), reviews)
    for at, by in changes:
        laid(whole, at, by)
        try:
            of = filed(whole)
        except Faults:
            continue  # no submission any more: the next change is laid over it all the same
        assert told(of, reviews) == told(of, reviews) == told(of, None)
        tried("reviews kept from one determination to the next", determinations=1)


@pytest.mark.parametrize(
    "path", ["items[0].amount", "staff[0].number", "local_average_wage", "spread.value"]
)
def test_where_a_figure_was_declared_instead_is_told(path: str) -> None:
    """The same figures, of which one was declared elsewhere: by a scenario, or in another cell."""
    reviews, of = Reviews(), filed(begun())
    before = told(of, reviews)
    declared = Declaration(file="elsewhere", place=path, reason="because")
    for other in (
        replace(of, moved={path: declared}),
        replace(of, places={path: "Sheet!B2"}),
        replace(of, file="renamed.yaml"),
    ):
        assert told(other, reviews) == told(other, None) != before


def test_the_year_before_is_reviewed_of_its_own_figures() -> None:
    """Welfare is capped at 14 per cent of wages of the same year: 0.14 × 2,700,000 = 378,000 in the
    year before, of 3,000,000 wages then 90 per cent; with other wages there the cap moves."""
    reviews = Reviews()
    for wages, cap in ((Decimal(2_700_000), 378_000), (Decimal(1_000_000), 140_000)):
        whole = with_year_before(tree(), Decimal("0.9"))
        row = next(one for one in whole["earlier"] if one["of"] == "wages")
        row["amount"] = wages
        next(one for one in whole["earlier"] if one["of"] == "welfare")["amount"] = Decimal(900_000)
        found = determine(SHELF, filed(whole), METHOD, DAY, reviews=reviews)
        (of,) = found.earlier.values()
        amounts = {one.treatment.item.id: one.reviewed for one in of.rows}
        assert amounts["welfare"] == cap
        assert value(found, "reviewed", "wages") == entry(whole, "items", "wages")["amount"]
