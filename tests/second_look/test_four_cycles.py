"""Circles of four cycles with random incomes, drawn up in any order: every excess is deducted or
still carried, to the fen; nothing falls below zero; nobody takes an excess twice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.operators import METHOD, SHELF, filed, tree
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.cli.conventions.records import recorded_files
from engine.cli.determine.deducting import deducting_of, deduction_from, ledgers_with
from engine.determination import (
    DeductionRefused,
    Determination,
    Proceeding,
    Stage,
    body_of_determination,
    determine,
    redetermined,
)
from engine.law import Located
from engine.record import Record, read_record, write_atomically
from engine.settlement import (
    Evaluation,
    body_of_evaluation,
    evaluate_cycle,
    incomes_in,
    ledger_in,
    permitted_by,
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
    """An office that keeps its records in folders, one a cycle."""

    folder: Path
    final: dict[int, Determination] = field(default_factory=dict)
    evaluated: dict[int, Evaluation] = field(default_factory=dict)

    def place(self, cycle: int, name: str) -> Path:
        return self.folder / str(first_year(cycle)) / name

    def determine(
        self, of: Filed, cycle: int, deducting: tuple[int, ...], timing: str, stage: Stage
    ) -> Determination:
        """Determine, deducting the evaluations of those cycles, and enter it in the ledgers."""
        given = deducting_of([self.place(one, "evaluation.json") for one in deducting], of, SHELF)
        on = datetime.date(first_year(cycle), 3, 1)
        deduction = deduction_from(given, of, none_between=False)
        switches = {"deduction_timing": timing}
        made = determine(SHELF, of, METHOD, on, switches, deduction=deduction)
        made = replace(made, proceeding=Proceeding(stage))
        record = self.write(cycle, "record.json", body_of_determination(made))
        for place, body in ledgers_with(given, made, record.number).items():
            write_atomically(recorded_files(place.parent, place.name, body)[1])
        return made

    def evaluate(self, cycle: int, amounts: list[Decimal], reading: str, on: datetime.date) -> None:
        """Evaluate a cycle by the determination that stands in its folder."""
        record = read_record(self.place(cycle, "record.json"))
        years = range(first_year(cycle), first_year(cycle) + LENGTH)
        rows = [{"year": y, "amount": a} for y, a in zip(years, amounts, strict=True)]
        operator = record.body["inputs"]["submission"]["operator"]["name"]
        declared = {"operator": operator, "vat": "excluded", "incomes": rows}
        incomes = incomes_in(Located("incomes.yaml", declared))
        permitted, read = permitted_by(record, "record.json"), {"excess_reading": reading}
        self.evaluated[cycle] = evaluate_cycle(SHELF, "incomes.yaml", incomes, permitted, on, read)
        self.write(cycle, "evaluation.json", body_of_evaluation(self.evaluated[cycle]))

    def write(self, cycle: int, name: str, body: dict[str, Any]) -> Record:
        place = self.place(cycle, name)
        record, files = recorded_files(place.parent, name, body)
        write_atomically(files)
        return record


@settings(max_examples=rounds(quick=15, full=300), deadline=None)
@given(data=st.data())
def test_every_fen_is_deducted_or_carried(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw = data.draw
    office = Office(tmp_path_factory.mktemp("office"))
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


def stale_evaluations(office: Office, cycle: int, waiting: list[int]) -> Iterator[int]:
    """The evaluations that a determination of an earlier cycle than `cycle` took over."""
    for one in range(cycle):
        takers = {
            taking.years[0]
            for of in range(cycle)
            if office.place(of, "ledger.json").is_file()
            for account in ledger_in(
                read_record(office.place(of, "ledger.json")), "ledger.json"
            ).accounts
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
    for path in office.folder.rglob("ledger.json"):
        ledger = ledger_in(read_record(path), path.name)
        assert all(account.left >= 0 for account in ledger.accounts)
    for cycle, made in office.final.items():
        body = read_record(office.place(cycle, "record.json")).body
        again = redetermined(body, SHELF)
        assert again.ledger == made.ledger
