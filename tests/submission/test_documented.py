"""docs/submissions.md and its Chinese page name every field, column, sheet and value, no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.cli.conventions.forms import form_schema
from engine.law import read_yaml
from engine.submission.formats.layout import BASICS, PAIRS, SHEETS, names_of

ROOT = Path(__file__).parents[2]
PAGES = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8").split("\n## ")[2]
    for name in ("submissions.zh.md", "submissions.md")
}
LANGUAGES = {name: position for position, name in enumerate(PAGES)}
FORMS = ("submission", "overrides", "objections", "incomes", "charges")
PHRASE = {"zh", "en"}


def objects(schema: dict[str, Any], node: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every mapping of known fields but texts in two languages, with its place."""
    node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
    for branch in node.get("anyOf", ()):
        yield from objects(schema, branch, place)
    if node.get("type") == "array":
        yield from objects(schema, node["items"], f"{place}[]")
    if "properties" in node and node["properties"].keys() != PHRASE:
        yield place, node
        for name, below in node["properties"].items():
            yield from objects(schema, below, f"{place}.{name}" if place else name)


def rows(told: str) -> list[list[str]]:
    """The cells of each row of the tables in a piece of a page."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in told.splitlines()
        if line.startswith("| `")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_field_of_every_file_is_documented_and_nothing_else(name: str) -> None:
    _, *sections, _ = PAGES[name].split("\n### ")
    assert len(sections) == len(FORMS)
    for form, section in zip(FORMS, sections, strict=True):
        head, *below = section.split("\n#### ")
        told = {"": head, **{one.splitlines()[0].strip("`"): one for one in below}}
        schema = form_schema(form)
        assert {
            place: {row[0].strip("`"): row[1] for row in rows(piece)}
            for place, piece in told.items()
        } == {
            place: {
                field: "✔" if field in node.get("required", ()) else ""
                for field in node["properties"]
            }
            for place, node in objects(schema, schema)
        }


@pytest.mark.parametrize("name", PAGES)
def test_every_sheet_and_every_column_is_documented(name: str) -> None:
    language = LANGUAGES[name]
    intro, submission, *_ = PAGES[name].split("\n### ")
    assert [row[1:] for row in rows(intro)] == [
        [names_of(sheet.name)[language], f"`{sheet.file}`", "" if sheet.optional else "✔"]
        for sheet in (*SHEETS, *PAIRS)
    ]
    for sheet in PAIRS:
        columns = ("、", ", ")[language].join(names_of(one.name)[language] for one in sheet.columns)
        assert columns in intro
    places = submission.split("\n#### ")
    told = {(one.splitlines()[0].strip("`"), row[0]): row[2] for one in places for row in rows(one)}
    for sheet in (BASICS, *SHEETS):
        for column in sheet.columns:
            *around, field = (each for each in column.path if each not in PHRASE)
            place = ".".join([f"{sheet.list}[]"] * bool(sheet.list) + around)
            heading = names_of(column.name)[language]
            if column.optional:
                heading = f"({heading})" if language else f"（{heading}）"
            key = place or places[0].splitlines()[0], f"`{field}`"
            assert heading in re.split("; |、", told[key]), heading


@pytest.mark.parametrize("name", PAGES)
def test_every_value_of_the_rules_is_documented(name: str) -> None:
    language = ("zh", "en")[LANGUAGES[name]]
    rates, review = (_values(f"cn/{document}") for document in ("rates", "cost-review"))
    classes = _values("cn/ndrc-2025-65")["asset_class"]
    expected = {
        "items[].category": review["category"],
        "taxes.vat": rates["vat"],
        "taxes.location": rates["location"],
        "taxes.income_tax": rates["income-tax"],
        "items[].asset.asset_class": classes,
    }
    told = {row[0].strip("`"): row[1] for row in rows(PAGES[name].split("\n### ")[-1])}
    assert told == {
        field: ("；", "; ")[language == "en"].join(
            f"`{value['id']}` {value['title'][language]}" for value in values
        )
        for field, values in expected.items()
    }


def _values(document: str) -> dict[str, Any]:
    """By name, the values of each fact and column of the newest version of a document."""
    found: dict[str, Any] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "id" in node and "values" in node:
                found.setdefault(node["id"], node["values"])
            node = list(node.values())
        for each in node if isinstance(node, list) else ():
            walk(each)

    walk(read_yaml(ROOT / "tariffs" / f"{document}.yaml").tree["versions"][-1])
    return found
