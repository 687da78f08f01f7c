"""Sentences of `engine.ceiling`: labels of steps, and what is wrong with a problem."""

SENTENCES = {
    # labels of steps
    "all_cost": ("各产品应分摊成本合计", "cost of all products"),
    "maximum_times_cost": ("最高准许收入 × 产品成本", "maximum × the product's cost"),
    "all_cost_times_quantity": (
        "各产品成本合计 × 产品预测数量",
        "cost of all products × the product's quantity",
    ),
    "full_price": ("{product}:足额价格", "{product}: full price"),
    "bound": ("{product}:允许的最高价", "{product}: highest price allowed"),
    "ceiling": ("{product}:上限收费标准", "{product}: ceiling"),
    "product_revenue": (
        "{product}:上限 × 预测数量",
        "{product}: ceiling × forecast quantity",
    ),
    "revenue": ("各产品上限 × 预测数量合计", "Σ ceiling × forecast quantity"),
    "within": ("合计不超过最高准许收入", "the sum is within the maximum permitted revenue"),
    "left": ("未用足的最高准许收入", "maximum permitted revenue left unused"),
    "attainable": (
        "在允许的最高价以内可达到的最大收入",
        "most revenue attainable within the highest prices allowed",
    ),
    "tolerance": ("容许超出足额价格的比例", "tolerance above the full price"),
    "tolerance_factor": ("足额价格的倍数", "multiple of the full price"),
    "one": ("基数 1", "one"),
    "ticks": ("最小计价单位的个数", "number of ticks"),
    "ticks_price": ("个数 × 最小计价单位", "ticks × tick"),
    "within_bound": ("不高于允许的最高价", "not above the highest price allowed"),
    # faults
    "no_products": (
        "没有可定价的产品;至少要有一个产品及其成本、预测数量和最小计价单位",
        "there is nothing to price; at least one product with cost, forecast quantity and tick is "
        "expected",
    ),
    "not_positive": ("应大于零", "a number above 0 is expected"),
    "tick_too_coarse": (
        "足额价格 {price} 元不足一个最小计价单位,向下取整后为零;请改用更小的计价单位或计费单位",
        "the full price {price} yuan lies below one tick and would be rounded down to 0; use a "
        "finer tick or a larger unit of charge",
    ),
    "bad_tolerance": (
        "容许超出的比例应不小于 0 且小于 1;0.001 或 0.1% 表示千分之一",
        "a tolerance from 0 to below 1 is expected; 0.001 or 0.1% is one in a thousand",
    ),
}
