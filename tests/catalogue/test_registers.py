"""The registers of products and authorisations."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from engine.catalogue import Authorisations, AuthorisationStatus, Products, RegistrationStatus
from engine.law import Faults, Shelf, installed
from engine.text import Language

DAY = datetime.date


def _shelf_with(tmp_path: Path, name: str, *changes: tuple[str, str]) -> Shelf:
    """The demo register `name` with the first occurrence of each text replaced."""
    shutil.copytree(installed("tariffs") / "demo", tmp_path / "demo")
    path = tmp_path / "demo" / f"{name}.yaml"
    content = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    path.write_text(content, encoding="utf-8")
    return Shelf(tmp_path)


def _faults(shelf: Shelf, name: str) -> list[tuple[str, str]]:
    return [(fault.place, fault.key) for fault in shelf.check(f"demo/{name}")]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (DAY(2025, 12, 31), RegistrationStatus.NONE),
        (DAY(2026, 1, 1), RegistrationStatus.IN_FORCE),
        (DAY(2026, 1, 31), RegistrationStatus.IN_FORCE),
        (DAY(2026, 2, 1), RegistrationStatus.EXPIRED),
    ],
)
def test_a_registration_holds_from_its_first_day_to_its_last(
    day: datetime.date, status: RegistrationStatus
) -> None:
    (version,) = Shelf(installed("tariffs")).get("demo/products", Products).versions
    report = version.product("housing-report")
    assert report is not None
    assert report.registered_on(day) is status


def test_an_authorisation_covers_product_and_scenario_in_its_term() -> None:
    (version,) = Shelf(installed("tariffs")).get("demo/authorisations", Authorisations).versions
    (given,) = version.of("demo-operator")
    assert given.on(DAY(2025, 12, 31)) is AuthorisationStatus.NOT_YET
    assert given.on(DAY(2028, 12, 31)) is AuthorisationStatus.IN_FORCE
    assert given.on(DAY(2029, 1, 1)) is AuthorisationStatus.EXPIRED
    assert given.covers("verification-call", "inclusive-finance")
    assert not given.covers("verification-call", "advertising")
    assert not given.covers("something-else", "inclusive-finance")


def test_the_demo_registers_are_sound_and_marked_as_illustrative() -> None:
    shelf = Shelf(installed("tariffs"))
    for name in ("demo/products", "demo/authorisations"):
        assert shelf.check(name) == ()
    for document in (
        shelf.get("demo/products", Products),
        shelf.get("demo/authorisations", Authorisations),
    ):
        assert document.jurisdiction == "DEMO"
        assert document.watermark is not None
        cites = {cite.evidence for version in document.versions for cite in version.cites}
        assert {mark.value for mark in cites} == {"illustrative"}


def test_a_credit_code_with_a_wrong_check_digit_is_refused(tmp_path: Path) -> None:
    # The code of the standard's own example, 91110000600037341L, is right; its last sign changed is not.
    right = ("91990000DEM000000P", "91110000600037341L")
    assert _faults(_shelf_with(tmp_path / "right", "authorisations", right), "authorisations") == []
    shelf = _shelf_with(
        tmp_path / "wrong", "authorisations", ("91990000DEM000000P", "91110000600037341M")
    )
    place = "versions[0].authorisations[0].operator.credit_code"
    assert _faults(shelf, "authorisations") == [(place, "catalogue.not_a_credit_code")]
    with pytest.raises(Faults) as refused:
        shelf.get("demo/authorisations", Authorisations)
    assert "91110000600037341M" in refused.value.faults[0].message(Language.EN)


def test_every_fault_of_a_register_of_products_is_told(tmp_path: Path) -> None:
    shelf = _shelf_with(
        tmp_path,
        "products",
        ("- id: enterprise-data-package", "- id: verification-call"),
        ("DEMO-0002", "DEMO-0001"),
        ("&everywhere [government-service,", "&everywhere [nowhere,"),
    )
    assert set(_faults(shelf, "products")) == {
        ("versions[0].products[1].id", "law.repeated_entry"),
        ("versions[0].products[1].registration.code", "catalogue.repeated_code"),
        *(
            (f"versions[0].products[{number}].scenarios[0]", "catalogue.no_scenario")
            for number in range(5)
        ),
    }


def test_an_operator_has_one_credit_code(tmp_path: Path) -> None:
    shelf = _shelf_with(tmp_path, "authorisations", ("id: former-operator", "id: demo-operator"))
    assert _faults(shelf, "authorisations") == [
        ("versions[0].authorisations[1].operator.credit_code", "catalogue.other_code")
    ]
