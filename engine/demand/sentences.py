"""Sentences of `engine.demand`: labels of steps."""

SENTENCES = {
    "growth_factor": ("年增长系数", "growth factor of a year"),
    "one": ("基数 1", "one"),
    "hundred": ("百分之一百", "one hundred per cent"),
    "rate": ("年增长率折合比值", "yearly growth as a fraction"),
    "grown": ("增长 {years} 年后的需求量", "quantity after {years} years of growth"),
    "elasticity": ("需求价格弹性", "price elasticity of demand"),
    "minus_elasticity": ("弹性取负", "elasticity, negative"),
    "minus_one": ("负一", "minus one"),
    "price_ratio": ("价格与参照价格之比", "price over the reference price"),
    "response": ("需求量对价格的反应系数", "response of quantity to price"),
    "quantity": ("该价格下的需求量", "quantity at the price"),
    "slope": ("每元减少的需求量", "quantity lost for a yuan of price"),
    "price_change": ("价格与参照价格之差", "price less the reference price"),
    "lost": ("因提价减少的需求量", "quantity lost to the higher price"),
    "before_floor": ("未设下限的需求量", "quantity before the floor at none"),
    "none": ("需求量不低于零", "no quantity below none"),
}
