"""A draft submission as a folder: items with the account of each, and what was not placed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from engine.money import plain
from engine.report import UNTITLED, Cell, Column, Table, as_csv
from engine.submission.formats.folder import UNPLACED
from engine.submission.formats.layout import SHEETS, SubmissionSheet
from engine.submission.trial_balance.book import Book
from engine.submission.trial_balance.placement import Placed, Placement
from engine.text import Language, Text, say, text

__all__ = ["draft_files"]

_YAML = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def draft_files(
    book: Book,
    placement: Placement,
    chart: str,
    categories: Mapping[str, Text],
    language: Language,
) -> dict[str, bytes]:
    """Return the files of a draft by name: submission.yaml, items.csv, assets.csv, unplaced.csv.

    They read as a submission once what only the operator knows is filled in; `chart` is the id of
    the register of accounts, `categories` the titles of the categories of cost by id, `language`
    that of titles, headings and remarks. The same input gives the same bytes.
    """
    by_name = {sheet.name: sheet for sheet in SHEETS}
    ids = _ids(placement.placed)
    entries = list(zip(placement.placed, ids, strict=True))
    items, assets = (
        [
            _entry(book, placed, identifier, categories, language)
            for placed, identifier in entries
            if placed.nature.of_asset is of_asset
        ]
        for of_asset in (False, True)
    )
    files = {
        "submission.yaml": _basics(book, placement, chart, language).encode(),
        "items.csv": _sheet(by_name["sheet_items"], items, language),
        UNPLACED: _unplaced(placement, language),
    }
    if assets:
        files["assets.csv"] = _sheet(by_name["sheet_assets"], assets, language)
    return files


def _ids(placed: Sequence[Placed]) -> Iterator[str]:
    """Yield a short name for each, made of its number, none twice."""
    seen: dict[str, int] = {}
    for one in placed:
        bare = re.sub(r"[^a-z0-9]+", "-", one.account.code.lower()).strip("-") or "account"
        seen[bare] = seen.get(bare, 0) + 1
        yield f"a{bare}" if seen[bare] == 1 else f"a{bare}-{seen[bare]}"


def _entry(
    book: Book, one: Placed, identifier: str, categories: Mapping[str, Text], language: Language
) -> dict[str, Cell]:
    """Return the entry of an item, by the names of the columns that are known."""
    basis = one.basis.in_language(language)
    entity = f"{one.account.entity} " if one.account.entity else ""
    return {
        "head_id": identifier,
        "head_title": f"{entity}{one.path}".strip(),
        "head_category": categories[str(one.nature.category)].in_language(language),
        "head_amount": one.amount,
        "head_booked": one.amount,
        "head_source": f"{book.file} {one.place} {one.account.code} {basis}",
    }


def _sheet(
    sheet: SubmissionSheet, entries: Sequence[Mapping[str, Cell]], language: Language
) -> bytes:
    wanted = {"head_source"}
    amounts = [entry["head_amount"] for entry in entries]
    if any(isinstance(amount, Decimal) and amount < 0 for amount in amounts):
        wanted.add("head_reason")  # due for what was taken back, and no book says it
    named = [one.name for one in sheet.columns if not one.optional or one.name in wanted]
    rows = [tuple(entry.get(name) for name in named) for entry in entries]
    return _csv([f"submission.{name}" for name in named], rows, language)


def _unplaced(placement: Placement, language: Language) -> bytes:
    names = ("code", "name", "amount", "place", "why")
    rows = [
        (one.account.code, one.path, one.amount, one.account.place, one.why)
        for one in placement.unplaced
    ]
    return _csv([f"submission.trial_balance.column_{name}" for name in names], rows, language)


def _csv(headings: Iterable[str], rows: Iterable[tuple[Cell, ...]], language: Language) -> bytes:
    """Return rows as CSV under the sentences `headings`."""
    columns = tuple(Column(text(heading)) for heading in headings)
    return as_csv(Table(UNTITLED, columns, tuple(rows)), language)


def _basics(book: Book, placement: Placement, chart: str, language: Language) -> str:
    """Return submission.yaml: what the book says, and as remarks what is still to be filled in."""

    def said(name: str, **values: object) -> str:
        words = say(f"submission.trial_balance.{name}", language, **values)
        return "".join(f"# {line}\n" for line in words.splitlines())

    lines = [said("draft_head", file=book.file, chart=chart, count=len(placement.placed))]
    if placement.unplaced:
        lines.append(said("draft_unplaced", count=len(placement.unplaced)))
    lines.append(f"operator:\n  name: {_quoted(book.operator)}\n" if book.operator else "")
    if book.year is not None:
        lines.append(f"accounts_year: {book.year}\n")
    for name, amount in (("income", placement.income), ("input_vat", placement.input_vat)):
        if amount is not None:
            lines.append(said(f"draft_{name}") + f"{name}: {_amount(amount)}\n")
    for head, balance in placement.to_fill_in:
        title = head.title.in_language(language)
        lines.append(said(f"draft_{head.role}", title=title, balance=plain(balance)))
    lines.append(said("draft_missing"))
    return "".join(lines)


def _quoted(name: str) -> str:
    bare = _YAML.sub("", name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{bare}"'


def _amount(amount: Decimal) -> str:
    return f'"{plain(amount)}"'
