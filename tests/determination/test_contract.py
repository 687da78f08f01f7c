"""A method is taken for what it says it is: its role, what it stands on, what the role needs."""

from __future__ import annotations

import copy
import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders.operators import CLOCK, DAY, INCOMES, METHOD, ROOT, SHELF, deducting, filed, tree
from builders.renamed import Replaced, method_of
from typer.testing import CliRunner

from engine.ceiling import by_full_cost, problem_of, rule_of
from engine.cli import group
from engine.determination import Lines, body_of_determination, determine
from engine.law import Faults, FaultyLaw, Located, Shelf, read_yaml
from engine.method import MethodRole
from engine.method import method_of as only_method
from engine.method.check.document import check_method
from engine.record import sealed
from engine.settlement import evaluate_cycle, permitted_by, read_incomes
from engine.text import Language

TARIFFS = ROOT / "tariffs"
METHOD_TREE = read_yaml(TARIFFS / f"{METHOD}.yaml").tree
REVIEW, RATES = "cn/cost-review", "cn/rates"
MAXIMUM = "7886659.41"
"""Of the worked operator, by hand."""


def written(document: str) -> str:
    return (TARIFFS / f"{document}.yaml").read_text(encoding="utf-8")


def over(folder: Path, **drafts: str) -> Shelf:
    """The shipped shelf with documents laid over it, by id with / written as __."""
    for name, content in drafts.items():
        path = folder / f"{name.replace('__', '/').replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Shelf(folder, TARIFFS)


def without_uses(method: str) -> str:
    before, _, after = method.partition("uses:\n")
    return before + after[after.index("versions:") :]


def found(shelf: Shelf, document: str = METHOD) -> list[tuple[str, str, object]]:
    """Place, sentence and value of each fault that the check finds in a document."""
    return [(fault.place, fault.key, fault.value) for fault in shelf.check(document)]


def test_a_method_stands_under_any_id(tmp_path: Path) -> None:
    moved = written(METHOD).replace(f"id: {METHOD}\n", "id: demo/our/own-way\n")
    moved = moved.replace(f"evaluation: {METHOD}\n", "evaluation: demo/our/own-way\n")
    shelf = over(tmp_path, demo__our__own_way=moved)
    assert found(shelf, "demo/our/own-way") == []
    answer = determine(shelf, filed(tree()), "demo/our/own-way", DAY)
    assert str(answer.maximum(2026).number) == MAXIMUM
    ceilings = by_full_cost(rule_of(answer, shelf), problem_of(answer, 2026))
    assert [str(one.price.number) for one in ceilings.ceilings] == ["0.2298", "274.13"]
    record = sealed(json.loads(json.dumps(body_of_determination(answer))), CLOCK)
    permitted = permitted_by(record, "record.json")
    evaluation = evaluate_cycle(shelf, INCOMES.name, read_incomes(INCOMES), permitted, DAY)
    assert str(evaluation.excess.number) == "1090021.77"


def test_what_it_stands_on_is_named(tmp_path: Path) -> None:
    """A document that names nothing is refused; for a drafter the only rules that fit are taken."""
    checked = over(tmp_path, cn__ndrc_2025_65=without_uses(written(METHOD)))
    missing = [fault for fault in checked.check(METHOD) if fault.key == "method.contract_use"]
    assert [fault.values["use"] for fault in missing] == ["review", "rates"]
    with pytest.raises(FaultyLaw):
        determine(checked, filed(tree()), METHOD, DAY)
    shelf = checked.without_check()
    answer = determine(shelf, filed(tree()), METHOD, DAY)
    assert str(answer.maximum(2026).number) == MAXIMUM
    assert {REVIEW, RATES} <= set(answer.documents)
    assert rule_of(answer, shelf).id == "cn/ceiling-allocation"


def test_of_two_that_fit_neither_is_guessed(tmp_path: Path) -> None:
    shelf = over(
        tmp_path,
        cn__ndrc_2025_65=without_uses(written(METHOD)),
        cn__review_anew=written(REVIEW).replace(f"id: {REVIEW}\n", "id: cn/review-anew\n"),
        cn__refund_anew=written("cn/refund-of-overcharges").replace(
            "id: cn/refund-of-overcharges\n", "id: cn/refund-anew\n"
        ),
    ).without_check()
    with pytest.raises(Faults) as faults:
        determine(shelf, filed(tree()), METHOD, DAY)
    (fault,) = faults.value.faults
    assert (fault.file, fault.place) == (f"{METHOD}.yaml", "uses.review")
    assert "cn/cost-review, cn/review-anew" in fault.message(Language.EN)
    with pytest.raises(Faults) as several:
        only_method(shelf, MethodRole.REFUND)
    assert "cn/refund-anew, cn/refund-of-overcharges" in several.value.faults[0].message(
        Language.ZH
    )


