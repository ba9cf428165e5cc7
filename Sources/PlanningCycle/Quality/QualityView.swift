// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import DataQuality

/// 数据质量: how good what came in was, by source and department over time, the rules, and what is held.
public struct QualityView: Sendable {
  /// Scores of batches that have something in common.
  public struct Series: Sendable {
    /// The mean of the batches of one month, rounded.
    public struct Month: Sendable, Hashable {
      public let month: Calendars.Month
      public let score: Int
      public let batches: Int
    }

    public let key: String
    public let name: BilingualText
    /// Ascending; only months with batches that were checked, the newest `monthLimit`.
    public let months: [Month]
    /// The newest batch that was checked.
    public let newest: (batch: Int64, score: Int, at: String)?
    /// How far the newest month lies from the one before; nil where there is none.
    public let change: Int?
    public let batches: Int
    public let unchecked: Int
    public let held: Int

    public static let monthLimit = 24
  }

  /// A rule that fails in the newest batch of a source.
  public struct Failing: Sendable {
    public let rule: StandingRule
    public let source: String
    public let batch: Int64
    public let failed: Int
    public let checked: Int
  }

  public let all: Series
  public let sources: [Series]
  public let departments: [Series]
  /// The gravest first.
  public let failing: [Failing]
  /// Newest first: those that wait, then what became of others lately.
  public let held: [BatchCard]
  public let rules: [(rule: StandingRule, owner: BilingualText?, by: BilingualText?)]
  /// Whom a batch can be given to.
  public let owners: [(login: String, name: BilingualText)]
  public let revision: Int64

  /// Sources and departments that are told of, by batches.
  static let seriesLimit = 100
  /// Held batches that were dealt with.
  static let pastLimit = 20
}

/// The data-health card of one batch.
public struct BatchCard: Sendable {
  public enum State: String, Sendable { case kept, held, released, replaced, discarded }

  public struct End: Sendable {
    public let by: BilingualText
    public let at: String
    public let reason: String
    /// The batch that it became, or the event that said so.
    public let event: Int64
  }

  public let batch: Int64
  public let kind: FactKind
  public let fileName: String
  public let source: String
  public let by: BilingualText
  public let at: String
  public let department: BilingualText?
  public let state: State
  /// nil where it was not checked.
  public let report: QualityReport?
  /// Rows that could be kept.
  public let accepted: Int
  public let added: Int
  public let corrected: Int
  public let unchanged: Int
  /// Of one that was held.
  public let owner: (login: String, name: BilingualText)?
  public let end: End?
  /// Of one that a release brought in: which batch was held, and why it was let through; of a release at once no batch.
  public let release: (of: Int64?, reason: String)?
  /// What the person may do with it: `release`, `discard`, `assign`, `replace`.
  public let actions: [String]
}
