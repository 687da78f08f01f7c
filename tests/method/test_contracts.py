"""Whether a method has what its role needs, and is asked for nothing that nobody gives."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.method_tree import (
    HEAD,
    VERSION,
    Wrong,
    at,
    changed,
    line,
    more,
    named,
    number,
    without,
)
from builders.methods import SHELF

from engine.law import Faults, FaultyLaw, Finding, Shelf
from engine.method import MethodRole
from engine.method.check.contract import contract_kept, hold_to, lacking
from engine.method.check.document import check_method, structure_known
from engine.method.check.role import is_for, method_of
from engine.method.model.contract import Contract, ContractColumn, ContractFigure


class Lines(ContractFigure):
    USED = "used", "yuan"
    GROWN = "grown", "yuan/year", "year"
    PER_TRIP = "per_trip", "yuan/trip", "items"


class LookedAt(ContractFigure):
    WAGES = "wages", "yuan"
    ABSENT = "absent", "yuan"


class Given(ContractFigure):
    COST = "cost", "yuan"


class Offered(ContractFigure):
    INCOME = "income", "yuan/year", "year"


class Chosen(ContractFigure):
    RATE = "rate", "percent"


class Classes(ContractColumn):
    WEIGHT = "weight", "1"


class Items(ContractColumn):
    SORT = "sort", "", "wages"
    CLASS = "class_of", "", "anything"
    AMOUNT = "amount", "yuan"
    TRIPS = "trips", "trip"


class Stages(ContractColumn):
    PLACED = "placed", "year"
    SPENT = "spent", "yuan"


class Blocks(StrEnum):
    ALL = "all"


class Readings(StrEnum):
    GROSS = "gross"
    NET = "net"


CONTRACT = Contract(
    role=MethodRole.REFUND,
    lines=Lines,
    looked_at=LookedAt,
    given=Given,
    offered=Offered,
    chosen=Chosen,
    tables={"classes": Classes, "items": Items, "stages": Stages},
    blocks=Blocks,
    readings=Readings,
    uses=("review",),
)
USES = {"review": "cn/cost-review"}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one contract that is known, in the place of those that the engine's rooms bring."""
    contracts = {CONTRACT.role: CONTRACT}
    monkeypatch.setattr("engine.method.model.contract._CONTRACTS", contracts)


def told(findings: Any) -> list[tuple[str, str, object, dict[str, str]]]:
    return [
        (
            ".".join(map(str, one.path)),
            one.key,
            one.value,
            {name: str(getattr(value, "en", value)) for name, value in one.values.items()},
        )
        for one in findings
        if isinstance(one, Finding)
    ]


def kept(*changes: Wrong, **head: Any) -> list[tuple[str, str, object, dict[str, str]]]:
    head = {"role": "refund", "uses": USES, **head}
    return told(contract_kept(changed(*changes, **head), SHELF))


LINES = ("blocks", 0, "lines")


def means(switch: int, *meant: str) -> Wrong:
    def put(version: dict[str, Any]) -> None:
        for value, one in zip(version["switches"][switch]["values"], meant, strict=True):
            value["means"] = one

    return put


def renamed(*path: str | int, to: str) -> Wrong:
    return at(*path, id=to)


def test_what_has_all_of_it_is_kept() -> None:
    assert kept() == []
    assert is_for(changed(), MethodRole.REFUND)
    assert is_for(changed(role="refund"), MethodRole.REFUND)
    assert not is_for(changed(role="ceilings"), MethodRole.REFUND)
    assert not is_for(changed(renamed(*LINES, 0, to="spent_all")), MethodRole.REFUND)


REFUND = {"role": "refund"}


