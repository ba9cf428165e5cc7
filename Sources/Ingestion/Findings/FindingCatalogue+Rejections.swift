// SPDX-License-Identifier: Apache-2.0

extension FindingCatalogue {
  /// What costs a row or the whole table.
  static let rejections: [FindingCode: Entry] = [
    .requiredMissing: Entry(
      chinese: "缺少必填的{label}",
      english: "{field} is required and missing",
      hintChinese: "在源文件中补上{label}，或在映射文件的 constants 中给出",
      hintEnglish: "fill it in at the source, or give it under constants in the mapping file"),
    .notANumber: Entry(
      chinese: "{label}“{excerpt}”不是数字",
      english: "\"{excerpt}\" in {field} is not a number",
      hintChinese: "只写数字，例如 1234.50；逗号作小数点时在 formats 中写 decimal-comma",
      hintEnglish:
        "write digits such as 1234.50; if the comma is the decimal mark, set decimal-comma under formats"),
    .numberTooLarge: Entry(
      chinese: "{label}“{excerpt}”超出可保存的范围",
      english: "\"{excerpt}\" in {field} is beyond what can be kept",
      hintChinese: "检查单位是否应为万元",
      hintEnglish: "check the unit; perhaps it is in thousands"),
    .notAnInteger: Entry(
      chinese: "{label}“{excerpt}”不是整数",
      english: "\"{excerpt}\" in {field} is not a whole number",
      hintChinese: "改为整数",
      hintEnglish: "write a whole number"),
    .notADate: Entry(
      chinese: "{label}“{excerpt}”不是日期",
      english: "\"{excerpt}\" in {field} is not a date",
      hintChinese: "写成 2026-11-22",
      hintEnglish: "write it as 2026-11-22"),
    .dateDoesNotExist: Entry(
      chinese: "{label}“{excerpt}”这一天不存在",
      english: "\"{excerpt}\" in {field} is a day that does not exist",
      hintChinese: "检查年、月、日",
      hintEnglish: "check year, month and day"),
    .dateOrderUnclear: Entry(
      chinese: "{label}“{excerpt}”分不清日和月",
      english: "\"{excerpt}\" in {field}: day and month can not be told apart",
      hintChinese: "在映射文件的 formats 中写 {field}: dd-mm-yyyy 或 mm-dd-yyyy",
      hintEnglish: "set {field}: dd-mm-yyyy or mm-dd-yyyy under formats in the mapping file"),
    .notAMonth: Entry(
      chinese: "{label}“{excerpt}”不是月份",
      english: "\"{excerpt}\" in {field} is not a month",
      hintChinese: "写成 2026-03；若是日期，在 formats 中写 {field}: month-from-day",
      hintEnglish: "write it as 2026-03; if the cells are days, set {field}: month-from-day under formats"),
    .notABoolean: Entry(
      chinese: "{label}“{excerpt}”不是“是”或“否”",
      english: "\"{excerpt}\" in {field} is neither yes nor no",
      hintChinese: "写 是/否、1/0 或 Y/N",
      hintEnglish: "write yes/no, 1/0 or Y/N"),
    .formulaError: Entry(
      chinese: "{label}是出错的公式结果“{excerpt}”",
      english: "{field} holds the failed formula result \"{excerpt}\"",
      hintChinese: "先在表格中修正公式",
      hintEnglish: "repair the formula in the spreadsheet"),
    .negativePrice: Entry(
      chinese: "{label}“{excerpt}”是负数",
      english: "\"{excerpt}\" in {field} is negative",
      hintChinese: "单价不能为负；退货请用负数量",
      hintEnglish: "prices are never negative; returns have a negative quantity"),
    .rateOutOfRange: Entry(
      chinese: "{label}“{excerpt}”不在 0 至 100% 之间",
      english: "\"{excerpt}\" in {field} is not between 0 and 100 %",
      hintChinese: "写成 13% 或 0.13",
      hintEnglish: "write 13% or 0.13"),
    .referenceUnknown: Entry(
      chinese: "{label}“{excerpt}”不在已有的 {kind} 中",
      english: "\"{excerpt}\" in {field} is not among the known {kind}",
      hintChinese: "先导入 {kind}，或改正编码",
      hintEnglish: "import the {kind} first, or correct the code"),
    .datesReversed: Entry(
      chinese: "失效日期 {to} 早于生效日期 {from}",
      english: "the last day, {to}, is before the first, {from}",
      hintChinese: "对调或改正两个日期",
      hintEnglish: "swap the two days, or correct them"),
    .quantityNotPositive: Entry(
      chinese: "{label}“{excerpt}”不大于 0",
      english: "\"{excerpt}\" in {field} is not above 0",
      hintChinese: "写锁定的数量；协议已用完也写原数量",
      hintEnglish: "write what was locked, also when nothing of it is left"),
    .duplicateKey: Entry(
      chinese: "与第 {earlier} 行的主键相同（{excerpt}）",
      english: "has the same key as line {earlier} ({excerpt})",
      hintChinese: "删除重复行；若不是重复，在映射文件的 keys 中加上能区分它们的字段",
      hintEnglish:
        "remove one of them; if both are true, name under keys in the mapping file what tells them apart"),
    .tooManyCells: Entry(
      chinese: "这一行有 {cells} 个单元格，表头只有 {columns} 个",
      english: "the row has {cells} cells, the header {columns}",
      hintChinese: "含分隔符的文字要用引号括起来",
      hintEnglish: "put quotes around text that holds the delimiter"),
    .quoteNotClosed: Entry(
      chinese: "引号没有闭合",
      english: "a quote is opened and never closed",
      hintChinese: "在单元格末尾补上引号，或把引号写两次",
      hintEnglish: "close it at the end of the cell, or double the quotes inside"),
    .cellTooLong: Entry(
      chinese: "单元格超过 32 KiB",
      english: "a cell is longer than 32 KiB",
      hintChinese: "缩短文字",
      hintEnglish: "shorten the text"),
    .requiredColumnMissing: Entry(
      chinese: "没有找到必填列 {label}（{header}）",
      english: "the required column {field} ({header}) was not found",
      hintChinese: "检查表头，或在映射文件的 columns 中指明",
      hintEnglish: "check the header, or name it under columns in the mapping file"),
    .headerNotFound: Entry(
      chinese: "前 20 行中没有像 {kind} 表头的一行",
      english: "none of the first 20 rows looks like a header of {kind}",
      hintChinese: "检查所选类型，或在映射文件中写 header: 行号",
      hintEnglish: "check the kind, or set header: LINE in the mapping file"),
  ]
}
