"""Rounding must not lift a price above its ceiling: every quantity tried one after another here."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from builders.proof import rounds, tried
from builders.tariffs import opening
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Fault, Shelf
from engine.money import grouped

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "up": ROUND_UP, "down": ROUND_DOWN}
MOST = 300
"""So many quantities are tried by hand."""
UNPROVEN = "tariff.check.rounding_not_comparable"

Bands = list[tuple[Decimal, Decimal]]
"""Where each band begins (units), and its price; of one band, a price by the unit."""


class Way(NamedTuple):
    """How a document rounds."""

    unit: str
    mode: str
    at: str

    def __call__(self, amount: Decimal) -> Decimal:
        whole = (amount / Decimal(self.unit)).quantize(Decimal(1), rounding=MODES[self.mode])
        return whole * Decimal(self.unit)


def put(folder: Path, name: str, components: list[Bands], way: Way, decimals: int) -> None:
    """Write a list under demo/above, or that ceiling itself, by units of so many decimals."""
    text = opening(f"demo/{name}")
    text = text.replace("role: set", "role: ceiling" if name == "above" else "role: list")
    if name != "above":
        text = text.replace("stands_under", "obeys: demo/above\nstands_under")
    text += f'    rounding: {{unit: "{way.unit}", mode: {way.mode}, at: {way.at}}}\n'
    fine = f", whole: false, decimals: {decimals}" if decimals else ""
    text += f"    units: {{call: {{title: {{zh: 次, en: call}}{fine}}}}}\n    products:\n"
    text += "      - id: p\n        title: {zh: 产品, en: P}\n        unit: call\n"
    text += '        largest_quantity: "100000"\n        components:\n'
    for place, bands in enumerate(components):
        text += f"          - id: c{place}\n            title: {{zh: 费, en: fee}}\n"
        text += f"            charge: {charge(bands)}\n"
    path = folder / "demo" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def charge(bands: Bands) -> str:
    if len(bands) == 1:
        return f'{{model: per_unit, price: "{bands[0][1]}"}}'
    ends = [f', up_to: "{above}"' for above, _ in bands[1:]] + [""]
    written = ", ".join(
        f'{{above: "{above}"{end}, price: "{price}"}}'
        for (above, price), end in zip(bands, ends, strict=True)
    )
    over = "accumulate: {key: [customer], period: month}"
    return (
        f"{{model: graduated, {over}, edges: in_lower_band, at_zero: nothing, bands: [{written}]}}"
    )


def faults(
    components: list[Bands], way: Way, limit: Decimal, above: Way, decimals: int = 0
) -> tuple[Fault, ...]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        put(folder, "above", [[(Decimal(0), limit)]], above, decimals)
        put(folder, "list", components, way, decimals)
        return Shelf(folder).check("demo/list")


def charged(components: list[Bands], quantity: Decimal, way: Way) -> Decimal:
    """What so many units cost by the list, rounded where it rounds."""
    parts = []
    for bands in components:
        ends = [*(above for above, _ in bands[1:]), quantity]
        parts.append(
            [
                max(min(end, quantity) - above, 0) * price
                for (above, price), end in zip(bands, ends, strict=True)
            ]
        )
    if way.at == "band":
        return sum((way(amount) for part in parts for amount in part), Decimal(0))
    sums = [sum(part, Decimal(0)) for part in parts]
    if way.at == "line":
        return sum(map(way, sums), Decimal(0))
    return way(sum(sums, Decimal(0)))


def lifted(
    components: list[Bands], way: Way, limit: Decimal, above: Way, quantity: Decimal
) -> tuple[Decimal, Decimal, Decimal] | None:
    """The quantity, its amount and what the ceiling allows, where it costs more than that."""
    allowed = max(limit * quantity, above(limit * quantity))
    amount = charged(components, quantity, way)
    return (quantity, amount, allowed) if amount > allowed else None


prices = st.integers(1, 9_999).map(lambda price: Decimal(price).scaleb(-4))
edges = st.integers(1, 9).map(Decimal) | st.integers(1, 95).map(lambda tenth: Decimal(tenth) / 10)


@st.composite
def components(draw: st.DrawFn) -> list[Bands]:
    """One or two, each of one price or of two bands."""
    found: list[Bands] = [
        [(Decimal(0), draw(prices))] + ([(draw(edges), draw(prices))] if banded else [])
        for banded in draw(st.lists(st.booleans(), min_size=1, max_size=2))
    ]
    return found


ways = st.builds(
    Way,
    st.sampled_from(["0.0001", "0.01", "0.05", "0.1", "1"]),
    st.sampled_from([*MODES]),
    st.sampled_from(["line", "band", "total"]),
)


@settings(max_examples=rounds(quick=30, full=20_000), deadline=None)
@given(
    made=components(),
    way=ways,
    less=(st.sampled_from([0, 0, 1, 5, 300]) | st.integers(0, 60)).map(
        lambda fine: Decimal(fine).scaleb(-4)
    ),
    above=ways,
    alike=st.booleans(),
    decimals=st.sampled_from([0, 0, 1]),
)
def test_the_first_quantity_at_which_rounding_lifts_is_named(
    made: list[Bands], way: Way, less: Decimal, above: Way, alike: bool, decimals: int
) -> None:
    """Under a ceiling of the dearest unit of all components together, and of a little more."""
    limit = sum((max(price for _, price in bands) for bands in made), less)
    above = above._replace(unit=way.unit, mode=way.mode) if alike else above
    found = faults(made, way, limit, above, decimals)
    quantities = [Decimal(number).scaleb(-decimals) for number in range(1, MOST)]
    # What is lifted first beyond these is at least lifted.
    named = [fault.values["quantity"] for fault in found if fault.key != UNPROVEN]
    quantities += [Decimal(str(quantity).replace(",", "")) for quantity in named]
    lifts = (lifted(made, way, limit, above, quantity) for quantity in quantities)
    wanted = next((each for each in lifts if each is not None), None)
    # Where amounts come round again only after too many quantities, check says that it cannot tell.
    names = [(fault.place, fault.key) for fault in found if fault.key != UNPROVEN]
    assert names == [("versions[0].rounding", "tariff.check.rounding_lifts")] * bool(wanted)
    for fault in found[: len(names)]:
        told = [fault.values[name] for name in ("quantity", "amount", "allowed")]
        assert wanted is not None
        assert told == [grouped(each.normalize()) for each in wanted]
    unproven = len(found) - len(names)
    tried("rounding under a ceiling", lists=1, lifted=int(wanted is not None), unproven=unproven)


FEN, TENTH = ("0.01", "half_up", "line"), ("0.1", "half_up", "line")


@pytest.mark.parametrize(
    ("made", "way", "limit", "above", "told"),
    [
        # Two at 0.2298 are 0.4596: 0.5 to the tenth, above the ceiling's 0.46.
        ([["0.2298"]], TENTH, "0.2298", FEN, ("2", "0.5", "0.46")),
        ([["0.2298"]], ("0.1", "down", "line"), "0.2298", FEN, None),
        ([["0.2298"]], FEN, "0.2298", ("0.01", "half_up", "total"), None),
        # Up to the fen 26, 5.9748, are the first that the ceiling rounds down.
        ([["0.2298"]], ("0.01", "up", "line"), "0.2298", FEN, ("26", "5.98", "5.9748")),
        # One to five at 0.9001 come to 1 to 5 yuan by the ceiling; six, 5.4006, come to 5 or to
        # what they are, and to 5.41 by the list.
        ([["0.9001"]], ("0.01", "up", "line"), "0.9001", ("1", "half_up", "line"), ("6", "5.41", "5.4006")),
        # Three come to 0.0045, and to nothing; four, 0.006, to a fen, although what they may come to
        # is higher by more than a third of one.
        ([["0.0015"]], FEN, "0.0024", ("0.0001", "half_up", "line"), ("4", "0.01", "0.0096")),
        # Of two lines, or of two bands, each can be lifted by half a fen: 0.012 to 0.02, which is
        # 0.0076 less than it may be; 0.0051 and 0.0052 to 0.02, 0.0087 less.
        ([["0.0015"], ["0.0015"]], FEN, "0.0049", ("0.0001", "half_up", "line"), ("4", "0.02", "0.0196")),
        ([["0.0017", "0.0026"]], ("0.01", "half_up", "band"), "0.0038", ("0.0001", "half_up", "line"), ("5", "0.02", "0.019")),
        # Two of each half are 0.335; together 0.67, rounded each 0.68.
        ([["0.1675"], ["0.1675"]], FEN, "0.335", FEN, ("2", "0.68", "0.67")),
        ([["0.1675"], ["0.1675"]], ("0.01", "half_up", "total"), "0.335", FEN, None),
        # Three in the first band are 1.005, one more 0.335: 1.01 and 0.34, together 1.34.
        ([["0.335", "0.335"]], ("0.01", "half_up", "band"), "0.335", FEN, ("4", "1.35", "1.34")),
        ([["0.335", "0.335"]], FEN, "0.335", FEN, None),
        ([["0.335"]], ("0.01", "half_up", "band"), "0.335", FEN, None),
    ],
)  # fmt: skip
def test_rounding_above_a_ceiling(
    made: list[list[str]],
    way: tuple[str, str, str],
    limit: str,
    above: tuple[str, str, str],
    told: tuple[str, ...] | None,
) -> None:
    """A second band begins above three units."""
    components = [
        [*zip(map(Decimal, (0, 3)), map(Decimal, prices), strict=False)] for prices in made
    ]
    found = faults(components, Way(*way), Decimal(limit), Way(*above))
    names = ("quantity", "amount", "allowed")
    assert [tuple(each.values[name] for name in names) for each in found] == [told] * bool(told)
