"""Classes billed by a list: the facts on which its prices depend, and classes that ask for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from builders.faults import keys_in
from builders.price_lists import CALLS, CHARGED, FLOAT, KIND, TEXT, a_list, each
from builders.scenarios import run_base, run_of, written

from engine.scenario import Bench, compare, figures_of, inputs_of
from engine.show.analysis.payers import payers_table
from engine.show.analysis.scenario.tables import parties_table


def by_kind(folder: Path) -> Bench:
    """A call at 0.20, for those who are small at 0.10."""
    small = {"small": {"charge": each("0.1")}}
    return a_list(folder, each(), KIND, for_class=small)


def listed(facts: dict[str, str] | None, **more: Any) -> dict[str, Any]:
    said = {} if facts is None else {"facts": facts}
    return {"market": {CALLS: {"price_list": {"tariff": "test/list", **said, **more}}}}


def a_class(name: str, **more: Any) -> dict[str, Any]:
    one = {"id": name, "title": TEXT, "product": CALLS, "quantity": "1200", "customers": 1}
    return one | {"use": CHARGED} | more


def test_a_class_says_otherwise_than_all(tmp_path: Path) -> None:
    classes = [a_class("one", facts={"kind": "small"}), a_class("other")]
    base = listed({"kind": "large"}) | {"uses": classes}
    sale = run_base(by_kind(tmp_path), written(tmp_path, base)).years[0].sales[0]
    paid = {name: one.amount.number for name, one in sale.paid.items()}
    assert paid == {"one": 120, "other": 240}


def test_a_class_that_asks_for_nothing_pays_nothing(tmp_path: Path) -> None:
    classes = [a_class("one"), a_class("idle", quantity="0")]
    run = run_base(
        by_kind(tmp_path), written(tmp_path, listed({"kind": "large"}) | {"uses": classes})
    )
    told = {one.id: one.step.number for one in figures_of(run.cycles[0], run.years[0])}
    assert (told["bill.one"], told["bill.idle"]) == (240, 0)
    for table in (parties_table(run), payers_table(run)):
        assert len(table.rows) > 0


def test_a_fact_that_the_list_does_not_ask_for_is_refused(tmp_path: Path) -> None:
    """But for what the base says of its own list, where a scenario takes another."""
    classes = [a_class("one", facts={"knd": "small"})]
    base = listed({"kind": "large", "kindd": "large"}) | {"uses": classes}
    bench, file = by_kind(tmp_path), written(tmp_path, base)
    assert keys_in(lambda: run_base(bench, file)) == {
        f"base.market.{CALLS}.price_list.facts.kindd": "quote.unknown_fact",
        "base.uses[0].facts.knd": "quote.unknown_fact",
    }
    other = {"id": "other", "changes": listed(None, tariff="demo/price-list")}
    file = written(tmp_path, listed({"kind": "large"}, customers=1), other)
    first, second = run_base(bench, file), run_of(bench, file, "other")
    (part,) = compare(bench, first, second).parts
    assert sum(part.amounts.values()) != 0
    later = {2: listed(None, tariff="demo/price-list")}
    base = listed({"kind": "large"}, customers=1) | {"cycles": 2, "later": later}
    assert len(run_base(bench, written(tmp_path, base)).cycles) == 2


def test_a_float_out_of_bounds_is_told_where_it_is_said(tmp_path: Path) -> None:
    bench = a_list(tmp_path, each(), FLOAT, float="rise")
    file = written(tmp_path, listed({"rise": "10.01"}, customers=1))
    assert keys_in(lambda: run_base(bench, file)) == {
        f"base.market.{CALLS}.price_list.facts.rise": "tariff.float_out_of_bounds"
    }


def test_customers_of_the_list_are_no_input_beside_classes(tmp_path: Path) -> None:
    """Nothing is offered that would be refused: each class says how many it has."""
    bench = by_kind(tmp_path)
    for uses, offered in (([], True), ([a_class("one")], False)):
        count = {} if uses else {"customers": 2}
        file = written(tmp_path, listed({"kind": "large"}, **count) | {"uses": uses})
        paths = {one.path for one in inputs_of(file.base, bench.shelf)}
        assert (f"market.{CALLS}.price_list.customers" in paths) is offered
    both = listed({"kind": "large"}, customers=2) | {"uses": [a_class("one")]}
    assert keys_in(lambda: run_base(bench, written(tmp_path, both))) == {
        f"base.market.{CALLS}.price_list.customers": "scenario.walk.list_customers_beside"
    }
