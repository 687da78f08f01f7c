"""Units as people write them in a method: `yuan/year`, `percent`, `yuan/m**3`, `1`.

A worksheet computes with numbers, so units are multiplied and divided beside them and must come
out as the line declares. This is the light half that every evaluation can afford; whether a unit
exists, and whether two are the same, is asked of pint by the check.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

__all__ = ["ANY", "NONE", "PERCENT", "YEAR", "FormulaUnit", "read_unit"]

_PIECE = re.compile(r"([*/]?)\s*([A-Za-z_]\w*|1)(?:\*\*([0-9]))?\s*(?!\*\*)")


@dataclass(frozen=True, slots=True)
class FormulaUnit:
    """What figures are counted in: a product of named units, each to a power."""

    powers: Mapping[str, int] = field(default_factory=dict)
    any: bool = False
    """True of 0, which is 0 in every unit."""

    def __mul__(self, other: FormulaUnit) -> FormulaUnit:
        return self._with(other, 1)

    def __truediv__(self, other: FormulaUnit) -> FormulaUnit:
        return self._with(other, -1)

    def to_the(self, power: int) -> FormulaUnit:
        """Return the unit multiplied by itself, `power` times."""
        return FormulaUnit({name: each * power for name, each in self.powers.items() if power})

    def _with(self, other: FormulaUnit, sign: int) -> FormulaUnit:
        powers = dict(self.powers)
        for name, power in other.powers.items():
            powers[name] = powers.get(name, 0) + sign * power
        return FormulaUnit({name: power for name, power in powers.items() if power})

    def __str__(self) -> str:
        over = [_power(name, power) for name, power in self.powers.items() if power > 0]
        under = [_power(name, -power) for name, power in self.powers.items() if power < 0]
        return "/".join(["*".join(over) or "1", *under])


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}**{power}"


@lru_cache(maxsize=512)
def read_unit(written: str) -> FormulaUnit:
    """Return the unit written; raises ValueError when it is not written as a unit."""
    unit, position = FormulaUnit(), 0
    text = written.strip()
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None or bool(piece[1]) is (position == 0):
            raise ValueError(written)
        named = FormulaUnit() if piece[2] == "1" else FormulaUnit({piece[2]: int(piece[3] or 1)})
        unit = unit / named if piece[1] == "/" else unit * named
        position = piece.end()
    if not text:
        raise ValueError(written)
    return unit


NONE = FormulaUnit()
"""A plain number."""
ANY = FormulaUnit(any=True)
"""The unit of 0."""
PERCENT = FormulaUnit({"percent": 1})
"""Hundredths."""
YEAR = FormulaUnit({"year": 1})
"""Years."""
