"""Sentences of `engine.cli`."""

SENTENCES = {
    "about": (
        "定价：公共数据产品和服务的价格引擎。退出码：0 完成；1 结论为否；2 输入有误",
        "Dingjia: an engine for pricing public data. Exit status: 0 done, 1 the answer is no, 2 the "
        "input is wrong",
    ),
    "check": ("检查规则、价目、方法文件", "check the documents of law"),
    "classify": ("判定一次使用是否无偿", "decide whether a use is free"),
    "quote": ("报价", "quote a use"),
    "determine": ("核定最高准许收入", "determine the maximum permitted revenue"),
    "ceilings": ("由最高准许收入拟定上限收费标准", "set price ceilings from a determination"),
    "refund": (
        "测算超过上限收费标准多收、应退还各用户的价款",
        "what was charged above a ceiling, to be refunded to each customer",
    ),
    "evaluate": ("评估一个周期的收入", "evaluate the income of a cycle"),
    "scenario": ("运行并比较情景", "run and compare scenarios"),
    "verify": ("重新计算并核对一份存证", "recompute a record and say whether it is the same"),
    "app": ("打开页面（含示例）", "open the pages with a worked case"),
    "option_version": ("显示版本号", "print the version"),
    "option_lang": ("语言：zh 或 en", "language: zh or en"),
    "option_tariffs": (
        "规则与价目文件目录，可多次给出，先给者优先；默认 ./tariffs，否则用随软件安装的",
        "folder of documents, may be repeated, the first wins; by default ./tariffs, else those "
        "installed",
    ),
    "option_json": ("输出 JSON（金额为文字）", "print JSON (amounts are text)"),
    "faults": ("共 {count} 处错误", "{count} fault(s)"),
    "unforeseen": (
        "软件内部错误，不是对您问题的回答（退出码 70）；请把以上内容报告给开发者",
        "an internal error, not an answer to your question (exit status 70); please report the above",
    ),
    "check_path": ("文件或目录；默认全部", "a file or a folder; by default everything"),
    "check_schema": (
        "输出某类文件的 JSON Schema:rules、method、tariff、series、register:products 等",
        "print the JSON Schema of a kind: rules, method, tariff, series, register:products …",
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
    "check_sound": ("通过  {id}", "sound   {id}"),
    "check_faulty": ("有误  {id}（{count} 处）", "faulty  {id} ({count})"),
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
    "app_port": ("端口", "port"),
    "app_headless": ("不自动打开浏览器", "do not open a browser"),
}
