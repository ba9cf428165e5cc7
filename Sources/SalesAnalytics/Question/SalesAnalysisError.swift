// SPDX-License-Identifier: Apache-2.0
import Calendars

/// A question that cannot be answered, in words for whoever asked it.
public struct SalesAnalysisError: Error, Hashable, Sendable {
  /// Stable text, also the `type` in the server's problem documents.
  public struct Code: Hashable, Sendable {
    public let text: String

    public static let nothingAsked = Code(text: "sales-analysis.nothing-asked")
    public static let dimensionTwice = Code(text: "sales-analysis.dimension-twice")
    public static let twoTimes = Code(text: "sales-analysis.two-time-dimensions")
    public static let filterOnTime = Code(text: "sales-analysis.filter-on-time")
    public static let periodTooLong = Code(text: "sales-analysis.period-too-long")
    public static let limitNotPossible = Code(text: "sales-analysis.limit-not-possible")
    public static let tooManyGroups = Code(text: "sales-analysis.too-many-groups")
    public static let sumTooLarge = Code(text: "sales-analysis.sum-too-large")
    public static let measureNotDaily = Code(text: "sales-analysis.measure-not-daily")
    public static let shareNotPossible = Code(text: "sales-analysis.share-not-possible")
  }

  public let code: Code
  /// What it is about: a dimension, a number.
  public let subject: String
  /// What stood in the way and what to do.
  public let chinese: String
  public let english: String

  init(_ code: Code, _ subject: String, _ chinese: String, _ english: String) {
    self.code = code
    self.subject = subject
    self.chinese = chinese
    self.english = english
  }
}

extension SalesQuestion {
  /// - Throws: `SalesAnalysisError` when the question says nothing, says a thing twice, or asks for more than can be held.
  func check() throws(SalesAnalysisError) {
    if measures.isEmpty {
      throw SalesAnalysisError(.nothingAsked, "", "没有选择指标：请至少选一个。", "no measure is asked for: choose at least one")
    }
    for (index, dimension) in dimensions.enumerated() where dimensions[..<index].contains(dimension) {
      throw SalesAnalysisError(
        .dimensionTwice, dimension.rawValue, "维度“\(dimension.chineseName)”出现了两次：请去掉一个。",
        "the dimension \(dimension.rawValue) is asked for twice: leave one out")
    }
    if dimensions.filter(\.isTime).count > 1 {
      throw SalesAnalysisError(
        .twoTimes, dimensions.filter(\.isTime).map(\.rawValue).joined(separator: ", "), "时间维度只能选一个：年、季度、月、周或日。",
        "one time dimension is possible: year, quarter, month, week or day")
    }
    for filter in filters where filter.dimension.isTime {
      throw SalesAnalysisError(
        .filterOnTime, filter.dimension.rawValue, "时间不能作筛选条件：请改用期间。", "time is no filter: give a period instead")
    }
    let days = period.lowerBound.distance(to: period.upperBound) + 1
    if days > SalesQuestion.longestPeriod {
      throw SalesAnalysisError(
        .periodTooLong, String(days), "期间有 \(days) 天，最多 \(SalesQuestion.longestPeriod) 天：请缩短。",
        "the period has \(days) days, at most \(SalesQuestion.longestPeriod) are possible: make it shorter")
    }
    if !(1...SalesQuestion.mostRows).contains(rowLimit) {
      throw SalesAnalysisError(
        .limitNotPossible, String(rowLimit), "行数上限须在 1 到 \(SalesQuestion.mostRows) 之间，现为 \(rowLimit)。",
        "the limit of rows is 1 to \(SalesQuestion.mostRows), not \(rowLimit)")
    }
    if !(0...3650).contains(graceDays) {
      throw SalesAnalysisError(
        .limitNotPossible, String(graceDays), "宽限天数须在 0 到 3650 之间，现为 \(graceDays)。",
        "days of grace are 0 to 3650, not \(graceDays)")
    }
  }
}
