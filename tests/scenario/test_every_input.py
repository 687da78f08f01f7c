"""Any input changed by its path is the submission with that figure, from its place and for a reason."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.operators import by_hours, tree, with_year_before
from builders.proof import rounds, tried
from builders.scenarios import ROOT, TITLE, run_base, worked, written
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.law import Declaration, Faults
from engine.scenario import Run, run
from engine.show.analysis.scenario.data import run_data
from engine.submission import read_submission

_, BENCH = worked()
DEMO = ROOT / "examples" / "operators" / "demo.xlsx"
Place = tuple[str | int, ...]
NAMING = ("id", "of", "year")


def circle() -> dict[str, Any]:
    """The worked operator with a year before, measured hours and staff."""
    whole = with_year_before(by_hours(tree()), Decimal("0.8"))
    whole["staff"] = [
        {"id": "all-2025", "title": "职工", "number": 40, "year": 2025},
        {"id": "all-2024", "title": "职工", "number": 38, "year": 2024},
    ]
    whole |= {"net_assets": 9000000, "local_average_wage": 120000}
    whole["earlier_years"][0]["local_average_wage"] = 110000
    return whole


def demo() -> dict[str, Any]:
    return copy.deepcopy(dict(read_submission(DEMO).tree))


OPERATORS = {"circle": circle(), "demo": demo()}
SWITCHES = {"base_year": "average", "profit_base": "net_assets"}


def leaves(of: Any, at: Place = ()) -> Iterator[Place]:
    if isinstance(of, dict):
        for key, value in of.items():
            yield from leaves(value, (*at, key))
    elif isinstance(of, list):
        for position, value in enumerate(of):
            yield from leaves(value, (*at, position))
    elif not (at[-1] in NAMING and len(at) > 2):  # these name an entry: another is another one
        yield at


OPTIONAL: list[tuple[str, Any]] = [
    ("net_assets", 9000000),
    ("effective_assets", 8000000),
    ("yield_override", {"value": "1.9", "reason": "x"}),
    ("basis", "forecast"),
    ("authorisation", {"id": "a", "title": "授权"}),
    ("trial", {"begins": "2026-01-01", "months": 12}),
    ("local_average_wage", 90000),
    ("nonsense", 1),
]
IN_ITEMS: list[tuple[str, Any]] = [
    ("related_party", True),
    ("non_recurring", True),
    ("began", 2025),
    ("direct", "free"),
    ("pool", None),
    ("reason", "x"),
    ("source", "books.xlsx"),
    ("asset", {"original": 1000000, "residual": 5, "life": 5, "in_use_from": "2024-03"}),
    ("force_majeure", False),
]


def value_at(of: Any, place: Place) -> Any:
    for part in place:
        of = of[part] if isinstance(of, list) else of.get(part)
    return of


@st.composite
def changes(draw: st.DrawFn, whole: dict[str, Any]) -> tuple[Place, Any]:
    """A place of a submission, and what it is changed to; None takes it away."""
    every = sorted(leaves(whole), key=str)
    place = draw(st.sampled_from(every))
    kind = draw(st.sampled_from(["there", "there", "there", "optional", "item", "gone"]))
    if kind == "optional":
        name, new = draw(st.sampled_from(OPTIONAL))
        return (name,), new
    if kind == "item":
        name, new = draw(st.sampled_from(IN_ITEMS))
        return ("items", draw(st.integers(0, len(whole["items"]) - 1)), name), new
    if kind == "gone":
        return place, None
    old = value_at(whole, place)
    if isinstance(old, bool):
        return place, not old
    if isinstance(old, int | Decimal):
        factor = draw(st.sampled_from(["0", "0.5", "0.9", "1.1", "2", "-1"]))
        new = Decimal(old) * Decimal(factor)
        return place, int(new) if new == int(new) else new
    alike = {str(value_at(whole, one)) for one in every if one[-1] == place[-1]}
    return place, draw(st.sampled_from(sorted(alike | {"anything"})))


def put(of: Any, place: Place, new: Any) -> None:
    """Change a submission itself."""
    *way, last = place
    for part in way:
        of = of[part] if isinstance(of, list) else of.setdefault(part, {})
    if new is None and isinstance(of, dict):
        of.pop(last, None)
    elif isinstance(new, dict) and isinstance(of, dict):
        of[last] = {**(of.get(last) or {}), **new}  # what is not said stays
    else:
        of[last] = new


def laid(of: Any, place: Place, new: Any) -> Any:
    """Say the same by path: entries of lists by what names them."""
    if not place:
        return new
    part, *rest = place
    if isinstance(of, list):
        entry = of[int(part)]
        named = {name: entry[name] for name in NAMING if name in entry}
        return [named | laid(entry, tuple(rest), new)]
    return {part: laid((of or {}).get(part), tuple(rest), new)}


def plain(of: Any) -> Any:
    if isinstance(of, dict):
        return {key: plain(value) for key, value in of.items()}
    if isinstance(of, list):
        return [plain(value) for value in of]
    return str(of) if isinstance(of, Decimal) else of


def filed(folder: Path, whole: dict[str, Any]) -> str:
    path = folder / "submission.yaml"
    path.write_text(yaml.safe_dump(plain(whole), allow_unicode=True), "utf-8")
    return str(path)


def outcome(read: Any) -> tuple[str, Run | None]:
    """What a run comes to as JSON, or the faults that it ends with, and the run."""
    try:
        found: Run = read()
    except Faults as wrong:
        told = {(one.key, str(one.values.get("name", ""))) for one in wrong.faults}
        return str(sorted(told)), None
    data = {name: one for name, one in run_data(found).items() if name not in ("id", "title")}
    return json.dumps(data, ensure_ascii=False), found


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_change_by_path_is_a_change_of_the_submission(operator: str, tmp_path: Path) -> None:
    whole = OPERATORS[operator]
    base = {"switches": SWITCHES} if operator == "circle" else {}
    (tmp_path / "base").mkdir()
    original = filed(tmp_path / "base", whole) if operator == "circle" else str(DEMO)
    unchanged = run_base(BENCH, written(tmp_path / "base", base | {"submission": original}))

    @settings(
        max_examples=rounds(quick=60 if operator == "circle" else 25, full=1500),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @drawn(changes(whole))
    def holds(change: tuple[Place, Any]) -> None:
        place, new = change
        other = copy.deepcopy(whole)
        put(other, place, new)

        def changed_file() -> Run:
            return run_base(BENCH, written(tmp_path, base | {"submission": filed(tmp_path, other)}))

        def by_scenario() -> Run:
            one = {"id": "one", "changes": {"submission": plain(laid(whole, place, new))}}
            file = written(tmp_path, base | {"submission": original}, one)
            return run(BENCH, "base", TITLE, file.case_of(file.scenarios.scenarios[0]))

        direct, _ = outcome(changed_file)
        scenario, found = outcome(by_scenario)
        assert scenario == direct
        tried("changes by path", runs=found is not None, refused=found is None)
        if (
            found is not None
            and new is not None
            and found.maximum.number != unchanged.maximum.number
        ):
            said = {
                (one.file, one.reason)
                for node in found.maximum.walk()
                for one in node.cites
                if isinstance(one, Declaration) and (one.place or "").startswith("scenarios[0]")
            }
            if isinstance(new, int | Decimal) and not isinstance(new, bool):
                assert said == {("scenarios.yaml", "a test")}

    holds()


def test_entries_keep_their_places_when_others_go_and_come(tmp_path: Path) -> None:
    """A cell of the workbook is named for what stands in it, wherever the entry has moved to."""
    before = read_submission(DEMO)
    places = {
        item.id: before.place("items", at, "amount")
        for at, item in enumerate(before.submission.items)
    }
    first, second, third, *_ = places
    new = {"id": "new", "title": "新", "category": "platform", "amount": 5, "pool": "computing"}
    items = [
        {"id": first, "before": third},
        {"id": "fines", "removed": True},
        {"id": third, "amount": {"plus": 1}},
        {**new, "before": first},
    ]
    earlier = [
        {"of": "fines", "year": year, "removed": True}
        for year in (2023, 2024)
        if any((e.of, e.year) == ("fines", year) for e in before.submission.earlier)
    ]
    earlier += [{"of": "new", "year": year, "amount": 4} for year in (2023, 2024)]
    one = {"id": "one", "changes": {"submission": {"items": items, "earlier": earlier}}}
    file = written(tmp_path, {"submission": str(DEMO)}, one)
    filed_ = file.case_of(file.scenarios.scenarios[0]).filed
    ids = [item.id for item in filed_.submission.items]
    assert ids[:4] == [second, "new", first, third] and "fines" not in ids
    told = {
        item.id: filed_.declared("items", at, "amount")
        for at, item in enumerate(filed_.submission.items)
    }
    own = "scenarios[0].changes.submission.items"
    assert (told["new"].file, told["new"].place) == ("scenarios.yaml", f"{own}[3].amount")
    assert (told[third].place, told[third].reason) == (f"{own}[2].amount", "a test")
    for name, source in told.items():
        if name not in ("new", third):
            assert (source.file, source.place) == ("demo.xlsx", places[name])


def test_a_year_before_is_changed_by_its_year(tmp_path: Path) -> None:
    whole = circle()
    one = {"submission": {"earlier_years": [{"year": 2024, "income": 4000000}]}}
    file = written(
        tmp_path,
        {
            "submission": filed(tmp_path, whole),
            "switches": SWITCHES | {"profit_base": "operating_cost"},
        },
        {"id": "one", "changes": one},
    )
    case = file.case_of(file.scenarios.scenarios[0])
    (year,) = case.filed.submission.earlier_years
    assert (year.income, year.local_average_wage) == (4000000, 110000)
