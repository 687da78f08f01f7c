"""An answer holds to the first end of anything it rests on: law, registers, the use asked for."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders.dated_requests import INDUSTRY, SHELF, WELFARE, answer, ending
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Document, Faults
from engine.quote import AgreementTerms, Quote, agree

DAY = datetime.timedelta(days=1)


def test_a_quote_is_valid_as_long_as_the_authorisation(tmp_path: Path) -> None:
    shelf = ending(tmp_path, "2026-05-15")
    lines = "lines: [{product: verification-call, quantity: 100}]\n"
    made = answer(f"on: 2026-05-01\n{INDUSTRY}{lines}", shelf)
    assert made.valid_until == datetime.date(2026, 5, 15)
    later = answer(f"on: 2026-05-16\n{INDUSTRY}{lines}", shelf)
    assert later.regime == "refused"


def test_an_agreement_ends_with_the_registration_of_the_resource(tmp_path: Path) -> None:
    shelf = ending(tmp_path, "2026-06-30", of="resource")
    made = answer(
        f"on: 2026-05-01\n{INDUSTRY}lines: [{{product: verification-call, quantity: 100}}]", shelf
    )
    last = datetime.date(2026, 6, 30)
    assert made.valid_until == last
    accepted = AgreementTerms(accepted=datetime.date(2026, 5, 2))
    assert agree(shelf, made, accepted).agreement.until == last
    outlasting = accepted.model_copy(update={"until": last + DAY})
    with pytest.raises(Faults) as refused:
        agree(shelf, made, outlasting)
    assert [fault.key for fault in refused.value.faults] == ["quote.agreement_outlasts"]


@pytest.mark.parametrize("required", [False, True])
def test_a_products_registration_is_an_end_only_where_it_is_required(
    tmp_path: Path, required: bool
) -> None:
    shelf = ending(tmp_path, "2026-06-30", of="product", required=required)
    made = answer(
        f"on: 2026-05-01\n{INDUSTRY}lines: [{{product: verification-call, quantity: 100}}]", shelf
    )
    ends = datetime.date(2026, 6, 30) if required else datetime.date(2028, 12, 31)
    assert made.valid_until == ends
    told = [note.en for note in made.notes if note.en.startswith("from 2026-07-01 on: ")]
    assert len(told) == (0 if required else 1)


def test_an_agreement_is_not_accepted_before_its_quote() -> None:
    made = answer(f"on: 2026-05-01\n{INDUSTRY}lines: [{{product: verification-call, quantity: 1}}]")
    with pytest.raises(Faults) as refused:
        agree(SHELF, made, AgreementTerms(accepted=datetime.date(2026, 4, 30)))
    (fault,) = refused.value.faults
    assert (fault.place, fault.key) == ("accepted", "quote.agreement_too_early")


def outcome(made: Quote) -> tuple[object, ...]:
    """What a customer would call the answer."""
    paid = None if made.total is None else made.total.number
    return made.regime, made.price_status, paid, tuple(one.id for one in made.conditions)


@settings(max_examples=rounds(12, 400), deadline=None)
@given(data=st.data())
def test_the_answer_is_the_same_on_each_day_of_its_validity_and_no_longer(data: Any) -> None:
    """Whichever of authorisation, resource and product ends first, of a free or a paid use."""
    of = data.draw(st.sampled_from(["authorisation", "resource", "product"]))
    until = data.draw(st.dates(datetime.date(2026, 3, 10), datetime.date(2028, 12, 30)))
    required = data.draw(st.booleans())
    with TemporaryDirectory() as folder:
        shelf = ending(Path(folder), until.isoformat(), of=of, required=required)
        for kind in ("demo/price-list", "demo/products", "demo/authorisations"):
            shelf.get(kind, Document)
    use = data.draw(st.sampled_from([INDUSTRY, WELFARE]))
    lines = "lines: [{product: verification-call, quantity: 1200000}]\nposition: none\n"

    def on(day: datetime.date) -> Quote:
        return answer(f"on: {day}\n{use}{lines}", shelf)

    made = on(datetime.date(2026, 3, 5))
    last = made.valid_until
    assert last is not None
    tried("an answer holds to the last day of its validity and no longer", quotes=1)
    day = data.draw(st.dates(datetime.date(2026, 3, 5), last))
    for each in (day, last):
        assert outcome(on(each)) == outcome(made)
    assert outcome(on(last + DAY)) != outcome(made)


def test_a_quote_ends_where_its_request_says_that_the_use_changes() -> None:
    made = answer(
        f"on: 2026-06-01\n{INDUSTRY}changes: [{{from: 2026-07-01, use: {{passed_on: true}}}}]\n"
        f"lines: [{{product: verification-call, quantity: 100}}]\n"
    )
    assert made.valid_until == datetime.date(2026, 6, 30)