@pytest.mark.parametrize(
    ("wrong", "place", "key", "value", "said"),
    [
        (renamed(*LINES, 0, to="x"), "versions.0.blocks", "contract_line", None,
         {"name": "used", "unit": "yuan", "scope": "cycle"}),
        (at(*LINES, 0, unit="yuan/year"), "versions.0.blocks.0.lines.0.unit", "contract_differs",
         "yuan/year", {"expected": "yuan"}),
        (at(*LINES, 6, scope="cycle"), "versions.0.blocks.0.lines.6.scope", "contract_differs",
         "cycle", {"expected": "year"}),
        (at(*LINES, 4, unit="money per trip"), "versions.0.blocks.0.lines.4.unit", "contract_differs",
         "money per trip", {"expected": "yuan/trip"}),
        # What is looked at only where it is there, need not be; in another unit it may not.
        (at(*LINES, 7, unit="percent"), "versions.0.blocks.0.lines.7.unit", "contract_differs",
         "percent", {"expected": "yuan"}),
        (at("inputs", 1, unit="yuan"), "versions.0.inputs.1.unit", "contract_differs", "yuan",
         {"expected": "yuan/year"}),
        # What the role offers need not be asked for.
        (without("inputs", 1), "", "", None, {}),
        (renamed("parameters", 0, to="markup"), "versions.0.parameters", "contract_parameter", None,
         {"name": "rate", "unit": "percent"}),
        (at("parameters", 0, value="3", default=None, min=None, max=None),
         "versions.0.parameters.0.value", "contract_chosen", "3", {}),
        (at("parameters", 0, unit="1"), "versions.0.parameters.0.unit", "contract_differs", "1", {}),
        (more(*LINES, entry=line("extra", "yuan", "1 * cost")), "", "", None, {}),
        (without("tables", 0), "versions.0.tables", "contract_table", None, {"name": "classes"}),
        (without("tables", 2, "columns", 1), "versions.0.tables.2.columns", "contract_column", None,
         {"name": "spent", "unit": "yuan"}),
        (without("tables", 1, "columns", 0), "versions.0.tables.1.columns", "contract_column", None,
         {"name": "sort", "unit": "text"}),
        (at("tables", 1, "columns", 0, type="number", unit="yuan", values=[]),
         "versions.0.tables.1.columns.0.type", "contract_differs", "number", {"expected": "text"}),
        (at("tables", 1, "columns", 2, type="text", unit=""),
         "versions.0.tables.1.columns.2.type", "contract_differs", "text", {"expected": "number"}),
        (at("tables", 1, "columns", 2, unit="trip"),
         "versions.0.tables.1.columns.2.unit", "contract_differs", "trip", {"expected": "yuan"}),
        (at("tables", 1, "columns", 0, values=[named("power")]),
         "versions.0.tables.1.columns.0.values", "contract_texts", None, {"missing": "wages"}),
        (renamed("blocks", 0, to="every"), "versions.0.blocks", "contract_block", None, {"name": "all"}),
        (at("switches", 0, values=[named("gross"), named("other")]),
         "versions.0.switches", "contract_readings", None, {"meanings": "gross, net"}),
        (more("switches", entry=named("again", default="net", values=[named("net"), named("gross")])),
         "versions.0.switches", "contract_readings", None, {"meanings": "gross, net"}),
        # What the method asks for and nobody gives.
        (more("inputs", entry=named("asked", unit="yuan")),
         "versions.0.inputs.2.id", "contract_unfilled", "asked", {"known": "cost, income"}),
        (more("parameters", entry=named("asked", unit="yuan")),
         "versions.0.parameters.1.id", "contract_unfilled", "asked", {"known": "rate"}),
        (more("parameters", entry=named("asked", unit="yuan", default="1")), "", "", None, {}),
        (more("parameters", entry=named("asked", unit="yuan", value="1")), "", "", None, {}),
        (more("tables", entry=named("asked", columns=[number("n", "1")])),
         "versions.0.tables.3.id", "contract_unfilled", "asked", {"known": "classes, items, stages"}),
        (more("tables", 2, "columns", entry=number("asked", "1")),
         "versions.0.tables.2.columns.2.id", "contract_unfilled", "asked", {"known": "placed, spent"}),
        (means(0, "gross", "net"), "", "", None, {}),
        (more("switches", entry=named("other", default="x", values=[named("x", means="mean"), named("y")])),
         "versions.0.switches.1.values.0.means", "not_one_of", "mean", {"allowed": "gross, net"}),
    ],
)  # fmt: skip
def test_one_thing_that_the_role_lacks_is_told_where_it_belongs(
    wrong: Wrong, place: str, key: str, value: object, said: dict[str, str]
) -> None:
    found = kept(wrong)
    if not place:
        assert found == []
        return
    first = found[0]
    assert (first[0], first[1].partition(".")[2]) == (place, key)
    assert (first[2] if first[2] is None else str(first[2])) == value
    assert said.items() <= first[3].items()
    # What follows from it, a name that is then given by nobody, is all that is told besides.
    assert {one[1] for one in found[1:]} <= {"method.contract_unfilled"}


def test_what_is_given_in_the_wrong_part_is_missing_in_its_own() -> None:
    """A line of the name of an input gives no input."""

    def moved(version: dict[str, Any]) -> None:
        version["inputs"] = version["inputs"][1:]
        version["blocks"][0]["lines"].append(line("cost", "yuan", "1"))

    assert [one[:2] for one in kept(moved)] == [("versions.0.inputs", "method.contract_input")]


