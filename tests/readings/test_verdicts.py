"""Whether a verdict holds under every reading, some or none, and under which."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from builders.operators import DAY, METHOD, ROOT, SHELF, Tree, entry, filed, tree
from builders.proof import rounds, tried
from builders.random_submissions import submissions
from builders.readings import OPEN, combinations
from builders.review_by_hand import granted_above_cost, worked_by
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.ceiling import rule_for
from engine.determination import MaximaByReading, maxima_by_reading
from engine.law import Faults, Located
from engine.money import grouped
from engine.readings import (
    Act,
    Case,
    Holds,
    Verdict,
    ceilings_by_reading,
    verdicts_on_charges,
    verdicts_on_incomes,
)
from engine.readings.verdict import verdict_of
from engine.settlement import Charges, Incomes, charges_in, incomes_in, read_charges, read_incomes
from engine.show.analysis.verdicts import verdict_shown
from engine.text import Text

D = Decimal
CHARGES = ROOT / "examples" / "operators" / "circle-charges.yaml"
INCOMES = ROOT / "examples" / "operators" / "circle-incomes.yaml"
NOTHING = Text(zh="某事", en="something")


def read(whole: Tree) -> MaximaByReading:
    return maxima_by_reading(SHELF, filed(whole), METHOD, DAY)


def on_charges(of: MaximaByReading, charges: Charges, year: int = 2026) -> list[Verdict]:
    ceilings = ceilings_by_reading(of, rule_for(SHELF, METHOD, DAY), year)
    return [*verdicts_on_charges(of, ceilings, SHELF, "charges.yaml", charges, DAY)]


def on_incomes(of: MaximaByReading, incomes: Incomes) -> list[Verdict]:
    return [*verdicts_on_incomes(of, SHELF, "incomes.yaml", incomes, DAY)]


# --- the worked operator -----------------------------------------------------------


def test_the_worked_operator_by_hand() -> None:
    """Maxima of 7,886,659.41 and 7,724,472.80: ceilings of 0.2298 and 274.13, of 0.2251 and 268.50.

    0.2300 and 280.00 are above all of them; incomes of 24,750,000 make an excess by every reading:
    the average's 8,250,000 less the maximum at least, year by year at the lower maximum at most.
    """
    of = read(tree())
    found = {(one.act, one.of): one for one in on_charges(of, read_charges(CHARGES))}
    call = found[Act.ABOVE_CEILING, "verification-call"]
    package = found[Act.ABOVE_CEILING, "enterprise-data-package"]
    assert (call.holds, call.least, call.greatest) == (Holds.EVERY, D("0.0002"), D("0.0049"))
    assert (package.holds, package.least, package.greatest) == (
        *(Holds.EVERY, D("280.00") - D("274.13"), D("280.00") - D("268.50")),
    )
    refund = found[Act.REFUND, ""]
    # 1,000,001 × 0.0002 and 12 × 5.87 + 3 × 0.01; or × 0.0049, 12 × 11.50 and 3 × 5.64
    assert (refund.least, refund.greatest) == (D("270.47"), D("5054.92"))
    assert refund.default is not None and refund.default.amount == D("270.47")
    excess, *losses = on_incomes(of, read_incomes(INCOMES))
    assert (excess.act, excess.holds) == (Act.EXCESS, Holds.EVERY)
    assert excess.least == D("8250000") - D("7886659.41")
    by_year = (D(amount) - D("7724472.80") for amount in (8250000, 9000000))
    assert excess.greatest == sum(by_year)
    assert [(one.of, one.holds) for one in losses] == [
        (str(year), Holds.NONE) for year in (2026, 2027, 2028)
    ]


def test_a_loss_is_told_to_the_fen_and_a_price_with_all_that_it_has() -> None:
    """A third of 4,000,000.01 is paid use: 1,332,000.00333, and its loss no longer ends on a fen."""
    whole = tree()
    entry(whole, "items", "platform")["amount"] = D("4000000.01")
    entry(whole, "pools", "computing")["paid_share"] = D("33.3")
    of = read(whole)
    lost = read_incomes(INCOMES)
    little = [one.model_copy(update={"amount": D(1)}) for one in lost.incomes]
    _, loss, *_ = on_incomes(of, lost.model_copy(update={"incomes": tuple(little)}))
    assert loss.greatest is not None and loss.greatest != round(loss.greatest, 2)
    shown = grouped(round(loss.greatest, 2))
    assert verdict_shown(of, loss).en.endswith(
        f"({shown} to {shown} yuan) (192 more combinations give no answer)"
    )
    above, *_ = on_charges(read(tree()), read_charges(CHARGES))
    assert "(0.0002 to 0.0049 yuan a unit)" in verdict_shown(of, above).en


@pytest.mark.parametrize(
    ("price", "holds", "when"),
    [
        ("0.2251", Holds.NONE, ()),
        ("0.2252", Holds.SOME, ({"profit_tax": ("before_income_tax",)},)),
        ("0.2298", Holds.SOME, ({"profit_tax": ("before_income_tax",)},)),
        ("0.2299", Holds.EVERY, ()),
    ],
)
def test_a_price_between_two_ceilings_is_above_one_of_them(
    price: str, holds: Holds, when: tuple[dict[str, tuple[str, ...]], ...]
) -> None:
    charges = charges_in(
        Located(
            "charges.yaml",
            {
                "operator": tree()["operator"]["name"],
                "vat": "excluded",
                "ceilings": [{"product": "verification-call", "price": D(1)}],
                "charges": [
                    {
                        "customer": "甲",
                        "product": "verification-call",
                        "quantity": D(1),
                        "price": D(price),
                    }
                ],
            },
        )
    )
    above, _ = on_charges(read(tree()), charges)
    assert (above.holds, above.when) == (holds, when)


def test_a_product_that_was_not_submitted_is_a_fault_with_its_place() -> None:
    charges = read_charges(CHARGES)
    other = charges.charges[0].model_copy(update={"product": "other"})
    with pytest.raises(Faults) as wrong:
        on_charges(read(tree()), charges.model_copy(update={"charges": (other,)}))
    assert [(one.place, one.value) for one in wrong.value.faults] == [
        ("charges[0].product", "other")
    ]


# --- by brute force ----------------------------------------------------------------

INCOME = st.decimals(min_value=0, max_value=3 * 10**7, places=2)
JUDGED = ("cycle_total", "annual_average", "year_by_year")


def excess(incomes: list[Fraction], maximum: Fraction, judged: str) -> Fraction:
    """The excess of a cycle whose maximum is the same each year, to the fen: a third of a fen is
    none."""
    above = [max(one - maximum, Fraction(0)) for one in incomes]
    whole = max(sum(incomes) - 3 * maximum, Fraction(0))
    exact = {"cycle_total": whole, "annual_average": whole / 3, "year_by_year": sum(above)}[judged]
    return Fraction(int(exact * 100 + Fraction(1, 2)), 100)


@settings(max_examples=rounds(quick=4, full=10_000), deadline=None)
@given(submissions(), st.lists(INCOME, min_size=3, max_size=3))
def test_what_holds_under_every_reading_does(whole: Tree, amounts: list[Decimal]) -> None:
    """An excess, and a loss of each year, under each of 216 combinations by other means."""
    assume(not granted_above_cost(whole))
    declared = incomes_in(
        Located(
            "incomes.yaml",
            {
                "operator": whole["operator"]["name"],
                "vat": "excluded",
                "incomes": [
                    {"year": year, "amount": amount}
                    for year, amount in zip((2026, 2027, 2028), amounts, strict=True)
                ],
            },
        )
    )
    over, *losses = on_incomes(read(whole), declared)
    incomes = [Fraction(amount) for amount in amounts]
    expected: dict[tuple[tuple[str, str], ...], Fraction] = {}
    lacking: list[list[bool]] = [[], [], []]
    for readings, found in zip(combinations(), worked_by(whole, combinations()), strict=True):
        for at, income in enumerate(incomes):
            lacking[at].append(found.operating_cost > income)
        for judged in JUDGED:
            at_all = (*readings.items(), ("excess_reading", judged))
            expected[at_all] = excess(incomes, found.maximum, judged)
    names = (*OPEN, "excess_reading")
    for case in over.cases:
        due = expected[tuple((name, case.readings[name]) for name in names)]
        assert Fraction(case.amount) == due
    assert over.holds is held([due > 0 for due in expected.values()])
    assert [one.holds for one in losses] == [held(found) for found in lacking]
    covered(over)
    tried("verdicts by brute force", operators=1, combinations=len(expected))


def held(found: list[bool]) -> Holds:
    return Holds.EVERY if all(found) else Holds.SOME if any(found) else Holds.NONE


# --- the ways in which it holds -------------------------------------------------------


def covered(verdict: Verdict) -> None:
    """Assert that the ways of a verdict that holds under some readings name these, and no other."""
    if verdict.holds is Holds.SOME:
        for case in verdict.cases:
            assert any(inside(case, way) for way in verdict.when) is (case.amount > 0)


def inside(case: Case, way: Mapping[str, tuple[str, ...]]) -> bool:
    return all(case.readings[switch] in readings for switch, readings in way.items())


@settings(max_examples=rounds(quick=100, full=5_000), deadline=None)
@given(st.lists(st.booleans(), min_size=24, max_size=24), st.sets(st.integers(0, 23), max_size=12))
def test_the_ways_are_exactly_the_readings_under_which_it_holds(
    holding: list[bool], refused: set[int]
) -> None:
    """Three switches of 2, 3 and 4 readings, some combinations refused, any verdict."""
    every = [
        Case(dict(zip("abc", map(str, chosen), strict=True)), D(int(yes)))
        for chosen, yes in zip(
            itertools.product(range(2), range(3), range(4)), holding, strict=True
        )
    ]
    cases = [case for at, case in enumerate(every) if at not in refused]
    default = {"a": "0", "b": "0", "c": "0"}
    verdict = verdict_of(Act.LOSS, "", NOTHING, "yuan", cases, default, len(refused))
    assert verdict.holds is held([case.amount > 0 for case in cases])
    covered(verdict)
    assert (verdict.default is None) is (0 in refused)


def test_one_switch_that_decides_is_told_alone() -> None:
    cases = [
        Case({"a": a, "b": b, "c": c}, D(b in "xy"))
        for a, b, c in itertools.product("12", "xyz", "12")
    ]
    verdict = verdict_of(Act.LOSS, "", NOTHING, "yuan", cases, {}, 0)
    assert verdict.when == ({"b": ("x", "y")},)


def test_no_case_is_no_verdict() -> None:
    whole = tree()
    whole["cycle"] = {"first_year": 2027, "years": 3}
    day = datetime.date(2027, 3, 1)
    of = maxima_by_reading(SHELF, filed(whole), METHOD, day)  # a yield that nobody published
    assert ceilings_by_reading(of, rule_for(SHELF, METHOD, day), 2027) == []
    found = [*verdicts_on_charges(of, [], SHELF, "charges.yaml", read_charges(CHARGES), day)]
    assert [(one.holds, one.least, one.default, one.unanswered) for one in found] == [
        (Holds.UNJUDGED, None, None, 288)
    ] * 3


def test_readings_without_a_ceiling_are_told_from_those_that_agree() -> None:
    """Of 288 readings 192 lack assets; of the others half have a full price of 0.2251, below a
    tick of 0.2290: no ceiling. At 0.2298 it is one tick, and 0.23 is above it in 48."""
    whole = tree()
    whole["products"][0]["tick"] = D("0.2290")
    above, _, refund = on_charges(read(whole), read_charges(CHARGES))
    assert (above.holds, len(above.cases), above.unanswered) == (Holds.EVERY, 48, 240)
    assert refund.unanswered == 240


@pytest.mark.parametrize(
    ("changed", "place", "key"),
    [
        ({"vat": "included"}, "vat", "readings.with_vat"),
        ({"operator": "另一家"}, "operator", "readings.of_other"),
    ],
)
def test_charges_that_no_ceiling_of_the_submission_is_for_are_refused(
    changed: dict[str, str], place: str, key: str
) -> None:
    """Ceilings are without VAT: a price with it would lie above them for its tax alone."""
    charges = read_charges(CHARGES).model_copy(update=changed)
    with pytest.raises(Faults) as wrong:
        on_charges(read(tree()), charges)
    assert [(one.place, one.key) for one in wrong.value.faults] == [(place, key)]
