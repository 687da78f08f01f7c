"""A file of figures: read, computed with, every fault at its line."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.method_tree import HEAD, VERSION, line, named, number

from engine.law import Fault, Faults, FaultyLaw, Shelf
from engine.method import Case, computed, read_figures
from engine.text import Language

ON = datetime.date(2026, 3, 1)

FIGURES = """\
method: test/small
on: 2026-03-01
declared_by: the operator
years: [2026, 2027]
switches:
  basis: gross
parameters:
  rate: "5"
inputs:
  cost: 1000
  income:
    2026: 7
    2027: "8"
tables:
  classes:
    - {id: small, weight: 2}
    - {id: large, weight: 3}
  items:
    - id: one
      title: Item one
      sort: wages
      class_of: small
      amount: 100
      trips: 4
    - id: two
      title: {zh: 乙, en: Item two}
      sort: power
      class_of: large
      amount: 60
      trips: 5
  stages:
    - {id: first, placed: 1, spent: 10}
    - {id: second, placed: 2, spent: 20}
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return laid(tmp_path / "shelf", VERSION)


def without_line(version: dict[str, Any], name: str) -> dict[str, Any]:
    block = version["blocks"][0]
    lines = [one for one in block["lines"] if one["id"] != name]
    return {**version, "blocks": [{**block, "lines": lines}]}


def laid(folder: Path, version: dict[str, Any]) -> Shelf:
    path = folder / "test" / "small.yaml"
    path.parent.mkdir(parents=True)
    tree = {**HEAD, "versions": [version]}
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return Shelf(folder)


def case(folder: Path, shelf: Shelf, written: str, **switches: str) -> Case:
    file = folder / "figures.yaml"
    file.write_text(written, encoding="utf-8")
    return computed(shelf, "test/small", read_figures(file), ON, switches)


def faults(folder: Path, shelf: Shelf, written: str, **switches: str) -> list[Fault]:
    with pytest.raises(Faults) as caught:
        case(folder, shelf, written, **switches)
    return list(caught.value.faults)


def test_a_file_is_computed_as_its_figures_say(tmp_path: Path, shelf: Shelf) -> None:
    found = case(tmp_path, shelf, FIGURES)
    assert (found.method.id, found.on, found.file) == ("test/small", ON, "figures.yaml")
    assert [(line.id, key, step.number) for line, key, step in found.results] == [
        ("wages", None, 100)
    ]
    sheet = found.worksheet
    assert sheet.step("grown", 2027).number == 15
    assert sheet.step("per_trip", "two").label.zh == "per_trip：乙"
    amount = next(one for one in sheet.step("wages").walk() if one.label.en == "amount: Item one")
    assert [source.named for source in amount.cites] == ["figures.yaml tables.items[0].amount"]
    assert [getattr(source, "who", None) for source in amount.cites] == ["the operator"]
    assert list(found.documents) == ["test/small"]


def test_what_is_chosen_elsewhere_goes_before_the_file(tmp_path: Path, shelf: Shelf) -> None:
    assert case(tmp_path, shelf, FIGURES).worksheet.step("chosen").number == 1000
    assert case(tmp_path, shelf, FIGURES, basis="net").worksheet.step("chosen").number == 950


