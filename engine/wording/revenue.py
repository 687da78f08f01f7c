"""Sentences of `engine.revenue` and its commands: determination, evaluation, verification."""

SENTENCES = {
    "quantity": ("{product}：预测年用量", "{product}: forecast quantity of a year"),
    "tick": ("{product}：最小计价单位", "{product}: price tick"),
    "not_in_force": (
        "{on} 没有有效的版本",
        "no version is in force on {on}",
    ),
    "year_not_complete": (
        "到 {on} 这一年度还没有结束；没有完整年度成本的，成本依据写「预测」并写明试行期限",
        "this year is not complete on {on}; without a complete year, submit a forecast with the "
        "term of its trial",
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
    "income_of_other": (
        "收入属于另一家运营机构；核定的是 {operator}",
        "these are the incomes of another operator; the determination is of {operator}",
    ),
    "year_twice": ("这一年出现了两次；请合并为一个数", "this year stands twice; give one figure"),
    "year_outside": (
        "这一年不在核定周期内；周期为 {years}",
        "this year is not in the cycle; its years are {years}",
    ),
    "year_missing": ("缺少这一年的收入", "the income of this year is missing"),
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
    # --- how far a determination has come
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
    "stage": ("阶段：{stage}", "Stage: {stage}"),
    "stage_after": (
        "阶段：{stage}，接在存证 {former} 之后",
        "Stage: {stage}, after the record {former}",
    ),
    "objection": (
        "异议 {id}（{by}，{on}，针对 {line}）：{said}",
        "Objection {id} ({by}, {on}, against {line}): {said}",
    ),
    "objection_open": ("    尚未答复", "    not answered yet"),
    "objection_upheld": ("    采纳：{answer}", "    upheld: {answer}"),
    "objection_partly_upheld": ("    部分采纳：{answer}", "    upheld in part: {answer}"),
    "objection_rejected": ("    不予采纳：{answer}", "    rejected: {answer}"),
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
    # --- how a result is told
    "badge": ("{evidence}·{applies}", "{evidence}, {applies}"),
    "rests_on": (
        "结论依赖以下假定、示例，或假定适用的依据：",
        "It rests on these assumptions and on pieces only assumed to apply:",
    ),
    "cited": ("{name}（{evidence}·{applies}）{note}", "{name} ({evidence}, {applies}){note}"),
    "note": ("：{note}", ": {note}"),
    "switched": (
        "口径（非默认）：{title} = {reading}（{name}={value}）",
        "reading (not the default): {title} = {reading} ({name}={value})",
    ),
    "reading": ("    {value}  {title}", "    {value}  {title}"),
    "reading_default": ("  * {value}  {title}（默认）", "  * {value}  {title} (default)"),
    # --- the determination
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
    "driver_paid": ("有偿使用占用的{driver}", "{driver} taken by paid use"),
    "driver_free": ("无偿提供占用的{driver}", "{driver} taken by free supply"),
    "driver_whole": ("{driver}合计", "{driver} in all"),
    "driver_share": ("{pool}按{driver}的有偿占比", "{pool} by {driver}: share of paid use"),
    "driver_cost": ("{pool}按{driver}由有偿使用承担", "{pool} by {driver}: borne by paid use"),
    "driver_more": ("{pool}改按{driver}的差额", "{pool} by {driver}: difference"),
    "column_driver": ("分摊动因", "driver"),
    "column_line": ("行", "line"),
    "column_value": ("数值", "value"),
    "column_unit": ("单位", "unit"),
    "column_product": ("产品", "product"),
    "column_cost_before_subsidy": ("补助前成本", "cost before subsidy"),
    "column_quantity": ("预测年用量", "forecast quantity"),
    "column_full_price": ("全成本价格", "full price"),
    "spread": (
        "选定加点 {points} 个百分点，理由：{reason}",
        "Spread chosen: {points} percentage points; reason: {reason}",
    ),
    "no_reason": ("（未说明，应补充）", "(not stated; it should be)"),
    "declared_yield": (
        "国债收益率采用自报的 {percent}%（未采用公布数据），理由：{reason}",
        "The treasury yield is the declared {percent} %, not a published one; reason: {reason}",
    ),
    "written": (
        "存证 {number} 和工作簿已写入 {folder}：record.json、workbook.xlsx",
        "Record {number} and workbook written to {folder}: record.json, workbook.xlsx",
    ),
    "template_written": ("填报模板已写入 {file}", "Template written to {file}"),
    "needs_method_and_day": (
        "须写明方法和核定日，例如 --method cn/ndrc-2025-65 --on 2026-03-01",
        "name a method and a day, such as --method cn/ndrc-2025-65 --on 2026-03-01",
    ),
    "needs_submission": (
        "须给出申报文件（YAML、.xlsx 或目录）",
        "give a submission (YAML, .xlsx or a folder)",
    ),
    "bad_switch": (
        "应写成 名称=取值，例如 profit_tax=before_income_tax；可用 --switches 查看",
        "write NAME=VALUE, such as profit_tax=before_income_tax; --switches lists them",
    ),
    "switch_twice": ("同一口径给出了两次", "this switch is given twice"),
    # --- the evaluation
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
    "to_deduct": (
        "核定下一周期时用 dingjia determine --deduct 扣减；授权终止且没有下一周期的，须另行处理",
        "Deduct it with dingjia determine --deduct; where the authorisation ends without a next "
        "cycle, that is reported here and not resolved",
    ),
    "propose_ceilings": (
        "评估后应提出调整上限收费标准的建议（{clause}）",
        "After an evaluation adjusted ceilings are to be proposed ({clause})",
    ),
    "column_year": ("年度", "year"),
    "column_income": ("评估收入", "income"),
    "column_permitted": ("最高准许收入", "permitted"),
    "column_above": ("超出（负数为不足）", "above (negative: below)"),
    "evaluation_written": (
        "存证 {number} 已写入 {folder}：evaluation.json",
        "Record {number} written to {folder}: evaluation.json",
    ),
    # --- the refund
    "no_ceiling_of_product": (
        "没有给出这个产品的上限收费标准；已有：{known}",
        "no ceiling of this product is given; there are: {known}",
    ),
    "refund": (
        "应退还多收价款 {amount} 元，涉及 {count} 户〔{marks}〕",
        "{amount} yuan to be refunded to {count} customer(s) [{marks}]",
    ),
    "no_refund": (
        "没有超过上限收费标准的收费，无须退还〔{marks}〕",
        "Nothing was charged above a ceiling; nothing is to be refunded [{marks}]",
    ),
    "column_customer": ("用户", "customer"),
    "column_refund": ("应退还（元）", "refund (yuan)"),
    "refund_apart": (
        "逐户退还，与周期评估后的扣减是两回事，互不抵消",
        "It goes back customer by customer and is not set off against the deduction of a cycle",
    ),
    "refund_written": (
        "存证 {number} 已写入 {folder}：refund.json",
        "Record {number} written to {folder}: refund.json",
    ),
    "argument_charges": ("收费明细（YAML 文件）", "the charges (a YAML file)"),
    # --- verification
    "verified": (
        "存证 {number} 核对一致：哈希相符，重新计算的结果完全相同",
        "Record {number} verifies: its hashes hold, and a re-run gives the same",
    ),
    "not_verified": (
        "存证 {number} 核对不一致：{count} 处",
        "Record {number} does not verify: {count} place(s)",
    ),
    "changed_since": (
        "{place}：现为 {recorded}，封存时为 {recomputed}",
        "{place}: now {recorded}, when sealed {recomputed}",
    ),
    "rerun_differs": (
        "{place}：记录为 {recorded}，重新计算为 {recomputed}",
        "{place}: recorded {recorded}, recomputed {recomputed}",
    ),
    "document_changed": (
        "{place}：文件内容与记录时不同（哈希：记录 {recorded}，现为 {recomputed}）",
        "{place}: the document is no longer the one recorded (hash: recorded {recorded}, now "
        "{recomputed})",
    ),
    "broken_body": (
        "内容与封存的哈希不符，且改动不止一位数字",
        "the body does not match its hash, and more than one digit was changed",
    ),
    "broken_number": ("存证编号与内容不符", "the number does not belong to the body"),
    "broken_envelope": (
        "封套（时间、前一存证）与其哈希不符",
        "the envelope (clock, previous record) does not match its seal",
    ),
    "cannot_rerun": ("无法重新计算：{said}", "a re-run is not possible: {said}"),
    "chain_first": ("前面没有存证", "No record stands before it"),
    "chain_open": (
        "前一存证（封签 {seal}…）不在同一目录中，未核对",
        "The record before it (seal {seal}…) is not in this folder and was not looked at",
    ),
    "chained": ("前一存证：{number}（{file}）", "Before it: {number} ({file})"),
    # --- options
    "argument_submission": (
        "申报文件：YAML、.xlsx，或放有 CSV 和 YAML 的目录",
        "the submission: YAML, .xlsx, or a folder of CSV and YAML",
    ),
    "argument_record": ("存证文件", "the record"),
    "argument_incomes": ("收入申报（YAML 文件）", "the incomes (a YAML file)"),
    "option_method": ("方法文件编号", "id of the method document"),
    "option_on": ("核定日，按当日有效的规则", "day of the determination: that day's law"),
    "option_on_evaluation": (
        "评估日，按当日有效的规则；默认为核定日",
        "day of the evaluation: that day's law; by default the day of the determination",
    ),
    "option_out": (
        "把存证和工作簿写入此目录",
        "write the record and the workbook into this folder",
    ),
    "option_switch": (
        "选定口径：名称=取值，可多次给出",
        "choose a reading: NAME=VALUE, may be repeated",
    ),
    "option_spread": (
        "加点（百分点），代替申报中的加点",
        "percentage points above the yield, in place of the submission's",
    ),
    "option_reason": ("加点的理由，与 --spread 同用", "the reason for --spread"),
    "option_deduct": ("扣减此评估存证中的超额收入", "deduct the excess in this evaluation record"),
    "option_overrides": (
        "审核人员的判断和调整（YAML 文件），每项须写理由",
        "the reviewer's judgements and changes (a YAML file), each with its reason",
    ),
    "option_stage": (
        "阶段：draft 草案、opinion 审核意见、final 最终核定",
        "the stage: draft, opinion or final",
    ),
    "option_follows": ("本次接在此存证之后", "the record that this one follows"),
    "option_objections": (
        "运营机构的异议及答复（YAML 文件）",
        "the operator's objections and their answers (a YAML file)",
    ),
    "option_switches": (
        "列出各口径及其取值、默认值和依据",
        "list readings, defaults and their evidence",
    ),
    "option_template": (
        "写出填报模板（.xlsx）；同时给出申报文件时按其填好",
        "write a template (.xlsx); filled when a submission is given as well",
    ),
}
