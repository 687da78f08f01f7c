"""The quotes that the law asks for: small files that a price official can check and add to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders.shelf import quoted
from builders.steps_by_hand import wrong_steps
from typer.testing import CliRunner

from engine.cli import group
from engine.law import Located, Shelf, checked, read_yaml
from engine.quote import QuoteRequest, quote
from engine.text import Text

HERE = Path(__file__).parents[1]
EXAMPLES = HERE.parent / "examples" / "quotes"
TARIFFS = HERE.parent / "tariffs"


def cases() -> list[Any]:
    return [*read_cases()]


def read_cases() -> Iterator[Any]:
    for path in sorted((HERE / "cases" / "credit_reference").glob("*.yaml")):
        tree = read_yaml(path).tree
        for case in tree["cases"]:
            ask = {**tree["common"], **case["ask"]}
            yield pytest.param(ask, case["expect"], id=f"{path.stem}: {case['case']}")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(TARIFFS)


@pytest.mark.parametrize(("ask", "expect"), cases())
def test_credit_reference(shelf: Shelf, ask: dict[str, Any], expect: dict[str, Any]) -> None:
    answer = quoted(shelf, ask)
    agrees(answer.as_json(), expect)
    assert [wrong for step in answer.steps for wrong in wrong_steps(step)] == []


EXPECTED: dict[str, Any] = read_yaml(HERE / "cases" / "quotes" / "examples.yaml").tree


@pytest.mark.parametrize("name", EXPECTED)
def test_example(name: str) -> None:
    expect = dict(EXPECTED[name])
    result = CliRunner().invoke(
        group(("quote", "check")),
        ["quote", str(EXAMPLES / f"{name}.yaml"), "--json", "--tariffs", str(TARIFFS)],
    )
    assert result.exit_code == expect.pop("exit"), result.output
    agrees(json.loads(result.stdout), expect)


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_can_be_read_by_a_person(name: str, language: str) -> None:
    result = CliRunner().invoke(
        group(("quote", "check")),
        [
            "quote",
            str(EXAMPLES / f"{name}.yaml"),
            "--explain",
            "--lang",
            language,
            "--tariffs",
            str(TARIFFS),
        ],
    )
    total = EXPECTED[name]["total"]
    assert result.exit_code == EXPECTED[name]["exit"], result.output
    headline = result.stdout.splitlines()[0]
    if total is None:
        assert not any(sign.isdigit() for sign in headline)
    else:
        assert f"{float(total):,.2f}" in headline


def test_every_example_has_its_expected_answer() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == set(EXPECTED)


def test_free_use_is_free_under_conditions(shelf: Shelf) -> None:
    answer = example(shelf, "free-governance")
    assert answer["conditions"]
    assert answer["total"] == "0.00"
    # Nothing of the price list's figures is part of why it is free.
    assert all("价目表" not in cited["instrument"] for cited in answer["citations"])


def test_what_is_missing_is_asked_in_words(shelf: Shelf) -> None:
    for name in ("missing-facts", "half-and-half"):
        answer = example(shelf, name)
        assert answer["missing"]
        assert all(question["question"] for question in answer["missing"])
        assert answer["total"] is None


def test_refusal_gives_its_reason(shelf: Shelf) -> None:
    answer = example(shelf, "unregistered")
    assert answer["lines"] == []
    assert any("未登记" in note for note in answer["notes"])


def test_the_same_request_has_the_same_number_wherever_its_file_lies(shelf: Shelf) -> None:
    located = read_yaml(EXAMPLES / "pledge.yaml")
    request = checked(QuoteRequest, located)
    elsewhere = Located("elsewhere.yaml", located.tree, {})
    assert quote(shelf, request, located).number == quote(shelf, request, elsewhere).number
    other = request.model_copy(update={"waived": True})
    assert quote(shelf, other).number != quote(shelf, request).number


@pytest.mark.parametrize("line", [{"quantity": 45}, {"counts": {"object": 45}}])
def test_use_is_told_in_the_unit_it_was_asked_in(shelf: Shelf, line: dict[str, Any]) -> None:
    """45 objects are three twenties begun, artikel 13, derde lid."""
    ask = {
        "on": "2016-03-02",
        "tariff": "nl/land-registry",
        "customer": {"name": "Afnemer"},
        "facts": {"user": "other"},
        "position": "none",
        "lines": [{"product": "object-list", **line}],
    }
    notes = quote(shelf, checked(QuoteRequest, Located("case.yaml", ask, {}))).notes
    assert (
        Text(
            zh="使用费：请求 45 个地籍对象，折算后计费 3 组（每组二十个对象）",
            en="Fee for use: 45 object asked for, charged as 3 set of twenty objects",
        )
        in notes
    )


def example(shelf: Shelf, name: str) -> dict[str, Any]:
    located = read_yaml(EXAMPLES / f"{name}.yaml")
    return quote(shelf, checked(QuoteRequest, located), located).as_json()


def agrees(answer: dict[str, Any], expect: dict[str, Any]) -> None:
    """Hold what is expected against the answer; what is not named may be anything."""
    for key, value in expect.items():
        if key == "missing":
            assert [question["id"] for question in answer["missing"]] == value
        elif key == "rests_on":
            assumed = {citation["instrument"] for citation in answer["assumptions"]}
            assert set(value) <= assumed
        elif key == "lines":
            assert len(answer["lines"]) == len(value)
            for line, wanted in zip(answer["lines"], value, strict=True):
                found = {name: line[name] for name in wanted}
                assert found == wanted
        else:
            assert answer[key] == value, key
