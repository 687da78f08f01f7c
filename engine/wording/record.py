"""Sentences of `engine.record`."""

SENTENCES = {
    "not_a_record": (
        "这不是定价存证文件(JSON,含 number、body、envelope)",
        "this is not a Dingjia record (JSON with number, body and envelope)",
    ),
}
