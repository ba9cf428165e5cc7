// SPDX-License-Identifier: Apache-2.0
import DataQuality
import PlanningCycle

/// What a rule found, for people at a terminal.
enum QualityLines {
  /// The rule, how many rows, and the first of them: 销售订单行：当 … 时，隔离整批（40 行中 40 行；例如第 2 行 SO-1 / 1：22600，应为约 226）.
  static func line(_ outcome: RuleOutcome) -> String {
    let count =
      outcome.checked == 1
      ? ""
      : Words.pick("\(outcome.checked) 处中 \(outcome.failed) 处", "\(outcome.failed) of \(outcome.checked)")
    let example = outcome.examples.first.map { one in
      let place = [one.line > 0 ? Words.pick("第 \(one.line) 行", "line \(one.line)") : "", one.key].filter { !$0.isEmpty }
      let value = one.value.isEmpty ? "" : Words.pick("：\(one.value)", ": \(one.value)")
      let expected = one.expected.isEmpty ? "" : Words.pick("，对照 \(one.expected)", " against \(one.expected)")
      return Words.pick("例如", "for example ") + place.joined(separator: " ") + value + expected
    }
    let rest = [count, example ?? ""].filter { !$0.isEmpty }.joined(separator: Words.pick("；", "; "))
    return "    " + Words.pick(outcome.rule.words) + (rest.isEmpty ? "" : Words.pick("（\(rest)）", " (\(rest))"))
  }
}
