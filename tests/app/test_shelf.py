"""The law shelf, run without a browser: what is in force, what it says, what a draft would change."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

import pytest
from streamlit.testing.v1 import AppTest

from engine.law import Shelf, read_yaml
from engine.quote import quote, read_request
from engine.record.store import RecordStore

TARIFFS = Path(__file__).parents[2] / "tariffs"
EXAMPLES = TARIFFS.parent / "examples"
CASE = "0123456789"
PAGE = """
import streamlit as st
from app.words import LANGUAGES
st.session_state.setdefault("lang", {language!r})
from app import shelf
shelf.page()
"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[None]:
    """Keep what a test types apart."""
    os.environ["DINGJIA_STORE"] = str(tmp_path / "store.sqlite")
    yield
    del os.environ["DINGJIA_STORE"]


def opened(language: str = "中文", **asked: str) -> AppTest:
    app = AppTest.from_string(PAGE.format(language=language), default_timeout=60)
    app.query_params["case"] = CASE
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def shown(app: AppTest) -> str:
    """The words of the page, without their marking up."""
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html(app), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(words))


def rows(app: AppTest) -> list[str]:
    """The words of each row of every table."""
    found = re.findall(r"<tr.*?</tr>", html(app), flags=re.DOTALL)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", row))).strip() for row in found]


DOCUMENTS: dict[str, Any] = {
    path.relative_to(TARIFFS).with_suffix("").as_posix(): read_yaml(path).tree
    for path in sorted(TARIFFS.rglob("*.yaml"))
}


