"""A scenario file of values at hand: the same as from disk, and its differences one by one."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from builders.scenarios import FILE, worked

from engine.law import Faults, Located, read_tree, read_yaml
from engine.scenario import (
    BASE,
    Case,
    Leaf,
    Run,
    as_yaml,
    base_of,
    leaves,
    named_at,
    read_scenarios,
    run_all,
    scenarios_over,
    together,
    without,
)
from engine.scenario.case import Layer, laid_at
from engine.scenario.case.tree import differing
from engine.show.analysis.scenario.data import run_data

WORKED, BENCH = worked()
BESIDE = FILE.parent


def at_hand(text: str) -> Located:
    return read_tree(text, "at hand")


def base() -> Case:
    return base_of(at_hand(FILE.read_text("utf-8")), lambda _, named: BESIDE / named)


def told(runs: Any) -> str:
    return json.dumps({name: run_data(one) for name, one in runs.items()}, ensure_ascii=False)


def test_written_anew_it_comes_to_the_same() -> None:
    text = as_yaml(read_yaml(FILE).tree)
    file = scenarios_over(at_hand(text), base_of(at_hand(text), lambda _, named: BESIDE / named))
    assert told(run_all(BENCH, file)) == told(run_all(BENCH, WORKED))


def test_another_list_over_the_base_that_was_read() -> None:
    tree = read_yaml(FILE).tree
    tree["scenarios"] = [one for one in tree["scenarios"] if one["id"] != "growing-demand"]
    runs = run_all(BENCH, scenarios_over(Located("fewer", tree), base()))
    # The two that are left, as docs/scenarios.md has them.
    assert {name: str(one.maximum.number) for name, one in runs.items()} == {
        "base": "23659978.23",
        "lower-yield": "23514736.50",
        "more-free-supply": "21909057.21",
    }


def test_a_base_alone_is_a_file_too(tmp_path: Path) -> None:
    tree = read_yaml(FILE).tree
    del tree["scenarios"]
    tree["base"]["submission"] = str((BESIDE / tree["base"]["submission"]).resolve())
    path = tmp_path / "alone.yaml"
    path.write_text(as_yaml(tree), "utf-8")
    runs: dict[str, Run] = run_all(BENCH, read_scenarios(path))
    assert {name: str(one.maximum.number) for name, one in runs.items()} == {BASE: "23659978.23"}


def test_a_list_that_does_not_go_with_the_base_is_refused_with_its_place() -> None:
    tree = read_yaml(FILE).tree
    tree["scenarios"][1]["on"] = ["lower-yeild"]
    with pytest.raises(Faults) as raised:
        scenarios_over(Located("list", tree), base())
    assert [(one.file, one.place, one.key) for one in raised.value.faults] == [
        ("list", "scenarios[1].on", "law.not_one_of")
    ]


@pytest.mark.parametrize("name", ["lower-yield", "demo-operator"])
def test_text_reads_back_to_the_same_values(name: str) -> None:
    tree = read_yaml(FILE.with_name(f"{name}.yaml")).tree
    assert list(differing(tree, at_hand(as_yaml(tree)).tree)) == []


def test_it_reads_like_one_written_by_hand() -> None:
    said = as_yaml({"on": ["lower-yield"], "no": "yes", "note": "null", "time": "1:30"})
    assert said == "on:\n- lower-yield\nno: yes\nnote: 'null'\ntime: '1:30'\n"


def test_a_word_that_looks_like_a_number_or_a_day_stays_a_word() -> None:
    tree = {"one": "2026-03-01", "two": "0.20", "three": "no", "four": Decimal("0.20"), "five": 7}
    read = at_hand(as_yaml(tree)).tree
    assert read == {"one": "2026-03-01", "two": "0.20", "three": "no", "four": "0.20", "five": 7}


NUMBERS = [
    leaf
    for leaf, value in leaves(WORKED.base.located.tree)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and leaf[0] == "submission"
]


def with_value(differences: Any, leaf: Leaf, value: str, below: Any) -> Any:
    return together(differences, laid_at(leaf, value, below))


def laid(differences: dict[str, Any]) -> list[Leaf]:
    """The places that differ once the differences are laid over the worked base."""
    base = WORKED.base
    own = Located("differences", differences)
    case = base.with_layer(Layer(differences, lambda at: (own, at)))
    return [at for at, _, _ in differing(base.located.tree, case.located.tree)]


def test_one_more_value_is_laid_where_it_belongs_and_taken_back() -> None:
    """Every number of the accounts in turn, beside the one before it in the file."""
    tree = WORKED.base.located.tree
    assert len(NUMBERS) > 20
    for before, leaf in pairwise(NUMBERS):
        one = with_value({}, before, "123456", tree)
        both = with_value(one, leaf, "654321", tree)
        assert named_at(both, leaf) == "654321"
        assert named_at(both, before) == "123456"
        assert without(both, leaf) == one
        assert without(one, before) == {}


def test_what_is_laid_changes_that_value_and_no_other() -> None:
    amounts = [leaf for leaf in NUMBERS if leaf[-1] == "amount"][:6]
    differences: dict[str, Any] = {}
    for leaf in amounts:
        differences = with_value(differences, leaf, "1", WORKED.base.located.tree)
    assert laid(differences) == amounts
    again = with_value(differences, amounts[0], "2", WORKED.base.located.tree)
    assert named_at(again, amounts[0]) == "2"
    assert laid(without(again, amounts[0])) == amounts[1:]


def test_two_products_and_a_year_are_taken_back_each_alone() -> None:
    tree = WORKED.base.located.tree
    price: Leaf = ("market", "verification-call", "price")
    year: Leaf = ("market", "verification-call", "deviations", "2027")
    both = with_value(with_value({}, price, "0.2", tree), year, "-5", tree)
    assert both == {"market": {"verification-call": {"price": "0.2", "deviations": {"2027": "-5"}}}}
    assert without(both, year) == {"market": {"verification-call": {"price": "0.2"}}}
    assert without(without(both, price), year) == {}
    assert without(both, ("market", "risk-model", "price")) == both


def test_a_class_of_customers_is_taken_back_whole() -> None:
    two = {"uses": [{"id": "banks", "quantity": "1"}, {"id": "hospitals", "quantity": "2"}]}
    assert without(two, ("uses", "banks")) == {"uses": [{"id": "hospitals", "quantity": "2"}]}
    assert without(without(two, ("uses", "banks")), ("uses", "hospitals")) == {}
