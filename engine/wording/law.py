"""Sentences of `engine.law`: what is wrong with an input, and what would be right."""

SENTENCES = {
    "fault": ("{where} {place}:{said}", "{where} {place}: {said}"),
    "fault_value": ("{where} {place} = {value}:{said}", "{where} {place} = {value}: {said}"),
    "no_file": ("找不到这个文件", "there is no such file"),
    "unreadable": (
        "文件无法读取:应为 UTF-8 编码的文本文件",
        "the file cannot be read: a text file in UTF-8 is expected",
    ),
    "too_large": ("文件超过 50 MB,未读取", "the file is larger than 50 MB and was not read"),
    "empty": ("文件是空的", "the file is empty"),
    "not_yaml": (
        "此处不是合法的 YAML;请检查缩进、冒号和引号",
        "this is not YAML; look at indentation, colons and quotes",
    ),
    "circular": (
        "此处引用了包含它自己的内容;请写出数值",
        "this refers to what contains it; write the value out",
    ),
    "repeated_key": ("同一层中此项出现了两次;请保留一个", "this key stands twice here; keep one"),
    "repeated_entry": ("编号重复;每个编号只能用一次", "this name is used twice; use each once"),
    "missing": ("缺少此项,必须填写", "this is required and missing"),
    "unknown_key": (
        "不认识此项;请检查拼写,或删除",
        "this key is not known; look at its spelling, or remove it",
    ),
    "not_one_of": ("应为下列之一:{allowed}", "one of these is expected: {allowed}"),
    "no_tag": ("此处须说明是哪一种", "it must be said here which kind this is"),
    "not_text": ("此处应为文字(数字请加引号)", "text is expected (put a number in quotes)"),
    "not_this_form": (
        "写法不符合要求的格式 {pattern}",
        "this does not have the form {pattern}",
    ),
    "too_short": ("内容太少,至少要有一项", "at least one is expected"),
    "not_a_list": ("此处应为列表", "a list is expected"),
    "not_a_mapping": ("此处应为「名称: 内容」的结构", "names with values are expected"),
    "not_yes_no": ("此处应为 true 或 false", "true or false is expected"),
    "not_whole": ("此处应为整数", "a whole number is expected"),
    "not_a_day": ("此处应为日期,例如 2026-03-02", "a day is expected, such as 2026-03-02"),
    "too_small": ("数值太小,界限为 {bound}", "too small; the bound is {bound}"),
    "too_big": ("数值太大,界限为 {bound}", "too large; the bound is {bound}"),
    "not_right": ("内容不符合要求({found})", "this is not right ({found})"),
    "day_or_unread": (
        "应写 day: 日期;日期无法查到时写 unread: true 和 seen: 日期",
        "write day: DAY, or for a day that could not be read unread: true and seen: DAY",
    ),
    "until_before_from": ("结束日早于开始日", "the last day lies before the first"),
    "versions_overlap": (
        "与 {next} 起施行的版本在时间上重叠;两个版本不能同时有效",
        "overlaps the version in force from {next}; two versions cannot be in force at once",
    ),
    "uncited": (
        "没有依据:本处及其上层都没有 cites;请写明文号、条款、依据状态和适用方式",
        "nothing is cited here or at any level around it; name instrument, article, evidence and "
        "applies",
    ),
    "id_is_not_path": (
        "编号应与文件位置一致:{expected}",
        "the id should be the file's place on the shelf: {expected}",
    ),
    "no_such_kind": (
        "没有这类文件;已有:{allowed}",
        "no such kind of document; there are: {allowed}",
    ),
    "no_document": (
        "文件架上没有这份文件;请检查编号或 --tariffs 目录",
        "there is no such document on the shelf; look at the id or at --tariffs",
    ),
    "other_kind": (
        "这份文件不是所需的种类",
        "this document is not of the kind that is needed here",
    ),
}
