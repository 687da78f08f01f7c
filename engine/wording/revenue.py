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
    "record_broken": (
        "存证内容与其哈希不符，不能采用；请先用 dingjia verify 核对",
        "the record does not match its hashes and cannot be used; look at it with dingjia verify",
    ),
    "other_operator": (
        "评估的是另一家运营机构；本次核定的是 {operator}",
        "another operator was evaluated; this determination is of {operator}",
    ),
}
