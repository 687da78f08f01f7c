"""The ledger of deductions (扣减台账): which determination took what of which excess, what is left.

It lies beside the evaluations whose accounts it holds, as a record of its own, and is written by
the determinations that take them over. The same stands in the chain of determinations and
evaluations; the ledger is what tells a second taker who comes by another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from engine.determination import (
    Account,
    Determination,
    Taking,
    added,
    taken_over,
    unlike_evaluated,
)
from engine.law import Fault, Faults, Model, Shelf
from engine.money import CONTEXT, plain
from engine.record import Record
from engine.record.kinds import Found, RecordBody, excerpt_of

__all__ = [
    "Ledger",
    "body_of_ledger",
    "entered",
    "ledger_again",
    "ledger_in",
    "records_entered",
    "taken_by_others",
    "unlike_entered",
]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Accounts, each once, the oldest cycle first."""

    accounts: tuple[Account, ...]


def ledger_in(record: Record, file: str) -> Ledger:
    """Return the ledger in `record`; raises Faults when it is none or is not whole."""
    if record.body.get("kind") != "ledger":
        kind = record.body.get("kind")
        raise Faults([Fault(file, "body.kind", None, kind, "settlement.no_ledger")])
    if broken := ", ".join(record.broken()):
        raise Faults([Fault(file, broken, None, None, "determination.record_broken")])
    return ledger_again(record.body, None, file)


def taken_by_others(
    ledger: Ledger | None, accounts: Sequence[Account], years: Sequence[int], file: str
) -> Iterator[Fault]:
    """Yield a fault for each of `accounts`, given in `file`, that `ledger` says another took.

    A determination of the same `years` is drawn up again by a later one, and stands in its way
    no more than a draft does in that of the opinion on it.
    """
    held = {_key(one): one for one in ledger.accounts} if ledger is not None else {}
    for account in accounts:
        known = held.get(_key(account))
        if known is not None:
            others = (one for one in known.takings if one.years != tuple(years))
            yield from taken_over(file, account, others)


def entered(
    ledger: Ledger | None, accounts: Iterable[Account], determination: Determination, number: str
) -> Ledger:
    """Return `ledger` with what the `determination` of that `number` took of `accounts`."""
    taken = {_key(account): shares for account, shares in determination.ledger}
    held = {_key(one): one for one in ledger.accounts} if ledger is not None else {}
    for account in accounts:
        key = _key(account)
        held[key] = account.after(
            Taking(
                determination=number,
                stage=determination.proceeding.stage,
                years=determination.years,
                taken=taken[key],
            )
        )
    return Ledger(tuple(held[key] for key in sorted(held)))


def body_of_ledger(ledger: Ledger) -> RecordBody:
    """Return the body of the record: the accounts with every taking, and what they come to."""
    accounts = [account.model_dump(mode="json", exclude_none=True) for account in ledger.accounts]
    excess = added(account.excess for account in ledger.accounts)
    carried = added(account.left for account in ledger.accounts)
    return {
        "kind": "ledger",
        "inputs": {"accounts": accounts},
        "result": {
            "accounts": [
                {
                    "operator": account.operator,
                    "years": list(account.years),
                    "taken": plain(added(one.amount for one in account.takings)),
                    "left": plain(account.left),
                }
                for account in ledger.accounts
            ],
            "excess": plain(excess),
            "deducted": plain(CONTEXT.subtract(excess, carried)),
            "carried": plain(carried),
            "unit": "yuan",
            "vat": "excluded",
        },
    }


def ledger_again(body: RecordBody, shelf: Shelf | None, file: str = "") -> Ledger:
    """Return the ledger of a record's `body`, proved: see `redetermined`.

    No document is needed of a shelf. Raises Faults where a cycle has two accounts, a determination
    of one cycle took twice, or more was taken than there was.
    """
    recorded = excerpt_of(_Ledger, body, file)
    faults = list(_unsound(recorded.inputs.accounts, file))
    if faults:
        raise Faults(faults)
    return Ledger(recorded.inputs.accounts)


def records_entered(ledger: Ledger) -> tuple[str, ...]:
    """Return the numbers of the evaluations whose accounts a ledger holds."""
    return tuple(account.evaluation for account in ledger.accounts)


def unlike_entered(ledger: Ledger, found: Found, file: str) -> Iterator[Fault]:
    """Yield the accounts whose excess is not that of the record of their evaluation."""
    yield from unlike_evaluated(ledger.accounts, found, file, "body.inputs.accounts")


def _unsound(accounts: Sequence[Account], file: str) -> Iterator[Fault]:
    seen: set[Any] = set()
    for at, account in enumerate(accounts):
        place = f"body.inputs.accounts[{at}]"
        if _key(account) in seen:
            years = list(account.years)
            yield Fault(file, f"{place}.years", None, years, "settlement.account_twice")
        seen.add(_key(account))
        cycles = [taking.years for taking in account.takings]
        for position, cycle in enumerate(cycles):
            if cycle in cycles[:position]:
                at_taking = f"{place}.takings[{position}].years"
                yield Fault(file, at_taking, None, list(cycle), "settlement.taken_twice")
        if account.left < 0:
            values = {"excess": plain(account.excess)}
            yield Fault(
                file, f"{place}.takings", None, account.left, "settlement.left_below_zero", values
            )


def _key(account: Account) -> tuple[str, str, tuple[int, ...]]:
    return account.operator, account.authorisation or "", account.years


class _Accounts(Model):
    accounts: tuple[Account, ...]


class _Ledger(Model):
    kind: Literal["ledger"]
    inputs: _Accounts
