"""Scenario files read: the base, and each scenario with those that it stands on laid over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.determination import Decided, Deduction, Determination, read_decisions
from engine.law import Fault, Faults, Finding, Located, checked, read_yaml
from engine.law import Path as Place
from engine.scenario.case.case import Case, Layer, base_case
from engine.scenario.case.contradictions import below_of, contradictions
from engine.scenario.case.form import Scenario, Scenarios
from engine.scenario.case.levers import Levers, changes_by, lever_of
from engine.submission import Filed, read_submission

__all__ = [
    "Recorded",
    "ScenarioFile",
    "base_of",
    "lever_layer",
    "read_scenarios",
    "scenarios_over",
]

Recorded = Callable[[Path], Any]
"""Returns the result of a record, which was proved first."""
Beside = Callable[[str, str], Path]
"""Returns where a file stands, or would stand, of which a base names the field and the name."""


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario file, its base read."""

    scenarios: Scenarios
    located: Located
    """Where its values stand."""
    base: Case
    """The base."""

    def case_of(self, scenario: Scenario) -> Case:
        """Return the base with all that `scenario` stands on, and itself, laid over it.

        Raises Faults with what is wrong with the first of them that is faulty.
        """
        written, _ = self.base.located.written(())  # of this file, or of one with the same base
        case = replace(self.base, over=written)
        for one in self.stack(scenario):
            for layer in self._layers(one, case):
                case = case.with_layer(layer)
        return case

    def named(self, name: str) -> Scenario:
        """Return the scenario called `name`; raises Faults where there is none."""
        known = {one.id: one for one in self.scenarios.scenarios}
        if name not in known:
            allowed = {"allowed": ", ".join(("base", *known))}
            fault = Fault(self.located.file, "scenarios", None, name, "law.not_one_of", allowed)
            raise Faults([fault])
        return known[name]

    def stack(self, scenario: Scenario) -> tuple[Scenario, ...]:
        """Return what `scenario` stands on, the lowest first, and itself; each once."""
        named = {one.id: one for one in self.scenarios.scenarios}
        found: dict[str, Scenario] = {}

        def visit(one: Scenario) -> None:
            for below in one.on:
                if below not in found:
                    visit(named[below])
            found[one.id] = one

        visit(scenario)
        return tuple(found.values())

    def _layers(self, scenario: Scenario, below: Case) -> Iterator[Layer]:
        at: Place = ("scenarios", self.scenarios.scenarios.index(scenario))
        if scenario.levers.moved():
            yield lever_layer(
                scenario.levers, below, scenario.reason, self.located, (*at, "levers")
            )
        if scenario.changes:
            tree = self.located.tree["scenarios"][at[1]]["changes"]
            own = replace(self.located)
            reasons = ((own, scenario.reason),)
            yield Layer(tree, lambda path: (own, (*at, "changes", *path)), reasons)


def lever_layer(levers: Levers, below: Case, reason: str, located: Located, at: Place) -> Layer:
    """Return `levers`, which stand at `at` of a file, as what they change of the case `below`."""
    own = replace(located)

    def written(path: Place) -> tuple[Located, Place]:
        return own, (*at, lever_of(path).value) if len(path) > 1 else at

    return Layer(changes_by(levers, below.located.tree, reason), written, ((own, reason),))


def read_scenarios(
    path: Path, recorded: Recorded | None = None, beside: Mapping[str, Path] | None = None
) -> ScenarioFile:
    """Return the scenario file at `path` with the base that it names; a base that is a record is
    what `recorded` returns; without it such a base is refused. `beside` says where the submission,
    decisions or record stand, in place of what the file says.

    Raises Faults with every fault: of its form, of what scenarios stand on, of those that
    contradict each other, and of the base.
    """
    located = read_yaml(path, path.name)

    def place_of(field: str, named: str) -> Path:
        return (beside or {}).get(field) or path.parent / named

    return scenarios_over(located, base_of(located, place_of, recorded))


