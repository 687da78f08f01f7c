"""A small method in every reading of its switches at once: worked by hand, and as read one by one."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from builders.method_tree import at, changed, line, named
from builders.methods import figure

from engine.law import Faults
from engine.method import EveryReading, Inputs, evaluate, evaluate_readings


def by(switch: str, **cases: str) -> dict[str, object]:
    return {"switch": switch, "cases": cases}


METHOD = changed(
    at(
        switches=[
            named("size", default="one", values=[named("one"), named("two"), named("none")]),
            named("way", default="sized", values=[named("sized"), named("whole")]),
            named("idle", default="yes", values=[named("yes"), named("no")]),
        ],
        parameters=[],
        inputs=[named("cost", unit="yuan")],
        tables=[],
        results=[],
    ),
    at(
        "blocks",
        0,
        demands=[named("enough", formula="taken > 1000")],
        lines=[
            line("sized", "yuan", by=by("size", one="cost", two="cost * 2", none="cost * 0")),
            line("taken", "yuan", by=by("way", sized="sized", whole="cost * 3")),
            line("share", "1", "cost / sized"),
            line("shared", "yuan", "taken * share", round={"unit": "0.01", "mode": "half_up"}),
            line("third", "yuan", "taken / 3", round={"unit": "0.01", "mode": "half_up"}),
        ],
    ),
).versions[0]
SIZES, WAYS = ("one", "two", "none"), ("sized", "whole")
INPUTS = Inputs(scalars={"cost": figure(1000)}, blocks=("all",))


def by_hand(readings: Mapping[str, str]) -> dict[str, Fraction | None]:
    """What each line comes to at a cost of 1,000; None where it is divided by nothing."""
    sized = Fraction({"one": 1000, "two": 2000, "none": 0}[readings["size"]])
    taken = sized if readings["way"] == "sized" else Fraction(3000)
    share = 1000 / sized if sized else None
    return {
        "sized": sized,
        "taken": taken,
        "share": share,
        "shared": None if share is None else taken * share,
        "third": Fraction(round(taken * 100 / 3), 100),
    }


def every(**fixed: str) -> EveryReading:
    return evaluate_readings("test/small", METHOD, INPUTS, fixed=fixed)


def combinations() -> list[dict[str, str]]:
    return [
        {"size": size, "way": way, "idle": idle}
        for size, way, idle in itertools.product(SIZES, WAYS, ("yes", "no"))
    ]


@pytest.mark.parametrize("readings", combinations(), ids=lambda of: "-".join(of.values()))
def test_each_reading_comes_to_what_it_comes_to_alone(readings: dict[str, str]) -> None:
    found = every()
    for name, expected in by_hand(readings).items():
        case = found.case(name, None, readings)
        assert (None if case.figure is None else Fraction(case.figure)) == expected
        assert case.is_line and case.holds == (expected is not None)
    demand = found.case("enough", None, readings)
    assert not demand.is_line and demand.figure is None
    taken = by_hand(readings)["taken"]
    assert taken is not None and demand.holds == (taken > 1000)
    # What is wrong of its own is what reading it alone tells.
    told = {at[0] for at, case in found.failed(readings) if not case.follows}
    try:
        evaluate("test/small", METHOD, Inputs(scalars=INPUTS.scalars, switches=readings))
        assert told == set()
    except Faults as faults:
        assert told == {fault.place for fault in faults.faults}


def test_a_case_names_the_switches_that_are_looked_at_and_no_other() -> None:
    found = every()
    looked_at = {
        name: sorted(sorted(case.readings.items()) for case in found.cases[name, None])
        for name in ("sized", "taken", "share")
    }
    sizes = [[("size", size)] for size in sorted(SIZES)]
    assert looked_at == {
        "sized": sizes,
        # The whole is three times the cost, whatever the size.
        "taken": [*([*size, ("way", "sized")] for size in sizes), [("way", "whole")]],
        "share": sizes,
    }
    assert [switch.id for switch in found.switches] == ["size", "way"]
    failing = {(at[0], tuple(sorted(case.readings.items()))) for at, case in found.failures}
    assert failing == {
        ("enough", (("size", "one"), ("way", "sized"))),
        ("enough", (("size", "none"), ("way", "sized"))),
        ("share", (("size", "none"),)),
        ("shared", (("size", "none"), ("way", "sized"))),
        ("shared", (("size", "none"), ("way", "whole"))),
    }
    every_combination = list(found.combinations(found.switches))
    assert every_combination == [one for one in combinations() if one["idle"] == "yes"]


def test_a_switch_that_is_fixed_is_read_in_one_way() -> None:
    found = every(size="two")
    assert [sorted(case.readings.items()) for case in found.cases["sized", None]] == [
        [("size", "two")]
    ]
    assert list(found.combinations(found.switches)) == [
        {"size": "two", "way": way, "idle": "yes"} for way in WAYS
    ]
    assert found.case("taken", None, {"size": "two", "way": "sized"}).figure == Decimal(2000)
    with pytest.raises(KeyError):
        found.case("taken", None, {"size": "one", "way": "sized"})


def test_figures_that_the_method_does_not_know_are_refused() -> None:
    wrong = Inputs(scalars={**INPUTS.scalars, "coast": figure(1)}, blocks=("all",))
    with pytest.raises(Faults) as refused:
        evaluate_readings("test/small", METHOD, wrong)
    assert [fault.place for fault in refused.value.faults] == ["scalars.coast"]
