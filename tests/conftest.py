"""The environment of every test, the programs it may ask for, and the account of what was skipped.

A test asks for exactly the program it needs by the fixture named after it; those of a browser or an
office also carry the mark `browser` or `office`. Where the program is missing the test is skipped,
and the run ends by naming the package. With `DINGJIA_NO_SKIP=1` in the environment a skip fails
the run; with `DINGJIA_PROOF=1` it also says what each long proof tried, and how many.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Generator
from itertools import chain
from pathlib import Path

import pytest
from builders.proof import FULL, said
from hypothesis import settings

# How long an example takes says more of the machine than of the code. What is checked before a
# change is taken in tries the same examples each time; at a desk they are drawn anew.
settings.register_profile("desk", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "desk")

NO_SKIP = os.environ.get("DINGJIA_NO_SKIP") == "1"


def pytest_configure(config: pytest.Config) -> None:
    """Set what the suite and the processes it starts see of the user: no language, place, cache.

    A test of the environment sets what it is about. The workers of one run share the cache.
    """
    if hasattr(config, "workerinput"):
        return  # it has the environment of the run, which is set
    environment = pytest.MonkeyPatch()
    config.add_cleanup(environment.undo)
    for name in list(os.environ):
        kept = name in ("DINGJIA_NO_SKIP", "DINGJIA_PROOF")
        if name.startswith(("DINGJIA_", "LC_")) and not kept:
            environment.delenv(name)
    cache = tempfile.TemporaryDirectory(prefix="dingjia-tests-")
    config.add_cleanup(cache.cleanup)
    for name, value in {
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
        "XDG_CACHE_HOME": cache.name,
        "DINGJIA_CACHE": cache.name,
    }.items():
        environment.setenv(name, value)
    time.tzset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take long: several workers come to the end together."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Look for circles as seldom as the command does, and not in what stays to the end."""
    gc.set_threshold(50_000)
    gc.freeze()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of a Chromium that Playwright can drive."""
    return _program(
        "/usr/bin/chromium",
        "chromium",
        "chromium-browser",
        missing="no Chromium: install the package chromium",
    )


@pytest.fixture(scope="session")
def calc_path() -> str:
    """Path of a LibreOffice that can compute workbooks."""
    return _office("calc")


@pytest.fixture(scope="session")
def writer_path() -> str:
    """Path of a LibreOffice that can set Word files."""
    return _office("writer")


@pytest.fixture(scope="session")
def chinese_font() -> None:
    """A font in which a PDF can be set; without one the reports are written as Word only."""
    from engine.report import has_chinese_font

    if not has_chinese_font():
        pytest.skip("no Chinese font: install the package fonts-noto-cjk")


@pytest.fixture(scope="session")
def pdftotext(chinese_font: None) -> str:
    """Path of poppler's reader of PDF, where there is a PDF to read."""
    return _program("pdftotext", missing="no pdftotext: install the package poppler-utils")


@pytest.fixture(scope="session")
def git_path() -> str:
    """Path of git."""
    return _program("git", missing="no git: install the package git")


def _office(component: str) -> str:
    """LibreOffice's command line is there without its components, each of which it has listed."""
    missing = f"no LibreOffice with {component}: install the package libreoffice-{component}"
    path = _program("soffice", "libreoffice", missing=missing)
    home = Path(path).resolve().parents[1]
    if not any(home.glob(f"*/registry/{component}.xcd")):
        pytest.skip(missing)
    return path


def _program(*names: str, missing: str) -> str:
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.skip(missing)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Turn a run that would have passed into a failed one, if a skip is not allowed."""
    if NO_SKIP and exitstatus == pytest.ExitCode.OK and _skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> None:
    """Let the report of a test carry what it tried, from whatever process it ran in."""
    item.user_properties.extend((what, dict(counts)) for what, counts in said().items())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> Generator[None, None, None]:
    """Say last what the proofs tried, what was skipped, and why."""
    yield
    for what, counts in _tried(terminalreporter).items() if FULL else ():
        figures = (f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
        terminalreporter.write_line(f"{what}: {', '.join(figures)}")
    skips = _skips(config)
    if not skips:
        terminalreporter.write_line("Nothing was skipped.")
        return
    colour = {"red": True} if NO_SKIP else {"yellow": True}
    verdict = ", and DINGJIA_NO_SKIP=1 allows none" if NO_SKIP else ""
    terminalreporter.write_line(f"SKIPPED {len(skips)}{verdict}:", bold=True, **colour)
    for reason, count in Counter(reason for _, reason in skips).most_common():
        terminalreporter.write_line(f"  {count} × {reason}", **colour)
        for place, why in skips:
            if why == reason:
                terminalreporter.write_line(f"      {place}")


def _tried(terminal: pytest.TerminalReporter) -> dict[str, Counter[str]]:
    """What was counted by each proof, over the tests that count it."""
    sums: dict[str, Counter[str]] = {}
    for report in chain.from_iterable(terminal.stats.values()):
        if getattr(report, "when", None) == "call":
            for what, counts in report.user_properties:
                sums.setdefault(what, Counter()).update(counts)
    return sums


def _skips(config: pytest.Config) -> list[tuple[str, str]]:
    """Place and reason of each skip, of a test or of a whole module."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    reports = terminal.stats.get("skipped", []) if terminal else []
    return [(report.nodeid, _reason(report)) for report in reports]


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
