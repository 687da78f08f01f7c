"""Values with something broken: a node is taken away, doubled, moved, or becomes another thing."""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

import yaml

from builders.fuzzing import nasty

Node = yaml.Node | None


def broken_yaml(content: bytes, draw: random.Random) -> bytes:
    """The document in `content` with one to three nodes broken, written anew."""
    root = yaml.compose(
        content.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        _break(root, draw)
    written: str = yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=10_000)
    return written.encode("utf-8", "surrogatepass")


def broken_json(value: Any, draw: random.Random) -> Any:
    """A copy of plain `value` with one to three nodes broken."""
    value = copy.deepcopy(value)
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        value = _broken_plain(value, draw)
    return value


def _nodes(root: Node) -> list[yaml.Node]:
    """All nodes, each once."""
    found: dict[int, yaml.Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in found:
            continue
        found[id(node)] = node
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return list(found.values())


def _scalar(draw: random.Random) -> yaml.ScalarNode:
    value = nasty.scalar(draw)
    if len(value) > 200 and draw.random() < 0.5:
        value = value[:200]
    quoted = (
        draw.random() < 0.4 or not value.isprintable() or not value.strip() or not value.isascii()
    )
    # What is written plain keeps the tag that readers resolve for it.
    tag = (
        "tag:yaml.org,2002:str"
        if quoted
        else yaml.SafeLoader("").resolve(yaml.ScalarNode, value, (True, False))
    )
    return yaml.ScalarNode(tag, value, style='"' if quoted else None)


def _deep(draw: random.Random) -> yaml.Node:
    node: yaml.Node = _scalar(draw)
    for _ in range(draw.choice((3, 30, 90, 105))):
        if draw.random() < 0.5:
            node = yaml.SequenceNode("tag:yaml.org,2002:seq", [node], flow_style=True)
        else:
            key = yaml.ScalarNode(
                "tag:yaml.org,2002:str", draw.choice(("a", "all", "any", "not", "zh"))
            )
            node = yaml.MappingNode("tag:yaml.org,2002:map", [(key, node)], flow_style=True)
    return node


def _other(draw: random.Random, every: list[yaml.Node]) -> yaml.Node:
    way = draw.randrange(12)
    if way < 6:
        return _scalar(draw)
    if way < 9:
        return copy.deepcopy(draw.choice(every))
    if way == 9:
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [], flow_style=True)
    if way == 10:
        return yaml.MappingNode("tag:yaml.org,2002:map", [], flow_style=True)
    return _deep(draw)


def _exchange(node: yaml.Node, every: list[yaml.Node], draw: random.Random) -> None:
    """Give a scalar another value of its own kind: only what it means becomes wrong."""
    if not isinstance(node, yaml.ScalarNode):
        return
    kind = node.tag.rpartition(":")[2]
    if kind in ("int", "float"):
        node.value = draw.choice(_PROPER_NUMBERS)
    elif kind == "timestamp":
        node.value = draw.choice(_PROPER_DAYS)
    elif kind == "bool":
        node.value = draw.choice(("true", "false"))
    else:
        words = [
            one.value for one in every if isinstance(one, yaml.ScalarNode) and one.tag == node.tag
        ]
        node.value = draw.choice(words)


_PROPER_NUMBERS = (
    *(one for one in nasty.NUMBERS if re.fullmatch(r"-?[0-9]{1,60}(\.[0-9]{1,60})?", one, re.A)),
    *("1", "2", "3", "0.5", "10", "100", "2025", "2026", "1000000", "0.01", "0.005", "12", "99999"),
)
_PROPER_DAYS = ("0001-01-01", "9999-12-31", "2024-02-29", "2025-12-31", "2026-01-01", "2026-03-01", "2026-03-02",
                "2026-12-31", "2027-01-01", "2029-01-01", "2035-06-30", "1900-01-01")  # fmt: skip


def _break(root: Node, draw: random.Random) -> None:
    every = _nodes(root)
    if draw.random() < 0.5:
        _exchange(draw.choice(every), every, draw)
        return
    branches = [node for node in every if isinstance(node, yaml.CollectionNode) and node.value]
    if not branches:
        return
    branch = draw.choice(branches)
    at = draw.randrange(len(branch.value))
    items: list[Any] = branch.value
    way = draw.randrange(10)
    if way == 0:
        del items[at]
    elif way == 1:
        one = items[at]  # the same again, by an alias; the key of a pair is written out
        same = (copy.deepcopy(one[0]), one[1]) if isinstance(one, tuple) else one
        items.insert(draw.randrange(len(items) + 1), same)
    elif way == 2:
        items.insert(draw.randrange(len(items) + 1), copy.deepcopy(items[at]))
    elif way == 3:
        items.extend(copy.deepcopy(items[at]) for _ in range(draw.choice((3, 200))))
    elif isinstance(branch, yaml.MappingNode):
        key, value = items[at]
        if way == 4:
            items[at] = (_other(draw, every) if draw.random() < 0.3 else _scalar(draw), value)
        elif way == 5:
            other = draw.choice(branches)
            if isinstance(other, yaml.MappingNode):
                items[at] = (draw.choice(other.value)[0], value)
        else:
            items[at] = (key, _other(draw, every))
    else:
        items[at] = _other(draw, every)


def _plain_other(draw: random.Random, every: list[Any]) -> Any:
    way = draw.randrange(10)
    if way < 4:
        return nasty.scalar(draw)
    if way < 7:
        return copy.deepcopy(draw.choice(every))
    return draw.choice(
        (
            None,
            True,
            False,
            0,
            -1,
            10**30,
            2**63,
            [],
            {},
            [[]],
            {"": ""},
            [None],
            {"zh": "a", "en": "b"},
            "2026-03-02",
        )
    )


def _branches(value: Any) -> tuple[list[Any], list[Any]]:
    """All nodes of plain values, and those that hold others."""
    every, branches, waiting = [], [], [value]
    while waiting:
        node = waiting.pop()
        every.append(node)
        if isinstance(node, dict | list) and node:
            branches.append(node)
            waiting += node.values() if isinstance(node, dict) else node
    return every, branches


def _broken_plain(value: Any, draw: random.Random) -> Any:
    every, branches = _branches(value)
    if not branches or draw.random() < 0.01:
        return _plain_other(draw, every)
    branch = draw.choice(branches)
    way = draw.randrange(6)
    if isinstance(branch, dict):
        key = draw.choice(list(branch))
        if way == 0:
            del branch[key]
        elif way == 1:
            branch[nasty.scalar(draw)] = branch[key]
        elif way == 2:
            other = draw.choice(list(branch))
            branch[key], branch[other] = branch[other], branch[key]
        else:
            branch[key] = _digit(branch[key], draw) if way == 3 else _plain_other(draw, every)
    else:
        at = draw.randrange(len(branch))
        if way == 0:
            del branch[at]
        elif way == 1:
            branch.append(copy.deepcopy(branch[at]))
        elif way == 2:
            branch.reverse()
        else:
            branch[at] = _digit(branch[at], draw) if way == 3 else _plain_other(draw, every)
    return value


def _digit(value: Any, draw: random.Random) -> Any:
    places = (
        [at for at, sign in enumerate(value) if sign.isdigit()] if isinstance(value, str) else []
    )
    if not places:
        return nasty.scalar(draw)
    at = draw.choice(places)
    return f"{value[:at]}{draw.randrange(10)}{value[at + 1 :]}"


def as_json(value: Any) -> bytes:
    """`value` as JSON, whatever letters stand in it."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
