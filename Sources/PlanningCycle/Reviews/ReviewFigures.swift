// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import FinancialPlanning

/// What a month's sales came to beside what was expected of them, and why: orders 不含税, 分.
public struct ReviewFigures: Sendable, Hashable {
  /// What the month is compared with.
  public enum Base: String, Sendable, CaseIterable, Hashable {
    case budget
    /// As sales had forecast it before the month began.
    case forecast
    case lastYear

    public var label: BilingualText {
      switch self {
      case .budget: BilingualText("预算", "Budget")
      case .forecast: BilingualText("当时的预测", "Forecast as it was")
      case .lastYear: BilingualText("去年同期", "Last year")
      }
    }
  }

  /// The company, a region or a family of products.
  public struct Area: Sendable, Hashable {
    /// `company`, `region:EAST`, `family:空调`; `region:` for what names none.
    public let key: String
    public let label: BilingualText
    public let base: Int64
    public let actual: Int64
    public let split: VarianceSplit
    /// Of items with a standard cost, at that cost on both sides; nil where none has one.
    public let margin: Margin?

    public var difference: Int64 { actual - base }
    /// What the factors do not explain; always nought.
    public var residual: Int64 { difference - split.total }
  }

  public struct Margin: Sendable, Hashable {
    public let base: Int64
    public let actual: Int64
    public let split: VarianceSplit
  }

  /// A customer or a deal behind a factor.
  public struct Evidence: Sendable, Hashable {
    public let factor: VarianceFactor
    public let code: String
    public let name: BilingualText
    /// Code; empty for none.
    public let region: String
    /// What it brought, or what was expected of it, 分; below zero for what was missing.
    public let amount: Int64
    /// A first order, a loss, the month a deal closed in or was expected in; nil for one that is open.
    public let on: String?
  }

  public struct Comparison: Sendable, Hashable {
    public let base: Base
    /// The day the forecast was made.
    public let madeOn: Day?
    /// The company first, then regions, then families.
    public let areas: [Area]
    public let evidence: [Evidence]
    /// Workdays of the month, and of the one compared with.
    public let workdays: (actual: Int, base: Int)
    /// What a workday brings beside an ordinary one, ten-thousandths.
    public let festivalWeights: (actual: Int64, base: Int64)

    public static func == (left: Comparison, right: Comparison) -> Bool {
      left.base == right.base && left.madeOn == right.madeOn && left.areas == right.areas && left.evidence == right.evidence
        && left.workdays == right.workdays && left.festivalWeights == right.festivalWeights
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(base)
      hasher.combine(areas)
    }

    public subscript(_ area: String) -> Area? { areas.first { $0.key == area } }
  }

  public let month: Month
  /// Those there is something to compare with.
  public let comparisons: [Comparison]

  public subscript(_ base: Base) -> Comparison? { comparisons.first { $0.base == base } }
}

extension VarianceFactor {
  public var label: BilingualText {
    switch self {
    case .volume: BilingualText("销量", "Volume")
    case .price: BilingualText("价格", "Price")
    case .mix: BilingualText("结构", "Mix")
    case .newCustomers: BilingualText("新客户", "New customers")
    case .lostCustomers: BilingualText("流失客户", "Lost customers")
    case .timing: BilingualText("时点（商机移动）", "Timing (deals moved)")
    case .workingDays: BilingualText("工作日", "Working days")
    case .springFestival: BilingualText("春节", "Spring Festival")
    case .taxRate: BilingualText("税率", "Tax rate")
    case .rest: BilingualText("其他（无数量）", "Rest (no quantity)")
    }
  }
}
