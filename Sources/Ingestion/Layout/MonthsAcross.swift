// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// A sheet with a column for each month, read as one row for each month.
struct MonthsAcross {
  /// One month and where its numbers stand, one column for each kind of number (−1: none).
  struct Column {
    let month: Month
    let sources: [Int]
  }

  let columns: [Column]
  /// Columns that every row of a month repeats.
  let fixed: [Int]
  /// Headers of the numbers: 数量, 金额.
  let measures: [String]
  /// Totals of quarters and years, which are left out.
  let leftOut: [String]
  let monthHeader: String

  static let kinds: [FactKind] = [.budgets, .salesForecasts, .quotas]

  /// Nil when fewer than three columns name months, one is named twice, or no year is known.
  ///
  /// - Parameter year: of months that name none.
  init?(_ header: Header, _ schema: FactSchema, titles: TitleFacts, year: Int?) {
    guard MonthsAcross.kinds.contains(schema.kind) else { return nil }
    let words = header.texts.map { MonthWord($0) }
    guard words.count(where: { $0 != nil }) >= 3 else { return nil }
    var measures: [String] = []
    var months: [Month: [Int]] = [:]
    for (index, word) in words.enumerated() {
      guard let word else { continue }
      guard let year = word.year ?? year else { return nil }
      let month = Month(year: year, month: word.month)
      let measure = measures.firstIndex(of: word.rest) ?? measures.count
      if measure == measures.count { measures.append(word.rest) }
      var sources = months[month] ?? []
      while sources.count <= measure { sources.append(-1) }
      // Two columns for the same month and number would be added or lost: neither is told from here.
      guard sources[measure] < 0 else { return nil }
      sources[measure] = index
      months[month] = sources
    }
    columns = months.keys.sorted().map { Column(month: $0, sources: months[$0] ?? []) }
    let others = header.texts.indices.filter { words[$0] == nil }
    let totals = others.filter { MonthsAcross.isTotal(header.texts[$0]) }
    leftOut = totals.map { header.texts[$0] }
    fixed = others.filter { !totals.contains($0) }
    self.measures = measures.map { MonthsAcross.header($0, schema, titles) }
    monthHeader = schema.kind == .quotas ? "开始日期" : "月份"
  }

  /// 一季度, Q1, 上半年, 全年, 合计: sums of the months beside them.
  private static func isTotal(_ text: String) -> Bool {
    let folded = HeaderText.fold(text)
    let words = ["季度", "半年", "全年", "年度", "合计", "小计", "总计", "累计", "total", "ytd", "h1", "h2", "q1", "q2", "q3", "q4"]
    return words.contains { folded.hasSuffix($0) || folded.hasPrefix($0) }
  }

  /// The name of numbers that have only months above them: what the kind counts, or pieces when a title says so.
  private static func header(_ rest: String, _ schema: FactSchema, _ titles: TitleFacts) -> String {
    if !rest.isEmpty {
      let isKnown = !Synonyms(schema).exact(HeaderText(rest)).isEmpty
      if isKnown { return rest }
    }
    if schema.kind == .quotas { return "目标金额" }
    let isPieces = ["数量", "销量", "台数", "件数", "qty"].contains { rest.contains($0) } || titles.says(["数量", "销量", "单位台", "单位件"])
    if isPieces { return "数量" }
    if let tax = HeaderText.taxMarker(rest)?.marker ?? titles.tax { return tax + "金额" }
    return "金额"
  }

  /// The header as the rows of months have it.
  var texts: ([String]) -> [String] {
    { original in self.fixed.map { original[$0] } + [self.monthHeader] + self.measures }
  }

  /// Which source column each column came from; numbers stand in the first month's.
  var positions: [Int] {
    let first = columns.first?.sources ?? []
    return fixed + [first.first ?? 0] + measures.indices.map { $0 < first.count ? max(first[$0], 0) : 0 }
  }
}
