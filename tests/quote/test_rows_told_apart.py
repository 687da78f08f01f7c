"""Rows of one page never carry the same title where something tells them apart; JSON and the record
keep the labels of the tariff."""

from __future__ import annotations

from pathlib import Path

from builders.shelf import quoted

from engine.law import Shelf

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")
COURT = {"on": "2026-03-02", "tariff": "cn/court-fees", "customer": {"name": "张三"}, "position": "none"}  # fmt: skip


def case(name: str, product: str = "property-case") -> dict[str, object]:
    return {"product": product, "quantity": 350000, "keys": {"case": name}}


def test_rows_of_one_title_are_told_apart_by_product_and_key() -> None:
    ask = {**COURT, "facts": {"course": "ordinary"}}
    found = quoted(SHELF, {**ask, "lines": [case("A"), case("B"), case("A", "preservation")]})
    titles = [line.named.zh for line in found.sheet().lines]
    assert len(set(titles)) == 3
    assert titles[0].endswith(" · A")
    assert titles[1].endswith(" · B")
    told = found.as_json()["lines"]
    assert [line["label"] for line in told] == [line.label.zh for line in found.lines]
    kept = found.body()["result"]["lines"]
    assert all("title" not in line for line in kept)


def test_a_single_row_is_named_as_the_tariff_names_it() -> None:
    found = quoted(SHELF, {**COURT, "facts": {"course": "ordinary"}, "lines": [case("A")]})
    (line,) = found.sheet().lines
    assert line.named == line.label
