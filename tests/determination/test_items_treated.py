"""How items of cost are treated by rules of review, what these look at, and what they must decide."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders.faults import told
from builders.operators import Tree, determined, entry, filed, tree
from builders.rules_beside import REVIEW, beside, version

from engine.determination import Undecided, choice, decided, review
from engine.determination.contract.rules import REVIEW_RULES
from engine.explain import sources
from engine.law import Declaration, Faults, Located, Shelf
from engine.rules import RulesDocument


def accounts(*items: Tree) -> Tree:
    whole = tree()
    whole["items"] = [
        {"title": f"项目{at}", "amount": Decimal(100), "pool": "computing", **item}
        for at, item in enumerate(items)
    ]
    whole["subsidies"] = []
    return whole


def test_an_item_is_treated_by_the_rule_that_decides_with_what_it_looked_at(shelf: Shelf) -> None:
    whole = accounts(
        {"id": "a", "category": "平台运行"},
        {"id": "b", "category": "loss", "force_majeure": True},
        {"id": "c", "category": "loss", "force_majeure": False},
    )
    found = review(filed(whole), "demo/review", version(shelf, "demo/review"))
    assert found.document == "demo/review"
    assert [
        (one.category.id, one.treatment, one.rule.id, one.flag and one.flag.id, one.decision)
        for one in found.treatments
    ] == [
        ("platform", "allowed", "running", None, None),
        ("loss", "allowed", "by-force", "looked-at", None),
        ("loss", "not_includable", "loss", "looked-at", None),
    ]
    looked_at = [
        [one.place for one in sources(treated.step) if isinstance(one, Declaration)]
        for treated in found.treatments
    ]
    assert looked_at == [
        ["items[0].category"],
        ["items[1].category", "items[1].force_majeure"],
        ["items[2].category", "items[2].force_majeure"],
    ]


def test_every_item_that_cannot_be_treated_is_told_at_once(shelf: Shelf) -> None:
    whole = accounts(
        {"id": "a", "category": "data"},
        {"id": "b", "category": "loss"},
        {"id": "c", "category": "platform"},
        {"id": "d", "category": "unheard-of"},
    )
    with pytest.raises(Faults) as caught:
        review(filed(whole), "demo/review", version(shelf, "demo/review"))
    assert told(caught.value.faults) == [
        "circle.yaml items[0] = 项目0: the rules of cost review do not say how to treat this item",
        "circle.yaml items[1] = 项目1: it cannot be decided how to treat this item; still to be"
        " known: force majeure",
        "circle.yaml items[3].category = unheard-of: the rules know no such value; one of these, or"
        " its id: running the platform; data; loss",
    ]


def test_what_the_shipped_rules_look_at_of_an_item_has_its_place() -> None:
    """Each fact that a rule asks is cited where the submission says it."""
    whole = tree()
    whole["local_average_wage"] = Decimal(120000)
    whole["staff"] = [{"id": "all", "title": "全部", "number": Decimal(20)}]
    entry(whole, "items", "transfer")["related_party"] = True
    entry(whole, "items", "platform")["non_recurring"] = True
    found = determined(whole)
    by_item = {one.item.id: one for one in found.review.treatments}
    looked_at = {
        name: {one.place for one in sources(of.step) if isinstance(one, Declaration)}
        for name, of in by_item.items()
    }
    assert looked_at["wages"] == {"items[2].category", "local_average_wage"}
    assert looked_at["servers"] == {"items[9].category", "items[9].asset.in_use"}
    flags = {name: one.flag.id for name, one in by_item.items() if one.flag}
    assert set(flags) == {"transfer", "platform"}


def test_a_value_is_named_by_its_id_or_a_title(shelf: Shelf) -> None:
    rules, of = version(shelf, "demo/rates"), filed(tree())
    for written in ("general", "一般计税", "general method"):
        assert choice(of, ("taxes", "vat"), written, rules, "vat").id == "general"


def test_a_review_carries_what_was_decided_of_its_year(shelf: Shelf) -> None:
    whole = accounts({"id": "a", "category": "platform"}, {"id": "b", "category": "platform"})
    of = filed(whole)
    rows = [
        {"item": "a", "amount": Decimal(5), "reason": "一"},
        {"item": "b", "reason": "二"},
    ]
    read = decided(Located("d.yaml", {"reviewer": "组", "decisions": rows}), of)
    rules = version(shelf, "demo/review")
    for last, reasons in ((None, ["一", "二"]), (2025, ["一", "二"]), (2026, [None, "二"])):
        found = review(of, "demo/review", rules, read, last)
        assert [one.decision and one.decision.reason for one in found.treatments] == reasons


def test_reasons_are_told_together() -> None:
    whole = tree()
    servers = entry(whole, "items", "servers")
    servers["related_party"] = True
    del servers["asset"]["asset_class"]
    (one,) = determined(whole).undecided
    assert isinstance(one, Undecided) and len(one.reasons) == 2
    assert one.reason.en == "; ".join(reason.en for reason in one.reasons)
    assert one.reason.zh == "；".join(reason.zh for reason in one.reasons)


@pytest.mark.parametrize(
    ("was", "now", "told_"),
    [
        ("", "", []),
        ("id: force-majeure", "id: kinship", [
            "rules_ask_unknown name=kinship known=category, in-use, force-majeure, staff-reported,"
            " related-party, recurring"]),
        ("id: category\n", "id: related-party\n", [
            "rules_need_fact name=category", "rules_fact_type name=related-party type=yes_no"]),
        ("- id: judgement\n", "- id: verdict\n", ["rules_need_output name=judgement"]),
        ("id: none", "id: nothing", ["rules_need_value name=judgement missing=none"]),
        ("id: treatments\n        title: {zh: 处理, en: treatment}\n        hit: first",
         "id: treatments\n        title: {zh: 处理, en: treatment}\n        hit: collect",
         ["rules_collect name=treatment"]),
        ("type: yes_no", "type: enumeration\n        values: [{id: x, title: {zh: x, en: x}}]",
         ["rules_fact_type name=force-majeure type=yes_no"]),
    ],
    ids=str,
)  # fmt: skip
def test_what_a_method_asks_of_rules_of_review(
    tmp_path: Path, was: str, now: str, told_: list[str]
) -> None:
    made = beside(tmp_path, {"demo/review": REVIEW.replace(was, now) if was else REVIEW})
    (of,) = made.read("demo/review", RulesDocument).versions
    found = list(REVIEW_RULES.unlike(of, "review", "demo/review"))
    assert [
        one.key.partition(".")[2]
        + "".join(f" {name}={value}" for name, value in one.values.items())
        for one in found
    ] == told_
    assert all((one.path, one.value) == (("uses", "review"), "demo/review") for one in found)
