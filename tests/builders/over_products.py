"""A tariff whose products are added up together, uses of it, and what they cost by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from builders.tariffs import opening, written
from engine.tariff import Event, TariffDocument, Usage

__all__ = ["DAY", "PRODUCTS", "by_hand", "dated", "document_of", "lines"]

DAY = datetime.date(2026, 3, 20)
OVER = "{key: [customer], period: year}"
PRODUCTS = ("a", "b", "c")


def document_of(
    folder: Path,
    prices: list[tuple[int, int]],
    free: int | None,
    edge: int,
    most: int | None,
    over: str = OVER,
) -> TariffDocument:
    """Products that are added up together over a year: each its prices (fen) up to the edge and
    after it, all a free quota; and at most so much a month for each project."""
    quota = "" if free is None else (
        f'free_quota: {{units: "{free}", key: [customer], within: {{period: year}}}}, '
    )  # fmt: skip
    parts = []
    for name, (low, high) in zip(PRODUCTS, prices, strict=False):
        bands = (f'[{{above: "0", up_to: "{edge}", price: "{Decimal(low).scaleb(-2)}"}}, '
                 f'{{above: "{edge}", price: "{Decimal(high).scaleb(-2)}"}}]')  # fmt: skip
        charge = (f"{{model: graduated, accumulate: {over}, edges: in_lower_band, at_zero: nothing, "
                  f"bands: {bands}}}")  # fmt: skip
        parts.append(
            f"      - {{id: {name}, title: {{zh: 品, en: {name}}}, unit: call, components: ["
            f"{{id: fee, title: {{zh: 费, en: fee}}, {quota}charge: {charge}}}]}}\n"
        )
    bill = "" if most is None else (
        f'    bill: [{{id: most, title: {{zh: 上限, en: most}}, accumulate: {{key: [project], '
        f'period: month}}, model: at_most, amount: "{most}", allocated: by_amount}}]\n'
    )  # fmt: skip
    return written(
        folder,
        "demo/order",
        opening("demo/order")
        + '    rounding: {unit: "0.01", mode: half_up, at: line}\n'
        + "    units: {call: {title: {zh: 次, en: call}}}\n"
        + "    keys: {project: {title: {zh: 项目, en: project}, question: {zh: 哪个？, en: Which?}}}\n"
        + bill + "    products:\n" + "".join(parts),
    )  # fmt: skip


@st.composite
def lines(draw: st.DrawFn, products: int) -> list[Usage]:
    found = []
    for _ in range(draw(st.integers(2, 5))):
        keys = {"customer": "A", "project": draw(st.sampled_from("PQ"))}
        product = PRODUCTS[draw(st.integers(0, products - 1))]
        if draw(st.booleans()):
            many = Decimal(draw(st.integers(0, 60)))
            found.append(Usage(product, DAY, quantity=many, keys=keys))
            continue
        events = tuple(
            Event(datetime.date(2026, draw(st.integers(1, 3)), draw(st.integers(1, 28))), {},
                  Decimal(draw(st.integers(0, 60))))
            for _ in range(draw(st.integers(1, 3)))
        )  # fmt: skip
        found.append(Usage(product, DAY, events=events, keys=keys))
    return found


def by_hand(
    prices: list[tuple[int, int]], free: int | None, edge: int, most: int | None, uses: list[Usage]
) -> Decimal:
    """Each unit at its place in the year: days after days, products as the tariff lists them."""
    dated = [(event.on, use.product, use.keys["project"], event.quantity)
             for use in uses for event in use.events or (Event(use.on, {}, use.quantity),)]  # fmt: skip
    bills: dict[tuple[str, str], int] = {}
    place = 0
    for day, product, project, many in sorted(dated, key=lambda one: one[:3]):
        low, high = prices[PRODUCTS.index(product)]
        for _ in range(int(many)):
            place += 1
            beyond = place - (free or 0)
            price = 0 if beyond <= 0 else low if beyond <= edge else high
            month = (project, f"{day:%Y-%m}")
            bills[month] = bills.get(month, 0) + price
    if most is not None:
        bills = {month: min(fen, most * 100) for month, fen in bills.items()}
    return Decimal(sum(bills.values())).scaleb(-2)


def dated(product: str, day: int, many: int) -> Usage:
    on = datetime.date(2026, 3, day)
    keys = {"customer": "A", "project": "P"}
    return Usage(product, DAY, events=(Event(on, {}, Decimal(many)),), keys=keys)