def test_a_line_that_is_missing_is_named_by_the_command_and_before_anything_is_computed(
    tmp_path: Path,
) -> None:
    shelf = over(
        tmp_path, cn__ndrc_2025_65=written(METHOD).replace("id: free_uncovered", "id: uncovered")
    )
    path = tmp_path / f"{METHOD}.yaml"
    told = CliRunner().invoke(
        group(("check",)), ["check", str(path), "--tariffs", str(TARIFFS), "--lang", "en"]
    )
    assert told.exit_code == 1
    said = [line for line in told.stderr.splitlines() if "free_uncovered" in line]
    assert len(said) == 1
    assert f"{METHOD}.yaml:" in said[0]
    assert "versions[0].blocks: there is no line free_uncovered" in said[0]
    assert "scope cycle, unit yuan" in said[0]
    with pytest.raises(Faults) as faults:
        determine(shelf, filed(tree()), METHOD, DAY)
    assert [fault.key for fault in faults.value.faults] == ["method.contract_line"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        pytest.param(
            '- id: accounts_year\n        title: {zh: 核算年度, en: accounts year}\n        unit: "1"',
            "- id: accounts_year\n        title: {zh: 核算年度, en: accounts year}\n        unit: year",
            ("versions[0].inputs[1].unit", "method.contract_differs", "year"),
            id="an input in another unit",
        ),
        pytest.param(
            'min: "0"\n        max: "6"',
            'value: "4"',
            ("versions[0].parameters[1].value", "method.contract_chosen", 4),
            id="a spread that nobody may choose",
        ),
        pytest.param(
            "{id: paid, title: {zh: 有偿使用, en: paid use}}",
            "{id: charged, title: {zh: 有偿使用, en: paid use}}",
            ("versions[0].tables[0].columns[3].values", "method.contract_texts", None),
            id="a text that is filled in and not allowed",
        ),
        pytest.param(
            "review: cn/cost-review",
            "review: cn/review",
            ("uses.review", "method.contract_no_document", "cn/review"),
            id="rules that are not there",
        ),
        pytest.param(
            "ceilings: cn/ceiling-allocation",
            "ceilings: cn/urban-water-2021",
            ("uses.ceilings", "method.contract_other_role", "cn/urban-water-2021"),
            id="a method of another role",
        ),
        pytest.param(
            "- id: average\n",
            "- id: average\n            means: average_of_years\n",
            (
                "versions[0].switches[7].values[1].means",
                "law.not_one_of",
                "average_of_years",
            ),
            id="a meaning that nothing recognises",
        ),
    ],
)
def test_what_the_role_needs(
    tmp_path: Path, was: str, now: str, told: tuple[str, str, object]
) -> None:
    assert written(METHOD).count(was) == 1
    shelf = over(tmp_path, cn__ndrc_2025_65=written(METHOD).replace(was, now))
    assert told in found(shelf)


@pytest.mark.parametrize(
    ("document", "was", "now", "key", "place"),
    [
        (REVIEW, "related-party", "kinship", "determination.rules_ask_unknown", "uses.review"),
        (REVIEW, "category", "sort", "determination.rules_need_fact", "uses.review"),
        (REVIEW, "judgement", "verdict", "determination.rules_need_output", "uses.review"),
        (REVIEW, "none", "nothing-at-all", "determination.rules_need_value", "uses.review"),
        (
            REVIEW,
            "welfare_cap",
            "welfare_limit",
            "method.contract_texts",
            "versions[0].tables[0].columns[1].values",
        ),
        (
            REVIEW,
            "wages",
            "salaries",
            "law.not_one_of",
            "versions[0].blocks[0].lines[0].formula",
        ),
        (RATES, "location", "seat", "determination.rules_ask_unknown", "uses.rates"),
        (RATES, "vat_rate", "rate_of_vat", "method.contract_unfilled", "versions[0].inputs[11].id"),
        (
            RATES,
            "yield_before_cycle",
            "yield_of_cycle",
            "determination.no_series_of",
            "versions[0].inputs[6].id",
        ),
        (RATES, "vat-general", "vat-usual", "determination.no_series", "versions"),
    ],
)
def test_a_name_in_the_rules_beside_it(
    tmp_path: Path, document: str, was: str, now: str, key: str, place: str
) -> None:
    """Changed throughout the rules, which stay sound in themselves: the method's check names it."""
    drafted = over(
        tmp_path, **{document.replace("/", "__").replace("-", "_"): renamed(document, was, now)}
    )
    assert [fault.key for fault in drafted.check(document)] == []
    assert (place, key) in {(fault.place, fault.key) for fault in drafted.check(METHOD)}
    try:
        determine(drafted, filed(tree()), METHOD, DAY)
    except Faults as faults:
        assert faults.faults


