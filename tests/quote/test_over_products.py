"""Products that are counted together, over versions and facts of one request: no quota and no band
begins anew for a product that was not used before."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from builders.over_products import by_hand, dated, document_of, lines
from builders.proof import rounds, tried
from builders.shelf import quoted
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Shelf
from engine.quote import Quote
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


def asked(law: Shelf, uses: list[Usage]) -> Quote:
    """The quote for dated uses."""
    lines = [
        {
            "product": use.product,
            "keys": {"project": use.keys["project"]},
            "events": [{"on": str(one.on), "quantity": int(one.quantity)} for one in use.events],
        }
        for use in uses
    ]
    ask = {"on": LAST, "tariff": "demo/order", "customer": {"name": "A"}, "lines": lines}
    return quoted(law, {"position": "none", **ask})


def total(law: Shelf, uses: list[Usage]) -> Decimal:
    """What they cost."""
    found = asked(law, uses).total
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
    lines_asked = [
        {"product": "a", "history": history, "events": [{"on": "2026-03-10", "quantity": 10}]},
        {"product": "b", "events": [{"on": "2026-03-18", "quantity": 50}]},
    ]
    ask = {"on": LAST, "tariff": "demo/order", "customer": {"name": "A"}, "lines": lines_asked}
    found = quoted(law, ask).total
    assert found is not None and found.number == Decimal(60)


def test_a_product_that_the_next_version_no_longer_has_is_told_where_it_shared(
    tmp_path: Path,
) -> None:
    """Of b's 5 under the next version 10 are free: a's 8 before are of a product it does not have."""
    document_of(tmp_path, [(100, 100), (200, 200)], 10, 1_000, None)
    path = tmp_path / "demo" / "order.yaml"
    head, version = path.read_text(encoding="utf-8").split("versions:\n")
    (own,) = [line for line in version.splitlines(True) if "id: a," in line]
    later = version.replace(own, "").replace("from: 2026-01-01", "from: 2026-03-16")
    path.write_text("".join([head, "versions:\n", version, later]), encoding="utf-8")
    assert Shelf(tmp_path).check("demo/order") == ()
    made = asked(Shelf(tmp_path), [dated("a", 10, 8), dated("b", 18, 5)])
    assert made.total is not None and made.total.number == 0
    told = [note.en for note in made.notes if "no longer" in note.en]
    assert told == [
        "the prices that follow no longer have a: what was used of it before does not count in the "
        "quota or bands that it shared"
    ]
    alone = asked(Shelf(tmp_path), [dated("b", 10, 5), dated("b", 18, 5)])
    assert not any("no longer" in note.en for note in alone.notes)


def test_a_total_over_two_versions_is_rounded_once(tmp_path: Path) -> None:
    """17 of a at 0.40 are 6.80 and 9 of b 3.60: 10.40, and 10 yuan; not 7 and 4."""
    document_of(tmp_path, [(40, 40), (40, 40)], None, 1_000, None)
    path = tmp_path / "demo" / "order.yaml"
    line = 'unit: "0.01", mode: half_up, at: line'
    content = path.read_text(encoding="utf-8")
    assert line in content
    path.write_text(content.replace(line, 'unit: "1", mode: half_up, at: total'), encoding="utf-8")
    law = cut(tmp_path, "2026-03-16")
    assert total(law, [dated("a", 10, 17), dated("b", 18, 9)]) == 10


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
