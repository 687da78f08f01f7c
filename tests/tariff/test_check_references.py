"""What a tariff stands under is there, and of the kind that it is taken for."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.operators import ROOT
from builders.tariffs import tariff

from engine.law import Shelf
from engine.tariff.check.references import check_references

RULES, REGISTER = "cn/cost-review", "register of "
OF = {
    "gate": "rules",
    "use": "rules",
    "conditions": f"{REGISTER}conditions",
    "products": f"{REGISTER}products",
    "authorisations": f"{REGISTER}authorisations",
}
NAMED = {
    "rules": RULES,
    f"{REGISTER}conditions": "cn/conditions-of-free-use",
    f"{REGISTER}products": "demo/products",
    f"{REGISTER}authorisations": "demo/authorisations",
    "tariff": "cn/credit-reference",
}


@pytest.mark.parametrize("role", [*OF, "other"])
def test_what_a_tariff_stands_under_is_of_its_kind(tmp_path: Path, role: str) -> None:
    """Of a role that says nothing of a kind any document is; told are those of another."""
    document = tariff(tmp_path, 'charge: {model: per_unit, price: "1"}')
    shelf = Shelf(ROOT / "tariffs")
    for kind, identifier in NAMED.items():
        under = document.model_copy(update={"stands_under": {role: identifier}})
        told = [*check_references(under, shelf)]
        right = OF.get(role, kind) == kind
        assert [(each.path, each.key, each.values, each.value) for each in told] == (
            [] if right else [
                (("stands_under", role), "tariff.check.stands_under_other",
                 {"expected": OF[role], "found": kind}, identifier)
            ]
        )  # fmt: skip


@pytest.mark.parametrize("role", [*OF, "other"])
def test_what_a_tariff_stands_under_is_on_the_shelf(tmp_path: Path, role: str) -> None:
    document = tariff(tmp_path, 'charge: {model: per_unit, price: "1"}')
    under = document.model_copy(update={"stands_under": {role: "demo/none", "products": "demo/no"}})
    told = [*check_references(under, Shelf(tmp_path))]
    names = {role: "demo/none"} | {"products": "demo/no"}
    assert [(each.path, each.key, each.value) for each in told] == [
        (("stands_under", name), "law.no_document", named) for name, named in names.items()
    ]
