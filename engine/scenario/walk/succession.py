"""From one cycle to the next: the same accounts, some years later (下一周期)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.determination import Account, Deduction, Determination, Stage, Taking
from engine.law import Fault, Faults, Located, Path
from engine.money import plain
from engine.scenario.case import Case, Layer, read_again
from engine.settlement import Evaluation
from engine.text import text

__all__ = ["accounts_after", "cycle_after", "deduction_from", "with_yield"]

_OF_A_YEAR = {
    "earlier_years": "year",
    "earlier": "year",
    "staff": "year",
    "items": "began",
    "subsidies": "began",
}
"""Lists of the submission whose entries have a year, and where."""
_OF_ALL = frozenset({"cycles", "later"})
"""What is said of all cycles at once."""


def cycle_after(case: Case, number: int) -> Case:
    """Return the case of cycle `number` from that of the one before: every year of the accounts,
    the cycle and the day as many years later as the cycle is long; then what is said to differ.

    Raises Faults with all that is wrong with what differs.
    """
    tree = dict(case.located.tree)
    length = case.filed.submission.cycle.years
    tree["on"] = _later(case.circumstances.on, length)
    tree["submission"] = _shifted(tree["submission"], length)
    located = Located(case.located.file, tree, parts={(): (case.located, ())})
    following = read_again(case, located)
    differing = case.circumstances.later.get(number)
    if not differing:
        return following
    at = ("later", str(number))
    faults = [case.fault((*at, name), "scenario.not_of_a_cycle") for name in _OF_ALL & {*differing}]
    if faults:
        raise Faults(faults)
    written = case.located.tree["later"]
    own = written.get(str(number), written.get(number))
    layer = Layer(own, lambda path: case.located.written((*at, *path)))
    return _fitting(case, following.with_layer(layer))


def _fitting(before: Case, following: Case) -> Case:
    """Return the case that follows; raises Faults where it cannot follow."""
    faults: list[Fault] = []
    old, new = before.filed.submission, following.filed.submission
    last = old.cycle.all_years[-1]
    if new.cycle.first_year <= last:
        at: Path = ("submission", "cycle", "first_year")
        faults.append(
            following.fault(at, "scenario.cycles_overlap", new.cycle.first_year, last=last)
        )
    if old.operator.name != new.operator.name:
        at = ("submission", "operator", "name")
        faults.append(following.fault(at, "scenario.other_operator_later", new.operator.name))
    if _authorisation(before) != _authorisation(following):
        at = ("submission", "authorisation")
        faults.append(
            following.fault(at, "scenario.other_operator_later", _authorisation(following))
        )
    if faults:
        raise Faults(faults)
    return following


def _authorisation(case: Case) -> str | None:
    of = case.filed.submission.authorisation
    return None if of is None else of.id


def with_yield(case: Case, points: Decimal) -> Case:
    """Return the case with a yield declared as in the cycle before: that of its year is not known
    yet."""
    reason = text("scenario.yield_carried_on")
    own = Located(text("scenario.carried_on").zh, None)
    declared = {"value": plain(points), "reason": f"{reason.zh} {reason.en}"}
    tree = {"submission": {"yield_override": declared}}
    return case.with_layer(Layer(tree, lambda path: (own, path), ((own, reason.zh),)))


def accounts_after(determination: Determination, name: str) -> tuple[Account, ...]:
    """Return the accounts that a determination took over, what it took of them entered under
    `name`."""
    return tuple(
        account.after(
            Taking(determination=name, stage=Stage.FINAL, years=determination.years, taken=taken)
        )
        for account, taken in determination.ledger
    )


def deduction_from(evaluation: Evaluation, name: str) -> Deduction:
    """Return what an evaluation, called `name`, hands on to the next cycle."""
    permitted = evaluation.permitted
    own = Account(
        operator=permitted.operator,
        authorisation=permitted.authorisation,
        years=tuple(sorted(permitted.maximum)),
        evaluation=name,
        excess=evaluation.excess.number,
        unchecked=tuple(sorted(evaluation.law.unchecked)),
    )
    return Deduction(accounts=(*(permitted.ledger or ()), own))


def _later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _shifted(submission: Mapping[str, Any], years: int) -> dict[str, Any]:
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
        shifted["trial"] = {**trial, "begins": _later(begins, years).isoformat()}
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
