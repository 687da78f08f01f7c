"""The decision on a use, beyond the cases of law: partial facts, registers, faults, time."""

from __future__ import annotations

import datetime
import itertools
import re
from typing import Any

import pytest
from builders.proof import rounds
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from engine.law import Declaration, Faults, Shelf, installed, laid_over
from engine.rules import RulesDocument
from engine.use import Regime, StandsUnder, UseChange, UseDecision, decide_use, wrong_together

SHELF = Shelf(installed("tariffs"))
ON = datetime.date(2026, 3, 2)
LAW = StandsUnder(
    gate="cn/supply", use="cn/use-of-public-data", conditions="cn/conditions-of-free-use"
)
REGISTERS = LAW.model_copy(
    update={"products": "demo/products", "authorisations": "demo/authorisations"}
)
NAMED = {
    "product": "verification-call",
    "operator": "demo-operator",
    "scenario": "public-service",
}


def _domains() -> dict[str, list[Any]]:
    """Every fact of the gate and the rules of use with all the values that matter."""
    found: dict[str, list[Any]] = {}
    for name in (LAW.use, LAW.gate):
        (version,) = SHELF.get(name, RulesDocument).versions
        for fact in version.facts:
            match fact.type:
                case "yes_no":
                    found[fact.id] = [True, False]
                case "number":
                    found[fact.id] = ["40", "60"]
                case _:
                    found[fact.id] = [value.id for value in fact.values]
    del found["channel"]  # decided by the rules of use
    return found


DOMAINS = _domains()
PRICE = ("differs_from_like_customer", "waived", "tariff_in_force", "tariff_is_trial")
USES = [name for name in DOMAINS if name not in PRICE]
# A use with several purposes is decided part by part: see the cases of law.
DOMAINS["purpose"].remove("mixed")


whole = st.fixed_dictionaries({name: st.sampled_from(DOMAINS[name]) for name in USES}).filter(
    lambda facts: not contradictory(facts)
)
subsets = st.sets(st.sampled_from(USES))


def _decided(facts: dict[str, Any]) -> UseDecision:
    return decide_use(SHELF, LAW, ON, facts)


@settings(max_examples=rounds(quick=300, full=3_000), deadline=None)
@given(facts=whole, known=subsets)
def test_what_is_decided_on_some_facts_is_never_contradicted_by_more(
    facts: dict[str, Any], known: set[str]
) -> None:
    some = _decided({name: facts[name] for name in known | {"purpose"}})
    presumed = {name: value for one in some.presumed for name, value in one.facts.items()}
    assume(all(facts[name] == value for name, value in presumed.items()))
    everything = _decided(facts)
    if some.regime is not Regime.UNDETERMINED:
        assert everything.regime is some.regime
    if some.channel is not None:
        assert everything.channel is some.channel
    if some.reason is not None:
        assert everything.reason == some.reason
    assert {one.code for one in some.refusals} <= {one.code for one in everything.refusals}
    if not some.missing:
        assert (everything.regime, everything.free_share) == (some.regime, some.free_share)


@settings(max_examples=rounds(quick=300, full=3_000), deadline=None)
@given(facts=whole)
def test_with_every_fact_known_nothing_is_missing(facts: dict[str, Any]) -> None:
    decision = _decided(facts)
    assert decision.missing == ()
    # Only the sharing of secret data is left undecided, and on purpose.
    if decision.regime is Regime.UNDETERMINED:
        assert facts["secret"] is True
        assert decision.channel == "sharing"


@settings(max_examples=rounds(quick=60, full=600), deadline=None)
@given(facts=whole, known=subsets)
def test_the_missing_facts_decide_whatever_their_values(
    facts: dict[str, Any], known: set[str]
) -> None:
    given_facts = {name: facts[name] for name in known | {"purpose"}}
    missing = [fact.id for fact in _decided(given_facts).missing]
    combinations = 1
    for name in missing:
        combinations *= len(DOMAINS[name])
    if combinations > 128:
        event("too many combinations to try them all")
        return
    for values in itertools.product(*(DOMAINS[name] for name in missing)):
        if contradictory(given_facts | dict(zip(missing, values, strict=True))):
            continue
        assert _decided(given_facts | dict(zip(missing, values, strict=True))).missing == ()
    for left_out in missing:
        others = [name for name in missing if name != left_out]
        assert any(
            _decided(given_facts | dict(zip(others, values, strict=True))).missing
            for values in itertools.product(*(DOMAINS[name] for name in others))
            if not contradictory(given_facts | dict(zip(others, values, strict=True)))
        )


def test_what_will_be_presumed_or_cannot_be_is_not_asked() -> None:
    """A public body's own duty: once it is known to be one, nothing is presumed to be passed on."""
    for secret, form in ((True, {}), (False, {"data_form": "raw_not_public"})):
        decision = _decided({"purpose": "own_duty", "secret": secret, **form})
        asked = {fact.id for fact in decision.missing}
        assert "user" in asked
        assert "passed_on" not in asked


def contradictory(facts: dict[str, Any]) -> bool:
    return facts.get("openly_available") is True and facts.get("data_form") == "raw_not_public"


