"""The Explore page in full: any base, named scenarios, differences, bands, payers, the same again."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from builders.operators import CIRCLE, CLOCK, DAY, METHOD, SHELF, filed, tree
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import engine
from app.store import records
from engine.cli import group
from engine.determination import Spread, body_of_determination, determine
from engine.law import Declaration, read_tree, read_yaml
from engine.record import sealed
from engine.scenario import as_yaml

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
CASE = "fedcba9876"
PAGE = """
import streamlit as st
from app.words import LANGUAGES
st.session_state.setdefault("lang", {language!r})
from app import explore
explore.page()
"""
UPLOAD = "上传文件"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[None]:
    """Keep what a test types apart."""
    os.environ["DINGJIA_STORE"] = str(tmp_path / "store.sqlite")
    yield
    del os.environ["DINGJIA_STORE"]


def opened(language: str = "中文", case: str = CASE) -> AppTest:
    """The page as anybody finds it who has its address."""
    app = AppTest.from_string(PAGE.format(language=language), default_timeout=120)
    app.query_params["case"] = case
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    assert not app.exception
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def answer(app: AppTest) -> str:
    """The figure of the answer."""
    found = re.search(r'class="amount">([\d,.]+) ', shown(app))
    assert found is not None, shown(app)
    return found[1]


def side_by_side(app: AppTest) -> dict[str, str]:
    """The first table: each scenario with its maximum."""
    table = shown(app).split('<table class="desk">')[1]
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("</tbody>")[0])
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    return {row[0]: row[1] for row in cells if row}


def slid(app: AppTest, label: str, value: str) -> AppTest:
    slider = next(one for one in app.select_slider if one.label == label)
    return slider.set_value(Decimal(value)).run()


def chosen(app: AppTest, label: str, option: str) -> AppTest:
    box = next(one for one in app.selectbox if one.label == label)
    return box.select_index(box.options.index(option)).run()


def pressed(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def written(app: AppTest, label: str, value: str, place: int = 0) -> None:
    [one for one in app.text_input if one.label == label][place].set_value(value)


def kept(app: AppTest, name: str, reason: str = "试算") -> AppTest:
    written(app, "名称", name)
    written(app, "理由", reason)
    return pressed(app, "保存为情景")


def file_of(case: str = CASE) -> str:
    """The scenario file that the draft of a visit has."""
    with sqlite3.connect(os.environ["DINGJIA_STORE"]) as found:
        (row,) = found.execute(
            "SELECT answers FROM drafts WHERE id = ? AND page = 'explore'", (case,)
        ).fetchall()
    answers = json.loads(row[0])
    return str(answers["files"][answers["base"]]["text"])


def kept_file(case: str = CASE) -> dict[str, Any]:
    """The same as plain values."""
    found: dict[str, Any] = read_tree(file_of(case), "kept").tree
    return found


# --- scenarios with a name --------------------------------------------------------


def test_what_is_tried_is_kept_under_a_name_and_found_again_by_its_address() -> None:
    """1.20 % and the spread of 4 together: 7,209,800 × 5.20 % = 374,909.60; income tax
    124,969.866667; X = 7,209,800 + 374,909.60 + 124,969.866667 = 7,709,679.466667; surcharges
    0.12 × (0.06 X − 200,000) ÷ 0.9928 = 31,738.457..; three years of 7,741,417.92."""
    app = slid(slid(opened(), "十年期国债收益率", "1.20"), "加点", "4.00")
    profit = Decimal("7209800") * Decimal("0.052")
    before = Decimal("7209800") + profit * 4 / 3
    surcharges = Decimal("0.12") * (Decimal("0.06") * before - 200_000) / Decimal("0.9928")
    three = f"{round(before + surcharges, 2) * 3:,.2f}"
    assert answer(app) == three
    app = kept(app, "利率和加点都低")
    assert side_by_side(app)["利率和加点都低"] == three
    assert "本情景" in side_by_side(app)  # which stands on it from now on

    again = opened("English")
    assert answer(again) == three
    assert side_by_side(again)["利率和加点都低"] == three
    assert [one.value for one in again.select_slider][:2] == [Decimal("1.20"), Decimal("4.00")]


def test_a_scenario_is_opened_changed_renamed_copied_and_dropped() -> None:
    app = chosen(opened(), "对情景", "收益率降低、加点下调、需求每年增长一成")
    app = pressed(app, "打开再改")
    # It stands on the lower yield: 1.20; its own levers are where it has them.
    assert {one.label: one.value for one in app.select_slider} == {
        "十年期国债收益率": Decimal("1.20"),
        "加点": Decimal("4"),
        "需求年增长": Decimal("10"),
        "无偿供给多占的份额": Decimal("0"),
    }
    assert answer(app) == "23,224,253.01"
    app = pressed(slid(app, "需求年增长", "0"), "保存为情景")  # under the name that it has
    names = list(side_by_side(app))
    assert names.count("收益率降低、加点下调、需求每年增长一成") == 1
    (growing,) = [one for one in kept_file()["scenarios"] if one["id"] == "growing-demand"]
    assert (growing["on"], growing["levers"]) == (["lower-yield"], {"spread": "4"})

    app = chosen(app, "对情景", "收益率降低，免费供给多占 5 个百分点")
    app = pressed(app, "复制")
    table = side_by_side(app)
    assert table["收益率降低，免费供给多占 5 个百分点（副本）"] == "21,909,057.21"
    app = chosen(app, "对情景", "收益率降低，免费供给多占 5 个百分点（副本）")
    written(app, "名称", "另一个", 1)
    written(app, "理由", "改了名", 1)
    app = pressed(app, "改为")
    assert side_by_side(app)["另一个"] == "21,909,057.21"
    app = pressed(chosen(app, "对情景", "另一个"), "删除")
    assert "另一个" not in side_by_side(app)
    app = chosen(app, "对情景", "收益率降至 1.20%")
    assert next(one for one in app.button if one.label == "删除").disabled
    assert any("因此不能删除" in one.value for one in app.caption)


def test_a_scenario_is_stacked_on_another_and_what_contradicts_is_refused() -> None:
    app = slid(opened(), "加点", "4.00")
    app = kept(app, "加点四")
    app = chosen(app, "对情景", "加点四")
    on = next(one for one in app.multiselect if one.label.startswith("叠加在"))
    app = on.set_value(["lower-yield"]).run()
    app = pressed(app, "这样叠加")
    # 1.20 + 4.00 as in the test above, by another way.
    assert side_by_side(app)["加点四"] == side_by_side(app)["本情景"] == "23,224,253.01"
    app = chosen(app, "对情景", "收益率降至 1.20%")
    on = next(one for one in app.multiselect if one.label.startswith("叠加在"))
    app = on.set_value(["growing-demand"]).run()
    app = pressed(app, "这样叠加")
    assert "需要改正" in shown(app)  # in a circle
    assert side_by_side(app)["收益率降至 1.20%"] == "23,514,736.50"


def test_a_name_is_needed_and_not_taken_twice() -> None:
    app = slid(opened(), "加点", "4.00")
    app = pressed(app, "保存为情景")
    assert "请填写名称和理由" in shown(app)
    app = kept(app, "收益率降至 1.20%")
    assert "已有名为“收益率降至 1.20%”的情景" in shown(app)
    assert list(side_by_side(app))[1] == "收益率降至 1.20%"
    assert next(one.value for one in app.text_input if one.label == "名称") == "收益率降至 1.20%"


# --- every input ------------------------------------------------------------------


def searched(app: AppTest, words: str, title: str, value: str) -> AppTest:
    written(app, "找任意一项输入（输入名称中的词）", words)
    app.run()
    box = next(one for one in app.selectbox if one.label.startswith("找到"))
    app = box.select_index(box.options.index(title)).run()
    field = next(one for one in app.text_input if one.label.startswith("改为"))
    field.set_value(value)
    return pressed(app, "作此改动")


def test_any_input_is_found_by_a_word_changed_and_taken_back() -> None:
    """The price of a call to 0.2000, its elasticity 0.4 and its forecast made at 0.2298: quantity
    20,000,000 × (0.2000 ÷ 0.2298) ^ −0.4 a year, whatever the maximum."""
    app = searched(opened(), "核验 收费", "企业核验接口·收费", "0.2000")
    assert answer(app) == "23,659,978.23"  # no price moves the maximum
    asked = Decimal(20_000_000) * (Decimal("0.2000") / Decimal("0.2298")) ** Decimal("-0.4")
    quantity = round(asked, 6)
    calls = round(quantity * Decimal("0.2000"), 2)
    app = section(app, "payers")
    first = figures(app, "谁付钱")[0]
    assert number(first[7]) == calls
    assert "<del>0.2150</del> → <strong>0.2000</strong>" in shown(app)
    assert kept_file()["scenarios"][-1]["changes"] == {
        "market": {"verification-call": {"price": "0.2000"}}
    }
    app = pressed(app, "撤回")
    assert "<del>0.2150</del>" not in shown(app)
    assert "本情景" not in side_by_side(app)


def test_what_is_written_beside_an_input_goes_with_it() -> None:
    """A product of which nothing said how its quantity answers the price."""
    app = searched(opened(), "数据包 弹性", "企业数据包·需求价格弹性", "0.3")
    (now,) = [one for one in kept_file()["scenarios"] if one["id"] == "explored"]
    assert now["changes"] == {
        "market": {
            "enterprise-data-package": {
                "response": {"elasticity": "0.3", "curve": "constant_elasticity"}
            }
        }
    }
    assert [one.label for one in app.button].count("撤回") == 1
    app = pressed(app, "撤回")
    assert "本情景" not in side_by_side(app)
    assert answer(app) == "23,659,978.23"


def test_what_an_input_may_not_be_is_said_and_what_was_typed_stays() -> None:
    app = searched(opened(), "核验 收费", "企业核验接口·收费", "0")
    assert "不能这样填" in shown(app)
    assert next(one for one in app.text_input if one.label.startswith("改为")).value == "0"
    assert "本情景" not in side_by_side(app)
    written(app, "找任意一项输入（输入名称中的词）", "没有这样的词")
    assert "没有名称含“没有这样的词”的输入" in shown(app.run())


# --- the same again ---------------------------------------------------------------


def beside_the_examples(folder: Path) -> Path:
    """The example's operators, and where its scenarios stand, in a folder of their own."""
    shutil.copytree(ROOT / "examples" / "operators", folder / "examples" / "operators")
    (folder / "examples" / "scenarios").mkdir()
    return folder / "examples" / "scenarios"


