"""docs/requests.md and its Chinese page are the reference: every field of the model, no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.cli.conventions.forms import form_schema
from engine.law import Shelf, checked, read_tree, read_yaml
from engine.quote import QuoteRequest, quote

ROOT = Path(__file__).parents[2]
PAGES = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in ("requests.md", "requests.zh.md")
}
SCHEMA = form_schema("request")


def objects(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of known fields in the schema, with the place at which it stands."""
    node = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
    for branch in node.get("anyOf", ()):
        yield from objects(branch, place)
    if node.get("type") == "array":
        yield from objects(node.get("items", {}), f"{place}[]")
    if "properties" in node:
        yield place, node
        for name, below in node["properties"].items():
            yield from objects(below, f"{place}.{name}" if place else name)


PLACES = dict(objects(SCHEMA))


def reference(page: str) -> dict[str, dict[str, str]]:
    """By place, each field in the tables of a page and its mark for what must be there."""
    _, _, told = page.partition("\n### ")
    tables = {}
    for section in told.split("\n### "):
        heading, *rows = section.partition("\n## ")[0].splitlines()
        found = (re.match(r"\| `(\w+)` \|\s*(✔?)\s*\|", row) for row in rows)
        place = heading.strip("`") if heading.startswith("`") else ""
        tables[place] = {row[1]: row[2] for row in found if row is not None}
    return tables


def test_the_schema_has_the_places_that_requests_have() -> None:
    assert {"", "customer", "parts[]", "lines[]", "lines[].events[]", "position[]"} <= set(PLACES)


@pytest.mark.parametrize("name", PAGES)
def test_every_field_is_documented_and_nothing_else(name: str) -> None:
    expected = {
        place: {
            field: "✔" if field in node.get("required", ()) else "" for field in node["properties"]
        }
        for place, node in PLACES.items()
    }
    assert reference(PAGES[name]) == expected


@pytest.mark.parametrize("name", PAGES)
def test_the_example_of_the_page_is_answered(name: str) -> None:
    written = re.findall(r"```yaml\n(.*?)```", PAGES[name], re.DOTALL)[-1]
    located = read_tree(written, name)
    answer = quote(Shelf(ROOT / "tariffs"), checked(QuoteRequest, located), located)
    assert answer.answered


def test_a_position_stands_in_an_example() -> None:
    found = sorted(
        path.stem
        for path in sorted((ROOT / "examples" / "quotes").glob("*.yaml"))
        if "position" in read_yaml(path).tree
    )
    assert found == ["becomes-a-bank", "later-in-the-month", "use-changes"]
