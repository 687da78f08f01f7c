"""The mix of uses: each class is what `dingjia classify` says of its use, and only charged ones are
forecast."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.faults import faults_in
from builders.price_lists import CALLS, UNDER
from builders.proof import rounds
from builders.scenarios import ROOT, run_base, run_of, worked, written
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from typer.testing import CliRunner

from engine.cli import group
from engine.show.analysis.scenario.data import run_data

_, BENCH = worked()
DEMO = {"submission": str(ROOT / "examples" / "operators" / "demo.xlsx")}
FREE = {
    "purpose": "people_service",
    "user": "enterprise",
    "end_users_charged": False,
    "other_income": False,
    "passed_on": False,
}
USES: dict[str, tuple[str, dict[str, Any]]] = {
    "industry": ("inclusive-finance", {"purpose": "industry"}),
    "service": ("public-service", FREE),
    "service-for-money": ("public-service", {**FREE, "end_users_charged": True}),
    "advertising": ("advertising", {"purpose": "industry"}),
    "own-duty": (
        "government-service",
        {"purpose": "own_duty", "user": "government_body", "sharing_serves": True},
    ),
    "undecided": ("public-service", {"purpose": "people_service"}),
}


def a_class(name: str, use: str, quantity: str, **more: Any) -> dict[str, Any]:
    scenario, facts = USES[use]
    return {
        "id": name,
        "title": {"zh": name, "en": name},
        "product": CALLS,
        "quantity": quantity,
        "use": {
            "stands_under": UNDER,
            "operator": "demo-operator",
            "scenario": scenario,
            "facts": facts,
        },
        **more,
    }


def classified(folder: Path, use: str, on: str = "2026-03-01") -> str:
    """What the command says of the use."""
    scenario, facts = USES[use]
    whole = {
        "on": on,
        "stands_under": UNDER,
        "title": {"zh": use, "en": use},
        "product": CALLS,
        "operator": "demo-operator",
        "scenario": scenario,
        "facts": facts,
    }
    path = folder / "use.yaml"
    path.write_text(yaml.safe_dump(whole), "utf-8")
    arguments = ["classify", str(path), "--json", "--tariffs", str(ROOT / "tariffs")]
    result = CliRunner().invoke(group(("classify",)), arguments)
    return str(json.loads(result.stdout)["regime"])


@pytest.mark.parametrize("use", USES)
def test_a_class_is_what_classify_says(tmp_path: Path, use: str) -> None:
    regime = classified(tmp_path, use)
    classes = [a_class("sure", "industry", "1000000"), a_class("asked", use, "500000")]
    file = written(tmp_path, DEMO | {"uses": classes})
    if regime == "undetermined":
        assert set(faults_in(lambda: run_base(BENCH, file))) == {"base.uses[1]"}
        return
    cycle = run_base(BENCH, file).cycles[0]
    assert [one.decision.regime.value for one in cycle.classes] == ["guided", regime]
    # 1,000,000 that are charged, and the others only if they are charged too
    expected = 1500000 if regime == "guided" else 1000000
    calls = next(sale for sale in cycle.years[0].sales if sale.product == CALLS)
    assert calls.forecast.number == expected


def test_the_uses_here_are_of_every_kind(tmp_path: Path) -> None:
    found = {use: classified(tmp_path, use) for use in USES}
    assert {"guided", "free", "undetermined"} <= set(found.values()), found


QUANTITY = st.integers(1, 90_000_000)


@settings(
    max_examples=rounds(quick=8, full=200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@drawn(QUANTITY, st.lists(QUANTITY, min_size=1, max_size=3), st.integers(1, 500))
def test_free_use_enters_no_forecast_and_takes_its_part_of_the_drivers(
    tmp_path: Path, charged: int, free: list[int], customers: int
) -> None:
    """What is asked for free moves no quantity and no bill of others; the hours that it takes go to
    free supply."""
    takes = {"hours": "0.005"}
    paid = a_class("paid", "industry", str(charged), takes=takes, customers=customers)
    others = [
        a_class(f"free-{at}", "service", str(quantity), takes=takes)
        for at, quantity in enumerate(free)
    ]
    file = written(tmp_path, DEMO | {"uses": [paid, *others]}, {"id": "one"})
    found = run_of(BENCH, file, "one")
    (hours,) = (d for d in found.cycles[0].case.filed.submission.drivers if d.id == "hours")
    # The other products take 360,000, 510,000 and 170,000 as filed; free supply took 740,000.
    assert hours.products[CALLS] == Decimal(charged) * Decimal("0.005")
    assert hours.paid == 1040000 + Decimal(charged) * Decimal("0.005")
    assert hours.free == 740000 + Decimal(sum(free)) * Decimal("0.005")
    for year in found.years:
        calls = next(sale for sale in year.sales if sale.product == CALLS)
        assert calls.forecast.number == calls.quantity.number == charged
    parties = {
        one["id"]: Decimal(one["amount"])
        for one in run_data(found)["cycles"][0]["years"][0]["parties"]
        if one["party"] == "customers"
    }
    assert parties["bill.paid"] == parties[f"bill.{CALLS}"]
    assert abs(parties["bill_each.paid"] * customers - parties["bill.paid"]) < Decimal("1E-9")
    assert {parties[f"bill.{one['id']}"] for one in others} == {Decimal(0)}


def test_a_class_may_not_be_said_twice_or_take_what_is_not_measured(tmp_path: Path) -> None:
    once = a_class("one", "industry", "5")
    twice = written(tmp_path, DEMO | {"uses": [once, {**once, "quantity": "6"}]})
    assert set(faults_in(lambda: run_base(BENCH, twice))) == {"base.uses[1].id"}
    strange = written(tmp_path, DEMO | {"uses": [{**once, "takes": {"hour": "1"}}]})
    (fault,) = faults_in(lambda: run_base(BENCH, strange)).values()
    assert (fault.place, fault.values["allowed"]) == (
        "base.uses[0].takes.hour",
        "hours, volume, work",
    )
    other = written(tmp_path, DEMO | {"uses": [{**once, "product": "verification-calls"}]})
    (fault,) = faults_in(lambda: run_base(BENCH, other)).values()
    assert fault.place == "base.uses[0].product"
    assert str(fault.values["allowed"]).startswith(CALLS)


def test_a_forecast_that_classes_make_up_is_said_nowhere_else(tmp_path: Path) -> None:
    filed = {"submission": {"products": [{"id": CALLS, "quantity": "5"}]}}
    file = written(
        tmp_path,
        DEMO,
        {"id": "one", "changes": {"uses": [a_class("one", "industry", "5")], **filed}},
    )
    places = set(faults_in(lambda: run_of(BENCH, file, "one")))
    assert places == {"scenarios[0].changes.submission.products[0].quantity"}


def test_an_authorisation_that_has_ended_supplies_nothing(tmp_path: Path) -> None:
    """On a day after its term every class is refused, as the command says; so there is no product
    to set a ceiling for."""
    assert classified(tmp_path, "industry", on="2031-03-01") == "refused"
    file = written(
        tmp_path,
        DEMO | {"uses": [a_class("one", "industry", "5")]},
        {
            "id": "late",
            "changes": {"on": "2031-03-01", "submission": {"cycle": {"first_year": 2031}}},
        },
    )
    (fault,) = faults_in(lambda: run_of(BENCH, file, "late")).values()
    assert (fault.key, fault.value) == ("scenario.nothing_charged", CALLS)
