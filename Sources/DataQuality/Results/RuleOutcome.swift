// SPDX-License-Identifier: Apache-2.0
import Commerce

/// What one rule says of one batch.
public struct RuleOutcome: Hashable, Sendable {
  /// Rows that are kept as examples; the count is of all.
  public static let exampleLimit = 5

  public let rule: QualityRule
  /// Rows that could be checked, or 1 for the batch as a whole; nought where nothing could be said.
  public let checked: Int
  public let failed: Int
  /// Of the failing rows those with the lowest lines.
  public let examples: [FailingRow]

  public init(rule: QualityRule, checked: Int, failed: Int, examples: [FailingRow]) {
    (self.rule, self.checked, self.failed, self.examples) = (rule, checked, failed, examples)
  }

  public enum State: String, Hashable, Sendable { case passed, failed, unchecked }

  public var state: State {
    if checked == 0 { return .unchecked }
    // Without a product that could overflow: rows are fewer than 2³¹.
    return failed * 10_000 > checked * rule.tolerated ? .failed : .passed
  }

  /// Whether it keeps the batch from facts and plan.
  public var stops: Bool { state == .failed && rule.severity == .stop }

  /// What it is worth in the score, of a thousand: all where no row fails, nothing from a tenth of the rows on.
  var worth: Int { checked == 0 ? 0 : max(0, 1_000 - Int(Int64(failed) * 10_000 / Int64(checked))) }
}

/// A row that fails, and what was expected of it.
public struct FailingRow: Hashable, Sendable {
  /// Line in the file; 0 where it is about a month or the whole batch.
  public let line: Int32
  /// The source's own key, or the month.
  public let key: String
  /// What stands there; empty where nothing does.
  public let value: String
  /// A bound, a figure that would agree, what is usual; empty where the rule says it all.
  public let expected: String

  public init(line: Int32, key: String, value: String, expected: String) {
    (self.line, self.key, self.value, self.expected) = (line, key, value, expected)
  }
}

/// Counts rows that fail, and keeps the first of them by line, whatever order they come in.
struct FailureTally {
  private(set) var checked = 0
  private(set) var failed = 0
  private var lines: [(line: Int32, row: Int)] = []

  mutating func pass() { checked += 1 }

  mutating func fail(_ row: Int, line: Int32) {
    checked += 1
    failed += 1
    if lines.count == RuleOutcome.exampleLimit, let last = lines.last, (line, row) > (last.line, last.row) { return }
    lines.insert((line, row), at: lines.firstIndex { ($0.line, $0.row) > (line, row) } ?? lines.count)
    if lines.count > RuleOutcome.exampleLimit { lines.removeLast() }
  }

  func outcome(_ rule: QualityRule, _ table: FactTable, _ words: (_ row: Int) -> (value: String, expected: String)) -> RuleOutcome {
    let examples = lines.map { line, row in
      let (value, expected) = words(row)
      return FailingRow(line: line, key: table.keyText(row), value: value, expected: expected)
    }
    return RuleOutcome(rule: rule, checked: checked, failed: failed, examples: examples)
  }
}
