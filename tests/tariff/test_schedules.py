"""What a charge makes of any number of units as a function: the exact reader's amounts before
rounding, and what its bands add up to."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.proof import rounds, tried
from builders.random_tariffs import DAY, TITLE, charges, document_of, telling_quantities
from builders.tariffs import tariff
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.tariff import Graduated, GraduatedPercentage, TariffDocument, Usage, rate
from engine.tariff.columns.course_amounts import Working, course_amounts
from engine.tariff.columns.plan.course import Course, Stairs, decimals_of, figures_of
from engine.tariff.columns.reader import Columns, Tariff, rate_many, rate_mixed


@st.composite
def charged(draw: st.DrawFn) -> TariffDocument:
    """A tariff of one charge of any model, rounded to what none of its amounts is finer than."""
    decimals = draw(st.sampled_from([0, 1]))
    component = {"id": "one", "title": TITLE, "charge": draw(charges(decimals))}
    product = {"id": "product", "title": TITLE, "unit": "unit", "components": [component],
               "largest_quantity": "100000"}  # fmt: skip
    rounding = {"unit": "0.000001", "mode": "half_up", "at": "total"}
    return document_of(DAY, decimals, {"rounding": rounding, "products": [product]})


@settings(max_examples=rounds(quick=80, full=10_000), deadline=None)
@given(data=st.data(), document=charged())
def test_the_function_gives_what_the_exact_reader_gives(
    data: st.DataObject, document: TariffDocument
) -> None:
    (version,) = document.versions
    (component,) = version.products[0].components
    schedule = component.charge.schedule
    numbers = data.draw(
        st.lists(st.sampled_from(telling_quantities(document)), min_size=1, max_size=8)
    )
    for units in numbers:
        rating = rate(document, version, [Usage("product", DAY, quantity=units)], {})
        (line,) = rating.lines
        assert line.metered is not None
        made = schedule.at(Fraction(units))
        # A block of so many units has a price of its own: its amount, not that of a unit, has an end.
        assert abs(made - Fraction(line.metered.number)) < Fraction(1, 10**12)
        if isinstance(component.charge, Graduated | GraduatedPercentage):
            parts = [schedule.band(place) for place in range(len(schedule.pieces))]
            assert sum(part.at(Fraction(units)) for part in parts) == made
    tried("charges as functions", charges=1, numbers=len(numbers))


@settings(max_examples=rounds(quick=80, full=10_000), deadline=None)
@given(document=charged())
def test_the_price_of_a_further_unit_is_what_it_adds(document: TariffDocument) -> None:
    """Within one piece and one step, where there are no blocks and the price is of that unit."""
    (version,) = document.versions
    charge = version.products[0].components[0].charge
    schedule = charge.schedule
    small = Fraction(1, 1000)
    assert next(schedule.edges(Fraction(2_000))) == 0
    for edge in schedule.edges(Fraction(2_000)):
        piece = schedule.piece_after(edge)
        if piece.block is not None:
            continue
        after, more = (schedule.at(edge + many * small) for many in (1, 2))
        added = (more - after) / small
        assert edge >= piece.above
        if piece.rise is None or not piece.rise.of_all:
            assert schedule.price_after(edge) == added
        else:
            # Of all units: that of the step reached.
            assert schedule.price_after(edge) == more / (edge + 2 * small)


class Watched(np.ndarray):
    """Whole numbers of any size, of which the furthest from zero that was ever written is known."""

    furthest: int

    def __array_ufunc__(
        self, ufunc: Any, method: str, *given: Any, out: Any = (), **more: Any
    ) -> Any:
        bare = [np.asarray(each) if isinstance(each, Watched) else each for each in given]
        into = tuple(np.asarray(each) for each in out)
        made = getattr(ufunc, method)(*bare, **({"out": into} if into else {}), **more)
        if made.dtype == object:
            Watched.furthest = max(Watched.furthest, *(abs(int(each)) for each in made.flat))
        return out[0] if out else made.view(Watched)


def watched(numbers: list[int]) -> Any:
    return np.array(numbers, dtype=object).view(Watched)


@settings(max_examples=rounds(quick=80, full=10_000), deadline=None)
@given(document=charged(), largest=st.integers(1, 20_000))
def test_nothing_on_the_way_to_an_amount_exceeds_what_columns_reckon_with(
    document: TariffDocument, largest: int
) -> None:
    """Where that fits in 64 bits all does; and it is not much more than what is on the way, or what
    would fit were refused."""
    (version,) = document.versions
    schedule = version.products[0].components[0].charge.schedule
    grid = Fraction(1, 10 ** (version.units["unit"].fineness or 0))
    figures = figures_of(schedule, grid, Fraction(1))
    assert figures is not None
    scale = decimals_of(figures.amounts)
    assume(scale is not None)
    assert scale is not None
    course, last = figures.course(scale), int(schedule.pieces[-1].above / grid)
    steps = [int(each / grid) for each in schedule.edges(largest * grid)]
    around = sorted({0, largest, *(each + more for each in steps for more in (0, 1))})
    inside = [number for number in around if number <= largest]
    for number, amount in zip(inside, on_the_way(course, inside), strict=True):
        assert number == 0 or schedule.at(number * grid) * 10**scale == amount
    most = course.most(largest)
    assert Watched.furthest <= most
    on_the_way(course, [*around, last, last + 1])
    width = 1 if course.climb is None else course.climb.width
    terms = 2 * len(schedule.pieces) + 2
    assert most <= 4 * terms * max(Watched.furthest, width)


def on_the_way(course: Course | Stairs, numbers: list[int]) -> list[int]:
    """What a course makes of these numbers; how far it comes on the way is known then."""
    many, room = len(numbers), Working(0)
    room.spare, room.mask = watched([0] * many), np.zeros(many, dtype=np.bool_)
    out = watched([0] * many)
    Watched.furthest = 0
    course_amounts(course, watched(numbers), out, room)
    return [int(amount) for amount in out]


def test_a_band_far_above_the_largest_quantity_is_reckoned_with(tmp_path: Path) -> None:
    """A price that is lower from 10¹⁵ on, which is 9 × 10¹⁹ yuan away; 1,000 are the most."""
    edge = "1000000000000000"
    charge = (
        "charge: {model: graduated, accumulate: {key: [customer], period: month}, edges: in_lower_band, "
        f'at_zero: nothing, bands: [{{above: "0", up_to: "{edge}", price: "90000"}}, {{above: "{edge}", price: "1"}}]}}'
    )
    document = tariff(tmp_path, charge, 'largest_quantity: "1000"')
    one = Tariff(document, document.versions[0], "product", {"kind": "a"})
    rows = Columns(quantity=np.array([1]))
    for read in (
        lambda: rate_many(document, document.versions[0], "product", rows),
        lambda: rate_mixed([one, one], np.array([0]), rows),
    ):
        with pytest.raises(Faults) as refused:
            read()
        assert [fault.key for fault in refused.value.faults] == ["tariff.columns.too_large"]


def test_columns_reckon_with_all_that_a_rising_price_comes_to(tmp_path: Path) -> None:
    """Of 1,000: ten at 2, and ten each at 3, 4 … 101, together 20 + 10 × 99 × 52 = 51,500."""
    charge = (
        "charge: {model: graduated, accumulate: {key: [customer], period: month}, "
        "edges: in_lower_band, at_zero: nothing, "
        'bands: [{above: "0", up_to: "10", price: "2"}], then: {every: "10", adds: "1"}}'
    )
    document = tariff(tmp_path, charge, 'largest_quantity: "1000"')
    schedule = document.versions[0].products[0].components[0].charge.schedule
    assert schedule.at(Fraction(1_000)) == 51_500
    figures = figures_of(schedule, Fraction(1), Fraction(1))
    assert figures is not None
    assert figures.course(0).most(1_000) >= 51_500


@pytest.mark.parametrize(
    ("model", "edges", "largest", "steps"),
    [
        # Steps of five above ten; what begins at the largest number prices none.
        ("graduated", "in_lower_band", 27, [15, 20, 25]),
        ("graduated", "in_lower_band", 26, [15, 20, 25]),
        ("graduated", "in_lower_band", 25, [15, 20]),
        ("graduated", "in_upper_band", 25, [15, 20]),
        ("volume", "in_lower_band", 25, [15, 20]),
        # But of all units, where it prices what reaches it.
        ("volume", "in_upper_band", 25, [15, 20, 25]),
        ("volume", "in_upper_band", 24, [15, 20]),
        ("graduated", "in_lower_band", 12, []),
        ("graduated", "in_lower_band", 7, []),
        # Of a thousand the first 99 and the last hundred.
        ("graduated", "in_lower_band", 5_010, [*range(15, 510, 5), *range(4_510, 5_010, 5)]),
        # Of 150 all: the first 99 and the last hundred overlap.
        ("graduated", "in_lower_band", 760, [*range(15, 760, 5)]),
    ],
)
def test_steps_that_go_on_rising_begin_where_they_do(
    tmp_path: Path, model: str, edges: str, largest: int, steps: list[int]
) -> None:
    charge = (
        f"charge: {{model: {model}, accumulate: {{key: [customer], period: month}}, edges: {edges}, "
        'at_zero: nothing, bands: [{above: "0", up_to: "4", price: "1"}, '
        '{above: "4", up_to: "10", price: "2"}], then: {every: "5", adds: "1"}}'
    )
    document = tariff(tmp_path, charge, 'largest_quantity: "1000"')
    (component,) = document.versions[0].products[0].components
    found = [*component.charge.schedule.edges(Fraction(largest))]
    assert sorted(found) == [0, 4, 10, *steps]
    assert len(found) == len({*found})
