"""Submissions changed piece by piece, so that a piece no longer fits, and what is told of them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from builders.operators import Tree, by_hours, filed, tree
from engine.law import Faults
from engine.text import Language, Text


def rich() -> Tree:
    """The worked submission with two years before it, staff, and a driver of computing hours."""
    whole = tree()
    whole["earlier_years"] = [
        {"year": year, "income": Decimal(9000000), "local_average_wage": Decimal(100000)}
        for year in (2023, 2024)
    ]
    whole["earlier"] = [
        {"of": "platform", "year": 2023, "amount": Decimal(5)},
        {"of": "paid-grant", "year": 2024, "amount": Decimal(6)},
    ]
    whole["local_average_wage"] = Decimal(110000)
    whole["staff"] = [
        {"id": f"s{year}", "title": "全体", "number": Decimal(5), "year": year}
        for year in (2023, 2024)
    ]
    whole["staff"].append({"id": "last", "title": "全体", "number": Decimal(5)})
    return by_hours(whole)


def told(whole: Tree) -> list[str]:
    """Each fault in short: place, value, key, and what its sentence names."""
    try:
        filed(whole)
    except Faults as caught:
        for fault in caught.faults:
            assert fault.message(Language.ZH) and fault.message(Language.EN)
        return [
            f"{fault.place} = {fault.value}: {fault.key.removeprefix('submission.')}"
            + "".join(f" {name}={_short(value)}" for name, value in fault.values.items())
            for fault in caught.faults
        ]
    return []


def _short(value: object) -> str:
    """A value as it stands in a sentence."""
    return value.en if isinstance(value, Text) else str(value)


def change(*path: str | int, to: Any = None) -> Callable[[Tree], None]:
    """Set what stands at a path, an entry of a list by its id; None takes it away."""

    def made(whole: Tree) -> None:
        here: Any = whole
        for part in path[:-1]:
            here = (
                next(one for one in here if one["id"] == part)
                if isinstance(here, list) and isinstance(part, str)
                else here[part]
            )
        if to is None:
            del here[path[-1]]
        elif path[-1] == "+":
            here.append(copy.deepcopy(to))
        else:
            here[path[-1]] = copy.deepcopy(to)

    return made
