// SPDX-License-Identifier: Apache-2.0

/// The rows an operator call works on: who stands in which row, and what the periods are.
public struct OperatorShape: Sendable {
  /// Rows of the results, outermost dimension first: `rowMembers[row]` holds one member id per result dimension.
  public let rowMembers: [[Int64]]
  /// The same for each argument (in the order of the signature).
  public let argumentRowMembers: [[[Int64]]]
  /// The months and days of the plan and its cutoff.
  public let calendar: PlanCalendar
  /// Periods of the results: months of the horizon, or days after the cutoff.
  public let periodCount: Int

  public init(
    rowMembers: [[Int64]], argumentRowMembers: [[[Int64]]], calendar: PlanCalendar, periodCount: Int
  ) {
    self.rowMembers = rowMembers
    self.argumentRowMembers = argumentRowMembers
    self.calendar = calendar
    self.periodCount = periodCount
  }
}

/// Memory of one evaluation: argument rows to read, result rows to write. Valid only during the call.
///
/// A missing cell is NaN; an operator states what it makes of it (usually 0) and never writes an infinite number.
public struct OperatorFrame {
  public let shape: OperatorShape
  let argumentBases: [UnsafePointer<Double>]
  let argumentStrides: [Int]
  let resultBases: [UnsafeMutablePointer<Double>]
  let resultStrides: [Int]

  /// The periods of one row of an argument; one value when its axis is `none`.
  public func argument(_ index: Int, row: Int) -> UnsafePointer<Double> {
    argumentBases[index] + row * argumentStrides[index]
  }

  /// The periods of one row of a result, to be written.
  public func result(_ index: Int, row: Int) -> UnsafeMutablePointer<Double> {
    resultBases[index] + row * resultStrides[index]
  }
}
