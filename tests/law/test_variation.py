"""A document that varies another: what is taken over, what differs, and what is wrong with it."""

from __future__ import annotations

import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from builders.shelf import CONDITIONS, YIELDS, put

from engine.law import (
    Change,
    Conditions,
    Document,
    Series,
    Shelf,
    compare_days,
    content_hash,
    installed,
    laid_over,
    read_yaml,
    written_path,
)
from engine.text import Language

for room in ("catalogue", "rules", "tariff", "method"):
    import_module(f"engine.{room}")

TARIFFS = installed("tariffs")
PLACE = "演示省规定"
HEAD = """\
kind: {kind}
id: {id}
varies: {varies}
title: {{zh: 演示省, en: Demo province}}
jurisdiction: DEMO
versions:
  - published: {first}
    from: {first}
    cites: [{{instrument: 演示省规定, evidence: illustrative, applies: directly}}]
"""
CITED = (
    "cites: [{instrument: 演示省规定, article: 第二条, evidence: illustrative, applies: directly}]"
)


def head(kind: str, identifier: str, varies: str, first: datetime.date) -> str:
    return HEAD.format(kind=kind, id=identifier, varies=varies, first=first)


YIELDS_HEAD = head("series", "demo/yields", "cn/yields", datetime.date(2024, 7, 1))
CONDITIONS_HEAD = head(
    "register\nof: conditions", "demo/own", "demo/conditions", datetime.date(2025, 7, 1)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path)


def write(root: Path, content: str, name: str) -> Path:
    path = root / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def conditions(root: Path, entries: str) -> Conditions:
    write(root, f"{CONDITIONS_HEAD}    entries:\n{entries}", "demo/own")
    assert Shelf(root).check("demo/own") == ()
    return Shelf(root).get("demo/own", Conditions)


def ids(document: Conditions) -> list[str]:
    return [entry.id for entry in document.versions[0].entries]


def faults(root: Path, identifier: str) -> set[tuple[str, str, int | None, str]]:
    return {
        (Path(fault.file).name, fault.place, fault.line, fault.key)
        for fault in Shelf(root).check(identifier)
    }


# --- what is taken over, what differs --------------------------------------------------------


@pytest.mark.parametrize("identifier", Shelf(TARIFFS).identifiers())
def test_where_nothing_differs_the_whole_is_the_base_in_every_version(
    identifier: str, tmp_path: Path
) -> None:
    """Of every document shipped, of whatever kind; where it varies none, its hash is that of its
    own values."""
    tree = read_yaml(TARIFFS / f"{identifier}.yaml").tree
    shelf = Shelf(tmp_path, TARIFFS)
    base: Document[Any] = shelf.get(identifier, Document)
    assert (shelf.hash_of(identifier) == content_hash(tree)) == ("varies" not in tree)
    kind = f"{tree['kind']}\nof: {tree['of']}" if "of" in tree else tree["kind"]
    earliest = min(version.from_.start for version in base.versions)
    write(tmp_path, head(kind, "demo/same", identifier, earliest), "demo/same")
    assert shelf.check("demo/same") == ()
    same: Document[Any] = shelf.get("demo/same", Document)
    assert len(same.versions) == len(base.versions)
    for version in base.versions:
        day = version.from_.start
        for found in compare_days(base, day, same, day):
            if found.before == identifier and found.after == "demo/same":
                continue  # where the base names itself, the variation names itself
            place, _, below = written_path(found.path).partition(".")
            assert place in {"id", "varies", "title", "jurisdiction", "cites", "published", "from"}
            assert not below


def test_what_differs_rests_on_the_place_and_all_else_on_the_base(root: Path) -> None:
    write(
        root,
        YIELDS_HEAD + f"    points:\n      - {{period: '2022', value: 3.5, {CITED}}}\n",
        "demo/yields",
    )
    version = Shelf(root).get("demo/yields", Series).in_force(datetime.date(2024, 12, 31))
    assert version is not None
    assert [(point.period, str(point.value)) for point in version.points] == [
        ("2022", "3.5"),
        ("2023", "2.722"),
    ]
    assert [point.cites[0].named for point in version.points] == [
        "演示省规定 第二条",
        "中债国债收益率曲线",
    ]
    assert version.unit == "percent"


def test_it_follows_the_base_from_version_to_version(root: Path) -> None:
    """The base's first version ends on 2024-12-31, its second begins on 2025-01-02: on the day
    between none is in force; 2022 differs in each that has it, and is new in the second.
    """
    write(
        root,
        YIELDS_HEAD + f"    points:\n      - {{period: '2022', value: 3.5, {CITED}}}\n",
        "demo/yields",
    )
    series = Shelf(root).get("demo/yields", Series)
    found = {
        day: None
        if (version := series.in_force(datetime.date.fromisoformat(day))) is None
        else {point.period: str(point.value) for point in version.points}
        for day in ("2024-06-30", "2024-07-01", "2024-12-31", "2025-01-01", "2025-01-02")
    }
    before, after = (
        {"2022": "3.5", "2023": "2.722"},
        {"2024": "2.191", "2025": "1.7", "2022": "3.5"},
    )
    assert list(found.values()) == [None, before, before, None, after]


