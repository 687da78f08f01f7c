"""What of a submission does not fit together: each change by hand, each fault with its place.

A row changes the worked submission, or one with years, staff and drivers, and says what is told.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from builders.operators import Tree, entry, filed, tree
from hypothesis import given
from hypothesis import strategies as st

from engine.law import Faults, Located
from engine.money import plain
from engine.submission import Driver, Filed, Product, accepted
from engine.submission.model import Trial
from engine.submission.shares import is_whole, paid_share, product_share
from engine.text import Language, Text

D = Decimal


def rich() -> Tree:
    """The worked submission with two years before it, staff, and a driver of computing hours."""
    whole = tree()
    whole["earlier_years"] = [
        {"year": year, "income": D(9000000), "local_average_wage": D(100000)}
        for year in (2023, 2024)
    ]
    whole["earlier"] = [
        {"of": "platform", "year": 2023, "amount": D(5)},
        {"of": "paid-grant", "year": 2024, "amount": D(6)},
    ]
    whole["local_average_wage"] = D(110000)
    whole["staff"] = [
        {"id": f"s{year}", "title": "全体", "number": D(5), "year": year} for year in (2023, 2024)
    ]
    whole["staff"].append({"id": "last", "title": "全体", "number": D(5)})
    whole["drivers"] = [
        {
            "id": "hours",
            "title": "机时",
            "unit": "小时",
            "paid": D(7500),
            "free": D(2500),
            "products": {"verification-call": D(5250), "enterprise-data-package": D(2250)},
        }
    ]
    pool = entry(whole, "pools", "computing")
    del pool["paid_share"]
    pool["by"] = "hours"
    for product in whole["products"]:
        del product["shares"]["computing"]
    return whole


def told(whole: Tree) -> list[str]:
    """Each fault in short: place, value, key, and what its sentence names."""
    try:
        filed(whole)
    except Faults as caught:
        for fault in caught.faults:
            assert fault.message(Language.ZH) and fault.message(Language.EN)
        return [
            f"{fault.place} = {fault.value}: {fault.key.removeprefix('submission.')}"
            + "".join(f" {name}={_short(value)}" for name, value in fault.values.items())
            for fault in caught.faults
        ]
    return []


def _short(value: object) -> str:
    return value.en if isinstance(value, Text) else str(value)


def change(*path: str | int, to: Any = None) -> Callable[[Tree], None]:
    """Set what stands at a path, an entry of a list by its id; None takes it away."""

    def made(whole: Tree) -> None:
        here: Any = whole
        for part in path[:-1]:
            here = (
                next(one for one in here if one["id"] == part)
                if isinstance(here, list) and isinstance(part, str)
                else here[part]
            )
        if to is None:
            del here[path[-1]]
        elif path[-1] == "+":
            here.append(copy.deepcopy(to))
        else:
            here[path[-1]] = copy.deepcopy(to)

    return made


ITEM = {"id": "new", "title": "新项", "category": "platform", "amount": D(1), "pool": "data"}
SUBSIDY = {"id": "new", "title": "补助", "amount": D(1), "tag": "paid"}
STAFF = {"id": "new", "title": "人", "number": D(1)}
EARLIER = {"of": "wages", "year": 2024, "amount": D(1)}

ACCOUNTS: list[tuple[list[Callable[[Tree], None]], list[str]]] = [
    ([], []),
    # ids
    ([change("items", "+", to=ITEM | {"id": "wages"})], ["items[11].id = wages: repeated"]),
    (
        [change("pools", "+", to={"id": "data", "title": "x", "driver": "y", "paid_share": D(1)})],
        ["pools[3].id = data: repeated"],
    ),
    ([change("subsidies", "+", to=SUBSIDY | {"id": "platform"})], []),  # of another list
    # write-backs
    ([change("items", "platform", "amount", to=D(0))], []),
    ([change("items", "fines", "amount", to=D("-0.01"))],
     ["items[6].amount = -0.01: written_back_without_reason"]),
    ([change("items", "fines", "amount", to=D("-0.01")), change("items", "fines", "reason", to="误记")], []),
    ([change("items", "servers", "amount", to=D(-1)), change("items", "servers", "reason", to="误记")],
     ["items[9].amount = -1: written_back_asset"]),
    ([change("items", "servers", "amount", to=D(0))], []),
    # references
    ([change("items", "wages", "pool", to="no")], ["items[2].pool = no: no_such_pool known=computing, data, labour"]),
    ([change("subsidies", "server-grant", "asset", to="wages")],
     ["subsidies[0].asset = wages: no_such_asset known=servers, software"]),
    ([change("products", 0, "shares", "no", to=D(0))],
     ["products[0].shares.no = no: no_such_pool known=computing, data, labour"]),
    # grants: 2,000,000 of money, 6,000,000 of value
    ([change("items", "servers", "asset", "given", to=D(4000000))], []),
    ([change("items", "servers", "asset", "given", to=D("4000000.01"))],
     ["items[9].asset.original = 6000000.00: granted_above_cost granted=6000000.01"]),
    ([change("items", "servers", "asset", "revalued", to=D(1)),
      change("items", "servers", "asset", "given", to=D(4000000))],
     ["items[9].asset.original = 6000000.00: granted_above_cost granted=6000001.00"]),
    ([change("subsidies", "+", to=SUBSIDY | {"tag": "asset", "asset": "software", "amount": D(1000001)})],
     ["items[10].asset.original = 1000000.00: granted_above_cost granted=1000001"]),
    # homes
    ([change("items", "wages", "direct", to="free")], ["items[2] = None: pool_and_direct"]),
    ([change("items", "wages", "direct", to="free"), change("items", "wages", "amount", to="x")],
     ["items[2].amount = x: money.not_a_number", "items[2] = None: pool_and_direct"]),
    ([change("subsidies", "server-grant", "asset")], ["subsidies[0] = None: subsidy_asset"]),
    ([change("subsidies", "paid-grant", "asset", to="servers")], ["subsidies[1] = None: subsidy_asset"]),
    # shares: each pool's add up to 100, within a millionth of a point
    ([change("products", 0, "shares", "data", to=D("40.000001"))], []),
    ([change("products", 0, "shares", "data", to=D("39.999999"))], []),
    ([change("products", 0, "shares", "data", to=D("40.0000011"))],
     ["products[0].shares.data = 40.0000011: shares_not_whole sum=100.0000011 name=Data"]),
    ([change("products", 0, "shares", "data", to=D("39.9999989"))],
     ["products[0].shares.data = 39.9999989: shares_not_whole sum=99.9999989 name=Data"]),
    ([change("products", 0, "shares", "data")],
     ["products[1].shares.data = 60: shares_not_whole sum=60 name=Data"]),
    ([change("products", 0, "shares", "data"), change("products", 1, "shares", "data")],
     ["products[0].shares.data = None: shares_not_whole sum=0 name=Data"]),
    ([change("products", 0, "direct_share", to=D(40))],
     ["products[0].direct_share = 40: direct_shares_not_whole sum=90"]),
    ([change("products", 0, "direct_share", to=D(40)), change("items", "marketing", "direct", to="free")], []),
    # a share that is none has its own fault, and no sum is made of it
    ([change("products", 0, "shares", "data", to="viel")],
     ["products[0].shares.data = viel: money.not_a_number"]),
    ([change("products", 0, "shares", to="viel")], ["products[0].shares = viel: law.not_a_mapping"]),
    # without products there is no paid use
    ([change("products")],
     ["items[4].direct = paid: paid_without_products",
      *(f"pools[{n}].paid_share = {of}: paid_without_products" for n, of in enumerate((75, 60, 80)))]),
    ([change("products"), change("items", "marketing", "direct", to="free"),
      *(change("pools", n, "paid_share", to=D(0)) for n in range(3))], []),
    ([change("products"), change("items", "marketing", "direct", to="free"),
      change("pools", 0, "paid_share", to=D("0.01")), *(change("pools", n, "paid_share", to=D(0)) for n in (1, 2))],
     ["pools[0].paid_share = 0.01: paid_without_products"]),
    # a pool needs its share
    ([change("pools", "data", "paid_share")], ["pools[1].paid_share = None: law.missing"]),
    # a forecast has its term, accounts have none
    ([change("basis", to="forecast")], ["trial = None: trial_and_forecast"]),
    ([change("trial", to={"begins": "2026-01-01", "months": 12})],
     ["trial = None: trial_and_forecast"]),
    ([change("basis", to="forecast"), change("trial", to={"begins": "2026-01-01", "months": 12})], []),
]  # fmt: skip

YEARS: list[tuple[list[Callable[[Tree], None]], list[str]]] = [
    ([], []),
    # years in a row up to the last
    ([change("earlier_years", 0, "year", to=2025), change("earlier"), change("staff"),
      *(change("earlier_years", n, "local_average_wage") for n in (0, 1)), change("local_average_wage")],
     ["earlier_years[0].year = 2025: year_not_earlier year=2025"]),
    ([change("earlier_years", 0, "year", to=2026), change("earlier"), change("staff"),
      *(change("earlier_years", n, "local_average_wage") for n in (0, 1)), change("local_average_wage")],
     ["earlier_years[0].year = 2026: year_not_earlier year=2025"]),
    ([change("earlier_years", 0, "year", to=2024), change("earlier", 0, "year", to=2024),
      change("staff", 0, "year", to=2024)], ["earlier_years[1].year = 2024: year_twice"]),
    ([change("earlier_years", 0, "year", to=2022), change("earlier", 0, "year", to=2022),
      change("staff", 0, "year", to=2022)], ["earlier_years = None: years_with_gaps year=2025"]),
    ([change("accounts_year", to=2026), change("staff", 2, "year", to=2026)],
     ["earlier_years = None: years_with_gaps year=2026"]),
    # amounts of years
    ([change("earlier", "+", to=EARLIER | {"of": "nothing"})], ["earlier[2].of = nothing: no_such_item"]),
    ([change("earlier", "+", to=EARLIER | {"of": "server-grant"})], ["earlier[2].of = server-grant: no_such_item"]),
    ([change("earlier", "+", to=EARLIER | {"year": 2022})],
     ["earlier[2].year = 2022: no_such_year known=2023, 2024"]),
    ([change("earlier", "+", to=EARLIER), change("earlier", "+", to=EARLIER)],
     ["earlier[3].of = wages: earlier_twice year=2024"]),
    ([change("earlier", "+", to=EARLIER), change("earlier", "+", to=EARLIER | {"year": 2023})], []),
    ([change("items", "platform", "began", to=2024)],
     ["earlier[0].year = 2023: before_it_began began=2024"]),
    ([change("items", "platform", "began", to=2023)], []),
    ([change("items", "platform", "began", to=2024), change("earlier", 0, "amount", to=D(0))], []),
    ([change("subsidies", "paid-grant", "began", to=2025)],
     ["earlier[1].year = 2024: before_it_began began=2025"]),
    ([change("earlier", 0, "amount", to=D(-1))], ["earlier[0].amount = -1: written_back_without_reason"]),
    ([change("earlier", 0, "amount", to=D(-1)), change("items", "platform", "reason", to="冲回")], []),
    ([change("earlier", 0, "amount", to=D(0)), change("earlier", 1, "amount", to=D(0))], []),
    ([change("earlier", 1, "amount", to=D(-1))], ["earlier[1].amount = -1: below_nothing"]),
    ([change("earlier", "+", to=EARLIER | {"of": "servers", "amount": D(-1)})],
     ["earlier[2].amount = -1: below_nothing"]),
    ([change("earlier", "+", to=EARLIER | {"of": "servers", "amount": D(0)})], []),
    # staff and wages
    ([change("staff", "+", to=STAFF | {"year": 2022})], ["staff[3].year = 2022: no_such_year known=2023, 2024, 2025"]),
    ([change("staff", "+", to=STAFF | {"year": 2025})], []),
    ([change("staff", 2, "year", to=2024)], ["local_average_wage = 110000: staff_and_wage year=2025"]),
    ([change("staff", 0, "year", to=2024)],
     ["earlier_years[0].local_average_wage = 100000: staff_and_wage year=2023"]),
    ([change("local_average_wage")], ["local_average_wage = None: staff_and_wage year=2025"]),
    ([change("earlier_years", 1, "local_average_wage")],
     ["earlier_years[1].local_average_wage = None: staff_and_wage year=2024"]),
    ([change("basis", to="forecast"), change("trial", to={"begins": "2026-01-01", "months": 12})],
     ["earlier_years = [: forecast_with_years"]),
]  # fmt: skip

DRIVERS: list[tuple[list[Callable[[Tree], None]], list[str]]] = [
    ([change("pools", "data", "by", to="no")], ["pools[1].by = no: no_such_driver known=hours"]),
    ([change("pools", "data", "by", to="no"), change("drivers"), change("pools", "computing", "by", to="no")],
     ["pools[0].by = no: no_such_driver known=–", "pools[1].by = no: no_such_driver known=–"]),
    ([change("drivers", 0, "products", "verification-call", to=D(5249))],
     ["drivers[0].paid = 7500: driver_not_whole sum=7499"]),
    ([change("drivers", 0, "products", "other", to=D(0))],
     ["drivers[0].products.other = other: no_such_product known=enterprise-data-package, verification-call"]),
    ([change("drivers", 0, "products")], ["pools[0].by = hours: driver_without_products"]),
    ([change("drivers", "+", to={"id": "none", "title": "x", "unit": "y", "paid": D(0), "free": D(0)})],
     ["drivers[1].paid = 0: driver_of_nothing"]),
    ([change("drivers", "+", to={"id": "free", "title": "x", "unit": "y", "paid": D(0), "free": D(1)})], []),
    ([change("drivers", "+", to={"id": "paid", "title": "x", "unit": "y", "paid": D(1), "free": D(0)})], []),
    # shares beside it are those it gives: 75 %, and 70 % and 30 % of that
    ([change("pools", "computing", "paid_share", to=D(75))], []),
    ([change("pools", "computing", "paid_share", to=D("75.000001"))], []),
    ([change("pools", "computing", "paid_share", to=D("75.0000011"))],
     ["pools[0].paid_share = 75.0000011: share_not_of_driver share=75"]),
    ([change("products", 0, "shares", "computing", to=D(70)), change("products", 1, "shares", "computing", to=D("30.01"))],
     ["products[1].shares.computing = 30.01: share_not_of_driver share=30"]),
    # as much free as paid is not nothing: it gives 50 %
    ([change("drivers", 0, "free", to=D(7500)), change("pools", "computing", "paid_share", to=D(75))],
     ["pools[0].paid_share = 75: share_not_of_driver share=50"]),
    # what it gives of nothing is not known: its own faults say so
    ([change("drivers", 0, "paid", to=D(0)), change("drivers", 0, "free", to=D(0)),
      change("drivers", 0, "products"), change("pools", "computing", "paid_share", to=D(10))],
     ["pools[0].by = hours: driver_without_products", "drivers[0].paid = 0: driver_of_nothing"]),
]  # fmt: skip


def name_of(row: object) -> str:
    return "; ".join(row)[:60] if isinstance(row, list) and row and isinstance(row[0], str) else ""


@pytest.mark.parametrize(("changes", "expected"), ACCOUNTS, ids=name_of)
def test_accounts(changes: list[Callable[[Tree], None]], expected: list[str]) -> None:
    compared(tree(), changes, expected)


@pytest.mark.parametrize(("changes", "expected"), YEARS, ids=name_of)
def test_years_and_staff(changes: list[Callable[[Tree], None]], expected: list[str]) -> None:
    compared(rich(), changes, expected)


@pytest.mark.parametrize(("changes", "expected"), DRIVERS, ids=name_of)
def test_drivers(changes: list[Callable[[Tree], None]], expected: list[str]) -> None:
    compared(rich(), changes, expected)


def compared(whole: Tree, changes: list[Callable[[Tree], None]], expected: list[str]) -> None:
    for one in changes:
        one(whole)
    found = told(whole)
    assert len(found) == len(expected), found
    for said, short in zip(found, expected, strict=True):
        # a whole list is no value to be compared
        assert said == short or ("[:" in short and said.endswith(short.partition("[:")[2])), found


# --- beside what is broken --------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # an entry that is broken is still there by its name
        ([change("pools", "data", "paid_share", to="x")], ["pools[1].paid_share"]),
        ([change("items", "servers", "amount", to="x")], ["items[9].amount"]),
        # a list in which a name is missing names nothing that is not there
        ([change("pools", "data", "id", to=7)], ["pools[1].id"]),
        ([change("pools", to="x")], ["pools"]),
        ([change("products", 0, "id", to=7)], ["products[0].id"]),
        ([change("products", 0, "quantity", to=D(0))], ["products[0].quantity"]),
        ([change("products", 0, "shares", "data", to=D(41)), change("products", 1, "tick", to="x")],
         ["products[1].tick", "products[0].shares.data"]),
        # a subsidy that is broken may be a grant: nothing is said of what exceeds a value
        ([change("items", "servers", "asset", "given", to=D(5000000)), change("subsidies", 1, "tag", to="x")],
         ["subsidies[1].tag"]),
        ([change("accounts_year", to="x")], ["accounts_year"]),
        ([change("accounts_year", to=True)], ["accounts_year"]),
        ([change("earlier_years", to=[{"year": 2024}])], ["earlier_years[0].income"]),
        ([change("staff", to=[STAFF | {"number": "x"}])], ["staff[0].number"]),
        ([change("drivers", to=[{"id": "hours"}]), change("pools", "data", "by", to="hours")],
         ["drivers[0].title", "drivers[0].unit", "drivers[0].paid", "drivers[0].free"]),
        ([change("drivers", to=[{"id": 7}]), change("pools", "data", "by", to="hours")],
         ["drivers[0].id", "drivers[0].title", "drivers[0].unit", "drivers[0].paid", "drivers[0].free"]),
    ],
    ids=name_of,
)  # fmt: skip
def test_what_follows_from_what_is_broken_is_not_told(
    changes: list[Callable[[Tree], None]], expected: list[str]
) -> None:
    whole = tree()
    for one in changes:
        one(whole)
    assert [said.partition(" = ")[0] for said in told(whole)] == expected


# --- the least and the most of each figure ----------------------------------------

MOST, ABOVE, BELOW = str(10**28), str(10**28 + 1), str(-(10**28) - 1)


@pytest.mark.parametrize(
    ("path", "fits", "not_"),
    [
        (("income",), ["0", "0.01", MOST], ["-0.01", ABOVE]),
        (("input_vat",), ["0", "0.01"], ["-0.01"]),
        (("net_assets",), ["0"], ["-0.01"]),
        (("items", "wages", "amount"), ["0", MOST], [ABOVE, BELOW]),
        (("items", "servers", "asset", "original"), [MOST], ["-0.01", ABOVE]),
        (("items", "servers", "asset", "residual"), ["0", "0.5", "100"], ["-0.01", "100.01"]),
        (("items", "servers", "asset", "life"), ["0.01", MOST], ["0", "-1", ABOVE]),
        (("products", 0, "quantity"), ["0.01", MOST], ["0", "-1", ABOVE]),
        (("products", 0, "tick"), ["0.000001", MOST], ["0", "-1", ABOVE]),
        (("pools", 0, "paid_share"), ["0", "0.5", "100"], ["-0.01", "100.01"]),
        (("spread", "value"), [MOST, f"-{MOST}"], [ABOVE, BELOW]),
        (("cycle", "first_year"), [2000, 2100], [1999, 2101]),
        (("cycle", "years"), [1, 10], [0, 11]),
        (("items", "wages", "began"), [2000, 2100], [1999, 2101]),
        (("items", "servers", "asset", "in_use_from"),
         ["1900-01", "2099-12", "2024-09"], ["1899-12", "2100-01", "2024-00", "2024-13", "2024-1", "x2024-01"]),
        (("items", "wages", "category"), ["甲"], [""]),
        (("items", "fines", "reason"), ["甲"], [""]),
        (("spread", "reason"), ["甲"], [""]),
        (("operator", "name"), ["甲"], [""]),
    ],
    ids=str,
)  # fmt: skip
def test_the_least_and_the_most(
    path: tuple[str | int, ...], fits: list[Any], not_: list[Any]
) -> None:
    def place() -> str:
        whole, written = tree(), ""
        here: Any = whole
        for part in path:
            if isinstance(here, list) and isinstance(part, str):
                at = next(n for n, one in enumerate(here) if one["id"] == part)
                here, written = here[at], f"{written}[{at}]"
            elif isinstance(part, int):
                here, written = here[part], f"{written}[{part}]"
            else:
                here, written = here.get(part), f"{written}.{part}"
        return written.removeprefix(".")

    for value, wanted in (*((one, True) for one in fits), *((one, False) for one in not_)):
        whole = tree()
        is_number = isinstance(value, str) and value.replace("-", "", 1).replace(".", "").isdigit()
        given_ = D(value) if is_number and path[-1] != "in_use_from" else value
        change(*path, to=given_)(whole)
        found = {said.partition(" = ")[0] for said in told(whole)}
        assert (place() not in found) is wanted, (value, found)


def test_figures_of_years_and_drivers_have_their_bounds() -> None:
    for path, fits, not_ in (
        (("earlier_years", 0, "income"), ["0", "0.01"], ["-0.01"]),
        (("earlier_years", 0, "local_average_wage"), ["0.01"], ["-0.01"]),
        (("earlier", 0, "amount"), ["0", MOST], [ABOVE, BELOW]),
        (("staff", 0, "number"), ["0", "0.5", MOST], ["-0.5", ABOVE]),
    ):
        for value in (*fits, *not_):
            whole = rich()
            change(*path, to=D(value))(whole)
            (listed, at, name) = path
            found = {said.partition(" = ")[0] for said in told(whole)}
            assert (f"{listed}[{at}].{name}" in found) is (value in not_), (path, value)
    for value in ("-1", ABOVE):
        whole = rich()
        change("drivers", 0, "free", to=D(value))(whole)
        assert "drivers[0].free" in {said.partition(" = ")[0] for said in told(whole)}
    empty = tree()
    empty["items"] = []
    assert "items = None: law.too_short least=1" in told(empty)


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        ("2026-01-01", 1, "2026-01-31"),
        ("2026-01-01", 12, "2026-12-31"),
        ("2026-03-01", 10, "2026-12-31"),
        ("2026-03-01", 11, "2027-01-31"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2026-12-02", 1, "2027-01-01"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-15", 120, "2036-01-14"),
        ("2026-11-30", 13, "2027-12-29"),
    ],
)
def test_a_term_ends_the_day_before_it_would_begin_anew(
    begins: str, months: int, ends: str
) -> None:
    assert str(Trial.model_validate({"begins": begins, "months": months}).ends) == ends


def test_a_term_is_from_a_month_to_ten_years() -> None:
    for months, fits in ((0, False), (1, True), (120, True), (121, False)):
        whole = tree() | {"basis": "forecast", "trial": {"begins": "2026-01-01", "months": months}}
        assert (not told(whole)) is fits


# --- shares -----------------------------------------------------------------------


def shares_of(of: Filed, pool: str) -> list[str]:
    return [plain(product.shares[pool]) for product in of.submission.products]


def test_what_thirds_lack_goes_to_the_largest_and_is_told() -> None:
    whole = tree()
    whole["products"].append(copy.deepcopy(whole["products"][0]) | {"id": "third"})
    for product, data in zip(
        whole["products"], ("33.333333", "33.333334", "33.333332"), strict=True
    ):
        product["shares"] = {"computing": D(0), "data": D(data), "labour": D("33.333334")}
        product["direct_share"] = D("33.333333")
    whole["products"][2]["shares"] |= {"computing": D(100), "labour": D("33.333332")}
    of = filed(whole)
    assert shares_of(of, "data") == ["33.333333", "33.333335", "33.333332"]
    assert shares_of(of, "labour") == ["33.333334", "33.333334", "33.333332"]
    assert [plain(one.direct_share) for one in of.submission.products] == [
        *("33.333334", "33.333333", "33.333333")
    ]
    assert [(one.place, one.key.partition(".")[2], one.values["most"]) for one in of.notices] == [
        ("products[1].shares.data", "made_whole", "0.000001"),
        ("products[0].direct_share", "made_whole", "0.000001"),
    ]
    assert filed(tree()).notices == ()


@given(st.decimals(min_value=0, max_value=200, places=8))
def test_shares_are_whole_within_a_millionth_of_a_point(together: Decimal) -> None:
    assert is_whole(together) is (D("99.999999") <= together <= D("100.000001"))


def test_a_driver_gives_shares_of_paid_use_and_of_products() -> None:
    of = filed(rich()).submission
    assert of.pools[0].paid_share == 75 and of.pools[1].paid_share == 60
    assert [product.shares["computing"] for product in of.products] == [70, 30]
    assert [product.shares["data"] for product in of.products] == [40, 60]
    driver = Driver(id="d", title=Text(zh="x", en="x"), unit=Text(zh="x", en="x"), paid=D(1), free=D(3),
                    products={"a": D(1), "b": D(4)})  # fmt: skip
    assert paid_share(driver) == 25
    product = of.products[0].model_copy(update={"id": "b"})
    assert isinstance(product, Product) and product_share(driver, product) == 80
    assert product_share(driver, product.model_copy(update={"id": "c"})) == 0


# --- as it was filed --------------------------------------------------------------


def test_a_fault_stands_in_the_nearest_cell_that_is_known() -> None:
    places = {
        "items": "成本项目",
        "items[2]": "成本项目!4",
        "items[2].amount": "成本项目!E4",
        "products[0].shares": "产品分摊",
        "income": "基本情况!B9",
    }
    whole = tree()
    entry(whole, "items", "wages")["amount"] = "x"
    entry(whole, "items", "wages")["category"] = ""
    del entry(whole, "items", "welfare")["title"]
    whole["products"][0]["shares"]["data"] = "y"
    del whole["input_vat"]
    with pytest.raises(Faults) as caught:
        accepted(Located("f.xlsx", whole), places)
    assert [(fault.place, fault.key.rpartition(".")[2]) for fault in caught.value.faults] == [
        ("input_vat", "missing"),
        ("成本项目!4", "blank"),
        ("成本项目!E4", "not_a_number"),
        ("成本项目 [3].title", "missing"),
        ("产品分摊", "not_a_number"),
    ]


def test_nothing_is_told_of_what_was_not_read_nor_twice_of_a_cell() -> None:
    from engine.law import Fault

    whole = tree()
    entry(whole, "items", "wages")["amount"] = "x"
    entry(whole, "items", "fines")["category"] = ""
    whole["pools"] = []
    whole["income"] = "y"
    read = Fault("f.xlsx", "B9", None, "y", "submission.not_a_number_cell")
    with pytest.raises(Faults) as caught:
        accepted(Located("f.xlsx", whole), {"income": "B9"}, (read,), {"items[].amount", "pools"})
    assert [(fault.place, fault.key.rpartition(".")[2]) for fault in caught.value.faults] == [
        ("B9", "not_a_number_cell"),
        ("items[6].category", "blank"),
    ]


def test_what_is_not_said_is_nothing_and_an_asset_is_in_use() -> None:
    whole = tree()
    del whole["products"][0]["direct_share"]
    whole["products"][1]["direct_share"] = D(100)
    of = filed(whole).submission
    assert [product.direct_share for product in of.products] == [0, 100]
    assert [item.asset.in_use for item in of.items if item.asset] == [True, True]
    assert [(item.asset.given, item.asset.revalued) for item in of.items if item.asset] == [
        (0, 0)
    ] * 2
    assert not any(item.related_party or item.non_recurring for item in of.items)


def test_a_filed_figure_says_who_and_where() -> None:
    of = accepted(Located("f.xlsx", tree()), {"income": "基本情况!B9"})
    declared = of.declared("income", reason="核对")
    assert (declared.file, declared.place, declared.who, declared.reason) == (
        "f.xlsx", "基本情况!B9", "财务部（示例）", "核对",
    )  # fmt: skip
    assert of.place("items", 2, "amount") == "items[2].amount"
    fault = of.fault(("income",), "submission.repeated", "x", known="y")
    assert (fault.file, fault.place, fault.line, fault.value, dict(fault.values)) == (
        "f.xlsx", "基本情况!B9", None, "x", {"known": "y"},
    )  # fmt: skip
    assert of.last_year == 2025
