"""An evaluation by hand: what is judged, what is told of incomes that do not fit, what is settled."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.faults import told
from builders.operators import CLOCK, DAY, METHOD, ROOT, SHELF, deducting, determined

from engine.determination import Account, Stage, Taking, accounts_in, body_of_determination
from engine.determination.stages import Proceeding
from engine.explain import outline
from engine.law import Declaration, Faults, Located, Shelf
from engine.method import Method
from engine.record import Record, record_from, sealed
from engine.settlement import (
    Evaluation,
    Permitted,
    body_of_evaluation,
    evaluate_cycle,
    evaluating,
    excess_switch,
    incomes_in,
    permitted_by,
    reevaluated,
)
from engine.settlement.record import unlike_determination
from engine.text import Language

OPERATOR = "示例数据运营有限公司"
YEARS = (2026, 2027, 2028)
AFTER = datetime.date(2029, 2, 1)


def permitted(**more: Any) -> Permitted:
    """1,000.00 a year by a final determination."""
    given: dict[str, Any] = {
        "record": "D-1",
        "method": METHOD,
        "on": DAY,
        "operator": OPERATOR,
        "stage": Stage.FINAL,
        "maximum": {year: Decimal(1000) for year in reversed(YEARS)},
    }
    return Permitted(**{**given, **more})


def incomes(*amounts: Any, **more: Any) -> Any:
    rows = [
        {"year": year, "amount": Decimal(amount)}
        for year, amount in zip(YEARS, amounts, strict=False)
    ]
    whole = {"operator": OPERATOR, "vat": "excluded", "incomes": rows, **more}
    return incomes_in(Located("incomes.yaml", whole))


def evaluated(of: Any, by: Permitted | None = None, **more: Any) -> Evaluation:
    day = more.pop("on", AFTER)
    return evaluate_cycle(SHELF, "incomes.yaml", of, by or permitted(), day, **more)


# --- what is judged ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "switches", "excess"),
    [
        ((1000, 1000, 1000), {}, "0"),
        ((1200, 900, 1000), {}, "100"),
        ((1200, 900, 1000), {"excess_reading": "year_by_year"}, "200"),
        ((0, 0, 0), {}, "0"),
        ((0, 0, "3000.01"), {}, "0.01"),
    ],
)
def test_income_above_what_was_permitted(
    amounts: tuple[Any, ...], switches: dict[str, str], excess: str
) -> None:
    assert evaluated(incomes(*amounts), switches=switches).excess.number == Decimal(excess)


def test_new_products_are_left_out_where_that_is_chosen_and_each_figure_has_its_place() -> None:
    rows = [
        {"year": 2028, "amount": Decimal(1400), "new_products": Decimal(150)},
        {"year": 2026, "amount": Decimal(1000), "new_products": Decimal(0)},
        {"year": 2027, "amount": Decimal(1000)},
    ]
    of = incomes(incomes=rows, declared_by="财务部")
    assert evaluated(of).excess.number == 400
    left_out = evaluated(of, switches={"new_products_income": "left_out"})
    assert left_out.excess.number == 250
    given = left_out.worksheet.inputs.scalars
    places = {
        (name, year): (cell.value, [(one.file, one.place, one.who) for one in cell.sources])
        for name, of_years in given.items()
        if isinstance(of_years, dict)
        for year, cell in of_years.items()
    }
    file, who = "incomes.yaml", "财务部"
    assert places == {
        ("income", 2028): (1400, [(file, "incomes[0].amount", who)]),
        ("income", 2026): (1000, [(file, "incomes[1].amount", who)]),
        ("income", 2027): (1000, [(file, "incomes[2].amount", who)]),
        ("income_of_new_products", 2028): (150, [(file, "incomes[0].new_products", who)]),
        ("income_of_new_products", 2026): (0, [(file, "incomes[1].new_products", who)]),
        **{
            ("permitted", year): (1000, [("D-1", f"result.maximum.{year}", None)]) for year in YEARS
        },
    }
    assert left_out.worksheet.inputs.years == YEARS
    assert "income_of_new_products" not in evaluated(incomes(1, 1, 1)).worksheet.inputs.scalars


def test_the_duty_rests_on_the_provision_of_the_excess() -> None:
    found = evaluated(incomes(1000, 1000, 1001))
    assert {cite.article for cite in found.duty_cites} == {"第五条"}
    assert found.excess_line.id == "excess"
    assert "第五条" in "\n".join(outline(found.excess, Language.ZH))
    assert {one.place for one in found.standing.declarations} <= {
        *(f"incomes[{n}].amount" for n in range(3)),
        *(f"result.maximum.{year}" for year in YEARS),
    }


def test_which_switch_reads_the_excess() -> None:
    version = SHELF.get(METHOD, Method).in_force_on(DAY)
    switch = excess_switch(version)
    assert switch is not None and switch.id == "excess_reading"
    blocks = tuple(
        block.model_copy(
            update={
                "lines": tuple(
                    one.model_copy(update={"by": None}) if one.id == "excess" else one
                    for one in block.lines
                )
            }
        )
        for block in version.blocks
    )
    assert excess_switch(version.model_copy(update={"blocks": blocks})) is None


# --- what does not fit ------------------------------------------------------------


def test_incomes_that_do_not_fit_are_told_all_at_once() -> None:
    rows = [
        {"year": 2027, "amount": Decimal(1)},
        {"year": 2029, "amount": Decimal(1)},
        {"year": 2027, "amount": Decimal(2)},
        {"year": 2029, "amount": Decimal(2)},
    ]
    of = incomes(incomes=rows, operator="另一家公司", authorisation="health")
    with pytest.raises(Faults) as caught:
        evaluated(of)
    outside = "this year is not in the cycle; its years are 2026, 2027, 2028"
    twice = "this year stands twice; give one figure"
    missing = "the income of this year is missing"
    assert told(caught.value.faults) == [
        "incomes.yaml operator = 另一家公司: these are the incomes of another operator; the"
        f" determination is of {OPERATOR}",
        "incomes.yaml authorisation = health: of another authorisation; those of one operator stand"
        " apart, and this is –",
        f"incomes.yaml incomes[1].year = 2029: {outside}",
        f"incomes.yaml incomes[2].year = 2027: {twice}",
        f"incomes.yaml incomes[3].year = 2029: {twice}",
        f"incomes.yaml incomes = 2026: {missing}",
        f"incomes.yaml incomes = 2028: {missing}",
    ]


def test_an_authorisation_is_the_one_of_the_determination() -> None:
    of = incomes(1, 1, 1, authorisation="health")
    assert evaluated(of, permitted(authorisation="health")).excess.number == 0
    with pytest.raises(Faults) as caught:
        evaluated(incomes(1, 1, 1), permitted(authorisation="health"))
    assert told(caught.value.faults) == [
        "incomes.yaml authorisation: of another authorisation; those of one operator stand apart,"
        " and this is health"
    ]


def test_what_an_income_can_be() -> None:
    def faults(**row: Any) -> list[str]:
        try:
            incomes(incomes=[{"year": 2026, "amount": Decimal(1)}, {"year": 2027, **row}])
        except Faults as caught:
            return told(caught.faults)
        return []

    for amount in ("0", "0.01", "1", str(10**28)):
        assert faults(amount=Decimal(amount)) == []
        assert faults(amount=Decimal(amount), new_products=Decimal(amount)) == []
        assert faults(amount=Decimal(amount), new_products=Decimal(0)) == []
    for amount in ("-0.01", str(10**28 + 1)):
        (said,) = faults(amount=Decimal(amount))
        assert "incomes[1].amount" in said
        assert any(
            "incomes[1].new_products" in one
            for one in faults(amount=Decimal(1), new_products=Decimal(amount))
        )
    assert faults(amount=Decimal(5), new_products=Decimal("5.01")) == [
        "incomes.yaml incomes[1].new_products = 5.01: the income of new products is a part of the"
        " year's 5 yuan and cannot be more"
    ]
    assert incomes(1, operator="甲").operator == "甲"
    for whole in ({"operator": ""}, {"incomes": []}, {"vat": "included"}):
        with pytest.raises(Faults):
            incomes(1, **whole)


# --- what is settled --------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "stage", "reasons"),
    [
        ("2029-01-01", Stage.FINAL, ()),
        ("2029-01-01", None, ()),
        ("2028-12-31", Stage.FINAL, ("cycle_not_ended",)),
        ("2028-12-31", None, ("cycle_not_ended",)),
        ("2029-01-01", Stage.DRAFT, ("determination_not_final",)),
        ("2029-01-01", Stage.OPINION, ("determination_not_final",)),
        ("2027-06-30", Stage.DRAFT, ("cycle_not_ended", "determination_not_final")),
    ],
)
def test_why_it_is_provisional(day: str, stage: Stage | None, reasons: tuple[str, ...]) -> None:
    on = datetime.date.fromisoformat(day)
    found = evaluated(incomes(1, 1, 2000), permitted(stage=stage), on=on)
    assert found.provisional == reasons
    result = body_of_evaluation(found)["result"]
    assert result.get("provisional", []) == list(reasons)
    assert ("provisional" in result) is bool(reasons)


def test_what_is_left_of_earlier_cycles_goes_on_with_it() -> None:
    taking = Taking(determination="D-1", stage=Stage.FINAL, years=YEARS, taken={2026: Decimal(40)})
    accounts = tuple(
        Account(operator=OPERATOR, years=(year,), evaluation=f"E-{year}", excess=Decimal(excess),
                takings=takings)
        for year, excess, takings in ((2024, 100, (taking,)), (2025, 7, ()))
    )  # fmt: skip
    found = evaluated(incomes(1, 1, 1), permitted(ledger=accounts))
    assert found.carried == 67
    assert body_of_evaluation(found)["result"]["carried"] == "67"
    none = evaluated(incomes(1, 1, 1))
    assert none.carried == 0 and "carried" not in body_of_evaluation(none)["result"]


def test_what_an_unchecked_determination_permitted_is_warned_of() -> None:
    assert evaluated(incomes(1, 1, 1)).warnings == ()
    found = evaluated(incomes(1, 1, 1), permitted(unchecked=("cn/a", "cn/b")))
    assert [one.en for one in found.warnings] == [
        "the record D-1 that this rests on is unchecked: cn/a, cn/b faulty; for drafting only,"
        " never final"
    ]


# --- which method evaluates -------------------------------------------------------


def test_the_method_that_evaluates_is_the_one_named_or_the_same(tmp_path: Path) -> None:
    written = (ROOT / "tariffs" / f"{METHOD}.yaml").read_text("utf-8")
    other = written.replace(f"id: {METHOD}\n", "id: demo/evaluation\n")
    for named, expected in (
        (f"  evaluation: {METHOD}\n", METHOD),
        ("", METHOD),
        ("  evaluation: demo/evaluation\n", "demo/evaluation"),
    ):
        folder = tmp_path / str(len(named))
        for name, content in (
            ("cn/ndrc-2025-65", written.replace(f"  evaluation: {METHOD}\n", named)),
            ("demo/evaluation", other),
        ):
            path = folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        shelf = Shelf(folder, ROOT / "tariffs").without_check()
        method, version = evaluating(shelf, METHOD, DAY)
        assert method.id == expected
        assert version == method.in_force_on(DAY)


def test_a_method_that_lacks_what_an_evaluation_takes_is_refused(tmp_path: Path) -> None:
    written = (ROOT / "tariffs" / f"{METHOD}.yaml").read_text("utf-8")
    path = tmp_path / f"{METHOD}.yaml"
    path.parent.mkdir()
    path.write_text(written.replace("permitted_total", "allowed_total"), "utf-8")
    shelf = Shelf(tmp_path, ROOT / "tariffs").without_check()
    with pytest.raises(Faults) as caught:
        evaluate_cycle(shelf, "incomes.yaml", incomes(1, 1, 1), permitted(), AFTER)
    assert [fault.key for fault in caught.value.faults] == ["method.contract_line"]
    assert "permitted_total" in caught.value.faults[0].message(Language.EN)


# --- records ----------------------------------------------------------------------


def record(**more: Any) -> Record:
    found = replace(determined(), proceeding=Proceeding(Stage.FINAL, "D-0"))
    return sealed({**body_of_determination(found), **more}, CLOCK)


def test_what_a_record_of_a_determination_permits() -> None:
    found = permitted_by(record(), "r.json")
    assert (found.method, found.on, found.operator) == (METHOD, DAY, OPERATOR)
    assert found.maximum == dict.fromkeys(YEARS, Decimal("7886659.41"))
    assert (found.stage, found.authorisation, found.ledger, found.unchecked) == (
        *(Stage.FINAL, None),
        *(None, None),
    )
    silent = permitted_by(record(status={}), "r.json")
    assert silent.stage is None
    assert permitted_by(record(unchecked={"cn/a": 1}), "r.json").unchecked == ("cn/a",)
    deducted = body_of_determination(determined(deduction=deducting(Decimal(300))))
    (account,) = permitted_by(sealed(deducted, CLOCK), "r.json").ledger or ()
    assert account.left == 0
    body = record().body
    body["inputs"]["submission"]["authorisation"] = {"id": "health", "title": "医疗"}
    assert permitted_by(sealed(body, CLOCK), "r.json").authorisation == "health"


def test_what_permits_nothing_is_refused_with_its_place() -> None:
    whole = record()
    touched = Record(whole.body | {"on": "2026-03-02"}, whole.number, whole.envelope)
    free = body_of_determination(determined())
    free["result"]["maximum"] = {}
    cases = [
        (sealed({"kind": "evaluation"}, CLOCK),
         "r.json body.kind = evaluation: this is not the record of a determination; an evaluation"
         " needs the maximum in one"),
        (touched,
         "r.json body, number: the record does not match its hashes and cannot be used; look at it"
         " with dingjia verify"),
        (sealed(free, CLOCK),
         "r.json body.result.maximum: there is no cost of paid use, so there is neither a maximum"
         " nor a ceiling"),
    ]  # fmt: skip
    for of, said in cases:
        with pytest.raises(Faults) as caught:
            permitted_by(of, "r.json")
        assert told(caught.value.faults) == [said]


def unlike(found: Evaluation, *records: Record) -> list[str]:
    return told(unlike_determination(found, {one.number: one for one in records}, "e.json"))


def test_an_evaluation_is_held_against_the_record_it_judges_by() -> None:
    whole = record()
    right = permitted_by(whole, "r.json")
    of = incomes(8000000, 8000000, 8000000)
    assert unlike(evaluated(of, right), whole) == []
    assert unlike(evaluated(of, right.model_copy(update={"record": "D-9"})), whole) == []
    silent = right.model_copy(update={"stage": None})
    assert unlike(evaluated(of, silent), whole) == []  # those written first say none
    place, says = "e.json body.inputs.determination", f"the record {whole.number} says"
    higher = {**right.maximum, 2027: Decimal("7886659.42")}
    changed = right.model_copy(update={"stage": Stage.DRAFT, "maximum": higher})
    assert unlike(evaluated(of, changed), whole) == [
        f"{place}.stage = draft: {says} final",
        f"{place}.maximum.2027 = 7886659.42: {says} 7886659.41",
    ]
    more = right.model_copy(update={"unchecked": ("cn/a",)})
    assert [one.split(":")[0].split(" = ")[0] for one in unlike(evaluated(of, more), whole)] == [
        f"{place}.unchecked"
    ]
    assert unlike(evaluated(of, more), whole)[0].endswith(f"{says} –")


def test_an_evaluation_computed_again_is_the_same_in_every_reading() -> None:
    of = incomes(1200, 900, 1000)
    for switches in ({}, {"excess_reading": "year_by_year"}):
        found = evaluated(of, switches=switches)
        body = sealed(body_of_evaluation(found), CLOCK).body
        assert body_of_evaluation(reevaluated(body, SHELF, "e.json")) == body
        assert body["switches"]["excess_reading"]["default"] is not bool(switches)
    record_ = sealed(body, CLOCK)
    assert record_from(record_.text(), "e.json").body == body
    (own,) = accounts_in(record_, "e.json", OPERATOR)
    assert (own.excess, own.years) == (200, YEARS)
    assert own.declared == Declaration(file=record_.number, place="result.excess")
