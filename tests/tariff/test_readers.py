"""The array reader equals the exact reader in every row, to the micro-yuan."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.proof import rounds, tried
from builders.random_tariffs import DAY, KINDS, tariffs, telling_quantities, units_of_prior
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults, Shelf
from engine.money import to_micro
from engine.tariff import Graduated, TariffDocument, TariffProduct, Usage, rate
from engine.tariff.columns.reader import Columns, Tariff, rate_many, rate_mixed

TOO_FINE = {"tariff.columns.too_fine", "tariff.columns.too_large"}
"""Discounts one after another can leave more digits than 64 bits hold; that is refused, not cut."""

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")


def exactly(
    document: TariffDocument, quantity: Decimal, prior: Decimal | None, facts: dict[str, str]
) -> tuple[int, list[int]]:
    """Return total and metered amounts of one row as the exact reader has them (micro-yuan)."""
    (version,) = document.versions
    rating = rate(document, version, [Usage("product", DAY, quantity=quantity, prior=prior)], facts)
    assert rating.total is not None
    metered = [line.metered.number for line in rating.lines if line.metered is not None]
    return to_micro(rating.total.number), [to_micro(amount) for amount in metered]


def whole(numbers: list[Decimal], decimals: int) -> np.ndarray:
    return np.array([int(number.scaleb(decimals)) for number in numbers], dtype=np.int64)


@settings(max_examples=rounds(quick=120, full=10_000), deadline=None)
@given(data=st.data(), document=tariffs())
def test_rows_agree_at_every_edge(data: st.DataObject, document: TariffDocument) -> None:
    (version,) = document.versions
    decimals = version.units["unit"].fineness or 0
    quantities = telling_quantities(document)
    some = st.sampled_from(quantities)
    rows = [(quantity, None) for quantity in data.draw(st.lists(some, min_size=4, max_size=12))]
    multiple, fine = units_of_prior(document)
    rows += [(data.draw(some), data.draw(some) // multiple * multiple) for _ in range(4)]
    kinds = data.draw(st.lists(st.integers(0, 1), min_size=len(rows), max_size=len(rows)))
    floating = str(data.draw(st.integers(-50, 20)))
    columns = Columns(
        quantity=whole([quantity for quantity, _ in rows], decimals),
        prior=whole([(prior or Decimal(0)) / fine for _, prior in rows], 0),
        first=np.array([prior is None for _, prior in rows]),
        facts={"kind": np.array(kinds), "floating": floating},
    )
    try:
        found = rate_many(document, version, "product", columns, by_component=True)
    except Faults as refused:
        assert {fault.key for fault in refused.faults} <= TOO_FINE
        tried("both readers at every edge", tariffs=1, refused_as_too_fine=1)
        return
    for row, (quantity, prior) in enumerate(rows):
        facts = {"kind": KINDS[kinds[row]], "floating": floating}
        total, metered = exactly(document, quantity, prior, facts)
        assert (found.total[row], [each[row] for each in found.metered.values()]) == (
            total,
            metered,
        )
    tried("both readers at every edge", tariffs=1, rows=len(rows), refused_as_too_fine=0)


@settings(max_examples=40, deadline=None)
@given(
    document=tariffs(of=("total",)), parts=st.lists(st.integers(0, 4_000), min_size=2, max_size=4)
)
def test_the_increments_of_a_period_sum_to_the_whole(
    document: TariffDocument, parts: list[int]
) -> None:
    """By both readers, for every model; where only the total of a quote is rounded, before that."""
    (version,) = document.versions
    at_total = version.rounding.at.value == "total"
    decimals = version.units["unit"].fineness or 0
    facts = {"kind": "small", "floating": "-10"}
    sums = [Decimal(sum(parts[:end])).scaleb(-decimals) for end in range(len(parts) + 1)]
    whole_lines = rate(document, version, [Usage("product", DAY, quantity=sums[-1])], facts).lines
    increments = [
        rate(
            document,
            version,
            [Usage("product", DAY, quantity=after - before, prior=before if place else None)],
            facts,
        ).lines
        for place, (before, after) in enumerate(pairwise(sums))
    ]
    for position, line in enumerate(whole_lines):
        assert line.metered is not None
        amounts = [each[position].metered for each in increments]
        total = sum((amount.number for amount in amounts if amount is not None), Decimal(0))
        assert total == line.metered.number
    if not at_total:
        before = whole(sums[:-1], decimals)
        columns = Columns(
            quantity=np.array(parts),
            prior=before,
            first=np.arange(len(parts)) == 0,
            facts=facts,
        )
        try:
            found = rate_many(document, version, "product", columns)
        except Faults:
            return
        collected = sum(line.amount.number for line in whole_lines if line.amount is not None)
        assert int(found.total.sum()) == to_micro(Decimal(collected))


@settings(max_examples=rounds(quick=25, full=2_000), deadline=None)
@given(documents=st.lists(tariffs(), min_size=2, max_size=4), data=st.data())
def test_a_mixed_frame_is_each_of_its_rows(
    documents: list[TariffDocument], data: st.DataObject
) -> None:
    facts = {"kind": "large", "floating": "5"}
    mixed = [Tariff(each, each.versions[0], "product", facts) for each in documents]
    which = data.draw(st.lists(st.integers(0, len(documents) - 1), min_size=1, max_size=20))
    quantity = np.array(
        data.draw(st.lists(st.integers(0, 9_000), min_size=len(which), max_size=len(which)))
    )
    for by_component in (False, True):
        try:
            rows = Columns(quantity=quantity)
            found = rate_mixed(mixed, np.array(which), rows, by_component=by_component)
        except Faults:
            return
        for row, code in enumerate(which):
            columns = Columns(quantity=quantity[row : row + 1], facts=facts)
            one = rate_many(documents[code], documents[code].versions[0], "product", columns, True)
            assert found.total[row] == one.total[0]
            if by_component:
                metered = {name: amounts[row] for name, amounts in found.metered.items()}
                assert all(metered[name] == amounts[0] for name, amounts in one.metered.items())
    tried("tariffs mixed in one frame", frames=1, rows=len(which))


@pytest.mark.parametrize("threads", [1, 2])
def test_many_blocks_and_threads_give_what_one_row_gives(threads: int) -> None:
    document = SHELF.get("demo/price-list", TariffDocument)
    version = document.in_force(DAY)
    assert version is not None
    # 100,003 rows: several blocks, the last one short; edges of the list at both sides.
    quantity = (np.arange(100_003, dtype=np.int64) * 7_919) % 8_000_000
    quantity[[0, -1]] = [1_000_000, 5_000_001]
    columns = Columns(quantity=quantity)
    found = rate_many(document, version, "verification-call", columns, threads=threads)
    for row in (0, 1, 32_767, 32_768, 65_535, 100_001, 100_002):
        usage = Usage("verification-call", DAY, quantity=Decimal(int(quantity[row])))
        total = rate(document, version, [usage], {}).total
        assert total is not None
        assert found.total[row] == to_micro(total.number)


def test_counts_classes_and_what_is_not_collected() -> None:
    """The trial standard: calls discounted by 20 per cent, resource hours metered and shown."""
    document = SHELF.get("demo/trial-standard", TariffDocument)
    version = document.in_force(DAY)
    assert version is not None
    columns = Columns(
        counts={
            "call": np.array([200_000, 200_000, 200_000]),
            "resource_hour": np.array([12_050] * 3),
        },
        facts={"scenario_support": np.array([0, 1, 2])},
    )
    found = rate_many(document, version, "modelling-workspace", columns, by_component=True)
    # 100,000 × 0.50 + 100,000 × 0.40 = 90,000; supported × 0.8; public welfare exempt.
    assert found.total.tolist() == [72_000_000_000, 0, 90_000_000_000]
    # 120.5 hours × 2.50 = 301.25
    assert found.metered["storage-and-compute"].tolist() == [301_250_000] * 3


def test_what_cannot_be_read_exactly_is_refused() -> None:
    credit = SHELF.get("cn/credit-reference", TariffDocument)
    _, after, before = credit.versions
    one = np.array([1])
    bank, village = {"institution_kind": "commercial_bank"}, {"institution_kind": "village_bank"}

    def refused(version: object, product: str, columns: Columns) -> set[str]:
        with pytest.raises(Faults) as raised:
            rate_many(credit, after if version == "after" else before, product, columns)
        return {fault.key for fault in raised.value.faults}

    once = Columns(quantity=one, facts=bank)
    assert refused("after", "enterprise-report", once) == {"tariff.columns.distinct"}
    unread = Columns(quantity=one, facts=village, distinct=True)
    # what small institutions paid in 2016 was not read
    assert refused("before", "enterprise-report", unread) == {"tariff.columns.unread"}
    unknown = Columns(quantity=one, distinct=True)
    assert refused("after", "enterprise-report", unknown) == {"tariff.columns.fact_missing"}
    years = Columns(counts={"item": one, "year": one})
    assert refused("after", "receivables-pledge", years) == {"tariff.columns.any_fraction"}
    assert refused("after", "nothing", once) == {"tariff.unknown_product"}
    negative = Columns(quantity=np.array([-1]))
    assert refused("after", "receivables-pledge-amendment", negative) == {"tariff.not_below_zero"}
    beyond = Columns(quantity=np.array([10**9 + 1]))
    assert refused("after", "receivables-pledge-amendment", beyond) == {"tariff.columns.beyond"}


def test_a_class_price_in_columns_is_the_published_one() -> None:
    document = SHELF.get("cn/credit-reference", TariffDocument)
    version = document.in_force(datetime.date(2025, 7, 1))
    assert version is not None
    values = [value.id for value in version.facts[0].values]
    kinds = np.array([values.index("commercial_bank"), values.index("village_bank")])
    columns = Columns(
        quantity=np.array([1200, 1200]), facts={"institution_kind": kinds}, distinct=True
    )
    found = rate_many(document, version, "enterprise-report", columns)
    # 1,200 × 9 and 1,200 × 4.5 yuan
    assert found.total.tolist() == [10_800_000_000, 5_400_000_000]


@pytest.mark.parametrize("around", [5_000_000, 2**31 - 1, 2**32])
def test_a_mixed_frame_of_bands_agrees_beyond_half_the_width(around: int) -> None:
    """Two lists of three bands, one dearer; quantities beside an edge and beside 2³¹ and 2³²."""
    document = SHELF.get("demo/price-list", TariffDocument)
    version = document.in_force(DAY)
    assert version is not None
    dearer = version.model_copy(update={"products": tuple(map(_dearer, version.products))})
    versions = [
        each.model_copy(update={"products": tuple(map(_large, each.products))})
        for each in (version, dearer)
    ]
    quantity = np.array([around - 1, around, around + 1, around - 1, around, around + 1])
    which, prior = np.array([0, 1, 0, 1, 0, 1]), np.array([0, 7, 1_000_000, 0, 999_999, 5_000_001])
    tariffs_ = [Tariff(document, each, "verification-call") for each in versions]
    found = rate_mixed(tariffs_, which, Columns(quantity=quantity, prior=prior))
    for row, code in enumerate(which):
        before = Decimal(int(prior[row])) or None
        usage = Usage("verification-call", DAY, quantity=Decimal(int(quantity[row])), prior=before)
        total = rate(document, versions[code], [usage], {}).total
        assert total is not None
        assert found.total[row] == to_micro(total.number)


def _large(product: TariffProduct) -> TariffProduct:
    return product.model_copy(update={"largest_quantity": Decimal(10**10)})


def _dearer(product: TariffProduct) -> TariffProduct:
    component = product.components[0]
    charge = component.charge
    if not isinstance(charge, Graduated):
        return product
    bands = [band.model_copy(update={"price": band.price + 1}) for band in charge.bands]
    dearer = component.model_copy(
        update={"charge": charge.model_copy(update={"bands": tuple(bands)})}
    )
    return product.model_copy(update={"components": (dearer,)})


@pytest.mark.parametrize(
    "quantity",
    [
        np.array([1, 0], np.int32),  # read as it lies: one number, 1
        np.array([1.0, 2.0]),
        np.array([2**56]).astype(">i8"),  # read as it lies: 1
        np.array([[1], [2]]),
        [1, 2],
        None,
    ],
)
def test_a_column_that_is_not_of_whole_numbers_in_64_bits_is_refused(quantity: Any) -> None:
    document = SHELF.get("cn/credit-reference", TariffDocument)
    columns = Columns(quantity=quantity, facts={"institution_kind": "village_bank"}, distinct=True)
    with pytest.raises(Faults) as caught:
        rate_many(document, document.versions[1], "enterprise-report", columns)
    (fault,) = caught.value.faults
    assert (fault.place, fault.key) in {
        ("quantity", "tariff.columns.kind"),
        ("quantity", "tariff.columns.shape"),
    }


def test_columns_of_other_lengths_are_refused() -> None:
    document = SHELF.get("cn/credit-reference", TariffDocument)
    three, two = np.array([1, 2, 3]), np.array([0, 1])
    columns = Columns(three, prior=two, facts={"institution_kind": two}, distinct=True)
    with pytest.raises(Faults) as caught:
        rate_many(document, document.versions[1], "enterprise-report", columns)
    assert [(fault.place, fault.key) for fault in caught.value.faults] == [
        ("prior", "tariff.columns.shape"),
        ("facts.institution_kind", "tariff.columns.shape"),
    ]
