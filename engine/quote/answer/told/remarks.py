"""What a quote remarks beside its reasons: of its day, its prices, and what was not charged."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from engine.law import newest_day_if_far
from engine.money import grouped
from engine.quote.request.request import QuoteRequest
from engine.quote.result import QuoteLine
from engine.tariff import Role, TariffDocument, TariffVersion
from engine.text import Text, text

__all__ = ["remarks_of"]


def remarks_of(
    request: QuoteRequest,
    document: TariffDocument,
    lines: Sequence[QuoteLine],
    charged: bool,
    trials: Iterable[TariffVersion],
) -> Iterator[Text]:
    """Yield the remarks on a quote that is `charged` by `document`, by `trials` on trial prices."""
    for day in sorted(_days(request)):
        if newest := newest_day_if_far(day, [document]):
            yield text("quote.far_ahead", on=day, newest=newest)
            break
    if charged and document.role is Role.CEILING:
        yield text("quote.at_ceiling")
    for version in trials:
        yield text("quote.on_trial", until=document.last_day(version) or "–")
    for line in lines:
        if line.asked is not None and line.quantity is not None and line.unit is not None:
            converted = line.asked_unit is not None
            yield text(
                "quote.charged_as" if converted else "quote.charged_of_asked",
                label=line.label,
                asked=grouped(line.asked),
                asked_unit=line.asked_unit,
                charged=grouped(line.quantity),
                unit=line.unit,
            )


def _days(request: QuoteRequest) -> Iterator[datetime.date]:
    """Yield the days that are asked for: of a subscription the last."""
    yield request.on
    for line in request.lines:
        yield from (event.on for event in line.events)
        if line.span is not None:
            yield line.span.until
