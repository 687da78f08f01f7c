"""Sentences of `engine.scenario.walk`: price lists in place of prices."""

SENTENCES = {
    # labels of steps
    "whole_units": ("取整的数量", "quantity in whole units"),
    "who_ask_for": (
        "每年各用 {units} 单位的用户数",
        "customers who each ask for {units} units a year",
    ),
    "units_of_month": ("当月数量", "units of the month"),
    "bill_of_year": ("每户全年应付", "bills of one customer in the year"),
    "month": ("当月应付", "bill of the month"),
    "average": ("当月平均单价", "what a unit costs in the month"),
    "at_ceiling": ("当月数量按上限计", "the month's units at the ceiling"),
    "over_ceiling": ("当月超出上限的部分", "what the month's bill is above the ceiling"),
    "lawful_bill": ("每户全年应付，以上限为限", "bills of one customer, at most the ceiling"),
    "bills_together": ("这些用户全年应付", "what these customers pay in the year"),
    "paid_by_class": ("该类用户全年应付", "what the class pays in the year"),
    "average_price": ("{product}：按价目表的平均单价", "{product}: average price by the list"),
    "billed_less": (
        "按平均单价计与实际应付之差",
        "what the bills come to less than at the average price",
    ),
    # what a scenario changes
    "listed": ("按价目表收费", "charged by a price list"),
    "list_tariff": ("价目表", "price list"),
    "list_product": ("价目表中的产品", "product of the price list"),
    "list_customers": ("用户数", "number of customers"),
    "list_facts": ("计价条件 {fact}", "what prices depend on: {fact}"),
    # what is to be said
    "list_beyond": (
        "价目表 {document}（{day} 起施行的版本）在 {years} 年并非全年有效，按其继续适用计算",
        "the price list {document} (in its version from {day}) is not in force all through {years};"
        " it is taken to hold",
    ),
    # faults
    "list_vat": (
        "价目表须为不含增值税的价格，才能与上限相比",
        "the price list must state prices without value added tax, as ceilings do",
    ),
    "list_money": (
        "价目表以 {money} 计价；须为人民币",
        "the price list is in {money}; it must be in yuan",
    ),
    "list_unit": (
        "价目表按{unit}计，申报按{wanted}计；单位须一致",
        "the price list counts by {unit}, the submission by {wanted}; they must be the same",
    ),
    "list_needs_customers": (
        "须写明有多少用户（customers）：分档价格取决于每户的用量",
        "say how many customers there are (customers): in bands the price depends on what each asks"
        " for",
    ),
    "class_customers": (
        "按价目表收费的产品，其每类用户须写明户数（customers）",
        "a class of a product that is charged by a price list must say how many customers it has"
        " (customers)",
    ),
    "list_fact": (
        "价目表要求说明“{title}”：在 facts 中写明 {fact}，可取 {allowed}",
        "the price list asks for “{title}”: say {fact} in facts, one of {allowed}",
    ),
    "list_float": (
        "价目表可浮动，要求说明“{title}”：在 facts 中写明 {fact}，即上浮的百分数，-{down} 至 {up}",
        "the price list floats by “{title}”: say {fact} in facts, in per cent above the base price, "
        "from -{down} to {up}",
    ),
    "list_asks": (
        "价目表的金额还取决于“{title}”（{place}），情景文件无从说明，不能用此价目表",
        "what the price list charges depends on “{title}” ({place}), of which a scenario says"
        " nothing: it cannot be charged by this list",
    ),
    "list_each_use": (
        "价目表按每次使用设最低或最高金额，情景文件只有每月数量、没有次数，不能用此价目表",
        "the price list has a least or a most of each single use; a scenario has the units of a month"
        " and no uses, and cannot be charged by it",
    ),
    "list_by_period": (
        "价目表中该产品按期收费（如包月），情景文件只有数量，不能用此价目表",
        "the price list charges this product by the period, as for a subscription; a scenario has"
        " numbers of units alone, and cannot be charged by it",
    ),
    "list_by_counts": (
        "价目表中该产品按 {allowed} 计量，情景文件只有产品自身单位的数量，不能用此价目表",
        "the price list counts this product by {allowed}; a scenario has numbers of the product's own"
        " unit alone, and cannot be charged by it",
    ),
    "list_ever": (
        "价目表不分期累计（period: ever），不能逐年计算，须按年或更短的时间累计",
        "the price list adds up use over all time (period: ever), and cannot be charged year by year;"
        " it must add up over a year at most",
    ),
    "list_shared": (
        "价目表把多个用户的用量合并累计（按 {by}），不能逐户计算；须按 customer 累计，或只有一个用户",
        "the price list adds up what several customers use together (by {by}), and none can be"
        " billed alone; it must add up by customer, or there must be only one",
    ),
    "list_customers_beside": (
        "收费的各类用户已写明户数，此处所写不起作用；去掉这一项",
        "the classes of use say how many customers there are, so this comes to nothing; leave it out",
    ),
    "list_unread": (
        "价目表中该产品的价格无法读出",
        "the price list has no price of this product that could be read",
    ),
    "list_modified": (
        "价目表中该产品的价格还会因未能读到的规则而变：{said}",
        "by a rule that could not be read, the price list has another price of this product: {said}",
    ),
    "list_goes_before": (
        "已按价目表收费，此处所写不起作用；去掉这一项（叠加在其上的情景写 null），或以 price_list: null"
        " 去掉价目表",
        "the product is charged by its price list, so this comes to nothing; leave it out (a scenario"
        " that stands on it says null there), or take the list away by price_list: null",
    ),
}
