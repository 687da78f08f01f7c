"""How long a person waits: a quote from a cold start, and a slider's answer in the browser.

    .venv/bin/python benchmarks/answers.py [RUNS]

Prints the minimum, median and maximum of RUNS (default 7) in seconds.
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
    for name, found in (("quote, cold start", cold_start(runs)), ("slider", slider(runs))):
        if found:
            row = (min(found), statistics.median(found), max(found))
            print(f"{name}: min {row[0]:.3f}  median {row[1]:.3f}  max {row[2]:.3f} s, {runs} runs")
        else:
            print(f"{name}: not measured, no Chromium here")


if __name__ == "__main__":
    main()
