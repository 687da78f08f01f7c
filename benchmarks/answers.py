"""How long a person waits: a quote from a cold start and in a warm process, a slider's answer.

    .venv/bin/python benchmarks/answers.py [RUNS]

Prints the minimum, median and maximum of RUNS (default 7; 20 times as many of a warm quote).
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders.browser import served_app, settled, visitor  # noqa: E402
from playwright.sync_api import Page, expect  # noqa: E402

from engine.law import Shelf, installed  # noqa: E402
from engine.quote import quote, read_request  # noqa: E402

SLIDER = 'input[type="range"]'
RICH = "示例：示例运营机构的九种情景"
"""The worked base of 96 items, three years of accounts and two cycles."""


def cold_start(runs: int) -> list[float]:
    """Seconds of whole processes of `dingjia quote`, after one that is not counted."""
    command = [str(Path(sys.executable).parent / "dingjia"), "quote"]
    command.append(str(ROOT / "examples" / "quotes" / "demo-calls.yaml"))
    return [_process(command) for _ in range(runs + 1)][1:]


def _process(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def warm(runs: int, new: bool) -> list[float]:
    """Seconds of `quote` in this process, of a case met before or of a `new` one each time."""
    shelf = Shelf(installed("tariffs"))
    request, located = read_request(installed("examples") / "quotes" / "demo-calls.yaml")
    found: list[float] = []
    for turn in range(20 * runs + 1):
        # Another customer's facts are declared by another, and explained anew.
        customer = request.customer.model_copy(update={"name": f"{turn}"})
        asked = request.model_copy(update={"customer": customer}) if new else request
        began = time.perf_counter()
        quote(shelf, asked, located)
        found.append(time.perf_counter() - began)
    return found[1:]


def slider(runs: int, base: str | None = None) -> list[float]:
    """Seconds from a key on the yield's slider to another figure on the page, over the base that
    the page begins with, or one of that title."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return []
    found: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        served_app(Path(folder) / "store.sqlite") as address,
        visitor(chromium) as page,
    ):
        page.set_default_timeout(120_000)
        expect.set_options(timeout=120_000)
        page.goto(f"{address}/explore")
        amount = page.locator(".answer .amount")
        amount.wait_for()
        settled(page)
        if base is not None:
            page.get_by_role("combobox", name="基准").first.click()
            _until_another(page, page.get_by_role("option", name=base).click)
            settled(page)
        thumb = page.locator(SLIDER).first
        for turn in range(runs + 1):
            thumb.focus()
            key = "ArrowLeft" if turn % 4 < 2 else "ArrowRight"
            began = time.perf_counter()
            _until_another(page, lambda key=key: page.keyboard.press(key))
            found.append(time.perf_counter() - began)
            settled(page)
    return found[1:]


def _until_another(page: Page, done: Callable[[], None]) -> None:
    """Do something, and wait until the answer is another."""
    before = page.locator(".answer .amount").inner_text()
    done()
    page.wait_for_function(
        "before => { const now = document.querySelector('.answer .amount');"
        " return now && now.innerText !== before }",
        arg=before,
        polling=5,
    )


def main() -> None:
    """Run both and print them."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    measured = (
        ("quote, cold start", cold_start(runs)),
        ("quote, warm, new", warm(runs, True)),
        ("quote, warm, met before", warm(runs, False)),
        ("slider", slider(runs)),
        ("slider, the rich operator", slider(runs, RICH)),
    )
    for name, found in measured:
        if found:
            row = (min(found), statistics.median(found), max(found))
            shown = "  ".join(f"{one * 1e3:.2f}" for one in row)
            print(f"{name}: min, median, max {shown} ms, {len(found)} runs")
        else:
            print(f"{name}: not measured, no Chromium here")


if __name__ == "__main__":
    main()
