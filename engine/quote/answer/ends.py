"""How long an answer holds: to the first end of anything that it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from engine.law import Faults, LawMarks
from engine.quote.answer.days.turns import Turns
from engine.quote.answer.regimes import Asked
from engine.quote.answer.use import UseDecider, UseOfAll
from engine.quote.request.usage import pair_of
from engine.text import Text, text
from engine.use import Regime

__all__ = ["Held", "held_until"]

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """How long an answer holds."""

    last: datetime.date | None
    """The last day on which it is known to hold; None while no end is known."""
    remarks: tuple[Text, ...]
    """What is to be said of a later day on which it still holds."""


def held_until(
    asked: Asked, use: UseOfAll, turns: Turns, decider: UseDecider, law: LawMarks
) -> Held:
    """Return how long what is decided as `use` holds: while the tariff is in force, the law sound,
    and the same use would be decided alike by the rules, registrations and authorisations."""
    spell = asked.spell
    tariff = None if spell.version is None else asked.document.last_day(spell.version)
    changed = _first_change(asked)
    ends = [end for end in (tariff, law.sound_until, changed) if end is not None]
    last, remarks = min(ends, default=None), dict[Text, None]()
    if not use.decisions or use.regime is Regime.UNDETERMINED:
        return Held(last, ())
    pairs = tuple(dict.fromkeys(map(pair_of, spell.usages)))
    known = turns.decided_by(spell.first, pairs)
    for day in turns.between(spell.last, last):
        try:
            if turns.decided_by(day, pairs) == known:
                continue
            then = UseOfAll.of([*_decided_on(day, asked, decider)])
        except Faults:
            return Held(day - _DAY, tuple(remarks))
        if then.gives != use.gives:
            return Held(day - _DAY, tuple(remarks))
        new = [remark for remark in then.remarks if remark not in use.remarks]
        remarks |= {text("quote.remark_from", day=day, remark=remark): None for remark in new}
    return Held(last, tuple(remarks))


def _first_change(asked: Asked) -> datetime.date | None:
    """Return the day before the use or its facts change, for what is used on no day of its own."""
    later = [one.from_ for one in asked.request.changes if one.from_ > asked.spell.last]
    undated = any(not usage.events and usage.span is None for usage in asked.spell.usages)
    return min(later) - _DAY if later and undated else None


def _decided_on(day: datetime.date, asked: Asked, decider: UseDecider) -> Iterator[UseOfAll]:
    pairs = dict.fromkeys(map(pair_of, asked.spell.usages))
    yield from decider.decide(day, asked.spell.facts, pairs, asked.price).values()
