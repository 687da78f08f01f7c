"""Two versions compared: the published change of a real tariff, and what holds of any two."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typer.testing import CliRunner

import engine.catalogue
import engine.method
import engine.rules
import engine.tariff
from engine.cli import group
from engine.law import (
    Change,
    Citation,
    DayOfForce,
    Difference,
    Document,
    Faults,
    Shelf,
    Version,
    compare,
    compare_days,
    kinds,
    laid_over,
    written_path,
)
from engine.tariff.model.bands import YUAN
from engine.text import Text, catalogue_of

TARIFFS = Path(__file__).parents[2] / "tariffs"
SHELF = Shelf(TARIFFS)
BEFORE, AFTER = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
ROOMS = (engine.catalogue, engine.method, engine.rules, engine.tariff)


def credit_reference() -> tuple[Difference, ...]:
    document = SHELF.get("cn/credit-reference", Document)
    return compare_days(document, BEFORE, document, AFTER)


def said(found: tuple[Difference, ...]) -> set[str]:
    return {one.said.zh for one in found}


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


# --- what holds of any two versions ---------------------------------------------------------------


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """A second walk over plain data: every leaf with its path, citations left aside."""
    if isinstance(value, dict) and set(value) - {"zh", "en"} and "unread" not in value:
        for key, item in value.items():
            if key != "cites":
                yield from leaves(item, (*path, key))
    elif isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
        for place, item in enumerate(value):
            yield from leaves(item, (*path, item.get("id", item.get("period", place))))
    else:
        yield path, repr(value)


def below(path: tuple[Any, ...], places: set[tuple[Any, ...]]) -> bool:
    """Whether `path` is one of the places, or inside one."""
    return any(path[:length] in places for length in range(len(path) + 1))


def test_every_leaf_that_differs_is_named_and_no_other() -> None:
    document = SHELF.get("cn/credit-reference", Document)
    plain = [dict(leaves(v.model_dump(by_alias=True))) for v in document.versions]
    differing = {
        path for path in set(plain[0]) | set(plain[1]) if plain[0].get(path) != plain[1].get(path)
    }
    found = [one for one in credit_reference() if one.path[-1] != "cites"]
    named = {one.path for one in found}
    # A value of a plain list is named by itself, below the list.
    named |= {path[:-1] for path in named if path[-2:-1] == ("in",)}
    assert {path for path in differing if not below(path, named)} == set()
    assert all(
        any(path[: len(place)] == place for path in differing)
        for place in named - {path for path in named if path[-2:-1] == ("in",)}
    )


VERSIONS: list[Version] = [
    version
    for identifier in SHELF.identifiers()
    for version in SHELF.get(identifier, Document).versions
]


@pytest.mark.parametrize("version", VERSIONS[:6])
def test_a_version_does_not_differ_from_itself(version: Version) -> None:
    assert compare(version, version.model_copy(deep=True)) == ()


def spots(piece: BaseModel, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every single value of a piece: names of attributes, keys and positions."""
    for name in type(piece).model_fields:
        if name != "cites":
            yield from within(getattr(piece, name), (*path, name))


def within(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Text | DayOfForce | Citation) or not isinstance(
        value, BaseModel | dict | tuple
    ):
        if value is not None:
            yield path
    elif isinstance(value, BaseModel):
        yield from spots(value, path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from within(item, (*path, key))
    else:
        for place, item in enumerate(value):
            yield from within(item, (*path, place))


def altered(value: Any, path: tuple[Any, ...]) -> Any:
    """A copy in which the single value at `path` is another one."""
    if not path:
        match value:
            case bool():
                return not value
            case Text():
                return Text(zh=value.zh + "改", en=value.en + " changed")
            case DayOfForce():
                return DayOfForce(day=value.start + datetime.timedelta(days=40))
            case datetime.date():
                return value + datetime.timedelta(days=40)
            case Decimal() | int():
                return value + 1
            case Enum():
                return next(other for other in type(value) if other is not value)
        return f"{value}x"
    first, rest = path[0], path[1:]
    if isinstance(value, BaseModel):
        return value.model_copy(update={first: altered(getattr(value, first), rest)})
    if isinstance(value, dict):
        return value | {first: altered(value[first], rest)}
    return (*value[:first], altered(value[first], rest), *value[first + 1 :])


@settings(max_examples=150)
@given(data=st.data())
def test_one_value_changed_anywhere_is_found_and_the_other_way_round(data: st.DataObject) -> None:
    version = data.draw(st.sampled_from(VERSIONS))
    ways = list(spots(version))
    way = data.draw(st.sampled_from(ways))
    other = altered(version, way)
    found = compare(version, other)
    if way[-1] in ("id", "period"):
        # What identifies a piece has changed: one is gone, another has come.
        assert {one.change for one in found} >= {Change.ADDED, Change.REMOVED} or len(found) == 1
    else:
        assert found, way
        assert len({one.path[: len(found[0].path) - 1] for one in found}) == 1
    for one in found:
        assert one.said.zh
        assert one.said.en
    assert mirrored(compare(other, version)) == told(found)


Told = dict[tuple[Any, ...], tuple[str, str]]


def told(found: tuple[Difference, ...]) -> Told:
    return {(*one.path, one.change): (repr(one.before), repr(one.after)) for one in found}


def mirrored(found: tuple[Difference, ...]) -> Told:
    flipped = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    return {
        (*one.path, flipped.get(one.change, one.change)): (repr(one.after), repr(one.before))
        for one in found
    }


def test_the_real_change_read_backwards_is_its_mirror() -> None:
    document = SHELF.get("cn/credit-reference", Document)
    assert mirrored(compare_days(document, AFTER, document, BEFORE)) == told(credit_reference())


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


# --- words ----------------------------------------------------------------------------------------


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        yield from models(inside)


def fields() -> Iterator[tuple[str, FieldInfo]]:
    """Every field of every kind of document, as documents write it."""
    waiting = [kind.document for kind in kinds()]
    seen: set[type[BaseModel]] = {Citation, Text, DayOfForce}
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            yield field.alias or name, field
            waiting.extend(models(field.annotation))


def test_every_field_of_every_kind_has_its_word() -> None:
    assert {
        name for name, _ in fields() if f"field_{name}" not in catalogue_of("law.comparison")
    } == set()


def test_every_charge_model_has_its_word() -> None:
    tags = {
        tag for name, field in fields() if name == "model" for tag in get_args(field.annotation)
    }
    assert "per_unit" in tags
    assert {tag for tag in tags if f"word_{tag}" not in catalogue_of("law.comparison")} == set()


def test_every_amount_of_money_is_told_in_yuan() -> None:
    """Any other figure is told in the unit of the piece around it, such as calls."""
    money = {name for name, field in fields() if YUAN in field.metadata}
    assert {"price", "entry_fee"} <= money
    assert {
        name for name in money if f"shown_{name}" not in catalogue_of("law.comparison")
    } == set()


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
        (one,) = compare_days(document, day, other, day, engine.method.formula_told)
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
