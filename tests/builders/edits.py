"""Shipped documents with something changed: what an edit is, and the pieces that edits change."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from engine.law import read_yaml

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "tariffs"

Tree = dict[str, Any]
Draw = random.Random

LIST, CEILINGS, TRIAL = "demo/price-list", "demo/ceilings", "demo/trial-standard"
CREDIT, USE, GATE = "cn/credit-reference", "cn/use-of-public-data", "cn/supply"
METHOD, REVIEW, RATES = "cn/ndrc-2025-65", "cn/cost-review", "cn/rates"
ALLOCATION = "cn/ceiling-allocation"


@dataclass(frozen=True, slots=True)
class Edit:
    """A document with something changed."""

    family: str
    what: str
    identifier: str
    tree: Tree
    beside: tuple[tuple[str, Tree], ...] = ()
    """Other documents that are changed with it."""

    def write(self, folder: Path) -> Path:
        """Lay it down in a folder of its own, to be laid over the shipped shelf."""
        for name, tree in ((self.identifier, self.tree), *self.beside):
            place = folder / f"{name}.yaml"
            place.parent.mkdir(parents=True, exist_ok=True)
            written = yaml.safe_dump(_plain(tree), allow_unicode=True, sort_keys=False)
            place.write_text(written, encoding="utf-8")
        return folder


def shipped(identifier: str) -> Tree:
    """A shipped document as plain values, to be changed freely."""
    return copy.deepcopy(_read(identifier))


@cache
def _read(identifier: str) -> Tree:
    tree: Tree = read_yaml(SHIPPED / f"{identifier}.yaml").tree
    return tree


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def version(tree: Tree) -> Tree:
    """The newest version."""
    newest: Tree = max(tree["versions"], key=lambda one: str(_day(one["from"])))
    return newest


def _day(written: Any) -> Any:
    return written.get("day", written.get("seen")) if isinstance(written, dict) else written


def components(tree: Tree) -> list[tuple[Tree, Tree]]:
    """The components of its newest version, each after its product."""
    return [
        (product, component)
        for product in version(tree)["products"]
        for component in product["components"]
    ]


def banded(tree: Tree) -> list[list[Tree]]:
    """The bands of each component that has some."""
    return [part["charge"]["bands"] for _, part in components(tree) if "bands" in part["charge"]]


def tables_of(tree: Tree, hits: tuple[str, ...]) -> list[Tree]:
    """The tables of its newest version that hit in one of these ways."""
    return [table for table in version(tree)["tables"] if table["hit"] in hits]
