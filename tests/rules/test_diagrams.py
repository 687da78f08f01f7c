"""Decision diagrams against the plainest way: each case of a few facts looked at by itself."""

from __future__ import annotations

import itertools

import pytest
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules.proof.diagram import Diagrams, Node, TooLargeError

SIZES = (2, 3, 4)
"""Cells of the facts at levels 0, 1 and 2."""
FULL = {level: (1 << size) - 1 for level, size in enumerate(SIZES)}
CASES = [dict(enumerate(cells)) for cells in itertools.product(*map(range, SIZES))]

rows = st.lists(
    st.fixed_dictionaries({}, optional={n: st.integers(0, full) for n, full in FULL.items()}),
    max_size=6,
)
"""What each rule asks, as masks of cells by level; no cell at all cannot be met."""


def met(row: dict[int, int], case: dict[int, int]) -> bool:
    return all(mask >> case[level] & 1 for level, mask in row.items())


def first_of(rules: list[dict[int, int]], case: dict[int, int]) -> int:
    return next((place for place, row in enumerate(rules) if met(row, case)), -1)


def table(diagrams: Diagrams, rules: list[dict[int, int]]) -> Node:
    columns = [
        (
            level,
            [
                sum(1 << n for n, row in enumerate(rules) if row.get(level, full) >> cell & 1)
                for cell in range(SIZES[level])
            ],
        )
        for level, full in FULL.items()
    ]
    return diagrams.first(columns, len(rules), -1)


@settings(max_examples=rounds(quick=150, full=10_000), deadline=None)
@given(rules=rows)
def test_the_first_rule_that_matches_is_found_in_every_case(rules: list[dict[int, int]]) -> None:
    diagrams = Diagrams(10_000)
    found = table(diagrams, rules)
    by_hand = [first_of(rules, case) for case in CASES]
    assert [diagrams.at(found, case) for case in CASES] == by_hand
    values = diagrams.values(found)
    assert len(values) == len(set(values)) and set(values) == set(by_hand)
    doubled = diagrams.mapped(found, lambda place: int(str(place)) * 2)
    assert [diagrams.at(doubled, case) for case in CASES] == [2 * place for place in by_hand]


@settings(max_examples=rounds(quick=150, full=10_000), deadline=None)
@given(
    one=rows, other=rows, box=st.fixed_dictionaries({n: st.integers(0, f) for n, f in FULL.items()})
)
def test_diagrams_are_joined_case_by_case(
    one: list[dict[int, int]], other: list[dict[int, int]], box: dict[int, int]
) -> None:
    diagrams = Diagrams(10_000)
    left, right = table(diagrams, one), table(diagrams, other)
    some, more = (diagrams.mapped(node, lambda place: place != -1) for node in (left, right))
    inside = diagrams.box(box, FULL)
    joined = {
        "both": diagrams.both(some, more),
        "without": diagrams.without(some, more),
        "either": diagrams.either(some, left, right),
        "pairs": diagrams.pairs(left, right),
        "inside": inside,
    }
    for case in CASES:
        first, second = first_of(one, case), first_of(other, case)
        assert {name: diagrams.at(node, case) for name, node in joined.items()} == {
            "both": first >= 0 and second >= 0,
            "without": first >= 0 and second < 0,
            "either": first if first >= 0 else second,
            "pairs": False if first == second else (first, second),
            "inside": met(box, case),
        }
    # The same function is the same node, however it was made.
    assert diagrams.both(more, some) == joined["both"]
    assert diagrams.either(more, diagrams.no, some) == joined["without"]
    assert diagrams.without(joined["both"], inside) == diagrams.both(
        diagrams.without(some, inside), more
    )


@settings(max_examples=rounds(quick=100, full=5_000), deadline=None)
@given(
    rules=rows, held=st.tuples(rows, rows), asks=st.lists(st.sampled_from([0, 1, 2, 3]), min_size=6)
)
def test_what_stands_for_other_tables_is_replaced_by_them(
    rules: list[dict[int, int]], held: tuple[list[dict[int, int]], ...], asks: list[int]
) -> None:
    """A rule also asks whether another table decides (1), a second one (2), both (3), or neither."""
    diagrams = Diagrams(10_000)
    columns = [
        (
            level,
            [
                sum(1 << n for n, row in enumerate(rules) if row.get(level, full) >> cell & 1)
                for cell in range(SIZES[level])
            ],
        )
        for level, full in FULL.items()
    ]
    for which in (0, 1):
        free = sum(1 << n for n in range(len(rules)) if not asks[n] >> which & 1)
        columns.append((3 + which, [free, (1 << len(rules)) - 1]))
    decides = [diagrams.mapped(table(diagrams, other), lambda place: place != -1) for other in held]
    found = diagrams.replaced(
        diagrams.first(columns, len(rules), -1), 3, {3 + n: node for n, node in enumerate(decides)}
    )
    for case in CASES:
        true = [first_of(other, case) >= 0 for other in held]
        alive = [
            n
            for n, row in enumerate(rules)
            if met(row, case) and all(true[k] for k in (0, 1) if asks[n] >> k & 1)
        ]
        assert diagrams.at(found, case) == (alive[0] if alive else -1)


def test_a_diagram_that_grows_beyond_its_limit_is_given_up() -> None:
    rules = [{0: 1, 1: 2}, {1: 1, 2: 5}, {0: 2, 2: 2}]
    with pytest.raises(TooLargeError):
        table(Diagrams(2), rules)
    diagrams = Diagrams(1_000)
    left, right = table(diagrams, rules), table(diagrams, rules[::-1])
    diagrams.limit = 0
    with pytest.raises(TooLargeError):
        diagrams.pairs(left, right)
