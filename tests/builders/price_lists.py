"""Price lists of calls alone, for tests of scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from builders.scenarios import ROOT
from engine.law import Shelf
from engine.scenario import Bench

CALLS = "verification-call"
TEXT = {"zh": "测试", "en": "test"}
UNDER = {
    "gate": "cn/supply",
    "use": "cn/use-of-public-data",
    "conditions": "cn/conditions-of-free-use",
    "products": "demo/products",
    "authorisations": "demo/authorisations",
}
CHARGED = {
    "stands_under": UNDER,
    "operator": "demo-operator",
    "scenario": "inclusive-finance",
    "facts": {"purpose": "industry"},
}
"""A use of calls that the rules charge for."""
KIND = {
    "facts": [
        {
            "id": "kind",
            "title": TEXT,
            "question": TEXT,
            "values": [{"id": "small", "title": TEXT}, {"id": "large", "title": TEXT}],
        }
    ],
    "classes": {"small": {"title": TEXT, "fact": "kind", "in": ["small"]}},
}
FLOAT = {"floats": {"rise": {"title": TEXT, "question": TEXT, "up": "10", "down": "20"}}}


def each(price: str = "0.2", **more: Any) -> dict[str, Any]:
    return {"model": "per_unit", "price": price, **more}


def a_list(
    folder: Path,
    charge: dict[str, Any],
    version: dict[str, Any] | None = None,
    **component: Any,
) -> Bench:
    """A bench with the list `test/list`, of calls alone."""
    tree = yaml.safe_load((ROOT / "tariffs" / "demo" / "price-list.yaml").read_text("utf-8"))
    (own,) = tree["versions"]
    (product, *_) = own["products"]
    (plain, *_) = product["components"]
    priced = {**product, "components": [{**plain, "charge": charge, **component}]}
    del tree["obeys"], own["until"]
    tree |= {"id": "test/list", "role": "set", "stands_under": "none"}
    tree["versions"] = [{**own, "products": [priced], **(version or {})}]
    path = folder / "tariffs" / "test" / "list.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    return Bench(Shelf(ROOT / "tariffs", folder / "tariffs"))
