"""Each figure that the method is given stands in the submission where its source says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders.operators import DAY, METHOD, ROOT, SHELF, Tree, deducting, entry, filed, tree, value

from engine.determination import (
    Determination,
    Spread,
    determine,
    driver_effects,
    from_submitted_to_permitted,
)
from engine.explain import BarKind, outline
from engine.law import Citation, Declaration, Located
from engine.method import InputCell
from engine.money import exactly
from engine.submission import accepted, read_submission
from engine.text import Language, Text

DEMO = ROOT / "examples" / "operators" / "demo"


@cache
def rich() -> Tree:
    """The illustrative operator as plain values, with a forecast's term and assets beside it."""
    whole = read_submission(DEMO).submission.model_dump(mode="json", exclude_none=True)
    whole |= {"net_assets": "12345678.90", "effective_assets": "9876543.21"}
    assert isinstance(whole, dict)
    return whole


@cache
def found() -> Determination:
    return determine(
        SHELF, accepted(Located("demo.yaml", rich())), METHOD, DAY, {"base_year": "average"}
    )


def at(place: str) -> Any:
    """What stands at a place of the submission."""
    here: Any = rich()
    for name, position in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        here = here[int(position)] if position else here[name]
    return here


def said(cell: InputCell) -> list[Any]:
    """What the submission says at each source of a cell, which all stand in its file."""
    places = []
    for source in cell.sources:
        assert isinstance(source, Declaration) and source.file == "demo.yaml", source
        places.append(at(source.place))
    return places


def added(figures: list[Any]) -> Decimal:
    return sum(map(Decimal, figures), Decimal(0))


def holds(table: str, column: str, cell: InputCell, row: Any) -> bool:
    """Whether what stands at the sources of a cell is what the cell says, by hand for each kind."""
    if (table, column) == ("items", "treatment"):  # decided by a rule, on what the places say
        return any(isinstance(source, Citation) for source in cell.sources)
    if column == "earlier_reviewed":
        return bool(cell.sources)  # what earlier years came to has steps of its own
    there = said(cell)
    if column in ("granted_value", "earlier_amount"):
        # where nothing is said of a year, it is the whole list that says so
        amounts = [one for one in there if one is not rich()["earlier"]]
        return cell.value in (added(amounts), Decimal(0))
    if column in ("in_use_year", "in_use_month"):
        part = {"in_use_year": 0, "in_use_month": 1}[column]
        return [int(str(cell.value))] == [int(one.split("-")[part]) for one in there]
    if (table, column) == ("pools", "paid_share"):
        if len(there) == 2:  # of a measured driver
            paid, free = map(Decimal, there)
            return abs(Decimal(str(cell.value)) - 100 * paid / (paid + free)) < Decimal("1e-20")
        return there == [str(cell.value)]
    if table == "uses" and column in ("product", "pool", "share"):
        (source,) = cell.sources
        named = {"product": row["product"].value, "pool": row["pool"].value}
        assert isinstance(source, Declaration)
        return (
            str(named["product"]) in source.place
            or re.search(r"products\[\d+\]", source.place) is not None
        )
    if column == "driver_of_all":
        (source,) = cell.sources
        assert isinstance(source, Declaration)
        of_all = at(source.place.rpartition(".")[0])
        return cell.value == added(list(of_all.values()))
    (one,) = there
    if isinstance(cell.value, Decimal):
        return cell.value == Decimal(str(one))
    return cell.value == one


def cells() -> Iterator[tuple[str, str, str, InputCell, Any]]:
    for table, rows in found().worksheet.inputs.tables.items():
        for row in rows:
            for column, cell in row.items():
                if column not in ("id", "title"):
                    yield table, str(row["id"].value), column, cell, row


def test_each_cell_says_what_stands_where_it_was_declared() -> None:
    looked_at = 0
    for table, name, column, cell, row in cells():
        assert cell.sources or column in ("granted_value",), (table, name, column)
        assert holds(table, column, cell, row), (table, name, column, cell)
        looked_at += 1
    assert looked_at > 500


