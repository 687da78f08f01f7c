"""Sentences of `engine.quote`: faults of a request, reasons, and the quote as people read it."""

SENTENCES = {
    # what is wrong with a request
    "unknown_fact": (
        "本收费标准不涉及这项事实；涉及的有：{allowed}",
        "this tariff asks for no such fact; it asks for: {allowed}",
    ),
    "no_use_rules": (
        "本收费标准不适用公共数据使用规则，不需要此项；请删除",
        "this tariff stands under no rules of use and has no need of this; remove it",
    ),
    "changed_twice": (
        "同一天有两次改变；请合为一项",
        "two changes are from the same day; write them as one",
    ),
    "requests_needed": (
        "同一产品在本单中适用不同的事实或者跨不同日期，各次用量须依次累计；请在 events 中逐次列明日期",
        "uses of this product differ in facts or days and are counted one after another; list each "
        "request with its day under events",
    ),
    "requests_apart": (
        "同一产品在本单中适用不同的事实或者跨不同日期，这样计量无法依次累计；请分单询价，"
        "并在后一单的 position 中写明前一单的用量",
        "uses of this product differ in facts or days and, counted like this, cannot follow one "
        "another; ask for each in a request of its own, and say in position what the one before used",
    ),
    "correction_apart": (
        "同一产品在本单中另有事实或者日期不同的使用，更正无法接在其后；请分单更正，并在 position 中写明此前用量",
        "other use of this product differs from the correction in facts or days; correct it in a "
        "request of its own, and say in position what was used before",
    ),
    "no_longer_counted": (
        "此后的价格不再包括“{product}”：其以前的用量不计入与其他产品共用的额度和分档",
        "the prices that follow no longer have {product}: what was used of it before does not count "
        "in the quota or bands that it shared",
    ),
    "own_customer": (
        "客户由询价单整体写明，不写在 keys 中；另一客户请另行询价",
        "the customer is that of the request; ask for another one in a request of its own",
    ),
    "own_product": (
        "产品由本行的 product 写明，不写在 keys 中",
        "the product is that of the line (product) and no key",
    ),
    "own_scenario": (
        "应用场景写在询价单或者本行的 scenario 中，不写在 keys 中",
        "the scenario is said as scenario of the request or the line, and is no key",
    ),
    "facts_beside_span": (
        "本行同时按期间计费，单次请求不能有自己的事实；请用 changes，或者分单询价",
        "this line also covers days, so that a request in it has no facts of its own; use changes, "
        "or ask in a request of its own",
    ),
    "days_needed": (
        "期间之内 {day} 情形改变，而用量没有日期；请在 events 中逐次列明",
        "something changes on {day}, within these days, and what was used has no day; list each "
        "request with its day under events",
    ),
    "positions_or_none": (
        "此处应为列表；此前没有用过的，写 none",
        "a list is expected, or none where nothing was used before",
    ),
    "not_a_period": (
        "期间应写作年 2026、半年 2026-H1、季度 2026-Q1、月 2026-03、日 2026-03-02，"
        "合同周期的起止日 2026-07-01/2027-06-30，或不分期 ever",
        "a period is expected: a year 2026, half-year 2026-H1, quarter 2026-Q1, month 2026-03, day "
        "2026-03-02, the first and last day of a contract's: 2026-07-01/2027-06-30, or ever",
    ),
    # reasons and remarks
    "merged": (
        "{names} 写法不同，按同一{key}计",
        "{names} are written differently and taken as one {key}",
    ),
    "refused_because": ("不予供给：{reason}", "refused: {reason}"),
    "no_tariff": (
        "{day} 没有施行中的收费标准（《{title}》已不在施行期内），不给出金额",
        "no tariff is in force on {day} (“{title}” no longer is), so no amount is given",
    ),
    "no_tariff_yet": (
        "{day} 没有施行中的收费标准（《{title}》最早见于 {first}），不给出金额",
        "no tariff is in force on {day} (“{title}” is known from {first} on), so no amount is given",
    ),
    "not_priced": (
        "{day} 施行的《{title}》没有 {product} 的价格，不给出金额",
        "“{title}”, as in force on {day}, has no price for {product}, so no amount is given",
    ),
    "differs": (
        "条件相同的用户价格不同：{customer} {amount} {money}，{other} {other_amount} {money}；不得报价",
        "like customers would pay different prices: {customer} {amount} {money}, {other} "
        "{other_amount} {money}; no price may be quoted",
    ),
    "of_day": ("{label}（{first}）", "{label} ({first})"),
    "of_days": ("{label}（{first} 至 {last}）", "{label} ({first} to {last})"),
    "remark_from": ("自 {day} 起：{remark}", "from {day} on: {remark}"),
    "free_part_assumed": (
        "收费标准没有规定无偿部分是否占分档和额度，假定不占",
        "the tariff does not say whether free units count in bands and quotas; taken not to",
    ),
    "at_ceiling": (
        "按上限收费标准计算，实际价格不得高于此数",
        "worked out at the ceilings: the most that may be charged",
    ),
    "far_ahead": (
        "{on} 远在所据文件所知的最晚日期 {newest} 之后，届时的规定可能已经改变",
        "{on} lies far beyond {newest}, the latest day that the document knows of: the law may have "
        "changed by then",
    ),
    "on_trial": ("试行收费标准，施行至 {until}", "trial prices, in force until {until}"),
    "charged_of_asked": (
        "{label}：请求 {asked} {unit}，计费 {charged} {unit}",
        "{label}: {asked} {unit} asked for, {charged} charged",
    ),
    "charged_as": (
        "{label}：请求 {asked} {asked_unit}，折算后计费 {charged} {unit}",
        "{label}: {asked} {asked_unit} asked for, charged as {charged} {unit}",
    ),
    "free": ("无偿使用", "free use"),
    "waived": ("运营机构免收", "waived by the operator"),
    "due_again": ("此前减免的，现不再减免，予以补收", "taken off before, and due after all"),
    "made_up_no_more": (
        "此前为达到最低收费补收的，现予抵减",
        "made up before to the least, and now met by use",
    ),
    # what is wrong with an acceptance
    "agreement_unchecked": (
        "这份报价所依据的文件有错误，只供起草，不能接受",
        "this quote rests on faulty documents and is for drafting only; it cannot be accepted",
    ),
    "agreement_no_amount": (
        "没有金额或者还缺事实的报价不能接受；请先补充事实或者改变使用方式",
        "a quote without an amount, or with facts still missing, cannot be accepted; add facts or "
        "change the use first",
    ),
    "declared_at": ("{fact}（{place}）", "{fact} ({place})"),
    "agreement_too_early": (
        "接受日期早于报价日期 {on}",
        "the quote is of {on} and cannot be accepted before",
    ),
    "agreement_part_refused": (
        "报价中有不予供给的部分，不能整体接受；请就可以供给的部分另行询价",
        "part of this quote is refused and it cannot be accepted; ask again for what is supplied",
    ),
    "agreement_too_late": (
        "报价有效期至 {until}，已过期；请重新询价",
        "the quote was valid until {until}; ask for a new one",
    ),
    "agreement_ends_before": (
        "使用期限的最后一天不得早于第一天 {start}",
        "the last day of use must not lie before the first, {start}",
    ),
    "agreement_outlasts": (
        "使用期限不得晚于 {last}：收费标准、授权、登记或者其他依据届时到期",
        "the use must end by {last}, when the tariff, the authorisation, a registration or something "
        "else it rests on ends",
    ),
    # labels of steps
    "nothing": ("应付", "to pay"),
    "waiver": ("运营机构是否免收", "whether the operator waives the charge"),
    "whole_use": ("全部使用", "the whole use"),
    "free_share": ("无偿部分占比（%）", "share of free use (per cent)"),
    "paid_share": ("有偿部分占比（%）", "share of paid use (per cent)"),
    "sum": ("各行合计", "sum of the lines"),
    "total": ("应付总额", "total to pay"),
    # how a line without one unit price is priced
    "priced_graduated": ("分档", "in bands"),
    "priced_volume": ("分档", "in bands"),
    "priced_flat": ("固定金额", "fixed amount"),
    "correction": ("更正：{reason}", "correction: {reason}"),
    "priced_capacity": ("按多种数量定价", "by several numbers"),
    "priced_package": ("按套餐", "by package"),
    "priced_percentage": ("按比例", "percentage"),
    "priced_graduated_percentage": ("按比例分档", "percentages in bands"),
    "priced_per_period": ("按期", "by period"),
    "priced_per_unit": ("有上下限", "within limits"),
    "priced_unread": ("未能查到", "not read"),
    "priced_by_tariff": ("见收费标准", "see the tariff"),
    # how a use is charged
    "regime_free": ("无偿使用", "free"),
    "regime_guided": ("有偿使用（政府指导价）", "paid, at a government-guided price"),
    "regime_by_tariff": ("有偿使用（按收费标准）", "paid, by its tariff"),
    "regime_mixed": ("部分无偿、部分有偿", "partly free, partly paid"),
    "regime_refused": ("不予供给", "refused"),
    "regime_partly_refused": ("部分不予供给", "refused in part"),
    "regime_undetermined": ("待定，需补充事实", "undetermined, facts are missing"),
    "channel_sharing": ("政务共享", "sharing between government bodies"),
    "channel_opening": ("公共数据开放", "opening to the public"),
    "channel_authorised_operation": ("授权运营", "authorised operation"),
    "status_set": ("已定价", "price set"),
    "status_trial": ("试行价", "trial price"),
    "status_waived": ("免收", "waived"),
    "status_none": ("无价格", "no price"),
    "vat_included": ("含增值税", "with VAT"),
    "vat_excluded": ("不含增值税", "without VAT"),
    "vat_unknown": ("增值税口径不明", "VAT basis unknown"),
    # the questionnaire on a terminal
    "ask_number": (
        "问题 {number}（此后最多还有 {most} 个）",
        "Question {number} (at most {most} more after it)",
    ),
    "ask_last": ("问题 {number}（最后一个）", "Question {number} (the last)"),
    "ask_distinct": (
        "这些请求的对象是否互不相同，且窗口期内此前都没有查询过？",
        "Does each request concern something else, not asked for before within the window?",
    ),
    "ask_because": ("因为：{clause}", "because of: {clause}"),
    "ask_choice": (
        "请输入序号 1–{most}；? 查看条款；直接回车表示不清楚：",
        "A number from 1 to {most}; ? for the clause; Enter if you do not know:",
    ),
    "ask_figure": (
        "请输入数字；? 查看条款；直接回车表示不清楚：",
        "A number; ? for the clause; Enter if you do not know:",
    ),
    "ask_words": (
        "请用文字回答；直接回车表示不清楚：",
        "In words; Enter if you do not know:",
    ),
    "ask_name": (
        "都属于同一个的，请写名称；? 查看条款；直接回车表示不清楚：",
        "A name, if all is of one and the same; ? for the clause; Enter if you do not know:",
    ),
    "ask_date": (
        "请输入日期，如 2026-03-02；? 查看条款；直接回车表示不清楚：",
        "A day such as 2026-03-02; ? for the clause; Enter if you do not know:",
    ),
    "ask_not_an_answer": ("「{written}」不是可选的回答", "“{written}” is not one of the answers"),
    "ask_agreed": (
        "是否如此？是请输入 1；不是或不清楚直接回车：",
        "Is it so? 1 for yes; Enter if not, or if you do not know:",
    ),
    "ask_needs_position": (
        "请在询价单的 position 中写明此前的用量，再询价",
        "Say in position of the request what was used before, and ask again",
    ),
    "ask_needs_events": (
        "请在询价单的 events 中逐次列明日期和对象，再询价；窗口期内的重复申请只收一次",
        "List day and subject of each under events in the request, and ask again; repeated ones "
        "within the window are charged once",
    ),
    # the quote as it is shown, and the command
    "may_be_free": ("可能无偿使用，还取决于：{facts}", "it may be free, depending on: {facts}"),
    "listed": ("{one}、{other}", "{one}, {other}"),
    "day": ("{year}年{month}月{day}日", "{year}-{month:02}-{day:02}"),
    "explained": ("计算过程：", "How it was worked out:"),
    "option_explain": ("列出计算过程和依据", "show how it was worked out, with sources"),
    "option_ask": (
        "在终端逐项询问还缺的事实；? 查看条款，回车表示不清楚",
        "ask on the terminal for the facts that are missing; ? for the clause, Enter if not known",
    ),
    "option_save": ("把补充完整的询价单写入此文件", "write the completed request to this file"),
    "not_docx": ("应为 .docx 文件", "a file ending in .docx is expected"),
    "option_word": ("把报价单写成 Word 文件（.docx）", "write the quote as a Word file (.docx)"),
    "argument_file": ("询价单（YAML 文件）", "the request (a YAML file)"),
    "amount_too_large": (
        "这一行的金额超过 10 的 30 次方元；请检查数量和价格",
        "the amount of this line is over 10 to the power of 30 yuan; look at quantity and price",
    ),
    "too_many_uses": (
        "一份询价单最多写 {most} 行和次（各行、各次请求合计）；更多的请分开询价",
        "a request has at most {most} lines and dated requests in all; ask for more in parts",
    ),
}
