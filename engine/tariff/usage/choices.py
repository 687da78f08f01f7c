"""What a customer or operator states about itself, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic_core import PydanticCustomError

from engine.law import Finding
from engine.money import parse_number, plain
from engine.tariff.model.document import Float, TariffVersion

__all__ = ["fact_findings"]


def fact_findings(version: TariffVersion, facts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the floats chosen in `facts` that are no number or lie outside their bounds.

    A float outside its bounds is refused, not cut to them.
    """
    for name, around in version.floats.items():
        if name in facts:
            yield from _float(name, around, facts[name])


def _float(name: str, around: Float, chosen: str) -> Iterator[Finding]:
    path = ("facts", name)
    try:
        percent = parse_number(chosen)
    except PydanticCustomError:
        yield Finding(path, "money.not_a_number", {}, chosen)
        return
    if not -around.down <= percent <= around.up:
        values = {"title": around.title, "up": plain(around.up), "down": plain(around.down)}
        yield Finding(path, "tariff.float_out_of_bounds", values, chosen)
