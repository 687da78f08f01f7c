"""The band of the maximum on the Determine page: what hangs on how the law is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.long

PAGE = """
import streamlit as st
st.session_state.setdefault("lang", {language!r})
from app import determine
determine.page()
"""
CASE = "abcdef0124"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[None]:
    """Keep what a test types apart."""
    os.environ["DINGJIA_STORE"] = str(tmp_path / "store.sqlite")
    yield
    del os.environ["DINGJIA_STORE"]


def opened(language: str, operator: str = "") -> AppTest:
    app = AppTest.from_string(PAGE.format(language=language), default_timeout=60)
    app.query_params["case"] = CASE
    app.run()
    if operator:
        box = next(one for one in app.selectbox if one.label in ("申报", "Submission"))
        box.set_value(next(one for one in box.options if operator in one)).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_band_stands_beside_the_maximum() -> None:
    page = shown(opened("中文"))
    assert "在 7,724,472.80 元至 7,886,659.41 元之间" in page
    assert "有 192 种组合算不出结果" in page
    page = shown(opened("English"))
    assert "depending on how the law is read: 7,724,472.80 to 7,886,659.41 yuan" in page


def test_another_reading_moves_the_maximum_and_not_the_band() -> None:
    app = opened("中文")
    box = next(one for one in app.selectbox if one.label == "准许利润的税前税后口径")
    box.set_value("before_income_tax").run()
    assert not app.exception
    page = shown(app)
    assert "−162,186.61" in page
    assert "默认口径为 7,886,659.41 元，位于区间由低到高的 100% 处" in page


def test_the_rich_operator_tells_which_text_to_obtain_first() -> None:
    page = shown(opened("English", "rich"))
    assert "45,200,082.17 to 52,640,197.52" in page
    for figure in ("7,440,115.35", "5,258,350.55", "5,455,860.16", "966,824.89"):
        assert figure in page, figure


def test_readings_and_judgements_together_stand_beside_the_band() -> None:
    assert "lies between" not in shown(opened("English"))
    page = shown(opened("English", "rich"))
    assert "While 5 items with a place in the cost await judgement" in page
    assert "lies between 39,027,452.67 and 52,640,197.52 yuan" in page


def test_a_place_that_varies_the_method_stands_on_the_page_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It allows 120,000 less welfare, 4/5 of it paid use: 120,000 × 0.8 × 1.067 ÷ (1 − 0.0072) =
    103,174.859 less than 7,724,472.804."""
    tests = Path(__file__).parent.parent
    shelf = (tests / "data" / "variations", tests.parent / "tariffs")
    monkeypatch.setenv("DINGJIA_TARIFFS", os.pathsep.join(map(str, shelf)))
    app = opened("中文")
    box = next(one for one in app.selectbox if one.label == "核定方法")
    box.set_value(next(one for one in box.options if "演示省" not in one)).run()
    assert not app.exception
    assert "7,621,297.95 元至" in shown(app)
