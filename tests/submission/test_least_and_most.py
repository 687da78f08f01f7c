"""The least and the most that each figure of a submission may be, and how long a term may last."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders.misfits import change, rich, told
from builders.operators import tree

from engine.submission.model import Trial

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
        given_ = Decimal(value) if is_number and path[-1] != "in_use_from" else value
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
            change(*path, to=Decimal(value))(whole)
            (listed, at, name) = path
            found = {said.partition(" = ")[0] for said in told(whole)}
            assert (f"{listed}[{at}].{name}" in found) is (value in not_), (path, value)
    for value in ("-1", ABOVE):
        whole = rich()
        change("drivers", 0, "free", to=Decimal(value))(whole)
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
