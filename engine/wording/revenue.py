"""Sentences of `engine.revenue` and its commands: determination, evaluation, verification."""

SENTENCES = {
    "quantity": ("{product}：预测年用量", "{product}: forecast quantity of a year"),
    "tick": ("{product}：最小计价单位", "{product}: price tick"),
    "not_in_force": (
        "{on} 没有有效的版本",
        "no version is in force on {on}",
    ),
    "no_spread": (
        "没有选定加点；加点没有默认值，须写明数值和理由",
        "no spread was chosen; it has no default, and needs a value and a reason",
    ),
    "no_evaluation": (
        "这不是周期评估的存证；扣减额只能取自评估存证",
        "this is not the record of an evaluation; a deduction comes from one only",
    ),
    "no_determination": (
        "这不是核定的存证；评估须依据核定存证中的最高准许收入",
        "this is not the record of a determination; an evaluation needs the maximum in one",
    ),
    "income_of_other": (
        "收入属于另一家运营机构；核定的是 {operator}",
        "these are the incomes of another operator; the determination is of {operator}",
    ),
    "year_twice": ("这一年出现了两次；请合并为一个数", "this year stands twice; give one figure"),
    "year_outside": (
        "这一年不在核定周期内；周期为 {years}",
        "this year is not in the cycle; its years are {years}",
    ),
    "year_missing": ("缺少这一年的收入", "the income of this year is missing"),
    "record_broken": (
        "存证内容与其哈希不符，不能采用；请先用 dingjia verify 核对",
        "the record does not match its hashes and cannot be used; look at it with dingjia verify",
    ),
    "other_operator": (
        "评估的是另一家运营机构；本次核定的是 {operator}",
        "another operator was evaluated; this determination is of {operator}",
    ),
}
