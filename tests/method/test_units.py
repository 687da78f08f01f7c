"""Which units a method may be written in, and that they are asked of pint only where they must be."""

from __future__ import annotations

import subprocess
import sys

import pint
import pytest
from builders.methods import SHELF, faults

from engine.method.check.units import COUNTED, GENERAL
from engine.text import Language

BODY = """\
    units: [{{id: call, title: {{zh: 次, en: call}}}}{counted}]
    inputs:
      - {{id: power, title: {{zh: 电量, en: power}}, unit: {unit}}}
    blocks:
      - id: all
        title: {{zh: 全部, en: all}}
        lines:
          - {{id: again, title: {{zh: 再, en: again}}, unit: {result}, formula: power}}
"""


def messages(unit: str, result: str, counted: str = "") -> list[str]:
    more = f", {{id: {counted}, title: {{zh: 某, en: some}}}}" if counted else ""
    found = faults(BODY.format(unit=unit, result=result, counted=more))
    return [fault.message(Language.EN) for fault in found]


def test_what_the_check_knows_of_units_is_what_pint_says() -> None:
    registry: pint.UnitRegistry[float] = pint.UnitRegistry()

    def whole(name: str) -> bool:
        return any(prefix == "" for prefix, _, _ in registry.parse_unit_name(name))

    assert all(registry.Unit(name) for name in GENERAL)
    assert {name for name in GENERAL if not whole(name)} <= {"kWh"}  # kilo + Wh
    assert not any(map(whole, COUNTED))


@pytest.mark.parametrize(
    ("unit", "result", "right"),
    [
        ("kWh", "kilowatt_hour", True),
        ("call/kWh", "call/kilowatt_hour", True),
        ("kWh", "MWh", False),
        ("call", "yuan", False),
        ("percent", "call/call", False),
        ("m**3", "kiloliter", True),
        ("m**3", "liter", False),
        ("hour/day", "hour/day", True),
    ],
)
def test_units_of_two_names_are_the_same_and_none_is_converted(
    unit: str, result: str, right: bool
) -> None:
    assert (messages(unit, result) == []) is right


def test_a_unit_is_listed_once_and_under_a_name_of_its_own() -> None:
    assert messages("call", "call", counted="box") == []
    assert len(messages("call", "call", counted="call")) == 2
    (message,) = messages("call", "call", counted="meter")
    assert "= meter: this is a unit already" in message


def test_pint_is_not_imported_where_units_add_up() -> None:
    code = (
        "import sys, engine.catalogue, engine.rules, engine.tariff, engine.method\n"
        "from pathlib import Path\n"
        "from engine.law import Shelf\n"
        f"shelf = Shelf(Path({str(SHELF.roots[0])!r}))\n"
        "faults = [fault for name in shelf.identifiers() for fault in shelf.check(name)]\n"
        "sys.exit(bool(faults) or 'pint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
