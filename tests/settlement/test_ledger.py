"""The ledger of deductions by hand: what another took, what is entered, what cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from builders.faults import told
from builders.operators import CLOCK, determined, tree

from engine.determination import Account, Deduction, Stage, Taking
from engine.law import Faults
from engine.record import Record, sealed
from engine.settlement import (
    Ledger,
    body_of_ledger,
    entered,
    ledger_again,
    ledger_in,
    records_entered,
    taken_by_others,
    unlike_entered,
)

OPERATOR = tree()["operator"]["name"]
FIRST, SECOND, THIRD = (2020, 2021, 2022), (2023, 2024, 2025), (2026, 2027, 2028)


def account(years: tuple[int, ...], excess: int, *takings: Taking, **more: Any) -> Account:
    given = {"operator": OPERATOR, "years": years, "evaluation": f"E-{years[0]}", **more}
    return Account(excess=Decimal(excess), takings=takings, **given)


def taking(years: tuple[int, ...], amount: int, number: str = "D-1") -> Taking:
    return Taking(
        determination=number, stage=Stage.FINAL, years=years, taken={years[0]: Decimal(amount)}
    )


def others(held: Ledger | None, accounts: Sequence[Account], years: Sequence[int]) -> list[str]:
    return told(taken_by_others(held, accounts, years, "e.json"))


def test_what_another_cycle_took_stands_in_the_way() -> None:
    own = account(FIRST, 900)
    held = Ledger((account(FIRST, 900, taking(SECOND, 600)),))
    said = [
        "e.json result.excess = E-2020: the excess of 2020–2022 was taken over by D-1 (final, cycle"
        " 2023–2025): 600.00 yuan deducted, 300.00 yuan carried on with the evaluation of that"
        " cycle; it cannot be deducted again"
    ]
    assert others(held, [own], THIRD) == said
    assert others(held, [own], SECOND) == []  # drawn up again by a later one
    assert others(held, [own], list(SECOND)) == []
    assert others(None, [own], THIRD) == []
    assert others(Ledger(()), [own], THIRD) == []
    # of another cycle, operator or authorisation nothing is said
    for other in (
        account(SECOND, 900),
        account(FIRST, 900, operator="另一家"),
        account(FIRST, 900, authorisation="health"),
    ):
        assert others(held, [other], THIRD) == []
    health = Ledger((account(FIRST, 900, taking(SECOND, 600), authorisation="health"),))
    assert others(health, [account(FIRST, 900, authorisation="health")], THIRD) == said
    # what it knows of itself is no news
    assert others(held, [account(FIRST, 900, taking(SECOND, 600))], THIRD) == []


def test_what_a_determination_took_is_entered_beside_what_is_held() -> None:
    accounts = (account(FIRST, 100), account(SECOND, 50))
    of = determined(
        deduction=Deduction(accounts=accounts), switches={"deduction_timing": "first_year"}
    )
    later, older = account(THIRD, 7), account((2017, 2018), 9, taking(FIRST, 9))
    found = entered(Ledger((later, older)), accounts, of, "D-7")
    assert [one.years for one in found.accounts] == [(2017, 2018), FIRST, SECOND, THIRD]
    assert [one.left for one in found.accounts] == [0, 0, 0, 7]
    (taken,) = found.accounts[1].takings
    assert (taken.determination, taken.stage, taken.years) == ("D-7", Stage.DRAFT, of.years)
    assert taken.taken == {2026: 100, 2027: 0, 2028: 0}
    assert found.accounts[2].takings[0].taken == {2026: 50, 2027: 0, 2028: 0}
    assert (found.accounts[0], found.accounts[3]) == (older, later)
    # one that is drawn up again takes the place of the one before
    again = entered(found, accounts, of, "D-8")
    assert [one.determination for one in again.accounts[1].takings] == ["D-8"]
    assert entered(None, accounts, of, "D-7").accounts == found.accounts[1:3]
    assert records_entered(found) == ("E-2017", "E-2020", "E-2023", "E-2026")


def test_what_a_ledger_comes_to() -> None:
    """900 of which 600 and 100 were taken, and 50 of which nothing was: 250 are carried on."""
    one = account(FIRST, 900, taking(SECOND, 600), taking(THIRD, 100))
    body = body_of_ledger(Ledger((one, account(SECOND, 50))))
    # what was not given is not in the record: its number rests on it
    assert set(body["inputs"]["accounts"][1]) == {
        *("operator", "years", "evaluation", "excess"),
        *("provisional", "unchecked", "takings"),
    }
    result = body["result"]
    assert result == {
        "accounts": [
            {"operator": OPERATOR, "years": list(FIRST), "taken": "700", "left": "200"},
            {"operator": OPERATOR, "years": list(SECOND), "taken": "0", "left": "50"},
        ],
        "excess": "950",
        "deducted": "700",
        "carried": "250",
        "unit": "yuan",
        "vat": "excluded",
    }


def test_a_record_of_a_ledger_is_read_again_or_refused() -> None:
    ledger = Ledger((account(FIRST, 900, taking(SECOND, 600), taking(THIRD, 300)),))
    record = sealed(body_of_ledger(ledger), CLOCK)
    assert ledger_in(record, "ledger.json") == ledger
    touched = Record({**record.body, "result": {}}, record.number, record.envelope)
    other = sealed({"kind": "evaluation"}, CLOCK)
    for wrong, said in (
        (other, "ledger.json body.kind = evaluation: this is not a ledger of deductions, which"
                " ledger.json beside an evaluation must be"),
        (touched, "ledger.json body, number: the record does not match its hashes and cannot be"
                  " used; look at it with dingjia verify"),
    ):  # fmt: skip
        with pytest.raises(Faults) as caught:
            ledger_in(wrong, "ledger.json")
        assert told(caught.value.faults) == [said]


def test_a_ledger_that_does_not_add_up_is_refused_with_each_place() -> None:
    accounts = (
        account(FIRST, 900, taking(SECOND, 600), taking(THIRD, 200), taking(SECOND, 101, "D-2")),
        account(SECOND, 5),
        account(FIRST, 1),
        account(FIRST, 1, authorisation="health"),
        account(FIRST, 1, authorisation="transport"),
        account(FIRST, 1, operator="另一家"),
        account(THIRD, 10, taking((2029,), 10)),
    )
    with pytest.raises(Faults) as caught:
        ledger_again(body_of_ledger(Ledger(accounts)), None, "l.json")
    assert told(caught.value.faults) == [
        "l.json body.inputs.accounts[0].takings[2].years = [2023, 2024, 2025]: a determination of"
        " this cycle took of it twice",
        "l.json body.inputs.accounts[0].takings = -1: more was taken than the excess of 900 yuan",
        "l.json body.inputs.accounts[2].years = [2020, 2021, 2022]: this cycle has two accounts",
    ]


def test_an_account_is_held_against_the_evaluation() -> None:
    record = sealed(
        {
            "kind": "evaluation",
            "inputs": {
                "declared": {"operator": OPERATOR},
                "determination": {"stage": "final", "maximum": dict.fromkeys(map(str, FIRST), "1")},
            },
            "result": {"excess": "900"},
        },
        CLOCK,
    )
    right = account(FIRST, 900, evaluation=record.number)
    wrong = account(FIRST, 901, evaluation=record.number)
    found = {record.number: record}
    assert told(unlike_entered(Ledger((right,)), found, "l.json")) == []
    assert told(unlike_entered(Ledger((account(SECOND, 1), wrong)), found, "l.json")) == [
        f"l.json body.inputs.accounts[1].excess = 901: the record {record.number} says 900"
    ]
