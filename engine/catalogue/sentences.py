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
}
