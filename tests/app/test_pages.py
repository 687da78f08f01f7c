"""The pages, run without a browser: what they answer, ask, refuse and remember."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

CASE = "0123456789"
PAGE = """
import streamlit as st
from app.words import LANGUAGES
st.session_state.setdefault("lang", {language!r})
from app import {page}
{page}.page()
"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[None]:
    """Keep what a test types apart."""
    os.environ["DINGJIA_STORE"] = str(tmp_path / "store.sqlite")
    yield
    del os.environ["DINGJIA_STORE"]


def opened(page: str, language: str = "中文", case: str = CASE) -> AppTest:
    app = AppTest.from_string(PAGE.format(page=page, language=language), default_timeout=60)
    app.query_params["case"] = case
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """Everything of the page that is HTML, as one text."""
    return "\n".join(element.proto.body for element in app.get("html"))


# --- quote ------------------------------------------------------------------------


def test_the_worked_quote_is_the_hand_worked_bill() -> None:
    # 1,000,000 × 0.2298 + 4,000,000 × 0.2000 + 1,000,000 × 0.1500
    page = shown(opened("quote"))
    assert "1,179,800.00 元" in page
    assert "示例" in page


def test_a_quote_in_english_names_no_chinese_of_its_own() -> None:
    page = opened("quote", "English")
    assert "1,179,800.00 yuan" in shown(page)
    labels = [element.label for element in (*page.selectbox, *page.text_input, *page.expander)]
    own = [label.replace("示例用户有限公司", "") for label in labels]  # the customer is called so
    assert all(label.isascii() for label in own), labels


def take_back(app: AppTest, fact: str) -> None:
    app.button(key=f"quote-{CASE}-change-{fact}").click().run()


def answer(app: AppTest, fact: str, value: str) -> None:
    app.radio(key=f"quote-{CASE}-ask-{fact}").set_value(value).run()
    assert not app.exception


def test_a_fact_taken_back_is_asked_for_with_its_clause() -> None:
    app = opened("quote")
    take_back(app, "purpose")
    assert [element.label for element in app.radio] == ["数据用来做什么？"]
    page = shown(app)
    assert "1,179,800.00" not in page
    assert "为什么要问" in page
    assert (
        "关于加快公共数据资源开发利用的意见" in page
    )  # the Opinions of 2024 are why the purpose matters


def test_a_model_for_government_service_used_only_there_is_free() -> None:
    app = opened("quote")
    take_back(app, "purpose")
    answer(app, "purpose", "government_service")
    answer(app, "result_used_by", "commissioner_only")
    page = shown(app)
    assert not app.radio
    assert "无偿使用" in page
    assert "0.00 元" in page
    assert any("无偿使用的条件" in element.value for element in app.markdown)


def test_answers_are_found_again_under_the_case_in_the_address() -> None:
    take_back(opened("quote"), "purpose")
    assert len(opened("quote").radio) == 1
    assert not opened("quote", case="another").radio


def test_a_language_switch_keeps_the_answers() -> None:
    take_back(opened("quote"), "purpose")
    assert len(opened("quote", "English").radio) == 1


def test_a_quantity_that_is_no_number_is_said_and_nothing_is_quoted() -> None:
    app = opened("quote")
    app.text_input(key=f"quote-{CASE}-quantity").set_value("6百万").run()
    assert "这里应当写一个数字" in shown(app)
    assert "1,179,800.00" not in shown(app)


def test_a_negative_quantity_is_told_as_a_fault() -> None:
    app = opened("quote")
    app.text_input(key=f"quote-{CASE}-quantity").set_value("-5").run()
    assert "需要改正" in shown(app)


def test_the_credit_reference_fee_of_a_village_bank() -> None:
    # 1,200 different enterprise reports × 4.5 yuan (发改价格〔2025〕668号)
    app = opened("quote")
    product = next(box for box in app.selectbox if box.label == "产品和收费标准")
    index = next(i for i, name in enumerate(product.options) if "企业信用报告" in name)
    product.set_value(index).run()
    app.text_input(key=f"quote-{CASE}-quantity").set_value("1200").run()
    # Both are asked whatever the other's answer is: one group.
    assert len(app.radio) == 2
    answer(app, "institution_kind", "village_bank")
    answer(app, "lines[0].distinct", "true")
    assert "5,400.00 元" in shown(app)
    assert "原文" in shown(app)


