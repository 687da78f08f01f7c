"""Sentences of `engine.readings`: what is judged under every reading."""

SENTENCES = {
    "of_other": (
        "收费属于另一家运营机构；申报的是 {operator}",
        "these are the charges of another operator; the submission is of {operator}",
    ),
    "with_vat": (
        "由申报测算的上限不含增值税，收费也须按不含增值税（excluded）填写",
        "ceilings set from a submission are without VAT, and charges have to be, too: excluded",
    ),
    "above_ceiling": (
        "{product}的收费 {price} 元高于上限",
        "{product}: the price of {price} yuan lies above the ceiling",
    ),
    "refund": ("收费高于上限，应退还用户", "charges above ceilings are to be refunded"),
    "excess": (
        "周期收入超过最高准许收入，应在下一周期扣减",
        "the cycle's income passes what is permitted, to be deducted in the next",
    ),
    "loss": (
        "{year} 年收入低于当年经营成本",
        "the income of {year} does not make up the operating cost",
    ),
}
