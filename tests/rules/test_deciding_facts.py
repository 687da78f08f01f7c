"""Which facts tell cases apart, against a search of all sets of them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Collection

from builders.kinds_of_cases import Kind, domains_of, drawn
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules.decide.deciding_facts import LARGEST_SEARCH, smallest_deciding


def decides(kinds: list[Kind], facts: Collection[str]) -> bool:
    """Whether no two cases with different answers can be alike in all of `facts`."""
    return all(
        one.answer == other.answer
        or any(one.values[name].isdisjoint(other.values[name]) for name in facts)
        for one, other in itertools.combinations(kinds, 2)
    )


@settings(max_examples=rounds(quick=120, full=3_000), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_set_is_a_smallest_one_or_of_very_many_one_that_cannot_spare_a_fact(seed: int) -> None:
    kinds, sizes = drawn(seed)
    pick = random.Random(seed)
    # Facts on which no case was parted, so that there are more to choose from.
    more = pick.choice([0, LARGEST_SEARCH - len(sizes), LARGEST_SEARCH + 1 - len(sizes)])
    sizes |= {f"more{place}": 2 for place in range(more)}
    kinds = [
        Kind(
            {name: frozenset(range(size)) for name, size in sizes.items()} | kind.values,
            kind.answer,
        )
        for kind in kinds
    ]
    facts = pick.sample([*sizes], len(sizes))
    needed = pick.sample(facts, pick.choice([0, 0, 1, 2]))
    found = smallest_deciding([kind.as_case() for kind in kinds], facts, domains_of(sizes), needed)
    assert list(found) == [name for name in facts if name in found]
    if len(facts) <= LARGEST_SEARCH:
        assert found == next(
            chosen
            for size in range(len(facts) + 1)
            for chosen in itertools.combinations(facts, size)
            if set(needed) <= set(chosen) and decides(kinds, chosen)
        )
    else:
        assert set(needed) <= set(found) and decides(kinds, found)
        for name in set(found) - set(needed):
            assert not decides(kinds, set(found) - {name})


def test_of_as_many_facts_as_are_searched_the_smallest_set_is_found() -> None:
    """The last fact tells three cases apart by itself, the first two together."""
    told = {"first": (0, 1, 1), "second": (0, 0, 1), "last": (0, 1, 2)}
    sizes = {"first": 2, "second": 2}
    sizes |= {f"more{place}": 2 for place in range(LARGEST_SEARCH - 3)} | {"last": 3}
    kinds = [
        Kind(
            {
                name: frozenset({told[name][case]} if name in told else range(size))
                for name, size in sizes.items()
            },
            case,
        ).as_case()
        for case in range(3)
    ]
    assert smallest_deciding(kinds, [*sizes], domains_of(sizes)) == ("last",)