def test_each_row_has_what_the_submission_says_and_no_more() -> None:
    rows = {
        table: {str(row["id"].value): row for row in of}
        for table, of in found().worksheet.inputs.tables.items()
    }
    earlier = {one["of"] for one in rich()["earlier"]}
    always = {"id", "title", "category", "treatment", "submitted"}
    of_asset = {"original_value", "granted_value", "residual_share", "life_years"}
    written = {
        "asset_class": {"asset_class"},
        "in_use_from": {"in_use_year", "in_use_month"},
        "given": {"given_value"},
        "revalued": {"revalued_value"},
    }
    assert set(rows["items"]) == {item["id"] for item in rich()["items"]}
    for item in rich()["items"]:
        expected = always | {name for name in ("pool", "direct") if name in item}
        expected |= of_asset if "asset" in item else set()
        for name, columns in written.items():
            if item.get("asset", {}).get(name) not in (None, "0"):
                expected |= columns
        columns = set(rows["items"][item["id"]]) - {"earlier_reviewed"}
        assert columns == expected, item["id"]
        assert "earlier_reviewed" in rows["items"][item["id"]]
    for subsidy in rich()["subsidies"]:
        columns = set(rows["subsidies"][subsidy["id"]])
        more = {"earlier_amount"} if subsidy["tag"] != "asset" else set()
        assert columns == {"id", "title", "tag", "amount"} | more
    assert earlier
    for pool in rich()["pools"]:
        more = {"driver_paid", "driver_free"} if "by" in pool else set()
        assert set(rows["pools"][pool["id"]]) == {"id", "title", "paid_share"} | more
    uses = {
        f"{product['id']}.{pool['id']}"
        for pool in rich()["pools"]
        for product in rich()["products"]
        if pool["id"] in product["shares"]
    }
    assert set(rows["uses"]) == uses
    measured = {pool["id"] for pool in rich()["pools"] if "by" in pool}
    for name, row in rows["uses"].items():
        more = {"driver_taken", "driver_of_all"} if name.split(".")[1] in measured else set()
        assert set(row) == {"id", "title", "product", "pool", "share"} | more
        assert isinstance(row["title"].value, Text)
    (use,) = [row for name, row in rows["uses"].items() if name == "verification-call.computing"]
    titles = {one["id"]: one["title"] for one in (*rich()["products"], *rich()["pools"])}
    product, pool = titles["verification-call"], titles["computing"]
    assert use["title"].value == Text(
        zh=f"{product['zh']}·{pool['zh']}", en=f"{product['en']}, {pool['en']}"
    )


def test_what_earlier_years_came_to_is_the_sum_of_each() -> None:
    """Of subsidies as received; of items as reviewed, each by the rules of its own year."""
    for table, name, column, cell, _ in cells():
        if column == "earlier_amount":
            there = [Decimal(one["amount"]) for one in rich()["earlier"] if one["of"] == name]
            assert cell.value == sum(there, Decimal(0)), name
        if column == "earlier_reviewed":
            assert table == "items"
            of_years = [
                next(row.reviewed for row in of.rows if row.treatment.item.id == name)
                for of in found().earlier.values()
            ]
            assert cell.value == exactly(lambda parts=of_years: sum(parts, Decimal(0))), name


@pytest.mark.parametrize(
    ("name", "figure", "place"),
    [
        ("income_base_year", None, "income"),
        ("accounts_year", None, "accounts_year"),
        ("accounts_years", Decimal(3), "earlier_years"),
        ("cycle_first_year", None, "cycle.first_year"),
        ("input_vat", None, "input_vat"),
        ("net_assets", None, "net_assets"),
        ("effective_assets", None, "effective_assets"),
        ("local_average_wage", None, "local_average_wage"),
    ],
)
def test_each_single_figure_has_its_place(name: str, figure: Decimal | None, place: str) -> None:
    cell = found().worksheet.inputs.scalars[name]
    assert isinstance(cell, InputCell)
    assert [one.place for one in cell.sources if isinstance(one, Declaration)] == [place]
    assert cell.value == (figure or Decimal(str(at(place))))