# --- determine --------------------------------------------------------------------


def test_the_worked_determination_and_its_reading_before_tax() -> None:
    app = opened("determine")
    assert "7,886,659.41 元/年" in shown(app)
    box = next(box for box in app.selectbox if box.label == "准许利润的税前税后口径")
    box.set_value("before_income_tax").run()
    page = shown(app)
    assert "7,724,472.80 元/年" in page
    assert ">7,886,659.41</del>" in page
    assert "−162,186.61" in page  # 7,724,472.80 − 7,886,659.41
    app.button(key=f"determine-{CASE}-base").click().run()
    assert "7,886,659.41 元/年" in shown(app)
    assert "</del>" not in shown(app)


def test_a_spread_above_six_points_is_refused_and_not_cut() -> None:
    app = opened("determine")
    next(box for box in app.text_input if "加点" in box.label).set_value("6.5").run()
    page = shown(app)
    assert "6.5" in page
    assert "元/年" not in page


# --- explore ----------------------------------------------------------------------


def test_a_lower_yield_lowers_the_maximum_by_its_own_chain() -> None:
    # Rate 1.20 + 5.00 = 6.20 %; profit 7,209,800 × 6.20 % = 447,007.60; income tax 149,002.533333;
    # X 7,805,810.133333; surcharges 0.12 × (0.06 X − 200,000) ÷ (1 − 0.0072) = 32,435.367611;
    # maximum 7,838,245.50 a year, three years 23,514,736.50.
    app = opened("explore")
    assert "23,659,978.23 元" in shown(app)  # 3 × 7,886,659.41
    slider = next(s for s in app.select_slider if s.label == "十年期国债收益率")
    slider.set_value(Decimal("1.20")).run()
    page = shown(app)
    assert "23,514,736.50 元" in page
    assert "−145,241.73" in page


def test_explore_goes_back_to_the_base_as_often_as_it_is_asked() -> None:
    app = opened("explore")
    for _ in range(2):
        slider = next(s for s in app.select_slider if s.label == "十年期国债收益率")
        slider.set_value(Decimal("1.20")).run()
        assert "23,514,736.50 元" in shown(app)
        app.button(key=f"explore-{CASE}-base").click().run()
        assert not app.exception
        assert "23,659,978.23 元" in shown(app)
        assert "</del>" not in shown(app)


def test_the_spread_goes_no_further_than_the_method_allows() -> None:
    # 发改价格〔2025〕65号第三条: at most 6 percentage points above the yield.
    slider = next(s for s in opened("explore").select_slider if s.label == "加点")
    assert (slider.options[0], slider.options[-1]) == ("0.00 个百分点", "6.00 个百分点")


def test_explore_in_english_has_its_levers_in_english() -> None:
    app = opened("explore", "English")
    assert all(slider.label.isascii() for slider in app.select_slider)
    assert "23,659,978.23 yuan" in shown(app)


def test_explore_begins_from_any_worked_scenario_and_shows_all_side_by_side() -> None:
    """The second scenario, of less yield and more free supply, is 21,909,057.21; a spread of 4 on it
    is the one point less of the hand-worked chain, on what free supply leaves of the cost."""
    app = opened("explore")
    starts = next(box for box in app.selectbox if box.label == "从哪个情景开始")
    starts.select_index(2).run()
    page = shown(app)
    assert "21,909,057.21 元" in page
    for figure in ("23,659,978.23", "23,514,736.50", "23,224,253.01"):
        assert figure in page  # the others beside it
    slider = next(s for s in app.select_slider if s.label == "加点")
    slider.set_value(Decimal("4.00")).run()
    assert not app.exception
    page = shown(app)
    # Cost of paid use, each pool 5 points less: 0.70 × 4,860,000 + 0.55 × 1,500,000 + 0.75 × 3,456,000
    # + 400,000 − 500,000 = 6,719,000; a point of it, 4/3 for income tax, ÷ (1 − 0.0072), three years:
    # 270,709.10 less, to the fen of three yearly roundings.
    lower = Decimal(6_719_000) / 100 * 4 / 3 / Decimal("0.9928") * 3
    assert f"{Decimal('21909057.21') - lower:,.0f}"[:6] in page
    assert "on:\n  - more-free-supply\n" in "".join(block.value for block in app.code)
