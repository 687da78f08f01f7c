"""The excesses that several evaluations hand on: each is deducted once, and none is forgotten."""

from __future__ import annotations

import pytest
from builders.excesses import FIRST, SECOND, THIRD, account, evaluation, taking
from builders.faults import told
from builders.operators import filed, tree

from engine.determination import Account, DeductionRefused, deduction_by, deduction_of
from engine.law import Faults


def handed(*accounts: Account) -> tuple[str, tuple[Account, ...]]:
    """The accounts that one evaluation hands on, its own last, with the name of its file."""
    return f"{accounts[-1].evaluation}.json", accounts


def test_the_oldest_cycle_comes_first_whatever_the_order_of_the_files() -> None:
    first, second = account(FIRST, "E-1", 100), account(SECOND, "E-2", 30)
    for given in ([first, second], [second, first]):
        found = deduction_of([handed(one) for one in given], 2026)
        assert found.accounts == (first, second)
        assert found.open == 130
        assert not found.none_between
    assert deduction_of([handed(first, second)], 2026).accounts == (first, second)
    assert [one.file for one in found.sources] == ["E-1", "E-2"]
    settled = account(FIRST, "E-1", 100, taking(SECOND, 100))
    kept = deduction_of([handed(settled, second)], 2026)
    assert kept.accounts == (settled, second)  # nothing left, and still known
    assert [one.file for one in kept.sources] == ["E-2"]
    assert kept.open == 30


def test_two_evaluations_of_one_cycle_are_told_at_the_second() -> None:
    files = [("a", (account(FIRST, "E-1"),)), ("b", (account(SECOND, "E-2"),))]
    files += [
        ("c", (account(FIRST, "E-3"),)),
        ("d", (account(FIRST, "E-1"), account(SECOND, "E-4"))),
    ]
    with pytest.raises(Faults) as caught:
        deduction_of(files, 2026)
    assert not isinstance(caught.value, DeductionRefused)
    said = "two evaluations of the same cycle are given; give one"
    assert told(caught.value.faults) == [f"c – = E-3: {said}", f"d – = E-4: {said}"]


def test_an_excess_that_a_determination_took_is_not_deducted_again() -> None:
    """Given beside the evaluation that carries on what was left of it: 900 less 650 and 250."""
    taken = account(FIRST, "E-1", 900, taking(SECOND, 650, "D-7", "final"))
    cases = [
        [handed(account(FIRST, "E-1")), handed(taken, account(SECOND, "E-2"))],
        [handed(taken, account(SECOND, "E-2")), handed(account(FIRST, "E-1"))],
    ]
    for files in cases:
        with pytest.raises(DeductionRefused) as caught:
            deduction_of(files, 2026)
        assert told(caught.value.faults) == [
            "E-1.json result.excess = E-1: the excess of 2020–2022 was taken over by D-7 (final,"
            " cycle 2023–2025): 650.00 yuan deducted, 250.00 yuan carried on with the evaluation of"
            " that cycle; it cannot be deducted again"
        ]
    # The same takings on both sides say the same, and what is left is taken over once.
    both = [handed(taken), handed(taken, account(SECOND, "E-2", 30))]
    assert deduction_of(both, 2026).open == 280


def test_two_evaluations_that_carry_one_excess_on_must_agree_of_what_was_taken() -> None:
    """Of 900 one says that 100 were taken, the other that 200 were: each is told of the other."""
    one = account(range(2020, 2021), "E-1", 900, taking(range(2021, 2022), 100, "D-1"))
    other = account(range(2020, 2021), "E-1", 900, taking(range(2021, 2023), 200, "D-2", "opinion"))
    files = [handed(one, account(SECOND, "E-2")), handed(other, account(THIRD, "E-3"))]
    with pytest.raises(DeductionRefused) as caught:
        deduction_of(files, 2029)
    assert told(caught.value.faults) == [
        "E-3.json result.excess = E-1: the excess of 2020 was taken over by D-1 (draft, cycle"
        " 2021): 100.00 yuan deducted, 600.00 yuan carried on with the evaluation of that cycle; it"
        " cannot be deducted again",
        "E-3.json result.excess = E-1: the excess of 2020 was taken over by D-2 (opinion, cycle"
        " 2021–2022): 200.00 yuan deducted, 600.00 yuan carried on with the evaluation of that"
        " cycle; it cannot be deducted again",
    ]


@pytest.mark.parametrize(
    ("years", "first_year", "between"),
    [
        (FIRST, 2023, None),
        (FIRST, 2022, None),
        (FIRST, 2024, "2023"),
        (FIRST, 2026, "2023, 2024, 2025"),
        (range(2022, 2023), 2023, None),
        (range(2022, 2023), 2024, "2023"),
    ],
)
def test_years_of_which_nothing_is_known_are_asked_about(
    years: range, first_year: int, between: str | None
) -> None:
    files = [handed(account(years, "E-1"))]
    assert deduction_of(files, first_year, none_between=True).none_between
    if between is None:
        assert deduction_of(files, first_year).open == 900
        return
    with pytest.raises(DeductionRefused) as caught:
        deduction_of(files, first_year)
    assert told(caught.value.faults) == [
        f"E-1.json result.excess = E-1: between the cycle {'2020–2022' if len(years) > 1 else 2022}"
        f" and this one lie {between}, and what a determination of those years took is not known;"
        " give the evaluation of them with --deduct (what is left comes with it), or declare with"
        " --none-between that nothing was determined"
    ]


def test_the_years_of_every_cycle_given_or_carried_are_known() -> None:
    """2020–22 is followed by 2023–25, which the evaluation of 2026–28 carries on."""
    oldest, carrying = account(FIRST, "E-1"), (account(SECOND, "E-2"), account(THIRD, "E-3"))
    assert deduction_of([handed(oldest), handed(*carrying)], 2029).open == 2700
    with pytest.raises(DeductionRefused) as caught:
        deduction_of([handed(oldest), handed(*carrying)], 2030)
    # What comes with an evaluation is not asked about: the evaluation that carries it is.
    assert [(fault.file, fault.values["between"]) for fault in caught.value.faults] == [
        ("E-1.json", "2029"),
        ("E-3.json", "2029"),
    ]


def test_the_deduction_of_a_submission_is_of_its_operator_and_authorisation() -> None:
    of = filed(tree())
    assert deduction_by([], of) is None
    found = deduction_by([evaluation(SECOND)], of)
    assert found is not None and found.open == 900
    whole = tree() | {"authorisation": {"id": "health", "title": "医疗健康"}}
    with pytest.raises(Faults) as caught:
        deduction_by([evaluation(SECOND)], filed(whole))
    assert [fault.key for fault in caught.value.faults] == ["determination.other_authorisation"]
    own = evaluation(SECOND, judged={"authorisation": "health"})
    assert deduction_by([own], filed(whole)) is not None
    with pytest.raises(DeductionRefused):
        deduction_by([evaluation(FIRST)], of)
    assert deduction_by([evaluation(FIRST)], of, none_between=True) is not None
