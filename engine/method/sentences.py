"""Sentences of `engine.method`: faults of a method and of its inputs, and formulas in words."""

SENTENCES = {
    # the form of a document
    "switch_or_column": (
        "by 之下写 switch（口径开关）或 column（表中一栏），只写其中一项",
        "under `by` write switch or column, and only one of them",
    ),
    "formula_or_by": (
        "每一行写 formula（公式）或 by（分情形的公式），只写其中一项",
        "a line has a formula or `by` with a formula for each case, and only one of them",
    ),
    "kept_name": (
        "这个名称由公式语言自己使用；请换一个",
        "the formula language keeps this name for itself; choose another",
    ),
    "name_twice": (
        "这个名称已经用过；参数、输入、表、栏和行的名称不能相同",
        "this name is taken; parameters, inputs, tables, columns and lines have names of their own",
    ),
    "no_such_scope": (
        "没有这个范围；可写：{allowed}",
        "there is no such scope; there are: {allowed}",
    ),
    "no_such_switch": (
        "没有这个口径开关；已有：{allowed}",
        "there is no such switch; there are: {allowed}",
    ),
    "no_such_choice": (
        "所在的表没有这一栏，或这一栏没有列出可填内容（values）",
        "the line's table has no such column, or the column does not list its values",
    ),
    "missing_case": (
        "「{line}」缺少下列情形的公式：{missing}",
        "{line}: there is no formula for the case {missing}",
    ),
    "bounds_crossed": ("下限高于上限 {max}", "the least is above the greatest, {max}"),
    "fixed_has_no_bounds": (
        "规定的固定值（value）不能再有默认值和上下限",
        "a figure that the rule fixes (value) has neither default nor bounds",
    ),
    "default_out_of_bounds": (
        "默认值不在上下限之内",
        "the default lies outside the bounds",
    ),
    "unit_of_numbers": (
        '数字栏须写单位（纯数写 "1"），文字栏不写',
        'a column of numbers has a unit ("1" for a plain number), a column of text has none',
    ),
    "no_empty_text": (
        '可以不填的栏，values 中须列出空的一项（id: ""）',
        'a column that may be left empty lists the empty text among its values (id: "")',
    ),
    "no_such_unit": (
        "没有这个单位；写法如 yuan/year、percent、1，计数单位须先在 units 中列出",
        "there is no such unit; write yuan/year, percent, 1, or list a unit of count under units",
    ),
    "unit_exists": (
        "这个名称已是通用单位，不能另作计数单位",
        "this is a unit already and cannot be a unit of count",
    ),
    "unused": (
        "「{title}」没有任何公式用到；请删除，或在公式中使用",
        "{title}: no formula uses it; remove it, or use it in a formula",
    ),
    "circle": (
        "各行互相引用，形成循环：{way}",
        "the lines refer to one another in a circle: {way}",
    ),
    "units_differ": (
        "「{line}」单位不符：应为 {expected}，公式得出 {found}",
        "{line}: the units do not add up: {expected} is declared, the formula gives {found}",
    ),
    # formulas
    "not_a_formula": (
        "第 {at} 个字符处不是公式；请检查括号和运算符",
        "at character {at} this is not a formula; look at brackets and signs",
    ),
    "not_in_language": (
        "第 {at} 个字符处的 {found} 不属于公式语言",
        "at character {at}: {found} is not part of the formula language",
    ),
    "constant_too_long": (
        "第 {at} 个字符处的数字超过 {most} 位",
        "at character {at}: the figure has more than {most} digits",
    ),
    "wrong_use": (
        "第 {at} 个字符处 {function} 的用法不对；应为 sum(… for 行 in 表 if 条件)（mean、count 同）、"
        "count(表)、min(a, b)、max(a, b)、mean(a, b)、clip(数, 下限, 上限)、prior(行, 首年或首行值)、"
        "fraction(百分数)",
        "at character {at} {function} is not used like this; write sum(… for row in table if "
        "condition), and mean and count in the same way, count(table), min(a, b), max(a, b), "
        "mean(a, b), clip(figure, least, most), prior(line, start), fraction(percentage)",
    ),
    "sum_of_line": (
        "第 {at} 个字符处：求和号内只能是行内各栏的加减乘除和乘方，条件只能是相等或大小比较；其余请另立一行",
        "at character {at}: a sum takes + - * / ** and comparisons of its row; put the rest "
        "into a line of its own",
    ),
    "unknown_name": (
        "「{line}」第 {at} 个字符处：没有名为 {name} 的行、输入、参数或栏",
        "{line}, character {at}: there is no line, input, parameter or column {name}",
    ),
    "other_scope": (
        "「{line}」第 {at} 个字符处：{name} 属于 {scopes}，此处须求和、查找或移到同一范围",
        "{line}, character {at}: {name} belongs to {scopes}; sum it, look it up, or move the line",
    ),
    "no_order": (
        "「{line}」第 {at} 个字符处：表 {name} 没有写明行的先后，没有上一行；请在表上写 order: 栏名",
        "{line}, character {at}: the table {name} does not say in which order its rows stand, so "
        "there is no row before; give it an `order`",
    ),
    "no_such_row": (
        "「{line}」第 {at} 个字符处：{name} 不是 sum 中 for 之后的名称",
        "{line}, character {at}: {name} is not a name that a sum's `for` gives",
    ),
    "key_names_no_row": (
        "「{line}」第 {at} 个字符处：{name}[…] 的括号内应为指向某表的一栏（of）",
        "{line}, character {at}: between the brackets of {name} a column that names a row (of) "
        "is expected",
    ),
    "no_such_table": (
        "第 {at} 个字符处：没有名为 {name} 的表",
        "at character {at}: there is no table {name}",
    ),
    "not_a_figure": (
        "「{line}」第 {at} 个字符处应为数字",
        "{line}, character {at}: a figure is expected",
    ),
    "not_a_condition": (
        "「{line}」第 {at} 个字符处应为条件（例如 a > b）",
        "{line}, character {at}: a condition such as a > b is expected",
    ),
    "text_only_equal": (
        "「{line}」第 {at} 个字符处：文字只能比较相等（==）或不等（!=）",
        "{line}, character {at}: texts are only compared by == and !=",
    ),
    "no_such_text": (
        "「{line}」第 {at} 个字符处：该栏没有“{value}”这一内容；可为：{allowed}",
        "{line}, character {at}: the column never holds {value}; it holds {allowed}",
    ),
    "cannot_compare": (
        "「{line}」第 {at} 个字符处：文字与数字不能比较",
        "{line}, character {at}: a text and a figure cannot be compared",
    ),
    "units_inside_differ": (
        "「{line}」第 {at} 个字符处单位不符：应为 {expected}，此处为 {found}",
        "{line}, character {at}: the units do not add up: {expected} is expected, {found} is found",
    ),
    # inputs
    "missing_input": ("缺少「{title}」{unit}，须填报", "{title}{unit} is needed and not given"),
    "no_row_named": (
        "「{title}」指向的行不存在",
        "{title} names a row that is not there",
    ),
    "fixed_parameter": (
        "「{title}」由规则定为 {fixed}，不能改填",
        "{title} is fixed by the rule at {fixed} and cannot be replaced",
    ),
    "out_of_bounds": (
        "「{title}」须在 {min} 至 {max} {unit} 之间；超出的不予采用，也不自动截断",
        "{title} must lie between {min} and {max} {unit}; a figure outside is refused, not cut",
    ),
    "given_by_cycle": (
        "「{title}」只有一个数值，不分年度",
        "{title} is one figure, not one a year",
    ),
    "given_by_year": ("「{title}」须分年度填报", "{title} is given by year"),
    "not_a_mapping": (
        "这里应一行一项，写明名称和值，如 operation: 400000",
        "names and values belong here, one a line, such as operation: 400000",
    ),
    "years_as_list": ("年份应写成 [2026, 2027, 2028]", "write the years as [2026, 2027, 2028]"),
    "not_a_year": ("应为年份，如 2026", "a year belongs here, such as 2026"),
    "not_rows": (
        "表应逐行写：每行以 - 开头，写明 id 和各栏",
        "a table is written row by row: each begins with - and has an id and its columns",
    ),
    "title_in_both": (
        "标题应为一段文字，或 {{zh: …, en: …}}",
        "a title is a text, or {{zh: …, en: …}}",
    ),
    # the template of a file of figures
    "template_head": (
        "把数字填在冒号后面；留空的视为没有给出",
        "put the figures behind the colons; what is left empty is not given",
    ),
    "template_years": ("周期各年，逐年连续", "the years of the cycle, one after the other"),
    "template_fixed": (
        "{title}（{unit}）由规则规定，不能更改",
        "{title} ({unit}) is fixed by the rule and cannot be changed",
    ),
    "template_bounds": ("在 {min} 至 {max} 之间", "between {min} and {max}"),
    "template_default": (
        "不填时取下面的值；要改，去掉 # 号",
        "taken as below unless given; take the # away to change it",
    ),
    "template_order": (
        "各行按{column}由小到大",
        "rows in the order of {column}, each above the one before",
    ),
    "template_of": ("表 {table} 中一行的 id", "the id of a row of the table {table}"),
    "template_optional": ("可以不填", "may be left empty"),
    "rows_in_order": (
        "{table}的各行应按{column}由小到大排列，互不相同；上一行为 {before}",
        "the rows of {table} stand in the order of {column}, each above the one before, here {before}",
    ),
    "order_drawn": (
        "这一栏决定各行的先后，不能随机取值",
        "this column says in which order the rows stand, and cannot be drawn",
    ),
    "no_such_order": (
        "order 应写本表中必填的数字栏；有：{allowed}",
        "`order` names a column of numbers that may not be left empty; there are: {allowed}",
    ),
    "years_in_order": (
        "各年应逐年连续，由先到后",
        "the years of a cycle follow one another, the first one first",
    ),
    "year_outside": ("这一年不在周期（{years}）之内", "this year is not in the cycle ({years})"),
    "divided_by_zero": (
        "「{line}」无法计算：除数「{of}」为 0",
        "{line} cannot be computed: {of}, by which it is divided, is 0",
    ),
    "too_large": (
        "「{line}」无法计算：结果超过 10 的 30 次方",
        "{line} cannot be computed: it comes to more than 10 to the power of 30",
    ),
    "no_power": (
        "「{line}」无法计算：乘方的底数「{of}」须大于 0，且结果不能过大",
        "{line} cannot be computed: {of}, which is raised to a power, must be above 0, and the "
        "result not too large",
    ),
    "demand": ("不符合要求：{title}", "this does not hold: {title}"),
    # many draws
    "misshapen_draws": (
        "抽样数组的形状应为 {allowed}（抽样次数，或抽样次数 × 年数），且不能为空",
        "an array of draws has the shape {allowed}: draws, or draws × years, and is not empty",
    ),
    "not_finite_draws": ("抽样值须为有限的数", "every draw is a finite figure"),
    "no_cell_drawn": ("表中没有这一行", "the table has no such row"),
    "fails_in_draws": (
        "「{title}」在 {draws} 次抽样中无法计算，首次为第 {first} 次",
        "{title} cannot be computed in {draws} of the draws, the first being number {first}",
    ),
    "demand_in_draws": (
        "在 {draws} 次抽样中不符合要求，首次为第 {first} 次：{title}",
        "this does not hold in {draws} of the draws, the first being number {first}: {title}",
    ),
    # labels
    "of_row": ("{title}：{row}", "{title}: {row}"),
    "of_year": ("{title}（{year} 年）", "{title} ({year})"),
    "before_rounding": ("{line}（取整前）", "{line} (before rounding)"),
    "by_case": ("{line}（{case}）", "{line} ({case})"),
    "reason": ("{title}为“{value}”", "{title} is {value}"),
    "hundred": ("百分数化为小数", "per cent as a fraction"),
    "years": ("各年", "years"),
    "id": ("本行", "this row"),
    "year": ("年份", "calendar year"),
    "elapsed": ("距首年的年数", "years since the first"),
    # formulas in words
    "quoted": ("“{text}”", '"{text}"'),
    "empty": ("空", "empty"),
    "bracket": ("（{of}）", "({of})"),
    "prior": (
        "上年{line}（首年取 {start}）",
        "{line} of the year before (in the first year {start})",
    ),
    "prior_row": (
        "上一行的{line}（首行取 {start}）",
        "{line} of the row before (in the first row {start})",
    ),
    "own_year": ("本年的{of}", "this year's {of}"),
    "separator": ("，", ", "),
    "min": ("较小者（{of}）", "the smaller of ({of})"),
    "max": ("较大者（{of}）", "the larger of ({of})"),
    "count_years": ("年数", "number of years"),
    "count": ("{table}的个数", "number of {table}"),
    "count_where": ("{table}中 {where} 的个数", "number of {table} with {where}"),
    "choice": (
        "若 {condition}，则 {then}；否则 {otherwise}",
        "if {condition}: {then}; otherwise {otherwise}",
    ),
    "and": (" 且 ", " and "),
    "or": (" 或 ", " or "),
    "not": ("并非（{condition}）", "not ({condition})"),
    "total": ("{table}：{term}之和", "sum over {table} of {term}"),
    "total_where": ("{table}中 {where} 的{term}之和", "sum over {table} with {where} of {term}"),
    # what the role of a method needs
    "role_determination": ("核定", "determination"),
    "role_evaluation": ("周期评估", "evaluation"),
    "role_ceilings": ("上限测算", "ceilings"),
    "role_refund": ("退还测算", "refund"),
    "role_result": ("经营结果测算", "result of a year"),
    "contract_line": (
        "缺少行 {name}；{role}方法中系统要取用它，scope 为 {scope}，单位 {unit}",
        "there is no line {name}, which the engine takes from a method of {role}: scope {scope}, "
        "unit {unit}",
    ),
    "contract_input": (
        "缺少输入 {name}；{role}方法中系统给出它，scope 为 {scope}，单位 {unit}",
        "there is no input {name}, which the engine gives a method of {role}: scope {scope}, "
        "unit {unit}",
    ),
    "contract_parameter": (
        "缺少参数 {name}；使用{role}方法的人选定它，单位 {unit}",
        "there is no parameter {name}, which whoever uses a method of {role} chooses, in {unit}",
    ),
    "contract_chosen": (
        "这个参数由使用方法的人选定，不能写固定值（value）；可写上下限",
        "this parameter is chosen when the method is used: give it bounds, and no value",
    ),
    "contract_table": (
        "缺少表 {name}；系统向{role}方法给出它",
        "there is no table {name}, which the engine gives a method of {role}",
    ),
    "contract_column": (
        "缺少栏 {name}（{unit}）；系统向{role}方法给出它",
        "there is no column {name} ({unit}), which the engine gives a method of {role}",
    ),
    "contract_text": ("文字", "text"),
    "contract_texts": (
        "系统填写的内容须在 values 中列出，缺少：{missing}",
        "what the engine fills in must be among the values; there is no {missing}",
    ),
    "contract_block": (
        "缺少部分 {name}；{role}中系统单独计算或略去它",
        "there is no block {name}, which a {role} computes or leaves out by itself",
    ),
    "contract_readings": (
        "须有一个且只有一个口径开关，其各取值的 means 包括：{meanings}（{role}方法）",
        "a method of {role} has one switch, and only one, with readings that mean: {meanings}",
    ),
    "contract_differs": (
        "{role}方法中应为 {expected}",
        "{expected} is expected in a method of {role}",
    ),
    "contract_unfilled": (
        "这一项没有来源；系统给出的有：{known}",
        "nothing gives this; the engine gives: {known}",
    ),
    "contract_use": (
        "须写明 {use}：{role}方法所依据文件的编号",
        "name {use}: the id of the document that a method of {role} stands on",
    ),
    "contract_no_document": (
        "文件架上没有这份文件，或它有误，或它不是所需的一种",
        "there is no such document on the shelf, or it is faulty, or of another kind",
    ),
    "contract_other_role": (
        "这份方法的 role 不是 {role}",
        "the role of this method is not {role}",
    ),
    "no_method_of_role": (
        "文件架上没有可用于{role}的方法；请指明方法",
        "there is no method of {role} on the shelf; name one",
    ),
    "several_of_role": (
        "文件架上有几份可用于{role}的方法；请指明其中一份：{known}",
        "there are several methods of {role} on the shelf; name one of {known}",
    ),
    # the workbook
    "precision": (
        "系统按 {digits} 位有效数字计算，只在写明取整处取整；本表为公式，由表格软件按 15 位有效数字重算",
        "computed at {digits} significant digits and rounded only where it is said; these are "
        "formulas, which a spreadsheet recalculates at 15",
    ),
    "sheet_lines": ("计算表", "Worksheet"),
    "sheet_years": ("分年度", "By year"),
    "sheet_inputs": ("口径与输入", "Switches and inputs"),
    "switches": ("口径开关", "Switches"),
    "parameters": ("参数", "Parameters"),
    "inputs": ("输入", "Inputs"),
    "label": ("项目", "Item"),
    "title": ("项目", "Item"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "words": ("算法", "Formula"),
    "citation": ("依据", "Citation"),
    "evidence": ("依据状态", "Evidence"),
    "applies": ("适用方式", "Applies"),
    "note": ("说明", "Note"),
    "holds": ("符合", "holds"),
    "holds_not": ("不符合", "does not hold"),
    "reading": ("{case}：{formula}", "{case}: {formula}"),
    "reading_default": ("可选（默认）", "choice (default)"),
    "reading_other": ("可选", "choice"),
    "bounds": ("{min} 至 {max} {unit}", "{min} to {max} {unit}"),
    "not_given": ("未填报", "not given"),
    "fixed_by_rule": ("规则定值", "fixed by the rule"),
}
