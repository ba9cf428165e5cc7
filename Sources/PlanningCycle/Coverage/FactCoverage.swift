// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// 数据覆盖: for each kind of fact with days, which months have rows, which lack them, and where rows fall off.
public struct FactCoverage: Sendable {
  /// The newest months that are told one by one.
  public static let monthLimit = 36

  /// The day that closed months are before.
  public let today: Day
  /// What the months of all kinds lie in; nil where there are no rows.
  public let months: ClosedRange<Month>?
  /// Kinds with rows, in the order of `FactKind.allCases`.
  public let kinds: [KindCoverage]
  /// Kinds that the person may see and that have no row.
  public let absent: [FactKind]
}

/// One kind of fact by month.
public struct KindCoverage: Sendable {
  public let kind: FactKind
  public let rows: Int
  public let firstDay: Day
  public let newestDay: Day
  /// The newest batch, whatever it changed; nil only where the store keeps none.
  public let newestImport: Import?
  /// Rows come in half of its months or more: only then a month without them is a gap.
  public let isRegular: Bool
  /// The sum that speaks for the kind: its amount with tax, else another amount, else a quantity; nil where nothing of it adds up.
  public let field: FactField?
  /// Every month from its first to its newest or the last closed one, as far as they are within ``FactCoverage/months``; none later than a year after today.
  public let months: [Covered]
  /// Newest first.
  public let findings: [Finding]

  /// Whether 更正与补录 tells its months by batch.
  public var isRestated: Bool { RestatedKind.of(kind) != nil }

  /// A batch in a line.
  public struct Import: Sendable {
    public let batch: Int64
    public let fileName: String
    public let at: String
    public let login: String
    public let name: BilingualText
  }

  /// One month.
  public struct Covered: Sendable {
    public let month: Month
    public let state: CoverageState
    /// What its rows come to; nil where there are none.
    public let facts: FactMonth?
    /// Twice the median of rows of the twelve months before it; nil where fewer than six are known, or nothing is compared.
    let usualTwice: Int?

    /// The median of rows of the twelve months before it, to a whole row.
    public var usual: Int? { usualTwice.map { ($0 + 1) / 2 } }
  }

  /// What somebody should look at.
  public struct Finding: Sendable {
    public let state: CoverageState
    /// One month, or months that lack rows one after the other.
    public let months: ClosedRange<Month>
    public let words: BilingualText
  }
}

/// What there is to say of one month.
public enum CoverageState: String, Sendable, CaseIterable {
  /// Rows as usual, or nothing to compare them with.
  case rows
  /// None, while the kind has rows in most of its months.
  case gap
  /// Fewer than half of what is usual.
  case low
  /// The month of today: it is not over.
  case running
  /// After today.
  case ahead
  /// None, of a kind that has rows in few of its months.
  case none

  public var label: BilingualText {
    switch self {
    case .rows: BilingualText("有数据", "rows")
    case .gap: BilingualText("缺月", "gap")
    case .low: BilingualText("明显偏少", "far fewer than usual")
    case .running: BilingualText("本月，未完", "this month, not over")
    case .ahead: BilingualText("今后", "after today")
    case .none: BilingualText("无", "none")
    }
  }
}
