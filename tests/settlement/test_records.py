"""Records of determinations and evaluations: computed again, changed by a digit, carried on."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from builders.operators import CLOCK, DAY, INCOMES, SHELF, determined, filed, tree
from builders.proof import rounds

from engine.determination import (
    Stage,
    accounts_in,
    body_of_determination,
    decided,
    deduction_of,
    proceeding_after,
)
from engine.law import Faults, Located, canonical
from engine.record import Record, differences, sealed
from engine.record.altered_digit import sealed_body
from engine.record.verification import mismatches
from engine.settlement import body_of_evaluation, evaluate_cycle, permitted_by, read_incomes


@pytest.fixture(scope="module")
def determination() -> Record:
    """The record of the worked determination."""
    return sealed(body_of_determination(determined()), CLOCK)


@pytest.fixture(scope="module")
def evaluation(determination: Record) -> Record:
    """The record of the evaluation of its cycle."""
    permitted = permitted_by(determination, "record.json")
    found = evaluate_cycle(SHELF, INCOMES.name, read_incomes(INCOMES), permitted, DAY)
    return sealed(body_of_evaluation(found), CLOCK)


def _plain(body: Any) -> Any:
    return json.loads(canonical(body))


def test_a_record_computed_again_is_the_same(determination: Record, evaluation: Record) -> None:
    operator = evaluation.body["inputs"]["declared"]["operator"]
    deduction = deduction_of([("e.json", accounts_in(evaluation, "e.json", operator))], 2026)
    after = sealed(body_of_determination(determined(deduction=deduction)), CLOCK)
    for record in (determination, evaluation, after):
        assert list(mismatches(record, SHELF)) == []


def test_the_clock_is_not_in_the_body(determination: Record) -> None:
    later = CLOCK + datetime.timedelta(days=400)
    again = sealed(body_of_determination(determined()), later, determination)
    assert again.number == determination.number
    assert again.body == determination.body
    assert again.envelope["previous"] == determination.envelope["seal"]


def test_a_record_says_which_readings_were_defaults(determination: Record) -> None:
    assert all(switch["default"] for switch in determination.body["switches"].values())
    other = body_of_determination(determined(switches={"profit_tax": "before_income_tax"}))
    assert other["switches"]["profit_tax"] == {"value": "before_income_tax", "default": False}


def _digits(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Yield each place of text in `node` with the position of its last digit."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _digits(value, (*place, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from _digits(value, (*place, position))
    elif isinstance(node, str):
        found = [at for at, sign in enumerate(node) if sign in "0123456789"]
        if found:
            yield place, found[len(found) // 2]


def _changed(body: dict[str, Any], place: tuple[Any, ...], at: int) -> tuple[dict[str, Any], str]:
    whole = copy.deepcopy(body)
    node: Any = whole
    for part in place[:-1]:
        node = node[part]
    before = node[place[-1]]
    digit = str((int(before[at]) + 1) % 10)
    node[place[-1]] = before[:at] + digit + before[at + 1 :]
    return whole, before


def test_any_changed_digit_is_named(determination: Record) -> None:
    """Places all over the body: inputs, hashes, readings, lines, result."""
    places = list(_digits(determination.body))
    assert len(places) > 150
    for place, at in places[:: rounds(quick=40, full=1)]:
        body, before = _changed(determination.body, place, at)
        touched = Record(body, determination.number, determination.envelope)
        assert "body" in set(touched.broken())
        whole = sealed_body(touched)
        assert whole == determination.body, place
        (named,) = differences(body, whole)
        assert named.recomputed == before


def test_two_changed_digits_are_not_taken_for_one(determination: Record) -> None:
    (first, *_, last) = _digits(determination.body)
    body, _ = _changed(determination.body, *first)
    body, _ = _changed(body, *last)
    touched = Record(body, determination.number, determination.envelope)
    assert sealed_body(touched) is None
    assert set(touched.broken()) == {"body", "number"}


def test_a_figure_changed_and_sealed_anew_is_found_by_computing_again(
    determination: Record,
) -> None:
    body = copy.deepcopy(determination.body)
    body["result"]["maximum"]["2027"] = "7886660.41"
    forged = sealed(body, CLOCK)
    assert list(forged.broken()) == []
    (found,) = mismatches(forged, SHELF)
    assert (found.what, found.place, found.recorded, found.recomputed) == (
        "rerun_differs",
        "body.result.maximum.2027",
        "7886660.41",
        "7886659.41",
    )


def test_a_record_that_is_not_whole_carries_no_deduction(evaluation: Record) -> None:
    body = copy.deepcopy(evaluation.body)
    body["result"]["excess"] = "90021.77"
    touched = Record(body, evaluation.number, evaluation.envelope)
    with pytest.raises(Faults) as caught:
        accounts_in(touched, "e.json", body["inputs"]["declared"]["operator"])
    assert [fault.key for fault in caught.value.faults] == ["determination.record_broken"]


def test_a_record_sealed_anew_without_what_is_taken_of_it_is_refused(
    determination: Record, evaluation: Record
) -> None:
    filed_again = filed(tree())

    def deducted(record: Record) -> object:
        return accounts_in(record, "r.json", filed_again.submission.operator.name)

    def followed(record: Record) -> object:
        return proceeding_after(Stage.DRAFT, filed_again, (), record, "r.json")

    def permitted(record: Record) -> object:
        return permitted_by(record, "r.json")

    wrong: list[tuple[Callable[[Record], object], Record, tuple[str, ...], object]] = [
        (permitted, determination, ("result", "maximum"), {"first": "1"}),
        (permitted, determination, ("result",), None),
        (permitted, determination, ("inputs", "submission", "operator"), []),
        (permitted, determination, ("on",), "2026-02-30"),
        (deducted, evaluation, ("result", "excess"), "1e5"),
        (deducted, evaluation, ("inputs", "determination"), "none"),
        (deducted, evaluation, ("inputs", "declared"), {}),
        (followed, determination, ("status",), True),
        (followed, determination, ("objections",), [{"id": "one"}]),
        (followed, determination, ("inputs", "submission", "items"), "none"),
    ]
    for taken, record, path, value in wrong:
        body = copy.deepcopy(record.body)
        piece = body
        for name in path[:-1]:
            piece = piece[name]
        piece[path[-1]] = value
        with pytest.raises(Faults) as caught:
            taken(sealed(body, CLOCK))
        for fault in caught.value.faults:
            assert (fault.file, fault.place[:5]) == ("r.json", "body."), path
            assert fault.place.startswith(".".join(("body", *path))), path


def test_a_deduction_is_of_the_same_operator(determination: Record, evaluation: Record) -> None:
    with pytest.raises(Faults) as caught:
        accounts_in(evaluation, "e.json", "另一家公司")
    assert [fault.key for fault in caught.value.faults] == ["determination.other_operator"]
    with pytest.raises(Faults) as caught:
        accounts_in(determination, "record.json", "另一家公司")
    assert [fault.key for fault in caught.value.faults] == ["determination.no_evaluation"]


def test_incomes_must_be_of_the_operator_and_of_every_year(determination: Record) -> None:
    incomes = read_incomes(INCOMES)
    first, second, _ = incomes.incomes
    wrong = incomes.model_copy(
        update={
            "operator": "另一家公司",
            "incomes": (first, second, second, first.model_copy(update={"year": 2031})),
        }
    )
    with pytest.raises(Faults) as caught:
        evaluate_cycle(SHELF, "incomes.yaml", wrong, permitted_by(determination, "r"), DAY)
    assert [(fault.place, fault.key) for fault in caught.value.faults] == [
        ("operator", "settlement.income_of_other"),
        ("incomes[2].year", "settlement.year_twice"),
        ("incomes[3].year", "settlement.year_outside"),
        ("incomes", "settlement.year_missing"),
    ]


def test_a_body_that_says_less_than_it_must_is_refused(determination: Record) -> None:
    body = copy.deepcopy(determination.body)
    del body["inputs"]["submission"]["operator"]
    del body["inputs"]["submission"]["items"][0]["amount"]
    found = [(one.what, one.place) for one in mismatches(sealed(body, CLOCK), SHELF)]
    assert set(found) == {("cannot_rerun", "operator"), ("cannot_rerun", "items[0].amount")}


def test_a_submission_from_a_workbook_keeps_its_cells(determination: Record) -> None:
    from engine.determination import determine
    from engine.law import Located
    from engine.submission import accepted

    places = {"items[2].amount": "成本项目!E4"}
    filed = accepted(Located("operator.xlsx", tree()), places)
    body = body_of_determination(determine(SHELF, filed, "cn/ndrc-2025-65", DAY))
    assert body["inputs"]["places"] == places
    assert list(mismatches(sealed(body, CLOCK), SHELF)) == []


def test_an_evaluation_records_the_duty_to_propose_adjusted_ceilings(evaluation: Record) -> None:
    (duty,) = evaluation.body["result"]["duties"]
    assert duty["duty"] == "propose_adjusted_ceilings"
    (cite,) = duty["cites"]
    # clause 5 of the rule was read, and asks for it of every evaluation
    assert (cite["instrument"], cite["article"]) == ("发改价格〔2025〕65号", "第五条")
    assert (cite["evidence"], cite["applies"]) == ("text", "directly")


def test_the_reviewers_decisions_are_in_the_record_and_are_computed_again() -> None:
    of = filed(tree())
    decision = {"item": "platform", "amount": Decimal("4100000.00"), "reason": "漏记12月电费"}
    written = {"reviewer": "成本监审组", "decisions": [decision]}
    found = decided(Located("overrides.yaml", written), of)
    body = _plain(body_of_determination(determined(decided=found)))
    assert body["inputs"]["decisions"]["reviewer"] == "成本监审组"
    assert body["review"][0]["by_rule"] == "4000000.00"
    assert body["review"][0]["reviewed"] == "4100000.00"
    assert body["review"][0]["reason"] == "漏记12月电费"
    assert list(mismatches(sealed(body, CLOCK), SHELF)) == []
