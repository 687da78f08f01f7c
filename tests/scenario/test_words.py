"""What a scenario changes is said by titles, in both languages: never by the ids that a file writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from builders.scenarios import worked, written

from engine.scenario import changes_in_words

_, BENCH = worked()
PRICES = "demo/price-list"
MARKET = {
    "price": "0.2150",
    "forecast_at": "0.2298",
    "response": {"curve": "constant_elasticity", "elasticity": "0.4"},
}
CHANGES = {
    "ceilings": {"by": "program", "tolerance": "10"},
    "market": {"verification-call": {"response": {"curve": "linear", "slope": "100"}}},
    "submission": {
        "items": [
            {"id": "marketing", "category": "wages", "non_recurring": True},
            {"id": "wages", "pool": None, "direct": "paid"},
            {"id": "fines", "removed": True},
        ]
    },
    "uses": [
        {
            "id": "banks",
            "use": {"facts": {"purpose": "people_service", "end_users_charged": True}},
        }
    ],
}
USES: list[dict[str, Any]] = [
    {
        "id": "banks",
        "title": {"zh": "银行", "en": "Banks"},
        "product": "verification-call",
        "quantity": "1000",
        "use": {
            "stands_under": {
                "gate": "cn/supply",
                "use": "cn/use-of-public-data",
                "conditions": "cn/conditions-of-free-use",
            },
            "facts": {"purpose": "industry"},
        },
    }
]


def test_every_value_is_said_by_its_title(tmp_path: Path) -> None:
    base = {"market": {"verification-call": MARKET}, "uses": USES}
    file = written(tmp_path, base, {"id": "all", "changes": CHANGES})
    case = file.case_of(file.scenarios.scenarios[0])
    said = {
        ".".join(one.path): (one.before.zh, one.before.en, one.after.zh, one.after.en)
        for one in changes_in_words(file.base, case, BENCH.shelf)
    }
    purpose = said.pop("uses.banks.use.facts.purpose")
    assert purpose[0].startswith("产业发展、行业发展")
    assert purpose[2:] == (
        "公益产品、便民利民服务",
        "a public-welfare product or service to the people",
    )
    assert said == {
        "ceilings.by": (
            "按足额成本",
            "by full cost",
            "在容许幅度内取收入最多",
            "most revenue within a tolerance",
        ),
        "ceilings.tolerance": ("无", "none", "10", "10"),
        "market.verification-call.response.curve": (
            "不变弹性",
            "constant elasticity",
            "直线",
            "a straight line",
        ),
        "market.verification-call.response.elasticity": ("0.4", "0.4", "无", "none"),
        "market.verification-call.response.slope": ("无", "none", "100", "100"),
        "submission.items.marketing.category": ("推广销售", "Marketing", "工资", "Wages"),
        "submission.items.marketing.non_recurring": ("无", "none", "是", "yes"),
        "submission.items.wages.pool": ("人工", "Labour", "无", "none"),
        "submission.items.wages.direct": ("无", "none", "有偿使用", "paid use"),
        "submission.items.fines": ("50,000.00", "50,000.00", "无", "none"),
        "uses.banks.use.facts.end_users_charged": ("无", "none", "是", "yes"),
    }


def told(folder: Path, base: dict[str, Any], changes: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What a scenario changes, in English: by place, what it is and the two values."""
    file = written(folder, base, {"id": "all", "changes": changes})
    case = file.case_of(file.scenarios.scenarios[0])
    return {
        ".".join(one.path): (one.title.en, f"{one.before.en} → {one.after.en}")
        for one in changes_in_words(file.base, case, BENCH.shelf)
    }


def test_what_differs_in_a_later_cycle_is_said_as_that_cycle_has_it(tmp_path: Path) -> None:
    """Field by field; the accounts of 2025 are those of 2028 in the cycle from 2029."""
    entry = {"id": "more", "title": {"zh": "新增", "en": "More"}, "category": "wages"}
    changes = {
        "items": [
            {"id": "marketing", "category": "wages", "amount": "10"},
            {"id": "wages", "pool": None, "direct": "paid"},
            {"id": "fines", "removed": True},
            {**entry, "pool": "labour", "amount": "7"},
        ],
        "input_vat": {"plus": "5"},
    }
    later = {"later": {2: {"on": "2029-04-01", "submission": changes}}}
    assert told(tmp_path, {"cycles": 2}, later) == {
        "later.2.on": ("cycle 2: day of determination", "2029-03-01 → 2029-04-01"),
        "later.2.submission.items.marketing.category": (
            "cycle 2: Marketing of paid products, Category",
            "Marketing → Wages",
        ),
        "later.2.submission.items.marketing.amount": (
            "cycle 2: Marketing of paid products, Amount (yuan)",
            "400,000.00 → 10",
        ),
        "later.2.submission.items.wages.pool": ("cycle 2: Wages, Pool", "Labour → none"),
        "later.2.submission.items.wages.direct": (
            "cycle 2: Wages, Direct to",
            "none → paid use",
        ),
        "later.2.submission.items.fines": ("cycle 2: Fines", "50,000.00 → none"),
        "later.2.submission.items.more": ("cycle 2: More", "none → 7"),
        "later.2.submission.input_vat.plus": (
            "cycle 2: Input VAT of a year (yuan)",
            "none → plus 5",
        ),
    }


def test_what_is_named_in_a_register_or_a_document_has_its_title(tmp_path: Path) -> None:
    under = {
        **USES[0]["use"]["stands_under"],
        "products": "demo/products",
        "authorisations": "demo/authorisations",
    }
    use = {"stands_under": under, "operator": "demo-operator", "scenario": "inclusive-finance"}
    base = {
        "market": {"verification-call": {"price": "0.2150", "forecast_at": "0.2298"}},
        "uses": [{**USES[0], "use": {**use, "facts": {"purpose": "industry"}}}],
    }
    changes = {
        "market": {"verification-call": {"price": None, "price_list": {"tariff": PRICES}}},
        "uses": [
            {
                "id": "banks",
                "product": "enterprise-data-package",
                "use": {"operator": "former-operator", "scenario": "government-service"},
            }
        ],
    }
    found = told(tmp_path, base, changes)
    del found["market.verification-call.price"]
    assert {place: values for place, (_, values) in found.items()} == {
        "market.verification-call.price_list.tariff": (
            "none → Price list of the demo province's operator"
        ),
        "uses.banks.product": "Verification call → Enterprise data package",
        "uses.banks.use.operator": (
            "Data Operation Company of the demo province (illustrative)"
            " → Former operator of the demo province (illustrative, expired)"
        ),
        "uses.banks.use.scenario": "Inclusive finance → Government service",
    }