def test_pieces_are_added_put_in_place_moved_and_removed(root: Path) -> None:
    new = f"{{id: new, text: {{zh: 新, en: New}}, {CITED}}}"
    assert ids(conditions(root, f"      - {new}\n")) == ["no-resale", "purpose-kept", "new"]
    placed = new.replace("{id: new,", "{id: new, before: no-resale,")
    assert ids(conditions(root, f"      - {placed}\n")) == ["new", "no-resale", "purpose-kept"]
    moved = f"{{id: purpose-kept, before: no-resale, {CITED}}}"
    assert ids(conditions(root, f"      - {moved}\n")) == ["purpose-kept", "no-resale"]
    removed = f"{{id: no-resale, removed: true, {CITED}}}"
    assert ids(conditions(root, f"      - {removed}\n")) == ["purpose-kept"]


def test_a_removed_piece_is_told_by_the_comparison(root: Path) -> None:
    document = conditions(root, f"      - {{id: no-resale, removed: true, {CITED}}}\n")
    day = datetime.date(2025, 7, 1)
    found = compare_days(Shelf(root).get("demo/conditions", Conditions), day, document, day)
    gone = [one for one in found if one.change is Change.REMOVED]
    assert [(written_path(one.path), one.said.zh) for one in gone] == [
        ("entries.no-resale", "删除条目：不得转售（内容 “不得转售”）")
    ]


def test_a_variation_may_itself_be_varied(root: Path) -> None:
    conditions(root, f"      - {{id: no-resale, text: {{zh: 省, en: Province}}, {CITED}}}\n")
    city = CONDITIONS_HEAD.replace("demo/own", "demo/city").replace("demo/conditions", "demo/own")
    own = f"      - {{id: purpose-kept, text: {{zh: 市, en: City}}, {CITED}}}\n"
    write(root, f"{city}    entries:\n{own}", "demo/city")
    found = Shelf(root).get("demo/city", Conditions)
    assert [entry.text.zh for entry in found.versions[0].entries] == ["省", "市"]


def test_the_hash_sees_the_whole(root: Path) -> None:
    entry = f"      - {{id: no-resale, text: {{zh: 省, en: Province}}, {CITED}}}\n"
    conditions(root, entry)
    before = Shelf(root).hash_of("demo/own")
    conditions(root, entry.replace("省", "全省"))
    differs = Shelf(root).hash_of("demo/own")
    conditions(root, f"# 注\n{entry}")
    assert Shelf(root).hash_of("demo/own") not in {differs}
    assert Shelf(root).hash_of("demo/own") == before
    # A change of the base, even of what it was read from, is a change of the whole.
    put(root, conditions=CONDITIONS.replace("applies: assumed", "applies: directly"))
    assert Shelf(root).hash_of("demo/own") not in {before, differs}


# --- what is wrong ---------------------------------------------------------------------------

OWN, BASE = "own.yaml", "conditions.yaml"
ENTRY = "{id: no-resale, text: {zh: 省, en: Province}, CITED}".replace("CITED", CITED)


