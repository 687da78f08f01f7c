"""A fictitious place's variations from end to end: determined, quoted, classified, compared.

The documents are in tests/data/variations; each writes only what differs from the national rule.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from engine.cli import group
from engine.law import installed

TARIFFS, EXAMPLES = installed("tariffs"), installed("examples")
PLACE = Path(__file__).parents[1] / "data" / "variations"
OPERATOR = EXAMPLES / "operators" / "circle.yaml"
SHELVES = ["--tariffs", str(PLACE), "--tariffs", str(TARIFFS)]


def told(*arguments: str, status: int = 0) -> dict[str, Any]:
    ran = CliRunner().invoke(group((arguments[0],)), [*arguments, "--json"])
    assert ran.exit_code == status, ran.output
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def changed(file: Path, tmp_path: Path, old: str, new: str) -> str:
    """Return the path of a copy of an example in which `old` stands as `new`."""
    content = file.read_text(encoding="utf-8")
    assert old in content
    copy = tmp_path / file.name
    copy.write_text(content.replace(old, new), encoding="utf-8")
    return str(copy)


@pytest.mark.parametrize("file", sorted((PLACE / "demo").iterdir()), ids=lambda file: file.stem)
def test_each_is_sound_and_of_at_most_forty_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 40
    assert told("check", str(file), *SHELVES)["faults"] == []


def test_the_method_is_determined() -> None:
    """Welfare of staff is allowed to 10 % of 3,000,000 yuan of wages, not to 14 %: 120,000 less, of
    which four fifths are of paid use. Cost of paid use bears the profit at 1.7 + 5 per cent, and
    the surtaxes are 12 per cent of 6 per cent of the revenue. The profit is read before tax.
    """
    at = ("--on", "2026-03-01")
    place = told("determine", str(OPERATOR), "--method", "demo/maximum", *at, *SHELVES)
    nation = told(
        "determine", str(OPERATOR), "--method", "cn/ndrc-2025-65", *at, *SHELVES,
        "--switch", "profit_tax=before_income_tax",
    )  # fmt: skip
    fewer = (
        Decimal("120000")
        * Decimal("0.8")
        * Decimal("1.067")
        / (1 - Decimal("0.12") * Decimal("0.06"))
    )
    maxima = [Decimal(answer["result"]["maximum_before_deduction"]) for answer in (nation, place)]
    assert abs(maxima[0] - maxima[1] - fewer) <= Decimal("0.01")
    weak = place["result"]["assumptions"]
    own = {one["article"] for one in weak if one["instrument"].startswith("演示省公共数据定价细则")}
    assert own == {"第五条", "第六条", "第七条"}


def test_a_use_is_classified_by_the_place_that_it_names(tmp_path: Path) -> None:
    """A hospital that uses data for its sector: guided by the national rules, free in the place."""
    file = EXAMPLES / "uses" / "bank-risk-control.yaml"
    hospital = changed(
        file, tmp_path, "purpose: industry", "user: public_institution\n  purpose: industry"
    )
    nation = told("classify", hospital, *SHELVES)
    own = changed(Path(hospital), tmp_path, "cn/use-of-public-data", "demo/use")
    own = changed(Path(own), tmp_path, "cn/conditions-of-free-use", "demo/conditions")
    place = told("classify", own, *SHELVES)
    assert (nation["regime"], place["regime"]) == ("guided", "free")
    assert nation["conditions"] == []
    conditions = [one["text"]["zh"] for one in place["conditions"]]
    assert conditions[-2:] == ["用途改变时及时报告，自改变之日起重新认定", "使用日志保留三年"]
    assert "每季度报告使用情况" in conditions


def test_a_quote_stands_under_the_rules_that_the_places_list_names(tmp_path: Path) -> None:
    """For half welfare, half commercial use the national rules ask for the share; the place's take
    all of it as commercial, and it costs what it costs for industry alone.
    """
    half = EXAMPLES / "quotes" / "half-and-half.yaml"
    nation = told("quote", str(half), *SHELVES, status=1)
    assert "free_share" in json.dumps(nation)
    own = changed(half, tmp_path, "tariff: demo/price-list", "tariff: demo/list")
    place = told("quote", own, *SHELVES)
    (tmp_path / "industry").mkdir()
    industry = changed(half, tmp_path / "industry", "purpose: mixed", "purpose: industry")
    alone = told("quote", industry, *SHELVES)
    assert place["total"] == alone["total"] != "0.00"


@pytest.mark.parametrize(
    ("base", "varied", "differences"),
    [
        ("cn/ndrc-2025-65", "demo/maximum", [
            "准许利润的税前税后口径：默认值由税后利润改为税前利润",
            "加点：上限由 6 % 改为 5 %",
            "职工福利费占工资的最高比例：数值由 14 % 改为 10 %",
        ]),
        ("cn/use-of-public-data", "demo/use", [
            "兼有两种用途时：默认值由按申报比例拆分，分别无偿和收费改为整体按经营使用",
            "收费方式：新增规则 事业单位用于行业发展，无偿使用（条件 用途 产业发展、行业发展（如风险控制、"
            "保险定价、地图服务、信用评分、面向会员的行业统计）；使用方类型 事业单位（如医院、高校）；"
            "结论 收费方式 无偿使用；认定为 公益事业）",
            "无偿使用条件：新增取值 保留日志",
            "无偿使用条件：新增规则 无偿使用的，保留日志三年（条件 收费方式 无偿使用、部分无偿、"
            "部分政府指导价；供给方式 授权运营；结论 无偿使用条件 保留日志）",
        ]),
        ("cn/conditions-of-free-use", "demo/conditions", [
            "每季度报告使用情况：内容由“按期报告使用情况，使用过程可追溯”改为“每季度报告使用情况”",
            "新增条目：使用日志保留三年（内容 “使用日志保留三年”）",
        ]),
    ],
)  # fmt: skip
def test_each_is_compared_with_the_national_rule_in_words(
    base: str, varied: str, differences: list[str]
) -> None:
    found = told("compare", base, varied, *SHELVES)["differences"]
    places = ("switches.", "parameters.", "facts.", "tables.", "entries.")
    inside = [one for one in found if one["path"].startswith(places)]
    inside = [one for one in inside if not one["path"].endswith(".cites")]
    assert [one["said"]["zh"].strip() for one in inside] == differences
    for one in inside:
        assert [cite["instrument"][:3] for cite in one["after_cites"]] == ["演示省"]
