"""Sentences of `engine.cli`."""

SENTENCES = {
    "about": (
        "定价：公共数据产品和服务的价格引擎。退出码：0 完成；1 结论为否；2 输入有误；70 软件内部错误",
        "Dingjia: an engine for pricing public data. Exit status: 0 done, 1 the answer is no, 2 the "
        "input is wrong, 70 an internal error",
    ),
    "check": ("检查规则、价目、方法文件", "check the documents of law"),
    "classify": ("判定一次使用是否无偿", "decide whether a use is free"),
    "quote": ("报价", "quote a use"),
    "determine": (
        "核定最高准许收入；其他方法由数据文件测算",
        "determine the maximum permitted revenue; compute any other method on a file of figures",
    ),
    "readings": (
        "逐一采用方法的各种口径：最高准许收入的区间、先找哪条原文、哪些结论在任何口径下都成立",
        "read the method in every way: within what the maximum lies, which text to obtain first, "
        "which verdicts hold however it is read",
    ),
    "reconcile": (
        "两份核定（或评估、报价）为什么不同：差额逐项分解到数据、口径和判断，合计准确到分",
        "why two determinations, evaluations or quotes differ: the gap split over inputs, readings and "
        "decisions, exact to the fen",
    ),
    "argument_first": (
        "存证（.json）、询价单，或者申报文件（须写明 --method、--on）",
        "a record (.json), a request for a quote, or a submission (with --method and --on)",
    ),
    "argument_second": ("与之比较的另一份", "the other, which is compared with it"),
    "option_method_of_files": (
        "申报文件所用核定方法的编号",
        "id of the method by which submissions are determined",
    ),
    "option_on_of_files": ("申报文件的核定日", "day on which submissions are determined"),
    "option_draft_objections": (
        "把使结果降低的各项写成异议草稿（.yaml），由人补充",
        "write drafts of objections to what lowers the result (.yaml), to be completed by hand",
    ),
    "objections_to_maxima": (
        "异议只针对核定，不针对评估或者报价",
        "objections are to determinations, not to evaluations or quotes",
    ),
    "nothing_lowers": (
        "没有使结果降低的差异，没有异议可写",
        "nothing lowers the result, so that there is nothing to object to",
    ),
    "objection_by": ("（异议人）", "(who objects)"),
    "objection_said": (
        "{title}：使最高准许收入改变 {amount} 元；理由：",
        "{title}: changes the maximum by {amount} yuan; because:",
    ),
    "said_by_record": (
        "存证已经写明，不能另行给出",
        "the record says it, so that it is not given again",
    ),
    "option_charges": (
        "收费文件（同 refund 所用）：逐口径判断是否高于上限、应退多少；文件中的上限不用",
        "file of charges, as for refund: is any above its ceiling, and what is to be refunded, "
        "under each reading; the ceilings in the file are not used",
    ),
    "option_incomes": (
        "收入文件（同 evaluate 所用）：逐口径判断是否超额、是否亏损",
        "file of incomes, as for evaluate: is there an excess, or a loss, under each reading",
    ),
    "option_year_of_ceilings": (
        "按哪一年的最高准许收入计算上限；默认周期首年",
        "year whose maximum the ceilings are set from; by default the first of the cycle",
    ),
    "draft": (
        "由科目余额表整理申报草稿，并列出没有列入的科目",
        "draft a submission from a trial balance, and list what was not placed",
    ),
    "ceilings": ("由最高准许收入拟定上限收费标准", "set price ceilings from a determination"),
    "refund": (
        "测算超过上限收费标准多收、应退还各用户的价款",
        "what was charged above a ceiling, by customer",
    ),
    "evaluate": ("评估一个周期的收入", "evaluate the income of a cycle"),
    "scenario": ("运行并比较情景", "run and compare scenarios"),
    "verify": ("重新计算并核对一份存证", "recompute a record and say whether it is the same"),
    "app": ("打开页面（含示例）", "open the pages with a worked case"),
    "option_version": ("显示版本号", "print the version"),
    "option_lang": ("语言：zh 或 en", "language: zh or en"),
    "option_texts": (
        "存放法规、文件原文（.txt、.md）的目录：依据的条文在其中找到的，显示在数字旁",
        "folder of official texts (.txt, .md): a cited clause found there is shown beside its figure",
    ),
    "check_texts": ("{id} 与原文对照", "{id} against the texts"),
    "texts": ("所依据的条文：", "The clauses that it rests on:"),
    "texts_none": (
        "所给原文目录中没有找到所依据的条文",
        "no clause that it rests on was found in the folder of texts",
    ),
    "option_tariffs": (
        "规则与价目文件目录，可多次给出，先给者优先；默认 ./tariffs，否则用随软件安装的",
        "folder of documents, may be repeated, the first wins; by default ./tariffs, else those "
        "installed",
    ),
    "option_json": ("输出 JSON（金额为文字）", "print JSON (amounts are text)"),
    "option_table": (
        "输出全部表格和依据，而不只是一页",
        "print all tables and what they rest on, not only the page",
    ),
    "option_unchecked": (
        "起草用：所依据的文件有错误时仍然计算；结果、文书和存证会注明，且不能作为最终结果",
        "for drafting: go on although a document is faulty; result, paper and record say so, and nothing final rests on it",
    ),
    "faulty_law": (
        "所依据的文件有错误，没有计算（退出码 1）；起草时可加 --unchecked，能读懂之处仍予计算",
        "the documents that this rests on are faulty, and nothing was computed (exit status 1); for drafting, --unchecked goes on where they can be read",
    ),
    "more_faults": ("……另有 {count} 处错误没有列出", "… and {count} more"),
    "faults": ("共 {count} 处错误", "{count} fault(s)"),
    "unforeseen": (
        "软件内部错误，不是对您问题的回答（退出码 70）；请把以上内容报告给开发者",
        "an internal error, not an answer to your question (exit status 70); please report the above",
    ),
    "check_path": ("文件或目录；默认全部", "a file or a folder; by default everything"),
    "check_schema": (
        "输出某类文件的 JSON Schema：rules、method、tariff、series、register:products 等；"
        "或申报、询价所用文件的：request、use、submission、overrides、incomes、charges 等",
        "print the JSON Schema of a kind: rules, method, tariff, series, register:products …; or "
        "of what people file: request, use, submission, overrides, incomes, charges …",
    ),
    "check_against": (
        "规则文件的编号，如 cn/supply：列出 PATH 中的规则与它结论不同的全部情形",
        "id of rules such as cn/supply: tell every case that the rules at PATH decide otherwise",
    ),
    "check_together": ("{one} 与 {other} 连用", "{one} with {other}"),
    "check_one_draft": (
        "使用 --against 时，PATH 应为一份规则文件",
        "with --against, PATH should be one document of rules",
    ),
    "check_change": (
        "{output}：由“{before}”变为“{after}”。情形：{case}。例如：{example}",
        "{output}: from “{before}” to “{after}”. Cases: {case}. For example: {example}",
    ),
    "check_more": (
        "{output}：还有其他情形结论不同，没有全部列出",
        "{output}: there are more such cases, not all told here",
    ),
    "check_not_compared": (
        "{output}：情形过于繁多，没有比较",
        "{output}: the cases are too many, not compared",
    ),
    "check_no_change": ("所有情形的结论都相同", "every case is decided as before"),
    "check_nothing": ("没有找到任何文件", "there are no documents there"),
    "check_other_place": (
        "编号与文件位置不一致：编号为 {given} 的文件应是某个目录下的 {given}.yaml，现在是 {there}；请改其中之一",
        "id and place differ: a document {given} lies in some folder as {given}.yaml, and this one as {there}; change one of them",
    ),
    "check_above": (
        "规则与价目文件放在其中的 {folder}；请检查那个目录",
        "the documents lie further in, in {folder}; have that folder checked",
    ),
    "check_sound": ("通过  {id}", "sound   {id}"),
    "check_faulty": ("有误  {id}（{count} 处）", "faulty  {id} ({count})"),
    "check_clean_one": ("1 份文件通过检查", "the document is sound"),
    "check_clean": ("{count} 份文件全部通过检查", "all {count} documents are sound"),
    "check_no_kind": ("没有这类文件；可选：{allowed}", "no such kind; there are: {allowed}"),
    "compare": ("用文字说明两个版本的差别", "say in words what changed between two versions"),
    "compare_first": (
        "文件编号，如 cn/credit-reference；或草案文件（.yaml）",
        "id of a document, such as cn/credit-reference; or a draft in a file (.yaml)",
    ),
    "compare_second": (
        "前一日期；或另一份文件的编号、草案文件",
        "the earlier day; or another id or draft file",
    ),
    "compare_third": (
        "后一日期；比较两份文件时为共同的日期，默认各取最新版本",
        "the later day; for two documents the day of both, by default the newest version of each",
    ),
    "compare_count": ("{title}：{count} 处差别", "{title}: {count} difference(s)"),
    "app_at": (
        "页面地址：{address}（按 Ctrl+C 结束）",
        "the pages are at {address} (Ctrl+C ends them)",
    ),
    "app_port": ("端口", "port"),
    "app_headless": ("不自动打开浏览器", "do not open a browser"),
    # determine, evaluate, refund, verify
    "reading": ("    {value}  {title}", "    {value}  {title}"),
    "reading_default": ("  * {value}  {title}（默认）", "  * {value}  {title} (default)"),
    "written": (
        "存证 {number} 和工作簿已写入 {folder}：record.json、workbook.xlsx",
        "Record {number} and workbook written to {folder}: record.json, workbook.xlsx",
    ),
    "template_written": ("填报模板已写入 {file}", "Template written to {file}"),
    "needs_method_and_day": (
        "须写明方法和核定日，例如 --method cn/ndrc-2025-65 --on 2026-03-01",
        "name a method and a day, such as --method cn/ndrc-2025-65 --on 2026-03-01",
    ),
    "needs_day": (
        "须写明核定日，例如 --on 2026-03-01",
        "name the day of the determination, such as --on 2026-03-01",
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
    "evaluation_written": (
        "存证 {number} 已写入 {folder}：evaluation.json",
        "Record {number} written to {folder}: evaluation.json",
    ),
    "refund_written": (
        "存证 {number} 已写入 {folder}：refund.json",
        "Record {number} written to {folder}: refund.json",
    ),
    "argument_charges": ("收费明细（YAML 文件）", "the charges (a YAML file)"),
    "store": (
        "检查存证库：各存证是否完好、前后是否相接",
        "look over a store of records: whether each holds and the chain is whole",
    ),
    "store_action": ("做什么：check", "what to do: check"),
    "store_place": (
        "存证库：SQLite 文件，或放存证的目录",
        "the store: an SQLite file, or a folder of records",
    ),
    "store_sound": ("{count} 份存证全部完好，前后相接", "{count} record(s): all hold, chain whole"),
    "store_broken": (
        "{count} 份存证中发现 {broken} 处问题",
        "{count} record(s), {broken} of whose parts do not hold",
    ),
    "verified": (
        "存证 {number} 核对一致：哈希相符，重新计算的结果完全相同",
        "Record {number} verifies: its hashes hold, and a re-run gives the same",
    ),
    "not_verified": (
        "存证 {number} 核对不一致：{count} 处",
        "Record {number} does not verify: {count} place(s)",
    ),
    "verify_more": ("……另有 {count} 处，见 --table", "… and {count} more, with --table"),
    "remark": ("说明：{said}", "Remark: {said}"),
    "chain_first": ("前面没有存证", "No record stands before it"),
    "chained": ("前一存证：{number}（{file}）", "Before it: {number} ({file})"),
    "argument_submission": (
        "申报文件：YAML、.xlsx，或放有 CSV 和 YAML 的目录；其他方法为数据文件（YAML）",
        "the submission: YAML, .xlsx, or a folder of CSV and YAML; for other methods a YAML file of "
        "figures",
    ),
    "argument_record": ("存证文件", "the record"),
    "argument_incomes": ("收入申报（YAML 文件）", "the incomes (a YAML file)"),
    "option_method": ("方法文件编号", "id of the method document"),
    "option_refund_method": (
        "退还方法文件编号；默认为文件架上唯一的一份",
        "id of the method of refund; by default the only one on the shelf",
    ),
    "option_on": ("核定日，按当日有效的规则", "day of the determination: that day's law"),
    "argument_balance": (
        "科目余额表：.xlsx、.xls、.ods 或 CSV",
        "the trial balance: .xlsx, .xls, .ods or CSV",
    ),
    "option_accounts": (
        "科目表，例如 cn/accounts/enterprise",
        "the register of accounts, such as cn/accounts/enterprise",
    ),
    "option_on_draft": ("按当日有效的科目表", "the register as it stands on this day"),
    "option_out_draft": (
        "把申报草稿写入此目录；已有的文件不覆盖",
        "write the draft into this folder; what is there is not written over",
    ),
    "option_from_production": (
        "从成本类科目（生产成本、合同履约成本等）取数，不从它们转入的营业成本取数",
        "take cost from the accounts of production, not from those that it is carried to",
    ),
    "draft_there": (
        "文件已存在，没有覆盖；请换一个目录，或移走它",
        "this file is there already and was not written over; name another folder, or move it",
    ),
    "papers_left": (
        "! {folder} 中原有的文书没有重新写入，不属于这份记录：{files}；请移走，或不加 --no-reports 重新运行",
        "! documents that stood in {folder} were not written again, and are not of this record: {files}; move them, or run it again without --no-reports",
    ),
    "draft_done": (
        "{placed} 个科目列为成本项目，合计 {amount} 元；{unplaced} 个没有列入，合计 {left} 元",
        "{placed} accounts are items of cost, {amount} yuan together; {unplaced} were not placed, {left} yuan together",
    ),
    "draft_adds_up": (
        "{count} 行科目核对无误：逐行、上下级、借贷两方和合计都相符",
        "{count} rows of accounts add up: row by row, level by level, on both sides and in total",
    ),
    "draft_apart": (
        "{title}：{count} 个科目有余额或发生额，不是成本",
        "{title}: {count} accounts with a balance or movements, which are no cost",
    ),
    "draft_marks": ("！{note}", "! {note}"),
    "draft_written": (
        "申报草稿已写入 {folder}；下一步：补齐后用 dingjia determine {folder} 核定，缺什么会逐项指出",
        "the draft was written into {folder}; next: fill in what is missing, which dingjia determine {folder} names",
    ),
    "draft_placed": ("列入成本的科目", "Accounts that are items"),
    "draft_unplaced": ("没有列入的科目", "Accounts that were not placed"),
    "draft_column_code": ("科目编码", "Account"),
    "draft_column_name": ("科目", "Name"),
    "draft_column_category": ("成本类别", "Category"),
    "draft_column_amount": ("金额（元）", "Amount (yuan)"),
    "draft_column_place": ("位置", "Place"),
    "draft_column_why": ("原因", "Why"),
    "option_on_refund": ("测算日，按当日有效的规则", "day of the calculation: that day's law"),
    "option_on_evaluation": (
        "评估日，按当日有效的规则；周期结束之前的评估是暂定的",
        "day of the evaluation: that day's law; before the end of the cycle it is provisional",
    ),
    "option_out": (
        "把存证、工作簿和文书写入此目录；其他方法写出工作簿（.xlsx 文件）",
        "write the record, the workbook and the documents into this folder; for other methods the "
        "workbook (a file ending in .xlsx)",
    ),
    "option_out_workbook": (
        "把全部表格写成工作簿（.xlsx）",
        "write all tables as a workbook (.xlsx)",
    ),
    "tables_written": ("表格已写入 {file}", "the tables were written to {file}"),
    "option_out_record": ("把存证写入此目录", "write the record into this folder"),
    "option_switch": (
        "选定口径：名称=取值，可多次给出",
        "choose a reading: NAME=VALUE, may be repeated",
    ),
    "option_spread": (
        "加点（百分点），代替申报中的加点",
        "percentage points above the yield, in place of the submission's",
    ),
    "option_reason": ("加点的理由，与 --spread 同用", "the reason for --spread"),
    "option_deduct": (
        "扣减此评估存证中的超额收入及以前周期的余额；可多次给出",
        "deduct the excess in this evaluation record, and what earlier cycles left; may be repeated",
    ),
    "option_none_between": (
        "声明被评估的周期与本周期之间的年份没有核定过",
        "declare that for the years between the cycle evaluated and this one nothing was determined",
    ),
    "ledger_written": (
        "扣减已记入台账 {number}：{file}",
        "The deduction was entered in the ledger {number}: {file}",
    ),
    "option_overrides": (
        "审核人员的判断和调整（YAML 文件），每项须写理由",
        "the reviewer's judgements and changes (a YAML file), each with its reason",
    ),
    "option_stage": (
        "阶段：draft 草案、opinion 审核意见、final 最终核定",
        "the stage: draft, opinion or final",
    ),
    "option_follows": ("本次接在此存证之后", "the record that this one follows"),
    "option_reports": (
        "随 --out 一并写出文书（Word、PDF）；--no-reports 只写存证和工作簿",
        "with --out write the documents as well (Word, PDF); --no-reports writes record and workbook only",
    ),
    "option_objections": (
        "运营机构的异议及答复（YAML 文件）",
        "the operator's objections and their answers (a YAML file)",
    ),
    "option_switches": (
        "列出各口径及其取值、默认值和依据",
        "list readings, defaults and their evidence",
    ),
    "option_template": (
        "写出填报模板（.xlsx），同时给出申报文件时按其填好；其他方法写出其数据文件（.yaml）",
        "write a template (.xlsx), filled when a submission is given as well; for other methods "
        "their file of figures (.yaml)",
    ),
    "not_yaml": ("应为 .yaml 文件", "a file ending in .yaml is expected"),
    "not_a_folder": ("应为目录，这里是一个文件", "a folder is expected, and this is a file"),
    "only_of_accounts": (
        "这个选项只用于由运营机构成本核定的方法",
        "this option is only for methods that determine from an operator's accounts",
    ),
    "workbook_written": ("工作簿已写入 {file}", "Workbook written to {file}"),
    "option_explain": (
        "输出结论的每一步及其依据",
        "print every step of the result, with what it rests on",
    ),
    "other_form": ("这是{found}，此处应为{expected}", "this is {found}; {expected} is expected"),
    "form_request": ("询价单", "a request for a quote"),
    "form_use": ("用途声明", "a declared use"),
    "form_submission": ("成本申报", "a submission of costs"),
    "form_overrides": ("审核意见", "judgements of a reviewer"),
    "form_objections": ("异议", "objections"),
    "form_incomes": ("收入申报", "declared incomes"),
    "form_charges": ("收费清单", "a list of charges"),
    "form_scenarios": ("情景文件", "a file of scenarios"),
    "form_record": ("定价存证文件", "a Dingjia record"),
    "form_document": ("政策文件（价目、规则、方法或登记）", "a document of law"),
    "form_workbook": (
        "Excel 工作簿（或其他压缩文件）",
        "an Excel workbook, or another packed file",
    ),
    "form_older_workbook": ("旧版工作簿（.xls）或文档", "an older workbook (.xls) or paper"),
    "form_store": ("存证库（SQLite）", "a store of records (SQLite)"),
    "form_paper": ("PDF 文件", "a PDF"),
    "not_xlsx": ("应为 .xlsx 文件", "a file ending in .xlsx is expected"),
}
