"""What the engine knows by name of a method of ceilings (约定)."""

from __future__ import annotations

from enum import StrEnum

from engine.method import (
    Contract,
    ContractColumn,
    ContractFigure,
    MethodRole,
    MethodVersion,
    Switch,
    register_contract,
)

__all__ = [
    "CONTRACT",
    "LINES_OF_FULL_PRICES",
    "PRODUCTS",
    "Allocation",
    "CeilingBlocks",
    "CeilingChosen",
    "CeilingFurtherLines",
    "CeilingGiven",
    "CeilingLines",
    "CeilingProductColumns",
    "allocation_of",
]

PRODUCTS = "products"


class Allocation(StrEnum):
    """How the maximum is shared among products; what the readings of the method's switch mean."""

    FULL_COST = "full_cost"
    """In proportion to cost, each price rounded down to its tick."""
    PROGRAM = "program"
    """The ticks of most revenue, no price above its full price by more than a tolerance."""


class CeilingLines(ContractFigure):
    """The lines that are taken."""

    FULL_PRICE = "full_price", "yuan/unit", PRODUCTS
    HIGHEST_PRICE = "highest_price", "yuan/unit", PRODUCTS
    FULL_TICKS = "full_ticks", "1", PRODUCTS
    HIGHEST_TICKS = "highest_ticks", "1", PRODUCTS
    CEILING = "ceiling", "yuan/unit", PRODUCTS
    PRODUCT_REVENUE = "product_revenue", "yuan/year", PRODUCTS
    REVENUE = "revenue", "yuan/year"
    LEFT = "left", "yuan/year"


class CeilingFurtherLines(ContractFigure):
    """The lines that are taken where there are any: without them a price may fall to 0."""

    LOWEST_TICKS = "lowest_ticks", "1", PRODUCTS


LINES_OF_FULL_PRICES = (
    CeilingLines.FULL_PRICE,
    CeilingLines.HIGHEST_PRICE,
    CeilingLines.FULL_TICKS,
    CeilingLines.HIGHEST_TICKS,
    *CeilingFurtherLines,
)
"""Those from which the program chooses ticks."""


class CeilingGiven(ContractFigure):
    """The input that it is given."""

    MAXIMUM = "maximum", "yuan/year"


class CeilingChosen(ContractFigure):
    """The parameter that is chosen for the program."""

    TOLERANCE = "tolerance", "percent"


class CeilingProductColumns(ContractColumn):
    """The columns of the products."""

    COST = "cost", "yuan"
    QUANTITY = "quantity", "unit/year"
    TICK = "tick", "yuan/unit"
    CHOSEN_TICKS = "chosen_ticks", "1"


class CeilingBlocks(StrEnum):
    """The blocks: the first is computed alone before the program chooses ticks."""

    FULL_PRICES = "full_prices"
    CEILINGS = "ceilings"


CONTRACT = Contract(
    role=MethodRole.CEILINGS,
    lines=CeilingLines,
    looked_at=CeilingFurtherLines,
    given=CeilingGiven,
    chosen=CeilingChosen,
    tables={PRODUCTS: CeilingProductColumns},
    blocks=CeilingBlocks,
    readings=Allocation,
)
register_contract(CONTRACT)


def allocation_of(version: MethodVersion) -> Switch:
    """Return the switch whose readings mean the ways of `Allocation`."""
    return next(switch for switch in version.switches if set(switch.meanings) == set(Allocation))
