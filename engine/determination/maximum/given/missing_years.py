"""Amounts that a reading over several years takes, and that nobody submitted (缺少的年度)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.determination.contract.method import (
    ITEMS,
    SUBSIDIES,
    ItemColumns,
    SubsidyColumns,
)
from engine.determination.review.decisions import Decided
from engine.law import Fault
from engine.method import Worksheet
from engine.submission import Filed, Item, Submission
from engine.submission.model import Subsidy

__all__ = ["EARLIER_COST", "missing_years", "subsidies_without_years"]

EARLIER_COST = ITEMS, ItemColumns.EARLIER_REVIEWED
"""The table and the column that a reading over several years takes."""


def missing_years(filed: Filed, decided: Decided | None) -> Iterator[Fault]:
    """Yield a fault for each item without an amount of an earlier year of accounts, where a reading
    takes `EARLIER_COST`.

    Nothing was missed before it began: the year that is said, or for an asset the month after it
    was taken into use. What has no place in the cost, or was decided by the reviewer for that year,
    needs none.
    """
    submission = filed.submission
    for position, item in enumerate(submission.items):
        placing = None if decided is None else decided.placing(item.id)
        if item.pool is None and item.direct is None and placing is None:
            continue
        for year in _not_said(submission, item.id, _begun(item)):
            last = submission.accounts_year
            found = None if decided is None else decided.of(item.id, year, last)
            if found is None or found.amount is None:
                yield filed.fault(
                    ("items", position), "determination.missing_year", item.title.zh, year=year
                )


def subsidies_without_years(
    submission: Submission, worksheet: Worksheet
) -> Iterator[tuple[Subsidy, int]]:
    """Yield each subsidy of which nothing is said of a year that `worksheet` took: there need not
    have been any, and it counts as none."""
    if worksheet.took(SUBSIDIES, SubsidyColumns.EARLIER_AMOUNT):
        for subsidy in submission.subsidies:
            if subsidy.tag != "asset":
                for year in _not_said(submission, subsidy.id, subsidy.began or 0):
                    yield subsidy, year


def _not_said(submission: Submission, name: str, began: int) -> Iterator[int]:
    there = {entry.year for entry in submission.earlier if entry.of == name}
    years = (of.year for of in submission.earlier_years)
    yield from (year for year in years if year >= began and year not in there)


def _begun(item: Item) -> int:
    """Return the first year in which there could be an amount; 0 when that is not said."""
    if item.began is not None or item.asset is None or item.asset.in_use_from is None:
        return item.began or 0
    year, _, month = item.asset.in_use_from.partition("-")
    return int(year) + (month == "12")
