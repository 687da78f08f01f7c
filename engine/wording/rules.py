"""Sentences of `engine.rules`: faults of tables and of facts, and labels of decisions."""

SENTENCES = {
    # labels
    "result": ("{title}：{value}", "{title}: {value}"),
    "undetermined": ("{title}：尚不能确定", "{title}: not yet determined"),
    "not_known": ("{title}：未知", "{title}: not known"),
    "no_rule": ("没有规则适用", "no rule applies"),
    "or": ("{one}或者{other}", "{one} or {other}"),
    "and": ("{one}；{other}", "{one}; {other}"),
    "with": ("{one}，{other}", "{one}, {other}"),
    "nothing": ("无", "none"),
    # facts that are given
    "no_such_fact": (
        "规则不问这个事实；可以填写：{allowed}",
        "the rules do not ask this; they know: {allowed}",
    ),
    "not_a_value": ("应为下列之一：{allowed}", "one of these is expected: {allowed}"),
    "not_within": ("应为 {allowed} 范围内的值", "a value within {allowed} is expected"),
    "too_many": (
        "未知的事实太多，需要区分的情形超过 {limit} 种；请先补充一些事实",
        "too many facts are unknown: more than {limit} cases would have to be told apart; give some of them first",
    ),
    # documents read together
    "unlike": (
        "这个事实由另一份文件的结论给出，取值应与之一致：{allowed}",
        "another document decides this; the values should be the same: {allowed}",
    ),
    "circle": (
        "这张表直接或间接用到了自己的结论",
        "this table uses its own output, directly or through others",
    ),
    # tables
    "not_a_cell": (
        "应写一个值、一个列表（其中之一）或“not: …”",
        "write one value, a list (one of them), or `not: …`",
    ),
    "no_such_default": (
        "选项“{switch}”的默认值 {default} 不在其取值之中",
        "the default {default} of the switch {switch} is not one of its values",
    ),
    "unknown_fact": (
        "此处引用的事实不存在，也不是前面表格的结论；可用：{allowed}",
        "this is neither a fact nor the output of a table before this one; there are: {allowed}",
    ),
    "unknown_value": (
        "取值不在声明的范围内；可用：{allowed}",
        "this value is not declared; there are: {allowed}",
    ),
    "empty_interval": (
        "区间是空的，没有任何数值或日期满足",
        "this interval is empty: no number or day lies in it",
    ),
    "not_an_interval": (
        "应为一个数值或日期，或区间，例如 >= 3、(0, 100)、[2026-01-01, 2026-12-31]",
        "write a number or a day, or an interval such as >= 3, (0, 100), [2026-01-01, 2026-12-31]",
    ),
    "unknown_output": (
        "本表没有声明这项结论；已声明：{allowed}",
        "the table declares no such output; it declares: {allowed}",
    ),
    "output_missing": (
        "没有写出这项结论：{output}",
        "the rule does not say what becomes of {output}",
    ),
    "repeated": ("编号重复；每个编号只能用一次", "this name is used twice; use each once"),
    "reserved": (
        "any 和 none 是保留字，不能作为取值编号",
        "any and none are reserved and cannot be a value's name",
    ),
    "gap": (
        "有情形没有规则可以适用：{case}",
        "no rule decides this case: {case}",
    ),
    "gap_everywhere": ("任何情形", "any case"),
    "dead_rule": (
        "这条规则永远不会起作用：它的条件不能成立，或前面的规则已全部涵盖",
        "this rule never decides: its conditions cannot hold, or the rules before it cover it",
    ),
    "not_covered": (
        "本表需区分的情形超过 {limit} 种，是否有遗漏或无效规则没有检查完",
        "more than {limit} cases have to be told apart here; gaps and dead rules were not all looked for",
    ),
}
