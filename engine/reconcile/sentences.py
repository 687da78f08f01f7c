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
        "应为两份核定，或者两份评估",
        "two determinations, or two evaluations, are expected",
    ),
}
