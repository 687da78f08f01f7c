"""Sentences of `engine.record`."""

SENTENCES = {
    "not_a_record": (
        "这不是定价存证文件（JSON，含 number、body、envelope）",
        "this is not a Dingjia record (JSON with number, body and envelope)",
    ),
    "not_sealed": (
        "存证只含 number、body、envelope；其他内容不受封签保护",
        "a record is number, body and envelope alone; no seal holds anything beside them",
    ),
    "unknown_form": (
        "不认识这种存证格式；本版本可读格式 {first} 至 {last}，请使用更新的版本",
        "a record of this form is not known here; forms {first} to {last} are: use a newer version",
    ),
    "cannot_write": (
        "无法写到这里；什么都没有写。请检查目录是否存在同名文件、是否有写入权限",
        "nothing can be written here, and nothing was; look for a folder of this name and for the "
        "right to write",
    ),
    "no_such_kind": (
        "没有这一类存证；已有：{allowed}",
        "there is no such kind of record; there are: {allowed}",
    ),
}
