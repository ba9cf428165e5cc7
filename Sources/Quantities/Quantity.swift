// SPDX-License-Identifier: Apache-2.0

/// How much of something, exact, in its unit.
public struct Quantity: Hashable, Sendable, CustomStringConvertible {
  public let value: FixedPoint
  public let unit: UnitOfMeasure

  public init(_ value: FixedPoint, _ unit: UnitOfMeasure) {
    self.value = value
    self.unit = unit
  }

  /// - Precondition: both are in the same unit.
  /// - Returns: nil on overflow.
  public func adding(_ other: Quantity) -> Quantity? {
    precondition(unit == other.unit, "quantities of two units are never added")
    return value.adding(other.value).map { Quantity($0, unit) }
  }

  /// - Precondition: both are in the same unit.
  /// - Returns: nil on overflow.
  public func subtracting(_ other: Quantity) -> Quantity? {
    precondition(unit == other.unit, "quantities of two units are never subtracted")
    return value.subtracting(other.value).map { Quantity($0, unit) }
  }

  /// The same amount in another unit, of which one of this unit holds `factor` (1 箱 = 12 件), rounded once to the other unit's decimals.
  ///
  /// - Returns: nil on overflow.
  public func converted(to unit: UnitOfMeasure, factor: FixedPoint) -> Quantity? {
    value.multiplied(by: factor, scale: unit.decimals).map { Quantity($0, unit) }
  }

  /// `12.5 kg`.
  public var description: String { value.description + " " + unit.code }
}
