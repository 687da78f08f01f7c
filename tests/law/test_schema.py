"""The JSON Schema that editors get agrees with the loader."""

from __future__ import annotations

import copy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from builders.editor import as_json
from builders.shelf import CONDITIONS, YIELDS
from jsonschema import Draft202012Validator

from engine.law import kinds, read_tree, schema_of

for room in ("catalogue", "rules", "tariff", "method"):
    import_module(f"engine.{room}")

TARIFFS = Path(__file__).parents[2] / "tariffs"
VARIATIONS = Path(__file__).parents[1] / "data" / "variations"
VALIDATORS = {(kind.name, kind.of): Draft202012Validator(schema_of(kind)) for kind in kinds()}


def refused(tree: Any) -> list[str]:
    validator = VALIDATORS[tree["kind"], tree.get("of")]
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(as_json(tree))]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: f"{kind.name} {kind.of or ''}".strip())
def test_the_schema_is_a_schema(kind: Any) -> None:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert "from" in str(schema)
    assert "from_" not in str(schema)


@pytest.mark.parametrize(
    "path", sorted(TARIFFS.rglob("*.yaml")), ids=lambda path: path.relative_to(TARIFFS).as_posix()
)
def test_the_real_documents_agree_with_it(path: Path) -> None:
    assert refused(read_tree(path.read_text(encoding="utf-8"), path.name).tree) == []


@pytest.mark.parametrize("written", [YIELDS, CONDITIONS], ids=["series", "register"])
def test_it_refuses_what_the_loader_refuses(written: str) -> None:
    tree = read_tree(written, "a.yaml").tree
    assert refused(tree) == []
    for key, value in [("id", "CN/Yields"), ("versions", []), ("remark", "x"), ("title", "x")]:
        changed = copy.deepcopy(tree)
        changed[key] = value
        assert refused(changed), key
    changed = copy.deepcopy(tree)
    del changed["jurisdiction"]
    assert refused(changed)
    changed = copy.deepcopy(tree)
    changed["versions"][0]["cites"][0]["evidence"] = "read"
    assert refused(changed)


@pytest.mark.parametrize("path", sorted(VARIATIONS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_of_a_variation_the_head_and_the_frame_are_held(path: Path) -> None:
    tree = read_tree(path.read_text(encoding="utf-8"), path.name).tree
    assert refused(tree) == []
    for key in ("id", "title", "jurisdiction"):
        assert refused({name: value for name, value in tree.items() if name != key}), key
    changed = copy.deepcopy(tree)
    del changed["versions"][0]["from"]
    assert refused(changed)
