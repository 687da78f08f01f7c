"""The content hash: the same for the same content, another for any other."""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.shelf import YIELDS, put
from hypothesis import given
from hypothesis import strategies as st

from engine.law import Evidence, Shelf, canonical, content_hash, read_tree

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=4)
    | st.dates()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc中", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_the_written_form_is_this() -> None:
    value = {
        "中": [1, Decimal("0.10"), True, None],
        "a": datetime.date(2026, 3, 2),
        "b": Evidence.TEXT,
    }
    written = '{"a":"2026-03-02","b":"text","中":[1,"0.10",true,null]}'
    assert canonical(value) == written
    assert content_hash(value) == hashlib.sha256(written.encode("utf-8")).hexdigest()


def test_an_empty_mapping_has_the_published_hash() -> None:
    # SHA-256 of the two bytes "{}".
    known = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert content_hash({}) == known


@given(st.dictionaries(st.text("abcdef", max_size=4), TREES, max_size=6))
def test_the_order_of_keys_does_not_matter(tree: dict[str, Any]) -> None:
    turned = dict(reversed(tree.items()))
    assert canonical(tree) == canonical(turned)


@given(TREES)
def test_the_form_is_json_that_reads_back_to_itself(tree: Any) -> None:
    assert canonical(json.loads(canonical(tree))) == canonical(tree)


@given(st.lists(SCALARS, min_size=1, max_size=6), st.data())
def test_any_changed_value_changes_the_hash(values: list[Any], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(values) - 1))
    other = data.draw(SCALARS.filter(lambda new: canonical(new) != canonical(values[position])))
    changed = [*values[:position], other, *values[position + 1 :]]
    assert content_hash(changed) != content_hash(values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        (1, True),
        (None, ""),
        (None, "null"),
        ([], {}),
        (Decimal("1.0"), Decimal("1.00")),  # a document is what is written in it
        ("é", "e\u0301"),  # letters are taken as they stand
        ([1, 2], [2, 1]),
        ([[1], 2], [1, [2]]),
    ],
)
def test_these_are_different(one: object, other: object) -> None:
    assert content_hash(one) != content_hash(other)


def test_these_are_the_same() -> None:
    assert content_hash(0) == content_hash(-0)
    assert content_hash((1, 2)) == content_hash([1, 2])
    assert content_hash({2026: "a"}) == content_hash({"2026": "a"})
    assert content_hash(Decimal("1E+3")) == content_hash(Decimal("1000"))


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (0.1, TypeError),
        ({"a": [1.0]}, TypeError),
        ({1, 2}, TypeError),
        (b"a", TypeError),
        ({None: 1}, TypeError),
        ({True: 1}, TypeError),
        ({0.5: 1}, TypeError),
        ({1: "a", "1": "b"}, ValueError),
        (Decimal("NaN"), ValueError),
        (Decimal("Infinity"), ValueError),
    ],
)
def test_what_has_no_single_form_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical(value)


LAID_OUT_OTHERWISE = """\
# The same document as another editor would write it.
jurisdiction:   "CN"
id: cn/yields
kind: series          # a remark
title:
  en: Ten-year treasury yield
  zh: '十年期国债收益率'

"""


def test_layout_and_remarks_do_not_change_a_documents_hash(tmp_path: Path) -> None:
    written = put(tmp_path / "a")
    versions = YIELDS[YIELDS.index("versions:") :].replace("\n", "  # a remark\n")
    put(tmp_path / "b", yields=(LAID_OUT_OTHERWISE + versions).replace("\n", "\r\n"))
    hashes = {Shelf(folder).hash_of("cn/yields") for folder in (written, tmp_path / "b")}
    assert len(hashes) == 1


def branches(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all leaves of a tree."""
    if isinstance(node, dict):
        return [place for key in node for place in branches(node[key], (*path, key))]
    if isinstance(node, list):
        return [place for n, item in enumerate(node) for place in branches(item, (*path, n))]
    return [path]


def test_each_value_of_a_document_is_in_its_hash() -> None:
    tree = read_tree(YIELDS, "a.yaml").tree
    hashes = {content_hash(tree)}
    places = branches(tree)
    for place in places:
        changed = copy.deepcopy(tree)
        node = changed
        for part in place[:-1]:
            node = node[part]
        node[place[-1]] = "changed"
        hashes.add(content_hash(changed))
    assert len(hashes) == len(places) + 1