@pytest.mark.parametrize(
    ("was", "now", "place", "key", "at_line"),
    [
        ("method: test/small", "method: test/other", "method", "law.not_one_of", 1),
        ("method: test/small", "method: 5", "method", "law.not_text", 1),
        ("on: 2026-03-01", "on: soon", "on", "law.not_a_day", 2),
        ("declared_by: the operator", "declared_by: [me]", "declared_by", "law.not_text", 3),
        ("declared_by: the operator", "declared: me", "declared", "law.not_one_of", 3),
        ("years: [2026, 2027]", "years: 2026", "years", "method.years_as_list", 4),
        ("years: [2026, 2027]", "years: [2026, soon]", "years[1]", "method.not_a_year", 4),
        ("years: [2026, 2027]", "years: [2026, true]", "years[1]", "method.not_a_year", 4),
        ("years: [2026, 2027]", "years: [2027, 2026]", "years", "method.years_in_order", 4),
        ("switches:\n  basis: gross", "switches: [gross]\n", "switches", "method.not_a_mapping", 5),
        ("basis: gross", "basis: mean", "switches.basis", "law.not_one_of", 6),
        ("basis: gross", "mood: good", "switches.mood", "law.not_one_of", 6),
        ('rate: "5"', "rate: five", "parameters.rate", "money.not_a_number", 8),
        ('rate: "5"', "rate: 7", "parameters.rate", "method.out_of_bounds", 8),
        ("cost: 1000", "cost: much", "inputs.cost", "money.not_a_number", 10),
        ("cost: 1000", "cost: [1]", "inputs.cost", "money.not_a_number", 10),
        ("cost: 1000", f"cost: '{'9' * 60}'", "inputs.cost", "money.too_many_digits", 10),
        ("cost: 1000", "cots: 1000", "inputs.cots", "law.not_one_of", 10),
        ("cost: 1000", "cost: {2026: 1}", "inputs.cost", "method.given_by_cycle", 10),
        ("    2026: 7", "    soon: 7", "inputs.income.soon", "method.not_a_year", 12),
        ("    2026: 7", "    2030: 7", "inputs.income.2030", "method.year_outside", 12),
        ("    2026: 7", "    2026:", "inputs.income.2026", "method.missing_input", 12),
        ("    2026: 7", "    2026: seven", "inputs.income.2026", "money.not_a_number", 12),
        ("    - {id: small, weight: 2}", "    - small", "tables.classes", "method.not_rows", 15),
        ("weight: 2", "weight: heavy", "tables.classes[0].weight", "money.not_a_number", 16),
        ("weight: 2", "wait: two", "tables.classes[0].wait", "law.not_one_of", 16),
        ("      sort: wages", "      sort: rent", "tables.items[0].sort", "law.not_one_of", 21),
        ("      sort: wages", "      sort: 3", "tables.items[0].sort", "law.not_text", 21),
        ("      sort: wages", "      sort: {zh: 工, en: w}", "tables.items[0].sort", "law.not_text", 21),
        ("title: Item one", "title: 5", "tables.items[0].title", "law.not_text", 20),
        ("title: Item one", "title: {zh: 甲}", "tables.items[0].title", "method.title_in_both", 20),
        ("title: Item one", "title: {zh: 甲, en: 5}", "tables.items[0].title", "method.title_in_both", 20),
        ("title: Item one", "title: {zh: 甲, en: A, fr: B}", "tables.items[0].title",
         "method.title_in_both", 20),
        ("id: two", "id: one", "tables.items[1].id", "law.repeated_entry", 25),
        ("placed: 2", "placed: 1", "tables.stages[1].placed", "method.rows_in_order", 33),
    ],
)  # fmt: skip
def test_each_fault_of_a_file_stands_at_its_line(
    tmp_path: Path, shelf: Shelf, was: str, now: str, place: str, key: str, at_line: int
) -> None:
    assert FIGURES.count(was) == 1
    written = FIGURES.replace(was, now)
    found = faults(tmp_path, shelf, written)
    told = [(one.place, one.key, one.line) for one in found]
    assert (place, key, at_line) in told
    assert {one.file for one in found} == {"figures.yaml"}
    assert all(place in one.message(Language.EN) for one in found if one.place == place)


def test_a_year_that_is_not_given_is_told_as_the_file_would_write_it(
    tmp_path: Path, shelf: Shelf
) -> None:
    (fault,) = faults(tmp_path, shelf, FIGURES.replace('    2027: "8"\n', ""))
    assert (fault.file, fault.place, fault.line) == ("figures.yaml", "inputs.income.2027", None)


def test_a_row_without_a_name_is_told_by_its_place(tmp_path: Path, shelf: Shelf) -> None:
    written = FIGURES.replace("    - id: two\n      title", "    - title")
    (fault,) = faults(tmp_path, shelf, written)
    assert (fault.file, fault.place, fault.key) == (
        "figures.yaml",
        "tables.items[1].id",
        "law.missing",
    )


