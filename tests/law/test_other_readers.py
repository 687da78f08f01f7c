"""The documents that are shipped mean the same to other programs that read YAML."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.law import read_yaml

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path for room in ("tariffs", "examples") for path in (ROOT / room).rglob("*.yaml"))


def differences(ours: Any, theirs: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where another reader has another value, or one of another kind: a day, a number, text.

    `on`, the day of a request, is a key that YAML 1.1 takes for true; this engine reads it as it
    is written, and so it stands without quotes in a request. A year as a key is a number to them.
    """
    if isinstance(ours, dict) and isinstance(theirs, dict):
        named = {"on" if key is True else str(key): value for key, value in theirs.items()}
        if list(ours) != list(named):
            yield (*path, list(ours), list(named))
        for key in ours.keys() & named.keys():
            yield from differences(ours[key], named[key], (*path, key))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, (*path, place))
    elif isinstance(ours, Decimal) and isinstance(theirs, float):
        if Decimal(repr(theirs)) != ours:
            yield (*path, ours, theirs)
    elif type(ours) is not type(theirs) or ours != theirs:
        yield (*path, ours, theirs)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_loaders_of_pyyaml_read_what_is_meant(path: Path) -> None:
    ours = read_yaml(path).tree
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        theirs = yaml.load(path.read_text(encoding="utf-8"), loader)
        assert list(differences(ours, theirs)) == [], loader.__name__


@pytest.mark.parametrize(
    ("written", "theirs"),
    [
        ("a: no", False),
        ("a: 1:30", 90),
        ("a: 012", 10),
        ("a: 1_000", 1000),
    ],
)
def test_what_they_would_read_otherwise_is_found(written: str, theirs: object) -> None:
    other = yaml.safe_load(written)
    assert other == {"a": theirs}
    assert list(differences({"a": written.removeprefix("a: ")}, other)) != []
