"""The cells into which a fact is cut: in words that can be read back, and by a value in each."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import builders.rules_by_hand as by_hand
import pytest
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules.model.document import DateFact, NumberFact, RuleCell
from engine.rules.model.domain import Domain, NotInDomainError, domain_of

ASKED: dict[str, Any] = {"id": "f", "title": by_hand.TEXT, "question": by_hand.TEXT}
FIRST = datetime.date(2026, 3, 1)


def day(number: int) -> str:
    return (FIRST + datetime.timedelta(number)).isoformat()


def intervals(shown: Any) -> st.SearchStrategy[str]:
    bound = st.integers(0, 9)
    return st.one_of(
        bound.map(shown),
        st.tuples(st.sampled_from(["<", "<=", ">", ">="]), bound).map(
            lambda made: f"{made[0]} {shown(made[1])}"
        ),
        # At least three apart, so that no interval of days is empty.
        st.tuples(
            st.sampled_from("[("), st.integers(0, 4), st.integers(7, 9), st.sampled_from("])")
        ).map(lambda made: f"{made[0]}{shown(made[1])}, {shown(made[2])}{made[3]}"),
    )


def lies_in(value: Any, written: str) -> bool:
    """Whether a number, or a day counted from the first, is what one entry says."""
    return by_hand.satisfies(value, written) if written != "(-∞, ∞)" else True


@settings(max_examples=rounds(quick=80, full=5_000), deadline=None)
@given(
    written=st.lists(intervals(str), min_size=1, max_size=4),
    within=st.sampled_from([None, "[1, 8]", "(1, 8)", ">= 1", "< 8", "> 1", "<= 8"]),
    seed=st.integers(0, 2**12),
)
def test_cells_of_numbers_hold_what_their_words_say(
    written: list[str], within: str | None, seed: int
) -> None:
    fact = NumberFact(**ASKED, type="number", unit="1", within=within)
    cells = [RuleCell.model_validate(one) for one in written]
    domain = domain_of([fact], cells)
    mask = seed & domain.full or domain.full
    runs = domain.in_words(mask).en.split(" or ")
    for half in range(-2, 22):
        value = Decimal(half) / 2
        if within is not None and not lies_in(value, within):
            with pytest.raises(NotInDomainError):
                domain.holding(value)
            continue
        here = domain.holding(value)
        assert here.bit_count() == 1
        for one, cell in zip(written, cells, strict=True):
            assert bool(here & domain.meeting(cell)) == lies_in(value, one)
        assert bool(here & mask) == any(lies_in(value, run) for run in runs)
    _one_in_each(domain)


@settings(max_examples=rounds(quick=80, full=5_000), deadline=None)
@given(
    written=st.lists(intervals(day), min_size=1, max_size=4),
    within=st.sampled_from([None, (1, 8), (0, 9)]),
    seed=st.integers(0, 2**12),
)
def test_cells_of_days_hold_what_their_words_say(
    written: list[str], within: tuple[int, int] | None, seed: int
) -> None:
    bounds = None if within is None else f"[{day(within[0])}, {day(within[1])}]"
    domain = domain_of(
        [DateFact(**ASKED, type="date", within=bounds)],
        [RuleCell.model_validate(one) for one in written],
    )
    mask = seed & domain.full or domain.full
    runs = domain.in_words(mask).en.split(" or ")
    numbered = {day(n): str(n) for n in range(-2, 13)}

    def counted(entry: str) -> str:
        for name, number in numbered.items():
            entry = entry.replace(name, number)
        return entry

    for n in range(-2, 13):
        if within is not None and not within[0] <= n <= within[1]:
            with pytest.raises(NotInDomainError):
                domain.holding(day(n))
            continue
        here = domain.holding(day(n))
        assert here == domain.holding(datetime.date.fromisoformat(day(n)))
        for one in written:
            met = domain.meeting(RuleCell.model_validate(one))
            assert bool(here & met) == lies_in(Decimal(n), counted(one))
        assert bool(here & mask) == any(lies_in(Decimal(n), counted(run)) for run in runs)
    _one_in_each(domain)


def _one_in_each(domain: Domain) -> None:
    """Each cell has a value of its own type that lies in it."""
    for place in range(domain.size):
        one = domain.some(1 << place)
        assert domain.holding(one) == 1 << place
        assert domain.value(one) == one
        assert isinstance(one, datetime.date if domain.days else Decimal)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([], ["(-∞, ∞)"]),
        (["5"], ["< 5", "5", "> 5"]),
        ([">= 5"], ["< 5", ">= 5"]),
        (["> 5"], ["<= 5", "> 5"]),
        (["[5, 7.5)"], ["< 5", "[5, 7.5)", ">= 7.5"]),
        (["(5, 7]"], ["<= 5", "(5, 7]", "> 7"]),
    ],
)
def test_numbers_in_words(cells: list[str], words: list[str]) -> None:
    fact = NumberFact(**ASKED, type="number", unit="1")
    domain = domain_of([fact], [RuleCell.model_validate(one) for one in cells])
    assert [domain.in_words(1 << place).en for place in range(domain.size)] == words
    assert domain.in_words(domain.full).en == "(-∞, ∞)"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["2026-03-01"], ["< 2026-03-01", "2026-03-01", ">= 2026-03-02"]),
        (["<= 2026-03-01"], ["< 2026-03-02", ">= 2026-03-02"]),
        (
            ["[2026-03-01, 2026-03-31]"],
            ["< 2026-03-01", "[2026-03-01, 2026-03-31]", ">= 2026-04-01"],
        ),
    ],
)
def test_days_in_words(cells: list[str], words: list[str]) -> None:
    fact = DateFact(**ASKED, type="date")
    domain = domain_of([fact], [RuleCell.model_validate(one) for one in cells])
    assert [domain.in_words(1 << place).en for place in range(domain.size)] == words


@pytest.mark.parametrize(
    "value", [True, "five", None, "nan", "inf", [5], datetime.date(2026, 1, 1)]
)
def test_what_is_no_number_lies_nowhere(value: Any) -> None:
    with pytest.raises(NotInDomainError):
        domain_of([NumberFact(**ASKED, type="number", unit="1")], []).holding(value)


@pytest.mark.parametrize("value", [True, "2026-02-30", None, 5, "today", Decimal(20260301)])
def test_what_is_no_day_lies_nowhere(value: Any) -> None:
    with pytest.raises(NotInDomainError):
        domain_of([DateFact(**ASKED, type="date")], []).holding(value)
