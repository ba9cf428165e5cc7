// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Holds the months of one kind against one another: pure, and the same for the same months and the same day.
///
/// Usual is the median of rows of the twelve months before, at least six of them: one odd month moves it by nothing, and a month without rows counts as
/// none. Below half of it a closed month is called low.
struct CoverageJudgement {
  /// Months that a month is held against.
  static let span = 12
  /// Fewer tell nothing.
  static let fewest = 6
  /// Months before today that are told: fifty years.
  static let memory = 600

  let isRegular: Bool
  let months: [KindCoverage.Covered]

  /// - Parameters:
  ///   - facts: months with rows, ascending; at least one.
  ///   - today: months before its month are closed.
  init(_ facts: [FactMonth], today: Month) {
    let known = Dictionary(facts.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
    // A day that was mistyped may lie anywhere: months are told one by one for as long as a company remembers.
    let (oldest, newest) = (today.adding(months: -Self.memory), today.adding(months: 12))
    let told = facts.filter { (oldest...newest).contains($0.month) }
    guard let first = told.first?.month, let last = told.last?.month else {
      (isRegular, months) = (false, [])
      return
    }
    let lastClosed = today.adding(months: -1)
    let closed = first <= lastClosed ? Array(first...lastClosed) : []
    let ended = closed.prefix { $0 <= last }
    let filled = ended.count { known[$0] != nil }
    let regular = filled >= 3 && filled * 2 >= ended.count
    isRegular = regular
    months = (first...max(last, closed.last ?? last)).map { month in
      guard month < today else {
        return KindCoverage.Covered(month: month, state: month == today ? .running : .ahead, facts: known[month], usualTwice: nil)
      }
      let usual = Self.usualTwice(before: month, from: first, known)
      let state = Self.state(known[month]?.rows, usual, isRegular: regular)
      return KindCoverage.Covered(month: month, state: state, facts: known[month], usualTwice: usual)
    }
  }

  private static func state(_ rows: Int?, _ usualTwice: Int?, isRegular: Bool) -> CoverageState {
    guard let rows else { return isRegular ? .gap : .none }
    guard isRegular, let usualTwice, rows * 4 < usualTwice else { return .rows }
    return .low
  }

  /// Twice the median, so that it is whole.
  private static func usualTwice(before month: Month, from first: Month, _ known: [Month: FactMonth]) -> Int? {
    let start = max(first, month.adding(months: -span))
    guard start < month, start.distance(to: month) >= fewest else { return nil }
    let rows = (start..<month).map { known[$0]?.rows ?? 0 }.sorted()
    let middle = rows.count / 2
    return rows.count.isMultiple(of: 2) ? rows[middle - 1] + rows[middle] : rows[middle] * 2
  }

  /// What to look at, newest first; months that lack rows one after the other are one finding.
  func findings(of kind: BilingualText) -> [KindCoverage.Finding] {
    var findings: [KindCoverage.Finding] = []
    var run: ClosedRange<Month>?
    for one in months {
      if one.state == .gap {
        run = (run?.lowerBound ?? one.month)...one.month
        continue
      }
      // The running month may still bring its rows: what lacks before it lacks since then.
      if let gap = run { findings.append(Self.gap(gap, of: kind, isOpen: one.state == .running && one.facts == nil)) }
      run = nil
      if one.state == .low, let rows = one.facts?.rows, let usual = one.usual { findings.append(Self.low(one.month, rows, usual)) }
    }
    if let gap = run { findings.append(Self.gap(gap, of: kind, isOpen: true)) }
    return findings.reversed()
  }

  private static func gap(_ months: ClosedRange<Month>, of kind: BilingualText, isOpen: Bool) -> KindCoverage.Finding {
    let (first, last, name) = (months.lowerBound, months.upperBound, kind.english.lowercased())
    let words =
      isOpen
      ? BilingualText("\(first) 起没有\(kind.chinese)", "no \(name) since \(first)")
      : first == last
        ? BilingualText("\(first) 没有\(kind.chinese)，前后月份都有", "no \(name) in \(first), between months that have them")
        : BilingualText("\(first) 至 \(last) 没有\(kind.chinese)，前后月份都有", "no \(name) from \(first) to \(last), between months that have them")
    return KindCoverage.Finding(state: .gap, months: months, words: words)
  }

  private static func low(_ month: Month, _ rows: Int, _ usual: Int) -> KindCoverage.Finding {
    KindCoverage.Finding(
      state: .low, months: month...month,
      words: BilingualText(
        "\(month) 只有 \(rows) 行，不到此前 12 个月中位数 \(usual) 行的一半",
        "\(rows) \(rows == 1 ? "row" : "rows") in \(month), less than half of the median of the 12 months before (\(usual))"))
  }
}
