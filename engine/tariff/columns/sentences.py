"""What cannot be read in whole columns."""

SENTENCES = {
    "unread": (
        "价格未能查到，无法批量计费",
        "a price that could not be read: not rated in columns",
    ),
    "days": (
        "各行起止日应为公历日期，止日不早于起日，起日不早于合同起日（since）",
        "days of the calendar are expected, the last of a row not before its first, the first not "
        "before the contract’s (since)",
    ),
    "days_outside": (
        "有的日子不在本版施行期间（{first} 至 {last}）；各版期间内的日子请分开计费",
        "some days lie outside those on which this version is in force, {first} to {last}; rate what "
        "falls under each version apart",
    ),
    "too_long": (
        "期间、数量与价格相乘超出 64 位整数，无法批量计费；请逐一计费",
        "the days, the number and the price multiplied outgrow 64 bits; rate these rows one by one",
    ),
    "any_fraction": (
        "{unit}未写明小数位数（decimals），无法批量计费",
        "{unit}: without declared decimals it is not rated in columns",
    ),
    "fraction": (
        "免费额度、包或加价档细于计量单位的最小单位，无法批量计费",
        "a free quota, block or step is finer than the unit's smallest part: not rated in columns",
    ),
    "quota_apart": (
        "免费额度与收费的累计口径不同，一栏此前用量说明不了两者，无法批量计费",
        "the free quota is counted otherwise than the charge; one column of use before cannot say "
        "both: not rated in columns",
    ),
    "too_fine": (
        "金额可能细于百万分之一元，又不按行取整，无法批量计费；请按行取整",
        "amounts can be finer than a millionth of a yuan and are not rounded by line: not rated in "
        "columns",
    ),
    "too_large": (
        "用量达到 {quantity} 时超出 64 位整数，无法批量计费；请写较小的 largest_quantity",
        "at {quantity} it outgrows 64 bits: not rated in columns; state a smaller largest_quantity",
    ),
    "fact_missing": (
        "缺少事实 {fact}，或其取值不在所列之中：{allowed}",
        "the fact {fact} is missing, or is none of its values: {allowed}",
    ),
    "float_missing": (
        "缺少浮动幅度 {fact}：应为 {least} 至 {most}（%）之间的一个数，写成文字，用于各行",
        "the float {fact} is missing: one figure as text for all rows, from {least} to {most} per "
        "cent",
    ),
    "fact_column": (
        "应为一个取值（文字，用于各行），或一栏整数，即各行取值在下列中的位置，自 0 起：{allowed}",
        "one value as text for all rows is expected, or an array of whole numbers, each the position "
        "of the row's value, from 0: {allowed}",
    ),
    "smallest": (
        "应为一栏 64 位整数（numpy 的 int64），以最小单位计：1 {unit}写作 {parts}",
        "a numpy array of whole numbers in 64 bits (int64) is expected, in the smallest unit: "
        "1 {unit} is written {parts}",
    ),
    "no_fact": (
        "本版没有这个事实；所问的是：{allowed}",
        "the version asks for no such fact; it asks for: {allowed}",
    ),
    "code": (
        "编号应在 0 至 {last} 之间",
        "a position from 0 to {last} is expected",
    ),
    "distinct": (
        "同一请求窗口期内只收一次的产品，批量计费须确认各次请求互不相同（distinct）",
        "repeated requests are charged once here; columns are read only where all are distinct",
    ),
    "billed_before": (
        "整单规则取决于本期此前已计的金额，prior 说明不了；请逐单询价，并在 position 中写明",
        "a rule over whole bills hangs on what was charged before in its period, which prior does not "
        "say: ask for a quote of each bill, with its position",
    ),
    "bills_apart": (
        "该事实决定整单规则，各行应相同；请按其取值分开计费",
        "a rule over whole bills hangs on this fact: give one value for all rows, and rate the others "
        "apart",
    ),
    "bills_of_totals": (
        "总额取整在整单规则之后；这里逐行取整，请逐单询价",
        "the total is rounded after the rules over whole bills: ask for a quote of each bill",
    ),
    "several_bills": (
        "整单规则按期累计，有的行跨越几个期间；请按期间分行",
        "the days of some rows fall into several periods of a rule over whole bills: give each "
        "period a row",
    ),
    "column_missing": (
        "缺少 {unit} 一栏",
        "the column {unit} is missing",
    ),
    "kind": (
        "应为一栏 64 位整数（numpy 的 int64；first 为 bool；spans 的日期为 datetime64[D]）",
        "a numpy array of whole numbers in 64 bits (int64) is expected; for first, of bool; for the "
        "days of spans, of datetime64[D]",
    ),
    "shape": (
        "各栏应为一维，且与第一栏行数相同",
        "a column has one figure a row, as many as the first column has",
    ),
    "beyond": (
        "用量超出 largest_quantity（最小单位计 {largest}）",
        "a quantity beyond largest_quantity ({largest} smallest units)",
    ),
}