def test_file_command_and_python_give_the_figures_of_the_page(tmp_path: Path) -> None:
    app = kept(slid(opened(), "十年期国债收益率", "1.30"), "一点三", "试一试")
    app = slid(app, "需求年增长", "3")
    figures = side_by_side(app)
    command, python = (
        next(one.value for one in app.code if one.value.startswith(begins))
        for begins in ("dingjia", "import engine")
    )
    name = command.split()[3]
    place = beside_the_examples(tmp_path) / Path(name).name
    place.write_text(file_of(), "utf-8")

    answered = CliRunner().invoke(
        group(("scenario",)), ["scenario", "compare", str(place), "--json"]
    )
    assert answered.exit_code == 0, answered.output
    told = json.loads(answered.stdout)
    by_command = {
        one["title"]["zh"]: f"{Decimal(one['maximum']):,.2f}"
        for one in (told["base"], *told["scenarios"])
    }
    assert by_command == figures

    lines = python.replace(f'"{name}"', repr(str(place))).splitlines()
    space: dict[str, Any] = {}
    exec("\n".join(lines[:2]), space)
    maximum, income = eval(lines[2], space)
    assert f"{maximum:,.2f}" == answer(app) == figures["本情景"]
    assert f"{income:,.2f}" in shown(app)


# --- any base ---------------------------------------------------------------------


