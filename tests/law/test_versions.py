"""Which version is in force on a day, against a calendar filled day by day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.law import Document, Version
from engine.text import Text

FIRST = datetime.date(2025, 1, 1)
CITES = [{"instrument": "发改价格〔2025〕65号", "evidence": "text", "applies": "directly"}]


class Plain(Document[Version]):
    """A document of no kind."""


def day(number: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=number)


def version(start: int, until: int | None = None, **other: object) -> dict[str, object]:
    ends = {} if until is None else {"until": day(until)}
    return {"published": FIRST, "from": day(start), "cites": CITES, **ends, **other}


def document(versions: Iterable[dict[str, object]]) -> Plain:
    return Plain.model_validate(
        {
            "kind": "plain",
            "id": "cn/plain",
            "title": Text(zh="例", en="example"),
            "jurisdiction": "CN",
            "versions": list(versions),
        }
    )


def in_force(versions: Iterable[dict[str, object]], number: int) -> int | None:
    """Number of the first day of the version in force, None when there is none."""
    found = document(versions).in_force(day(number))
    return None if found is None else (found.from_.start - FIRST).days


def places(versions: Iterable[dict[str, object]]) -> list[tuple[str | int, ...]]:
    return [finding.path for finding in document(versions).overlaps()]


def test_both_days_are_inclusive() -> None:
    one = [version(10, 20)]
    assert [in_force(one, number) for number in (9, 10, 20, 21)] == [None, 10, 10, None]


def test_without_until_a_version_ends_the_day_before_the_next() -> None:
    two = [version(10), version(20)]
    assert places(two) == []
    assert [in_force(two, number) for number in (9, 10, 19, 20, 4_000)] == [None, 10, 10, 20, 20]


def test_between_until_and_the_next_no_law_is_in_force() -> None:
    two = [version(10, 14), version(20)]
    assert places(two) == []
    assert [in_force(two, number) for number in (14, 15, 19, 20)] == [10, None, None, 20]


def test_the_last_day_before_the_next_first_is_no_overlap() -> None:
    assert places([version(10, 19), version(20)]) == []


@pytest.mark.parametrize("until", [20, 21, 500])
def test_a_later_until_overlaps_and_names_it(until: int) -> None:
    (finding,) = document([version(20), version(10, until)]).overlaps()
    assert finding.path == ("versions", 1, "until")
    assert finding.key == "law.versions_overlap"
    assert (finding.value, finding.values) == (day(until), {"next": day(20)})


def test_two_versions_cannot_begin_on_one_day() -> None:
    (finding,) = document([version(10), version(10)]).overlaps()
    assert finding.path == ("versions", 0, "from")


def test_an_unread_day_of_force_counts_from_the_day_it_was_seen() -> None:
    unread = [version(0) | {"from": {"unread": True, "seen": day(30)}}]
    assert [in_force(unread, number) for number in (29, 30)] == [None, 30]


VERSIONS = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 40)),
    min_size=1,
    max_size=5,
    unique_by=lambda pair: pair[0],
)


@given(VERSIONS)
def test_against_a_calendar_filled_day_by_day(spans: list[tuple[int, int | None]]) -> None:
    """Every version writes itself on its days; a day written on twice is an overlap."""
    starts = sorted(start for start, _ in spans)
    calendar: dict[int, list[int]] = {number: [] for number in range(-1, 130)}
    for start, length in spans:
        following = [later for later in starts if later > start]
        if length is not None:
            last = start + length
        elif following:
            last = following[0] - 1
        else:
            last = 10_000
        for number in calendar:
            if start <= number <= last:
                calendar[number].append(start)
    written = document(
        version(start, None if length is None else start + length) for start, length in spans
    )
    twice = any(len(on_day) > 1 for on_day in calendar.values())
    assert bool(list(written.overlaps())) == twice
    if not twice:
        for number, on_day in calendar.items():
            found = written.in_force(day(number))
            assert ([] if found is None else [(found.from_.start - FIRST).days]) == on_day


@given(VERSIONS, st.randoms(use_true_random=False))
def test_the_order_in_the_file_does_not_matter(
    spans: list[tuple[int, int | None]], random: object
) -> None:
    versions = [version(start, None if n is None else start + n) for start, n in spans]
    turned = sorted(versions, key=lambda each: str(each["from"]), reverse=True)
    for number in range(0, 110, 7):
        assert in_force(versions, number) == in_force(turned, number)


@pytest.mark.parametrize(
    ("start", "key"),
    [
        (20250701, "law.not_a_day"),  # not the seconds since 1970
        ("86400", "law.not_a_day"),
        (True, "law.not_a_day"),
        ({"day": day(1), "unread": True, "seen": day(1)}, "law.day_or_unread"),
        ({"unread": True}, "law.day_or_unread"),
        ({"seen": day(1)}, "law.day_or_unread"),
        ({}, "law.day_or_unread"),
    ],
)
def test_days_that_are_none(start: object, key: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Version.model_validate(version(0) | {"from": start})
    assert [error["type"] for error in caught.value.errors()] == [key]


def test_until_before_from_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Version.model_validate(version(10, 9))
    assert [error["type"] for error in caught.value.errors()] == ["law.until_before_from"]
