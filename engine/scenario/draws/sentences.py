"""Sentences of `engine.scenario.draws`: what is drawn, where it lies, and faults."""

SENTENCES = {
    "no_list_drawn": (
        "按价目表收费的产品，其数量不能抽取：每次抽取都须另出一套账单；写明 price 再抽取",
        "the quantity of a product that is charged by a price list cannot be drawn: there would be"
        " other bills in every draw; say a price instead",
    ),
    "drawn": (
        "抽取 {count} 次（种子 {seed}），各数相互独立：",
        "{count} draws (seed {seed}), each number on its own:",
    ),
    "evenly_between": ("{path}：{low} 至 {high}，均匀分布", "{path}: {low} to {high}, uniform"),
    "likely_between": (
        "{path}：{low} 至 {high}，{likely} 最可能（三角分布）",
        "{path}: {low} to {high}, {likely} likeliest (triangular)",
    ),
    "around": (
        "{path}：均值 {mean}，标准差 {deviation}（正态分布）",
        "{path}: mean {mean}, standard deviation {deviation} (normal)",
    ),
    "draws_title": ("各次抽取的结果（各年合计）", "What the draws come to, all years together"),
    "draws_by_year": ("各次抽取的结果（逐年）", "What the draws come to, year by year"),
    "place": ("{place}% 的结果不高于", "{place} % are at most"),
    "drawn_maximum": ("最高准许收入", "maximum permitted revenue"),
    "drawn_income": ("收入", "income"),
    "drawn_recovery": ("超额收入（负数为不足）", "over-recovery (negative: short)"),
    "drawn_excess": ("应扣减的超额收入", "excess to be deducted"),
    "drawn_profit": ("税后利润", "profit after tax"),
    "share_excess": (
        "{share}% 的结果有应扣减的超额收入",
        "in {share} % there is an excess to deduct",
    ),
    "share_loss": ("{share}% 的结果各年合计亏损", "in {share} % there is a loss over all years"),
    "share_above": (
        "{share}% 的结果中，{product}的收费在某一年高于上限",
        "in {share} % the price of {product} is above its ceiling in some year",
    ),
    "alone_title": (
        "每个不确定的数单独变动时，超额收入的变化",
        "What each uncertain number changes of the over-recovery, alone",
    ),
    "number": ("不确定的数", "Uncertain number"),
    "least": ("最小", "Least"),
    "greatest": ("最大", "Greatest"),
    "over_by_least": ("取最小值的影响", "Effect of the least"),
    "over_by_greatest": ("取最大值的影响", "Effect of the greatest"),
    "no_uncertainty": (
        "情景文件没有写 uncertain：哪些数不确定",
        "the scenario file has no `uncertain`: which numbers are",
    ),
    "draws": ("批量模拟", "draws"),
    "no_number_there": ("这个位置没有可以改动的数", "no number stands there to be moved"),
    "not_drawable": (
        "测算方法不单独使用这个数，不能批量抽取；请用 sweep 逐个计算",
        "the method takes this number only computed with others, so that it cannot be drawn; use "
        "sweep, which runs one after another",
    ),
    "unlike_draws": ("各数抽取的次数应当相同", "every number is drawn equally often"),
    "no_program_drawn": (
        "批量模拟只按成本分摊上限（full_cost）",
        "draws set ceilings by full cost (full_cost) alone",
    ),
}
