// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Members of a dimension by weight and by steadiness.
public struct SalesClasses: Sendable {
  public let abc: ABCClasses
  /// By code, as `abc.entries`: steadiness over the whole months of the period.
  public let steadiness: [Steadiness]

  public struct Steadiness: Hashable, Sendable {
    public let grade: VariabilityClass
    /// Standard deviation over mean; nil where it cannot be told.
    public let variation: Double?
  }

  /// Members, and their value, in each pair of classes.
  public func counts() -> [(abc: ABCClasses.Class, xyz: VariabilityClass, members: Int, value: Int64)] {
    ABCClasses.Class.allCases.flatMap { abc in
      VariabilityClass.allCases.map { xyz in
        let mine = zip(self.abc.entries, steadiness).filter { $0.grade == abc && $1.grade == xyz }
        return (abc, xyz, mine.count, mine.reduce(0) { $0 + $1.0.value })
      }
    }
  }
}

extension SalesBooks {
  /// ABC by a measure that adds up (revenue, margin), XYZ by another one, monthly quantities unless said.
  ///
  /// - Parameters:
  ///   - dimension: not of time.
  ///   - question: period, as-of day and filters; its measures and dimensions are not looked at.
  ///   - a: thousandths.
  ///   - b: thousandths.
  /// - Throws: `SalesAnalysisError.measureNotDaily` for measures that do not add up; what `analyse` and `ABCClasses` throw.
  public func classify(
    _ dimension: SalesDimension, by measure: SalesMeasure = .orderedExclTax, steadiness steady: SalesMeasure = .orderedQuantity,
    _ question: SalesQuestion, a: Int = 800, b: Int = 950
  ) throws(SalesAnalysisError) -> SalesClasses {
    for one in [measure, steady] where !one.isAdditive || dimension.isTime {
      throw SalesAnalysisError(
        .measureNotDaily, one.rawValue, "ABC/XYZ 需要可累加的指标和非时间维度，“\(one.chineseName)”按“\(dimension.chineseName)”不可用。",
        "classes need a measure that adds up and a dimension other than time, not \(one.rawValue) by \(dimension.rawValue)")
    }
    var ask = question
    (ask.measures, ask.dimensions) = ([measure], [dimension])
    let values = try analyse(ask).rows.compactMap { row -> (member: SalesMember, value: Int64)? in
      guard case .member(let member) = row.keys[0], let value = row.figures[0].whole else { return nil }
      return (member, value)
    }
    let abc = try ABCClasses(values, a: a, b: b)
    let months = wholeMonths(question)
    (ask.measures, ask.dimensions) = ([steady], [dimension, .month])
    var series: [String: [Double]] = [:]
    for row in try analyse(ask).rows {
      guard case .member(let member) = row.keys[0], case .period(.month(let month)) = row.keys[1], let months, months.contains(month)
      else { continue }
      var own = series[member.code] ?? [Double](repeating: 0, count: months.lowerBound.distance(to: months.upperBound) + 1)
      own[months.lowerBound.distance(to: month)] = row.figures[0].double ?? 0
      series[member.code] = own
    }
    let steadiness = abc.entries.map { entry in
      let own = series[entry.member.code] ?? []
      return SalesClasses.Steadiness(grade: VariabilityClass(own), variation: VariabilityClass.variation(own))
    }
    return SalesClasses(abc: abc, steadiness: steadiness)
  }

  /// A month cut short would look like a drop.
  private func wholeMonths(_ question: SalesQuestion) -> ClosedRange<Month>? {
    let end = min(question.period.upperBound, question.asOf)
    let first = question.period.lowerBound.monthOf
    let from = first.firstDay == question.period.lowerBound ? first : first.adding(months: 1)
    let to = end.monthOf.lastDay == end ? end.monthOf : end.monthOf.adding(months: -1)
    return from <= to ? from...to : nil
  }
}
