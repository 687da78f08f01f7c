"""The rules of review and of rates as documents of their own: asked what they ask, told what they
do not know, and published figures by the day."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.operators import DAY, METHOD, ROOT, SHELF, Tree, determined, entry, filed, tree

from engine.determination import Undecided, choice, decided, review, unknown_values
from engine.determination.contract.rules import (
    RATE_RULES,
    REVIEW_RULES,
    outputs_of,
    values_of,
)
from engine.determination.maximum.rates import Rates, chosen_rates
from engine.explain import sources
from engine.law import Declaration, Fault, Faults, Finding, Located, Shelf
from engine.rules import RulesDocument, RulesVersion
from engine.submission import entries_of
from engine.submission.entries import valid_entries
from engine.text import Language

TARIFFS = ROOT / "tariffs"

HEAD = """\
kind: rules
id: demo/{name}
title: {{zh: 示例, en: example}}
jurisdiction: CN
versions:
  - published: 2020-01-01
    from: 2020-01-01
    cites: [{{instrument: 示例, evidence: illustrative, applies: assumed, note: {{zh: 示例, en: example}}}}]
"""
RATES = (
    HEAD.format(name="rates")
    + """\
    facts:
      - id: vat
        type: enumeration
        title: {zh: 计税方法, en: method of VAT}
        question: {zh: 哪种？, en: "Which?"}
        values:
          - {id: general, title: {zh: 一般计税, en: general method}}
          - {id: none, title: {zh: 免税, en: exempt}}
    tables:
      - id: rates
        title: {zh: 税率, en: rate}
        hit: first
        outputs:
          - id: vat_rate
            title: {zh: 税率, en: rate}
            values: [{id: vat-of-tests, title: {zh: 税率, en: rate}}]
        rules:
          - {id: general, title: {zh: 一般, en: general}, when: {vat: general}, then: {vat_rate: vat-of-tests}}
"""
)
REVIEW = (
    HEAD.format(name="review")
    + """\
    facts:
      - id: category
        type: enumeration
        title: {zh: 类别, en: category}
        question: {zh: 哪一类？, en: "Which?"}
        values:
          - {id: platform, title: {zh: 平台运行, en: running the platform}}
          - {id: data, title: {zh: 数据, en: data}}
          - {id: loss, title: {zh: 损失, en: loss}}
      - id: force-majeure
        type: yes_no
        title: {zh: 不可抗力, en: force majeure}
        question: {zh: 是否？, en: "Was it?"}
    tables:
      - id: treatments
        title: {zh: 处理, en: treatment}
        hit: first
        outputs:
          - id: treatment
            title: {zh: 处理, en: treatment}
            values:
              - {id: allowed, title: {zh: 核定, en: allowed}}
              - {id: not_includable, title: {zh: 不计入, en: not includable}}
        rules:
          - {id: running, title: {zh: 运行, en: running}, when: {category: platform}, then: {treatment: allowed}}
          - {id: by-force, title: {zh: 不可抗力, en: by force}, when: {category: loss, force-majeure: true}, then: {treatment: allowed}}
          - {id: loss, title: {zh: 损失, en: loss}, when: {category: loss}, then: {treatment: not_includable}}
      - id: judgements
        title: {zh: 判断, en: judgement}
        hit: first
        outputs:
          - id: judgement
            title: {zh: 判断, en: judgement}
            values: [{id: none, title: {zh: 无, en: none}}, {id: look, title: {zh: 须看, en: to be looked at}}]
        rules:
          - {id: looked-at, title: {zh: 须核实, en: to be verified}, when: {category: loss}, then: {judgement: look}}
          - {id: otherwise, title: {zh: 其他, en: otherwise}, then: {judgement: none}}
