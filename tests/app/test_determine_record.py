"""A determination that is kept on its page: opened again, proved, and a base on Explore."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from builders.browser import elsewhere, fits, settled
from builders.operators import CIRCLE, METHOD
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from app.store import records
from engine.cli import group

pytestmark = pytest.mark.long

CASE = "abcdef0125"
PAGE = """
import streamlit as st
from app.words import LANGUAGES
st.session_state.setdefault("lang", {language!r})
from app import {page}
{page}.page()
"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[Path]:
    """Keep what a test types apart."""
    place = tmp_path / "store.sqlite"
    os.environ["DINGJIA_STORE"] = str(place)
    yield place
    del os.environ["DINGJIA_STORE"]


def opened(page: str = "determine", language: str = "中文", **asked: str) -> AppTest:
    app = AppTest.from_string(PAGE.format(page=page, language=language), default_timeout=120)
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    assert not app.exception
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def saved(app: AppTest) -> str:
    """The number under which the determination on the page was kept just now."""
    app.button(key="keep-determination").click().run()
    assert not app.exception
    held = app.query_params["record"]
    return held if isinstance(held, str) else held[0]


def recorded_by_command(folder: Path, *options: str) -> dict[str, object]:
    """The record that `dingjia determine --out` writes of the worked operator."""
    arguments = ["determine", str(CIRCLE), "--method", METHOD, "--on", "2026-03-01"]
    arguments += ["--out", str(folder), "--no-reports", *options]
    result = CliRunner().invoke(group(("determine",)), arguments)
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads((folder / "record.json").read_text("utf-8"))
    return found


def test_what_is_kept_is_the_record_that_the_command_writes(tmp_path: Path) -> None:
    number = saved(opened(case=CASE))
    by_command = recorded_by_command(tmp_path / "out")
    assert number == by_command["number"]
    kept = records().find(number)
    assert kept is not None
    assert kept.body == by_command["body"]
    assert kept.body["status"] == {"stage": "draft", "former": None}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("中文", ("7,886,659.41 元/年", "结果完全相同", "阶段：草案", "7,885,560.00")),
        ("English", ("7,886,659.41 yuan", "it is the same", "Stage: draft", "7,885,560.00")),
    ],
)
def test_its_address_leads_back_to_it(language: str, told: tuple[str, ...]) -> None:
    number = saved(opened(case=CASE))
    app = opened(language=language, record=number)
    page = shown(app)
    for said in (number, *told):
        assert said in page, said
    assert f"explore?record={number}" in page
    again = app.button(key="go-on").click().run()
    assert "record" not in again.query_params
    assert "keep-determination" in [button.key for button in again.button]


def test_kept_twice_it_has_one_number_and_stands_once() -> None:
    first = saved(opened(case=CASE))
    again = saved(opened(case=CASE))
    assert (again, records().count()) == (first, 1)


def test_what_was_chosen_is_kept_with_it() -> None:
    """Profit before income tax: 7,724,472.80, as the readings worked by hand have it."""
    app = opened(case=CASE)
    box = next(one for one in app.selectbox if one.label == "准许利润的税前税后口径")
    box.set_value("before_income_tax").run()
    page = shown(opened(record=saved(app)))
    assert "7,724,472.80 元/年" in page
    assert "税前利润" in page


def test_what_awaits_judgement_is_told_as_the_command_tells_it() -> None:
    """The rich operator: every warning, and each reason for which items await judgement."""
    app = opened(case=CASE)
    box = next(one for one in app.selectbox if one.label == "申报")
    box.set_value(next(one for one in box.options if "三年" in one)).run()
    page = opened(record=saved(app))
    arguments = ["determine", str(CIRCLE.parent / "demo.xlsx"), "--method", METHOD]
    arguments += ["--on", "2026-03-01"]
    short, long = (
        re.sub(r"\s", "", CliRunner().invoke(group(("determine",)), [*arguments, *more]).output)
        for more in ((), ("--table",))
    )
    warned = re.findall(r'<div class="note note-warn">(.*?)</div>', shown(page))
    assert len(warned) > 3
    for said in warned:
        assert re.sub(r"\s", "", said) in long, said
    heading = next(at for at, one in enumerate(page.markdown) if "待审核人员判断" in one.value)
    waiting = page.markdown[heading + 1].value.split("\n- ")
    for said in (page.markdown[heading].value.strip("*"), *waiting):
        assert re.sub(r"\s", "", said).strip("-") in short, said


def test_on_explore_it_is_the_base_and_comes_to_the_same() -> None:
    """Three years of 7,886,659.41."""
    number = saved(opened(case=CASE))
    app = opened("explore", record=number)
    base = next(one for one in app.selectbox if one.label == "基准")
    assert base.options[base.index or 0] == f"已存核定 {number}"
    assert "23,659,978.23" in shown(app)
    listed = opened("explore", case="0000000002")
    assert (
        f"已存核定 {number}" in next(one for one in listed.selectbox if one.label == "基准").options
    )


