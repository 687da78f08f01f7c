"""Sentences of `engine.report`: headings of the tables it makes itself."""

SENTENCES = {
    "explanation": ("计算过程", "Explanation"),
    "level": ("层级", "Level"),
    "label": ("项目", "Item"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "operation": ("运算", "Operation"),
    "origin": ("出处", "Origin"),
    "citation": ("依据", "Citation"),
    "marks": ("依据状态与适用方式", "Evidence and application"),
    "declared": ("申报：{file} {place}", "declared: {file} {place}"),
    "heading": ("{title}（{unit}）", "{title} ({unit})"),
    "faults": ("填报问题", "Faults"),
    "file": ("文件", "File"),
    "place": ("位置", "Place"),
    "line": ("行", "Line"),
    "found": ("填写的内容", "Found"),
    "right": ("应当怎样填", "What would be right"),
    "day": ("{year}年{month}月{day}日", "{day} {month} {year}"),
    "total": ("合计", "Total"),
    "page_of": ("第 {page} 页，共 {pages} 页", "page {page} of {pages}"),
}
