// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The same question asked of two ranges of days, group by group.
public struct ComparedSales: Sendable {
  public struct Row: Hashable, Sendable {
    /// One a dimension of the question.
    public let keys: [SalesAnalysis.Key]
    /// One a measure of the question each.
    public let current: [SalesFigure]
    public let base: [SalesFigure]
    public let growth: [Growth]
    /// The same by working day; as `growth` for shares, means and balances.
    public let growthPerWorkday: [Growth]
  }

  public let periods: ComparedPeriods
  /// Every group that has something on either side, in order.
  public let rows: [Row]
  public let total: Row
}

extension SalesBooks {
  /// Compares two ranges; balances are those at the end of each.
  ///
  /// - Parameter question: its period and as-of day are those of `periods`.
  /// - Throws: `SalesAnalysisError.twoTimes` when it groups by time; what `analyse` throws.
  public func compare(_ question: SalesQuestion, _ periods: ComparedPeriods) throws(SalesAnalysisError) -> ComparedSales {
    if let time = question.dimensions.first(where: \.isTime) {
      throw SalesAnalysisError(
        .twoTimes, time.rawValue, "比较两个期间时不能再按时间分组：请去掉“\(time.chineseName)”。",
        "two periods are compared, so groups of time have no place: leave \(time.rawValue) out")
    }
    var (now, then) = (question, question)
    (now.period, now.asOf) = (periods.current, periods.current.upperBound)
    (then.period, then.asOf) = (periods.base, periods.base.upperBound)
    let (current, base) = (try accumulate(now), try accumulate(then))
    let (all, before) = (try totals(current), try totals(base))
    let (mine, others) = (SalesBooks.groups(current), SalesBooks.groups(base))
    let keys = Set(current.table.keys).union(base.table.keys).sorted()
    let isBaseKnown = question.measures.map { measure in knownFrom(measure).map { periods.base.lowerBound >= $0 } ?? true }
    let noughts = [Int64](repeating: 0, count: current.slots.count)
    func row(_ keys: [SalesAnalysis.Key], _ now: [Int64], _ then: [Int64]) -> ComparedSales.Row {
      let figures = question.measures.map { measure in
        (
          measure, SalesBooks.figure(measure, measure.form) { now[current.place($0)] },
          SalesBooks.figure(measure, measure.form) { then[base.place($0)] }
        )
      }
      let growth = zip(figures, isBaseKnown).map { figure, isKnown in
        isKnown ? Growth(figure.1, against: figure.2, isResult: figure.0.isResult) : .notApplicable(.baseNotKnown)
      }
      return ComparedSales.Row(
        keys: keys, current: figures.map(\.1), base: figures.map(\.2), growth: growth,
        growthPerWorkday: zip(figures, growth).map {
          $0.0.dateRule == .asOf ? $1 : $1.perWorkday(periods.currentWorkdays, periods.baseWorkdays)
        })
    }
    return ComparedSales(
      periods: periods,
      rows: question.dimensions.isEmpty ? [] : keys.map { row(self.keys(current.key, $0), mine[$0] ?? noughts, others[$0] ?? noughts) },
      total: row([], all, before))
  }

  private static func groups(_ work: Accumulator) -> [Int64: [Int64]] {
    let width = work.slots.count
    return Dictionary(
      uniqueKeysWithValues: work.table.keys.enumerated().map { ($1, Array(work.sums[$0 * width..<($0 + 1) * width])) })
  }
}
