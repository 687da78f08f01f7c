"""Sentences of `engine.ceiling`: the draft of a tariff, and what is wrong with a problem."""

SENTENCES = {
    "rest_out": ("拟定的价目文件：--out 文件", "the drafted tariff: --out FILE"),
    # the draft
    "draft_title": ("{title}（草案）", "{title} (draft)"),
    "draft_watermark": (
        "草案：未经授权主体核定、公布，不得据以收费",
        "Draft: not set or published by the authorising body; nothing may be charged by it",
    ),
    "draft_watermark_and": (
        "{mark}；{other}",
        "{mark}. {other}",
    ),
    "draft_note": (
        "由该核定存证的最高准许收入，按方法 {rule}（{reading}）测算；各项依据见存证",
        "from the maximum permitted revenue of this determination by {rule} ({reading}); what each "
        "figure rests on stands in the record",
    ),
    "draft_component": ("{product}服务费上限", "Ceiling of the fee for {product}"),
    # the command
    "argument_record": ("核定存证（record.json）", "record of a determination (record.json)"),
    "option_by": (
        "分摊方法：full_cost 按成本分摊，program 在容许范围内取收入最多；默认用方法文件的默认值",
        "full_cost, or program for most revenue within a tolerance; by default as the method says",
    ),
    "option_tolerance": (
        "program 容许超出足额价格的比例：0.1% 或 0.001",
        "for program, how far above its full price a ceiling may be: 0.1% or 0.001",
    ),
    "option_year": ("哪一年的上限；默认周期首年", "the year; by default the first of the cycle"),
    "option_rule": (
        "上限测算方法的编号；默认为核定方法写明的一份（uses.ceilings）",
        "id of the method for ceilings; by default the one that the determination's names",
    ),
    "option_out": (
        "把草案写成收费标准文件，例如 tariffs/demo/ceilings-2026.yaml",
        "write the draft as a tariff document, such as tariffs/demo/ceilings-2026.yaml",
    ),
    "option_id": (
        "草案编号；默认取文件路径的最后两段",
        "id of the draft; by default the last two parts of the path",
    ),
    "option_like": (
        "草案参照的上限文件编号；默认同目录的第一份",
        "id of the ceilings that the draft is modelled on; by default the first in its folder",
    ),
    "option_from": ("草案拟定的施行日", "first day proposed"),
    "option_until": ("草案拟定的截止日", "last day proposed"),
    "headline": ("{year} 年上限收费标准（{reading}）", "Ceilings of {year} ({reading})"),
    "headline_price": ("  {product}  {price} 元/{unit}", "  {product}  {price} yuan per {unit}"),
    "marks": ("不含增值税；{marks}", "without VAT; {marks}"),
    "column_product": ("产品", "product"),
    "column_full_price": ("足额价格", "full price"),
    "column_tick": ("最小计价单位", "tick"),
    "column_ceiling": ("上限", "ceiling"),
    "column_quantity": ("预测数量", "forecast quantity"),
    "column_product_revenue": ("上限 × 数量", "ceiling × quantity"),
    "sum": ("上限 × 预测数量合计", "Σ ceiling × forecast quantity"),
    "maximum": ("最高准许收入", "maximum permitted revenue"),
    "left": ("未用足", "left unused"),
    "within_tolerance": (
        "各产品上限超出足额价格的幅度不大于 {percent}%",
        "no ceiling is more than {percent} % above its full price",
    ),
    "between": (
        "  {product}：最低 {lowest} 元，最高 {highest} 元",
        "  {product}: at least {lowest} and at most {highest} yuan",
    ),
    "no_lowest": (
        "  {product}：最高 {highest} 元，没有下限，可能为零",
        "  {product}: at most {highest} yuan, with no lower bound: it may be 0",
    ),
    "proved": (
        "已证明：允许的价格档中没有别的组合收入更多",
        "proved: no other ticks allowed raise more",
    ),
    "not_proved": (
        "未能证明收入最多；任何组合都不会超过 {attainable} 元",
        "not proved to be the most; no ticks can raise more than {attainable} yuan",
    ),
    "years_differ": (
        "各年最高准许收入不同，本表只适用于 {year} 年",
        "the maximum differs between years; this is of {year} only",
    ),
    "drafted": ("草案已写入 {file}", "the draft was written to {file}"),
    # faults
    "no_determination": (
        "这不是核定存证；请给出 dingjia determine --out 写出的 record.json",
        "this is no record of a determination; give the record.json of dingjia determine --out",
    ),
    "needs_tolerance": (
        "program 须写明 --tolerance，例如 0.1%；0 表示不容许超出",
        "program needs --tolerance, such as 0.1%; 0 allows no excess",
    ),
    "tolerance_unused": (
        "full_cost 不容许超出足额价格；请改用 --by program，或去掉 --tolerance",
        "full_cost allows no excess; use --by program, or leave --tolerance out",
    ),
    "bad_tolerance": (
        "应为比例，例如 0.1% 或 0.001",
        "a share is expected, such as 0.1% or 0.001",
    ),
    "path_not_id": (
        "文件路径应以编号结尾：…/{id}.yaml",
        "the path should end in the id: …/{id}.yaml",
    ),
    "no_pattern": (
        "同目录下没有可参照的上限文件；请用 --like 指定",
        "there is no document of ceilings in that folder; name one with --like",
    ),
    "not_a_ceiling": (
        "草案须参照一份上限收费标准（role: ceiling）",
        "a draft is modelled on a document of ceilings (role: ceiling)",
    ),
}
