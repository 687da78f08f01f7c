"""One price for several numbers at once, by a second reading of the tiers written here."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from builders.proof import rounds, tried
from builders.tariffs import tariff
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.money import to_micro
from engine.tariff import Position, TariffDocument, Usage, rate
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.model.document import RoundingPlace

DAY = datetime.date(2026, 3, 1)
FINE = {"call": 0, "hour": 2}
"""Decimals of a number of each unit."""

Tier = tuple[dict[str, int], int]
"""The most of each unit in its smallest parts, and the price (fen)."""


@st.composite
def tiers(draw: st.DrawFn) -> list[Tier]:
    """Tiers of limits and prices that do not fall; the last has no limits."""
    found: list[Tier] = []
    most, price = dict.fromkeys(FINE, 0), 0
    for _ in range(draw(st.integers(1, 4))):
        most = {unit: most[unit] + draw(st.integers(0, 6)) for unit in FINE}
        price += draw(st.integers(0, 50_000))
        found.append((most, price))
    return [*found, ({}, price + draw(st.integers(0, 50_000)))]


def written(folder: str, of: list[Tier], edges: str, at_zero: str) -> TariffDocument:
    lines = ["per: [call, hour]", "charge:", "  model: capacity",
             "  accumulate: {key: [customer], period: month}",
             f"  edges: {edges}", f"  at_zero: {at_zero}", "  tiers:"]  # fmt: skip
    for limits, price in of:
        told = ", ".join(f'{unit}: "{exact(unit, most)}"' for unit, most in limits.items())
        lines.append(f'    - {{up_to: {{{told}}}, price: "{Decimal(price).scaleb(-2)}"}}')
    return tariff(Path(folder), "\n".join(lines))


def exact(unit: str, smallest: int) -> Decimal:
    return Decimal(smallest).scaleb(-FINE[unit])


def by_hand(of: list[Tier], edges: str, at_zero: str, used: dict[str, int]) -> int:
    """The price (fen) of the first tier within whose limits all is that was used."""
    if at_zero == "nothing" and not any(used.values()):
        return 0
    room = 0 if edges == "in_lower_band" else 1
    return next(
        price
        for limits, price in of
        if all(used[unit] + room <= most for unit, most in limits.items())
    )


NONE = dict.fromkeys(FINE, 0)
USES = st.lists(
    st.fixed_dictionaries({unit: st.integers(0, 26) for unit in FINE}), min_size=1, max_size=8
)


@settings(max_examples=rounds(quick=60, full=5_000), deadline=None)
@given(
    of=tiers(),
    edges=st.sampled_from(("in_lower_band", "in_upper_band")),
    at_zero=st.sampled_from(("nothing", "charged")),
    uses=USES,
)
@example([({"call": 0, "hour": 0}, 0), ({}, 1)], "in_upper_band", "charged", [NONE])
def test_the_first_tier_that_holds_all_is_due(
    of: list[Tier], edges: str, at_zero: str, uses: list[dict[str, int]]
) -> None:
    """Each use as a customer of its own in both readers; and all of them as one customer's."""
    with TemporaryDirectory() as folder:
        document = written(folder, of, edges, at_zero)
    (version,) = document.versions
    due = [by_hand(of, edges, at_zero, used) for used in uses]
    columns = Columns(
        counts={unit: np.array([used[unit] for used in uses], dtype=np.int64) for unit in FINE}
    )
    found = rate_many(document, version, "product", columns).total
    assert found.tolist() == [fen * 10_000 for fen in due]
    asked = [
        Usage("product", DAY, counts={unit: exact(unit, used[unit]) for unit in FINE})
        for used in uses
    ]
    assert [in_fen(document, [one]) for one in asked] == due
    together = {unit: sum(used[unit] for used in uses) for unit in FINE}
    assert in_fen(document, asked) == by_hand(of, edges, at_zero, together)
    tried("prices by several numbers", tariffs=1, rows=len(uses))


@settings(max_examples=rounds(quick=60, full=5_000), deadline=None)
@given(
    of=tiers(),
    edges=st.sampled_from(("in_lower_band", "in_upper_band")),
    at_zero=st.sampled_from(("nothing", "charged")),
    uses=USES.filter(lambda uses: len(uses) > 1),
    cut=st.integers(1, 7),
    at=st.sampled_from(RoundingPlace),
)
def test_what_follows_costs_what_all_costs_more(
    of: list[Tier],
    edges: str,
    at_zero: str,
    uses: list[dict[str, int]],
    cut: int,
    at: RoundingPlace,
) -> None:
    """Two requests of some lines each, rounded to the fen, or their total to the yuan."""
    with TemporaryDirectory() as folder:
        document = written(folder, of, edges, at_zero)
    (version,) = document.versions
    if at is RoundingPlace.TOTAL:
        way = version.rounding.model_copy(update={"unit": Decimal(1), "at": at})
        version = version.model_copy(update={"rounding": way})
    keys, cut = {"customer": "A"}, min(cut, len(uses) - 1)
    asked = [
        Usage("product", DAY, counts={unit: exact(unit, used[unit]) for unit in FINE}, keys=keys)
        for used in uses
    ]
    before = {unit: exact(unit, sum(used[unit] for used in uses[:cut])) for unit in FINE}
    said = [Position("product", None, keys, "2026-03", before)]
    due = by_hand(of, edges, at_zero, {unit: sum(used[unit] for used in uses) for unit in FINE})
    if at is RoundingPlace.TOTAL:
        due = (due + 50) // 100 * 100
    totals = [
        rate(document, version, some, {"kind": "a"}, None, positions).total
        for some, positions in ((asked[:cut], ()), (asked[cut:], said))
    ]
    assert sum(to_micro(each.number) for each in totals if each is not None) == due * 10_000
    tried("prices by several numbers, one request after another", requests=2)


def in_fen(document: TariffDocument, uses: list[Usage]) -> int:
    (version,) = document.versions
    total = rate(document, version, uses, {"kind": "a"}).total
    assert total is not None
    return to_micro(total.number) // 10_000
