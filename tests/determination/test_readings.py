"""The maximum under every reading: each as `determine` has it, and as worked by other means."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from builders.operators import (
    DAY,
    METHOD,
    ROOT,
    SHELF,
    Tree,
    deducting,
    entry,
    filed,
    tree,
    with_year_before,
)
from builders.proof import rounds, tried
from builders.random_submissions import submissions
from builders.readings import OPEN, combinations
from builders.review_by_hand import granted_above_cost, worked_by
from hypothesis import assume, given, settings

from engine.determination import (
    Deduction,
    MaximaByReading,
    bands_of,
    determine,
    maxima_by_reading,
    ranked_clauses,
    ranked_switches,
    refusals_of,
)
from engine.law import Faults, Shelf
from engine.submission import Filed, read_submission
from engine.text import Language

D = Decimal


def small() -> Tree:
    """The worked operator with a grant of no purpose, assets, and two years of accounts."""
    whole = tree()
    whole |= {"net_assets": D(12000000), "effective_assets": D(9000000)}
    whole["subsidies"].append(
        {"id": "any", "title": "补助", "amount": D(300000), "tag": "unspecified"}
    )
    return with_year_before(whole, D("0.5"))


def read(of: Filed | Tree, deduction: Deduction | None = None) -> MaximaByReading:
    return maxima_by_reading(
        SHELF, of if isinstance(of, Filed) else filed(of), METHOD, DAY, deduction=deduction
    )


def exact(
    of: Filed, readings: Mapping[str, str], deduction: Deduction | None = None
) -> tuple[Decimal, ...] | None:
    """What `determine` gives by the same readings; None where it refuses."""
    try:
        found = determine(SHELF, of, METHOD, DAY, readings, deduction=deduction)
    except Faults:
        return None
    return tuple(found.maximum(year).number for year in found.years)


def the_same(of: Filed, found: MaximaByReading, deduction: Deduction | None = None) -> int:
    """Assert that every combination is as the exact reader has it; return how many have none."""
    for outcome in found.outcomes:
        assert outcome.maxima == exact(of, outcome.readings, deduction), outcome.readings
    return sum(outcome.maxima is None for outcome in found.outcomes)


@pytest.mark.parametrize(
    ("changed", "excess", "refused"),
    [
        ({}, None, 0),
        ({}, "3000000.01", 0),
        ({"net_assets": None}, None, 96),  # one of three bases
        ({"net_assets": None, "effective_assets": None, "earlier": []}, None, 240),
    ],
)
def test_every_combination_is_as_the_exact_reader_has_it(
    changed: Tree, excess: str | None, refused: int
) -> None:
    """Of 3 × 2 × 2 × 3 × 2 × 2 × 2 = 288: what a reading asks for and was not filed, it refuses."""
    of = filed({name: one for name, one in (small() | changed).items() if one is not None})
    deduction = None if excess is None else deducting(D(excess))
    found = read(of, deduction)
    assert (len(found.outcomes), found.combinations) == (288, 3456)
    assert the_same(of, found, deduction) == refused


def test_the_switches_that_nothing_looks_at_change_nothing() -> None:
    of = filed(small())
    found = read(of)
    looked_at = [switch.id for switch in found.switches]
    assert set(looked_at) == {
        "profit_base", "profit_tax", "yield_window", "unspecified_subsidy",
        "deduction_timing", "base_year", "asset_years",
    }  # fmt: skip
    default = {one.id: one.default for one in found.prepared.version.switches}
    for switch in found.prepared.version.switches:
        if switch.id not in looked_at:
            for value in switch.values:
                assert exact(of, default | {switch.id: value.id}) == found.default.maxima


def test_the_demo_operator_at_random() -> None:
    of = read_submission(ROOT / "examples" / "operators" / "demo.xlsx")
    found = read(of)
    drawn = random.Random(20261130).sample(found.outcomes, rounds(quick=12, full=200))
    for outcome in drawn:
        assert outcome.maxima == exact(of, outcome.readings), outcome.readings
    (band,) = bands_of(found)
    assert (band.low, band.high) == (D("45200082.17"), D("52640197.52"))
    assert band.default == D("52158095.32")
    tried("readings of the demo operator", combinations=len(drawn))


# --- by other means ----------------------------------------------------------------


@settings(max_examples=rounds(quick=4, full=10_000), deadline=None)
@given(submissions())
def test_maxima_bands_and_ranking_by_brute_force(whole: Tree) -> None:
    """Every maximum from the plain submission; least, greatest and what hangs on each switch, and
    on all that the clause leaves open, from those."""
    assume(not granted_above_cost(whole))
    found = read(whole)
    expected = {
        tuple(readings.items()): by_hand.maximum
        for readings, by_hand in zip(combinations(), worked_by(whole, combinations()), strict=True)
    }
    for outcome in found.outcomes:
        at = tuple((name, outcome.readings[name]) for name in OPEN)
        assert outcome.maxima is not None
        assert {Fraction(one) for one in outcome.maxima} == {expected[at]}
    (band,) = bands_of(found)
    least, greatest = min(expected.values()), max(expected.values())
    assert (band.low, band.high) == (least, greatest)
    assert band.least is not None and band.greatest is not None
    for end, amount in ((band.least, least), (band.greatest, greatest)):
        assert expected[tuple((name, end.readings[name]) for name in OPEN)] == amount
    ranked = ranked_switches(found)
    for one in ranked:
        (switch,) = one.switches
        if switch.id in OPEN:
            others = [name for name in OPEN if name != switch.id]
            assert one.most == max(_apart(expected, held) for held in combinations(others))
            default = {name: OPEN[name][0] for name in others}
            assert one.alone == _apart(expected, default)
        else:
            assert one.most == one.alone == 0
    widest = [one.most for one in ranked if one.most is not None]
    assert len(widest) == len(ranked) and widest == sorted(widest, reverse=True)
    third, fifth = ranked_clauses(found)
    assert {third.clause, fifth.clause} == {
        "发改价格〔2025〕65号 第三条",
        "发改价格〔2025〕65号 第五条",
    }
    assert max(third.most or 0, fifth.most or 0) == greatest - least
    tried("readings by brute force", operators=1, combinations=len(expected))


def _apart(
    maxima: Mapping[tuple[tuple[str, str], ...], Fraction], held: dict[str, str]
) -> Fraction:
    found = [one for at, one in maxima.items() if held.items() <= dict(at).items()]
    return max(found) - min(found)


# --- what stands in the way ---------------------------------------------------------


def test_what_a_reading_asks_for_is_told_once() -> None:
    whole = small()
    del whole["effective_assets"]
    whole["earlier"] = [one for one in whole["earlier"] if one["of"] != "transfer"]
    said = [one.in_language(Language.EN) for one in refusals_of(read(whole))]
    assert said == [
        "effective assets (yuan) is needed and not given",
        "no amount of 2024 is given of 数据传输与存储",
    ]


@pytest.mark.parametrize(
    ("months", "told"), [(24, []), (25, ["not met: the trial may not be longer than its limit"])]
)
def test_a_demand_that_some_reading_does_not_meet_is_told(months: int, told: list[str]) -> None:
    """A trial of two years at most, where it is not as long as it is set."""
    whole = tree() | {"basis": "forecast", "trial": {"begins": "2026-03-01", "months": months}}
    found = read(whole | {"net_assets": D(12000000), "effective_assets": D(9000000)})
    assert [one.in_language(Language.EN) for one in refusals_of(found)] == told
    refused = {one.readings["trial_length"] for one in found.outcomes if one.maxima is None}
    assert refused == ({"two_years"} if told else set())


def test_a_line_that_some_reading_cannot_compute_is_told(tmp_path: Path) -> None:
    """A method that divides by nothing, where profit is before income tax."""
    written = (ROOT / "tariffs" / f"{METHOD}.yaml").read_text(encoding="utf-8")
    right = "/ (1 - fraction(income_tax_rate))"
    assert written.count(right) == 1
    (tmp_path / "cn").mkdir()
    path = tmp_path / "cn" / Path(f"{METHOD}.yaml").name
    path.write_text(written.replace(right, "/ (1 - 1)"), encoding="utf-8")
    found = maxima_by_reading(Shelf(tmp_path, ROOT / "tariffs"), filed(small()), METHOD, DAY)
    assert [one.in_language(Language.EN) for one in refusals_of(found)] == [
        "“income tax” has no figure: a division by zero, or too large"
    ]
    computed = {one.readings["profit_tax"] for one in found.outcomes if one.maxima is not None}
    assert "after_income_tax" not in computed and computed


def test_no_reading_gives_a_maximum_where_none_can() -> None:
    """A yield that nobody published yet is needed under every reading; under some a year before."""
    whole = small()
    whole["earlier"] = [one for one in whole["earlier"] if one["of"] != "transfer"]
    whole["cycle"] = {"first_year": 2027, "years": 3}
    of = filed(whole)
    day = datetime.date(2027, 3, 1)
    found = maxima_by_reading(SHELF, of, METHOD, day)
    assert {one.maxima for one in found.outcomes} == {None}
    (band,) = bands_of(found)
    assert (band.years, band.low, band.least) == ((2027, 2028, 2029), None, None)
    *yields, year = [one.in_language(Language.EN) for one in refusals_of(found)]
    assert ["treasury yield" in one for one in yields] == [True, True]
    assert year == "no amount of 2024 is given of 数据传输与存储"
    with pytest.raises(Faults):
        determine(SHELF, of, METHOD, day)


def test_years_that_a_deduction_moves_apart_have_bands_of_their_own() -> None:
    """3,000,000 evenly, or all from the first year: 7,886,659.41 less 1,000,000 or 3,000,000."""
    found = read(tree(), deducting(D(3000000)))
    first, later = bands_of(found)
    assert (first.years, later.years) == ((2026,), (2027, 2028))
    assert (first.high, later.high) == (D("6886659.41"), D("7886659.41"))
    assert first.low == D("7724472.80") - 3000000
    by_name = {one.switches[0].id: one for one in ranked_switches(found)}
    assert by_name["deduction_timing"].alone == 2000000


def test_faulty_figures_are_refused_whatever_is_read() -> None:
    whole = small()
    entry(whole, "items", "platform")["category"] = "no-such"
    with pytest.raises(Faults):
        read(whole)
