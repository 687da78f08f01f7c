"""Over every combination of the facts of the shipped gate and rules of use: no fact that speaks
against freedom makes a use freer, no free use has a fact against it, no raw or secret data go out.

The law is read a second time here, by hand (`as_the_law_says`), so that a rule that is dropped or
turned is noticed. Every fact is known or unknown; every combination of readings is tried.
"""

from __future__ import annotations

import copy
import datetime
import itertools
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from builders.every_use import (
    FREE,
    GUIDED,
    MIXED,
    OPEN,
    REFUSED,
    EveryUse,
    Gate,
    moves,
    ranks,
)
from builders.proof import rounds, tried

from engine.law import Faults, Shelf, installed, read_yaml
from engine.rules import RulesDocument, RulesVersion
from engine.use import Regime, StandsUnder, decide_use

SHELF = Shelf(installed("tariffs"))
USE, GATE = "cn/use-of-public-data", "cn/supply"
LAW = StandsUnder(gate=GATE, use=USE, conditions="cn/conditions-of-free-use")
LEVELS = {Regime.FREE: FREE, Regime.MIXED: MIXED, Regime.UNDETERMINED: OPEN,
          Regime.GUIDED: GUIDED, Regime.REFUSED: REFUSED}  # fmt: skip
PUBLIC = ("government_body", "court_or_procuratorate", "party_body", "authorised_body")
COMMISSIONED = ("government_service", "ordered_analysis", "purchased_service")
DEFAULTS = {"public_duties": "governance", "purchased_services": "governance",
            "utilities": "by_service", "natural_persons": "alike", "mixed_use": "split"}  # fmt: skip
OTHERS = {"public_duties": "government_only", "purchased_services": "business",
          "utilities": "business", "natural_persons": "not_named", "mixed_use": "whole"}  # fmt: skip
READINGS = [
    dict(zip(DEFAULTS, chosen, strict=True))
    for chosen in itertools.product(*zip(DEFAULTS.values(), OTHERS.values(), strict=True))
]


def shipped(name: str) -> RulesVersion:
    (version,) = SHELF.get(name, RulesDocument).versions
    return version


def as_the_law_says(use: EveryUse) -> tuple[Any, Any]:
    """Regime and channel of every case, read by hand; -1 nowhere."""
    w, readings = use.where, use.readings
    public = w(user=PUBLIC) if readings["public_duties"] == "governance" else w(user=PUBLIC[:1])
    seller = w(user=("enterprise", "natural_person"))
    for_profit = w(other_income=True) | w(above_cost=True) | (seller & w(end_users_charged=True))
    exploited = (
        (w(purpose=COMMISSIONED) & w(result_used_by="developer_keeps_or_sells"))
        | (w(purpose="research") & w(result_open_to="payer_or_owner"))
        | (w(purpose="utility") & w(utility_serves="own_business"))
    )
    business = (
        w(purpose="industry")
        | (w(purpose="own_duty") & ~public)
        | (w(purpose="purchased_service") & (readings["purchased_services"] == "business"))
        | (w(purpose="utility") & (readings["utilities"] == "business"))
        | (
            w(purpose=("people_service", "other_welfare"), user="natural_person")
            & (readings["natural_persons"] == "not_named")
        )
        | (w(purpose="mixed") & (readings["mixed_use"] == "whole"))
    )
    charged = w(passed_on=True) | for_profit | exploited | business
    level = np.where(charged, GUIDED, np.where(w(purpose="mixed"), MIXED, FREE))
    level = np.where(w(openly_available=True), FREE, level)
    own = w(purpose="own_duty", sharing_serves=True) & public
    sold = w(passed_on=True) | w(other_income=True) | w(above_cost=True)
    channel = np.where(own & ~sold, 0, np.where(w(openly_available=True), 1, 2))
    return level, channel


Ranks = dict[str, dict[Any, int]]


def wrong(uses: list[EveryUse], gates: list[Gate], ranked: Ranks) -> Iterator[str]:
    """What does not hold of these rules, over every combination, in words."""
    raised = set[tuple[str, int, int]]()
    occurring = set[int]()
    for every in uses:
        if min(every.result("regime").min(), every.result("channel").min()) < 0:
            yield "a case is not decided"
            return
        level, channel = as_the_law_says(every)
        if (level != every.levels).any() or (channel != every.result("channel")).any():
            yield f"not as the law says {every.readings}"
        free = every.levels == FREE
        for condition in every.decided.values["broken"]:
            both = every.collected("conditions", condition) & every.collected("broken", condition)
            if (both & free).any():
                yield f"free with {condition} broken"
        yield from freer_uses(every, gates, ranked, raised)
        occurring.update(every.occurring)
    for gate in gates:
        yield from freer_supplies(gate, occurring, ranked, raised)
        yield from leaking(gate)
    for name, values in (uses[0].axes | gates[0].axes).items():
        if {ranked[name][value] for value in values} in ({0}, {2}):
            yield f"{name} speaks one way only"
        for one, other in itertools.permutations(range(len(values)), 2):
            rises = ranked[name][values[one]] < ranked[name][values[other]]
            if rises and (name, one, other) not in raised:
                yield f"{name}: {values[other]} never counts against {values[one]}"


