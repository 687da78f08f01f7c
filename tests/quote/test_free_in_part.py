"""Uses that are free in part, over days on which facts change and with use before: by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from builders.shelf import quoted

from engine.law import Shelf

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")
SHARED = {
    "on": "2026-03-02",
    "tariff": "demo/price-list",
    "customer": {"name": "示例用户有限公司"},
    "operator": "demo-operator",
    "scenario": "enterprise-services",
    "use": {"purpose": "mixed", "user": "enterprise", "passed_on": False},
    "parts": [
        {
            "share": 40,
            "counted": "各应用的核验调用次数",
            "counted_by": "日志",
            "facts": {
                "purpose": "people_service",
                "end_users_charged": False,
                "other_income": False,
            },
        },
        {"share": 60, "facts": {"purpose": "industry"}},
    ],
    "position": "none",
}


def told(**more: Any) -> dict[str, Any]:
    return quoted(SHELF, {**SHARED, **more}).as_json()


def test_a_part_of_a_whole_unit_goes_on_over_a_change_of_facts() -> None:
    """60 % of 1001 calls are 600.6, twice: 1201.2 at 0.2298 are 276.0357…"""
    events = [{"on": day, "quantity": 1001} for day in ("2026-03-05", "2026-03-15")]
    changes = [{"from": "2026-03-10", "use": {"user": "social_organisation"}}]
    line = {"product": "verification-call", "events": events}
    made = told(lines=[line], changes=changes)
    assert (made["total"], made["regime"]) == ("276.04", "mixed")
    charged = [(one["quantity"], one["amount"]) for one in made["lines"] if one["amount"] != "0.00"]
    assert charged == [("600.6", "138.02"), ("600.6", "138.02")]
    assert told(lines=[line])["total"] == "276.04"


def test_paid_units_before_can_be_finer_than_a_whole_one() -> None:
    """600.6 were charged 138.02; with 600 more 1200.6 are 275.8978…, 137.88 more."""
    line = {"product": "verification-call", "quantity": 1000}
    said = [{"period": "2026-03", "used": {"call": Decimal("600.6")}, "charged": Decimal("138.02")}]
    assert told(lines=[line], position=said)["total"] == "137.88"
