"""Sentences of `engine.law`: what is wrong with an input, and what would be right."""

SENTENCES = {
    "fault": ("{where} {place}：{said}", "{where} {place}: {said}"),
    "fault_value": ("{where} {place} = {value}：{said}", "{where} {place} = {value}: {said}"),
    "no_file": ("找不到这个文件", "there is no such file"),
    "a_folder": (
        "这是文件夹，此处应为一个文件",
        "this is a folder; a file is expected",
    ),
    "not_a_file": (
        "这是管道或设备，不是普通文件，未读取；请先存成文件",
        "this is a pipe or a device, no ordinary file, and was not read; save it to a file first",
    ),
    "unreadable": (
        "文件无法读取；请检查权限和路径",
        "the file cannot be read; look at its permissions and its path",
    ),
    "other_encoding": (
        "文件不是 UTF-8 编码（看来是 {encoding}）；请另存为 UTF-8",
        "the file is not in UTF-8 (it looks like {encoding}); save it as UTF-8",
    ),
    "no_text_file": (
        "这不是 UTF-8 编码的文本文件",
        "this is no text file in UTF-8",
    ),
    "too_large": (
        "文件超过 {most} MB，未读取",
        "the file is larger than {most} MB and was not read",
    ),
    "too_many_places": (
        "文件中的内容超过 {most} 项，未读取",
        "the file holds more than {most} values and was not read",
    ),
    "too_many_faults": (
        "错误超过 {most} 处，以下未再读取",
        "there are more than {most} faults; nothing was read after this",
    ),
    "empty": ("文件是空的", "the file is empty"),
    "not_yaml": (
        "此处不是合法的 YAML；请检查缩进（只用空格，不用制表符）、冒号（半角，后加空格）和引号",
        "this is not YAML; look at indentation (spaces, no tabs), colons and quotes",
    ),
    "second_document": (
        "一个文件只放一份内容；请删除第二个 --- 及其后的部分，或另存为一个文件",
        "a file holds one document; move what follows the second --- to a file of its own",
    ),
    "too_deep": (
        "嵌套超过 100 层，未读取",
        "nested more than 100 levels deep; not read",
    ),
    "key_not_text": (
        "项目名称应为一行文字",
        "the name of an item is a line of text",
    ),
    "merged": (
        "不能用 << 合并；请把各项写出",
        "items are not merged by <<; write them out",
    ),
    "tagged": (
        "不使用 YAML 标签；请删除以 ! 开头的部分",
        "YAML tags are not used; remove the word that begins with !",
    ),
    "no_anchor": (
        "引用的内容在前文没有出现",
        "what is referred to does not stand before this",
    ),
    "references_multiply": (
        "引用层层相套，展开后远大于文件本身，未读取；请写出数值",
        "references multiply far beyond the size of the file; not read; write the values out",
    ),
    "circular": (
        "此处引用了包含它自己的内容；请写出数值",
        "this refers to what contains it; write the value out",
    ),
    "repeated_key": ("同一层中此项出现了两次；请保留一个", "this key stands twice here; keep one"),
    "number_cut": (
        "数字被千分位的逗号切断；请不用千分位，例如 1000000",
        "a number is cut by its separators of thousands; leave them out, such as 1000000",
    ),
    "repeated_entry": ("编号重复；每个编号只能用一次", "this name is used twice; use each once"),
    "missing": ("缺少此项，必须填写", "this is required and missing"),
    "unknown_key": (
        "不认识此项；此处可以填写：{allowed}",
        "this key is not known; here there may be: {allowed}",
    ),
    "unknown_key_alone": (
        "不认识此项；若是前一句的一部分，请给整句加上引号（逗号和冒号会把句子断开）；"
        "此处可以填写：{allowed}",
        "this key is not known; if it belongs to the sentence before it, put the whole sentence "
        "in quotes (commas and colons cut it); here there may be: {allowed}",
    ),
    "not_one_of": ("应为下列之一：{allowed}", "one of these is expected: {allowed}"),
    "not_text": (
        "此处应为文字（数字、日期、true 和 false 请加引号）",
        "text is expected (put a number, a day, true or false in quotes)",
    ),
    "unseen_character": (
        "含有看不见的控制字符；请删除",
        "this holds a control character, which nobody sees; remove it",
    ),
    "blank": ("此处不能为空白", "this must not be blank"),
    "not_this_form": ("写法不符合此处要求的格式", "this is not written in the form expected here"),
    "not_an_identifier": (
        "应由小写英文字母和数字组成，中间可用连字符或下划线，例如 small_institution",
        "small letters and digits are expected, joined by hyphen or underscore, such as "
        "small_institution",
    ),
    "not_a_document_id": (
        "应为文件在文件架上的位置：小写英文字母、数字和连字符，以 / 分层，例如 cn/credit-reference",
        "the file's place on the shelf is expected: small letters, digits and hyphens, levels "
        "parted by /, such as cn/credit-reference",
    ),
    "not_a_period": (
        "应为年、月或日，例如 2024、2024-03 或 2024-03-01（加引号）",
        "a year, a month or a day is expected, such as 2024, 2024-03 or 2024-03-01 (in quotes)",
    ),
    "too_short": ("内容太少，至少要有 {least} 项", "at least {least} expected"),
    "too_long": ("内容太多，至多 {most} 项（字）", "at most {most} expected"),
    "not_empty": ("此处应当留空", "this should be left empty"),
    "not_a_list": ("此处应为列表", "a list is expected"),
    "not_a_mapping": ("此处应为「名称: 内容」的结构", "names with values are expected"),
    "not_a_mapping_of": (
        "此处应为「名称: 内容」的结构；名称可以是：{allowed}",
        "names with values are expected; the names there may be: {allowed}",
    ),
    "not_yes_no": (
        "此处应为 true（是）或 false（否）",
        "true or false is expected",
    ),
    "not_whole": ("此处应为整数", "a whole number is expected"),
    "no_such_day": (
        "日历上没有这一天；请检查年月日",
        "there is no such day in the calendar",
    ),
    "not_a_date": (
        "此处应为 datetime.date，例如 datetime.date(2026, 3, 2)",
        "a datetime.date is expected, such as datetime.date(2026, 3, 2)",
    ),
    "not_a_day": ("此处应为日期，例如 2026-03-02", "a day is expected, such as 2026-03-02"),
    "too_small": ("数值太小，不得小于 {bound}", "too small; the least is {bound}"),
    "too_big": ("数值太大，不得大于 {bound}", "too large; the most is {bound}"),
    "not_above": ("应大于 {bound}", "this must be more than {bound}"),
    "not_below": ("应小于 {bound}", "this must be less than {bound}"),
    "not_a_multiple": ("应为 {unit} 的整数倍", "a multiple of {unit} is expected"),
    "too_many_digits": ("数字位数过多", "the number has too many digits"),
    "not_right": (
        "此处内容不符合要求",
        "this is not what belongs here",
    ),
    "day_or_unread": (
        "应写 day: 日期；日期无法查到时写 unread: true 和 seen: 日期",
        "write day: DAY, or for a day that could not be read unread: true and seen: DAY",
    ),
    "until_before_from": ("结束日早于开始日", "the last day lies before the first"),
    "versions_overlap": (
        "与 {next} 起施行的版本在时间上重叠；两个版本不能同时有效",
        "overlaps the version in force from {next}; two versions cannot be in force at once",
    ),
    "day_out_of_reach": (
        "日期应在 {first} 至 {last} 之间",
        "a day between {first} and {last} is expected",
    ),
    "day_without_version": (
        "{document} 在 {on} 没有施行中的版本（最早的版本自 {first} 起施行）；请换一个日期",
        "{document} has no version in force on {on} (the earliest is in force from {first}); "
        "take another day",
    ),
    "not_in_force": (
        "{on} 没有施行中的版本（最早的版本自 {first} 起施行）；请换一个日期",
        "no version is in force on {on} (the earliest is in force from {first}); take another day",
    ),
    # a document that varies another
    "varies_itself": (
        "变通的文件相互依赖，成了循环：{circle}",
        "the documents vary each other in a circle: {circle}",
    ),
    "varies_other_kind": (
        "所变通的文件不是同一种类",
        "the document that this varies is of another kind",
    ),
    "varies_nothing_in_force": (
        "本版本施行期间，所变通的文件没有施行中的版本",
        "while this version is in force, the document that it varies has none in force",
    ),
    "varies_nothing": (
        "所变通的文件没有这一项，而此处又不完整；请写全，或者改为下列之一：{allowed}",
        "what this varies has no such item, and the item is not whole by itself; write all of it, "
        "or name one of: {allowed}",
    ),
    "varies_nothing_removed": (
        "所变通的文件没有这一项，无从删除；已有：{allowed}",
        "what this varies has no such item to remove; there are: {allowed}",
    ),
    "varies_uncited": (
        "与所变通的文件不同之处，须写明自己的依据（cites）",
        "what differs from the document that it varies cites a provision of its own (cites)",
    ),
    "uncited": (
        "没有依据：本处及其上层都没有 cites；请写明文号、条款、依据状态和适用方式",
        "nothing is cited here or at any level around it; name instrument, article, evidence and "
        "applies",
    ),
    "text_without_article": (
        "依据状态为原文，却没有条款；请写明条款（article），或降低依据状态",
        "marked as read in the text, and no article is named; name it, or lower the mark",
    ),
    "text_leads_nowhere": (
        "依据状态为原文，却无从查到原文：既无网址（address）也无原文哈希（passage），文件登记（instruments）"
        "也未登记；请写明其一，或降低依据状态",
        "marked as read in the text, and nothing leads to it: neither address nor passage, here or "
        "in a register of instruments; give one, or lower the mark",
    ),
    "instrument_unread": (
        "既无网址也无原文哈希；请至少写明一项，或删除本条",
        "neither an address nor a passage; give one at least, or remove the entry",
    ),
    "passage_gone": (
        "{file} 中没有读到时的这段原文（哈希不符）：原文有改动，或者文件不全；请核对条文",
        "the passage as it was read is no longer in {file} (its hash is not found): the text has "
        "changed or is not whole; look at the clause again",
    ),
    "no_folder": ("找不到这个目录", "there is no such folder"),
    "no_texts": (
        "目录中没有 .txt 或 .md 文件",
        "there is no file that ends in .txt or .md in this folder",
    ),
    "unreadable_text": (
        "文件无法读取：应为 UTF-8 或 GB 18030 编码的文本",
        "the file cannot be read: a text in UTF-8 or GB 18030 is expected",
    ),
    "not_a_hash": (
        "应为原文的 SHA-256 哈希：64 位十六进制数字（小写）",
        "expected the SHA-256 of the passage: 64 hexadecimal digits in small letters",
    ),
    "id_is_not_path": (
        "编号应与文件位置一致：{expected}",
        "the id should be the file's place on the shelf: {expected}",
    ),
    "no_such_kind": (
        "没有这类文件；已有：{allowed}",
        "no such kind of document; there are: {allowed}",
    ),
    "no_document": (
        "文件架上没有这份文件；请检查编号或 --tariffs 目录",
        "there is no such document on the shelf; look at the id or at --tariffs",
    ),
    "not_a_document": (
        "文件架上的文件名须以小写的 .yaml 结尾；请改名或移走",
        "a document's file name ends in .yaml, in small letters; rename or move this file",
    ),
    "other_kind": (
        "这份文件的种类是 {found}，这里需要的是 {expected}",
        "this document is of the kind “{found}”, and one of the kind “{expected}” is needed here",
    ),
    # a citation, and its two marks
    "cited": ("{name}（{evidence}，{applies}）", "{name} ({evidence}, {applies})"),
    "cited_noted": ("{cited}：{note}", "{cited}: {note}"),
    "marks": ("{evidence}·{applies}", "{evidence}, {applies}"),
    "stands": (
        "依据状态：{evidence}；适用方式：{applies}",
        "evidence: {evidence}; applies: {applies}",
    ),
    "evidence_text": ("原文", "text"),
    "evidence_computed": ("推算", "computed"),
    "evidence_secondary": ("转引", "secondary"),
    "evidence_assumption": ("假定", "assumption"),
    "evidence_illustrative": ("示例", "illustrative"),
    "evidence_declared": ("申报", "declared"),
    "evidence_directly": ("直接适用", "directly"),
    "evidence_by_analogy": ("类推", "by analogy"),
    "evidence_assumed": ("假定适用", "assumed"),
    "unchecked": (
        "未经检查：{document} 当日有 {count} 处错误，仍按其计算；结果仅供起草，不能作为最终结果",
        "unchecked: {document} has {count} faults on the day and was used all the same; for drafting only, never final",
    ),
    "rests_on_unchecked": (
        "所依据的存证 {record} 未经检查：{documents} 有错误；仅供起草，不能作为最终结果",
        "the record {record} that this rests on is unchecked: {documents} faulty; for drafting only, never final",
    ),
    "other_days": (
        "{document} 在其他日期有 {count} 处错误，不影响当日；其一（{first} 至 {last}，{place}）：{said}",
        "{document} has {count} faults on other days, which do not matter on this one; the first ({first} to {last}, {place}): {said}",
    ),
}