def base_of(located: Located, beside: Beside, recorded: Recorded | None = None) -> Case:
    """Return the base that the scenario file of these values names; what it names is found by
    `beside`. See `read_scenarios`."""
    base = _formed(located).base
    decided: Decided | None = None
    deduction: Deduction | None = None
    of = None
    if base.record is not None:
        file = _found(beside, located, "record", base.record)
        if recorded is None:
            raise Faults([_at(located, "record", base.record, "scenario.no_records")])
        of = recorded(file)
        if not isinstance(of, Determination):
            key = "determination.no_determination"
            raise Faults([_at(located, "record", base.record, key)])
        filed, decided, deduction = of.filed, of.decided, of.deduction
        tree = _of_record(of)
    else:
        assert base.submission is not None
        filed = read_submission(_found(beside, located, "submission", base.submission))
        if base.decisions is not None:
            file = _found(beside, located, "decisions", base.decisions)
            decided = read_decisions(file, filed)
        tree = {}
    case = base_case(_whole(located, tree, filed, decided), filed, decided, deduction)
    return case if of is None else _chosen_spread(of, case)


def scenarios_over(located: Located, base: Case) -> ScenarioFile:
    """Return the scenario file of these values over `base`, which was read of it, or of one with
    the same base. See `read_scenarios`."""
    scenarios = _formed(located)
    if faults := [located.fault(one) for one in contradictions(scenarios, located, base)]:
        raise Faults(faults)
    return ScenarioFile(scenarios, located, base)


def _formed(located: Located) -> Scenarios:
    """Return the values as a scenario file; raises Faults where its form is not that of one."""
    scenarios = checked(Scenarios, located)
    if faults := [located.fault(finding) for finding in _misfits(scenarios)]:
        raise Faults(faults)
    return scenarios


def _whole(
    located: Located, tree: Mapping[str, Any], filed: Filed, decided: Decided | None
) -> Located:
    """Return the circumstances of a base as one tree, each part with where it is written."""
    written = {
        name: value
        for name, value in located.tree["base"].items()
        if name not in ("submission", "decisions", "record")
    }
    parts: dict[Place, tuple[Located, Place]] = {(): (located, ("base",))}
    whole: dict[str, Any] = {**tree, **written, "submission": dict(filed.tree)}
    lines = {_path(name): line for name, line in filed.lines.items()}
    parts["submission",] = (Located(filed.file, whole["submission"], lines), ())
    if decided is not None:
        whole["decisions"] = decided.decisions.model_dump(mode="json", exclude_unset=True)
        parts["decisions",] = (Located(decided.file, whole["decisions"]), ())
    return Located(located.file, whole, parts=parts)


def _of_record(of: Determination) -> dict[str, Any]:
    """Return what a record says beside the submission; a spread that was chosen stands there."""
    chosen = {
        switch.id: reading.id
        for switch in of.worksheet.version.switches
        if (reading := of.worksheet.switch_values.get(switch.id)) is not None
        and reading.id != switch.default
    }
    return {"method": of.method_id, "on": of.on, "switches": chosen}


def _chosen_spread(of: Determination, case: Case) -> Case:
    """Return the case with the spread that was chosen in place of the submission's, if any was."""
    if of.spread is None:
        return case
    source = of.spread.source
    reason = source.reason or source.named  # one chosen on a page or a command line says no more
    own = Located(source.file, None)
    tree = {"submission": {"spread": {"value": of.spread.value, "reason": reason}}}
    place = (source.place,)
    return case.with_layer(Layer(tree, lambda path: (own, place), ((own, reason),)))


def _path(written: str) -> Place:
    found: list[str | int] = []
    for part in written.replace("[", ".[").split("."):
        if part:
            found.append(int(part[1:-1]) if part.startswith("[") else part)
    return tuple(found)


def _found(beside: Beside, located: Located, name: str, named: str) -> Path:
    found = beside(name, named)
    if not found.exists():
        raise Faults([_at(located, name, named, "law.no_file")])
    return found


def _at(located: Located, name: str, value: str, key: str) -> Fault:
    return Fault(located.file, f"base.{name}", located.line(("base", name)), value, key)


def _misfits(scenarios: Scenarios) -> Iterator[Finding]:
    """Yield scenarios that stand on what is not there, or on themselves."""
    named = {one.id: one for one in scenarios.scenarios}
    for position, scenario in enumerate(scenarios.scenarios):
        at: Place = ("scenarios", position, "on")
        strange = [below for below in scenario.on if below not in named]
        for below in strange:
            yield Finding(at, "law.not_one_of", {"allowed": ", ".join(named)}, below)
        if not strange and scenario.id in below_of(scenario, named):
            yield Finding(at, "scenario.in_circle", {}, scenario.id)
