"""Sentences of `engine.show.analysis`: every reading of the law, and why two results differ."""

SENTENCES = {
    # why two results differ
    "gap": (
        "{first}：{before} {money}；{second}：{after} {money}；相差 {gap} {money}",
        "{first}: {before} {money}; {second}: {after} {money}; {gap} {money} apart",
    ),
    "alike": ("两份结果所用的数据、口径和判断完全相同", "the two do not differ in anything"),
    "parts": ("差额由什么构成（减少为负）", "What makes the difference (what lowers is negative)"),
    "decision": ("数据、口径或判断", "input, reading or decision"),
    "differs": ("前者 → 后者", "first → second"),
    "makes": ("构成差额", "makes"),
    "why": ("依据、理由", "rests on"),
    "others": ("其余 {count} 项", "{count} others"),
    "by_orders": (
        "不同之处较多，各项金额按 {orders} 种先后次序平均，标准误差不超过 {error} {money}；合计准确到分",
        "there is much that differs: each amount is the average of {orders} orders, its standard error at "
        "most {error} {money}; the sum is exact to the fen",
    ),
    "unmoved": (
        "另有 {count} 处不同，不影响结果：",
        "{count} more differences move nothing:",
    ),
    "of_change": ("{title}：{moves}", "{title}: {moves}"),
    "move": ("{what} {before} → {after}", "{what} {before} → {after}"),
    "reasoned": ("{named}：{reason}", "{named}: {reason}"),
    "rest_parts": ("每一处不同", "every difference"),
    # readings
    "of_operator": (
        "{operator}，{first}—{last} 年周期，{method}，{on}",
        "{operator}, cycle {first}–{last}, {method}, {on}",
    ),
    "band": (
        "最高准许收入因口径不同，在 {low} 元至 {high} 元之间",
        "Maximum permitted revenue, depending on how the law is read: {low} to {high} yuan",
    ),
    "band_with_default": (
        "最高准许收入因口径不同，在 {low} 元至 {high} 元之间；默认口径为 {default} 元，位于区间由低到高的 {at}% 处",
        "Maximum permitted revenue, depending on how the law is read: {low} to {high} yuan; by default {default}, {at} % of the way from the least to the greatest",
    ),
    "range": (
        "还有 {count} 个有归属的项目待审核人员判断，有关口径有 {readings} 种组合：两者合并，最高准许收入在 {low} 元至 {high} 元之间",
        "While {count} items with a place in the cost await judgement, and over {readings} combinations of readings, the maximum lies between {low} and {high} yuan",
    ),
    "range_too_wide": (
        "还有 {count} 个有归属的项目待审核人员判断，分属的成本去向太多，未与 {readings} 种口径组合合并测算",
        "{count} items with a place in the cost await judgement, in too many places to be looked at together with {readings} combinations of readings",
    ),
    "one_maximum": (
        "无论采用哪种口径，最高准许收入都是 {low} 元",
        "Maximum permitted revenue, however the law is read: {low} yuan",
    ),
    "no_maximum": (
        "没有一种口径能够算出最高准许收入",
        "no reading gives a maximum permitted revenue",
    ),
    "in_years": ("{years} 年：{said}", "{years}: {said}"),
    "count": (
        "此方法的口径共有 {all} 种组合；与本案有关的有 {switches} 项、{looked_at} 种组合，得出 {maxima} 个不同的结果",
        "The method can be read in {all} combinations; {switches} open questions matter here, in {looked_at} combinations, which give {maxima} different results",
    ),
    "least_when": ("最低时的口径：{readings}", "The least, with: {readings}"),
    "greatest_when": ("最高时的口径：{readings}", "The greatest, with: {readings}"),
    "all_default": ("全部为默认口径", "all readings by default"),
    "or": ("或", " or "),
    "or_else": ("；或 ", "; or "),
    "read_as": ("{switch} = {readings}", "{switch} = {readings}"),
    "refused": (
        "有 {count} 种组合算不出结果，原因如下：",
        "{count} combinations give no result, because:",
    ),
    "clauses": (
        "先找哪一条原文（按影响的金额排序）",
        "Which text to obtain first, by what hangs on it",
    ),
    "switches": ("各项未决口径的影响", "What hangs on each open question"),
    "clause": ("未能查到原文的条款", "clause that could not be read"),
    "no_clause": ("（均有依据）", "(none unread)"),
    "question": ("未决口径", "open question"),
    "questions": ("{count} 项", "{count} questions"),
    "alone": ("其余取默认时的幅度", "range, others by default"),
    "most": ("最大幅度", "widest range"),
    "judgements": (
        "还有 {count} 个有归属的项目待审核人员判断",
        "{count} items with a place in the cost await the reviewer's judgement",
    ),
    "judgements_within": (
        "还有 {count} 个有归属的项目待审核人员判断：从全部不计入到全部计入，其余不变，首年最高准许收入在 {low} 元至 {high} 元之间",
        "{count} items with a place in the cost await the reviewer's judgement: from nothing to all that "
        "was submitted of them, all else as it is, the maximum of the first year lies between {low} "
        "and {high} yuan",
    ),
    "judgements_title": ("各待判断项目的影响", "What hangs on each judgement"),
    "item": ("项目", "item"),
    "with_nothing": ("全部不计入时", "with as little as could be"),
    "with_all": ("全部计入时", "with as much as could be"),
    "between": ("相差", "between them"),
    "by_place": ("{method}：{said}", "{method}: {said}"),
    "untold": ("算不出结果的", "no result with"),
    "moves_nothing": (
        "对本案没有影响：{questions}",
        "Change nothing here: {questions}",
    ),
    "of_the_others": (
        "{said}（另有 {count} 种组合不能判断）",
        "{said} ({count} more combinations give no answer)",
    ),
    "no_answer_by_default": (
        "默认口径下不能判断",
        "the default gives no answer",
    ),
    "verdicts": ("据以行动的结论是否成立：", "Whether what somebody will act on holds:"),
    "under_every": (
        "{verdict}：无论采用哪种口径都成立（{least} 至 {greatest} {unit}）",
        "{verdict}: under every reading ({least} to {greatest} {unit})",
    ),
    "under_some": (
        "{verdict}：部分口径下成立，最多 {greatest} {unit}；{default}。成立的口径：{ways}",
        "{verdict}: under some readings, at most {greatest} {unit}; {default}. It holds where {ways}",
    ),
    "under_none": (
        "{verdict}：无论采用哪种口径都不成立",
        "{verdict}: under no reading",
    ),
    "never_answered": (
        "{verdict}：没有一种口径能够判断",
        "{verdict}: no reading gives an answer",
    ),
    "as_taken": ("按情景所取口径成立", "it holds as the scenario reads the law"),
    "not_as_taken": (
        "按情景所取口径不成立",
        "it does not hold as the scenario reads the law",
    ),
    "no_answer_as_taken": (
        "按情景所取口径不能判断",
        "as the scenario reads the law there is no answer",
    ),
    "by_default": ("默认口径下成立", "it holds by default"),
    "not_by_default": ("默认口径下不成立", "it does not hold by default"),
    "unit_above_ceiling": ("元/计费单位", "yuan a unit"),
    "unit_refund": ("元", "yuan"),
    "unit_excess": ("元", "yuan"),
    "unit_loss": ("元", "yuan"),
    "every": ("各种口径下的最高准许收入", "Maximum permitted revenue under every reading"),
    "of_year": ("{year} 年", "{year}"),
    "of_scenario": ("{title}：{said}", "{title}: {said}"),
    "band_as_read": (
        "首个周期最高准许收入因口径不同，在 {low} 元至 {high} 元之间；按情景所取口径为 {taken} 元",
        "maximum permitted revenue of the first cycle, depending on how the law is read: {low} to {high} yuan; as the scenario reads it {taken}",
    ),
    "not_as_read": (
        "首个周期最高准许收入因口径不同，在 {low} 元至 {high} 元之间；按情景所取口径算不出结果",
        "maximum permitted revenue of the first cycle, depending on how the law is read: {low} to {high} yuan; none as the scenario reads it",
    ),
    "never_held": (
        "无论采用哪种口径都不成立：{verdicts}",
        "Under no reading: {verdicts}",
    ),
    "scenario_bands": (
        "各情景首个周期的最高准许收入，全部口径之间",
        "Maximum permitted revenue of the first cycle over every reading",
    ),
    "scenario": ("情景", "Scenario"),
    "years_of_band": ("年度", "years"),
    "least_of_band": ("最低", "least"),
    "taken_of_band": ("按情景所取口径", "as the scenario reads it"),
    "greatest_of_band": ("最高", "greatest"),
    "rest": ("每一个不同的结果及其口径", "every different result, with its readings"),
    "rest_out": ("存为工作簿：--out 文件.xlsx", "as a workbook: --out FILE.xlsx"),
    # the brief of scenarios
    "brief_written": ("简报已写入 {file}", "the brief was written to {file}"),
    "no_font": (
        "本机没有中文字体，不能生成 PDF；请改用 .docx",
        "this machine has no Chinese font, so that there is no PDF; ask for .docx",
    ),
    "brief_title": ("情景简报", "Brief on scenarios"),
    "brief_foot": ("情景简报：{file}", "Brief on scenarios: {file}"),
    "brief_answer": (
        "基准：{years} 年（{count} 个周期）各年最高准许收入合计",
        "Base: maximum permitted revenue of {years} together, over {count} cycle(s)",
    ),
    "brief_maximum": ("{amount} 元", "{amount} yuan"),
    "brief_range": (
        "另测算 {count} 个情景：最高准许收入最少 {least} 元（情景 {lowest}），最多 {most} 元（情景 {highest}）。",
        "Of {count} scenarios the least maximum is {least} yuan (number {lowest}), the greatest {most} "
        "yuan (number {highest}).",
    ),
    "brief_filed": ("{operator}（申报：{file}）", "{operator} (submission: {file})"),
    "brief_over": ("超额（负为不足）", "Over (below 0: short)"),
    "brief_scenarios": ("一、各情景的结果", "1. What each scenario comes to"),
    "brief_changed": ("情景及其改动", "Scenario and what it changes"),
    "brief_scenario": ("{number}. {title}\n{changes}", "{number}. {title}\n{changes}"),
    "brief_number": ("情景（编号同上）", "Scenario (numbered as above)"),
    "brief_unit": (
        "单位：万元，{first}–{last} 年合计",
        "In ten thousand yuan, {first} to {last} together",
    ),
    "brief_lawful": (
        "各情景的收费均不高于上限。",
        "No scenario charges a price above its ceiling.",
    ),
    "brief_unlawful": ("{run}——{products}", "{run} – {products}"),
    "brief_parties": ("二、对各方的影响", "2. What it means for whom"),
    "brief_profit": ("运营机构：税后利润", "Operator: profit after tax"),
    "brief_carried": ("运营机构：负担的无偿成本", "Operator: free supply carried"),
    "brief_paid": ("用户：付费", "Customers: paid"),
    "brief_gained": ("用户：得益", "Customers: gain"),
    "brief_excess": ("主管部门：应扣减的超额", "Authority: excess to deduct"),
    "brief_taxes": ("财政：税金", "Treasury: taxes"),
    "brief_subsidies": ("财政：补助", "Treasury: subsidies"),
    "brief_parties_note": (
        "得益是与预测价格相比；补助不含对资产的一次性补助。",
        "The gain is against the price of the forecast; subsidies are without grants for assets.",
    ),
    "brief_grounds": ("三、依据和假定", "3. What it rests on"),
    "brief_more": (
        "另有 {count} 处，见核定报告",
        "and {count} more, in the report on a determination",
    ),
    "brief_market": (
        "收费、需求增长和需求对价格的反应是情景文件写明的假定，不是法规：收入、用户付费和得益、超额随之而定。",
        "Prices charged, growth and how demand answers prices are assumptions that the scenario file "
        "states, not law: income, what customers pay and gain, and the excess follow from them.",
    ),
    "brief_result": (
        "税金和利润按 {document} 计算，是本项目的假定，不是定价的依据。",
        "Taxes and profit are those of {document}, an assumption of this project and no ground of a "
        "price.",
    ),
    "brief_again": ("四、如何重算", "4. How to compute it again"),
    "brief_command": ("命令：{command}", "The command: {command}"),
    "brief_documents": (
        "测算所用的文件及其内容哈希的前 12 位：{documents}",
        "The documents used, with the first 12 signs of the hash of their content: {documents}",
    ),
    # what no other value beats
    "frontier_title": (
        "{change} 变动时，{first}与{second}都不被超过的取值",
        "As {change} moves: what no other value beats on {first} and on {second}",
    ),
    "frontier_note": (
        "共 {count} 个取值，其中 {beaten} 个至少有一个结果不如另一取值而另一个结果也不更好",
        "of {count} values {beaten} are beaten by another, which is as good on both and better on one",
    ),
    "unbeaten": ("不被超过", "Unbeaten"),
    # scenario files that are kept
    "kept_id": ("编号", "Id"),
    "kept_of": ("标题", "Title"),
    "kept_title": ("已保存的情景文件", "Scenario files that are kept"),
    "kept_file": ("文件", "File"),
    "kept_on": ("保存时间", "Kept at"),
    "payers_title": ("谁付钱：{run}", "Who pays: {run}"),
    "payer": ("用户", "Customers"),
    "share": ("占比", "Share"),
    "paid": ("价格 × 数量", "Price × quantity"),
    "every_customer": ("全部收费用户", "all who are charged"),
    "so_many": ("其中：{of}（{count} 户）", "of which: {of} ({count})"),
}
