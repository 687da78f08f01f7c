"""A list under its ceiling: every whole quantity tried one after another, by a second reading of what
it costs in fractions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from builders.proof import rounds, tried
from builders.random_tariffs import MONTHLY, TITLE
from builders.under_ceilings import document_of, found
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import written_path

MOST = 150
"""So many quantities are tried: bands begin up to 24 above quotas up to 9, and blocks of two parts
are full together after 35 at most."""
PARTS = "versions[0].products[0].components"
DOWN = {"unit": "0.01", "mode": "down", "at": "line"}
"""What is rounded down is above nothing that it was not above before."""


@dataclass(frozen=True)
class Band:
    above: int
    price: Decimal
    fee: int
    size: int
    """Units of a block; 1: none."""


@dataclass(frozen=True)
class Part:
    """A component as it is drawn."""

    model: str
    bands: tuple[Band, ...]
    upper: bool
    charged: bool
    """Whether its first fee, and its minimum, are due without any unit."""
    quota: int
    least: int
    most: int | None
    floated: bool
    of_class: Decimal | None
    """The price of a unit for the first class."""
    decimals: int
    """Of the unit: bands, blocks and quota are so many of its smallest."""

    def units(self, smallest: int) -> str:
        return str(Decimal(smallest).scaleb(-self.decimals))

    def charge(self) -> dict[str, Any]:
        first = self.bands[0]
        if self.model == "per_unit":
            return {"model": "per_unit", "price": str(first.price), "accumulate": MONTHLY}
        if self.model == "package":
            return {
                "model": "package", "price": str(first.price),
                "size": self.units(first.size), "accumulate": MONTHLY,
            }  # fmt: skip
        ends = [*(band.above for band in self.bands[1:]), None]
        bands = []
        for band, end in zip(self.bands, ends, strict=True):
            made = {"price": str(band.price), "entry_fee": str(band.fee)}
            for name, number in (("above", band.above), ("up_to", end), ("size", band.size)):
                if number is not None and (name, number) != ("size", 1):
                    made[name] = self.units(number)
            bands.append(made)
        return {
            "model": self.model, "accumulate": MONTHLY, "bands": bands,
            "edges": "in_upper_band" if self.upper else "in_lower_band", "at_zero": self.at_zero,
        }  # fmt: skip

    @property
    def at_zero(self) -> str:
        return "charged" if self.charged else "nothing"

    def written(self, name: str) -> dict[str, Any]:
        made: dict[str, Any] = {"id": name, "title": TITLE, "charge": self.charge()}
        if self.quota:
            within = {"period": "month"}
            made["free_quota"] = {
                "units": self.units(self.quota),
                "key": ["customer"],
                "within": within,
            }
        if self.least or self.most is not None:
            limits = {
                "minimum": str(self.least),
                "apply": "before_discounts",
                "at_zero": self.at_zero,
            }
            made["limits"] = limits | ({} if self.most is None else {"maximum": str(self.most)})
        if self.floated:
            made["float"] = "floating"
        if self.of_class is not None:
            charge = {"model": "per_unit", "price": str(self.of_class), "accumulate": MONTHLY}
            made["for_class"] = {"first": {"charge": charge}}
        return made

    def for_customer(self, first: bool) -> Part:
        """The part as it is for those of the first class, or for others."""
        if not first or self.of_class is None:
            return self
        return replace(self, model="per_unit", bands=(Band(0, self.of_class, 0, 1),))

    @property
    def factor(self) -> Fraction:
        return Fraction(6, 5) if self.floated else Fraction(1)

    def price_beyond(self, units: int) -> Fraction:
        """What a further unit costs beyond so many above the quota; of a block, on average."""
        band = [band for band in self.bands if band.above <= units][-1]
        size = Fraction(self.units(band.size)) if self._in_blocks(band) else Fraction(1)
        return Fraction(band.price) / size * self.factor

    def amount(self, quantity: int) -> Fraction:
        beyond = max(quantity - self.quota, 0)
        due = self._of_bands(beyond) * self.factor
        if beyond or self.charged:
            due = max(due, Fraction(self.least))
        return due if self.most is None else min(due, Fraction(self.most))

    def _of_bands(self, units: int) -> Fraction:
        simple = self.model in ("per_unit", "package")
        if units == 0:
            return Fraction(0 if simple or not self.charged else self.bands[0].fee)
        reached = [
            band for band in self.bands
            if band.above == 0 or units > band.above or (self.upper and units == band.above)
        ]  # fmt: skip
        if self.model == "volume":
            last = reached[-1]
            return last.fee + self._blocks(last, units)
        ends = [*(band.above for band in reached[1:]), units]
        return sum(
            (
                (0 if simple else band.fee) + self._blocks(band, end - band.above)
                for band, end in zip(reached, ends, strict=True)
            ),
            Fraction(0),
        )

    def _in_blocks(self, band: Band) -> bool:
        return band.size > 1 or self.model == "package"

    def _blocks(self, band: Band, units: int) -> Fraction:
        """What so many smallest units of a band cost, of a block the whole."""
        if self._in_blocks(band):
            return Fraction(band.price) * ceil(Fraction(units, band.size))
        return Fraction(band.price) * Fraction(self.units(units))


tenths = st.integers(0, 30).map(lambda many: Decimal(many).scaleb(-1))


@st.composite
def parts(draw: st.DrawFn, decimals: int) -> Part:
    model = draw(st.sampled_from(["per_unit", "package", "graduated", "graduated", "volume"]))
    bands, above = [], 0
    for number in range(draw(st.integers(1, 3)) if model in ("graduated", "volume") else 1):
        size = draw(st.sampled_from([1, 1, 2, 3, 5, 7])) if model != "per_unit" else 1
        fee = draw(st.sampled_from([0, 0, 0, 1, 4])) if model in ("graduated", "volume") else 0
        bands.append(Band(above, draw(tenths), fee, size))
        above += size * draw(st.integers(1, max(1, 8 // size)))
        assert above <= 8 * (number + 1)
    least = draw(st.sampled_from([0, 0, 0, 1, 12]))
    return Part(
        model, tuple(bands), draw(st.booleans()), draw(st.sampled_from([False, False, False, True])),
        draw(st.sampled_from([0, 0, 4, 9])), least, draw(st.sampled_from([None, None, least + 20])),
        draw(st.booleans()), draw(st.none() | tenths),
        decimals,
    )  # fmt: skip


@settings(max_examples=rounds(quick=60, full=10_000), deadline=None)
@given(
    made=st.sampled_from([0, 0, 1]).flatmap(
        lambda decimals: st.lists(parts(decimals), min_size=1, max_size=2)
    ),
    by=st.sampled_from(["price", "average", "average", "amount"]),
    more=st.sampled_from(["0", "0", "0", "-0.000001", "0.000001", "-0.3", "1"]),
)
def test_a_list_is_found_above_its_ceiling_where_a_quantity_is(
    made: list[Part], by: str, more: str
) -> None:
    """Under a ceiling of about the dearest price of a further unit, or what a unit costs at most."""
    customers = [[part.for_customer(first) for part in made] for first in (False, True)]
    edges = {band.above for several in customers for part in several for band in part.bands}
    price = max(
        sum(part.price_beyond(edge) for part in several) for several in customers for edge in edges
    )
    amounts = [
        [sum(part.amount(quantity) for part in several) for quantity in range(MOST)]
        for several in customers
    ]
    fine = 10 ** made[0].decimals
    average = max(sums[many] / many * fine for sums in amounts for many in range(1, MOST))
    about = price if by == "price" else max(price, average)
    millionths = ceil(about * 10**6) + int(Decimal(more).scaleb(6))
    limit = Fraction(max(millionths, 0), 10**6)
    dear = price > limit
    above = {
        quantity
        for sums in amounts for quantity in range(MOST) if sums[quantity] > limit * quantity / fine
    }  # fmt: skip

    listed = document_of(
        "list", made[0].decimals, [part.written(f"p{at}") for at, part in enumerate(made)], DOWN
    )
    whole = {"model": "per_unit", "price": str(Decimal(limit.numerator) / limit.denominator)}
    ceiling = document_of(
        "above", made[0].decimals, [{"id": "most", "title": TITLE, "charge": whole}], DOWN
    )
    told = [each for each in found(listed, ceiling) if "ceiling" in each.key]
    keys = {each.key.removeprefix("tariff.check.") for each in told}
    assert keys == ({"above_ceiling"} if dear else {"above_ceiling_at"} if above else set())
    for each in told:
        place = written_path(each.path)
        assert place.startswith(f"{PARTS}[0]") if len(made) == 1 else place == PARTS
    if above and not dear:
        (one,) = told
        figures = (one.values[name] for name in ("quantity", "amount", "allowed"))
        quantity, amount, allowed = (Fraction(str(each).replace(",", "")) for each in figures)
        assert allowed == limit * quantity
        assert amount in {sums[int(quantity * fine)] for sums in amounts}
        assert amount > allowed
    tried("lists above ceilings", lists=1, dear=int(dear), above=int(bool(above)))
