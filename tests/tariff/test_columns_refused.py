"""What columns cannot read exactly is refused: of a tariff with its component, of rows with the column."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.tariffs import MONTHLY, tariff

from engine.law import Fault, Faults
from engine.tariff import TariffDocument
from engine.tariff.columns.reader import Columns, Tariff, rate_many
from engine.tariff.model.document import RoundingPlace, Unit
from engine.text import Text

READ = "edges: in_lower_band, at_zero: nothing"
ONE = np.array([1])
MOST = 2**62
"""Nothing on the way to an amount comes to it."""


def unit(price: str) -> str:
    return f'charge: {{model: per_unit, price: "{price}", {MONTHLY}}}\n'


def graduated(*bands: str, then: str = "") -> str:
    return f"charge: {{model: graduated, {MONTHLY}, {READ}, bands: [{', '.join(bands)}]{then}}}\n"


def quota(units: str, period: str = "month") -> str:
    return f'free_quota: {{units: "{units}", key: [customer], within: {{period: {period}}}}}\n'


def largest(number: int) -> str:
    return f'largest_quantity: "{number}"'


def refused(
    document: TariffDocument, at: str = "line", facts: dict[str, str] | None = None, **more: Any
) -> list[Fault]:
    """Why the product is not read in columns, rounded `at` a place."""
    (version,) = document.versions
    place = version.rounding.model_copy(update={"at": RoundingPlace(at)})
    version = version.model_copy(update={"rounding": place, **more})
    try:
        assert Tariff(document, version, "product", {"kind": "a"} if facts is None else facts).plan
    except Faults as faults:
        return [*faults.faults]
    return []


def told(faults: list[Fault]) -> list[tuple[str, str]]:
    return [(fault.place, fault.key.removeprefix("tariff.columns.")) for fault in faults]


TO_TEN = '{above: "0", up_to: "10", price: "2"}'
CONVERTED = '{unit: hour, converted: {from: call, divide_by: "60", rounding: {to: "TO", mode: up}, rounded: OF}}'

THRICE = '{unit: hour, converted: {from: call, multiply_by: "3", rounding: {to: "1", mode: up}, rounded: each_use}}'


@pytest.mark.parametrize(
    ("component", "why"),
    [
        # A step, a block and a quota begin at a whole number of what columns count.
        (graduated(TO_TEN, then=', then: {every: "5", adds: "1"}'), None),
        (graduated(TO_TEN, then=', then: {every: "2.5", adds: "1"}'), "fraction"),
        (graduated(TO_TEN.replace('"10"', '"10.5"'), then=', then: {every: "5", adds: "1"}'), "fraction"),
        (graduated(TO_TEN, '{above: "10", size: "2.5", price: "3"}'), None),
        (graduated(TO_TEN.replace('"10"', '"10.5"'), '{above: "10.5", size: "2", price: "3"}'), "fraction"),
        (graduated(TO_TEN.replace('"10"', '"10.5"'), '{above: "10.5", price: "3"}'), None),
        (unit("1") + quota("3"), None),
        (unit("1") + quota("2.5"), "fraction"),
        # It is counted as the charge is, or what is left of it is not known.
        (unit("1") + quota("3", "year"), "quota_apart"),
        # What is converted is rounded to whole numbers of the least that its unit has: 0.01.
        (f"per: [{CONVERTED.replace('TO', '0.01').replace('OF', 'each_use')}]\n{unit('1')}", None),
        (f"per: [{CONVERTED.replace('TO', '0.005').replace('OF', 'each_use')}]\n{unit('1')}", "fraction"),
        (f"per: [{CONVERTED.replace('TO', '0.005').replace('OF', 'total')}]\n{unit('1')}", "fraction"),
        # What is not known has no price.
        ("charge: {model: unread, reason: {zh: 未读, en: not read}}", "unread"),
    ],
)  # fmt: skip
def test_what_columns_do_not_count_is_refused(
    tmp_path: Path, component: str, why: str | None
) -> None:
    document = tariff(tmp_path, component, largest(1_000))
    expected = [("product.fee", why)] if why else []
    assert told(refused(document)) == expected


def test_a_unit_of_any_fraction_is_refused_with_its_name(tmp_path: Path) -> None:
    document = tariff(tmp_path, unit("1"))
    any_part = Unit(title=Text(zh="吨", en="ton"), whole=False)
    (fault,) = refused(document, units={"call": any_part})
    assert (fault.place, fault.key) == ("product.fee", "tariff.columns.any_fraction")
    assert fault.values == {"unit": any_part.title}


OFF = "discounts: [{for: both, component: fee, percent: PERCENT}]"
TIERS = f'{{model: capacity, {MONTHLY}, {READ}, tiers: [{{up_to: {{call: "5", hour: "5"}}, price: "PRICE"}}, {{price: "10"}}]}}'


@pytest.mark.parametrize(
    ("price", "percent", "at", "why"),
    [
        # A line of 0.01 is rounded as exactly as its amount is written, up to 18 decimals.
        ("0.000001", '"33.333"', "line", None),
        # 0.66667 × 10⁻⁶ of a yuan: what is rounded only as a sum is first a whole number of 10⁻⁶.
        ("0.000001", '"33.333"', "total", "too_fine"),
        ("0.000001", '"0"', "total", None),
        ("0.1", '"33.333"', "total", None),  # 0.0666670
        ("0.12", '"33.333"', "total", "too_fine"),  # 0.08000040
    ],
)
def test_amounts_finer_than_a_millionth_are_refused(
    tmp_path: Path, price: str, percent: str, at: str, why: str | None
) -> None:
    document = tariff(tmp_path / "unit", unit(price), OFF.replace("PERCENT", percent))
    expected = [("product.fee", why)] if why else []
    if price == "0.12":  # 0.0800004 has seven decimals
        assert Fraction("0.12") * Fraction("0.66667") == Fraction("0.0800004")
    assert told(refused(document, at)) == expected
    tiers = f"per: [call, hour]\ncharge: {TIERS.replace('PRICE', price)}"
    several = tariff(
        tmp_path / "tiers", tiers, f"{OFF.replace('PERCENT', percent)}\n{largest(1_000)}"
    )
    assert told(refused(several, at)) == expected


@pytest.mark.parametrize(
    ("component", "most", "amount"),
    [
        # So many units, and those of a quota before them.
        (unit("0"), MOST - 1, 0),
        (unit("0") + quota("5"), MOST - 6, 0),
        # 0.000002 each, in millionths of a yuan, to the fen: 10,000 of them.
        (unit("0.000002"), MOST // 2 - 1, (MOST - 2 + 5_000) // 10_000 * 10_000),
        # Whole yuan, and whole fen, are so many millionths.
        (unit("1"), MOST // 10**6, MOST // 10**6 * 10**6),
        (unit("0.01"), MOST // 10**4, MOST // 10**4 * 10**4),
        (unit("1").replace("per_unit", "percentage").replace("price", "percent"), MOST // 10**4, MOST // 10**4 * 10**4),
    ],
)  # fmt: skip
def test_no_amount_outgrows_what_columns_hold(
    tmp_path: Path, component: str, most: int, amount: int
) -> None:
    """Up to the largest quantity that is read; of one more it could."""
    document = tariff(tmp_path / "most", component, largest(most))
    assert refused(document) == []
    columns = Columns(quantity=np.array([most, 0]))
    found = rate_many(document, document.versions[0], "product", columns)
    assert found.total.tolist() == [amount, 0]
    beyond = tariff(tmp_path / "beyond", component, largest(most + 1))
    (fault,) = refused(beyond)
    assert (fault.place, fault.key) == ("product.fee", "tariff.columns.too_large")
    assert fault.values == {"quantity": Decimal(most + 1)}


@pytest.mark.parametrize("bound", ["minimum", "maximum"])
@pytest.mark.parametrize(("amount", "fits"), [("46", True), ("47", False)])
def test_no_limit_outgrows_what_columns_hold(
    tmp_path: Path, bound: str, amount: str, fits: bool
) -> None:
    """10⁻⁶ less 33.333 and 11.111 % has sixteen decimals; of such figures 2⁶² are 461.17 yuan."""
    off = ", ".join(
        f'{{for: both, component: fee, percent: "{each}"}}' for each in ("33.333", "11.111")
    )
    rest = f"discounts: [{off}]\nstacking: {{rule: one_after_another}}\n{largest(1_000)}"
    limits = f'limits: {{{bound}: "{amount}1", apply: after_discounts, at_zero: charged}}'
    document = tariff(tmp_path, unit("0.000001") + limits, rest)
    assert Fraction(MOST, 10**16) == Fraction("461.1686018427387904")
    assert told(refused(document)) == ([] if fits else [("product.fee", "too_large")])
    if fits:
        rows = Columns(quantity=np.array([1_000, 0]), facts={"kind": "b"})
        found = rate_many(document, document.versions[0], "product", rows)
        least = 461_000_000 if bound == "minimum" else 0
        assert found.total.tolist() == [least, least]


def test_no_number_that_is_converted_outgrows_what_columns_hold(tmp_path: Path) -> None:
    """Three hours for each call, to whole ones, which are a hundred hundredths: 300 each."""
    component = f"per: [{THRICE}]\n{unit('0')}"
    most = (MOST - 1) // 300
    assert refused(tariff(tmp_path / "most", component, largest(most))) == []
    (fault,) = refused(tariff(tmp_path / "beyond", component, largest(most + 1)))
    assert (fault.place, fault.key) == ("product.fee", "tariff.columns.too_large")
    assert fault.values == {"quantity": Decimal(most + 1)}


FLOATED = unit("1") + "float: band\n"
PRICED = unit("1") + 'for_class: {first: {charge: {model: per_unit, price: "2"}}}\n'


@pytest.mark.parametrize(
    ("component", "rest", "facts", "expected"),
    [
        (PRICED, "", {"kind": "b"}, []),
        (PRICED, "", {}, [("product", "fact_missing", {"fact": "kind", "allowed": "a, b"})]),
        (unit("1"), OFF.replace("PERCENT", '"5"'), {}, [("product", "fact_missing", {"fact": "kind", "allowed": "a, b"})]),
        (unit("1"), "exemptions: [{for: first, components: [fee], reason: {zh: 免, en: exempt}}]", {},
         [("product", "fact_missing", {"fact": "kind", "allowed": "a, b"})]),
        (FLOATED, "", {}, [("product", "float_missing", {"fact": "band", "least": "-30", "most": "20"})]),
        (FLOATED, "", {"band": "-30"}, []),
        # What decides no price need not be known.
        (unit("1"), "", {}, []),
        (unit("1"), "", {"colour": "red"}, [("facts.colour", "no_fact", {"allowed": "kind, band"})]),
        # What is known is one of the values there are.
        (PRICED, "", {"kind": "z"}, [("product", "fact_missing", {"fact": "kind", "allowed": "a, b"})]),
        (FLOATED, "", {"band": "20.1"}, [("facts.band", "tariff.float_out_of_bounds", {"title": Text(zh="服务费", en="fee"), "up": "20", "down": "30"})]),
        (PRICED + "float: band\n", "", {},
         [("product", "fact_missing", {"fact": "kind", "allowed": "a, b"}),
          ("product", "float_missing", {"fact": "band", "least": "-30", "most": "20"})]),
    ],
)  # fmt: skip
def test_facts_that_decide_the_price_are_known(
    tmp_path: Path,
    component: str,
    rest: str,
    facts: dict[str, str],
    expected: list[tuple[str, str, dict[str, object]]],
) -> None:
    faults = refused(tariff(tmp_path, component, rest), facts=facts)
    values = [fault.values for fault in faults]
    found = [(*one, value) for one, value in zip(told(faults), values, strict=True)]
    assert found == expected


# --- columns and rows

SEVERAL = f"per: [call, hour]\n{unit('1')}"
OF_EACH = (
    'charge: {model: per_unit, price: "1"}\n'
    'limits: {each_use: true, minimum: "2", apply: after_discounts, at_zero: nothing}'
)
APART = f"per: [hour]\n{unit('1')}"
OTHER = f"  - {{id: other, title: {{zh: 费, en: fee}}, {unit('1').strip()}}}\n"


def rows(folder: Path, columns: Columns, component: str = "", of: str = "call") -> Fault:
    """The one fault of these rows of a tariff, by default of 1.00 for each."""
    rest = OTHER if component == APART else ""
    document = tariff(folder, component or PRICED, rest + largest(1_000), unit=of)
    with pytest.raises(Faults) as faults:
        rate_many(document, document.versions[0], "product", columns)
    (fault,) = faults.value.faults
    assert fault.file == "demo/models"
    return fault


HOUR = Text(zh="小时", en="hour")


@pytest.mark.parametrize(
    ("columns", "of", "place", "dtype", "key", "values"),
    [
        ({"quantity": np.array([1.0])}, "call", "quantity", "float64", "kind", {}),
        ({"quantity": None}, "call", "quantity", "NoneType", "kind", {}),
        ({"quantity": [1]}, "call", "quantity", "list", "kind", {}),
        # Of a unit with decimals a whole number is one of its smallest.
        ({"quantity": np.array([1.5])}, "hour", "quantity", "float64", "smallest", {"unit": HOUR, "parts": 100}),
        ({"counts": {"hour": np.array([1.5])}}, "call", "counts.hour", "float64", "smallest", {"unit": HOUR, "parts": 100}),
        ({"counts": {"call": np.array([1.5])}}, "hour", "counts.call", "float64", "kind", {}),
        ({"quantity": ONE, "prior": np.array([1.0])}, "hour", "prior", "float64", "kind", {}),
        ({"quantity": ONE, "first": np.array([1])}, "call", "first", "int64", "kind", {}),
        ({"quantity": ONE, "facts": {"kind": np.array([0.0])}}, "call", "facts.kind", "float64", "fact_column", {"allowed": "a, b"}),
        # One for each row.
        ({"quantity": ONE, "prior": np.array([1, 2])}, "call", "prior", "(2,)", "shape", {}),
        ({"quantity": np.array([[1, 2]])}, "call", "quantity", "(1, 2)", "shape", {}),
    ],
)  # fmt: skip
def test_a_column_of_another_kind_is_named_with_what_it_should_be(
    tmp_path: Path,
    columns: dict[str, Any],
    of: str,
    place: str,
    dtype: str,
    key: str,
    values: dict[str, object],
) -> None:
    fault = rows(tmp_path, Columns(**columns), of=of)
    assert (fault.place, fault.value) == (place, dtype)
    assert (fault.key, fault.values) == (f"tariff.columns.{key}", values)


@pytest.mark.parametrize(
    ("columns", "component", "place", "key", "values"),
    [
        ({"quantity": np.array([1, -1])}, unit("1"), "fee", "tariff.not_below_zero", {}),
        ({"quantity": np.array([1, 1_001])}, unit("1"), "fee", "tariff.columns.beyond", {"largest": 1_000}),
        ({"quantity": np.array([0, 1_001])}, unit("1"), "fee", "tariff.columns.beyond", {"largest": 1_000}),
        # Below zero stands a correction of what was rated before, and nothing else.
        ({"quantity": -ONE, "prior": np.array([5])}, unit("1"), "fee", "tariff.not_below_zero", {}),
        ({"quantity": -ONE, "corrects": True}, unit("1"), "fee", "tariff.not_below_zero", {}),
        ({"quantity": -ONE, "prior": np.array([0]), "corrects": True}, unit("1"), "fee", "tariff.not_below_zero", {}),
        ({"quantity": -ONE, "prior": np.array([5]), "corrects": True}, OF_EACH, "fee", "tariff.not_below_zero", {}),
        ({"quantity": ONE, "prior": np.array([-1])}, unit("1"), "fee", "tariff.not_below_zero", {}),
        ({"quantity": ONE, "prior": np.array([1_001])}, unit("1"), "fee", "tariff.columns.beyond", {"largest": 1_000}),
        ({"quantity": ONE, "prior": np.array([1_000])}, unit("1"), "fee", "tariff.columns.beyond", {"largest": 1_000}),
        ({"quantity": np.array([1_006])}, unit("1") + quota("5"), "fee", "tariff.columns.beyond", {"largest": 1_005}),
        # 1,000 calls of an hour are 100,000 of a hundredth.
        ({"counts": {"call": ONE, "hour": np.array([-1])}}, SEVERAL, "fee", "tariff.not_below_zero", {}),
        ({"counts": {"call": -ONE, "hour": ONE}}, SEVERAL, "fee", "tariff.not_below_zero", {}),
        ({"counts": {"call": -ONE, "hour": -ONE}}, SEVERAL, "fee", "tariff.not_below_zero", {}),
        ({"counts": {"call": np.array([10]), "hour": np.array([10_001])}}, SEVERAL, "fee", "tariff.columns.beyond", {"largest": 100_000}),
        # Whatever 64 bits make of their product.
        ({"counts": {"call": np.array([2**32]), "hour": np.array([2**32])}}, SEVERAL, "fee", "tariff.columns.beyond", {"largest": 100_000}),
        ({"counts": {"call": ONE}}, SEVERAL, "fee", "tariff.columns.column_missing", {"unit": "hour"}),
        # Positions of a fact's values.
        ({"quantity": ONE, "facts": {"kind": np.array([2])}}, PRICED, "facts.kind", "tariff.columns.code", {"last": 1}),
        ({"quantity": ONE, "facts": {"kind": np.array([-1])}}, PRICED, "facts.kind", "tariff.columns.code", {"last": 1}),
        ({"quantity": ONE, "facts": {"kind": np.array([2], dtype=np.uint8)}}, PRICED, "facts.kind", "tariff.columns.code", {"last": 1}),
        ({"quantity": ONE, "facts": {"colour": np.array([1])}}, PRICED, "facts.colour", "tariff.columns.no_fact", {"allowed": "kind, band"}),
        ({"quantity": ONE, "facts": {"band": np.array([1])}}, FLOATED, "facts.band", "tariff.columns.float_missing",
         {"fact": "band", "least": "-30", "most": "20"}),
        # Of which unit was used before is not said by one column.
        ({"prior": ONE, "counts": {"call": ONE, "hour": ONE}}, f"per: [call, hour]\ncharge: {TIERS.replace('PRICE', '1')}", "prior",
         "tariff.prior_of_which_unit", {"units": "call, hour"}),
        ({"quantity": ONE, "prior": ONE, "counts": {"hour": ONE}}, APART, "prior", "tariff.prior_of_which_unit", {"units": "hour, call"}),
    ],
)  # fmt: skip
def test_a_row_that_is_not_read_is_told_with_its_bound(
    tmp_path: Path,
    columns: dict[str, Any],
    component: str,
    place: str,
    key: str,
    values: dict[str, object],
) -> None:
    columns = {"facts": {"kind": "b"}, **columns}
    fault = rows(tmp_path, Columns(**columns), component)
    assert (fault.place, fault.key, fault.values) == (place, key, values)


def test_a_number_of_nothing_is_nothing_however_large(tmp_path: Path) -> None:
    """And a hundred thousand hundredths of one call are read."""
    document = tariff(tmp_path, SEVERAL, largest(1_000))
    counts = {"call": np.array([0, 2**62, 1, 1_000]), "hour": np.array([2**62, 0, 100_000, 100])}
    found = rate_many(document, document.versions[0], "product", Columns(counts=counts))
    assert found.total.tolist() == [0, 0, 1_000_000_000, 1_000_000_000]


@pytest.mark.parametrize("of", ["each_use", "total"])
def test_no_number_is_converted_to_another_by_what_64_bits_cut_off(tmp_path: Path, of: str) -> None:
    """Three times (2⁶⁴ + 2) ÷ 3 would be two."""
    number = (2**64 + 2) // 3
    assert 2**62 < number < 2**63
    component = f"per: [{THRICE.replace('each_use', of)}]\n{unit('1')}"
    fault = rows(tmp_path, Columns(quantity=np.array([1, number])), component)
    assert (fault.place, fault.key) == ("fee", "tariff.columns.beyond")
    # What is converted each time is bounded as such, three hours of a hundred hundredths each.
    assert fault.values == {"largest": 1_000 if of == "total" else (MOST - 1) // 300}


def test_corrections_of_what_is_rounded_in_all(tmp_path: Path) -> None:
    """1.6 to whole yuan: of 5, 8.00; of 3, 4.80 and so 5.00, of 1 2.00, and of none nothing."""
    document = tariff(tmp_path, unit("1.6"), largest(1_000))
    (version,) = document.versions
    way = {"at": RoundingPlace.TOTAL, "unit": Decimal(1)}
    version = version.model_copy(update={"rounding": version.rounding.model_copy(update=way)})
    columns = Columns(
        quantity=np.array([-2, -4, -5, 2]), prior=np.array([5, 5, 5, 1]), corrects=True
    )
    found = rate_many(document, version, "product", columns)
    assert found.total.tolist() == [-3_000_000, -6_000_000, -8_000_000, 3_000_000]


def test_a_correction_takes_back_what_was_rated_before(tmp_path: Path) -> None:
    document = tariff(tmp_path, unit("1"), largest(1_000))
    columns = Columns(quantity=np.array([-2, 3]), prior=np.array([5, 3]), corrects=True)
    found = rate_many(document, document.versions[0], "product", columns)
    assert found.total.tolist() == [-2_000_000, 3_000_000]
