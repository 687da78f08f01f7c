"""How the method of 65号 can be read where an operator has no deduction and all its yields are alike.

Each switch that moves such a maximum, with its readings, the first by default.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

OPEN: dict[str, tuple[str, ...]] = {
    "profit_base": ("operating_cost", "net_assets", "effective_assets"),
    "profit_tax": ("after_income_tax", "before_income_tax"),
    "unspecified_subsidy": ("joint_before_split", "paid_use", "free_supply"),
    "base_year": ("latest_year", "average"),
    "asset_years": ("latest_year", "rolled_forward"),
}


def combinations(names: Iterable[str] = tuple(OPEN)) -> Iterator[dict[str, str]]:
    """Every combination of the readings of some switches, by default of all."""
    names = tuple(names)
    for chosen in itertools.product(*(OPEN[name] for name in names)):
        yield dict(zip(names, chosen, strict=True))
