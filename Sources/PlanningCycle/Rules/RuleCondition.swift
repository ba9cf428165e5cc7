// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
public import Quantities

/// When a rule hits.
public enum RuleCondition: Hashable, Sendable {
  /// A figure, or its share of another one, lies beyond a number.
  case threshold(RuleFigure, RuleWindow, RuleSide, limit: FixedPoint, share: String?)
  /// A figure differs from what it is compared with by more than a share of it (0.10) and, where both are given, by more than an amount.
  case deviation(RuleFigure, RuleWindow, RuleBase, RuleSide, percent: FixedPoint?, amount: FixedPoint?)
  /// A figure moves one way several periods in a row, each time by at least a share of the one before (0.02).
  case trend(RuleFigure, RuleWindow, RuleSide, count: Int, percent: FixedPoint)
  /// The newest day that facts of a kind speak about is older than so many days.
  case lateData(String, days: Int)
  /// A form of the plan calendar is not handed in so many workdays after it was due. `forecast`, `forecast:EAST`, `budget:sales`.
  case missing(form: String, days: Int)

  /// The figure that is looked at; nil for what is no figure.
  public var figure: RuleFigure? {
    switch self {
    case .threshold(let figure, _, _, _, _), .deviation(let figure, _, _, _, _, _), .trend(let figure, _, _, _, _): figure
    case .lateData, .missing: nil
    }
  }

  public var window: RuleWindow? {
    switch self {
    case .threshold(_, let window, _, _, _), .deviation(_, let window, _, _, _, _), .trend(_, let window, _, _, _): window
    case .lateData, .missing: nil
    }
  }

  /// `threshold`, `deviation`, `trend`, `lateData`, `missing`
  public var kind: String {
    switch self {
    case .threshold: "threshold"
    case .deviation: "deviation"
    case .trend: "trend"
    case .lateData: "lateData"
    case .missing: "missing"
    }
  }
}

/// Which figure, and where.
public struct RuleFigure: Hashable, Sendable {
  /// A measure of the model in force, or one of ``KnownFigure``.
  public let name: String
  /// Codes by dimension, as on the wire: `Item` to `F:空调`, `Region` to `EAST`. A dimension left out means its total.
  public let members: [String: String]
  /// Each member is looked at for itself; nil: one figure.
  public let each: RuleEach?

  public init(_ name: String, members: [String: String] = [:], each: RuleEach? = nil) {
    self.name = name
    self.members = members
    self.each = each
  }
}

/// Of which members each is looked at for itself.
public enum RuleEach: String, Hashable, Sendable, CaseIterable {
  case item = "Item"
  case family = "Family"
  case region = "Region"
  case department = "Department"
  case supplier = "Supplier"
  case customer = "Customer"

  /// The dimension of the model; nil for what no model has.
  var dimension: String? {
    switch self {
    case .item, .family: "Item"
    case .region: "Region"
    case .department: "Department"
    case .supplier: "Supplier"
    case .customer: nil
    }
  }

  /// 个物料, with a number before it.
  func counted(_ count: Int) -> BilingualText {
    func words(_ chinese: String, _ one: String, _ many: String) -> BilingualText {
      BilingualText("\(count) \(chinese)", "\(count) \(count == 1 ? one : many)")
    }
    switch self {
    case .item: return words("个物料", "item", "items")
    case .family: return words("个产品族", "family", "families")
    case .region: return words("个地区", "region", "regions")
    case .department: return words("个部门", "department", "departments")
    case .supplier: return words("家供应商", "supplier", "suppliers")
    case .customer: return words("家客户", "customer", "customers")
    }
  }
}

/// On which side of the line it is bad.
public enum RuleSide: String, Hashable, Sendable, CaseIterable { case below, above, either }

/// What a figure is compared with.
public enum RuleBase: String, Hashable, Sendable, CaseIterable {
  case budget, lastForecast, lastYear

  var label: BilingualText {
    switch self {
    case .budget: BilingualText("预算", "budget")
    case .lastForecast: BilingualText("上次销售预测", "the last sales forecast")
    case .lastYear: BilingualText("去年同期", "last year")
    }
  }
}

/// Which periods are looked at, from the planning day on.
public struct RuleWindow: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A figure without time.
    case now
    case thisMonth
    /// This month and those after it, `count` in all.
    case months
    /// This month through the last of the fiscal year.
    case restOfYear
    /// Today and the days after it, `count` in all.
    case days
  }

  public let kind: Kind
  public let count: Int
  /// The sum over all periods is looked at, not each for itself.
  public let isWhole: Bool

  public init(_ kind: Kind, _ count: Int = 1, isWhole: Bool = false) {
    self.kind = kind
    self.count = count
    self.isWhole = isWhole
  }

  /// The periods of a measure on one axis that lie in the plan; none where the window fits no such axis.
  func periods(from today: Day, _ calendar: PlanCalendar, _ axis: TimeAxis) -> [PlanPeriod] {
    let month = today.monthOf
    let periods: [PlanPeriod] =
      switch kind {
      case .now: []
      case .thisMonth: [.month(month)]
      case .months: (0..<count).map { .month(month.adding(months: $0)) }
      case .restOfYear:
        (0...(11 - (month.month - calendar.fiscalYearStart + 12) % 12)).map { .month(month.adding(months: $0)) }
      case .days: axis == .day ? (0..<count).map { .day(today.adding(days: $0)) } : []
      }
    return axis == .none ? [] : periods.filter { !calendar.indexes(of: $0, axis: axis).isEmpty }
  }
}
