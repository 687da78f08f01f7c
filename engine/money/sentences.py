"""Sentences of `engine.money`."""

SENTENCES = {
    "not_a_number": (
        "这里应当写一个数字，例如 0.2298（不用科学记数法、千分位或空值）",
        "a number belongs here, such as 0.2298 (no exponent, separators or empty text)",
    ),
    "a_float": (
        "这里应当写 int、Decimal 或文字，例如 Decimal('0.2298')；浮点数不是所写的数",
        "an int, a Decimal or text belongs here, such as Decimal('0.2298'); a float is not the number "
        "that was written",
    ),
    "full_width": (
        "数字用了全角字符，请改为半角，例如 0.2298",
        "the number has full-width characters; write half-width ones, such as 0.2298",
    ),
    "separated": (
        "数字中有千分位，请去掉，例如 1000000",
        "the number has separators of thousands; leave them out, such as 1000000",
    ),
    "per_cent_sign": (
        "只写数字，去掉百分号；此处若以百分数计，50% 写 50",
        "write the number alone, without the sign of per cent; where per cent is meant, 50 % is 50",
    ),
    "with_unit": (
        "只写数字，不写单位和货币符号",
        "write the number alone, without a unit or a sign of money",
    ),
    "too_many_digits": (
        "数字超过 {most} 位，无法精确计算",
        "more than {most} digits, which cannot be reckoned exactly",
    ),
    "not_a_currency": (
        "应为 ISO 4217 的货币代码，例如 CNY、EUR",
        "a currency code of ISO 4217 is expected, such as CNY or EUR",
    ),
    "bad_rounding_unit": (
        "取整单位应为 1、2 或 5 乘以 10 的整数次幂，例如 0.01",
        "a rounding unit is 1, 2 or 5 times a power of ten, such as 0.01",
    ),
}
