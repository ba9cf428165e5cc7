// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// What all rules say of one batch, and what the batch is.
public struct QualityReport: Hashable, Sendable {
  public let kind: FactKind
  /// Rows of the file, and those of them that could not be read as facts.
  public let rowsRead: Int
  public let rejected: Int
  /// In the order of the rules.
  public let outcomes: [RuleOutcome]
  public let coverage: BatchCoverage
  /// Nil where nothing could be checked.
  public let score: QualityScore?

  public init(kind: FactKind, rowsRead: Int, rejected: Int, outcomes: [RuleOutcome], coverage: BatchCoverage) {
    (self.kind, self.rowsRead, self.rejected, self.outcomes, self.coverage) = (kind, rowsRead, rejected, outcomes, coverage)
    score = QualityScore(outcomes, rowsRead: rowsRead, rejected: rejected)
  }

  /// Rules that keep the batch from facts and plan.
  public var stops: [RuleOutcome] { outcomes.filter(\.stops) }
  public var isHeld: Bool { outcomes.contains(where: \.stops) }
}

/// Which months a batch speaks of, beside what was known of them before.
public struct BatchCoverage: Hashable, Sendable {
  public struct Month: Hashable, Sendable {
    public let month: Calendars.Month
    public let rows: Int
    public let sum: Int64?
    /// What was known of the month before.
    public let rowsBefore: Int
    public let sumBefore: Int64?

    public init(month: Calendars.Month, rows: Int, sum: Int64?, rowsBefore: Int, sumBefore: Int64?) {
      (self.month, self.rows, self.sum, self.rowsBefore, self.sumBefore) = (month, rows, sum, rowsBefore, sumBefore)
    }
  }

  /// Codes of a field that nobody knows.
  public struct NewCodes: Hashable, Sendable {
    public let field: String
    public let count: Int
    /// The first by their text.
    public let examples: [String]

    public init(field: String, count: Int, examples: [String]) {
      (self.field, self.count, self.examples) = (field, count, examples)
    }
  }

  /// The newest months that are told of one by one; what lies before is in `earlierMonths`.
  public static let monthLimit = 36

  /// The amount that is added up; nil for none.
  public let field: String?
  public let months: [Month]
  public let earlierMonths: Int
  /// The newest day that the batch speaks of.
  public let newest: Day?
  public let newCodes: [NewCodes]

  public init(field: String?, months: [Month], earlierMonths: Int, newest: Day?, newCodes: [NewCodes]) {
    (self.field, self.months, self.earlierMonths, self.newest, self.newCodes) = (field, months, earlierMonths, newest, newCodes)
  }
}
