"""What is the same for every page that a test opens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from builders.browser import served_app, visitor
from playwright.sync_api import Page
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def installed_components() -> Iterator[None]:
    """Look once for components: Streamlit reads of every installed package, for each page anew."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages, served over a store of the module's own."""
    store: Path = tmp_path_factory.mktemp("store") / "store.sqlite"
    with served_app(store) as served:
        yield served


@pytest.fixture(scope="module")
def page(chromium_path: str) -> Iterator[Page]:
    """A browser of the module's own."""
    with visitor(chromium_path) as opened:
        yield opened