def against(every: EveryUse, ranked: Ranks) -> Iterator[tuple[int, str, int, int]]:
    """Each move of one fact against freedom, and each by which something comes to be said of it
    that speaks against freedom, or is no longer said that spoke for it.
    """
    yield from moves(every.axes, ranked)
    for axis, (name, values) in enumerate(every.axes.items()):
        ordered = sorted(values, key=lambda value: ranked[name][value])
        degrees = [ranked[name][value] for value in ordered]
        if len(values) == 2 and degrees[0] < degrees[1]:
            yield axis, name, len(values), values.index(ordered[1])
            yield axis, name, values.index(ordered[0]), len(values)


def freer_uses(
    every: EveryUse, gates: list[Gate], ranked: Ranks, raised: set[tuple[str, int, int]]
) -> Iterator[str]:
    """Moves of one fact of the use by which some case becomes freer, whatever else is known."""
    for axis, name, one, other in against(every, ranked):
        for before, after in every.steps(axis, one, other):
            for gate in gates:
                was, now = gate.level(before), gate.level(after)
                sound = (was >= 0) & (now >= 0)
                if (now < was)[sound].any():
                    yield f"{name}: from {one} to {other} makes some use freer"
                if (now > was)[sound].any():
                    raised.add((name, one, other))


def freer_supplies(
    gate: Gate, kinds: set[int], ranked: Ranks, raised: set[tuple[str, int, int]]
) -> Iterator[str]:
    """Moves of one fact of the gate by which some case becomes freer, for every kind of use."""
    for kind in kinds:
        level = gate.level(kind)
        for axis, name, one, other in moves(gate.axes, ranked):
            was, now = level.take(one, axis), level.take(other, axis)
            sound = (was >= 0) & (now >= 0)
            if (now < was)[sound].any():
                yield f"{name}: from {one} to {other} makes some supply freer"
            if (now > was)[sound].any():
                raised.add((name, one, other))


def leaking(gate: Gate) -> Iterator[str]:
    """Ways by which secret data, or raw data that are not public, would reach the market."""
    names = list(gate.axes)
    for channel in (1, 2):
        market = gate.supply[channel]
        for name, value in (("secret", True), ("data_form", "raw_not_public"),
                            ("data_form", "raw_personal")):  # fmt: skip
            through = market.take(gate.axes[name].index(value), 1 + names.index(name))
            if (through[through >= 0] != 2).any():
                yield f"{value} reaches the market through channel {channel}"


@pytest.fixture(scope="module")
def uses() -> list[EveryUse]:
    """The rules of use under the usual readings, then under others."""
    ordered = [READINGS[0], READINGS[-1], *READINGS[1:-1]]
    return [EveryUse(shipped(USE), one) for one in ordered[: rounds(quick=2, full=len(ordered))]]


@pytest.fixture(scope="module")
def gates() -> list[Gate]:
    return gates_of(shipped(GATE))


def gates_of(version: RulesVersion) -> list[Gate]:
    return [Gate(version, {"product_registration_rule": one}) for one in ("voluntary", "required")]


def test_the_shipped_rules_over_every_combination(uses: list[EveryUse], gates: list[Gate]) -> None:
    found = list(wrong(uses, gates, ranks(shipped(USE)) | ranks(shipped(GATE))))
    whole = uses[0].kinds.size * sum(gate.supply[0, 0].size for gate in gates)
    partly = uses[0].partial_cases * sum(gate.partial[0, 0].size for gate in gates)
    tried(
        "rules of use and gate, every combination",
        readings=len(uses),
        whole_cases=whole * len(uses),
        cases_with_something_unknown=partly * len(uses),
        freer_or_otherwise_wrong=len(found),
    )
    assert found == []


def test_pairs_and_triples_of_facts_against_freedom_make_nothing_freer(
    uses: list[EveryUse],
) -> None:
    every, ranked = uses[0], ranks(shipped(USE))
    best = [(axis, one, other) for axis, _, one, other in moves(every.axes, ranked)]
    count = 0
    for size in (2, 3):
        for several in itertools.combinations(best, size):
            if len({axis for axis, *_ in several}) < size:
                continue
            was = now = every.levels
            for axis, one, other in sorted(several, reverse=True):
                was, now = was.take(one, axis), now.take(other, axis)
            assert (now >= was).all(), several
            count += 1
    tried("two and three facts against freedom at once", moves=count)
    assert count > 3000


