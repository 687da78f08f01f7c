"""Sentences of `engine.reconcile`: what is compared, and what cannot be."""

SENTENCES = {
    "determination": (
        "{operator}，{first}—{last} 年（{stage}）",
        "{operator}, {first}–{last} ({stage})",
    ),
    "evaluation": (
        "{operator}，{first}—{last} 年评估",
        "{operator}, evaluation of {first}–{last}",
    ),
    "method_of_day": ("{id}（{on}）", "{id} ({on})"),
    "law": ("测算方法", "the method"),
    "cannot_be_mixed": (
        "{name}：另一份中有它无法采用的数据，差额不能逐项分解",
        "{name}: the other has data that it cannot take, so that the gap cannot be split",
    ),
    "two_kinds": (
        "应为两份核定、两份评估，或者两份报价",
        "two determinations, two evaluations, or two quotes are expected",
    ),
    # quotes
    "quote": ("{customer}，{on} 报价", "{customer}, quote of {on}"),
    "no_amount": (
        "这份报价没有金额（尚缺事实、不予提供或没有价格），不能比较",
        "this quote gives no amount (facts are missing, it is refused, or has no price) to compare",
    ),
    "two_moneys": (
        "两份报价的币种不同（{first}、{second}），不能比较",
        "the two quotes are in different money ({first}, {second}) and cannot be compared",
    ),
    "line": ("{product}（第 {number} 行）", "{product} (line {number})"),
    "so_many": ("{count} 项", "{count} entries"),
    "asked_otherwise": ("取值", "value"),
    "asked_all": ("各项一并", "all of it together"),
    "asked_on": ("日期", "day"),
    "asked_tariff": ("收费标准及所用", "tariff, and what is used"),
    "asked_customer": ("用户", "customer"),
    "asked_operator": ("运营机构", "operator"),
    "asked_scenario": ("应用场景", "application scenario"),
    "asked_use": ("用途的事实", "facts of the use"),
    "asked_facts": ("计价条件", "facts on which prices depend"),
    "asked_parts": ("用途的各部分", "parts of the use"),
    "asked_changes": ("自某日起的变化", "what changes from a day on"),
    "asked_position": ("此前所用", "what was used before"),
    "asked_waived": ("不收费", "charge waived"),
    "asked_compared_with": ("比照的用户", "like customer"),
    "asked_quantity": ("数量", "quantity"),
    "asked_distinct": ("各不相同", "each something else"),
    "asked_counts": ("各计量数", "numbers by unit"),
    "asked_events": ("逐次请求", "dated requests"),
    "asked_history": ("此前的请求", "requests before"),
    "asked_correction": ("更正", "correction"),
    "asked_prior": ("此前数量", "units before"),
    "asked_span": ("订阅期间", "days covered"),
    "asked_since": ("合同起日", "first day of the contract"),
    "asked_keys": ("所涉主体", "whom it concerns"),
}
