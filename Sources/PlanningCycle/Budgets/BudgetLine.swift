// SPDX-License-Identifier: Apache-2.0
import Planning

/// One line of a budget form's layout: where its figures come from, and by which members it is split.
struct BudgetLine: Sendable {
  enum Source: Sendable {
    case heading
    /// A measure of the plan over everything.
    case measure(String)
    /// What a measure stood at before the period began.
    case opening(String)
    /// The sum of other lines, by key.
    case total([(key: String, sign: Int64)])
    /// Two lines divided, by key, after the months were added.
    case ratio(String, by: String)
  }

  /// The members a line opens into; its parts add up to it.
  enum Split: Sendable {
    case family
    case region
    /// Departments of one kind of cost, in the model's words: 销售, 管理, 研发, 制造; nil for all.
    case department(String?)
  }

  let key: String
  /// nil: what the model calls its measure.
  let label: BilingualText?
  let rank: StatementView.Line.Rank
  let source: Source
  let split: Split?
  /// What the parts read; nil for the line's own measure.
  let partMeasure: String?
  /// Shown beside the others, in no total of the form: nobody approves it by itself.
  var isMemo = false

  init(
    _ key: String, _ label: BilingualText?, _ rank: StatementView.Line.Rank, _ source: Source, split: Split? = nil,
    partMeasure: String? = nil
  ) {
    self.key = key
    self.label = label
    self.rank = rank
    self.source = source
    self.split = split
    self.partMeasure = partMeasure
  }

  static func heading(_ key: String, _ chinese: String, _ english: String) -> BudgetLine {
    BudgetLine(key, BilingualText(chinese, english), .heading, .heading)
  }

  /// A line that is a measure of the same key, under the model's own name.
  static func of(_ measure: String, _ split: Split? = nil, reads partMeasure: String? = nil, _ rank: StatementView.Line.Rank = .line)
    -> BudgetLine
  {
    BudgetLine(measure, nil, rank, .measure(measure), split: split, partMeasure: partMeasure)
  }

  /// The sum over the departments of one kind.
  static func departments(_ measure: String, of kind: String, _ chinese: String, _ english: String, _ rank: StatementView.Line.Rank = .line)
    -> BudgetLine
  {
    BudgetLine(measure, BilingualText(chinese, english), rank, .total([]), split: .department(kind), partMeasure: measure)
  }

  var memo: BudgetLine {
    var line = self
    line.isMemo = true
    return line
  }

  static func opening(_ measure: String, _ chinese: String, _ english: String) -> BudgetLine {
    BudgetLine("opening_" + measure, BilingualText(chinese, english), .line, .opening(measure))
  }

  static func total(_ key: String, _ chinese: String, _ english: String, _ parts: [String], less: [String] = []) -> BudgetLine {
    BudgetLine(key, BilingualText(chinese, english), .total, .total(parts.map { ($0, 1) } + less.map { ($0, -1) }))
  }

  static func ratio(_ key: String, _ chinese: String, _ english: String, _ above: String, by below: String) -> BudgetLine {
    BudgetLine(key, BilingualText(chinese, english), .line, .ratio(above, by: below))
  }
}
