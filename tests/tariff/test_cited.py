"""A figure names every rule without which it would be another, in random tariffs."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from builders.cited_rules import hold_cited
from builders.proof import rounds
from builders.random_counting import SINCE, START, Counted, counted
from builders.random_tariffs import DAY, KINDS, tariffs, telling_quantities
from builders.tariffs import opening, written
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import sources
from engine.law import Citation
from engine.tariff import Position, TariffDocument, Usage, rate


@settings(max_examples=rounds(quick=25, full=3_000), deadline=None)
@given(document=tariffs(), data=st.data())
def test_a_total_names_the_rules_that_decide_it(
    document: TariffDocument, data: st.DataObject
) -> None:
    quantity = data.draw(st.sampled_from(telling_quantities(document)))
    usage = Usage("product", DAY, quantity=quantity, keys={"customer": "A"})
    up = data.draw(st.sampled_from(["20", "-12.5"]))
    hold_cited(document, [usage], {"kind": data.draw(st.sampled_from(KINDS)), "floating": up})


@settings(max_examples=rounds(quick=50, full=3_000), deadline=None)
@given(use=counted(), cut=st.integers(0, 2))
def test_a_total_of_dated_use_names_the_rules_that_decide_it(use: Counted, cut: int) -> None:
    """Some of it before, in time for the quotas, windows and bands of what follows."""
    cut = min(cut, len(use.events) - 1)
    usage = Usage(
        "product", START, events=use.events[cut:], history=use.events[:cut],
        keys={"customer": "A", "scenario": "s"}, since=SINCE,
    )  # fmt: skip
    hold_cited(use.document, [usage], {})


YEARLY = """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {call: {title: {zh: 次, en: call}}}
    products:
      - id: a
        title: {zh: 品, en: a}
        unit: call
        components:
          - id: fee
            title: {zh: 费, en: fee}
            charge:
              model: graduated
              accumulate: {key: [customer], period: year, runs: {rule: calendar, cites: [{instrument: THE YEAR, evidence: assumption, applies: assumed}]}}
              edges: in_lower_band
              at_zero: nothing
              bands: [{above: "0", up_to: "10", price: "2"}, {above: "10", price: "1"}]
"""


def test_from_when_a_year_runs_is_cited_once_another_year_could_add_up_otherwise(
    tmp_path: Path,
) -> None:
    """Ten calls in December and ten in January cost 20.00 each by the calendar; 20.00 and 10.00 by
    a contract that began in July. Of ten calls alone nothing hangs on it, unless others came
    before."""
    document = written(tmp_path, "demo/yearly", opening("demo/yearly") + YEARLY)
    (version,) = document.versions
    december, january = (
        Usage("a", on, quantity=Decimal(10), keys={"customer": "A"})
        for on in (datetime.date(2026, 12, 9), datetime.date(2027, 1, 9))
    )
    other = replace(january, keys={"customer": "B"})
    before = [Position("a", "fee", {"customer": "A"}, "2027", {"call": Decimal(0)})]

    def costs(uses: list[Usage], positions: Sequence[Position] = ()) -> tuple[Decimal, bool]:
        found = rate(document, version, uses, {}, None, positions).total
        assert found is not None
        cited = {one.instrument for one in sources(found) if isinstance(one, Citation)}
        return found.number, "THE YEAR" in cited

    assert costs([december, january]) == (40, True)
    assert costs([january]) == (20, False)
    assert costs([january, other]) == (40, False)
    assert costs([january], before) == (20, True)
