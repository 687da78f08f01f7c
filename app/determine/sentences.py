"""Sentences of the Determine page."""

SENTENCES = {
    "answer": (
        "{operator}：{first}–{last} 年每年最高准许收入",
        "{operator}: maximum permitted revenue, {first}–{last}",
    ),
    "sub": (
        "核定日 {on} · 不含增值税 · 无偿供给未获弥补的成本 {uncovered} 元，不向付费用户收回",
        "Determined {on} · without VAT · {uncovered} yuan of free supply stay uncovered, never "
        "recovered from payers",
    ),
    "switches": ("口径", "Readings"),
    "readings": ("法规读法不同，结果差多少", "How much hangs on how the law is read"),
    "readings_here": ("当前口径", "as read here"),
    "spread_help": ("不超过 {most} 个百分点，超出即拒绝", "at most {most} points; more is refused"),
    "review": ("核减、核增了什么，为什么", "What was cut or added, and why"),
    "head_item": ("项目", "Item"),
    "head_submitted": ("申报（元）", "Submitted (yuan)"),
    "head_change": ("核减/核增", "Reduced or added"),
    "head_reviewed": ("核定（元）", "Reviewed (yuan)"),
    "head_rule": ("规则", "Rule"),
    "head_clause": ("条款", "Clause"),
    "head_evidence": ("依据", "Evidence"),
    "head_product": ("产品", "Product"),
    "head_cost": ("补助前成本（元）", "Cost before subsidy (yuan)"),
    "head_share": ("成本占比", "Share of cost"),
    "head_quantity": ("预测用量", "Forecast quantity"),
    "head_full_price": ("全成本价格（元）", "Full price (yuan)"),
    "head_ceiling": ("上限收费标准（元）", "Ceiling (yuan)"),
    "head_income": ("按上限的年收入（元）", "Income of a year at it (yuan)"),
    "head_reading": ("判定口径", "How it is judged"),
    "head_excess": ("超额收入（元）", "Excess (yuan)"),
    "head_next": ("下一周期最高准许收入（元/年）", "Next maximum (yuan a year)"),
    # --- whose accounts
    "submission": ("申报", "Submission"),
    "from_circle": ("示例运营机构（小）", "worked operator, small"),
    "from_demo": (
        "示例运营机构（三年成本、资产、补助）",
        "worked operator, rich: three years, assets, grants",
    ),
    "from_upload": ("上传申报文件", "upload a submission"),
    "upload": ("申报文件（YAML、.xlsx、.xls、.ods）", "Submission (YAML, .xlsx, .xls, .ods)"),
    "upload_first": (
        "请上传申报文件；没有的话，可以先下载填报模板",
        "Upload a submission; without one, take the template first",
    ),
    "upload_kept": ("正在使用已上传的 {file}", "{file}, uploaded before, is in use"),
    "template": ("下载填报模板", "Download the template"),
    "faults_download": ("下载问题清单（CSV）", "Download this list (CSV)"),
    "method": ("核定方法", "Method of determination"),
    "no_method": (
        "文件架上没有核定方法（kind: method，role: determination）",
        "There is no method of determination on the shelf (kind: method, role: determination)",
    ),
    "nothing_yet": ("还没有申报，无法核定", "Nothing was submitted yet, so nothing is determined"),
    # --- the review
    "review_changed": (
        "{all} 个成本项目中，{count} 个有核减、核增或审核人员的判断",
        "Of {all} items, {count} were cut, added to, or judged by the reviewer",
    ),
    "review_all": ("全部 {count} 个成本项目", "All {count} items"),
    "total_of_all": ("全部项目合计", "Total of all items"),
    "undecided": (
        "有 {count} 项待审核人员判断：{items}",
        "{count} item(s) await the reviewer's judgement: {items}",
    ),
    "comma": ("、", ", "),
    "decide": ("审核人员的判断和调整（{count} 项）", "What the reviewer decided ({count})"),
    "decide_amount": ("核定为（元，留空即按规则）", "Reviewed as (yuan; empty: by the rule)"),
    "decide_reason": ("理由（必填）", "Reason (required)"),
    "decide_place": ("归入", "Placed in"),
    "decide_place_kept": ("按申报", "as submitted"),
    "decide_do": ("记入", "Record"),
    "reviewer": ("审核人员", "Reviewer"),
    "reviewer_unnamed": ("核定页面", "the Determine page"),
    "decisions": ("审核人员的判断", "the reviewer's decisions"),
    "by_rule": ("按规则", "by the rule"),
    "take_back": ("撤销", "take back"),
    # --- products
    "ceilings_sum": (
        "各产品上限 × 预测用量合计 {total} 元，比最高准许收入少 {left} 元（向下取整所致）",
        "Ceilings × forecast quantities come to {total} yuan, {left} below the maximum (rounded down)",
    ),
    # --- after the cycle
    "cycle": ("周期结束后：收入 → 超额 → 扣减", "After the cycle: income → excess → deduction"),
    "cycle_about": (
        "填入周期内各年收入（不含增值税），按各种判定口径评估，并从下一周期扣减。",
        "Enter the income of each year, without VAT: it is evaluated in each reading and deducted from the next cycle.",
    ),
    "cycle_note": (
        "只是试算，评估和扣减都是暂定的，不留存证。下一周期按同样的成本和口径测算，只差扣减。",
        "A trial, provisional: nothing here is recorded. The next cycle is computed from the same costs and readings; only the deduction differs.",
    ),
    "income": ("{year} 年收入（元）", "Income of {year} (yuan)"),
    "incomes": ("本页填写的收入", "incomes entered on this page"),
    "record": ("本次核定", "this determination"),
    # --- what is kept
    "keep": ("保存本次核定", "Keep this determination"),
    "kept": ("已保存的核定", "Saved determination"),
    "not_found": (
        "没有保存过编号为 {number} 的核定",
        "No determination {number} was saved here",
    ),
    "not_the_same": (
        "今天核对不一致：{count} 处，请勿据以办理",
        "It does not verify today: {count} place(s); nothing may be built on it",
    ),
    "as_saved": (
        "{operator}：下面是保存时的最高准许收入，今天核对不一致",
        "{operator}: the maximum as it was saved; it does not verify today",
    ),
    "not_shown": (
        "存证不完整，不显示其中的数字",
        "The record is not whole: none of its figures is shown",
    ),
    "as_base": ("用作“情景”的基准", "Use as the base on Explore"),
    "go_on": ("继续核定", "Go on determining"),
    "head_year": ("年份", "Year"),
    "head_maximum": ("最高准许收入（元/年）", "Maximum (yuan a year)"),
    # --- what can be taken away
    "download_all": ("全部下载", "Download all"),
    "without_pdf": (
        "服务器没有中文字体，下载中没有 PDF，只有 Word",
        "The server has no Chinese font: the download holds Word, and no PDF",
    ),
}
