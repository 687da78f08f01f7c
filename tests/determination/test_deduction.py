"""What evaluations hand on, by records written by hand: taken over for what it is, or why not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders.excesses import FIRST, OPERATOR, SECOND, THIRD, account, evaluation, taking
from builders.faults import told
from builders.operators import CLOCK, determined

from engine.determination import (
    Account,
    Deduction,
    Stage,
    accounts_in,
    body_of_determination,
    hindrances,
    ledger_after,
    unlike_evaluated,
)
from engine.determination.maximum.account import shared_out
from engine.law import Faults
from engine.record import Record, sealed
from engine.text import Language

# --- what one evaluation hands on -------------------------------------------------


def test_an_account_is_the_cycle_evaluated_and_those_before_it_come_with_it() -> None:
    older = account(FIRST, "E-0", 500, taking(SECOND, 200))
    record = evaluation(SECOND, judged={"ledger": [older.model_dump(mode="json")]})
    before, own = accounts_in(record, "e.json", OPERATOR)
    assert before == older
    assert (before.left, own.left) == (300, 900)
    assert (own.years, own.evaluation, own.provisional) == ((2023, 2024, 2025), record.number, ())
    assert (own.authorisation, own.unchecked, own.takings) == (None, (), ())
    assert str(own.declared.file) == record.number and own.declared.place == "result.excess"


@pytest.mark.parametrize(
    ("judged", "result", "provisional"),
    [
        ({"stage": "final"}, {}, ()),
        (
            {"stage": "final"},
            {"provisional": ["cycle_not_ended"]},
            ("cycle_not_ended",),
        ),
        ({"stage": None}, {}, ("determination_not_final",)),
        # a record that says no stage is not known to rest on a final one
        ({"stage": None}, {"provisional": ["cycle_not_ended"]}, ("determination_not_final",)),
    ],
)
def test_why_an_excess_is_provisional(
    judged: dict[str, Any], result: dict[str, Any], provisional: tuple[str, ...]
) -> None:
    record = evaluation(SECOND, judged=judged, result=result)
    (own,) = accounts_in(record, "e.json", OPERATOR)
    assert own.provisional == provisional


def test_what_is_no_evaluation_of_this_authorisation_is_refused_with_its_place() -> None:
    health = evaluation(SECOND, judged={"authorisation": "health"})
    (own,) = accounts_in(health, "e.json", OPERATOR, "health")
    assert own.authorisation == "health"
    plain = evaluation(SECOND)
    touched = Record(plain.body | {"result": {"excess": "1"}}, plain.number, plain.envelope)
    other = {"kind": "refund"}
    cases = [
        (sealed(other, CLOCK), OPERATOR, None,
         "e.json body.kind = refund: this is not the record of an evaluation; a deduction comes"
         " from one only"),
        (touched, OPERATOR, None,
         "e.json body, number: the record does not match its hashes and cannot be used; look at it"
         " with dingjia verify"),
        (plain, "另一家公司", None,
         f"e.json body.inputs.declared.operator = {OPERATOR}: another operator was evaluated; this"
         " determination is of 另一家公司"),
        (health, OPERATOR, None,
         "e.json body.inputs.determination.authorisation = health: of another authorisation; those"
         " of one operator stand apart, and this is –"),
        (plain, OPERATOR, "health",
         "e.json body.inputs.determination.authorisation = –: of another authorisation; those of"
         " one operator stand apart, and this is health"),
    ]  # fmt: skip
    for record, operator, authorisation, said in cases:
        with pytest.raises(Faults) as caught:
            accounts_in(record, "e.json", operator, authorisation)
        assert told(caught.value.faults) == [said]


# --- what keeps a determination from a stage --------------------------------------


def former(*accounts: Account) -> Record:
    deduction = {"accounts": [one.model_dump(mode="json") for one in accounts]}
    return sealed({"kind": "determination", "inputs": {"deduction": deduction}}, CLOCK)


def test_from_the_opinion_on_it_takes_over_what_the_record_before_it_did() -> None:
    kept, dropped = account(SECOND, "E-2"), account(FIRST, "E-1")
    before = former(dropped, kept)
    said = [
        "--deduct – = E-1: the record before deducts the excess of 2020–2022; give the evaluation"
        " of that cycle with --deduct again"
    ]
    for stage in (Stage.OPINION, Stage.FINAL):
        found = hindrances(Deduction(accounts=(kept,)), stage, 2026, before)
        assert told(list(found)) == said
        assert len(list(hindrances(None, stage, 2026, before))) == 2
        assert not list(hindrances(Deduction(accounts=(dropped, kept)), stage, 2026, before))
        assert not list(hindrances(None, stage, 2026, None))
        assert not list(hindrances(None, stage, 2026, former()))
        nothing = sealed({"kind": "determination", "inputs": {}}, CLOCK)
        assert not list(hindrances(None, stage, 2026, nothing))
    assert not list(hindrances(None, Stage.DRAFT, 2026, before))


@pytest.mark.parametrize(
    ("years", "reasons", "why"),
    [
        (SECOND, (), []),
        (range(2023, 2027), (), ["the cycle evaluated does not end before this one begins"]),
        (THIRD, (), ["the cycle evaluated does not end before this one begins"]),
        (SECOND, ("cycle_not_ended",), ["on its day the cycle evaluated had not ended"]),
        (
            THIRD,
            ("cycle_not_ended", "determination_not_final"),
            [
                "on its day the cycle evaluated had not ended",
                "it judges by a determination that is not final",
                "the cycle evaluated does not end before this one begins",
            ],
        ),
    ],
)
def test_nothing_final_rests_on_what_is_provisional(
    years: range, reasons: tuple[Any, ...], why: list[str]
) -> None:
    one = account(years, "E-1").model_copy(update={"provisional": reasons})
    deduction = Deduction(accounts=(one,))
    assert told(list(hindrances(deduction, Stage.FINAL, 2026, None))) == [
        f"--deduct – = E-1: the evaluation deducted is provisional ({reason}), so nothing can be"
        " final"
        for reason in why
    ]
    for stage in (Stage.DRAFT, Stage.OPINION):
        assert not list(hindrances(deduction, stage, 2026, None))
    assert len(list(deduction.provisional(2026))) == len(why)


# --- held against the records -----------------------------------------------------


def test_an_account_is_held_against_the_record_of_its_evaluation() -> None:
    record = evaluation(SECOND)
    own = accounts_in(record, "e.json", OPERATOR)[-1]
    found = {record.number: record}
    assert not list(unlike_evaluated([own], found, "l.json", "body.accounts"))
    changed = own.model_copy(
        update={
            "years": (2023, 2024),
            "excess": Decimal("899.99"),
            "provisional": ("cycle_not_ended",),
        }
    )
    unknown = changed.model_copy(update={"evaluation": "E-0"})
    faults = list(unlike_evaluated([unknown, changed], found, "l.json", "body.accounts"))
    assert [(f.file, f.place, f.value, f.values["says"]) for f in faults] == [
        ("l.json", "body.accounts[1].years", (2023, 2024), (2023, 2024, 2025)),
        ("l.json", "body.accounts[1].excess", Decimal("899.99"), Decimal("900.00")),
        ("l.json", "body.accounts[1].provisional", ("cycle_not_ended",), ()),
    ]
    assert f"the record {record.number} says 900.00" in faults[1].message(Language.EN)


# --- what a determination makes of them -------------------------------------------


def test_the_oldest_excess_is_settled_first_and_no_account_gives_more_than_is_left() -> None:
    """50 and 60 taken off, of 70 and 100: the oldest gives 50 and 20, the next nothing and 40."""
    accounts = (account(FIRST, "E-1", 80, taking(SECOND, 10)), account(SECOND, "E-2", 100))
    taken = [(2026, Decimal(50)), (2027, Decimal(60)), (2028, Decimal(0))]
    assert shared_out(taken, accounts) == (
        {2026: Decimal(50), 2027: Decimal(20), 2028: Decimal(0)},
        {2026: Decimal(0), 2027: Decimal(40), 2028: Decimal(0)},
    )


def test_what_a_determination_took_is_entered_in_each_account_it_took_over() -> None:
    """Of 100,000.00 and 10,000,000.00 the first year's 7,886,659.41 leaves 2,213,340.59."""
    deduction = Deduction(
        accounts=(account(FIRST, "E-1", 100_000), account(SECOND, "E-2", 10_000_000))
    )
    found = determined(deduction=deduction, switches={"deduction_timing": "first_year"})
    (_, oldest), (_, newest) = found.ledger
    assert {**oldest} == {2026: 100_000, 2027: 0, 2028: 0}
    assert newest[2026] == Decimal("7786659.41") and newest[2027] == Decimal("2213340.59")
    assert found.carried_on == 0
    body = body_of_determination(found)
    record = sealed(body, CLOCK)
    one, other = ledger_after(record, "record.json")
    assert (one.left, other.left) == (0, 0)
    (entered,) = other.takings
    assert (entered.determination, entered.stage) == (record.number, Stage.DRAFT)
    assert (entered.years, entered.amount) == ((2026, 2027, 2028), 10_000_000)
    assert body["result"]["ledger"][1] == {
        "years": [2023, 2024, 2025],
        "evaluation": "E-2",
        "excess": "10000000",
        "before": "10000000",
        "taken": {"2026": "7786659.41", "2027": "2213340.59", "2028": "0.00"},
        "left": "0.00",
    }
    assert not ledger_after(sealed(body_of_determination(determined()), CLOCK), "record.json")
    del body["result"]["ledger"][0]
    with pytest.raises(Faults) as caught:
        ledger_after(sealed(body, CLOCK), "record.json")
    assert told(caught.value.faults) == [
        "record.json body.result.ledger: what is taken of each excess that was taken over is"
        " expected here, one by one"
    ]


def test_what_an_unchecked_evaluation_leaves_is_warned_of() -> None:
    sound = account(FIRST, "E-1", 100)
    unsound = account(SECOND, "E-2", 100).model_copy(update={"unchecked": ("cn/a", "cn/b")})
    again = account(THIRD, "E-3", 100).model_copy(update={"unchecked": ("cn/a",)})
    found = determined(deduction=Deduction(accounts=(sound, unsound, again)))
    assert [said.en for said in found.warnings] == [
        "the record E-2 that this rests on is unchecked: cn/a, cn/b faulty; for drafting only,"
        " never final",
        "the record E-3 that this rests on is unchecked: cn/a faulty; for drafting only, never"
        " final",
    ]
    assert found.unchecked == ("cn/a", "cn/b")
    # a record that declares nothing of the years between was written before that could be
    assert not Deduction.model_validate({"accounts": []}).none_between
