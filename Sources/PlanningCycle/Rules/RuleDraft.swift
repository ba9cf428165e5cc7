// SPDX-License-Identifier: Apache-2.0
/// A rule as somebody typed it: nothing of it is known to be right.
public struct RuleDraft: Hashable, Sendable {
  public var name = ""
  /// Empty: the same in English.
  public var englishName = ""
  public var isShared = false
  public var isOn = true
  public var severity = "warning"
  /// `5`, `5%`; empty for the usual.
  public var recovery = ""
  /// `threshold`, `deviation`, `trend`, `lateData`, `missing`
  public var kind = ""
  public var figure = ""
  public var members: [String: String] = [:]
  public var each = ""
  /// `now`, `thisMonth`, `months`, `restOfYear`, `days`
  public var window = ""
  public var count: Int64?
  public var isWhole = false
  /// `below`, `above`, `either`
  public var side = ""
  /// `500万`, `10%`, `20 天`
  public var limit = ""
  public var share = ""
  /// `budget`, `lastForecast`, `lastYear`
  public var base = ""
  public var percent = ""
  public var amount = ""
  /// Periods in a row.
  public var run: Int64?
  /// A kind of facts: `bank-balances`.
  public var data = ""
  public var form = ""
  public var days: Int64?

  public init() {}
}

/// What is wrong with a rule, and in which field of it.
public struct RuleProblem: Hashable, Sendable {
  /// `name`, `figure`, `members`, `window`, `limit` …; `rule` for the whole.
  public let field: String
  public let words: BilingualText
  /// Where two figures of the rule are not the same thing.
  public let unlike: UnlikeFigures?

  init(_ field: String, _ words: BilingualText, unlike: UnlikeFigures? = nil) {
    self.field = field
    self.words = words
    self.unlike = unlike
  }
}
