// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 年度目标 beside the bottom-up plan and what came: a period by place, and a place by period. Amounts in 分.
public struct TargetView: Sendable {
  public struct Row: Sendable {
    /// `EAST/YG-0201`; empty for the company.
    public let place: String
    /// `2027`, `2027Q1`, `2027-03`
    public let span: String
    public let label: BilingualText
    /// 0 for the row that is looked at, 1 for its parts, 2 for theirs.
    public let level: Int
    public let hasParts: Bool
    public let isLocked: Bool
    /// The person may set it.
    public let mayEdit: Bool
    /// nil while no target is set.
    public let target: Int64?
    /// 自下而上: what came in closed months and the agreed forecast in those to come; nil outside the plan.
    public let plan: Int64?
    /// Of the year before; nil where the plan does not reach back.
    public let lastYear: Int64?
    /// 上报, 订单口径: what was ordered in closed months and the sales forecast that people handed in for those to come; nil where a month is missing.
    public let submitted: Int64?
    /// In closed months of the period; nil when none is closed.
    public let actual: Int64?
    /// The target of those closed months.
    public let targetToDate: Int64?
    public let closedMonths: Int
    public let openMonths: Int
    /// A month, in the last three closed ones.
    public let pace: Int64?

    /// 缺口: bottom-up plan less target; below zero is short.
    public var gap: Int64? { less(plan, target) }
    public var gapRate: Double? { rate(gap, target) }
    /// 差额 and 差异率 to date.
    public var difference: Int64? { less(actual, targetToDate) }
    public var differenceRate: Double? { rate(difference, targetToDate) }
    /// 完成率: what came ÷ the target of the whole period.
    public var attainment: Double? { rate(actual ?? (closedMonths > 0 ? 0 : nil), target) }
    /// What each remaining month still has to bring; nil when none remains, 0 when the target is reached.
    public var needed: Int64? {
      guard let target, openMonths > 0 else { return nil }
      let rest = max(0, target - (actual ?? 0))
      return (rest + Int64(openMonths) / 2) / Int64(openMonths)
    }

    private func less(_ left: Int64?, _ right: Int64?) -> Int64? { left.flatMap { left in right.map { left - $0 } } }
    private func rate(_ part: Int64?, _ whole: Int64?) -> Double? {
      guard let part, let whole, whole != 0 else { return nil }
      return Double(part) / Double(whole)
    }
  }

  /// Who set it last.
  public struct Standing: Sendable {
    public let event: Int64
    public let by: BilingualText
    public let at: Moment
    public let reason: String
  }

  /// 业绩目标 that were imported, and stand for the target until somebody sets it.
  public struct Imported: Sendable {
    public let rows: Int
    /// Rows of people who neither sell nor belong to a region.
    public let leftOut: Int
    public let files: [String]
  }

  public let measure: TargetMeasure
  /// Those the person may see.
  public let measures: [TargetMeasure]
  public let year: Int
  public let years: [Int]
  public let span: String
  public let place: String
  /// From the company down to the place.
  public let path: [(place: String, label: BilingualText)]
  public let cutoff: Month
  /// nil while no target is set.
  public let standing: Standing?
  /// nil where the target was set, or no quotas are known for the year.
  public let imported: Imported?
  /// The person may set the company's.
  public let mayEdit: Bool
  public let hasLastYear: Bool
  /// Of the period, by place: the one that is looked at, and what lies below it.
  public let places: [Row]
  /// Of the place, by period: the year, its quarters and months.
  public let periods: [Row]
}
