"""The shelf: nothing outside it, nothing on it passed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders.shelf import CONDITIONS, YIELDS, put

from engine.law import Conditions, Faults, Series, Shelf


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path / "tariffs")


def refusal(shelf: Shelf, identifier: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        shelf.get(identifier, Series)
    return [fault.key for fault in caught.value.faults]


def test_documents_are_found_by_id(root: Path) -> None:
    shelf = Shelf(root)
    assert shelf.identifiers() == ("cn/yields", "demo/conditions")
    assert shelf.get("cn/yields", Series).title.zh == "十年期国债收益率"
    assert [document.id for document in shelf.of_kind(Conditions)] == ["demo/conditions"]
    assert list(shelf.of_kind(Series, jurisdiction="DEMO")) == []
    assert shelf.strays() == ()


def test_a_document_of_another_kind_is_not_handed_out(root: Path) -> None:
    with pytest.raises(Faults) as caught:
        Shelf(root).get("demo/conditions", Series)
    (fault,) = caught.value.faults
    assert (fault.key, fault.place, fault.line, fault.value) == (
        "law.other_kind", "kind", 1, "register",
    )  # fmt: skip


@pytest.mark.parametrize(
    "identifier",
    [
        "../secret/yields",
        "cn/../../secret/yields",
        "./cn/yields",
        "cn//yields",
        "cn/yields/",
        "",
        "/",
        "..",
        "cn\\yields",
        "C:/secret/yields",
        "cn/yields\0",
        "cn/" + "y" * 5000,
        "cn/none",
    ],
)
def test_no_id_leads_off_the_shelf(root: Path, identifier: str) -> None:
    put(root.parent / "secret", yields=YIELDS)
    shelf = Shelf(root)
    assert not shelf.has(identifier)
    assert refusal(shelf, identifier) == ["law.no_document"]


def test_an_absolute_path_is_no_id(root: Path) -> None:
    outside = put(root.parent / "secret") / "cn" / "yields"
    assert outside.with_suffix(".yaml").is_file()
    assert not Shelf(root).has(str(outside))
    assert refusal(Shelf(root), str(outside)) == ["law.no_document"]


def test_a_shelf_without_folders_is_empty() -> None:
    assert Shelf().identifiers() == ()
    assert refusal(Shelf(), "cn/yields") == ["law.no_document"]


def test_the_first_folder_gives_the_document(root: Path) -> None:
    draft = put(root.parent / "draft", yields=YIELDS.replace("2.763", "2.5"))
    (draft / "demo" / "conditions.yaml").unlink()
    shelf = Shelf(draft, root)
    assert str(shelf.get("cn/yields", Series).versions[0].points[0].value) == "2.5"
    assert shelf.has("demo/conditions")
    assert shelf.identifiers() == ("cn/yields", "demo/conditions")


def test_every_file_is_a_document_or_is_told(root: Path) -> None:
    strange = ["a.yml", "b.YAML", "c.json", "d.txt", "e", "yields.yaml.bak"]
    for name in [*strange, "README.md", ".hidden.yml"]:
        (root / "cn" / name).write_text(YIELDS, encoding="utf-8")
    (root / "cn" / "broken.yaml").symlink_to("nowhere.yaml")
    hidden = root / ".git"
    hidden.mkdir()
    (hidden / "x.yaml").write_text(YIELDS, encoding="utf-8")
    shelf = Shelf(root)
    told = {Path(fault.file).name: fault.key for fault in shelf.strays()}
    assert told == dict.fromkeys(strange, "law.not_a_document") | {"broken.yaml": "law.no_file"}
    assert shelf.identifiers() == ("cn/yields", "demo/conditions")


def test_a_folder_with_the_name_of_a_document_is_a_folder(root: Path) -> None:
    folder = root / "cn" / "list.yaml"
    folder.mkdir()
    shelf = Shelf(root)
    assert not shelf.has("cn/list")
    (folder / "yields.yaml").write_text(YIELDS, encoding="utf-8")
    assert "cn/list.yaml/yields" in shelf.identifiers(), "what lies in it is not passed over"


def test_linked_folders_are_read_once_and_circles_end(root: Path) -> None:
    elsewhere = put(root.parent / "elsewhere")
    (root / "linked").symlink_to(elsewhere / "cn", target_is_directory=True)
    (root / "cn" / "around").symlink_to(root, target_is_directory=True)
    assert Shelf(root).identifiers() == ("cn/yields", "demo/conditions", "linked/yields")


@pytest.mark.parametrize(
    ("content", "place", "line", "key"),
    [
        ("", "", None, "law.empty"),
        ("- a\n- b\n", "", 1, "law.not_a_mapping"),
        ("just words\n", "", 1, "law.not_a_mapping"),
        ("id: cn/yields\n", "kind", 1, "law.missing"),
        ("id: cn/yields\nkind: yield\n", "kind", 2, "law.no_such_kind"),
        ("id: cn/yields\nkind: register\nof: nothing\n", "of", 3, "law.no_such_kind"),
        ("kind: [series]\n", "kind", 1, "law.no_such_kind"),
    ],
)
def test_files_that_are_no_documents(
    root: Path, content: str, place: str, line: int | None, key: str
) -> None:
    (root / "cn" / "yields.yaml").write_text(content, encoding="utf-8")
    (fault,) = Shelf(root).check("cn/yields")
    assert (fault.place, fault.line, fault.key) == (place, line, key)
    with pytest.raises(Faults):
        Shelf(root).hash_of("cn/yields")


def test_the_id_is_the_place(root: Path) -> None:
    (root / "cn" / "rates.yaml").write_text(YIELDS, encoding="utf-8")
    (fault,) = Shelf(root).check("cn/rates")
    assert (fault.place, fault.line, fault.key) == ("id", 2, "law.id_is_not_path")
    assert fault.values == {"expected": "cn/rates"}


def test_what_stands_twice_is_told(root: Path) -> None:
    put(
        root,
        yields=YIELDS.replace('"2023"', '"2022"'),
        conditions=CONDITIONS.replace("purpose-kept", "no-resale"),
    )
    shelf = Shelf(root)
    told = [
        (fault.place, fault.value, fault.key)
        for identifier in shelf.identifiers()
        for fault in shelf.check(identifier)
    ]
    assert told == [
        ("versions[0].points[1]", "2022", "law.repeated_entry"),
        ("versions[0].entries[1]", "no-resale", "law.repeated_entry"),
    ]


def test_a_faulty_document_does_not_stop_the_search_for_another_kind(root: Path) -> None:
    put(root, conditions=CONDITIONS.replace("entries:", "entry:"))
    shelf = Shelf(root)
    assert [document.id for document in shelf.of_kind(Series)] == ["cn/yields"]
    with pytest.raises(Faults):
        list(shelf.of_kind(Conditions))


def test_a_document_is_read_once_also_where_it_cannot_be(root: Path) -> None:
    """What stands beside a register asks for it: one that is long and wrong is not read each time."""
    put(root, yields="kind: series\nk: 1\nk: 2\n")
    shelf = Shelf(root)
    first = refusal(shelf, "cn/yields")
    (root / "cn" / "yields.yaml").write_text(YIELDS, encoding="utf-8")
    assert refusal(shelf, "cn/yields") == first
    assert Shelf(root).get("cn/yields", Series).id == "cn/yields"


def test_faults_name_the_file_from_the_working_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "cn" / "yields.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(root.parent)
    assert Shelf(Path("tariffs")).check("cn/yields")[0].file == "tariffs/cn/yields.yaml"
    assert Shelf(root).check("cn/yields")[0].file == "tariffs/cn/yields.yaml"
    monkeypatch.chdir(os.sep)
    assert Shelf(root).check("cn/yields")[0].file.endswith("tariffs/cn/yields.yaml")


def test_a_shelf_opened_anew_reads_what_changed_and_one_that_is_open_stays(root: Path) -> None:
    """What was read in this process is found again only while all that it rests on is the same."""
    before = Shelf(root)
    first = before.get("cn/yields", Series)
    assert Shelf(root).get("cn/yields", Series) is first
    file = root / "cn" / "yields.yaml"
    file.write_text(YIELDS.replace("value: 1.7", "value: 1.8"), "utf-8")
    after = Shelf(root)
    assert after.get("cn/yields", Series) != first
    assert after.hash_of("cn/yields") != before.hash_of("cn/yields")
    assert before.get("cn/yields", Series) is first
    file.write_text(YIELDS.replace("value: 1.7", "value: many"), "utf-8")
    assert refusal(Shelf(root), "cn/yields")
    assert refusal(Shelf(root), "cn/yields")
    file.write_text(YIELDS, "utf-8")
    assert Shelf(root).get("cn/yields", Series) == first
