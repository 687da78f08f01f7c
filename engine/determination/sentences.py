"""Sentences of `engine.determination`: faults, remarks, and the words of stages and objections."""

SENTENCES = {
    "quantity": ("{product}：预测年用量", "{product}: forecast quantity of a year"),
    "tick": ("{product}：最小计价单位", "{product}: price tick"),
    "not_in_force": (
        "{on} 没有有效的版本",
        "no version is in force on {on}",
    ),
    # the rules that a method stands on
    "names_no": (
        "方法没有写明 uses.{use}，文件架上也没有唯一合用的规则；合用的：{known}",
        "the method names no uses.{use}, and not exactly one document of rules fits; fitting: {known}",
    ),
    "rules_need_fact": ("这份规则没有问到 {name}", "these rules do not ask {name}"),
    "rules_ask_unknown": (
        "这份规则问到 {name}，申报中没有；申报给出：{known}",
        "these rules ask {name}, which no submission gives; it gives: {known}",
    ),
    "rules_fact_type": (
        "这份规则中 {name} 应为 type: {type}",
        "in these rules {name} is expected to be of type: {type}",
    ),
    "rules_collect": (
        "这份规则逐项汇总 {name}（hit: collect），此处须得出一个结论",
        "these rules collect {name} (hit: collect); one value of it is needed here",
    ),
    "rules_need_output": ("这份规则没有决定 {name}", "these rules do not decide {name}"),
    "rules_need_value": (
        "这份规则的 {name} 应可以是 {missing}",
        "in these rules {name} must be able to be {missing}",
    ),
    "no_series_of": (
        "{rules} 没有选定这一项的序列",
        "{rules} chooses no series for this",
    ),
    "unit_of_series": (
        "序列 {series} 的单位为 {unit}",
        "the series {series} is in {unit}",
    ),
    "no_series": (
        "应为一个序列编号的最后一段；文件架上同名的：{known}",
        "the last part of the id of one series is expected; of that name there are: {known}",
    ),
    # the determination
    "year_not_complete": (
        "到 {on} 这一年度还没有结束；没有完整年度成本的，成本依据写「预测」并写明试行期限",
        "this year is not complete on {on}; without a complete year, submit a forecast with the "
        "term of its trial",
    ),
    # remarks
    "of_file": ("申报文件 {place}：{told}", "{place} of the file: {told}"),
    "accounts_stale": (
        "成本年度为 {accounts} 年，而到 {on} 最近的完整年度是 {latest} 年：成本可能已经过时",
        "the accounts are of {accounts}, and on {on} the latest complete year is {latest}: the "
        "costs may be out of date",
    ),
    "cycle_far_from_accounts": (
        "成本年度为 {accounts} 年，核定周期从 {first} 年开始，相隔较远",
        "the accounts are of {accounts}, and the cycle begins in {first}, long after them",
    ),
    "cycle_over": (
        "核定周期在 {last} 年底已经结束，核定日为 {on}",
        "the cycle ended with {last}, before the day of the determination, {on}",
    ),
    "cycle_begun": (
        "核定周期自 {first} 年 1 月 1 日已经开始，核定日为 {on}",
        "the cycle began on the first day of {first}, before the day of the determination, {on}",
    ),
    "below_one": (
        "{place} 写的是 {number}，按百分数即 {number}% 计算；如果本意是 {percent}%，请写 {percent}",
        "{place} says {number}, which is read as {number} per cent; write {percent} if {percent} per "
        "cent is meant",
    ),
    "subsidy_year": (
        "「{subsidy}」没有写明 {year} 年的金额，按没有计算；没有的请填 0",
        "of “{subsidy}” no amount of {year} is said, and none is counted: give 0 if there was none",
    ),
    "far_ahead": (
        "{on} 远在所据文件所知的最晚日期 {newest} 之后，届时的规定可能已经改变",
        "{on} lies far beyond {newest}, the latest day that the documents know of: the law may have "
        "changed by then",
    ),
    "told_with_number": ("{told}：{figure}", "{told}: {figure}"),
    "told_with": ("{told}：{figure} {unit}", "{told}: {figure} {unit}"),
    "no_yield": (
        "没有公布 {year} 年的十年期国债平均收益率；请在 yield_override 填写采用的收益率（%）和理由",
        "no average 10-year treasury yield of {year} is published; give the yield to be used, in "
        "per cent, and the reason under yield_override",
    ),
    "no_paid_use": (
        "没有有偿使用的成本：没有最高准许收入，也没有上限收费标准",
        "there is no cost of paid use, so there is neither a maximum nor a ceiling",
    ),
    "no_spread": (
        "没有选定加点；加点没有默认值，须写明数值和理由",
        "no spread was chosen; it has no default, and needs a value and a reason",
    ),
    "no_evaluation": (
        "这不是周期评估的存证；扣减额只能取自评估存证",
        "this is not the record of an evaluation; a deduction comes from one only",
    ),
    "no_determination": (
        "这不是核定的存证；评估须依据核定存证中的最高准许收入",
        "this is not the record of a determination; an evaluation needs the maximum in one",
    ),
    "cycle_deducted_twice": (
        "同一周期的评估给出了两次；请只给一份",
        "two evaluations of the same cycle are given; give one",
    ),
    "taken_already": (
        "{years} 年周期的超额收入已由 {determination}（{stage}，{cycle} 年周期）承接：扣减 {amount} 元，"
        "其余 {left} 元随该周期的评估结转；不能再次扣减",
        "the excess of {years} was taken over by {determination} ({stage}, cycle {cycle}): {amount} "
        "yuan deducted, {left} yuan carried on with the evaluation of that cycle; it cannot be "
        "deducted again",
    ),
    "years_between": (
        "{years} 年周期之后、本周期之前还有 {between} 年，不知道其间的核定已扣减多少；请用 --deduct 给出"
        "这些年份的评估存证（余额随之结转），其间没有核定过的用 --none-between 声明",
        "between the cycle {years} and this one lie {between}, and what a determination of those "
        "years took is not known; give the evaluation of them with --deduct (what is left comes "
        "with it), or declare with --none-between that nothing was determined",
    ),
    "ledger_incomplete": (
        "应逐笔写明所承接的超额收入各扣减多少",
        "what is taken of each excess that was taken over is expected here, one by one",
    ),
    "more_taken_than_due": (
        "按此方法扣减的金额多于应扣减的 {due} 元",
        "by this method more would be deducted than the {due} yuan that are due",
    ),
    "deduction_dropped": (
        "前一存证扣减了 {years} 年周期的超额收入，本次也须用 --deduct 给出该周期的评估存证",
        "the record before deducts the excess of {years}; give the evaluation of that cycle with "
        "--deduct again",
    ),
    "never_final": (
        "所扣减的评估是暂定的（{reason}），据此不能作最终核定",
        "the evaluation deducted is provisional ({reason}), so nothing can be final",
    ),
    "provisional_cycle_not_ended": (
        "评估日被评估的周期尚未结束",
        "on its day the cycle evaluated had not ended",
    ),
    "provisional_determination_not_final": (
        "评估所依据的不是最终核定",
        "it judges by a determination that is not final",
    ),
    "provisional_cycles_overlap": (
        "被评估的周期没有在本周期之前结束",
        "the cycle evaluated does not end before this one begins",
    ),
    "record_says": (
        "存证 {record} 写的是 {says}",
        "the record {record} says {says}",
    ),
    "objection_dropped": (
        "前一存证中的异议在此不见了；异议须连同答复一并保留",
        "the record before holds this objection, and it is gone here: it stays, with its answer",
    ),
    "record_broken": (
        "存证内容与其哈希不符，不能采用；请先用 dingjia verify 核对",
        "the record does not match its hashes and cannot be used; look at it with dingjia verify",
    ),
    "other_operator": (
        "评估的是另一家运营机构；本次核定的是 {operator}",
        "another operator was evaluated; this determination is of {operator}",
    ),
    "other_authorisation": (
        "属于另一项授权；同一运营机构的各项授权分开核定，本次为 {authorisation}",
        "of another authorisation; those of one operator stand apart, and this is {authorisation}",
    ),
    "draft_needs_former": (
        "草案可以重新拟定，但不能接在最终核定之后",
        "a draft may be drawn up anew, and cannot follow a final determination",
    ),
    "opinion_needs_former": (
        "审核意见须接在草案之后：用 --follows 给出草案的存证",
        "an opinion follows a draft: give the draft's record with --follows",
    ),
    "final_needs_former": (
        "最终核定须接在审核意见之后：用 --follows 给出审核意见的存证",
        "a final determination follows an opinion: give the opinion's record with --follows",
    ),
    "final_unchecked": (
        "最终核定及其所接续、所扣减的存证不能依据有错误的文件（用了 --unchecked）；请先改正文件",
        "a final determination, the record it follows and what it deducts must not rest on faulty documents (--unchecked was used); put the documents right first",
    ),
    "former_of_other": (
        "前一存证属于另一运营机构、另一授权或另一周期",
        "the record before is of another operator, authorisation or cycle",
    ),
    "not_judged": (
        "{year} 年的这个项目尚未判断，不能作最终核定（{rule}）；请用 --overrides 写明判断和理由",
        "of {year}, not judged yet, so nothing can be final ({rule}); give the judgement and its "
        "reason with --overrides",
    ),
    "not_answered": (
        "这项异议尚未答复，不能作最终核定",
        "this objection is not answered yet, so nothing can be final",
    ),
    "answer_and_outcome": (
        "答复和处理结果须同时填写，或都不填",
        "give both the outcome and the answer, or neither",
    ),
    "no_such_line": (
        "核定中没有这一行，或该行没有这个对象（{line}）；对象有：{known}",
        "the determination has no such line, or the line is not of this ({line}); it is of: {known}",
    ),
    "stage_draft": ("草案", "draft"),
    "stage_opinion": ("审核意见", "opinion"),
    "stage_final": ("最终核定", "final"),
    "objection_open": ("    尚未答复", "    not answered yet"),
    "objection_upheld": ("    采纳：{answer}", "    upheld: {answer}"),
    "objection_partly_upheld": ("    部分采纳：{answer}", "    upheld in part: {answer}"),
    "objection_rejected": ("    不予采纳：{answer}", "    rejected: {answer}"),
    "subsidies_of_paid_use": (
        "冲减有偿使用成本的补助",
        "subsidies that reduce the cost of paid use",
    ),
    "subsidy_beyond_cost": (
        "补助超过成本而不冲减的部分",
        "subsidies beyond the cost, which reduce nothing",
    ),
    "driver_paid": ("有偿使用占用的{driver}", "{driver} taken by paid use"),
    "driver_free": ("无偿提供占用的{driver}", "{driver} taken by free supply"),
    "driver_whole": ("{driver}合计", "{driver} in all"),
    "driver_share": ("{pool}按{driver}的有偿占比", "{pool} by {driver}: share of paid use"),
    "driver_cost": ("{pool}按{driver}由有偿使用承担", "{pool} by {driver}: borne by paid use"),
    "driver_more": ("{pool}改按{driver}的差额", "{pool} by {driver}: difference"),
    "decided_without_place": (
        "这个项目申报时没有归属；核定金额的，须在 pool 或 direct 写明归入哪个成本池，或直接归属有偿、无偿",
        "the accounts place this item nowhere; with an amount, say under pool or direct where it belongs",
    ),
    "placed_twice": (
        "同一项目的归属前后不一致；请只写一处",
        "this item is placed in two ways; say one",
    ),
    "awaits_judgement": ("待判断", "awaits judgement"),
    # readings that give no maximum
    "readings_no_figure": (
        "「{title}」算不出来：除数为零，或数额过大",
        "“{title}” has no figure: a division by zero, or too large",
    ),
    "readings_not_met": ("不符合：{title}", "not met: {title}"),
    "readings_missing_year": (
        "{item} 没有 {year} 年的金额",
        "no amount of {year} is given of {item}",
    ),
    "missing_year": (
        "按各年平均核定，但没有 {year} 年的金额；没有发生的填 0，或在 began 写明首次发生的年度",
        "the average of the years is taken, and there is no amount of {year}: give 0 if there was none, or say under began in which year it first occurred",
    ),
    "decided_twice": (
        "对同一项目同一年度作了两次判断；请保留一个",
        "this item was decided twice for the same year; keep one decision",
    ),
    "no_rule_for_item": (
        "成本监审规则没有规定如何处理这个成本项目",
        "the rules of cost review do not say how to treat this item",
    ),
    "no_such_value": (
        "规则中没有这一种；可写：{known}（或其编号）",
        "the rules know no such value; one of these, or its id: {known}",
    ),
    "not_reviewable": (
        "现有信息不能确定如何处理这个成本项目；还需知道：{asked}",
        "it cannot be decided how to treat this item; still to be known: {asked}",
    ),
}