def renamed(document: str, was: str, now: str) -> str:
    """A document of rules with one name changed wherever it stands as a name."""
    return re.sub(rf"(?<![\w-]){was}(?![\w-])(?=[,}}\]:\s])", now, written(document))


@pytest.mark.parametrize("line", Lines)
def test_a_line_that_is_taken_may_stand_in_any_block(line: Lines) -> None:
    """Also in the one that is computed only after the cycle."""
    moved = copy.deepcopy(METHOD_TREE)
    blocks = moved["versions"][0]["blocks"]
    (place,) = (
        (block, entry) for block in blocks for entry in block["lines"] if entry["id"] == line
    )
    place[0]["lines"].remove(place[1])
    blocks[-1]["lines"].append(place[1])
    method = method_of(Located("moved.yaml", moved))
    assert blocks[-1]["id"] == "evaluation"
    assert [finding.key for finding in check_method(method, SHELF)] == []
    assert body_with_an_earlier_year(Replaced(method)) == body_with_an_earlier_year(SHELF)


@cache
def body_with_an_earlier_year(shelf: Shelf) -> Any:
    operator = filed(tree() | {"earlier_years": [{"year": 2024, "income": "9000000"}]})
    return body_of_determination(determine(shelf, operator, METHOD, DAY))


def test_faulty_law_is_told_before_what_a_submission_says(tmp_path: Path) -> None:
    """A year that is not over is a fault of the submission, a unit that is none one of the law."""
    law = over(tmp_path, cn__ndrc_2025_65=written(METHOD).replace("unit: year\n", "unit: yeer\n"))
    whole = tree() | {"accounts_year": DAY.year}
    with pytest.raises(FaultyLaw):
        determine(law, filed(whole), METHOD, DAY)


def test_a_method_that_takes_more_than_is_due_is_refused(tmp_path: Path) -> None:
    """A third, a third and the whole of 300,000 are more than 300,000."""
    last = "(deduction - deduction_share * (deduction_years - one_year)) / one_year"
    draft = written(METHOD)
    assert draft.count(last) == 1
    law = over(tmp_path, cn__ndrc_2025_65=draft.replace(last, "deduction / one_year"))
    with pytest.raises(Faults) as refused:
        determine(law, filed(tree()), METHOD, DAY, deduction=deducting(Decimal("300000")))
    (fault,) = refused.value.faults
    assert (fault.key, fault.values) == ("determination.more_taken_than_due", {"due": "300000"})


def test_a_method_for_something_else_is_refused_in_one_sentence() -> None:
    with pytest.raises(Faults) as faults:
        determine(SHELF, filed(tree()), "cn/refund-of-overcharges", DAY)
    assert [(fault.place, fault.value) for fault in faults.value.faults] == [("role", "refund")]


def test_a_series_in_another_unit_is_not_taken(tmp_path: Path) -> None:
    """6 as a plain number would be read as six per cent."""
    series = written("cn/series/vat-general").replace("unit: percent", 'unit: "1"')
    shelf = over(tmp_path, cn__series__vat_general=series)
    told = ("versions[0].inputs[11].unit", "determination.unit_of_series", "percent")
    assert found(shelf) == [told]
    with pytest.raises(Faults):
        determine(shelf, filed(tree()), METHOD, DAY)


def test_rules_of_another_kind_are_told_where_they_are_named(tmp_path: Path) -> None:
    named = written(METHOD).replace("review: cn/cost-review", "review: cn/credit-reference")
    shelf = over(tmp_path, cn__ndrc_2025_65=named)
    told = ("uses.review", "method.contract_no_document", "cn/credit-reference")
    assert found(shelf) == [told]


