// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One measure day by day, so that any range of days is two look-ups: what charts of growth are drawn from.
public struct SalesDays: Sendable {
  public let measure: SalesMeasure
  public let period: ClosedRange<Day>
  private let form: MeasureForm
  private let knownFrom: Day?
  private let slots: [SalesSum]
  /// Sums of all days before each, a figure a slot.
  private let before: [Int64]

  init(_ question: SalesQuestion, _ measure: SalesMeasure, _ work: Accumulator, knownFrom: Day?) {
    self.measure = measure
    self.knownFrom = knownFrom
    period = question.period
    form = measure.form
    slots = work.slots
    let (width, count) = (work.slots.count, question.period.lowerBound.distance(to: question.period.upperBound) + 1)
    var sums = [Int64](repeating: 0, count: (count + 1) * width)
    for (group, key) in work.table.keys.enumerated() {
      // One digit, the day: 1 is the first one.
      let place = Int(key) * width
      for slot in 0..<width { sums[place + slot] = work.sums[group * width + slot] }
    }
    // Wrapping: only differences are read, and those of a range fit.
    for index in width..<sums.count { sums[index] &+= sums[index - width] }
    before = sums
  }

  /// The figure of a range; days outside of the period count nothing.
  public func figure(in days: ClosedRange<Day>) -> SalesFigure {
    let count = before.count / max(slots.count, 1) - 1
    let low = min(max(period.lowerBound.distance(to: days.lowerBound), 0), count)
    let high = max(min(max(period.lowerBound.distance(to: days.upperBound) + 1, 0), count), low)
    return SalesBooks.figure(measure, form) { sum in
      let slot = slots.firstIndex(of: sum)!
      return before[high * slots.count + slot] &- before[low * slots.count + slot]
    }
  }

  public func growth(_ periods: ComparedPeriods) -> Growth {
    if let knownFrom, periods.base.lowerBound < knownFrom { return .notApplicable(.baseNotKnown) }
    return Growth(figure(in: periods.current), against: figure(in: periods.base), isResult: measure.isResult)
  }
}

extension SalesBooks {
  /// A measure day by day.
  ///
  /// - Throws: `SalesAnalysisError.measureNotDaily` for balances and distinct counts, whose days do not add up; what `analyse` throws.
  public func days(
    of measure: SalesMeasure, in period: ClosedRange<Day>, asOf: Day, filters: [SalesFilter] = []
  ) throws(SalesAnalysisError) -> SalesDays {
    let isCounted = measure.sums.contains { $0 == .distinctOrders || $0 == .distinctCustomers }
    if measure.dateRule == .asOf || isCounted {
      throw SalesAnalysisError(
        .measureNotDaily, measure.rawValue, "“\(measure.chineseName)”不能按日累加：请改用按期间比较。",
        "the days of \(measure.rawValue) do not add up: compare whole periods instead")
    }
    let question = SalesQuestion([measure], by: [.day], in: period, asOf: asOf, filters: filters)
    let work = try accumulate(question)
    _ = try totals(work)
    return SalesDays(question, measure, work, knownFrom: knownFrom(measure))
  }
}