def test_the_staff_of_a_year_is_that_of_all_its_groups() -> None:
    """Groups without a year are of the last; those of another year count in that one."""
    whole = tree()
    whole["earlier_years"] = [
        {"year": 2024, "income": Decimal(9000000), "local_average_wage": Decimal(110000)}
    ]
    whole["local_average_wage"] = Decimal(120000)
    whole["staff"] = [
        {"id": "a", "title": "甲", "number": Decimal("10.5")},
        {"id": "b", "title": "乙", "number": Decimal(7), "year": 2024},
        {"id": "c", "title": "丙", "number": Decimal(3), "year": 2025},
    ]
    of = determine(SHELF, filed(whole), METHOD, DAY)
    last = of.worksheet.inputs.scalars["staff_number"]
    before = of.earlier[2024].worksheet.inputs.scalars["staff_number"]
    assert isinstance(last, InputCell) and isinstance(before, InputCell)
    assert (last.value, before.value) == (Decimal("13.5"), 7)
    assert [one.named for one in last.sources] == [
        f"circle.yaml staff[{n}].number（财务部（示例））" for n in (0, 2)
    ] or [getattr(one, "place", None) for one in last.sources] == [
        "staff[0].number",
        "staff[2].number",
    ]
    assert [getattr(one, "place", None) for one in before.sources] == ["staff[1].number"]


def test_a_yield_that_is_given_has_its_reason() -> None:
    whole = tree() | {"yield_override": {"value": Decimal("1.9"), "reason": "预测"}}
    scalars = determine(SHELF, filed(whole), METHOD, DAY).worksheet.inputs.scalars
    for name in ("yield_before_cycle", "yield_before_determination"):
        cell = scalars[name]
        assert isinstance(cell, InputCell) and cell.value == Decimal("1.9")
        (source,) = cell.sources
        assert isinstance(source, Declaration)
        assert (source.place, source.reason) == ("yield_override.value", "预测")
    published = determine(SHELF, filed(tree()), METHOD, DAY).worksheet.inputs.scalars
    for name in ("yield_before_cycle", "vat_rate", "education_surcharge_rate"):
        cell = published[name]
        assert isinstance(cell, InputCell)
        assert any(isinstance(source, Citation) for source in cell.sources), name


def test_the_spread_is_the_submissions_or_the_one_that_is_chosen() -> None:
    submitted = determine(SHELF, filed(tree()), METHOD, DAY).worksheet.inputs.parameters["spread"]
    (source,) = submitted.sources
    assert isinstance(source, Declaration)
    assert (submitted.value, source.place) == (5, "spread.value")
    assert source.reason == tree()["spread"]["reason"]
    own = Declaration(file="--spread", place="–", reason="风险较低")
    of = determine(SHELF, filed(tree()), METHOD, DAY, spread=Spread(Decimal(4), own))
    chosen = of.worksheet.inputs.parameters["spread"]
    assert (chosen.value, chosen.sources) == (4, (own,))


def test_a_trial_and_a_deduction_are_given_with_their_places() -> None:
    whole = tree() | {"basis": "forecast", "accounts_year": 2026}
    whole["trial"] = {"begins": "2026-03-31", "months": 12}
    months = determine(SHELF, filed(whole), METHOD, DAY).worksheet.inputs.scalars["trial_months"]
    assert isinstance(months, InputCell) and months.value == 12
    assert [getattr(one, "place", None) for one in months.sources] == ["trial.months"]
    deduction = deducting(Decimal(300), "E-9")
    of = determine(SHELF, filed(tree()), METHOD, DAY, deduction=deduction)
    taken = of.worksheet.inputs.scalars["deduction"]
    assert isinstance(taken, InputCell) and taken.value == 300
    assert taken.sources == (Declaration(file="E-9", place="result.excess"),)
    plain = determine(SHELF, filed(tree()), METHOD, DAY).worksheet.inputs
    assert not {"deduction", "trial_months", "net_assets", "staff_number"} & set(plain.scalars)
    # what the earlier year is reviewed with, and no more
    assert {*found().earlier[2024].worksheet.inputs.tables} == {"items", "subsidies", "pools"}


# --- what moves it ----------------------------------------------------------------


