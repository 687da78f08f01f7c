"""Lines of a quote, made from what the tariff metered and how the use is charged."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from engine.explain import Step, chosen, given
from engine.money import CONTEXT, exactly
from engine.money.currency import YUAN
from engine.quote.answer.pricing import pricing
from engine.quote.result import QuoteLine
from engine.tariff import BillLine, PerPeriod, RatedLine, Usage
from engine.text import Text, joined, text
from engine.use import Regime

__all__ = ["bare_line", "bill_line", "free_line", "priced_line", "refused_line", "waived_line"]

_NOTHING = Decimal("0.00")
_MOST_NAMED = 3
"""How many things a line names at most to tell it from others."""


def priced_line(rated: RatedLine) -> QuoteLine:
    """Return a line that is charged by the tariff, or has no price there."""
    return _line(rated, Regime.GUIDED, rated.amount, rated.collected, rated.note)


def waived_line(rated: RatedLine, reasons: Sequence[Step]) -> QuoteLine:
    """Return a line whose charge the operator waives for `reasons`."""
    nothing = given(text("quote.nothing"), _NOTHING, YUAN)
    amount = chosen(text("quote.waived"), reasons, nothing)
    return _line(rated, Regime.GUIDED, amount, False, text("quote.waived"))


def free_line(rated: RatedLine, reasons: Sequence[Step]) -> QuoteLine:
    """Return a line of a use that is free for `reasons`; what it metered is shown."""
    return _line(rated, Regime.FREE, _free(reasons), False, None)


def bare_line(
    usage: Usage, label: Text, unit: Text | None, regime: Regime, reasons: Sequence[Step] = ()
) -> QuoteLine:
    """Return a line for which the tariff meters nothing: 0.00 when free, else without amount."""
    return QuoteLine(
        label=label,
        product=usage.product,
        regime=regime,
        quantity=usage.quantity,
        asked=None,
        unit=unit,
        unit_price=None,
        amount=_free(reasons) if regime is Regime.FREE else None,
        collected=False,
        metered=None,
        note=None,
        days=_days_of(usage),
    )


def refused_line(
    usage: Usage, label: Text, unit: Text | None, reasons: Sequence[Text]
) -> QuoteLine:
    """Return a line of what is not supplied for `reasons`."""
    note = joined(reasons, "；", "; ") if reasons else None
    return replace(bare_line(usage, label, unit, Regime.REFUSED), note=note)


def bill_line(billed: BillLine) -> QuoteLine:
    """Return what a rule over the whole bill takes off or adds, as a line of its own.

    Where it undoes what the rule did to the bill before, the line says so.
    """
    undone = "quote.due_again" if billed.amount.number > 0 else "quote.made_up_no_more"
    return QuoteLine(
        label=billed.rule.title,
        product="",
        regime=Regime.GUIDED,
        quantity=None,
        asked=None,
        unit=None,
        unit_price=None,
        amount=billed.amount,
        collected=True,
        metered=None,
        note=text(undone) if billed.undoes else None,
    )


def _free(reasons: Sequence[Step]) -> Step:
    nothing = given(text("quote.nothing"), _NOTHING, YUAN)
    return chosen(text("quote.free"), reasons, nothing)


def _line(
    rated: RatedLine, regime: Regime, amount: Step | None, collected: bool, note: Text | None
) -> QuoteLine:
    charged, asked = rated.quantity.number, _asked(rated)
    notes = [one for one in (note, _modified(rated), _corrected(rated)) if one is not None]
    return QuoteLine(
        label=rated.component.title,
        product=rated.product.id,
        regime=regime,
        quantity=_tidy(charged),
        asked=asked if asked is not None and asked != charged else None,
        unit=rated.unit,
        unit_price=rated.unit_price,
        pricing=None if rated.unit_price is not None else pricing(rated.component),
        amount=amount,
        collected=collected,
        metered=rated.metered,
        note=joined(notes, "；", "; ") if notes else None,
        asked_unit=None if rated.asked_unit == rated.unit else rated.asked_unit,
        days=_days_of(rated.usage),
        tells=(rated.product.title, _concerns(rated.usage), _in_words(rated.usage)),
    )


def _concerns(usage: Usage) -> Text:
    """Return whom and what all of the use concerns, beside what the request as a whole says."""
    named = [usage.keys, *(event.keys for event in usage.events)]
    own = [
        value
        for keys in named
        for name, value in keys.items()
        if name not in ("customer", "product")
    ]
    values = [*dict.fromkeys(filter(None, own))][:_MOST_NAMED]
    return Text(zh="、".join(values), en=", ".join(values))


def _in_words(usage: Usage) -> Text:
    first, last = _days_of(usage)
    days = f"{first}" if first == last else f"{first} – {last}"
    return Text(zh=days, en=days)


def _days_of(usage: Usage) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of what is used."""
    days = [event.on for event in usage.events] or [usage.on]
    if usage.span is not None:
        days = [usage.span.first, usage.span.last]
    return min(days), max(days)


def _asked(rated: RatedLine) -> Decimal | None:
    """Return the units asked for, where they are counted as the product is and not parted."""
    usage = rated.usage
    by_period = any(isinstance(charge, PerPeriod) for charge in rated.component.charges())
    counted = rated.product.counts_of(rated.component)
    if usage.share is not None or by_period or not counted:
        return None
    if usage.events:
        return exactly(lambda: sum((event.quantity for event in usage.events), Decimal(0)))
    if len(counted) == 1:
        return usage.counts.get(counted[0].asked, usage.quantity)
    return usage.quantity


def _tidy(quantity: Decimal) -> Decimal:
    """Return `quantity` without the trailing zeros that a share leaves."""
    whole = quantity == quantity.to_integral_value()
    return Decimal(int(quantity)) if whole else quantity.normalize(CONTEXT)


def _modified(rated: RatedLine) -> Text | None:
    return None if rated.modifier is None else rated.modifier.effect


def _corrected(rated: RatedLine) -> Text | None:
    reason = rated.usage.correction
    return None if reason is None else text("quote.correction", reason=reason)
