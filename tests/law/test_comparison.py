"""Versions of real documents compared: the published change of a tariff, days, drafts, the command."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
from builders.compared import AFTER, BEFORE, SHELF, TARIFFS, credit_reference, said
from click.testing import Result
from typer.testing import CliRunner

from engine.cli import group
from engine.law import (
    Change,
    Difference,
    Document,
    Faults,
    compare,
    compare_days,
    laid_over,
    written_path,
)
from engine.method import formula_told

# --- the change of 2025-07-01, 发改价格〔2025〕668号 ------------------------------------------------

PRICES = {
    "企业信用报告查询服务费": (20, 9),
    "企业信用报告查询服务费 · 优惠的小型机构（十一类）": (10, Decimal("4.5")),
    "个人信用报告查询服务费": (2, 1),
    "个人信用报告查询服务费 · 优惠的小型机构（十一类）": (1, Decimal("0.5")),
    "个人柜台查询本人信用报告 · 个人柜台查询服务费": (10, 5),
    "应收账款质押登记服务费": (30, 15),
    "应收账款质押变更登记 · 变更登记服务费": (10, 5),
    "应收账款质押异议登记 · 异议登记服务费": (10, 5),
}


def test_the_published_prices_are_told_from_and_to() -> None:
    prices = [one for one in credit_reference() if one.path[-1] == "price"]
    assert {one.said.zh for one in prices} == {
        f"{fee}：单价由 {old} 元改为 {new} 元" for fee, (old, new) in PRICES.items()
    }
    for one in prices:
        assert {cite.instrument for cite in one.before_cites} == {"发改价格规〔2019〕1318号"}
        assert [cite.instrument for cite in one.after_cites] == ["发改价格〔2025〕668号"]


def test_the_eleventh_kind_of_institution_is_told() -> None:
    assert "优惠的小型机构（十一类）：新增成员 国内贸易信用保险机构" in said(credit_reference())


def since_2016() -> tuple[Difference, ...]:
    """The change from the reply of 2016 to the notice of 2019, 发改价格规〔2019〕1318号."""
    document = SHELF.get("cn/credit-reference", Document)
    days = datetime.date(2016, 6, 1), datetime.date(2019, 12, 20)
    return compare_days(document, days[0], document, days[1])


def test_a_price_that_was_not_read_is_told_beside_the_one_that_was() -> None:
    read = [one for one in since_2016() if one.path[-1] == "charge"]
    assert [(one.before.model, one.after.price) for one in read] == [
        ("unread", Decimal(10)),
        ("unread", Decimal(1)),
    ]


def test_what_is_new_is_told_with_what_it_says() -> None:
    added = {written_path(one.path): one for one in credit_reference() if one.change == "added"}
    online = added["products.online-personal-report"]
    assert online.said.zh.startswith("新增产品：个人互联网查询本人信用报告")
    assert "单价 0 元" in online.said.zh
    assert online.before is None
    assert online.before_cites == ()
    added = {written_path(one.path): one for one in since_2016() if one.change == "added"}
    window = added["products.enterprise-report.components.query.once_per"]
    assert "30 天" in window.said.zh
    assert "charged once within a window added" in window.said.en


def test_an_unread_day_of_force_is_told_as_unread() -> None:
    assert "施行日由未查得（2019-12-20 见到）改为 2025-07-01（转引）" in said(credit_reference())


def test_a_change_of_source_is_told_once_where_it_begins() -> None:
    sources = [one for one in credit_reference() if one.path == ("cites",)]
    assert len(sources) == 1
    inherited = [one for one in credit_reference() if one.path[-1] == "cites"]
    # The price of each fee cites the version's instrument: none of them is told again.
    assert not any("charge" in one.path for one in inherited)


def test_a_rule_moved_is_told_as_an_order() -> None:
    version = SHELF.get("cn/cost-review", Document).versions[0]
    table = version.tables[0]
    first, second, *rest = table.rules
    other = version.model_copy(
        update={
            "tables": (
                table.model_copy(update={"rules": (second, first, *rest)}),
                *version.tables[1:],
            )
        }
    )
    (one,) = compare(version, other)
    assert one.change is Change.MOVED
    assert one.before[:2] == (first.id, second.id)
    assert one.after[:2] == (second.id, first.id)


def test_a_band_put_in_front_is_told_by_number() -> None:
    version = SHELF.get("demo/price-list", Document).versions[0]
    component = version.products[0].components[0]
    bands = component.charge.bands
    cheaper = bands[1].model_copy(update={"price": Decimal("0.1900")})
    charge = component.charge.model_copy(update={"bands": (bands[0], cheaper, bands[2])})
    product = version.products[0].model_copy(
        update={"components": (component.model_copy(update={"charge": charge}),)}
    )
    other = version.model_copy(update={"products": (product, *version.products[1:])})
    assert said(compare(version, other)) == {
        "企业核验接口 · 核验调用服务费 · 第 2 档：单价由 0.2000 元改为 0.1900 元"
    }


# --- days, drafts and the command -----------------------------------------------------------------


def test_a_day_without_a_version_is_a_fault() -> None:
    document = SHELF.get("cn/credit-reference", Document)
    with pytest.raises(Faults) as refused:
        compare_days(document, datetime.date(2010, 1, 1), document, AFTER)
    assert [fault.key for fault in refused.value.faults] == ["law.not_in_force"]


def test_a_draft_is_compared_and_the_shelf_stays_as_it_is() -> None:
    path = TARIFFS / "cn" / "credit-reference.yaml"
    written = path.read_text(encoding="utf-8")
    draft = written.replace('price: "9"', 'price: "8.5"')
    with laid_over(SHELF, draft, "草案") as laid:
        assert laid.faults == ()
        other = laid.shelf.get(laid.id, Document)
        found = compare_days(SHELF.get("cn/credit-reference", Document), AFTER, other, AFTER)
    assert said(found) == {"企业信用报告查询服务费：单价由 9 元改为 8.5 元"}
    assert path.read_text(encoding="utf-8") == written


def test_a_formula_that_changes_is_told_in_words() -> None:
    written = (TARIFFS / "cn" / "ndrc-2025-65.yaml").read_text(encoding="utf-8")
    capped = "min(welfare_submitted, wages_allowed * fraction(welfare_limit))"
    day = datetime.date(2026, 3, 2)
    with laid_over(SHELF, written.replace(capped, "welfare_submitted"), "草案") as laid:
        other = laid.shelf.get(laid.id, Document)
        document = SHELF.get("cn/ndrc-2025-65", Document)
        (one,) = compare_days(document, day, other, day, formula_told)
    assert one.said.zh == (
        "成本审核 · 可计入的福利费：公式由“较小者（申报的福利费，计入的工资 × 职工福利费占工资的最高比例）”"
        "改为“申报的福利费”"
    )


def test_a_faulty_draft_names_place_and_line_in_the_draft() -> None:
    written = (TARIFFS / "cn" / "credit-reference.yaml").read_text(encoding="utf-8")
    with laid_over(SHELF, written.replace('price: "9"', 'price: "-9"'), "草案") as laid:
        (fault,) = laid.faults
    assert (fault.file, fault.place, fault.key) == (
        "草案",
        "versions[1].products[0].components[0].charge.price",
        "law.too_small",
    )
    assert fault.line == written[: written.index('price: "9"')].count("\n") + 1


def dingjia(*arguments: object) -> Result:
    asked = ["compare", *map(str, arguments), "--tariffs", str(TARIFFS)]
    return CliRunner().invoke(group(("compare",)), asked)


def test_the_command_says_the_change_between_two_days() -> None:
    result = dingjia("cn/credit-reference", "2025-06-30", "2025-07-01")
    assert result.exit_code == 0
    assert "- 企业信用报告查询服务费：单价由 20 元改为 9 元" in result.stdout.splitlines()
    data = json.loads(dingjia("cn/credit-reference", BEFORE, AFTER, "--json").stdout)
    assert len(data["differences"]) == len(credit_reference())


def test_the_command_compares_a_draft_file(tmp_path: Path) -> None:
    written = (TARIFFS / "demo" / "price-list.yaml").read_text(encoding="utf-8")
    draft = tmp_path / "draft.yaml"
    draft.write_text(written.replace("0.1500", "0.1400"), encoding="utf-8")
    result = dingjia("demo/price-list", draft, "--lang", "en")
    assert result.exit_code == 0
    assert "band 3: price changed from 0.1500 yuan to 0.1400 yuan" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("cn/credit-reference", "2010-01-01", "2026-01-01"), "law.not_in_force"),
        (("cn/credit-reference", "2026-01-01"), "law.not_a_day"),
        (("cn/no-such", "cn/supply"), "law.no_document"),
        (("cn/supply", "cn/credit-reference"), "law.other_kind"),
    ],
)
def test_the_command_refuses_what_cannot_be_compared(
    arguments: tuple[str, ...], fault: str
) -> None:
    result = dingjia(*arguments, "--json")
    assert result.exit_code == 2
    assert [each["fault"] for each in json.loads(result.stdout)["faults"]] == [fault]
