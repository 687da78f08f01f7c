"""What every page says."""

SENTENCES = {
    "by_default": ("默认", "default"),
    "store_broken": (
        "存证库有 {count} 份存证核对不一致，请勿据以办理：{records}。可用 dingjia store check 查看",
        "{count} of the records kept do not hold and must not be built on: {records}; see dingjia "
        "store check",
    ),
    "store_out_of_reach": (
        "存放草稿和存证的文件不能读写（{file}：{said}），刚才所做的没有保存；请稍候再试，或者联系管理人员",
        "the file of drafts and records cannot be read or written ({file}: {said}); what was done "
        "just now is not kept: try again in a while, or ask whoever runs this",
    ),
    "page_quote": ("报价", "Quote"),
    "page_determine": ("核定", "Determine"),
    "page_explore": ("情景", "Explore"),
    "yuan": ("{amount} {money}", "{amount} {money}"),
    "vat_included": ("含增值税", "VAT included"),
    "vat_excluded": ("不含增值税", "without VAT"),
    "vat_unknown": ("是否含增值税未知", "VAT basis unknown"),
    "faults": ("输入有 {count} 处需要改正", "{count} thing(s) in the input must be mended"),
    "fault_value": ("现在的内容", "What stands there"),
    "fault_right": ("应当怎样", "What would be right"),
    "assumptions": (
        "本结果所依据的假定和示例（{count} 项）",
        "Assumptions and illustrations this rests on ({count})",
    ),
    "read_at": ("可读处：{address}（读于{seen}）", "to be read at {address} (read on {seen})"),
    "clause": ("条文（{file}）", "The clause ({file})"),
    "citations": ("其他依据（{count} 项）", "Other sources ({count})"),
    "ask_most": ("最多还有 {count} 个问题", "at most {count} questions left"),
    "ask_unused": ("（没有用到）", "(not used)"),
    "ask_because": ("为什么要问：", "Why this is asked:"),
    "answered": ("已填写的事实（{count} 项）", "Facts given ({count})"),
    "change": ("改", "change"),
    "why": ("这个数是怎样得来的", "How this figure comes about"),
    "as_above": ("（见上）", "(as above)"),
    "a_year": ("{amount}/年", "{amount} a year"),
    "kept_on": ("保存时间", "Saved"),
    "kept_same": (
        "今天重新计算，结果完全相同",
        "Worked out again today, it is the same",
    ),
    "kept_link": (
        "本页的地址就是它的链接，任何时候都可以用它再打开",
        "The address of this page leads back to it at any time",
    ),
    "back_to_base": ("回到基准", "Back to the base"),
    "download_workbook": ("下载工作簿", "Download workbook"),
    "download_record": ("下载存证", "Download record"),
    "upload_drop": ("把文件拖到这里", "Drop the file here"),
    "upload_browse": ("选择文件", "Choose a file"),
    "readings_more": (
        "哪些口径影响最大、先找哪条原文",
        "Which readings move it most, and which text to obtain first",
    ),
    "readings_download": (
        "下载各种口径下的最高准许收入（.xlsx）",
        "Download the maximum under every reading (.xlsx)",
    ),
    "axis_ten_thousand": ("万元", "ten thousand yuan"),
    "page_shelf": ("文件架", "Law shelf"),
}
