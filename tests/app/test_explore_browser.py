"""The Explore page in headless Chromium: a slider, a scenario kept, the same found by its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.browser import elsewhere, fits, settled
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]

WORDS = {
    "中文": ("十年期国债收益率", "名称", "理由", "保存为情景", "低一档", "谁付钱", "各情景并列",
            "口径", "按情景所取口径"),
    "English": ("10-year treasury yield", "Name", "Reason", "Keep as a scenario", "A step lower",
                "Who pays", "Scenarios side by side", "Readings", "as the scenario reads it"),
}  # fmt: skip
PAPERS = {
    "中文": {"xlsx": "全部情景的工作簿", "docx": "简报（Word）", "pdf": "简报（PDF）"},
    "English": {
        "xlsx": "All scenarios as a workbook",
        "docx": "Brief (Word)",
        "pdf": "Brief (PDF)",
    },
}
CONTRAST = """() => {
  const light = rgb => {
    const of = rgb.map(one => one / 255)
      .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * of[0] + 0.7152 * of[1] + 0.0722 * of[2];
  };
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const parts = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map(n => top[n] * top[3] + below[n] * (1 - top[3]));
  const faint = [];
  for (const one of document.querySelectorAll(".stMain p, .stMain label, .stMain td, .stMain th, "
      + ".answer div, .note, .stMain button, .stMain [data-testid=stSliderThumbValue], "
      + ".stVegaLiteChart svg .role-mark.mark-text text, "
      + ".stVegaLiteChart svg [class*=role-axis] text, .stVegaLiteChart svg [class*=role-legend] text")) {
    const own = [...one.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = one.getBoundingClientRect();
    if (!own || box.width === 0 || one.closest("[disabled]")) continue;
    let opacity = 1; const grounds = [];
    const above = one.closest("[data-testid=stSliderThumbValue]");  // stands above the knob, not on it
    for (let up = one; up; up = up.parentElement) {
      opacity *= parseFloat(getComputedStyle(up).opacity);
      if (!above || up.dataset.testid || up.contains(document.querySelector(".stMain")))
        grounds.unshift(parts(getComputedStyle(up).backgroundColor));
    }
    if (opacity === 0) continue;
    const ground = grounds.reduce((below, top) => over(top, below), [255, 255, 255]);
    const ink = parts(getComputedStyle(one)[one.tagName === "text" ? "fill" : "color"]);
    const seen = over([...ink.slice(0, 3), ink[3] * opacity], ground);
    const [a, b] = [light(seen), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${one.textContent.trim().slice(0, 40)}`);
  }
  return [...new Set(faint)];
}"""
"""Returns the words that are too faint against what is behind them, by the formula of WCAG 2."""


def seen_in_every_light(page: Page) -> None:
    """No page wider than its window, no word too faint, in both themes and at both widths."""
    settled(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        for width in (1280, 390):
            fits(page, width)
            assert page.evaluate(CONTRAST) == [], (scheme, width)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize("language", WORDS)
def test_a_scenario_is_tried_by_keyboard_kept_and_found_again(
    page: Page, address: str, language: str
) -> None:
    lever, name, reason, keep, called, pays, beside, readings, taken = WORDS[language]
    outside = elsewhere(page, address)
    page.goto("about:blank")
    page.goto(f"{address}/explore?lang={language}")
    amount = page.locator(".answer .amount")
    expect(amount).to_contain_text("23,659,978.23")
    settled(page)
    slider = page.get_by_role("slider", name=lever)
    slider.focus()
    for _ in range(10):  # ten steps of 0.05 down from 1.70 to 1.20
        page.keyboard.press("ArrowLeft")
    expect(amount).to_contain_text("23,514,736.50")
    expect(page.locator(".answer del")).to_have_text("23,659,978.23")
    box = amount.bounding_box()
    assert box is not None and box["y"] + box["height"] < 800

    settled(page)  # the answer stands before the rest of the page does
    form = page.get_by_test_id("stForm").first
    form.get_by_role("textbox", name=name).fill(called)
    form.get_by_role("textbox", name=reason).fill("试算")
    form.get_by_role("button", name=keep).click()
    expect(page.locator("table.desk").first).to_contain_text(called)
    link = page.url
    assert "case=" in link

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("table.desk").first).to_contain_text(called)
    expect(amount).to_contain_text("23,514,736.50")
    page.get_by_role("radio", name=pays).or_(page.get_by_role("button", name=pays)).first.click()
    expect(page.get_by_text(beside).first).to_be_visible()
    for ending, start in (("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        settled(page)
        with page.expect_download() as download:
            page.get_by_role("button", name=PAPERS[language][ending]).click()
        assert download.value.suggested_filename == f"scenarios.{ending}"
        assert Path(download.value.path()).read_bytes().startswith(start)
    seen_in_every_light(page)
    page.get_by_role("radio", name=readings).click()
    expect(page.locator(".stVegaLiteChart svg text").get_by_text(taken)).to_be_visible()
    seen_in_every_light(page)
    expect(page.locator(".stException")).to_have_count(0)
    assert outside == []