"""
)
SERIES = """\
kind: series
id: {id}
title: {{zh: 税率, en: rate}}
jurisdiction: {place}
versions:
  - published: 2020-01-01
    from: 2020-01-01
    unit: percent
    cites: [{{instrument: 示例, evidence: illustrative, applies: assumed, note: {{zh: 示例, en: example}}}}]
    points:
      - {{period: "2021", value: 7}}
      - {{period: "2024", value: 9}}
      - {{period: "2025-07", value: 8}}
      - {{period: "2026-03-02", value: 5}}
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The shipped shelf with rules that ask little, and one series, beside it."""
    written = {
        "demo/rates": RATES,
        "demo/review": REVIEW,
        "cn/series/vat-of-tests": SERIES.format(id="cn/series/vat-of-tests", place="CN"),
    }
    return beside(tmp_path, written)


def beside(folder: Path, written: dict[str, str]) -> Shelf:
    for name, content in written.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Shelf(folder, TARIFFS)


def version(shelf: Shelf, identifier: str) -> RulesVersion:
    return shelf.get(identifier, RulesDocument).in_force_on(DAY)


def rates(shelf: Shelf, **taxes: str) -> Rates:
    whole = tree()
    whole["taxes"] |= taxes
    return chosen_rates(filed(whole), shelf, "demo/rates", version(shelf, "demo/rates"))


def told(faults: Any) -> list[str]:
    return [fault.message(Language.EN) for fault in faults]


# --- published figures ------------------------------------------------------------


def test_rules_are_given_what_they_ask_and_nothing_else(shelf: Shelf) -> None:
    """Location and income tax are not asked: whatever is said of them does not matter."""
    for taxes in ({}, {"location": "on the moon", "income_tax": "none of these"}):
        found = rates(shelf, **taxes)
        assert found.series == {"vat_rate": "cn/series/vat-of-tests"}
        (chosen,) = found.chosen_by.values()
        declared = [one.place for one in chosen if isinstance(one, Declaration)]
        assert declared == ["taxes.vat"]
    # a rule that decides nothing chooses no series
    assert rates(shelf, vat="none").series == {}


def test_every_status_that_the_rules_do_not_know_is_told(shelf: Shelf) -> None:
    with pytest.raises(Faults) as caught:
        rates(shelf, vat="flat", location="no matter")
    assert told(caught.value.faults) == [
        "circle.yaml taxes.vat = flat: the rules know no such value; one of these, or its id:"
        " general method; exempt"
    ]
    whole = tree()
    whole["taxes"] = {"vat": "flat", "location": "moon", "income_tax": "standard"}
    with pytest.raises(Faults) as caught:
        chosen_rates(filed(whole), SHELF, "cn/rates", version(SHELF, "cn/rates"))
    assert [fault.place for fault in caught.value.faults] == ["taxes.vat", "taxes.location"]


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2021-01-01", 7),
        ("2023-12-31", 7),
        ("2024-01-01", 9),
        ("2025-06-30", 9),
        ("2025-07-01", 8),
        ("2026-03-01", 8),
        ("2026-03-02", 5),
        ("2026-03-03", 5),
    ],
)
def test_a_rate_is_the_latest_that_has_begun(shelf: Shelf, day: str, rate: int) -> None:
    on = datetime.date.fromisoformat(day)
    assert rates(shelf).latest("vat_rate", shelf, on).value == rate


def test_before_the_first_figure_there_is_no_rate(shelf: Shelf) -> None:
    found = rates(shelf)
    with pytest.raises(Faults) as caught:
        found.latest("vat_rate", shelf, datetime.date(2020, 12, 31))
    assert told(caught.value.faults) == [
        "cn/series/vat-of-tests.yaml versions: no version is in force on 2020-12-31"
    ]
    years = {y: found.of_year("vat_rate", shelf, DAY, y) for y in (2020, 2021, 2022, 2024)}
    values = {year: None if point is None else point.value for year, point in years.items()}
    assert values == {2020: None, 2021: 7, 2022: None, 2024: 9}
    assert found.of_year("vat_rate", shelf, datetime.date(2019, 1, 1), 2021) is None


def test_a_series_is_of_the_rules_own_place_or_it_is_not_chosen(tmp_path: Path) -> None:
    def of(*places: tuple[str, str]) -> list[str]:
        written = {name: SERIES.format(id=name, place=place) for name, place in places}
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        made = beside(folder, {"demo/rates": RATES, **written})
        try:
            return [*rates(made).series.values()]
        except Faults as faults:
            return told(faults.faults)

    said = (
        "demo/rates.yaml versions = vat-of-tests: the last part of the id of one series is"
        " expected; of that name there are: "
    )
    here, there = ("cn/series/vat-of-tests", "CN"), ("demo/series/vat-of-tests", "DEMO")
    assert of(here, there) == [here[0]]
    assert of(there) == [there[0]]  # one alone, wherever it is of
    assert of() == [f"{said}–"]
    again = ("cn/other/vat-of-tests", "CN")
    assert of(here, again, there) == [f"{said}cn/other/vat-of-tests, cn/series/vat-of-tests"]


# --- how items are treated --------------------------------------------------------


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
        (one.category, one.treatment, one.rule.id, one.flag and one.flag.id, one.decision)
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
        assert choice(of, ("taxes", "vat"), written, rules, "vat") == "general"


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


# --- what the law does not know ---------------------------------------------------


def unknown(whole: Tree, day: str = "2026-03-01", shelf: Shelf = SHELF) -> list[Finding]:
    on = datetime.date.fromisoformat(day)
    return list(unknown_values(shelf, METHOD, on)(valid_entries(whole)))


def test_what_the_law_does_not_know_is_told_with_what_it_knows() -> None:
    whole = tree()
    assert unknown(whole) == []
    assert not list(unknown_values(SHELF, METHOD, DAY)(entries_of(filed(whole).submission)))
    entry(whole, "items", "wages")["category"] = "bonus"
    entry(whole, "items", "servers")["asset"]["asset_class"] = "clouds"
    entry(whole, "items", "software")["asset"]["asset_class"] = "无形资产"
    whole["taxes"] = {"vat": "flat", "location": "市区", "income_tax": "low"}
    found = [
        (".".join(map(str, one.path)), one.key, one.value, one.values["known"].zh.split("；")[:2])
        for one in unknown(whole)
    ]
    key = "determination.no_such_value"
    assert found == [
        ("items.2.category", key, "bonus", ["平台建设与运行", "数据传输、归集、存储、加工"]),
        ("items.9.asset.asset_class", key, "clouds", ["电子设备", "器具、工具、家具"]),
        ("taxes.vat", key, "flat", ["一般计税", "简易计税"]),
        ("taxes.income_tax", key, "low", ["一般税率", "小型微利企业"]),
    ]
    said = Fault("f", "p", None, "flat", key, unknown(whole)[2].values).message(Language.EN)
    assert said.endswith("one of these, or its id: general method; simplified method")


@pytest.mark.parametrize(
    "taxes", [None, "general", {"vat": 6}, {"vat": ["flat"]}, {"location": "city"}]
)
def test_what_is_no_status_at_all_has_its_own_faults(taxes: object) -> None:
    assert unknown(tree() | {"taxes": taxes}) == []


@pytest.mark.parametrize(
    ("year", "basis", "day", "told_"),
    [
        (2025, None, "2025-12-31", True),
        (2025, "accounts", "2025-12-31", True),
        (2026, None, "2025-12-31", True),
        (2025, None, "2026-01-01", False),
        (2025, "forecast", "2025-12-31", False),
        ("2025", None, "2025-12-31", False),  # no year
        (True, None, "2025-12-31", False),
        (None, None, "2025-12-31", False),
    ],
)
def test_accounts_are_of_a_year_that_is_over(
    year: object, basis: str | None, day: str, told_: bool
) -> None:
    whole = tree() | {"accounts_year": year} | ({} if basis is None else {"basis": basis})
    found = unknown(whole, day)
    assert [(one.path, one.key, one.value) for one in found] == (
        [(("accounts_year",), "determination.year_not_complete", year)] if told_ else []
    )
    if told_:
        assert str(found[0].values["on"]) == day


def test_law_that_cannot_be_used_is_not_held_against_the_submission(tmp_path: Path) -> None:
    """Its faults are told by the determination; of the law that stands, what is unknown is told."""
    whole = tree()
    entry(whole, "items", "wages")["category"] = "bonus"
    faulty = (TARIFFS / "cn/cost-review.yaml").read_text("utf-8").replace("related-party", "kin")
    made = beside(tmp_path, {"cn/cost-review": faulty})
    assert unknown(whole, shelf=made) == []
    assert unknown(whole, "1999-01-01") == [
        Finding(
            ("accounts_year",),
            "determination.year_not_complete",
            {"on": datetime.date(1999, 1, 1)},
            2025,
        )
    ]


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


def test_rates_decide_each_figure_once_and_ask_only_of_taxes(tmp_path: Path) -> None:
    for was, now, told_ in (
        ("", "", []),
        ("hit: first", "hit: collect", ["rules_collect"]),
        ("id: vat\n", "id: size\n", ["rules_ask_unknown"]),
    ):
        made = beside(tmp_path, {"demo/rates": RATES.replace(was, now) if was else RATES})
        (of,) = made.read("demo/rates", RulesDocument).versions
        keys = [one.key.partition(".")[2] for one in RATE_RULES.unlike(of, "rates", "x")]
        assert keys == told_
    (of,) = beside(tmp_path, {"demo/rates": RATES}).read("demo/rates", RulesDocument).versions
    assert outputs_of(of) == {"vat_rate": ("vat-of-tests",)}
    assert list(values_of(of, "vat")) == ["general", "none"]
    assert list(values_of(of, "vat_rate")) == []
