"""Sentences of `engine.money`."""

SENTENCES = {
    "not_a_number": (
        "这里应当写一个数字，例如 0.2298（不用科学记数法、千分位或空值）",
        "a number belongs here, such as 0.2298 (no exponent, separators or empty text)",
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
