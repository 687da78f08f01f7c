"""Whatever is wrong is told at once, in its place, in both languages, without English jargon."""

from __future__ import annotations

import copy
import datetime
import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from builders.shelf import CONDITIONS, YIELDS, line_of, put

from engine.law import Fault, Located, Shelf, checked, kinds, read_tree
from engine.law.reading.fault import Faults
from engine.text import Language, say

for room in ("catalogue", "rules", "tariff", "method"):
    import_module(f"engine.{room}")

TARIFFS = Path(__file__).parents[2] / "tariffs"

FIVE_FAULTS = """\
kind: series
id: cn/yield
title: {zh: 十年期国债收益率}
jurisdiction: NO
versions:
  - published: 2024-13-02
    from: 2024-01-02
    until: 2025-03-31
    unit: 5
    points:
      - {period: "24", value: 1e3, remark: x}
  - published: 2025-01-02
    from: 2025-01-02
    cites: [{instrument: 中债, evidence: read, applies: directly}]
    unit: percent
    points: []
"""


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    found = Shelf(put(tmp_path, yields=FIVE_FAULTS)).check("cn/yields")
    assert {(fault.place, fault.line, fault.key, fault.value) for fault in found} == {
        ("title.en", 3, "law.missing", None),
        ("versions[0].published", 6, "law.no_such_day", "2024-13-02"),
        ("versions[0].unit", 9, "law.not_text", 5),
        ("versions[0].points[0].period", 11, "law.not_a_period", "24"),
        ("versions[0].points[0].value", 11, "money.not_a_number", "1e3"),
        ("versions[0].points[0].remark", 11, "law.unknown_key", "x"),
        ("versions[1].cites[0].evidence", 14, "law.not_one_of", "read"),
        ("versions[1].points", 16, "law.too_short", None),
        # These ask for more than one look at a place, and are told all the same.
        ("id", 2, "law.id_is_not_path", "cn/yield"),
        ("versions[0]", 6, "law.uncited", None),
        ("versions[0].until", 8, "law.versions_overlap", datetime.date(2025, 3, 31)),
    }
    assert all(Path(fault.file).name == "yields.yaml" for fault in found)


def test_a_country_of_norway_stays_text(tmp_path: Path) -> None:
    found = Shelf(put(tmp_path, yields=FIVE_FAULTS)).check("cn/yields")
    assert not [fault for fault in found if fault.place == "jurisdiction"]


def test_repeated_keys_are_told_together_with_the_rest(tmp_path: Path) -> None:
    broken = CONDITIONS.replace("of: conditions\n", "of: conditions\nof: conditions\nremark: x\n")
    found = Shelf(put(tmp_path, conditions=broken)).check("demo/conditions")
    assert [(fault.place, fault.line, fault.key) for fault in found] == [
        ("of", 3, "law.repeated_key"),
        ("remark", 4, "law.unknown_key"),
    ]


def test_a_list_with_one_faulty_item_is_not_called_short(tmp_path: Path) -> None:
    broken = CONDITIONS.replace("id: no-resale", "id: No Resale")
    (fault,) = Shelf(put(tmp_path, conditions=broken)).check("demo/conditions")
    assert (fault.place, fault.value) == ("versions[0].entries[0].id", "No Resale")
    assert fault.key == "law.not_an_identifier"
    assert fault.line == line_of(broken, "No Resale")


def test_a_sentence_cut_by_a_comma_is_told_to_take_quotes(tmp_path: Path) -> None:
    broken = CONDITIONS.replace("zh: 不得转售", "zh: 不得转售, 不得转让")
    (fault,) = Shelf(put(tmp_path, conditions=broken)).check("demo/conditions")
    assert fault.place == "versions[0].entries[0].text.不得转让"
    assert "引号" in fault.message(Language.ZH)
    assert "quotes" in fault.message(Language.EN)


def test_the_message_holds_file_line_place_and_value(tmp_path: Path) -> None:
    broken = YIELDS.replace("value: 2.763", "value: 2.763e0")
    (fault,) = Shelf(put(tmp_path, yields=broken)).check("cn/yields")
    line = line_of(broken, "2.763e0")
    for language in Language:
        message = fault.message(language)
        assert f"cn/yields.yaml:{line} versions[0].points[0].value = 2.763e0" in message
    assert "科学记数法" in fault.message(Language.ZH)


CREDIT = (TARIFFS / "cn" / "credit-reference.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "now", "place", "key", "value"),
    [
        ("model: per_unit", "model: per_units", "charge.model", "law.not_one_of", "per_units"),
        ("model: per_unit, ", "", "charge.model", "law.missing", None),
    ],
)
def test_a_charge_of_no_known_model_is_told_at_its_model(
    tmp_path: Path, was: str, now: str, place: str, key: str, value: object
) -> None:
    assert was in CREDIT
    folder = tmp_path / "cn"
    folder.mkdir()
    (folder / "credit-reference.yaml").write_text(CREDIT.replace(was, now, 1), encoding="utf-8")
    found = Shelf(tmp_path).check("cn/credit-reference")
    told = [fault for fault in found if fault.place.endswith(place)]
    assert [(fault.key, fault.value) for fault in told] == [(key, value)]
    assert told[0].line == line_of(CREDIT, was)


WRONG: list[Any] = [
    None,
    True,
    -1,
    10**30,
    Decimal("1.5"),
    "",
    " ",
    "Nó such thing!",
    datetime.date(2026, 3, 2),
    [],
    ["a", 1],
    {},
    {"a": {"b": 1}},
]

