"""What was charged above a ceiling, to be refunded customer by customer (多收价款退还).

It is a thing of its own: nothing of it is set off against the deduction of a cycle.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from engine.explain import Step, sources
from engine.law import (
    ACCOUNTS,
    Declaration,
    Faults,
    Finding,
    LawMarks,
    Located,
    Model,
    Shelf,
    Standing,
    checked,
    read_yaml,
    standing,
)
from engine.method import InputCell, InputRow, Inputs, Method, Worksheet, evaluate, hold_to
from engine.money import LARGEST, Number
from engine.settlement.contract import CHARGES, CUSTOMERS, REFUND, ChargeColumns, RefundLines
from engine.text import Text

__all__ = ["Charges", "Refunds", "charges_in", "read_charges", "refunds_of"]

Written = Annotated[str, Field(min_length=1)]
Amount = Annotated[Number, Field(ge=0, le=LARGEST)]


class CeilingInForce(Model):
    """The ceiling of one product while the charges were made."""

    product: Written
    """The product."""
    price: Amount
    """Yuan a unit."""


class CustomerCharge(Model):
    """What one customer was charged for one product."""

    customer: Written
    """Name of the customer."""
    product: Written
    """The product."""
    quantity: Amount
    """How much was charged for, in the product's unit."""
    price: Amount
    """Yuan a unit, as charged."""


class Charges(Model):
    """Charges as they were made, with the ceilings then in force."""

    operator: Written
    """Full name of the operator."""
    declared_by: str | None = None
    """Person or office that answers for the figures."""
    vat: Literal["excluded", "included"]
    """VAT basis of prices and ceilings alike."""
    ceilings: Annotated[tuple[CeilingInForce, ...], Field(min_length=1)]
    """One a product."""
    charges: Annotated[tuple[CustomerCharge, ...], Field(min_length=1)]
    """The charges."""


@dataclass(frozen=True, slots=True)
class Refunds:
    """What is to be refunded, from what, by which document."""

    file: str
    """Name of the file of charges."""
    charges: Charges
    """The charges."""
    method_id: str
    """The method."""
    on: datetime.date
    """The law is that day's."""
    worksheet: Worksheet
    """Every line of the method."""
    documents: Mapping[str, str]
    """The method with its content hash."""
    law: LawMarks
    """What is to be said of its soundness."""

    @property
    def total(self) -> Step:
        """What is to be refunded in all, in yuan."""
        return self.worksheet.step(RefundLines.REFUND_TOTAL)

    @property
    def by_customer(self) -> dict[str, Step]:
        """What each customer is to be refunded, in yuan; also those who are owed nothing."""
        return {
            str(customer): self.worksheet.step(RefundLines.REFUND, customer)
            for customer in self.worksheet.keys(RefundLines.REFUND)
        }

    @property
    def standing(self) -> Standing:
        """How well the refunds stand."""
        return standing(sources(self.total))


def read_charges(path: Path) -> Charges:
    """Return the charges in the YAML file at `path`; raises Faults with every fault in it."""
    return charges_in(read_yaml(path, path.name, ACCOUNTS))


def charges_in(located: Located) -> Charges:
    """Return the charges in a tree of plain values; see `read_charges`."""
    found = checked(Charges, located)
    faults = [located.fault(finding) for finding in _misfits(found)]
    if faults:
        raise Faults(faults)
    return found


def _misfits(charges: Charges) -> Iterator[Finding]:
    known: set[str] = set()
    for position, ceiling in enumerate(charges.ceilings):
        if ceiling.product in known:
            place = ("ceilings", position, "product")
            yield Finding(place, "law.repeated_entry", {}, ceiling.product)
        known.add(ceiling.product)
    for position, charge in enumerate(charges.charges):
        if charge.product not in known:
            place = ("charges", position, "product")
            values = {"known": ", ".join(sorted(known))}
            yield Finding(place, "settlement.no_ceiling_of_product", values, charge.product)


def refunds_of(
    shelf: Shelf, file: str, charges: Charges, method_id: str, on: datetime.date
) -> Refunds:
    """Return what is to be refunded of `charges`, by the method as it stands on the day `on`.

    Raises Faults when the method is not in force, or lacks something of its contract.
    """
    method = shelf.law(method_id, Method, on)
    version = method.in_force_on(on)
    hold_to(REFUND, method, version, shelf)
    tables = {CUSTOMERS: _customers(charges), CHARGES: list(_rows(file, charges))}
    worksheet = evaluate(method_id, version, Inputs(tables=tables, lines=tuple(RefundLines)))
    documents = {method_id: shelf.hash_of(method_id)}
    law = shelf.marks(documents, on)
    return Refunds(file, charges, method_id, on, worksheet, documents, law)


def _customers(charges: Charges) -> list[InputRow]:
    names = dict.fromkeys(charge.customer for charge in charges.charges)
    return [{"id": InputCell(name), "title": InputCell(Text(zh=name, en=name))} for name in names]


def _rows(file: str, charges: Charges) -> Iterator[InputRow]:
    ceilings = {
        ceiling.product: (position, ceiling.price)
        for position, ceiling in enumerate(charges.ceilings)
    }

    def told(value: Decimal | str, place: str) -> InputCell:
        return InputCell(value, (Declaration(file=file, place=place, who=charges.declared_by),))

    for position, charge in enumerate(charges.charges):
        at, ceiling = ceilings[charge.product]
        place, title = f"charges[{position}]", f"{charge.customer}·{charge.product}"
        yield {
            "id": InputCell(f"{position + 1}"),
            "title": InputCell(Text(zh=title, en=title)),
            ChargeColumns.CUSTOMER: told(charge.customer, f"{place}.customer"),
            ChargeColumns.QUANTITY: told(charge.quantity, f"{place}.quantity"),
            ChargeColumns.PRICE: told(charge.price, f"{place}.price"),
            ChargeColumns.CEILING: told(ceiling, f"ceilings[{at}].price"),
        }