@pytest.mark.parametrize(
    ("written", "sound", "expected"),
    [
        ("demo/none", "demo/conditions", (OWN, "varies", 4, "law.no_document")),
        ("demo/own", "demo/conditions", (OWN, "varies", 4, "law.varies_itself")),
        ("cn/yields", "demo/conditions", (OWN, "varies", 4, "law.varies_other_kind")),
        ("3", "demo/conditions", (OWN, "varies", 4, "law.not_text")),
        ("title: {zh: 演示省}", "title: {zh: 演示省, en: Demo province}",
         (OWN, "title.en", 5, "law.missing")),
        ("id: demo/elsewhere", "id: demo/own", (OWN, "id", 3, "law.id_is_not_path")),
        ("from: 2025-06-31", "from: 2025-07-01", (OWN, "versions[0].from", 9, "law.no_such_day")),
        ("from: 2024-01-01\n    until: 2024-02-01", "from: 2025-07-01",
         (OWN, "versions[0].from", 9, "law.varies_nothing_in_force")),
        ("cites: []", "cites: [{instrument: 演示省规定, evidence: illustrative, applies: directly}]",
         (OWN, "versions[0]", 8, "law.uncited")),
        # a piece that names nothing in the base and is not whole by itself
        ("{id: no-resal, CITES}", ENTRY, (OWN, "versions[0].entries[0]", 12, "law.varies_nothing")),
        ("{id: no-resal, removed: true, CITES}", ENTRY,
         (OWN, "versions[0].entries[0]", 12, "law.varies_nothing_removed")),
        ("{id: no-resale, removed: true}", ENTRY,
         (OWN, "versions[0].entries[0]", 12, "law.varies_uncited")),
        ("{id: no-resale, removed: false, CITES}", ENTRY,
         (OWN, "versions[0].entries[0].removed", 12, "law.not_one_of")),
        ("{id: no-resale, removed: true, text: gone, CITES}", ENTRY,
         (OWN, "versions[0].entries[0].text", 12, "law.unknown_key")),
        ("{id: no-resale, before: none, CITES}", ENTRY,
         (OWN, "versions[0].entries[0].before", 12, "law.not_one_of")),
        # what differs says where that stands, though the version around it cites
        ("{id: no-resale, text: {zh: 省, en: Province}}", ENTRY,
         (OWN, "versions[0].entries[0]", 12, "law.varies_uncited")),
        ("{id: purpose-kept, before: no-resale}", ENTRY,
         (OWN, "versions[0].entries[0]", 12, "law.varies_uncited")),
        ("{id: no-resale, txt: 省, CITES}", ENTRY,
         (OWN, "versions[0].entries[0].txt", 12, "law.unknown_key")),
        (f"{ENTRY}\n      - {ENTRY}", ENTRY,
         (OWN, "versions[0].entries[1]", 13, "law.repeated_entry")),
        ("{text: {zh: 省, en: Province}, CITES}", ENTRY,
         (OWN, "versions[0].entries[0].id", 12, "law.missing")),
    ],
)  # fmt: skip
def test_a_fault_names_the_places_own_file_and_line(
    root: Path, written: str, sound: str, expected: tuple[str, str, int, str]
) -> None:
    content = f"{CONDITIONS_HEAD}    entries:\n      - {ENTRY}\n"
    assert content.count(sound) == 1 or sound == ENTRY
    faulty = content.replace(sound, written.replace("CITES", CITED), 1)
    write(root, faulty, "demo/own")
    assert faults(root, "demo/own") == {expected}


def test_two_that_vary_each_other_are_refused(root: Path) -> None:
    write(root, f"{CONDITIONS_HEAD}    entries:\n      - {ENTRY}\n", "demo/own")
    put(root, conditions=CONDITIONS.replace("title:", "varies: demo/own\ntitle:", 1))
    assert faults(root, "demo/own") == {(BASE, "varies", 4, "law.varies_itself")}
    (fault,) = Shelf(root).check("demo/own")
    assert "demo/own → demo/conditions → demo/own" in fault.message(Language.EN)


def test_all_that_is_wrong_is_told_at_once(root: Path) -> None:
    faulty = (ENTRY.replace("zh:", "zu:"), "{id: none, removed: true}", "{id: purpose-kept, to: 1}")
    own = "".join(f"      - {entry}\n" for entry in faulty)
    write(root, f"{CONDITIONS_HEAD}    entries:\n{own}", "demo/own")
    assert {(fault[2], fault[3]) for fault in faults(root, "demo/own")} == {
        (12, "law.unknown_key"),
        (13, "law.varies_nothing_removed"),
        (13, "law.varies_uncited"),
        (14, "law.unknown_key"),
    }


def test_a_fault_of_what_was_taken_over_names_the_base(root: Path) -> None:
    write(root, f"{CONDITIONS_HEAD}    entries:\n      - {ENTRY}\n", "demo/own")
    put(root, conditions=CONDITIONS.replace("{id: purpose-kept, text", "{id: purpose-kept, txt"))
    assert {(fault[0], fault[2]) for fault in faults(root, "demo/own")} == {(BASE, 12)}
    # A flaw that only its kind's check finds, in the series taken over as a whole.
    put(root, YIELDS.replace('"2023"', '"2022"'))
    write(root, YIELDS_HEAD, "demo/yields")
    expected = ("yields.yaml", "versions[0].points[1]", 13, "law.repeated_entry")
    assert faults(root, "demo/yields") == {expected}


def test_a_draft_that_varies_a_document_of_its_own_name_is_told_apart(root: Path) -> None:
    written = f"{CONDITIONS_HEAD}    entries:\n      - {ENTRY}\n".replace(
        "demo/own", "city/conditions"
    )
    with laid_over(Shelf(root), written.replace("省", "市"), "草案") as draft:
        assert draft.faults == ()
    with laid_over(Shelf(root), written.replace("zh: 省", "zu: 省"), "草案") as draft:
        assert {(fault.file, fault.line) for fault in draft.faults} == {("草案", 12)}
    put(root, conditions=CONDITIONS.replace("{id: purpose-kept, text", "{id: purpose-kept, txt"))
    with laid_over(Shelf(root), written, "草案") as draft:
        assert {Path(fault.file).name for fault in draft.faults} == {BASE}
