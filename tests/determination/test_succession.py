"""What a determination may follow, and what stays open: each stage after each, each fault told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders.faults import told
from builders.operators import CLOCK, DAY, SHELF, deducting, determined, entry, filed, tree

from engine.determination import (
    Account,
    Deduction,
    Determination,
    Objection,
    Proceeding,
    Stage,
    body_of_determination,
    misplaced_objections,
    out_of_stage,
    proceeding_after,
    read_objections,
    records_before,
    redetermined,
)
from engine.law import Fault, Faults
from engine.record import Record, sealed

AFTER = {
    "draft": "a draft may be drawn up anew, and cannot follow a final determination",
    "opinion": "an opinion follows a draft: give the draft's record with --follows",
    "final": "a final determination follows an opinion: give the opinion's record with --follows",
}


@cache
def sound() -> Determination:
    """The worked determination: nothing in it is open."""
    return determined()


def refused(*arguments: Any, **more: Any) -> list[str]:
    with pytest.raises(Faults) as caught:
        proceeding_after(*arguments, **more)
    return told(caught.value.faults)


def record(
    of: Determination | None = None,
    stage: str | None = "draft",
    objections: Sequence[Objection] = (),
    **more: Any,
) -> Record:
    body = body_of_determination(
        replace(of or sound(), proceeding=Proceeding(Stage.DRAFT, None, tuple(objections)))
    )
    return sealed({**body, "status": {"stage": stage, "former": None}, **more}, CLOCK)


def objection(name: str, outcome: Any = None) -> Objection:
    return Objection(
        id=name,
        line="maximum",
        by="示例",
        on=DAY,
        said=f"太低（{name}）",
        outcome=outcome,
        answer=None if outcome is None else "无依据",
    )


def flagged() -> Determination:
    """The worked one with data transfer bought of a related party, not judged yet."""
    whole = tree()
    entry(whole, "items", "transfer")["related_party"] = True
    return determined(whole)


NOT_JUDGED = (
    "circle.yaml items[1] = 数据传输与存储: of 2025, not judged yet, so nothing can be final"
    " (Whether the price paid to a related party is reasonable is for the reviewer to judge); give"
    " the judgement and its reason with --overrides"
)


@pytest.mark.parametrize("stage", ["draft", "opinion", "final"])
@pytest.mark.parametrize("before", [None, "draft", "opinion", "final", "withdrawn"])
def test_what_may_follow_what(before: str | None, stage: str) -> None:
    """By hand: a draft stands alone or follows what is not final; an opinion follows a draft, or an
    opinion drawn up again; a final determination follows an opinion, and nothing follows it."""
    allowed = {
        "draft": {None, "draft", "opinion"},
        "opinion": {"draft", "opinion"},
        "final": {"opinion"},
    }
    former = None if before is None else record(stage=before)
    if before in allowed[stage]:
        found = proceeding_after(Stage(stage), sound().filed, (), former, "r.json")
        assert found == Proceeding(Stage(stage), None if former is None else former.number, ())
        return
    where = "--follows –" if before is None else f"r.json body.status.stage = {before}"
    assert refused(Stage(stage), sound().filed, (), former, "r.json") == [
        f"{where}: {AFTER[stage]}"
    ]


def test_a_record_that_says_no_stage_is_followed_by_nothing() -> None:
    silent = record(stage=None)
    for stage in Stage:
        assert refused(stage, sound().filed, (), silent, "r.json") == [
            f"r.json body.status.stage: {AFTER[stage.value]}"
        ]


def test_what_is_no_whole_determination_is_not_followed() -> None:
    other = sealed({"kind": "evaluation"}, CLOCK)
    assert refused(Stage.DRAFT, sound().filed, (), other, "r.json") == [
        "r.json body.kind = evaluation: this is not the record of a determination; an evaluation"
        " needs the maximum in one"
    ]
    whole = record()
    touched = Record({**whole.body, "on": "2026-03-02"}, whole.number, whole.envelope)
    assert refused(Stage.DRAFT, sound().filed, (), touched, "r.json") == [
        "r.json body, number: the record does not match its hashes and cannot be used; look at it"
        " with dingjia verify"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"operator": {"name": "另一家公司"}},
        {"authorisation": {"id": "health", "title": "医疗健康"}},
        {"cycle": {"first_year": 2027, "years": 3}},
        {"cycle": {"first_year": 2026, "years": 2}},
    ],
)
def test_a_proceeding_is_of_one_operator_one_authorisation_one_cycle(
    change: dict[str, Any],
) -> None:
    other = filed(tree() | change)
    assert refused(Stage.OPINION, other, (), record(), "r.json") == [
        "r.json body.inputs.submission: the record before is of another operator, authorisation or"
        " cycle"
    ]
    renamed = filed(tree() | {"authorisation": {"id": "health", "title": "健康"}})
    same = filed(tree() | {"authorisation": {"id": "health", "title": "医疗健康领域"}})
    former = record(replace(sound(), filed=renamed))
    assert proceeding_after(Stage.OPINION, same, (), former, "r.json").former == former.number


# --- objections -------------------------------------------------------------------


def test_objections_stand_until_they_are_answered_under_their_id() -> None:
    one, two = objection("one"), objection("two")
    former = record(stage="opinion", objections=(one, two))
    kept = proceeding_after(Stage.OPINION, sound().filed, (), former, "r.json")
    assert kept.objections == (one, two)
    answered, three = objection("two", "upheld"), objection("three")
    found = proceeding_after(Stage.OPINION, sound().filed, (), former, "r.json", (answered, three))
    assert found.objections == (one, answered, three)
    assert refused(Stage.FINAL, sound().filed, (), former, "r.json", (answered, three)) == [
        f"objections {name} = 太低（{name}）: this objection is not answered yet, so nothing can be"
        " final"
        for name in ("one", "three")
    ]
    all_ = (objection("one", "rejected"), answered)
    assert (
        proceeding_after(Stage.FINAL, sound().filed, (), former, "r.json", all_).objections == all_
    )


def test_final_needs_every_judgement_and_sound_documents() -> None:
    open_ = flagged()
    former = record(open_, "opinion", unchecked={"cn/before": 1, "cn/now": 1})
    assert former.unchecked == ("cn/before", "cn/now")
    hindered = Fault("--deduct", "", None, "E-1", "determination.not_answered")
    faults = refused(
        Stage.FINAL, open_.filed, open_.undecided, former, "r.json", (), [hindered], ["cn/now"]
    )
    assert faults[0].startswith("--deduct – = E-1: this objection")
    assert faults[1] == NOT_JUDGED
    assert [one.split(":")[0] for one in faults[2:]] == [
        "--stage final = cn/now",
        "--stage final = cn/before",
    ]
    assert "must not rest on faulty documents (--unchecked was used)" in faults[2]
    # before the last stage none of it hinders, but what does
    proceeding_after(
        Stage.OPINION, open_.filed, open_.undecided, former, "r.json", (), [], ["cn/now"]
    )
    again = refused(Stage.OPINION, open_.filed, (), former, "r.json", (), [hindered])
    assert len(again) == 1


def read(tmp_path: Path, written: str) -> list[str]:
    path = tmp_path / "objections.yaml"
    path.write_text(written, "utf-8")
    try:
        located, found = read_objections(path)
        return told(list(misplaced_objections(located, found, sound().worksheet)))
    except Faults as faults:
        return told(faults.faults)


def test_a_file_of_objections_is_told_what_is_wrong_in_it(tmp_path: Path) -> None:
    row = "- {{id: {0}, line: {1}, by: 甲, on: 2026-03-20, said: 太低{2}}}\n"
    head = "objections:\n"
    fine = head + row.format("a", "maximum", "") + row.format("b", "reviewed, of: welfare", "")
    fine += row.format("c", "maximum_after_deduction, of: '2027'", ", outcome: upheld, answer: 是")
    assert read(tmp_path, fine) == []
    both = "give both the outcome and the answer, or neither"
    assert read(
        tmp_path,
        head
        + row.format("a", "maximum", ", answer: 是")
        + row.format("b", "maximum", ", outcome: rejected")
        + row.format("a", "maximum", ", outcome: rejected, answer: ''"),
    ) == [
        f"objections.yaml:2 objections[0].answer = 是: {both}",
        f"objections.yaml:3 objections[1].answer: {both}",
        "objections.yaml:4 objections[2].id = a: this name is used twice; use each once",
        f"objections.yaml:4 objections[2].answer = : {both}",
    ]
    said = "the determination has no such line, or the line is not of this"
    lines = read(
        tmp_path,
        head
        + row.format("a", "reviewed, of: nothing", "")
        + row.format("b", "no_such", "")
        + row.format("c", "maximum_after_deduction", "")
        + row.format("d", "maximum, of: '2026'", ""),
    )
    assert lines == [
        f"objections.yaml:2 objections[0].of = nothing: {said} (reviewed); it is of: donations,"
        " entertainment, fines, help-desk, marketing, platform, servers, software, transfer, wages,"
        " welfare",
        f"objections.yaml:3 objections[1].line = no_such: {said} (no_such); it is of: –",
        f"objections.yaml:4 objections[2].of: {said} (maximum_after_deduction); it is of: 2026,"
        " 2027, 2028",
        f"objections.yaml:5 objections[3].of = 2026: {said} (maximum); it is of: –",
    ]


# --- held against the records before ----------------------------------------------


def out(
    of: Determination,
    *records: Record,
    stage: str = "draft",
    former: str | None = None,
    **more: Any,
) -> list[str]:
    proceeding = Proceeding(Stage(stage), former, more.pop("objections", ()))
    found: Mapping[str, Record] = {one.number: one for one in records}
    return told(list(out_of_stage(replace(of, proceeding=proceeding, **more), found, "r.json")))


def test_a_determination_is_held_against_the_record_that_it_follows() -> None:
    draft, opinion = record(), record(stage="opinion")
    assert out(sound()) == []
    assert out(sound(), draft, stage="opinion", former=draft.number) == []
    assert out(sound(), opinion, stage="final", former=opinion.number) == []
    assert out(sound(), draft, stage="final", former=draft.number) == [
        f"r.json body.status.stage = draft: {AFTER['final']}"
    ]
    assert out(sound(), stage="opinion") == [f"--follows –: {AFTER['opinion']}"]
    final = out(flagged(), opinion, stage="final", former=opinion.number)
    assert final == [NOT_JUDGED]


def test_an_objection_of_the_record_before_stays_with_its_answer() -> None:
    one, two = objection("one"), objection("two")
    before = record(stage="opinion", objections=(one, two))
    kept = {"stage": "opinion", "former": before.number}
    assert out(sound(), before, **kept, objections=(one, two)) == []
    assert out(sound(), before, **kept, objections=(objection("two", "upheld"),)) == [
        "r.json body.objections = one: the record before holds this objection, and it is gone here:"
        " it stays, with its answer"
    ]


def test_what_is_open_is_told_also_where_the_record_before_is_not_there() -> None:
    gone = {"former": "D-0"}
    assert out(flagged(), stage="opinion", **gone) == []
    assert out(sound(), stage="final", **gone) == []
    assert out(flagged(), stage="final", **gone, objections=(objection("one"),)) == [
        NOT_JUDGED,
        "objections one = 太低（one）: this objection is not answered yet, so nothing can be final",
    ]
    early = deducting(Decimal(1000))
    (account,) = early.accounts
    late = Deduction(accounts=(account.model_copy(update={"years": (2025, 2026)}),))
    overlap = determined(deduction=late)
    assert out(overlap, stage="opinion", **gone) == []
    assert out(overlap, stage="final", **gone) == [
        "--deduct – = EVALUATION-1: the evaluation deducted is provisional (the cycle evaluated"
        " does not end before this one begins), so nothing can be final"
    ]


def test_a_deduction_is_held_against_the_evaluations() -> None:
    judged = {"stage": "final", "maximum": {"2023": "1", "2024": "1", "2025": "1"}}
    operator = sound().filed.submission.operator.name
    evaluation = sealed(
        {
            "kind": "evaluation",
            "inputs": {"declared": {"operator": operator}, "determination": judged},
            "result": {"excess": "1000"},
        },
        CLOCK,
    )
    right = determined(deduction=deducting(Decimal(1000), evaluation.number))
    assert out(right, evaluation) == []
    assert records_before(right) == (evaluation.number,)
    assert records_before(sound()) == ()
    wrong = determined(deduction=deducting(Decimal(999), evaluation.number))
    assert out(wrong, evaluation) == [
        "r.json body.inputs.deduction.accounts[0].excess = 999: the record"
        f" {evaluation.number} says 1000"
    ]
    after = replace(wrong, proceeding=Proceeding(Stage.OPINION, "D-1"))
    assert records_before(after) == ("D-1", evaluation.number)
    # from the opinion on it takes over what the record before took
    before = record(right)
    dropped = out(sound(), before, stage="opinion", former=before.number)
    assert dropped == [
        f"--deduct – = {evaluation.number}: the record before deducts the excess of 2023–2025; give"
        " the evaluation of that cycle with --deduct again"
    ]


# --- computed again ---------------------------------------------------------------


def test_a_record_keeps_stage_former_and_objections() -> None:
    proceeding = Proceeding(Stage.OPINION, "D-1", (objection("one", "upheld"),))
    body = body_of_determination(replace(sound(), proceeding=proceeding))
    again = redetermined(sealed(body, CLOCK).body, SHELF, "r.json")
    assert again.proceeding == proceeding
    assert again.on == datetime.date(2026, 3, 1)
    assert body_of_determination(again) == body
    old = {name: value for name, value in body.items() if name not in ("status", "objections")}
    assert redetermined(sealed(old, CLOCK).body, SHELF).proceeding == Proceeding()


def test_an_account_without_a_name_of_an_authorisation_is_of_the_only_one() -> None:
    account = Account(operator="甲", years=(2025,), evaluation="E-1", excess=Decimal(1))
    assert (account.authorisation, account.left, account.provisional) == (None, 1, ())
