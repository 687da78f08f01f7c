"""Citations that can be followed: the register of instruments, passages, and a user's own texts."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

import engine
from engine.law import (
    Citation,
    Document,
    Evidence,
    Faults,
    Instruments,
    OfficialTexts,
    Series,
    Shelf,
    altered,
    folded,
    passage_hash,
)

ROOT = Path(__file__).parents[2]
engine.make_known(*engine.ROOMS_WITH_KINDS)
SHELF = Shelf(ROOT / "tariffs")

LAW = """某法（示例）

第一章　总则

第一条　本法所称收费，是指下列事项：
（一）按次收费；
（二）按期收费。

第二条　收费标准为５％，由经营者公布。
经营者不得另行收费。
"""
SECOND = "第二条 收费标准为5%,由经营者公布。经营者不得另行收费。"


def register(passages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "register",
        "of": "instruments",
        "id": "cn/instruments",
        "title": {"zh": "文件登记", "en": "Instruments"},
        "jurisdiction": "CN",
        "versions": [
            {
                "published": "2026-01-01",
                "from": "2026-01-01",
                "cites": [
                    {"instrument": "登记", "evidence": "illustrative", "applies": "directly"}
                ],
                "instruments": [
                    {
                        "name": "某法",
                        "title": "某法（示例）",
                        "seen": "2026-01-02",
                        "passages": [
                            {"article": name, "hash": found} for name, found in passages.items()
                        ],
                        **more,
                    }
                ],
            }
        ],
    }


def shelf(folder: Path, cites: dict[str, Any], registered: dict[str, Any] | None) -> Shelf:
    """A shelf with one series that cites, and a register where there is one."""
    series = {
        "kind": "series",
        "id": "cn/yields",
        "title": {"zh": "甲", "en": "A"},
        "jurisdiction": "CN",
        "versions": [
            {
                "published": "2026-01-01",
                "from": "2026-01-01",
                "unit": "percent",
                "cites": [{"evidence": "text", "applies": "directly", **cites}],
                "points": [{"period": "2025", "value": "1"}, {"period": "2026", "value": "2"}],
            }
        ],
    }
    (folder / "cn").mkdir(parents=True, exist_ok=True)
    for document in [series, *([registered] if registered else [])]:
        place = folder / f"{document['id']}.yaml"
        place.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return Shelf(folder)


def cited(on: Shelf) -> Citation:
    return on.get("cn/yields", Series).versions[0].points[0].cites[0]


def all_citations(value: Any) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from all_citations(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from all_citations(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from all_citations(item)


# --- the shipped documents ------------------------------------------------------------


def test_no_text_mark_of_the_shipped_law_leads_nowhere() -> None:
    read = 0
    for identifier in SHELF.identifiers():
        for one in all_citations(SHELF.get(identifier, Document)):
            if one.evidence is Evidence.TEXT:
                read += 1
                assert one.article is not None, (identifier, one.named)
                assert one.address is not None or one.passage is not None, (identifier, one.named)
                assert one.seen is not None, (identifier, one.named)
        assert SHELF.check(identifier) == ()
    assert read > 100


def test_no_text_of_law_is_shipped() -> None:
    """Hashes and addresses only: the longest run of Chinese in the register is a title or note."""
    written = (ROOT / "tariffs" / "cn" / "instruments.yaml").read_text(encoding="utf-8")
    assert max(len(line) for line in written.splitlines()) < 400
    for one in SHELF.get("cn/instruments", Instruments).versions[-1].instruments:
        for passage in one.passages:
            assert all(len(each) == 64 for each in passage.hash)


# --- what the register adds -----------------------------------------------------------


def test_a_passage_is_known_by_its_words_and_not_by_how_they_are_set(tmp_path: Path) -> None:
    plain = "第二条收费标准为5%,由经营者公布。经营者不得另行收费。"
    assert folded(SECOND) == plain
    expected = hashlib.sha256(plain.encode()).hexdigest()
    for written in (SECOND, "第二条　收费标准为５％，由经营者公布。\n\n  经营者不得另行收费。"):
        assert passage_hash(written) == expected
    # Punctuation is part of the words, and of two kinds only full and half width are one.
    assert passage_hash(SECOND.replace("。", "；")) != expected


def test_a_citation_carries_what_the_register_says(tmp_path: Path) -> None:
    found = passage_hash(SECOND)
    known = register({"第二条": found}, address="https://example.cn/law")
    one = cited(shelf(tmp_path, {"instrument": "某法", "article": "第二条"}, known))
    assert (one.address, one.passage) == ("https://example.cn/law", (found,))
    assert one.seen is not None and one.seen.isoformat() == "2026-01-02"
    # What the citation says of itself stays.
    own = {"instrument": "某法", "article": "第二条", "address": "https://elsewhere.cn"}
    one = cited(shelf(tmp_path, own, known))
    assert (one.address, one.seen, one.passage) == ("https://elsewhere.cn", None, (found,))
    # Another article of it has the address and no passage; another instrument has nothing.
    one = cited(shelf(tmp_path, {"instrument": "某法", "article": "第三条"}, known))
    assert (one.address, one.passage) == ("https://example.cn/law", None)
    one = cited(shelf(tmp_path, {"instrument": "某条例", "article": "第二条"}, known))
    assert (one.address, one.passage) == (None, None)


@pytest.mark.parametrize(
    ("article", "parts"),
    [
        ("（一）", ["（一）"]),
        ("（一）（二）", ["（一）", "（二）"]),
        ("（二）及（一）", ["（二）", "（一）"]),
        ("（一）、（九）", None),
        ("（一）第二句", None),
    ],
)
def test_articles_cited_together_have_the_passages_of_each(
    tmp_path: Path, article: str, parts: list[str] | None
) -> None:
    known = {name: passage_hash(name) for name in ("（一）", "（二）", "（十）")}
    one = cited(shelf(tmp_path, {"instrument": "某法", "article": article}, register(known)))
    expected = None if parts is None else tuple(known[part] for part in parts)
    assert one.passage == expected


def test_the_hash_of_a_document_does_not_depend_on_the_register(tmp_path: Path) -> None:
    cites = {"instrument": "某法", "article": "第二条"}
    with_it = shelf(tmp_path / "a", cites, register({"第二条": passage_hash(SECOND)}))
    without = shelf(tmp_path / "b", cites, None)
    assert with_it.hash_of("cn/yields") == without.hash_of("cn/yields")


def test_what_a_record_keeps_of_a_citation_does_not_depend_on_the_register(tmp_path: Path) -> None:
    cites = {"instrument": "某法", "article": "第二条"}
    known = register({"第二条": passage_hash(SECOND)}, address="https://example.cn/law")
    with_it = cited(shelf(tmp_path / "a", cites, known))
    assert with_it.as_cited() == cited(shelf(tmp_path / "b", cites, None))
    own = Citation.model_validate(
        {**cites, "address": "https://a.cn", "evidence": "text", "applies": "directly"}
    )
    assert own.as_cited() == own


def test_a_faulty_register_hinders_nothing_and_is_told_by_its_own_check(tmp_path: Path) -> None:
    known = register({"第二条": "not a hash"})
    on = shelf(tmp_path, {"instrument": "某法", "article": "第二条"}, known)
    assert cited(on).passage is None
    assert [fault.key for fault in on.check("cn/instruments")] == ["law.not_a_hash"]


def test_a_register_says_each_thing_once_and_leads_somewhere(tmp_path: Path) -> None:
    known = register({})
    known["versions"][0]["instruments"] *= 2
    on = shelf(tmp_path, {"instrument": "某法", "article": "第二条"}, known)
    assert sorted(fault.key for fault in on.check("cn/instruments")) == [
        "law.instrument_unread",
        "law.instrument_unread",
        "law.repeated_entry",
    ]


# --- what check finds -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("cites", "key"),
    [
        ({"instrument": "某法"}, "law.text_without_article"),
        ({"instrument": "某法", "address": "https://a.cn"}, "law.text_without_article"),
        ({"instrument": "某法", "article": "第二条"}, "law.text_leads_nowhere"),
        ({"instrument": "某法", "article": "第二条", "address": "https://a.cn"}, None),
        ({"instrument": "某法", "article": "第二条", "passage": "0" * 64}, None),
        ({"instrument": "某法", "evidence": "secondary"}, None),
    ],
)
def test_check_tells_a_text_mark_that_leads_nowhere(
    tmp_path: Path, cites: dict[str, Any], key: str | None
) -> None:
    found = shelf(tmp_path, cites, None).check("cn/yields")
    expected = [] if key is None else [(key, "versions[0].cites[0]")]
    assert [(fault.key, fault.place) for fault in found] == expected


def test_it_is_told_and_the_document_is_used_all_the_same(tmp_path: Path) -> None:
    on = shelf(tmp_path, {"instrument": "某法"}, None)
    assert on.check("cn/yields") and cited(on).named == "某法"


@pytest.mark.parametrize("passage", ["", "0" * 63, "G" * 64, 5, ["0" * 64, "x"]])
def test_a_passage_that_is_no_hash_is_refused(passage: object) -> None:
    with pytest.raises(ValidationError):
        Citation.model_validate(
            {"instrument": "某法", "evidence": "text", "applies": "directly", "passage": passage}
        )


# --- a user's own texts ---------------------------------------------------------------


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "law.txt").write_text(LAW, encoding="utf-8")
    return folder


def passage(*hashes: str) -> Citation:
    return Citation.model_validate(
        {"instrument": "某法", "evidence": "text", "applies": "directly", "passage": hashes}
    )


def test_a_clause_is_found_over_its_paragraphs_and_shown_as_it_is_written(texts: Path) -> None:
    found = OfficialTexts(texts).clause(passage(passage_hash(SECOND)))
    assert found is not None and found.file.name == "law.txt"
    assert found.text == "第二条　收费标准为５％，由经营者公布。\n经营者不得另行收费。"
    opening = passage_hash("第一条 本法所称收费，是指下列事项：")
    item = passage_hash("（二）按期收费。")
    both = OfficialTexts(texts).clause(passage(opening, item))
    assert both is not None
    assert both.text == "第一条　本法所称收费，是指下列事项：\n（二）按期收费。"
    assert OfficialTexts(texts).clause(passage(opening, "0" * 64)) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_may_be_set_otherwise_than_the_one_that_was_read(
    tmp_path: Path, encoding: str
) -> None:
    """In one line, as Markdown, in another encoding: the words are the same."""
    one_line = "".join(LAW.split())
    marked = "\n".join(
        f"## **{line}**" if "第" in line else f"- {line}" for line in LAW.split("\n")
    )
    for name, content in (("a.txt", one_line), ("b.md", marked)):
        folder = tmp_path / encoding / name
        folder.mkdir(parents=True)
        (folder / name).write_text(content, encoding=encoding)
        assert OfficialTexts(folder).clause(passage(passage_hash(SECOND))) is not None


@given(place=st.integers(0, len("".join(SECOND.split())) - 1), other=st.sampled_from("乙丙9;"))
@settings(max_examples=rounds(quick=40, full=2_000), deadline=None)
def test_a_passage_changed_by_one_character_is_told(
    tmp_path_factory: pytest.TempPathFactory, place: int, other: str
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    words = "".join(SECOND.split())
    assert words[place] != other
    changed = words[:place] + other + words[place + 1 :]
    (folder / "law.txt").write_text(f"某法（示例）\n\n{changed}\n", encoding="utf-8")
    known = register({"第二条": passage_hash(SECOND)})
    on = shelf(folder / "shelf", {"instrument": "某法", "article": "第二条"}, known)
    texts = OfficialTexts(folder)
    registered = on.get("cn/instruments", Instruments)
    told: set[str] = set()
    found = list(altered(registered, on.registers(), texts, told))
    assert [one.key for one in found] == ["law.passage_gone"]
    # Told once, not again by who cites it; told by the document where the register is not asked.
    series = on.get("cn/yields", Document)
    assert list(altered(series, on.registers(), texts, told)) == []
    assert len(list(altered(series, on.registers(), texts, set()))) == 1
    # Unchanged, and where the instrument has no text at all, nothing is told.
    (folder / "law.txt").write_text(f"某法（示例）\n\n{words}\n", encoding="utf-8")
    assert list(altered(series, on.registers(), OfficialTexts(folder), set())) == []
    (folder / "law.txt").write_text("另一部法\n\n第二条 别的。\n", encoding="utf-8")
    assert list(altered(series, on.registers(), OfficialTexts(folder), set())) == []
    shutil.rmtree(folder)
    tried("passages changed by one character", passages=1)


def test_a_folder_without_texts_is_a_fault(tmp_path: Path) -> None:
    for folder, key in ((tmp_path / "none", "law.no_folder"), (tmp_path, "law.no_texts")):
        with pytest.raises(Faults) as caught:
            OfficialTexts(folder)
        assert [fault.key for fault in caught.value.faults] == [key]
    (tmp_path / "a.txt").write_bytes(b"\xff\xff\xff")
    with pytest.raises(Faults) as caught:
        OfficialTexts(tmp_path)
    assert [fault.key for fault in caught.value.faults] == ["law.unreadable_text"]


def test_a_register_that_varies_another_is_read_with_it(tmp_path: Path) -> None:
    """What it varies need not be called a register, and is looked for in no register itself."""
    found = passage_hash(SECOND)
    base = register({"第二条": found}) | {"id": "cn/base"}
    version = {name: base["versions"][0][name] for name in ("published", "from", "cites")}
    varying = {name: value for name, value in base.items() if name != "versions"}
    varying |= {"id": "cn/instruments", "varies": "cn/base", "versions": [version]}
    shelf(tmp_path, {"instrument": "某法", "article": "第二条"}, base)
    on = shelf(tmp_path, {"instrument": "某法", "article": "第二条"}, varying)
    assert on.check("cn/instruments") == ()
    assert cited(on).passage == (found,)
