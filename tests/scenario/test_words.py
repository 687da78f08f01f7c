"""What a scenario changes is said by titles, in both languages: never by the ids that a file writes."""

from __future__ import annotations

from pathlib import Path

from builders.scenarios import worked, written

from engine.scenario import changes_in_words

_, BENCH = worked()
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
USES = [
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
