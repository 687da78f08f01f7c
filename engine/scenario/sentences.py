"""Sentences of `engine.scenario`: levers, labels of steps, headings, and faults."""

SENTENCES = {
    "rest_out": ("全部表格的工作簿：--out 文件.xlsx", "all tables as a workbook: --out FILE.xlsx"),
    # levers
    "lever_yield": ("十年期国债收益率", "10-year treasury yield"),
    "lever_spread": ("加点", "Spread"),
    "lever_free_share": ("无偿供给多占的份额", "More of joint cost to free supply"),
    "lever_demand": ("需求年增长", "Growth of demand a year"),
    "unit_yield": ("%", "%"),
    "unit_spread": ("个百分点", "points"),
    "unit_free_share": ("个百分点", "points"),
    "unit_demand": ("%", "%"),
    # labels of steps
    "base": ("基准", "Base"),
    "sensitivity": ("敏感性分析", "sensitivity"),
    "growth": ("需求年增长率", "growth of demand a year"),
    "capped_price": ("{product}：以上限为限的收费", "{product}: price, at most the ceiling"),
    "list_price": ("{product}：运营机构收费", "{product}: operator's price"),
    "forecast_at": ("作出预测时的价格", "price at which the forecast was made"),
    "price_times_quantity": ("收费 × 数量", "price × quantity"),
    "product_income": ("{product}：收入", "{product}: income"),
    "within_ceiling": ("收费不高于上限", "the price is at or under the ceiling"),
    "income": ("{year} 年收入", "income of {year}"),
    "recovery": ("{year} 年收入减最高准许收入", "income of {year} less the maximum"),
    "cycle_maximum": ("周期最高准许收入", "maximum permitted revenue of the cycle"),
    "cycle_income": ("周期收入", "income of the cycle"),
    "cycle_recovery": (
        "周期超额收入（负数为不足）",
        "over-recovery of the cycle (negative: short)",
    ),
    "change_maximum": ("周期最高准许收入的变化", "change of the maximum of the cycle"),
    "change_income": ("周期收入的变化", "change of the income of the cycle"),
    "change_recovery": ("周期超额收入的变化", "change of the over-recovery of the cycle"),
    # headings
    "years_title": ("各年结果：{run}", "Each year: {run}"),
    "year": ("年度", "Year"),
    "product": ("产品", "Product"),
    "maximum": ("最高准许收入", "Maximum permitted revenue"),
    "forecast": ("预测数量", "Forecast quantity"),
    "ceiling": ("上限收费标准", "Ceiling"),
    "at_ceilings": ("按上限计的收入", "Income at the ceilings"),
    "price": ("收费", "Price charged"),
    "above": ("原价高于上限，按上限计", "Was above the ceiling, capped"),
    "charged": ("收入", "Income"),
    "over": ("超额收入（负数为不足）", "Over-recovery (negative: short)"),
    "comparison_title": ("与基准比较：{run}", "Against the base: {run}"),
    "step": ("步骤", "Step"),
    "to": ("调至", "Moved to"),
    "whole_year": ("全年", "Whole year"),
    "whole": ("合计变化", "Whole change"),
    "sensitivity_title": (
        "敏感性：对周期最高准许收入的影响",
        "Sensitivity: effect on the maximum of the cycle",
    ),
    "lever": ("调节项", "Lever"),
    "down": ("调低", "Down"),
    "up": ("调高", "Up"),
    "down_change": ("调低的影响", "Effect of down"),
    "up_change": ("调高的影响", "Effect of up"),
    "order_note": (
        "调节项依次变动，每一步的影响取决于先后顺序；各步之和等于合计变化",
        "the levers are moved one after the other; each effect depends on the order, and they add "
        "up to the whole change",
    ),
    "refused": ("不允许：{why}", "not allowed: {why}"),
    "over_by": ("超额 {amount} 元", "over by {amount}"),
    "short_by": ("不足 {amount} 元", "short by {amount}"),
    "answer": (
        "{run}：周期最高准许收入 {maximum} 元，比基准 {change} 元；收入 {income} 元，{recovery}",
        "{run}: maximum of the cycle {maximum} yuan, {change} against the base; income {income}, "
        "{recovery}",
    ),
    "answer_base": (
        "{run}：周期最高准许收入 {maximum} 元；收入 {income} 元，{recovery}",
        "{run}: maximum of the cycle {maximum} yuan; income {income}, {recovery}",
    ),
    # the command
    "argument_file": ("情景文件（YAML）", "scenario file (YAML)"),
    # faults
    "share_out_of_range": (
        "成本池“{pool}”的有偿使用比例将为 {share}%，应在 0 至 100% 之间",
        "paid use would have {share} % of the pool {pool}; 0 to 100 % is expected",
    ),
    "tolerance": (
        "by: program 须写 tolerance（容许比例，%）；by: full_cost 不写",
        "by: program needs a tolerance in per cent; by: full_cost has none",
    ),
    "order": (
        "order 应把 yield、spread、free_share、demand 各列一次",
        "order lists yield, spread, free_share and demand, each once",
    ),
    "repeated": (
        "情景编号重复，或用了保留的编号 base；每个编号只能用一次",
        "a scenario's id is used twice, or is the reserved id base; use each once",
    ),
}
