"""Sentences of `engine.quote`: faults of a request, reasons, and the quote as people read it."""

SENTENCES = {
    # what is wrong with a request
    "unknown_fact": (
        "本收费标准不涉及这项事实；涉及的有：{allowed}",
        "this tariff asks for no such fact; it asks for: {allowed}",
    ),
    "not_a_fact": (
        "此处应为一个值：文字、true 或 false、数字、日期",
        "one value belongs here: text, true or false, a number, or a day",
    ),
    "no_use_rules": (
        "本收费标准不适用公共数据使用规则，不需要此项；请删除",
        "this tariff stands under no rules of use and has no need of this; remove it",
    ),
    # reasons and remarks
    "yes": ("是", "yes"),
    "no": ("否", "no"),
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
        "条件相同的用户价格不同：{customer} {amount} 元，{other} {other_amount} 元；不得报价",
        "like customers would pay different prices: {customer} {amount} yuan, {other} "
        "{other_amount} yuan; no price may be quoted",
    ),
    "at_ceiling": (
        "按上限收费标准计算，实际价格不得高于此数",
        "worked out at the ceilings: the most that may be charged",
    ),
    "on_trial": ("试行收费标准，施行至 {until}", "trial prices, in force until {until}"),
    "charged_of_asked": (
        "{label}：请求 {asked} {unit}，计费 {charged} {unit}",
        "{label}: {asked} {unit} asked for, {charged} charged",
    ),
    "free": ("无偿使用", "free use"),
    "waived": ("运营机构免收", "waived by the operator"),
    # what is wrong with an acceptance
    "agreement_no_amount": (
        "没有金额的报价不能接受；请先补充事实或者改变使用方式",
        "a quote without an amount cannot be accepted; add facts or change the use first",
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
        "使用期限不得晚于 {last}：收费标准、授权或者产品登记届时到期",
        "the use must end by {last}, when the tariff, the authorisation or the registration ends",
    ),
    # labels of steps
    "nothing": ("应付", "to pay"),
    "waiver": ("运营机构是否免收", "whether the operator waives the charge"),
    "whole_use": ("全部使用", "the whole use"),
    "free_share": ("无偿部分占比（%）", "share of free use (per cent)"),
    "paid_share": ("有偿部分占比（%）", "share of paid use (per cent)"),
    "sum": ("各行合计", "sum of the lines"),
    "total": ("应付总额", "total to pay"),
    # the quote on a terminal
    "headline_priced": ("应付 {total} 元（{vat}）", "{total} yuan to pay ({vat})"),
    "headline_open": ("尚不能报价：{regime}", "no amount yet: {regime}"),
    "regime_free": ("无偿使用", "free"),
    "regime_guided": ("有偿使用（政府指导价）", "paid, at a government-guided price"),
    "regime_set": ("有偿使用（政府定价）", "paid, at a price set by government"),
    "regime_mixed": ("部分无偿、部分有偿", "partly free, partly paid"),
    "regime_refused": ("不予供给", "refused"),
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
    "for": (
        "{number}  {customer}  {title}  {on}",
        "{number}  {customer}  {title}  {on}",
    ),
    "valid": ("有效期：{from_day} 至 {until}", "valid from {from_day} to {until}"),
    "valid_open": (
        "有效期：自 {from_day} 起，至新标准施行前",
        "valid from {from_day} until a new tariff is in force",
    ),
    "column_label": ("收费项目", "item"),
    "column_quantity": ("计费数量", "quantity"),
    "column_unit": ("单位", "unit"),
    "column_price": ("单价（元）", "unit price"),
    "column_amount": ("应付（元）", "to pay"),
    "column_metered": ("计量金额（元）", "metered"),
    "column_regime": ("方式", "how"),
    "regime_line_free": ("无偿", "free"),
    "regime_line_guided": ("有偿", "paid"),
    "several": ("分档", "in bands"),
    "conditions": ("无偿使用的条件：", "Conditions of free use:"),
    "missing": ("请补充：", "Please answer:"),
    "answer": ("    {id}：{title}", "    {id}: {title}"),
    "not_an_answer": ("（所填「{found}」不在可选之列）", " (“{found}” is not one of the answers)"),
    "stands": (
        "依据状态：{evidence}；适用方式：{applies}",
        "evidence: {evidence}; applies: {applies}",
    ),
    "nearest": ("什么会改变收费方式：", "What would change how it is charged:"),
    "may_be_free": ("可能无偿使用，还取决于：{facts}", "it may be free, depending on: {facts}"),
    "listed": ("{one}、{other}", "{one}, {other}"),
    "day": ("{year}年{month}月{day}日", "{year}-{month}-{day}"),
    "assumptions": ("以下依据未查到原文、为示例或系假定适用：", "Weak pieces it rests on:"),
    "weak": ("{name}（{evidence}、{applies}）{note}", "{name} ({evidence}, {applies}){note}"),
    "note": ("：{note}", ": {note}"),
    "explained": ("计算过程：", "How it was worked out:"),
    "option_explain": ("列出计算过程和依据", "show how it was worked out, with sources"),
    "argument_file": ("询价单（YAML 文件）", "the request (a YAML file)"),
}
