"""The categories of cost (成本类别) that the rules of review know, for a chart of accounts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from engine.catalogue import ChartVersion
from engine.determination.contract.rules import ReviewFacts, values_of
from engine.law import Fault, Faults, Shelf
from engine.rules import RulesDocument
from engine.text import Text, joined

__all__ = ["categories_of_cost"]


def categories_of_cost(
    shelf: Shelf, accounts: str, chart: ChartVersion, on: datetime.date
) -> Mapping[str, Text]:
    """Return the titles of the categories by id, as of `on`, in the rules that `chart` names.

    `accounts` is the id of its document. Raises Faults where those rules cannot be used, or do not
    know a category that it names.
    """
    version = shelf.law(chart.review, RulesDocument, on).in_force_on(on)
    titles = {value.id: value.title for value in values_of(version, ReviewFacts.CATEGORY)}
    known = {"known": joined(titles.values(), "；", "; ")}
    faults = [
        Fault(
            accounts, f"natures[{at}].category", None, named, "determination.no_such_value", known
        )
        for at, nature in enumerate(chart.natures)
        if (named := nature.category) is not None and named not in titles
    ]
    if faults:
        raise Faults(faults)
    return titles
