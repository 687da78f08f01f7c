"""What evaluated cycles leave to be deducted from this one (扣减): the accounts that it takes over.

The record of an evaluation hands on the account of its own cycle, and those that the determination
it judged by carried on. Each account is taken over once: what a determination does not take, it
carries on to the evaluation of its own cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from engine.determination.maximum.account import Account, Amount, ProvisionalReason, Taking, added
from engine.determination.stages import Stage
from engine.law import Declaration, Fault, Faults, Model, Refused
from engine.money import FEN, Number, grouped
from engine.record import Record
from engine.record.kinds import Excerpt, Found, excerpt_of
from engine.submission import Filed
from engine.text import Text, text

__all__ = [
    "Deduction",
    "DeductionRefused",
    "accounts_in",
    "deduction_by",
    "deduction_of",
    "hindrances",
    "taken_over",
    "unlike_evaluated",
]


class DeductionRefused(Refused):
    """What stands in the records given forbids the deduction: taken already, or not accounted."""


class Deduction(Model):
    """The accounts that a determination takes over, the oldest cycle first."""

    accounts: tuple[Account, ...]
    """Each once; also those with nothing left, so that what became of them stays known."""
    none_between: bool = False
    """Whether it was declared that for the years between a cycle evaluated and this one no maximum
    was determined."""

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Faulty documents that an evaluation, or what it evaluates, was computed with."""
        return tuple(dict.fromkeys(name for one in self.accounts for name in one.unchecked))

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What a reader must not miss of what it rests on."""
        return tuple(
            text(
                "law.rests_on_unchecked", record=one.evaluation, documents=", ".join(one.unchecked)
            )
            for one in self.accounts
            if one.unchecked
        )

    @property
    def open(self) -> Decimal:
        """What is to be deducted, in yuan without VAT."""
        return added(account.left for account in self.accounts)

    @property
    def sources(self) -> tuple[Declaration, ...]:
        """The evaluations that something is left of."""
        return tuple(account.declared for account in self.accounts if account.left)

    def provisional(self, first_year: int) -> Iterator[tuple[Account, str]]:
        """Yield each reason for which a determination from `first_year` on is provisional."""
        for account in self.accounts:
            yield from ((account, reason) for reason in account.provisional)
            if account.years[-1] >= first_year:
                yield account, "cycles_overlap"


class _Declared(Excerpt):
    operator: str


class _Judged(Excerpt):
    authorisation: str | None = None
    stage: Stage | None = None
    maximum: dict[int, Number]
    ledger: tuple[Account, ...] = ()


class _Inputs(Excerpt):
    declared: _Declared
    determination: _Judged


class _Result(Excerpt):
    excess: Amount
    provisional: tuple[ProvisionalReason, ...] = ()


class _Evaluated(Excerpt):
    inputs: _Inputs
    result: _Result


def accounts_in(
    record: Record, file: str, operator: str, authorisation: str | None = None
) -> tuple[Account, ...]:
    """Return the accounts that the evaluation in `record` hands on; its own cycle's is the last.

    Raises Faults when it is no evaluation, is not whole, lacks something of one, or is of another
    operator or of another of its authorisations.
    """
    kind = record.body.get("kind")
    if kind != "evaluation":
        raise Faults([Fault(file, "body.kind", None, kind, "determination.no_evaluation")])
    if broken := tuple(record.broken()):
        raise Faults([Fault(file, ", ".join(broken), None, None, "determination.record_broken")])
    found = excerpt_of(_Evaluated, record.body, file, "body")
    evaluated, judged = found.inputs.declared.operator, found.inputs.determination
    if evaluated != operator:
        values = {"operator": operator}
        place = "body.inputs.declared.operator"
        raise Faults([Fault(file, place, None, evaluated, "determination.other_operator", values)])
    of = judged.authorisation
    if of != authorisation:
        values = {"authorisation": authorisation or "–"}
        place = "body.inputs.determination.authorisation"
        raise Faults(
            [Fault(file, place, None, of or "–", "determination.other_authorisation", values)]
        )
    own = Account(
        operator=evaluated,
        authorisation=of,
        years=tuple(sorted(judged.maximum)),
        evaluation=record.number,
        excess=found.result.excess,
        unchecked=record.unchecked,
        # One that says no stage of what it judged by is not known to rest on a final one.
        provisional=("determination_not_final",)
        if judged.stage is None
        else found.result.provisional,
    )
    return (*judged.ledger, own)


def deduction_by(
    evaluations: Sequence[Record], filed: Filed, none_between: bool = False
) -> Deduction | None:
    """Return the deduction of what these records hand on to the cycle that is `filed`, or None.

    Raises Faults as `accounts_in` does, and DeductionRefused as `deduction_of`.
    """
    if not evaluations:
        return None
    of = filed.submission.authorisation
    operator, named = filed.submission.operator.name, None if of is None else of.id
    handed_on = [(one.number, accounts_in(one, one.number, operator, named)) for one in evaluations]
    return deduction_of(handed_on, filed.submission.cycle.first_year, none_between)


def deduction_of(
    handed_on: Sequence[tuple[str, tuple[Account, ...]]],
    first_year: int,
    none_between: bool = False,
) -> Deduction:
    """Return the deduction from a cycle that begins in `first_year` of what was `handed_on`.

    `handed_on` holds, by file, the accounts of one evaluation as `accounts_in` gives them. Raises
    DeductionRefused when an excess was taken over already by the determination of a cycle, or when
    years lie between of which nothing is known; Faults when two evaluations are of one cycle.
    """
    own = {accounts[-1].years: (file, accounts[-1]) for file, accounts in handed_on}
    if len(own) < len(handed_on):
        cycles = [accounts[-1].years for _, accounts in handed_on]
        raise Faults(
            Fault(file, "", None, accounts[-1].evaluation, "determination.cycle_deducted_twice")
            for at, (file, accounts) in enumerate(handed_on)
            if accounts[-1].years in cycles[:at]
        )
    carried: dict[tuple[int, ...], Account] = {}
    faults: list[Fault] = []
    for file, accounts in handed_on:
        for account in accounts[:-1]:
            if account.years in own:
                at_file, given = own[account.years]
                faults += taken_over(at_file, given, account.takings)
            other = carried.setdefault(account.years, account)
            faults += taken_over(file, account, other.takings)
            faults += taken_over(file, other, account.takings)
    if not none_between:
        known = {year for years in (*own, *carried) for year in years}
        for years, (file, account) in own.items():
            between = [y for y in range(years[-1], first_year) if y not in known]
            if between:
                faults.append(_nothing_known(file, account, between))
    if faults:
        raise DeductionRefused(faults)
    every = {**carried, **{years: account for years, (_, account) in own.items()}}
    return Deduction(
        accounts=tuple(every[years] for years in sorted(every)), none_between=none_between
    )


class _TakenOver(Excerpt):
    deduction: Deduction | None = None


class _Former(Excerpt):
    inputs: _TakenOver


def hindrances(
    deduction: Deduction | None, stage: Stage, first_year: int, former: Record | None
) -> Iterator[Fault]:
    """Yield what keeps a determination from `stage`, on what it follows and what it deducts.

    From the opinion on it takes over what the record before it took; a final one rests on no
    evaluation that is provisional.
    """
    taken = {account.years for account in deduction.accounts} if deduction is not None else set()
    if stage is not Stage.DRAFT and former is not None:
        before = excerpt_of(_Former, former.body, "--follows", "body").inputs.deduction
        for account in () if before is None else before.accounts:
            if account.years not in taken:
                number, years = account.evaluation, {"years": _span(account.years)}
                key = "determination.deduction_dropped"
                yield Fault("--deduct", "", None, number, key, years)
    if stage is Stage.FINAL and deduction is not None:
        for one, reason in deduction.provisional(first_year):
            why = {"reason": text(f"determination.provisional_{reason}")}
            yield Fault("--deduct", "", None, one.evaluation, "determination.never_final", why)


def taken_over(file: str, account: Account, takings: Iterable[Taking]) -> Iterator[Fault]:
    """Yield a fault for each of `takings` that says that the `account` in `file` is handed on."""
    for taking in takings:
        if taking in account.takings:
            continue
        after = account.after(taking)
        yield Fault(
            file,
            "result.excess",
            None,
            account.evaluation,
            "determination.taken_already",
            {
                "years": _span(account.years),
                "determination": taking.determination,
                "stage": text(f"determination.stage_{taking.stage}"),
                "cycle": _span(taking.years),
                "amount": grouped(taking.amount, FEN),
                "left": grouped(after.left, FEN),
            },
        )


def unlike_evaluated(
    accounts: Sequence[Account], found: Found, file: str, place: str
) -> Iterator[Fault]:
    """Yield where `accounts`, at `place` in `file`, differ from the evaluations `found`."""
    for at, account in enumerate(accounts):
        record = found.get(account.evaluation)
        if record is None:
            continue
        of = account.authorisation
        own = accounts_in(record, account.evaluation, account.operator, of)[-1]
        for name in ("years", "excess", "provisional"):
            said, says = getattr(account, name), getattr(own, name)
            if said != says:
                values = {"record": account.evaluation, "says": says}
                key = "determination.record_says"
                yield Fault(file, f"{place}[{at}].{name}", None, said, key, values)


def _nothing_known(file: str, account: Account, between: Sequence[int]) -> Fault:
    values = {"years": _span(account.years), "between": ", ".join(map(str, between))}
    key = "determination.years_between"
    return Fault(file, "result.excess", None, account.evaluation, key, values)


def _span(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
