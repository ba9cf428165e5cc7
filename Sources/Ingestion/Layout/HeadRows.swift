// SPDX-License-Identifier: Apache-2.0

/// Two rows that are one head: 订单金额 above 含税 and 不含税 becomes 订单金额 含税 and 订单金额 不含税.
enum HeadRows {
  typealias Row = (line: Int, texts: [String])

  /// The joined head of two rows; nil when they are none.
  ///
  /// The upper row needs a text that reaches over several columns below, and one column that only it names (or merged cells
  /// that say as much): a title above a plain header has neither.
  static func joined(_ upper: Row, _ lower: Row, merges: MergedCells?) -> [String]? {
    guard lower.line - upper.line <= 2 else { return nil }
    let width = max(upper.texts.count, lower.texts.count)
    func top(_ column: Int) -> String { column < upper.texts.count ? upper.texts[column] : "" }
    func bottom(_ column: Int) -> String { column < lower.texts.count ? lower.texts[column] : "" }
    let filledAbove = (0..<width).count { !top($0).isEmpty }
    let filledBelow = (0..<width).filter { !bottom($0).isEmpty }
    // 单位：万元 stands above a head and is none.
    guard !upper.texts.contains(where: { $0.contains(":") || $0.contains("：") }) else { return nil }
    guard filledAbove >= 2, filledBelow.count >= 2, filledBelow.allSatisfy({ isLabel(bottom($0)) }) else { return nil }
    var result: [String] = []
    var group = ""
    var groups = 0
    var onlyAbove = 0
    for column in 0..<width {
      let isReached = reaches(upper.line, column, merges)
      if !top(column).isEmpty { group = top(column) }
      if top(column).isEmpty, bottom(column).isEmpty || isReached == false { group = "" }
      if !top(column).isEmpty, bottom(column).isEmpty {
        onlyAbove += 1
        group = ""
      }
      if top(column).isEmpty, !group.isEmpty, !bottom(column).isEmpty { groups += 1 }
      let above = top(column).isEmpty ? group : top(column)
      result.append(join(above, bottom(column)))
    }
    let mergedGroups = merges.map { found in found.heads.count { $0.top == upper.line && $0.left < $0.right } } ?? 0
    guard groups >= 1, onlyAbove >= 1 || mergedGroups >= 2 else { return nil }
    return result
  }

  /// Whether merged cells say that a text further left reaches here; nil when the file has no merged cells.
  private static func reaches(_ line: Int, _ column: Int, _ merges: MergedCells?) -> Bool? {
    guard let merges, !merges.heads.isEmpty else { return nil }
    return merges.head(line: line, column: column) != nil
  }

  private static func join(_ upper: String, _ lower: String) -> String {
    if upper.isEmpty || upper == lower { return lower }
    return lower.isEmpty ? upper : upper + " " + lower
  }

  /// A word, not a value: numbers and days belong to the rows below a head. `1月` and `2026-01` name columns.
  private static func isLabel(_ text: String) -> Bool {
    if MonthWord(text) != nil { return true }
    return CellBytes.with(text) { bytes in
      var notes = CellNotes()
      if case .value = NumberCell.parse(bytes, NumberForm(scale: 6), &notes) { return false }
      if case .value = DayCell.parse(bytes, nil, &notes) { return false }
      return true
    }
  }
}
