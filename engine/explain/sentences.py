"""Sentences of `engine.explain`: names of operations."""

SENTENCES = {
    "input": ("给定", "given"),
    "same": ("即", "the same"),
    "sum": ("合计", "sum"),
    "difference": ("相减", "difference"),
    "product": ("相乘", "product"),
    "quotient": ("相除", "quotient"),
    "power": ("乘方", "power"),
    "min": ("取小", "smaller of"),
    "max": ("取大", "larger of"),
    "round": ("取整", "rounded"),
    "compare": ("比较", "compared"),
    "choose": ("选定", "chosen"),
    "decide": ("判定", "decided"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
}
