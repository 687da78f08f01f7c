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
    "changed_since": (
        "现为 {recorded}，封存时为 {recomputed}",
        "now {recorded}, when sealed {recomputed}",
    ),
    "rerun_differs": (
        "记录为 {recorded}，重新计算为 {recomputed}",
        "recorded {recorded}, recomputed {recomputed}",
    ),
    "document_changed": (
        "法规文件已与记录时不同（哈希：记录 {recorded}，现为 {recomputed}）",
        "the document is no longer the one recorded (hash: recorded {recorded}, now {recomputed})",
    ),
    "document_went_on": (
        "该文件此后有所增补；当时的内容仍可还原，并据以重新计算",
        "the document was added to since; what it was then is found in it, and was computed with",
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
    "not_allowed": (
        "与其阶段或所依据的存证不符：{said}",
        "its stage, or a record that it was built on, does not allow this: {said}",
    ),
    "built_on_unproved": (
        "所依据的存证（{recorded}）核对不一致；请先核对该存证",
        "the record it was built on ({recorded}) does not verify: verify that one first",
    ),
    "built_on_replaced": (
        "所依据的存证原在 {recorded}，现在那里是另一份，原件已不在其目录中：被改动或删除",
        "the record it was built on stood at {recorded}; another stands there now and it is not "
        "kept beside: it was altered or taken away",
    ),
    "built_on_elsewhere": (
        "所依据的存证不在此处，未核对；放到同一目录后再核对即可一并核对",
        "the record it was built on is not here and was not looked at; put it into the same folder "
        "to have it verified too",
    ),
    "previous_altered": (
        "前一存证 {recorded} 封存后被改动",
        "the record before it, {recorded}, was altered after it was sealed",
    ),
    "previous_missing": (
        "前一存证（封签 {recorded}）不在本目录，而更早的存证在：被改动后重新封存，或被取走",
        "the record before it (seal {recorded}) is not in this folder though earlier ones are: it "
        "was altered and sealed anew, or taken away",
    ),
    "previous_cut": (
        "没有写明前一存证，而同目录中 {recorded} 更早：链被截断，或存证是从别处移来",
        "it names no record before it, though {recorded} in its folder is earlier: the chain was "
        "cut, or the record was brought here from another folder",
    ),
    "previous_elsewhere": (
        "前一存证（封签 {recorded}）不在同一目录中，未核对",
        "the record before it (seal {recorded}) is not in this folder and was not looked at",
    ),
    "flaw": ("{file} {record}：{said}", "{file} {record}: {said}"),
    "flaw_body": ("内容与封存的哈希不符", "the body does not match its hash"),
    "flaw_number": ("编号与内容不符", "the number does not belong to the body"),
    "flaw_envelope": ("封套与其封签不符", "the envelope does not match its seal"),
    "flaw_columns": (
        "存储中的编号、类别或封签与存证不符",
        "number, kind or seal in the store are not those of the record",
    ),
    "flaw_chain": (
        "与前一存证的链接断开：前一存证被改动、取走，或链接被截断",
        "the chain to the record before it is broken: that one was altered or taken away, or the "
        "link was cut",
    ),
    "flaw_file": ("文件已损坏，无法读取", "the file is damaged and cannot be read"),
    "no_such_kind": (
        "没有这一类存证；已有：{allowed}",
        "there is no such kind of record; there are: {allowed}",
    ),
}
