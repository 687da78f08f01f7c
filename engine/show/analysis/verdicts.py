"""A verdict in words: under which readings it holds, and of how many it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.determination import MaximaByReading
from engine.method import Switch
from engine.money import FEN, grouped
from engine.readings import Holds, Verdict
from engine.text import Text, joined, text

__all__ = ["read_as", "verdict_shown"]


def verdict_shown(of: MaximaByReading, verdict: Verdict, by: str = "by_default") -> Text:
    """Return a verdict, and how many combinations it says nothing of; its own case is `by_default`,
    or `as_taken`."""
    said = _held(of, verdict, by)
    if not verdict.cases or not verdict.unanswered:
        return said
    return text("show.analysis.of_the_others", said=said, count=verdict.unanswered)


def _held(of: MaximaByReading, verdict: Verdict, by: str) -> Text:
    if verdict.holds is Holds.UNJUDGED:
        return text("show.analysis.never_answered", verdict=verdict.title)
    if verdict.holds is Holds.NONE:
        return text("show.analysis.under_none", verdict=verdict.title)
    assert verdict.least is not None and verdict.greatest is not None
    ends = (max(verdict.least, Decimal(0)), verdict.greatest)
    least, greatest = (_amount(one, verdict.unit) for one in ends)
    values = {
        "verdict": verdict.title,
        "unit": text(f"show.analysis.unit_{verdict.act.value}"),
        "least": least,
        "greatest": greatest,
    }
    if verdict.holds is Holds.EVERY:
        return text("show.analysis.under_every", **values)
    switches = {switch.id: switch for switch in of.prepared.version.switches}
    ways = [
        joined(
            [
                read_as(switches[name], readings)
                if name in switches
                else text("show.analysis.read_as", switch=name, readings=", ".join(readings))
                for name, readings in way.items()
            ],
            "，",
            ", ",
        )
        for way in verdict.when
    ]
    if verdict.default is None:
        said = text(f"show.analysis.no_answer_{by}")
    else:
        key = by if verdict.default.amount > 0 else f"not_{by}"
        said = text(f"show.analysis.{key}")
    return text("show.analysis.under_some", **values, default=said, ways=_either(ways, "or_else"))


def read_as(switch: Switch, readings: Sequence[str]) -> Text:
    """Return how a switch is read, in one way or in any of several."""
    titles = [value.title for value in switch.values if value.id in readings]
    return text("show.analysis.read_as", switch=switch.title, readings=_either(titles, "or"))


def _either(items: Sequence[Text], key: str) -> Text:
    """Return one of `items`, or several with the word `key` between them."""
    between = text(f"show.analysis.{key}")
    return joined(items, between.zh, between.en)


def _amount(amount: Decimal, unit: str) -> str:
    """Return an amount to the fen; of a unit, that may be priced finer, with all that it has."""
    if unit == "yuan" or amount == round(amount, FEN):
        return grouped(amount, FEN)
    return grouped(amount)
