// SPDX-License-Identifier: Apache-2.0

/// One line of a statement's format: where its numbers come from.
struct StatementLine {
  enum Source {
    case heading
    /// A measure of the plan, times 1 or −1.
    case measure(String, sign: Int64)
    /// The sum of other lines, by key; the measure, where one is named, must say the same.
    case total([(key: String, sign: Int64)], measure: String?)
    /// What the balance sheet leaves: assets − liabilities; the measure must say the same.
    case rest(String, of: String, less: String)
    /// Cash at the end of the period before.
    case opening(String)
    /// A line of the format that the plan does not know.
    case unplanned
  }

  let key: String
  let label: BilingualText
  let rank: StatementView.Line.Rank
  let source: Source
  let taking: Taking

  /// What a line of several months shows.
  enum Taking { case sum, first, last }

  init(
    _ key: String, _ chinese: String, _ english: String, _ rank: StatementView.Line.Rank = .line, _ source: Source,
    taking: Taking = .sum
  ) {
    self.key = key
    label = BilingualText(chinese, english)
    self.rank = rank
    self.source = source
    self.taking = taking
  }

  /// A line that is a measure of the same key.
  static func of(_ measure: String, _ chinese: String, _ english: String, sign: Int64 = 1, _ rank: StatementView.Line.Rank = .line)
    -> StatementLine
  {
    StatementLine(measure, chinese, english, rank, .measure(measure, sign: sign))
  }

  static func heading(_ key: String, _ chinese: String, _ english: String) -> StatementLine {
    StatementLine(key, chinese, english, .heading, .heading)
  }

  static func unplanned(_ key: String, _ chinese: String, _ english: String) -> StatementLine {
    StatementLine(key, chinese, english, .line, .unplanned)
  }

  static func total(
    _ key: String, _ chinese: String, _ english: String, _ parts: [String], less: [String] = [], measure: String? = nil,
    rank: StatementView.Line.Rank = .total, taking: Taking = .sum
  ) -> StatementLine {
    StatementLine(
      key, chinese, english, rank, .total(parts.map { ($0, 1) } + less.map { ($0, -1) }, measure: measure), taking: taking)
  }
}
