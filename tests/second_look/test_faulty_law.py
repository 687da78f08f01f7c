"""Law is checked where it is used: what is faulty on the day is refused, and leaves nothing behind."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from builders.operators import CIRCLE, INCOMES, METHOD, ROOT
from builders.shelf import edited
from typer.testing import CliRunner, Result

from engine.cli import group

CASES = ROOT / "tests" / "data" / "second_look" / "law"
QUOTES, SHIPPED = CASES / "quotes", ROOT / "tariffs"
UNDER = QUOTES / "under-a-lowered-ceiling.yaml"
ENGLISH = {"DINGJIA_LANG": "en"}


def dingjia(*words: object) -> Result:
    command = str(words[0])
    written = [str(word) for word in words]
    return CliRunner().invoke(group((command,)), written, env=ENGLISH)


def over(*folders: Path) -> list[object]:
    return [word for folder in (*folders, SHIPPED) for word in ("--tariffs", folder)]


def told(result: Result) -> list[tuple[str, str]]:
    return [(one["place"], one["fault"]) for one in json.loads(result.stdout)["faults"]]


CHARGE = "versions[0].products[0].components[0].charge"


@pytest.mark.parametrize(
    ("request_file", "place", "fault", "words"),
    [
        ("1-hole", f"{CHARGE}.bands[1].above", "tariff.check.band_hole", ("100", "200")),
        ("1-above-ceiling", f"{CHARGE}.price", "tariff.check.above_ceiling", ("0.9", "0.2")),
        (
            "1-discount-typo",
            "versions[0].products[0].discounts[0].component",
            "tariff.unknown_component",
            ("feee",),
        ),
        (
            "1-crash",
            "versions[0].products[0].discounts[1].component",
            "tariff.check.second_discount",
            ("stacking",),
        ),
        ("wild-hole", f"{CHARGE}.bands[1].above", "tariff.check.band_hole", ("10", "20")),
        ("wild-overlap", f"{CHARGE}.bands[1].above", "tariff.check.band_overlap", ("10", "20")),
        ("wild-list", f"{CHARGE}.price", "tariff.check.above_ceiling", ("3 yuan", "ceiling is 1")),
        ("wild-fall", f"{CHARGE}.bands[1].above", "tariff.check.total_falls", ("200", "101")),
        (
            "wild-pacer-limit",
            "versions[0].products[0].components[0].limits",
            "tariff.check.limits_need_period",
            ("accumulate",),
        ),
    ],
)
def test_a_faulty_tariff_prices_nothing(
    request_file: str, place: str, fault: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    out, save = tmp_path / "out", tmp_path / "saved.yaml"
    asked = ("quote", QUOTES / f"{request_file}.yaml", *over(CASES / "tariffs"))
    result = dingjia(*asked, "--out", out, "--save", save, "--word", tmp_path / "q.docx", "--json")
    assert result.exit_code == 1
    assert told(result) == [(place, fault)]
    (message,) = (one["message"] for one in json.loads(result.stdout)["faults"])
    assert all(word in message for word in words)
    assert list(tmp_path.iterdir()) == []
    plainly = dingjia(*asked)
    assert plainly.exit_code == 1
    assert "nothing was computed" in plainly.stderr


def test_a_list_is_held_under_the_ceiling_of_the_day(tmp_path: Path) -> None:
    asked = ("quote", UNDER, *over(CASES / "lowered"))
    result = dingjia(*asked, "--out", tmp_path / "out", "--json")
    assert result.exit_code == 1
    (first, *_) = (one["message"] for one in json.loads(result.stdout)["faults"])
    assert "0.2298" in first and "0.1000" in first and "2026-06-01" in first
    assert not (tmp_path / "out").exists()


def test_before_the_ceiling_is_lowered_the_list_prices_and_the_quote_says_what_comes(
    tmp_path: Path,
) -> None:
    request = tmp_path / "request.yaml"
    written = UNDER.read_text(encoding="utf-8").replace("on: 2026-06-15", "on: 2026-05-31")
    request.write_text(written, encoding="utf-8")
    result = dingjia("quote", request, *over(CASES / "lowered"), "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (data["total"], data["valid_until"]) == ("1179800.00", "2026-05-31")
    (remark,) = (note for note in data["notes"] if "demo/price-list" in note)
    assert "0.2298" in remark and "0.1000" in remark and "2026-06-01" in remark
    assert "unchecked" not in data
    assert set(data["documents"]) >= {"demo/price-list", "demo/ceilings"}


def test_rounding_that_lifts_a_price_above_its_ceiling_is_found(tmp_path: Path) -> None:
    shutil.copytree(CASES / "tariffs" / "demo", tmp_path / "demo")
    place = tmp_path / "demo" / "lz.yaml"
    written = place.read_text(encoding="utf-8").replace("'0.9'", "'0.2'")
    place.write_text(written, encoding="utf-8")
    assert dingjia("check", place).exit_code == 0
    place.write_text(written.replace("'0.01'", "'100'").replace("half_up", "up"), encoding="utf-8")
    result = dingjia("check", place, "--json")
    assert (result.exit_code, told(result)) == (
        1,
        [("versions[0].rounding", "tariff.check.rounding_lifts")],
    )


CLASSES = """\
  classes: {a: {title: *id001, fact: k, in: [x]}}
  facts: [{id: k, title: *id001, question: *id001, values: [{id: x, title: *id001}]}]
  published:"""


@pytest.mark.parametrize(
    ("changes", "place", "fault"),
    [
        (
            [("unit: call", "unit: cal")],
            "versions[0].products[0].unit",
            "tariff.check.unknown_unit",
        ),
        # Of a discount the list takes nothing, and is as sound in itself as it was.
        (
            [
                ("    id: p\n", "    id: p\n    discounts: [{for: a, component: feee, percent: 60}]\n"),
                ("  published:", CLASSES),
            ],
            "versions[0].products[0].discounts[0].component",
            "tariff.unknown_component",
        ),
    ],
    ids=["unit", "discount"],
)  # fmt: skip
def test_what_is_wrong_with_the_ceilings_is_told_when_the_list_is_checked(
    changes: list[tuple[str, str]], place: str, fault: str, tmp_path: Path
) -> None:
    shutil.copytree(CASES / "tariffs" / "demo", tmp_path / "demo")
    ceilings, listed = tmp_path / "demo" / "cz.yaml", tmp_path / "demo" / "lz.yaml"
    listed.write_text(listed.read_text(encoding="utf-8").replace("'0.9'", "'0.1'"), "utf-8")
    assert dingjia("check", listed).exit_code == 0
    written = ceilings.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in written
        written = written.replace(before, after)
    ceilings.write_text(written, encoding="utf-8")
    result = dingjia("check", listed, "--json")
    assert result.exit_code == 1
    assert (place, fault) in told(result)
    assert dingjia("quote", QUOTES / "1-above-ceiling.yaml", *over(tmp_path)).exit_code == 1


def test_discounts_of_classes_that_exclude_each_other_need_no_stacking() -> None:
    place = CASES / "tariffs" / "wild" / "patent.yaml"
    assert dingjia("check", place).exit_code == 0
    result = dingjia("quote", QUOTES / "patent.yaml", *over(CASES / "tariffs"), "--json")
    # 900 × 0.15 + 50 + 3 × 150 + 270 × 50 + 10 × 100 + 2 × 80
    assert json.loads(result.stdout)["total"] == "15295.00"


def test_a_quota_whose_amounts_are_rounded_says_over_what_it_counts(tmp_path: Path) -> None:
    place = CASES / "tariffs" / "demo" / "ar.yaml"
    result = dingjia("check", place, "--json")
    assert told(result) == [(CHARGE, "tariff.check.quota_needs_accumulate")]
    shutil.copytree(place.parent, tmp_path / "demo")
    said = "price: '0.005'\n        accumulate: {key: [customer], period: month}"
    written = place.read_text(encoding="utf-8").replace("price: '0.005'", said)
    (tmp_path / "demo" / "ar.yaml").write_text(written, encoding="utf-8")
    assert dingjia("check", tmp_path / "demo" / "ar.yaml").exit_code == 0
    request = tmp_path / "request.yaml"
    request.write_text(
        "on: 2026-03-02\ntariff: demo/ar\ncustomer: {name: c}\n"
        "lines: [{product: p, quantity: 1, prior: 3}]\n",
        encoding="utf-8",
    )
    result = dingjia("quote", request, *over(tmp_path), "--json")
    # 0.005 × 2 is due for four units, and 0.01 was billed for three.
    assert json.loads(result.stdout)["total"] == "0.00"


@pytest.mark.parametrize("misspelt", ["custommer", "custome", "sccenario"])
def test_a_key_that_nothing_else_knows_is_named(misspelt: str, tmp_path: Path) -> None:
    folder = edited(tmp_path, "demo/price-list", ("[customer,", f"[{misspelt},"))
    result = dingjia("check", folder / "demo" / "price-list.yaml", "--json")
    assert result.exit_code == 1
    (fault,) = json.loads(result.stdout)["faults"]
    assert fault["place"] == f"{CHARGE}.accumulate.key[0]"
    assert misspelt in fault["message"] and "customer" in fault["message"]


def test_a_faulty_method_review_rule_or_rate_determines_nothing(tmp_path: Path) -> None:
    for name, identifier, change in (
        (
            "unit",
            METHOD,
            ("unspecified_to_paid > free_cost", "unspecified_to_paid > free_share"),
        ),
        (
            "dead",
            "cn/cost-review",
            ("in-use: false}", "in-use: maybe}"),
        ),
        ("rate", "cn/series/vat-general", ("unit: percent", "unit: yuan")),
    ):
        folder = tmp_path / name
        edited(folder, identifier, change)
        out = tmp_path / f"{name}-out"
        asked = ("determine", CIRCLE, "--method", METHOD, "--on", "2026-03-01", "--out", out)
        result = dingjia(*asked, "--no-reports", *over(folder))
        assert result.exit_code == 1, result.output
        assert "nothing was computed" in result.stderr
        assert not out.exists()


def test_open_judgements_stay_open_whatever_a_reading_is_called(tmp_path: Path) -> None:
    """Of the operator with three years of accounts: the average of them, under another name."""
    method = (SHIPPED / f"{METHOD}.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "cn"
    folder.mkdir()
    renamed = re.sub(r"(?<=- id: )average$|(?<= )average(?=: )", "mean", method, flags=re.MULTILINE)
    place = folder / "ndrc-2025-65.yaml"
    place.write_text(renamed, encoding="utf-8")
    assert dingjia("check", place, *over(tmp_path)).exit_code == 0
    operator = ROOT / "examples" / "operators" / "demo"
    asked = ("determine", operator, "--method", METHOD, "--on", "2026-03-01", "--no-reports")
    shipped, other = (
        json.loads(dingjia(*asked, "--switch", f"base_year={name}", "--json", *shelf).stdout)
        for name, shelf in (("average", over()), ("mean", over(tmp_path)))
    )
    assert other["switches"]["base_year"]["value"] == "mean"
    assert len(shipped["result"]["undecided"]) == 14
    assert other["result"]["undecided"] == shipped["result"]["undecided"]
    assert other["result"]["maximum"] == shipped["result"]["maximum"]


def test_what_is_not_there_or_wrong_in_the_request_stays_an_input_fault(tmp_path: Path) -> None:
    request = tmp_path / "request.yaml"
    written = (QUOTES / "1-hole.yaml").read_text(encoding="utf-8")
    request.write_text(written.replace("demo/hole", "demo/whole"), encoding="utf-8")
    assert dingjia("quote", request, *over(CASES / "tariffs")).exit_code == 2
    request.write_text(written.replace("demo/hole", "cn/supply"), encoding="utf-8")
    assert dingjia("quote", request, *over()).exit_code == 2
    malformed = tmp_path / "tariffs" / "demo" / "hole.yaml"
    malformed.parent.mkdir(parents=True)
    malformed.write_text("kind: tariff\nid: demo/hole\n", encoding="utf-8")
    assert (
        dingjia("quote", QUOTES / "1-hole.yaml", "--tariffs", tmp_path / "tariffs").exit_code == 1
    )


# --- for a drafter


def test_unchecked_goes_on_and_says_so_on_screen_paper_and_record(tmp_path: Path) -> None:
    asked = ("quote", UNDER, *over(CASES / "lowered"), "--unchecked")
    result = dingjia(*asked, "--out", tmp_path / "out", "--word", tmp_path / "quote.docx")
    assert result.exit_code == 0
    assert "unchecked: demo/price-list has 3 faults" in result.stdout
    body = json.loads((tmp_path / "out" / "record.json").read_text(encoding="utf-8"))["body"]
    assert list(body["unchecked"]) == ["demo/price-list"]
    assert len(body["unchecked"]["demo/price-list"]) == 3
    verified = dingjia("verify", tmp_path / "out" / "record.json", *over(CASES / "lowered"))
    assert verified.exit_code == 0, verified.output
    with zipfile.ZipFile(tmp_path / "quote.docx") as paper:
        written = "".join(paper.read(name).decode() for name in paper.namelist() if "xml" in name)
    assert "unchecked: demo/price-list has 3 faults" in written


def test_unchecked_says_nothing_of_sound_law() -> None:
    request = ROOT / "examples" / "quotes" / "demo-calls.yaml"
    plain, unchecked = (
        dingjia("quote", request, *over(), *more, "--json").stdout
        for more in ((), ("--unchecked",))
    )
    assert plain == unchecked


def test_two_discounts_without_stacking_are_a_fault_and_no_traceback_also_unchecked() -> None:
    asked = ("quote", QUOTES / "1-crash.yaml", *over(CASES / "tariffs"), "--unchecked", "--json")
    result = dingjia(*asked)
    assert result.exit_code == 1
    place = "versions[0].products[0].discounts[1].component"
    assert told(result) == [(place, "tariff.check.second_discount")]


def faulty_method(folder: Path) -> Path:
    """The shelf with a switch in the method that nothing reads: it can be read, and is faulty."""
    idle = (
        "    switches:\n"
        "      - id: idle\n"
        "        title: {zh: 无用, en: Idle}\n"
        "        default: one\n"
        "        values:\n"
        "          - {id: one, title: {zh: 一, en: one}}\n"
        "          - {id: two, title: {zh: 二, en: two}}\n"
    )
    return edited(folder, METHOD, ("    switches:\n", idle))


def test_nothing_final_rests_on_faulty_law(tmp_path: Path) -> None:
    shelf = over(faulty_method(tmp_path / "law"))
    by = ("--method", METHOD, "--on", "2026-03-01", "--no-reports")
    refused = dingjia("determine", CIRCLE, *by, *shelf, "--out", tmp_path / "checked")
    assert refused.exit_code == 1
    assert not (tmp_path / "checked").exists()

    def go(stage: str, *more: object) -> Result:
        out = tmp_path / stage
        staged = ("--unchecked", "--stage", stage, "--out", out)
        return dingjia("determine", CIRCLE, *by, *shelf, *staged, *more)

    draft = go("draft")
    assert draft.exit_code == 0 and "unchecked" in draft.stdout
    body = record(tmp_path / "draft")
    assert list(body["unchecked"]) == [METHOD]
    opinion = go("opinion", "--follows", tmp_path / "draft" / "record.json")
    assert opinion.exit_code == 0
    follows = ("--follows", tmp_path / "opinion" / "record.json")
    final = go("final", *follows, "--json")
    assert final.exit_code == 2
    assert ("final", "determination.final_unchecked") in told(final)
    assert not (tmp_path / "final").exists()
    # Nor may a final one that is sound itself follow an opinion that is not: it is not proved.
    sound = dingjia(
        "determine", CIRCLE, *by, *over(), "--stage", "final", *follows, "--json"
    )  # fmt: skip
    assert sound.exit_code == 1
    assert ("body.unchecked", "record.rerun_differs") in told(sound)


def test_what_rests_on_an_unchecked_determination_says_so_too(tmp_path: Path) -> None:
    shelf = over(faulty_method(tmp_path / "law"))
    by = ("--method", METHOD, "--on", "2026-03-01", "--no-reports", "--unchecked")
    made = tmp_path / "made"
    assert dingjia("determine", CIRCLE, *by, *shelf, "--out", made).exit_code == 0
    evaluate = ("evaluate", made / "record.json", INCOMES, "--on", "2029-02-01", *shelf)
    assert dingjia(*evaluate).exit_code == 1
    evaluated = dingjia(*evaluate, "--unchecked", "--out", tmp_path / "evaluated")
    assert evaluated.exit_code == 0 and "unchecked" in evaluated.stdout
    ceilings = ("ceilings", made / "record.json", *shelf)
    assert dingjia(*ceilings).exit_code == 1
    shown = dingjia(*ceilings, "--unchecked")
    assert shown.exit_code == 0 and "unchecked" in shown.stdout


def record(folder: Path) -> Any:
    return json.loads((folder / "record.json").read_text(encoding="utf-8"))["body"]
