// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Journal

extension QualityReport {
  /// What the event of a batch keeps of its check: all that was found, so that it can be read again without the rows.
  var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = [
      "outcomes": .list(outcomes.map(\.canonical)), "coverage": coverage.canonical,
    ]
    if let score {
      fields["score"] = .integer(Int64(score.total))
      fields["parts"] = .map(
        Dictionary(uniqueKeysWithValues: score.parts.map { ($0.key.rawValue, CanonicalValue.integer(Int64($0.value))) }))
    }
    return .map(fields)
  }

  /// nil where the batch came before anything was checked.
  init?(_ receipt: FactReceipt) {
    let command = receipt.command
    guard let value = command["quality"], let outcomes = value["outcomes"]?.list else { return nil }
    self.init(
      kind: receipt.kind, rowsRead: Int(clamping: command["rows_read"]?.integer ?? 0),
      rejected: Int(clamping: command["rejected"]?.integer ?? 0), outcomes: outcomes.compactMap { RuleOutcome($0) },
      coverage: BatchCoverage(value["coverage"]))
  }
}

extension RuleOutcome {
  fileprivate var canonical: CanonicalValue {
    .map([
      "rule": rule.canonical, "checked": .integer(Int64(checked)), "failed": .integer(Int64(failed)),
      "examples": .list(
        examples.map {
          .list([.integer(Int64($0.line)), .text($0.key), .text($0.value), .text($0.expected)])
        }),
    ])
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let rule = QualityRule(value["rule"]), let checked = value["checked"]?.integer, let failed = value["failed"]?.integer else {
      return nil
    }
    let examples = (value["examples"]?.list ?? []).compactMap { one -> FailingRow? in
      guard let parts = one.list, parts.count == 4, let line = parts[0].integer else { return nil }
      return FailingRow(
        line: Int32(clamping: line), key: parts[1].text ?? "", value: parts[2].text ?? "", expected: parts[3].text ?? "")
    }
    self.init(rule: rule, checked: Int(clamping: checked), failed: Int(clamping: failed), examples: examples)
  }
}

extension BatchCoverage {
  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = [
      "earlier": .integer(Int64(earlierMonths)),
      "months": .list(
        months.map { one in
          var month: [String: CanonicalValue] = [
            "month": .month(one.month), "rows": .integer(Int64(one.rows)), "before": .integer(Int64(one.rowsBefore)),
          ]
          month["sum"] = one.sum.map { .integer($0) }
          month["sum_before"] = one.sumBefore.map { .integer($0) }
          return .map(month)
        }),
      "new": .list(
        newCodes.map {
          .map(["field": .text($0.field), "count": .integer(Int64($0.count)), "examples": .list($0.examples.map { .text($0) })])
        }),
    ]
    fields["field"] = field.map { .text($0) }
    fields["newest"] = newest.map { .day($0) }
    return .map(fields)
  }

  fileprivate init(_ value: CanonicalValue?) {
    let months = (value?["months"]?.list ?? []).compactMap { one -> Month? in
      guard let month = one["month"]?.month, let rows = one["rows"]?.integer else { return nil }
      return Month(
        month: month, rows: Int(clamping: rows), sum: one["sum"]?.integer, rowsBefore: Int(clamping: one["before"]?.integer ?? 0),
        sumBefore: one["sum_before"]?.integer)
    }
    let new = (value?["new"]?.list ?? []).map { one in
      NewCodes(
        field: one["field"]?.text ?? "", count: Int(clamping: one["count"]?.integer ?? 0),
        examples: (one["examples"]?.list ?? []).compactMap(\.text))
    }
    self.init(
      field: value?["field"]?.text, months: months, earlierMonths: Int(clamping: value?["earlier"]?.integer ?? 0),
      newest: value?["newest"]?.day, newCodes: new)
  }
}
