"""Each rule of a tariff changed or taken out in turn: where the total then differs, the rule's own
citation must be among its sources."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from builders.proof import tried
from engine.explain import Step, sources
from engine.law import Citation, Faults
from engine.tariff import TariffDocument, Usage, rate

__all__ = ["hold_cited"]

FLIPPED = {
    "in_lower_band": "in_upper_band", "in_upper_band": "in_lower_band", "nothing": "charged",
    "charged": "nothing", "contract": "calendar", "one_after_another": "added",
    "added": "largest", "largest": "one_after_another",
}  # fmt: skip
TAKEN_OUT = ("free_quota", "limits", "once_per", "not_collected")
MOVED = (
    "price",
    "percent",
    "entry_fee",
    "adds",
    "minimum",
    "maximum",
    "units",
    "amount",
    "multiply_by",
    "divide_by",
)
ANCHORS = {"last_charged": "last_request", "last_request": "last_charged"}
Place = tuple[str | int, ...]


def marked(node: Any, place: Place = ()) -> Any:
    """The document with a citation of its own for each rule: the place where it stands."""
    if isinstance(node, dict):
        found = {name: marked(value, (*place, name)) for name, value in node.items()}
        if "cites" in node:
            found["cites"] = [
                {"instrument": written(place), "evidence": "illustrative", "applies": "directly"}
            ]
        return found
    return [marked(value, (*place, at)) for at, value in enumerate(node)] if isinstance(node, list) else node  # fmt: skip


def written(place: Place) -> str:
    return ".".join(map(str, place)) or "-"


def changes(node: Any, place: Place = (), rule: Place = ()) -> Iterator[tuple[Place, Any, Place]]:
    """Each place that can be changed, what it becomes (None: it is taken out), and the rule."""
    if isinstance(node, list):
        for at, value in enumerate(node):
            yield from changes(value, (*place, at), rule)
        return
    if not isinstance(node, dict):
        return
    rule = place if "cites" in node else rule
    for name, value in node.items():
        here = (*place, name)
        if name == "rule" and value in FLIPPED:
            yield here, FLIPPED[value], rule
        elif name == "anchor":
            yield here, ANCHORS[value], rule
        elif name == "first_day_counts":
            yield here, not value, rule
        elif name == "days":
            yield here, value + 2, rule
        elif name in MOVED and isinstance(value, str):
            yield here, str(Decimal(value) / 2), rule
        elif name == "rounding" and "at" in value:
            yield (*here, "unit"), "0.000001", here
        elif name in TAKEN_OUT:
            yield here, None, here
        elif name in ("discounts", "exemptions"):
            yield from (((*here, at), None, (*here, at)) for at in range(len(value)))
        if name != "cites":
            yield from changes(value, here, rule)


def changed(tree: Any, place: Place, becomes: Any) -> TariffDocument:
    found = copy.deepcopy(tree)
    node = found
    for part in place[:-1]:
        node = node[part]
    if becomes is None:
        del node[place[-1]]
    else:
        node[place[-1]] = becomes
    return TariffDocument.model_validate(found)


def cost(
    document: TariffDocument, usages: Sequence[Usage], facts: Mapping[str, str]
) -> Step | None:
    """What the uses cost; None where that cannot be said."""
    try:
        return rate(document, document.versions[0], usages, facts).total
    except Faults:
        return None


def hold_cited(document: TariffDocument, usages: Sequence[Usage], facts: Mapping[str, str]) -> None:
    """Hold that what the uses cost names every rule without which it would be another."""
    tree = marked(document.model_dump(mode="json", by_alias=True, exclude_none=True))
    total = cost(TariffDocument.model_validate(tree), usages, facts)
    assert total is not None
    named = {one.instrument for one in sources(total) if isinstance(one, Citation)}
    decided = 0
    for place, becomes, rule in changes(tree["versions"], ("versions",)):
        other = cost(changed(tree, place, becomes), usages, facts)
        if other is not None and other.number != total.number:
            assert written(rule) in named, (written(place), becomes, total.number, other.number)
            decided += 1
    tried("rules that decide a total", totals=1, rules=decided)
