"""Shelves of small documents, written out so that a test can break a line, and what they quote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.law import Located, Shelf, checked, installed
from engine.quote import Quote, QuoteRequest, quote

YIELDS = """\
kind: series
id: cn/yields
title: {zh: 十年期国债收益率, en: Ten-year treasury yield}
jurisdiction: CN
versions:
  - published: 2024-01-02
    from: 2024-01-02
    until: 2024-12-31
    cites: [{instrument: 中债国债收益率曲线, evidence: computed, applies: directly}]
    unit: percent
    points:
      - {period: "2022", value: 2.763}
      - {period: "2023", value: 2.722}
  - published: {day: 2025-01-02, evidence: secondary}
    from: {day: 2025-01-02, evidence: secondary}
    cites: [{instrument: 中债国债收益率曲线, evidence: computed, applies: directly}]
    unit: percent
    points:
      - {period: "2024", value: 2.191}
      - period: "2025"
        value: 1.7
        cites: [{instrument: 约数, evidence: assumption, applies: assumed}]
"""

CONDITIONS = """\
kind: register
of: conditions
id: demo/conditions
title: {zh: 无偿使用条件, en: Conditions of free use}
jurisdiction: DEMO
versions:
  - published: 2025-01-01
    from: {unread: true, seen: 2025-06-30}
    cites: [{instrument: 示例, evidence: illustrative, applies: assumed}]
    entries:
      - {id: no-resale, text: {zh: 不得转售, en: No resale}}
      - {id: purpose-kept, text: {zh: 用途不变, en: The purpose is kept}}
"""


SUBSCRIBED = """\
kind: tariff
id: test/subscribed
title: {zh: 包月, en: By the month}
jurisdiction: DEMO
role: set
stands_under: none
vat: unknown
currency: CNY
versions:
  - published: 2026-01-01
    from: 2026-01-01
    cites: [{instrument: 示例, evidence: illustrative, applies: directly}]
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {month: {title: {zh: 月, en: month}}}
    facts:
      - id: kind
        title: {zh: 类型, en: kind}
        question: {zh: 类型？, en: Which kind?}
        values: [{id: small, title: {zh: 小, en: small}}, {id: large, title: {zh: 大, en: large}}]
    classes:
      small: {title: {zh: 小, en: small}, fact: kind, in: [small]}
    products:
      - id: access
        title: {zh: 接入, en: Access}
        unit: month
        components:
          - id: fee
            title: {zh: 接入费, en: Fee}
            charge: {model: per_period, price: "LARGE", period: month, proration: HOW}
            for_class:
              small: {charge: {model: per_period, price: "SMALL", period: month, proration: HOW}}
"""
"""A tariff by the month, of a customer that is small or large."""


def quoted(shelf: Shelf, ask: dict[str, Any]) -> Quote:
    """The quote of a request in plain values; faults name it case.yaml."""
    located = Located("case.yaml", ask, {})
    return quote(shelf, checked(QuoteRequest, located), located)


def put(root: Path, yields: str = YIELDS, conditions: str = CONDITIONS) -> Path:
    """Write the two documents below `root` and return it."""
    for name, content in [("cn/yields", yields), ("demo/conditions", conditions)]:
        path = root / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def without(written: str, line: str) -> str:
    """Return `written` less the first line that contains `line`."""
    lines = written.splitlines(keepends=True)
    position = next(number for number, each in enumerate(lines) if line in each)
    return "".join(lines[:position] + lines[position + 1 :])


def line_of(written: str, part: str) -> int:
    """Return the number of the first line that contains `part`."""
    return next(n for n, each in enumerate(written.splitlines(), 1) if part in each)


def edited(folder: Path, identifier: str, *changes: tuple[str, str]) -> Path:
    """A folder with the shipped document `identifier`, pieces of it replaced."""
    written = (installed("tariffs") / f"{identifier}.yaml").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in written
        written = written.replace(before, after, 1)
    place = folder / f"{identifier}.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(written, encoding="utf-8")
    return folder
