"""What is wrong with a method, or with what it is given, is named exactly and all at once."""

from __future__ import annotations

import pytest
from builders.methods import faults, figure, solved

from engine.law import Fault, Faults, checked, read_tree
from engine.method import Inputs, Method
from engine.text import Language


def messages(found: list[Fault] | tuple[Fault, ...]) -> list[str]:
    return [fault.message(Language.EN) for fault in found]


def body(*lines: str, more: str = "") -> str:
    """A method of a cost in yuan and a rate, with `lines` in its one block."""
    written = "\n".join(f"          - {{{line}}}" for line in lines)
    return f"""\
    parameters:
      - {{id: rate, title: {{zh: 率, en: rate}}, unit: percent, default: 3}}
    inputs:
      - {{id: cost, title: {{zh: 成本, en: cost}}, unit: yuan}}
{more}    blocks:
      - id: all
        title: {{zh: 全部, en: all}}
        lines:
          - {{id: used, title: {{zh: 用, en: used}}, unit: yuan, formula: cost * fraction(rate)}}
{written}
"""


def line(identifier: str, unit: str, formula: str) -> str:
    return (
        f"id: {identifier}, title: {{zh: 某行, en: Some line}}, unit: {unit}, formula: '{formula}'"
    )


def one(*lines: str, more: str = "") -> str:
    """The one message that a faulty method gives, after the place."""
    found = faults(body(*lines, more=more))
    assert len(found) == 1, messages(found)
    return found[0].message(Language.EN).partition(": ")[2]


def test_a_sound_method_has_no_fault() -> None:
    assert faults(body()) == []


def test_units_that_do_not_add_up() -> None:
    assert "yuan is declared, the formula gives percent*yuan" in one(
        line("profit", "yuan", "rate * cost")
    )
    assert one(line("profit", "yuan/year", "cost")) == (
        "Some line: the units do not add up: yuan/year is declared, the formula gives yuan"
    )
    assert one(line("profit", "yuan", "cost + rate")) == (
        "Some line, character 8: the units do not add up: yuan is expected, percent is found"
    )
    assert "1 is expected" not in one(line("profit", "yuan", "max(cost, rate, 0)"))


def test_units_name_place_and_line_of_the_file() -> None:
    found = faults(body(line("profit", "yuan/year", "cost")))[0]
    assert found.place == "versions[0].blocks[0].lines[1].formula"
    assert found.line == 18
    assert found.value == "cost"


def test_a_unit_is_not_converted_but_may_have_two_names() -> None:
    kilo = "      - {id: power, title: {zh: 电量, en: power}, unit: kWh}\n"
    assert faults(body(line("again", "kilowatt_hour", "power"), more=kilo)) == []
    assert "kWh" in one(line("again", "Wh", "power"), more=kilo)
    assert "there is no such unit" in one(line("again", "yuam", "0"))


def test_calls_are_not_packages() -> None:
    counts = (
        "    units: [{id: call, title: {zh: 次, en: call}}, {id: box, title: {zh: 份, en: box}}]\n"
    )
    inputs = "      - {id: calls, title: {zh: 次数, en: calls}, unit: call}\n"
    bad = line("price", "yuan/box", "cost / calls")
    found = faults(counts + body(bad, more=inputs))
    assert messages(found)[0].endswith("yuan/box is declared, the formula gives yuan/call")


def test_a_unit_of_count_is_no_unit_already() -> None:
    taken = "    units: [{id: hour, title: {zh: 时, en: hour}}]\n"
    (message,) = messages(faults(taken + body()))
    assert "= hour: this is a unit already" in message


def test_a_circle_is_shown() -> None:
    lines = (line("a", "yuan", "b"), line("b", "yuan", "cost + c"), line("c", "yuan", "a"))
    assert one(*lines) == "the lines refer to one another in a circle: a → b → c → a"
    assert one(line("a", "yuan", "a + cost")).endswith("circle: a → a")
    # At the first of them; `used` stands before it.
    assert [fault.place for fault in faults(body(*lines))] == ["versions[0].blocks[0].lines[1]"]


