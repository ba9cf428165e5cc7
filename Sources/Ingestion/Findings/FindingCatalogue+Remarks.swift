// SPDX-License-Identifier: Apache-2.0

extension FindingCatalogue {
  /// Warnings, what the reader did by itself, and mapping files.
  static let remarks: [FindingCode: Entry] = [
    .optionalReferenceUnknown: Entry(
      chinese: "{label}“{excerpt}”不在已有的 {kind} 中，已照原样保留",
      english: "\"{excerpt}\" in {field} is not among the known {kind}; kept as it is",
      hintChinese: "补充导入 {kind}，或改正编码",
      hintEnglish: "import the {kind}, or correct the code"),
    .termsNotUnderstood: Entry(
      chinese: "{label}“{excerpt}”第 {at} 个字符“{what}”：{problem_zh}；这条条款不用，按账期数字计算，没有数字按 30 天",
      english:
        "{field} \"{excerpt}\", character {at}, \"{what}\": {problem_en}; these words are not used, the numbers of the terms count, or 30 days",
      hintChinese: "{advice_zh}",
      hintEnglish: "{advice_en}"),
    .valueLeftEmpty: Entry(
      chinese: "{label}“{excerpt}”读不懂，已留空",
      english: "\"{excerpt}\" in {field} was not understood and left empty",
      hintChinese: "改正，或在映射文件中去掉此列",
      hintEnglish: "correct it, or leave the column out of the mapping file"),
    .agreementsOverlap: Entry(
      chinese: "与第 {earlier} 行的协议期重叠（同一供应商、同一物料）；重叠的日子先用单价低的",
      english: "overlaps the agreement of line {earlier} (same supplier, same item); on shared days the cheaper one is used first",
      hintChinese: "若不是有意的，改正其中一行的日期",
      hintEnglish: "if not meant so, correct the days of one of them"),
    .taxDoesNotAddUp: Entry(
      chinese: "不含税金额加税额不等于含税金额，三者照原样保留",
      english: "net and tax do not add up to gross; all three kept as written",
      hintChinese: "核对这张单据",
      hintEnglish: "check the document"),
    .amountMissing: Entry(
      chinese: "{count} 行没有金额，也没有单价",
      english: "{count} rows have neither amount nor price",
      hintChinese: "需要金额的报表中不会有它们",
      hintEnglish: "reports in money will not show them"),
    .depositOutOfRange: Entry(
      chinese: "保证金 {deposit} 不在 0 到票面 {face} 之间；照原样保留，计划最多按票面计算",
      english: "the deposit {deposit} is not between 0 and the face {face}; kept as written, the plan counts the face at most",
      hintChinese: "核对这张票据的保证金：通常是票面的 10% 到 100%",
      hintEnglish: "check the deposit of this bill: 10 to 100 % of the face is usual"),
    .textDamaged: Entry(
      chinese: "有些字节不是 UTF-8，已换成 �",
      english: "some bytes are no UTF-8 and were replaced by �",
      hintChinese: "另存为“CSV UTF-8”后再导入",
      hintEnglish: "save the file as \"CSV UTF-8\" and import it again"),
    .currencyUnknown: Entry(
      chinese: "{label}“{excerpt}”不是已知的币种代码",
      english: "\"{excerpt}\" in {field} is no currency that is known",
      hintChinese: "写成 CNY、USD 这样的代码，或在映射文件的 values 中换成代码",
      hintEnglish: "write a code such as CNY or USD, or replace it under values in the mapping file"),
    .mappedHeaderMissing: Entry(
      chinese: "映射中的列 {header}（{label}）不在文件里",
      english: "the mapped header {header} ({field}) is not in the file",
      hintChinese: "检查列名，或从映射文件中去掉",
      hintEnglish: "check its name, or remove it from the mapping file"),
    .decimalsRounded: Entry(
      chinese: "{label}有 {count} 个数的小数多于可保存的位数，已四舍五入，例如“{excerpt}”",
      english:
        "{count} numbers in {field} had more decimals than are kept and were rounded half away from zero, for example \"{excerpt}\"",
      hintChinese: "无需处理",
      hintEnglish: "nothing to do"),
    .amountsRounded: Entry(
      chinese:
        "{label}有 {count} 个金额的小数多于币种保留的位数，逐个四舍五入；文件合计 − 保留合计 = {rounding}，例如“{excerpt}”",
      english:
        "{count} amounts in {field} had more decimals than the currency keeps and were rounded one by one, half away from zero; sum in the file − sum kept = {rounding}, for example \"{excerpt}\"",
      hintChinese: "无需处理；与原文件对账时加上这个差额",
      hintEnglish: "nothing to do; add this difference when you compare with the file"),
    .subtotalSkipped: Entry(
      chinese: "合计行，未导入",
      english: "a total, not imported",
      hintChinese: "无需处理",
      hintEnglish: "nothing to do"),
    .noteSkipped: Entry(
      chinese: "说明或重复的表头，未导入",
      english: "a note or a repeated header, not imported",
      hintChinese: "无需处理",
      hintEnglish: "nothing to do"),
    .grossTakenAsNet: Entry(
      chinese: "{count} 行只有不含税金额且没有税率，含税金额按相同数额记",
      english: "{count} rows have a net amount and no tax rate; gross was taken as equal",
      hintChinese: "若有税，在映射文件的 constants 中写 tax_rate: 13%",
      hintEnglish: "if there is tax, set tax_rate: 13% under constants in the mapping file"),
    .taxRateMissing: Entry(
      chinese: "{count} 行只有含税金额且没有税率，不含税金额留空",
      english: "{count} rows have a gross amount and no tax rate; net was left empty",
      hintChinese: "在映射文件的 constants 中写 tax_rate: 13%",
      hintEnglish: "set tax_rate: 13% under constants in the mapping file"),
    .rateReadAsPercent: Entry(
      chinese: "{label}有 {count} 个数大于 1，按百分数读，例如“{excerpt}”",
      english: "{count} numbers in {field} were above 1 and read as percentages, for example \"{excerpt}\"",
      hintChinese: "无需处理；若不对，写成 0.13",
      hintEnglish: "nothing to do; if wrong, write 0.13"),
    .serialReadAsDate: Entry(
      chinese: "{label}有 {count} 个 Excel 日期序号，按日期读，例如“{excerpt}”",
      english: "{count} spreadsheet serial numbers in {field} were read as dates, for example \"{excerpt}\"",
      hintChinese: "无需处理",
      hintEnglish: "nothing to do"),
    .termsRemark: Entry(
      chinese: "{label}“{excerpt}”第 {at} 个字符“{what}”：{problem_zh}",
      english: "{field} \"{excerpt}\", character {at}, \"{what}\": {problem_en}",
      hintChinese: "{advice_zh}",
      hintEnglish: "{advice_en}"),
    .unitApplied: Entry(
      chinese: "{label}按表中的单位乘以 {factor}",
      english: "{field} was multiplied by {factor}, as its unit says",
      hintChinese: "若单位不对，在 formats 中写明",
      hintEnglish: "if the unit is wrong, set it under formats"),
    .dayFormGuessed: Entry(
      chinese: "{label}按 {form} 读",
      english: "{field} was read as {form}",
      hintChinese: "若不对，在 formats 中写明",
      hintEnglish: "if wrong, set it under formats"),
    .referencesNotChecked: Entry(
      chinese: "还没有任何 {kind}，{count} 个{label}未核对",
      english: "no {kind} are known yet; {count} values of {field} were not checked",
      hintChinese: "导入 {kind} 后再导入一次即可核对",
      hintEnglish: "import the {kind} and import this file again to check them"),
    .duplicatesAdded: Entry(
      chinese: "{count} 行与前面的行主键相同，金额和数量已并入前面的行",
      english: "{count} rows had the key of an earlier row; their amounts and quantities were added to it",
      hintChinese: "映射文件中写了 duplicates: add；无需处理",
      hintEnglish: "the mapping file says duplicates: add; nothing to do"),
    .columnNotMapped: Entry(
      chinese: "列 {header} 没有对应的字段，未导入",
      english: "the column {header} fits no field and was not imported",
      hintChinese: "若需要，在映射文件的 columns 中指明",
      hintEnglish: "if it is needed, name it under columns in the mapping file"),
    .sheetsIgnored: Entry(
      chinese: "只读第一张工作表，另有 {count} 张未读：{sheets}",
      english: "only the first sheet is read; {count} others are not: {sheets}",
      hintChinese: "需要的工作表请单独保存",
      hintEnglish: "save the sheets you need as files of their own"),
    .formDiffers: Entry(
      chinese: "文件名以 {ending} 结尾，内容其实是 {form}，已按 {form} 读取",
      english: "the name ends in {ending}, the content is {form} and was read as such",
      hintChinese: "无需处理",
      hintEnglish: "nothing to do"),
    .headsJoined: Entry(
      chinese: "表头有两行，已上下合并，例如“{excerpt}”",
      english: "the header has two rows, which were joined, for example \"{excerpt}\"",
      hintChinese: "无需处理；若不对，在映射文件中写 header: 行号",
      hintEnglish: "nothing to do; if wrong, set header: LINE in the mapping file"),
    .monthsAcross: Entry(
      chinese: "横向的 {count} 个月份列（{first} 至 {last}）已转成逐月的行；未读的汇总列：{left_zh}",
      english: "{count} month columns ({first} to {last}) were turned into rows, one a month; columns of totals left out: {left_en}",
      hintChinese: "核对年份；若不对，把年份写进表头，例如 2026-01",
      hintEnglish: "check the year; if it is wrong, write it into the headers, such as 2026-01"),
    .pairJoined: Entry(
      chinese: "“{plus}”记为正数、“{minus}”记为负数，合成一列{label}",
      english: "{plus} as positive and {minus} as negative numbers were joined into {field}",
      hintChinese: "核对一笔收入和一笔支出的符号",
      hintEnglish: "check the sign of one amount on each side"),
    .takenFromTitle: Entry(
      chinese: "{label}取自表上方的“{excerpt}”：{value}",
      english: "{field} was taken from \"{excerpt}\" above the table: {value}",
      hintChinese: "若不对，在映射文件的 constants 中写明",
      hintEnglish: "if wrong, set it under constants in the mapping file"),
    .linesCounted: Entry(
      chinese: "文件没有{label}，已按{within}内的顺序编号",
      english: "the file has no {field}; rows were numbered in their order within {within_field}",
      hintChinese: "再次导入时请保持同样的顺序，或在源文件中补上{label}",
      hintEnglish: "keep the order when you import again, or add the column at the source"),
    .valuesCarried: Entry(
      chinese: "{label}有 {count} 个空单元格，沿用上一行的值，例如“{excerpt}”",
      english: "{count} blank cells of {field} took the value of the row above, for example \"{excerpt}\"",
      hintChinese: "若空白不是“同上”，在源文件中补全",
      hintEnglish: "if blank does not mean \"as above\", fill the cells in at the source"),
    .mappingNotReadable: Entry(
      chinese: "不是可读的 YAML：{excerpt}",
      english: "is not readable YAML: {excerpt}",
      hintChinese: "检查缩进和冒号",
      hintEnglish: "check indentation and colons"),
    .mappingKeyUnknown: Entry(
      chinese: "映射文件没有“{excerpt}”这一项",
      english: "a mapping file has no key \"{excerpt}\"",
      hintChinese: "可用：kind columns constants values formats keys duplicates header encoding delimiter",
      hintEnglish: "known are kind columns constants values formats keys duplicates header encoding delimiter"
    ),
    .mappingKindUnknown: Entry(
      chinese: "“{excerpt}”不是可导入的类型",
      english: "\"{excerpt}\" is not a kind of fact",
      hintChinese: "tongpin import --help 列出所有类型",
      hintEnglish: "tongpin import --help lists them"),
    .mappingFieldUnknown: Entry(
      chinese: "“{excerpt}”不是这一类型的字段",
      english: "\"{excerpt}\" is not a field of this kind",
      hintChinese: "可用：{fields}",
      hintEnglish: "known are {fields}"),
    .mappingFormatUnknown: Entry(
      chinese: "“{excerpt}”不是可用的写法",
      english: "\"{excerpt}\" is not a form that is known",
      hintChinese:
        "可用：yyyy-mm-dd dd-mm-yyyy mm-dd-yyyy dd-mm-yy mm-dd-yy yy-mm-dd month-from-day decimal-comma percent、单位如 万元 或 10000",
      hintEnglish:
        "known are yyyy-mm-dd dd-mm-yyyy mm-dd-yyyy dd-mm-yy mm-dd-yy yy-mm-dd month-from-day decimal-comma percent, and units as a number such as 1000"
    ),
    .mappingValueShape: Entry(
      chinese: "“{excerpt}”的写法不对",
      english: "\"{excerpt}\" does not have the form that is wanted here",
      hintChinese: "参见 Docs/imports.md",
      hintEnglish: "see Docs/imports.md"),
  ]
}
