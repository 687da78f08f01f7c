"""The app, served for a test on a free port of this machine, and a browser that tells on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Request, expect, sync_playwright

expect.set_options(timeout=20_000)  # a page first opened on a busy machine takes seconds

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-software-rasterizer",
]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served_app(store: Path) -> Iterator[str]:
    """Serve the app as `dingjia app` does; yields its address."""
    port = free_port()
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from engine.cli import main; main()",
            "app",
            f"--port={port}",
        ],
        cwd=ROOT,
        # As on a new machine: a home that Streamlit has never seen, and no browser to open.
        env={
            **os.environ,
            "DINGJIA_STORE": str(store),
            "HOME": str(store.parent),
            "BROWSER": "true",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", server)
        yield address
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=10)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if server.poll() is not None:
            raise RuntimeError(f"the app ended with status {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the app did not answer within 15 seconds")


@contextmanager
def visitor(chromium: str) -> Iterator[Page]:
    """A page of a headless Chromium, which goes on from test to test: it has read the scripts."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        try:
            page = started.new_page(
                viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
            )
            page.set_default_timeout(20_000)
            yield page
        finally:
            started.close()


def settled(page: Page) -> None:
    """Wait until the page has come to its end and nothing on it moves: what moves is not hit."""
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_visible()
    page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")


def fits(page: Page, width: int) -> None:
    """Give the page `width` pixels, and hold that nothing on it is wider: tables scroll by themselves.

    Pictures and code keep their former width until the browser has told them of the new one, which
    takes a few frames, and more of them on a busy machine; so what counts is where it ends.
    """
    page.set_viewport_size({"width": width, "height": 800})
    settled(page)
    main = page.get_by_test_id("stMain")
    expect(main).to_have_js_property("clientWidth", width)
    expect(main).to_have_js_property("scrollWidth", width)


def elsewhere(page: Page, address: str) -> list[str]:
    """Return a list that collects every request of `page` to another host, from now on."""
    outside: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            outside.append(request.url)

    page.on("request", note)
    page.on(
        "websocket",
        lambda socket: (
            None if address.removeprefix("http:") in socket.url else outside.append(socket.url)
        ),
    )
    return outside