def test_last_year_is_no_circle_unless_it_leads_through_the_cycle() -> None:
    growing = line("stock", "yuan", "prior(stock, cost)").replace(
        "unit: yuan", "unit: yuan, scope: year"
    )
    assert faults(body(growing)) == []
    through = line("stock", "yuan", "prior(stock, whole / 2)").replace(
        "unit: yuan", "unit: yuan, scope: year"
    )
    whole = line("whole", "yuan*year", "sum(y.stock for y in years)")
    assert "circle" in messages(faults(body(through, whole)))[-1]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("cots", "Some line, character 1: there is no line, input, parameter or column cots"),
        ("cost + w.cost", "character 8: w is not a name that a sum's `for` gives"),
        ("cost +", "at character"),
        ("cost % 2", "cost % 2 is not part of the formula language"),
        ("cost ** 2", "yuan is declared, the formula gives yuan**2"),
        ("cost * fraction(rate) ** cost", "1 is expected, yuan is found"),
        ("cost ** fraction(rate)", "1 is expected, yuan is found"),
        ("mean(cost)", "mean is not used like this"),
        ("clip(cost, 0)", "clip is not used like this"),
        ("cost * count(other for r in rows)", "count is not used like this"),
        ("cost // 2", "cost // 2 is not part of the formula language"),
        ("cost.real", "cost is not a name that a sum's `for` gives"),
        ('__import__("os")', "is not part of the formula language"),
        ("cost if rate else 0", "a condition such as a > b is expected"),
        ("(lambda: cost)()", "is not part of the formula language"),
        ("cost * 1e3", "1e3 is not part of the formula language"),
        ("cost * 0x10", "0x10 is not part of the formula language"),
        ("min(cost)", "min is not used like this"),
        ("sum(cost)", "sum is not used like this"),
        ("0 if 1 < cost < 2 else 1", "is not part of the formula language"),
        ("sum(max(r.cost, 0) for r in rows)", "put the rest into a line of its own"),
        (
            "sum(r.cost for r in rows if r.cost > 1 or r.cost < 0)",
            "comparisons of its row; put the rest into a line of its own",
        ),
        ("sum(r.cost for r in rows if max(r.cost, 1) > 1)", "comparisons of its row; put the rest"),
        ("sum(r.cost for r in rows)", "there is no table rows"),
        ("prior(cost, 0)", "cost belongs to cycle"),
        ("cost > 0", "a figure is expected"),
    ],
)
def test_a_formula_that_cannot_be_read(formula: str, said: str) -> None:
    found = messages(faults(body(line("bad", "yuan", formula.replace("'", "''")))))
    assert any(said in message for message in found), found


TABLE = """\
    tables:
      - id: items
        title: {zh: 项, en: items}
        columns:
          - id: sort
            title: {zh: 类, en: sort}
            type: text
            values: [{id: a, title: {zh: 甲, en: A}}, {id: b, title: {zh: 乙, en: B}}]
          - {id: amount, title: {zh: 额, en: amount}, type: number, unit: yuan}
"""


def test_a_missing_case_and_one_too_many() -> None:
    by = (
        "id: kept, title: {zh: 留, en: Kept}, unit: yuan, scope: items, "
        "by: {column: sort, cases: {a: amount, c: 0}}"
    )
    found = messages(faults(body(by, more=TABLE)))
    assert found[0].endswith("Kept: there is no formula for the case b")
    assert found[1].endswith("= c: one of these is expected: a, b")


def test_texts_that_a_column_never_holds() -> None:
    said = one(line("some", "yuan", 'sum(i.amount for i in items if i.sort == "x")'), more=TABLE)
    assert said == 'Some line, character 42: the column never holds x; it holds "a", "b"'


def test_a_table_figure_needs_its_row() -> None:
    assert "amount belongs to items" in one(line("some", "yuan", "amount"), more=TABLE)


