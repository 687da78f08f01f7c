"""Quotes and agreements that were kept: the same again, and told when they are not."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from engine.cli import group
from engine.explain import as_data, step_from
from engine.law import Faults, Located, Shelf, checked, read_yaml
from engine.quote import (
    AgreementTerms,
    Quote,
    QuoteRequest,
    agree,
    kept_agreement,
    kept_quote,
    quote,
    read_request,
)
from engine.quote.request.yaml import as_yaml
from engine.quote.sheet import QuoteSheet
from engine.record import Record, sealed
from engine.record.verification import mismatches

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "quotes").glob("*.yaml"))
SHELF = Shelf(ROOT / "tariffs")
NOW = datetime.datetime(2026, 3, 3, 9, 30, tzinfo=datetime.UTC)
LATER = AgreementTerms(accepted=datetime.date(2026, 3, 3))


def example(name: str) -> Quote:
    return quote(SHELF, *read_request(ROOT / "examples" / "quotes" / f"{name}.yaml"))


def as_kept(sheet: QuoteSheet) -> QuoteSheet:
    """A sheet without how its lines are priced, which the tariff says and no record keeps."""
    lines = tuple(line.model_copy(update={"pricing": None}) for line in sheet.lines)
    return sheet.model_copy(update={"lines": lines})


def put_away(record: Record) -> Record:
    """The record as it comes back from its file."""
    return Record(**json.loads(record.text()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_kept_quote_reads_as_it_did_and_a_rerun_is_the_same(path: Path) -> None:
    made = quote(SHELF, *read_request(path))
    record = put_away(sealed(made.body(), NOW))
    assert record.number == made.number
    kept = kept_quote(record.body)
    assert kept.sheet == as_kept(made.sheet())
    assert [as_data(step) for step in kept.why] == record.body["why"]
    assert list(mismatches(record, SHELF)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_explanation_read_back_has_its_values_in_their_types(path: Path) -> None:
    for step in quote(SHELF, *read_request(path)).steps:
        again = step_from(as_data(step))
        values = [type(node.value) for node in step.walk()]
        assert {type(node.value) for node in again.walk()} == set(values)
        assert as_data(again) == as_data(step)


def test_the_number_rests_on_what_is_asked_and_on_nothing_else(tmp_path: Path) -> None:
    path = ROOT / "examples" / "quotes" / "free-governance.yaml"
    tree = read_yaml(path).tree
    turned = {name: tree[name] for name in reversed(tree)}
    turned["use"] = dict(reversed(tree["use"].items()))
    elsewhere = Located("elsewhere.yaml", turned)
    other = quote(SHELF, checked(QuoteRequest, elsewhere), elsewhere)
    assert other.number == example("free-governance").number
    more = Located("more.yaml", {**tree, "customer": {"name": "另一家"}})
    assert quote(SHELF, checked(QuoteRequest, more), more).number != other.number


def test_a_completed_request_written_as_yaml_is_the_same_request(tmp_path: Path) -> None:
    for path in EXAMPLES:
        request, _ = read_request(path)
        written = tmp_path / path.name
        written.write_text(as_yaml(request), encoding="utf-8")
        again, located = read_request(written)
        assert again == request
        assert quote(SHELF, again, located).number == quote(SHELF, request).number


# --- on the terminal


def run(*words: str) -> Any:
    return CliRunner().invoke(
        group(("quote", "verify")), [*words, "--tariffs", str(ROOT / "tariffs")]
    )


def test_verify_knows_quotes_and_finds_the_digit_that_was_changed(tmp_path: Path) -> None:
    request = str(ROOT / "examples" / "quotes" / "demo-calls.yaml")
    assert run("quote", request, "--out", str(tmp_path)).exit_code == 0
    record = tmp_path / "record.json"
    verified = run("verify", str(record))
    assert (verified.exit_code, "核对一致" in verified.output) == (0, True)

    whole = record.read_text(encoding="utf-8")
    record.write_text(whole.replace('"total": "1179800.00"', '"total": "1179300.00"'), "utf-8")
    broken = run("verify", str(record), "--lang", "en")
    assert broken.exit_code == 1
    assert "body.result.total: now 1179300.00, when sealed 1179800.00" in broken.output


def test_verify_names_the_document_that_has_changed_since(tmp_path: Path) -> None:
    body = example("village-bank").body()
    record = sealed(body, NOW)
    shutil.copytree(ROOT / "tariffs", tmp_path / "tariffs")
    tariff = tmp_path / "tariffs" / "cn" / "credit-reference.yaml"
    tariff.write_text(tariff.read_text("utf-8").replace('price: "4.5"', 'price: "4.6"'), "utf-8")
    found = {(one.what, one.place) for one in mismatches(record, Shelf(tmp_path / "tariffs"))}
    assert ("document_changed", "body.documents.cn/credit-reference") in found
    assert ("rerun_differs", "body.result.total") in found
    # What was kept still says what it said.
    assert kept_quote(record.body).sheet.total == example("village-bank").total.number


# --- agreements


def test_a_charged_use_becomes_an_agreement_at_its_price() -> None:
    made = example("demo-calls")
    agreed = agree(SHELF, made, LATER)
    agreement = agreed.agreement
    assert agreement.quote == made.number
    assert agreement.supplier is not None
    assert agreement.supplier.credit_code == "91990000DEM000000P"
    assert [product.registration for product in agreement.products] == ["DEMO-0001"]
    assert [product.scenario.zh for product in agreement.products if product.scenario] == [
        "企业服务"
    ]
    assert [fact.id for fact in agreement.declared] == ["purpose"]
    assert agreement.terms.total == made.sheet().total
    assert (agreement.from_, agreement.until) == (made.request.on, datetime.date(2028, 12, 31))
    assert agreement.reclassified is not None
    assert agreement.reclassified.cites[0].evidence == "assumption"
    record = put_away(sealed(agreed.body, NOW))
    assert record.number == agreed.id
    kept = kept_agreement(record.body)
    assert kept == agreement.model_copy(update={"terms": as_kept(agreement.terms)})
    assert list(mismatches(record, SHELF)) == []


def test_a_free_use_becomes_an_agreement_on_its_conditions() -> None:
    agreement = agree(SHELF, example("free-governance"), LATER).agreement
    assert agreement.terms.total == 0
    assert [one.id for one in agreement.terms.conditions][-1] == "reclassified-on-change"
    assert {fact.id for fact in agreement.declared} >= {"purpose", "result_used_by", "passed_on"}


def test_a_fee_outside_authorised_operation_has_no_operator_and_no_reclassification() -> None:
    agreement = agree(SHELF, example("village-bank"), LATER).agreement
    assert (agreement.supplier, agreement.reclassified, agreement.purpose) == (None, None, None)


def day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


@pytest.mark.parametrize(
    ("name", "terms", "keys"),
    [
        ("missing-facts", LATER, {"quote.agreement_no_amount"}),
        ("unregistered", LATER, {"quote.agreement_no_amount"}),
        ("commercial-bank-before", LATER, {"quote.agreement_too_late"}),
        ("demo-calls", AgreementTerms(accepted=day("2026-03-03"), until=day("2026-03-01")), {"quote.agreement_ends_before"}),
        ("demo-calls", AgreementTerms(accepted=day("2029-01-01"), until=day("2029-01-01")),
         {"quote.agreement_too_late", "quote.agreement_outlasts"}),
    ],
)  # fmt: skip
def test_what_cannot_be_agreed_is_said_all_at_once(
    name: str, terms: AgreementTerms, keys: set[str]
) -> None:
    with pytest.raises(Faults) as raised:
        agree(SHELF, example(name), terms)
    assert {fault.key for fault in raised.value.faults} == keys


@given(st.dictionaries(st.sampled_from(["kind", "inputs", "result"]), st.none() | st.text()))
def test_what_is_no_record_of_a_quote_is_refused(body: dict[str, Any]) -> None:
    for read in (kept_quote, kept_agreement):
        with pytest.raises(Faults):
            read(body)
    assert {one.what for one in mismatches(sealed(body, NOW), SHELF)} == {"cannot_rerun"}
