"""Sentences of `engine.catalogue`."""

SENTENCES = {
    "not_a_credit_code": (
        "不是有效的统一社会信用代码：应为 18 位数字和大写字母，末位为校验码",
        "not a unified social credit code: 18 digits and capital letters, the last a check digit",
    ),
    "no_scenario": (
        "登记册中没有这个应用场景；已有：{allowed}",
        "the register knows no such scenario; there are: {allowed}",
    ),
    "repeated_code": (
        "登记编码重复；每个产品的登记编码只能用一次",
        "this registration code is used twice; each product has its own",
    ),
    "other_code": (
        "同一运营机构的统一社会信用代码前后不一致",
        "the same operator has another unified social credit code above",
    ),
    "apart_and_why": (
        "不计入的科目须写明理由 why，其他科目不写",
        "an account that stands apart says why; others do not",
    ),
    "category_or_why": (
        "写 category（成本类别）或 why（为什么不能归类）之一",
        "give a category, or why there is none",
    ),
    "no_head": (
        "没有这个科目；已有：{allowed}",
        "there is no such account here; there are: {allowed}",
    ),
    "repeated_account": (
        "科目编码重复；每个编码只能属于一个科目",
        "this number stands twice; each belongs to one account",
    ),
}
