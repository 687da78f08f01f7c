"""Every input that is listed can be moved by its path, and everything that can be moved is listed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.operators import by_hours, tree, with_year_before
from builders.scenarios import ROOT, TITLE, worked, written
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.law import Faults, Located
from engine.scenario import (
    Case,
    Input,
    InputKind,
    ScenarioFile,
    found,
    inputs_of,
    laid_over,
    run,
    written_change,
)
from engine.scenario.case import Layer
from engine.scenario.walk import cycle_after

SCENARIOS, BENCH = worked()
SHELF = BENCH.shelf
DEMO = ROOT / "examples" / "scenarios" / "demo-operator.yaml"


@pytest.fixture(scope="module")
def circle(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A base and a scenario: the worked operator with a year before, measured hours, staff, a
    decision, a later cycle that differs; classes of use and ceilings by the program."""
    folder = tmp_path_factory.mktemp("circle")
    whole = with_year_before(by_hours(tree()), Decimal("0.8"))
    whole["staff"] = [
        {"id": "all-2025", "title": "职工", "number": 40, "year": 2025},
        {"id": "all-2024", "title": "职工", "number": 38, "year": 2024},
    ]
    whole |= {"net_assets": 9000000, "local_average_wage": 120000}
    whole["earlier_years"][0]["local_average_wage"] = 110000
    decisions = {
        "reviewer": "审核组",
        "decisions": [{"item": "wages", "amount": "2900000", "reason": "核减"}],
    }
    for name, content in (("submission", plain(whole)), ("decisions", decisions)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    base: dict[str, Any] = {
        "submission": str(folder / "submission.yaml"),
        "decisions": str(folder / "decisions.yaml"),
        "cycles": 2,
        "market": {
            "verification-call": {
                "price": "0.2150",
                "forecast_at": "0.2298",
                "response": {"curve": "constant_elasticity", "elasticity": "0.4"},
                "deviations": {2027: "5"},
            },
        },
    }
    base["later"] = {2: {"submission": {"subsidies": [{"id": "paid-grant", "amount": "400000"}]}}}
    uses = yaml.safe_load(DEMO.read_text("utf-8"))["scenarios"][2]["changes"]["uses"]
    ceilings = {"by": "program", "tolerance": "10"}
    return base, [{"id": "other", "changes": {"uses": uses, "ceilings": ceilings}}]


def plain(of: Any) -> Any:
    if isinstance(of, dict):
        return {key: plain(value) for key, value in of.items()}
    if isinstance(of, list):
        return [plain(value) for value in of]
    return str(of) if isinstance(of, Decimal) else of


def case_of(file: ScenarioFile, name: str) -> Case:
    return file.base if name == "base" else file.case_of(file.named(name))


def others(one: Input) -> Iterator[Any]:
    """Other values that may stand there."""
    allowed, value = one.allowed, one.value
    match allowed.kind:
        case InputKind.CHOICE:
            yield from (each.value for each in allowed.choices if each.value != value)
        case InputKind.YES_NO:
            yield value is not True
        case InputKind.DAY:
            yield "2026-02-27"
        case InputKind.MONTH:
            yield "2023-11"
        case _:
            start = Decimal(str(value or 0))
            if value is None and allowed.kind is InputKind.WHOLE:
                start = allowed.least or start
            for moved in (start + 1, start - 1, start * 2, start / 2, Decimal("0.5"), Decimal(5)):
                if moved != start and allowed.allows(moved):
                    yield int(moved) if allowed.kind is InputKind.WHOLE else moved


def at(tree: Any, names: list[str]) -> Any:
    """What stands at a path of names: entries by id, by item, or by what they are of and the year."""
    for name in names:
        if isinstance(tree, list):
            tree = next(each for each in tree if name == called(each))
        else:
            tree = {str(key): value for key, value in tree.items()}[name]
    return tree


def called(entry: dict[str, Any]) -> str:
    of, year = entry.get("of") or entry.get("item"), str(entry.get("year", ""))
    return entry.get("id") or f"{of or ''} {year}".strip()


def arrived(case: Case, one: Input, wanted: Any) -> bool:
    names = one.path.split(".")
    if names[0] == "later":
        case, names = cycle_after(case, int(names[1])), names[2:]
    if names[0] == "levers":
        places = {
            "yield": ["submission", "yield_override", "value"],
            "spread": ["submission", "spread", "value"],
        }
        if names[1] in places:
            names = places[names[1]]
        elif names[1] == "demand":
            markets = case.circumstances.market.values()
            return {market.growth for market in markets} == {wanted}
        else:
            return True  # points of every pool: test_run holds them by hand
    return same(at(case.located.tree, names), wanted)


def same(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Decimal) and not isinstance(value, bool):
        return Decimal(str(value)) == wanted
    if isinstance(value, datetime.date):
        return value.isoformat() == wanted
    return bool(value == wanted)


def merged(first: Any, second: Any) -> Any:
    """Two trees of changes as one."""
    if isinstance(first, dict) and isinstance(second, dict):
        return {
            key: merged(first[key], second[key])
            if key in first and key in second
            else {**second, **first}[key]
            for key in {**first, **second}
        }
    if isinstance(first, list) and isinstance(second, list):
        both = {each["id"]: each for each in first}
        for each in second:
            both[each["id"]] = merged(both[each["id"]], each) if each["id"] in both else each
        return [*both.values()]
    return first


def moved_together(
    case: Case, one: Input, listed: dict[str, Input]
) -> tuple[dict[str, Any], Decimal]:
    """One point or unit more of it, and of what moves with it: of shares as much less."""
    value = Decimal(str(one.value or 0))
    by = -1 if value == one.allowed.most or value > 1 else 1
    other = listed[one.together[0]]
    sign = -1 if "share" in one.path else 1
    beside = Decimal(str(other.value or 0)) + sign * by
    both = [
        written_change(case, each.path, moved, "x")["changes"]
        for each, moved in ((one, value + by), (other, beside))
    ]
    return {"changes": merged(*both)}, value + by


@pytest.mark.parametrize("name", ["base", "other"])
def test_each_input_takes_another_value_by_its_path(
    circle: tuple[dict[str, Any], list[dict[str, Any]]], name: str, tmp_path: Path
) -> None:
    """As `sweep --change` lays it, and as a scenario file says it."""
    base, scenarios = circle
    case = case_of(written(tmp_path, base, *scenarios), name)
    listed = {one.path: one for one in inputs_of(case, SHELF)}
    said: list[dict[str, Any]] = []
    wanted: list[Any] = []
    for one in listed.values():
        if one.together:
            change, value = moved_together(case, one, listed)
        else:
            value = next(others(one), None)
            assert value is not None, one
            assert one.allowed.allows(value)
            assert arrived(laid_over(case, one.path, value, "x", "test"), one, value), one.path
            change = written_change(case, one.path, value, "x")
        on = {} if name == "base" else {"on": [name]}
        said.append({"id": f"n{len(said)}", **on, **plain(change)})
        wanted.append(value)
    file = written(tmp_path, base, *scenarios, *said)
    for one, value, scenario in zip(listed.values(), wanted, said, strict=True):
        assert arrived(file.case_of(file.named(scenario["id"])), one, value), one.path


def test_every_choice_and_every_end_is_accepted(
    circle: tuple[dict[str, Any], list[dict[str, Any]]], tmp_path: Path
) -> None:
    """And one step beyond an end is not, as the model or the parts of the submission say."""
    base, scenarios = circle
    case = case_of(written(tmp_path, base, *scenarios), "base")
    for one in inputs_of(case, SHELF):
        if one.together:
            continue
        for value in others(one):
            laid_over(case, one.path, value, "x", "test")
        for end, without, beyond in (
            (one.allowed.least, one.allowed.without_least, -1),
            (one.allowed.most, one.allowed.without_most, 1),
        ):
            if end is None or one.allowed.kind is InputKind.WHOLE or one.path in REFUSED_BY_RUN:
                continue
            wrong = end if without else end + beyond * max(Decimal("0.01"), abs(end) / 1000)
            assert not one.allowed.allows(wrong)
            if not without:
                laid_over(case, one.path, end, "x", "test")
            with pytest.raises(Faults):
                moved = laid_over(case, one.path, wrong, "x", "test")
                cycle_after(moved, 2)
                pytest.fail(one.path)


REFUSED_BY_RUN = ("levers.spread", "submission.spread.value", "later.2.submission.spread.value")
"""Of which the method says how far they go."""


def numbers_in(of: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Decimal]]:
    """Every number of a tree, whoever would move it, by names; but what names an entry."""
    if isinstance(of, dict):
        for key, value in of.items():
            if not (key in ("id", "of", "year", "item") and len(names) > 2):
                yield from numbers_in(value, (*names, str(key)))
    elif isinstance(of, list):
        for entry in of:
            yield from numbers_in(entry, (*names, called(entry)))
    elif not isinstance(of, bool):
        try:
            yield names, Decimal(str(of))
        except InvalidOperation:
            return


