"""Rules of review and of rates that ask little, and a series, laid beside the shipped documents."""

from __future__ import annotations

from pathlib import Path

from builders.operators import DAY, ROOT
from engine.law import Shelf
from engine.rules import RulesDocument, RulesVersion

TARIFFS = ROOT / "tariffs"

HEAD = """\
kind: rules
id: demo/{name}
title: {{zh: 示例, en: example}}
jurisdiction: CN
versions:
  - published: 2020-01-01
    from: 2020-01-01
    cites: [{{instrument: 示例, evidence: illustrative, applies: assumed, note: {{zh: 示例, en: example}}}}]
"""
RATES = (
    HEAD.format(name="rates")
    + """\
    facts:
      - id: vat
        type: enumeration
        title: {zh: 计税方法, en: method of VAT}
        question: {zh: 哪种？, en: "Which?"}
        values:
          - {id: general, title: {zh: 一般计税, en: general method}}
          - {id: none, title: {zh: 免税, en: exempt}}
    tables:
      - id: rates
        title: {zh: 税率, en: rate}
        hit: first
        outputs:
          - id: vat_rate
            title: {zh: 税率, en: rate}
            values: [{id: vat-of-tests, title: {zh: 税率, en: rate}}]
        rules:
          - {id: general, title: {zh: 一般, en: general}, when: {vat: general}, then: {vat_rate: vat-of-tests}}
"""
)
REVIEW = (
    HEAD.format(name="review")
    + """\
    facts:
      - id: category
        type: enumeration
        title: {zh: 类别, en: category}
        question: {zh: 哪一类？, en: "Which?"}
        values:
          - {id: platform, title: {zh: 平台运行, en: running the platform}}
          - {id: data, title: {zh: 数据, en: data}}
          - {id: loss, title: {zh: 损失, en: loss}}
      - id: force-majeure
        type: yes_no
        title: {zh: 不可抗力, en: force majeure}
        question: {zh: 是否？, en: "Was it?"}
    tables:
      - id: treatments
        title: {zh: 处理, en: treatment}
        hit: first
        outputs:
          - id: treatment
            title: {zh: 处理, en: treatment}
            values:
              - {id: allowed, title: {zh: 核定, en: allowed}}
              - {id: not_includable, title: {zh: 不计入, en: not includable}}
        rules:
          - {id: running, title: {zh: 运行, en: running}, when: {category: platform}, then: {treatment: allowed}}
          - {id: by-force, title: {zh: 不可抗力, en: by force}, when: {category: loss, force-majeure: true}, then: {treatment: allowed}}
          - {id: loss, title: {zh: 损失, en: loss}, when: {category: loss}, then: {treatment: not_includable}}
      - id: judgements
        title: {zh: 判断, en: judgement}
        hit: first
        outputs:
          - id: judgement
            title: {zh: 判断, en: judgement}
            values: [{id: none, title: {zh: 无, en: none}}, {id: look, title: {zh: 须看, en: to be looked at}}]
        rules:
          - {id: looked-at, title: {zh: 须核实, en: to be verified}, when: {category: loss}, then: {judgement: look}}
          - {id: otherwise, title: {zh: 其他, en: otherwise}, then: {judgement: none}}
"""
)
SERIES = """\
kind: series
id: {id}
title: {{zh: 税率, en: rate}}
jurisdiction: {place}
versions:
  - published: 2020-01-01
    from: 2020-01-01
    unit: percent
    cites: [{{instrument: 示例, evidence: illustrative, applies: assumed, note: {{zh: 示例, en: example}}}}]
    points:
      - {{period: "2021", value: 7}}
      - {{period: "2024", value: 9}}
      - {{period: "2025-07", value: 8}}
      - {{period: "2026-03-02", value: 5}}
"""


def beside(folder: Path, written: dict[str, str]) -> Shelf:
    """The shipped shelf with these documents, by id, laid over it from a folder."""
    for name, content in written.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Shelf(folder, TARIFFS)


def version(shelf: Shelf, identifier: str) -> RulesVersion:
    """The version of some rules in force on the day."""
    return shelf.get(identifier, RulesDocument).in_force_on(DAY)
