"""The tree of a case as a later cycle has it: some years later, with what is said to differ."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.law import Overlay
from engine.scenario.case.tree.leaves import LATER
from engine.scenario.case.tree.relative import made_absolute

__all__ = ["day_later", "in_cycle", "submission_later"]

_OF_A_YEAR = {
    "earlier_years": "year",
    "earlier": "year",
    "staff": "year",
    "items": "began",
    "subsidies": "began",
}
"""Lists of the submission whose entries have a year, and where."""


def in_cycle(tree: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    """Return the tree of a case as cycle `number` has it, whatever is wrong with that."""
    length = int(tree["submission"]["cycle"]["years"])
    for cycle in range(2, number + 1):
        later = tree.get(LATER) or {}
        own = later.get(str(cycle), later.get(cycle)) or {}
        on = day_later(datetime.date.fromisoformat(str(tree["on"])), length)
        following = {
            **tree,
            "on": on.isoformat(),
            "submission": submission_later(tree["submission"], length),
        }
        absolute, _ = made_absolute(own, following)
        tree = Overlay().merged((), absolute, (), following, ())
    return tree


def day_later(day: datetime.date, years: int) -> datetime.date:
    """Return the same day of a later year; of 29 February the day before where it has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def submission_later(submission: Mapping[str, Any], years: int) -> dict[str, Any]:
    """Return the accounts as many years later."""
    shifted = dict(submission)
    cycle = dict(submission["cycle"])
    cycle["first_year"] = int(cycle["first_year"]) + years
    shifted["cycle"] = cycle
    shifted["accounts_year"] = int(submission["accounts_year"]) + years
    for name, field in _OF_A_YEAR.items():
        if submission.get(name):
            shifted[name] = [_entry(entry, field, years) for entry in submission[name]]
    if submission.get("trial"):
        trial = submission["trial"]
        begins = datetime.date.fromisoformat(str(trial["begins"]))
        shifted["trial"] = {**trial, "begins": day_later(begins, years).isoformat()}
    return shifted


def _entry(entry: Mapping[str, Any], field: str, years: int) -> dict[str, Any]:
    """Return an entry as many years later; an asset is then in use for as long as it was, as one
    that was replaced in time."""
    later = dict(entry)
    if entry.get(field) is not None:
        later[field] = int(entry[field]) + years
    asset = entry.get("asset")
    if isinstance(asset, Mapping) and asset.get("in_use_from"):
        year, month = str(asset["in_use_from"]).split("-")
        later["asset"] = {**asset, "in_use_from": f"{int(year) + years}-{month}"}
    return later
