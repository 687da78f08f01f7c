"""Every field of a request has its line in docs/requests.md and its Chinese page, and stands in some example."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from engine.law import read_yaml
from engine.quote import QuoteRequest, RequestChange, RequestEvent, RequestLine
from engine.quote.request.position import RequestPosition

ROOT = Path(__file__).parents[2]
PAGES = [
    (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("requests.md", "requests.zh.md")
]


@pytest.mark.parametrize(
    "model",
    [QuoteRequest, RequestLine, RequestChange, RequestEvent, RequestPosition],
    ids=lambda one: one.__name__,
)
def test_every_field_is_documented(model: type[BaseModel]) -> None:
    names = [field.alias or name for name, field in model.model_fields.items()]
    for page in PAGES:
        assert [name for name in names if f"`{name}`" not in page] == []


def test_a_position_stands_in_an_example() -> None:
    found = sorted(
        path.stem
        for path in sorted((ROOT / "examples" / "quotes").glob("*.yaml"))
        if "position" in read_yaml(path).tree
    )
    assert found == ["becomes-a-bank", "later-in-the-month", "use-changes"]
