"""What `dingjia draft` shows: how much was placed, what was not and why, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from engine.catalogue import ChartVersion
from engine.money import FEN, exactly, grouped
from engine.report import Column, Table
from engine.report.terminal import table_lines
from engine.submission.trial_balance import Book, Placed, Placement, Unplaced, misses
from engine.text import Language, Text, say, text

__all__ = ["draft_shown"]

_MOST_TOLD = 20


def draft_shown(
    book: Book,
    placement: Placement,
    chart: ChartVersion,
    categories: Mapping[str, Text],
    out: Path | None,
    language: Language,
    width: int | None,
) -> Iterator[str]:
    """Yield the lines.

    `categories` are the titles of categories by id, `out` is the folder that was written, `width`
    that of the terminal.
    """
    counts = {"placed": len(placement.placed), "unplaced": len(placement.unplaced)}
    amount, left = _together(placement.placed), _together(placement.unplaced)
    yield say("cli.draft_done", language, **counts, amount=amount, left=left)
    flaws = misses(book)
    for fault in flaws[:_MOST_TOLD]:
        yield f"! {fault.message(language)}"
    if len(flaws) > _MOST_TOLD:
        yield say("cli.more_faults", language, count=len(flaws) - _MOST_TOLD)
    if not flaws:
        yield say("cli.draft_adds_up", language, count=len(book.accounts))
    for notice in (*book.notices, *placement.notices):
        yield f"· {notice.message(language)}"
    if placement.placed:
        yield from ("", *table_lines(_placed(placement, categories), language, width))
    if placement.unplaced:
        yield from ("", *table_lines(_unplaced(placement), language, width))
    yield ""
    for title, count in placement.apart:
        yield say("cli.draft_apart", language, title=title, count=count)
    for head, balance in placement.to_fill_in:
        key = f"submission.trial_balance.draft_{head.role}"
        yield say(key, language, title=head.title, balance=grouped(balance, FEN))
    yield say("cli.draft_marks", language, note=chart.natures[0].cites[0].note)
    if out is not None:
        yield say("cli.draft_written", language, folder=out)


def _together(found: Sequence[Placed | Unplaced]) -> str:
    """Return what the amounts add up to, as it is shown."""
    return grouped(exactly(lambda: sum((one.amount for one in found), Decimal(0))), FEN)


def _placed(placement: Placement, categories: Mapping[str, Text]) -> Table:
    rows = tuple(
        (
            one.account.code,
            one.path,
            categories[str(one.nature.category)],
            grouped(one.amount, FEN),
            one.place,
        )
        for one in placement.placed
    )
    return Table(text("cli.draft_placed"), _columns("category", "amount", "place"), rows)


def _unplaced(placement: Placement) -> Table:
    rows = tuple(
        (one.account.code, one.path, grouped(one.amount, FEN), one.why)
        for one in placement.unplaced
    )
    return Table(text("cli.draft_unplaced"), _columns("amount", "why"), rows)


def _columns(*names: str) -> tuple[Column, ...]:
    heads = ("code", "name", *names)
    return tuple(
        Column(text(f"cli.draft_column_{name}"), figures=name == "amount") for name in heads
    )
