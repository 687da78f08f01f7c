"""Tariffs mixed in one frame: what each row is read by, and how many tariffs there may be."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.random_tariffs import TITLE
from builders.tariffs import tariff
from builders.under_ceilings import document_of

from engine.law import Faults
from engine.money import RoundingMode, to_micro
from engine.tariff import TariffDocument, Usage, rate
from engine.tariff.columns.mixed_courses import mixed_courses
from engine.tariff.columns.reader import Columns, Tariff, rate_many, rate_mixed
from engine.tariff.model.document import RoundingPlace

DAY = datetime.date(2026, 3, 2)
OVER = "accumulate: {key: [customer], period: month}, edges: in_lower_band, at_zero: nothing"
BANDS = f'charge: {{model: graduated, {OVER}, bands: [{{above: "0", price: "2"}}]}}'
STEPS = f'charge: {{model: graduated, {OVER}, bands: [{{above: "0", up_to: "10", price: "2"}}], then: {{every: "10", adds: "1"}}}}'


def of(document: TariffDocument) -> Tariff:
    return Tariff(document, document.versions[0], "product", {"kind": "a"})


def exactly(document: TariffDocument, quantity: int) -> int:
    usage = Usage("product", DAY, quantity=Decimal(quantity))
    total = rate(document, document.versions[0], [usage], {"kind": "a"}).total
    assert total is not None
    return to_micro(total.number)


@pytest.mark.parametrize("by_component", [False, True])
def test_a_price_that_goes_on_rising_stands_beside_one_that_does_not(
    tmp_path: Path, by_component: bool
) -> None:
    """35 at 2 are 70; with steps 20 + 10 × 3 + 10 × 4 + 5 × 5 = 115."""
    plain = tariff(tmp_path / "plain", BANDS)
    rising = tariff(tmp_path / "rising", STEPS, 'largest_quantity: "1000"')
    columns = Columns(quantity=np.array([35, 35, 8]))
    found = rate_mixed(
        [of(plain), of(rising)], np.array([0, 1, 1]), columns, by_component=by_component
    )
    assert found.total.tolist() == [70_000_000, 115_000_000, 16_000_000]
    assert exactly(rising, 35) == 115_000_000


def test_more_tariffs_than_two_bytes_can_number_are_each_read(tmp_path: Path) -> None:
    """The 65,537th is not the first again."""
    first = of(tariff(tmp_path / "first", 'charge: {model: per_unit, price: "2"}'))
    last = of(tariff(tmp_path / "last", 'charge: {model: per_unit, price: "3"}'))
    many = [*[first] * 65_536, last]
    which = np.array([65_536, 0, 65_535, 65_536])
    found = rate_mixed(many, which, Columns(quantity=np.array([1, 1, 1, 2])), by_component=True)
    assert found.total.tolist() == [3_000_000, 2_000_000, 2_000_000, 6_000_000]


def test_a_fact_that_the_tariff_does_not_ask_for_is_told(tmp_path: Path) -> None:
    document = tariff(tmp_path, 'charge: {model: per_unit, price: "2"}')
    columns = Columns(quantity=np.array([1]), facts={"kind": "a", "colour": "red"})
    with pytest.raises(Faults) as refused:
        rate_many(document, document.versions[0], "product", columns)
    (fault,) = refused.value.faults
    assert (fault.place, fault.key) == ("facts.colour", "tariff.columns.no_fact")
    assert fault.values["allowed"] == "kind, band"


# --- which frames are read by tables, in which no row is moved

UNIT = 'charge: {model: per_unit, price: "2"}'
MONTHLY = "accumulate: {key: [customer], period: month}"
ADDED = f'charge: {{model: per_unit, price: "2", {MONTHLY}}}\n'
QUOTA = 'free_quota: {units: "UNITS", key: [customer], within: {period: month}}'
LIMIT = 'limits: {BOUND: "9", apply: after_discounts, at_zero: nothing}'
OFF = 'discounts: [{for: both, component: fee, percent: "20"}]'
FOR_A = "exemptions: [{for: first, components: [fee], reason: {zh: 免, en: exempt}}]"


@pytest.mark.parametrize(
    ("component", "rest", "tables"),
    [
        (UNIT, "", True),
        (ADDED, "", True),
        (BANDS.replace('"2"', '"2", entry_fee: "3"').replace("nothing", "charged"), "", True),
        (f'charge: {{model: flat, price: "2", {MONTHLY}, at_zero: charged}}', "", True),
        (ADDED + QUOTA.replace("UNITS", "0"), "", True),
        (f'charge: {{model: flat, price: "2", {MONTHLY}, at_zero: charged}}', OFF, True),
        # Nothing is due for no unit, though the course begins with a fee.
        (BANDS.replace('"2"', '"2", entry_fee: "3"'), "", False),
        (f'charge: {{model: flat, price: "2", {MONTHLY}, at_zero: nothing}}', "", False),
        # More than a course of one column, or not collected.
        (STEPS, 'largest_quantity: "1000"', False),
        (f'charge: {{model: package, size: "10", price: "2", {MONTHLY}}}', "", False),
        (ADDED + QUOTA.replace("UNITS", "5"), "", False),
        (ADDED + LIMIT.replace("BOUND", "minimum"), "", False),
        (ADDED + LIMIT.replace("BOUND", "maximum"), "", False),
        (UNIT + "\n" + LIMIT.replace("BOUND", "each_use: true, maximum"), "", False),
        (f"per: [call, hour]\n{UNIT}", 'largest_quantity: "1000"', False),
        (f"per: [{{unit: hour, started_whole: true, started_of: total}}]\n{ADDED}", "", False),
        (f"{UNIT}\nnot_collected: {{reason: {{zh: 不收, en: not collected}}}}", "", False),
        (UNIT, FOR_A, False),
        (UNIT, f"  - {{id: other, title: {{zh: 费, en: fee}}, {UNIT}}}", False),
        ('per: []\ncharge: {model: per_period, price: "2", period: month, proration: by_day}', "", False),
    ],
)  # fmt: skip
def test_courses_of_one_column_are_read_by_tables(
    tmp_path: Path, component: str, rest: str, tables: bool
) -> None:
    """Nothing else is, and nothing that stands beside it."""
    plain = of(tariff(tmp_path / "plain", UNIT)).plan
    plan = of(tariff(tmp_path / "other", component, rest)).plan
    assert (mixed_courses([plan]) is not None) is tables
    assert (mixed_courses([plan, plain]) is not None) is tables
    assert (mixed_courses([plain, plan]) is not None) is tables


@pytest.mark.parametrize(
    ("at", "mode", "tables"),
    [
        ("line", "half_up", True),
        # A band is rounded as it stands, a total once for all components.
        ("total", "half_up", False),
        ("band", "half_up", False),
        ("line", "down", False),
    ],
)
def test_tariffs_that_round_alike_are_read_by_tables(
    tmp_path: Path, at: str, mode: str, tables: bool
) -> None:
    one, other = tariff(tmp_path / "one", UNIT), tariff(tmp_path / "other", BANDS)
    declared = other.versions[0].rounding
    changed = {"at": RoundingPlace(at), "mode": RoundingMode(mode)}
    version = other.versions[0].model_copy(update={"rounding": declared.model_copy(update=changed)})
    plan = Tariff(other, version, "product", {"kind": "a"}).plan
    assert (mixed_courses([of(one).plan, plan]) is not None) is tables


def bands_of(many: int) -> str:
    """So many bands of ten units, each a fen dearer than the one before."""
    edges = [10 * place for place in range(many)]
    written = ", ".join(
        f'{{above: "{above}", up_to: "{above + 10}", price: "{1 + above / 1000:.2f}"}}'
        for above in edges
    ).rpartition(", up_to")
    last = f'{written[0]}, price: "{1 + edges[-1] / 1000:.2f}"}}'
    return f"charge: {{model: graduated, {OVER}, bands: [{last}]}}"


@pytest.mark.parametrize(("many", "tables"), [(255, True), (257, False)])
def test_a_row_finds_its_band_of_as_many_as_a_byte_can_number(
    tmp_path: Path, many: int, tables: bool
) -> None:
    """Of 257 the last would be taken for the first again."""
    bands, plain = tariff(tmp_path / "bands", bands_of(many)), tariff(tmp_path / "plain", UNIT)
    assert (mixed_courses([of(bands).plan, of(plain).plan]) is not None) is tables
    quantities = [1, 10, 11, 2_539, 2_540, 2_541, 2_569, 3_000]
    columns = Columns(quantity=np.array([*quantities, 7]))
    which = np.array([*[0] * len(quantities), 1])
    found = rate_mixed([of(bands), of(plain)], which, columns)
    assert found.total.tolist() == [*(exactly(bands, each) for each in quantities), 14_000_000]


def test_figures_of_other_fineness_are_mixed_exactly(tmp_path: Path) -> None:
    """Of 0.01, of three decimals, of nine after a discount; and far from what 64 bits would hold
    of the finest."""
    off = OFF.replace("20", "33.333")
    documents = [
        tariff(tmp_path / "fen", 'charge: {model: per_unit, price: "2"}'),
        tariff(tmp_path / "mill", 'charge: {model: per_unit, price: "0.005"}'),
        tariff(tmp_path / "micro", 'charge: {model: per_unit, price: "0.000001"}', off),
        tariff(tmp_path / "large", 'charge: {model: per_unit, price: "900"}'),
    ]
    quantities = [1, 3, 999, 123_457, 999_999_999, 1_000_000_000]
    for mixed in combinations(documents, 2):
        which = np.arange(2 * len(quantities)) % 2
        columns = Columns(quantity=np.repeat(np.array(quantities), 2))
        found = rate_mixed([of(each) for each in mixed], which, columns)
        expected = [exactly(each, quantity) for quantity in quantities for each in mixed]
        assert found.total.tolist() == expected


@pytest.mark.parametrize("by_component", [False, True])
@pytest.mark.parametrize("which", [[0, 2], [-1, 0], [0, 1, 1, 99]])
def test_a_row_of_no_tariff_is_refused(
    tmp_path: Path, which: list[int], by_component: bool
) -> None:
    """By tables and sorted."""
    both = [of(tariff(tmp_path / name, UNIT)) for name in ("one", "other")]
    columns = Columns(quantity=np.array([1] * len(which)))
    with pytest.raises(Faults) as refused:
        rate_mixed(both, np.array(which), columns, by_component)
    (fault,) = refused.value.faults
    assert (fault.file, fault.place, fault.key) == ("demo/models", "which", "tariff.columns.code")
    assert fault.values["last"] == 1
    assert rate_mixed(both, np.array([0, 1]), Columns(quantity=np.array([1, 2]))).total.tolist() == [
        2_000_000, 4_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize("by_component", [False, True])
@pytest.mark.parametrize("threads", [1, 3])
def test_many_blocks_and_threads_of_a_mixed_frame_are_each_of_its_rows(
    tmp_path: Path, threads: int, by_component: bool
) -> None:
    """300,001 rows at 2.00, or at 1.00 up to ten and 1.01 beyond, after what was used before."""
    both = [of(tariff(tmp_path / "one", UNIT)), of(tariff(tmp_path / "two", bands_of(2)))]
    place = np.arange(300_001)
    which, quantity, prior = place * 7 % 5 % 2, place % 23, place % 13 % 11
    out = np.zeros(300_001, dtype=np.int64)
    columns = Columns(quantity=quantity, prior=prior)
    found = rate_mixed(both, which, columns, by_component, threads, out)
    until = quantity + prior
    fen = [200 * quantity, 100 * quantity + np.maximum(until - 10, 0)]
    assert found.total is out
    assert np.array_equal(out, np.where(which == 0, *fen) * 10_000)
    assert found.metered.keys() == ({"fee"} if by_component else set())
    for metered in found.metered.values():
        assert np.array_equal(metered, out)


@pytest.mark.parametrize(
    ("columns", "place"),
    [
        (Columns(quantity=np.array([1.0, 2.0])), "quantity"),
        (Columns(quantity=np.array([1, 2]), prior=np.array([1.0, 2.0])), "prior"),
        (Columns(quantity=np.array([1, 2]), prior=np.array([1])), "prior"),
    ],
)
def test_a_mixed_frame_of_other_columns_is_refused(
    tmp_path: Path, columns: Columns, place: str
) -> None:
    """As where one tariff is asked."""
    both = [of(tariff(tmp_path / name, UNIT)) for name in ("one", "other")]
    with pytest.raises(Faults) as refused:
        rate_mixed(both, np.array([0, 1]), columns)
    assert [fault.place for fault in refused.value.faults] == [place]
    found = rate_mixed(both, np.array([0, 1]), Columns(quantity=np.array([1, 2])))
    assert found.metered == {}


def test_no_thread_rates_nothing(tmp_path: Path) -> None:
    one = of(tariff(tmp_path, UNIT))
    with pytest.raises(Faults) as refused:
        rate_mixed([one], np.array([0]), Columns(quantity=np.array([1])), threads=0)
    (fault,) = refused.value.faults
    assert (fault.place, fault.key, fault.value) == ("threads", "law.too_small", 0)
    assert fault.values == {"bound": 1}


def test_columns_of_two_facts_are_each_of_their_combinations() -> None:
    """1.00, or 2.00 for the first kind; and 10.00, or 30.00 for the other size."""

    def part(name: str, price: str, of: str, instead: str) -> dict[str, Any]:
        plain, own = ({"model": "per_unit", "price": each} for each in (price, instead))
        return {"id": name, "title": TITLE, "charge": plain, "for_class": {of: {"charge": own}}}

    parts = [part("a", "1", "first", "2"), part("b", "10", "other", "30")]
    cent = {"unit": "0.01", "mode": "half_up", "at": "line"}
    document = document_of("list", 0, parts, cent)
    facts = {"kind": np.array([0, 0, 1, 1, 1]), "size": np.array([0, 1, 0, 1, 0])}
    columns = Columns(quantity=np.array([1, 1, 1, 1, 2]), facts=facts)
    found = rate_many(document, document.versions[0], "product", columns)
    assert found.total.tolist() == [each * 1_000_000 for each in (11, 31, 12, 32, 24)]