def test_partial_cases_are_decided_as_their_completions_say(
    uses: list[EveryUse], gates: list[Gate]
) -> None:
    every, supply = uses[0], gates[0]
    pick = random.Random(20260302)
    for _ in range(rounds(quick=150, full=20_000)):
        given = {
            name: pick.choice(values)
            for name, values in (every.axes | supply.axes).items()
            if pick.random() < 0.7
        }
        place = tuple(
            every.axes[name].index(given[name]) if name in given else len(every.axes[name])
            for name in every.axes
        )
        inside = tuple(
            supply.axes[name].index(given[name]) if name in given else len(supply.axes[name])
            for name in supply.axes
        )
        level = supply.level(every.possible(place))[inside]
        if given.get("purpose", "mixed") == "mixed":
            continue  # decided by its parts, and not by the tables alone
        try:
            decided = decide_use(SHELF, LAW, datetime.date(2026, 3, 2), given)
        except Faults as faults:
            assert {fault.key for fault in faults.faults} == {"rules.contradictory"}
            continue
        assert LEVELS[decided.regime] == level, given
        tried("cases with something unknown, by the reader itself", cases=1)


# --- the same, of rules that were spoilt ------------------------------------------------------


def plain(name: str) -> dict[str, Any]:
    """The newest version as values; parts written once with an anchor told apart."""
    tree: dict[str, Any] = read_yaml(installed("tariffs") / f"{name}.yaml").tree["versions"][-1]
    return copied(tree)


def copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return [copied(item) for item in value] if isinstance(value, list) else value


def turned() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each value with its polarity turned."""
    other = {"towards": "against", "against": "towards"}
    for name in (USE, GATE):
        for place, fact in enumerate(plain(name)["facts"]):
            if "yes_speaks" in fact:
                tree = plain(name)
                tree["facts"][place]["yes_speaks"] = other[fact["yes_speaks"]]
                yield name, fact["id"], tree
            for at, value in enumerate(fact.get("values", ())):
                if "speaks" in value:
                    tree = plain(name)
                    tree["facts"][place]["values"][at]["speaks"] = other[value["speaks"]]
                    yield name, f"{fact['id']}={value['id']}", tree


def dropped() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each rule by which a use is charged, refused, supplied or told to break a condition, gone."""
    for name, tables in ((USE, ("channel", "regime")), (GATE, ("refusals", "supply"))):
        for place, table in enumerate(plain(name)["tables"]):
            for at, rule in enumerate(table["rules"] if table["id"] in tables else ()):
                tree = plain(name)
                del tree["tables"][place]["rules"][at]
                yield name, f"{table['id']}/{rule['id']}", tree


ONLY_GROUNDS = {"own-duty", "relief-above-cost", "people-service", "other-welfare"}
"""Rules beside which another decides the same on other grounds; the cases of law hold these."""


def test_a_polarity_turned_is_noticed(uses: list[EveryUse], gates: list[Gate]) -> None:
    ranked = ranks(shipped(USE)) | ranks(shipped(GATE))
    for _, what, tree in turned():
        spoilt = ranks(RulesVersion.model_validate(tree))
        assert next(wrong(uses, gates, ranked | spoilt), None) is not None, what
        tried("rules of use spoilt", polarities_turned=1)


def test_a_rule_dropped_is_noticed() -> None:
    for name, what, tree in dropped():
        version = RulesVersion.model_validate(copy.deepcopy(tree))
        noticed = what.split("/")[-1] in ONLY_GROUNDS
        if name == GATE:
            noticed = noticed or any(spoilt_gate(one) for one in gates_of(version))
        else:
            noticed = noticed or any(spoilt_use(EveryUse(version, one)) for one in ENDS)
        assert noticed, what
        tried("rules of use spoilt", rules_dropped=1)


ENDS = (READINGS[0], READINGS[-1])


def spoilt_use(every: EveryUse) -> bool:
    """Whether some whole case is not decided, or otherwise than the law says."""
    level, channel = as_the_law_says(every)
    undecided = min(every.result("regime").min(), every.result("channel").min()) < 0
    return undecided or bool(
        (level != every.levels).any() or (channel != every.result("channel")).any()
    )


def spoilt_gate(gate: Gate) -> bool:
    """Whether some whole supply is otherwise than the law says."""
    where = dict(zip(gate.axes, np.indices(gate.supply.shape[2:]), strict=True))

    def is_(name: str, *values: Any) -> Any:
        return np.isin(where[name], [gate.axes[name].index(value) for value in values])

    market = is_("secret", True) | is_("data_form", "raw_personal", "raw_not_public")
    required = gate.readings["product_registration_rule"] == "required"
    operated = market | is_("resource_registered", False) | is_("in_scope", False)
    operated = operated | is_("authorisation", "none", "not_yet", "expired")
    operated = operated | (is_("product_registration", "none", "expired") & required)
    law = np.stack([np.where(is_("secret", True), 1, 0), np.where(market, 2, 0),
                    np.where(operated, 2, 0)])[:, None]  # fmt: skip
    known = gate.supply >= 0
    return bool((gate.supply != law)[known].any())


def test_the_shipped_gate_is_as_the_law_says(gates: list[Gate]) -> None:
    assert not any(spoilt_gate(gate) for gate in gates)
