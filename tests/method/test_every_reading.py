"""The reader of all readings against the exact one: each line to the last digit, each refusal."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from builders.method_inputs import DOCUMENTS, drawn, version
from builders.methods import CONSTRUCTED, EVERY_CONSTRUCT, figure, method, row
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.method import Inputs, MethodVersion, evaluate, evaluate_readings

D = Decimal


def agree(name: str, of: MethodVersion, inputs: Inputs, source: random.Random, many: int) -> int:
    """Compare some combinations of readings, drawn; return how many figures were alike."""
    taken = {one.id: one.default for one in of.switches} | dict(inputs.switches)
    blocks = tuple(block.id for block in evaluate(name, of, inputs).blocks)
    wanted = replace(inputs, blocks=blocks)
    every = evaluate_readings(name, of, replace(wanted, switches={}))
    alike = 0
    for at in range(many):
        readings = {
            one.id: source.choice([value.id for value in one.values]) for one in of.switches
        }
        readings = taken if at == 0 else readings
        try:
            exact = evaluate(name, of, replace(wanted, switches=readings))
        except Faults:
            assert any(True for _ in every.failed(readings)), readings
            continue
        assert not any(True for _ in every.failed(readings)), readings
        for line in exact.lines():
            for key in exact.keys(line.id):
                if (line.id, key) in every.cases:
                    found = every.case(line.id, key, readings)
                    assert found.figure == exact.step(line.id, key).number, (line.id, key)
                    alike += 1
    return alike


@pytest.mark.parametrize("document", DOCUMENTS)
@settings(max_examples=rounds(quick=3, full=200), deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_document_agrees_under_drawn_readings(document: str, seed: int) -> None:
    found = agree(document, version(document), drawn(document, seed), random.Random(seed), many=4)
    assert found > 0
    tried("lines under every reading", documents=1, figures=found)


def test_every_construct_agrees() -> None:
    """A method that uses all of the language."""
    of = method(EVERY_CONSTRUCT).versions[0]
    found = agree("test/small", of, CONSTRUCTED, random.Random(1), many=8)
    assert found > 50


POWERS = """\
    parameters:
      - {id: rate, title: {zh: 比率, en: rate}, unit: "1", min: "-50"}
    switches:
      - id: way
        title: {zh: 算法, en: way}
        default: over
        values:
          - {id: over, title: {zh: 除, en: over}, cites: &one [{instrument: a rule, article: two, address: a library, evidence: text, applies: directly}]}
          - {id: raised, title: {zh: 乘方, en: raised}, cites: *one}
          - {id: beside, title: {zh: 不算, en: beside}, cites: *one}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
          - id: made
            title: {zh: 结果, en: made}
            unit: "1"
            by:
              switch: way
              cases:
                over: {formula: 1 / rate, cites: *one}
                raised: {formula: rate ** 0.5, cites: *one}
                beside: {formula: 1 if rate > -100 or 1 / rate > 0 else 1 / rate, cites: *one}
          - {id: twice, title: {zh: 两倍, en: twice}, unit: "1", formula: made * 2}
          - {id: large, title: {zh: 很大, en: large}, unit: "1", formula: 1000 ** (rate + 9)}
"""


@pytest.mark.parametrize(
    ("rate", "refused"),
    [
        # 1 ÷ 0; no power of 0; what is not needed is not read
        ("0", {"over": ["made", "twice"], "raised": ["made", "twice"], "beside": []}),
        ("-1", {"over": [], "raised": ["made", "twice"], "beside": []}),
        ("1", {"over": [], "raised": [], "beside": []}),
        # 1000 to the 10th is 10³⁰, the largest figure that is computed; to the 11th it is more
        ("2", {"over": ["large"], "raised": ["large"], "beside": ["large"]}),
    ],
)
def test_what_cannot_be_computed_is_refused_under_its_readings_alone(
    rate: str, refused: dict[str, list[str]]
) -> None:
    of = method(POWERS).versions[0]
    inputs = Inputs(parameters={"rate": figure(rate)}, blocks=("all",))
    every = evaluate_readings("test/small", of, inputs)
    for way, lines in refused.items():
        assert [name for (name, _), _ in every.failed({"way": way})] == lines
        follows = [case.follows for (name, _), case in every.failed({"way": way})]
        assert follows == [name == "twice" for name in lines]
        try:
            evaluate("test/small", of, replace(inputs, switches={"way": way}))
        except Faults:
            assert lines
        else:
            assert not lines


ALIKE = POWERS.replace("formula: 1 / rate,", "formula: rate * 1,").replace(
    "formula: rate ** 0.5", "formula: rate + 0"
)


def test_readings_that_come_to_the_same_are_looked_at_where_they_are_read_alone() -> None:
    """At a rate of 1 each way gives 1: the line is told by its switch, what takes it is not; at 4
    two of three do, and the third tells it apart."""
    of = method(ALIKE).versions[0]
    for rate, alike in (("1", True), ("4", False)):
        inputs = Inputs(parameters={"rate": figure(rate)}, blocks=("all",))
        every = evaluate_readings("test/small", of, inputs)
        assert [one.id for one in every.switches] == ["way"]
        assert len([*every.cases["made", None]]) == 3
        assert len([*every.cases["twice", None]]) == (1 if alike else 3)
        for way, made in (("over", 4), ("raised", 4), ("beside", 1)):
            expected = 1 if alike else made
            assert every.case("twice", None, {"way": way}).figure == 2 * expected


LENT = """\
    parameters:
      - {id: rate, title: {zh: 利率, en: rate}, unit: percent, min: "-50"}
    tables:
      - id: payments
        title: {zh: 还款, en: payments}
        order: after
        columns:
          - {id: after, title: {zh: 期次, en: period}, type: number, unit: "1"}
          - {id: paid, title: {zh: 还款额, en: paid}, type: number, unit: yuan}
    blocks:
      - id: loan
        title: {zh: 借款, en: loan}
        lines:
          - {id: end, title: {zh: 末, en: end}, unit: yuan, formula: 'sum(p.owed for p in payments if p.after == 4000)'}
          - {id: owed, title: {zh: 欠, en: owed}, unit: yuan, scope: payments, formula: 'prior(owed, 1000) * (1 + fraction(rate)) - paid'}
"""


def test_a_long_table_is_no_tower_of_calls() -> None:
    """The last of 4,000 rows is asked for first: 1,000 less 4,000 payments of a tenth."""
    rows = [row(f"p{after}", f"{after}", after=after, paid=D("0.1")) for after in range(1, 4001)]
    inputs = Inputs(tables={"payments": rows}, parameters={"rate": figure("0")}, blocks=("loan",))
    every = evaluate_readings("test/small", method(LENT).versions[0], inputs)
    assert every.case("end", None, {}).figure == 600
