"""Cases that tables could have parted, made up: what is asked of them hangs on no rule."""

from __future__ import annotations

import random
from dataclasses import dataclass

import builders.rules_by_hand as by_hand
from engine.rules import Rule
from engine.rules.decide.cases import Case, TableReading
from engine.rules.model.domain import Domain
from engine.rules.model.program import ReadyRow, program

NO_TABLES = program(())


@dataclass(frozen=True)
class Kind:
    """Cases with one answer: of each fact the values that it may have, and what must be said."""

    values: dict[str, frozenset[int]]
    answer: int
    carries: tuple[str, ...] = ()

    def as_case(self) -> Case:
        known = {name: sum(1 << value for value in values) for name, values in self.values.items()}
        written = {"id": "r", "title": by_hand.TEXT, "then": {}, "carries": list(self.carries)}
        row = ReadyRow(Rule.model_validate(written), (), {})
        return Case(known, (self.answer,), TableReading(NO_TABLES, known, {}, {"t": row}))


def domains_of(sizes: dict[str, int]) -> dict[str, Domain]:
    """Facts of so many values, by name."""
    return {name: Domain(tuple(map(str, range(size)))) for name, size in sizes.items()}


def drawn(seed: int, facts: str = "abcde", most: int = 6) -> tuple[list[Kind], dict[str, int]]:
    """All cases of at least two of `facts`, parted at random at most so often; some that are left
    out cannot be.
    """
    pick = random.Random(seed)
    sizes = {name: pick.choice([2, 2, 3]) for name in facts[: pick.randint(2, len(facts))]}
    parts = [{name: frozenset(range(size)) for name, size in sizes.items()}]
    for _ in range(pick.randint(1, most)):
        part = pick.choice(parts)
        name = pick.choice([*sizes])
        some = frozenset(value for value in part[name] if pick.random() < 0.5)
        if some and some != part[name]:
            parts.remove(part)
            parts += [{**part, name: some}, {**part, name: part[name] - some}]
    if len(parts) > 2 and pick.random() < 0.3:
        parts.pop(pick.randrange(len(parts)))
    carries = [(), (), (), *((name,) for name in sizes)]
    return [Kind(part, pick.randrange(3), pick.choice(carries)) for part in parts], sizes
