"""The rules that read what is said of use before, and what of it none reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from engine.law import Finding
from engine.tariff.model.charge import PerPeriod, accumulation_of
from engine.tariff.model.period import Accumulation
from engine.tariff.model.product import Component, FreeQuota, TariffProduct
from engine.tariff.usage.findings import units_of_part
from engine.tariff.usage.position import Position, period_written

__all__ = ["counted_as", "fields_read", "units_before", "unread"]

_Reader = tuple[tuple[str, ...], str, Callable[[Position], bool]]
"""Which fields of an entry a rule reads, how it counts as documents write it, and whether an entry
is of its keys and period."""


def _readers(part: Component) -> Iterator[_Reader]:
    """Yield the rules of a component that read what was before."""
    once, quota = part.once_per, part.free_quota
    overs = [accumulation_of(charge) for charge in part.charges()]
    if once is not None:
        written = ", ".join((*once.key, "last_charged"))
        yield ("last_charged",), written, partial(_of_window, once.key)
    if quota is not None:
        names = ("used", "quota_used", *(("charged",) if None in overs else ()))
        yield names, counted_as(quota), partial(_counted, quota)
    for charge, over in zip(part.charges(), overs, strict=True):
        if isinstance(charge, PerPeriod):
            yield ("used", "charged"), charge.period.value, partial(_covered, charge)
        elif over is not None:
            names = ("used", "charged", *(("quota_used",) if quota is not None else ()))
            yield names, counted_as(over), partial(_counted, over)
        elif quota is None:
            yield ("used", "charged"), "", _without_period


def _of_window(key: Sequence[str], position: Position) -> bool:
    return position.last_charged is not None and position.of_keys(key)


def _counted(over: FreeQuota | Accumulation, position: Position) -> bool:
    return position.counted_by(over)


def _covered(charge: PerPeriod, position: Position) -> bool:
    return any(position.of((), charge.period, by_contract) for by_contract in (False, True))


def _without_period(position: Position) -> bool:
    return position.period is None and bool(position.used)


def counted_as(over: FreeQuota | Accumulation) -> str:
    """Return how a rule counts, as documents write it: person, year."""
    return ", ".join((*over.key, period_written(over.within)))


def fields_read(part: Component, position: Position) -> set[str]:
    """Return the fields of `position` that rules of the component read, of its keys and period."""
    return {name for names, _, is_of in _readers(part) if is_of(position) for name in names}


def _rules(parts: Sequence[Component], field: str | None = None) -> str:
    """Return how the rules of `parts` count, such as person, year: those that read `field`."""
    written = (
        how
        for part in parts
        for names, how, _ in _readers(part)
        if how and (field is None or field in names)
    )
    return "; ".join(dict.fromkeys(written)) or "–"


def unread(
    product: TariffProduct, parts: Sequence[Component], position: Position
) -> Iterator[Finding]:
    """Yield what `position` says and no rule of `parts` reads."""
    read = {name for part in parts for name in fields_read(part, position)}
    if not read:
        yield Finding(position.path, "tariff.position_of_no_rule", {"rules": _rules(parts)})
        return
    for name in ("quota_used", "charged", "last_charged"):
        if getattr(position, name) is not None and name not in read:
            values = {"said": name, "rules": _rules(parts, name)}
            yield Finding((*position.path, name), "tariff.says_unread", values)
    for unit in position.used:
        of_unit = [part for part in parts if unit in units_before(product, part)]
        if of_unit and not any("used" in fields_read(part, position) for part in of_unit):
            values = {"said": f"used.{unit}", "rules": _rules(of_unit, "used")}
            yield Finding((*position.path, "used", unit), "tariff.says_unread", values)


def units_before(product: TariffProduct, part: Component) -> Iterator[str]:
    """Yield the units in which is said how much of `part` was used before."""
    if any(isinstance(charge, PerPeriod) for charge in part.charges()):
        yield "day"
    yield from units_of_part(product, part)
