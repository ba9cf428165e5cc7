// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Commerce
import Quantities

extension FactTable {
  /// The source's own key as people read it: SO-1 / 3.
  func keyText(_ row: Int) -> String {
    schema.keys.map { self[$0].cellText(row) }.filter { !$0.isEmpty }.joined(separator: " / ")
  }
}

extension FactColumn {
  /// The cell as people read it; empty where nothing stands.
  func cellText(_ row: Int) -> String {
    if field.type == .text { return text(row) ?? "" }
    return integer(row).map { field.type.text(of: $0) } ?? ""
  }
}

extension FactFieldType {
  /// A value in its scaled integer as people read it.
  public func text(of value: Int64) -> String {
    switch self {
    case .day: Day(ordinal: Int32(clamping: value)).description
    case .month: Month(ordinal: Int32(clamping: value)).description
    case .boolean: value != 0 ? "1" : "0"
    case .text, .integer: "\(value)"
    case .amount: FixedPoint(mantissa: value, scale: scale).description
    case .quantity, .price, .rate: FixedPoint(mantissa: value, scale: scale).trimmed.description
    }
  }
}

/// A size as people read it: four digits that count, without an exponent.
func plainText(_ value: Double) -> String {
  guard value.isFinite, value < 1e15 else { return "\(value)" }
  let decimals = value >= 1_000 ? 0 : value >= 10 ? 2 : value >= 0.1 ? 4 : 6
  let unit = (0..<decimals).reduce(1.0) { unit, _ in unit * 10 }
  return FixedPoint(mantissa: Int64((value * unit).rounded()), scale: decimals).trimmed.description
}
