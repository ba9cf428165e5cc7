// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// 更正与补录: what was learnt of closed months after they were closed, and by how much it moved their figures.
///
/// A month of a kind is closed by the first batch after its end that brings rows of it. New rows of that day belong to the close, in however many
/// files they come; rows of later days are late. A version that takes another's place is a correction, after the close as soon as a later
/// batch brings it.
public struct Restatements: Sendable {
  /// What one batch did to one month.
  public struct Part: Sendable, Hashable {
    public let batch: Int64
    public let month: Month
    /// The month was closed before this batch came.
    public let isAfterClose: Bool
    /// Rows nobody knew, and their amount.
    public internal(set) var addedRows = 0
    public internal(set) var added: Int64 = 0
    /// New versions that are true in this month.
    public internal(set) var correctedRows = 0
    /// Versions of this month that others took the place of, wherever those are true now.
    public internal(set) var replacedRows = 0
    /// What corrections state now less what was stated before.
    public internal(set) var corrected: Int64 = 0

    public var change: Int64 { added + corrected }
    /// Says something else about the past than was known, or says it late.
    public var restates: Bool { correctedRows + replacedRows > 0 || isAfterClose }
  }

  /// One month of one kind. Minor units.
  public struct MonthFigure: Sendable {
    public let month: Month
    /// The day on which rows of this month came first, and the figure of that day.
    public let firstOn: Day
    public let first: Int64
    /// nil while the month is not closed.
    public let closedOn: Day?
    public let atClose: Int64?
    public let now: Int64
    /// After the close, oldest first: they sum to what the figure moved since.
    public let parts: [Part]

    public var change: Int64 { atClose.map { now - $0 } ?? 0 }
  }

  public struct Figure: Sendable {
    public let kind: FactKind
    /// Newest first.
    public let months: [MonthFigure]
  }

  /// A batch that corrected something or came late.
  public struct Entry: Sendable {
    public let batch: Int64
    public let kind: FactKind
    public let fileName: String
    public let at: String
    public let login: String
    public let name: BilingualText
    public let reason: String
    /// Months it said something late or else about, newest first.
    public let parts: [Part]
    /// Corrections of a kind that has no month: masters, budgets, balances.
    public let otherCorrections: Int
  }

  public let figures: [Figure]
  /// Newest first, at most ``entryLimit``.
  public let entries: [Entry]
  public let entryCount: Int

  public static let entryLimit = 200
  /// Months of a kind, newest first.
  public static let monthLimit = 60
}

/// Which of them are asked for.
public struct RestatementQuestion: Sendable, Hashable {
  public var kind: FactKind?
  public var month: Month?
  public var login: String?

  public init(kind: FactKind? = nil, month: Month? = nil, login: String? = nil) {
    self.kind = kind
    self.month = month
    self.login = login
  }
}
