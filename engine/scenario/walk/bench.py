"""What all runs share: the documents, and the determinations that several have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.determination import Deduction, Determination, Reviews, determine, lacks_yield
from engine.law import Faults, Shelf, nearest_first
from engine.method import Method, MethodRole, MethodVersion
from engine.scenario.case import Case
from engine.scenario.walk.market import PriceLists
from engine.scenario.walk.named_law import naming
from engine.settlement import evaluating, method_of_result

__all__ = ["Bench"]

_MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class Bench:
    """Documents to run cases by. The last determinations are kept: demand does not change them."""

    shelf: Shelf
    lists: PriceLists = field(init=False)
    """Price lists in place of prices, with the bills by them."""
    _kept: dict[str, Determination] = field(default_factory=dict)
    """By all that they depend on, and all that their sources say."""
    _reviews: Reviews = field(default_factory=Reviews)
    """Of the accounts that several determinations have in common."""
    _results: dict[str, str | None] = field(default_factory=dict)
    """By the method that determines, the one of the result of a year."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lists", PriceLists(self.shelf))

    def determined(self, case: Case, deduction: Deduction | None) -> Determination:
        """Return the determination of a case from which `deduction` is taken off.

        Raises Faults when something leaves what the submission or the method allows.
        """
        own, _ = self.switches(case)
        of = case.circumstances
        key = json.dumps(
            [
                case.filed.tree,
                [case.filed.file, case.filed.places],
                {name: one.model_dump() for name, one in case.filed.moved.items()},
                None
                if case.decided is None
                else [case.decided.file, case.decided.decisions.model_dump()],
                None if deduction is None else deduction.model_dump(),
                of.method,
                of.on,
                own,
            ],
            default=str,
        )
        if key not in self._kept:
            while len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            with naming(case, ("method",), shelf=self.shelf, role=MethodRole.DETERMINATION):
                self._kept[key] = determine(
                    self.shelf,
                    case.filed,
                    of.method,
                    of.on,
                    own,
                    deduction=deduction,
                    decided=case.decided,
                    reviews=self._reviews,
                )
        return self._kept[key]

    def lacks_yield(self, case: Case) -> bool:
        """Return whether the method asks for a yield that nobody has published nor declared.

        Raises Faults as `determined` does, when the submission is wrong in itself.
        """
        own, _ = self.switches(case)
        of = case.circumstances
        with naming(case, ("method",), shelf=self.shelf, role=MethodRole.DETERMINATION):
            return lacks_yield(self.shelf, case.filed, of.method, of.on, own, self._reviews)

    def result_method(self, determining: str) -> str | None:
        """Return the method by which taxes and profit of a year are computed; see there."""
        if determining not in self._results:
            self._results[determining] = method_of_result(self.shelf, determining)
        return self._results[determining]

    def switches(self, case: Case) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return the readings chosen, of the method's switches and of its evaluation's.

        Raises Faults for a switch that neither has, or a reading that it has not.
        """
        of = case.circumstances
        with naming(case, ("method",), shelf=self.shelf, role=MethodRole.DETERMINATION):
            version = self.shelf.law(of.method, Method, of.on).in_force_on(of.on)
            _, evaluation = evaluating(self.shelf, of.method, of.on)
        known = _readings(version), _readings(evaluation)
        every = known[0] | known[1]
        faults = []
        for name, reading in of.switches.items():
            wrong, allowed = (reading, every[name]) if name in every else (name, sorted(every))
            if wrong not in allowed:
                told = ", ".join(nearest_first(wrong, allowed))
                at = ("switches", name)
                faults.append(case.fault(at, "law.not_one_of", wrong, allowed=told))
        if faults:
            raise Faults(faults)
        own, its = (
            {name: read for name, read in of.switches.items() if name in names} for names in known
        )
        return own, its


def _readings(version: MethodVersion) -> dict[str, list[str]]:
    """Return the readings of each switch."""
    return {switch.id: [one.id for one in switch.values] for switch in version.switches}
