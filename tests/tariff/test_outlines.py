"""How amounts came about, as a reader is told it: every step of hand-worked cases with its source.

Each piece of the tariffs cites an instrument named after it (`@band-1`), so that a figure that is
told without its source, or with another's, differs. The figures were worked by hand.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.steps_by_hand import wrong_steps
from builders.tariffs import tariff as made

from engine.explain import given, outline
from engine.law import read_yaml
from engine.tariff import Event, Position, Span, TariffDocument, Usage, rate
from engine.text import Language, Text

CASES = read_yaml(Path(__file__).parents[1] / "data" / "tariff_outlines.yaml").tree["cases"]
DAY = datetime.date(2026, 3, 2)


def tariff(folder: Path, case: dict[str, Any]) -> TariffDocument:
    """The tariff of one product that the case writes; `@name` is a citation of that name."""
    cited = r"[{instrument: \1, evidence: illustrative, applies: directly}]"
    component, rest, version = (
        re.sub(r"@([a-z0-9-]+)", cited, case.get(part, ""))
        for part in ("component", "rest", "version")
    )
    return made(folder, component, rest, version=version)


def used(asked: dict[str, Any]) -> Usage:
    """A use as the case writes it, of one customer."""
    keys = {"customer": "A", "scenario": "s"} | asked.get("keys", {})
    days = [datetime.date.fromisoformat(day) for day in asked.get("span", ())]
    share = asked.get("share")
    return Usage(
        "product",
        DAY,
        quantity=number(asked.get("quantity")),
        counts={unit: Decimal(many) for unit, many in asked.get("counts", {}).items()},
        events=tuple(
            Event(datetime.date.fromisoformat(day), {"person": person})
            for day, person in asked.get("events", ())
        ),
        distinct=asked.get("distinct", False),
        prior=number(asked.get("prior")),
        correction=asked.get("correction"),
        span=Span(days[0], days[1], since=days[-1] if days[2:] else None) if days else None,
        share=given(Text(zh="有偿", en="paid"), Decimal(share), "percent") if share else None,
        keys=keys,
    )


def position(said: dict[str, Any]) -> Position:
    return Position(
        "" if "bill" in said else "product",
        keys={"customer": "A"},
        period=said["period"],
        used={unit: Decimal(many) for unit, many in said.get("used", {}).items()},
        charged=number(said["charged"]),
        bill=said.get("bill"),
        closes=said.get("closes", False),
    )


def number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_reader_is_told_each_step_and_its_source(tmp_path: Path, case: dict[str, Any]) -> None:
    document = tariff(tmp_path, case)
    (version,) = document.versions
    uses = [used(each) for each in case["uses"]]
    positions = [position(each) for each in case["positions"]] if "positions" in case else None
    found = rate(document, version, uses, case.get("facts", {"kind": "a"}), None, positions)
    assert found.total is not None
    assert [*wrong_steps(found.total)] == []
    assert [*outline(found.total, Language.EN)] == case["outline"].splitlines()
