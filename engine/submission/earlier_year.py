"""One earlier year of a submission, as a submission of its own (历年成本)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from engine.law import Path, written_path
from engine.submission.filing import Filed

__all__ = ["of_year"]


def of_year(filed: Filed, year: int) -> Filed:
    """Return `filed` as the submission of one earlier `year`: its amounts, income and wages.

    An item or subsidy of which nothing is said in that year came to nothing, by the list of earlier
    amounts. Each figure keeps the place where it stands.
    """
    submission, places = filed.submission, dict(filed.places)
    position, of = next(
        (at, entry) for at, entry in enumerate(submission.earlier_years) if entry.year == year
    )
    amounts = {
        entry.of: (at, entry.amount)
        for at, entry in enumerate(submission.earlier)
        if entry.year == year
    }
    changes: dict[str, object] = {
        "accounts_year": year,
        "income": of.income,
        "local_average_wage": of.local_average_wage,
        "earlier_years": (),
        "earlier": (),
    }
    granted = [subsidy for subsidy in submission.subsidies if subsidy.tag == "asset"]
    stands: dict[str, Path] = {
        name: ("earlier_years", position, name) for name in ("income", "local_average_wage")
    }
    for listed in ("items", "subsidies"):
        for at, entry in enumerate(getattr(submission, listed)):
            place = f"{listed}[{at}].amount"
            if entry.id in amounts:
                stands[place] = ("earlier", amounts[entry.id][0], "amount")
            elif entry not in granted:
                stands[place] = ("earlier",)
    places |= {place: filed.place(*path) for place, path in stands.items()}
    moved = {place: one for place, one in filed.moved.items() if place not in stands}
    for place, path in stands.items():
        if (written := written_path(path)) in filed.moved:
            moved[place] = filed.moved[written]
    changes["items"] = tuple(
        item.model_copy(update={"amount": _amount(amounts, item.id)}) for item in submission.items
    )
    changes["subsidies"] = tuple(
        subsidy  # the grant for an asset is of every year
        if subsidy in granted
        else subsidy.model_copy(update={"amount": _amount(amounts, subsidy.id)})
        for subsidy in submission.subsidies
    )
    return replace(
        filed,
        submission=submission.model_copy(update=changes),
        places=places,
        moved=moved,
        accounts_of=submission.accounts_year,
    )


def _amount(amounts: Mapping[str, tuple[int, Decimal]], of: str) -> Decimal:
    return amounts[of][1] if of in amounts else Decimal(0)
