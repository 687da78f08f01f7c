"""Which published figure is a rate: chosen by rules that are given what they ask, and of its day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from builders.faults import told
from builders.operators import DAY, SHELF, filed, tree
from builders.rules_beside import RATES, SERIES, beside, version

from engine.determination.contract.rules import RATE_RULES, outputs_of, values_of
from engine.determination.maximum.given.rates import Rates, chosen_rates
from engine.law import Declaration, Faults, Shelf
from engine.rules import RulesDocument


def rates(shelf: Shelf, **taxes: str) -> Rates:
    whole = tree()
    whole["taxes"] |= taxes
    return chosen_rates(filed(whole), shelf, "demo/rates", version(shelf, "demo/rates"))


def test_rules_are_given_what_they_ask_and_nothing_else(shelf: Shelf) -> None:
    """Location and income tax are not asked: whatever is said of them does not matter."""
    for taxes in ({}, {"location": "on the moon", "income_tax": "none of these"}):
        found = rates(shelf, **taxes)
        assert found.series == {"vat_rate": "cn/series/vat-of-tests"}
        (chosen,) = found.chosen_by.values()
        declared = [one.place for one in chosen if isinstance(one, Declaration)]
        assert declared == ["taxes.vat"]
    # a rule that decides nothing chooses no series
    assert rates(shelf, vat="none").series == {}


def test_every_status_that_the_rules_do_not_know_is_told(shelf: Shelf) -> None:
    with pytest.raises(Faults) as caught:
        rates(shelf, vat="flat", location="no matter")
    assert told(caught.value.faults) == [
        "circle.yaml taxes.vat = flat: the rules know no such value; one of these, or its id:"
        " general method; exempt"
    ]
    whole = tree()
    whole["taxes"] = {"vat": "flat", "location": "moon", "income_tax": "standard"}
    with pytest.raises(Faults) as caught:
        chosen_rates(filed(whole), SHELF, "cn/rates", version(SHELF, "cn/rates"))
    assert [fault.place for fault in caught.value.faults] == ["taxes.vat", "taxes.location"]


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2021-01-01", 7),
        ("2023-12-31", 7),
        ("2024-01-01", 9),
        ("2025-06-30", 9),
        ("2025-07-01", 8),
        ("2026-03-01", 8),
        ("2026-03-02", 5),
        ("2026-03-03", 5),
    ],
)
def test_a_rate_is_the_latest_that_has_begun(shelf: Shelf, day: str, rate: int) -> None:
    on = datetime.date.fromisoformat(day)
    assert rates(shelf).latest("vat_rate", shelf, on).value == rate


def test_before_the_first_figure_there_is_no_rate(shelf: Shelf) -> None:
    found = rates(shelf)
    with pytest.raises(Faults) as caught:
        found.latest("vat_rate", shelf, datetime.date(2020, 12, 31))
    assert told(caught.value.faults) == [
        "cn/series/vat-of-tests.yaml versions: no version is in force on 2020-12-31"
    ]
    years = {y: found.of_year("vat_rate", shelf, DAY, y) for y in (2020, 2021, 2022, 2024)}
    values = {year: None if point is None else point.value for year, point in years.items()}
    assert values == {2020: None, 2021: 7, 2022: None, 2024: 9}
    assert found.of_year("vat_rate", shelf, datetime.date(2019, 1, 1), 2021) is None


def test_a_series_is_of_the_rules_own_place_or_it_is_not_chosen(tmp_path: Path) -> None:
    def of(*places: tuple[str, str]) -> list[str]:
        written = {name: SERIES.format(id=name, place=place) for name, place in places}
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        made = beside(folder, {"demo/rates": RATES, **written})
        try:
            return [*rates(made).series.values()]
        except Faults as faults:
            return told(faults.faults)

    said = (
        "demo/rates.yaml versions = vat-of-tests: the last part of the id of one series is"
        " expected; of that name there are: "
    )
    here, there = ("cn/series/vat-of-tests", "CN"), ("demo/series/vat-of-tests", "DEMO")
    assert of(here, there) == [here[0]]
    assert of(there) == [there[0]]  # one alone, wherever it is of
    assert of() == [f"{said}–"]
    again = ("cn/other/vat-of-tests", "CN")
    assert of(here, again, there) == [f"{said}cn/other/vat-of-tests, cn/series/vat-of-tests"]


def test_rates_decide_each_figure_once_and_ask_only_of_taxes(tmp_path: Path) -> None:
    for was, now, told_ in (
        ("", "", []),
        ("hit: first", "hit: collect", ["rules_collect"]),
        ("id: vat\n", "id: size\n", ["rules_ask_unknown"]),
    ):
        made = beside(tmp_path, {"demo/rates": RATES.replace(was, now) if was else RATES})
        (of,) = made.read("demo/rates", RulesDocument).versions
        keys = [one.key.partition(".")[2] for one in RATE_RULES.unlike(of, "rates", "x")]
        assert keys == told_
    (of,) = beside(tmp_path, {"demo/rates": RATES}).read("demo/rates", RulesDocument).versions
    assert outputs_of(of) == {"vat_rate": ("vat-of-tests",)}
    assert [one.id for one in values_of(of, "vat")] == ["general", "none"]
    assert list(values_of(of, "vat_rate")) == []
