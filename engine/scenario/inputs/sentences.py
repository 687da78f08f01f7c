"""Sentences of `engine.scenario.inputs`: what may stand where, and the table of inputs."""

SENTENCES = {
    "number": ("任意数", "any number"),
    "whole": ("整数", "a whole number"),
    "least": ("不小于 {number}", "at least {number}"),
    "least_without": ("大于 {number}", "above {number}"),
    "most": ("不大于 {number}", "at most {number}"),
    "most_without": ("小于 {number}", "below {number}"),
    "yes_no": ("是、否", "yes or no"),
    "day": ("日期，如 2026-03-01", "a day, such as 2026-03-01"),
    "month": ("年月，如 2024-03", "a month, such as 2024-03"),
    "unsaid": ("未写", "not said"),
    "by_full_cost": ("按足额成本", "by full cost"),
    "by_program": ("在容许幅度内取收入最多", "most revenue within a tolerance"),
    "each": ("{money}/{unit}", "{money}/{unit}"),
    # the table
    "table": ("可以改动的输入", "Inputs that may be changed"),
    "path": ("路径", "Path"),
    "title": ("名称", "Title"),
    "value": ("取值", "Value"),
    "unit": ("单位", "Unit"),
    "allowed": ("允许", "Allowed"),
    "written": ("写在", "Written in"),
    "together": ("须与之一并改动", "Moves together with"),
    "count": ("共 {count} 项", "{count} inputs"),
    "none": ("没有这样的输入：{words}", "there is no such input: {words}"),
}
