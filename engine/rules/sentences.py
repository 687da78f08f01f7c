"""Sentences of `engine.rules`: faults of tables and of facts, and labels of decisions."""

SENTENCES = {
    # labels
    "result": ("{title}：{value}", "{title}: {value}"),
    "undetermined": ("{title}：尚不能确定", "{title}: not yet determined"),
    "not_known": ("{title}：未知", "{title}: not known"),
    "presumed": ("{title}：{value}（没有说明，推定）", "{title}: {value} (not said, presumed)"),
    "given": ("{title}（{fact}）：{value}", "{title} ({fact}): {value}"),
    "no_rule": ("没有规则适用", "no rule applies"),
    "conflict": ("规则互相冲突", "the rules contradict each other"),
    "or": ("{one}或者{other}", "{one} or {other}"),
    "and": ("{one}；{other}", "{one}; {other}"),
    "with": ("{one}，{other}", "{one}, {other}"),
    "carrying": ("{value}（并给出：{facts}）", "{value} (with: {facts})"),
    "collected": ("包括“{value}”", "includes “{value}”"),
    "not_collected": ("不包括", "does not include it"),
    # two versions compared
    "only_before": ("只在原文件中有：{name}", "only the earlier document knows: {name}"),
    "only_after": ("只在新文件中有：{name}", "only the later document knows: {name}"),
    "default_changed": (
        "“{name}”未作选择时，由“{before}”改为“{after}”",
        "{name}: where nothing is chosen, from “{before}” to “{after}”",
    ),
    "hit_changed": (
        "“{name}”由逐项汇总改为单一结论，或者相反，没有比较",
        "“{name}” was collected and is now decided once, or the other way round: not compared",
    ),
    "unlike_facts": (
        "两份文件对这个事实的问法不同（类型或者单位不同），无法比较",
        "the two documents ask this fact in different ways (type or unit): they cannot be compared",
    ),
    # facts that are given
    "no_such_fact": (
        "规则不问这个事实；可以填写：{allowed}",
        "the rules do not ask this; they know: {allowed}",
    ),
    "contradictory": (
        "互相矛盾：{why}。{facts}",
        "these contradict each other: {why}. {facts}",
    ),
    "not_one_value": (
        "应写一个值：取值编号、true 或 false、数字或日期",
        "write one value: the id of a value, true or false, a number or a day",
    ),
    "not_a_value": ("应为下列之一：{allowed}", "one of these is expected: {allowed}"),
    "not_within": ("应为 {allowed} 范围内的值", "a value within {allowed} is expected"),
    "unlike_lengths": (
        "各列的行数应相同：第一列为 {length} 行",
        "all columns should be as long as the first: {length} rows",
    ),
    "too_many": (
        "未知的事实太多，需要区分的情形超过 {limit} 种；请先补充一些事实",
        "too many facts are unknown: more than {limit} cases would have to be told apart; give some of them first",
    ),
    "contradiction": (
        "这一情形同时符合互相冲突的规则（{rules}），不能得出结论",
        "rules that contradict each other ({rules}) match this case: nothing can be decided",
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
    "one_sided": (
        "这个事实只有说向一边的取值：另一边的取值也要写明",
        "the values of this fact speak one way only: say which speaks the other way",
    ),
    "gap": (
        "有情形没有规则可以适用：{case}。例如：{example}",
        "no rule decides this case: {case}. For example: {example}",
    ),
    "overlap": (
        "有情形同时符合两条规则（{rules}），而本表一种情形只能符合一条：{case}。例如：{example}",
        "two rules match this case ({rules}), and only one may in this table: {case}. For example: {example}",
    ),
    "conflict_of": (
        "有情形同时符合两条规则（{rules}），而两者的结论不同：{case}。例如：{example}",
        "two rules match this case ({rules}) and do not agree: {case}. For example: {example}",
    ),
    "more_cases": (
        "还有同类的情形，此处只列出 {limit} 组",
        "there are more such cases; {limit} groups of them are told here",
    ),
    "gap_everywhere": ("任何情形", "any case"),
    "dead_rule": (
        "这条规则永远不会起作用：符合它的情形，前面的规则（{by}）已全部涵盖",
        "this rule never decides: the rules before it ({by}) decide every case that it matches",
    ),
    "impossible_rule": (
        "这条规则永远不会起作用：它的条件不可能同时成立",
        "this rule never matches: its conditions cannot hold together",
    ),
    "not_covered": (
        "本表的情形过于繁多（超过 {limit} 步），是否有遗漏、重叠或无效规则没有检查完",
        "the cases of this table are too many (over {limit} steps): gaps, overlaps and dead rules were not all looked for",
    ),
}
