"""Why two quotes differ: parts by hand, by every order, with their clauses, whatever was asked."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from builders.faults import keys_in
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Citation, Declaration, Located, Shelf, checked, installed
from engine.quote import QuoteRequest, quote, read_request
from engine.reconcile import Quoted, Reconciled, quoted, reconciled_quotes
from engine.report.terminal import page_lines
from engine.show.analysis.reconcile import reconcile_page
from engine.text import Language, Text

SHELF = Shelf(installed("tariffs"))
D = Decimal
QUOTES = installed("examples") / "quotes"


def example(name: str) -> Quoted:
    return quoted(quote(SHELF, *read_request(QUOTES / f"{name}.yaml")), f"{name}.yaml")


def asked(tree: dict[str, Any], file: str = "asked.yaml") -> Quoted:
    located = Located(file, tree)
    return quoted(quote(SHELF, checked(QuoteRequest, located), located), file)


def parts(of: Reconciled) -> dict[str, Decimal]:
    return {part.change.id: part.amount for part in of.parts}


def between(first: str, second: str) -> Reconciled:
    return reconciled_quotes(example(first), example(second), SHELF)


def test_a_kind_of_bank_by_hand() -> None:
    """1,200 reports at 4.50 for a village bank, at 9.00 for another commercial bank."""
    found = between("village-bank", "commercial-bank")
    assert parts(found) == {"facts.institution_kind": D("5400.00")}
    assert [one.id for one in found.unmoved] == ["customer"]
    (part,) = found.parts
    (move,) = part.change.moves
    assert isinstance(move.before, Text)
    assert move.before.zh == "村镇银行"
    declared, clause = part.change.sources
    assert isinstance(declared, Declaration) and isinstance(clause, Citation)
    assert (declared.file, declared.place) == ("commercial-bank.yaml", "facts.institution_kind")
    assert clause.instrument == "发改价格规〔2019〕1318号"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # another day is another version of the tariff
        ("commercial-bank-before", "commercial-bank", {"on": D("-13200.00")}),
        # 900,000.00 of 1,179,800.00 are of use beyond the first 2,000,000
        ("demo-calls", "later-in-the-month", {"position": D("-279800.00")}),
        # what keeps the use free is said by two facts, which cannot be asked one without the other
        ("free-governance", "demo-calls", {"use": D("1179800.00")}),
        # of another tariff nothing can be asked that the first has
        ("demo-calls", "demo-metered", {"tariff": D("-1107800.00")}),
        ("demo-calls", "village-bank", {"all": D("-1174400.00")}),
        ("demo-calls", "demo-calls", {}),
    ],
)
def test_what_makes_the_difference(first: str, second: str, expected: dict[str, Decimal]) -> None:
    found = between(first, second)
    assert parts(found) == expected
    assert sum(expected.values()) == found.difference
    assert parts(between(second, first)) == {name: -one for name, one in expected.items()}


CALLS = {
    "tariff": "demo/price-list",
    "operator": "demo-operator",
    "scenario": "enterprise-services",
    "use": {
        "purpose": "industry",
        "user": "enterprise",
        "openly_available": False,
        "passed_on": False,
    },
}
TOLD = st.fixed_dictionaries(
    {
        "on": st.sampled_from(["2026-03-02", "2026-04-30"]),
        "position": st.sampled_from(["none", None]),
        "waived": st.booleans(),
        "calls": st.sampled_from([None, "1", "999999", "1000001", "7000000"]),
        "packages": st.sampled_from([None, "1", "12"]),
        "name": st.sampled_from(["甲", "乙"]),
    }
).filter(lambda told: told["calls"] or told["packages"])


def tree_of(told: dict[str, Any]) -> dict[str, Any]:
    lines = {"verification-call": told["calls"], "enterprise-data-package": told["packages"]}
    whole = {
        **CALLS,
        "on": told["on"],
        "customer": {"name": told["name"]},
        "waived": told["waived"],
        "lines": [{"product": name, "quantity": one} for name, one in lines.items() if one],
    }
    return whole | ({} if told["position"] is None else {"position": told["position"]})


def cost(told: dict[str, Any]) -> int:
    """By hand, in fen: calls in three bands a month, packages at 274.13; nothing where waived."""
    if told["waived"]:
        return 0
    calls, packages = Decimal(told["calls"] or 0), Decimal(told["packages"] or 0)
    first, second = min(calls, D(1000000)), min(max(calls - 1000000, D(0)), D(4000000))
    third = max(calls - 5000000, D(0))
    amount = first * D("0.2298") + second * D("0.2") + third * D("0.15")
    return int(amount.quantize(D("0.01"), "ROUND_HALF_UP") * 100) + int(packages * 27413)


@given(before=TOLD, after=TOLD)
@settings(max_examples=rounds(15, 300), deadline=None)
def test_parts_are_the_averages_over_every_order(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    first, second = asked(tree_of(before)), asked(tree_of(after))
    assert (first.figure * 100, second.figure * 100) == (cost(before), cost(after))
    found = reconciled_quotes(first, second, SHELF)
    assert sum((part.amount for part in found.parts), D(0)) == second.figure - first.figure
    back = parts(reconciled_quotes(second, first, SHELF))
    assert back == {name: -one for name, one in parts(found).items()}
    differing = [name for name in before if before[name] != after[name]]
    by_hand = dict.fromkeys(differing, Fraction(0))
    orders = list(itertools.permutations(differing))
    for order in orders:
        now = dict(before)
        for name in order:
            was = cost(now)
            now[name] = after[name]
            by_hand[name] += Fraction(cost(now) - was, len(orders))
    named = {
        "calls": "lines.verification-call",
        "packages": "lines.enterprise-data-package",
        "name": "customer",
    }
    told = {part.change.id: part.amount * 100 for part in found.parts}
    for name, share in by_hand.items():
        assert abs(Fraction(told.pop(named.get(name, name), 0)) - share) <= 1
    assert told == {}


def test_how_far_it_has_come_is_told() -> None:
    """Three lines that differ have eight mixtures."""
    heard: list[tuple[int, int]] = []
    one, other = packages("1", "2", "3"), packages("4", "5", "6")
    reconciled_quotes(one, other, SHELF, lambda done, of: heard.append((done, of)))
    assert heard == [(done, 8) for done in range(1, 9)]


def test_two_lines_of_one_product() -> None:
    one = {"product": "enterprise-data-package", "quantity": "1"}
    alone = tree_of({"on": "2026-03-02", "position": "none", "waived": False, "calls": None,
                     "packages": "1", "name": "甲"})  # fmt: skip
    found = reconciled_quotes(asked(alone), asked({**alone, "lines": [one, one, one]}), SHELF)
    assert parts(found) == {
        "lines.enterprise-data-package#2": D("274.13"),
        "lines.enterprise-data-package#3": D("274.13"),
    }
    assert [part.change.title.zh for part in found.parts] == [
        "企业数据包（第 2 行）",
        "企业数据包（第 3 行）",
    ]


def packages(*lines: str, **otherwise: Any) -> Quoted:
    asked_for = [{"product": "enterprise-data-package", "quantity": one} for one in lines]
    return asked({**CALLS, "on": "2026-03-02", "customer": {"name": "甲"}, "lines": asked_for,
                  **otherwise})  # fmt: skip


def test_half_a_fen_goes_to_the_same_part_on_the_way_back() -> None:
    """From 0 to twice 274.13: 137.065 and 411.195, of which the former is named first."""
    first, second = packages("1", waived=True), packages("2")
    found = parts(reconciled_quotes(first, second, SHELF))
    assert sorted(found.values()) == [D("137.07"), D("411.19")]
    assert parts(reconciled_quotes(second, first, SHELF)) == {
        name: -one for name, one in found.items()
    }


def test_quotes_of_days_before_the_tariff_have_their_uses_compared() -> None:
    """The list is in force from 1 March; asked in February, its calls of March cost 0.2298."""

    def calls(on: str, quantity: str) -> Quoted:
        events = [{"on": "2026-03-02", "quantity": quantity}]
        lines = [{"product": "verification-call", "events": events}]
        return packages(on=on, lines=lines)

    found = reconciled_quotes(calls("2026-02-16", "10"), calls("2026-02-17", "20"), SHELF)
    assert parts(found) == {"lines.verification-call": D("2.30")}
    assert found.parts[0].change.title.en == "Enterprise verification call"


def moves(of: Reconciled) -> dict[str, list[tuple[str, Any, Any]]]:
    """What differs in words, by change; in English."""

    def said(value: Any) -> Any:
        return value.en if isinstance(value, Text) else value

    changes = (*(part.change for part in of.parts), *of.unmoved)
    return {
        one.id: [(move.what.en, said(move.before), said(move.after)) for move in one.moves]
        for one in changes
    }


def test_what_is_named_has_its_title_and_what_is_counted_its_number() -> None:
    event = {"on": "2026-03-02", "keys": {"project": "a"}}
    line = {"product": "verification-call", "events": [event, event]}
    package = {"product": "enterprise-data-package", "quantity": "1"}
    first = packages(lines=[package], position="none")
    second = packages(lines=[package, line], scenario="inclusive-finance")
    found = moves(reconciled_quotes(first, second, SHELF))
    assert found == {
        "lines.verification-call": [("dated requests", None, "entries: 2")],
        "position": [("value", "nothing", None)],
        "scenario": [("value", "Enterprise services", "Inclusive finance")],
    }
    third = {**line, "events": [event, {**event, "quantity": "3"}]}
    again = moves(reconciled_quotes(second, packages(
        lines=[package, third], scenario="inclusive-finance"), SHELF))  # fmt: skip
    assert again == {"lines.verification-call": [("dated requests", "entries: 2", "others: 2")]}
    other = moves(reconciled_quotes(first, example("demo-metered"), SHELF))
    named = {what: (before, after) for of in other.values() for what, before, after in of}
    assert named["tariff, and what is used"][0] == "Price list of the demo province's operator"


def test_what_cannot_be_compared_is_said() -> None:
    request = read_request(QUOTES / "missing-facts.yaml")
    assert keys_in(lambda: quoted(quote(SHELF, *request), "missing-facts.yaml")) == {
        "": "reconcile.no_amount"
    }


def transcript(pages: int) -> Quoted:
    return asked({
        "on": "2026-11-30",
        "tariff": "us/court-records",
        "customer": {"name": "Account"},
        "position": "none",
        "lines": [{"product": "transcript", "quantity": pages}],
    })  # fmt: skip


def test_dollars_are_called_dollars_and_are_no_yuan() -> None:
    """300 pages at 0.10 are waived within a quarter's 30.00, 301 are due: 30.10."""
    found = reconciled_quotes(transcript(300), transcript(301), SHELF)
    assert parts(found) == {"lines.transcript": D("30.10")}
    said = "\n".join(page_lines(reconcile_page(found), Language.EN, 100))
    assert "+30.10 USD apart" in said and "yuan" not in said
    assert keys_in(lambda: reconciled_quotes(transcript(301), example("demo-calls"), SHELF)) == {
        "": "reconcile.two_moneys"
    }
