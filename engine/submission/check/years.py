"""Does what is said of years, staff and a forecast fit together?"""

from __future__ import annotations

from collections.abc import Iterator

from engine.law import Finding
from engine.submission.entries import Entries

__all__ = ["misfits_of_years"]


def misfits_of_years(entries: Entries) -> Iterator[Finding]:
    """Yield what does not fit: years out of place or twice, amounts of nothing, no staff."""
    yield from _forecast(entries)
    last = entries.accounts_year
    if last is None:
        return
    years: set[int] = set()
    for position, of in entries.earlier_years.items():
        place = ("earlier_years", position, "year")
        if of.year >= last:
            yield Finding(place, "submission.year_not_earlier", {"year": last}, of.year)
        elif of.year in years:
            yield Finding(place, "submission.year_twice", {}, of.year)
        years.add(of.year)
    if "earlier_years" not in entries.unbroken:
        return
    if years and max(years) < last and sorted(years) != list(range(last - len(years), last)):
        yield Finding(("earlier_years",), "submission.years_with_gaps", {"year": last})
    yield from _amounts(entries, years)
    yield from _staff(entries, years, last)


def _amounts(entries: Entries, years: set[int]) -> Iterator[Finding]:
    assets = {subsidy.id for subsidy in entries.subsidies.values() if subsidy.tag == "asset"}
    known = {*entries.ids["items"].values(), *entries.ids["subsidies"].values()} - assets
    all_named = {"items", "subsidies"} <= entries.named
    seen: set[tuple[str, int]] = set()
    began = {item.id: item.began for item in entries.items.values() if item.began is not None}
    began |= {one.id: one.began for one in entries.subsidies.values() if one.began is not None}
    reasons = {item.id: item.reason for item in entries.items.values() if item.asset is None}
    for position, entry in entries.earlier.items():
        place = ("earlier", position)
        if entry.amount and entry.year < began.get(entry.of, 0):
            values = {"began": began[entry.of]}
            yield Finding((*place, "year"), "submission.before_it_began", values, entry.year)
        if all_named and entry.amount < 0 and entry.of not in reasons:
            yield Finding((*place, "amount"), "submission.below_nothing", {}, entry.amount)
        elif entry.amount < 0 and entry.of in reasons and reasons[entry.of] is None:
            key = "submission.written_back_without_reason"
            yield Finding((*place, "amount"), key, {}, entry.amount)
        if all_named and entry.of not in known:
            yield Finding((*place, "of"), "submission.no_such_item", {}, entry.of)
        if entry.year not in years:
            said = ", ".join(map(str, sorted(years))) or "–"
            yield Finding((*place, "year"), "submission.no_such_year", {"known": said}, entry.year)
        if (entry.of, entry.year) in seen:
            yield Finding(
                (*place, "of"), "submission.earlier_twice", {"year": entry.year}, entry.of
            )
        seen.add((entry.of, entry.year))


def _staff(entries: Entries, years: set[int], last: int) -> Iterator[Finding]:
    """Yield staff of years without accounts, and years with staff but without a local wage."""
    wages = {of.year: of.local_average_wage is not None for of in entries.earlier_years.values()}
    wages[last] = entries.basics.get("local_average_wage") is not None
    with_staff: set[int] = set()
    for position, group in entries.staff.items():
        year = group.year or last
        if year not in wages:
            said = ", ".join(map(str, sorted({*years, last})))
            place = ("staff", position, "year")
            yield Finding(place, "submission.no_such_year", {"known": said}, group.year)
        with_staff.add(year)
    if "staff" not in entries.unbroken:
        return
    positions = {of.year: at for at, of in entries.earlier_years.items()}
    for year, has_wage in wages.items():
        if (year in with_staff) is not has_wage:
            of_year = ("earlier_years", positions[year]) if year in positions else ()
            place_of = (*of_year, "local_average_wage")
            yield Finding(place_of, "submission.staff_and_wage", {"year": year})


def _forecast(entries: Entries) -> Iterator[Finding]:
    is_forecast = entries.basics.get("basis") == "forecast"
    if is_forecast is not (entries.basics.get("trial") is not None):
        yield Finding(("trial",), "submission.trial_and_forecast")
    if is_forecast and entries.earlier_years:
        yield Finding(("earlier_years",), "submission.forecast_with_years")
