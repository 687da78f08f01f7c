"""Products that are counted together, over versions and facts of one request: no quota and no band
begins anew for a product that was not used before."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from builders.over_products import by_hand, dated, document_of, lines
from builders.proof import rounds, tried
from builders.shelf import quoted
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Shelf
from engine.tariff import Usage

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 4, 1)


def cut(folder: Path, *days: str) -> Shelf:
    """The tariff in the folder with the same prices once more from each of the days on."""
    path = folder / "demo" / "order.yaml"
    head, version = path.read_text(encoding="utf-8").split("versions:\n")
    assert version.count("from: 2026-01-01") == 1
    others = [version.replace("from: 2026-01-01", f"from: {day}") for day in days]
    path.write_text("".join([head, "versions:\n", version, *others]), encoding="utf-8")
    assert Shelf(folder).check("demo/order") == ()
    return Shelf(folder)


def total(law: Shelf, uses: list[Usage], **more: Any) -> Decimal:
    """What dated uses cost by a quote."""
    asked = [
        {
            "product": use.product,
            "keys": {"project": use.keys["project"]},
            "events": [{"on": str(one.on), "quantity": int(one.quantity)} for one in use.events],
        }
        for use in uses
    ]
    ask = {"on": LAST, "tariff": "demo/order", "customer": {"name": "A"}, "lines": asked, **more}
    found = quoted(law, {"position": "none", **ask}).total
    assert found is not None
    return found.number


def test_a_quota_goes_on_for_a_product_first_used_under_the_next_version(tmp_path: Path) -> None:
    """80 of 100 are a's, under the first version; of b's 50 under the next 30 cost 2.00 each."""
    document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None)
    law = cut(tmp_path, "2026-03-16")
    assert total(law, [dated("a", 10, 80), dated("b", 18, 50)]) == Decimal(60)


def test_what_a_line_says_was_used_before_counts_for_the_other_product(tmp_path: Path) -> None:
    """70 of a before and 10 of it under the first version: of b's 50 under the next 30 are paid."""
    document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None)
    law = cut(tmp_path, "2026-03-16")
    history = [{"on": "2026-02-01", "quantity": 70}]
    asked = [
        {"product": "a", "history": history, "events": [{"on": "2026-03-10", "quantity": 10}]},
        {"product": "b", "events": [{"on": "2026-03-18", "quantity": 50}]},
    ]
    ask = {"on": LAST, "tariff": "demo/order", "customer": {"name": "A"}, "lines": asked}
    found = quoted(law, ask).total
    assert found is not None and found.number == Decimal(60)


@settings(max_examples=rounds(quick=30, full=3_000), deadline=None)
@given(data=st.data())
def test_what_is_cut_by_versions_costs_what_it_costs_whole(data: st.DataObject) -> None:
    fen = st.integers(0, 500)
    prices = data.draw(st.lists(st.tuples(fen, fen), min_size=2, max_size=3))
    free, edge = data.draw(st.none() | st.integers(0, 80)), data.draw(st.integers(1, 80))
    uses = [use for use in data.draw(lines(len(prices))) if use.events]
    days = data.draw(st.sets(st.dates(FIRST, LAST).filter(lambda day: day > FIRST), max_size=3))
    with TemporaryDirectory() as folder:
        document_of(Path(folder), prices, free, edge, None)
        law = cut(Path(folder), *map(str, sorted(days)))
        found = total(law, uses) if uses else Decimal(0)
    assert found == by_hand(prices, free, edge, None, uses)
    tried("uses over products, cut by versions", requests=1, versions=len(days) + 1)
