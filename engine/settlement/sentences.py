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
    "no_ceiling_of_product": (
        "没有给出这个产品的上限收费标准；已有：{known}",
        "no ceiling of this product is given; there are: {known}",
    ),
}
