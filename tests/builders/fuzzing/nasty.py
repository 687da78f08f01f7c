"""What is put in the place of a value: what programs have stumbled over."""

from __future__ import annotations

import random

NUMBERS = (
    "0", "-0", "-1", "1e999999", "1E-999999", "1e5", ".5", "5.", "+1", "00", "012", "0x1F", "0o17", "1_000",
    "1,000.00", "１２３", "٣", "½", "²", "1:30", "190:20:30", ".nan", ".inf", "-.INF", "NaN", "Infinity", "sNaN",
    "9" * 30, "9" * 50, "9" * 51, "9" * 60, "9" * 61, "1" + "0" * 30, "-" + "9" * 50, "0." + "0" * 48 + "1",
    "0." + "3" * 49, "9" * 20 + "." + "9" * 20, "9" * 5000, "0." + "1" * 5000, "9223372036854775807",
    "9223372036854775808", "18446744073709551616", "1e-50", "100.0000000000000000001", "99999999999.99",
)  # fmt: skip
DAYS = (
    "0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "2026-13-01", "2024-02-29", "2025-02-29", "26-1-1",
    "2026-3-2", "2026/03/02", "20260302", "2026", "2026-03", "2026-03-02T00:00:00Z", "2026-03-02 12:00:00",
    "1899-12-31", "1900-01-01", "10000-01-01", "２０２６-０３-０２", "-2026-03-02", "2026-Q1", "2026-W10",
)  # fmt: skip
WORDS = (
    "", "~", "null", "true", "False", "yes", "no", "on", "off", "y", "N", "none", "default", "all", "unknown",
    " ", "\u3000", "\u200b", "\ufeff", "\u202e", "\x00", "\x1b[31m", "\x85", "\u2028", "\ud800", "\udfff",
    "e\u0301", "\U0001f4a9", "\U0010ffff", "ｅｎｔｅｒｐｒｉｓｅ", "*", "&", "<<", "%", "@", "`", "{}", "[]", "{{x}}",
    "{0}", "{file}", "%s", "../../etc/passwd", "/dev/zero", "/dev/null", "/", ".", "..", "con", "a/b", "a" * 300,
    "名" * 300, "x" * 100_000, "__class__", "self", "from", "kind", "!!python/object:os.system", "=1+1", "@SUM(A1)",
    "'; DROP TABLE records; --", "cn/ndrc-2025-65", "cn/supply", "demo/price-list", "demo/products",
)  # fmt: skip
FORMULAS = (
    "1 / 0", "((((", "sum()", "a + ", "x ** 9999", "9" * 400, "- - - - 1", "(" * 60 + "1" + ")" * 60,
    "(" * 5000 + "1" + ")" * 5000, "+".join("1" * 5000), "-" * 5000 + "1", "not " * 3000 + "true",
    "min(" * 500 + "1" + ")" * 500, "lambda: 1", "__import__('os')", "[x for x in y]", "1 if 2 else 3",
    "max(0, income_total)", "sum(a for b in c)",
)  # fmt: skip


def scalar(draw: random.Random) -> str:
    """One of them, each kind as often."""
    return draw.choice(draw.choice((NUMBERS, DAYS, WORDS, FORMULAS)))
