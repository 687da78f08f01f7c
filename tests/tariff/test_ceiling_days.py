"""On which days a list stands under ceilings, walked day by day; and what stands under none at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders.proof import rounds, tried
from builders.random_tariffs import TITLE
from builders.under_ceilings import document_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.law import Finding, Shelf
from engine.tariff import TariffDocument, as_yaml
from engine.tariff.check.ceiling.document import check_under_ceiling

ONE = datetime.timedelta(days=1)
START = datetime.date(2026, 1, 1)
CENT = {"unit": "0.01", "mode": "half_up", "at": "line"}
FEE = {"id": "fee", "title": TITLE, "charge": {"model": "per_unit", "price": "1"}}
Stretch = tuple[int, int | None]
"""From which day after the first, and until which, if it ends."""


def standing(name: str, stretches: list[Stretch], **more: Any) -> TariffDocument:
    """The list, or the ceilings, with a version for each of these stretches of days."""
    document = document_of(name, 0, [FEE], CENT)
    (version,) = document.versions
    versions = tuple(
        version.model_copy(
            update={
                "from_": version.from_.model_copy(update={"day": START + first * ONE}),
                "until": None if last is None else START + last * ONE,
            }
        )
        for first, last in stretches
    )
    return document.model_copy(update={"versions": versions, **more})


def found(listed: TariffDocument, ceilings: TariffDocument) -> list[Finding]:
    with TemporaryDirectory() as name:
        (Path(name) / "demo").mkdir()
        path = Path(name) / "demo" / "above.yaml"
        path.write_text(as_yaml(ceilings), encoding="utf-8")
        return [*check_under_ceiling(listed, Shelf(Path(name)))]


@st.composite
def apart(draw: st.DrawFn) -> list[Stretch]:
    """Stretches one after another, some with days between them; the last may have no end."""
    edges = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True)))
    found: list[Stretch] = []
    for first, following in zip(edges, [*edges[1:], None], strict=True):
        if following is None:
            found.append((first, draw(st.none() | st.integers(first, 50))))
        elif draw(st.integers(0, 3)):
            found.append((first, draw(st.none() | st.integers(first, following - 1))))
    return found


def runs_without(of: Stretch, covered: set[int], horizon: int) -> Iterator[tuple[int, int | None]]:
    """Days of a stretch, one after another, that are not covered; None: without end."""
    first, last = of
    begun: int | None = None
    for day in range(first, (horizon if last is None else last) + 2):
        inside = day <= (horizon if last is None else last) and day not in covered
        if inside and begun is None:
            begun = day
        elif not inside and begun is not None:
            yield begun, (None if last is None and day > horizon else day - 1)
            begun = None


@settings(max_examples=rounds(quick=60, full=4_000), deadline=None)
@given(
    listed=st.tuples(st.integers(0, 45), st.none() | st.integers(0, 30)),
    ceilings=apart().filter(bool),
)
@example(listed=(0, 10), ceilings=[(0, 9)])
@example(listed=(0, 10), ceilings=[(0, 10)])
@example(listed=(0, 10), ceilings=[(1, 11)])
@example(listed=(0, 10), ceilings=[(0, 4), (6, None)])
def test_each_day_without_ceilings_is_told(listed: Stretch, ceilings: list[Stretch]) -> None:
    first, more = listed
    of = (first, None if more is None else first + more)
    covered: set[int] = set()
    for place, (start, last) in enumerate(ceilings):
        until = [] if last is None else [last]
        until += [each[0] - 1 for each in ceilings[place + 1 : place + 2]]
        covered |= {*range(start, min([*until, 200]) + 1)}
    expected = []
    for start, last in runs_without(of, covered, 200):
        whole = (start, last) == of
        to_its_end = last == of[1] and not whole and start != first
        key, day = ("outlives_ceiling", start - 1) if to_its_end else ("no_ceiling_in_force", start)
        place = "until" if to_its_end else "from"
        expected.append((place, f"tariff.check.{key}", START + day * ONE, START + start * ONE,
                         None if last is None else START + last * ONE))  # fmt: skip
    told = found(standing("list", [of]), standing("above", ceilings))
    given_days = [
        (str(each.path[-1]), each.key, each.values["day"], each.days.first, each.days.last)
        for each in told
        if each.days is not None
    ]
    assert given_days == expected
    assert {each.values["ceiling"] for each in told} <= {"demo/above"}
    tried("days without ceilings", lists=1, without=bool(expected))


@pytest.mark.parametrize(
    ("of", "above", "expected"),
    [
        ({}, {}, []),
        # Only a list obeys, and one that does obeys ceilings.
        ({"role": "set"}, {}, [("obeys", "only_lists_obey")]),
        ({"role": "set", "obeys": None}, {}, []),
        ({"obeys": None}, {}, [("obeys", "list_without_ceiling")]),
        ({}, {"role": "list", "obeys": "demo/other"}, [("obeys", "not_a_ceiling")]),
        # In the same money, with or without tax as they are.
        ({}, {"vat": "excluded"}, [("vat", "vat_differs")]),
        ({}, {"currency": "USD"}, [("currency", "currency_differs")]),
        ({}, {"currency": "USD", "vat": "excluded"}, [("vat", "vat_differs"), ("currency", "currency_differs")]),
    ],
)  # fmt: skip
def test_what_obeys_obeys_ceilings_of_its_kind(
    of: dict[str, Any], above: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    def changed(name: str, more: dict[str, Any]) -> TariffDocument:
        document = standing(name, [(0, None)])
        tree = document.model_dump(mode="json", by_alias=True)
        return TariffDocument.model_validate({**tree, **more})

    told = found(changed("list", of), changed("above", above))
    assert [(each.path[-1], each.key.removeprefix("tariff.check.")) for each in told] == expected
