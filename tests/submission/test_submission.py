"""A submission in YAML: what it says is kept, and all that is wrong with it is said at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from engine.law import Faults
from engine.submission import Filed, read_submission
from engine.text import Language

CIRCLE = Path(__file__).parents[2] / "examples" / "operators" / "circle.yaml"


def _with(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    content = CIRCLE.read_text(encoding="utf-8")
    for before, after in changes:
        assert content.count(before) == 1, before
        content = content.replace(before, after)
    path = tmp_path / "operator.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def _faults(path: Path) -> dict[str, str]:
    with pytest.raises(Faults) as caught:
        read_submission(path)
    for fault in caught.value.faults:
        assert fault.message(Language.ZH) and fault.message(Language.EN)
    return {fault.place: fault.key for fault in caught.value.faults}


def test_figures_are_exact_and_each_has_its_place() -> None:
    filed: Filed = read_submission(CIRCLE)
    # the accounts as published add up to 11,230,000.00
    assert sum(item.amount for item in filed.submission.items) == Decimal("11230000.00")
    declared = filed.declared("items", 3, "amount")
    assert (declared.file, declared.place) == ("circle.yaml", "items[3].amount")
    assert declared.who == "财务部（示例）"


def test_every_misfit_is_found_at_once(tmp_path: Path) -> None:
    path = _with(
        tmp_path,
        ("amount: 4000000.00, pool: computing", "amount: 4000000.00, pool: compute"),
        ("tag: asset, asset: servers", "tag: asset, asset: wages"),
        ("{id: paid-grant,", "{id: server-grant,"),
        ("computing: 30, data: 60", "computing: 31, data: 60"),
        ("id: enterprise-data-package", "id: verification-call"),
    )
    assert _faults(path) == {
        "items[0].pool": "submission.no_such_pool",
        "subsidies[0].asset": "submission.no_such_asset",
        "subsidies[1].id": "submission.repeated",
        "products[1].id": "submission.repeated",
        "products[0].shares.computing": "submission.shares_not_whole",  # 70 + 31
    }


def test_misfits_are_found_beside_broken_pieces(tmp_path: Path) -> None:
    path = _with(
        tmp_path,
        ("income: 11000000.00", "income: eleven"),
        ("amount: 600000.00", "amount: -1"),
        ("computing: 30, data: 60", "computing: 31, data: 60"),
    )
    assert _faults(path) == {
        "income": "money.not_a_number",
        "items[3].amount": "submission.written_back_without_reason",
        "products[0].shares.computing": "submission.shares_not_whole",
    }


def test_a_grant_cannot_exceed_the_asset_it_was_given_for(tmp_path: Path) -> None:
    path = _with(tmp_path, ("amount: 2000000.00, tag: asset", "amount: 6000000.01, tag: asset"))
    assert _faults(path) == {"items[9].asset.original": "submission.granted_above_cost"}


def test_a_share_of_paid_use_lies_between_nothing_and_all(tmp_path: Path) -> None:
    path = _with(tmp_path, ("paid_share: 75", "paid_share: 100.01"))
    assert _faults(path) == {"pools[0].paid_share": "law.too_big"}


def test_an_item_has_one_home_and_an_asset_grant_its_asset(tmp_path: Path) -> None:
    path = _with(
        tmp_path,
        ("amount: 400000.00, direct: paid", "amount: 400000.00, direct: paid, pool: data"),
        ("tag: asset, asset: servers", "tag: asset"),
    )
    assert _faults(path) == {
        "items[4]": "submission.pool_and_direct",
        "subsidies[0]": "submission.subsidy_asset",
    }


@pytest.mark.parametrize(
    ("code", "valid"), [("91110000600037341L", True), ("A1110000600037342L", False)]
)
def test_a_unified_social_credit_code_must_have_its_check_digit(
    tmp_path: Path, code: str, valid: bool
) -> None:
    # python-stdnum's own example is 91110000600037341L; another registering office breaks its digit
    path = _with(tmp_path, ("  name: 示例数据运营有限公司", f"  name: 示例\n  uscc: {code}"))
    if valid:
        assert read_submission(path).submission.operator.credit_code == code
    else:
        assert _faults(path) == {"operator.uscc": "catalogue.not_a_credit_code"}


def test_amounts_with_vat_are_not_taken(tmp_path: Path) -> None:
    assert "vat" in _faults(_with(tmp_path, ("vat: excluded", "vat: included")))


def test_a_pool_named_by_its_title_in_yaml_is_that_pool(tmp_path: Path) -> None:
    content = CIRCLE.read_text(encoding="utf-8")
    whole = yaml.safe_load(content)
    titles = {pool["id"]: pool["title"]["zh"] for pool in whole["pools"]}
    for item in whole["items"]:
        if "pool" in item:
            item["pool"] = titles[item["pool"]]
    for product in whole["products"]:
        product["shares"] = {titles[pool]: of for pool, of in product["shares"].items()}
    path = tmp_path / "circle.yaml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    filed = read_submission(path)
    assert filed.submission == read_submission(CIRCLE).submission
    pool = next(iter(filed.submission.products[0].shares))
    assert f"products[0].shares.{pool}" in filed.lines


def test_a_share_said_under_both_titles_of_one_pool_is_not_lost(tmp_path: Path) -> None:
    whole = yaml.safe_load(CIRCLE.read_text(encoding="utf-8"))
    title = whole["pools"][0]["title"]
    shares = whole["products"][0]["shares"]
    shares[title["zh"]] = shares[title["en"]] = shares.pop(whole["pools"][0]["id"])
    path = tmp_path / "circle.yaml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    keys = _faults(path)
    assert list(keys.values()).count("law.not_an_identifier") == 2
