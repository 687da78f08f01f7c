"""The template of a file of figures, word by word."""

from __future__ import annotations

import datetime

import pytest
from builders.method_tree import at, changed, line, more, named, without

from engine.method import figures_template

ON = datetime.date(2026, 3, 1)

TEMPLATE = """\
# 试例 / a small method
# 把数字填在冒号后面；留空的视为没有给出 / put the figures behind the colons; what is left empty is not given
method: test/small
on: 2026-03-01

# 周期各年，逐年连续 / the years of the cycle, one after the other
years: [2026, 2027, 2028]

switches:
  # basis / basis
    # gross: gross / gross
    # net: net / net
  basis: gross

parameters:
  # rate（%） / rate (%)
  # 在 0 至 6 之间 / between 0 and 6
  # 不填时取下面的值；要改，去掉 # 号 / taken as below unless given; take the # away to change it
  # rate: "3"
  # fixed（%）由规则规定，不能更改 / fixed (%) is fixed by the rule and cannot be changed
  # fixed: "14"
  # floor（%） / floor (%)
  # 在 1 至 ∞ 之间 / between 1 and ∞
  floor:
  # cap（%） / cap (%)
  # 在 –∞ 至 9 之间 / between –∞ and 9
  cap:
  # free（%） / free (%)
  free:

inputs:
  # cost（元） / cost (yuan)
  cost:
  # income（元/年） / income (yuan/year)
  income:
    2026:
    2027:
    2028:
  # staff / staff
  # 不填时取下面的值；要改，去掉 # 号 / taken as below unless given; take the # away to change it
  # staff: "20"
  # growth（%） / growth (%)
  # 不填时取下面的值；要改，去掉 # 号 / taken as below unless given; take the # away to change it
  # growth:
  #   2026: "2"
  #   2027: "2"
  #   2028: "2"

tables:
  # classes / classes
  classes:
    - id: row-1
      title:
      # weight / weight
      weight:
  # items / items
  items:
    - id: row-1
      title:
      # sort / sort
        # wages: wages / wages
        # power: power / power
      sort:
      # class_of / class_of
      # 表 classes 中一行的 id / the id of a row of the table classes
      # 可以不填 / may be left empty
      class_of:
      # amount（元） / amount (yuan)
      amount:
      # trips（trip） / trips (trip)
      # 可以不填 / may be left empty
      trips:
  # stages / stages
  # 各行按placed由小到大 / rows in the order of placed, each above the one before
  stages:
    - id: row-1
      title:
      # placed（年） / placed (year)
      placed:
      # spent（元） / spent (yuan)
      spent:
"""


def test_the_template_says_of_each_figure_what_it_is() -> None:
    method = changed(
        more("parameters", entry=named("fixed", unit="percent", value="14")),
        more("parameters", entry=named("floor", unit="percent", min="1")),
        more("parameters", entry=named("cap", unit="percent", max="9")),
        more("parameters", entry=named("free", unit="percent")),
        at("tables", 1, "columns", 1, optional=True),
        more("inputs", entry=named("staff", unit="1", default="20")),
        more("inputs", entry=named("growth", unit="percent", scope="year", default="2")),
    )
    assert figures_template(method, method.versions[0], ON) == TEMPLATE


@pytest.mark.parametrize(
    ("scope", "of_line", "asked"),
    [("cycle", "cycle", False), ("year", "cycle", True), ("cycle", "year", True)],
)
def test_years_are_asked_for_where_anything_is_by_year(
    scope: str, of_line: str, asked: bool
) -> None:
    method = changed(
        at(inputs=[named("cost", unit="yuan", scope=scope)]),
        at("blocks", 0, lines=[line("doubled", "yuan", "2 * 3", scope=of_line)]),
    )
    written = figures_template(method, method.versions[0], ON)
    assert ("years: [2026, 2027, 2028]" in written.splitlines()) == asked


def test_a_template_asks_for_nothing_that_the_method_has_not() -> None:
    bare = changed(
        *(without(part) for part in ("switches", "parameters", "tables", "results")),
        at(inputs=[named("cost", unit="yuan")]),
        at("blocks", 0, lines=[line("doubled", "yuan", "cost * 2")]),
    )
    assert figures_template(bare, bare.versions[0], ON).splitlines()[2:] == [
        "method: test/small",
        "on: 2026-03-01",
        "",
        "inputs:",
        "  # cost（元） / cost (yuan)",
        "  cost:",
    ]
