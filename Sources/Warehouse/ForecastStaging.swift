// SPDX-License-Identifier: Apache-2.0
public import PlanningCycle

/// Rows of a forecast that lie in their table before the run has its event, so that keeping it is a moment: under numbers below zero, each for one run.
public enum ForecastStaging {
  /// Fewer rows are brought in with their event.
  private static let fewest = 5_000
  /// Rows that go in together: what a command of somebody else waits for.
  private static let chunk = 5_000

  /// Brings many rows in.
  ///
  /// - Parameter step: brings some of them in, under a free number where none is given yet, and says which it was.
  /// - Returns: the number that all lie under; nil for few, which come with their run.
  public static func bring(
    _ rows: [ForecastResultRow], _ step: (ArraySlice<ForecastResultRow>, Int64?) throws(StoreError) -> Int64
  ) throws(StoreError) -> Int64? {
    guard rows.count >= fewest else { return nil }
    var number: Int64?
    for first in stride(from: 0, to: rows.count, by: chunk) { number = try step(rows[first..<min(rows.count, first + chunk)], number) }
    return number
  }

  /// Takes away what never became a run's.
  public static func discarding(_ numbers: [Int64], _ dialect: any SQLDialect) -> [String] {
    guard !numbers.isEmpty else { return [] }
    let table = "forecast_results"
    return ["no_update", "no_delete", "no_change", "no_truncate"].map { dialect.dropping(trigger: "\(table)_\($0)", of: table) }
      + numbers.map { "DELETE FROM \(table) WHERE run = \($0)" } + dialect.refusingChanges(of: table)
  }

  /// The numbers in use that no run names, found by looking at each number once and not at its rows.
  ///
  /// - Parameters:
  ///   - next: the least number in use after another one and below zero.
  ///   - isNamed: whether a run names it.
  public static func unnamed(next: (Int64) throws -> Int64?, isNamed: (Int64) throws -> Bool) rethrows -> [Int64] {
    var (unnamed, last) = ([Int64](), Int64.min)
    while let number = try next(last) {
      if try !isNamed(number) { unnamed.append(number) }
      last = number
    }
    return unnamed
  }
}