def test_a_register_of_another_kind_is_told_where_it_is_named(tmp_path: Path) -> None:
    """Before the papers are written, and not then."""
    named = written(METHOD).replace("cn/ndrc-2025-65-disclosure", "cn/conditions-of-free-use")
    shelf = over(tmp_path, cn__ndrc_2025_65=named)
    told = ("uses.disclosure", "method.contract_no_document", "cn/conditions-of-free-use")
    assert found(shelf) == [told]


def test_rules_that_collect_decide_no_rate(tmp_path: Path) -> None:
    before, _, after = written(RATES).rpartition("hit: ")
    collecting = before + after.replace("first", "hit: collect", 1)
    shelf = over(tmp_path, cn__rates=collecting)
    assert shelf.check(RATES) == ()
    assert ("uses.rates", "determination.rules_collect", RATES) in found(shelf)


def test_rules_are_checked_with_the_method_that_stands_on_them(tmp_path: Path) -> None:
    over(tmp_path, cn__cost_review=renamed(REVIEW, "judgement", "verdict"))
    path = tmp_path / f"{REVIEW}.yaml"
    told = CliRunner().invoke(
        group(("check",)), ["check", str(path), "--tariffs", str(TARIFFS), "--lang", "en"]
    )
    assert told.exit_code == 1
    assert "these rules do not decide judgement" in told.stderr
    assert f"{METHOD}.yaml" in told.stderr


def test_the_evaluation_may_stand_in_a_document_of_its_own(tmp_path: Path) -> None:
    """Half of the income is judged there: 24,750,000 ÷ 2 lies under the maximum, so no excess."""
    whole = written(METHOD).replace(f"evaluation: {METHOD}", "evaluation: demo/evaluation")
    checked = over(tmp_path, cn__ndrc_2025_65=whole, demo__evaluation=HALF_OF_THE_INCOME)
    assert found(checked, "demo/evaluation") == []
    # What only the evaluation reads still stands in the method, where nothing gives it any more.
    shelf = checked.without_check()
    answer = determine(shelf, filed(tree()), METHOD, DAY)
    record = sealed(json.loads(json.dumps(body_of_determination(answer))), CLOCK)
    evaluation = evaluate_cycle(
        shelf, INCOMES.name, read_incomes(INCOMES), permitted_by(record, "record.json"), DAY
    )
    assert evaluation.excess.number == 0
    assert set(evaluation.documents) == {METHOD, "demo/evaluation"}


def test_a_series_of_the_same_name_elsewhere_is_not_taken(tmp_path: Path) -> None:
    """Of two places with a series of one name, the rules' own place is meant."""
    series = written("cn/series/vat-general")
    elsewhere = series.replace("id: cn/", "id: demo/").replace(
        "jurisdiction: CN", "jurisdiction: DEMO"
    )
    shelf = over(tmp_path, demo__series__vat_general=elsewhere)
    answer = determine(shelf, filed(tree()), METHOD, DAY)
    assert "cn/series/vat-general" in answer.documents
    assert "demo/series/vat-general" not in answer.documents


HALF_OF_THE_INCOME = """\
kind: method
id: demo/evaluation
title: {zh: 演示评估方法, en: An evaluation for demonstration}
jurisdiction: DEMO
role: evaluation
versions:
  - published: 2026-01-01
    from: 2026-01-01
    cites: [{instrument: 示例, evidence: illustrative, applies: assumed, note: {zh: 示例, en: example}}]
    inputs:
      - {id: income, title: {zh: 收入, en: income}, unit: yuan/year, scope: year}
      - {id: permitted, title: {zh: 准许, en: permitted}, unit: yuan/year, scope: year}
    blocks:
      - id: evaluation
        title: {zh: 评估, en: evaluation}
        lines:
          - {id: income_judged, title: {zh: 评估收入, en: judged}, unit: yuan/year, scope: year, formula: income / 2}
          - {id: income_total, title: {zh: 收入合计, en: income}, unit: yuan, formula: sum(y.income_judged for y in years)}
          - {id: permitted_total, title: {zh: 准许合计, en: permitted}, unit: yuan, formula: sum(y.permitted for y in years)}
          - {id: excess, title: {zh: 超额, en: excess}, unit: yuan, formula: 'max(income_total - permitted_total, 0)'}
"""