def uploaded(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app = chosen(app, "基准", UPLOAD) if not app.file_uploader else app
    given = [(name, content, "application/octet-stream") for name, content in files]
    return app.file_uploader[0].set_value(given).run()


def test_a_submission_is_uploaded_changed_and_found_again() -> None:
    """The worked operator, without its market: the maximum is the same, every price the ceiling."""
    app = uploaded(opened(), ("mine.yaml", CIRCLE.read_bytes()))
    assert answer(app) == "23,659,978.23"
    assert next(one for one in app.date_input).value == DAY
    app = kept(slid(app, "十年期国债收益率", "1.20"), "低利率")
    assert side_by_side(app)["低利率"] == "23,514,736.50"
    again = opened()
    assert side_by_side(again)["低利率"] == "23,514,736.50"
    assert "mine.yaml" in shown(again)
    back = chosen(again, "基准", "示例：示例运营机构：利率走低会怎样")
    assert "低利率" not in side_by_side(back)
    assert "低利率" in side_by_side(chosen(back, "基准", UPLOAD))  # nothing is lost


def test_a_scenario_file_is_uploaded_with_its_base_and_reproduced_beside_it(tmp_path: Path) -> None:
    worked = read_yaml(ROOT / "examples/scenarios/lower-yield.yaml").tree
    worked["base"]["submission"] = "mine.yaml"
    text = as_yaml(worked).encode()
    app = uploaded(opened(), ("what-if.yaml", text))
    assert "mine.yaml" in shown(app)  # is not there: said, and nothing is explored
    assert "需要改正" in shown(app)
    app = uploaded(app, ("what-if.yaml", text), ("mine.yaml", CIRCLE.read_bytes()))
    assert list(side_by_side(app).values()) == [
        "23,659,978.23",
        "23,514,736.50",
        "21,909,057.21",
        "23,224,253.01",
    ]
    (tmp_path / "mine.yaml").write_bytes(CIRCLE.read_bytes())
    (tmp_path / "explored-what-if.yaml").write_text(file_of(), "utf-8")
    runs = engine.run_scenarios(SHELF, tmp_path / "explored-what-if.yaml")
    assert [f"{one.maximum.number:,.2f}" for one in runs.values()] == list(
        side_by_side(app).values()
    )


def test_a_price_of_the_base_comes_to_nothing_where_a_scenario_takes_a_price_list() -> None:
    worked = read_yaml(ROOT / "examples/scenarios/by-price-list.yaml").tree
    worked["base"]["submission"] = "mine.yaml"
    priced = worked["scenarios"][0]["changes"]["market"]["verification-call"]
    del priced["price"]
    files = ("what-if.yaml", as_yaml(worked).encode()), ("mine.yaml", CIRCLE.read_bytes())
    app = chosen(uploaded(opened(), *files), "从哪个情景开始", "按分档价目表")
    assert "23,120,292.00" in shown(app)
    assert "需要改正" not in shown(app)
    app = slid(app, "需求年增长", "10")
    assert "23,477,361.00" in shown(app)


def test_a_scenario_file_reaches_no_file_of_the_machine() -> None:
    """Only what is uploaded with it, and the examples."""
    base = {"submission": "/etc/hostname", "method": METHOD, "on": "2026-03-01"}
    title = {"zh": "甲", "en": "a"}
    tree = {"kind": "scenarios", "title": title, "base": {**base, "ceilings": {"by": "full_cost"}}}
    app = uploaded(opened(), ("a.yaml", as_yaml(tree).encode()))
    assert "需要改正" in shown(app)
    assert "/etc/hostname" in shown(app)
    assert Path("/etc/hostname").read_text().strip() not in shown(app)


def test_a_faulty_upload_tells_its_faults_and_what_was_explored_stays() -> None:
    app = kept(slid(uploaded(opened(), ("mine.yaml", CIRCLE.read_bytes())), "加点", "4.00"), "甲")
    text = CIRCLE.read_text("utf-8").replace("first_year: 2026", "first_year: soon", 1)
    app = uploaded(app, ("mine.yaml", text.encode()))
    assert "soon" in shown(app)
    assert "甲" in side_by_side(opened())


def test_a_saved_determination_is_a_base_with_its_own_spread() -> None:
    """The worked operator with a spread of 4.00 chosen: 7,725,... as the levers have it."""
    spread = Spread(Decimal("4"), Declaration(file="letter", place="2", reason="风险较低"))
    found = determine(SHELF, filed(tree()), METHOD, DAY, spread=spread)
    record = records().add(body_of_determination(found), CLOCK)
    app = slid(opened(), "加点", "4.00")
    by_lever = answer(app)
    app = chosen(app, "基准", f"已存核定 {record.number}")
    assert answer(app) == by_lever
    uploading = opened(case="0000000001")
    again = uploaded(
        uploading, ("record.json", sealed(body_of_determination(found), CLOCK).text().encode())
    )
    assert answer(again) == by_lever


def test_a_record_in_which_a_figure_was_changed_is_refused() -> None:
    found = determine(SHELF, filed(tree()), METHOD, DAY)
    text = sealed(body_of_determination(found), CLOCK).text()
    assert "7886659.41" in text
    app = uploaded(opened(), ("record.json", text.replace("7886659.41", "9886659.41", 1).encode()))
    assert "需要改正" in shown(app)
    assert "9886659.41" in shown(app)


# --- sections ---------------------------------------------------------------------


def section(app: AppTest, name: str) -> AppTest:
    control = next(one for one in app.get("button_group") if "two" not in one.key)
    return control.set_value(name).run()


def figures(app: AppTest, title: str) -> list[list[str]]:
    """The rows of the table of this title."""
    bold = [one.value for one in app.markdown if one.value.startswith("**")]
    titles = [one for one in bold if "已作改动" not in one]
    tables = shown(app).split('<table class="desk">')[1:]
    at = [place for place, one in enumerate(titles) if title in one]
    assert at, titles
    rows = re.findall(r"<tr>(.*?)</tr>", tables[at[0]].split("</tbody>")[0])
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows if "<td" in row]


