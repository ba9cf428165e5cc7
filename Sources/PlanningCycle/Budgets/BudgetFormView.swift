// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Journal

/// A budget form 预算表 of one month, quarter or year: the budget beside the rolling forecast and what came.
public struct BudgetFormView: Sendable {
  public enum Group: String, Sendable {
    /// 经营预算
    case operating
    /// 专门决策预算
    case investment
    /// 财务预算
    case financial
  }

  /// Where the figures of 预算 come from.
  public enum Source: String, Sendable {
    /// What somebody approved.
    case approved
    /// The budget that was imported.
    case imported
    /// The form was not approved and nothing was imported: it moves with the forecast.
    case current
  }

  /// In hundredths of the unit (分 for money); of a percentage in ten-thousandths. nil where nothing is known.
  public struct Figures: Sendable, Hashable {
    public var budget: Int64?
    /// 滚动预测: what came in closed months, the plan in those to come.
    public var forecast: Int64?
    /// What came in the closed months of the period.
    public var actual: Int64?
    /// A sum of months; a balance is not completed.
    var isFlow = true
    /// Forecast less budget.
    public var difference: Int64? { forecast.flatMap { forecast in budget.map { forecast - $0 } } }
    /// Difference ÷ budget.
    public var differenceRate: Double? { rate(difference) }
    /// 完成率: what came ÷ budget of the whole period.
    public var attainment: Double? { isFlow ? rate(actual) : nil }

    private func rate(_ value: Int64?) -> Double? {
      guard let value, let budget, budget != 0 else { return nil }
      return Double(value) / Double(budget.magnitude)
    }
  }

  public struct Line: Sendable {
    public let key: String
    public let label: BilingualText
    public let rank: StatementView.Line.Rank
    /// `元`, `件`, `人`, `%`, `元/件`.
    public let unit: String
    public let good: String?
    /// The cell of the period, to be explained; nil for what no single measure gives.
    public let cell: String?
    public let source: Source
    /// A number that may be typed in the months to come, by whoever may change drivers.
    public let isInput: Bool
    /// Nothing is known of closed months, so that forecast counts only those to come.
    public let isForecastOnly: Bool
    public let figures: Figures
    /// nil where the form is not approved.
    public let band: Band?
    /// By month of the period.
    public let months: [Figures]
  }

  /// 浮动区间 of a line of an approved form.
  public struct Band: Sendable, Hashable {
    /// Hundredths; nil without a bound, and for totals.
    public let low: Int64?
    public let high: Int64?
    /// 执行数: the forecast inside the limits, what was approved outside.
    public let inForce: Int64?
    public let isOutside: Bool
  }

  /// Who approved the form, and what.
  public struct Approval: Sendable {
    public let number: Int
    public let event: Int64
    public let by: String
    public let at: Moment
    public let reason: String
    /// SHA-256 of the figures, hexadecimal.
    public let content: String
    public let limit: BudgetLimit?
    public let lineLimits: [String: BudgetLimit]
    /// 已下达: login and moment.
    public let released: (by: String, at: Moment)?

    init(_ approval: BudgetApproval) {
      number = approval.number
      event = approval.event
      by = approval.by.login
      at = approval.at
      reason = approval.reason
      content = approval.content.hex
      limit = approval.limit
      lineLimits = approval.lineLimits
      released = approval.release.map { ($0.by.login, $0.at) }
    }
  }

  /// How the form is decided, and where it is on its way.
  public struct Way: Sendable {
    public struct Running: Sendable {
      public let approval: Int64
      public let purpose: FlowPurpose
      /// `running` or `returned`.
      public let status: String
      public let waits: [(step: BilingualText, person: BilingualText)]
    }

    /// The flow in force for the form; nil: one person approves it alone.
    public let flow: BilingualText?
    /// What else may be handed in of an approved form: a flow is in force for it.
    public let offers: [FlowPurpose]
    public let running: Running?
  }

  /// Digests of what may be approved, hexadecimal.
  public struct Contents: Sendable {
    public let budget: String
    public let forecast: String
  }

  /// What one department stands by.
  public struct Part: Sendable {
    /// Code.
    public let department: String
    public let name: BilingualText
    /// Its lines as they are now, hundredths.
    public let figure: Int64
    /// Who handed them in, when, and what they were.
    public let handedIn: (by: BilingualText, at: Moment, figure: Int64)?
    /// A figure is another than was handed in.
    public let hasMoved: Bool
    public let mayHandIn: Bool
    /// Digest of what would be handed in, hexadecimal; for whoever may.
    public let content: String?
  }

  /// 勾稽: a roll-forward that must close, and by how much it does not, 分.
  public struct Check: Sendable {
    public let label: BilingualText
    public let difference: Int64
    public var holds: Bool { difference == 0 }
  }

  public struct Department: Sendable, Hashable {
    public let code: String
    public let name: BilingualText
  }

  public let key: String
  public let label: BilingualText
  public let group: Group
  /// `2026`, `2026Q4`, `2026-11`.
  public let period: String
  public let months: [String]
  /// How many of them are closed.
  public let closedMonths: Int
  /// The one it is narrowed to.
  public let department: String?
  /// Those it can be narrowed to; empty where it has none.
  public let departments: [Department]
  /// Its departments' budgets can be seen at the volume that came 弹性预算.
  public let hasFlexed: Bool
  public let lines: [Line]
  public let checks: [Check]
  public let approval: Approval?
  /// For whoever may hand the form in or approve it, of a whole year and the whole company.
  public var contents: Contents?
  /// Of a whole year and the whole company.
  public var way: Way?
  /// The departments the reader sees, of a whole year; empty where none is asked.
  public var parts: [Part] = []
}

/// One form in the list of all, with the line that stands for it.
public struct BudgetFormSummary: Sendable {
  public let key: String
  public let label: BilingualText
  public let group: BudgetFormView.Group
  public let headline: BudgetFormView.Line
  public let isApproved: Bool
  /// 变更建议 that nobody decided yet.
  public let proposals: Int
}
