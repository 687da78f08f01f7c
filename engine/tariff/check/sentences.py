"""What a valid tariff document can still get wrong."""

SENTENCES = {
    "unknown_unit": (
        "未定义的计量单位；本版 units 中有：{allowed}",
        "this unit is not declared; the version's units are: {allowed}",
    ),
    "unknown_fact": (
        "分类所依据的事实未定义；本版 facts 中有：{allowed}",
        "the fact that decides this class is not declared; the version's facts are: {allowed}",
    ),
    "unknown_class": (
        "未定义的分类；本版 classes 中有：{allowed}",
        "this class is not declared; the version's classes are: {allowed}",
    ),
    "classes_overlap": (
        "同一用户可能同时适用两个分类价格；各分类应依据同一事实且取值互不重复",
        "one customer could fall under two class prices; classes must rest on one fact and share "
        "no value",
    ),
    "rounding_lifts": (
        "取整后高于上限：{quantity} {unit}收 {amount} {money}，{first} 起的上限最多 {allowed} {money}（取整前每{unit}最多 {price} {money}，上限 {limit} {money}）",
        "rounding lifts it above the ceiling: {quantity} ({unit}) cost {amount} {money}, the ceiling from {first} allows {allowed} (before rounding at most {price} a {unit}, the ceiling {limit})",
    ),
    "stands_under_other": (
        "所指文件的类型是 {found}，应为 {expected}",
        "this document is a {found}; a {expected} is needed",
    ),
    "second_discount": (
        "同一收费项目有两项折扣，应在 stacking 写明如何叠加",
        "a second discount on the same component: say in stacking how they work together",
    ),
    "counted_apart": (
        "设有窗口期或免费额度的收费项目应按产品自身单位计量，不能另设 per",
        "a component with a window or a free quota is counted in the product's own unit; leave out "
        "per",
    ),
    "unknown_key": (
        "没有这个区分项；应为下列之一，或在本版 keys 中写明：{allowed}",
        "there is no such key; one of these is expected, or declare it in keys: {allowed}",
    ),
    "added_over_products": (
        "累计口径没有写明产品（product），应与产品 {product} 的收费项目 {component} 合并累计，"
        "而合并累计的收费项目须同名；请使用同一编号，或者在 key 中加上 product",
        "the key does not name the product, so that use is added up together with that of "
        "{product}, by its component {component}; components that count together have one name: "
        "give both the same id, or put product into the key",
    ),
    "capacity_over_products": (
        "套餐（capacity）不能与其他产品合并累计；请在 key 中加上 product",
        "a price by capacity is not added up over products: put product into the key",
    ),
    "added_at_other_prices": (
        "与产品 {product} 合并累计，而两者的额度、最低最高收费或价格不同，合并后的金额无从确定；"
        "请写成一致，在 key 中加上 product，或用 bill 写明整单的最低、最高收费",
        "use is added up together with that of {product}, while quota, limits or prices of the two "
        "differ, so that the amount is of neither; make them alike, put product into the key, or "
        "say the limits of both under bill",
    ),
    "band_of_no_bands": (
        "按期间、按套餐计的价格没有分档：金额逐档取整（rounding.at: band）对它没有规定，"
        "应写 line 或 total",
        "a price by the period or by capacity has no bands, so that amounts rounded by band "
        "(rounding.at) say nothing of it: write line or total",
    ),
    "quota_needs_accumulate": (
        "设有免费额度、单价细于取整单位的，应写明收费的累计口径（accumulate），"
        "否则分次计费与一次计费不同",
        "beside a free quota a price finer than the rounding unit has to say over what it is "
        "counted (accumulate), or parts cost other than the whole",
    ),
    "limits_of_each_beside_quota": (
        "每次使用各有最低、最高收费的，不能另有免费额度",
        "limits of each use do not go with a free quota, whose units belong to no use",
    ),
    "limits_empty": (
        "最低收费和最高收费应至少写明一项",
        "give a minimum, a maximum, or both",
    ),
    "minimum_above_maximum": (
        "最低收费高于最高收费",
        "the minimum lies above the maximum",
    ),
    "period_counts_nothing": (
        "按期计费不计数量，不能设窗口期、免费额度或最低最高收费",
        "a price for a period counts no units: no window, quota, minimum or maximum",
    ),
    "unknown_float": (
        "未定义的浮动幅度；本版 floats 中有：{allowed}",
        "this float is not declared; the version's floats are: {allowed}",
    ),
    "decimals_of_whole": (
        "只按整数计的单位没有小数；请删除 decimals，或写 whole: false",
        "a unit of whole numbers has no decimals; leave them out or write whole: false",
    ),
    "total_falls": (
        "用量增加而总额下降：{quantity} 收 {amount} {money}，{more} 只收 {less} {money}；"
        "如确系规定，请在 totals_fall 写明理由和依据",
        "more costs less: {quantity} cost {amount} {money}, {more} only {less}; if that is meant, say "
        "why in totals_fall, with its source",
    ),
    "overflow": (
        "用量为 {quantity} 时金额可达 {amount} {money}，超出 64 位百万分之一货币单位的范围；请写较小的 largest_quantity",
        "at {quantity} the amount can reach {amount} {money}, more than 64 bits of micro-units hold; "
        "state a smaller largest_quantity",
    ),
    "above_ceiling_at": (
        "高于上限：{quantity} {unit}共收 {amount} {money}，按 {first} 起的上限最多 {allowed} {money}"
        "（未收取和减免的项目一并计入）",
        "above the ceiling: {quantity} ({unit}) cost {amount} {money} in all, the ceiling from {first} "
        "allows {allowed} (components waived or not collected included)",
    ),
    "above_ceiling_of_part": (
        "高于上限：部分无偿的使用可按不足一个单位计费，{quantity} {unit}收 {amount} {money}，"
        "按 {first} 起的上限最多 {allowed} {money}；请写 free_part: within_bands（按金额分摊），"
        "或不设进档费、最低收费和按包计费",
        "above the ceiling: of a use that is free in part any share of a unit can be charged, and "
        "{quantity} ({unit}) cost {amount} {money}, the ceiling from {first} allows {allowed}; "
        "say free_part: within_bands, which shares the amount, or leave out entry fees, minimums "
        "and blocks",
    ),
    "ceiling_not_covered": (
        "按{unit}计费的各项每包数量相差悬殊，无法逐一核对是否高于上限；请采用成倍数的每包数量",
        "the block sizes per {unit} have too large a common multiple to be held against the "
        "ceiling; use sizes that are multiples of each other",
    ),
    "finer_than_micro": (
        "金额细于百万分之一{money}，无法精确计算；最多保留六位小数",
        "finer than a millionth of one {money} and so not exact; six decimals at most",
    ),
    "bands_from_zero": ("第一档应从 0 起（above: 0）", "the first band begins at 0 (above: 0)"),
    "band_hole": (
        "档位有空缺：第 {band} 档止于 {end}，第 {next} 档却从 {start} 以上起；应写 {end}",
        "a hole between bands: band {band} ends with {end}, band {next} begins above {start}; "
        "{end} is expected",
    ),
    "band_overlap": (
        "档位重叠：第 {band} 档止于 {end}，第 {next} 档却从 {start} 以上起；应写 {end}",
        "bands overlap: band {band} ends with {end}, band {next} begins above {start}; {end} is "
        "expected",
    ),
    "band_not_rising": (
        "档位未递增：上限应大于下限",
        "the band does not rise: up_to must be above its lower edge",
    ),
    "band_never_reached": (
        "此档没有上限，其后的档位永远不会用到；请写明 up_to",
        "this band has no end, so those after it are never reached; give up_to",
    ),
    "bands_end": (
        "最后一档不应有上限：超过 {end} 的用量没有价格；或用 then 写明其后如何逐级加价",
        "the last band has no end: use above {end} would have no price; or say by `then` how the "
        "price goes on",
    ),
    "capacity_alone": (
        "套餐价格由两种以上数量共同决定（在 per 中写明各单位），且不能另有分类价格、最低最高收费或免费额度",
        "a price by capacity counts two units or more (name them in per), and has no class prices, "
        "limits or free quota beside it",
    ),
    "tier_limits": (
        "每一级都应为各单位写明上限，且只写这些单位；最后一级没有上限：{allowed}",
        "each tier states the most of every unit and of no other; the last has none: {allowed}",
    ),
    "tiers_not_rising": (
        "各级的上限和价格应逐级不减",
        "from tier to tier neither limits nor the price may fall",
    ),
    "band_of_whole_blocks": (
        "本档共 {units} 个单位，不是每包 {size} 的整数倍；请使各档容纳整数个包",
        "the band holds {units} units, no whole number of blocks of {size}; let it hold whole ones",
    ),
    "ladder_never_reached": (
        "末档没有上限，其后的逐级加价永远不会用到；请为末档写明 up_to",
        "the last band has no end, so the steps after it are never reached; give its up_to",
    ),
    "ladder_of_blocks": (
        "末档按包计费，其后不能逐单位加价；请在末档之后另设一档按单位计费",
        "the last band is charged by blocks, and a price cannot go on rising by the unit after it; "
        "add a band by the unit",
    ),
    "trial_without_end": (
        "试行收费标准应写明最后施行日（until）",
        "trial prices need a last day (until)",
    ),
    "trial_too_long": (
        "试行期过长：最长 {years} 年",
        "the trial is too long: {years} years at most",
    ),
    "only_lists_obey": (
        "只有价目表（role: list）受上限文件约束；请删除此项，或改写 role",
        "only a price list (role: list) obeys a ceiling document; remove this or change role",
    ),
    "list_without_ceiling": (
        "价目表应写明所受约束的上限文件（obeys: 文件编号）",
        "a price list must name the ceiling document that it obeys (obeys: DOCUMENT)",
    ),
    "not_a_ceiling": (
        "所指文件不是上限收费标准（role: ceiling）",
        "this document is not one of ceilings (role: ceiling)",
    ),
    "ceiling_not_per_unit": (
        "上限收费标准应为每单位一个价格（model: per_unit），不分类别，"
        "不设最低最高收费、窗口期、免费额度、优惠和免收",
        "a ceiling is one price per unit (model: per_unit), the same for every class and every "
        "unit: without limits, windows, free quotas, discounts and exemptions",
    ),
    "ceiling_not_comparable": (
        "收费项目「{component}」在此处的计费方式（{model}）不是按 {units} 的单位价格，无法与上限核对；"
        "请改为按单位计费，或在 outside_ceiling 说明理由",
        "the component “{component}” is here charged by {model}, which is no price per unit "
        "({units}) and cannot be held against the ceiling; charge it by the unit, or say why not in "
        "outside_ceiling",
    ),
    "ceiling_counted_otherwise": (
        "收费项目「{component}」按 {units} 的计量与上限不同（上限所问的单位：{asked}），"
        "同样的使用可能计出更多单位，无法与上限核对；请与上限写成同样的折算、进整和累计口径，"
        "或在 outside_ceiling 说明理由",
        "the component “{component}” does not count its units ({units}) as the ceiling does, which "
        "is asked for in: {asked}; one use could count for more, so that the two cannot be "
        "compared: convert, round and add up as the ceiling does, or say why not in outside_ceiling",
    ),
    "ceiling_counted_apart": (
        "按{unit}计费的各项累计口径不同，各自最贵时合计每{unit}可达 {price} {money}，"
        "{first} 起的上限为 {limit} {money}；请写成同样的累计口径，或降低价格",
        "the components per {unit} are added up over different use and can each be at their dearest "
        "at once: together up to {price} {money} a {unit}, the ceiling is {limit} from {first}; let "
        "them count alike, or lower them",
    ),
    "rounding_not_comparable": (
        "取整与 {first} 起的上限（{step} {money}，{mode}，{place}）不同，"
        "或分项取整，无法证明取整后不高于上限；请与上限写成同样的取整，分几项收费的只对合计取整（at: total）",
        "rounded otherwise than the ceiling from {first} ({step} {money}, {mode}, by {place}), or in "
        "several parts, so that nothing shows that rounding lifts no price above it; round as the "
        "ceiling does, and several components only in total (at: total)",
    ),
    "currency_differs": (
        "应与上限文件的币种一致：{ceiling}",
        "expected the currency of the ceilings: {ceiling}",
    ),
    "vat_differs": (
        "价目表与上限的增值税口径不同（上限为 {ceiling}），无法比较",
        "the list and its ceilings differ in their VAT basis (ceilings: {ceiling}) and cannot be "
        "compared",
    ),
    "no_ceiling_in_force": (
        "上限文件 {ceiling} 自 {day} 起的一段时间没有施行",
        "no ceilings of {ceiling} are in force from {day} on",
    ),
    "outlives_ceiling": (
        "价目表的施行期超出上限文件 {ceiling} 的最后施行日 {day}；请写明不晚于该日的 until",
        "the list outlives the ceilings of {ceiling}, in force until {day}; give an until no later",
    ),
    "product_without_ceiling": (
        "此产品没有上限收费标准；上限文件中有：{allowed}",
        "this product has no ceiling; the ceiling document has: {allowed}",
    ),
    "component_without_ceiling": (
        "收费项目「{component}」（按 {units}）上面没有同一计量单位的上限；应为它另设上限，"
        "或在 outside_ceiling 说明理由",
        "no ceiling in the same unit ({units}) stands above the component “{component}”; give it a "
        "ceiling of its own, or say why not in outside_ceiling",
    ),
    "above_ceiling": (
        "高于上限：每{unit}可收 {price} {money}，{first} 起的上限为 {limit} {money}（未收取和减免的项目一并计入）",
        "above the ceiling: {price} {money} can be collected per {unit}, the ceiling is {limit} "
        "from {first} (components waived or not collected included)",
    ),
    "bill_model": (
        "{model} 应写 {expected}，且只写这一项",
        "{model} takes {expected} and nothing else",
    ),
    "bill_settled": (
        "只有按期间累计的整单最低收费（at_least）可以在期末结算，按天折算只用于期末结算",
        "only a least amount (at_least) of a period is settled at its end, and only then by the day",
    ),
    "bill_products": (
        "整单规则应从具体到整体：各条规则的产品、区分项和期间要么不相交，要么包含在后面的规则之内；"
        "与 {other} 不符",
        "rules over whole bills go from the particular to the whole: products, keys and periods of "
        "each lie within those of later ones, or apart; not so with {other}",
    ),
    "bill_crossed": (
        "整单最低收费高于整单最高收费，两条规则不能同时遵守；与 {other} 不符",
        "a least amount of a bill above the most of it: both cannot be kept; not so with {other}",
    ),
    "bill_of_ceiling": (
        "上限文件不设整单规则：上限是每个单位的价格",
        "a ceiling has no rules over whole bills: it is a price of each unit",
    ),
    "bill_adds": (
        "整单最低收费会使收费高于上限，受上限约束的价目表不得设置",
        "a least amount of a bill can exceed the ceilings, and a list under ceilings has none",
    ),
    "started_and_converted": (
        "既写了 started_whole 又写了 converted；请只在 converted.rounding 中写明取整",
        "both started_whole and converted are given; say the rounding in converted.rounding only",
    ),
    "conversion_without_end": (
        "折算后的数量除不尽；请写明如何取整（rounding）",
        "the converted number has decimals without end; say how it is rounded (rounding)",
    ),
    "started_of_several": (
        "只按一个单位计量的收费项目才能对合计进整",
        "only where a component counts one unit can its total be rounded up",
    ),
    "started_total_needs_period": (
        "对合计进整的，应写明收费的累计口径（accumulate）",
        "a total that is rounded up needs a charge that says over what it counts (accumulate)",
    ),
    "limits_of_each_added_up": (
        "每次使用各有最低、最高收费的，价格不能累计；请删去 accumulate 或 limits.each_use",
        "limits of each use need a charge that is not added up: leave out accumulate or "
        "limits.each_use",
    ),
    "limits_need_period": (
        "设有最低或最高收费的，应写明收费的累计口径（accumulate）",
        "a minimum or maximum needs a charge that says over what it counts (accumulate)",
    ),
    "started_of_what": (
        "应写明是每次使用不足一单位的进整（each_use），还是本期合计不足一单位的进整（total）"
        "（started_of）",
        "say whether a started unit of each use counts whole (each_use) or one of the period's "
        "total (total): started_of",
    ),
    "rounded_of_what": (
        "请写明折算后的数量是按每次使用（each_use）还是按期间累计数（total）取整（converted.rounded）",
        "say whether the converted number is rounded of each use (each_use) or of the period's "
        "total (total): converted.rounded",
    ),
}
