"""What belongs together is added up, and what decides an amount is asked or said: cases by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders.shelf import edited, quoted
from builders.steps_by_hand import wrong_steps

from engine.law import Fault, Faults, Shelf, read_yaml
from engine.quote import Quote, quote, read_request
from engine.report.terminal import report_lines
from engine.show.quote import quote_report
from engine.text import Language

HERE = Path(__file__).parents[1] / "data" / "second_look" / "together"
ROOT = Path(__file__).parents[2]
SHELF = Shelf(HERE / "tariffs", ROOT / "tariffs")
CASES = read_yaml(HERE / "cases.yaml").tree["cases"]


def answer(ask: dict[str, Any]) -> Quote:
    ask = {**ask.get("like", {}), **{name: value for name, value in ask.items() if name != "like"}}
    return quoted(SHELF, ask)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case: dict[str, Any]) -> None:
    made = answer(case["ask"])
    told = made.as_json()
    expect = dict(case["expect"])
    if "missing" in expect:
        assert [question["id"] for question in told["missing"]] == expect.pop("missing")
    for line, wanted in zip(told["lines"], expect.pop("lines", told["lines"]), strict=True):
        assert {name: line[name] for name in wanted} == wanted
    assert {name: told[name] for name in expect} == expect
    assert [wrong for step in made.steps for wrong in wrong_steps(step)] == []


def faults(ask: dict[str, Any]) -> dict[str, Fault]:
    with pytest.raises(Faults) as raised:
        answer(ask)
    return {fault.place: fault for fault in raised.value.faults}


COUNTER = {"on": "2026-09-10", "tariff": "cn/credit-reference", "customer": {"name": "张三"}}
UNITS = {"on": "2026-03-02", "tariff": "demo/two", "customer": {"name": "c"}}


def test_a_misspelt_key_beside_the_one_that_is_needed_is_a_fault_that_names_both() -> None:
    line = {
        "product": "counter-personal-report",
        "keys": {"persn": "张三"},
        "events": [{"on": "2026-02-03"}],
    }
    (fault,) = faults({**COUNTER, "lines": [line]}).values()
    assert (fault.place, fault.key) == ("lines[0].events[0].keys", "tariff.key_missing_beside")
    assert all(name in fault.message(Language.EN) for name in ("person", "persn"))


def test_one_number_cannot_say_what_was_used_of_two_units() -> None:
    line = {"product": "p", "counts": {"call": 500, "hour": 5}, "prior": 1000}
    (fault,) = faults({**UNITS, "lines": [line]}).values()
    assert (fault.place, fault.key) == ("lines[0].prior", "tariff.prior_of_which_unit")
    assert all(unit in fault.message(Language.EN) for unit in ("call", "hour"))


@pytest.mark.parametrize(
    ("position", "place", "key"),
    [
        ({"period": "2026", "used": {"call": 1}}, "position[0]", "tariff.position_of_no_rule"),
        ({"period": "2026-03", "used": {"minute": 1}}, "position[0].used.minute", "tariff.unknown_count"),
        ({"period": "2026-13", "used": {"call": 1}}, "position[0].period", "quote.not_a_period"),
        ({"period": "2026-03", "component": "fee"}, "position[0].component", "tariff.unknown_component"),
        ({"period": "2026-03", "product": "q"}, "position[0].product", "tariff.position_of_none_asked"),
        ({"period": "2026-03", "used": {"call": 1}, "charged": 1}, "position[0].component", "tariff.charged_by_which"),
        ({"period": "2026-03", "keys": {"person": "A"}, "used": {"call": 1}}, "position[0]", "tariff.position_of_no_rule"),
        ({"period": "2026-03", "component": "calls", "charged": 1}, "position[0].used", "tariff.charged_for_what"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_position_is_named(
    position: dict[str, Any], place: str, key: str
) -> None:
    line = {"product": "p", "counts": {"call": 500, "hour": 5}}
    found = faults({**UNITS, "lines": [line], "position": [position]})
    assert {where: fault.key for where, fault in found.items()} == {place: key}


def test_use_before_is_said_once() -> None:
    one = {"period": "2026-03", "used": {"call": 1}}
    line = {"product": "p", "counts": {"call": 500, "hour": 5}}
    found = faults({**UNITS, "lines": [line], "position": [one, one]})
    assert {fault.key for fault in found.values()} == {"tariff.before_said_twice"}
    found = faults({**UNITS, "lines": [line], "position": [one, {**one, "component": "calls"}]})
    assert {place: fault.key for place, fault in found.items()} == {
        "position[1]": "tariff.before_said_twice"
    }
    counter = {
        "product": "counter-personal-report",
        "quantity": 1,
        "prior": 1,
        "keys": {"person": "A"},
    }
    said = {"keys": {"person": "A"}, "period": "2026", "used": {"report": 1}}
    found = faults({**COUNTER, "lines": [counter], "position": [said]})
    assert {place: fault.key for place, fault in found.items()} == {
        "lines[0].prior": "tariff.before_said_twice"
    }


def test_a_year_over_which_a_quota_runs_asks_what_of_a_month_it_took() -> None:
    ask = {
        "on": "2026-03-31",
        "tariff": "wild/quota",
        "customer": {"name": "甲"},
        "lines": [{"product": "p", "events": [{"on": "2026-03-10", "quantity": 100}]}],
        "position": [{"period": "2026-03", "used": {"u": 50}}],
    }
    found = faults(ask)
    assert {place: fault.key for place, fault in found.items()} == {
        "position[0].quota_used": "tariff.quota_used_needed",
        "position[0]": "tariff.around_unsaid",
    }


def test_a_price_that_changed_within_the_month_charges_each_request_by_its_own_day() -> None:
    """80 at 1 yuan; then 80 more of the month by the new bands: 20 at 0.8 and 60 at 0.4."""
    events = [{"on": "2026-03-02", "quantity": 80}, {"on": "2026-03-20", "quantity": 80}]
    ask = {
        "on": "2026-03-31",
        "tariff": "wild/subw",
        "customer": {"name": "甲"},
        "lines": [{"product": "calls", "events": events}],
    }
    made = answer(ask)
    assert [str(line.amount.number) for line in made.lines if line.amount] == ["80.00", "40.00"]


def test_what_started_units_are_of_has_to_be_declared(tmp_path: Path) -> None:
    written = (HERE / "tariffs" / "wild" / "calls.yaml").read_text(encoding="utf-8")
    (finding,) = SHELF.check("wild/calls")
    assert finding.key == "tariff.check.started_of_what"
    over = "accumulate: {key: [customer], period: month}"
    ask = {
        "on": "2026-03-31",
        "tariff": "wild/calls",
        "customer": {"name": "甲"},
        "lines": [
            {
                "product": "call",
                "events": [
                    {"on": "2026-03-02", "quantity": "0.2"},
                    {"on": "2026-03-09", "quantity": "2.5"},
                    {"on": "2026-03-10", "quantity": "0.6"},
                ],
            }
        ],
    }
    # 1 + 3 + 1 minutes at 0.70, or 3.3 minutes, which are 4.
    for of, total in (("each_use", "3.50"), ("total", "2.80")):
        said = written.replace("started_whole: true", f"started_whole: true, started_of: {of}")
        said = said.replace('price: "0.70"', f'price: "0.70", {over}')
        folder = tmp_path / of
        (folder / "wild").mkdir(parents=True)
        (folder / "wild" / "calls.yaml").write_text(said, encoding="utf-8")
        shelf = Shelf(folder)
        assert shelf.check("wild/calls") == ()
        made = quoted(shelf, ask)
        assert made.as_json()["total"] == total


@pytest.mark.parametrize("said", ["", "    free_part: outside_bands\n"])
def test_where_free_units_stand_is_said_to_be_assumed_where_the_tariff_does_not_say(
    tmp_path: Path, said: str
) -> None:
    edited(tmp_path, "demo/price-list", ("    free_part: outside_bands\n", said))
    ask = next(
        case["ask"] for case in CASES if case["case"].startswith("a use of which 40 per cent")
    )
    shelf = Shelf(tmp_path, ROOT / "tariffs")
    made = quoted(shelf, ask)
    told = [note for note in made.notes if note.en.startswith("the tariff does not say whether")]
    assert len(told) == (0 if said else 1)
    assert made.as_json()["total"] == "1359800.00"


@pytest.mark.parametrize("rule", ["outside_bands", "within_bands"])
def test_parts_of_a_use_that_is_free_in_part_equal_the_whole(tmp_path: Path, rule: str) -> None:
    written = (ROOT / "tariffs" / "demo" / "price-list.yaml").read_text(encoding="utf-8")
    (tmp_path / "demo").mkdir()
    said = written.replace("free_part: outside_bands", f"free_part: {rule}")
    (tmp_path / "demo" / "price-list.yaml").write_text(said, encoding="utf-8")
    shelf = Shelf(tmp_path, ROOT / "tariffs")
    whole = next(
        case["ask"] for case in CASES if case["case"].startswith("a use of which 40 per cent")
    )
    half = {"product": "verification-call", "quantity": 6000000}
    asked = [whole, {**whole, "lines": [half]}, {**whole, "lines": [{**half, "prior": 6000000}]}]
    totals = []
    for ask in asked:
        made = quoted(shelf, ask)
        totals.append(made.as_json()["total"])
    assert (
        totals
        == {
            "outside_bands": ["1359800.00", "749800.00", "610000.00"],
            "within_bands": ["1247880.00", "707880.00", "540000.00"],
        }[rule]
    )


def test_a_misspelt_key_of_a_rule_is_named(tmp_path: Path) -> None:
    written = (HERE / "tariffs" / "demo" / "mn.yaml").read_text(encoding="utf-8")
    assert "          - customer\n" in written
    (tmp_path / "demo").mkdir()
    misspelt = written.replace("          - customer\n", "          - custommer\n")
    (tmp_path / "demo" / "mn.yaml").write_text(misspelt, encoding="utf-8")
    (finding,) = Shelf(tmp_path).check("demo/mn")
    assert (finding.key, finding.value) == ("tariff.check.unknown_key", "custommer")


def twice(folder: Path, name: str, second: str) -> None:
    """Write the tariff `name` with its product `p` once more, as `q`, as `second` changes it."""
    written = (HERE / "tariffs" / f"{name}.yaml").read_text(encoding="utf-8")
    head, marked, product = written.partition("- id: p\n")
    old, _, new = second.partition(" → ")
    assert not old or old in product
    indent = head[head.rindex("\n") + 1 :]
    changed = product.replace(old, new) if old else product
    target = folder / f"{name}.yaml"
    target.parent.mkdir()
    target.write_text(f"{head}{marked}{product}{indent}- id: q\n{changed}", encoding="utf-8")


def totalled(folder: Path, tariff: str, *quantities: int) -> str:
    lines = [{"product": p, "quantity": n} for p, n in zip("pq", quantities, strict=True)]
    ask = {"on": "2026-03-02", "tariff": tariff, "customer": {"name": "c"}, "lines": lines}
    made = quoted(Shelf(folder), ask)
    return str(made.as_json()["total"])


def test_a_maximum_is_of_both_products_whose_key_does_not_tell_them_apart(tmp_path: Path) -> None:
    """It began anew for each: 400 + 400 instead of a maximum of 500 for both."""
    twice(tmp_path, "demo/mn", "")
    assert Shelf(tmp_path).check("demo/mn") == ()
    assert totalled(tmp_path, "demo/mn", 400, 400) == "500.00"
    assert totalled(tmp_path, "demo/mn", 30, 30) == "100.00"


def test_a_maximum_is_of_each_product_where_the_key_tells_them_apart(tmp_path: Path) -> None:
    """400 and 400, neither above its own 500: 800.00; of 600 and 400 the first is cut to 500."""
    twice(tmp_path, "demo/mn", "")
    path = tmp_path / "demo" / "mn.yaml"
    written, key = path.read_text(encoding="utf-8"), "          - customer\n"
    assert written.count(key) == 2
    path.write_text(written.replace(key, f"{key}          - product\n"), encoding="utf-8")
    assert Shelf(tmp_path).check("demo/mn") == ()
    assert totalled(tmp_path, "demo/mn", 400, 400) == "800.00"
    assert totalled(tmp_path, "demo/mn", 600, 400) == "900.00"


@pytest.mark.parametrize(
    ("second", "key"),
    [
        ("id: fee → id: other", "tariff.check.added_over_products"),
        ("price: '1' → price: '2'", "tariff.check.added_at_other_prices"),
        ("maximum: '500' → maximum: '600'", "tariff.check.added_at_other_prices"),
    ],
)
def test_what_cannot_be_added_up_together_is_refused_by_check(
    tmp_path: Path, second: str, key: str
) -> None:
    twice(tmp_path, "demo/mn", second)
    (finding,) = Shelf(tmp_path).check("demo/mn")
    assert finding.key == key


def test_a_yearly_quota_and_monthly_bands_are_of_both_products(tmp_path: Path) -> None:
    """10 free in the year, then 1.00 up to 100 in the month, 0.50 beyond: for 100 and 100 of two
    products 100 × 1.00 + 90 × 0.50 = 145.00, as for 200 of one."""
    twice(tmp_path, "wild/quota", "")
    assert Shelf(tmp_path).check("wild/quota") == ()
    assert totalled(tmp_path, "wild/quota", 100, 100) == "145.00"
    assert totalled(tmp_path, "wild/quota", 200, 0) == "145.00"


UNSAID = {
    "demo-calls": ["position"],
    "demo-metered": ["position"],
    "free-governance": ["use.end_users_charged, use.other_income, use.above_cost"],
    "half-and-half-shared": ["use.above_cost", "position"],
    "same-enterprise-twice": ["position"],
    "use-changes": ["use.above_cost"],
}
"""What the examples leave unsaid, by what would say it; the others leave nothing."""
EXAMPLES = sorted((ROOT / "examples" / "quotes").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_decides_an_amount_and_is_not_said_is_listed(path: Path) -> None:
    told = quote(SHELF, *read_request(path)).as_json()
    assert [one["id"] for one in told["unsaid"]] == UNSAID.get(path.stem, [])
    assert told["complete"] is (told["total"] is not None and path.stem not in UNSAID)


def test_a_banded_list_says_as_if_what_it_is_priced() -> None:
    """1,000,000 × 0.2298 + 4,000,000 × 0.2 + 1,000,000 × 0.15, if these are the first calls."""
    made = quote(SHELF, *read_request(ROOT / "examples" / "quotes" / "demo-calls.yaml"))
    told = made.as_json(Language.EN)
    assert told["total"] == "1179800.00"
    (unsaid,) = told["unsaid"]
    words = "as if nothing was used before in the month and all falls in one month"
    assert words in unsaid["text"] and unsaid["because"]
    report = quote_report(made.sheet(), made.number, made.missing)
    assert any(words in line for line in report_lines(report, Language.EN, 120))


def test_a_price_below_the_fen_beside_a_quota_says_over_what_it_counts(tmp_path: Path) -> None:
    assert SHELF.check("demo/ar") == ()
    written = (HERE / "tariffs" / "demo" / "ar.yaml").read_text(encoding="utf-8")
    says = "        accumulate:\n          key:\n          - customer\n          period: month\n"
    assert says in written
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "ar.yaml").write_text(written.replace(says, ""), encoding="utf-8")
    (finding,) = Shelf(tmp_path).check("demo/ar")
    assert finding.key == "tariff.check.quota_needs_accumulate"
