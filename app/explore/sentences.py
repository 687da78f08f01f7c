"""What the Explore page says."""

SENTENCES = {
    "title": ("本情景", "This scenario"),
    "start": ("从哪个情景开始", "Scenario to start from"),
    "again": ("重现这些数字", "Reproduce these figures"),
    "again_scenario": (
        "把这个情景加到 {file} 的 scenarios 之下：",
        "Add this scenario under `scenarios` of {file}:",
    ),
    "levers": ("调节", "Levers"),
    "reason": ("在情景页试算", "tried on the Explore page"),
    "unit_yield": ("{number:.2f}%", "{number:.2f} %"),
    "unit_spread": ("{number:.2f} 个百分点", "{number:.2f} points"),
    "unit_demand": ("{number:f}%/年", "{number:f} % a year"),
    "unit_free_share": ("{number:f} 个百分点", "{number:f} points"),
    "answer": (
        "{first}–{last} 年周期最高准许收入合计",
        "Maximum permitted revenue of the cycle {first}–{last}",
    ),
    "over": (
        "按运营机构价目预计收入 {income} 元，超出 {recovery} 元，须在下一周期扣减",
        "At the operator's prices {income} yuan come in, {recovery} above it: to be deducted next",
    ),
    "short": (
        "按运营机构价目预计收入 {income} 元，低于最高准许收入 {recovery} 元，没有规则予以补还",
        "At the operator's prices {income} yuan come in, {recovery} short of it: no rule gives it back",
    ),
    "by_year": ("逐年收入与最高准许收入", "Income and maximum, year by year"),
    "line_maximum": ("最高准许收入", "maximum permitted"),
    "line_income": ("预计收入", "expected income"),
    "line_base": ("基准的最高准许收入", "maximum in the base"),
    "prices": ("收费与上限（周期第一年）", "Price against ceiling (first year)"),
    "charged": ("收费", "price"),
    "charged_above": ("收费\n原价高于上限\n按上限计", "price: was above,\ncapped"),
    "waterfall": ("从基准到本情景（周期合计）", "From the base to this scenario (cycle)"),
    "tornado": (
        "影响最大的因素（对周期最高准许收入，调低与调高）",
        "What matters most (effect on the cycle's maximum)",
    ),
    "download": ("下载结果表", "Download the tables"),
}
