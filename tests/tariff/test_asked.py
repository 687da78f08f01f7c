"""What has to be known before there is an amount, and what was left unsaid, with the rule behind."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.tariffs import tariff

from engine.law import Source
from engine.tariff import Event, Position, Rating, Span, Usage, position_findings, rate

DAY = datetime.date(2026, 3, 2)


def cites(name: str) -> str:
    return f"cites: [{{instrument: {name}, evidence: illustrative, applies: directly}}]"


def rated(folder: Path, component: str, *uses: dict[str, Any], version: str = "") -> Rating:
    document = tariff(folder, component, version=version)
    usages = [Usage("product", DAY, **use, path=("lines", place)) for place, use in enumerate(uses)]
    return rate(document, document.versions[0], usages, {"kind": "a"})


def named(because: Sequence[Source]) -> list[str]:
    return [source.named for source in because]


def asked(rating: Rating) -> list[tuple[str, str, list[str]]]:
    """Where a request would say it, how it is answered, and the rule that makes it matter."""
    return [(one.id, one.kind, named(one.because)) for one in rating.missing]


def number(units: str) -> dict[str, Any]:
    return {"quantity": Decimal(units)}


MONTHLY = "accumulate: {key: [person], period: month}"
BANDS = f'{MONTHLY}, edges: in_lower_band, at_zero: nothing, bands: [{{above: "0", price: "1"}}]'
OF_PERSON = [("lines[0].keys.person", "name", ["charge"])]
OF_QUOTA = [("lines[0].keys.person", "name", ["quota"])]
QUOTA = f'\nfree_quota: {{units: "2", key: [person], within: {{period: month}}, {cites("quota")}}}'
WINDOW = (
    "\nonce_per: {key: [person], days: 3, "
    f"reading: {{anchor: last_charged, first_day_counts: true}}, {cites('window')}}}"
)
TWICE = {"events": (Event(DAY), Event(DAY))}


@pytest.mark.parametrize(
    ("component", "use", "questions"),
    [
        # One request is of one person; two can be of two, each of whom begins the bands anew.
        (f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}", number("1"), []),
        (f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}", number("2"), OF_PERSON),
        (f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}", TWICE, OF_PERSON),
        (
            f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}",
            {**number("1"), "prior": Decimal(1)},
            OF_PERSON,
        ),
        (
            f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}",
            {**number("2"), "keys": {"person": "A"}},
            [],
        ),
        (
            f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}",
            {**number("2"), "distinct": True},
            [],
        ),
        # Every unit costs the same, whoever asks for it, unless there is a least amount of each.
        (f'charge: {{model: per_unit, price: "1", {MONTHLY}}}', number("9"), []),
        (
            f'charge: {{model: per_unit, price: "1", {MONTHLY}, {cites("charge")}}}\n'
            'limits: {minimum: "5", apply: after_discounts, at_zero: nothing}',
            number("2"),
            OF_PERSON,
        ),
        # As many units as one person has free can be all of one.
        (f'charge: {{model: per_unit, price: "1"}}{QUOTA}', number("2"), []),
        (f'charge: {{model: per_unit, price: "1"}}{QUOTA}', number("3"), OF_QUOTA),
        (
            f'charge: {{model: per_unit, price: "1"}}{WINDOW}',
            TWICE,
            [("lines[0].keys.person", "name", ["window"])],
        ),
        (
            f'charge: {{model: per_unit, price: "1"}}{WINDOW}',
            number("1"),
            [("lines[0].distinct", "choice", ["window"])],
        ),
        (f'charge: {{model: per_unit, price: "1"}}{WINDOW}', {"events": (Event(DAY),)}, []),
    ],
)  # fmt: skip
def test_whom_a_use_concerns_is_asked_where_it_decides(
    tmp_path: Path,
    component: str,
    use: dict[str, Any],
    questions: list[tuple[str, str, list[str]]],
) -> None:
    rating = rated(tmp_path, component, use)
    assert asked(rating) == questions
    assert (rating.total is None) is bool(questions)


@pytest.mark.parametrize(
    ("component", "use", "before", "questions"),
    [
        # Of two free calls a month one is left to A, two to anybody else.
        (f'charge: {{model: per_unit, price: "1"}}{QUOTA}', number("2"),
         {"period": "2026-03", "used": {"call": Decimal(1)}}, OF_QUOTA),
        (f'charge: {{model: per_unit, price: "1"}}{QUOTA}', number("1"),
         {"period": "2026-03", "used": {"call": Decimal(1)}}, []),
        (f'charge: {{model: per_unit, price: "1"}}{QUOTA}', number("1"),
         {"period": "2026-03", "quota_used": Decimal(2)}, OF_QUOTA),
        (f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}", number("1"),
         {"period": "2026-03", "used": {"call": Decimal(3)}}, OF_PERSON),
        (f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}", number("1"),
         {"period": "2026-03", "used": {"call": Decimal(0)}}, []),
        # What was used within another period, or charged by no window, decides nothing.
        (f'charge: {{model: per_unit, price: "1", {MONTHLY.replace("month", "year")}}}{QUOTA}', number("1"),
         {"period": "2026", "used": {"call": Decimal(9)}}, []),
        (f'charge: {{model: per_unit, price: "1"}}{QUOTA}{WINDOW}', {"events": (Event(DAY),)},
         {"period": "2026-03", "used": {"call": Decimal(1)}}, []),
        # What was used in another month, or is charged alike for all, decides nothing.
        (f'charge: {{model: per_unit, price: "1", {MONTHLY}}}', number("1"),
         {"period": "2026-03", "used": {"call": Decimal(3)}}, []),
        (f'charge: {{model: per_unit, price: "1"}}{WINDOW}', {"events": (Event(DAY),)},
         {"last_charged": DAY}, [("lines[0].keys.person", "name", ["window"])]),
    ],
)  # fmt: skip
def test_whom_a_use_concerns_is_asked_where_what_was_used_before_makes_it_decide(
    tmp_path: Path,
    component: str,
    use: dict[str, Any],
    before: dict[str, Any],
    questions: list[tuple[str, str, list[str]]],
) -> None:
    document = tariff(tmp_path, component)
    (version,), usage = document.versions, Usage("product", DAY, **use, path=("lines", 0))
    positions = [Position("product", keys={"person": "A"}, **before)]
    assert [*position_findings(version, [usage], positions)] == []
    assert asked(rate(document, version, [usage], {"kind": "a"}, None, positions)) == questions


CONTRACT = f"runs: {{rule: contract, {cites('runs')}}}"
BY_CONTRACT = f"accumulate: {{key: [person], period: year, {CONTRACT}}}"
SINCE = [("lines[0].since", "date", ["runs"])]
A = {"keys": {"person": "A"}}


@pytest.mark.parametrize(
    ("component", "questions"),
    [
        (f'charge: {{model: flat, price: "1", {BY_CONTRACT}, at_zero: nothing}}', SINCE),
        (
            'charge: {model: per_unit, price: "1"}\n'
            f'free_quota: {{units: "2", key: [person], within: {{period: year, {CONTRACT}}}}}',
            SINCE,
        ),
        (
            f'charge: {{model: flat, price: "1", {BY_CONTRACT.replace("contract", "calendar")}, at_zero: nothing}}',
            [],
        ),
    ],
)  # fmt: skip
def test_the_first_day_of_the_contract_is_asked_where_periods_run_from_it(
    tmp_path: Path, component: str, questions: list[tuple[str, str, list[str]]]
) -> None:
    assert asked(rated(tmp_path, component, {**number("1"), **A})) == questions
    known = rated(tmp_path, component, {**number("1"), **A, "since": datetime.date(2025, 7, 1)})
    assert asked(known) == []


def test_from_when_a_started_period_runs_is_asked_where_it_makes_a_difference(
    tmp_path: Path,
) -> None:
    """From 20 January to 19 February is one month of the contract, and two of the calendar."""
    charge = f'charge: {{model: per_period, price: "1", period: month, proration: started_whole, {cites("charge")}}}'
    span = Span(datetime.date(2026, 1, 20), datetime.date(2026, 2, 19))
    assert asked(rated(tmp_path, charge, {"span": span})) == [
        ("lines[0].span.runs", "choice", ["charge"])
    ]
    whole = Span(datetime.date(2026, 1, 1), datetime.date(2026, 2, 28))
    assert asked(rated(tmp_path, charge, {"span": whole})) == []


FLAT = f'charge: {{model: flat, price: "1", {MONTHLY}, at_zero: nothing, {cites("charge")}}}'
ONE = 'charge: {model: per_unit, price: "1"}'
EACH = f'\nlimits: {{minimum: "2", each_use: true, apply: after_discounts, at_zero: nothing, {cites("limits")}}}'
BY_DAY = f'charge: {{model: per_period, price: "1", period: month, proration: by_day, {cites("charge")}}}'
WHOLE = BY_DAY.replace("by_day", "started_whole, runs: calendar")
SPELL = {"span": Span(datetime.date(2026, 1, 20), datetime.date(2026, 2, 19))}
BILL = "{id: big, title: {zh: 整单, en: Big}, model: at_most, amount: '9', allocated: by_amount"


@pytest.mark.parametrize(
    ("component", "version", "use", "unsaid"),
    [
        (FLAT, "", {**number("1"), **A}, [("position", ["charge"])]),
        (FLAT, "", {**number("1"), **A, "prior": Decimal(0)}, []),
        (ONE, "", {**number("1"), **A}, []),
        (ONE + QUOTA, "", {**number("1"), **A}, [("position", ["quota"])]),
        (ONE + WINDOW, "", {"events": (Event(DAY, {"person": "p"}),)}, [("position", ["window"])]),
        (
            ONE,
            f"bill: [{BILL}, {MONTHLY}, {cites('bill')}}}]",
            {**number("1"), **A},
            [("position", ["bill"])],
        ),
        (ONE, f"bill: [{BILL}, {cites('bill')}}}]", {**number("1"), **A}, []),
        (ONE + EACH, "", number("2"), [("lines[0].events", ["limits"])]),
        (BY_DAY, "", SPELL, [("lines[0].span.runs", ["charge"])]),
        (WHOLE, "", SPELL, [("position", ["charge"])]),
    ],
)
def test_what_was_used_before_and_not_said_is_told_with_its_rule(
    tmp_path: Path,
    component: str,
    version: str,
    use: dict[str, Any],
    unsaid: list[tuple[str, list[str]]],
) -> None:
    rating = rated(tmp_path, component, use, version=version)
    assert rating.total is not None
    assert [(one.id, named(one.because)) for one in rating.unsaid] == unsaid


YEAR = f'charge: {{model: flat, price: "1", {BY_CONTRACT}, at_zero: nothing}}'
STARTED = 'charge: {model: per_period, price: "1", period: month, proration: started_whole}'
TWO_MONTHS = {"span": Span(datetime.date(2026, 1, 20), datetime.date(2026, 2, 19))}


@pytest.mark.parametrize(
    ("component", "use", "title", "words", "because"),
    [
        (FLAT, number("2"), "key person", ("Which key person?", "of the line (person)", "distinct"), "charge"),
        (ONE + WINDOW, number("1"), "Is each request", ("Is each request for something else",), "window"),
        (YEAR, {**number("1"), **A}, "first day of the contract", ("From which day",), "runs"),
        (STARTED, TWO_MONTHS, "from when the month runs", ("price of a month", "2026-01-20"), "标准 第一条"),
        (f"{ONE}\nfloat: band", number("1"), "fee", ("What float?",), "标准 第一条"),
        (f"{ONE}\nfor_class: {{first: {{{ONE}}}}}", number("1"), "kind", ("Which kind?",), "标准 第一条"),
    ],
)  # fmt: skip
def test_a_question_says_what_it_asks(
    tmp_path: Path,
    component: str,
    use: dict[str, Any],
    title: str,
    words: tuple[str, ...],
    because: str,
) -> None:
    document = tariff(tmp_path, component)
    usage = Usage("product", DAY, **use, path=("lines", 0))
    (missing,) = rate(document, document.versions[0], [usage], {}).missing
    assert missing.title.en.startswith(title)
    assert named(missing.because) == [because]
    assert [each for each in words if each not in missing.question.en] == []


OF_BILL = f"bill: [{BILL}, accumulate: {{key: [person], period: month}}, {cites('bill')}}}]"
OF_CONTRACT = OF_BILL.replace("month", f"year, {CONTRACT}")
PROJECTS = ("lines[0].keys.person", "name", ["bill"]), ("lines[1].keys.person", "name", ["bill"])
BILLED = Position("", None, {"person": "A"}, "2026-03", charged=Decimal(1), bill="big")


@pytest.mark.parametrize(
    ("bill", "uses", "positions", "questions"),
    [
        # Whose one call is does not matter, unless something was billed before; of two it does.
        (OF_BILL, (number("1"),), (), []),
        (OF_BILL, (number("1"),), (BILLED,), [PROJECTS[0]]),
        (OF_BILL, (number("2"),), (), [PROJECTS[0]]),
        (OF_BILL, (number("1"), number("1")), (), [*PROJECTS]),
        (OF_BILL, ({**number("2"), **A}, number("1")), (), [PROJECTS[1]]),
        (OF_BILL, ({**number("-2"), "correction": "late", "prior": Decimal(5)},), (), [PROJECTS[0]]),
        (OF_CONTRACT, ({**number("2"), **A},), (), SINCE),
        (OF_BILL.replace("model", "for: first, model"), (number("1"),), (),
         [("kind", "choice", ["标准 第一条"])]),
    ],
)  # fmt: skip
def test_what_a_rule_over_whole_bills_depends_on_is_asked(
    tmp_path: Path,
    bill: str,
    uses: tuple[dict[str, Any], ...],
    positions: tuple[Position, ...],
    questions: list[tuple[str, str, list[str]]],
) -> None:
    document = tariff(tmp_path, ONE, version=bill)
    usages = [Usage("product", DAY, **use, path=("lines", place)) for place, use in enumerate(uses)]
    assert asked(rate(document, document.versions[0], usages, {}, None, positions)) == questions


def test_of_each_product_is_asked_what_its_own_price_depends_on(tmp_path: Path) -> None:
    """And of use that was rated before, nothing."""
    other = (
        "  - id: other\n    title: {zh: 另一, en: Other}\n    unit: call\n    components:\n"
        f"      - {{id: fee, title: {{zh: 费, en: fee}}, {ONE}}}\n"
    )
    charge = f"charge: {{model: graduated, {BANDS}, {cites('charge')}}}"
    document = tariff(tmp_path, charge, version=other)
    (version,) = document.versions
    plain, banded = (
        Usage(name, DAY, **number("2"), path=("lines", place))
        for place, name in enumerate(("other", "product"))
    )
    before = Usage("product", DAY, history=(Event(DAY, paid=Decimal(100)),), path=("lines", 2))
    found = rate(document, version, [plain, banded], {}, None, (), earlier=[before])
    assert asked(found) == [("lines[1].keys.person", "name", ["charge"])]
