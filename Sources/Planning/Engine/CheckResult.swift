// SPDX-License-Identifier: Apache-2.0

import Calendars

/// One `assert` of the model, judged over all its cells.
public struct CheckResult: Sendable {
  public struct Failure: Sendable {
    public let coordinate: Coordinate
    public let period: PlanPeriod?
    /// What should be 0; NaN when it has no number.
    public let value: Double
  }

  /// Id of the assertion.
  public let name: String
  /// The first failures, in row order; `failureCount` counts all.
  public let failures: [Failure]
  public let failureCount: Int

  public var passes: Bool { failureCount == 0 }
}

extension PlanEngine {
  /// Judges every assertion: |x| < 0.005 and, where a reference is named, |x| ≤ 1e-9 of it. A missing x fails.
  public func checks() -> [CheckResult] {
    layout.model.measures.indices.filter { layout.model.measures[$0].kind == .assertion }.map { check($0) }
  }

  private func check(_ measure: Int) -> CheckResult {
    let declared = layout.model.measures[measure]
    let column = columns[declared.block]
    var failures: [CheckResult.Failure] = []
    var count = 0
    for row in 0..<column.rowCount {
      let coordinate = coordinate(ofRow: row, measure: measure)
      let reference = declared.reference.flatMap { index in
        try? values(index, at: coordinate, 0..<columns[layout.model.measures[index].block].periodCount)
      }
      for period in 0..<column.periodCount {
        let value = column.row(row)[period]
        var isFine = abs(value) < 0.005
        if let reference {
          let scale = reference.count == column.periodCount ? reference[period] : reference.first ?? 0
          isFine = isFine && (abs(value) <= 1e-9 * abs(scale) || value == 0)
        }
        if isFine { continue }
        count += 1
        if failures.count < 100 {
          failures.append(
            CheckResult.Failure(
              coordinate: coordinate, period: calendar.period(at: period, axis: declared.axis), value: value))
        }
      }
    }
    return CheckResult(name: declared.id, failures: failures, failureCount: count)
  }
}
