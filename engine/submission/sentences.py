"""Sentences of `engine.submission`: faults, and the names of sheets and columns."""

SENTENCES = {
    "pool_and_direct": (
        "一个成本项目只能归入成本池，或直接归属某类用途，不能两者兼有",
        "an item belongs to a pool or directly to one use, not to both",
    ),
    "subsidy_asset": (
        "用途为资产的补助须写明对应的资产项目，其他补助不写",
        "a subsidy for an asset names the item of that asset; other subsidies name none",
    ),
    "repeated": ("编号重复；每个编号只能用一次", "this name is used twice; use each once"),
    "no_such_pool": (
        "没有这个成本池；已有：{known}",
        "there is no such pool; there are: {known}",
    ),
    "no_such_asset": (
        "没有这个资产项目；填有资产信息的项目：{known}",
        "there is no such asset; items with an asset: {known}",
    ),
    "granted_above_cost": (
        "政府补助、无偿划拨和评估增值合计 {granted} 元，超过资产原值",
        "grants, gifts in kind and revaluation together, {granted} yuan, exceed the asset's value",
    ),
    "written_back_without_reason": (
        "金额为负（冲回）的，须在 reason 写明冲回什么、为什么",
        "an amount below 0 is a write-back: say under reason what was written back, and why",
    ),
    "written_back_asset": (
        "资产的折旧、摊销不得为负；冲回的折旧另列一个成本项目，并写明理由",
        "depreciation of an asset is not below 0; put what was written back into an item of its own, with its reason",
    ),
    "below_nothing": (
        "补助、折旧、摊销的金额不得为负",
        "a subsidy, depreciation or amortisation is not below 0",
    ),
    "before_it_began": (
        "这一项写明 {began} 年才开始发生，此前各年不应有金额",
        "it is said to have begun in {began}; there is no amount of a year before",
    ),
    "paid_without_products": (
        "有属于有偿使用的成本，但没有任何收费的产品；请填写产品，或归入无偿提供",
        "this is cost of paid use, and there is no product for which a charge is made; name the products, or put it to free supply",
    ),
    "shares_not_whole": (
        "各产品在「{name}」中的占比合计为 {sum}%，应为 100%",
        "the products' shares of “{name}” add up to {sum} %, not 100 %",
    ),
    "direct_shares_not_whole": (
        "各产品在直接归属有偿使用的成本中的占比合计为 {sum}%，应为 100%",
        "the products' shares of the cost direct to paid use add up to {sum} %, not 100 %",
    ),
    "made_whole": (
        "各产品占比合计与 100% 相差不超过 {most} 个百分点，差额并入这一最大的占比",
        "the products' shares miss 100 % by no more than {most} percentage points; the difference goes to this share, the largest",
    ),
    "no_such_driver": (
        "没有这个分摊动因；已有：{known}",
        "there is no such driver; there are: {known}",
    ),
    "driver_of_nothing": (
        "有偿使用和无偿提供的动因量都为 0，无法据以分摊",
        "neither paid use nor free supply takes any of this driver; nothing can be shared by it",
    ),
    "driver_not_whole": (
        "各产品占用的动因量合计为 {sum}，应等于有偿使用占用的动因量",
        "the products take {sum} of this driver together; paid use must take the same",
    ),
    "driver_without_products": (
        "成本池按此动因分摊，须填各产品占用的动因量",
        "a pool is shared by this driver: say how much each product takes",
    ),
    "share_not_of_driver": (
        "与按动因量计算的 {share}% 不符；按动因分摊的不必另填占比",
        "the driver gives {share} %; a share that a driver gives need not be declared",
    ),
    "year_not_earlier": (
        "以前年度应早于成本年度 {year}",
        "an earlier year lies before the accounts year, {year}",
    ),
    "year_twice": ("这一年出现了两次；请保留一个", "this year stands twice; keep one"),
    "years_with_gaps": (
        "以前年度应与成本年度 {year} 连续，不能间断",
        "the earlier years must run up to the accounts year, {year}, without a gap",
    ),
    "no_such_year": (
        "没有申报这一年的情况；已有：{known}",
        "nothing was submitted of this year; there are: {known}",
    ),
    "no_such_item": (
        "没有这个成本项目或补助；形成资产的补助不分年度",
        "there is no such item or subsidy; a subsidy for an asset has no years",
    ),
    "earlier_twice": (
        "{year} 年的金额出现了两次；请合并为一个数",
        "its amount of {year} stands twice; give one figure",
    ),
    "staff_and_wage": (
        "{year} 年的职工人数和当地平均工资须同时填写，或都不填",
        "for {year} give both the number of staff and the local average wage, or neither",
    ),
    "trial_and_forecast": (
        "成本为预测数的须写明试行的起始日和月数；已有完整年度成本的不写",
        "a forecast needs the term of its trial; accounts of a complete year have none",
    ),
    "forecast_with_years": (
        "成本为预测数，不能有以前年度的成本",
        "a forecast has no accounts of earlier years",
    ),
    "missing_sheet": ("缺少这张工作表", "this sheet is missing"),
    "repeated_sheet": (
        "这张工作表与“{first}”是同一张表；只保留一张",
        "this is the same sheet as “{first}”; keep one of them",
    ),
    "unknown_sheet": (
        "不认识这张工作表，其中的内容不会被采用；请删除，或改用下列名称：{allowed}",
        "this sheet is not known and nothing on it would be used; remove it, or name it one of: {allowed}",
    ),
    "missing_column": ("缺少「{heading}」一列", "the column “{heading}” is missing"),
    "heading_not_first": (
        "列名在第 {row} 行，应在第 1 行；请删除上面的各行",
        "the headings stand in row {row}, and row 1 is where they are expected; remove the rows above",
    ),
    "unknown_column": (
        "不认识这一列；请按模板使用列名，或删除",
        "this column is not known; use the template's headings, or remove it",
    ),
    "column_without_heading": (
        "这一列有内容但没有列名",
        "this column has contents and no heading",
    ),
    "repeated_column": ("这一列出现了两次；请保留一列", "this column stands twice; keep one"),
    "unknown_basic": (
        "不认识这一项；请按模板填写",
        "this row is not known; use the names of the template",
    ),
    "repeated_basic": ("这一项出现了两次；请保留一个", "this row stands twice; keep one"),
    "merged_cells": (
        "单元格已合并，无法确定数值属于哪一行；请取消合并并逐格填写",
        "merged cells: it cannot be told which row the figure belongs to; unmerge and fill each",
    ),
    "formula_without_value": (
        "公式没有计算结果；请用电子表格软件打开并保存，或直接填数值，不应有值的清空单元格",
        "the formula has no value; open and save the file in a spreadsheet, or enter the figure, or "
        "empty the cell if nothing is to stand there",
    ),
    "error_value": (
        "单元格中是错误值（公式的结果，或不存在的日期）；请改正，或直接填写应有的内容",
        "the cell holds an error (the value of a formula, or a day that is none); correct it, or "
        "enter what is meant",
    ),
    "not_a_number_cell": (
        "此处应为数值（不是文本、日期或是否）",
        "a number is expected (no text, day or yes/no)",
    ),
    "not_a_text_cell": ("此处应为文字", "text is expected"),
    "not_whole_cell": ("此处应为整数", "a whole number is expected"),
    "negative_cell": ("此处不得为负数", "this may not be negative"),
    "missing_cell": (
        "「{heading}」不能为空，必须填写",
        "“{heading}” is required and missing",
    ),
    "empty_cell": ("此格不能为空", "this cell may not be empty"),
    "no_such_choice": ("应为下列之一：{allowed}", "one of these is expected: {allowed}"),
    "no_such_product": (
        "产品表中没有这个产品；已有：{known}",
        "the sheet of products has no such product; there are: {known}",
    ),
    "not_a_month_cell": (
        "此处应为年月，例如 2024-03",
        "a month is expected, such as 2024-03",
    ),
    "not_a_day_cell": ("此处应为日期，例如 2026-03-01", "a day is expected, such as 2026-03-01"),
    "changed_heading": (
        "不认识这一列，模板中缺少的列：{missing}；请改回模板的列名",
        "this column is not known, and of the template's columns is missing: {missing}; use its heading",
    ),
    "share_or_fraction": (
        "无法确定是 {as_fraction}% 还是 {as_share}%；请填百分数（如 62.5），或把单元格设为百分比格式，或在列名中写明（百分数）或（小数）",
        "this may be {as_fraction} % or {as_share} %; enter per cent (such as 62.5), or format the cell as per cent, or say (per cent) or (fraction) in the heading",
    ),
    "rate_or_fraction": (
        "无法确定是 {as_share}% 还是 {as_fraction}%；请连同百分号填写（如 0.5%），或把单元格设为百分比格式",
        "this may be {as_share} % or {as_fraction} %; enter it with its sign (such as 0.5%), or format the cell as per cent",
    ),
    "percent_for_amount": (
        "此处应为数额，不是百分比",
        "an amount is expected, not per cent",
    ),
    "january_or_october": (
        "按数值填写的 {year}.1 无法确定是 {year} 年 1 月还是 10 月；请填成 {year}-01 或 {year}-10",
        "as a number, {year}.1 may be January or October of {year}; write {year}-01 or {year}-10",
    ),
    "unseen_character": (
        "文字中有看不见的字符：{escaped}；请删除",
        "there is a character in the text that nobody can see: {escaped}; remove it",
    ),
    "hidden_sheet": (
        "工作表已隐藏，其中的数据已读取",
        "the sheet is hidden; what stands on it was read",
    ),
    "hidden_rows": (
        "有 {count} 行已隐藏，其中的数据已读取：第 {rows} 行",
        "{count} rows are hidden, and were read: row {rows}",
    ),
    "filtered_rows": (
        "表上设有筛选，有 {count} 行未显示，其中的数据已读取：第 {rows} 行",
        "a filter stands on the sheet, and {count} rows are not shown; they were read: row {rows}",
    ),
    "hidden_columns": (
        "有列已隐藏，其中的数据已读取：{columns}",
        "columns are hidden, and were read: {columns}",
    ),
    "other_encoding": (
        "文件不是 UTF-8 编码，已按 {encoding} 读取；请核对中文是否正确",
        "the file is not in UTF-8 and was read as {encoding}; see whether its Chinese is right",
    ),
    "other_separator": (
        "数值之间用「{sign}」分隔，已按此读取",
        "values are separated by “{sign}”, and were read so",
    ),
    "unit_unsaid": ("（%）", " (%)"),
    "unit_per_cent": ("（百分数）", " (per cent)"),
    "unit_fraction": ("（小数）", " (fraction)"),
    "no_basics_file": (
        "目录中缺少 submission.yaml（运营机构、周期、税务等基本情况）",
        "the folder has no submission.yaml with operator, cycle, taxes and the like",
    ),
    "unknown_file": (
        "不认识这个文件，其中的内容不会被采用；请移走，或改用下列名称：{allowed}",
        "this file is not known and nothing in it would be used; move it, or name it one of: {allowed}",
    ),
    "file_not_read": (
        "这个文件不是申报的一部分，没有读取",
        "the file is no part of the submission, and was not read",
    ),
    "unplaced_accounts": (
        "编制草稿时有 {count} 个科目没有列入；这个文件不读取，其中的成本不在申报之内",
        "{count} accounts were not placed when this was drafted; the file is not read, and no cost in it is part of the submission",
    ),
    "missing_file": ("目录中缺少这个文件", "this file is missing in the folder"),
    "list_twice": (
        "submission.yaml 和 {file} 都填了这一部分；请保留一处",
        "this stands both in submission.yaml and in {file}; keep one",
    ),
    "sheet_notes": ("填表说明", "Notes"),
    "sheet_basics": ("基本情况", "Basics"),
    "sheet_items": ("成本项目", "Costs"),
    "sheet_subsidies": ("政府补助", "Subsidies"),
    "sheet_pools": ("成本池", "Pools"),
    "sheet_products": ("产品和服务", "Products"),
    "sheet_assets": ("资产台账", "Asset register"),
    "sheet_drivers": ("分摊动因", "Drivers"),
    "sheet_driver_products": ("产品动因量", "Drivers by product"),
    "sheet_staff": ("职工", "Staff"),
    "sheet_earlier_years": ("以前年度", "Earlier years"),
    "sheet_earlier": ("以前年度金额", "Amounts of earlier years"),
    "sheet_shares": ("产品分摊", "Shares"),
    "head_basic": ("项目", "Item"),
    "head_value": ("内容", "Value"),
    "head_id": ("编号", "Id"),
    "head_title": ("名称", "Name"),
    "head_title_en": ("英文名称", "Name in English"),
    "head_category": ("类别", "Category"),
    "head_amount": ("金额（元）", "Amount (yuan)"),
    "head_reason": ("冲回理由", "Reason for a write-back"),
    "head_began": ("首次发生年度", "First year"),
    "head_source": ("账上来源", "Source in the books"),
    "head_pool": ("所属成本池", "Pool"),
    "head_direct": ("直接归属", "Direct to"),
    "head_original": ("资产原值（元）", "Historical cost (yuan)"),
    "head_residual": ("残值率（%）", "Residual value (%)"),
    "head_life": ("折旧或摊销年限（年）", "Life (years)"),
    "head_in_use": ("资产在用", "Asset in use"),
    "head_force_majeure": ("由不可抗力造成", "By force majeure"),
    "head_tag": ("补助用途", "Given for"),
    "head_asset": ("对应资产项目", "Item of the asset"),
    "head_driver": ("分摊动因", "Driver"),
    "head_driver_en": ("英文分摊动因", "Driver in English"),
    "head_paid_share": ("有偿使用占比（%）", "Share of paid use (%)"),
    "head_unit": ("计量单位", "Unit"),
    "head_unit_en": ("英文计量单位", "Unit in English"),
    "head_quantity": ("预测年用量", "Forecast quantity a year"),
    "head_tick": ("最小计价单位（元）", "Price tick (yuan)"),
    "head_direct_share": ("直接成本占比（%）", "Share of direct cost (%)"),
    "head_related_party": ("关联交易", "Paid to a related party"),
    "head_non_recurring": ("非经常性", "Non-recurring"),
    "head_booked": ("本年折旧或摊销（元）", "Depreciation booked (yuan)"),
    "head_asset_class": ("资产类别", "Class of asset"),
    "head_given": ("其中政府无偿划拨（元）", "Of which given in kind (yuan)"),
    "head_revalued": ("其中评估增值（元）", "Of which revalued upwards (yuan)"),
    "head_in_use_from": ("投入使用年月", "In use from (month)"),
    "head_by": ("动因编号", "Measured driver"),
    "head_driver_paid": ("有偿使用动因量", "Taken by paid use"),
    "head_driver_free": ("无偿提供动因量", "Taken by free supply"),
    "head_taken": ("产品占用动因量", "Taken by the product"),
    "head_year": ("年度", "Year"),
    "head_number": ("平均人数", "Average number"),
    "head_income": ("营业收入（元）", "Income (yuan)"),
    "head_local_average_wage": ("当地平均工资（元/人）", "Local average wage (yuan a person)"),
    "head_of": ("项目或补助编号", "Item or subsidy"),
    "head_product": ("产品编号", "Product"),
    "head_shared": ("成本池编号", "Pool"),
    "head_share": ("分摊占比（%）", "Share (%)"),
    "basic_operator": ("运营机构名称", "Operator"),
    "basic_uscc": ("统一社会信用代码", "Unified social credit code"),
    "basic_declared_by": ("填报人", "Declared by"),
    "basic_first_year": ("核定周期首年", "First year of the cycle"),
    "basic_years": ("核定周期年数", "Years of the cycle"),
    "basic_accounts_year": ("成本年度", "Year of the accounts"),
    "basic_vat": ("金额的增值税口径", "VAT basis of the amounts"),
    "basic_income": ("成本年度营业收入（元）", "Income of that year (yuan)"),
    "basic_input_vat": ("年进项税额（元）", "Input VAT of a year (yuan)"),
    "basic_net_assets": ("净资产（元）", "Net assets (yuan)"),
    "basic_effective_assets": ("有效资产（元）", "Effective assets (yuan)"),
    "basic_tax_vat": ("增值税计税方法", "How VAT is computed"),
    "basic_tax_location": ("所在地", "Location"),
    "basic_tax_income": ("企业所得税税率类型", "Kind of income tax rate"),
    "basic_spread": ("加点（百分点）", "Spread (percentage points)"),
    "basic_spread_reason": ("加点理由", "Reason for the spread"),
    "basic_yield": ("自报国债收益率（%）", "Declared treasury yield (%)"),
    "basic_yield_reason": ("自报收益率理由", "Reason for the declared yield"),
    "basic_basis": ("成本依据", "Basis of the amounts"),
    "basic_trial_begins": ("试行起始日", "First day of the trial"),
    "basic_trial_months": ("试行月数", "Months of trial"),
    "basic_authorisation": ("授权编号", "Authorisation"),
    "basic_authorisation_title": ("授权名称", "Name of the authorisation"),
    "basic_authorisation_title_en": (
        "授权英文名称",
        "Name of the authorisation in English",
    ),
    "basic_local_average_wage": (
        "成本年度当地平均工资（元/人）",
        "Local average wage of the accounts year (yuan a person)",
    ),
    "choice_accounts": ("完整年度成本", "accounts of a complete year"),
    "choice_forecast": ("预测", "forecast"),
    "choice_yes": ("是", "yes"),
    "choice_no": ("否", "no"),
    "choice_excluded": ("不含税", "excluded"),
    "choice_paid": ("有偿使用", "paid use"),
    "choice_free": ("无偿提供", "free supply"),
    "choice_asset": ("资产", "asset"),
    "choice_unspecified": ("未指明", "not specified"),
    "template_notes": (
        "一、金额均为元、不含增值税；占比填百分数，例如 75 表示 75%。\n"
        "二、成本项目只填「所属成本池」或「直接归属」之一；不得计入定价成本的项目两者都可不填。\n"
        "三、资产原值为历史成本，不含评估增值；由政府补助形成的部分填在「政府补助」，用途选「资产」。\n"
        "四、每个成本池的各产品分摊占比合计为 100%，各产品的直接成本占比合计也为 100%。\n"
        "五、加点没有默认值，须写明理由；自报收益率只在没有公布数据时填写，并作为假定列示。\n"
        "六、不要合并单元格，不要改动工作表名和列名。\n"
        "七、固定资产和无形资产填在「资产台账」，其中政府无偿划拨、评估增值包含在原值内；以前年度各项金额填在「以前年度金额」，没有发生的不填。\n"
        "八、成本池填了「动因编号」的，占比按动因量计算，不另填占比和产品分摊。",
        "1. Amounts are yuan without VAT; shares are per cent: 75 stands for 75 %.\n"
        "2. An item has a pool or is direct to one use; one that is not includable may have neither.\n"
        "3. An asset's cost is historical, without revaluation; what the government granted of it stands under Subsidies, given for asset.\n"
        "4. For each pool the products' shares add up to 100 %, and so do their shares of direct cost.\n"
        "5. The spread has no default and needs a reason; a yield is declared only where none is published, and is shown as an assumption.\n"
        "6. Merge no cells, and keep the names of sheets and columns.\n"
        "7. Assets stand in the register; what was given in kind or revalued is within their cost. Amounts of earlier years stand on their own sheet, and nothing where there was nothing.\n"
        "8. A pool with a measured driver has its shares from the driver; declare none beside it.",
    ),
}
