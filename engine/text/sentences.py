"""Units as people write them; a unit of a document's own keeps its name."""

SENTENCES = {
    "yuan": ("元", "yuan"),
    "year": ("年", "year"),
    "month": ("月", "month"),
    "day": ("日", "day"),
    "percent": ("%", "%"),
    "unit": ("计价单位", "unit"),
    "call": ("次", "call"),
    "package": ("份", "package"),
    "report": ("份", "report"),
    "item": ("件", "item"),
    "time": ("次", "time"),
    "resource_hour": ("资源小时", "resource hour"),
}
