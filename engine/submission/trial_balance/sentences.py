"""Sentences of `engine.submission.trial_balance`: faults, what is told, and what a draft says."""

SENTENCES = {
    "no_heading": (
        "没有找到科目余额表的表头：应有科目编码一列，以及期初、本期或本年累计、期末的借方、贷方或余额",
        "no heading of a trial balance was found: a column of account numbers is expected, and debit, credit or balance of opening, period or year, and closing",
    ),
    "no_names": (
        "没有科目名称，无法按名称归类；请加上一列，列名写「科目名称」",
        "no account has a name, by which cost is placed; a column headed “Account name” is expected",
    ),
    "no_accounts": ("表头下面没有科目", "there are no accounts below the heading"),
    "no_movements": (
        "没有借方发生额：成本须取本年累计借方，或全年的本期借方",
        "there are no movements on the debit side: cost is taken from those of the year",
    ),
    "not_a_year": (
        "没有本年累计发生额，而本期是 {months}，不是一个完整年度；请导出一整年（1 月至 12 月）的余额表，或勾选本年累计并导出到 12 月",
        "there are no movements of the year, and the period is {months}, not one year; export the balance of one year, January to December, or to December with the year's movements",
    ),
    "months": (
        "表中有多个月份而没有本年累计发生额，无法得出全年数；请导出全年的余额表",
        "there are rows of several months and no movements of the year; export the balance of a whole year",
    ),
    "not_an_amount": (
        "此处应为金额",
        "an amount is expected",
    ),
    "no_side": (
        "余额不为零，方向应为借或贷",
        "there is a balance, so that a side is expected: debit or credit",
    ),
    "no_code": ("科目编码中没有数字", "an account number without a digit"),
    "sheet_not_read": (
        "这张表没有科目余额表的表头，未读取",
        "the sheet has no heading of a trial balance and was not read",
    ),
    "other_encoding": (
        "文件不是 UTF-8 编码，已按 {encoding} 读取；请核对中文是否正确",
        "the file is not in UTF-8 and was read as {encoding}; see whether its Chinese is right",
    ),
    "headings_not_used": (
        "下列各列不认识，或是其他年度、月份或外币的，未采用：{headings}",
        "these columns are not known, or of another year, month or currency, and were not used: {headings}",
    ),
    "scaled": (
        "表中写明金额单位为{unit}，已乘以 {scale} 换算为元",
        "the sheet says that amounts are in {unit}; they were multiplied by {scale}",
    ),
    "no_yuan": (
        "不是人民币金额，或看不出是多少元；请导出以人民币为单位的余额表，并写明一种单位：元、千元、万元、百万元、亿元",
        "this is no amount of yuan, or nobody can tell of how many; export the balance in yuan, and say one unit, such as “万元”",
    ),
    "units_differ": (
        "与 {other} 写明的单位「{unit}」不一致；一张表应只有一种金额单位",
        "{other} says another unit, {unit}; a sheet has amounts in one unit",
    ),
    "no_unit": (
        "{other} 写明单位为「{unit}」，这一列没有写明；请在标题中写明全表的金额单位",
        "{other} says {unit}, and this column says no unit; say in a title in which the whole sheet is",
    ),
    "no_unit_on_sheet": (
        "工作表「{sheet}」写明了金额单位，这张表没有；请写明",
        "the sheet {sheet} says its unit of money, and this one says none; say it",
    ),
    "unit_on_other_sheet": (
        "这张表没有余额表，不会读取，却写明了金额单位；工作表「{sheet}」没有写明，可能也是这个单位。请在「{sheet}」的标题中写明金额单位",
        "this sheet holds no balance and is not read, and says a unit of money, while {sheet} says none and may be meant; say the unit in a title of {sheet}",
    ),
    "sheet_repeats": (
        "这里与「{sheet}」的科目和金额相同，会重复计算；请只保留一处",
        "this says what {sheet} says, account by account, and would count twice; keep one",
    ),
    "sheet_of_same_firm": (
        "这里与「{sheet}」的单位、期间和科目相同，而金额不同，无法确定是重复还是应当相加；请只保留一处；如是分支机构的账，请在表名或单位名称中写明，例如“北京分公司”",
        "this is of the same firm, period and accounts as {sheet}, with other figures, and it cannot be told whether they add up; keep one, or say in its name or where the firm is named that it is a branch",
    ),
    "sheet_of_other_firm": (
        "这是另一家单位的账，余额表属于「{firm}」；一份申报只有一家单位的账，请只保留它和它的分支机构；分支机构的名称须写明，例如“北京分公司”",
        "this is of another firm, and the balance is that of {firm}; a submission has the accounts of one, keep it and its branches, whose names say so (分公司, branch)",
    ),
    "sheet_of_branch": (
        "这里写明的单位是「{named}」，已作为「{firm}」的一部分计入；请核对是否确属该单位，其数额是否没有包含在其他行中",
        "{named} is named here, and was taken for a part of {firm}; see whether it is, and that no other rows hold its figures already",
    ),
    "firm_beside_head": (
        "这里是单位自己的名称，{other} 写明是本部（总部），无法确定这里的数额是否已经包含本部和分支机构；请只导出汇总，或只导出本部和各分支机构；分支机构的名称须写明，例如“北京分公司”",
        "this bears the firm's own name, while {other} is its head office, so that it may hold the head office and the branches already; export either the whole, or the head office and each branch, whose names say so (分公司, branch)",
    ),
    "foreign_column": (
        "这一列是外币金额，而没有对应的人民币（本位币）列；请导出本位币金额",
        "this column is in foreign money, and none beside it is in yuan; export amounts in yuan",
    ),
    "foreign_row": (
        "这一行是外币金额；请按本位币导出，或同时导出原币和本位币两组列",
        "this row is in foreign money; export amounts in yuan, or columns of both",
    ),
    "currencies_together": (
        "这一行是各币种的本位币合计，与 {other} 等各币种的行重复；请只导出其中一种",
        "this row adds up those of each currency, which are here too, as in {other}; export either",
    ),
    "column_twice": (
        "与 {other} 的含义相同，无法确定采用哪一列；请只保留一列，或在列名中写明年度、期间",
        "this means what {other} means, and it cannot be told which to take; keep one, or say the year or period in the heading",
    ),
    "column_of_another_time": (
        "这一列是其他年度或月份的发生额，没有本年度的；请导出本年度的余额表",
        "this column is of another year or month, and there is none of the year; export the balance of the year",
    ),
    "which_year": (
        "列名中有几个年度，标题没有写明余额表属于哪一年；请在标题行写明期间，例如 2025年度",
        "the headings name several years, and no title says of which the balance is; state the period in a row above, such as “2025年度”",
    ),
    "periods_differ": (
        "与前面写明的期间不一致；请核对余额表属于哪一年",
        "another period is stated before; see of which year the balance is",
    ),
    "sheets_of_two_periods": (
        "这张表与工作表「{sheet}」的期间不同；一份余额表只应有一个年度，请只保留本年度的工作表",
        "this sheet is of another period than the sheet {sheet}; a balance is of one year, keep its sheets only",
    ),
    "no_year_on_sheet": (
        "工作表「{sheet}」有本年累计发生额，这张表只有本期发生额，不能相加；请按同样的列导出各张表",
        "the sheet {sheet} has what moved in the year, and this one only what moved in a period, so that they do not add up; export all sheets with the same columns",
    ),
    "only_a_month": (
        "只有本月发生额，不是全年；请导出全年的余额表，或勾选本年累计",
        "there is nothing but what moved in a month; export the balance of a whole year, or with the year's movements",
    ),
    "periods_overlap": (
        "这一行的期间与 {other} 同时结束而开始不同，无法确定应当相加、取其一，还是其中一行已包含另一行；请按同一种期间导出全部科目，例如都写 2025.01-2025.12",
        "the period of this row ends with that of {other} and begins otherwise, so that it cannot be told whether they add up, one of them counts, or one holds the other; export all accounts with one period, such as 2025.01-2025.12",
    ),
    "no_month": ("看不出是哪个月", "the month cannot be told"),
    "merged_amounts": (
        "金额单元格已合并，无法确定数值属于哪一格；请取消合并并逐格填写",
        "merged cells of amounts: it cannot be told to which the figure belongs; unmerge and fill each",
    ),
    "hidden_columns": (
        "有列已隐藏，其中的数据已读取：{columns}",
        "columns are hidden, and were read: {columns}",
    ),
    "unposted": (
        "标题提到未记账凭证：{said}；请确认其中的数额是否最终",
        "a title speaks of vouchers that are not posted: {said}; see whether the amounts are final",
    ),
    "hidden_sheet": (
        "工作表已隐藏，其中的科目已读取",
        "the sheet is hidden; its accounts were read",
    ),
    "hidden_rows": (
        "有 {count} 行隐藏或被筛选，其中的科目已读取",
        "{count} rows are hidden or filtered; their accounts were read",
    ),
    "last_month_taken": (
        "各月分别列示，已取最后一个月 {month} 的本年累计",
        "each month has rows of its own; the sums of the year in the last, {month}, were taken",
    ),
    "row_without_code": (
        "这一行（{name}）有金额而没有科目编码，未采用",
        "this row ({name}) has amounts and no account number, and was not used",
    ),
    "code_as_number": (
        "科目编码 {code} 存成了数值，末尾的 0 可能已丢失；请核对",
        "the account number {code} is stored as a number, and a zero at its end may be lost; look at it",
    ),
    "rows_differ": (
        "科目（{name}）已在 {other} 出现，两行的区别只在这些列：{apart}；无法确定应当相加、取其一，还是其中一行是汇总。请只导出一个年度、期间、账簿、单位的余额表，并删去汇总行；按部门、项目等核算的，列名写「辅助核算」，并保留科目本身的行",
        "the account ({name}) stands already at {other}, and the rows differ only in: {apart}; it cannot be told whether they add up, one of them counts, or one is the sum of others. Export the balance of one year, period, set of books and firm, without rows of sums; items such as departments stand under the heading “Department”, below the row of the account itself",
    ),
    "row_repeats": (
        "科目（{name}）已在 {other} 出现，除金额外两行没有区别，无法确定应当相加还是重复；请只保留一行",
        "the account ({name}) stands already at {other}, and nothing but amounts tells the rows apart, so that it cannot be told whether they add up; keep one",
    ),
    "items_not_held": (
        "科目（{name}）按辅助核算项目（部门、项目、客户等）列示，而没有科目本身或上级科目的行与各项目之和逐栏相等，无法确定其中是否有汇总行；请导出含科目本身的行的余额表，或不带辅助核算",
        "the account ({name}) is told by auxiliary items (departments, projects, customers …), and no row of the account itself or of one above holds in every column what they hold together, so that one may be the sum of others; export the balance with a row of the account itself, or without auxiliary items",
    ),
    "item_without_code": (
        "这一行的辅助核算项目没有科目编码，上一行的科目也按辅助核算项目列示；请在每一行填写科目编码",
        "this row of an auxiliary item has no account number, and the one before is of an item too; write the account number in each row",
    ),
    "long_code": (
        "科目编码太长，最多 60 个字符",
        "the number of an account is too long: 60 characters are the most",
    ),
    "rows_of_several_years": (
        "各行属于几个年度，标题没有写明余额表属于哪一年；请在标题行写明期间，例如 2025年度，或只导出一个年度",
        "rows are of several years, and no title says of which the balance is; state the period in a row above, such as “2025年度”, or export one year",
    ),
    "times_left_out": (
        "各行属于不同的年度或期间，只取了 {year} 年的；这些期间的行从这里起，未采用：{times}",
        "rows are of several years or periods, and those of {year} were taken; rows of these, which begin here, were not: {times}",
    ),
    "all_below_zero": (
        "这一列的数全部为负，而借贷另一方的列有正数，无法确定负号只表示借贷方向，还是表示冲销（红字）；请导出全部科目，两列都写正数，冲销的才写负数",
        "all figures of this column are below zero while the other side has some above, and it cannot be told whether the minus only says the side, or that they were taken back; export all accounts, both columns without a minus but for what was taken back",
    ),
    "months_added": (
        "各期分别列示而没有本年累计，已将全年 12 个月的发生额相加",
        "each period has rows of its own and there are no sums of the year; what moved in the twelve months was added",
    ),
    "not_in_last_month": (
        "这个科目在前面的月份有金额，最后一个月没有它的行，无法得出全年数；请导出最后一个月的全部科目，包括本月没有发生额的",
        "the account has amounts in an earlier month and no row in the last, so that those of the year cannot be told; export all accounts of the last month, also those that nothing moved on",
    ),
    "no_firm": (
        "这一行没有写明单位，而其他行写明了，无法确定是否为汇总；请写明，或删去汇总行",
        "this row names no firm while others do, so that it may be a sum of theirs; name it, or remove rows of sums",
    ),
    "many_firms": (
        "工作表或单位超过 {most} 个；一份余额表是一家单位和它的分支机构的账",
        "there are more than {most} sheets or firms; a balance is that of one firm and its branches",
    ),
    "firms_together": (
        "这些行是各单位的汇总，与各单位的行重复；请只导出其中一种",
        "these rows add up those of several firms, which are here too; export either",
    ),
    "sheet_is_sum": (
        "「{sheet}」的发生额等于相邻各单位（或工作表）之和，会重复计算；请只导出汇总或各单位其中一种",
        "{sheet}: what moved is the sum of what moved in the others, and would count twice; export either",
    ),
    "several_books": (
        "各行属于不同的账簿、账套或单位编码（{other}），无法确定应当相加还是取其一；请只导出一个账簿；几家单位一起导出的，须有一列写明单位名称",
        "rows are of several sets of books or numbers of firms (also {other}), and it cannot be told whether they add up; export one, or with a column of the names of firms",
    ),
    "does_not_roll": (
        "{name}：期初加借方减贷方为 {reached}，期末为 {closing}（借方为正）",
        "{name}: opening and debit less credit is {reached}, closing is {closing} (debit above zero)",
    ),
    "not_the_sum": (
        "{name}：本级为 {own}，下级合计为 {together}",
        "{name}: itself {own}, those below it {together} together",
    ),
    "sides_differ_movement": (
        "末级科目本期借方合计 {debit}，贷方合计 {credit}，不相等",
        "of all leaves {debit} was moved on the debit side and {credit} on the credit side",
    ),
    "sides_differ_month": (
        "末级科目本月借方合计 {debit}，贷方合计 {credit}，不相等",
        "of all leaves {debit} was moved in the month on the debit side and {credit} on the credit side",
    ),
    "sides_differ_year": (
        "末级科目本年累计借方合计 {debit}，贷方合计 {credit}，不相等",
        "of all leaves {debit} was moved in the year on the debit side and {credit} on the credit side",
    ),
    "sides_differ_year_opening": (
        "末级科目年初借贷不平，差 {left}",
        "the balances on the first day of the year do not add up to nothing: {left} is left",
    ),
    "sides_differ_opening": (
        "末级科目期初借贷不平，差 {left}",
        "the opening balances do not add up to nothing: {left} is left",
    ),
    "sides_differ_closing": (
        "末级科目期末借贷不平，差 {left}",
        "the closing balances do not add up to nothing: {left} is left",
    ),
    "account_as_total": (
        "这一行（{name}）有科目编码和金额，名称像合计，作为合计行未采用；如是科目，请改名称",
        "this row ({name}) has a number and amounts, and is called a total: it was taken for one, and not used; if it is an account, call it otherwise",
    ),
    "total_differs": (
        "合计行为 {own}，末级科目合计为 {together}",
        "the row of totals says {own}, all leaves together are {together}",
    ),
    "year_not_over": (
        "期间是 {months}，没有到 12 月，本年累计不是全年数；成本取完整年度的账，请导出到 12 月的余额表",
        "the period is {months} and does not reach December, so that the sums of the year are not those of a year; cost is taken from the accounts of a complete year: export the balance to December",
    ),
    "no_year": (
        "只写明了月份，没有写明年度；成本年度须自己填写",
        "months are stated, and no year; fill in the year",
    ),
    "another_balance": (
        "这里又出现表头，而写明的期间、单位名称或金额单位与表首不同；一张表只应有一份余额表，请分开或删除",
        "a heading stands again below, and another period, firm or unit of money is said here than at the top; a sheet holds one balance: take them apart, or remove one",
    ),
    "no_period": (
        "标题没有写明期间，无法确认是全年；成本年度须自己填写",
        "no title states the period, so that a whole year cannot be told; fill in the year",
    ),
    "several_years": (
        "期间 {months} 跨年",
        "the period {months} is of several years",
    ),
    "filled_up_with_zeros": (
        "下列科目编码以 0 补足位数，各栏金额都等于其下级之和，已作为上级科目，不重复计入：{accounts}",
        "these accounts, filled up with zeros, hold in every column what those below them hold together; they were taken as accounts above, and not counted again: {accounts}",
    ),
    "other_numbers": (
        "下列科目按名称认定，编号与所选科目表不同，请确认是否选对了科目表：{accounts}",
        "these accounts were told by name, and are numbered otherwise than in the chart; see whether it is the right one: {accounts}",
    ),
    "no_head_account": (
        "科目表中没有这个科目",
        "the register of accounts has no such account",
    ),
    "number_means_other": (
        "编号 {code} 在科目表中是「{title}」，账上名称是「{name}」",
        "{code} is “{title}” in the register, and is called “{name}” here",
    ),
    "number_and_name": (
        "编号属于「{title}」，名称却是「{named}」",
        "its number is that of “{title}”, its name that of “{named}”",
    ),
    "carried_on": (
        "{title}会转入营业成本，两处都取就重复了；要从这里取，用 --from-production",
        "{title}: it is carried to cost of operations, and both would count twice; to take it from here, say --from-production",
    ),
    "production_left": (
        "生产成本期末还有 {left} 元没有结转：本年成本是投入数还是结转数，请申报单位判断",
        "{left} yuan of production are not carried on at the end of the year: whether what was booked "
        "or what was carried on is its cost is for the operator to judge",
    ),
    "carried_from": (
        "{title}由成本类科目转入，已从那里取数",
        "{title}: it was carried here from accounts of production, and was taken there",
    ),
    "repeats_another": (
        "{title}中的这个明细由其他科目转入，已在那里取数",
        "under {title} this repeats another account, and was taken there",
    ),
    "no_detail": (
        "「{name}」没有明细科目，看不出是哪一类成本",
        "“{name}” has no accounts below it, so that the category of cost cannot be told",
    ),
    "no_nature": (
        "从名称「{name}」看不出是哪一类成本",
        "the name “{name}” does not tell the category of cost",
    ),
    "basis_debit_year": ("本年累计借方", "debit of the year"),
    "basis_debit_movement": ("全年借方", "debit of the period, a year"),
    "basis_left_year": ("本年累计借方减贷方", "debit less credit of the year"),
    "basis_left_movement": ("全年借方减贷方", "debit less credit of the period, a year"),
    "column_code": ("科目编码", "Account number"),
    "column_name": ("科目名称", "Name"),
    "column_amount": ("金额（元）", "Amount (yuan)"),
    "column_place": ("位置", "Place"),
    "column_why": ("为什么没有列入", "Why it was not placed"),
    "draft_head": (
        "申报草稿，由 {file} 按科目表 {chart} 整理：{count} 个科目列入成本，每项写明来源科目和单元格。\n"
        "科目对应哪一类成本，须由申报单位核对。",
        "A draft submission, made of {file} by the register {chart}: {count} accounts are items, each with its account and cell.\n"
        "To which category an account belongs is for the operator to look at.",
    ),
    "draft_unplaced": (
        "没有列入的科目有 {count} 个，见 unplaced.csv，其中写明原因；处理完可以删除。",
        "{count} accounts were not placed: unplaced.csv lists them with why; it can be removed when done.",
    ),
    "draft_income": (
        "收入类科目的本年发生额",
        "what was booked on the accounts of income in the year",
    ),
    "draft_input_vat": (
        "进项税额科目的本年发生额",
        "what was booked on the account of input VAT in the year",
    ),
    "draft_asset": (
        "{title}期末余额 {balance}：请在 assets.csv 中逐项填写资产",
        "{title}, closing balance {balance}: fill in the assets one by one in assets.csv",
    ),
    "draft_grant": (
        "{title}期末余额 {balance}：其中的政府补助请填写在 subsidies.csv 中",
        "{title}, closing balance {balance}: fill in government grants among it in subsidies.csv",
    ),
    "draft_missing": (
        "账上没有、须由申报单位填写：operator、cycle、vat、taxes、spread，以及成本池、产品和分摊\n"
        "（pools.csv、products.csv、shares.csv、subsidies.csv）；每个成本项目还要写明所属成本池或直接归属。\n"
        "dingjia determine 会逐项指出还缺什么；空白模板：dingjia determine --template FILE.xlsx",
        "What no book says and the operator fills in: operator, cycle, vat, taxes, spread; pools, products and shares\n"
        "(pools.csv, products.csv, shares.csv, subsidies.csv); and of each item its pool, or the use that it serves.\n"
        "dingjia determine names what is still missing; an empty template: dingjia determine --template FILE.xlsx",
    ),
}
