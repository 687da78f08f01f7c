"""Do items, subsidies, pools and products fit together?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from engine.law import Finding
from engine.money import exactly, plain
from engine.submission.entries import Entries

__all__ = ["misfits_of_accounts"]

_WHOLE = Decimal(100)


def misfits_of_accounts(entries: Entries) -> Iterator[Finding]:
    """Yield what does not fit: repeated ids, unknown references, grants above cost, shares."""
    for name, ids in entries.ids.items():
        yield from _repeated(name, ids)
    yield from _unknown_pools(entries)
    yield from _unknown_assets(entries)
    yield from _grants_above_cost(entries)
    yield from _unknown_shares(entries)
    yield from _shares_not_whole(entries)


def _repeated(name: str, ids: Mapping[int, str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for position, identifier in ids.items():
        if identifier in seen:
            yield Finding((name, position, "id"), "submission.repeated", {}, identifier)
        seen.add(identifier)


def _unknown_pools(entries: Entries) -> Iterator[Finding]:
    pools = {pool.id for pool in entries.pools.values()}
    if "pools" not in entries.unbroken:
        return
    for position, item in entries.items.items():
        if item.pool is not None and item.pool not in pools:
            known = ", ".join(sorted(pools)) or "–"
            yield Finding(
                ("items", position, "pool"), "submission.no_such_pool", {"known": known}, item.pool
            )


def _unknown_assets(entries: Entries) -> Iterator[Finding]:
    if "items" not in entries.unbroken:
        return
    assets = {item.id for item in entries.items.values() if item.asset is not None}
    for position, subsidy in entries.subsidies.items():
        if subsidy.asset is not None and subsidy.asset not in assets:
            known = ", ".join(sorted(assets)) or "–"
            yield Finding(
                ("subsidies", position, "asset"),
                "submission.no_such_asset",
                {"known": known},
                subsidy.asset,
            )


def _grants_above_cost(entries: Entries) -> Iterator[Finding]:
    if "subsidies" not in entries.unbroken:
        return
    for position, item in entries.items.items():
        if item.asset is None:
            continue
        money = _added(s.amount for s in entries.subsidies.values() if s.asset == item.id)
        granted = _added((money, item.asset.given, item.asset.revalued))
        if granted > item.asset.original:
            yield Finding(
                ("items", position, "asset", "original"),
                "submission.granted_above_cost",
                {"granted": plain(granted)},
                item.asset.original,
            )


def _unknown_shares(entries: Entries) -> Iterator[Finding]:
    if "pools" not in entries.unbroken:
        return
    pools = {pool.id for pool in entries.pools.values()}
    for position, product in entries.products.items():
        for name in product.shares:
            if name not in pools:
                yield Finding(
                    ("products", position, "shares", name),
                    "submission.no_such_pool",
                    {"known": ", ".join(sorted(pools)) or "–"},
                    name,
                )


def _shares_not_whole(entries: Entries) -> Iterator[Finding]:
    products = entries.products
    if "products" not in entries.unbroken or not products:
        return
    for pool in entries.pools.values():
        if pool.by is not None:
            continue  # its shares are those of a measured driver
        together = _added(product.shares.get(pool.id, Decimal(0)) for product in products.values())
        if together != _WHOLE:
            first = next(
                (at for at, product in products.items() if pool.id in product.shares),
                next(iter(products)),
            )
            yield Finding(
                ("products", first, "shares", pool.id),
                "submission.shares_not_whole",
                {"name": pool.title, "sum": plain(together)},
            )
    together = _added(product.direct_share for product in products.values())
    is_direct = any(item.direct == "paid" for item in entries.items.values())
    if is_direct and together != _WHOLE:
        yield Finding(
            ("products", next(iter(products)), "direct_share"),
            "submission.direct_shares_not_whole",
            {"sum": plain(together)},
        )


def _added(amounts: Iterable[Decimal]) -> Decimal:
    return exactly(lambda: sum(amounts, Decimal(0)))