def movable(case: Case, names: tuple[str, ...], value: Decimal) -> bool:
    """Whether a scenario can move one number alone, by a little: tried, not asked."""
    for moved in (value + 1, value * 2 - 1, value / 2 + 1):
        own: Any = str(int(moved)) if value == int(value) else str(moved)
        own = (
            int(own)
            if names[-1] in ("years", "first_year", "accounts_year", "began", "cycles", "customers")
            else own
        )
        tree: Any = case.located.tree
        change: Any = own
        way = [*names]
        for length in range(len(names), 0, -1):
            entries = at(tree, way[: length - 1])
            if isinstance(entries, list):
                entry = at(entries, [way[length - 1]])
                naming = {key: entry[key] for key in ("id", "of", "item", "year") if key in entry}
                change = [{**naming, **change}]
            else:
                change = {way[length - 1]: change}
        try:
            own_file = Located("test", change)
            laid = case.with_layer(Layer(change, lambda place, of=own_file: (of, place)))
            run(BENCH, "moved", TITLE, laid)
        except Faults:
            continue
        return True
    return False


def test_no_number_that_can_be_moved_is_missing(
    circle: tuple[dict[str, Any], list[dict[str, Any]]], tmp_path: Path
) -> None:
    base, scenarios = circle
    file = written(tmp_path, base, *scenarios)
    for name in ("base", "other"):
        case = case_of(file, name)
        listed = {one.path for one in inputs_of(case, SHELF)}
        every = dict(numbers_in(dict(case.located.tree)))
        missing = {".".join(names) for names in every} - listed
        assert len(every) > 60
        for names, value in every.items():
            if ".".join(names) in missing:
                assert not movable(case, names, value), names