def number(cell: str) -> Decimal:
    return Decimal(cell.replace(",", "").replace("−", "-"))


def test_the_difference_of_any_two_is_told_in_parts_that_add_up() -> None:
    app = chosen(opened(), "从", "收益率降至 1.20%")
    app = chosen(app, "到", "收益率降低、加点下调、需求每年增长一成")
    rows = figures(app, "从“收益率降至 1.20%”到")
    first, *parts, whole, second = (number(row[2]) for row in rows)
    assert (first, second) == (Decimal("23514736.50"), Decimal("23224253.01"))
    assert sum(parts) == whole == second - first
    incomes = [number(row[3]) for row in rows]
    assert sum(incomes[1:-2]) == incomes[-2] == incomes[-1] - incomes[0]


def test_the_address_opens_the_same_section_and_the_same_two() -> None:
    app = chosen(opened(), "从", "收益率降至 1.20%")
    app = chosen(app, "到", "收益率降低，免费供给多占 5 个百分点")
    chosen(app, "比较", "各年收入合计")
    again = opened("English")
    assert "From Yield down to 1.20 % to Lower yield, and 5 points more free supply" in "".join(
        one.value for one in again.markdown
    )
    section(again, "payers")
    assert any("谁付钱" in one.value for one in opened().markdown)


