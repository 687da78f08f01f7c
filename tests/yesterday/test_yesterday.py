"""What was answered and written at version 0.1.0 is answered and written still."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from yesterday.commands import (
    COMMAND_LINES,
    HERE,
    ROOT,
    Made,
    Tree,
    as_meant,
    differences,
    dingjia,
    kept,
    made,
    rows_gone,
    without_hashes,
    without_how_it_is_rounded,
    without_what_methods_now_say,
)

pytestmark = pytest.mark.long

THEN = HERE / "tariffs"
ANSWERS = sorted(path.name for path in (HERE / "answers").iterdir())
RECORDS = {
    "quote": "var/quote/demo-metered/record.json",
    "determination": "var/circle/record.json",
    "evaluation": "var/circle/evaluation.json",
}


@pytest.fixture(scope="module")
def then(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What is made of the documents as they stood, and of the operators as they were submitted."""
    return made(THEN, tmp_path_factory.mktemp("then"), HERE / "examples")


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What is made of the documents that are shipped."""
    return made(ROOT / "tariffs", tmp_path_factory.mktemp("now"))


def same(was: Any, is_now: Any, *, added: bool = False) -> None:
    """Fail with the places that differ, the first twenty of them, but for what is meant."""
    none(as_meant(differences(was, is_now, added=added)))


def none(places: Iterator[str]) -> None:
    """Fail with the places that differ, the first twenty of them."""
    found = [place.removeprefix(".") for place in places]
    if found:
        pytest.fail(f"{len(found)} differ:\n" + "\n".join(found[:20]), pytrace=False)


def test_every_command_is_held_by_a_file() -> None:
    assert {line for name in ANSWERS for line in kept(f"answers/{name}")} == set(COMMAND_LINES)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answers_are_as_before_but_for_added_fields(then: Made, name: str) -> None:
    same(kept(f"answers/{name}"), then.answers, added=True)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_documents_that_are_shipped_give_the_same_answers(now: Made, name: str) -> None:
    answers = without_what_methods_now_say(now.answers)
    was = without_hashes(kept(f"answers/{name}"))
    same(was, without_hashes(answers), added=True)


def test_every_cell_of_a_workbook_is_as_before(then: Made) -> None:
    was = kept("written/workbooks.json.xz")
    blank = {name for name in was if re.search("template|filled", name)}
    same(
        without_how_it_is_rounded(_but(was, blank)),
        without_how_it_is_rounded(_but(then.workbooks, blank)),
        added=True,
    )
    # a workbook to be filled in has columns more, after those it had
    same({name: was[name] for name in blank}, then.workbooks, added=True)


def _but(books: Tree, names: set[str]) -> Tree:
    return {name: cells for name, cells in books.items() if name not in names}


def test_every_row_has_the_same_figures_from_the_documents_that_are_shipped(now: Made) -> None:
    none(as_meant(rows_gone(kept("written/workbooks.json.xz"), now.workbooks)))


def test_a_drafted_tariff_is_as_before(then: Made, now: Made) -> None:
    was = kept("written/drafts.json")
    same(was, then.drafts, added=True)
    same(without_hashes(was), without_hashes(now.drafts), added=True)


@pytest.mark.parametrize("name", RECORDS)
def test_the_body_of_a_record_is_as_before(then: Made, name: str) -> None:
    same(kept(f"records/{name}.json")["body"], then.bodies[RECORDS[name]], added=True)


def test_the_numbers_of_records_are_as_before(then: Made) -> None:
    same(kept("written/numbers.json"), then.numbers, added=True)


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_of_then_still_verifies(name: str) -> None:
    verified = dingjia("verify", HERE / "records" / f"{name}.json", "--tariffs", THEN)
    assert (verified.exit_code, kept(f"records/{name}.json")["number"] in verified.stdout) == (
        0,
        True,
    )
