"""Dingjia (定价): an open engine for pricing public data.

The law is data. Rules, methods and tariffs are documents; the rooms below interpret them and hold
no price, no rate and no rule of their own.

This is the front door for Python. Open a shelf of documents, ask, and get an answer in which every
figure is a `Step` (`engine.explain`): value, unit, the steps that it is computed from, citations.
Amounts are yuan as exact `Decimal`; in bulk they are whole micro-yuan (10⁻⁶ yuan) in 64 bits. Days
are `datetime.date`, never a moment, and the law is that day's. What is wrong with an input is
raised as `Faults`, all of it at once, each with file, place, value, and what would be right;
documents that are faulty on the day as `FaultyLaw`, one of them. `docs/python.md` is a tutorial. A
room is imported when something of it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from engine.bulk import decide_many, evaluate_many, rate_many
    from engine.ceiling import Ceilings
    from engine.determination import Determination, MaximaByReading
    from engine.law import Faults, FaultyLaw, Located, Shelf
    from engine.method import Case
    from engine.quote import Quote, QuoteRequest
    from engine.record import Record
    from engine.record.verification import Mismatch
    from engine.scenario import run_scenarios
    from engine.settlement import Evaluation, Refunds
    from engine.submission import Filed
    from engine.use import UseDecision

__all__ = [
    "Faults",
    "FaultyLaw",
    "ceilings_for",
    "classify",
    "compute",
    "decide_many",
    "determine",
    "evaluate",
    "evaluate_many",
    "every_reading",
    "open_shelf",
    "prove",
    "quote_for",
    "rate_many",
    "read_record",
    "read_request",
    "read_submission",
    "record_of",
    "refund",
    "run_scenarios",
    "verify",
]

__version__ = "0.1.0"

# Rooms that bring kinds of documents; what a method of a role must have; kinds of records.
ROOMS_WITH_KINDS = ("catalogue", "rules", "tariff", "method")
ROOMS_WITH_CONTRACTS = ("determination", "settlement", "ceiling")
ROOMS_WITH_RECORDS = ("quote", "determination", "settlement")

# Where the names stand that are not said here.
_HANDED_ON = {
    "Faults": "law",
    "FaultyLaw": "law",
    "decide_many": "bulk",
    "evaluate_many": "bulk",
    "rate_many": "bulk",
    "run_scenarios": "scenario",
}

Source = str | Path | Mapping[str, Any]
"""A YAML file, or what would stand in it; numbers never as float."""


# --- documents


def open_shelf(*folders: str | Path, unchecked: bool = False) -> Shelf:
    """Return the documents that came with this installation, with those in `folders` laid over.

    Where several hold a document of one id, the first folder's is on the shelf. Documents are read
    once. One that is faulty on the day, or refers to such, raises FaultyLaw when used; `unchecked`,
    for drafters, goes on, and results say so. Raises Faults for a folder that is not there.

    >>> shelf = open_shelf()
    >>> shelf.has("cn/credit-reference")
    True
    """
    from engine.law import Fault, Faults, Shelf, installed

    make_known(*ROOMS_WITH_KINDS)
    roots = [Path(folder) for folder in folders]
    missing = [root for root in roots if not root.is_dir()]
    if missing:
        raise Faults([Fault(str(root), "", None, None, "law.no_file") for root in missing])
    return Shelf(*roots, installed("tariffs"), unchecked=unchecked)


# --- one use


def read_request(source: Source) -> tuple[QuoteRequest, Located]:
    """Return a request for a quote (询价单), and where its values stand.

    `source` has the form of `examples/quotes`. Raises Faults with everything wrong in it.
    """
    from engine.law import checked
    from engine.quote import QuoteRequest

    located = _located(source, "request")
    return checked(QuoteRequest, located), located


def quote_for(shelf: Shelf, request: QuoteRequest, places: Located | None = None) -> Quote:
    """Return what the use in `request` costs, why, and what it rests on (报价).

    `total` is a step in yuan, on the VAT basis that `vat` says; None where the use is refused, has
    no price, or facts are `missing`: these are asked for, `ask_now` first. A use that is free has a
    total of 0.00 and its conditions. `places`, from `read_request`, lets faults and explanation
    name the file. Raises Faults for what no rule and no tariff can read, and facts that contradict
    each other.

    >>> from engine.law import installed
    >>> path = installed("examples") / "quotes" / "village-bank.yaml"
    >>> quote_for(open_shelf(), *read_request(path)).total.number
    Decimal('5400.00')
    """
    from engine.quote import quote

    return quote(shelf, request, places)


def classify(shelf: Shelf, source: Source) -> UseDecision:
    """Return whether a use is free, guided, mixed, refused or undetermined, without a price (分类).

    `source` has the form of `examples/uses`. The decision names its rule, the conditions of free
    use, what is missing, and which single change would change it. Raises Faults for what has not
    that form, and for facts and values that the rules do not know or that contradict each other.
    """
    from engine.law import checked
    from engine.use import DeclaredUse, decide_declared

    located = _located(source, "use")
    return decide_declared(shelf, checked(DeclaredUse, located), located)


# --- a cycle


def read_submission(source: Source) -> Filed:
    """Return an operator's accounts (成本申报), each figure with its place.

    `source` is a YAML file, a workbook (`.xlsx`), a folder of CSV, or a mapping; amounts are yuan,
    without VAT. Raises Faults for what cannot be read, and where pieces do not fit together.
    """
    from engine.submission import accepted, read_submission

    if isinstance(source, Mapping):
        return accepted(_located(source, "submission"))
    return read_submission(Path(source))


def determine(
    shelf: Shelf,
    filed: Filed,
    method: str,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
    *,
    deduct: Sequence[Record] = (),
    none_between: bool = False,
    decisions: Source | None = None,
) -> Determination:
    """Return the maximum permitted revenue of each year of the cycle (最高准许收入核定).

    `maximum(year)` is a step in yuan a year, without VAT; `rows` are the items as submitted and as
    reviewed. `method` is the id of a method document, `switches` the readings chosen in place of
    its defaults. `deduct` holds records of evaluations, as a rule that of the cycle before: its
    excess is taken off, with what earlier ones left; the rest is carried on. `none_between` says
    that of the years between nothing was determined. `decisions` is what the reviewer decided
    otherwise than the rules, with reasons (`examples/operators/demo-overrides.yaml`). Raises
    Faults for accounts, decisions and switches that the method does not take, and for a year, rate
    or yield that is missing; among them DeductionRefused when an excess was taken by another
    determination, and NotProved for a record that does not verify.
    """
    from engine.determination import decided, deduction_by, determine

    for evaluation in deduct:
        prove(shelf, evaluation)
    return determine(
        shelf,
        filed,
        method,
        on,
        switches,
        deduction=deduction_by(deduct, filed, none_between),
        decided=None if decisions is None else decided(_located(decisions, "decisions"), filed),
    )


def every_reading(
    shelf: Shelf,
    filed: Filed,
    method: str,
    on: datetime.date,
    decisions: Source | None = None,
) -> MaximaByReading:
    """Return the maximum of each year under every reading of the method's switches (口径全览).

    `outcomes` has one entry for each combination of the switches that matter, with the maxima in
    yuan a year, those of `determine` with the same readings; None where that raises Faults.
    `decisions` is as for `determine`. Raises Faults for what is wrong whatever is read.
    """
    from engine.determination import decided, maxima_by_reading

    judged = None if decisions is None else decided(_located(decisions, "decisions"), filed)
    return maxima_by_reading(shelf, filed, method, on, decided=judged)


def ceilings_for(
    shelf: Shelf,
    determination: Determination,
    year: int | None = None,
    tolerance: Decimal | None = None,
) -> Ceilings:
    """Return the most that each product may be charged in `year`, by default the first (上限).

    A ceiling is a step in yuan a unit, without VAT. Each is the full price (maximum × share of cost
    ÷ forecast quantity) rounded down to the product's tick; with a `tolerance` [per cent], the
    ticks that raise most at or under the maximum, none above its full price by more than that.
    Σ ceiling × quantity never passes the maximum. Raises Faults when the year is not of the cycle,
    there is no paid use, a full price lies below its tick, or the tolerance is out of bounds.
    """
    from engine.ceiling import by_full_cost, by_program, problem_of, rule_of
    from engine.law import Declaration, Fault, Faults

    years, here = determination.years, "ceilings_for"
    if year is not None and year not in years:
        allowed = {"allowed": ", ".join(map(str, years))}
        raise Faults([Fault(here, "year", None, year, "law.not_one_of", allowed)])
    rule = rule_of(determination, shelf)
    problem = problem_of(determination, years[0] if year is None else year)
    if tolerance is None:
        return by_full_cost(rule, problem)
    if not tolerance.is_finite():
        raise Faults([Fault(here, "tolerance", None, tolerance, "money.not_a_number")])
    return by_program(rule, problem, tolerance, (Declaration(file=here, place="tolerance"),))


def evaluate(
    shelf: Shelf,
    determined: Record,
    incomes: Source,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
) -> Evaluation:
    """Return whether more was earned in a finished cycle than was permitted (周期评估).

    `determined` is the record of the determination. `incomes` (yuan a year, without VAT) has the
    form of `examples/operators/circle-incomes.yaml`. `excess` is a step in yuan, to be deducted
    from the next cycle; `provisional` while the cycle has not ended on the day `on`, or by a draft.

    Raises Faults when the record is no determination or has no maximum, or the incomes are of
    others; among them NotProved when the record does not verify.
    """
    from engine.settlement import evaluate_cycle, incomes_in, permitted_by

    prove(shelf, determined)
    located, permitted = _located(incomes, "incomes"), permitted_by(determined, determined.number)
    return evaluate_cycle(shelf, located.file, incomes_in(located), permitted, on, switches)


def refund(shelf: Shelf, charges: Source, method: str, on: datetime.date) -> Refunds:
    """Return what was charged above a ceiling, to be refunded customer by customer (多收价款退还).

    `charges` has the form of `examples/operators/circle-charges.yaml`; `by_customer` and `total`
    are steps in yuan, on its VAT basis. Raises Faults for faulty charges, and a faulty method.
    """
    from engine.settlement import charges_in, refunds_of

    of = _located(charges, "charges")
    return refunds_of(shelf, of.file, charges_in(of), method, on)


# --- any method


def compute(
    shelf: Shelf,
    figures: Source,
    method: str,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
) -> Case:
    """Return what any `method` answers on `figures`, by the law of the day `on`.

    `figures` has the form of `examples/methods`, in the method's units; `switches` go before those
    in it. `results` are the lines that answer, `worksheet.step(line, key)` any line as a step,
    `left_out` the blocks that lack all they need. Raises Faults with all that is wrong with them.
    """
    from engine.method import computed, figures_of

    return computed(shelf, method, figures_of(_located(figures, "figures")), on, switches)


# --- records


def record_of(result: object, written: datetime.datetime, previous: Record | None = None) -> Record:
    """Return the record (存证) of a quote, agreement, determination, evaluation or refund.

    `written`, the moment with its time zone, stands in the envelope; the number comes from the hash
    of the body, so the same result has the same number at any time. `previous` is the record that
    it is chained to; `text()` is its file. Raises TypeError for another result, ValueError unzoned.
    """
    from engine.record import sealed
    from engine.record.kinds import body_of

    return sealed(body_of(result), written, previous)


def read_record(path: str | Path) -> Record:
    """Return the record in the file at `path`; raises Faults when it is none, or too large."""
    from engine.record import read_record

    return read_record(Path(path))


def verify(
    shelf: Shelf, record: Record, file: str = "", path: Path | None = None
) -> tuple[Mismatch, ...]:
    """Return everything about `record` that does not hold; it verifies when all are a `remark`.

    Its hashes are checked, its inputs computed again with the documents on `shelf`, its stage
    looked at; with its `path` also the record before it and those it was built on. A single digit
    that was changed is named with what it was. `file` names it in faults.
    """
    from engine.record.verification import mismatches

    make_known(*ROOMS_WITH_RECORDS)
    return tuple(mismatches(record, shelf, file, path))


def prove(shelf: Shelf, record: Record, file: str = "", path: Path | None = None) -> Any:
    """Return the result of `record`, computed again; raises NotProved when it does not `verify`."""
    from engine.record.verification import prove

    make_known(*ROOMS_WITH_RECORDS)
    return prove(record, shelf, file or record.number, path)


# --- behind the door


def make_known(*rooms: str) -> None:
    """Import rooms, so that the kinds and contracts that they bring are registered."""
    from importlib import import_module

    for room in rooms:
        import_module(f"engine.{room}")


def _located(source: Source, name: str) -> Located:
    """Return the tree of `source`; `name` is its file's in faults where it is no file."""
    from engine.law import ACCOUNTS, Located, read_yaml

    if isinstance(source, Mapping):
        return Located(name, dict(source))
    return read_yaml(Path(source), Path(source).name, ACCOUNTS)


if not TYPE_CHECKING:  # PEP 562: what is handed on is imported when it is first named

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _HANDED_ON:
            return getattr(import_module(f"engine.{_HANDED_ON[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
