"""The examples for Python say what is so: the tutorial and every docstring, run as they stand."""

from __future__ import annotations

import datetime
import doctest
import re
import shutil
from collections.abc import Callable
from contextlib import chdir
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import engine
from engine.tariff import TariffDocument
from engine.text import Language

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ("docs/python.md", "docs/python.zh.md")
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ("engine", "app")
    for path in sorted((ROOT / room).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


def examples(page: str) -> list[str]:
    written = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", written, re.MULTILINE | re.DOTALL)


def test_the_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    session = "\n".join(examples(TUTORIALS[0]))
    test = doctest.DocTestParser().get_doctest(session, {}, TUTORIALS[0], None, 0)
    told: list[str] = []
    with chdir(tmp_path):
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert result.attempted > 30
    assert result.failed == 0, "".join(told)


def test_both_tutorials_show_the_same_session() -> None:
    english, chinese = (examples(page) for page in TUTORIALS)
    assert english == chinese


def test_the_tutorial_goes_through_every_name_of_the_front_door() -> None:
    session = "".join(examples(TUTORIALS[0]))
    assert [name for name in engine.__all__ if not re.search(rf"engine\.{name}\b", session)] == []


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_run(module: str) -> None:
    result = doctest.testmod(import_module(module), optionflags=doctest.ELLIPSIS)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", engine.__all__)
def test_every_name_of_the_front_door_leads_somewhere(name: str) -> None:
    assert getattr(engine, name).__doc__


@pytest.mark.parametrize(
    ("registers", "known"),
    [
        ("register_kind", engine.ROOMS_WITH_KINDS),
        ("register_contract", engine.ROOMS_WITH_CONTRACTS),
        ("register_record", engine.ROOMS_WITH_RECORDS),
    ],
)
def test_the_front_door_names_every_room_that_registers(
    registers: str, known: tuple[str, ...]
) -> None:
    called = re.compile(rf"^ *{registers}\(|{registers} as register$", re.MULTILINE)
    rooms = {
        path.relative_to(ROOT / "engine").parts[0]
        for path in (ROOT / "engine").rglob("*.py")
        if called.search(path.read_text(encoding="utf-8"))
    }
    assert rooms - {"law"} == set(known)  # law knows its own two kinds


SHELF = engine.open_shelf()
DAY = datetime.date(2026, 3, 1)
CIRCLE = ROOT / "examples" / "operators" / "circle.yaml"
REPORTS = ("cn/credit-reference", DAY, "enterprise-report", np.array([1, 2]))
USES = ("cn/use-of-public-data", DAY, {"purpose": np.array(["industry"])})


def told(call: Callable[[], object]) -> list[tuple[str, str]]:
    """Place and sentence of each fault."""
    with pytest.raises(engine.Faults) as caught:
        call()
    return [(fault.place, fault.key) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "on", [datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC), "2026-03-01", None]
)
def test_a_moment_is_no_day(on: Any) -> None:
    """In which zone its day would be taken is not known; it was a TypeError."""
    filed, charges = engine.read_submission(CIRCLE), CIRCLE.with_name("circle-charges.yaml")
    determination = engine.determine(SHELF, filed, "cn/ndrc-2025-65", DAY)
    clock = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    record, incomes = (
        engine.record_of(determination, clock),
        CIRCLE.with_name("circle-incomes.yaml"),
    )
    calls: list[Callable[[], object]] = [
        lambda: engine.determine(SHELF, filed, "cn/ndrc-2025-65", on),
        lambda: engine.evaluate(SHELF, record, incomes, on),
        lambda: engine.refund(SHELF, charges, "cn/refund-of-overcharges", on),
        lambda: engine.rate_many(SHELF, "cn/credit-reference", on, *REPORTS[2:]),
        lambda: engine.decide_many(SHELF, "cn/use-of-public-data", on, USES[2]),
    ]
    for call in calls:
        assert told(call) == [("on", "law.not_a_date")]


