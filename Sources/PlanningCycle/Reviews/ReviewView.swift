// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// 未复盘, 复盘中, 已定稿.
public enum ReviewState: String, Sendable, CaseIterable { case none, draft, closed }

/// The months one can review, the newest first.
public struct ReviewList: Sendable {
  public struct Row: Sendable {
    public let month: Month
    public let state: ReviewState
    /// 不含税, 分; nil where nothing is known.
    public let actual: Int64?
    public let budget: Int64?
    public let forecast: Int64?
    public let lastYear: Int64?
    public let actions: Int
    public let openActions: Int
    public let overdueActions: Int
  }

  public let today: Day
  public let rows: [Row]
}

/// 复盘 of one month: the figures, why, who does what about it, and who signed.
public struct ReviewView: Sendable {
  public struct Person: Sendable {
    public let login: String
    public let name: BilingualText
    public let role: BilingualText
    /// Where they may take part.
    public let sides: [ReviewSide]
  }

  public struct Signature: Sendable {
    public let side: ReviewSide
    /// Who is to sign; nil while nobody is named.
    public let login: String?
    public let name: BilingualText?
    public let at: Moment?
    /// They signed what stands here; false after figures or sheet moved.
    public let isValid: Bool
    /// The reader is to sign.
    public let isMine: Bool
  }

  /// What a factor came to in a month, and how much of what was expected that is.
  public struct Effect: Sendable {
    public let month: Month
    public let amount: Int64
    public let base: Int64
    public var rate: Double? { base == 0 ? nil : Double(amount) / Double(base) }
  }

  public struct Action: Sendable {
    public let action: ReviewAction
    public let owner: BilingualText
    public let isDone: Bool
    public let words: String
    public let isOverdue: Bool
    public let measuredIn: Month
    /// nil where the area or base is not there any more.
    public let before: Effect?
    /// nil until the month is closed.
    public let after: Effect?
    /// Every closed month since, as far as it is measured.
    public let since: [Effect]
    public let mayMark: Bool

    /// Better than in the reviewed month, as a part of what was expected; nil while it is not measured.
    public var isBetter: Bool? { after?.rate.flatMap { now in before?.rate.map { now > $0 } } }
  }

  public let month: Month
  public let today: Day
  public let company: BilingualText
  public let state: ReviewState
  public let figures: ReviewFigures
  /// Of the figures.
  public let digest: Digest
  /// Of figures and sheet: what is signed.
  public let content: Digest
  /// The figures are those of the closing.
  public let isFrozen: Bool
  /// Closed, and the same question gives other figures today: facts were corrected since.
  public let hasMovedSince: Bool
  public let closedBy: BilingualText?
  public let closedAt: Moment?
  /// The event to name when it is changed.
  public let seen: Int64
  public let sheet: ReviewSheet
  public let signatures: [Signature]
  public let actions: [Action]
  public let people: [Person]
  public let showsMargin: Bool
  /// May write, close and open again.
  public let mayEdit: Bool
}