def test_what_is_left_empty_is_not_given(tmp_path: Path, shelf: Shelf) -> None:
    """The rate is 3 by default; what has no default is asked for."""
    written = FIGURES.replace('rate: "5"', "rate:").replace("  basis: gross", "  basis:")
    assert case(tmp_path, shelf, written).worksheet.step("used").number == 30
    nothing = written.replace("cost: 1000", "cost:").replace("2027]", "2027]\n# all but the cost")
    assert [one.place for one in faults(tmp_path, shelf, nothing)] == ["inputs.cost"]
    stages = FIGURES[FIGURES.index("  stages:") :]
    no_rows = faults(tmp_path, shelf, FIGURES.replace(stages, "  stages:\n"))
    assert [(one.place, one.line) for one in no_rows] == [("tables.stages", 31)]
    # Trips may be left out of a row: those by which nothing is divided.
    of_none = laid(tmp_path / "other", without_line(VERSION, "per_trip"))
    found = case(tmp_path, of_none, FIGURES.replace("      trips: 4\n", "      trips:\n"))
    assert found.worksheet.inputs.cell("items", "one", "trips") is None


def test_faults_of_many_kinds_are_told_in_the_order_of_the_file(
    tmp_path: Path, shelf: Shelf
) -> None:
    written = FIGURES.replace("basis: gross", "basis: mean").replace("placed: 2", "placed: 1")
    written = written.replace('rate: "5"', "rate: 7").replace("sort: wages", "sort: rent")
    assert [one.line for one in faults(tmp_path, shelf, written)] == [6, 8, 21, 33]
    # Tables may stand before what else there is: then so do their faults.
    head, tables = written[: written.index("years:")], written[written.index("tables:") :]
    rest = written[len(head) : -len(tables)]
    assert [one.line for one in faults(tmp_path, shelf, head + tables + rest)] == [11, 23, 26, 28]


def test_a_choice_made_elsewhere_is_not_told_in_the_file(tmp_path: Path, shelf: Shelf) -> None:
    (fault,) = faults(tmp_path, shelf, FIGURES, basis="mean")
    assert (fault.file, fault.place, fault.line) == ("test/small", "switches.basis", None)


def test_what_cannot_be_computed_is_told_of_the_method(tmp_path: Path, shelf: Shelf) -> None:
    (fault,) = faults(tmp_path, shelf, FIGURES.replace("trips: 5", "trips: 0"))
    assert (fault.file, fault.place) == ("test/small", "per_trip[two]")


def test_a_faulty_method_is_told_as_law_not_as_a_fault_of_the_file(tmp_path: Path) -> None:
    """Only whoever drafts it comes so far: elsewhere it is refused before a figure is read."""
    circle = {**VERSION["blocks"][0], "lines": [line("wages", "yuan", "wages + cost")]}
    law = laid(tmp_path / "shelf", {**VERSION, "blocks": [circle]})
    for shelf in (law, Shelf(*law.roots, unchecked=True)):
        with pytest.raises(FaultyLaw) as caught:
            case(tmp_path, shelf, FIGURES)
        assert "method.circle" in [one.key for one in caught.value.faults]
        assert "figures.yaml" not in [one.file for one in caught.value.faults]


