"""Random tariffs that count by keys, periods, quotas and windows, and dated use of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from builders.random_tariffs import TITLE, charges, document_of
from engine.tariff import Event, TariffDocument

START = datetime.date(2026, 1, 1)
KEYS = (["customer"], ["customer", "project"], ["project"], ["project", "scenario"])
PERIODS = ("day", "month", "quarter", "half_year", "year", "ever")
SINCE = datetime.date(2025, 11, 17)
"""The first day of the contract, where periods run from it."""
ROUNDINGS = ("line", "line", "band", "total")


@dataclass(frozen=True)
class Counted:
    """A tariff, and dated requests in the order of their days."""

    document: TariffDocument
    events: tuple[Event, ...]


@st.composite
def counted(draw: st.DrawFn, windows: bool = True) -> Counted:
    """A tariff of one product with one or two components, and use of it over some months."""
    windowed = windows and draw(st.integers(0, 3)) == 0
    decimals = 0 if windowed else draw(st.sampled_from([0, 0, 2]))
    parts = [draw(_component("one", decimals, windowed))]
    if draw(st.booleans()):
        parts.append(draw(_component("two", decimals, windowed)))
    document = _document(parts, decimals, draw(st.sampled_from(ROUNDINGS)), draw(_roundings))
    most = 1 if windowed else draw(st.sampled_from([3, 40, 3_000]))
    many = st.integers(1 if windowed else 0, most)
    made = [
        Event(
            START + datetime.timedelta(days=draw(st.integers(0, 75))),
            {"project": draw(_names), "thing": draw(_names)},
            Decimal(draw(many)).scaleb(-decimals),
        )
        for _ in range(draw(st.integers(2, 7)))
    ]
    return Counted(document, tuple(sorted(made, key=lambda event: event.on)))


_names = st.sampled_from(["A", "\uff21", " A", "B", "B  ", "C"])
"""Three names, some of them written in several ways."""
_roundings = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["0.01", "0.05", "1", "0.000001"]),
        "mode": st.sampled_from(["half_up", "half_even", "up", "down"]),
    }
)


_periods = st.fixed_dictionaries(
    {"period": st.sampled_from(PERIODS)},
    optional={"runs": st.sampled_from(["calendar", "contract"])},
).map(lambda drawn: {"period": "ever"} if drawn["period"] == "ever" else drawn)


@st.composite
def _component(draw: st.DrawFn, name: str, decimals: int, windowed: bool) -> dict[str, Any]:
    over = {"key": draw(st.sampled_from(KEYS)), **draw(_periods)}
    charge = {**draw(charges(decimals)), "accumulate": over}
    component: dict[str, Any] = {"id": name, "title": TITLE, "charge": charge}
    plain = charge["model"] in ("per_unit", "percentage") and draw(st.booleans())
    if plain:
        del charge["accumulate"]
    if draw(st.integers(0, 2)) == 0:
        units = Decimal(draw(st.integers(0, 60))).scaleb(-decimals)
        within = draw(_periods)
        key = draw(st.sampled_from(KEYS))
        if plain:
            charge["accumulate"] = over
        component["free_quota"] = {"units": str(units), "key": key, "within": within}
    if "accumulate" in charge and draw(st.integers(0, 2)) == 0:
        least, more = draw(st.integers(0, 200)), draw(st.integers(0, 2_000))
        component["limits"] = {
            "minimum": str(least), "maximum": str(least + more), "apply": "after_discounts",
            "at_zero": draw(st.sampled_from(["nothing", "charged"])),
        }  # fmt: skip
    if windowed:
        reading = {
            "anchor": draw(st.sampled_from(["last_charged", "last_request"])),
            "first_day_counts": draw(st.booleans()),
        }
        days = draw(st.integers(1, 30))
        component["once_per"] = {"key": ["thing"], "days": days, "reading": reading}
    if decimals and draw(st.integers(0, 3)) == 0 and "free_quota" not in component:
        of = draw(st.sampled_from(["each_use", "total"])) if "accumulate" in charge else "each_use"
        component["per"] = [{"unit": "unit", "started_whole": True, "started_of": of}]
    return component


def _document(
    parts: list[dict[str, Any]], decimals: int, at: str, rounding: dict[str, str]
) -> TariffDocument:
    key = {"title": TITLE, "question": TITLE}
    version = {
        "rounding": {**rounding, "at": at},
        "keys": {"project": key, "thing": key},
        "products": [
            {"id": "product", "title": TITLE, "unit": "unit", "components": parts,
             "largest_quantity": "100000"},
        ],
    }  # fmt: skip
    return document_of(START, decimals, version)