JARGON = re.compile(r"\b(valid|input|string|integer|dict|tuple|instance|pydantic|schema|regex)\b")


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key in (
        node if isinstance(node, dict) else range(len(node) if isinstance(node, list) else 0)
    ):
        yield from places(node[key], (*path, key))


def changed(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of `tree` with `value` at `path`, sharing all that is not changed."""
    if not path:
        return value
    node = copy.copy(tree)
    node[path[0]] = changed(tree[path[0]], path[1:], value)
    return node


def small(tree: Any) -> Any:
    """`tree` with at most two items of each list, so that each shape is tried, not each line."""
    if isinstance(tree, dict):
        return {key: small(item) for key, item in tree.items()}
    return [small(item) for item in tree[:2]] if isinstance(tree, list) else tree


def samples() -> list[Path]:
    """The smallest real document of each kind."""
    shortest: dict[tuple[str, str], Path] = {}
    for path in sorted(TARIFFS.rglob("*.yaml"), key=lambda each: each.stat().st_size):
        tree = read_tree(path.read_text(encoding="utf-8"), path.name).tree
        shortest.setdefault((tree["kind"], tree.get("of", "")), path)
    return sorted(shortest.values())


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_nothing_that_validation_can_say_is_left_in_its_own_words(path: Path) -> None:
    located = read_tree(path.read_text(encoding="utf-8"), path.name)
    tree = small(located.tree)
    kind = next(each for each in kinds() if (each.name, each.of) == (tree["kind"], tree.get("of")))
    seen: dict[str, Fault] = {}
    for number, place in enumerate(places(tree)):
        # Each place gets a third of the wrong values, so that the whole stays quick.
        for value in WRONG[number % 3 :: 3] if place else WRONG:
            try:
                checked(kind.document, Located(path.name, changed(tree, place, value)))
            except Faults as faults:
                for fault in faults.faults:
                    seen.setdefault(f"{fault.key} {sorted(fault.values)}", fault)
    assert seen, "nothing was refused at all"
    for fault in seen.values():
        assert fault.key != "law.not_right", fault
        for language in Language:
            assert not JARGON.search(fault.message(language)), fault
        assert re.search("[\u4e00-\u9fff]", fault.message(Language.ZH)), fault


def test_a_pattern_is_never_shown_to_a_price_official(tmp_path: Path) -> None:
    broken = YIELDS.replace("id: cn/yields", "id: CN/Yields").replace('"2022"', '"22"')
    found = Shelf(put(tmp_path, yields=broken)).check("cn/yields")
    assert {fault.key for fault in found} == {"law.not_a_document_id", "law.not_a_period"}
    for fault in found:
        for language in Language:
            said = say(fault.key, language, **fault.values)
            assert not re.search(r"[\\^$+*\[\]]", said)


def test_faults_are_plain_data(tmp_path: Path) -> None:
    found = Shelf(put(tmp_path, yields=FIVE_FAULTS)).check("cn/yields")
    assert json.dumps([str(fault.value) for fault in found])
    assert str(Faults(found)).count("\n") == len(found) - 1


def test_the_real_documents_are_sound() -> None:
    shelf = Shelf(TARIFFS)
    found = [fault for identifier in shelf.identifiers() for fault in shelf.check(identifier)]
    assert [fault.message(Language.EN) for fault in [*found, *shelf.strays()]] == []


def test_a_real_document_with_its_citation_deleted_is_refused(tmp_path: Path) -> None:
    shutil.copytree(TARIFFS, tmp_path / "tariffs")
    path = tmp_path / "tariffs" / "cn" / "series" / "treasury-10-year.yaml"
    written = path.read_text(encoding="utf-8")
    tree = read_tree(written, path.name).tree
    assert tree["versions"][0]["cites"], "the version cites something to begin with"
    lines = written.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.strip().startswith("cites:"))
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while len(lines[end]) - len(lines[end].lstrip()) > depth or lines[end].lstrip().startswith("-"):
        end += 1
    path.write_text("".join(lines[:start] + lines[end:]), encoding="utf-8")
    found = Shelf(tmp_path / "tariffs").check("cn/series/treasury-10-year")
    assert {fault.key for fault in found} == {"law.uncited"}


def mappings(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every mapping in plain values."""
    if isinstance(node, dict):
        yield path
    pairs = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in pairs:
        yield from mappings(value, (*path, key))


def with_stranger(tree: Any, path: tuple[str | int, ...]) -> tuple[Any, set[str]]:
    """A copy with a key more at `path`, and the keys that stand there already."""
    tree = copy.deepcopy(tree)
    node = tree
    for part in path:
        node = node[part]
    keys = set(node)
    node["stranger"] = {"a": 1}
    return tree, keys


@pytest.mark.parametrize(
    "identifier",
    ["demo/price-list", "cn/supply", "cn/refund-of-overcharges", "demo/authorisations", "cn/rates"],
)
def test_an_unknown_key_is_answered_with_those_that_are_known_there(identifier: str) -> None:
    file = f"{identifier}.yaml"
    tree = read_tree((TARIFFS / file).read_text("utf-8"), file).tree
    model = next(
        kind.document for kind in kinds() if (kind.name, kind.of) == (tree["kind"], tree.get("of"))
    )
    places, told = list(mappings(tree)), 0
    for path in places:
        other, keys = with_stranger(tree, path)
        with pytest.raises(Faults) as raised:
            checked(model, Located(file, other))
        for fault in raised.value.faults:
            if fault.key == "law.unknown_key" and fault.place.endswith("stranger"):
                told += 1
                assert keys <= set(str(fault.values["allowed"]).split(", ")), path
    assert told > 0.8 * len(places)  # in the others any key may stand, and its value is refused