def test_what_cannot_be_run_any_longer_is_told_and_begun_anew() -> None:
    """A spread that the method refuses, as an uploaded file may have it."""
    worked = read_yaml(ROOT / "examples/scenarios/lower-yield.yaml").tree
    worked["scenarios"].append(
        {
            "id": "explored",
            "title": {"zh": "甲", "en": "a"},
            "reason": "试算",
            "levers": {"spread": "9"},
        }
    )
    app = uploaded(opened(), ("bold.yaml", as_yaml(worked).encode()))
    assert "需要改正" in shown(app)
    assert "9" in shown(app)
    app = pressed(app, "全部撤回")
    assert answer(app) == "23,659,978.23"
    worked["scenarios"][-1]["on"] = ["lower-yield", "growing-demand"]
    worked["scenarios"][0]["on"] = ["growing-demand"]
    app = uploaded(app, ("circle.yaml", as_yaml(worked).encode()))
    assert "需要改正" in shown(app)
    assert answer(opened()) == "23,659,978.23"  # what was there stays


def test_what_everybody_pays_multiplies() -> None:
    app = section(
        chosen(opened(), "从哪个情景开始", "收益率降低、加点下调、需求每年增长一成"), "payers"
    )
    rows = figures(app, "谁付钱")
    assert len(rows) == 6  # two products, three years
    total = Decimal(0)
    for row in rows:
        price, quantity, paid = number(row[4]), number(row[5]), number(row[7])
        assert round(price * quantity, 2) == paid
        total += paid
    assert f"{total:,.2f}" == "23,730,055.81"


