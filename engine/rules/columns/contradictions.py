"""Columns of facts that cannot be so together, found before anything is decided of them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.law import Fault, Faults
from engine.rules.columns.cells import MISSING, Cells
from engine.rules.model.domain import joined
from engine.rules.model.program import Program

__all__ = ["refuse_contradictions"]


def refuse_contradictions(tables: Program, document: str, cells: Mapping[str, Cells]) -> None:
    """Raise Faults with the first row of each contradiction that a case of `cells` is in."""
    import numpy as np

    faults = []
    for one in tables.contradictions:
        together: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] | None = None
        for condition in one.conditions:
            column = cells[condition.name]
            # A condition that every value meets holds of a fact that is not said, too.
            always = not tables.domains[condition.name].full & ~condition.mask
            inside = np.array(
                [
                    always if cell == MISSING else bool(condition.mask >> cell & 1)
                    for cell in column.cells
                ]
            )
            holds = inside[column.raw]
            together = holds if together is None else together & holds
        if together is None or not together.any():
            continue
        row, names = int(np.flatnonzero(together)[0]), [c.name for c in one.conditions]
        told = joined("rules.and", [tables.facts[name].title for name in names])
        values = {"why": one.contradiction.title, "facts": told}
        place = f"facts.{names[0]}[{row}]"
        faults.append(Fault(document, place, None, None, "rules.contradictory", values))
    if faults:
        raise Faults(faults)