@pytest.fixture(scope="module")
def worked_inputs() -> tuple[Input, ...]:
    return inputs_of(SCENARIOS.base, SHELF)


def paths(listed: tuple[Input, ...], *words: str) -> list[str]:
    return [one.path for one in found(listed, words)]


def test_an_input_is_found_by_what_a_person_would_say(worked_inputs: tuple[Input, ...]) -> None:
    """In either language, in whatever order, in full-width letters, and by the path itself."""
    wages = ["submission.items.wages.amount"]
    assert paths(worked_inputs, "职工工资", "金额") == wages
    assert paths(worked_inputs, "金额 职工工资") == wages
    assert paths(worked_inputs, "amount", "WAGES") == wages
    assert paths(worked_inputs, "ｗａｇｅｓ", "amount") == wages
    assert paths(worked_inputs, "items.wages.amount") == wages
    assert "market.verification-call.price" in paths(worked_inputs, "核验接口", "收费")
    assert paths(worked_inputs, "nothing", "like", "it") == []
    assert paths(worked_inputs) == [one.path for one in worked_inputs]


@drawn(st.data())
def test_every_input_is_found_by_its_own_words(
    worked_inputs: tuple[Input, ...], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(worked_inputs))
    title = data.draw(st.sampled_from([one.title.zh, one.title.en, one.path]))
    words = data.draw(st.permutations(title.split()))
    assert one.path in paths(worked_inputs, *words)
    hits = paths(worked_inputs, words[0])
    assert set(paths(worked_inputs, *words)) <= set(hits)


