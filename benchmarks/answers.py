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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders.browser import browser, served_app  # noqa: E402

from engine.law import Shelf, installed  # noqa: E402
from engine.quote import quote, read_request  # noqa: E402

SLIDER = 'input[type="range"]'


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


def slider(runs: int) -> list[float]:
    """Seconds from a key on the yield's slider to another figure on the page."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return []
    found: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        served_app(Path(folder) / "store.sqlite") as address,
        browser(chromium) as started,
    ):
        page = started.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/explore")
        amount = page.locator(".answer .amount")
        amount.wait_for(timeout=30_000)
        page.wait_for_load_state("networkidle")
        thumb = page.locator(SLIDER).first
        for turn in range(runs + 1):
            before = amount.inner_text()
            thumb.focus()
            began = time.perf_counter()
            page.keyboard.press("ArrowLeft" if turn % 2 else "ArrowRight")
            page.wait_for_function(
                "before => document.querySelector('.answer .amount').innerText !== before",
                arg=before,
                polling=5,
            )
            found.append(time.perf_counter() - began)
            page.wait_for_timeout(1_500)
    return found[1:]


def main() -> None:
    """Run both and print them."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    measured = (
        ("quote, cold start", cold_start(runs)),
        ("quote, warm, new", warm(runs, True)),
        ("quote, warm, met before", warm(runs, False)),
        ("slider", slider(runs)),
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
