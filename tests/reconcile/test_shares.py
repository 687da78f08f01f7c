"""A difference shared out over changes: games worked by hand, and what must hold of any."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.reconcile.shares import EXACT, shared

Worth = Callable[[frozenset[int]], int]


def played(changes: int, worth: Worth) -> tuple[tuple[int, ...], Fraction | None]:
    def cases(made: Any) -> Sequence[int]:
        return [worth(frozenset(int(at) for at in row.nonzero()[0])) for row in made]

    found = shared(changes, cases)
    return found.fen, found.error


def by_every_order(changes: int, worth: Worth) -> list[Fraction]:
    """The average of what each adds over all orders, one by one."""
    added = [0] * changes
    orders = list(itertools.permutations(range(changes)))
    for order in orders:
        for at, change in enumerate(order):
            before = frozenset(order[:at])
            added[change] += worth(before | {change}) - worth(before)
    return [Fraction(one, len(orders)) for one in added]


def test_games_worked_by_hand() -> None:
    """One left glove and two right ones make a pair of 600; the airport of Littlechild and Owen:
    runways of 12, 28 and 30 are paid by whom they serve, 4, 12 and 14."""

    def gloves(made: frozenset[int]) -> int:
        return 600 * min(len(made & {0}), len(made & {1, 2}))

    assert played(3, gloves) == ((400, 100, 100), None)

    def airport(made: frozenset[int]) -> int:
        return max((12, 28, 30)[at] for at in made) if made else 0

    assert played(3, airport) == ((4, 12, 14), None)


def test_one_change_has_it_all_and_none_has_nothing() -> None:
    assert played(1, lambda made: -7 * len(made)) == ((-7,), None)
    assert played(0, lambda made: 5) == ((), None)


def test_fractions_of_a_fen_go_to_the_largest_and_the_sum_stays() -> None:
    """10 among three alike: 4, 3 and 3."""
    fen, _ = played(3, lambda made: 10 if made else 0)
    assert sorted(fen) == [3, 3, 4]
    fen, _ = played(3, lambda made: -10 if made else 0)
    assert sorted(fen) == [-4, -3, -3]


def test_half_a_fen_goes_to_the_same_whichever_is_first() -> None:
    """1 between two alike: who has it from the first to the second owes it on the way back."""
    assert played(2, lambda made: 1 if made else 0)[0] == (1, 0)
    assert played(2, lambda made: 0 if made else 1)[0] == (-1, 0)


@settings(max_examples=rounds(quick=25, full=2_000), deadline=None)
@given(st.integers(1, 5), st.data())
def test_the_shares_are_those_of_every_order(changes: int, data: st.DataObject) -> None:
    amounts = st.integers(-(10**12), 10**12)
    worths = data.draw(st.lists(amounts, min_size=1 << changes, max_size=1 << changes))

    def worth(made: frozenset[int]) -> int:
        return worths[sum(1 << at for at in made)]

    fen, error = played(changes, worth)
    assert error is None
    assert sum(fen) == worths[-1] - worths[0]
    expected = by_every_order(changes, worth)
    assert all(abs(one - share) < 1 for one, share in zip(fen, expected, strict=True))
    # Undone in place of done, each has the opposite share.
    everything = frozenset(range(changes))
    undone, _ = played(changes, lambda made: worth(everything - made))
    assert all(one == -other for one, other in zip(fen, undone, strict=True))


def test_of_many_changes_orders_are_drawn_and_the_error_is_said() -> None:
    """Twenty that add up by themselves are exact; where each meets the next, near enough."""
    many = EXACT + 8
    amounts = [(at + 1) * 1000 for at in range(many)]
    fen, error = played(many, lambda made: sum(amounts[at] for at in made))
    assert (list(fen), error) == (amounts, 0)

    def met(made: frozenset[int]) -> int:
        pairs = sum(at + 1 in made for at in made)
        return sum(amounts[at] for at in made) + 600 * pairs

    fen, error = played(many, met)
    assert error is not None
    assert sum(fen) == met(frozenset(range(many)))
    expected = [amount + 300 * ((at > 0) + (at < many - 1)) for at, amount in enumerate(amounts)]
    assert all(abs(one - other) <= 5 * error + 1 for one, other in zip(fen, expected, strict=True))
