"""A quote as it is shown, printed, and kept: every figure and every sentence, in both languages.

It is plain data, so that a quote that was kept reads as it did on its day, whatever has become of
the documents since.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from engine.law import CalendarDay, Citation, Declaration, Model, Standing, standing
from engine.money import CONTEXT, ONE_FEN, Number, exactly, plain
from engine.quote.request.request import Customer
from engine.tariff import Vat
from engine.text import Language, Text, say
from engine.use import Channel, PriceStatus, Regime

__all__ = ["QuoteSheet", "SheetChange", "SheetCondition", "SheetLine", "money"]


def _shown(amount: Decimal) -> Decimal:
    """Return an amount (yuan) as screens and paper show it: in fen, half up."""
    return amount.quantize(ONE_FEN, ROUND_HALF_UP, CONTEXT)


def money(amount: Decimal) -> str:
    """Return an amount (yuan) as text with at least two decimals."""
    exponent = amount.as_tuple().exponent
    coarse = isinstance(exponent, int) and exponent > -2
    return format(amount, ".2f") if coarse else plain(amount)


class SheetLine(Model):
    """One line of a quote."""

    label: Text
    """Name on the quote."""
    product: str
    """The product's id."""
    regime: Regime
    """How this part of the use is charged."""
    quantity: Number | None = None
    """Units charged; None where they are not known."""
    asked: Number | None = None
    """Units asked for, where they differ from those charged."""
    unit: Text | None = None
    """Name of the unit."""
    unit_price: Number | None = None
    """Price of one (yuan); None where several prices or none apply."""
    amount: Number | None = None
    """What is to be paid (yuan); None without a price."""
    collected: bool
    """Whether the metered amount is collected."""
    metered: Number | None = None
    """What the use would cost by the tariff (yuan), where it is known."""
    note: Text | None = None
    """What the customer should know of it."""
    pricing: Annotated[Text | None, Field(exclude=True)] = None
    """How it is priced, in words, where there is no one unit price; it is not kept, as the
    explanation that is kept beside it says it.
    """
    title: Annotated[Text | None, Field(exclude=True)] = None
    """Its name with what tells it from other lines of the same; it is not kept."""
    citations: tuple[Citation, ...] = ()
    """What its amounts rest on."""

    @property
    def named(self) -> Text:
        """Its title, or what a record has of it."""
        return self.label if self.title is None else self.title


class SheetCondition(Model):
    """A condition of free use."""

    id: str
    """Its id in the register."""
    text: Text
    """What is required."""
    cites: tuple[Citation, ...]
    """The provisions it rests on."""


class SheetChange(Model):
    """A change of a single fact that would change how the use is charged."""

    fact: str
    """The fact's id."""
    title: Text
    """What it is called."""
    values: Text
    """The values it would have to have."""
    told: Text
    """What would then be decided."""

    def sentence(self, language: Language) -> str:
        """Return the change in one sentence."""
        return say("use.near", language, fact=self.title, values=self.values, then=self.told)


class QuoteSheet(Model):
    """A quote, the answer first."""

    title: Text
    """Title of the tariff."""
    on: CalendarDay
    """The day for which it is given."""
    valid_until: CalendarDay | None = None
    """The last day before the first end of anything that it rests on; None while none is known."""
    customer: Customer
    """Who asks."""
    regime: Regime
    """How the use is charged."""
    channel: Channel | None = None
    """The way of supply; None under no use rules."""
    reason: Text | None = None
    """The purpose that decided, in words."""
    price_status: PriceStatus
    """Whether there is a price to charge."""
    total: Number | None = None
    """What is to be paid (yuan); None when undetermined, refused or without a price."""
    currency: str
    """Currency of all amounts."""
    vat: Vat
    """VAT basis of all amounts."""
    lines: tuple[SheetLine, ...] = ()
    """The lines."""
    conditions: tuple[SheetCondition, ...] = ()
    """Conditions of free use."""
    notes: tuple[Text, ...] = ()
    """Reasons and remarks."""
    nearest: tuple[SheetChange, ...] = ()
    """What would change how the use is charged."""
    watermarks: tuple[Text, ...] = ()
    """Warnings of the documents used."""
    citations: tuple[Citation, ...] = ()
    """Every provision it rests on."""
    declarations: tuple[Declaration, ...] = ()
    """Every input it rests on."""
    unsaid: tuple[Text, ...] | None = None
    """What was not said and could change the total: what the total takes it to be; None where
    nothing was left unsaid, and in a record from before quotes said so."""
    unused: tuple[str, ...] = ()
    """Facts and keys that were given and on which it does not rest."""

    @property
    def standing(self) -> Standing:
        """How well the answer stands."""
        return standing((*self.citations, *self.declarations))

    @property
    def lines_differ(self) -> bool:
        """Whether the lines, as shown in fen, do not add up to the total as it is shown."""
        amounts = [line.amount for line in self.lines if line.amount is not None]
        total = self.total
        if total is None or not amounts:
            return False
        return exactly(lambda: sum(map(_shown, amounts), Decimal(0))) != _shown(total)

    def regime_key(self) -> str:
        """Return the sentence that names how the use is charged.

        Where part of it is refused, the total is that of the rest.
        Under no rules of use nothing says whether the price is guided: it is by its tariff.
        """
        if self.regime is Regime.REFUSED and self.total is not None:
            return "quote.regime_partly_refused"
        own = self.regime is Regime.GUIDED and self.channel is None
        return "quote.regime_by_tariff" if own else f"quote.regime_{self.regime.value}"
