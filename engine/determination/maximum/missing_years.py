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
from engine.submission import Filed, Item

__all__ = ["missing_years"]


def missing_years(filed: Filed, worksheet: Worksheet, decided: Decided | None) -> Iterator[Fault]:
    """Yield a fault for each item and subsidy without an amount of a year that `worksheet` took.

    Nothing was missed before it began: the year that is said, or for an asset the month after it
    was taken into use. What has no place in the cost, or was decided by the reviewer for that year,
    needs none.
    """
    submission = filed.submission
    there = {(entry.of, entry.year) for entry in submission.earlier}
    years = [of.year for of in submission.earlier_years]
    if worksheet.took(ITEMS, ItemColumns.EARLIER_REVIEWED):
        for position, item in enumerate(submission.items):
            placing = None if decided is None else decided.placing(item.id)
            if item.pool is None and item.direct is None and placing is None:
                continue
            for year in years:
                if (item.id, year) in there or year < _begun(item):
                    continue
                found = decided and decided.of(item.id, year, submission.accounts_year)
                if found is None or found.amount is None:
                    yield _fault(filed, "items", position, year, item.title.zh)
    if worksheet.took(SUBSIDIES, SubsidyColumns.EARLIER_AMOUNT):
        for position, subsidy in enumerate(submission.subsidies):
            for year in years:
                told = (subsidy.id, year) in there or year < (subsidy.began or 0)
                if subsidy.tag != "asset" and not told:
                    yield _fault(filed, "subsidies", position, year, subsidy.title.zh)


def _begun(item: Item) -> int:
    """Return the first year in which there could be an amount; 0 when that is not said."""
    if item.began is not None or item.asset is None or item.asset.in_use_from is None:
        return item.began or 0
    year, _, month = item.asset.in_use_from.partition("-")
    return int(year) + (month == "12")


def _fault(filed: Filed, listed: str, position: int, year: int, title: str) -> Fault:
    return filed.fault((listed, position), "determination.missing_year", title, year=year)
