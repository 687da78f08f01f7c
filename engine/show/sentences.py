"""Sentences of `engine.show`: a record, a quote, an agreement, and what a result rests on."""

SENTENCES = {
    # a record
    "at_place": ("{place}：{said}", "{place}: {said}"),
    # a quote
    "quote_title": ("报价单", "Quotation"),
    "quote_priced": ("应付 {total} {money}（{vat}）", "{total} {money} to pay ({vat})"),
    "conditional": ("视情况；{marks}", "conditional; {marks}"),
    "unsaid": ("未说明：{what}", "not said: {what}"),
    "quote_open": ("尚不能报价：{regime}", "no amount yet: {regime}"),
    "of_number": ("{title} · {number}", "{title} · {number}"),
    "stands": (
        "依据状态：{evidence}；适用方式：{applies}",
        "evidence: {evidence}; applies: {applies}",
    ),
    "cited_together": ("{marks}：{cited}", "{marks}: {cited}"),
    "quote_number": ("编号", "Number"),
    "quote_customer": ("客户", "Customer"),
    "quote_day": ("使用日期", "Day of use"),
    "quote_validity": ("有效期", "Validity"),
    "span": ("{from_day}至{until}", "{from_day} to {until}"),
    "until_new_tariff": (
        "自{from_day}起，至新标准施行前",
        "from {from_day} until a new tariff is in force",
    ),
    "quote_missing": ("请补充", "Please answer"),
    "possible_answer": ("  {id}：{title}", "  {id}: {title}"),
    "not_an_answer": ("所填「{found}」不在可选之列", "“{found}” is not one of the answers"),
    "line_label": ("收费项目", "Item"),
    "line_quantity": ("数量", "Quantity"),
    "line_unit": ("单位", "Unit"),
    "line_price": ("单价（{money}）", "Unit price ({money})"),
    "line_metered": ("计量金额", "Metered"),
    "line_amount": ("应付", "To pay"),
    "lines_differ": (
        "各行按分显示；合计由未取整的金额相加后取整，所以与各行所示之和不同",
        "lines are shown in fen; the total is the sum of the unrounded amounts, rounded, and so "
        "differs from the sum of what is shown",
    ),
    "free_line": ("{label}（无偿）", "{label} (free)"),
    "quote_conditions": ("无偿使用的条件", "Conditions of free use"),
    "why": ("理由，以及什么会改变结论", "Why, and what would change it"),
    "counts_as": ("这次使用认定为：{reason}", "The use counts as {reason}"),
    "sources": ("依据", "Sources"),
    # a use agreement
    "agreement_title": ("公共数据使用协议", "Agreement on the use of public data"),
    "agreement_id": ("协议编号", "Agreement"),
    "agreement_quote": ("所依据的报价", "By the quote"),
    "agreement_supplier": ("供给方（运营机构）", "Supplier (operator)"),
    "agreement_customer": ("使用方", "User"),
    "agreement_product": ("产品、场景", "Product, scenario"),
    "agreement_registration": ("登记编码 {code}", "registration code {code}"),
    "agreement_purpose": ("用途认定为", "Purpose counts as"),
    "agreement_term": ("期限", "Term"),
    "agreement_open": ("自{from_day}起，至一方终止", "from {from_day} until one side ends it"),
    "agreement_declared": ("使用方申报的事实", "Facts declared by the user"),
    "agreement_reclassified": ("用途改变", "Change of use"),
    "agreement_signed": ("{day}接受", "Accepted on {day}"),
    # what a result rests on
    "marks": ("{evidence}·{applies}", "{evidence}, {applies}"),
    "note": ("：{note}", ": {note}"),
    "rests_on": (
        "结论依赖以下假定、示例，或假定适用的依据：",
        "It rests on these assumptions and on pieces only assumed to apply:",
    ),
    "cited": ("{name}（{evidence}·{applies}）{note}", "{name} ({evidence}, {applies}){note}"),
    "weak": (
        "结论依赖 {count} 项假定、示例，或假定适用的依据（{of}）",
        "It rests on {count} assumption(s) or piece(s) only assumed to apply ({of})",
    ),
    "weak_kind": ("{marks} {count} 项", "{marks}: {count}"),
    # every line of a method
    "head_line": ("项目", "Item"),
    "head_value": ("数值", "Value"),
    "head_unit": ("单位", "Unit"),
    "head_row": ("行", "Row"),
    # any method, computed on a file of figures
    "case_answer": ("{title} {figure} {unit}〔{marks}〕", "{title}: {figure} {unit} [{marks}]"),
    "case_nothing": (
        "所给的表没有一行，没有可测算的",
        "the tables given have no rows, and there is nothing to compute",
    ),
    "case_several": ("{title}，见下表〔{marks}〕", "{title}: see below [{marks}]"),
    "case_of": (
        "{title}（{method}），{on} 有效的规则；数据 {file}",
        "{title} ({method}), as in force on {on}; figures in {file}",
    ),
    "case_told": ("{told}：{figure} {unit}", "{told}: {figure} {unit}"),
    "case_results": ("结论", "Results"),
    "case_behind": ("由来", "What they follow from"),
    "left_out": (
        "没有测算「{block}」：没有给出 {lacking}",
        "“{block}” was not computed, for want of: {lacking}",
    ),
    # what a page leaves out, and where that is
    "and_more": ("……另有 {count} 项", "… and {count} more"),
    "rest_table": ("全部表格：--table（{of}）", "All tables: --table ({of})"),
    "rest_case": ("测算各行、依据", "every line, what it rests on"),
    "rest_explain": ("逐步计算：--explain", "every step: --explain"),
    "rest_workbook": ("工作簿：--out 文件.xlsx", "the live workbook: --out FILE.xlsx"),
    "rest_switches": ("口径：--switches", "readings: --switches"),
    "rest_evaluation": ("逐项依据、测算各行", "what it rests on, every line"),
    "rest_refund": ("各户、逐笔、依据", "every customer, every charge, what it rests on"),
    "rest_ceilings": ("各产品、依据", "every product, what it rests on"),
    "rest_scenario": ("逐年逐产品", "each year, product by product"),
    "rest_out_record": ("存证：--out 目录", "the record: --out FOLDER"),
    "switched": (
        "口径（非默认）：{title} = {reading}（{name}={value}）",
        "reading (not the default): {title} = {reading} ({name}={value})",
    ),
    # what a determination leaves open
    "excess_deducted": (
        "{years} 年周期的超额收入 {excess} 元（评估存证 {record}）：本周期扣减 {taken} 元，余 {left} 元",
        "Excess of {excess} yuan of the cycle {years} (evaluation {record}): {taken} yuan deducted in this cycle, {left} yuan left",
    ),
    "taken_before": (
        "  此前 {years} 年周期已扣减 {amount} 元（核定存证 {determination}）",
        "  {amount} yuan deducted before, in the cycle {years} (determination {determination})",
    ),
    "carried_on": (
        "本周期结束后仍待扣减 {amount} 元，随本周期的评估结转下一周期",
        "{amount} yuan stay to be deducted after this cycle, and are carried on with its evaluation",
    ),
    "provisional": (
        "本核定是暂定的，不能作为最终核定：所扣减的 {years} 年周期评估（{record}），{why}",
        "This determination is provisional and can never be final: of the evaluation of {years} ({record}), {why}",
    ),
    "provisional_mark": (
        "暂定：所扣减的评估尚未落定",
        "Provisional: it deducts an evaluation that is not settled",
    ),
    "none_between": (
        "已声明：被评估的周期与本周期之间的年份没有核定过最高准许收入",
        "Declared: for the years between the cycle evaluated and this one no maximum was determined",
    ),
    # income evaluated, charges refunded
    "excess": (
        "超额收入 {amount} 元，应在下一周期扣减〔{marks}〕",
        "Excess of {amount} yuan, to be deducted in the next cycle [{marks}]",
    ),
    "no_excess": (
        "收入没有超过最高准许收入，无须扣减〔{marks}〕",
        "Income did not exceed what was permitted; nothing is to be deducted [{marks}]",
    ),
    "evaluated": (
        "{operator}；依据核定存证 {record}；评估日 {on}",
        "{operator}; by the determination {record}; evaluated {on}",
    ),
    "evaluation_provisional": (
        "! 本评估是暂定的，据此扣减的核定不能作为最终核定：{why}",
        "! This evaluation is provisional, and no determination that deducts it can be final: {why}",
    ),
    "carried": (
        "以前周期尚未扣减完的 {amount} 元随本评估结转，一并在下一周期扣减",
        "{amount} yuan left of earlier cycles are carried on with this evaluation and deducted with it",
    ),
    "to_deduct": (
        "核定下一周期时用 dingjia determine --deduct 扣减；授权终止且没有下一周期的，须另行处理",
        "Deduct it in the next determination with dingjia determine --deduct; where the authorisation "
        "ends without a next cycle, it has to be settled otherwise",
    ),
    "propose_ceilings": (
        "评估后应提出调整上限收费标准的建议（{clause}）",
        "After an evaluation adjusted ceilings are to be proposed ({clause})",
    ),
    "refunded": (
        "应退还多收价款 {amount} 元，涉及 {count} 户〔{marks}〕",
        "{amount} yuan to be refunded to {count} customer(s) [{marks}]",
    ),
    "no_refund": (
        "没有超过上限收费标准的收费，无须退还〔{marks}〕",
        "Nothing was charged above a ceiling; nothing is to be refunded [{marks}]",
    ),
    "refund_apart": (
        "逐户退还，与周期评估后的扣减是两回事，互不抵消",
        "It goes back customer by customer and is not set off against the deduction of a cycle",
    ),
    "year": ("年度", "Year"),
    "income": ("评估收入", "Income"),
    "permitted": ("最高准许收入", "Permitted"),
    "above": ("超出（负数为不足）", "Above (negative: below)"),
    "customer": ("用户", "Customer"),
    "refund": ("应退还（元）", "Refund (yuan)"),
}