def evidence(tree: Any) -> Iterator[str]:
    """The evidence of every citation in a tree; that of a day stands apart from it."""
    if isinstance(tree, dict):
        if "instrument" in tree:
            yield tree["evidence"]
        for value in tree.values():
            yield from evidence(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from evidence(value)


def first_day(version: Any) -> date:
    day = version["from"]
    return day if isinstance(day, date) else day.get("day") or day["seen"]


DAY = date(2026, 3, 2)


def listed(app: AppTest) -> list[str]:
    """The documents that the page links to."""
    found = re.findall(r'href="\?document=([^&"]+)', html(app))
    return [unquote(identifier) for identifier in found]


# --- the shelf --------------------------------------------------------------------------


def test_the_shelf_answers_how_many_are_in_force_and_how_many_rest_on_texts() -> None:
    in_force = [
        max(
            (v for v in tree["versions"] if first_day(v) <= DAY <= v.get("until", DAY)),
            key=first_day,
            default=None,
        )
        for tree in DOCUMENTS.values()
    ]
    count = sum(version is not None for version in in_force)
    read = sum(version is not None and set(evidence(version)) == {"text"} for version in in_force)
    assert f"{count} 份，其中 {read} 份全部依据原文" in shown(opened(on="2026-03-02"))


@pytest.mark.parametrize(
    "identifier", [name for name, tree in DOCUMENTS.items() if tree["kind"] == "tariff"]
)
def test_every_tariff_on_the_shelf_can_be_read(identifier: str) -> None:
    version = DOCUMENTS[identifier]["versions"][-1]
    page = shown(opened(document=identifier, on=first_day(version).isoformat()))
    assert [product["title"]["zh"] for product in version["products"] if product["title"]["zh"] not in page] == []  # fmt: skip


def test_folders_of_countries_have_their_names() -> None:
    page, english = shown(opened(on="2026-11-30")), shown(opened("English", on="2026-11-30"))
    for zh, en in [
        ("德国 de", "Germany de"),
        ("荷兰 nl", "Netherlands nl"),
        ("美国 us", "United States us"),
    ]:
        assert zh in page and en in english


def test_a_float_is_told_with_how_far_it_goes() -> None:
    page = shown(opened(document="de/health-data", on="2026-09-01"))
    assert "最大上浮 100%" in page and "最大下浮 50%" in page


def test_a_day_before_a_document_is_in_force_lists_it_apart() -> None:
    app = opened(on="2026-02-28")
    assert any("没有施行中版本" in expander.label for expander in app.expander)
    in_force, _, apart = html(app).partition("版本</th></tr>")
    assert "demo/products" in in_force
    assert "demo%2Ftrial-standard" not in in_force
    assert "demo%2Ftrial-standard" in apart


def test_a_document_of_other_days_leads_to_them() -> None:
    app = opened(document="nl/land-registry", on="2026-03-02")
    assert "这一天没有施行中的版本" in shown(app)
    assert "2016年1月1日至2016年12月31日" in shown(app)
    (found,) = re.findall(r'href="([^"]*)"[^>]*>2016年1月1日至', html(app))
    asked = parse_qs(urlparse(unescape(found)).query)
    there = opened(document=asked["document"][0], on=asked["on"][0])
    assert "2016年1月1日施行中的版本" in shown(there)


def test_another_day_goes_into_the_address() -> None:
    app = opened(on="2026-03-02")
    app.date_input[0].set_value(date(2025, 6, 30)).run()
    assert "2025-06-30" in app.query_params["on"]
    assert "2025年6月30日施行中的文件" in shown(app)


def test_a_day_of_force_that_could_not_be_read_is_shown_as_such() -> None:
    row = next(row for row in rows(opened()) if "cn/supply" in row)
    assert "施行日未查得，2025年1月16日见到" in row


def test_search_and_kind_narrow_the_shelf() -> None:
    assert listed(opened(find="征信中心")) == ["cn/credit-reference"]
    methods = [name for name, tree in DOCUMENTS.items() if tree["kind"] == "method"]
    assert sorted(listed(opened(kind="method"))) == methods


def test_a_title_opens_its_document_on_the_day_asked() -> None:
    page = html(opened(on="2026-03-02"))
    assert 'href="?document=cn%2Fcredit-reference&amp;on=2026-03-02' in page


@pytest.mark.parametrize("identifier", DOCUMENTS)
def test_every_document_opens(identifier: str) -> None:
    page = shown(opened(document=identifier, on="2026-03-02"))
    assert DOCUMENTS[identifier]["title"]["zh"] in page
    assert "施行中的版本" in page


def test_a_document_that_is_not_there_is_told() -> None:
    assert "文件架上没有这份文件" in shown(opened(document="cn/no-such"))


# --- what documents say -----------------------------------------------------------------


def test_the_price_list_of_the_credit_reference_centre() -> None:
    # 发改价格〔2025〕668号: 9 and 1 yuan, 4.5 and 0.5 for eleven kinds, 5 at the counter, 15 and 5.
    page = shown(opened(document="cn/credit-reference", on="2026-03-02"))
    for price in (
        "9 元/份",
        "4.5 元/份",
        "1 元/份",
        "0.5 元/份",
        "5 元/份",
        "15 元/件·年",
        "5 元/次",
    ):
        assert f" {price} " in page
    assert "30 天" in page
    assert "国内贸易信用保险机构" in page


def test_the_law_of_an_earlier_day_is_that_days() -> None:
    page = shown(opened(document="cn/credit-reference", on="2025-06-30"))
    assert " 20 元/份 " in page
    assert " 9 元/份 " not in page
    assert "2025年7月1日" in page  # the next version


def test_a_curve_tries_a_quantity_with_the_tariffs_own_reader() -> None:
    app = opened(document="demo/price-list", on="2026-03-02")
    # 1,000,000 × 0.2298 + 4,000,000 × 0.2000
    assert "1,029,800.00 元" in shown(app)
    (tried,) = [field for field in app.text_input if "试算" in field.label]
    tried.set_value("6,000,000").run()
    assert "1,179,800.00 元" in shown(app)  # + 1,000,000 × 0.1500
    tried.set_value("很多").run()
    assert "这里应当写一个数字" in shown(app)


def test_a_table_of_rules_has_every_rule_with_its_result() -> None:
    app = opened(document="cn/cost-review", on="2026-03-02")
    table = DOCUMENTS["cn/cost-review"]["versions"][0]["tables"][0]
    titles = {value["id"]: value["title"]["zh"] for value in table["outputs"][0]["values"]}
    for rule in table["rules"]:
        row = next(row for row in rows(app) if f" {rule['id']} " in row)
        assert rule["title"]["zh"] in row
        assert titles[rule["then"]["treatment"]] in row
    assert "检查未发现空缺" in shown(app)


def test_a_method_shows_bounds_defaults_and_formulas_in_words() -> None:
    app = opened("English", document="cn/ndrc-2025-65", on="2026-03-02")
    spread = next(row for row in rows(app) if row.startswith("spread over the treasury yield"))
    assert "at least 0; at most 6" in spread
    assert any(
        row.startswith("Base of the permitted profit operating cost ✓ default") for row in rows(app)
    )
    assert any("smaller of (welfare submitted" in row for row in rows(app))


# --- versions compared ------------------------------------------------------------------


def test_two_days_are_compared_in_words_with_both_sources() -> None:
    app = opened(document="cn/credit-reference", on="2026-03-02", view="changes")
    page = shown(app)
    assert "企业信用报告查询服务费：单价由 20 元改为 9 元" in page
    assert "原依据 ❝ 转引" in page
    assert "新依据 ● 原文" in page
    same = shown(
        opened(document="cn/credit-reference", on="2026-03-02", view="changes", before="2026-03-01")
    )
    assert "之间有 0 处差别" in same


# --- drafts -----------------------------------------------------------------------------


def drafted(identifier: str, old: str, new: str, language: str = "中文") -> AppTest:
    """The page of a draft in which `old` is replaced, once, by `new`."""
    app = opened(language, document=identifier, on="2026-03-02", view="draft")
    (field,) = app.text_area
    assert field.value.count(old) == 1
    field.set_value(field.value.replace(old, new)).run()
    assert not app.exception
    return app


def test_a_dearer_report_changes_the_quotes_that_it_prices() -> None:
    before = (TARIFFS / "cn" / "credit-reference.yaml").read_text(encoding="utf-8")
    page = drafted("cn/credit-reference", 'price: "9"', 'price: "10"')
    # 1,200 reports of another commercial bank: 10,800 → 12,000 yuan; those of a village bank stay.
    row = next(row for row in rows(page) if "commercial-bank" in row and "before" not in row)
    assert "10,800.00 元" in row
    assert "12,000.00 元" in row
    assert not any("village-bank" in row for row in rows(page))
    assert "草案与现行文件有 1 处差别" in shown(page)
    assert (TARIFFS / "cn" / "credit-reference.yaml").read_text(encoding="utf-8") == before


PEOPLE = """when: {purpose: people_service, end_users_charged: false}
            then: {regime: free, reason: welfare}"""


def test_a_rule_turned_round_names_the_case_the_rule_and_every_case_like_it() -> None:
    guided = PEOPLE.replace("regime: free, reason: welfare", "regime: guided, reason: industry")
    page = drafted("cn/use-of-public-data", PEOPLE, guided)
    row = next(row for row in rows(page) if row.startswith("企业开办查询便民服务"))
    assert row.index("无偿使用") < row.index("政府指导价") < row.index("regime/people-service")
    # Every case that is decided otherwise lies within what the rule asks for.
    otherwise = next(row for row in rows(page) if row.startswith("收费方式 无偿使用 政府指导价"))
    assert "用途：公益产品、便民利民服务" in otherwise
    assert "向最终用户收费：否" in otherwise


def test_a_saved_quote_is_tried_too() -> None:
    request, located = read_request(EXAMPLES / "quotes" / "village-bank.yaml")
    quoted = quote(Shelf(TARIFFS), request, located)
    store = RecordStore(Path(os.environ["DINGJIA_STORE"]))
    record = store.add(quoted.body(), datetime(2026, 3, 2, tzinfo=UTC))
    page = drafted(
        "cn/credit-reference",
        """small_institution: {charge: {model: per_unit, price: "4.5"}}""",
        """small_institution: {charge: {model: per_unit, price: "4"}}""",
    )
    # 1,200 reports × 4.5 = 5,400 yuan; × 4 = 4,800 yuan.
    row = next(row for row in rows(page) if record.number in row)
    assert row.index("5,400.00 元") < row.index("4,800.00 元")


def test_a_hole_in_a_draft_is_told_and_marked() -> None:
    page = opened(document="cn/cost-review", on="2026-03-02", view="draft")
    assert "草案与现行文件相同" in shown(page)
    text = (TARIFFS / "cn" / "cost-review.yaml").read_text(encoding="utf-8")
    start = text.index("          - id: straight-line")
    end = text.index("          - id: unlawful")
    (field,) = page.text_area
    field.set_value(text[:start] + text[end:]).run()
    assert not page.exception
    assert "草案的规则表" in shown(page)
    assert "没有规则可以适用" in shown(page)


def test_a_faulty_draft_is_a_table_of_faults_and_changes_nothing() -> None:
    page = drafted("cn/credit-reference", 'price: "9"', 'price: "-9"', "English")
    line = (TARIFFS / "cn" / "credit-reference.yaml").read_text(encoding="utf-8")
    number = line[: line.index('price: "9"')].count("\n") + 1
    row = next(row for row in rows(page) if "charge.price" in row)
    assert row.startswith(f"versions[1].products[0].components[0].charge.price {number} -9")
    assert "nothing on the shelf was changed" in shown(page)
    assert "Cases affected" not in shown(page)


def test_a_draft_is_found_again_under_the_case_and_can_be_dropped() -> None:
    drafted("cn/credit-reference", 'price: "9"', 'price: "8"')
    again = opened(document="cn/credit-reference", on="2026-03-02", view="draft")
    assert 'price: "8"' in again.text_area[0].value
    next(button for button in again.button if "恢复" in button.label).click().run()
    assert 'price: "9"' in again.text_area[0].value


def test_a_places_variation_is_shown_whole_with_the_document_it_varies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = Path(__file__).parents[1] / "data" / "variations"
    monkeypatch.setenv("DINGJIA_TARIFFS", os.pathsep.join(map(str, (place, TARIFFS))))
    said = shown(opened(document="demo/conditions", on="2026-03-02"))
    assert "所变通的文件 cn/conditions-of-free-use" in said
    for condition in ("不转售、不转供他人", "每季度报告使用情况", "使用日志保留三年"):
        assert condition in said