def test_every_fact_has_a_question_in_both_languages_and_a_clause() -> None:
    for name in (LAW.use, LAW.gate):
        (version,) = SHELF.get(name, RulesDocument).versions
        for fact in version.facts:
            assert fact.cites
            if fact.type != "switch":
                assert fact.question.zh.rstrip("）").endswith(("？", "。", "不算"))
                assert fact.question.en


def test_the_facts_of_the_gate_are_read_from_the_registers_and_cite_them() -> None:
    decision = decide_use(SHELF, REGISTERS, ON, {"purpose": "industry"}, **NAMED)
    read = {node.origin: node for node in decision.step.walk() if node.operation == "input"}
    for name in ("secret", "data_form", "resource_registered", "product_registration"):
        assert read[name].cites[0].instrument == "演示省公共数据产品和服务清单（示例）"
    for name in ("authorisation", "in_scope"):
        assert read[name].cites[0].instrument == "演示省公共数据资源授权运营协议（示例）"
    assert set(decision.documents) == {
        "cn/supply",
        "cn/use-of-public-data",
        "cn/conditions-of-free-use",
        "demo/products",
        "demo/authorisations",
    }
    assert len(decision.watermarks) == 2


def test_what_is_declared_is_cited_to_its_place() -> None:
    place = Declaration(file="use.yaml", place="facts.purpose")
    decision = decide_use(
        SHELF, REGISTERS, ON, {"purpose": "industry"}, {"purpose": (place,)}, **NAMED
    )
    assert place in decision.answer.declarations


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"product": "no-such-product"}, "use.no_product"),
        ({"operator": "nobody"}, "use.no_operator"),
        ({"scenario": "nowhere"}, "use.no_scenario"),
    ],
)
def test_an_id_that_no_register_holds_is_a_fault(changed: dict[str, str], key: str) -> None:
    with pytest.raises(Faults) as refused:
        decide_use(SHELF, REGISTERS, ON, {"purpose": "industry"}, **(NAMED | changed))
    assert [fault.key for fault in refused.value.faults] == [key]


def test_a_declaration_that_contradicts_a_register_is_a_fault() -> None:
    facts = {"purpose": "industry", "product_registration": "none", "secret": False}
    with pytest.raises(Faults) as refused:
        decide_use(SHELF, REGISTERS, ON, facts, **NAMED)
    (fault,) = refused.value.faults
    assert (fault.place, fault.key) == ("product_registration", "use.contradicts_register")


def test_before_the_rules_are_seen_in_force_there_is_no_decision() -> None:
    with pytest.raises(Faults) as refused:
        decide_use(SHELF, LAW, datetime.date(2025, 1, 15), {"purpose": "industry"})
    assert [fault.key for fault in refused.value.faults] == ["law.not_in_force"]


def test_a_lawful_supply_shows_no_unlawful_neighbour_and_an_unlawful_one_its_remedy() -> None:
    lawful = decide_use(SHELF, REGISTERS, ON, {"purpose": "industry"}, **NAMED)
    assert all(near.outputs["supply"] == "allowed" for near in lawful.nearest)
    outside = decide_use(
        SHELF, REGISTERS, ON, {"purpose": "industry"}, **(NAMED | {"scenario": "advertising"})
    )
    assert [near.fact.id for near in outside.nearest] == ["in_scope"]


def test_several_changes_each_hold_from_their_day() -> None:
    free = {
        "purpose": "people_service",
        "user": "enterprise",
        "end_users_charged": False,
        "other_income": False,
        "passed_on": False,
    }
    changes = [
        UseChange(datetime.date(2026, 3, 10), {"purpose": "industry"}),
        UseChange(datetime.date(2026, 2, 10), {"passed_on": True}),
    ]

    def on(day: datetime.date) -> UseDecision:
        return decide_use(SHELF, REGISTERS, day, free, changes=changes, **NAMED)

    regimes = [
        on(datetime.date(2026, month, day)).reason for month, day in ((2, 9), (2, 10), (3, 10))
    ]
    assert regimes == ["welfare", "resale", "industry"]
    last = on(datetime.date(2026, 3, 10))
    assert last.before is not None
    assert last.before.before is not None
    assert last.before.before.regime is Regime.FREE
    # Once broken, a condition stays broken from its day.
    assert [(one.condition.id, one.since) for one in last.broken] == [
        ("no-resale", datetime.date(2026, 2, 10))
    ]


@pytest.mark.parametrize(
    ("written", "instead", "key"),
    [
        (r"(- id: |\{|, )secret(\n        type|: )", r"\1zz\2", "use.no_filled_fact"),
        (r"(\{id: |: )processed\b", r"\1zz", "use.no_value"),
    ],
)
def test_a_fact_that_registers_fill_in_is_not_renamed_in_silence(
    written: str, instead: str, key: str
) -> None:
    gate = (installed("tariffs") / "cn" / "supply.yaml").read_text(encoding="utf-8")
    changed = re.sub(written, instead, gate)
    assert changed != gate
    with laid_over(SHELF, changed, "draft") as laid:
        assert laid.faults == ()
        assert [one.key for one in wrong_together(laid.shelf, REGISTERS)] == [key]
