"""Does what is said of years, staff and a forecast fit together?"""

from __future__ import annotations

from collections.abc import Iterator

from engine.cost.submission import Submission
from engine.law import Finding

__all__ = ["misfits_of_years"]


def misfits_of_years(submission: Submission) -> Iterator[Finding]:
    """Yield what does not fit: years out of place or twice, amounts of nothing, no staff."""
    last = submission.accounts_year
    years: set[int] = set()
    for position, of in enumerate(submission.earlier_years):
        place = ("earlier_years", position, "year")
        if of.year >= last:
            yield Finding(place, "cost.year_not_earlier", {"year": last}, of.year)
        elif of.year in years:
            yield Finding(place, "cost.year_twice", {}, of.year)
        years.add(of.year)
    if years and max(years) < last and sorted(years) != list(range(last - len(years), last)):
        yield Finding(("earlier_years",), "cost.years_with_gaps", {"year": last})
    yield from _amounts(submission, years)
    yield from _staff(submission, years)
    yield from _forecast(submission)


def _amounts(submission: Submission, years: set[int]) -> Iterator[Finding]:
    known = {item.id for item in submission.items}
    known |= {subsidy.id for subsidy in submission.subsidies if subsidy.tag != "asset"}
    seen: set[tuple[str, int]] = set()
    for position, entry in enumerate(submission.earlier):
        place = ("earlier", position)
        if entry.of not in known:
            yield Finding((*place, "of"), "cost.no_such_item", {}, entry.of)
        if entry.year not in years:
            said = ", ".join(map(str, sorted(years))) or "–"
            yield Finding((*place, "year"), "cost.no_such_year", {"known": said}, entry.year)
        if (entry.of, entry.year) in seen:
            yield Finding((*place, "of"), "cost.earlier_twice", {"year": entry.year}, entry.of)
        seen.add((entry.of, entry.year))


def _staff(submission: Submission, years: set[int]) -> Iterator[Finding]:
    """Yield staff of years without accounts, and years with staff but without a local wage."""
    last = submission.accounts_year
    wages = {of.year: of.local_average_wage for of in submission.earlier_years}
    wages[last] = submission.local_average_wage
    with_staff: set[int] = set()
    for position, group in enumerate(submission.staff):
        year = group.year or last
        if year not in wages:
            said = ", ".join(map(str, sorted({*years, last})))
            place = ("staff", position, "year")
            yield Finding(place, "cost.no_such_year", {"known": said}, group.year)
        with_staff.add(year)
    for year, wage in wages.items():
        if (year in with_staff) is not (wage is not None):
            found = next(
                (at for at, of in enumerate(submission.earlier_years) if of.year == year), None
            )
            place_of = ("earlier_years", found) if found is not None else ()
            yield Finding(
                (*place_of, "local_average_wage"), "cost.staff_and_wage", {"year": year}, wage
            )


def _forecast(submission: Submission) -> Iterator[Finding]:
    if (submission.basis == "forecast") is not (submission.trial is not None):
        yield Finding(("trial",), "cost.trial_and_forecast")
    if submission.basis == "forecast" and submission.earlier_years:
        yield Finding(("earlier_years",), "cost.forecast_with_years")