def test_switches_parameters_and_inputs_that_do_nothing() -> None:
    more = "      - {id: idle, title: {zh: 闲, en: idle}, unit: yuan}\n"
    assert one(more=more) == "idle: no formula uses it; remove it, or use it in a formula"


def test_bounds_and_defaults() -> None:
    crossed = "unit: percent, default: 3, min: 5, max: 4}"
    found = messages(faults(body().replace("unit: percent, default: 3}", crossed)))
    assert found[0].endswith("= 5: the least is above the greatest, 4")
    assert "the default lies outside the bounds" in found[1]
    for bounds in ("default: 3, min: 3, max: 3", "default: 3, min: 3", "default: 3, max: 3"):
        assert faults(body().replace("default: 3}", f"{bounds}}}")) == []


def test_a_reading_that_is_named_twice_and_a_table_that_is_not_there() -> None:
    switches = """\
    switches:
      - id: basis
        title: {zh: 口径, en: Basis}
        default: gross
        values:
          - {id: gross, title: {zh: 总, en: gross}}
          - {id: net, title: {zh: 净, en: net}}
          - {id: gross, title: {zh: 总, en: gross}}
"""
    by = "id: kept, title: {zh: 留, en: Kept}, unit: yuan, by: {switch: basis, cases: {gross: cost, net: '0'}}"
    (fault,) = faults(switches + body(by))
    assert (fault.place, fault.key, fault.value) == (
        "versions[0].switches[0].values[2].id",
        "law.repeated_entry",
        "gross",
    )
    of = TABLE.replace(
        "            type: text\n            values: [{id: a, title: {zh: 甲, en: A}}, {id: b, title: {zh: 乙, en: B}}]\n",
        "            type: text\n            of: kinds\n",
    )
    assert one(more=of) == "at character 1: there is no table kinds"


def test_names_that_are_taken() -> None:
    assert "this name is taken" in one(line("cost", "yuan", "0"))
    assert "keeps this name for itself" in one(line("sum", "yuan", "0"))


def test_a_line_without_citation_is_refused() -> None:
    from builders.methods import HEAD

    uncited = HEAD.replace(
        "    cites: [{instrument: a rule, article: one, address: a library, evidence: text, applies: directly}]\n",
        "",
    )
    assert uncited != HEAD
    version = checked(Method, read_tree(uncited + body(), "small.yaml")).versions[0]
    from engine.law.model.document import uncited as places

    assert {finding.key for finding in places(version)} == {"law.uncited"}


def test_a_demand_that_divides_by_zero_is_named() -> None:
    demand = (
        "        demands: [{id: dear, title: {zh: 贵, en: dear}, formula: cost / (cost - 1) > 2}]\n"
    )
    of = body().replace("        lines:\n", f"{demand}        lines:\n")
    with pytest.raises(Faults, match="dear cannot be computed") as caught:
        solved(of, Inputs(scalars={"cost": figure(1)}))
    assert caught.value.faults[0].place == "dear"


def test_what_follows_from_a_line_that_cannot_be_computed_is_not_told() -> None:
    """One cause each: of `a`, on which three figures rest, and of `d` beside it."""
    demand = "        demands: [{id: dear, title: {zh: 贵, en: dear}, formula: a > cost}]\n"
    lines = (
        line("a", "yuan", "cost * cost / (cost - cost)"),
        line("b", "yuan", "a + cost"),
        line("c", "yuan", "b + a"),
        line("d", "yuan", "cost / (3 - 3)"),
        line("e", "yuan", "d + c"),
    )
    of = body(*lines).replace("        lines:\n", f"{demand}        lines:\n")
    with pytest.raises(Faults) as caught:
        solved(of, Inputs(scalars={"cost": figure(1)}))
    assert [fault.place for fault in caught.value.faults] == ["a", "d"]


def test_a_faulty_method_computes_nothing() -> None:
    faulty = body(line("a", "yuan", "b"), line("b", "yuan", "a"))
    with pytest.raises(Faults, match="circle"):
        solved(faulty, Inputs(scalars={"cost": figure(1)}))
