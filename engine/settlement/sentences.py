"""Sentences of `engine.settlement`: what is wrong with incomes and charges."""

SENTENCES = {
    "income_of_other": (
        "收入属于另一家运营机构；核定的是 {operator}",
        "these are the incomes of another operator; the determination is of {operator}",
    ),
    "year_twice": ("这一年出现了两次；请合并为一个数", "this year stands twice; give one figure"),
    "year_outside": (
        "这一年不在核定周期内；周期为 {years}",
        "this year is not in the cycle; its years are {years}",
    ),
    "year_missing": ("缺少这一年的收入", "the income of this year is missing"),
    "new_products_above_income": (
        "新增产品的收入是当年收入 {income} 元的一部分，不能更多",
        "the income of new products is a part of the year's {income} yuan and cannot be more",
    ),
    "no_ledger": (
        "这不是扣减台账；评估存证所在目录中的 ledger.json 应为扣减台账",
        "this is not a ledger of deductions, which ledger.json beside an evaluation must be",
    ),
    "account_twice": ("同一周期有两个账户", "this cycle has two accounts"),
    "taken_twice": (
        "同一周期的核定扣减了两次",
        "a determination of this cycle took of it twice",
    ),
    "left_below_zero": (
        "扣减合计多于超额收入 {excess} 元",
        "more was taken than the excess of {excess} yuan",
    ),
    "no_ceiling_of_product": (
        "没有给出这个产品的上限收费标准；已有：{known}",
        "no ceiling of this product is given; there are: {known}",
    ),
}
