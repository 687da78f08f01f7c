"""Four levers (调节项): each a short way to say a change that touches several inputs at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from engine.law import Model, Path
from engine.money import CONTEXT, LARGEST, Number

__all__ = ["LEVERS", "Lever", "Levers", "changes_by", "lever_of"]

LEVERS = "levers."
"""How the path of a lever begins, where inputs are named by their paths."""


class Lever(StrEnum):
    """What a scenario can move without naming each input."""

    YIELD = "yield"
    """The 10-year treasury yield [percent], in place of the published one."""
    SPREAD = "spread"
    """The spread above the yield [percentage points]."""
    FREE_SHARE = "free_share"
    """Points that free supply takes more of every pool of joint cost [percentage points]."""
    DEMAND = "demand"
    """Growth of every forecast quantity [percent a year], from the second year on."""

    @property
    def path(self) -> str:
        """By what it is named among the inputs."""
        return LEVERS + self.value


class Levers(Model):
    """The levers that are moved; the others stay where the base has them."""

    yield_: Annotated[Number | None, Field(alias="yield", ge=0, le=LARGEST)] = None
    """See `Lever.YIELD`."""
    spread: Annotated[Number | None, Field(ge=0, le=LARGEST)] = None
    """See `Lever.SPREAD`; the method's bounds hold."""
    free_share: Annotated[Number | None, Field(ge=-100, le=100)] = None
    """See `Lever.FREE_SHARE`; no pool may leave 0 to 100 per cent."""
    demand: Annotated[Number | None, Field(gt=-100, le=LARGEST)] = None
    """See `Lever.DEMAND`."""

    def moved(self) -> dict[Lever, Number]:
        """Return the levers that are moved, in the order of `Lever`."""
        values = {
            Lever.YIELD: self.yield_,
            Lever.SPREAD: self.spread,
            Lever.FREE_SHARE: self.free_share,
            Lever.DEMAND: self.demand,
        }
        return {lever: value for lever, value in values.items() if value is not None}


def changes_by(levers: Levers, circumstances: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """Return what `levers` change of the plain tree of `circumstances`, as a tree laid over it."""
    changes: dict[str, Any] = {}
    submission: dict[str, Any] = {}
    filed = circumstances["submission"]
    for lever, value in levers.moved().items():
        if lever is Lever.YIELD:
            submission["yield_override"] = {"value": value, "reason": reason}
        elif lever is Lever.SPREAD:
            submission["spread"] = {"value": value, "reason": reason}
        elif lever is Lever.FREE_SHARE:
            submission["pools"] = list(_pools(filed, value))
            submission["drivers"] = list(_drivers(filed, value))
        else:
            products = (product["id"] for product in filed.get("products") or ())
            changes["market"] = {product: {"growth": value} for product in products}
    return {"submission": submission, **changes} if submission else changes


def lever_of(path: Path) -> Lever:
    """Return the lever that changes what stands at `path` of the circumstances."""
    if path[0] == "market":
        return Lever.DEMAND
    return {"yield_override": Lever.YIELD, "spread": Lever.SPREAD}.get(
        str(path[1]), Lever.FREE_SHARE
    )


def _pools(filed: Mapping[str, Any], points: Decimal) -> Iterator[dict[str, Any]]:
    for pool in filed.get("pools") or ():
        if pool.get("by") is None:
            with localcontext(CONTEXT):
                yield {"id": pool["id"], "paid_share": Decimal(pool.get("paid_share", 0)) - points}


def _drivers(filed: Mapping[str, Any], points: Decimal) -> Iterator[dict[str, Any]]:
    """Yield the measured drivers with `points` more of each going to free supply."""
    for driver in filed.get("drivers") or ():
        with localcontext(CONTEXT):
            paid, free = Decimal(driver["paid"]), Decimal(driver["free"])
            more = (paid + free) * points / 100
            taken = {
                product: Decimal(amount) * (paid - more) / paid
                for product, amount in (driver.get("products") or {}).items()
                if paid
            }
            if taken:  # together what paid use takes, whatever the last digit of the others
                last = next(reversed(taken))
                taken[last] += paid - more - sum(taken.values())
        yield {"id": driver["id"], "paid": paid - more, "free": free + more, "products": taken}
