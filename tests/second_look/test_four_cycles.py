"""Circles of four cycles with random incomes, drawn up in any order: every excess is deducted or
still carried, to the fen; nothing falls below zero; nobody takes an excess twice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest
from builders.operators import CLOCK, METHOD, SHELF, filed, tree
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.determination import (
    DeductionRefused,
    Determination,
    Proceeding,
    Stage,
    accounts_in,
    body_of_determination,
    deduction_of,
    determine,
    redetermined,
)
from engine.law import Located
from engine.record import Record, sealed
from engine.settlement import (
    Evaluation,
    Ledger,
    body_of_evaluation,
    body_of_ledger,
    entered,
    evaluate_cycle,
    incomes_in,
    ledger_again,
    permitted_by,
    taken_by_others,
)
from engine.submission import Filed

FIRST, LENGTH, CYCLES = 2026, 3, 4
FEN = st.integers(0, 3_000_000).map(lambda fen: Decimal(fen).scaleb(-2))
READINGS = ("cycle_total", "annual_average", "year_by_year")
TIMINGS = ("evenly", "first_year")


def first_year(cycle: int) -> int:
    return FIRST + LENGTH * cycle


def submitted(cycle: int, cost: Decimal, grant: Decimal) -> Filed:
    """A small operator of one item and one product; a grant may exceed its cost."""
    whole: dict[str, Any] = tree()
    whole |= {
        "cycle": {"first_year": first_year(cycle), "years": LENGTH},
        "accounts_year": first_year(cycle) - 1,
        "yield_override": {"value": "1.7", "reason": "as before"},
        "items": [
            {
                "id": "platform",
                "title": {"zh": "平台", "en": "platform"},
                "category": "platform",
                "amount": cost + Decimal("0.01"),
                "direct": "paid",
            }
        ],
        "subsidies": [
            {"id": "grant", "title": {"zh": "补助", "en": "grant"}, "amount": grant, "tag": "paid"}
        ],
        "pools": [],
        "products": [{**whole["products"][0], "shares": {}, "direct_share": 100}],
    }
    return filed(whole)


@dataclass
class Office:
    """An office with its records: by cycle the newest determination and evaluation, and the ledger
    that lies beside the evaluation. That records are proved before they are built on, other tests
    hold."""

    determined: dict[int, Record] = field(default_factory=dict)
    final: dict[int, Determination] = field(default_factory=dict)
    evaluated: dict[int, Evaluation] = field(default_factory=dict)
    ledgers: dict[int, Ledger] = field(default_factory=dict)

    def determine(
        self, of: Filed, cycle: int, deducting: tuple[int, ...], timing: str, stage: Stage
    ) -> Determination:
        """Determine, deducting the evaluations of those cycles, and enter it in the ledgers."""
        operator, years = of.submission.operator.name, of.submission.cycle.all_years
        handed_on = []
        for one in deducting:
            record = sealed(body_of_evaluation(self.evaluated[one]), CLOCK)
            handed_on.append((str(one), accounts_in(record, str(one), operator)))
        taken = [
            fault
            for one, (file, accounts) in zip(deducting, handed_on, strict=True)
            for fault in taken_by_others(self.ledgers.get(one), accounts, years, file)
        ]
        if taken:
            raise DeductionRefused(taken)
        deduction = deduction_of(handed_on, years[0]) if handed_on else None
        on, switches = datetime.date(years[0], 3, 1), {"deduction_timing": timing}
        made = determine(SHELF, of, METHOD, on, switches, deduction=deduction)
        made = replace(made, proceeding=Proceeding(stage))
        self.determined[cycle] = record = sealed(body_of_determination(made), CLOCK)
        for one, (_, accounts) in zip(deducting, handed_on, strict=True):
            self.ledgers[one] = entered(self.ledgers.get(one), accounts, made, record.number)
        return made

    def evaluate(self, cycle: int, amounts: list[Decimal], reading: str, on: datetime.date) -> None:
        """Evaluate a cycle by the determination of it that is the newest."""
        record = self.determined[cycle]
        years = range(first_year(cycle), first_year(cycle) + LENGTH)
        rows = [{"year": y, "amount": a} for y, a in zip(years, amounts, strict=True)]
        operator = record.body["inputs"]["submission"]["operator"]["name"]
        declared = {"operator": operator, "vat": "excluded", "incomes": rows}
        incomes = incomes_in(Located("incomes.yaml", declared))
        permitted, read = permitted_by(record, "record.json"), {"excess_reading": reading}
        self.evaluated[cycle] = evaluate_cycle(SHELF, "incomes.yaml", incomes, permitted, on, read)


@settings(max_examples=rounds(quick=8, full=300), deadline=None)
@given(data=st.data())
def test_every_fen_is_deducted_or_carried(data: st.DataObject) -> None:
    draw = data.draw
    office = Office()
    waiting: list[int] = []  # cycles evaluated and not yet deducted
    for cycle in range(CYCLES):
        of = submitted(cycle, draw(FEN), draw(FEN.map(lambda grant: grant / 2)))
        timing = draw(st.sampled_from(TIMINGS))
        late = bool(waiting) and cycle < CYCLES - 1 and draw(st.booleans())
        taken = () if late else tuple(draw(st.permutations(waiting)))
        if taken and draw(st.booleans()):  # a draft first, which the final one replaces
            office.determine(of, cycle, taken, draw(st.sampled_from(TIMINGS)), Stage.DRAFT)
        office.final[cycle] = made = office.determine(of, cycle, taken, timing, Stage.FINAL)
        nothing_below_zero(made)
        if taken:
            waiting = []
        for stale in stale_evaluations(office, cycle, waiting):
            with pytest.raises(DeductionRefused):
                office.determine(of, cycle, (*waiting, stale), timing, Stage.DRAFT)
        if draw(st.booleans()):  # looked at before its time, and again when it is over
            incomes, early = [draw(FEN) * 2 for _ in range(LENGTH)], first_year(cycle) + 1
            office.evaluate(cycle, incomes, READINGS[0], datetime.date(early, 2, 1))
            assert office.evaluated[cycle].provisional == ("cycle_not_ended",)
        incomes = [draw(FEN) * draw(st.sampled_from([1, 2, 7])) for _ in range(LENGTH)]
        reading, on = draw(st.sampled_from(READINGS)), datetime.date(first_year(cycle + 1), 2, 1)
        office.evaluate(cycle, incomes, reading, on)
        assert office.evaluated[cycle].provisional == ()
        waiting.append(cycle)
    everything_is_accounted_for(office, waiting)
    tried("money between four cycles", circles=1)


def stale_evaluations(office: Office, cycle: int, waiting: list[int]) -> Iterator[int]:
    """The evaluations that the determination of another cycle than `cycle` took over."""
    for one in range(cycle):
        takers = {
            taking.years[0]
            for ledger in office.ledgers.values()
            for account in ledger.accounts
            if account.years[0] == first_year(one)
            for taking in account.takings
        }
        if one not in waiting and takers - {first_year(cycle)}:
            yield one


def nothing_below_zero(made: Determination) -> None:
    assert made.maximum_before_deduction.number >= 0
    assert made.operating_cost.number >= 0
    for year in made.years:
        assert 0 <= made.maximum(year).number <= made.maximum_before_deduction.number
    for account, taken in made.ledger:
        assert all(amount >= 0 for amount in taken.values())
        assert sum(taken.values()) <= account.left
        assert all(amount == round(amount, 2) for amount in taken.values())
    assert made.carried_on >= 0


def everything_is_accounted_for(office: Office, waiting: list[int]) -> None:
    """Σ deducted + what the evaluations that wait hand on = Σ excess, to the fen."""
    excess = sum(one.excess.number for one in office.evaluated.values())
    deducted = sum(
        made.maximum_before_deduction.number - made.maximum(year).number
        for made in office.final.values()
        for year in made.years
    )
    carried = sum(
        office.evaluated[one].carried + office.evaluated[one].excess.number for one in waiting
    )
    assert deducted + carried == excess
    for ledger in office.ledgers.values():
        assert all(account.left >= 0 for account in ledger.accounts)
        assert ledger_again(body_of_ledger(ledger), SHELF) == ledger
    for cycle, made in office.final.items():
        assert redetermined(office.determined[cycle].body, SHELF).ledger == made.ledger