def test_a_spread_chosen_on_the_page_is_carried_to_explore() -> None:
    """3.50 above 1.70 is 5.20 %, as 4.00 above 1.20 is: three years of 7,741,417.67."""
    app = opened(case=CASE)
    next(one for one in app.text_input if one.label.startswith("加点")).set_value("3.50").run()
    number = saved(app)
    assert "7,741,417.67" in shown(opened(record=number))
    assert "23,224,253.01" in shown(opened("explore", record=number))


def test_another_base_may_be_chosen_under_the_same_address() -> None:
    number = saved(opened(case=CASE))
    app = opened("explore", record=number)
    base = next(one for one in app.selectbox if one.label == "基准")
    app = base.select_index(0).run()
    chosen = next(one for one in app.selectbox if one.label == "基准")
    assert chosen.options[chosen.index or 0] != f"已存核定 {number}"


@pytest.mark.parametrize("page", ["determine", "explore"])
def test_a_number_that_was_never_kept_is_said(page: str) -> None:
    assert "没有保存过编号为 DETERMINATION-000000000000 的核定" in shown(
        opened(page, record="DETERMINATION-000000000000")
    )


def tampered(store: Path, number: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a record past the refusal of the store's table."""
    with sqlite3.connect(store) as found:
        found.execute("DROP TRIGGER records_stay")
        asked = ("SELECT content FROM records WHERE number = ?", (number,))
        (content,) = found.execute(*asked).fetchone()
        record = json.loads(content)
        change(record)
        written = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        found.execute("UPDATE records SET content = ? WHERE number = ?", (written, number))


def test_a_record_that_was_tampered_with_is_told_and_not_shown_as_good(store: Path) -> None:
    number = saved(opened(case=CASE))
    tampered(
        store, number, lambda one: one["body"]["result"]["maximum"].update({"2026": "9886659.41"})
    )
    app = opened(record=number)
    page = shown(app)
    assert "今天核对不一致" in page
    assert "body.result.maximum.2026" in page
    assert "现为 9886659.41，封存时为 7886659.41" in page
    assert 'class="answer"' not in page
    assert "结果完全相同" not in page
    assert "explore?record=" not in page
    explored = shown(opened("explore", record=number))
    assert "需要改正" in explored
    assert 'class="answer"' not in explored


def test_another_record_under_its_number_is_not_taken_for_it(store: Path) -> None:
    number = saved(opened(case=CASE))
    app = opened(case="abcdef0126")
    other = saved(app.text_input[0].set_value("3.50").run())
    kept = records().find(other)
    assert kept is not None and other != number
    tampered(store, number, lambda one: (one.clear(), one.update(json.loads(kept.text())))[0])
    for page in ("determine", "explore"):
        assert f"没有保存过编号为 {number} 的核定" in shown(opened(page, record=number)), page


def test_what_is_no_record_any_longer_is_told(store: Path) -> None:
    number = saved(opened(case=CASE))
    tampered(store, number, lambda one: one.update({"envelope": "none"}))
    page = shown(opened(record=number))
    assert "需要改正" in page
    assert 'class="answer"' not in page
    explored = shown(opened("explore"))  # which needs none of what is kept
    assert "需要改正" in explored
    assert "23,659,978.23" in explored


def test_law_that_gives_another_maximum_today_is_told_beside_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shelf without the method cannot compute it again: the figure is named as the saved one."""
    number = saved(opened(case=CASE))
    (tmp_path / "tariffs").mkdir()
    monkeypatch.setenv("DINGJIA_TARIFFS", str(tmp_path / "tariffs"))
    page = shown(opened(language="English", record=number))
    assert "It does not verify today" in page
    assert "the maximum as it was saved" in page
    assert "7,886,659.41" in page
    assert 'class="answer"' not in page


# --- in a browser -----------------------------------------------------------------


@pytest.mark.browser
def test_it_is_kept_opened_by_its_link_and_carried_to_explore(page: Page, address: str) -> None:
    outside = elsewhere(page, address)
    page.goto(f"{address}/determine?lang=English")
    expect(page.locator(".answer .amount")).to_contain_text("7,886,659.41 yuan")
    settled(page)
    page.get_by_role("button", name="Keep this determination").click()
    expect(page.get_by_text("it is the same")).to_be_visible()
    link = page.url
    assert "record=DETERMINATION-" in link

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".answer .amount")).to_contain_text("7,886,659.41 yuan")
    settled(page)
    for width in (390, 1280):
        fits(page, width)
    page.set_viewport_size({"width": 1280, "height": 800})
    with page.expect_download() as download:
        page.get_by_role("button", name="Download record").click()
    kept = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert f"record={kept['number']}" in link
    page.get_by_role("link", name="Use as the base on Explore").click()
    expect(page.locator(".answer .amount")).to_contain_text("23,659,978.23 yuan")
    base = page.get_by_role("combobox", name="Base", exact=True)
    expect(base).to_have_value(f"Saved determination {kept['number']}")
    expect(page.locator(".stException")).to_have_count(0)
    assert outside == []
