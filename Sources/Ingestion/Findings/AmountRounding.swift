// SPDX-License-Identifier: Apache-2.0

/// What keeping amounts in minor units did to one column of a file: the sum in the file = the sum kept + `difference`.
public struct AmountRounding: Hashable, Sendable {
  public let field: String
  /// nil where a constant of the mapping filled the column.
  public let column: FindingColumn?
  /// Cells of accepted rows that had more decimals than the currency keeps.
  public let cells: Int
  /// Written − kept, summed, as a decimal number.
  public let difference: String
  /// False when a cell had more than 18 digits: those beyond are not in `difference`.
  public let isExact: Bool
}