def test_a_row_that_is_looked_up_and_not_named_is_told(tmp_path: Path) -> None:
    tables = [*VERSION["tables"]]
    columns = [
        {**one, "optional": one["id"] in ("class_of", "trips")} for one in tables[1]["columns"]
    ]
    tables[1] = {**tables[1], "columns": columns}
    law = laid(tmp_path / "shelf", {**VERSION, "tables": tables})
    (fault,) = faults(tmp_path, law, FIGURES.replace("      class_of: large\n", ""))
    assert (fault.place, fault.key) == ("items[two].class_of", "method.no_row_named")
    assert "class_of: Item two" in fault.message(Language.EN)


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "figures.yaml"
    file.write_text("- 1\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_figures(file)
    assert [one.key for one in caught.value.faults] == ["method.not_a_mapping"]


def test_a_text_of_a_closed_list_is_told_by_its_title_and_another_by_its_column(
    tmp_path: Path,
) -> None:
    small = line("small", "yuan", 'amount if class_of == "small" else 0', scope="items")
    block = {**VERSION["blocks"][0], "lines": [*VERSION["blocks"][0]["lines"], small]}
    sheet = case(tmp_path, laid(tmp_path / "shelf", {**VERSION, "blocks": [block]}), FIGURES)
    steps = [*sheet.worksheet.step("small", "one").walk()]
    assert ("class_of: Item one", "small") in [(one.label.en, one.value) for one in steps]
    steps = [*sheet.worksheet.step("sorted", "one").walk()]
    assert ("sort: Item one is wages", "wages") in [(one.label.en, one.value) for one in steps]


def test_a_block_lacks_only_what_its_readings_and_texts_ask_for(tmp_path: Path) -> None:
    """Heads are asked for by the gross reading alone, and of wages alone."""
    of_reading = {"switch": "basis", "cases": {"gross": "cost / heads", "net": "cost"}}
    of_text = {"column": "sort", "cases": {"wages": "amount / heads", "power": "amount"}}
    version = {
        **VERSION,
        "inputs": [*VERSION["inputs"], named("heads", unit="1")],
        "blocks": [
            *VERSION["blocks"],
            named("by_reading", lines=[line("read", "yuan", by=of_reading)]),
            named("by_text", lines=[line("each", "yuan", scope="items", by=of_text)]),
        ],
    }
    shelf = laid(tmp_path / "shelf", version)
    of_power = FIGURES.replace("sort: wages", "sort: power")
    for written, basis, expected in (
        (FIGURES, "gross", ["by_reading", "by_text"]),
        (FIGURES, "net", ["by_text"]),
        (of_power, "gross", ["by_reading"]),
        (of_power, "net", []),
    ):
        left_out = case(tmp_path, shelf, written, basis=basis).left_out
        assert [block.id for block, _ in left_out] == expected
        assert all([title.en for title in lacking] == ["heads"] for _, lacking in left_out)


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (["wages"], [("wages", None)]),
        (["per_trip", "used"], [("per_trip", "one"), ("per_trip", "two"), ("used", None)]),
        (["grown"], [("grown", 2026), ("grown", 2027)]),
        ([], [("wages", None)]),
    ],
)
def test_the_figures_that_answer_are_those_that_the_method_names(
    tmp_path: Path, results: list[str], told: list[tuple[str, object]]
) -> None:
    found = case(tmp_path, laid(tmp_path / "shelf", {**VERSION, "results": results}), FIGURES)
    assert [(line.id, key) for line, key, _ in found.results] == told
    assert {source.named for source in found.results[0][2].cites} == {"a rule one"}


def test_a_block_is_left_out_with_what_it_lacks(tmp_path: Path) -> None:
    """What is wholly absent: a table, an input; a block that was computed is not among them."""
    later = named(
        "later",
        lines=[
            line("per_head", "yuan", "cost / heads * sum(o.weighing for o in others)"),
        ],
    )
    version = {
        **VERSION,
        "results": [],
        "inputs": [*VERSION["inputs"], named("heads", unit="1")],
        "tables": [*VERSION["tables"], named("others", columns=[number("weighing", "1")])],
        "blocks": [*VERSION["blocks"], later],
    }
    shelf = laid(tmp_path / "shelf", version)
    found = case(tmp_path, shelf, FIGURES)
    ((block, lacking),) = found.left_out
    assert (block.id, [title.en for title in lacking]) == ("later", ["heads", "others"])
    assert [line.id for line, _, _ in found.results] == ["wages"]
    whole = FIGURES.replace("cost: 1000", "cost: 1000\n  heads: 4")
    whole += "  others:\n    - {id: a, weighing: 2}\n    - {id: b, weighing: 1}\n"
    found = case(tmp_path, shelf, whole)
    assert found.left_out == ()
    assert [(line.id, step.number) for line, _, step in found.results] == [("per_head", 750)]
