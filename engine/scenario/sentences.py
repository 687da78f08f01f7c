"""Sentences of `engine.scenario`: levers, labels of steps, headings, and faults."""

SENTENCES = {
    "altered": (
        "保存之后内容被改动过，不能采用；请重新保存",
        "its content was altered after it was kept, and cannot be used; save it again",
    ),
    "option_store": (
        "情景文件保存在哪个文件（SQLite）",
        "the file (SQLite) in which scenarios are kept",
    ),
    "no_file": ("list 不需要文件", "list takes no file"),
    "rest_out": (
        "全部表格的工作簿：--out 文件.xlsx；简报：--out 文件.docx 或 .pdf",
        "all tables as a workbook: --out FILE.xlsx; a brief: --out FILE.docx or .pdf",
    ),
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
    "sought": ("目标求解", "goal seek"),
    "growth": ("需求年增长率", "growth of demand a year"),
    "forecast_said": ("{year} 年的预测数量", "forecast quantity of {year}"),
    "deviation": ("{year} 年需求高于预测的比例", "demand above the forecast in {year}"),
    "of_forecast": ("需求对预测的比例", "demand over the forecast"),
    "asked_for": ("实际需求数量", "quantity asked for"),
    "capped_price": ("{product}：以上限为限的收费", "{product}: price, at most the ceiling"),
    "list_price": ("{product}：运营机构收费", "{product}: operator's price"),
    "forecast_at": ("作出预测时的价格", "price at which the forecast was made"),
    "price_times_quantity": ("收费 × 数量", "price × quantity"),
    "product_income": ("{product}：收入", "{product}: income"),
    "within_ceiling": ("收费不高于上限", "the price is at or under the ceiling"),
    "income": ("{year} 年收入", "income of {year}"),
    "recovery": ("{year} 年收入减最高准许收入", "income of {year} less the maximum"),
    "cycle_maximum": ("各年最高准许收入合计", "maximum permitted revenue of all years"),
    "cycle_income": ("各年收入合计", "income of all years"),
    "cycle_recovery": (
        "各年超额收入合计（负数为不足）",
        "over-recovery of all years (negative: short)",
    ),
    "yield_carried_on": (
        "该年收益率尚未公布，沿用上一周期采用的数值；",
        "the yield of that year is not published yet; that of the cycle before is taken",
    ),
    "carried_on": ("下一周期", "the next cycle"),
    "class_quantity": ("{of}：需求数量", "{of}: quantity asked for"),
    "all_charged": ("全部收费用途的需求数量", "quantity of all uses charged"),
    "class_share": ("占收费用途的比例", "share of the uses charged"),
    "customers": ("用户数", "customers"),
    "class_free": ("{of}：无偿使用", "{of}: free of charge"),
    "class_refused": ("{of}：不予提供", "{of}: not supplied"),
    # what a scenario changes
    "changed": ("{title}：{before} → {after}", "{title}: {before} → {after}"),
    "moved_plus": ("加 {by}", "plus {by}"),
    "moved_times": ("乘以 {by}", "times {by}"),
    "there": ("有", "there"),
    "by_default": ("按默认：{reading}", "by default: {reading}"),
    "field_of": ("{name}·{field}", "{name}, {field}"),
    "cycle_number": ("第 {number} 周期", "cycle {number}"),
    "in_cycle": ("第 {number} 周期：{title}", "cycle {number}: {title}"),
    "field_submission": ("申报", "submission"),
    "field_method": ("测算方法", "method"),
    "field_on": ("核定之日", "day of determination"),
    "field_cycles": ("周期数", "number of cycles"),
    "field_ceilings": ("上限收费标准的测算", "how ceilings are set"),
    "field_decisions": ("审核决定", "decisions of the review"),
    "field_decided": ("审核决定：{item}", "decided on {item}"),
    "field_ceilings_by": ("上限的分摊方法", "how the maximum is shared out for ceilings"),
    "field_ceilings_rule": ("上限的测算规则", "method by which ceilings are set"),
    "field_ceilings_tolerance": (
        "上限可超出完全成本价格的幅度（%）",
        "how far a ceiling may exceed the full price (%)",
    ),
    "year_alone": ("{year} 年账目", "accounts of {year}"),
    "field_use_quantity": ("年需求数量", "quantity asked for a year"),
    "field_use_customers": ("用户数", "number of customers"),
    "field_use_takes": ("单位占用：{driver}", "taken by a unit: {driver}"),
    "field_use_product": ("产品", "product"),
    "field_use_scenario": ("应用场景", "application scenario"),
    "field_use_operator": ("运营机构", "operator"),
    "field_later": ("以后各周期", "later cycles"),
    "field_market": ("市场", "market"),
    "field_uses": ("用途结构", "mix of uses"),
    "field_price": ("收费", "price charged"),
    "field_prices": ("收费", "price charged"),
    "field_forecast_at": ("作出预测时的价格", "price of the forecast"),
    "field_response": ("需求对价格的反应", "how demand answers the price"),
    "field_curve": ("需求曲线", "demand curve"),
    "field_elasticity": ("需求价格弹性", "price elasticity of demand"),
    "field_slope": ("每元减少的需求量", "quantity lost for a yuan of price"),
    "field_growth": ("需求年增长率（%）", "growth of demand a year (%)"),
    "field_quantities": ("预测数量", "forecast quantity"),
    "field_deviations": ("需求高于预测的比例（%）", "demand above the forecast (%)"),
    # what it means for whom
    "party_operator": ("运营机构", "Operator"),
    "party_customers": ("用户", "Customers"),
    "party_authority": ("价格主管部门", "Price authority"),
    "party_treasury": ("财政", "Treasury"),
    "party_income": ("收入", "income"),
    "party_operating_cost": ("有偿使用的经营成本", "operating cost of paid use"),
    "party_free_uncovered": (
        "自行负担的无偿提供成本",
        "cost of free supply that no subsidy covers",
    ),
    "party_profit_before_tax": ("税前利润", "profit before tax"),
    "party_profit": ("税后利润", "profit after tax"),
    "party_cost_recovered": ("收入对成本的比率", "income over cost"),
    "party_bill": ("{of}：付费", "{of}: paid"),
    "party_bill_each": ("{of}：每户付费", "{of}: paid by each"),
    "party_surplus": ("{of}：与预测价格相比的得益", "{of}: gain against the price of the forecast"),
    "party_maximum": ("最高准许收入", "maximum permitted revenue"),
    "party_actual": ("实际收入", "actual income"),
    "party_recovery": ("超额收入（负数为不足）", "over-recovery (negative: short)"),
    "party_deduction": ("本年扣减以前周期的超额收入", "deducted for earlier cycles"),
    "party_free_cost": ("无偿提供的成本", "cost of free supply"),
    "party_free_carried": ("其中由运营机构负担", "of which the operator carries"),
    "party_vat_due": ("应缴增值税", "value added tax due"),
    "party_surcharges": ("税金附加", "surcharges"),
    "party_income_tax": ("企业所得税", "income tax"),
    "party_subsidies": ("政府补助", "subsidies"),
    "party_asset_subsidies": ("对资产的补助（一次）", "grants for assets (once)"),
    # headings
    "years_title": ("各年结果：{run}", "Each year: {run}"),
    "year": ("年度", "Year"),
    "product": ("产品", "Product"),
    "maximum": ("最高准许收入", "Maximum permitted revenue"),
    "forecast": ("预测数量", "Forecast quantity"),
    "ceiling": ("上限收费标准", "Ceiling"),
    "at_ceilings": ("按上限计的收入", "Income at the ceilings"),
    "wanted": ("运营机构收费", "Operator's price"),
    "price": ("依法可收", "May be charged"),
    "asked": ("实际需求数量", "Quantity asked for"),
    "above": ("原价高于上限，按上限计", "Was above the ceiling, capped"),
    "charged": ("收入", "Income"),
    "over": ("超额收入（负数为不足）", "Over-recovery (negative: short)"),
    "comparison_title": ("从“{first}”到“{second}”", "From {first} to {second}"),
    "side_by_side": ("各情景并列", "Scenarios side by side"),
    "change": ("改动", "Change"),
    "changes_title": ("改动：{run}", "What it changes: {run}"),
    "moved": ("改动内容", "What differs"),
    "changed_from": ("基准", "Base"),
    "changed_to": ("情景", "Scenario"),
    "run": ("情景", "Scenario"),
    "against_base": ("比基准", "Against the base"),
    "cycles_title": ("各周期评估和扣减：{run}", "Evaluation and deduction by cycle: {run}"),
    "cycle": ("周期", "Cycle"),
    "income_of_cycle": ("收入", "Income"),
    "maximum_of_cycle": ("最高准许收入", "Maximum permitted revenue"),
    "excess": ("应扣减的超额收入", "Excess to be deducted"),
    "taken": ("本周期扣减", "Deducted in this cycle"),
    "left": ("留待以后", "Carried on"),
    "parties_title": ("对各方的影响：{run}", "What it means for whom: {run}"),
    "party": ("对象", "Party"),
    "figure": ("项目", "Figure"),
    "whole_year": ("全年", "Whole year"),
    "whole": ("合计变化", "Whole change"),
    "sensitivity_title": (
        "敏感性：对各年最高准许收入合计的影响",
        "Sensitivity: effect on the maximum of all years",
    ),
    "lever": ("调节项", "Lever"),
    "down": ("调低", "Down"),
    "up": ("调高", "Up"),
    "down_change": ("调低的影响", "Effect of down"),
    "up_change": ("调高的影响", "Effect of up"),
    "shares_note": (
        "每项的影响是它在各种先后顺序下影响的平均值，与顺序无关，各项之和等于合计变化",
        "the effect of each change is the average over all orders in which they can be made; they "
        "add up to the whole change",
    ),
    "shares_drawn": (
        "改动较多，只抽取了 {orders} 种先后顺序；平均值的标准误差不超过 {error} 元",
        "there are many changes; {orders} orders were drawn, and the standard error of an effect is "
        "at most {error} yuan",
    ),
    "refused": ("不允许：{why}", "not allowed: {why}"),
    "over_by": ("超额 {amount} 元", "over by {amount}"),
    "short_by": ("不足 {amount} 元", "short by {amount}"),
    "answer": (
        "{run}：最高准许收入 {maximum} 元，比基准 {change} 元；收入 {income} 元，{recovery}",
        "{run}: maximum {maximum} yuan, {change} against the base; income {income}, {recovery}",
    ),
    "answer_base": (
        "{run}：最高准许收入 {maximum} 元；收入 {income} 元，{recovery}",
        "{run}: maximum {maximum} yuan; income {income}, {recovery}",
    ),
    "of_years": ("以下金额为 {first}–{last} 年合计", "Amounts are of {first} to {last} together"),
    "changes_said": ("改动：{changes}", "Changes: {changes}"),
    "unlawful": (
        "收费高于上限，依法只能按上限收取，收入已按上限计：{products}",
        "prices above their ceilings, which is unlawful; income is counted at the ceilings: "
        "{products}",
    ),
    "in_years": ("{product}（{years} 年）", "{product} ({years})"),
    "several": ("{title}（{count} 处）", "{title} ({count} values)"),
    "yield_told": (
        "第 {number} 周期的国债收益率尚未公布，沿用上一周期的数值（假定）",
        "the treasury yield of cycle {number} is not published yet; that of the cycle before is "
        "assumed",
    ),
    "price_above_ceiling": (
        "{product}的收费在周期内某年高于上限",
        "{product}: its price lies above the ceiling of some year",
    ),
    # the command
    "action": (
        "compare 并列比较；explain 把两个情景之差分解到各项改动；simulate 多次抽样；sweep、seek、frontier 改动一个数；"
        "readings 各情景首个周期在每种法规口径下的结果；inputs 列出可以改动的输入；save、list 保存和列出",
        "compare: side by side; explain: share the difference between two out over their changes; "
        "simulate: draw what is uncertain; sweep, seek, frontier: move one number; readings: the first "
        "cycle of each under every reading of the law; inputs: what may be changed; save, list: keep "
        "files under ids",
    ),
    "option_change": (
        "改动哪一个数，如 submission.spread.value、market.产品.price、levers.free_share",
        "the number to move, such as submission.spread.value, market.PRODUCT.price, "
        "levers.free_share",
    ),
    "option_aim": (
        "看哪一个结果：maximum、income、recovery、profit、surplus 或 room.产品（上限减收费的最小值）；frontier 写两个",
        "the figure looked at: maximum, income, recovery, profit, surplus, or room.PRODUCT (the least "
        "of ceiling less price); frontier takes two",
    ),
    "option_target": ("要达到的值（默认 0）", "the value to be reached (by default 0)"),
    "option_between": ("在哪两个数之间", "between which two numbers"),
    "option_step": ("步长", "the step"),
    "needs_change": (
        "请用 --change 写明改动哪一个数，用 --between 写明范围，用 --step 写明步长",
        "name the number with --change, its range with --between, the step with --step",
    ),
    "not_a_range": (
        "--between 应写两个数，由小到大；--step 大于 0，最多 {most} 步",
        "--between takes two numbers, the smaller first; --step is above 0, at most {most} steps",
    ),
    "sweep_title": ("{change} 变动时：{aim}", "As {change} moves: {aim}"),
    "figure_looked_at": ("结果", "Figure"),
    "why_not": ("不能取该值的原因", "Why it may not stand there"),
    "one_file": ("这里需要一份情景文件", "one scenario file is needed here"),
    "value": ("取值", "Value"),
    "crossing": (
        "{change} 在 {below} 与 {above} 之间时，{aim}达到 {target}：分别为 {first} 与 {second}",
        "{aim} reaches {target} as {change} stands between {below} and {above}: it is {first} and "
        "{second}",
    ),
    "profit_of_all": ("各年税后利润合计", "profit after tax of all years"),
    "surplus_of_all": (
        "各年用户得益合计",
        "what customers gain in all years",
    ),
    "no_surplus": (
        "没有写明作出预测时的价格，不能计算用户得益；请写 forecast_at 和 response",
        "customers' gain is against the price of the forecast; say forecast_at and response",
    ),
    "two_aims": (
        "请写两个 --aim，如 --aim surplus --aim recovery:least（取最小）",
        "give two aims, such as --aim surplus --aim recovery:least (less is better)",
    ),
    "one_aim": ("这里只写一个 --aim", "one --aim is taken here"),
    "room": ("{product}：上限减收费", "{product}: ceiling less price"),
    "option_from": ("从哪个情景（默认基准 base）", "from which scenario (by default the base)"),
    "option_to": ("到哪个情景", "to which scenario"),
    "option_unused": (
        "{action} 用不到 {option}；请去掉它",
        "{action} takes no {option}; leave it out",
    ),
    "one_file_and_to": (
        "explain 需要一份情景文件，并用 --to 写明情景编号",
        "explain needs one scenario file, and the id of a scenario with --to",
    ),
    "argument_files": (
        "情景文件（YAML），可以多份；inputs 之后是一份文件和要找的词",
        "scenario files (YAML), one or several; for inputs one, and words to look for",
    ),
    # faults
    "tolerance": (
        "by: program 须写 tolerance（容许比例，%）；by: full_cost 不写",
        "by: program needs a tolerance in per cent; by: full_cost has none",
    ),
    "base_needs": (
        "base 应写 submission、method、on；或者只写 record，由记录说明方法、日期、口径和审核决定",
        "a base names submission, method and on; or a record, which says method, day, readings and "
        "decisions",
    ),
    "response": (
        "写了 response，还须写 forecast_at 或 price：作出预测时的价格",
        "a response needs forecast_at or price: the price at which the forecast was made",
    ),
    "cycle_not_reached": (
        "只测算 {cycles} 个周期，这个周期的改动用不上；请增加 cycles，或者去掉这一段",
        "cycles are walked up to {cycles}, so that this comes to nothing; raise cycles, or leave it out",
    ),
    "year_not_reached": (
        "测算不到这一年；以后各年是：{years}",
        "this year is not reached; the years to come are: {years}",
    ),
    "made_up_by_classes": (
        "这个数由用途结构各类用户合计得出，写在这里不起作用；请改写 uses",
        "the classes of use make this up, so that it comes to nothing here; change uses",
    ),
    "not_of_a_cycle": (
        "这一项管全部周期，不能写在以后某个周期里",
        "this is of all cycles, and cannot differ in a later one",
    ),
    "cycles_overlap": (
        "上一周期到 {last} 年为止；后一周期须从其后的年度开始",
        "the cycle before ends with {last}; the next begins after it",
    ),
    "other_operator_later": (
        "超额收入只从同一运营机构、同一授权的下一周期扣减；请另作一份情景文件",
        "an excess is deducted in the next cycle of the same operator and authorisation; make "
        "another scenario file of it",
    ),
    "quantity_too_large": (
        "这样算出的数量或收入超过 10 的 28 次方；请检查需求反应、增长率和价格",
        "the quantity or income comes to more than 10 to the power of 28; look at the response, the "
        "growth and the prices",
    ),
    "nothing_permitted": (
        "{year} 年扣减以前周期的超额收入后，最高准许收入为 0，没有上限可定；请减少周期，或改动需求、"
        "扣减口径",
        "of {year} nothing is permitted after what is deducted for earlier cycles, so that there is "
        "no ceiling to set; walk fewer cycles, or change the demand or how it is deducted",
    ),
    "law_not_in_force": (
        "文件 {document} 在这一天没有施行中的版本（最早自 {first} 起）；请换一个日期",
        "the document {document} has no version in force on this day (the earliest is from "
        "{first}); take another day",
    ),
    "said_twice": (
        "levers 和 changes 对 {path} 各写了一个数（{one}；{other}）；请只写一处，或在 changes 中用 plus、times",
        "levers and changes each say {path} ({one}; {other}); say it once, or move it in changes by "
        "plus or times",
    ),
    "moved_in_two_ways": (
        "以后的周期里，同一个数已用另一种方式改动，不能再用 {how}；请直接写出这个数",
        "a number of a later cycle is moved in the other way already, and not by {how} as well; "
        "write the number itself",
    ),
    "nothing_below": (
        "{how} 须改动一个已有的数，这里没有",
        "{how} changes a number that stands there already; there is none",
    ),
    "no_records": (
        "这里不能以核定记录为基准；请用命令 dingjia scenario",
        "a record cannot be the base here; the command dingjia scenario takes one",
    ),
    "no_result": (
        "没有测算年度经营结果的方法，不能计算利润",
        "no method says how the result of a year is computed, so that there is no profit",
    ),
    "not_reached": (
        "在这个范围内达不到目标：两端的结果为 {low} 和 {high}",
        "the target is not reached in this range: at its ends the figure is {low} and {high}",
    ),
    "distribution": (
        "写 between（可加 likely），或者写 mean 和 deviation",
        "write between, with likely if one is likeliest; or mean and deviation",
    ),
    "distribution_ends": (
        "between 由小到大，likely 在其间",
        "between goes from less to more, and likely lies within",
    ),
    "in_circle": ("情景不能以自己为基础", "a scenario cannot stand on itself"),
    "contradicting": (
        "{first} 与 {second} 对 {path} 的改动不同（{one}；{other}）；请在本情景中写明取哪一个",
        "{first} and {second} change {path} differently ({one}; {other}); say in this scenario "
        "which it is",
    ),
    "removed_and_more": (
        "removed: true 只与编号写在一起",
        "removed: true stands beside the id alone",
    ),
    "class_undecided": (
        "不能判断这类用途是否收费，尚缺：{missing}",
        "whether this use is charged cannot be decided; missing: {missing}",
    ),
    "nothing_charged": (
        "这个产品没有收费的用途（{why}），不能作为收费产品；请改写用途结构或从申报中去掉它",
        "no use of this product is charged ({why}), so that it is none to set a ceiling for; change "
        "the mix of uses or take it out of the submission",
    ),
    "all_free": ("全部无偿", "all of it is free"),
    "uses_decided": (
        "各类用途是否收费，按 {on} 的规则和登记判断，以后各周期相同",
        "whether a use is charged is decided by the rules and registers of {on}, for later cycles "
        "too",
    ),
    "repeated": (
        "情景编号 {name} 重复，或是保留的编号 base；每个编号只能用一次",
        "the id {name} of a scenario is used twice, or is the reserved id base; use each once",
    ),
}
