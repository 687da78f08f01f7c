"""What is wrong with the facts given for columns: one fault each, with the values there are."""

from __future__ import annotations

from engine.law import Fault
from engine.money import plain
from engine.tariff.model.document import TariffDocument, TariffVersion

__all__ = ["missing_fact", "no_such_fact", "values_told"]


def no_such_fact(document: TariffDocument, version: TariffVersion, name: str) -> Fault:
    """Return the fault that the tariff does not ask for the fact or float `name`."""
    known = (*(fact.id for fact in version.facts), *version.floats)
    allowed = {"allowed": ", ".join(known) or "–"}
    return Fault(document.id, f"facts.{name}", None, None, "tariff.columns.no_fact", allowed)


def missing_fact(document: TariffDocument, version: TariffVersion, place: str, name: str) -> Fault:
    """Return the fault that the fact or float `name` is not given, or is none of its values."""
    if around := version.floats.get(name):
        bounds = {"least": plain(-around.down), "most": plain(around.up)}
        return Fault(
            document.id, place, None, None, "tariff.columns.float_missing", {"fact": name, **bounds}
        )
    values = {"fact": name, "allowed": values_told(version, name)}
    return Fault(document.id, place, None, None, "tariff.columns.fact_missing", values)


def values_told(version: TariffVersion, name: str) -> str:
    """Return the values of the fact `name` in their order, a dash where it has none."""
    fact = version.fact(name)
    return "–" if fact is None else ", ".join(value.id for value in fact.values)
