// SPDX-License-Identifier: Apache-2.0

/// Rows that are no records: totals, notes below the table, the header printed again on the next page.
enum RowKinds {
  private static let totals: Set<String> = [
    "合计", "小计", "总计", "累计", "共计", "本页合计", "本月合计", "本年累计", "total", "totals", "subtotal", "grandtotal", "sum",
  ]
  private static let totalEndings = ["小计", "合计", "总计"]
  private static let totalBeginnings = ["合计", "小计", "总计", "total", "subtotal", "grandtotal"]
  private static let notes = [
    "制表", "制单", "盘点", "仓管", "签字", "会计主管", "审核", "复核", "备注", "说明", "注1", "注2", "打印", "导出", "单位", "编制人", "经办", "第1页", "数据来源", "preparedby",
    "note",
    "printed", "exported", "source", "page", "approvedby",
  ]

  /// A cell that by itself says its row is a total: 合计, 华东小计, `Total`.
  static func isTotal(_ text: String) -> Bool {
    let folded = HeaderText.fold(text)
    return totals.contains(folded) || totalEndings.contains { folded.hasSuffix($0) && folded.count <= 12 }
  }

  /// Whether the code of a row says that the row is none. Plain ASCII codes with a digit never do: no folding for them.
  static func isOdd(_ text: String) -> Bool {
    var isASCII = true
    var hasDigit = false
    for byte in text.utf8 {
      if byte >= 0x80 { isASCII = false }
      if (0x30...0x39).contains(byte) { hasDigit = true }
    }
    if isASCII && hasDigit { return false }
    return isTotal(text) || isNote([text], columns: 1)
  }

  /// For rows that already lack a required value: a looser look.
  static func isLikelyTotal(_ texts: [String]) -> Bool {
    texts.contains { text in
      guard !text.isEmpty else { return false }
      let folded = HeaderText.fold(text)
      return isTotal(text) || totalBeginnings.contains { folded.hasPrefix($0) && folded.count <= 24 }
    }
  }

  /// A line that talks about the table: one or two cells, of which one begins like 制表人：.
  static func isNote(_ texts: [String], columns: Int) -> Bool {
    let filled = texts.filter { !$0.isEmpty }
    guard !filled.isEmpty, filled.count <= max(2, columns / 3) else { return false }
    if filled.count <= 2, filled[0].hasPrefix("#"), filled[0].contains("：") || filled[0].contains(":") || filled[0].hasPrefix("#-") {
      return true
    }
    return filled.contains { text in
      let folded = HeaderText.fold(text)
      return notes.contains { folded.hasPrefix($0) }
        && (text.contains(":") || text.contains("：") || filled.count == 1)
    }
  }

  static func isHeaderAgain(_ texts: [String], _ header: Header) -> Bool {
    let width = max(texts.count, header.texts.count)
    return (0..<width).allSatisfy { index in
      (index < texts.count ? texts[index] : "") == (index < header.texts.count ? header.texts[index] : "")
    }
  }
}
