"""Sentences of `engine.submission.spreadsheet`: why a file is not read."""

SENTENCES = {
    "binary_workbook": (
        "这是 .xlsb 二进制工作簿；请另存为 .xlsx 后再提交",
        "this is a binary workbook (.xlsb); save it as .xlsx",
    ),
    "damaged_part": (
        "文件已损坏：其中的 {part} 缺失或无法读取；请用电子表格软件打开，另存后再提交",
        "the file is damaged: its part {part} is missing or cannot be read; open it in a spreadsheet program and save it anew",
    ),
    "declares_entities": (
        "文件中的 {part} 含有文档类型声明，正常的工作簿没有，未读取",
        "the part {part} of the file declares a document type, as no workbook does; it was not read",
    ),
    "empty_file": ("文件是空的，一个字节也没有", "the file is empty: there is not one byte in it"),
    "no_styles": (
        "文件缺少单元格格式（styles.xml），无法确定这里的数值是百分比、日期还是数额；请用电子表格软件打开，另存后再提交",
        "the file lacks the formats of its cells (styles.xml), so that it cannot be told whether this is per cent, a day or an amount; open it in a spreadsheet program and save it anew",
    ),
    "not_a_workbook": (
        "无法作为工作簿打开；应为完整、未加密的 .xlsx、.xls 或 .ods 文件",
        "this cannot be opened as a workbook; an .xlsx, .xls or .ods file is expected that is whole and "
        "not encrypted",
    ),
    "not_csv": (
        "无法作为 CSV 读取；应为 UTF-8 或 GB18030 编码、逗号分隔的文本",
        "this cannot be read as CSV; text in UTF-8 or GB18030, separated by commas, is expected",
    ),
    "other_digits": (
        "「{signs}」不作数字读取（如注号、上标、分数、其他文字的数字）；请只用数字 0 至 9 填写，注释另写在别处",
        "“{signs}” is not read as a digit (a mark of a footnote, a superscript, a fraction, a digit of another script); write 0 to 9, and put notes elsewhere",
    ),
    "raised": (
        "「{part}」是上标或下标，不是数的一部分；请把它移到别处，这一格只填数",
        "“{part}” is raised or lowered, and no part of the figure; put it elsewhere, and the figure alone here",
    ),
    "shown_otherwise": (
        "格中存的数与显示的不一致（显示为「{shown}」：另一个数、另一个正负号，或不显示数），无法确定以哪个为准；请按要求的单位填写，并用普通的数值格式",
        "the number that the cell holds is shown as another, with another sign or not at all (as “{shown}”), and it cannot be told which is meant; enter it in the unit that is asked for, in a plain number format",
    ),
    "struck": (
        "「{part}」带有删除线，无法确定是否已作废；请删除作废的内容，或去掉删除线",
        "“{part}” is struck through, and it cannot be told whether it still holds; delete what does not, or take the line away",
    ),
    "too_long_cell": (
        "一个单元格的文字超过 {most} 个字符，未读取",
        "the text of a cell is longer than {most} characters, and the file was not read",
    ),
    "too_long_mark": (
        "文件内部有超过 {most} MB 的标记或者注释，未读取；请用电子表格软件打开后另存",
        "inside the file stands a tag or a comment of more than {most} MB, and it was not read; open it "
        "in a spreadsheet program and save it anew",
    ),
    "too_many_cells": (
        "有内容的单元格超过 {most} 个，未读取；请只保留要申报的内容",
        "there are more than {most} cells with contents, and the file was not read; keep only what is filed",
    ),
    "too_many_columns": (
        "一行中有内容的单元格超过 {most} 个，未读取",
        "a row has more than {most} cells with contents, and the file was not read",
    ),
    "too_many_merged": (
        "合并单元格超过 {most} 处，未读取",
        "there are more than {most} merged cells, and the file was not read",
    ),
    "too_many_pieces": (
        "文件内容（包括只有格式的空单元格）超过 {most} 处，未读取；请把要申报的内容复制到新的文件中",
        "the file holds more than {most} pieces, cells with nothing but a format among them, and was not read; copy what is filed into a new file",
    ),
    "too_many_rows": (
        "有内容的行超过 {most} 行，未读取；请按模板逐项填报，不要导入明细账",
        "there are more than {most} rows with contents, and the file was not read; fill in items as the "
        "template has them, not the ledger's entries",
    ),
    "too_many_sheets": (
        "工作表超过 {most} 张，未读取",
        "there are more than {most} sheets, and the file was not read",
    ),
    "too_many_strings": (
        "文件中的文本超过 {most} 条，未读取；请只保留要申报的内容",
        "there are more than {most} texts in the file, and it was not read; keep only what is filed",
    ),
    "too_much_text": (
        "文件中的文本合计超过 {most} 个字符，未读取",
        "the texts in the file are longer than {most} characters together, and it was not read",
    ),
    "too_much_unpacked": (
        "文件解压后超过 {most} MB，未读取；请只保留要申报的内容",
        "unpacked, the file is larger than {most} MB and was not read; keep only what is filed",
    ),
    "web_page": (
        "文件其实是网页或 XML，不是工作簿；请用电子表格软件打开，另存为 .xlsx 后再提交",
        "the file is a web page or XML, whatever its name; open it in a spreadsheet program and save it as .xlsx",
    ),
}
