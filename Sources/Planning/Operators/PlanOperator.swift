// SPDX-License-Identifier: Apache-2.0

/// A kernel that the planning language calls by name: `(receipts, stock) = requirements(demand: d, …)`.
///
/// What is netted, taxed or scheduled is calculated once, inside the graph of the plan. An operator is a pure value: the same
/// rows in give the same bits out, whatever was asked before. Bills of material, calendars and parameters that are not
/// measures are its stored properties; changing them means a new operator value and a full calculation.
///
/// - Determinism: no clock, no randomness, no unordered iteration; sums run in row order.
public protocol PlanOperator: Sendable {
  var signature: OperatorSignature { get }

  /// The operator with its data laid out for these rows (member ids → row numbers). Called once, before any calculation.
  func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator

  /// Which rows and periods of the results are stale when `slices` of one argument changed. May answer `.everything`.
  ///
  /// - Parameter argument: position in `signature.arguments`.
  func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage

  /// Writes every result of `rows`, at least in `periods`. Result rows arrive holding their current values.
  func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>)

  /// Parts that sum to the value of a result cell; what is left becomes a part of its own. Empty: the explanation lists the
  /// arguments of the same row and period without amounts.
  func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution]
}

extension PlanOperator {
  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator { self }

  public func dirtyImage(
    of slices: [OperatorSlice], argument: Int, shape: OperatorShape
  ) -> OperatorDirtyImage { .everything }

  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] { [] }
}

/// Some periods of one row.
public struct OperatorSlice: Hashable, Sendable {
  public let row: Int
  public let periods: Range<Int>

  public init(row: Int, periods: Range<Int>) {
    self.row = row
    self.periods = periods
  }
}

/// The stale part of the results.
public enum OperatorDirtyImage: Sendable {
  case everything
  /// Rows of the results; overlapping slices are merged.
  case slices([OperatorSlice])
}

/// One cell of one result.
public struct OperatorCell: Hashable, Sendable {
  public let result: Int
  public let row: Int
  public let period: Int

  public init(result: Int, row: Int, period: Int) {
    self.result = result
    self.row = row
    self.period = period
  }
}

/// A part of a result cell, owed to a cell of an argument.
public struct OperatorContribution: Sendable {
  public let argument: Int
  public let row: Int
  public let period: Int
  /// In the unit of the result.
  public let amount: Double

  public init(argument: Int, row: Int, period: Int, amount: Double) {
    self.argument = argument
    self.row = row
    self.period = period
    self.amount = amount
  }
}
