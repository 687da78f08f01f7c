"""Citations: nothing may resolve to none, and a result stands as well as its weakest piece."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders.shelf import CONDITIONS, YIELDS, put, without
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from engine.law import (
    Applies,
    Citation,
    Cited,
    Conditions,
    Declaration,
    Evidence,
    Model,
    Series,
    Shelf,
    cited,
    marks,
    standing,
    stands,
)
from engine.law.model.document import uncited, with_inherited_citations
from engine.text import Text

# DESIGN: weakest last.
EVIDENCE = ["text", "computed", "secondary", "assumption", "illustrative"]
APPLIES = ["directly", "by_analogy", "assumed"]


def cite(instrument: str = "甲", evidence: str = "text", applies: str = "directly") -> Citation:
    return Citation(instrument=instrument, evidence=Evidence(evidence), applies=Applies(applies))


@given(st.lists(st.tuples(st.sampled_from(EVIDENCE), st.sampled_from(APPLIES)), min_size=1))
def test_each_mark_is_the_weakest_on_its_own(marks: list[tuple[str, str]]) -> None:
    found = standing(cite(evidence=read, applies=governs) for read, governs in marks)
    assert EVIDENCE.index(found.evidence.value) == max(EVIDENCE.index(read) for read, _ in marks)
    assert APPLIES.index(found.applies.value) == max(APPLIES.index(governs) for _, governs in marks)


def test_what_is_assumed_is_listed_and_declarations_stand_apart() -> None:
    read, assumed = cite("甲"), cite("乙", "assumption")
    shown, analogy = cite("丙", "illustrative"), cite("丁", "secondary", "by_analogy")
    stretched = cite("戊", "text", "assumed")
    declared = Declaration(file="submission.yaml", place="items[0]")
    found = standing([read, assumed, declared, shown, analogy, stretched, read])
    assert found.citations == (read, assumed, shown, analogy, stretched), "each once, in order"
    assert found.assumptions == (assumed, shown, stretched)
    assert found.declarations == (declared,)


def test_only_declared_inputs_weaken_nothing() -> None:
    found = standing([Declaration(file="a.yaml", place="b")])
    assert (found.evidence, found.applies, found.citations) == ("text", "directly", ())


@pytest.mark.parametrize("instrument", ["", " ", "\n\t"])
def test_a_blank_citation_is_none(instrument: str) -> None:
    with pytest.raises(ValidationError) as caught:
        cite(instrument)
    assert [error["type"] for error in caught.value.errors()] == ["law.blank"]


def test_a_piece_takes_the_citations_of_the_nearest_level(tmp_path: Path) -> None:
    put(tmp_path)
    version = Shelf(tmp_path).get("cn/yields", Series).versions[1]
    names = [[each.instrument for each in point.cites] for point in version.points]
    assert names == [["中债国债收益率曲线"], ["约数"]]


def test_what_no_level_cites_is_told_with_its_place(tmp_path: Path) -> None:
    put(tmp_path, conditions=without(CONDITIONS, "cites:"))
    (fault,) = Shelf(tmp_path).check("demo/conditions")
    assert (fault.place, fault.line, fault.key) == ("versions[0]", 7, "law.uncited")


def test_an_empty_list_of_citations_cites_nothing(tmp_path: Path) -> None:
    emptied = CONDITIONS.replace(
        "[{instrument: 示例, evidence: illustrative, applies: assumed}]", "[]"
    )
    put(tmp_path, conditions=emptied)
    assert [fault.key for fault in Shelf(tmp_path).check("demo/conditions")] == ["law.uncited"]


class Leaf(Cited):
    """The lowest level."""


class Branch(Model):
    """A level that is not cited itself: what lies in it is reached through it all the same."""

    leaves: tuple[Leaf, ...] = ()
    by_name: dict[str, Leaf] = Field(default_factory=dict)


class Tree(Cited):
    """The highest level."""

    branches: tuple[Branch, ...] = ()
    one: Leaf | None = None


CITED = st.lists(st.sampled_from("甲乙丙"), max_size=2, unique=True)
LEAVES = CITED.map(lambda names: {"cites": [cite(name) for name in names]})
TREES = st.fixed_dictionaries(
    {
        "cites": CITED.map(lambda names: [cite(name) for name in names]),
        "branches": st.lists(
            st.fixed_dictionaries(
                {
                    "leaves": st.lists(LEAVES, max_size=3),
                    "by_name": st.dictionaries(st.sampled_from("abc"), LEAVES, max_size=2),
                }
            ),
            max_size=3,
        ),
        "one": st.none() | LEAVES,
    }
)


@given(TREES)
def test_no_piece_resolves_to_none_unless_it_is_told(written: dict[str, Any]) -> None:
    resolved = with_inherited_citations(Tree.model_validate(written))
    pairs = []
    for before, branch in zip(written["branches"], resolved.branches, strict=True):
        pairs += list(zip(before["leaves"], branch.leaves, strict=True))
        pairs += [(before["by_name"][name], leaf) for name, leaf in branch.by_name.items()]
    if resolved.one is not None:
        pairs.append((written["one"], resolved.one))
    for before, leaf in pairs:
        assert list(leaf.cites) == (before["cites"] or written["cites"])
    told = [finding.path for finding in uncited(resolved)]
    # Where the highest level cites nothing, to cite there mends all; it alone is told.
    assert told == ([] if written["cites"] else [()])


def test_a_document_of_unread_force_is_found_from_the_day_it_was_seen(tmp_path: Path) -> None:
    version = Shelf(put(tmp_path)).get("demo/conditions", Conditions).versions[0]
    assert version.from_.evidence is None, "the day has no evidence of its own"
    assert version.cites[0].evidence is Evidence.ILLUSTRATIVE


def test_the_evidence_of_a_day_does_not_lower_that_of_the_figures(tmp_path: Path) -> None:
    assert "from: {day: 2025-01-02, evidence: secondary}" in YIELDS
    version = Shelf(put(tmp_path)).get("cn/yields", Series).versions[1]
    assert standing(version.points[0].cites).evidence is Evidence.COMPUTED


def test_a_citation_and_its_marks_are_said_in_one_form() -> None:
    """As the workbook and the comparison have always said them."""
    price = Citation(
        instrument="发改价格〔2025〕65号",
        article="第三条",
        evidence=Evidence.SECONDARY,
        applies=Applies.BY_ANALOGY,
        note=Text(zh="见转述", en="as reported"),
    )
    assert cited(price, note=False).zh == "发改价格〔2025〕65号 第三条（转引，类推）"
    assert cited(price).en == "发改价格〔2025〕65号 第三条 (secondary, by analogy): as reported"
    assert cited(cite()).zh == "甲（原文，直接适用）"
    assert (marks(price).zh, marks(price).en) == ("转引·类推", "secondary, by analogy")
    assert marks(standing([price, cite()])) == marks(price)
    assert stands(price).zh == "依据状态：转引；适用方式：类推"
    declared = Declaration(file="request.yaml", place="facts.purpose")
    assert (declared.named, marks(declared).zh) == ("request.yaml facts.purpose", "申报")
