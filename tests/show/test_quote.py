"""The quote on paper: every amount of it, in both languages, on one page, the same bytes."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from engine.cli import group
from engine.law import Shelf
from engine.money import grouped
from engine.quote import AgreementTerms, Quote, QuoteRequest, agree, quote, read_request
from engine.report import as_word
from engine.show.quote import quote_report
from engine.show.records.agreement import agreement_report
from engine.text import Language

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "quotes").glob("*.yaml"))
SHELF = Shelf(ROOT / "tariffs")
CODE = "91990000DEM000001T"


def example(name: str) -> Quote:
    return quote(SHELF, *read_request(ROOT / "examples" / "quotes" / f"{name}.yaml"))


def words_of(word: bytes) -> str:
    """Everything that stands in a Word file, heads and feet too."""
    read = docx.Document(io.BytesIO(word))
    section = read.sections[0]
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    around = [*section.header.paragraphs, *section.footer.paragraphs]
    return "\n".join([*(one.text for one in [*read.paragraphs, *around]), *cells])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_amount_and_every_reason_stands_on_paper(path: Path, language: Language) -> None:
    made = quote(SHELF, *read_request(path))
    paper = words_of(as_word(quote_report(made.sheet(), made.number), language))
    steps = [
        made.total,
        *(line.amount for line in made.lines),
        *(line.metered for line in made.lines),
    ]
    for step in steps:
        assert step is None or grouped(step.number, 2) in paper
    for line in made.lines:
        assert line.label.in_language(language) in paper
        assert line.unit_price is None or grouped(line.unit_price) in paper
    told = [*made.notes, *made.watermarks, *(one.text for one in made.conditions)]
    told += [one.note for one in made.standing.assumptions if one.note is not None]
    assert [text for text in told if text.in_language(language) not in paper] == []
    assert made.number in paper
    assert made.request.customer.name in paper


def test_the_customer_stands_with_its_credit_code() -> None:
    request, _ = read_request(ROOT / "examples" / "quotes" / "demo-calls.yaml")
    data = request.model_dump(by_alias=True)
    data["customer"] = {"name": "甲公司", "unified_social_credit_code": CODE}
    made = quote(SHELF, QuoteRequest.model_validate(data))
    paper = words_of(as_word(quote_report(made.sheet(), made.number), Language.ZH))
    assert "甲公司" in paper
    assert CODE in paper
    assert "2026年3月2日至2028年12月31日" in paper


def test_the_same_quote_is_the_same_file(tmp_path: Path) -> None:
    files = []
    for name in ("one.docx", "two.docx"):
        done = CliRunner().invoke(
            group(("quote", "check")),
            ["quote", str(ROOT / "examples/quotes/half-and-half-shared.yaml"), "--lang", "en",
             "--tariffs", str(ROOT / "tariffs"), "--word", str(tmp_path / name)],
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]
    assert "Quotation" in words_of(files[0])


@pytest.mark.parametrize("language", Language)
def test_an_agreement_names_both_sides_and_what_binds_them(language: Language) -> None:
    agreed = agree(
        SHELF, example("free-governance"), AgreementTerms(accepted=datetime.date(2026, 3, 3))
    )
    paper = words_of(as_word(agreement_report(agreed.agreement, agreed.id), language))
    assert agreed.id in paper
    assert agreed.agreement.quote in paper
    assert agreed.agreement.supplier is not None
    for told in (
        agreed.agreement.supplier.name,
        *(fact.value for fact in agreed.agreement.declared),
        *(one.text for one in agreed.agreement.terms.conditions),
    ):
        assert told.in_language(language) in paper


@pytest.mark.office
@pytest.mark.usefixtures("chinese_font")
def test_a_quote_is_one_page(tmp_path: Path, writer_path: str) -> None:
    files = []
    # The longest of the examples: two regimes, conditions, assumptions; and a plain one.
    for name in ("half-and-half-shared", "demo-calls"):
        made = example(name)
        for language in Language:
            files.append(tmp_path / f"{name}-{language}.docx")
            files[-1].write_bytes(as_word(quote_report(made.sheet(), made.number), language))
    command = [writer_path, "--headless", f"-env:UserInstallation=file://{tmp_path}/office",
               "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for file in files:
        printed = file.with_suffix(".pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, file.name
