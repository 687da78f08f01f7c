"""Several rules over one bill, in parts and whole, by a second reading of them in fractions; the
same in columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from builders.bills_rated import HEAD, amounts, rated, rule
from builders.cited_rules import hold_cited
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Shelf
from engine.money import to_micro
from engine.tariff import Position, TariffDocument
from engine.tariff.columns.bill import Closing, bill_many

PRODUCTS = ("plain", "other")
MONTHLY = ", accumulate: {key: [customer], period: month}"
ADDED = {"down": 0, "half_up": Fraction(1, 2)}


@dataclass(frozen=True)
class Rule:
    """A rule as it is drawn."""

    model: str
    figure: int
    """Its amount in fen, or hundredths of a per cent."""
    only: str
    """The one product that it sums; empty for all."""
    of_class: bool
    """Whether it is of the first class only."""
    at_zero: str
    at_end: bool
    """Whether it is due at the end of the month only."""

    @property
    def covered(self) -> set[str]:
        return {self.only} if self.only else {*PRODUCTS}

    def written(self, name: str) -> str:
        figure = "percent" if self.model == "percent_off" else "amount"
        more = MONTHLY + (f", products: [{self.only}]" if self.only else "")
        more += ", for: first" if self.of_class else ""
        if self.model == "at_least":
            more += f", at_zero: {self.at_zero}"
            more += ", settled: at_period_end" if self.at_end else ""
        return rule(self.model, f'{figure}: "{Decimal(self.figure) / 100}"', more, name)

    def due(self, gross: Fraction, closed: bool) -> Fraction:
        """What a bill of `gross` comes to."""
        amount = Fraction(self.figure, 100)
        if self.model == "at_least":
            waits = self.at_end and not closed
            least = amount if gross > 0 or self.at_zero == "charged" else Fraction(0)
            return gross if waits else max(gross, least)
        return {
            "waived_up_to": Fraction(0) if gross <= amount else gross,
            "at_most": min(gross, amount),
            "amount_off": max(gross - amount, Fraction(0)),
            "percent_off": gross * (1 - amount / 100),
        }[self.model]


@dataclass(frozen=True)
class Way:
    """How the tariff rounds."""

    unit: str
    mode: str
    at: str

    def __call__(self, amount: Fraction) -> Fraction:
        unit = Fraction(self.unit)
        return floor(amount / unit + ADDED[self.mode]) * unit


rules = st.lists(
    st.builds(
        Rule,
        st.sampled_from(["waived_up_to", "at_least", "at_most", "amount_off", "percent_off"]),
        st.integers(0, 10_000),
        st.sampled_from(["", *PRODUCTS]),
        st.booleans(),
        st.sampled_from(["nothing", "charged"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
).map(lambda made: sorted(made, key=lambda one: one.only == ""))
"""Those of one product first, as check wants them."""
ways = st.builds(
    Way,
    st.sampled_from(["0.01", "0.05", "1"]),
    st.sampled_from([*ADDED]),
    st.sampled_from(["line", "total"]),
)
fen = st.integers(0, 3_000)


def document_of(folder: Path, made: list[Rule], way: Way) -> TariffDocument:
    """The tariff with these rules; a most amount below a least one is refused by check, and read
    alike all the same."""
    path = folder / "demo" / "bill.yaml"
    path.parent.mkdir()
    rounding = f'{{unit: "{way.unit}", mode: {way.mode}, at: {way.at}}}'
    content = HEAD.replace('{unit: "0.01", mode: half_up, at: line}', rounding)
    written = (f"      - {one.written(f'r{place}')}\n" for place, one in enumerate(made))
    path.write_text(content + "".join(written), encoding="utf-8")
    return Shelf(folder).get("demo/bill", TariffDocument)


def by_hand(
    made: list[Rule], way: Way, kind: str, used: tuple[int, int], closed: bool
) -> dict[str, Fraction]:
    """What each rule adds to what is used of each product in a month (fen), and the total."""
    at_line = way.at == "line"
    lines = {name: Fraction(each, 100) for name, each in zip(PRODUCTS, used, strict=True)}
    if at_line:
        lines = {name: way(each) for name, each in lines.items()}
    found: dict[str, Fraction] = {}
    for place, one in enumerate(made):
        if one.of_class and kind != "a":
            continue
        inside = (f"r{at}" for at, each in enumerate(made[:place]) if each.covered & one.covered)
        gross = sum((lines[name] for name in one.covered), Fraction(0))
        gross += sum((found.get(name, Fraction(0)) for name in inside), Fraction(0))
        due = one.due(gross, closed)
        waits = one.model == "at_least" and one.at_end and not closed
        found[f"r{place}"] = (way(due) if at_line and not waits else due) - gross
    total = sum((*lines.values(), *found.values()), Fraction(0))
    return {**found, "total": total if at_line else way(total)}


@settings(max_examples=rounds(quick=60, full=5_000), deadline=None)
@given(
    made=rules,
    way=ways,
    kind=st.sampled_from("ab"),
    parts=st.lists(st.tuples(fen, fen), min_size=1, max_size=4),
    closes=st.booleans(),
)
def test_several_rules_over_a_bill_in_parts_come_to_what_they_come_to_whole(
    made: list[Rule], way: Way, kind: str, parts: list[tuple[int, int]], closes: bool
) -> None:
    with TemporaryDirectory() as folder:
        document = document_of(Path(folder), made, way)
    due: dict[str, Fraction] = {}
    carried: dict[str | None, Position] = {}
    before = (0, 0)
    for place, part in enumerate(parts):
        last = closes and place == len(parts) - 1
        uses = amounts(*(str(Decimal(each) / 100) for each in part))
        if place:
            uses = [
                replace(use, prior=Decimal(each) / 100)
                for use, each in zip(uses, before, strict=True)
            ]
        ends = {f"r{at}": Position("", None, {"customer": "A"}, "2026-03", bill=f"r{at}")
                for at, one in enumerate(made) if one.model == "at_least" and one.at_end and last}  # fmt: skip
        said = [
            replace(one, closes=one.bill in ends) for one in ({**ends, **carried}).values()
        ]  # fmt: skip
        found = rated(document, *uses, positions=said, kind=kind)
        assert found.total is not None
        told = {line.rule.id: line.amount.number for line in found.bill}
        for name, number in {**told, "total": found.total.number}.items():
            due[name] = due.get(name, Fraction(0)) + Fraction(number)
        for line in found.bill:
            carried[line.rule.id] = line.carried
        before = (before[0] + part[0], before[1] + part[1])
    assert due == by_hand(made, way, kind, before, closes)
    tried("several rules over bills in parts", bills=1)


@settings(max_examples=rounds(quick=60, full=5_000), deadline=None)
@given(
    made=rules,
    way=ways.map(lambda way: replace(way, at="line")),
    kind=st.sampled_from("ab"),
    rows=st.lists(st.tuples(fen, fen, st.booleans()), min_size=1, max_size=5),
)
def test_columns_of_bills_of_several_rules_are_what_they_come_to_by_hand(
    made: list[Rule], way: Way, kind: str, rows: list[tuple[int, int, bool]]
) -> None:
    """Each row a bill whose month ends with it, or not."""
    with TemporaryDirectory() as folder:
        document = document_of(Path(folder), made, way)
    lines = [[way(Fraction(each, 100)) for each in row[:2]] for row in rows]
    columns = {
        name: np.array([to_micro(Decimal(float(line[at])).quantize(Decimal("0.01"))) for line in lines])
        for at, name in enumerate(PRODUCTS)
    }  # fmt: skip
    ends = np.array([row[2] for row in rows])
    closing = {f"r{at}": Closing(ends) for at, one in enumerate(made) if one.at_end}
    facts = {"kind": kind}
    found = bill_many(document, document.versions[0], columns, None, closing, facts)
    for place, (plain, other, closed) in enumerate(rows):
        due = by_hand(made, way, kind, (plain, other), closed)
        told = {name: Fraction(int(each[place]), 10**6) for name, each in found.adjusted.items()}
        assert {**told, "total": Fraction(int(found.total[place]), 10**6)} == due
    tried("columns of bills of several rules", bills=len(rows))


@settings(max_examples=rounds(quick=40, full=3_000), deadline=None)
@given(made=rules, way=ways, kind=st.sampled_from("ab"), used=st.tuples(fen, fen))
def test_a_bill_names_the_rules_that_decide_it(
    made: list[Rule], way: Way, kind: str, used: tuple[int, int]
) -> None:
    with TemporaryDirectory() as folder:
        document = document_of(Path(folder), made, way)
    hold_cited(document, amounts(*(str(Decimal(each) / 100) for each in used)), {"kind": kind})
