"""From one cycle to the next: the same accounts, some years later (下一周期)."""

from __future__ import annotations

from decimal import Decimal

from engine.determination import Account, Deduction, Determination, Stage, Taking
from engine.law import Fault, Faults, Located, Path
from engine.money import plain
from engine.scenario.case import Case, Layer, day_later, read_again, submission_later
from engine.settlement import Evaluation
from engine.text import text

__all__ = ["accounts_after", "cycle_after", "deduction_from", "with_yield"]

_OF_ALL = frozenset({"cycles", "later"})
"""What is said of all cycles at once."""


def cycle_after(case: Case, number: int) -> Case:
    """Return the case of cycle `number` from that of the one before: every year of the accounts,
    the cycle and the day as many years later as the cycle is long; then what is said to differ.

    Raises Faults with all that is wrong with what differs.
    """
    tree = dict(case.located.tree)
    length = case.filed.submission.cycle.years
    tree["on"] = day_later(case.circumstances.on, length)
    tree["submission"] = submission_later(tree["submission"], length)
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
