"""What of a submission does not fit together: each change by hand, each fault with its place.

A row changes the worked submission, or one with years, staff and drivers, and says what is told.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from builders.misfits import change, rich, told
from builders.operators import Tree, tree

D = Decimal
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
