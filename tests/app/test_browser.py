"""The pages in headless Chromium: the answer in view, nothing asked of another host, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.browser import elsewhere, fits, settled
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]

ANSWERS = {"": "1,179,800.00", "determine": "7,886,659.41", "explore": "23,659,978.23"}


@pytest.mark.parametrize("place", ANSWERS)
@pytest.mark.parametrize(("language", "unit"), [("中文", "元"), ("English", "yuan")])
def test_a_page_answers_in_view_and_asks_no_other_host(
    page: Page, address: str, place: str, language: str, unit: str
) -> None:
    outside = elsewhere(page, address)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{address}/{place}?lang={language}")
    amount = page.locator(".answer .amount")
    expect(amount).to_contain_text(f"{ANSWERS[place]} {unit}")
    box = amount.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800
    page.wait_for_load_state("networkidle")
    expect(page.locator(".stException")).to_have_count(0)
    expect(page.locator("canvas, .stVegaLiteChart svg").first).to_be_visible()
    settled(page)
    page.emulate_media(color_scheme="dark")
    fits(page, 390)
    expect(page.locator(".stException")).to_have_count(0)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert (outside, broken) == ([], [])


def test_a_quote_is_asked_answered_and_found_again_by_its_address(page: Page, address: str) -> None:
    page.goto(f"{address}/?lang=中文")
    expect(page.locator(".answer .amount")).to_contain_text("1,179,800.00")
    page.get_by_text("已填写的事实").click()
    settled(page)
    page.get_by_role("button", name="改").first.click()
    expect(page.get_by_text("为什么要问")).to_be_visible()
    question = page.locator(".st-key-question")  # the answer speaks of the same values
    question.get_by_text("政务服务的模型或应用").click()
    question.get_by_text("受政府部门委托，只由该部门使用").click()
    expect(page.locator(".answer .sentence")).to_contain_text("无偿使用")
    expect(page.locator(".answer .amount")).to_contain_text("0.00 元")

    page.reload()
    expect(page.locator(".answer .sentence")).to_contain_text("无偿使用")
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".answer .sentence")).to_contain_text("free · authorised operation")
    page.get_by_role("link", name="Determine").click()
    expect(page.locator(".answer .amount")).to_contain_text("7,886,659.41 yuan")
    page.go_back()
    expect(page.locator(".answer .sentence")).to_contain_text("free · authorised operation")


def test_a_quote_is_asked_answered_saved_and_opened_again_by_its_link(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/?lang=中文")
    expect(page.locator(".answer .amount")).to_contain_text("1,179,800.00")
    page.get_by_text("已填写的事实").click()
    settled(page)
    page.get_by_role("button", name="改").first.click()
    expect(page.locator(".answer .amount")).to_contain_text("还需补充事实")
    question = page.locator(".st-key-question")
    question.get_by_text("救助灾害、救济贫困、扶助残疾人").click()
    expect(page.get_by_text("是否超过成本")).to_be_visible()
    question.get_by_text("是", exact=True).click()
    expect(page.locator(".answer .amount")).to_contain_text("1,179,800.00 元")
    settled(page)
    page.get_by_role("button", name="保存报价").click()
    expect(page.get_by_text("结果完全相同")).to_be_visible()
    link = page.url
    assert "quote=QUOTE-" in link

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".answer .amount")).to_contain_text("1,179,800.00 元")
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".answer .amount")).to_contain_text("1,179,800.00 yuan")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Word, to print").click()
    assert download.value.suggested_filename.endswith(".docx")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")

    page.get_by_text("Accept, and make a use agreement").click()
    settled(page)
    page.get_by_role("button", name="Make the agreement").click()
    expect(page.get_by_text("AGREEMENT-").first).to_be_visible()
    expect(page.locator(".answer .amount")).to_contain_text("1,179,800.00 yuan")
    page.get_by_role("link", name="The quote it rests on").click()
    expect(page.get_by_role("link", name="Use agreement AGREEMENT-")).to_be_visible()


def test_a_switch_moves_the_maximum_and_a_figure_opens(page: Page, address: str) -> None:
    page.goto(f"{address}/determine?lang=中文")
    expect(page.locator(".answer .amount")).to_contain_text("7,886,659.41 元/年")
    page.get_by_role("combobox", name="准许利润的税前税后口径").click()
    page.get_by_role("option", name="税前利润").click()
    expect(page.locator(".answer .amount")).to_contain_text("7,724,472.80 元/年")
    expect(page.locator(".answer del")).to_have_text("7,886,659.41")
    settled(page)
    inner = page.locator("details.step details.step").first
    inner.locator("summary").first.click()
    expect(inner.locator("details.step, .leaf").first).to_be_visible()


def test_the_workbook_and_the_record_can_be_taken_away(page: Page, address: str) -> None:
    page.goto(f"{address}/determine?lang=中文")
    expect(page.locator(".answer .amount")).to_contain_text("7,886,659.41")
    for name, ending, start in (("下载工作簿", ".xlsx", b"PK"), ("下载存证", ".json", b"{")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = Path(download.value.path())
        assert download.value.suggested_filename.endswith(ending)
        assert path.read_bytes().startswith(start)
