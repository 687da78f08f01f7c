"""A drafted tariff is a document like any other: it loads, checks clean, and prices by it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders.ceilings import RULE, SHELF, circle_as_registered

from engine.ceiling import TariffDraft, by_full_cost, by_program, draft_tariff
from engine.explain import standing_of
from engine.law import Evidence, Faults, Shelf
from engine.tariff import Role, TariffDocument, Usage, Vat, rate


def drafted_on(folder: Path, like: str = "demo/ceilings") -> Shelf:
    ceilings = by_program(RULE, circle_as_registered(), Decimal("0.1"))
    draft = TariffDraft(
        id="demo/ceilings-2026",
        like=SHELF.get(like, TariffDocument),
        vat=Vat.EXCLUDED,
        record="DETERMINATION-0123456789ab",
        from_=datetime.date(2026, 3, 1),
        until=datetime.date(2028, 12, 31),
    )
    path = folder / "demo" / "ceilings-2026.yaml"
    path.parent.mkdir()
    path.write_text(draft_tariff(ceilings, draft), encoding="utf-8")
    return Shelf(folder, *SHELF.roots)


def test_it_loads_and_checks_clean(tmp_path: Path) -> None:
    shelf = drafted_on(tmp_path)
    assert shelf.check("demo/ceilings-2026") == ()
    document = shelf.get("demo/ceilings-2026", TariffDocument)
    assert document.role is Role.CEILING
    assert document.watermark is not None
    assert "草案" in document.watermark.zh


def test_it_prices_use_and_cites_the_determination(tmp_path: Path) -> None:
    document = drafted_on(tmp_path).get("demo/ceilings-2026", TariffDocument)
    version = document.in_force(datetime.date(2026, 5, 4))
    assert version is not None
    day = datetime.date(2026, 5, 4)
    asked = [
        Usage(product="verification-call", on=day, quantity=Decimal(1_000_000)),
        Usage(product="enterprise-data-package", on=day, quantity=Decimal(2)),
    ]
    rating = rate(document, version, asked, {})
    # 1,000,000 × 0.2298 = 229,800 and 2 × 274.22 = 548.44
    assert rating.total is not None
    assert rating.total.number == Decimal("230348.44")
    instruments = [source.instrument for source in standing_of(rating.total).citations]
    assert "DETERMINATION-0123456789ab" in instruments


def test_it_is_never_better_than_what_it_rests_on(tmp_path: Path) -> None:
    document = drafted_on(tmp_path).get("demo/ceilings-2026", TariffDocument)
    # The demo province's documents are illustrative, which is weaker than the assumed splitting.
    cites = document.versions[0].cites
    assert cites[0].evidence is Evidence.ILLUSTRATIVE
    # What the determination assumed stands beside its record, so that a quote can show it.
    assert {cite.evidence for cite in cites[1:]} >= {Evidence.ASSUMPTION}


def test_the_demo_provinces_ceilings_are_those_of_the_circle() -> None:
    demo = SHELF.get("demo/ceilings", TariffDocument).versions[0]
    computed = by_full_cost(RULE, circle_as_registered())
    assert [
        component.charge.price for product in demo.products for component in product.components
    ] == [ceiling.price.number for ceiling in computed.ceilings]


def test_only_a_document_of_ceilings_is_a_pattern(tmp_path: Path) -> None:
    with pytest.raises(Faults) as raised:
        drafted_on(tmp_path, like="demo/price-list")
    assert [fault.key for fault in raised.value.faults] == ["ceiling.not_a_ceiling"]
