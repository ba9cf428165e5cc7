// SPDX-License-Identifier: Apache-2.0

/// What an operator takes and gives, so that the language can check a call before anything is calculated.
public struct OperatorSignature: Sendable {
  public let name: String
  public let arguments: [OperatorArgument]
  public let results: [OperatorResult]
  /// Time axis of all results.
  public let axis: OperatorAxis
  /// Dimension names (`Item`, `Item.Family`) that all results must have, in this order; nil when any will do.
  public let resultDimensions: [String]?

  public init(
    name: String, arguments: [OperatorArgument], results: [OperatorResult], axis: OperatorAxis = .month,
    resultDimensions: [String]? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.results = results
    self.axis = axis
    self.resultDimensions = resultDimensions
  }
}

/// The time axis of an argument or of the results.
public enum OperatorAxis: Hashable, Sendable {
  case month
  case day
  /// One value for all time.
  case none
}

/// How the rows of an argument relate to the rows of the results.
public enum OperatorRows: Hashable, Sendable {
  /// The engine repeats the argument over the result's dimensions: row r of the argument belongs to row r of the results.
  case rows
  /// The argument keeps its own rows, of exactly these dimensions; the operator maps them itself.
  case dimensions([String])
}

/// Which unit is accepted or given.
public enum OperatorUnit: Hashable, Sendable {
  case any
  /// As written in model text: `元`, `元/件`, `%`; the empty text is a plain number.
  case exactly(String)
  /// The unit of another argument.
  case sameAs(String)
  /// The product of the units of two arguments (price × quantity).
  case product(String, String)
}

/// One named argument.
public struct OperatorArgument: Sendable {
  public let name: String
  public let rows: OperatorRows
  public let axis: OperatorAxis
  public let unit: OperatorUnit
  /// Value used when the call leaves the argument out; nil when it must be given.
  public let defaultValue: Double?

  public init(
    _ name: String, rows: OperatorRows = .rows, axis: OperatorAxis = .month, unit: OperatorUnit = .any,
    defaultValue: Double? = nil
  ) {
    self.name = name
    self.rows = rows
    self.axis = axis
    self.unit = unit
    self.defaultValue = defaultValue
  }
}

/// One named result.
public struct OperatorResult: Sendable {
  public let name: String
  public let unit: OperatorUnit

  public init(_ name: String, unit: OperatorUnit = .any) {
    self.name = name
    self.unit = unit
  }
}
