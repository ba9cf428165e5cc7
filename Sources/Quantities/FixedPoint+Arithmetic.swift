// SPDX-License-Identifier: Apache-2.0

extension FixedPoint {
  public static let zero = FixedPoint(mantissa: 0, scale: 0)

  public var isZero: Bool { mantissa == 0 }

  /// The same number without zeros at the end of its decimals: 1.500 is 1.5. `==` compares texts, so trim before it where 1.50 is 1.5.
  public var trimmed: FixedPoint {
    var (mantissa, scale) = (self.mantissa, self.scale)
    while scale > 0, mantissa % 10 == 0 { (mantissa, scale) = (mantissa / 10, scale - 1) }
    return FixedPoint(mantissa: mantissa, scale: scale)
  }

  /// The sum, with the decimals of the finer one; nil on overflow.
  public func adding(_ other: FixedPoint) -> FixedPoint? {
    let scale = max(self.scale, other.scale)
    // 63 + 60 bits: raising never leaves 128, and neither does one sum.
    guard let sum = Int64(exactly: raised(to: scale) + other.raised(to: scale)) else { return nil }
    return FixedPoint(mantissa: sum, scale: scale)
  }

  /// The difference, with the decimals of the finer one; nil on overflow.
  public func subtracting(_ other: FixedPoint) -> FixedPoint? {
    let scale = max(self.scale, other.scale)
    guard let difference = Int64(exactly: raised(to: scale) - other.raised(to: scale)) else { return nil }
    return FixedPoint(mantissa: difference, scale: scale)
  }

  /// The product with `scale` decimals, one rounding; nil on overflow.
  public func multiplied(by other: FixedPoint, scale: Int) -> FixedPoint? {
    precondition((0...18).contains(scale), "a scale is 0...18")
    let product = Int128(mantissa) * Int128(other.mantissa)
    let excess = self.scale + other.scale - scale
    if excess >= 0 {
      guard let rounded = Rounding.divide(product, by: Rounding.widePowerOfTen(excess)),
        let result = Int64(exactly: rounded)
      else { return nil }
      return FixedPoint(mantissa: result, scale: scale)
    }
    let (raised, overflow) = product.multipliedReportingOverflow(by: Rounding.widePowerOfTen(-excess))
    guard !overflow, let result = Int64(exactly: raised) else { return nil }
    return FixedPoint(mantissa: result, scale: scale)
  }

  /// By value: 1.50 and 1.5 are neither before the other.
  public func isLess(than other: FixedPoint) -> Bool {
    let scale = max(self.scale, other.scale)
    return raised(to: scale) < other.raised(to: scale)
  }

  /// By value: 1.50 equals 1.5.
  public func isEqual(to other: FixedPoint) -> Bool { trimmed == other.trimmed }

  /// The mantissa at a scale that is not smaller than its own.
  private func raised(to scale: Int) -> Int128 {
    Int128(mantissa) * Rounding.widePowerOfTen(scale - self.scale)
  }
}
