"""A figure of an explanation that names its place in the document stands there, and cites the rule
that it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.cited_rules import marked, written
from builders.proof import rounds, tried
from builders.random_tariffs import DAY, KINDS, tariffs, telling_quantities
from builders.tariffs import amount, rated, tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import Operation, Step
from engine.law import Citation
from engine.tariff import TariffDocument, Usage, rate

Node = Mapping[str, Any] | Sequence[Any]


def standing(tree: Any, origin: str) -> tuple[Any, str]:
    """What stands in the tree at the place that is named, and the place of the rule around it."""
    version = tree["versions"][0]
    identifier, part, *rest = origin.partition("#")[2].replace("[", ".").replace("]", "").split(".")
    place: list[str | int] = ["versions", 0]
    if identifier == "classes":
        place += ["classes", part]
    else:
        at = [one["id"] for one in version["products"]].index(identifier)
        parts = [one["id"] for one in version["products"][at]["components"]]
        place += ["products", at, "components", parts.index(part)]
    place += [int(name) if name.isdigit() else name for name in rest]
    node, rule = tree, ""
    for depth, name in enumerate(place):
        node = node[name]
        if isinstance(node, dict) and "cites" in node:
            rule = written((*place[: depth + 1],))
    return node, rule


@settings(max_examples=rounds(quick=40, full=3_000), deadline=None)
@given(document=tariffs(), data=st.data())
def test_a_figure_stands_where_it_says(document: TariffDocument, data: st.DataObject) -> None:
    tree = marked(document.model_dump(mode="json", by_alias=True, exclude_none=True))
    found = TariffDocument.model_validate(tree)
    quantity = data.draw(st.sampled_from(telling_quantities(document)))
    prior = data.draw(st.none() | st.sampled_from([Decimal(0), Decimal(10)]))
    converted = any(one.per for one in document.versions[0].products[0].components)
    usage = Usage("product", DAY, quantity=quantity, keys={"customer": "A"},
                  prior=None if converted else prior)  # fmt: skip
    facts = {"kind": data.draw(st.sampled_from(KINDS)), "floating": "10"}
    figures = 0
    for line in rate(found, found.versions[0], [usage], facts).lines:
        for step in () if line.metered is None else line.metered.walk():
            if step.origin:
                node, rule = standing(tree, step.origin)
                cited = {one.instrument for one in step.cites if isinstance(one, Citation)}
                assert rule in cited, step.origin
                figures += hold_figure(step, node)
    tried("figures of a document", requests=1, figures=figures)


def hold_figure(step: Step, node: Any) -> int:
    """Hold that a figure is the one that stands there; a flat price that is not due is 0."""
    if step.operation is not Operation.INPUT:
        return 0
    not_due = step.number == 0 and step.origin.endswith("charge.price")
    assert not_due or step.number == Decimal(node), step.origin
    return 1


VOLUME = (
    "charge: {model: volume, accumulate: {key: [customer], period: month}, edges: EDGES, at_zero: nothing, "
    'totals_fall: {reason: {zh: 降, en: falls}}, bands: [{above: "0", up_to: "10", price: "3"}, '
    '{above: "10", up_to: "20", price: "2"}, {above: "20", price: "1"}]}'
)  # fmt: skip


@pytest.mark.parametrize(
    ("edges", "calls", "reasons", "band", "due"),
    [
        ("in_lower_band", 5, [("<=", 10)], 1, "15.00"),
        ("in_lower_band", 10, [("<=", 10)], 1, "30.00"),
        ("in_upper_band", 10, [(">=", 10), ("<", 20)], 2, "20.00"),
        ("in_lower_band", 15, [(">", 10), ("<=", 20)], 2, "30.00"),
        ("in_lower_band", 20, [(">", 10), ("<=", 20)], 2, "40.00"),
        ("in_upper_band", 20, [(">=", 20)], 3, "20.00"),
        ("in_lower_band", 25, [(">", 20)], 3, "25.00"),
    ],
)
def test_one_price_for_all_says_by_which_edges_it_is_reached(
    tmp_path: Path, edges: str, calls: int, reasons: list[tuple[str, int]], band: int, due: str
) -> None:
    document = tariff(tmp_path, VOLUME.replace("EDGES", edges))
    keys = {"customer": "A"}
    assert amount(document, quantity=Decimal(calls), keys=keys) == due
    rating = rated(document, quantity=Decimal(calls), keys=keys)
    total = rating.total
    assert total is not None
    assert [line.unit_price for line in rating.lines] == [Decimal(due) / calls]
    # What came before is charged anew at the price reached: the rest is no price times the units.
    after = rated(document, quantity=Decimal(calls), prior=Decimal(3), keys=keys)
    assert [line.unit_price for line in after.lines] == [None]
    compared = [one for one in total.walk() if one.operation is Operation.COMPARE]
    assert [(one.relation, one.children[1].number) for one in compared] == reasons
    assert all(one.value for one in compared)
    (price,) = (one for one in total.walk() if one.origin.endswith("]"))
    assert (price.origin, f"band {band}" in price.label.en) == (
        f"demo/models#product.fee.charge.bands[{band - 1}]", True,
    )  # fmt: skip
    edge_labels = [one.children[1].label.en for one in compared]
    assert [f"band {band}" in label for label in edge_labels] == [True] * len(reasons)