def test_a_driver_is_shown_in_words_with_its_figures() -> None:
    """Storage by volume: 5,400 of 9,600 terabyte-months."""
    effects = {(e.pool.id, e.driver.id): e for e in driver_effects(found())}
    assert len(effects) == len(rich()["pools"]) * len(rich()["drivers"])
    chosen = {(pool["id"], pool["by"]) for pool in rich()["pools"] if "by" in pool}
    assert {key for key, one in effects.items() if one.chosen} == chosen
    effect = effects["storage", "volume"]
    (pool,) = [one["title"]["en"] for one in rich()["pools"] if one["id"] == "storage"]
    words = [line.split(" [")[0] for line in outline(effect.share, Language.EN)]
    paid, free = (
        "Volume stored taken by paid use = 5,400",
        "Volume stored taken by free supply = 4,200",
    )
    assert words == [
        f"{pool} by Volume stored: share of paid use = 0.5625 (quotient)",
        f"  {paid} (given)",
        "  Volume stored in all = 9,600 (sum)",
        f"    {paid} (given)",
        f"    {free} (given)",
    ]
    first = [next(outline(step, Language.EN)) for step in (effect.paid, effect.more)]
    assert first[0].startswith(f"{pool} by Volume stored: borne by paid use = ")
    assert first[1].startswith(f"{pool} by Volume stored: difference = 0")
    places = [
        source.place for source in effect.share.children[0].cites if isinstance(source, Declaration)
    ]
    (position,) = [n for n, one in enumerate(rich()["drivers"]) if one["id"] == "volume"]
    assert places == [f"drivers[{position}].paid"]


def bars(of: Determination, year: int = 2026) -> list[tuple[str, str, Decimal]]:
    return [
        (bar.kind.value, bar.step.label.en, bar.end)
        for bar in from_submitted_to_permitted(of, year)
    ]


def test_the_bars_lead_from_what_was_submitted_to_what_is_permitted() -> None:
    """The circle: 11,230,000 − 714,000 − 2,806,200 − 500,000 = 7,209,800; then profit and tax."""
    of = determine(SHELF, filed(tree()), METHOD, DAY)
    found_ = bars(of)
    assert [(kind, int(end)) for kind, _, end in found_] == [
        ("total", 11_230_000),
        ("less", 10_516_000),
        ("less", 7_709_800),
        ("less", 7_209_800),
        ("total", 7_209_800),
        ("more", 7_692_856),
        ("more", 7_853_875),
        ("more", 7_886_659),
        ("total", 7_886_659),
    ]
    taken = determine(
        SHELF, filed(tree()), METHOD, DAY, {"deduction_timing": "first_year"},
        deduction=deducting(Decimal(86659)),
    )  # fmt: skip
    assert [(kind, end) for kind, _, end in bars(taken)[9:]] == [
        ("less", Decimal("7800000.41")),
        ("total", Decimal("7800000.41")),
    ]
    assert bars(taken, 2027) == found_


def test_every_total_is_what_the_bars_before_it_come_to(tmp_path: Path) -> None:
    """Also where subsidies exceed the cost, and over several years."""
    beyond = tree()
    entry(beyond, "subsidies", "paid-grant")["amount"] = Decimal(9000000)
    for of in (determine(SHELF, filed(beyond), METHOD, DAY), found()):
        running, seen = Decimal(0), 0
        for bar in from_submitted_to_permitted(of, of.years[0]):
            if bar.kind is BarKind.TOTAL:
                assert seen == 0 or abs(bar.end - running) < Decimal("0.01")
                seen += 1
            running = bar.end
        assert seen == 3
    of = determine(SHELF, filed(beyond), METHOD, DAY)
    assert of.subsidy_beyond_cost is not None
    # 7,709,800 of cost, 9,000,000 granted
    assert [line.split(" [")[0] for line in outline(of.subsidy_beyond_cost, Language.EN)][:2] == [
        "subsidies beyond the cost, which reduce nothing = 1,290,200.000000 yuan (difference)",
        "  subsidies that reduce the cost of paid use = 9,000,000.00 yuan (sum)",
    ]
    assert value(of, "operating_cost") == 0
    assert determine(SHELF, filed(tree()), METHOD, DAY).subsidy_beyond_cost is None
    exactly = tree()
    entry(exactly, "subsidies", "paid-grant")["amount"] = Decimal(7709800)
    assert determine(SHELF, filed(exactly), METHOD, DAY).subsidy_beyond_cost is None
    entry(exactly, "subsidies", "paid-grant")["amount"] = Decimal("7709800.01")
    just = determine(SHELF, filed(exactly), METHOD, DAY).subsidy_beyond_cost
    assert just is not None and just.number == Decimal("0.01")
