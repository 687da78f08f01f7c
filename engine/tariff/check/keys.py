"""Whether the keys by which use is told apart and added up are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from engine.law import Finding, Path
from engine.tariff.model.charge import Accumulation, accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import Component, FreeQuota, OncePer

__all__ = ["KNOWN_KEYS", "check_keys"]

KNOWN_KEYS = ("customer", "product", "scenario", "person")
"""Keys that no document has to bring in."""
_ALIKE = 0.8
"""From this likeness on, from 0 to 1, two names are taken for one that was misspelt."""

_Keyed = Accumulation | FreeQuota | OncePer


def check_keys(version: TariffVersion, path: Path) -> Iterator[Finding]:
    """Yield the keys that nothing else knows, and those spelt almost as one of `KNOWN_KEYS`.

    Known are those in `KNOWN_KEYS`, units and facts of the version, and keys that another rule of
    it uses as well. What makes two requests the same is for the window (`once_per`) alone to say,
    so that there a key is faulty only where it is spelt almost as another one.
    """
    placed = list(_placed(version, path))
    used = Counter(name for rule, _ in placed for name in set(rule.key))
    declared = {*KNOWN_KEYS, *version.units, *(fact.id for fact in version.facts)}
    shared = {name for name, times in used.items() if times > 1}
    for rule, at in placed:
        for position, name in enumerate(rule.key):
            if name in declared:
                continue
            others = KNOWN_KEYS if name in shared else sorted((declared | {*used}) - {name})
            misspelt = bool(get_close_matches(name, others, 1, _ALIKE))
            if misspelt or (name not in shared and not isinstance(rule, OncePer)):
                allowed = {"allowed": ", ".join(dict.fromkeys((*KNOWN_KEYS, *sorted(declared))))}
                yield Finding((*at, position), "tariff.unknown_key", allowed, name)


def _placed(version: TariffVersion, path: Path) -> Iterator[tuple[_Keyed, Path]]:
    """Yield every rule that has keys, with the place of its keys."""
    for place, product in enumerate(version.products):
        for number, component in enumerate(product.components):
            here = (*path, "products", place, "components", number)
            yield from _of_component(component, here)


def _of_component(component: Component, path: Path) -> Iterator[tuple[_Keyed, Path]]:
    charges = [(component.charge, (*path, "charge"))]
    charges += [
        (price.charge, (*path, "for_class", name, "charge"))
        for name, price in component.for_class.items()
    ]
    for charge, at in charges:
        accumulate = accumulation_of(charge)
        if accumulate is not None:
            yield accumulate, (*at, "accumulate", "key")
    if component.free_quota is not None:
        yield component.free_quota, (*path, "free_quota", "key")
    if component.once_per is not None:
        yield component.once_per, (*path, "once_per", "key")
