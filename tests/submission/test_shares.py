"""Shares of a submission: whole within what thirds lack, or given by a driver."""

from __future__ import annotations

import copy
from decimal import Decimal

from builders.misfits import rich
from builders.operators import filed, tree
from hypothesis import given
from hypothesis import strategies as st

from engine.money import plain
from engine.submission import Driver, Filed, Product
from engine.submission.shares import is_whole, paid_share, product_share
from engine.text import Text


def shares_of(of: Filed, pool: str) -> list[str]:
    return [plain(product.shares[pool]) for product in of.submission.products]


def test_what_thirds_lack_goes_to_the_largest_and_is_told() -> None:
    whole = tree()
    whole["products"].append(copy.deepcopy(whole["products"][0]) | {"id": "third"})
    for product, data in zip(
        whole["products"], ("33.333333", "33.333334", "33.333332"), strict=True
    ):
        product["shares"] = {
            "computing": Decimal(0),
            "data": Decimal(data),
            "labour": Decimal("33.333334"),
        }
        product["direct_share"] = Decimal("33.333333")
    whole["products"][2]["shares"] |= {"computing": Decimal(100), "labour": Decimal("33.333332")}
    of = filed(whole)
    assert shares_of(of, "data") == ["33.333333", "33.333335", "33.333332"]
    assert shares_of(of, "labour") == ["33.333334", "33.333334", "33.333332"]
    assert [plain(one.direct_share) for one in of.submission.products] == [
        *("33.333334", "33.333333", "33.333333")
    ]
    assert [(one.place, one.key.partition(".")[2], one.values["most"]) for one in of.notices] == [
        ("products[1].shares.data", "made_whole", "0.000001"),
        ("products[0].direct_share", "made_whole", "0.000001"),
    ]
    assert filed(tree()).notices == ()


@given(st.decimals(min_value=0, max_value=200, places=8))
def test_shares_are_whole_within_a_millionth_of_a_point(together: Decimal) -> None:
    assert is_whole(together) is (Decimal("99.999999") <= together <= Decimal("100.000001"))


def test_a_driver_gives_shares_of_paid_use_and_of_products() -> None:
    of = filed(rich()).submission
    assert of.pools[0].paid_share == 75 and of.pools[1].paid_share == 60
    assert [product.shares["computing"] for product in of.products] == [70, 30]
    assert [product.shares["data"] for product in of.products] == [40, 60]
    driver = Driver(id="d", title=Text(zh="x", en="x"), unit=Text(zh="x", en="x"), paid=Decimal(1), free=Decimal(3),
                    products={"a": Decimal(1), "b": Decimal(4)})  # fmt: skip
    assert paid_share(driver) == 25
    product = of.products[0].model_copy(update={"id": "b"})
    assert isinstance(product, Product) and product_share(driver, product) == 80
    assert product_share(driver, product.model_copy(update={"id": "c"})) == 0
