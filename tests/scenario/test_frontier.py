"""What no other value beats on two aims: against every pair compared, and on a worked operator."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from builders.scenarios import FILE, ROOT, run_base, worked, written
from hypothesis import given as drawn
from hypothesis import strategies as st
from typer.testing import CliRunner

from engine.cli import group
from engine.law import Faults
from engine.scenario import aim_of, frontier, unbeaten

SCENARIOS, BENCH = worked()
TARIFFS = ("--tariffs", str(ROOT / "tariffs"))
FEW = st.decimals("-2", "2", places=1)  # so that many are equal


def beats(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one != other and one[0] >= other[0] and one[1] >= other[1]


@drawn(st.lists(st.tuples(FEW, FEW), max_size=40))
def test_a_pair_is_unbeaten_where_no_other_beats_it(pairs: list[tuple[Decimal, Decimal]]) -> None:
    found = [*unbeaten(pairs)]
    assert found == [not any(beats(other, one) for other in pairs) for one in pairs]
    if pairs:
        assert any(found)


@drawn(st.lists(st.tuples(st.decimals("-9", "9", places=4), st.decimals("-9", "9", places=4))))
def test_nothing_changes_by_order_or_by_turning_the_aims(
    pairs: list[tuple[Decimal, Decimal]],
) -> None:
    found = dict(zip(pairs, unbeaten(pairs), strict=True))
    assert dict(zip(pairs[::-1], unbeaten(pairs[::-1]), strict=True)) == found
    turned = [(other, one) for one, other in pairs]
    assert [*unbeaten(turned)] == [found[pair] for pair in pairs]


def test_a_lower_price_gives_customers_what_it_takes_from_recovery() -> None:
    """Below the ceiling and at elasticity 0.4 income rises with the price and the gain falls: every
    price is unbeaten. For the least of recovery and the most of gain the lowest price alone is."""
    prices = [Decimal(one) / 1000 for one in range(200, 216, 5)]
    base = run_base(BENCH, SCENARIOS)
    aims = aim_of("surplus", base), aim_of("recovery", base)
    path = "market.verification-call.price"
    every = frontier(BENCH, SCENARIOS.base, path, prices, aims, (True, True))
    assert [one.is_unbeaten for one in every] == [True] * 4
    gains = [one.figures[0] for one in every if one.figures is not None]
    assert gains == sorted(gains, reverse=True)
    least = frontier(BENCH, SCENARIOS.base, path, prices, aims, (True, False))
    assert [one.is_unbeaten for one in least] == [True, False, False, False]


def test_a_value_that_may_not_stand_there_is_told_and_beats_nothing() -> None:
    base = run_base(BENCH, SCENARIOS)
    aims = aim_of("maximum", base), aim_of("income", base)
    spreads = [Decimal(5), Decimal(6), Decimal(7)]  # the method's cap is 6
    found = frontier(BENCH, SCENARIOS.base, "levers.spread", spreads, aims, (True, True))
    assert [one.is_unbeaten for one in found] == [False, True, False]
    assert found[2].figures is None and found[2].moved.refused[0].key == "method.out_of_bounds"


def test_no_gain_of_customers_without_a_price_of_the_forecast(tmp_path: Path) -> None:
    file = written(tmp_path, {})
    bare = run_base(BENCH, file)
    with pytest.raises(Faults) as raised:
        aim_of("surplus", bare)(bare)
    assert [fault.key for fault in raised.value.faults] == ["scenario.no_surplus"]


def asked(*words: str) -> dict[str, object]:
    invoked = CliRunner().invoke(group(("scenario",)), ["scenario", *words, *TARIFFS, "--json"])
    assert invoked.exit_code == 0, invoked.output
    data: dict[str, object] = json.loads(invoked.stdout)
    return data


RANGE = ("--change", "levers.spread", "--between", "4", "7", "--step", "1")


def test_json_of_sweep_names_its_aim_and_of_a_frontier_both() -> None:
    swept = asked("sweep", str(FILE), *RANGE, "--aim", "maximum")
    assert swept["aim"] == "maximum"
    assert asked("sweep", str(FILE), *RANGE)["aim"] == "recovery"
    found = asked("frontier", str(FILE), *RANGE, "--aim", "maximum:least", "--aim", "recovery")
    assert found["aims"] == [
        {"figure": "maximum", "wanted": "least"},
        {"figure": "recovery", "wanted": "most"},
    ]
    values = found["values"]
    assert isinstance(values, list)
    # The maximum grows with the spread, and income stays: the least spread is best on both.
    assert [one["unbeaten"] for one in values] == [True, False, False, False]
    assert values[3]["figures"] is None and values[3]["refused"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_has_what_is_unbeaten_and_says_how_many_are_not(language: str) -> None:
    words = ["frontier", str(FILE), *RANGE, "--aim", "maximum:least", "--aim", "recovery"]
    asked_for = ["scenario", *words, *TARIFFS, "--lang", language]
    page = CliRunner().invoke(group(("scenario",)), asked_for).stdout
    assert [line.split()[0] for line in page.splitlines()[3:]] == ["4"]
    assert {"zh": "共 4 个取值，其中 3 个", "en": "of 4 values 3 are beaten"}[language] in page
    one_aim = [*asked_for[:9], "--aim", "maximum", *TARIFFS, "--lang", language]
    assert CliRunner().invoke(group(("scenario",)), one_aim).exit_code == 2