def test_what_an_input_is_called_and_in_what_it_is_counted(
    worked_inputs: tuple[Input, ...],
) -> None:
    listed = {one.path: one for one in worked_inputs}
    assert len(listed) == len(worked_inputs)
    price = listed["market.verification-call.price"]
    assert (price.title.zh, price.unit.zh) == ("企业核验接口·收费", "元/次")
    assert (price.title.en, price.unit.en) == ("Verification call, price charged", "yuan/call")
    assert price.value == Decimal("0.2150") and not price.allowed.allows(Decimal(0))
    written_in = price.written
    assert written_in is not None
    assert (written_in.file, written_in.place) == (
        "lower-yield.yaml",
        "base.market.verification-call.price",
    )
    wages = listed["submission.items.wages.amount"]
    assert (wages.title.en, wages.unit.en, wages.value) == ("Wages, Amount", "yuan", 3000000)
    assert wages.written is not None and wages.written.file == "circle.yaml"
    # The method lets 0 to 6 points be chosen above the yield.
    spread = listed["submission.spread.value"].allowed
    assert (spread.least, spread.most) == (0, 6)
    # 2,000,000 of the servers' 6,000,000 were granted: no more than 4,000,000 can be given in kind.
    given = listed["submission.items.servers.asset.given"].allowed
    assert (given.least, given.most) == (0, 4_000_000)
    # Of 75, 60 and 80 per cent paid use no more than 60 points can go to free supply, nor 20 come.
    free = listed["levers.free_share"].allowed
    assert (free.least, free.most) == (-20, 60)
    yearly = listed["market.verification-call.deviations.2027"]
    assert yearly.value is None and yearly.written is None
    share = listed["submission.products.verification-call.shares.data"]
    assert share.together == ("submission.products.enterprise-data-package.shares.data",)


def test_a_number_of_a_later_cycle_is_moved_like_any_other(tmp_path: Path) -> None:
    """Grants of 500,000 a year lower the maximum of each year; without them in the second cycle its
    years are those of the scenario that says so, and the first cycle's stay."""
    ended = {2: {"submission": {"subsidies": [{"id": "paid-grant", "amount": "0"}]}}}
    file = written(tmp_path, {"cycles": 2}, {"id": "ends", "changes": {"later": ended}})
    path = "later.2.submission.subsidies.paid-grant.amount"
    (listed,) = (one for one in inputs_of(file.base, SHELF) if one.path == path)
    assert listed.value == 500_000
    moved = run(BENCH, "moved", TITLE, laid_over(file.base, path, Decimal(0), "x", "test"))
    said = run(BENCH, "said", TITLE, file.case_of(file.named("ends")))
    base = run(BENCH, "base", TITLE, file.base)
    for one, other, before in zip(moved.cycles, said.cycles, base.cycles, strict=True):
        maxima = [year.maximum.number for year in one.years]
        assert maxima == [year.maximum.number for year in other.years]
        more = sum(maxima) - sum(year.maximum.number for year in before.years)
        assert (more == 0) is (one.number == 1) and more >= 0


def test_a_path_that_names_nothing_is_told_the_nearest(tmp_path: Path) -> None:
    file = written(tmp_path, {"cycles": 2})
    for path, nearest in (
        ("submission.items.wags.amount", "submission.items.wages"),
        ("later.2.submission.items.wags.amount", "submission.items.wages"),
        ("later.3.market.verification-call.price", "later.2"),
        ("marked.x.price", "market"),
    ):
        with pytest.raises(Faults) as raised:
            laid_over(file.base, path, Decimal(1), "x", "test")
        (fault,) = raised.value.faults
        assert fault.value == path
        assert str(fault.values["allowed"]).split(", ")[0] == nearest
