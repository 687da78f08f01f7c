"""Sentences of `engine.tariff`: what is wrong with a tariff or a usage, and labels of steps."""

SENTENCES = {
    # what is wrong with a document
    "unknown_component": (
        "本产品没有这个收费项目；已有：{allowed}",
        "the product has no such component; it has: {allowed}",
    ),
    "ever_has_no_price": (
        "按期计费应写有终点的期间：day、month、quarter、half_year 或 year",
        "a price by the period is one of a day, month, quarter, half_year or year",
    ),
    "ever_runs_on": (
        "不分期累计（period: ever）没有起算问题，不写 runs",
        "all time (period: ever) has no periods: leave out runs",
    ),
    # what is wrong with a usage
    "unknown_product": (
        "本收费标准没有这个产品；已有：{allowed}",
        "this tariff does not price that product; it prices: {allowed}",
    ),
    "one_measure": (
        "应写明且只写明下列之一：quantity（数量）、counts（分项数量）、events（逐次请求）",
        "give exactly one of quantity, counts and events",
    ),
    "not_below_zero": (
        "数量不能为负；更正此前多计的用量，请在该行写明 correction（更正理由）",
        "a quantity cannot be negative; to correct use that was counted before, say in the line "
        "why: correction",
    ),
    "correction_below_zero": (
        "更正（correction）的行应以负的 quantity 或 counts 写明减少的数量",
        "a line with a correction says by how much use is lowered: a quantity or counts below zero",
    ),
    "correction_of_each_use": (
        "此产品的各次使用分别取整、限额或按窗口计费，不能按累计数更正；请更正原来的请求",
        "each use of this product is rounded, limited or windowed on its own and cannot be corrected "
        "by a running total; correct the request itself",
    ),
    "unknown_bill": (
        "收费标准没有按期间累计的这项整单规则；有：{allowed}",
        "the tariff has no such rule over whole bills of a period; there are: {allowed}",
    ),
    "bill_closes_nothing": (
        "此规则不在期末结算，不需要 closes",
        "this rule is not settled at the period's end: nothing is closed",
    ),
    "bill_says_charged": (
        "整单规则的 position 写 {expected}：该期间此前计入的各行金额合计，按天折算的写所覆盖的天数",
        "the position of a rule over whole bills says {expected}: what the lines summed to before, "
        "and where it is by the day, how many days of the period are covered",
    ),
    "bill_days": (
        "所覆盖的天数应为整数，且不超过该期间的 {length} 天",
        "the days covered are a whole number of those of the period, which has {length}",
    ),
    "position_of_no_bill": (
        "本次询价没有一行计入该期间、该区分项的“{bill}”；请核对 period 和 keys，"
        "期末别无用量的，写一行数量为 0",
        "nothing asked for belongs to “{bill}” of this period and these keys; look at period and "
        "keys, and where a period is closed without use, ask for a quantity of 0 in it",
    ),
    "position_of_other_contract": (
        "合同的期间不是这样起止的；按合同第一天（since），应为 {expected}",
        "the periods of the contract are others; by its first day (since) this one is {expected}",
    ),
    "position_of_other_period": (
        "所询的使用没有落在这一期间的；所在期间为：{expected}",
        "no use asked for falls into this period; theirs: {expected}",
    ),
    "position_of_other_key": (
        "所询的使用没有这样的区分项 {key}；所询的为：{expected}",
        "no use asked for is of this {key}; those asked for are of: {expected}",
    ),
    "corrected_below_zero": (
        "更正后期间累计用量为 {left}，小于零；请核对此前的用量（prior 或 position）",
        "the correction leaves {left} of the period's use, less than none; check what was used "
        "before (prior or position)",
    ),
    "bill_corrected_below_zero": (
        "更正后整单规则“{bill}”的累计为 {left}，小于零；请在 position 中写明该期间此前的累计（bill、"
        "charged），没有期间的请就整单重新计算",
        "the correction leaves “{bill}” with a sum of {left}, less than none; say in position what "
        "the bill summed before (bill, charged), and where it is of one request, rate that anew",
    ),
    "corrected_over_products": (
        "与其他产品一起累计的用量不能按累计数更正：后计的各单位按各产品自己的价格计收；"
        "请就全部产品重新计算该期间",
        "use that is added up together with that of other products cannot be corrected by a running "
        "total, as each further unit was at its own product's price; rate the period anew",
    ),
    "corrected_unsaid": (
        "更正涉及免费额度：请在 position 中写明该额度期间内此前全部用量（used），不只写 quota_used",
        "the correction is beside a free quota: say in position all that was used in the quota's "
        "period (used), not quota_used alone",
    ),
    "corrected_across": (
        "免费额度与计档的口径互不包含，不能判断更正后让出的额度归谁；请重新计算该期间",
        "the free quota and the bands are counted across each other, so that it cannot be told whose "
        "use the correction frees; rate the period anew",
    ),
    "used_of_each": (
        "套餐价格由各项数量共同决定：此前用量还应写明 {missing}（没有用的写 0）",
        "several numbers decide this price together: say what was used before of {missing}, too (0 "
        "where nothing was)",
    ),
    "before_of_which_span": (
        "本次询价有几行按期计费的同一产品，分不清此前的天数和金额属于哪一行；请分开询价",
        "several lines subscribe to this product: the days and amounts before could be of any of "
        "them; ask for quotes of their own",
    ),
    "beyond_largest": (
        "同一期间、同一口径的用量达到 {quantity}，超出本产品金额经证明的最大数量"
        "（largest_quantity：{largest}）；请核对数量，或由制定收费标准的一方写明更大的 largest_quantity",
        "{quantity} units within one period and for one key lie beyond the largest_quantity of this "
        "product ({largest}), up to which its amounts are proven; look at the number, or let those "
        "who set the tariff state a larger one",
    ),
    "whole_units": ("{unit}只能按整数计", "{unit}: only whole numbers"),
    "counts_needed": (
        "此产品按下列单位计量，应在 counts 中逐一写明：{allowed}",
        "this product is counted in these units, each to be given in counts: {allowed}",
    ),
    "unknown_count": (
        "此产品不按这个单位计量；应为：{allowed}",
        "this product is not counted in that unit; expected: {allowed}",
    ),
    "events_not_countable": (
        "此产品不能按逐次请求（events）计量；请改用 counts:{allowed}",
        "this product cannot be counted by events; use counts: {allowed}",
    ),
    "history_needs_events": (
        "历史请求（history）只与逐次请求（events）一起使用；按数量计的，写 prior（本期此前用量）",
        "history belongs with events; with a quantity give prior, the units before in the period",
    ),
    "prior_needs_quantity": (
        "prior 只与数量一起使用；逐次请求的此前情况写入 history",
        "prior belongs with a quantity; with events, what came before goes into history",
    ),
    "distinct_needs_quantity": (
        "distinct 只与数量一起使用；逐次请求由 keys 区分",
        "distinct belongs with a quantity; events are told apart by their keys",
    ),
    "distinct_of_counts": (
        "distinct 说明的是 quantity 的各单位；按 counts 计量的，请每个对象写一行，以 keys 区分",
        "distinct is said of the units of a quantity; with counts, give each thing a line of its "
        "own, told apart by its keys",
    ),
    "distinct_of_each_use": (
        "此产品每次使用各有最低、最高收费，distinct 说明不了有几次：请在 events 中逐次列明数量",
        "here each use has a least or a most of its own, and distinct does not say how many uses "
        "there are: list each under events, with its quantity",
    ),
    "history_after": (
        "历史请求不应晚于本次的第一个请求（{first}）",
        "what came before cannot lie after the first request now asked for ({first})",
    ),
    "window_after_use": (
        "窗口期的起算日不应晚于本次同一对象的第一个请求（{first}）",
        "the window of what is asked for runs from a day before it: no later than {first}, the "
        "first request now of the same keys",
    ),
    "event_outside_version": (
        "该日不在本次适用的收费标准施行期内（{first} 至 {last}）；请分开询价，"
        "后一份以 position 写明同一期间前一份已计的用量和金额，以免重复计费",
        "that day lies outside the version in force ({first} to {last}); ask for a quote of its "
        "own, and give in position of the later one what the earlier one counted and charged in "
        "the same period, or the period is charged twice",
    ),
    "event_once": (
        "同一请求窗口期内只收一次的产品，每个请求的数量只能是 1",
        "where repeated requests are charged once, each event is one request: quantity 1",
    ),
    "same_span_twice": (
        "同一产品、同一口径的起止日期写在两行，同一期会收两次；请合并为一行",
        "the days of one subscription stand in two lines, and a period would be charged twice; "
        "put them into one line",
    ),
    "since_after": (
        "合同的第一天（since）不晚于所用或所覆盖的第一天",
        "the first day of the contract (since) is no later than the first day used or covered",
    ),
    "since_twice": (
        "同一行的合同第一天写了两处而不相同：since 为 {since}，span 中又写了这一天；只写一处",
        "the first day of the contract is said twice and differs: the line's since is {since}; "
        "say it once",
    ),
    "key_missing_beside": (
        "缺少区分项 {key}；所写的 {found} 没有任何规则使用，请核对名称",
        "{key} is not named; no rule knows {found}: look at its spelling",
    ),
    "position_of_none_asked": (
        "position 应写明本次询价中的产品或与其合并累计的产品（product）：{allowed}",
        "a position is of a product asked for here, or counted with one (product): {allowed}",
    ),
    "position_counts_for_none": (
        "“{product}”不在本次询价之中，其以前的使用按该区分项（keys）和期间（period）"
        "不与所询产品合并累计：请删去这一项",
        "{product} is not asked for here, and what was used of it before, by these keys and this "
        "period, does not count with what is: leave it out",
    ),
    "position_of_no_rule": (
        "没有规则按这样的区分项（keys）和期间（period）累计；各规则的口径为：{rules}"
        "（年写 2026，月写 2026-03，日写 2026-03-02，不分期写 ever）",
        "no rule counts by these keys within such a period; its rules count by: {rules} (a year is "
        "written 2026, a month 2026-03, a day 2026-03-02, all time ever)",
    ),
    "charged_by_which": (
        "此前已计金额（charged）属于哪个收费项目？请写明 component：{allowed}",
        "which component charged this amount? Give component, one of: {allowed}",
    ),
    "charged_for_what": (
        "写明了此前已计金额（charged）的，应写明为多少用量而计（used）",
        "say for how many units that amount (charged) was: used",
    ),
    "zero_of_what": (
        "没有使用也要收费：此前收取了的，请写明用量和金额（used、charged）；没有收取的，不要写这一项",
        "something is due here without use: say what was used and charged (used, charged), or leave "
        "the entry out where nothing was",
    ),
    "quota_used_needed": (
        "免费额度另按其他口径计算：请写明此前用量中有多少在免费额度之内（quota_used）",
        "the free quota is counted otherwise: say how much of what was used before it took "
        "(quota_used)",
    ),
    "quota_used_beyond": (
        "免费额度内的用量不能超过此前用量 {used}",
        "a free quota cannot have taken more than was used, {used}",
    ),
    "before_said_twice": (
        "同一期间、同一口径的此前用量写了两次；请只写一次",
        "what was used before in the same period and for the same keys is said twice; say it once",
    ),
    "prior_of_which_unit": (
        "此产品分别按 {units} 累计，一个数说明不了；请在 position 中按单位写明此前用量（used）",
        "this product is added up by {units}, which one number cannot say; give what was used "
        "before by unit in position (used)",
    ),
    "prior_of_converted": (
        "此产品按折算后的 {units} 累计，一个数可以有两种理解；请在 position 的 used 中按该单位写明此前用量",
        "this product is added up in {units}, into which it is converted, and one number can mean "
        "either unit: say in position (used) how many were used before",
    ),
    "days_covered": (
        "此前覆盖的天数与本次的 {now} 天合计超过该期间的 {length} 天；已覆盖的日子不要再询价",
        "with the {now} days of now these are more than the {length} of the period; do not ask again "
        "for days that were covered",
    ),
    "unrounded_before": (
        "{unit} 按每次使用取整到 {to} 后累计；请写各次取整后的合计",
        "{unit} is added up after each use is rounded to {to}: give what the uses came to, each "
        "rounded",
    ),
    "says_unread": (
        "没有规则按这样的区分项（keys）和期间（period）读取 {said}；读取它的规则的口径为：{rules}。"
        "请另写一项",
        "no rule reads {said} by these keys and within this period; those that do count by: {rules}. "
        "Give it an entry of its own",
    ),
    "around_unsaid": (
        "这里的用量也计入按 {rule} 累计的规则；请另写一项，说明该口径的此前用量",
        "what was used here also counts by: {rule}; give an entry of that, too",
    ),
    "bill_around_unsaid": (
        "这里已收的也计入整单规则“{bill}”；请另写一项（bill: {id}），说明该期间此前的累计（charged）",
        "what was charged here also counts for the whole bill “{bill}”; give an entry of that, too "
        "(bill: {id}), with what it summed before (charged)",
    ),
    "quota_left": (
        "已有用量计费，免费额度 {units} 却没有用完；请核对 quota_used",
        "something was charged while the free quota of {units} was not used up; look at quota_used",
    ),
    "quota_overdrawn": (
        "免费额度 {units} 不可能用去 {took}；各项目额度不同的，请按收费项目（component）分开写",
        "a free quota of {units} cannot have taken {took}; where components have quotas of their own, "
        "give an entry of each (component)",
    ),
    "charged_of_several": (
        "几个产品合并累计时，一个产品此前的金额说明不了下一步的收费；请不写 charged",
        "products are counted together here, and what was charged for one says nothing of what more "
        "costs: leave charged out",
    ),
    "charged_otherwise": (
        "按所适用的价格，这些用量应收 {own}；由其他价格（例如其他类别的）收取的，不在这里退补，请不写 charged",
        "by the price that applies this use costs {own}; what another price charged, such as that of "
        "another class, is neither charged back nor made up here: leave charged out",
    ),
    "said_less": (
        "其他各项合计 {others}，多于此处包含它们的 {own}",
        "other entries, which lie within this one, come to {others}; this one says {own}",
    ),
    "span_needed": (
        "此产品有按期计费的项目，应写明起止日期（span: {{from, until}}）",
        "something is charged by the period here; give the days covered (span: {{from, until}})",
    ),
    "span_not_needed": (
        "此产品没有按期计费的项目，请删除起止日期",
        "nothing is charged by the period here; leave out the days covered",
    ),
    "span_too_far": ("止日不得晚于 {last}", "the last day is {last} at the latest"),
    "event_outside_span": (
        "不在本行所覆盖的 {first} 至 {last} 之内",
        "outside the days that this line covers, {first} to {last}",
    ),
    "span_ends_before": ("止日早于起日", "the last day lies before the first"),
    "only_a_span": (
        "此产品只按期计费：只写起止日期，不写数量",
        "this product is priced by the period alone: give the days covered and no quantity",
    ),
    "finer_quantity": (
        "{unit}最多 {decimals} 位小数",
        "{unit}: {decimals} decimals at most",
    ),
    "runs_declared": (
        "收费标准已写明期间按什么起算；请删除 runs",
        "the tariff itself says from when periods run; leave out runs",
    ),
    "float_out_of_bounds": (
        "超出浮动幅度：{title}上浮不超过 {up}%，下浮不超过 {down}%",
        "outside the float: {title} may rise by {up} per cent at most and fall by {down} at most",
    ),
    # what the reader of whole columns does not read
}
