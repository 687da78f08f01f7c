"""A figure names every rule without which it would be another, in random tariffs."""

from __future__ import annotations

from builders.cited_rules import hold_cited
from builders.proof import rounds
from builders.random_counting import SINCE, START, Counted, counted
from builders.random_tariffs import DAY, KINDS, tariffs, telling_quantities
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tariff import TariffDocument, Usage


@settings(max_examples=rounds(quick=25, full=3_000), deadline=None)
@given(document=tariffs(), data=st.data())
def test_a_total_names_the_rules_that_decide_it(
    document: TariffDocument, data: st.DataObject
) -> None:
    quantity = data.draw(st.sampled_from(telling_quantities(document)))
    usage = Usage("product", DAY, quantity=quantity, keys={"customer": "A"})
    up = data.draw(st.sampled_from(["20", "-12.5"]))
    hold_cited(document, [usage], {"kind": data.draw(st.sampled_from(KINDS)), "floating": up})


@settings(max_examples=rounds(quick=25, full=3_000), deadline=None)
@given(use=counted(), cut=st.integers(0, 2))
def test_a_total_of_dated_use_names_the_rules_that_decide_it(use: Counted, cut: int) -> None:
    """Some of it before, in time for the quotas, windows and bands of what follows."""
    cut = min(cut, len(use.events) - 1)
    usage = Usage(
        "product", START, events=use.events[cut:], history=use.events[:cut],
        keys={"customer": "A", "scenario": "s"}, since=SINCE,
    )  # fmt: skip
    hold_cited(use.document, [usage], {})
