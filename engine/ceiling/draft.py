"""Ceilings as a draft of the tariff document that would set them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.ceiling.problem import Offer
from engine.ceiling.result import Ceiling, Ceilings
from engine.law import Applies, Citation, DayOfForce, Evidence, Fault, Faults, standing
from engine.tariff import (
    Component,
    PerUnit,
    Role,
    TariffDocument,
    TariffProduct,
    TariffVersion,
    Unit,
    Vat,
    as_yaml,
)
from engine.text import Text, text

__all__ = ["TariffDraft", "draft_tariff", "drafted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffDraft:
    """What a draft needs beyond the ceilings."""

    id: str
    """Id of the document to be, such as demo/ceilings-2026."""
    like: TariffDocument
    """A ceiling document of the same place: its jurisdiction, gates and use rules, and rounding are
    taken over."""
    vat: Vat
    """The VAT basis of the determination, which is that of the ceilings; the other document's own
    says nothing of them."""
    record: str
    """Number of the record of the determination."""
    from_: datetime.date
    """First day proposed."""
    until: datetime.date | None
    """Last day proposed."""
    warnings: tuple[Text, ...] = ()
    """What a reader must not miss of the law that the ceilings were computed with."""


def draft_tariff(ceilings: Ceilings, draft: TariffDraft) -> str:
    """Return `drafted` as the YAML text of a document."""
    return as_yaml(drafted(ceilings, draft))


def drafted(ceilings: Ceilings, draft: TariffDraft) -> TariffDocument:
    """Return the document that sets `ceilings`, cited to the record and assumptions they rest on.

    Evidence and application are the weakest of all that the ceilings and the document like it rest
    on. It is marked as a draft until the body that sets ceilings has done so. Raises Faults when
    the document like it is not one of ceilings.
    """
    like = draft.like
    if like.role is not Role.CEILING:
        raise Faults([Fault(like.id, "role", None, like.role.value, "ceiling.not_a_ceiling")])
    pattern = like.in_force(draft.from_) or like.versions[-1]
    weakest = standing((*ceilings.standing.citations, *pattern.cites))
    units = _units([each.offer for each in ceilings.ceilings])
    proposed = DayOfForce(day=draft.from_, evidence=weakest.evidence)
    version = TariffVersion(
        published=proposed,
        from_=proposed,
        until=draft.until,
        cites=(
            _cited(ceilings, draft.record, weakest.evidence, weakest.applies),
            *ceilings.standing.assumptions,
        ),
        rounding=pattern.rounding,
        units={name: Unit(title=title) for title, name in units.items()},
        products=tuple(
            _priced(each, pattern, units[each.offer.unit]) for each in ceilings.ceilings
        ),
    )
    return TariffDocument(
        kind="tariff",
        id=draft.id,
        title=text("ceiling.draft_title", title=like.title),
        jurisdiction=like.jurisdiction,
        watermark=_watermark(like.watermark, draft.warnings),
        role=Role.CEILING,
        stands_under=like.stands_under,
        vat=draft.vat,
        currency=like.currency,
        versions=(version,),
    )


def _cited(ceilings: Ceilings, record: str, evidence: Evidence, applies: Applies) -> Citation:
    reading = ceilings.reading.title
    return Citation(
        instrument=record,
        article=str(ceilings.problem.year),
        evidence=evidence,
        applies=applies,
        note=text("ceiling.draft_note", rule=ceilings.rule.id, reading=reading),
    )


def _priced(ceiling: Ceiling, pattern: TariffVersion, unit: str) -> TariffProduct:
    known = pattern.product(ceiling.offer.id)
    component = known.components[0].id if known is not None else "service"
    return TariffProduct(
        id=ceiling.offer.id,
        title=ceiling.offer.title,
        unit=unit,
        components=(
            Component(
                id=component,
                title=text("ceiling.draft_component", product=ceiling.offer.title),
                charge=PerUnit(model="per_unit", price=ceiling.price.number),
            ),
        ),
    )


def _units(offers: Sequence[Offer]) -> dict[Text, str]:
    """Return a short name for each unit: its English name, or the product's where it has none.

    Units are one when they are called alike in both languages; where only the English name is the
    same, the later ones are numbered.
    """
    names: dict[Text, str] = {}
    for offer in offers:
        if offer.unit not in names:
            written = re.sub(r"[^a-z0-9]+", "-", offer.unit.en.lower()).strip("-")
            name = written or f"unit-of-{offer.id}"
            several = (name, *(f"{name}-{number}" for number in range(2, len(offers) + 2)))
            names[offer.unit] = next(one for one in several if one not in names.values())
    return names


def _watermark(below: Text | None, warnings: tuple[Text, ...]) -> Text:
    mark = text("ceiling.draft_watermark")
    for other in (*warnings, *(() if below is None else (below,))):
        mark = text("ceiling.draft_watermark_and", mark=mark, other=other)
    return mark