@pytest.mark.parametrize("threads", [0, -1])
def test_less_than_one_thread_is_refused(threads: int) -> None:
    facts = {"institution_kind": "village_bank"}
    assert told(
        lambda: engine.rate_many(SHELF, *REPORTS, facts=facts, distinct=True, threads=threads)
    ) == [("threads", "law.too_small")]
    assert told(lambda: engine.decide_many(SHELF, *USES, threads=threads)) == [
        ("threads", "law.too_small")
    ]


@pytest.mark.parametrize("colour", ["red", np.array([0, 0])])
def test_a_fact_that_the_tariff_does_not_ask_for_is_refused_in_columns_too(colour: Any) -> None:
    facts = {"institution_kind": "village_bank", "colour": colour}
    assert told(lambda: engine.rate_many(SHELF, *REPORTS, facts=facts, distinct=True)) == [
        ("facts.colour", "tariff.columns.no_fact")
    ]


def messages(call: Callable[[], object]) -> list[str]:
    with pytest.raises(engine.Faults) as caught:
        call()
    return [fault.message(Language.EN) for fault in caught.value.faults]


def test_what_columns_expect_is_told() -> None:
    """The smallest unit by its figure; the values of a fact; that a day is a datetime.date."""
    claim = ("cn/court-fees", DAY, "property-case", np.array([3_500.0]))
    (said,) = messages(lambda: engine.rate_many(SHELF, *claim))
    assert "in the smallest unit: 1 yuan claimed or at stake is written 100" in said
    values = "independent_direct_bank, domestic_trade_credit_insurer, other_institution"
    (said,) = messages(lambda: engine.rate_many(SHELF, *REPORTS, distinct=True))
    assert values in said
    kinds = {"institution_kind": np.array(["village_bank"] * 2)}
    (said,) = messages(lambda: engine.rate_many(SHELF, *REPORTS, facts=kinds, distinct=True))
    assert "as text for all rows" in said and values in said
    tariff, _, product, quantity = REPORTS
    day: Any = "2026-03-01"
    (said,) = messages(lambda: engine.rate_many(SHELF, tariff, day, product, quantity))
    assert "datetime.date(2026, 3, 2)" in said


def test_pandas_columns_are_taken_as_arrays() -> None:
    """Village banks pay 4.50 a report, commercial banks 9.00."""
    values = [
        value.id
        for value in SHELF.law(REPORTS[0], TariffDocument, DAY).in_force_on(DAY).facts[0].values
    ]
    kinds = pd.Series([values.index("village_bank"), values.index("commercial_bank")])
    rated = engine.rate_many(
        SHELF, *REPORTS[:3], pd.Series([1, 2]), facts={"institution_kind": kinds}, distinct=True
    )
    assert rated.total.tolist() == [4_500_000, 18_000_000]


def test_rows_of_a_tariff_with_rules_over_whole_bills_are_bills() -> None:
    """30.00 a quarter are waived: 300 pages at 0.10 are 30.00, a page more makes 30.10 due."""
    pages = np.array([0, 50, 300, 301, 5_000])
    court = (SHELF, "us/court-records", datetime.date(2026, 11, 26), "transcript", pages)
    rated = engine.rate_many(*court, by_component=True)
    assert rated.total.tolist() == [0, 0, 0, 30_100_000, 500_000_000]
    assert told(lambda: engine.rate_many(*court, prior=pages)) == [
        ("prior", "tariff.columns.billed_before")
    ]


def test_the_maximum_of_a_year_outside_the_cycle_is_refused_in_words() -> None:
    found = engine.determine(SHELF, engine.read_submission(CIRCLE), "cn/ndrc-2025-65", DAY)
    assert told(lambda: found.maximum(1999)) == [("year", "law.not_one_of")]


def test_a_name_that_is_not_at_the_door_is_refused() -> None:
    assert not hasattr(engine, "colour")
