"""What a charge makes of any number of units as a function: the exact reader's amounts before
rounding, and what its bands add up to."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from builders.proof import rounds, tried
from builders.random_tariffs import DAY, TITLE, charges, document_of, telling_quantities
from builders.tariffs import tariff
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.tariff import Graduated, GraduatedPercentage, TariffDocument, Usage, rate
from engine.tariff.columns.plan.course import decimals_of, figures_of


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


@settings(max_examples=rounds(quick=80, full=10_000), deadline=None)
@given(document=charged(), largest=st.integers(0, 5_000))
def test_no_amount_exceeds_what_columns_reckon_with(document: TariffDocument, largest: int) -> None:
    """In the figures of a column, which must fit in 64 bits."""
    (version,) = document.versions
    schedule = version.products[0].components[0].charge.schedule
    grid = Fraction(1, 10 ** (version.units["unit"].fineness or 0))
    figures = figures_of(schedule, grid, Fraction(1))
    assert figures is not None
    scale = decimals_of(figures.amounts)
    assume(scale is not None)
    assert scale is not None
    most = figures.course(scale).most(largest)
    numbers = {largest, *(int(each / grid) for each in schedule.edges(largest * grid))}
    for number in numbers:
        if 0 < number <= largest:
            assert schedule.at(number * grid) * 10**scale <= most


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