def test_a_price_above_its_ceiling_is_told_as_unlawful() -> None:
    app = section(slid(opened(), "加点", "0.00"), "payers")
    assert any("违法" in one.value or "高于上限" in one.value for one in app.caption)


def test_bands_are_of_ten_thousand_draws_with_the_seed_in_view() -> None:
    app = section(opened(), "bands")
    assert any("抽取 10000 次（种子 1）" in one.value for one in app.caption)
    whole = figures(app, "各次抽取的结果（各年合计）")
    for row in whole:
        places = [number(cell) for cell in row[1:]]
        assert places == sorted(places)
    assert "% 的结果" in shown(app) or "%的结果" in shown(app).replace(" ", "")
    by_page = whole[0][1:]
    same = figures(section(opened(case="0000000002"), "bands"), "各次抽取的结果（各年合计）")
    assert same[0][1:] == by_page


def test_a_spread_in_per_cent_makes_the_numbers_in_view_uncertain() -> None:
    app = uploaded(opened(), ("mine.yaml", CIRCLE.read_bytes()))
    app = section(app, "bands")
    assert "还没有说哪些数不确定" in shown(app)
    app.multiselect[0].set_value(["levers.spread"])
    written(app, "上下各多少 %（留空则原有分布不变）", "10")
    written(app, "种子", "7")
    app = pressed(app, "按此抽取")
    assert kept_file()["uncertain"] == {
        "seed": 7,
        "draws": 10000,
        "of": {"levers.spread": {"between": ["4.5", "5.5"], "likely": "5.00"}},
    }
    whole = figures(app, "各次抽取的结果（各年合计）")
    low, _, middle, _, high = (number(cell) for cell in whole[0][1:])
    # A point of spread is 3 × 7,209,800 ÷ 100 × 4/3 × (1 + 0.0072 / 0.9928) a year of tax and all.
    point = Decimal(7_209_800) / 100 * 4 / 3 / Decimal("0.9928") * 3
    # Of a triangle over ±0.5, 5 % lie below −0.5 + √0.05 × √0.5 ... = 0.5 × (1 − √0.1).
    apart = Decimal("0.5") * (1 - Decimal("0.1").sqrt())
    assert abs(middle - Decimal("23659978.23")) < point * Decimal("0.01")
    assert abs(high - middle - point * apart) < point * Decimal("0.02")
    assert abs(middle - low - point * apart) < point * Decimal("0.02")


