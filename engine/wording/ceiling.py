"""Sentences of `engine.ceiling`: the draft of a tariff, and what is wrong with a problem."""

SENTENCES = {
    # the draft
    "draft_title": ("{title}（草案）", "{title} (draft)"),
    "draft_watermark": (
        "草案：未经授权主体核定、公布，不得据以收费",
        "Draft: not set or published by the authorising body; nothing may be charged by it",
    ),
    "draft_watermark_and": (
        "草案：未经授权主体核定、公布，不得据以收费；{other}",
        "Draft: not set or published by the authorising body; nothing may be charged by it. {other}",
    ),
    "draft_note": (
        "由该核定存证的最高准许收入，按方法 {rule}（{reading}）测算；各项依据见存证",
        "from the maximum permitted revenue of this determination by {rule} ({reading}); what each "
        "figure rests on stands in the record",
    ),
    "draft_component": ("{product}服务费上限", "Ceiling of the fee for {product}"),
    # faults
    "no_rule_in_force": (
        "这一天没有生效的上限测算方法；请改用其他日期或方法",
        "no version of this method is in force on the day; give another day or method",
    ),
    "not_a_ceiling": (
        "草案须参照一份上限收费标准（role: ceiling）",
        "a draft is modelled on a document of ceilings (role: ceiling)",
    ),
}
