"""A correction beside dated and undated use of one request: what is left costs what it would have
cost, or the correction is refused at its line."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders.over_products import DAY, by_hand, dated, document_of, lines
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.tariff import Usage, rate

LAST = datetime.date(2026, 3, 31)
"""The day of the correction, after all that it corrects."""
OVERS = ("{key: [customer], period: year}", "{key: [customer, product], period: year}")


@settings(max_examples=rounds(quick=80, full=10_000), deadline=None)
@given(data=st.data())
def test_what_is_left_after_a_correction_costs_what_it_costs_alone(data: st.DataObject) -> None:
    """Over products that share a quota or bands it cannot be said what was taken back."""
    fen = st.integers(0, 500)
    prices = data.draw(st.lists(st.tuples(fen, fen), min_size=2, max_size=2))
    free, edge = data.draw(st.none() | st.integers(0, 80)), data.draw(st.integers(1, 80))
    over = data.draw(st.sampled_from(OVERS))
    uses = data.draw(lines(data.draw(st.sampled_from([1, 1, 2]))))
    used = {name: Decimal(0) for name in "ab"}
    for use in uses:
        used[use.product] += sum((each.quantity for each in use.events), use.quantity or Decimal(0))
    less = data.draw(st.integers(1, int(used["a"]) + 2))
    keys = {"customer": "A", "project": "P"}
    path = ("lines", len(uses))
    back = Usage("a", LAST, quantity=Decimal(-less), correction="late", keys=keys, path=path)
    with TemporaryDirectory() as folder:
        document = document_of(Path(folder), prices, free, edge, None, over)
    (version,) = document.versions
    try:
        found = rate(document, version, data.draw(st.permutations([*uses, back])), {}).total
    except Faults as refused:
        ((key, place),) = {(each.key, each.place) for each in refused.faults}
        assert place == f"lines[{len(uses)}]"
        shared = bool(used["b"]) and (free is not None or "product" not in over)
        reasons = {"tariff.corrected_over_products"} if shared else set()
        reasons |= {"tariff.corrected_below_zero"} if less > used["a"] else set()
        assert key in reasons
    else:
        assert less <= used["a"]
        left = Usage("a", DAY, quantity=used["a"] - less, keys=keys)
        due = by_hand(prices[:1], free, edge, None, [left])
        if used["b"]:
            assert free is None and "product" in over
            other = Usage("a", DAY, quantity=used["b"], keys=keys)
            due += by_hand(prices[1:], None, edge, None, [other])
        assert found is not None and found.number == due
    tried("corrections beside use of one request", requests=1)


@pytest.mark.parametrize(("many", "expected"), [(50, "tariff.corrected_over_products"), (0, 0)])
def test_a_correction_follows_the_uses_of_the_same_request(
    tmp_path: Path, many: int, expected: object
) -> None:
    """Of 80 of a and 50 of b 100 were free: whose 30 were paid, the totals do not say."""
    apart = "{key: [customer, product], period: year}"
    document = document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None, apart)
    (version,) = document.versions
    keys = {"customer": "A", "project": "P"}
    less = Usage("a", DAY, quantity=Decimal(-30), correction="late", keys=keys)
    uses = [dated("a", 1, 80), dated("b", 1, many), less]
    try:
        total = rate(document, version, uses, {}).total
    except Faults as refused:
        assert [fault.key for fault in refused.faults] == [expected]
    else:
        assert total is not None and total.number == expected
