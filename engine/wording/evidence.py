"""Words for the two marks of a citation."""

SENTENCES = {
    "text": ("原文", "text"),
    "computed": ("推算", "computed"),
    "secondary": ("转引", "secondary"),
    "assumption": ("假定", "assumption"),
    "illustrative": ("示例", "illustrative"),
    "declared": ("申报", "declared"),
    "directly": ("直接适用", "directly"),
    "by_analogy": ("类推", "by analogy"),
    "assumed": ("假定适用", "assumed"),
}
