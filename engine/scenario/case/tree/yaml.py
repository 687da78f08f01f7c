"""A tree of plain values as a YAML file, so that it reads like one written by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from engine.money import plain

__all__ = ["as_yaml"]


def as_yaml(tree: Any) -> str:
    """Return the YAML text that reads back to the same values, numbers with decimals as text."""
    return yaml.dump(_written(tree), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """After YAML 1.2, as `read_tree` reads: `on` and `no` are words, and need no quotes."""


_Dumper.yaml_implicit_resolvers = {
    first: [one for one in resolvers if first not in "yYnNoO" or not one[0].endswith(":bool")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _written(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_written(inside) for inside in value]
    return plain(value) if isinstance(value, Decimal) else value
