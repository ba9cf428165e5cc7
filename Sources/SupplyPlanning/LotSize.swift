// SPDX-License-Identifier: Apache-2.0

/// How much is ordered for a net requirement: lot for lot, at least a minimum, in whole multiples.
public struct LotSize: Hashable, Sendable {
  /// Least quantity of an order; 0 for none.
  public let minimum: Double
  /// Orders are whole multiples of it; 0 for none.
  public let multiple: Double

  /// Negative values and not-a-number count as none.
  public init(minimum: Double = 0, multiple: Double = 0) {
    self.minimum = minimum > 0 ? minimum : 0
    self.multiple = multiple > 0 ? multiple : 0
  }

  public static let lotForLot = LotSize()

  /// Less than this many units is not a requirement: sums of fractions are not exact.
  public static let tolerance = 1e-9

  /// The order for `need` units: ⌈max(need, minimum) ÷ multiple − 1e-9⌉ × multiple.
  @inlinable
  public func quantity(for need: Double) -> Double {
    let least = need > minimum ? need : minimum
    return multiple > 0 ? (least / multiple - LotSize.tolerance).rounded(.up) * multiple : least
  }
}
