"""One rule for the unified social credit code, whichever file it stands in and by what name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.catalogue import Party
from engine.catalogue.authorisations import Body
from engine.quote.records.agreement import AgreedParty
from engine.quote.request.request import Customer
from engine.submission import Operator
from engine.text import Text

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
NAME, PHRASE = "示例", Text(zh="示例", en="Example")
PARTIES = [
    (Operator, {"name": NAME}, "uscc"),
    (Customer, {"name": NAME}, "unified_social_credit_code"),
    (AgreedParty, {"name": PHRASE}, "unified_social_credit_code"),
    (Body, {"id": "example", "name": PHRASE}, "credit_code"),
]


def check_sign(first: str) -> str:
    """GB 32100-2015: the sum of the signs' values by the powers of 3 is 0 modulo 31."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return SIGNS[-total % 31]


@pytest.mark.parametrize(("party", "rest", "field"), PARTIES)
@given(
    office=st.sampled_from(["91", "11", "12", "51"]), body=st.text(SIGNS, min_size=9, max_size=9)
)
def test_every_file_takes_the_codes_of_the_standard_and_no_other(
    party: type[Party[object]], rest: dict[str, object], field: str, office: str, body: str
) -> None:
    first = f"{office}110000{body}"
    right = check_sign(first)
    kept = party.model_validate({**rest, field: first + right})
    assert kept.credit_code == first + right
    assert kept.model_dump(exclude_none=True)[field] == first + right  # the name in records
    wrong = SIGNS[(SIGNS.index(right) + 1) % 31]
    with pytest.raises(ValidationError, match="not a unified social credit code") as refused:
        party.model_validate({**rest, field: first + wrong})
    assert refused.value.errors()[0]["loc"] == (field,)


@pytest.mark.parametrize(
    "written", ["91110000600037341l", "9111 0000 6000 37341L", "９１110000600037341L"]
)
def test_a_code_is_kept_as_written_and_compared_in_one_form(written: str) -> None:
    # python-stdnum's own example, as people write it
    customer = Customer(name=NAME, credit_code=written)
    assert (customer.credit_code, customer.compact_code) == (written, "91110000600037341L")
