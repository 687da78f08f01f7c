"""The law shelf in headless Chromium: in both languages, by its links, asking no other host."""

from __future__ import annotations

import pytest
from builders.browser import elsewhere
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]


WORDS = {
    "中文": ("份，其中", "征信中心服务收费标准", "版本比较", "单价由 20 元改为 9 元", "草案试行", "选择文件"),
    "English": ("rest on texts alone", "Fees of the credit reference centre", "Versions compared",
                "price changed from 20 yuan to 9 yuan", "Try a draft", "Upload"),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_the_shelf_is_walked_by_its_links_and_asks_no_other_host(
    page: Page, address: str, language: str
) -> None:
    answer, title, compared, change, draft, upload = WORDS[language]
    outside = elsewhere(page, address)
    page.goto(f"{address}/shelf?lang={language}&on=2026-03-02")
    amount = page.locator(".answer .amount")
    expect(amount).to_contain_text(answer)
    box = amount.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800

    page.get_by_role("link", name=title).click()
    expect(amount).to_contain_text(title)
    assert "document=cn" in page.url
    assert "on=2026-03-02" in page.url
    badge = page.locator("table.prices details.cited").first
    badge.locator("summary").click()
    expect(badge.locator("ul.cites")).to_contain_text("发改价格〔2025〕668号")

    page.get_by_role("link", name=compared).click()
    expect(page.get_by_text(change).first).to_be_visible()

    page.get_by_role("link", name=draft).click()
    choose = page.locator(".st-key-upload-draft section button")
    expect(choose).to_be_visible()
    said = choose.evaluate("e => getComputedStyle(e, '::after').content + e.innerText")
    assert upload in said
    page.go_back()
    expect(page.get_by_text(change).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".stException")).to_have_count(0)
    assert outside == []
