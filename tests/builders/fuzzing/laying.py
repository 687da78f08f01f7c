"""Where the sound examples are, and how a broken one is laid into a folder."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from builders.fuzzing import trees, written

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "tariffs"
EXAMPLES = ROOT / "examples"
OPERATORS = EXAMPLES / "operators"
BY_METHOD = ("--method", "cn/ndrc-2025-65", "--on", "2026-03-01")
BY_METHOD_LATER = ("--method", "cn/ndrc-2025-65", "--on", "2029-03-01")
ON_EVALUATION = ("--on", "2029-02-01")

Words = tuple[str, ...]
Draw = random.Random


@cache
def seeds(*patterns: str) -> tuple[Path, ...]:
    """The files of the project that match one of `patterns`."""
    return tuple(sorted(path for pattern in patterns for path in ROOT.glob(pattern)))


@cache
def read(path: Path) -> bytes:
    """What is in the file at `path`, read once."""
    return path.read_bytes()


def broken(path: Path, draw: Draw) -> bytes:
    """The YAML at `path` with something broken; now and then another file altogether."""
    way = draw.random()
    if way < 0.03:
        return written.bomb(draw)
    if way < 0.45:
        return written.broken(read(path), draw)
    return trees.broken_yaml(read(path), draw)


def put(place: Path, content: bytes) -> str:
    """Write a file, and the folders it is in; return its name."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place.name


def some(draw: Draw, *ways: Words) -> Words:
    """One of several ways to go on with a command."""
    return draw.choice(ways)
