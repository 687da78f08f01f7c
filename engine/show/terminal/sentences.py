"""Sentences of results as the terminal shows them."""

SENTENCES = {
    "stage": ("阶段：{stage}", "Stage: {stage}"),
    "stage_after": (
        "阶段：{stage}，接在存证 {former} 之后",
        "Stage: {stage}, after the record {former}",
    ),
    "objection": (
        "异议 {id}（{by}，{on}，针对 {line}）：{said}",
        "Objection {id} ({by}, {on}, against {line}): {said}",
    ),
    "undecided": (
        "! {year} 年「{item}」待审核人员判断：{rule}",
        "! of {year}, “{item}” awaits the reviewer's judgement: {rule}",
    ),
    "judged": (
        "审核人员：{item}（{year} 年）按规则 {by_rule} 元，核定 {reviewed} 元，理由：{reason}",
        "The reviewer: {item} ({year}), {by_rule} yuan by rule, {reviewed} yuan reviewed; reason: "
        "{reason}",
    ),
    "trial": (
        "没有完整年度成本，按预测成本测算试行收费标准：{begins} 至 {ends} 试行",
        "No complete year of accounts: trial prices on forecast costs, from {begins} to {ends}",
    ),
    "authorisation": ("授权：{title}", "Authorisation: {title}"),
    "review_of_year": ("{year} 年成本监审（元）", "Cost review of {year} (yuan)"),
    "rests_on": (
        "结论依赖以下假定、示例，或假定适用的依据：",
        "It rests on these assumptions and on pieces only assumed to apply:",
    ),
    "switched": (
        "口径（非默认）：{title} = {reading}（{name}={value}）",
        "reading (not the default): {title} = {reading} ({name}={value})",
    ),
    "headline": (
        "最高准许收入 {amount} 元/年（{years} 年各年，不含增值税）〔{marks}〕",
        "Maximum permitted revenue {amount} yuan a year ({years}, without VAT) [{marks}]",
    ),
    "headline_by_year": (
        "最高准许收入（不含增值税）〔{marks}〕",
        "Maximum permitted revenue, without VAT [{marks}]",
    ),
    "of_year": ("  {year} 年  {amount} 元", "  {year}  {amount} yuan"),
    "of": (
        "{operator}；成本年度 {accounts}；方法 {method}；核定日 {on}",
        "{operator}; accounts of {accounts}; method {method}; determined {on}",
    ),
    "deducted": (
        "已扣减 {years} 年周期的超额收入 {excess} 元（存证 {record}）；扣减前为 {before} 元/年",
        "The excess of {excess} yuan of the cycle {years} is deducted (record {record}); before it "
        "{before} yuan a year",
    ),
    "cycles_overlap": (
        "! 被评估的周期没有在本周期之前结束，请确认扣减的是上一周期",
        "! the cycle that was evaluated does not end before this one begins: is it the last cycle?",
    ),
    "review": ("成本监审（元）", "Cost review (yuan)"),
    "split": ("有偿使用与无偿提供的分摊（元）", "Split between paid use and free supply (yuan)"),
    "uncovered": (
        "无偿提供未获补助弥补的成本 {amount} 元：只列示，不向付费用户收取",
        "Cost of free supply left uncovered {amount} yuan: shown, never recovered from payers",
    ),
    "lines": ("测算", "Worksheet"),
    "products": ("按产品分摊（扣减前）", "By product (before deduction)"),
    "total": ("合计", "total"),
    "direct": ("直接归属", "direct"),
    "yuan_a": ("元/{unit}", "yuan a {unit}"),
    "effects": (
        "各分摊动因的影响：有偿使用承担的金额（元）",
        "Effect of each driver: what paid use bears (yuan)",
    ),
    "joint_by_product": (
        "有偿使用共同成本按产品分摊（元）",
        "Paid use's joint cost by product (yuan)",
    ),
    "driver_chosen": ("* {driver}（现用）", "* {driver} (in use)"),
    "driver_other": ("  {driver}", "  {driver}"),
    "spread": (
        "选定加点 {points} 个百分点，理由：{reason}",
        "Spread chosen: {points} percentage points; reason: {reason}",
    ),
    "no_reason": ("（未说明，应补充）", "(not stated; it should be)"),
    "declared_yield": (
        "国债收益率采用自报的 {percent}%（未采用公布数据），理由：{reason}",
        "The treasury yield is the declared {percent} %, not a published one; reason: {reason}",
    ),
    "column_item": ("项目", "item"),
    "column_submitted": ("申报", "submitted"),
    "column_reduction": ("核减（负数为核增）", "cut (negative: added)"),
    "column_reviewed": ("核定", "reviewed"),
    "column_rule": ("规则", "rule"),
    "column_clause": ("条款", "provision"),
    "column_marks": ("依据", "marks"),
    "column_pool": ("成本池", "pool"),
    "column_cost": ("金额", "amount"),
    "column_paid_share": ("有偿占比", "paid share"),
    "column_paid": ("有偿", "paid"),
    "column_free": ("无偿", "free"),
    "column_more": ("较现用动因多（负数为少）", "more than now (negative: less)"),
    "column_share": ("占比", "share"),
    "column_driver": ("分摊动因", "driver"),
    "column_line": ("行", "line"),
    "column_value": ("数值", "value"),
    "column_unit": ("单位", "unit"),
    "column_product": ("产品", "product"),
    "column_cost_before_subsidy": ("补助前成本", "cost before subsidy"),
    "column_quantity": ("预测年用量", "forecast quantity"),
    "column_full_price": ("全成本价格", "full price"),
    "column_year": ("年度", "year"),
    "column_income": ("评估收入", "income"),
    "column_permitted": ("最高准许收入", "permitted"),
    "column_above": ("超出（负数为不足）", "above (negative: below)"),
    "column_customer": ("用户", "customer"),
    "column_refund": ("应退还（元）", "refund (yuan)"),
}
