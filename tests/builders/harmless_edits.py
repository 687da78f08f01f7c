"""Shipped documents edited harmlessly: each edit leaves what they mean on the day as it was."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from builders.edits import (
    CEILINGS,
    CREDIT,
    GATE,
    LIST,
    METHOD,
    RATES,
    REVIEW,
    TRIAL,
    USE,
    Draw,
    Edit,
    banded,
    components,
    shipped,
    tables_of,
    version,
)
from builders.seeded_faults import conflict, dead_rule, gap, hole, overlap


def _shuffled(draw: Draw, value: Any) -> Any:
    """The same values with the keys of every mapping in another order."""
    if isinstance(value, dict):
        keys = list(value)
        draw.shuffle(keys)
        return {key: _shuffled(draw, value[key]) for key in keys}
    return [_shuffled(draw, item) for item in value] if isinstance(value, list) else value


EDITED = (LIST, CEILINGS, TRIAL, CREDIT, USE, GATE, METHOD, REVIEW, RATES, "demo/products",
          "demo/authorisations", "cn/conditions-of-free-use", "cn/series/vat-general")  # fmt: skip


def keys_in_another_order(draw: Draw) -> Edit:
    identifier = draw.choice(EDITED)
    tree = _shuffled(draw, shipped(identifier))
    return Edit("order", f"{identifier} ({draw.randrange(10**6)})", identifier, tree)


def other_words(draw: Draw) -> Edit:
    identifier = draw.choice(EDITED)
    tree = shipped(identifier)
    said = f"改 {draw.randrange(10**6)}"

    def reworded(value: Any, key: str = "") -> Any:
        if isinstance(value, dict) and set(value) == {"zh", "en"}:
            change = key in ("title", "note", "question", "text") and draw.random() < 0.5
            return (
                {"zh": f"{value['zh']}（{said}）", "en": f"{value['en']} ({said})"}
                if change
                else value
            )
        if isinstance(value, dict):
            return {name: reworded(item, name) for name, item in value.items()}
        return [reworded(item, key) for item in value] if isinstance(value, list) else value

    return Edit("words", f"{identifier}: {said}", identifier, reworded(tree))


def renamed_together(draw: Draw) -> Edit:
    new = f"new-{draw.randrange(10**6)}"
    kind = draw.randrange(4)
    tree = shipped(TRIAL)
    product = version(tree)["products"][0]
    if kind == 0:
        for listed in (product["discounts"][0], product["exemptions"][0]):
            if "component" in listed:
                listed["component"] = new
            else:
                listed["components"] = [new]
        product["components"][0]["id"] = new
        return Edit("renamed", f"a component {new}", TRIAL, tree)
    if kind == 1:
        classes = version(tree)["classes"]
        classes[new] = classes.pop("supported_scenario")
        product["discounts"][0]["for"] = new
        return Edit("renamed", f"a class {new}", TRIAL, tree)
    identifier = draw.choice((USE, GATE, REVIEW, RATES))
    tree = shipped(identifier)
    table = draw.choice(version(tree)["tables"])
    draw.choice([table, *table["rules"]])["id"] = new
    return Edit("renamed", f"{identifier}: {new}", identifier, tree)


def fault_of_other_days(draw: Draw) -> Edit:
    """A version of earlier days with a fault of its own."""
    wrong = draw.choice((hole, overlap, gap, conflict, dead_rule))(draw)
    tree = shipped(wrong.identifier)
    old = version(wrong.tree)
    year = draw.randrange(1990, 2010)
    old["published"] = old["from"] = datetime.date(year, 1, 1)
    old["until"] = datetime.date(year, 12, 30)
    old.pop("trial", None)
    tree["versions"].insert(draw.randrange(len(tree["versions"]) + 1), old)
    return Edit("other days", f"{year}: {wrong.what}", wrong.identifier, tree)


def written_otherwise(draw: Draw) -> Edit:
    """Prices with more noughts, a band in two pieces, rules of a collecting table turned round."""
    kind = draw.randrange(3)
    if kind == 0:
        identifier = draw.choice((LIST, TRIAL, CEILINGS, CREDIT))
        tree = shipped(identifier)
        noughts = "0" * draw.randrange(1, 3)
        for _, part in components(tree):
            for priced in part["charge"].get("bands", [part["charge"]]):
                if "." in priced.get("price", ""):
                    priced["price"] += noughts
        return Edit("written", f"{identifier}: prices with {noughts} more", identifier, tree)
    if kind == 1:
        identifier = draw.choice((LIST, TRIAL))
        tree = shipped(identifier)
        bands = banded(tree)[0]
        place = draw.randrange(len(bands) - 1)
        low, high = Decimal(bands[place]["above"]), Decimal(bands[place]["up_to"])
        middle = str(draw.randrange(int(low) + 1, int(high)))
        bands.insert(place + 1, {**bands[place], "above": middle})
        bands[place] = {**bands[place], "up_to": middle}
        return Edit("written", f"{identifier}: band {place} in two at {middle}", identifier, tree)
    identifier = draw.choice((USE, GATE))
    tree = shipped(identifier)
    table = draw.choice(tables_of(tree, ("collect",)))
    draw.shuffle(table["rules"])
    order = " ".join(rule["id"] for rule in table["rules"])
    return Edit("written", f"{identifier}: {order}", identifier, tree)


HARMLESS: tuple[Callable[[Draw], Edit], ...] = (
    keys_in_another_order, other_words, renamed_together, fault_of_other_days, written_otherwise,
)  # fmt: skip


def harmless_edits(each: int) -> Iterator[Edit]:
    """`each` harmless edits of every kind, no two alike; always the same ones."""
    for kind in HARMLESS:
        draw, told = random.Random(kind.__name__), set[str]()
        while len(told) < each:
            edit = kind(draw)
            if edit.what not in told:
                told.add(edit.what)
                yield edit
