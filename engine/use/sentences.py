"""Sentences of `engine.use`."""

SENTENCES = {
    "answer": ("认定结论：{regime}", "Decision: {regime}"),
    "free": ("无偿使用", "free"),
    "guided": ("政府指导价", "government-guided price"),
    "mixed": ("部分无偿、部分政府指导价", "partly free, partly at a government-guided price"),
    "refused": ("不予供给", "refused"),
    "undetermined": ("尚不能确定", "not yet determined"),
    "sharing": ("政务数据共享", "sharing between government bodies"),
    "opening": ("公共数据开放", "opening to the public"),
    "authorised_operation": ("授权运营", "authorised operation"),
    "set": ("有收费标准", "a tariff is in force"),
    "trial": ("试行收费标准", "trial price"),
    "waived": ("免收", "waived"),
    "none": ("没有可收取的价格", "no price to charge"),
    # what is printed
    "file": ("使用申报文件（YAML）", "a YAML file that declares the use"),
    "comma": ("，", ", "),
    "stop": ("。", "."),
    "sentence": ("{on} 的认定结论：{regime}", "On {on}: {regime}"),
    "as_reason": ("按{reason}认定", "as {reason}"),
    "through": ("通过{way}供给", "through {way}"),
    "share": (
        "{share}% 无偿使用，其余按政府指导价",
        "{share}% free, the rest at a government-guided price",
    ),
    "reclassified": (
        "自 {since} 起用途改变，重新认定；此前为{before}，不变。",
        "Re-classified from {since}, when the use changed; what was before stays: {before}.",
    ),
    "broken": (
        "自 {since} 起不再符合无偿使用条件：{condition}。",
        "From {since} a condition of the free use is broken: {condition}.",
    ),
    "refusals": ("不予供给的理由：", "Reasons for refusal:"),
    "conditions": ("无偿使用条件：", "Conditions of the free use:"),
    "not_kept": (
        "不符合无偿使用条件：{condition}。",
        "A condition of free use is not kept: {condition}.",
    ),
    "presumed": (
        "没有说明、推定如下（说明相反即不成立）",
        "Not said, and presumed until said otherwise",
    ),
    "questions": ("还需要知道（先问第一项）：", "Still to be known (ask the first one first):"),
    "nearest": ("什么会改变结论：", "What would change the answer:"),
    "near": ("若“{fact}”为“{values}”：{then}", "if “{fact}” were “{values}”: {then}"),
    "why": ("为什么：", "Why:"),
    "standing": (
        "结论本身的依据：{evidence}；{applies}",
        "Evidence of the answer itself: {evidence}; applies {applies}",
    ),
    "standing_whole": (
        "连同供给方式、登记和条件，最弱的依据：{evidence}；{applies}",
        "With channel, registers and conditions, the weakest: {evidence}; applies {applies}",
    ),
    "weak": (
        "其中未读到原文、示例或者假定适用的：",
        "Of which not read, illustrative, or assumed to apply:",
    ),
    "part": ("第{number}部分（{share}%）：{regime}", "Part {number} ({share}%): {regime}"),
    "parts": ("各部分：", "The parts:"),
    "ask_share": (
        "这一部分占全部使用的多大比例（%）？",
        "What share of the whole use is this part [percent]?",
    ),
    "ask_counted": (
        "占比是按什么计数得出的（如某月各应用的调用次数）？",
        "What was counted to find the share (such as the calls of a month by application)?",
    ),
    "ask_counted_by": (
        "由谁计数（如运营机构的平台、审计机构）？",
        "Who counted it (such as the operator's platform, an auditor)?",
    ),
    # faults
    "parts_of_one": (
        "分部分说明的使用，用途应写公益和经营兼有",
        "a use described in parts must be declared as one with both purposes",
    ),
    "parts_of_part": (
        "一个部分只有一种用途；再兼有的，分成更多部分",
        "a part has one purpose; describe more parts where it has several",
    ),
    "parts_over_whole": (
        "各部分占比合计超过 100%",
        "the shares of the parts come to more than 100%",
    ),
    "no_product": (
        "产品和服务清单 {register} 中没有这个产品；已有：{allowed}",
        "the list of products {register} holds no such product; there are: {allowed}",
    ),
    "no_scenario": (
        "产品和服务清单 {register} 中没有这个应用场景；已有：{allowed}",
        "the list of products {register} knows no such scenario; there are: {allowed}",
    ),
    "no_operator": (
        "授权登记 {register} 中没有这个运营机构；已有：{allowed}",
        "the register of authorisations {register} holds no such operator; there are: {allowed}",
    ),
    "no_condition": (
        "规则提到的条件不在无偿使用条件登记册中；已有：{allowed}",
        "the rules name a condition that the register does not hold; there are: {allowed}",
    ),
    "collected": (
        "这一项须得出一个结论，不能逐项汇总（hit: collect）",
        "this is decided once; it cannot be collected (hit: collect)",
    ),
    "no_value": (
        "这一项应可以是 {missing}",
        "this must be able to be {missing}",
    ),
    "no_filled_fact": (
        "登记和收费标准提供这项事实，规则却没有：各次认定都会报错；请在规则中列出",
        "registers and tariffs fill in this fact and the rules do not have it, so that no use could "
        "be decided; add it to the facts",
    ),
    "filled_type": (
        "这项事实由登记或者收费标准提供，类型应为 {type}",
        "this fact is filled in from registers or the tariff; its type is {type}",
    ),
    "no_output": (
        "供给前提和使用规则没有判断这一项",
        "the gate and the rules of use do not decide this",
    ),
    "contradicts_register": (
        "与登记（{register}）不符；登记为：{registered}",
        "this is not what the register {register} says: {registered}",
    ),
}
