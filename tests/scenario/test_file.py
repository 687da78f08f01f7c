"""A scenario file says what is wrong with it, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.scenarios import FILE

from engine.law import Fault, Faults
from engine.scenario import read_scenarios
from engine.text import Language


def faults_of(tmp_path: Path, *changes: tuple[str, str]) -> tuple[Fault, ...]:
    written = FILE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in written
        written = written.replace(old, new, 1)
    path = tmp_path / "examples" / "scenarios" / "x.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(written, encoding="utf-8")
    with pytest.raises(Faults) as raised:
        read_scenarios(path)
    return tuple(raised.value.faults)


def faulty(tmp_path: Path, *changes: tuple[str, str]) -> set[tuple[str, str]]:
    return {(fault.place, fault.key) for fault in faults_of(tmp_path, *changes)}


def test_every_fault_at_once(tmp_path: Path) -> None:
    found = faulty(
        tmp_path,
        ('price: "0.2150"', 'price: "0"'),
        ("curve: constant_elasticity", "curve: quadratic"),
        ('levers: {yield: "1.20"}', 'levers: {yeild: "1.20"}'),
        ("by: full_cost", "by: program"),
        ("reason: 示例：假定市场扩大、经营风险下降", 'reason: ""'),
    )
    assert found == {
        ("base.market.verification-call.price", "law.not_above"),
        ("base.market.verification-call.response.curve", "law.not_one_of"),
        ("scenarios[0].levers.yeild", "law.unknown_key"),
        ("base.ceilings", "scenario.tolerance"),
        ("scenarios[2].reason", "law.blank"),
    }


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    assert faulty(tmp_path, ("id: more-free-supply", "id: lower-yield")) == {
        ("", "scenario.repeated")
    }


@pytest.mark.parametrize("name", ["lower-yield", "base"])
def test_a_name_twice_is_said(tmp_path: Path, name: str) -> None:
    (fault,) = faults_of(tmp_path, ("id: more-free-supply", f"id: {name}"))
    for language in Language:
        assert f" {name} " in fault.message(language)


def test_a_submission_that_is_not_there(tmp_path: Path) -> None:
    assert faulty(tmp_path, ("circle.yaml", "square.yaml")) == {("base.submission", "law.no_file")}