def test_where_the_documents_beside_it_are_missing_nothing_that_follows_is_told() -> None:
    asked = more("inputs", entry=named("asked", unit="yuan"))
    assert kept(asked, uses={}) == [
        ("uses", "method.contract_use", None, {"role": "refund", "use": "review"})
    ]
    gone = {"review": "cn/no-such-rules"}
    assert [one[:3] for one in kept(asked, uses=gone)] == [
        ("uses.review", "method.contract_no_document", "cn/no-such-rules")
    ]
    gone = {**USES, "ceilings": "cn/no-such-method"}
    assert [one[:3] for one in kept(uses=gone)] == [
        ("uses.ceilings", "method.contract_no_document", "cn/no-such-method")
    ]
    other = {**USES, "ceilings": "cn/urban-water-2021"}
    assert [one[:3] for one in kept(uses=other)] == [
        ("uses.ceilings", "method.contract_other_role", "cn/urban-water-2021")
    ]


def test_what_does_not_fit_is_told_where_the_documents_that_should_fit_are_there() -> None:
    """Without them it would only follow from what is not there."""
    unfit = Finding(("versions", 0), "method.contract_use", {"role": "", "use": ""})
    contract = replace(CONTRACT, between=lambda method, version, shelf, path: [unfit])
    with pytest.MonkeyPatch.context() as known:
        known.setattr("engine.method.model.contract._CONTRACTS", {contract.role: contract})
        assert [one[0] for one in kept()] == ["versions.0"]
        assert [one[0] for one in kept(uses={})] == ["uses"]


def test_a_check_of_the_method_holds_it_to_its_contract() -> None:
    lacking_table = changed(without("tables", 2), role="refund", uses=USES)
    keys = [one[1] for one in told(check_method(lacking_table, SHELF))]
    assert "method.contract_table" in keys


def test_a_method_of_no_role_is_held_to_nothing() -> None:
    assert kept(without("tables", 0), role=None) == []


def test_where_a_contract_is_not_known_nothing_is_told_to_be_given_by_nobody() -> None:
    asked = more("inputs", entry=named("asked", unit="yuan"))
    both = {**USES, "evaluation": "test/small"}
    assert kept(asked, uses=both) == []
    assert [one[:2] for one in kept(without("tables", 2), uses=both)] == [
        ("versions.0.tables", "method.contract_table")
    ]


def test_a_method_is_held_to_what_it_is_used_for() -> None:
    sound = changed(role="refund", uses=USES)
    hold_to(CONTRACT, sound, sound.versions[0], SHELF)
    without_table = changed(without("tables", 2), role="refund", uses=USES)
    with pytest.raises(FaultyLaw) as law:
        hold_to(CONTRACT, without_table, without_table.versions[0], SHELF)
    (fault,) = law.value.faults
    assert (fault.file, fault.place) == ("test/small.yaml", "versions[0].tables")
    unsaid = changed(without("tables", 2), uses=USES)
    with pytest.raises(Faults) as found:
        hold_to(CONTRACT, unsaid, unsaid.versions[0], SHELF)
    assert not isinstance(found.value, FaultyLaw)
    other = changed(role="ceilings", uses={**USES, "refund": "cn/refund-of-overcharges"})
    with pytest.raises(Faults) as found:
        hold_to(CONTRACT, other, other.versions[0], SHELF)
    (fault,) = found.value.faults
    assert (fault.place, fault.key, fault.value) == (
        "role",
        "method.contract_other_role",
        "ceilings",
    )


def test_of_a_role_there_is_one_method_or_it_is_not_guessed(tmp_path: Path) -> None:
    def lay(name: str, **head: Any) -> None:
        tree = {**HEAD, "id": f"test/{name}", **head, "versions": [VERSION]}
        (tmp_path / "test").mkdir(exist_ok=True)
        written = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
        (tmp_path / "test" / f"{name}.yaml").write_text(written, encoding="utf-8")

    def refused() -> tuple[str, str]:
        with pytest.raises(Faults) as found:
            method_of(Shelf(tmp_path), MethodRole.REFUND)
        (fault,) = found.value.faults
        return fault.key, str(fault.values["known"])

    lay("other", role="ceilings")
    assert refused() == ("method.no_method_of_role", "")
    lay("first")
    assert method_of(Shelf(tmp_path), MethodRole.REFUND) == "test/first"
    assert method_of(Shelf(tmp_path), MethodRole.REFUND, "DEMO") == "test/first"
    with pytest.raises(Faults):
        method_of(Shelf(tmp_path), MethodRole.REFUND, "CN")
    lay("second")
    assert refused() == ("method.several_of_role", "test/first, test/second")


def test_the_lines_that_are_lacking_are_told_without_a_place_of_the_document() -> None:
    (one,) = lacking(CONTRACT, changed(renamed(*LINES, 0, to="x")).versions[0])
    assert one.path == ("blocks",)


def test_what_was_found_in_a_method_that_is_gone_is_told_of_no_other() -> None:
    """Python gives the place of what is gone to what comes next."""
    for faulty in (True, False) * 20:
        lines = [line("wages", "yuan", "wages" if faulty else "cost")]
        version = changed(at("blocks", 0, lines=lines)).versions[0]
        assert bool(structure_known(version)) == faulty
