"""The Quote page without a browser: the customer, the questions, what is kept and accepted."""

from __future__ import annotations

import copy
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.law import canonical, read_yaml

ROOT = Path(__file__).parents[2]
CASE = "0123456789"
PAGE = """
import streamlit as st
st.session_state.setdefault("lang", {language!r})
from app import quote
quote.page()
"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[Path]:
    os.environ["DINGJIA_STORE"] = str(tmp_path / "store.sqlite")
    yield tmp_path / "store.sqlite"
    del os.environ["DINGJIA_STORE"]


def opened(language: str = "中文", **address: str) -> AppTest:
    app = AppTest.from_string(PAGE.format(language=language), default_timeout=60)
    for name, value in {"case": CASE, **address}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def typed(app: AppTest, name: str, value: str) -> None:
    app.text_input(key=f"quote-{CASE}-{name}").set_value(value).run()
    assert not app.exception


def address(app: AppTest, name: str) -> str:
    held = app.query_params[name]
    return held if isinstance(held, str) else held[0]


def saved(app: AppTest) -> str:
    app.button(key="save-quote").click().run()
    assert not app.exception
    return address(app, "quote")


@pytest.mark.parametrize("written", ["6000000", "6,000,000", "6，000，000", " 6 000 000 "])
def test_a_quantity_may_have_its_thousands_separated(written: str) -> None:
    app = opened()
    typed(app, "quantity", written)
    assert "1,179,800.00 元" in shown(app)


def test_a_wrong_credit_code_is_said_and_the_quote_is_given_without_it() -> None:
    app = opened()
    typed(app, "customer_code", "91990000DEM000000A")
    page = shown(app)
    assert "统一社会信用代码" in page
    assert "1,179,800.00 元" in page
    typed(app, "customer_code", "91990000dem000001t")
    assert "note-warn" not in shown(app)


def test_the_address_of_a_kept_quote_leads_back_to_it_in_both_languages() -> None:
    app = opened()
    typed(app, "customer", "甲公司")
    typed(app, "customer_code", "91990000DEM000001T")
    number = saved(app)
    for language, figure in (("中文", "1,179,800.00 元"), ("English", "1,179,800.00 yuan")):
        page = shown(opened(language, quote=number))
        assert figure in page
        assert number in page
        assert "甲公司" in page
        assert "91990000DEM000001T" in page
    assert "结果完全相同" in shown(opened(quote=number))


def test_a_kept_quote_stays_when_the_case_is_changed() -> None:
    app = opened()
    number = saved(app)
    again = opened()
    typed(again, "quantity", "1")
    assert "0.23 元" in shown(again)
    assert "1,179,800.00 元" in shown(opened(quote=number))


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped law, to be changed, as the pages are opened with it."""
    monkeypatch.setenv("DINGJIA_TARIFFS", str(tmp_path / "tariffs"))
    return (
        Path(shutil.copytree(ROOT / "tariffs", tmp_path / "tariffs")) / "demo" / "price-list.yaml"
    )


def test_a_kept_quote_that_law_gives_otherwise_is_told_place_by_place(law: Path) -> None:
    number = saved(opened())
    written = law.read_text(encoding="utf-8")
    law.write_text(written.replace('price: "0.2298"', 'price: "0.2198"'), encoding="utf-8")
    app = opened("English", quote=number)
    page = shown(app)
    assert "It does not verify today" in page
    assert "body.documents.demo/price-list: the document is no longer the one recorded" in page
    assert "body.result.total: recorded 1179800.00, recomputed" in page
    assert "make-agreement" not in [button.key for button in app.button]


def test_a_kept_quote_holds_as_verify_says_where_law_only_went_on(law: Path) -> None:
    """It used to say that the quote was another one."""
    number = saved(opened())
    tree = copy.deepcopy(read_yaml(law).tree)
    later = {"published": "2090-01-01", "from": "2090-01-01", "until": "2090-12-31"}
    tree["versions"].append({**tree["versions"][-1], **later})
    law.write_text(canonical(tree), encoding="utf-8")
    app = opened("English", quote=number)
    page = shown(app)
    assert "Worked out again today, it is the same" in page
    assert "demo/price-list: the document was added to since" in page
    app.button(key="make-agreement").click().run()
    agreement = shown(opened("English", agreement=address(app, "agreement")))
    assert number in agreement
    assert "Worked out again today, it is the same" in agreement


def test_accepted_it_becomes_an_agreement_that_can_be_opened_again() -> None:
    app = opened(quote=saved(opened()))
    app.button(key="make-agreement").click().run()
    assert not app.exception
    identifier = address(app, "agreement")
    page = shown(opened("English", agreement=identifier))
    for told in (identifier, "DEMO-0001", "91990000DEM000000P", "industry and sector development"):
        assert told in page
    assert "1,179,800.00 yuan" in page


def test_a_term_beyond_the_authorisation_is_refused() -> None:
    app = opened(quote=saved(opened()))
    app.text_input(key="until").set_value("2031-12-31").run()
    app.button(key="make-agreement").click().run()
    assert "2028-12-31" in shown(app)
    assert "agreement" not in app.query_params


def test_an_unknown_number_is_said() -> None:
    assert "QUOTE-000000000000" in shown(opened(quote="QUOTE-000000000000"))
    assert "AGREEMENT-1" in shown(opened("English", agreement="AGREEMENT-1"))


def test_an_answer_that_no_longer_matters_is_kept_and_said_to_be_unused() -> None:
    app = opened()
    app.button(key=f"quote-{CASE}-change-purpose").click().run()
    app.radio(key=f"quote-{CASE}-ask-purpose").set_value("own_duty").run()
    page = shown(app)
    assert "（没有用到）" in page  # passed_on: nothing of it is asked for such a use
    # One that is not used can be changed as well, and is asked with its clause.
    app.button(key=f"quote-{CASE}-change-passed_on").click().run()
    assert [radio.label for radio in app.radio] == [
        "是否把取得的数据产品转售、转供给他人？（向服务对象提供服务结果不算）"
    ]
    app.radio(key=f"quote-{CASE}-ask-passed_on").set_value("true").run()
    assert not app.radio
    assert not app.exception


def test_what_would_make_it_free_is_told_with_what_it_depends_on() -> None:
    page = shown(opened())
    assert "什么情况下免费？" in page
    assert "可能无偿使用，还取决于：收入超过成本" in page
    assert "When would it be free?" in shown(opened("English"))
