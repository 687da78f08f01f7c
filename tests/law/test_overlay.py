"""One tree laid over another: what is told of each place is where it comes from, for any two trees."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.law.reading.fault import Path
from engine.law.reading.overlay import Overlay

NAMES = st.sampled_from(["a", "b", "c", "d"])
PLAIN = st.one_of(st.integers(0, 3), st.sampled_from(["x", "y"]), st.booleans())


def trees(depth: int = 3) -> st.SearchStrategy[Any]:
    if depth == 0:
        return PLAIN
    inside = trees(depth - 1)
    item = st.dictionaries(NAMES, inside, max_size=3)
    named = st.dictionaries(NAMES, item, max_size=4).map(
        lambda items: [{**content, "id": name} for name, content in items.items()]
    )
    return st.one_of(PLAIN, named, st.lists(PLAIN, max_size=3), item)


MAPPINGS = st.dictionaries(NAMES, trees(), max_size=4)


def laid(own: dict[str, Any], base: dict[str, Any]) -> tuple[Any, Overlay]:
    overlay = Overlay()
    return overlay.merged((), own, (), base, ()), overlay


def at(tree: Any, path: Path) -> Any:
    for part in path:
        tree = tree[part]
    return tree


@given(MAPPINGS, MAPPINGS)
def test_what_is_taken_over_stands_there_as_it_stood(
    own: dict[str, Any], base: dict[str, Any]
) -> None:
    before = copy.deepcopy((own, base))
    merged, overlay = laid(own, base)
    assert (own, base) == before, "neither is changed"
    assert overlay.findings == []
    for place, origin in overlay.origins.items():
        if origin.own is None:
            assert at(merged, place) == at(base, origin.base or ())
        elif origin.base is None:
            assert at(merged, place) == at(own, origin.own)


@given(MAPPINGS)
def test_nothing_laid_over_changes_nothing_and_a_tree_over_itself_is_itself(
    base: dict[str, Any],
) -> None:
    assert laid({}, base)[0] == base
    assert laid(base, base)[0] == base
    assert laid(base, {})[0] == base


@given(MAPPINGS, MAPPINGS)
def test_to_lay_it_over_twice_is_to_lay_it_over_once(
    own: dict[str, Any], base: dict[str, Any]
) -> None:
    once, _ = laid(own, base)
    assert laid(own, once)[0] == once


@given(MAPPINGS, MAPPINGS)
def test_every_item_of_either_is_there_once_the_bases_first(
    own: dict[str, Any], base: dict[str, Any]
) -> None:
    items = {"l": [{"id": name, "v": value} for name, value in own.items()]}
    below = {"l": [{"id": name, "w": value} for name, value in base.items()]}
    merged, _ = laid(items, below)
    if items["l"]:
        assert [item["id"] for item in merged["l"]] == list(dict.fromkeys((*base, *own)))
        for item in merged["l"]:
            name = item["id"]
            assert ("v" in item, "w" in item) == (name in own, name in base)


def test_an_empty_value_takes_a_key_away_but_not_a_list() -> None:
    base = {"formula": "a + b", "round": {"unit": "0.01"}, "lines": [1]}
    merged, _ = laid({"formula": None, "lines": None, "by": 1}, base)
    assert merged == {"round": {"unit": "0.01"}, "lines": None, "by": 1}


def test_a_charge_of_another_model_replaces_the_whole_charge() -> None:
    base = {"charge": {"model": "graduated", "bands": [1], "edges": "in_lower_band"}}
    assert laid({"charge": {"model": "flat", "price": "1"}}, base)[0] == {
        "charge": {"model": "flat", "price": "1"}
    }
    assert laid({"charge": {"edges": "in_upper_band"}}, base)[0] == {
        "charge": {"model": "graduated", "bands": [1], "edges": "in_upper_band"}
    }


def test_citations_are_never_taken_over_by_what_differs() -> None:
    base = {"rules": [{"id": "a", "cites": ["base"], "when": {"x": 1}}]}
    merged, _ = laid({"rules": [{"id": "a", "when": {"y": 2}}]}, base)
    assert merged == {"rules": [{"id": "a", "when": {"x": 1, "y": 2}}]}
