"""What a quote tells of the keys of a request: those that no rule knows, and names taken as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.tariff import Position, TariffVersion, Usage, merged_names, unused_keys
from engine.text import Text, text

__all__ = ["keys_unused", "names_merged"]


def keys_unused(version: TariffVersion | None, usages: Sequence[Usage]) -> Iterator[str]:
    """Yield the keys given that no rule of their product knows, as keys.office, each once."""
    if version is None:
        return
    found: dict[str, None] = {}
    for usage in usages:
        priced = version.product(usage.product)
        if priced is not None:
            found |= dict.fromkeys(unused_keys(version, priced, usage))
    yield from (f"keys.{name}" for name in sorted(found))


def names_merged(
    version: TariffVersion | None, usages: Sequence[Usage], positions: Sequence[Position]
) -> Iterator[Text]:
    """Yield, for each thing that is written in several ways, that they are taken as one."""
    if version is None:
        return
    told: dict[tuple[str, tuple[str, ...]], None] = {}
    for product in dict.fromkeys(usage.product for usage in usages):
        priced = version.product(product)
        if priced is None:
            continue
        named: list[Mapping[str, str]] = []
        for usage in usages:
            if usage.product == product:
                named.append(usage.all_keys())
                named += [usage.all_keys(event) for event in (*usage.history, *usage.events)]
        named += [one.keys for one in positions if one.bill is not None or one.product == product]
        told |= dict.fromkeys(merged_names(version, priced, named))
    for key, names in told:
        listed = Text(
            zh="".join(f"\u300c{name}\u300d" for name in names),
            en=", ".join(f"\u201c{name}\u201d" for name in names),
        )
        title = (
            text("tariff.rate.key", key=key) if key not in version.keys else version.keys[key].title
        )
        yield text("quote.merged", names=listed, key=title)
