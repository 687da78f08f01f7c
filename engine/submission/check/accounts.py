"""Do items, subsidies, pools and products fit together?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from engine.law import Finding
from engine.money import exactly, parse_number, plain
from engine.submission.entries import Entries
from engine.submission.shares import is_whole

__all__ = ["misfits_of_accounts"]

Place = tuple[str | int, ...]


def misfits_of_accounts(entries: Entries) -> Iterator[Finding]:
    """Yield what does not fit: repeated ids, unknown references, grants above cost, shares."""
    for name, ids in entries.ids.items():
        yield from _repeated(name, ids)
    yield from _two_homes(entries)
    yield from _written_back(entries)
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


def _two_homes(entries: Entries) -> Iterator[Finding]:
    """Yield items that have a pool and a direct use as well, broken ones included."""
    for position, item in entries.plain.get("items", {}).items():
        if item.get("pool") and item.get("direct"):
            yield Finding(("items", position), "submission.pool_and_direct")


def _written_back(entries: Entries) -> Iterator[Finding]:
    """Yield amounts below 0 without a reason, and depreciation below 0."""
    for position, item in entries.items.items():
        place = ("items", position, "amount")
        if item.amount >= 0:
            continue
        if item.asset is not None:
            yield Finding(place, "submission.written_back_asset", {}, item.amount)
        elif item.reason is None:
            yield Finding(place, "submission.written_back_without_reason", {}, item.amount)


def _unknown_pools(entries: Entries) -> Iterator[Finding]:
    if "pools" in entries.named:
        named = ((("items", at, "pool"), item.pool) for at, item in entries.items.items())
        pools = set(entries.ids["pools"].values())
        yield from _unknown(named, pools, "submission.no_such_pool")


def _unknown_assets(entries: Entries) -> Iterator[Finding]:
    if "items" in entries.unbroken:
        named = ((("subsidies", at, "asset"), of.asset) for at, of in entries.subsidies.items())
        assets = {item.id for item in entries.items.values() if item.asset is not None}
        yield from _unknown(named, assets, "submission.no_such_asset")


def _unknown(
    named: Iterable[tuple[Place, str | None]], there: set[str], key: str
) -> Iterator[Finding]:
    known = ", ".join(sorted(there)) or "–"
    for place, name in named:
        if name is not None and name not in there:
            yield Finding(place, key, {"known": known}, name)


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
    if "pools" in entries.named:
        named = (
            (("products", at, "shares", name), name)
            for at, product in entries.products.items()
            for name in product.shares
        )
        yield from _unknown(named, set(entries.ids["pools"].values()), "submission.no_such_pool")


def _shares_not_whole(entries: Entries) -> Iterator[Finding]:
    if "products" not in entries.named:
        return
    products = entries.plain.get("products", {})
    if not products:
        yield from _paid_without_products(entries)
        return
    for pool in entries.pools.values():
        if pool.by is not None:
            continue  # its shares are those of a measured driver
        shares = {at: _share(product.get("shares"), pool.id) for at, product in products.items()}
        yield from _not_whole(
            shares, ("shares", pool.id), "submission.shares_not_whole", name=pool.title
        )
    if any(item.direct == "paid" for item in entries.items.values()):
        shares = {at: _share(product, "direct_share") for at, product in products.items()}
        yield from _not_whole(shares, ("direct_share",), "submission.direct_shares_not_whole")


def _share(written: object, name: str) -> Decimal | None:
    """Return the share under `name`, 0 when none is written, None for what is no share."""
    if not isinstance(written, Mapping | None):
        return None
    share = (written or {}).get(name)
    try:
        return Decimal(0) if share is None else parse_number(share)
    except ValueError:
        return None


def _not_whole(
    shares: Mapping[int, Decimal | None], path: Place, key: str, **values: object
) -> Iterator[Finding]:
    """Yield at the first product with a share that together they are not the whole."""
    known = [share for share in shares.values() if share is not None]
    together = _added(known)
    if len(known) < len(shares) or is_whole(together):
        return
    first = next((at for at, share in shares.items() if share), next(iter(shares)))
    yield Finding(("products", first, *path), key, {"sum": plain(together), **values})


def _paid_without_products(entries: Entries) -> Iterator[Finding]:
    """Yield what is of paid use where no product is there to bear it."""
    for position, item in entries.items.items():
        if item.direct == "paid":
            yield Finding(("items", position, "direct"), "submission.paid_without_products")
    for position, pool in entries.pools.items():
        if pool.by is None and pool.paid_share > 0:
            yield Finding(("pools", position, "paid_share"), "submission.paid_without_products")


def _added(amounts: Iterable[Decimal]) -> Decimal:
    return exactly(lambda: sum(amounts, Decimal(0)))
