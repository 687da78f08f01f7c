"""Why a figure is what it is, line by line of its outline, and what is remarked of it; by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders.method_tree import Wrong, at, changed, line, more, named, number

from engine.explain import outline
from engine.law import Declaration
from engine.method import InputCell, Inputs, Worksheet, evaluate
from engine.method.formula.names import Names
from engine.method.formula.words import formula_in_words
from engine.text import Language


def cell(value: Any, place: str) -> InputCell:
    given = Decimal(value) if isinstance(value, int) else value
    return InputCell(given, (Declaration(file="given", place=place),))


def row(name: str, **columns: Any) -> dict[str, InputCell]:
    return {"id": InputCell(name)} | {
        column: cell(value, f"{name}.{column}") for column, value in columns.items()
    }


GIVEN = Inputs(
    tables={
        "classes": [row("small", weight=2), row("large", weight=3)],
        "items": [
            row("one", sort="wages", class_of="small", amount=100, trips=4),
            row("two", sort="power", class_of="large", amount=60, trips=5),
        ],
        "stages": [row("first", placed=1, spent=10), row("second", placed=2, spent=20)],
    },
    scalars={
        "cost": cell(1001, "cost"),
        "income": {2026: cell(7, "income.2026"), 2027: cell(8, "income.2027")},
    },
    parameters={"rate": cell(5, "rate")},
    years=(2026, 2027),
)
LINES = ("blocks", 0, "lines")


def cited(name: str) -> list[dict[str, str]]:
    more_of = {"article": "1", "address": "a library", "evidence": "text", "applies": "directly"}
    return [{"instrument": name, **more_of}]


CHANGES: tuple[Wrong, ...] = (
    at("switches", 0, values=[named("gross", cites=cited("Reading")), named("net")]),
    at(*LINES, 0, cites=cited("Of used"),
       round={"unit": "0.1", "mode": "up", "cites": cited("Rounding")}),
    at(*LINES, 1, "by", "cases", gross={"formula": "cost - used", "cites": cited("Case")}),
    more(*LINES, entry=line("dear", "yuan", 'sum(i.amount for i in items if i.amount > 50 and i.sort != "power") + max(cost, 0) * count(i for i in items if i.trips > 4) / count(items)')),
    more(*LINES, entry=line("way", "yuan", "cost if cost > 7000 or not used > 60 and cost < 0 else -cost ** 2 / cost")),
    more(*LINES, entry=line("lapse", "yuan*year", "sum(y.income * y.elapsed for y in years)")),
)  # fmt: skip


def computed(*changes: Wrong, inputs: Inputs = GIVEN) -> Worksheet:
    return evaluate("test/small", changed(*changes).versions[0], inputs)


COST, RATE = "cost = 1,001 yuan (given) [given cost]", "rate = 5 % (given) [given rate; a rule one]"
# 1,001 × 5 % = 50.05, up to a whole ten fen.
USED = [
    "used = 50.1 yuan (rounded) [Rounding 1]",
    "  used (before rounding) = 50.05 yuan (product) [Of used 1]",
    f"    {COST}",
    "    rate = 0.05 (quotient)",
    f"      {RATE}",
    "      per cent as a fraction = 100 % (given)",
]


def deeper(lines: list[str], by: int = 1) -> list[str]:
    return [f"{'  ' * by}{one}" for one in lines]


@pytest.mark.parametrize(
    ("name", "key", "lines"),
    [
        ("used", None, USED),
        # The reading that was chosen with its own citation, the case with its own.
        (
            "chosen",
            None,
            [
                "chosen = 950.9 yuan (chosen) [a rule one]",
                "  basis is gross = gross (given) [Reading 1]",
                "  chosen (gross) = 950.9 yuan (difference) [Case 1]",
                f"    {COST}",
                *deeper(USED, 2),
            ],
        ),
        (
            "sorted",
            "two",
            [
                "sorted: two = 30 yuan (chosen) [a rule one]",
                "  sort: two is power = power (given) [given two.sort]",
                "  sorted: two (power) = 30 yuan (quotient) [a rule one]",
                "    amount: two = 60 yuan (given) [given two.amount]",
                "    2 = 2 (given)",
            ],
        ),
        # The weight of the class that the row names; a case that is one name is the same.
        (
            "weighed",
            "one",
            [
                "weighed: one = 200 yuan (product) [a rule one]",
                "  weight: small = 2 (given) [given small.weight]",
                "  sorted: one = 100 yuan (chosen) [a rule one]",
                "    sort: one is wages = wages (given) [given one.sort]",
                "    sorted: one (wages) = 100 yuan (the same) [a rule one]",
                "      amount: one = 100 yuan (given) [given one.amount]",
            ],
        ),
        # The first row starts from the cost, the next from the row before.
        (
            "left",
            "second",
            [
                "left: second = 971 yuan (difference) [a rule one]",
                "  left: first = 991 yuan (difference) [a rule one]",
                f"    {COST}",
                "    spent: first = 10 yuan (given) [given first.spent]",
                "  spent: second = 20 yuan (given) [given second.spent]",
            ],
        ),
        (
            "grown",
            2027,
            [
                "grown (2027) = 15 yuan/year (sum) [a rule one]",
                "  grown (2026) = 7 yuan/year (sum) [a rule one]",
                "    0 = 0 (given)",
                "    income (2026) = 7 yuan/year (given) [given income.2026]",
                "  income (2027) = 8 yuan/year (given) [given income.2027]",
            ],
        ),
        # 100 of wages above 50; 1,001 for the one row of more than 4 trips, by 2 rows.
        (
            "dear",
            None,
            [
                "dear = 600.5 yuan (sum) [a rule one]",
                "  sum over items with amount > 50 and sort ≠ power of amount = 100 yuan (sum)",
                "    amount: one = 100 yuan (given) [given one.amount]",
                "  the larger of (cost, 0) × number of items with trips > 4 ÷ number of items = 500.5 yuan (quotient)",
                "    the larger of (cost, 0) × number of items with trips > 4 = 1,001 yuan (product)",
                "      the larger of (cost, 0) = 1,001 yuan (larger of)",
                f"        {COST}",
                "        0 = 0 (given)",
                "      number of items with trips > 4 = 1 (sum)",
                "        items: two = 1 (given)",
                "    number of items = 2 (given)",
            ],
        ),
        # What was looked at until it was told, and the branch that was taken alone.
        (
            "way",
            None,
            [
                "way = -1,001 yuan (chosen) [a rule one]",
                "  cost > 7000 = no (compared)",
                f"    {COST}",
                "    7000 = 7,000 (given)",
                "  used > 60 = no (compared)",
                *deeper(USED, 2),
                "    60 = 60 (given)",
                "  cost < 0 = no (compared)",
                f"    {COST}",
                "    0 = 0 (given)",
                "  -1 × cost ^ 2 ÷ cost = -1,001 yuan (quotient)",
                "    -1 × cost ^ 2 = -1,002,001 yuan**2 (product)",
                "      -1 = -1 (given)",
                "      cost ^ 2 = 1,002,001 yuan**2 (power)",
                f"        {COST}",
                "        2 = 2 (given)",
                f"    {COST}",
            ],
        ),
        (
            "lapse",
            None,
            [
                "lapse = 8 yuan*year (sum) [a rule one]",
                "  income × years since the first = 0 yuan (product)",
                "    income (2026) = 7 yuan/year (given) [given income.2026]",
                "    years since the first = 0 year (given)",
                "  income × years since the first = 8 yuan (product)",
                "    income (2027) = 8 yuan/year (given) [given income.2027]",
                "    years since the first = 1 year (given)",
            ],
        ),
    ],
)
def test_the_outline_of_a_figure_worked_by_hand(
    name: str, key: str | int | None, lines: list[str]
) -> None:
    found = computed(*CHANGES)
    assert list(outline(found.step(name, key), Language.EN)) == lines


@pytest.mark.parametrize(
    ("switches", "told"),
    [
        # Who makes the default the default is cited before the reading, of another one nobody.
        ({}, "basis is gross = gross (given) [Place 1; Reading 1]"),
        ({"basis": "net"}, "basis is net = net (given) [Other 1]"),
    ],
)
def test_a_default_also_rests_on_what_makes_it_the_default(
    switches: dict[str, str], told: str
) -> None:
    values = [named("gross", cites=cited("Reading")), named("net", cites=cited("Other"))]
    decided = at("switches", 0, values=values, cites=cited("Place"))
    found = computed(*CHANGES, decided, inputs=replace(GIVEN, switches=switches))
    assert list(outline(found.step("chosen"), Language.EN))[1].strip() == told


def test_formulas_in_words() -> None:
    version = changed(*CHANGES).versions[0]
    names = Names(version)
    said = {one.id: formula_in_words(one, names, Language.EN) for one in version.lines()}
    assert said == {
        "used": "cost × rate",
        "chosen": "gross: cost − used\nnet: cost − used",
        "sorted": "wages: amount\npower: amount ÷ 2",
        "weighed": "weight × sorted",
        "per_trip": "amount ÷ trips",
        "left": "left of the row before (in the first row cost) − spent",
        "grown": "grown of the year before (in the first year 0) + income",
        "wages": "sum over items with sort = wages of amount",
        "dear": (
            "sum over items with amount > 50 and sort ≠ power of amount + the larger of (cost, 0) "
            "× number of items with trips > 4 ÷ number of items"
        ),
        "way": (
            "if cost > 7000 or (not (used > 60) and cost < 0): cost; otherwise -1 × cost ^ 2 ÷ cost"
        ),
        "lapse": "sum over years of income × years since the first",
    }


# --- remarks --------------------------------------------------------------------------------------


def remarking(formula: str, scope: str = "cycle", **more_of: Any) -> Wrong:
    remark = named("told", formula=formula, scope=scope, **more_of)
    return at("blocks", 0, remarks=[remark])


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        (remarking("cost > 1000"), [(None, "told", None)]),
        (remarking("cost > 1001"), []),
        (remarking("cost > 1000", shows="used * 2"), [(None, "told", "100.10")]),
        (remarking("amount > 60", scope="items"), [("one", "told: one", None)]),
        (
            remarking("income > 0", scope="year", shows="income"),
            [(2026, "told (2026)", "7"), (2027, "told (2027)", "8")],
        ),
        # What it looks at has no figure: nothing is told, and the rest is computed.
        (remarking("cost / (used - used) > 1"), []),
        (remarking("cost > 1000", shows="cost / (used - used)"), []),
        (remarking("unasked > 0"), []),
        (remarking("cost > 1000", shows="unasked"), []),
    ],
)
def test_a_remark_is_told_where_it_holds_and_stands_in_no_ones_way(
    remark: Wrong, told: list[tuple[object, str, str | None]]
) -> None:
    found = computed(remark, more("inputs", entry=named("unasked", unit="yuan")))
    assert [
        (one.key, one.title.en, None if one.shown is None else str(one.shown.value))
        for one in found.remarks
    ] == told
    assert found.step("wages").number == 100
    assert not found.has("unasked")


# --- rows far down --------------------------------------------------------------------------------


def test_a_row_far_down_is_computed_from_the_first_on_whoever_asks_for_it() -> None:
    """A line that stands before it looks up the last of 3,000 rows; each spends one more yuan."""
    asks = named("asks", columns=[named("which", type="text", of="stages"), number("n", "1")])
    first = line("asked", "yuan", "left[which] * n", scope="asks")

    def before_all(version: dict[str, Any]) -> None:
        version["blocks"][0]["lines"].insert(0, first)

    stages = [row(f"s{n}", placed=n, spent=1) for n in range(3000)]
    tables = {**GIVEN.tables, "stages": stages, "asks": [row("a", which="s2999", n=1)]}
    found = computed(more("tables", entry=asks), before_all, inputs=replace(GIVEN, tables=tables))
    assert found.step("asked", "a").number == 1001 - 3000
    assert found.step("left", "s9").number == 1001 - 10