def by_command(*arguments: str) -> Any:
    """What a command says, as data."""
    result = CliRunner().invoke(group((arguments[0],)), [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("language", "title", "ways"),
    [
        ("中文", "各情景首个周期的最高准许收入", "准许利润的税前税后口径 = 税前利润"),
        (
            "English",
            "Maximum permitted revenue of the first cycle over every reading",
            "Permitted profit before or after income tax = before income tax",
        ),
    ],
)
def test_readings_are_those_of_the_command(language: str, title: str, ways: str) -> None:
    """The worked file: each scenario's ends and what it takes, and where a price is too high."""
    app = section(opened(language), "readings")
    told = by_command("scenario", "readings", "examples/scenarios/lower-yield.yaml")
    rows = [[number(cell) for cell in row[2:]] for row in figures(app, title)]
    assert rows == [
        [round(Decimal(one["bands"][0][end]), 2) for end in ("least", "taken", "greatest")]
        for one in told
    ]
    assert rows[0][0] == Decimal("7724472.80")
    points = "\n".join(one.value for one in app.markdown)
    assert ways in points
    never = [one for one in told[0]["verdicts"] if one["holds"] == "none"]
    assert len(never) == 5
    assert ("无论采用哪种口径都不成立" if language == "中文" else "Under no reading") in shown(app)


def test_readings_follow_what_is_tried_now_and_each_is_kept() -> None:
    """With the spread 4.00: 7,209,800 × 5.7 % of profit, after tax or before it."""
    app = section(slid(opened(), "加点", "4.00"), "readings")
    profit = Decimal(7_209_800) * Decimal("0.057")
    ends = [
        round(
            before + (before * Decimal("0.06") - 200_000) * Decimal("0.12") / Decimal("0.9928"), 2
        )
        for before in (7_209_800 + profit, 7_209_800 + profit * 4 / 3)
    ]
    row = next(row for row in figures(app, "各情景首个周期") if row[0] == "本情景")
    assert [number(row[2]), number(row[4])] == ends
    assert f"本情景：首个周期最高准许收入因口径不同，在 {ends[0]:,.2f} 元至" in shown(app)


def test_the_readings_of_the_rich_operator_are_the_published_band() -> None:
    """Which Determine and `dingjia readings` give of its accounts alone."""
    demo = ROOT / "examples" / "operators" / "demo.xlsx"
    app = section(uploaded(opened(), (demo.name, demo.read_bytes())), "readings")
    page = shown(app)
    assert "在 45,200,082.17 元至 52,640,197.52 元之间；按情景所取口径为 52,158,095.32 元" in page
    for hangs in ("7,440,115.35", "5,258,350.55", "5,455,860.16", "966,824.89"):
        assert hangs in page, hangs


def test_a_scenario_that_cannot_be_read_is_named_beside_those_that_can() -> None:
    """Once where the scenarios stand side by side, and once more where each is read."""
    worked = (ROOT / "examples" / "scenarios" / "lower-yield.yaml").read_text("utf-8")
    wrong = """scenarios:
  - id: wrong
    title: {zh: 做不到, en: Wrong}
    reason: 试算
    changes: {submission: {input_vat: "-5"}}"""
    app = uploaded(opened(), ("mine.yaml", worked.replace("scenarios:", wrong, 1).encode()))
    page = shown(section(app, "readings"))
    assert page.count("“做不到”不能计算") == 2
    assert page.count("submission.input_vat") == 2
    assert "收益率降至 1.20%" in page


@pytest.mark.parametrize(
    "name", ["difference", "sensitivity", "bands", "readings", "payers", "tables", "why"]
)
def test_every_section_speaks_english_and_shows_no_names_of_lines(name: str) -> None:
    app = section(opened("English"), name)
    said = shown(app)
    own = [one.label for one in (*app.selectbox, *app.text_input, *app.button, *app.expander)]
    assert all(one.isascii() for one in own if one), own
    assert "levers." not in said
    assert "market." not in said or name == "why"  # where a figure is written in the file
